//! Who may act as what, and how somebody leaves the team.

use std::sync::Arc;

use super::command::*;
use super::event::*;
use crate::actor::Role;
use crate::care;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, OperatorId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Roles that nobody has both of: who pays neither approves the payment nor hands out roles, and
/// who is to answer for personal data is not the one who keeps everybody's keys. Our own table.
const APART: [(Role, Role); 3] =
    [(Role::Finance, Role::Approver), (Role::Finance, Role::Admin), (Role::Privacy, Role::Admin)];

/// Refuses a role beside one that must be somebody else's.
pub(super) fn conflict(roles: &[Role], role: Role) -> Option<Violation> {
    let other = APART.iter().find_map(|(one, two)| match role {
        _ if role == *one => Some(*two).filter(|it| roles.contains(it)),
        _ if role == *two => Some(*one).filter(|it| roles.contains(it)),
        _ => None,
    });
    other.map(|with| Violation::RoleConflict { with })
}

impl State {
    /// Who does now what that operator was named for: they themselves, or whoever took over.
    pub(crate) fn now_serving(&self, id: OperatorId) -> OperatorId {
        let mut serving = id;
        // Whoever takes over is active at that time, so no chain comes back to where it began.
        while let Some(next) = self.operators.get(&serving).and_then(|it| it.handed_over_to) {
            serving = next;
        }
        serving
    }

    /// Refuses work whose contact cannot answer: no longer on the team and nobody took over, or
    /// left without any role to act in.
    pub(crate) fn contact_missing(&self, contact: OperatorId) -> Option<Violation> {
        let able = self.operators.get(&contact).is_some_and(|it| it.active && !it.roles.is_empty());
        (!able).then_some(Violation::ContactMissing)
    }

    /// Whether somebody else may still hand out roles.
    fn has_another_admin(&self, but: OperatorId) -> bool {
        self.operators
            .iter()
            .any(|(id, it)| *id != but && it.active && it.roles.contains(&Role::Admin))
    }

    /// Live assignments whose contact that operator is. All are looked at: somebody leaves the
    /// team a few times a year.
    fn contacts(&self, id: OperatorId) -> impl Iterator<Item = AssignmentId> {
        let theirs = self.assignments.iter().filter(move |(_, assignment)| {
            assignment.state.is_live() && self.now_serving(assignment.contact) == id
        });
        theirs.map(|(assignment_id, _)| *assignment_id)
    }

    /// Tasks that work can still be asked for, whose brief names that operator as contact.
    fn open_tasks_of(&self, id: OperatorId) -> usize {
        let theirs = self.tasks.values().filter(|task| {
            let brief = task.briefs.last().map(|(brief, _)| brief.contact_operator);
            task.takes_offers_still()
                && brief.is_some_and(|contact| self.now_serving(contact) == id)
        });
        theirs.count()
    }
}

impl HoldsPersonal for GrantRole {}

/// Answers `GrantRole`.
pub(crate) fn grant_role(
    state: &State,
    command: &GrantRole,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let GrantRole { operator_id, role } = *command;
    let operator = state.operator(operator_id)?;
    let mut checks = Checks::new();
    checks.require(role.is_staff(), || Violation::OperatorRoleInvalid { role });
    checks.require(!operator.roles.contains(&role), || Violation::NoChange);
    checks.note(conflict(&operator.roles, role));
    checks.finish()?;
    Ok(vec![RoleGranted { operator_id, role }.into()])
}

impl HoldsPersonal for RevokeRole {}

/// Answers `RevokeRole`.
pub(crate) fn revoke_role(
    state: &State,
    command: &RevokeRole,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RevokeRole { operator_id, role } = *command;
    let operator = state.operator(operator_id)?;
    let mut checks = Checks::new();
    checks.require(operator.roles.contains(&role), || Violation::NoChange);
    let last = role == Role::Admin && !state.has_another_admin(operator_id);
    checks.require(!last, || Violation::LastAdmin);
    checks.finish()?;
    Ok(vec![RoleRevoked { operator_id, role }.into()])
}

impl HoldsPersonal for DeactivateOperator {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.operator_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `DeactivateOperator`.
pub(crate) fn deactivate(
    state: &State,
    command: &DeactivateOperator,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DeactivateOperator { operator_id, hand_over_to, .. } = *command;
    let operator = state.operator(operator_id)?;
    let contacts = state.contacts(operator_id).count()
        + state.open_tasks_of(operator_id)
        + state.cared_for_by(operator_id)
        + state.cars_of(operator_id);
    let contacts = u32::try_from(contacts).unwrap_or(u32::MAX);
    let last = operator.roles.contains(&Role::Admin) && !state.has_another_admin(operator_id);
    let mut checks = Checks::new();
    checks.note(field::reason(&command.reason));
    checks.require(!last, || Violation::LastAdmin);
    let kept = contacts > 0 && hand_over_to.is_none();
    checks.require(!kept, || Violation::OperatorHasContacts { n: contacts });
    checks.require(hand_over_to != Some(operator_id), || field::invalid("handOverTo"));
    checks.note(hand_over_to.and_then(|to| state.operator(to).err()));
    checks.finish()?;
    let gone = OperatorDeactivated {
        operator_id,
        reason: command.reason.sealed()?,
        handed_over_to: hand_over_to,
        handed_over: contacts,
    };
    Ok(vec![gone.into()])
}

/// Takes in that somebody is no longer on the team.
pub(super) fn deactivated(state: &mut State, gone: &OperatorDeactivated) {
    let theirs: Vec<AssignmentId> = match gone.handed_over_to {
        Some(_) => state.contacts(gone.operator_id).collect(),
        None => Vec::new(),
    };
    for assignment_id in theirs {
        if let (Some(to), Some(assignment)) =
            (gone.handed_over_to, state.assignment_mut(assignment_id))
        {
            assignment.contact = to;
        }
    }
    if let Some(to) = gone.handed_over_to {
        care::handed_over(state, gone.operator_id, to);
    }
    if let Some(operator) = state.operators.get_mut(&gone.operator_id) {
        let operator = Arc::make_mut(operator);
        operator.active = false;
        operator.roles.clear();
        operator.handed_over_to = gone.handed_over_to;
    }
    // What they approved counts no more where nothing was decided on it yet.
    state.approvals.retain(|waiting| waiting.actor.as_operator() != Some(gone.operator_id));
}
