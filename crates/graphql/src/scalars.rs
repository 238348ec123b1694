//! The scalars that are the API's own.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use domain::{AsOf, Day, Moment};

/// A 64-bit whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Long(pub(crate) i64);

impl Long {
    /// A position, version or count; those stay far below the limit.
    pub(crate) fn of(number: u64) -> Long {
        Long(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// The number, if it is not negative.
    pub(crate) fn unsigned(self) -> Option<u64> {
        u64::try_from(self.0).ok()
    }
}

/// A 64-bit whole number, written as a JSON string because many readers of JSON keep only 53
/// bits. 64 位整数,以字符串表示。
#[Scalar(name = "Long")]
impl ScalarType for Long {
    fn parse(value: Value) -> InputValueResult<Long> {
        match &value {
            Value::String(text) => text.parse().map(Long).map_err(InputValueError::custom),
            Value::Number(number) => {
                number.as_i64().map(Long).ok_or_else(|| InputValueError::expected_type(value))
            }
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An effective time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EffectiveTime(pub(crate) AsOf);

/// An effective time: a day (2025-03-01), which means its end in the programme's time zone, or an
/// instant (RFC 3339), inclusive. 生效时间:日期(当日结束)或瞬间。
#[Scalar(name = "AsOf")]
impl ScalarType for EffectiveTime {
    fn parse(value: Value) -> InputValueResult<EffectiveTime> {
        match &value {
            Value::String(text) => text.parse().map(EffectiveTime).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<Day> for EffectiveTime {
    fn from(day: Day) -> EffectiveTime {
        EffectiveTime(AsOf::Day(day))
    }
}

impl From<Moment> for EffectiveTime {
    fn from(moment: Moment) -> EffectiveTime {
        EffectiveTime(AsOf::Moment(moment))
    }
}
