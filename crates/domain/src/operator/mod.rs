//! The brand's team, and the approvals its members give.

pub mod command;
pub mod event;
mod rules;
mod team;

pub use event::Event;
pub(crate) use rules::*;
pub(crate) use team::{deactivate, grant_role, revoke_role};

use std::sync::Arc;

use crate::actor::Role;
use crate::id::OperatorId;
use crate::recorded::Recorded;
use crate::state::{State, WaitingApproval};

/// What rules ask of an operator.
#[derive(Debug, Clone)]
pub struct Operator {
    pub(crate) roles: Vec<Role>,
    /// False once they are off the team.
    pub(crate) active: bool,
    /// Who took over when they left.
    pub(crate) handed_over_to: Option<OperatorId>,
}

/// Takes in what has happened in the team.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::OperatorAdded(added) => {
            let operator =
                Operator { roles: added.roles.clone(), active: true, handed_over_to: None };
            state.operators.insert(added.operator_id, Arc::new(operator));
        }
        Event::ApprovalGiven(given) => state.approvals.push_back(WaitingApproval {
            proposal: given.subject.clone(),
            actor: recorded.actor,
            event: recorded.position,
        }),
        Event::RoleGranted(granted) => change(state, granted.operator_id, |operator| {
            operator.roles.push(granted.role);
            operator.roles.sort();
        }),
        Event::RoleRevoked(revoked) => change(state, revoked.operator_id, |operator| {
            operator.roles.retain(|role| *role != revoked.role);
        }),
        Event::OperatorDeactivated(gone) => team::deactivated(state, gone),
    }
}

fn change(state: &mut State, id: OperatorId, how: impl FnOnce(&mut Operator)) {
    if let Some(operator) = state.operators.get_mut(&id) {
        how(Arc::make_mut(operator));
    }
}
