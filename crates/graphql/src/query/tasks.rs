//! Work on offer.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{CampaignId, OperatorId, TaskId};
use domain::task::brief::Brief;
use domain::task::{CompensationRule, Eligibility, Selection, TaskTrigger, Wanted};
use domain::vocabulary::{Horizon, Mode, TaskKind, TierCode};
use domain::{LocalText, Moment};
use projector_work::{BriefVersion as BriefRow, TaskFilter as Filter, TaskRow};

use super::Instant;
use super::assignments::AssignmentState;
use super::board::{Broadcast, GrowthChallenge, ReachHour, Retrospective, TaskBlocker, TaskOrder};
use super::budgets::Budget;
use super::campaigns::Campaign;
use super::matching::{Shortlist, next_to_ask, task_refusals};
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::payload::UserError;
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where a task stands. 任务状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::TaskState")]
pub(crate) enum TaskState {
    /// Without a brief. 草稿。
    Draft,
    /// Its newest brief is not approved. 已写说明书。
    Briefed,
    /// A second person stands behind its newest brief. 说明书已批准。
    BriefApproved,
    /// Can be offered. 开放。
    Open,
    /// Is offered no more. 已关闭。
    Closed,
    /// Everything of it is at its end. 已完结。
    Completed,
    /// Was called off. 已取消。
    Cancelled,
}

/// One version of a task's brief. 说明书版本。
pub(crate) struct BriefVersion {
    reading: Reading,
    row: BriefRow,
}

/// One version of a task's brief. 说明书版本。
#[Object]
impl BriefVersion {
    /// From 1. 版本。
    async fn version(&self) -> u32 {
        self.row.brief_version
    }

    /// The whole brief. 内容。
    async fn brief(&self) -> &Brief {
        &self.row.brief
    }

    /// Who wrote it. 撰写人。
    async fn author(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.author }
    }

    /// Who approved it. 批准人。
    async fn approver(&self) -> Option<Operator> {
        let id = self.row.approver?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// Why it took the place of the one before, once the task was open. 修订原因。
    async fn amended_for(&self) -> Option<&str> {
        self.row.amended_for.as_deref()
    }

    /// The parts that changed then, by field. 修订的部分。
    async fn changed(&self) -> &[String] {
        &self.row.changed
    }

    /// Whether the holder of the admin key approved on their behalf. 是否由管理员代为声明。
    async fn approval_asserted_by_admin(&self) -> bool {
        self.row.approval_asserted_by_admin
    }
}

/// How many assignments are in one state. 某状态的任务数。
#[derive(SimpleObject)]
pub(crate) struct AssignmentCount {
    /// Which state. 状态。
    state: AssignmentState,
    /// How many. 数量。
    count: u32,
}

/// A task: a piece of work on offer. 任务。
pub(crate) struct Task {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<TaskRow>,
}

impl Task {
    fn version(&self, row: &BriefRow) -> BriefVersion {
        BriefVersion { reading: self.reading.clone(), row: row.clone() }
    }
}

/// A task: a piece of work on offer. 任务。
#[Object]
impl Task {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> TaskId {
        self.row.task_id
    }

    /// What it is called. 标题。
    async fn title(&self) -> &LocalText {
        &self.row.title
    }

    /// How long it belongs to the programme's time. 时间维度。
    async fn horizon(&self) -> Horizon {
        self.row.horizon
    }

    /// How people work together on it. 协作模式。
    async fn mode(&self) -> Mode {
        self.row.mode
    }

