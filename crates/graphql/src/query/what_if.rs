//! What would have been under another tier policy.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use audit::what_if::{Asked, Change, Missing, Replay, WhatIf};
use domain::Day;
use domain::id::EventId;
use domain::policy::PolicyRules;
use domain::vocabulary::TierCode;

use super::Instant;
use super::mobility_audit::LOG_COST;
use crate::event::{Event, event_at, off_thread};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::scalars::Long;
use crate::session::{Reading, Session};

/// Events read between two looks at the clock. Our own number.
const EVENTS_BETWEEN_LOOKS: usize = 100;

/// How the other policy differs for somebody. 差异类型。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "audit::what_if::Difference")]
pub(crate) enum PolicyDifference {
    /// Was promoted, and would not have been then. 不会晋级。
    NotPromoted,
    /// Could have risen on a day on which the rules in force did not let them. 可更早晋级。
    Promoted,
    /// Was demoted, and would not have been. 不会降级。
    NotDemoted,
    /// Could have been demoted on a day on which the rules in force kept them. 可能降级。
    Demoted,
}

/// What there is too little of. 不足之处。
#[derive(SimpleObject)]
pub(crate) struct PolicyGap {
    /// A metric, or a clock such as `MIN_DAYS_IN_TIER`, or `TIER_BELOW`. 指标或期限。
    metric: String,
    /// How far back it is measured, days. 窗口天数。
    window_days: Option<u16>,
    /// What there is; null when there is too little to tell. 实际值。
    have: Option<Long>,
    /// What is asked. 要求值。
    need: Long,
    /// How much is missing; null when there is too little to tell. 差额。
    gap: Option<Long>,
}

impl From<&Missing> for PolicyGap {
    fn from(missing: &Missing) -> PolicyGap {
        PolicyGap {
            metric: missing.what.clone(),
            window_days: missing.window_days,
            have: missing.have.map(Long),
            need: Long(missing.need),
            gap: missing.gap().map(Long),
        }
    }
}

/// One difference for one member. 一名成员的差异。
pub(crate) struct SimulatedChange {
    reading: Reading,
    change: Change,
    first_divergence: Day,
}

/// One difference for one member. 一名成员的差异。
#[Object]
impl SimulatedChange {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.change.koc_id }
    }

    /// How it differs. 差异类型。
    async fn difference(&self) -> PolicyDifference {
        self.change.difference.into()
    }

    /// From which tier. 原等级。
    async fn from(&self) -> TierCode {
        self.change.from
    }

    /// To which tier. 新等级。
    async fn to(&self) -> TierCode {
        self.change.to
    }

    /// The day on which the two policies answered differently. 差异日期。
    async fn on(&self) -> Day {
        self.change.on
    }

    /// The decision that was made, where there was one. 实际决定。
    async fn decision(&self) -> Result<Option<Event>> {
        match self.change.decision {
            Some(event) => event_at(&self.reading, event).await,
            None => Ok(None),
        }
    }

    /// Of a promotion that would have been: when they were actually promoted to that tier; null
    /// when not in the period. 实际晋级日。
    async fn actually_on(&self) -> Option<Day> {
        self.change.actually_on
    }

    /// What the other policy misses. 不足之处。
    async fn missing(&self) -> Vec<PolicyGap> {
        self.change.missing.iter().map(Into::into).collect()
    }

    /// The day of this member's first difference. 首次分歧日。
    async fn first_divergence(&self) -> Day {
        self.first_divergence
    }

    /// Whether it follows from an earlier difference of the same member: what they did since, they
    /// did in their actual tier. 是否为反事实推断。
    async fn counterfactual(&self) -> bool {
        self.change.counterfactual
    }
}

/// Head counts of a tier, actual and simulated. 实际与模拟人数。
#[derive(SimpleObject)]
pub(crate) struct SimulatedHeadcount {
    /// The day counted: the end of a month, or of the period. 统计日。
    on: Day,
    /// Which tier. 等级。
    tier: TierCode,
    /// As it was. 实际人数。
    actual: u32,
    /// As it would have been, everybody risen on the first day on which they could. 模拟人数。
    simulated: u32,
}

/// What would have been under another policy. 政策模拟结果。
pub(crate) struct PolicySimulation {
    reading: Reading,
    found: Arc<WhatIf>,
}

/// What would have been under another policy; nothing is recorded. 政策模拟结果,不产生任何记录。
#[Object]
impl PolicySimulation {
    /// Everything up to this event was known. 截至事件。
    async fn as_of(&self) -> EventId {
        self.found.position
    }

    /// Days on whose end everybody was looked at. 评估天数。
    async fn days(&self) -> u32 {
        self.found.days
    }

