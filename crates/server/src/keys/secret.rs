//! The key itself: made of random bytes, known again by a hash.
//!
//! Nobody can try 32 random bytes, so a fast hash is enough: a slow one is for what people make
//! up and remember.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::KeyError;

/// How every key begins, so that one found in the wrong place is recognised.
const PREFIX: &str = "kockey_";
/// Keeps this hash apart from every other use of the same function. Never to be changed: hashes
/// that are kept were made with it.
const CONTEXT: &str = "koc 2025 admin key";

/// What is kept of a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Hash([u8; 32]);

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Hash {
    pub(super) fn from_hex(text: &str) -> Option<Hash> {
        blake3::Hash::from_hex(text.trim()).ok().map(|hash| Hash(*hash.as_bytes()))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        let text = String::deserialize(deserializer)?;
        Hash::from_hex(&text).ok_or_else(|| serde::de::Error::custom("not 64 hexadecimal digits"))
    }
}

/// A new key.
pub(super) fn make() -> Result<String, KeyError> {
    Ok(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random::<32>()?)))
}

/// A new public name of a key: enough to tell keys apart, nothing to get in with.
pub(super) fn name() -> Result<String, KeyError> {
    let digits: String = random::<5>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("key_{digits}"))
}

pub(super) fn hash(key: &str) -> Hash {
    Hash(blake3::derive_key(CONTEXT, key.as_bytes()))
}

fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandom)?;
    Ok(bytes)
}
