//! Work under way: assignments and the queue of what waits for a review.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::Moment;
use domain::assignment::values::{DeclineReason, TermsAccepted};
use domain::id::{AssignmentId, EventId, KocId, OperatorId, TaskId};
use domain::task::Selection;
use domain::task::brief::Return;
use domain::vocabulary::{Horizon, Mode, TierCode};
use projector_work::{
    AssignmentFilter as Filter, AssignmentOrder as Order, AssignmentRow, QueueItem, Turn,
};

use super::Instant;
use super::course::{Ending, ExperienceSaid, Extension, Progress, Proposal, Resource, Terms};
use super::matching::Match;
use super::reviews::{ReviewQueueFilter, ReviewQueueItem};
use super::submissions::{Outcome, Review, Submission};
use super::tasks::Task;
use super::teams::Team;
use super::vehicles::VehicleLoan;
use crate::event::Actor;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where an assignment stands. 任务承接状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::AssignmentState")]
pub(crate) enum AssignmentState {
    /// Waits for the member's answer. 待答复。
    Offered,
    /// The member works on it. 进行中。
    Accepted,
    /// The member said no. 已婉拒。
    Declined,
    /// The offer ran out. 已过期。
    Expired,
    /// Waits for a review. 待评审。
    Submitted,
    /// Somebody judges it. 评审中。
    InReview,
    /// The member works on it again. 修改中。
    RevisionRequested,
    /// The work counts. 已通过。
    Approved,
    /// The work does not count. 未通过。
    Rejected,
    /// The member asked for other terms; the brand is to answer. 条款协商中。
    Negotiating,
    /// The brand took the offer back. 邀约已撤回。
    Withdrawn,
    /// The member gave it back. 成员已退还。
    Relinquished,
    /// The brand called it off. 品牌已取消。
    Cancelled,
    /// The work never came. 已失效。
    Lapsed,
    /// Everything that follows from it is recorded. 已结算。
    Settled,
}

/// Whose turn it is. 等待哪一方。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::Turn")]
pub(crate) enum WaitingOn {
    /// The brand is to answer or to review. 待品牌答复或评审。
    Brand,
    /// The member is to answer or to hand in. 待成员答复或提交。
    Koc,
    /// The member's mentor is to review. 待导师评审。
    Mentor,
}

/// In which order assignments are listed. 任务承接排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::AssignmentOrder")]
pub(crate) enum AssignmentOrder {
    /// By id. 按编号。
    Id,
    /// Due first first. 按截止时间。
    Due,
    /// Longest wait first. 按等待时间。
    Waiting,
    /// Offers that run out first first. 按邀约到期时间。
    OfferExpires,
}

/// One task offered to one member. 任务承接。
pub(crate) struct Assignment {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<AssignmentRow>,
}

/// One task offered to one member, from the offer to the feedback. 任务承接,从邀约到反馈。
#[Object]
impl Assignment {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> AssignmentId {
        self.row.assignment_id
    }

    /// Which task. 任务。
    async fn task(&self) -> Option<Task> {
        let row = Arc::clone(self.reading.view.work.task(self.row.task_id)?);
        Some(Task { reading: self.reading.clone(), row })
    }

    /// Whose; of a team, who leads it. 承接人,团队任务为负责人。
    async fn assignee(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// The team that does it. 承接团队。
    async fn team(&self) -> Option<Team> {
        let row = Arc::clone(self.reading.view.teams.team(self.row.team_id?)?);
        Some(Team { reading: self.reading.clone(), row })
    }

    /// Who does the work: the member, or those of the team. 执行成员。
    async fn people(&self) -> Vec<Koc> {
        let koc = |id: &KocId| Koc { reading: self.reading.clone(), id: *id };
        self.row.doers().iter().map(koc).collect()
    }

    /// Where it stands. 状态。
    async fn state(&self) -> AssignmentState {
        self.row.state.into()
    }

    /// Of the task. 时间维度。
    async fn horizon(&self) -> Horizon {
        self.row.horizon
    }

    /// Of the task. 协作模式。
    async fn mode(&self) -> Mode {
        self.row.mode
    }

    /// How they came to it. 参与方式。
    async fn selection(&self) -> Selection {
        self.row.selection
    }

    /// The version offered, then agreed to. 说明书版本。
    async fn brief_version(&self) -> u32 {
        self.row.brief_version
    }

    /// Their tier when it was offered. 邀约时的等级。
    async fn tier_at_offer(&self) -> TierCode {
        self.row.tier_at_offer
    }

    /// What is given back. 回报。
    async fn returns(&self) -> &[Return] {
        &self.row.returns
    }

    /// Who answers questions. 联系人。
    async fn contact_operator(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.contact_operator }
    }

