//! The head: how many records there are and one hash over all of them.

use crate::merkle::MerkleRange;
use std::fmt;
use std::str::FromStr;

/// Size and Merkle root of the log. Equal heads mean equal records, in equal order.
///
/// Prints and parses as `<size>:<root in lower-case hex>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// Number of records; also the newest position. 0 = empty.
    pub size: u64,
    /// Root over their hashes.
    pub root: [u8; 32],
}

impl Head {
    /// The head of a log without records.
    pub fn empty() -> Self {
        Self::from(&MerkleRange::default())
    }
}

impl From<&MerkleRange> for Head {
    fn from(range: &MerkleRange) -> Self {
        Self { size: range.size(), root: range.root() }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.size)?;
        self.root.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is not a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a head is written <size>:<64 hex digits>")]
pub struct ParseHeadError;

impl FromStr for Head {
    type Err = ParseHeadError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (size, hex) = text.split_once(':').ok_or(ParseHeadError)?;
        let digits = |text: &str, all: fn(&u8) -> bool| text.as_bytes().iter().all(all);
        if hex.len() != 64
            || !digits(hex, u8::is_ascii_hexdigit)
            || !digits(size, u8::is_ascii_digit)
        {
            return Err(ParseHeadError);
        }
        let size = size.parse().map_err(|_| ParseHeadError)?;
        let mut root = [0; 32];
        for (byte, pair) in root.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| ParseHeadError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| ParseHeadError)?;
        }
        Ok(Self { size, root })
    }
}