    /// Promotions that were made in the period. 实际晋级数。
    async fn promotions(&self) -> u32 {
        self.found.promotions
    }

    /// Of them, those by exception, which stand under any policy. 其中例外。
    async fn overrides(&self) -> u32 {
        self.found.overrides
    }

    /// Demotions that were made in the period. 实际降级数。
    async fn demotions(&self) -> u32 {
        self.found.demotions
    }

    /// Members for whom anything differs. 有差异的成员数。
    async fn diverged(&self) -> i32 {
        i32::try_from(self.found.first_divergence.len()).unwrap_or(i32::MAX)
    }

    /// Head counts at the end of each month and of the period, lowest tier first.
    /// 每月末各等级人数。
    async fn headcount(&self) -> Vec<SimulatedHeadcount> {
        let count = |it: &audit::what_if::Headcount| SimulatedHeadcount {
            on: it.on,
            tier: it.tier,
            actual: it.actual,
            simulated: it.simulated,
        };
        self.found.headcount.iter().map(count).collect()
    }

    /// Every difference, by day and then by member; of one kind if it is named. 差异列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        difference: Option<PolicyDifference>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<SimulatedChange>> {
        let window = Window { first, after, last, before };
        let paging = Paging::within(ctx, self.reading.clone(), window)?;
        let wanted = difference.map(audit::what_if::Difference::from);
        let changes = self.found.changes.iter().enumerate();
        let changes = changes.filter(|(_, it)| wanted.is_none_or(|kind| kind == it.difference));
        let rows: Vec<(usize, Change)> = changes.map(|(at, it)| (at, it.clone())).collect();
        let key = |(at, _): &(usize, Change)| at.to_string();
        let first_on = |change: &Change| {
            self.found.first_divergence.get(&change.koc_id).copied().unwrap_or(change.on)
        };
        Ok(paging.cut(rows, key, |reading, (_, change)| SimulatedChange {
            reading: reading.clone(),
            first_divergence: first_on(&change),
            change,
        }))
    }
}

pub(crate) struct WhatIfQuery(pub(crate) Instant);

/// Policies tried on the past. 政策模拟。
#[Object]
impl WhatIfQuery {
    /// Replays what happened under another tier policy: a version of the programme's own, or rules
    /// as they would be drafted. Both policies are asked the same question of the same facts at the
    /// same time; a difference is where their answers differ. Large programmes take longer than a
    /// query may: `koc audit what-if` has no limit. 按另一政策重演历史。
    #[graphql(complexity = "LOG_COST + child_complexity")]
    async fn simulate_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A version of the programme's policy, drafted or published. 政策版本。")]
        draft_version: Option<u32>,
        #[graphql(desc = "Or the rules themselves. 或直接给出规则。")] rules: Option<PolicyRules>,
        #[graphql(desc = "The first day looked at. 起始日。")] from: Day,
        #[graphql(desc = "The last day looked at. 截止日。")] to: Day,
    ) -> Result<PolicySimulation> {
        let reading = self.0.reading(ctx);
        let wrong = |what: String| fault(FaultCode::BadUserInput, what);
        let rules = match (draft_version, rules) {
            (Some(version), None) => match reading.view.tiers.policy(version) {
                Some(row) => Arc::clone(&row.rules),
                None => return Err(wrong(format!("there is no policy version {version}"))),
            },
            (None, Some(rules)) => {
                rules.check().map_err(|no| wrong(format!("`rules`: {no}")))?;
                Arc::new(rules)
            }
            _ => return Err(wrong("give either `draftVersion` or `rules`".to_owned())),
        };
        if to < from {
            return Err(wrong(format!("`to` {to} is before `from` {from}")));
        }
        let found = replay(ctx, &reading, Asked { rules, from, to }).await?;
        Ok(PolicySimulation { reading, found: Arc::new(found) })
    }
}

/// Replays the log off the async threads, within the time of the operation.
async fn replay(ctx: &Context<'_>, reading: &Reading, asked: Asked) -> Result<WhatIf> {
    let session = Arc::clone(Session::of(ctx));
    let late = Arc::clone(&session);
    let upto = usize::try_from(reading.view.position.0).unwrap_or(usize::MAX);
    let run = move || {
        let mut replay = Replay::new(asked);
        for (index, entry) in session.engine.entries(EventId(1)).take(upto).enumerate() {
            if index % EVENTS_BETWEEN_LOOKS == 0 && session.look_at_clock() {
                return Ok(None);
            }
            if let Ok(recorded) = entry?.known() {
                replay.apply(&recorded);
            }
        }
        Ok::<_, engine::EngineError>(Some(replay.finish()))
    };
    let found = off_thread("a policy could not be tried", run).await?;
    found.ok_or_else(|| late.too_late_here("`koc audit what-if` has no such limit"))
}
