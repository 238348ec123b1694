//! The brand's team, and the approvals its members give.

pub mod command;
pub mod event;
mod rules;

pub use event::Event;
pub(crate) use rules::*;

use crate::actor::Role;
use crate::recorded::Recorded;
use crate::state::State;

/// What rules ask of an operator.
#[derive(Debug, Clone)]
pub struct Operator {
    pub(crate) roles: Vec<Role>,
}

/// Takes in what has happened in the team.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}
