//! Personal data: clear in a command, sealed before any rule sees it, never clear in an event.

use std::fmt;

use bincode::{Decode, Encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{KocId, OperatorId};
use crate::refusal::{Refusal, Violation};

/// Whose key a sealed field is under.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
pub struct Person(pub [u8; 16]);

impl From<KocId> for Person {
    fn from(id: KocId) -> Person {
        Person(id.0)
    }
}

impl From<OperatorId> for Person {
    fn from(id: OperatorId) -> Person {
        Person(id.0)
    }
}

/// What a sealed field is; bound to the ciphertext, so that one cannot stand for another.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum SealedField {
    /// A person's name.
    Name,
    /// A way to reach a person.
    Contact,
    /// A note about a person.
    Note,
    /// A reason told to a person.
    Reason,
    /// A message to a person.
    Message,
    /// Where a person's work is.
    WorkUri,
    /// Words about a person's work.
    Feedback,
    /// How a person is named in public.
    CreditLine,
    /// What a mentor or mentee says of themselves.
    Statement,
    /// What somebody is called on a platform.
    Handle,
    /// Where somebody's account is seen.
    ChannelUrl,
    /// Where a person's money goes.
    Payee,
    /// What leads to where a person's parcels go.
    Delivery,
    /// Where a person is shown in public.
    Url,
    /// What is said in a person's honour.
    Praise,
    /// The number of a car, which leads to whoever drives it.
    Vin,
    /// What is said between a member and whoever looks after them.
    Care,
}

/// Personal text sealed under one person's key. Shows nothing but its length.
#[derive(Clone, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Sealed {
    /// Whose key opens it.
    pub person: Person,
    /// What it is.
    pub field: SealedField,
    /// The nonce, derived from command, field and clear text: the same command gives the same
    /// bytes.
    pub nonce: [u8; 24],
    /// Equal texts of equal kind have equal fingerprints in one programme; says nothing outside.
    pub fingerprint: [u8; 16],
    /// XChaCha20-Poly1305, tag last.
    pub ciphertext: Vec<u8>,
}

impl Sealed {
    /// Bytes of the clear text in UTF-8; all that a rule can know of it.
    pub fn clear_bytes(&self) -> usize {
        self.ciphertext.len().saturating_sub(16)
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.clear_bytes() == 0
    }

    fn to_hex(&self) -> String {
        let parts: [&[u8]; 5] =
            [&self.person.0, &[self.field as u8], &self.nonce, &self.fingerprint, &self.ciphertext];
        parts.concat().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn from_hex(text: &str) -> Option<Sealed> {
        if !text.len().is_multiple_of(2) || !text.is_ascii() {
            return None;
        }
        let bytes: Option<Vec<u8>> = (0..text.len() / 2)
            .map(|at| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok())
            .collect();
        let bytes = bytes?;
        Some(Sealed {
            person: Person(bytes.get(..16)?.try_into().ok()?),
            field: SealedField::from_number(*bytes.get(16)?)?,
            nonce: bytes.get(17..41)?.try_into().ok()?,
            fingerprint: bytes.get(41..57)?.try_into().ok()?,
            ciphertext: bytes.get(57..)?.to_vec(),
        })
    }
}

impl SealedField {
    fn from_number(number: u8) -> Option<SealedField> {
        use SealedField::*;
        [
            Name, Contact, Note, Reason, Message, WorkUri, Feedback, CreditLine, Statement, Handle,
            ChannelUrl, Payee, Delivery, Url, Praise, Vin, Care,
        ]
        .into_iter()
        .find(|field| *field as u8 == number)
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("sealed:{}", self.to_hex()))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sealed, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.strip_prefix("sealed:")
            .and_then(Sealed::from_hex)
            .ok_or_else(|| serde::de::Error::custom("not a sealed field: `sealed:` and hex digits"))
    }
}

#[cfg(feature = "schema")]
crate::id::text_as_schema!(Sealed, crate::schema::sealed());

/// A field of a command that says something about a person.
///
/// It arrives clear and is sealed by the engine before the decider; `Debug` never shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum Personal {
    /// As its sender wrote it.
    Clear(String),
    /// As it will be recorded.
    Sealed(Sealed),
}

impl Personal {
    /// The sealed form; refuses a field that was never sealed, so that nothing clear is recorded.
    pub fn sealed(&self) -> Result<Sealed, Refusal> {
        match self {
            Personal::Sealed(sealed) => Ok(sealed.clone()),
            Personal::Clear(_) => Err(Refusal::from(Violation::FieldInvalid {
                field: "personal data that was not sealed".to_owned(),
            })),
        }
    }

    /// Bytes of the clear text in UTF-8.
    pub fn clear_bytes(&self) -> usize {
        match self {
            Personal::Clear(text) => text.len(),
            Personal::Sealed(sealed) => sealed.clear_bytes(),
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        match self {
            Personal::Clear(text) => text.trim().is_empty(),
            Personal::Sealed(sealed) => sealed.is_empty(),
        }
    }
}

/// The sealed form of an optional field.
pub fn sealed_option(personal: Option<&Personal>) -> Result<Option<Sealed>, Refusal> {
    personal.filter(|text| !text.is_empty()).map(Personal::sealed).transpose()
}

impl From<&str> for Personal {
    fn from(text: &str) -> Personal {
        Personal::Clear(text.to_owned())
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Serialize for Personal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Personal::Clear(text) => serializer.serialize_str(text),
            Personal::Sealed(sealed) => sealed.serialize(serializer),
        }
    }
}

/// Always clear: nobody outside the engine can hand in bytes that pass for sealed.
impl<'de> Deserialize<'de> for Personal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Personal, D::Error> {
        String::deserialize(deserializer).map(Personal::Clear)
    }
}

#[cfg(feature = "schema")]
crate::id::text_as_schema!(Personal, schemars::json_schema!({ "type": "string" }));

#[cfg(feature = "graphql")]
async_graphql::scalar!(
    Personal,
    "PersonalText",
    "Text about a person: sealed before it is recorded. 个人信息文本,记录前加密。"
);
