//! What a car and its loans are made of.

use std::fmt;
use std::str::FromStr;

use bincode::{Decode, Encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::text_as_serde;
use crate::time::Moment;

/// Tells whether two cars have the same VIN, and nothing else: a keyed fingerprint, 32 hexadecimal
/// digits. 车架号指纹。
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct VinFingerprint(pub [u8; 16]);

impl fmt::Display for VinFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VinFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for VinFingerprint {
    type Err = String;

    fn from_str(text: &str) -> Result<VinFingerprint, String> {
        let wrong = || "not a fingerprint: 32 hexadecimal digits".to_owned();
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(VinFingerprint(bytes))
    }
}

text_as_serde!(VinFingerprint);
#[cfg(feature = "schema")]
crate::id::text_as_schema!(
    VinFingerprint,
    crate::schema::text("^[0-9a-fA-F]{32}$", &"5a".repeat(16))
);

/// When a car is brought. 交车时段。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeliverySlot", input_name = "DeliverySlotInput"))]
pub struct DeliverySlot {
    /// Not before.
    pub from: Moment,
    /// Not after: later is late.
    pub until: Moment,
}

/// A part of a car that is looked at when it changes hands. 车辆部位。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CarPart {
    /// Paint and panels.
    Bodywork,
    /// Windows, lights, mirrors.
    Glass,
    /// Wheels and tyres.
    Wheels,
    /// Seats, trim, boot.
    Interior,
    /// Screens, keys, charging.
    Electronics,
    /// What belongs to it: cable, triangle, papers.
    Accessories,
}

/// How a part is. 部位状况。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PartState {
    /// As it should be.
    Sound,
    /// Used or dirty, as use brings.
    Worn,
    /// Damaged or missing.
    Damaged,
}

/// How one part of a car is when it changes hands. 车况。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PartCondition", input_name = "PartConditionInput"))]
pub struct PartCondition {
    /// Which.
    pub part: CarPart,
    /// How it is.
    pub state: PartState,
}

/// What called a loan off. 借车取消原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LoanEndCause {
    /// Somebody asked.
    Asked,
    /// The work it was for is off.
    WorkOff,
    /// The member left.
    MemberLeft,
    /// The member may not take part.
    MemberSuspended,
}

/// Where a loan stands. 借车状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LoanState {
    /// Waits for an answer.
    Requested,
    /// The calendar holds it.
    Approved,
    /// It is said when and where the car is brought.
    Scheduled,
    /// The member has the car.
    Out,
    /// The member has the car and should not.
    Overdue,
    /// The car is back.
    Returned,
    /// Nothing of it is open.
    Closed,
    /// It was not lent.
    Refused,
    /// It was called off.
    Cancelled,
}

impl LoanState {
    /// Whether something of it is still to come.
    pub fn is_live(self) -> bool {
        !matches!(self, LoanState::Closed | LoanState::Refused | LoanState::Cancelled)
    }

    /// Whether the member has the car.
    pub fn is_out(self) -> bool {
        matches!(self, LoanState::Out | LoanState::Overdue)
    }

    /// Whether the car is still to be given out.
    pub fn is_before_delivery(self) -> bool {
        matches!(self, LoanState::Requested | LoanState::Approved | LoanState::Scheduled)
    }
}
