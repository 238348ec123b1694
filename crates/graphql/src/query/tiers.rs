//! Who stands in which tier, who stood where when, and how each came there.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{CandidacyId, EventId, KocId};
use domain::koc::values::{DecisionBasis, MetricValue};
use domain::vocabulary::TierCode;
use domain::{Day, Moment};
use engine::View;
use projection::Between;
use projector_tiers::{MemberFilter, MemberInTier, Span};

use super::Instant;
use crate::event::{Actor, Approval, Event, event_at};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Tier};
use crate::scalars::{EffectiveTime, Long};
use crate::session::Reading;

/// Why a member came to stand where they do. 等级变动原因。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_tiers::TierCause")]
pub(crate) enum TierCause {
    /// Joined. 加入。
    Enrolled,
    /// A move of the time before. 历史导入。
    Imported,
    /// Known, but in no tier, when the programme went live. 项目上线时进入。
    WentLive,
    /// One tier up. 晋级。
    Promoted,
    /// One tier down, decided by the brand. 降级。
    Demoted,
    /// Down by their own wish. 自愿退级。
    SteppedDown,
    /// Back to the tier stepped down from. 恢复。
    Returned,
    /// An earlier fact was wrong. 更正。
    Corrected,
    /// Left, and something stood against them. 离开。
    Left,
    /// Left, and nothing stood against them. 离开,记录良好。
    LeftInGoodStanding,
    /// Back after having left. 重新加入。
    Rejoined,
    /// Goes on under another record. 并入另一条记录。
    Merged,
}

/// What a decision rests on. 决定依据的类型。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BasisKind {
    /// The policy's rules. 政策规则。
    Policy,
    /// A candidacy. 候选资格。
    Candidacy,
    /// A reason, although the rules were not met. 例外。
    Override,
    /// What the member did. 行为。
    Conduct,
}

/// What a decision rests on. 决定依据。
#[derive(SimpleObject)]
pub(crate) struct Basis {
    /// Of which kind. 类型。
    kind: BasisKind,
    /// The candidacy. 候选资格。
    candidacy_id: Option<CandidacyId>,
    /// The reason of an exception; null when its key is gone. 例外原因。
    reason: Option<String>,
}

impl Basis {
    fn of(basis: &DecisionBasis, reading: &Reading) -> Basis {
        let (kind, candidacy_id, reason) = match basis {
            DecisionBasis::Policy => (BasisKind::Policy, None, None),
            DecisionBasis::Candidacy(id) => (BasisKind::Candidacy, Some(*id), None),
            DecisionBasis::Override(reason) => (BasisKind::Override, None, reading.open(reason)),
            DecisionBasis::Conduct => (BasisKind::Conduct, None, None),
        };
        Basis { kind, candidacy_id, reason }
    }
}

/// What the rule computed before it decided. 规则计算的证据。
#[derive(SimpleObject)]
pub(crate) struct Evidence {
    /// First day looked at. 起始日。
    from: Day,
    /// Last day looked at. 截止日。
    to: Day,
    /// Everything up to this event was known. 截至事件。
    as_of: EventId,
    /// Every metric the rule asks for. 指标。
    metrics: Vec<MetricValue>,
    /// Events pointed at. 引用的事件。
    refs: Vec<EventId>,
    /// A remark; null when its key is gone. 备注。
    note: Option<String>,
}

/// One thing that set a tier. 一次等级认定。
pub(crate) struct TierFact {
    reading: Reading,
    fact: Arc<projector_tiers::TierFact>,
}

impl TierFact {
    pub(crate) fn of(reading: &Reading, fact: Arc<projector_tiers::TierFact>) -> TierFact {
        TierFact { reading: reading.clone(), fact }
    }
}

/// One thing that set a tier; a wrong one is replaced by a correction, never removed.
/// 一次等级认定;错误的由更正取代,不会删除。
#[Object]
impl TierFact {
    /// Where it puts the member; null outside the tiers. 等级,空为不在等级内。
    async fn tier(&self) -> Option<TierCode> {
        self.fact.tier
    }

    /// Why. 原因。
    async fn cause(&self) -> TierCause {
        self.fact.cause.into()
    }

    /// From which day, in the programme's zone. 生效日。
    async fn effective_on(&self) -> Day {
        self.fact.effective_on
    }

    /// From which instant. 生效瞬间。
    async fn effective_at(&self) -> Moment {
        self.fact.effective_at
    }

    /// When the log came to know it. 记录时间。
    async fn recorded_at(&self) -> Moment {
        self.fact.recorded_at
    }

