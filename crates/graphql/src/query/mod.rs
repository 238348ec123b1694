//! What can be asked: one file per read model, merged into one type.
//!
//! The same fields are at the root (the instant the operation reads) and under `at`.

mod assets;
mod assignments;
mod events;
mod ledger;
mod me;
mod mentorship;
mod node;
mod privacy;
mod programme;
mod submissions;
mod tasks;
mod tiers;
mod timers;
mod todos;

use async_graphql::{Context, MergedObject, Object, Result};
use domain::id::EventId;

use crate::fault::{FaultCode, fault};
use crate::scalars::Long;
use crate::session::{Reading, Session};

pub(crate) use tiers::TierSpan;

/// The instant a query reads: given by `at`, or the operation's own.
#[derive(Clone, Default)]
pub(crate) struct Instant(Option<Reading>);

impl Instant {
    pub(crate) fn reading(&self, ctx: &Context<'_>) -> Reading {
        self.0.clone().unwrap_or_else(|| Session::of(ctx).reading())
    }
}

/// Everything that can be asked. 所有查询。
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub(crate) struct Query(
    programme::ProgrammeQuery,
    tiers::TierQuery,
    ledger::LedgerQuery,
    mentorship::MentorshipQuery,
    tasks::TaskQuery,
    assignments::AssignmentQuery,
    assets::AssetQuery,
    privacy::PrivacyQuery,
    todos::TodoQuery,
    timers::TimerQuery,
    events::EventQuery,
    node::NodeQuery,
    me::MeQuery,
    AtQuery,
);

impl Query {
    fn at(reading: Reading) -> Query {
        let instant = Instant(Some(reading));
        Query(
            programme::ProgrammeQuery(instant.clone()),
            tiers::TierQuery(instant.clone()),
            ledger::LedgerQuery(instant.clone()),
            mentorship::MentorshipQuery(instant.clone()),
            tasks::TaskQuery(instant.clone()),
            assignments::AssignmentQuery(instant.clone()),
            assets::AssetQuery(instant.clone()),
            privacy::PrivacyQuery(instant.clone()),
            todos::TodoQuery(instant.clone()),
            timers::TimerQuery(instant.clone()),
            events::EventQuery(instant.clone()),
            node::NodeQuery(instant.clone()),
            me::MeQuery(instant),
            AtQuery,
        )
    }
}

/// Queries of a chosen instant. 指定时刻的查询。
#[derive(Default)]
pub(crate) struct AtQuery;

/// Queries of a chosen instant. 指定时刻的查询。
#[Object]
impl AtQuery {
    /// The same questions, answered only once a position is reached: ask with the position a
    /// mutation answered, and its events are in everything read. 等到指定位置可见后再查询。
    async fn at(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The position to wait for, up to 5 seconds. 需等待的位置,最多 5 秒。")]
        min_position: Long,
    ) -> Result<Query> {
        let position = min_position.unsigned().map(EventId);
        let position =
            position.ok_or_else(|| fault(FaultCode::BadUserInput, "`minPosition` is 0 or more"))?;
        Ok(Query::at(Session::of(ctx).reading_from(position).await?))
    }
}
