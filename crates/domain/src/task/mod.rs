//! A task: the definition of a piece of work, approved inside before anyone is contacted.

mod amend;
pub mod brief;
mod briefing;
mod broadcast;
pub mod command;
mod ending;
pub mod event;
mod evolve;
mod opinion;
mod paying;
mod rules;
mod shortlist;
pub(crate) mod v1;
mod values;

pub(crate) use amend::amend_brief;
pub(crate) use briefing::*;
pub(crate) use broadcast::broadcast;
pub(crate) use ending::{
    cancel, cancelled_with, close, complete, record_retrospective, wrong_compensation,
};
pub use event::Event;
pub(crate) use evolve::{complete_once_idle, evolve};
pub(crate) use paying::{check_returns, returns_paid};
pub(crate) use rules::*;
pub(crate) use shortlist::{next_on_shortlist, shortlist};
pub use values::*;

use std::sync::Arc;

use crate::actor::Actor;
use crate::assignment::AssignmentState;
use crate::id::{BudgetId, CampaignId, DutyId, KocId, TaskId};
use crate::refusal::Violation;
use crate::state::State;
use crate::vocabulary::{Horizon, Mode, TaskKind};
use brief::Brief;

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaskState {
    Draft,
    Briefed,
    BriefApproved,
    Open,
    Closed,
    Completed,
    Cancelled,
}

impl TaskState {
    /// How a refusal names it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            TaskState::Draft => "DRAFT",
            TaskState::Briefed => "BRIEFED",
            TaskState::BriefApproved => "BRIEF_APPROVED",
            TaskState::Open => "OPEN",
            TaskState::Closed => "CLOSED",
            TaskState::Completed => "COMPLETED",
            TaskState::Cancelled => "CANCELLED",
        }
    }
}

/// What rules ask of a task.
#[derive(Debug, Clone)]
pub struct Task {
    pub(crate) state: TaskState,
    pub(crate) horizon: Horizon,
    pub(crate) mode: Mode,
    pub(crate) kind: TaskKind,
    /// The campaign it is part of.
    pub(crate) campaign: Option<CampaignId>,
    pub(crate) difficulty: u8,
    /// Every brief version with its author, version 1 first.
    pub(crate) briefs: Vec<(Arc<Brief>, Actor)>,
    pub(crate) approved_version: Option<u32>,
    /// Everybody, until somebody says otherwise.
    pub(crate) eligibility: Eligibility,
    /// What it looks for beyond that.
    pub(crate) wanted: Wanted,
    pub(crate) selection: Option<Selection>,
    pub(crate) slots: Option<u32>,
    /// The purse for what is counted in its unit, instead of the one the brief names.
    pub(crate) paid_from: Option<BudgetId>,
    /// Counts against the slots.
    pub(crate) live_assignments: u32,
    /// Those of them that were accepted.
    pub(crate) held_assignments: u32,
    /// Those that ended with the task and whose own event is still to come.
    pub(crate) to_cancel: u32,
    /// Counts against the slots too: an approved work keeps its place.
    pub(crate) approved_works: u32,
    /// How others of them ended.
    pub(crate) rejected: u32,
    pub(crate) expired: u32,
    pub(crate) growth: Option<Growth>,
    /// The duty it is part of.
    pub(crate) duty: Option<DutyId>,
    /// Whom the brand means to ask, by the newest shortlist.
    pub(crate) shortlist: Arc<[KocId]>,
}

impl Task {
    /// Whether somebody may still be offered it.
    pub(crate) fn takes_offers_still(&self) -> bool {
        use TaskState::{BriefApproved, Briefed, Open};
        matches!(self.state, Briefed | BriefApproved | Open)
    }

    fn drafted(event: &event::TaskDrafted) -> Task {
        Task {
            state: TaskState::Draft,
            horizon: event.horizon,
            mode: event.mode,
            kind: event.kind,
            campaign: event.campaign_id,
            difficulty: event.difficulty,
            briefs: Vec::new(),
            approved_version: None,
            eligibility: Eligibility::default(),
            wanted: Wanted::default(),
            selection: None,
            slots: None,
            paid_from: None,
            live_assignments: 0,
            held_assignments: 0,
            to_cancel: 0,
            approved_works: 0,
            rejected: 0,
            expired: 0,
            growth: event.growth,
            duty: event.duty_id,
            shortlist: Arc::default(),
        }
    }

    /// Counts how one of its assignments ended.
    pub(crate) fn ended(&mut self, end: AssignmentState) {
        if let Some(count) = self.count_of(end) {
            *count = count.saturating_add(1);
        }
    }

    /// What was counted as ended one way ended another way after all.
    pub(crate) fn ended_otherwise(&mut self, before: AssignmentState, end: AssignmentState) {
        if let Some(count) = self.count_of(before) {
            *count = count.saturating_sub(1);
        }
        self.ended(end);
    }

    fn count_of(&mut self, end: AssignmentState) -> Option<&mut u32> {
        match end {
            AssignmentState::Approved => Some(&mut self.approved_works),
            AssignmentState::Rejected => Some(&mut self.rejected),
            AssignmentState::Expired => Some(&mut self.expired),
            _ => None,
        }
    }

    /// Whether anybody may still be owed something of it.
    pub(crate) fn is_under_way(&self) -> bool {
        self.live_assignments > 0 || self.to_cancel > 0
    }
}

impl State {
    /// A task.
    pub(crate) fn task(&self, task_id: TaskId) -> Result<&Task, Violation> {
        let missing = || Violation::NotFound { what: task_id.to_string() };
        self.tasks.get(&task_id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// The same, to take in what has happened to it.
    pub(crate) fn task_mut(&mut self, task_id: TaskId) -> Option<&mut Task> {
        self.tasks.get_mut(&task_id).map(Arc::make_mut)
    }
}
