//! A task: the definition of a piece of work, approved inside before anyone is contacted.

pub mod brief;
pub mod command;
pub mod event;
mod rules;
mod values;

pub use event::Event;
pub(crate) use rules::*;
pub use values::*;

use std::sync::Arc;

use crate::actor::Actor;
use crate::recorded::Recorded;
use crate::state::State;
use crate::text::LocalText;
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

/// What rules ask of a task.
#[derive(Debug, Clone)]
pub struct Task {
    pub(crate) state: TaskState,
    pub(crate) title: LocalText,
    pub(crate) horizon: Horizon,
    pub(crate) mode: Mode,
    pub(crate) kind: TaskKind,
    pub(crate) difficulty: u8,
    /// Every brief version with its author, version 1 first.
    pub(crate) briefs: Vec<(Arc<Brief>, Actor)>,
    pub(crate) approved_version: Option<u32>,
    pub(crate) eligibility: Option<Eligibility>,
    pub(crate) selection: Option<Selection>,
    pub(crate) slots: Option<u32>,
    /// Counts against the slots.
    pub(crate) live_assignments: u32,
}

/// Takes in what has happened to a task.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}
