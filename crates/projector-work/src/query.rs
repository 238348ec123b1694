//! The questions this read model answers.

use std::ops::Bound;
use std::sync::Arc;

use domain::Moment;
use domain::assignment::values::ReviewStage;
use domain::id::{ActorId, AssignmentId, CampaignId, EventId, KocId, OperatorId, TaskId, WorkId};
use domain::vocabulary::{Horizon, Mode, TaskKind, TierCode};
use projection::Between;

use crate::Work;
use crate::assignment::{AssignmentRow, AssignmentState, Waiting};
use crate::course::Turn;
use crate::rows::{ApprovalRow, ImportedWorkRow, OperatorRow};
use crate::task::{TaskRow, TaskState};

/// Which tasks; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// In this state.
    pub state: Option<TaskState>,
    /// Of this horizon.
    pub horizon: Option<Horizon>,
    /// Of this mode.
    pub mode: Option<Mode>,
    /// Of this kind.
    pub kind: Option<TaskKind>,
    /// Due at this instant or earlier.
    pub due_by: Option<Moment>,
    /// Due at this instant or later.
    pub due_from: Option<Moment>,
    /// Of this project.
    pub campaign_id: Option<CampaignId>,
    /// Answered for by this operator, by its brief.
    pub contact_operator: Option<OperatorId>,
    /// Open to members of this tier, as far as the task itself says.
    pub tier: Option<TierCode>,
    /// Little taken at this instant.
    pub low_uptake_at: Option<Moment>,
    /// Only those without a brief.
    pub no_brief: bool,
}

impl TaskFilter {
    /// Whether `task` is one of them.
    pub fn matches(&self, task: &TaskRow) -> bool {
        self.state.is_none_or(|state| task.state == state)
            && self.horizon.is_none_or(|horizon| task.horizon == horizon)
            && self.mode.is_none_or(|mode| task.mode == mode)
            && self.kind.is_none_or(|kind| task.kind == kind)
            && self.due_by.is_none_or(|by| task.due().is_some_and(|due| due <= by))
            && self.due_from.is_none_or(|from| task.due().is_some_and(|due| from <= due))
            && self.campaign_id.is_none_or(|campaign| task.campaign_id == Some(campaign))
            && self.contact_operator.is_none_or(|contact| {
                task.brief().is_some_and(|version| version.brief.contact_operator == contact)
            })
            && self.tier.is_none_or(|tier| {
                task.eligibility
                    .as_ref()
                    .is_none_or(|who| who.min_tier.is_none_or(|bar| bar <= tier))
            })
            && self.low_uptake_at.is_none_or(|now| task.has_low_uptake(now))
            && (!self.no_brief || task.briefs.is_empty())
    }
}

/// Which assignments; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssignmentFilter {
    /// Of this task.
    pub task_id: Option<TaskId>,
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// In this state.
    pub state: Option<AssignmentState>,
    /// Of this horizon.
    pub horizon: Option<Horizon>,
    /// Answered for by this operator.
    pub contact_operator: Option<OperatorId>,
    /// Their turn it is.
    pub turn: Option<Turn>,
    /// Due, not handed in, and past the due time at this instant, breaks left out.
    pub overdue_at: Option<Moment>,
    /// Held under an earlier version of the brief than the one approved now.
    pub to_confirm: bool,
    /// Offers that run out at this instant or earlier without an answer.
    pub offer_expires_by: Option<Moment>,
}

impl AssignmentFilter {
    /// Whether `row` is one of them, as far as the row itself tells.
    fn matches(&self, row: &AssignmentRow) -> bool {
        let pending = matches!(row.state, AssignmentState::Offered | AssignmentState::Negotiating);
        let runs_out = |by: Moment| pending && row.offer_expires_at.is_some_and(|at| at <= by);
        self.task_id.is_none_or(|task| row.task_id == task)
            && self.koc_id.is_none_or(|koc| row.koc_id == koc)
            && self.state.is_none_or(|state| row.state == state)
            && self.horizon.is_none_or(|horizon| row.horizon == horizon)
            && self.contact_operator.is_none_or(|contact| row.contact_operator == contact)
            && self.turn.is_none_or(|turn| row.turn() == Some(turn))
            && self.offer_expires_by.is_none_or(runs_out)
    }
}

