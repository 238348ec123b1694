//! What became of those who were named as candidates.

use async_graphql::{Context, Object, Result, SimpleObject};
use audit::candidates::{Outcomes, Waits, outcomes};
use audit::when::range;
use domain::koc::values::NominationSource;

use super::Instant;
use crate::fault::{FaultCode, fault};
use crate::scalars::EffectiveTime;

/// Days that may be waited for: ten years.
const DAYS_MAX: i32 = 3_660;

/// What became of the candidates of one source; who has not had the time yet is counted apart.
/// 某来源候选人的结果;时间未到者另计。
#[derive(SimpleObject)]
pub(crate) struct CandidateOutcome {
    /// What made them stand out. 来源。
    source: NominationSource,
    /// Named as candidates, each once for a tier: the first time counts. 被提名人数。
    named: u32,
    /// Of these, those who have had the days to be promoted, or were. 已可判定人数。
    decided: u32,
    /// Of these, those promoted to the tier in time. 按期晋级人数。
    promoted: u32,
    /// Promoted of decided, in basis points; null when nobody is decided. 晋级率(万分之一)。
    promoted_bp: Option<u32>,
    /// Of the promoted, those of whom it is known whether they stayed. 已可判定去留人数。
    followed: u32,
    /// Of these, those who stood in the tier or above it until the days were over. 留任人数。
    retained: u32,
    /// Retained of followed, in basis points; null when nobody was followed. 留任率(万分之一)。
    retained_bp: Option<u32>,
}

impl CandidateOutcome {
    fn of(source: NominationSource, of: Outcomes) -> CandidateOutcome {
        CandidateOutcome {
            source,
            named: of.named,
            decided: of.decided,
            promoted: of.promoted,
            promoted_bp: of.promoted_bp(),
            followed: of.followed,
            retained: of.retained,
            retained_bp: of.retained_bp(),
        }
    }
}

/// What became of candidates. 候选人结果。
pub(crate) struct OutcomeQuery(pub(crate) Instant);

/// What became of candidates. 候选人结果。
#[Object]
impl OutcomeQuery {
    /// How many of those named as candidates were promoted in time, and how many of these were
    /// still in the tier later; by source. Named from `from` to `to`, both included, if given.
    /// 各来源候选人的晋级与留任情况。
    async fn candidate_outcomes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Days in which a promotion counts. 晋级期限(天)。", default = 180)]
        promoted_within_days: i32,
        #[graphql(
            desc = "Days after which they must still be there. 留任期限(天)。",
            default = 365
        )]
        retained_days: i32,
        #[graphql(desc = "Named then or later. 提名起始。")] from: Option<EffectiveTime>,
        #[graphql(desc = "Named then or earlier. 提名截止。")] to: Option<EffectiveTime>,
    ) -> Result<Vec<CandidateOutcome>> {
        let reading = self.0.reading(ctx);
        let waits = Waits {
            promoted_within_days: days("promotedWithinDays", promoted_within_days)?,
            retained_days: days("retainedDays", retained_days)?,
        };
        let tiers = &reading.view.tiers;
        let named = range(from.map(|from| from.0), to.map(|to| to.0), tiers.zone());
        let found = outcomes(&reading.view.people, tiers, named, waits, reading.now());
        Ok(found.into_iter().map(|(source, of)| CandidateOutcome::of(source, of)).collect())
    }
}

fn days(argument: &str, days: i32) -> Result<u32> {
    match u32::try_from(days) {
        Ok(given) if days <= DAYS_MAX => Ok(given),
        _ => {
            let message = format!("`{argument}` is {days}; it may be 0 to {DAYS_MAX}");
            Err(fault(FaultCode::BadUserInput, message))
        }
    }
}