    /// What the member was told; null when their key is gone. 邀约留言。
    async fn message(&self) -> Option<String> {
        self.row.message.as_ref().and_then(|message| self.reading.open(message))
    }

    /// Why they were asked: how well they suited when the offer was made; null for a claim, and
    /// for offers of the time before this was kept. 邀约时的匹配说明。
    #[graphql(name = "match")]
    async fn explanation(&self) -> Option<Match> {
        let explanation = self.row.match_explanation.as_ref()?;
        let (reading, explanation) = (self.reading.clone(), explanation.as_ref().clone());
        Some(Match { reading, explanation })
    }

    /// Who offered it. 邀约人。
    async fn offered_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.offered_by }
    }

    /// When it was offered. 邀约时间。
    async fn offered_at(&self) -> Moment {
        self.row.offered_at
    }

    /// Until when the offer stands. 邀约有效期至。
    async fn offer_expires_at(&self) -> Option<Moment> {
        self.row.offer_expires_at
    }

    /// When the member answered, or the offer ran out. 答复时间。
    async fn answered_at(&self) -> Option<Moment> {
        self.row.answered_at
    }

    /// What the member agreed to. 接受的条款。
    async fn terms(&self) -> Option<&TermsAccepted> {
        self.row.terms.as_ref()
    }

    /// Why the member declined. 婉拒原因。
    async fn decline_reason(&self) -> Option<DeclineReason> {
        self.row.decline_reason
    }

    /// More, if they said; null when their key is gone. 婉拒说明。
    async fn decline_note(&self) -> Option<String> {
        self.reading.open_option(self.row.decline_note.as_ref())
    }

    /// Other terms the member asked for, oldest first. 条款变更建议。
    async fn proposals(&self) -> Vec<Proposal> {
        self.row.proposals.iter().map(|row| Proposal::of(&self.reading, row)).collect()
    }

    /// Terms that differ from those first offered: on the table, then agreed. 与初始邀约不同的条款。
    async fn own_terms(&self) -> Terms {
        Terms::of(&self.reading, &self.row.own_terms)
    }

    /// Whether the member agreed to an earlier brief than the one approved now. 是否待确认修订。
    async fn to_confirm(&self) -> bool {
        self.reading.view.work.is_to_confirm(&self.row)
    }

    /// When work is due as agreed, before any break of the member; later after a revision. 约定截止。
    async fn submit_by(&self) -> Moment {
        self.row.submit_by
    }

    /// When work is due after the member's breaks; null while one stops the clock. 顺延后的截止。
    async fn due(&self) -> Option<Moment> {
        self.reading.view.work.due_of(&self.row)
    }

    /// Every time the member was given more time, oldest first. 延期记录。
    async fn extensions(&self) -> Vec<Extension> {
        self.row.extensions.iter().map(|row| Extension::of(&self.reading, row)).collect()
    }

    /// Since when the clock calls it overdue. 逾期起始。
    async fn overdue_since(&self) -> Option<Moment> {
        self.row.overdue_since
    }

    /// What the member was given to work with, oldest first. 已提供的资源。
    async fn resources(&self) -> Vec<Resource> {
        self.row.resources.iter().map(|row| Resource::of(&self.reading, row)).collect()
    }

    /// How far the member said they were, oldest first. 进展记录。
    async fn progress(&self) -> Vec<Progress> {
        self.row.progress.iter().map(|row| Progress::of(&self.reading, row)).collect()
    }

    /// Whose turn it is; null when it is over. 轮到哪一方。
    async fn waiting_on(&self) -> Option<WaitingOn> {
        self.row.turn().map(Into::into)
    }

    /// Since when it is their turn. 轮到其起始时间。
    async fn waiting_since(&self) -> Moment {
        self.row.turn_since()
    }

    /// How often a revision was asked for. 修改次数。
    async fn revision_no(&self) -> u16 {
        self.row.revision_no
    }

    /// Whether work is due and was not handed in. 是否逾期。
    async fn overdue(&self) -> bool {
        self.reading.view.work.is_overdue(&self.row, self.reading.moment(None))
    }

    /// Whether any submission came late. 是否迟交。
    async fn late(&self) -> bool {
        self.row.is_late()
    }

    /// Whole hours the member waited on the brand in all: for answers to other terms, for reviews,
    /// and for a car beyond what was promised. 等待品牌的总小时数。
    async fn brand_wait_hours(&self) -> i32 {
        let hours = self.row.brand_wait_hours(self.reading.moment(None));
        i32::try_from(hours).unwrap_or(i32::MAX)
    }

    /// Cars lent for it, the newest in front. 为此借用的车辆。
    async fn loans(&self) -> Vec<VehicleLoan> {
        let rows = self.reading.view.vehicles.loans_for(self.row.assignment_id).into_iter();
        rows.map(|row| VehicleLoan { reading: self.reading.clone(), row }).collect()
    }

    /// Every submission, oldest first. 提交记录。
    async fn submissions(&self) -> Vec<Submission> {
        self.row.submissions.iter().map(|row| Submission::of(&self.reading, row)).collect()
    }

    /// Every scorecard, oldest first. 评审记录。
    async fn reviews(&self) -> Vec<Review> {
        self.row.reviews.iter().map(|row| Review::of(&self.reading, row)).collect()
    }

    /// What came of it. 结果。
    async fn outcome(&self) -> Option<Outcome> {
        self.row.outcome.as_ref().map(Outcome::of)
    }

    /// How it ended without a judgement. 未经评审的终止。
    async fn ended(&self) -> Option<Ending> {
        self.row.ended.as_ref().map(|row| Ending::of(&self.reading, row))
    }

    /// What the member said of working with the brand. 合作体验。
    async fn experience(&self) -> Option<ExperienceSaid> {
        self.row.experience.as_ref().map(|row| ExperienceSaid::of(&self.reading, row))
    }

    /// When what it earned was in both ledgers. 结算时间。
    async fn settled_at(&self) -> Option<Moment> {
        self.row.settled_at
    }

    /// The events it comes from, oldest first. 相关事件。
    async fn events(&self) -> &[EventId] {
        &self.row.positions
    }
}