    /// What kind of work it is. 任务类型。
    async fn kind(&self) -> TaskKind {
        self.row.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> TaskState {
        self.row.state.into()
    }

    /// The phased project it belongs to. 所属阶段项目。
    async fn campaign_id(&self) -> Option<CampaignId> {
        self.row.campaign_id
    }

    /// The same, as it is planned; null of one that was never planned here. 所属活动。
    async fn campaign(&self) -> Option<Campaign> {
        Campaign::of(&self.reading, self.row.campaign_id?)
    }

    /// The task it is part of. 上级任务。
    async fn parent(&self) -> Option<Task> {
        let row = self.reading.view.work.task(self.row.parent_task_id?)?;
        Some(Task { reading: self.reading.clone(), row: Arc::clone(row) })
    }

    /// What called for it. 任务起因。
    async fn trigger(&self) -> Option<TaskTrigger> {
        self.row.trigger
    }

    /// 1 (anybody) to 5 (few). 难度 1–5。
    async fn difficulty(&self) -> u8 {
        self.row.difficulty
    }

    /// Who drafted it. 起草人。
    async fn drafted_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.drafted_by }
    }

    /// When it was drafted. 起草时间。
    async fn drafted_at(&self) -> Moment {
        self.row.drafted_at
    }

    /// The brief offers are made under; before it opens, the newest. 当前说明书。
    async fn brief(&self) -> Option<BriefVersion> {
        self.row.brief().map(|row| self.version(row))
    }

    /// Every version of its brief, version 1 first. 全部说明书版本。
    async fn briefs(&self) -> Vec<BriefVersion> {
        self.row.briefs.iter().map(|row| self.version(row)).collect()
    }

    /// Who may take it; null: whoever the horizon allows. 参与条件。
    async fn eligibility(&self) -> Option<&Eligibility> {
        self.row.eligibility.as_ref()
    }

    /// What it looks for beyond that: those who have it are suggested first. 期望条件。
    async fn wanted(&self) -> Option<&Wanted> {
        self.row.wanted.as_ref()
    }

    /// How people come to it; null before it opens. 参与方式。
    async fn selection(&self) -> Option<Selection> {
        self.row.selection
    }

    /// Live assignments at most; null without a limit. 名额。
    async fn slots(&self) -> Option<u32> {
        self.row.slots
    }

    /// Slots left; null without a limit. 剩余名额。
    async fn slots_left(&self) -> Option<u32> {
        self.row.slots_left()
    }

    /// When it opened. 开放时间。
    async fn opened_at(&self) -> Option<Moment> {
        self.row.opened_at
    }

    /// When work is due, by the current brief. 截止时间。
    async fn due(&self) -> Option<Moment> {
        self.row.due()
    }

    /// Why it closed. 关闭原因。
    async fn closed_reason(&self) -> Option<&str> {
        self.row.closed_reason.as_deref()
    }

    /// Why it was called off. 取消原因。
    async fn cancelled_reason(&self) -> Option<&str> {
        self.row.cancelled_reason.as_deref()
    }

    /// What its holders are given all the same. 取消补偿规则。
    async fn compensation_rule(&self) -> Option<CompensationRule> {
        self.row.compensation_rule
    }

    /// When it was completed or called off. 结束时间。
    async fn ended_at(&self) -> Option<Moment> {
        self.row.ended_at
    }

    /// What it is for whoever shows that they can do more. 成长挑战。
    async fn growth(&self) -> Option<GrowthChallenge> {
        self.row.growth.map(GrowthChallenge::of)
    }

    /// Whom it was told to, oldest first. 推送记录。
    async fn broadcasts(&self) -> Vec<Broadcast> {
        self.row.broadcasts.iter().map(|row| Broadcast::of(&self.reading, row)).collect()
    }

    /// Who was shown as a candidate and who was chosen, oldest first; the newest counts.
    /// 候选名单,最早的在前。
    async fn shortlists(&self) -> Vec<Shortlist> {
        self.row.shortlists.iter().map(|row| Shortlist::of(&self.reading, row)).collect()
    }

    /// Whom the newest shortlist names and who can be asked now, the first first.
    /// 候选名单中接下来可邀约的成员。
    async fn next_to_ask(&self) -> Vec<Koc> {
        next_to_ask(&self.reading, self.row.task_id)
    }

    /// Why nobody at all can be offered it now; empty when somebody can, in the caller's language.
    /// 当前无法邀约任何人的原因。
    async fn offer_refusals(&self) -> Vec<UserError> {
        task_refusals(&self.reading, self.row.task_id)
    }

    /// What was learnt of it, the newest. 复盘。
    async fn retrospective(&self) -> Option<Retrospective> {
        let row = self.row.retrospective.as_ref()?;
        Some(Retrospective::of(&self.reading, row))
    }

    /// Assignments under way, which take a slot. 进行中数量。
    async fn live(&self) -> u32 {
        self.row.live()
    }

    /// Offers and claims ever made. 邀约与承接总数。
    async fn offered(&self) -> u32 {
        self.row.offered
    }

    /// Of those who were told or asked, how many took it, basis points; null when nobody was.
    /// 接受率(万分比)。
    async fn uptake_bp(&self) -> Option<u32> {
        self.row.uptake_bp()
    }

    /// Of the submissions judged, how many came back for a revision, basis points; null before the
    /// first. 修改率(万分比)。
    async fn revision_rate_bp(&self) -> Option<u32> {
        self.row.revision_rate_bp()
    }

    /// Holders who have not agreed to the amended brief. 待确认修订的承接人数。
    async fn holders_to_confirm(&self) -> u32 {
        self.row.holders_to_confirm()
    }

    /// What stands in its way. 阻碍因素。
    async fn blockers(&self) -> Vec<TaskBlocker> {
        let blockers = self.row.blockers(self.reading.moment(None));
        blockers.into_iter().map(Into::into).collect()
    }

    /// What its holders asked while working, answered or not. 提问数。
    async fn questions_asked(&self) -> u32 {
        self.reading.view.support.asked_about(self.row.task_id)
    }

    /// The purses its work is paid from, with what is left in each. 所用预算。
    async fn budgets(&self) -> Vec<Budget> {
        let view = &self.reading.view;
        let purses = view.state.purses_of(self.row.task_id).into_iter();
        let rows = purses.filter_map(|id| view.rewards.budget(id).cloned());
        rows.map(|row| Budget { reading: self.reading.clone(), row }).collect()
    }

    /// Who answers for it, by its brief. 联系人。
    async fn contact_operator(&self) -> Option<Operator> {
        let id = self.row.brief()?.brief.contact_operator;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// The most members who accepted in one hour. 单小时最多接受人数。
    async fn peak_per_hour(&self) -> u32 {
        self.row.peak_per_hour()
    }

    /// Whole hours after the opening by which so many had accepted; null while they have not.
    /// 达到某人数所需小时数。
    async fn hours_to(&self, #[graphql(desc = "How many. 人数。")] count: u32) -> Option<u32> {
        self.row.hours_to(count)
    }

    /// Who accepted and handed in, by the hour since it opened. 触达曲线。
    async fn reach(&self) -> Vec<ReachHour> {
        self.row.reach.iter().map(ReachHour::of).collect()
    }

    /// Assignments by state; states without one are left out. 各状态数量。
    async fn assignment_counts(&self) -> Vec<AssignmentCount> {
        let counts = self.row.assignments.iter();
        counts.map(|(&state, &count)| AssignmentCount { state: state.into(), count }).collect()
    }

    /// The event in which it was drafted. 起草事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// Which tasks; what is not said does not matter. 任务筛选。
#[derive(InputObject, Default)]
pub(crate) struct TaskFilter {
    /// In this state. 状态。
    state: Option<TaskState>,
    /// Of this horizon. 时间维度。
    horizon: Option<Horizon>,
    /// Of this mode. 协作模式。
    mode: Option<Mode>,
    /// Of this kind. 任务类型。
    kind: Option<TaskKind>,
    /// Due at this instant or earlier. 截止不晚于。
    due_by: Option<Moment>,
    /// Due at this instant or later. 截止不早于。
    due_from: Option<Moment>,
    /// Of this project. 所属项目。
    campaign_id: Option<CampaignId>,
    /// Answered for by this operator. 联系人。
    contact_operator: Option<OperatorId>,
    /// Open to members of this tier, as far as the task itself says. 面向等级。
    tier: Option<TierCode>,
    /// Only those open for a day or more that few took. 仅接受率低的。
    #[graphql(default)]
    low_uptake: bool,
    /// Only those without a brief. 仅无说明书的。
    #[graphql(default)]
    no_brief: bool,
}

impl TaskFilter {
    fn at(self, now: Moment) -> Filter {
        let asked = self;
        Filter {
            due_from: asked.due_from,
            campaign_id: asked.campaign_id,
            contact_operator: asked.contact_operator,
            tier: asked.tier,
            low_uptake_at: asked.low_uptake.then_some(now),
            no_brief: asked.no_brief,
            state: asked.state.map(Into::into),
            horizon: asked.horizon,
            mode: asked.mode,
            kind: asked.kind,
            due_by: asked.due_by,
        }
    }
}

pub(crate) struct TaskQuery(pub(crate) Instant);

/// Tasks. 任务。
#[Object]
impl TaskQuery {
    /// Tasks. 任务列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        filter: Option<TaskFilter>,
        #[graphql(desc = "In which order; by id if not given. 排序。")] order_by: Option<TaskOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Task>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let (work, now) = (&paging.reading.view.work, paging.reading.moment(None));
        let mut rows = work.tasks(&filter.unwrap_or_default().at(now));
        work.order_tasks(&mut rows, order_by.map(Into::into).unwrap_or_default(), now);
        let key = |row: &Arc<TaskRow>| row.task_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Task { reading: reading.clone(), row }))
    }

    /// One task; null when there is none. 某个任务。
    async fn task(&self, ctx: &Context<'_>, id: TaskId) -> Option<Task> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.work.task(id)?);
        Some(Task { reading, row })
    }
}
