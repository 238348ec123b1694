//! A task: the definition of a piece of work, approved inside before anyone is contacted.

pub mod brief;
mod briefing;
pub mod command;
pub mod event;
mod opinion;
mod paying;
mod rules;
pub(crate) mod v1;
mod values;

pub(crate) use briefing::*;
pub use event::Event;
pub(crate) use paying::{check_returns, returns_paid};
pub(crate) use rules::*;
pub use values::*;

use std::sync::Arc;

use crate::actor::Actor;
use crate::id::{BudgetId, TaskId};
use crate::recorded::Recorded;
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
    /// Counts against the slots too: an approved work keeps its place.
    pub(crate) approved_works: u32,
}

impl Task {
    fn drafted(event: &event::TaskDrafted) -> Task {
        Task {
            state: TaskState::Draft,
            horizon: event.horizon,
            mode: event.mode,
            kind: event.kind,
            difficulty: event.difficulty,
            briefs: Vec::new(),
            approved_version: None,
            eligibility: Eligibility::default(),
            wanted: Wanted::default(),
            selection: None,
            slots: None,
            paid_from: None,
            live_assignments: 0,
            approved_works: 0,
        }
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

/// Takes in what has happened to a task.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    if let Event::TaskDrafted(drafted) = event {
        state.tasks.insert(drafted.task_id, Arc::new(Task::drafted(drafted)));
    }
    let Some(task) = state.task_mut(event.task_id()) else { return };
    match event {
        Event::TaskDrafted(_) => {}
        Event::BriefWritten(written) => {
            task.briefs.push((Arc::new((*written.brief).clone()), recorded.actor));
            task.state = TaskState::Briefed;
        }
        Event::BriefApproved(approved) => {
            task.approved_version = Some(approved.brief_version);
            task.state = TaskState::BriefApproved;
        }
        Event::EligibilitySet(set) => {
            task.eligibility = set.eligibility.clone();
            task.wanted = set.wanted.clone();
        }
        Event::TaskOpened(opened) => {
            task.selection = Some(opened.selection);
            task.slots = opened.slots;
            task.paid_from = opened.budget_id;
            task.state = TaskState::Open;
        }
        Event::TaskClosed(_) => task.state = TaskState::Closed,
    }
}