/// Which assignments; what is not said does not matter. 任务承接筛选。
#[derive(InputObject, Default)]
pub(crate) struct AssignmentFilter {
    /// Of this task. 任务。
    task_id: Option<TaskId>,
    /// Of this member. 成员。
    koc_id: Option<KocId>,
    /// In this state. 状态。
    state: Option<AssignmentState>,
    /// Of this horizon. 时间维度。
    horizon: Option<Horizon>,
    /// Answered for by this operator. 联系人。
    contact_operator: Option<OperatorId>,
    /// Their turn it is. 等待哪一方。
    waiting_on: Option<WaitingOn>,
    /// Due, and not handed in. 是否逾期。
    #[graphql(default)]
    overdue: bool,
    /// Held under an earlier brief than the one approved now. 是否待确认修订。
    #[graphql(default)]
    to_confirm: bool,
    /// Offers that run out within so many hours without an answer. 几小时内到期的邀约。
    offer_expires_within_hours: Option<u32>,
}

impl AssignmentFilter {
    fn at(self, now: Moment) -> Filter {
        let by = self.offer_expires_within_hours.map(|hours| now.plus_hours(i64::from(hours)));
        Filter {
            task_id: self.task_id,
            koc_id: self.koc_id,
            state: self.state.map(Into::into),
            horizon: self.horizon,
            contact_operator: self.contact_operator,
            turn: self.waiting_on.map(Turn::from),
            to_confirm: self.to_confirm,
            overdue_at: self.overdue.then_some(now),
            offer_expires_by: by,
        }
    }
}

pub(crate) struct AssignmentQuery(pub(crate) Instant);

/// Work under way. 进行中的工作。
#[Object]
impl AssignmentQuery {
    /// Assignments. 任务承接列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn assignments(
        &self,
        ctx: &Context<'_>,
        filter: Option<AssignmentFilter>,
        #[graphql(desc = "In which order; by id if not given. 排序。")] order_by: Option<
            AssignmentOrder,
        >,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Assignment>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = filter.unwrap_or_default().at(paging.reading.moment(None));
        let work = &paging.reading.view.work;
        let mut rows = work.assignments(&filter);
        work.order_assignments(&mut rows, order_by.map(Order::from).unwrap_or_default());
        let key = |row: &Arc<AssignmentRow>| row.assignment_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Assignment { reading: reading.clone(), row }))
    }

    /// One assignment; null when there is none. 某项任务承接。
    async fn assignment(&self, ctx: &Context<'_>, id: AssignmentId) -> Option<Assignment> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.work.assignment(id)?);
        Some(Assignment { reading, row })
    }

    /// Submissions that wait for a review: longest wait first. 评审队列,等待最久在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn review_queue(
        &self,
        ctx: &Context<'_>,
        filter: Option<ReviewQueueFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ReviewQueueItem>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = filter.unwrap_or_default().at(paging.reading.moment(None));
        let view = &paging.reading.view;
        let mut items = view.work.review_queue(&filter);
        // What the judges of a contest have not done with waits for nobody else.
        items.retain(|item| !view.contests.is_judged(item.assignment.assignment_id));
        let key = |item: &QueueItem| item.assignment.assignment_id.to_string();
        Ok(paging.cut(items, key, ReviewQueueItem::of))
    }
}
