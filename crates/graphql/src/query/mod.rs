//! What can be asked: one file per read model, merged into one type.
//!
//! The same fields are at the root (the instant the operation reads) and under `at`.

mod appeals;
mod assets;
mod assignments;
mod board;
mod budgets;
mod candidates;
mod course;
mod events;
mod honours;
mod imported;
mod ledger;
pub(crate) mod member;
mod mentorship;
mod node;
mod privacy;
mod programme;
mod publications;
mod reviews;
mod rewards;
mod submissions;
mod support;
mod tasks;
mod tiers;
mod timers;
mod todos;

use async_graphql::{Context, MergedObject, Object, Result};
use domain::id::EventId;

use crate::fault::{FaultCode, fault};
use crate::scalars::Long;
use crate::session::{Reading, Session};

pub(crate) use assets::Asset;
pub(crate) use ledger::ContributionAccount;
pub(crate) use mentorship::Mentorship;
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
    candidates::CandidateQuery,
    ledger::LedgerQuery,
    mentorship::MentorshipQuery,
    tasks::TaskQuery,
    assignments::AssignmentQuery,
    assets::AssetQuery,
    imported::ImportedQuery,
    publications::PublicationQuery,
    honours::HonourQuery,
    privacy::PrivacyQuery,
    support::SupportQuery,
    appeals::AppealQuery,
    rewards::RewardQuery,
    budgets::BudgetQuery,
    todos::TodoQuery,
    timers::TimerQuery,
    events::EventQuery,
    node::NodeQuery,
    AtQuery,
);

impl Query {
    fn at(reading: Reading) -> Query {
        let instant = Instant(Some(reading));
        Query(
            programme::ProgrammeQuery(instant.clone()),
            tiers::TierQuery(instant.clone()),
            candidates::CandidateQuery(instant.clone()),
            ledger::LedgerQuery(instant.clone()),
            mentorship::MentorshipQuery(instant.clone()),
            tasks::TaskQuery(instant.clone()),
            assignments::AssignmentQuery(instant.clone()),
            assets::AssetQuery(instant.clone()),
            imported::ImportedQuery(instant.clone()),
            publications::PublicationQuery(instant.clone()),
            honours::HonourQuery(instant.clone()),
            privacy::PrivacyQuery(instant.clone()),
            support::SupportQuery(instant.clone()),
            appeals::AppealQuery(instant.clone()),
            rewards::RewardQuery(instant.clone()),
            budgets::BudgetQuery(instant.clone()),
            todos::TodoQuery(instant.clone()),
            timers::TimerQuery(instant.clone()),
            events::EventQuery(instant.clone()),
            node::NodeQuery(instant),
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
