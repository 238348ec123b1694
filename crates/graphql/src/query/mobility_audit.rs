//! Decisions about tiers, with their evidence computed again, and compared.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use audit::evidence::{Basis, Decision, Kind};
use audit::fairness::{By, Filter, Group, groups};
use domain::id::OperatorId;
use domain::koc::profile::Archetype;
use domain::koc::values::{EntrySource, MetricValue};
use domain::vocabulary::TierCode;
use domain::{Day, Moment};

use super::Instant;
use super::appeals::Appeal;
use super::tiers::{BasisKind, TierCause};
use crate::audited::Audited;
use crate::event::{Actor, Approval, Event, event_at, off_thread};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::scalars::{EffectiveTime, Long};
use crate::session::{Reading, Session};

/// Looking through the log costs as much as so many fields. Our own number.
pub(crate) const LOG_COST: usize = 1_000;

/// Which decisions; what is not said does not matter. 等级决定筛选。
#[derive(InputObject, Default)]
pub(crate) struct MobilityAuditFilter {
    /// Made for this cause. 原因。
    cause: Option<TierCause>,
    /// Under this policy. 政策版本。
    policy_version: Option<u32>,
    /// Approved by this operator, among others. 审批人。
    approver: Option<OperatorId>,
    /// Whether the rules were set aside. 是否例外。
    #[graphql(name = "override")]
    overrides: Option<bool>,
    /// Only decisions that state what the log does not give. 仅显示与重算不符的。
    drift_only: Option<bool>,
    /// In effect from this time or later; a day means its beginning. 生效不早于。
    from: Option<EffectiveTime>,
    /// In effect from this time or earlier; a day means its end. 生效不晚于。
    to: Option<EffectiveTime>,
}

impl MobilityAuditFilter {
    fn asked(self, reading: &Reading) -> Filter {
        let zone = reading.view.tiers.zone();
        Filter {
            cause: self.cause.map(Into::into),
            policy_version: self.policy_version,
            approver: self.approver,
            overrides: self.overrides,
            drift_only: self.drift_only.unwrap_or(false),
            from: self.from.map(|from| audit::when::first_moment(from.0, zone)),
            to: self.to.map(|to| to.0.moment(zone)),
        }
    }
}

/// By what decisions are compared. 比较维度。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MobilityGroupBy {
    /// How members came. 加入来源。
    EntrySource,
    /// Where they lived when it was decided. 地区。
    Region,
    /// What kind of voice they were when it was decided. 用户类型。
    Archetype,
    /// Who approved; a decision with two approvals counts for both. 审批人。
    Approver,
}

impl From<MobilityGroupBy> for By {
    fn from(by: MobilityGroupBy) -> By {
        match by {
            MobilityGroupBy::EntrySource => By::EntrySource,
            MobilityGroupBy::Region => By::Region,
            MobilityGroupBy::Archetype => By::Archetype,
            MobilityGroupBy::Approver => By::Approver,
        }
    }
}

/// Decisions that have something in common. 一组决定。
#[derive(SimpleObject)]
pub(crate) struct MobilityGroup {
    /// What they have in common, one word for each thing compared by, in its order; null where
    /// nothing is known. 分组键。
    key: Vec<Option<String>>,
    /// How many decisions. 数量。
    n: i32,
    /// Whether they are too few to compare: fewer than five. 样本过小。
    is_small: bool,
    /// Median of the members' mean scores in the year before, hundredths; of those who have one.
    /// 前一年平均得分的中位数(百分之一分)。
    median_score: Option<Long>,
    /// Median of works accepted in the year before, hundredths of a work. 前一年通过作品数的中位数。
    median_works: Option<Long>,
    /// How many set the rules aside. 例外数量。
    overrides: i32,
    /// Median of days from candidacy or notice to the decision; of decisions that had one.
    /// 从候选或提醒到决定的天数中位数。
    median_days_to_decision: Option<Long>,
}

impl From<Group> for MobilityGroup {
    fn from(group: Group) -> MobilityGroup {
        let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        MobilityGroup {
            key: group.key,
            n: count(group.n),
            is_small: group.is_small,
            median_score: group.median_score.map(Long),
            median_works: group.median_works.map(Long),
            overrides: count(group.overrides),
            median_days_to_decision: group.median_days_to_decision.map(Long),
        }
    }
}

