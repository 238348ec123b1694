//! What can be asked: one file per read model, merged into one type.
//!
//! The same fields are at the root (the instant the operation reads) and under `at`.

mod appeals;
mod assets;
mod assignments;
mod board;
mod budgets;
mod campaign_parts;
mod campaigns;
mod candidates;
mod care;
mod changes;
mod contest_entries;
mod contests;
mod course;
mod events;
mod explain;
mod gatherings;
mod health;
mod honours;
mod imported;
mod ledger;
mod matching;
mod me;
pub(crate) mod member;
mod mentorship;
mod mix;
mod mobility;
mod mobility_audit;
mod node;
mod outcomes;
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
mod vehicles;
mod what_if;

use async_graphql::{Context, MergedObject, Object, Result};
use domain::Moment;
use domain::id::EventId;

use crate::fault::{FaultCode, fault};
use crate::scalars::Long;
use crate::session::{Reading, Session};

pub(crate) use assets::Asset;
pub(crate) use campaign_parts::CampaignParticipant;
pub(crate) use care::CareFile;
pub(crate) use gatherings::GatheringGuest;
pub(crate) use ledger::ContributionAccount;
pub(crate) use mentorship::Mentorship;
pub(crate) use tiers::TierSpan;
pub(crate) use vehicles::VehicleLoan;

/// The instant a query reads: given by `at`, or the operation's own.
#[derive(Clone, Default)]
pub(crate) struct Instant(Option<Reading>);

impl Instant {
    pub(crate) fn reading(&self, ctx: &Context<'_>) -> Reading {
        self.0.clone().unwrap_or_else(|| Session::of(ctx).reading())
    }
}

/// Everything that can be asked. 所有查询。
///
/// In groups, because merged objects nest one level per member and the compiler follows every
/// level: one flat list of all of them is more than it takes by default.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub(crate) struct Query(
    MemberQueries,
    WorkQueries,
    ValueQueries,
    ContentQueries,
    TogetherQueries,
    LongTermQueries,
    AnalysisQueries,
    LogQueries,
    AtQuery,
);

/// Of members and their standing. 成员。
#[derive(MergedObject, Default)]
struct MemberQueries(
    programme::ProgrammeQuery,
    tiers::TierQuery,
    candidates::CandidateQuery,
    mentorship::MentorshipQuery,
    privacy::PrivacyQuery,
    appeals::AppealQuery,
);

/// Of work and what waits. 任务与待办。
#[derive(MergedObject, Default)]
struct WorkQueries(
    tasks::TaskQuery,
    assignments::AssignmentQuery,
    matching::MatchingQuery,
    imported::ImportedQuery,
    support::SupportQuery,
    contests::ContestQuery,
    todos::TodoQuery,
    timers::TimerQuery,
);

/// Of what was given on either side. 贡献与奖励。
#[derive(MergedObject, Default)]
struct ValueQueries(ledger::LedgerQuery, rewards::RewardQuery, budgets::BudgetQuery);

/// Of what is shown and kept. 内容与荣誉。
#[derive(MergedObject, Default)]
struct ContentQueries(assets::AssetQuery, publications::PublicationQuery, honours::HonourQuery);

/// Of what is done together. 协作。
#[derive(MergedObject, Default)]
struct TogetherQueries(campaigns::CampaignQuery, gatherings::GatheringQuery);

/// Of what lasts for years. 长期合作。
#[derive(MergedObject, Default)]
struct LongTermQueries(vehicles::VehicleQuery, care::CareQuery);

/// Of what analysts ask. 分析。
#[derive(MergedObject, Default)]
struct AnalysisQueries(
    mobility_audit::MobilityAuditQuery,
    what_if::WhatIfQuery,
    explain::ExplainQuery,
    mobility::MobilityQuery,
    changes::ChangeQuery,
    outcomes::OutcomeQuery,
    mix::MixQuery,
    health::HealthQuery,
);

/// Of the log itself. 事件日志。
#[derive(MergedObject, Default)]
struct LogQueries(events::EventQuery, node::NodeQuery, me::MeQuery);

impl Query {
    fn at(reading: Reading) -> Query {
        let instant = || Instant(Some(reading.clone()));
        Query(
            MemberQueries(
                programme::ProgrammeQuery(instant()),
                tiers::TierQuery(instant()),
                candidates::CandidateQuery(instant()),
                mentorship::MentorshipQuery(instant()),
                privacy::PrivacyQuery(instant()),
                appeals::AppealQuery(instant()),
            ),
            WorkQueries(
                tasks::TaskQuery(instant()),
                assignments::AssignmentQuery(instant()),
                matching::MatchingQuery(instant()),
                imported::ImportedQuery(instant()),
                support::SupportQuery(instant()),
                contests::ContestQuery(instant()),
                todos::TodoQuery(instant()),
                timers::TimerQuery(instant()),
            ),
            ValueQueries(
                ledger::LedgerQuery(instant()),
                rewards::RewardQuery(instant()),
                budgets::BudgetQuery(instant()),
            ),
            ContentQueries(
                assets::AssetQuery(instant()),
                publications::PublicationQuery(instant()),
                honours::HonourQuery(instant()),
            ),
            TogetherQueries(
                campaigns::CampaignQuery(instant()),
                gatherings::GatheringQuery(instant()),
            ),
            LongTermQueries(vehicles::VehicleQuery(instant()), care::CareQuery(instant())),
            AnalysisQueries(
                mobility_audit::MobilityAuditQuery(instant()),
                what_if::WhatIfQuery(instant()),
                explain::ExplainQuery(instant()),
                mobility::MobilityQuery(instant()),
                changes::ChangeQuery(instant()),
                outcomes::OutcomeQuery(instant()),
                mix::MixQuery(instant()),
                health::HealthQuery(instant()),
            ),
            LogQueries(
                events::EventQuery(instant()),
                node::NodeQuery(instant()),
                me::MeQuery(instant()),
            ),
            AtQuery,
        )
    }
}

fn unsigned(argument: &str, position: Long) -> Result<EventId> {
    let position = position.unsigned().map(EventId);
    position.ok_or_else(|| fault(FaultCode::BadUserInput, format!("`{argument}` is 0 or more")))
}

/// Queries of a chosen instant. 指定时刻的查询。
#[derive(Default)]
pub(crate) struct AtQuery;

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
        Ok(Query::at(reading))
    }
}