/// Which submissions; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Waiting for this stage.
    pub stage: Option<ReviewStage>,
    /// This mentor's to judge.
    pub mentor: Option<KocId>,
    /// Of this task.
    pub task_id: Option<TaskId>,
    /// Of this horizon.
    pub horizon: Option<Horizon>,
    /// Only those somebody judges now, or only others.
    pub claimed: Option<bool>,
    /// Their answer was due at this instant or earlier.
    pub due_by: Option<Moment>,
    /// Judged now by this person.
    pub reviewer: Option<ActorId>,
    /// By a member who was in this tier when they were asked.
    pub tier: Option<TierCode>,
    /// Of this kind of work.
    pub kind: Option<TaskKind>,
    /// Only those of which an earlier review found that something does not hold that must.
    pub failed_must: bool,
}

/// A submission that waits for a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueItem {
    /// Whose work it is.
    pub assignment: Arc<AssignmentRow>,
    /// Of which task, with the criteria to judge.
    pub task: Option<Arc<TaskRow>>,
    /// What it waits for, since when, and who holds it.
    pub waiting: Waiting,
    /// When the answer is due by the programme's limit.
    pub due_at: Moment,
}

impl QueueFilter {
    /// Whether `item` is one of them.
    pub fn matches(&self, item: &QueueItem) -> bool {
        self.stage.is_none_or(|stage| item.waiting.stage == stage)
            && self.mentor.is_none_or(|mentor| item.waiting.mentor == Some(mentor))
            && self.task_id.is_none_or(|task| item.assignment.task_id == task)
            && self.horizon.is_none_or(|horizon| item.assignment.horizon == horizon)
            && self.claimed.is_none_or(|claimed| item.waiting.claimed_by.is_some() == claimed)
            && self.due_by.is_none_or(|by| item.due_at <= by)
            && self.reviewer.is_none_or(|who| {
                item.waiting.claimed_by.as_ref().is_some_and(|reviewer| reviewer.id == who)
            })
            && self.tier.is_none_or(|tier| item.assignment.tier_at_offer == tier)
            && self.kind.is_none_or(|kind| item.task.as_ref().is_some_and(|it| it.kind == kind))
            && (!self.failed_must || item.assignment.has_failed_must())
    }
}

impl Work {
    /// Within how many hours a submission is to be judged, as it is now.
    pub fn review_sla_hours(&self) -> u32 {
        self.review_sla_hours
    }

    /// One task.
    pub fn task(&self, id: TaskId) -> Option<&Arc<TaskRow>> {
        self.tasks.get(&id)
    }

    /// The tasks that `filter` asks for, by id.
    pub fn tasks(&self, filter: &TaskFilter) -> Vec<Arc<TaskRow>> {
        self.tasks.values().filter(|task| filter.matches(task)).cloned().collect()
    }

    /// One assignment.
    pub fn assignment(&self, id: AssignmentId) -> Option<&Arc<AssignmentRow>> {
        self.assignments.get(&id)
    }