/// A number as stated and as the log gives it. 声明值与重算值。
#[derive(SimpleObject)]
pub(crate) struct EvidenceDifference {
    /// Which number: `ACCEPTED_WORKS`, `ACCEPTED_WORKS need`, `asOf`. 项目。
    what: String,
    /// How far back it is measured, days. 窗口天数。
    window_days: Option<u16>,
    /// As the event says. 声明值。
    stated: String,
    /// As the log gives it. 重算值。
    recomputed: String,
}

/// What a policy asks, and what there is. 政策条目。
#[derive(SimpleObject)]
pub(crate) struct PolicyLine {
    /// What is measured, and what is asked and met. 指标。
    value: MetricValue,
    /// How much is missing or to spare, without sign; null when there is too little to tell.
    /// 差额(绝对值)。
    gap: Option<i32>,
}

impl PolicyLine {
    pub(crate) fn of(value: &MetricValue) -> PolicyLine {
        let gap = value.have.map(|have| have.saturating_sub(value.need).saturating_abs());
        PolicyLine { value: value.clone(), gap }
    }
}

/// A decision about a tier. 等级决定。
pub(crate) struct MobilityDecision {
    reading: Reading,
    row: Arc<Decision>,
}

pub(crate) fn basis_kind(basis: Basis) -> BasisKind {
    match basis {
        Basis::Policy => BasisKind::Policy,
        Basis::Candidacy => BasisKind::Candidacy,
        Basis::Override => BasisKind::Override,
        Basis::Conduct => BasisKind::Conduct,
    }
}

/// A decision about a tier, with what it states and what the log gives at its position.
/// 等级决定:声明的证据与按日志重算的证据。
#[Object]
impl MobilityDecision {
    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }

    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Why they moved. 原因。
    async fn cause(&self) -> Option<TierCause> {
        match self.row.kind {
            Kind::Tier(cause) => Some(cause.into()),
            Kind::Nominated | Kind::Noticed => None,
        }
    }

    /// Where they stood; null outside the tiers. 原等级。
    async fn from(&self) -> Option<TierCode> {
        self.row.from
    }

    /// Where they stand; null outside the tiers. 新等级。
    async fn to(&self) -> Option<TierCode> {
        self.row.to
    }

    /// From which day. 生效日。
    async fn effective_on(&self) -> Day {
        self.row.effective_on
    }

    /// When the log came to know it. 记录时间。
    async fn recorded_at(&self) -> Moment {
        self.row.recorded_at
    }

    /// Who sent the command. 执行者。
    async fn actor(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.actor }
    }

    /// Under which policy. 政策版本。
    async fn policy_version(&self) -> Option<u32> {
        self.row.policy_version
    }

    /// On what it says it rests. 依据类型。
    async fn basis(&self) -> Option<BasisKind> {
        self.row.basis.map(basis_kind)
    }

    /// Whether the rules were set aside. 是否例外。
    #[graphql(name = "override")]
    async fn is_override(&self) -> bool {
        self.row.is_override()
    }

    /// On whose approval. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.row.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }

    /// As the event states. 声明的证据。
    async fn stated(&self) -> &[MetricValue] {
        &self.row.stated
    }

    /// As the log gives it at that position. 重算的证据。
    async fn recomputed(&self) -> &[MetricValue] {
        &self.row.recomputed
    }

    /// Whether anything stated is not what the log gives. 是否不符。
    async fn drift(&self) -> bool {
        self.row.drifts()
    }

    /// What is not as stated. 不符之处。
    async fn differences(&self) -> Vec<EvidenceDifference> {
        let differing = self.row.figures.iter().filter(|figure| figure.differs());
        let difference = |it: &audit::evidence::Figure| EvidenceDifference {
            what: it.what.clone(),
            window_days: it.window_days,
            stated: it.stated.clone(),
            recomputed: it.recomputed.clone(),
        };
        differing.map(difference).collect()
    }

    /// What the policy in force asked, what there was, and how much was missing or to spare.
    /// 当时政策的要求与差额。
    async fn policy_diff(&self) -> Vec<PolicyLine> {
        self.row.recomputed.iter().map(PolicyLine::of).collect()
    }

    /// Days from candidacy or notice to the decision; null when there was none. 决定用时(天)。
    async fn days_to_decision(&self) -> Option<u32> {
        self.row.days_to_decision
    }

    /// Mean score in the year before, hundredths. 前一年平均得分。
    async fn mean_score(&self) -> Option<Long> {
        self.row.mean_score.map(Long)
    }

    /// Works accepted in the year before, hundredths of a work. 前一年通过作品数。
    async fn accepted_works(&self) -> Long {
        Long(self.row.accepted_works)
    }

    /// How they came. 加入来源。
    async fn entry_source(&self) -> Option<EntrySource> {
        self.row.entry_source
    }

    /// Where they lived when it was decided; null when they were forgotten. 地区。
    async fn region(&self) -> Option<&str> {
        self.row.region.as_deref()
    }

    /// What kind of voice they were when it was decided; null when they were forgotten. 用户类型。
    async fn archetype(&self) -> Option<Archetype> {
        self.row.archetype
    }

    /// Appeals against it. 申诉。
    async fn appeals(&self) -> Vec<Appeal> {
        let on = self.reading.view.privacy.appeals_on(self.row.position);
        on.map(|row| Appeal { reading: self.reading.clone(), row: Arc::clone(row) }).collect()
    }
}

