//! The brand's team, and the approvals its members give.

pub mod command;
pub mod event;
mod rules;

pub use event::Event;
pub(crate) use rules::*;

use std::sync::Arc;

use crate::actor::Role;
use crate::recorded::Recorded;
use crate::state::{State, WaitingApproval};

/// What rules ask of an operator.
#[derive(Debug, Clone)]
pub struct Operator {
    pub(crate) roles: Vec<Role>,
}

/// Takes in what has happened in the team.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::OperatorAdded(added) => {
            let operator = Operator { roles: added.roles.clone() };
            state.operators.insert(added.operator_id, Arc::new(operator));
        }
        Event::ApprovalGiven(given) => state.approvals.push_back(WaitingApproval {
            proposal: given.subject.clone(),
            actor: recorded.actor,
            event: recorded.position,
        }),
    }
}
