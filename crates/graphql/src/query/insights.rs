//! Insights: what members told the brand, and what became of it.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{GatheringId, InsightId, KocId, OperatorId, SeriesId};
use domain::insight::values::{InsightDecision, InsightKind, InsightSource, Severity};
use domain::vocabulary::TierCode;
use domain::{Day, LocalText, Moment};
use projector_voices::{ClarificationRow, InsightFilter, InsightOrder as Order, InsightRow};

use super::Instant;
use super::ambassadors::days_before;
use super::assets::Asset;
use super::assignments::Assignment;
use super::tasks::Task;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Hours of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// Where an insight stands. 洞察状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_voices::InsightStage")]
pub(crate) enum InsightState {
    /// Nobody answers for it yet. 已提交。
    Submitted,
    /// Somebody does. 已分派。
    Routed,
    /// Its author was asked something. 待补充说明。
    ClarificationAsked,
    /// Something comes of it. 采纳。
    Adopted,
    /// Something of it comes. 部分采纳。
    PartlyAdopted,
    /// Nothing comes of it. 不采纳。
    NotAdopted,
    /// What came of it was told. 已反馈结果。
    OutcomeReported,
    /// Its author was forgotten before it was decided. 作者信息已删除。
    AuthorForgotten,
}

/// In which order insights come. 洞察排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_voices::InsightOrder")]
pub(crate) enum InsightOrder {
    /// The newest in front. 最新在前。
    Date,
    /// What waits longest in front; then what is decided, the newest first. 等待最久在前。
    Age,
}

/// A question to the author of an insight, and the answer. 补充说明。
pub(crate) struct Clarification {
    reading: Reading,
    row: ClarificationRow,
}

/// A question to the author of an insight, and the answer. 补充说明。
#[Object]
impl Clarification {
    /// What was asked; null when it may not be read. 问题。
    async fn question(&self) -> Option<String> {
        self.reading.open(&self.row.question)
    }

    /// By whom. 提问者。
    async fn asked_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.asked_by }
    }

    /// When. 提问时间。
    async fn asked_at(&self) -> Moment {
        self.row.asked_at
    }

    /// What they said; null while they did not, or when it may not be read. 回答。
    async fn answer(&self) -> Option<String> {
        self.reading.open_option(self.row.answer.as_ref())
    }

    /// When. 回答时间。
    async fn answered_at(&self) -> Option<Moment> {
        self.row.answered_at
    }
}

/// What came of an insight. 落地结果。
#[derive(SimpleObject)]
pub(crate) struct InsightOutcome {
    /// What is different now. 变化。
    what_changed: LocalText,
    /// Where it can be seen. 佐证。
    evidence: Option<String>,
    /// Since when, if it is out. 上线日期。
    shipped_on: Option<Day>,
    /// When its author was told. 反馈时间。
    at: Moment,
}

/// An insight. 洞察。
pub(crate) struct Insight {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<InsightRow>,
}

/// An insight: what a member told the brand, who answers for it, what was decided and why, and
/// what came of it. 洞察:成员的意见、负责人、结论与理由、落地结果。
#[Object]
impl Insight {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> InsightId {
        self.row.insight_id
    }

    /// Whose it is. 作者。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Where its author stood then. 提交时等级。
    async fn tier(&self) -> Option<TierCode> {
        self.row.tier
    }

    /// Where it stands. 状态。
    async fn state(&self) -> InsightState {
        self.row.stage.into()
    }

    /// What it is. 类型。
    async fn kind(&self) -> InsightKind {
        self.row.kind
    }

    /// What it is about; null when it may not be read. 主题。
    async fn subject(&self) -> Option<String> {
        self.reading.open(&self.row.subject)
    }

    /// What they say; null when it may not be read. 内容。
    async fn text(&self) -> Option<String> {
        self.reading.open(&self.row.text)
    }

    /// What leads there; null when nothing does or it may not be read. 复现步骤。
    async fn repro_steps(&self) -> Option<String> {
        self.reading.open_option(self.row.repro_steps.as_ref())
    }

    /// How much it hurts. 严重程度。
    async fn severity(&self) -> Option<Severity> {
        self.row.severity
    }

    /// A term of the topic axis. 话题。
    async fn topic(&self) -> Option<&str> {
        self.row.topic.as_deref()
    }

    /// The work it came from. 来源任务承接。
    async fn source_work(&self) -> Option<Assignment> {
        let Some(InsightSource::Work(id)) = self.row.source else { return None };
        let row = Arc::clone(self.reading.view.work.assignment(id)?);
        Some(Assignment { reading: self.reading.clone(), row })
    }

    /// The task it is about, when its author did not hold it. 来源任务。
    async fn source_task(&self) -> Option<Task> {
        let Some(InsightSource::Task(id)) = self.row.source else { return None };
        let row = Arc::clone(self.reading.view.work.task(id)?);
        Some(Task { reading: self.reading.clone(), row })
    }

    /// The meeting it came up in. 来源活动。
    async fn source_gathering_id(&self) -> Option<GatheringId> {
        match self.row.source {
            Some(InsightSource::Gathering(id)) => Some(id),
            _ => None,
        }
    }