    /// Who sent the command. 执行者。
    async fn actor(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.fact.actor }
    }

    /// The policy it was decided under. 政策版本。
    async fn policy_version(&self) -> Option<u32> {
        self.fact.policy_version
    }

    /// On what the decision rested. 依据。
    async fn basis(&self) -> Option<Basis> {
        self.fact.basis.as_ref().map(|basis| Basis::of(basis, &self.reading))
    }

    /// As the rule computed it. 证据。
    async fn evidence(&self) -> Option<Evidence> {
        self.fact.evidence.as_ref().map(|evidence| Evidence {
            from: evidence.from,
            to: evidence.to,
            as_of: evidence.as_of,
            metrics: evidence.metrics.clone(),
            refs: evidence.refs.clone(),
            note: self.reading.open_option(evidence.note.as_ref()),
        })
    }

    /// What the member was told or said; null when their key is gone. 原因说明。
    async fn reason(&self) -> Option<String> {
        self.reading.open_option(self.fact.reason.as_ref())
    }

    /// On whose approval. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.fact.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }

    /// Of a correction: the event it replaces. 被更正的事件。
    async fn supersedes(&self) -> Option<EventId> {
        self.fact.supersedes
    }

    /// The correction that replaced it. 取代它的更正。
    async fn superseded_by(&self) -> Option<EventId> {
        self.fact.superseded.map(|by| by.superseded_by)
    }

    /// When the log came to know that it was wrong. 被取代的记录时间。
    async fn superseded_at(&self) -> Option<Moment> {
        self.fact.superseded.map(|by| by.superseded_at)
    }

    /// The event it comes from. 来源事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.fact.position).await
    }
}

/// A time during which one fact ruled. 一段等级时期。
pub(crate) struct TierSpan {
    pub(crate) reading: Reading,
    pub(crate) span: Span,
}

/// A time during which one fact ruled. 一段等级时期。
#[Object]
impl TierSpan {
    /// Where they stood before; null outside the tiers. 之前的等级。
    async fn from(&self) -> Option<TierCode> {
        self.span.from
    }

    /// Where they stood; null outside the tiers. 等级。
    async fn tier(&self) -> Option<TierCode> {
        self.span.tier
    }

    /// First instant. 起始瞬间。
    async fn valid_from(&self) -> Moment {
        self.span.valid_from
    }

    /// The instant it ended, not included; null while it lasts. 结束瞬间(不含)。
    async fn valid_to(&self) -> Option<Moment> {
        self.span.valid_to
    }

    /// Calendar days it lasted, up to today while it lasts. 天数。
    async fn days(&self) -> u32 {
        self.reading.view.tiers.days_in_tier(&self.span, self.reading.today())
    }

    /// What it rests on. 认定。
    async fn fact(&self) -> TierFact {
        TierFact::of(&self.reading, Arc::clone(&self.span.fact))
    }
}

/// A member in a tier at the time asked about. 某时刻某成员的等级。
pub(crate) struct TierMembership {
    reading: Reading,
    row: MemberInTier,
    as_of: Moment,
    known_at: Option<Moment>,
}

/// A member in a tier at the time asked about. 某时刻某成员的等级。
#[Object]
impl TierMembership {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// In which tier. 等级。
    async fn tier(&self) -> Tier {
        Tier { reading: self.reading.clone(), code: self.row.tier }
    }

    /// Since when without a break. 连续起始时间。
    async fn since(&self) -> Moment {
        self.row.since
    }

    /// Calendar days since then, up to the time asked about. 在级天数。
    async fn days_in_tier(&self) -> u32 {
        let first = self.reading.day_of(self.row.since);
        self.reading.day_of(self.as_of).days_since(first)
    }

    /// What put them there last. 最近一次认定。
    async fn fact(&self) -> TierFact {
        TierFact::of(&self.reading, Arc::clone(&self.row.fact))
    }

    /// How they came there: every span up to the time asked about, oldest first. 经历。
    async fn path(&self) -> Vec<TierSpan> {
        let spans = self.reading.view.tiers.history(self.row.koc_id, self.known_at).into_iter();
        spans
            .take_while(|span| span.valid_from <= self.as_of)
            .map(|span| TierSpan { reading: self.reading.clone(), span })
            .collect()
    }
}

/// Which members; what is not said does not matter. 成员筛选。
#[derive(InputObject, Default)]
pub(crate) struct TierMembershipFilter {
    /// In this tier. 等级。
    tier: Option<TierCode>,
    /// Put there by this. 原因。
    cause: Option<TierCause>,
    /// Decided under this policy. 政策版本。
    policy_version: Option<u32>,
    /// In the tier since this instant or later. 起始不早于。
    since_from: Option<Moment>,
    /// In the tier since this instant or earlier. 起始不晚于。
    since_to: Option<Moment>,
}

impl From<TierMembershipFilter> for MemberFilter {
    fn from(asked: TierMembershipFilter) -> MemberFilter {
        MemberFilter {
            tier: asked.tier,
            cause: asked.cause.map(Into::into),
            policy_version: asked.policy_version,
            since_from: asked.since_from,
            since_to: asked.since_to,
        }
    }
}

/// How many members a tier has. 等级人数。
#[derive(SimpleObject)]
pub(crate) struct TierHeadcount {
    /// Which tier. 等级。
    tier: TierCode,
    /// How many. 人数。
    count: u32,
}