/// Every decision about a tier that the reading knows, read off the async threads.
async fn decisions(ctx: &Context<'_>, reading: &Reading) -> Result<Vec<Arc<Decision>>> {
    let audited = Arc::clone(ctx.data_unchecked::<Arc<Audited>>());
    let session = Arc::clone(Session::of(ctx));
    let position = reading.view.position;
    let late = Arc::clone(&session);
    let read = move || audited.upto(&session.engine, position, || session.look_at_clock());
    let read = off_thread("decisions could not be read", read).await?;
    read.ok_or_else(|| late.too_late_here("what was read is kept: ask again"))
}

pub(crate) struct MobilityAuditQuery(pub(crate) Instant);

/// Decisions about tiers. 等级决定。
#[Object]
impl MobilityAuditQuery {
    /// Every decision that set a tier, in the order of the log, with its evidence computed again
    /// from the events alone. Going live is one event about everybody and none of them.
    /// 等级决定审计:逐一按日志重算证据。
    #[graphql(complexity = "LOG_COST + page_cost(first, last, child_complexity)")]
    async fn mobility_audit(
        &self,
        ctx: &Context<'_>,
        filter: Option<MobilityAuditFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<MobilityDecision>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = filter.unwrap_or_default().asked(&paging.reading);
        let mut rows = decisions(ctx, &paging.reading).await?;
        rows.retain(|row| filter.lets_through(row));
        let key = |row: &Arc<Decision>| row.position.to_string();
        Ok(paging.cut(rows, key, |reading, row| MobilityDecision { reading: reading.clone(), row }))
    }

    /// The same decisions in groups, by key: whether equal evidence was decided alike.
    /// 按维度分组比较等级决定。
    #[graphql(complexity = "LOG_COST + page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn mobility_groups(
        &self,
        ctx: &Context<'_>,
        filter: Option<MobilityAuditFilter>,
        #[graphql(desc = "By what they are compared, at least one. 比较维度,至少一个。")]
        group_by: Vec<MobilityGroupBy>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<MobilityGroup>> {
        let known = 1..=4;
        if !known.contains(&group_by.len()) {
            return Err(fault(FaultCode::BadUserInput, "`groupBy` names one to four things"));
        }
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = filter.unwrap_or_default().asked(&paging.reading);
        let rows = decisions(ctx, &paging.reading).await?;
        let by: Vec<By> = group_by.into_iter().map(By::from).collect();
        let grouped = groups(rows.iter().filter(|row| filter.lets_through(row)), &by);
        let word =
            |word: &Option<String>| word.clone().map_or("-".to_owned(), |it| format!("={it}"));
        let key = |group: &Group| group.key.iter().map(word).collect::<Vec<_>>().join(";");
        Ok(paging.cut(grouped, key, |_, group| group.into()))
    }
}