    /// The council it came up on. 来源议事会。
    async fn source_council_id(&self) -> Option<SeriesId> {
        match self.row.source {
            Some(InsightSource::Council(id)) => Some(id),
            _ => None,
        }
    }

    /// When it was said. 提交时间。
    async fn submitted_at(&self) -> Moment {
        self.row.submitted_at
    }

    /// Whole days it waited for its decision, or has waited by now. 等待天数。
    async fn age_days(&self) -> u32 {
        let days = self.row.age_minutes(self.reading.now()) / DAY_MINUTES;
        u32::try_from(days).unwrap_or(0)
    }

    /// Which department answers for it. 负责部门。
    async fn owner_department(&self) -> Option<&str> {
        self.row.owner_department.as_deref()
    }

    /// Who does. 负责人。
    async fn owner(&self) -> Option<Operator> {
        let id = self.row.owner?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// By the end of this day. 应决定日期。
    async fn due(&self) -> Option<Day> {
        self.row.due
    }

    /// Whether it waits for a decision beyond that day. 是否逾期。
    async fn overdue(&self) -> bool {
        let today = self.reading.today();
        self.row.is_open() && self.row.due.is_some_and(|due| due < today)
    }

    /// What its author was asked, oldest first. 补充说明,由早到晚。
    async fn clarifications(&self) -> Vec<Clarification> {
        let rows = self.row.clarifications.iter().cloned();
        rows.map(|row| Clarification { reading: self.reading.clone(), row }).collect()
    }

    /// What comes of it. 结论。
    async fn decision(&self) -> Option<InsightDecision> {
        self.row.decision
    }

    /// Why; null when it may not be read. 理由。
    async fn reasons(&self) -> Option<String> {
        self.reading.open_option(self.row.reasons.as_ref())
    }

    /// Who decided. 决定人。
    async fn decided_by(&self) -> Option<Actor> {
        let actor = self.row.decided_by?;
        Some(Actor { reading: self.reading.clone(), actor })
    }

    /// When. 决定时间。
    async fn decided_at(&self) -> Option<Moment> {
        self.row.decided_at
    }

    /// What came of it, oldest first. 落地结果,由早到晚。
    async fn outcomes(&self) -> Vec<InsightOutcome> {
        let of = |row: &projector_voices::OutcomeRow| InsightOutcome {
            what_changed: row.what_changed.clone(),
            evidence: row.evidence.clone(),
            shipped_on: row.shipped_on,
            at: row.at,
        };
        self.row.outcomes.iter().map(of).collect()
    }

    /// As it is kept in the library. 素材。
    async fn asset(&self) -> Option<Asset> {
        let row = Arc::clone(self.reading.view.assets.asset(self.row.asset_id?)?);
        Some(Asset::of(&self.reading, row))
    }

    /// The event it was said in. 提交事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

impl Insight {
    /// What a member told the brand, the newest first.
    pub(crate) fn of(reading: &Reading, koc_id: KocId) -> Vec<Insight> {
        let filter = InsightFilter { koc_id: Some(koc_id), ..InsightFilter::default() };
        let rows = reading.view.voices.insights(&filter, Order::Date);
        rows.into_iter().map(|row| Insight { reading: reading.clone(), row }).collect()
    }
}

/// Which insights; what is not said does not matter. 洞察筛选。
#[derive(InputObject, Default)]
#[graphql(name = "InsightFilter")]
pub(crate) struct InsightFilterInput {
    /// Of this member. 作者。
    koc_id: Option<KocId>,
    /// Of this kind. 类型。
    kind: Option<InsightKind>,
    /// Standing there. 状态。
    state: Option<InsightState>,
    /// This operator answers for it. 负责人。
    owner: Option<OperatorId>,
    /// This department does. 负责部门。
    department: Option<String>,
    /// On this topic. 话题。
    topic: Option<String>,
    /// Waiting for a decision for more than so many days. 未决定天数超过。
    undecided_older_than_days: Option<u16>,
    /// Only those that wait beyond the day they were due. 仅逾期。
    #[graphql(default)]
    overdue: bool,
    /// Adopted, at least in part, or not. 是否采纳。
    adopted: Option<bool>,
}

pub(crate) struct InsightQuery(pub(crate) Instant);

/// What members told the brand. 洞察。
#[Object]
impl InsightQuery {
    /// Insights; the newest in front if nothing is said. 洞察列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn insights(
        &self,
        ctx: &Context<'_>,
        filter: Option<InsightFilterInput>,
        order_by: Option<InsightOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Insight>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let (now, today) = (paging.reading.now(), paging.reading.today());
        let filter = InsightFilter {
            koc_id: asked.koc_id,
            kind: asked.kind,
            stage: asked.state.map(Into::into),
            owner: asked.owner,
            department: asked.department,
            topic: asked.topic,
            undecided_since: asked.undecided_older_than_days.map(|days| days_before(now, days)),
            overdue_on: asked.overdue.then_some(today),
            adopted: asked.adopted,
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.voices.insights(&filter, order);
        let key = |row: &Arc<InsightRow>| row.insight_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Insight { reading: reading.clone(), row }))
    }

    /// One insight; null when there is none. 某一洞察。
    async fn insight(&self, ctx: &Context<'_>, id: InsightId) -> Option<Insight> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.voices.insight(id)?);
        Some(Insight { reading, row })
    }
}