/// How many moved so. 变动人数。
#[derive(SimpleObject)]
pub(crate) struct TierTransition {
    /// From which tier; null from outside. 原等级。
    from: Option<TierCode>,
    /// To which tier; null when leaving. 新等级。
    to: Option<TierCode>,
    /// Why. 原因。
    cause: TierCause,
    /// How many. 数量。
    count: Long,
}

/// How many members each tier had; what is so now need not be counted.
fn headcount(
    tiers: &projector_tiers::TierMembership,
    is_now: bool,
    as_of: Moment,
    known_at: Option<Moment>,
) -> [u32; 3] {
    if is_now { tiers.headcount_now() } else { tiers.headcount(as_of, known_at) }
}

pub(crate) struct TierQuery(pub(crate) Instant);

/// Members and tiers. 成员与等级。
#[Object]
impl TierQuery {
    /// One member, by id or by their key in another system; null when there is none. 某位成员。
    async fn koc(
        &self,
        ctx: &Context<'_>,
        id: Option<KocId>,
        external_ref: Option<String>,
    ) -> Result<Option<Koc>> {
        let reading = self.0.reading(ctx);
        let tiers = &reading.view.tiers;
        let member = match (id, external_ref) {
            (Some(id), None) => tiers.member(id),
            (None, Some(external_ref)) => tiers.by_external_ref(&external_ref),
            _ => {
                return Err(fault(FaultCode::BadUserInput, "give either `id` or `externalRef`"));
            }
        };
        let id = member.map(|member| member.koc_id);
        Ok(id.map(|id| Koc { reading, id }))
    }

    /// Who is in a tier, or was at `asOf`, as the log knew at `knownAt`; by id. 等级成员。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn tier_membership(
        &self,
        ctx: &Context<'_>,
        filter: Option<TierMembershipFilter>,
        #[graphql(desc = "When it was so; now if not given. 生效时间,默认现在。")] as_of: Option<
            EffectiveTime,
        >,
        #[graphql(desc = "What the log knew then; all if not given. 当时已知,默认全部。")]
        known_at: Option<Moment>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<TierMembership>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let is_now = as_of.is_none() && known_at.is_none();
        let as_of = paging.reading.moment(as_of.map(|as_of| as_of.0));
        let filter = MemberFilter::from(filter.unwrap_or_default());
        let counted = filter.clone();
        let count = move |view: &View| {
            let tier = counted.tier;
            if counted == (MemberFilter { tier, ..MemberFilter::default() }) {
                let counts = headcount(&view.tiers, is_now, as_of, known_at);
                let asked = |at: TierCode| tier.is_none_or(|tier| at == tier);
                let counts = TierCode::ALL.into_iter().zip(counts);
                return counts.filter(|(at, _)| asked(*at)).map(|(_, count)| count as usize).sum();
            }
            let members = view.tiers.members_between(Between::ALL, as_of, known_at);
            members.filter(|row| counted.matches(row)).count()
        };
        let rows = paging.reading.view.tiers.members_between(paging.between()?, as_of, known_at);
        let rows = rows.filter(|row| filter.matches(row));
        let key = |row: &MemberInTier| row.koc_id.to_string();
        Ok(paging.take(rows, count, key, |reading, row| TierMembership {
            reading: reading.clone(),
            row,
            as_of,
            known_at,
        }))
    }

    /// How many members each tier has or had, lowest first. 各等级人数。
    async fn headcount(
        &self,
        ctx: &Context<'_>,
        as_of: Option<EffectiveTime>,
        known_at: Option<Moment>,
    ) -> Vec<TierHeadcount> {
        let reading = self.0.reading(ctx);
        let is_now = as_of.is_none() && known_at.is_none();
        let as_of = reading.moment(as_of.map(|as_of| as_of.0));
        let counts = headcount(&reading.view.tiers, is_now, as_of, known_at);
        TierCode::ALL
            .into_iter()
            .zip(counts)
            .map(|(tier, count)| TierHeadcount { tier, count })
            .collect()
    }

    /// How many moved from where to where, and why, between two times, both inclusive: a day as
    /// `from` means its beginning, as `to` its end. 等级变动矩阵。
    async fn transitions(
        &self,
        ctx: &Context<'_>,
        from: Option<EffectiveTime>,
        to: Option<EffectiveTime>,
        known_at: Option<Moment>,
    ) -> Vec<TierTransition> {
        let reading = self.0.reading(ctx);
        let tiers = &reading.view.tiers;
        let from = from.map(|from| audit::when::first_moment(from.0, tiers.zone()));
        let to = to.map(|to| to.0.moment(tiers.zone()));
        let counts = tiers.transitions(from, to, known_at).into_iter();
        counts
            .map(|((from, to, cause), count)| TierTransition {
                from,
                to,
                cause: cause.into(),
                count: Long::of(count),
            })
            .collect()
    }
}
