//! Amounts of what is given: whole numbers, never fractions of the smallest unit.

use std::fmt;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// The largest amount of one act. Our own number: far above any purse, far below what sums of
/// amounts can hold.
const AMOUNT_MAX: u64 = 1_000_000_000_000_000;

/// A whole amount: points, minor units of the programme's currency, or pieces, by its unit.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Encode,
    Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Amount(pub u64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// More than nothing, and no slip of the pen.
    pub(crate) fn is_possible(self) -> bool {
        (1..=AMOUNT_MAX).contains(&self.0)
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }

    /// What is left after taking `other`; nothing when that is more.
    #[must_use]
    pub fn less(self, other: Amount) -> Amount {
        Amount(self.0.saturating_sub(other.0))
    }

    /// So many times the amount.
    #[must_use]
    pub fn times(self, count: u32) -> Amount {
        Amount(self.0.saturating_mul(u64::from(count)))
    }

    /// A share of the amount in basis points, rounded down to a whole.
    #[must_use]
    pub fn part(self, share_bp: u16) -> Amount {
        let part = u128::from(self.0) * u128::from(share_bp) / 10_000;
        Amount(u64::try_from(part).unwrap_or(u64::MAX))
    }

    /// As it moves a balance, which may be below nothing.
    pub fn signed(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A whole amount: points, minor units of the currency, or pieces, by its unit. Written as a JSON
/// string because many readers of JSON keep only 53 bits. 数额:积分、货币最小单位或件数,以字符串表示。
#[cfg(feature = "graphql")]
#[async_graphql::Scalar(name = "Amount")]
impl async_graphql::ScalarType for Amount {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Amount> {
        use async_graphql::{InputValueError, Value};
        match &value {
            Value::String(text) => text.parse().map(Amount).map_err(InputValueError::custom),
            Value::Number(number) => {
                number.as_u64().map(Amount).ok_or_else(|| InputValueError::expected_type(value))
            }
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.0.to_string())
    }
}
