//! The same questions of another instant.

use async_graphql::{Context, Object, Result};
use domain::Moment;
use domain::id::EventId;

use super::{Instant, Query};
use crate::fault::{FaultCode, fault};
use crate::scalars::Long;
use crate::session::Session;

fn unsigned(argument: &str, position: Long) -> Result<EventId> {
    let position = position.unsigned().map(EventId);
    position.ok_or_else(|| fault(FaultCode::BadUserInput, format!("`{argument}` is 0 or more")))
}

/// Queries of a chosen instant. 指定时刻的查询。
pub(super) struct AtQuery(
    #[expect(dead_code, reason = "made as every part is; it answers of another instant")]
    pub(super) Instant,
);

/// Queries of a chosen instant. 指定时刻的查询。
#[Object]
impl AtQuery {
    /// The same questions of another instant; say which in one way. With `minPosition` answered
    /// only once that position is reached: ask with the position a mutation answered, and its
    /// events are in everything read. With `knownAt` or `position` answered as the log knew it
    /// then, whatever was recorded later; what was forgotten since stays forgotten.
    /// 其他时刻的同样查询:等到指定位置可见,或按当时已知的记录回答;已被遗忘的个人信息不再显示。
    async fn at(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The position to wait for, up to 5 seconds. 需等待的位置,最多 5 秒。")]
        min_position: Option<Long>,
        #[graphql(desc = "What was recorded at this moment or before. 截至该时刻已记录的内容。")]
        known_at: Option<Moment>,
        #[graphql(desc = "What was recorded at this position or before. 截至该位置的记录。")]
        position: Option<Long>,
    ) -> Result<Query> {
        let session = Session::of(ctx);
        let reading = match (min_position, known_at, position) {
            (Some(min), None, None) => session.reading_from(unsigned("minPosition", min)?).await?,
            (None, Some(moment), None) => session.reading_known_at(moment)?,
            (None, None, Some(position)) => session.reading_at(unsigned("position", position)?)?,
            _ => {
                let message = "give one of `minPosition`, `knownAt` and `position`";
                return Err(fault(FaultCode::BadUserInput, message));
            }
        };
        Ok(Query(Instant(Some(reading))))
    }
}