    /// The assignments that `filter` asks for, by id.
    pub fn assignments(&self, filter: &AssignmentFilter) -> Vec<Arc<AssignmentRow>> {
        let (first, last) = (AssignmentId([0; 16]), AssignmentId([0xff; 16]));
        let found = |id: &AssignmentId| self.assignments.get(id).cloned();
        let rows: Vec<Arc<AssignmentRow>> = match (filter.koc_id, filter.task_id) {
            (Some(koc), _) => {
                let range = (Bound::Included((koc, first)), Bound::Included((koc, last)));
                self.by_koc.range(range).filter_map(|(_, id)| found(id)).collect()
            }
            (None, Some(task)) => {
                let range = (Bound::Included((task, first)), Bound::Included((task, last)));
                self.by_task.range(range).filter_map(|(_, id)| found(id)).collect()
            }
            (None, None) => self.assignments.values().cloned().collect(),
        };
        let overdue =
            |row: &AssignmentRow| filter.overdue_at.is_none_or(|now| self.is_overdue(row, now));
        let to_confirm = |row: &AssignmentRow| !filter.to_confirm || self.is_to_confirm(row);
        rows.into_iter()
            .filter(|row| filter.matches(row) && overdue(row) && to_confirm(row))
            .collect()
    }

    /// Whether its holder agreed to an earlier version of the brief than the one approved now.
    pub fn is_to_confirm(&self, row: &AssignmentRow) -> bool {
        let current = self.tasks.get(&row.task_id).and_then(|task| task.current_brief);
        row.holds_version().is_some_and(|version| current.is_some_and(|now| version < now))
    }

    /// The submissions that wait for a review and that `filter` asks for: longest wait first.
    pub fn review_queue(&self, filter: &QueueFilter) -> Vec<QueueItem> {
        let waiting = self.waiting.iter().filter_map(|(_, id)| self.assignments.get(id));
        waiting
            .filter_map(|assignment| {
                let waiting = assignment.waiting.clone()?;
                Some(QueueItem {
                    task: self.tasks.get(&assignment.task_id).cloned(),
                    due_at: waiting.since.plus_hours(i64::from(self.review_sla_hours)),
                    assignment: Arc::clone(assignment),
                    waiting,
                })
            })
            .filter(|item| filter.matches(item))
            .collect()
    }

    /// One work of the time before.
    pub fn imported_work(&self, id: WorkId) -> Option<&Arc<ImportedWorkRow>> {
        self.imported.get(&id)
    }

    /// Works of the time before, by id; of one author, by when they were accepted.
    pub fn imported_works(&self, author: Option<KocId>) -> Vec<Arc<ImportedWorkRow>> {
        self.imported_works_between(Between::ALL, author).cloned().collect()
    }

    /// The same one by one, those between two works; none beside a work that is not there.
    pub fn imported_works_between(
        &self,
        between: Between<WorkId>,
        author: Option<KocId>,
    ) -> Box<dyn DoubleEndedIterator<Item = &Arc<ImportedWorkRow>> + '_> {
        let Some(author) = author else {
            return Box::new(self.imported.range(between.bounds()).map(|(_, row)| row));
        };
        let place = |id| self.imported.get(&id).map(|row| (author, row.accepted_at, id));
        let Some(between) = between.by(place) else { return Box::new(std::iter::empty()) };
        let first = Bound::Included((author, Moment(i64::MIN), WorkId([0; 16])));
        let last = Bound::Included((author, Moment(i64::MAX), WorkId([0xff; 16])));
        let own =
            self.imported_by_author.range((first, last)).filter(move |it| between.holds(**it));
        Box::new(own.filter_map(|(_, _, id)| self.imported.get(id)))
    }

    /// One member of the brand's team.
    pub fn operator(&self, id: OperatorId) -> Option<&Arc<OperatorRow>> {
        self.operators.get(&id)
    }

    /// The brand's team, by id.
    pub fn operators(&self) -> impl Iterator<Item = &Arc<OperatorRow>> {
        self.operators.values()
    }

    /// The approval that an event gave.
    pub fn approval(&self, event: EventId) -> Option<&Arc<ApprovalRow>> {
        self.approvals.get(&event)
    }

    /// Approvals in the order they were given: only those that wait for their decision, or all.
    pub fn approvals(&self, waiting_only: bool) -> impl Iterator<Item = &Arc<ApprovalRow>> {
        let over = |row: &ApprovalRow| row.used || row.lapsed;
        self.approvals.values().filter(move |row| !(waiting_only && over(row)))
    }
}
