//! What an activity is made of.

use std::fmt;
use std::str::FromStr;

use bincode::{Decode, Encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{ActivityId, KocId, text_as_serde};
use crate::time::{Day, TimeError};

/// What a member did in the community. 社群行为。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ActivityKind {
    /// 评论
    Comment,
    /// 有见地的评论: the source itself says so.
    InsightfulComment,
    /// 解答疑问
    AnsweredQuestion,
    /// 投票
    Vote,
    /// 转发
    Share,
    /// 带标签晒图
    HashtagPost,
    /// 签到
    SignIn,
    /// 到场参加
    Attended,
}

/// A month of the calendar, written `2025-03`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct YearMonth {
    /// Months since January of the year 0.
    months: u32,
}

impl YearMonth {
    /// Before every other.
    pub const FIRST: YearMonth = YearMonth { months: 0 };
    /// After every other: the December of the year 9999.
    pub const LAST: YearMonth = YearMonth { months: 9_999 * 12 + 11 };

    /// The month of a day.
    pub fn of(day: Day) -> YearMonth {
        let year = u32::try_from(day.year()).unwrap_or(0);
        YearMonth { months: year * 12 + u32::from(day.month()) - 1 }
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.months / 12, self.months % 12 + 1)
    }
}

impl fmt::Debug for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for YearMonth {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<YearMonth, TimeError> {
        let wrong = || TimeError::new(text, "a month like 2025-03");
        if text.len() != 7 {
            return Err(wrong());
        }
        // A day of that month, so that one rule says what is a month.
        let first: Day = format!("{text}-01").parse().map_err(|_| wrong())?;
        Ok(YearMonth::of(first))
    }
}

text_as_serde!(YearMonth);
#[cfg(feature = "schema")]
crate::id::text_as_schema!(YearMonth, crate::schema::text("^[0-9]{4}-(0[1-9]|1[0-2])$", "2025-03"));

impl ActivityId {
    /// The one id that what a source reports of a member and month can have, so that it is taken
    /// once.
    pub fn of(koc_id: KocId, month: YearMonth, source: &str, source_ref: &str) -> ActivityId {
        let month = month.to_string();
        let parts = [&koc_id.0, month.as_bytes(), source.as_bytes(), source_ref.as_bytes()];
        ActivityId::derived(&parts)
    }
}

#[cfg(feature = "graphql")]
async_graphql::scalar!(YearMonth, "YearMonth", "A month of the calendar, 2025-03. 月份。");
