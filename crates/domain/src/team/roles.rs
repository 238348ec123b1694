//! The rules of who does what in a team, who leads it, and how somebody or all leave.

use super::command::*;
use super::event::*;
use super::forming::not_leading;
use super::values::{DisbandCause, LeaveCause, TeamKind};
use super::{Team, TeamState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::TeamRole;

impl HoldsPersonal for AssignTeamRole {}

/// Answers `AssignTeamRole`.
pub(crate) fn assign_role(
    state: &State,
    command: &AssignTeamRole,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AssignTeamRole { team_id, koc_id, role, .. } = *command;
    let section = &command.section;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    checks.note(team.not_theirs(team.delegation.may_assign_roles, context));
    checks.note(team.gone());
    let member = team.members.iter().find(|member| member.koc == koc_id);
    checks.require(member.is_some(), || Violation::NotAMember { koc_id });
    let same = member.is_some_and(|it| it.role == role && it.section == *section);
    checks.require(!same, || Violation::NoChange);
    // The lead is handed over, and a mentor's is no member's.
    let other = team.lead.is_some_and(|lead| lead != koc_id);
    checks.require(role != TeamRole::Lead || !other, || field::invalid("role"));
    checks.note(section.as_ref().and_then(|section| field::code("section", section)));
    checks.finish()?;
    let section = section.clone();
    Ok(vec![TeamRoleAssigned { team_id, koc_id, role, section }.into()])
}

impl HoldsPersonal for LeaveTeam {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `LeaveTeam`. Whoever is the last among peers has nobody to hand over to.
pub(crate) fn leave_team(
    state: &State,
    command: &LeaveTeam,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let LeaveTeam { team_id, koc_id, .. } = *command;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "LeaveTeam"));
    checks.note(team.gone());
    let leads = team.lead == Some(koc_id);
    checks.require(leads || team.has(koc_id), || Violation::NotAMember { koc_id });
    let alone = team.kind == TeamKind::Peer && team.members.len() == 1;
    checks.require(!leads || alone, || Violation::LeadMustHandOver);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![MemberLeft { team_id, koc_id, cause: LeaveCause::Asked, reason }.into()])
}

impl HoldsPersonal for HandOverLead {}

/// Answers `HandOverLead`. A mentor who leads is not one of the members, so a member who is a mentor
/// leaves the team before they lead it.
pub(crate) fn hand_over_lead(
    state: &State,
    command: &HandOverLead,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let HandOverLead { team_id, to } = *command;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    let theirs = context.actor.as_koc().is_none_or(|actor| team.lead == Some(actor));
    checks.require(theirs, || Violation::NotAParty);
    checks.note(team.gone());
    checks.require(team.lead != Some(to), || Violation::NoChange);
    if team.kind == TeamKind::MentorLed {
        checks.note(not_leading(state, Some(to))?);
        checks.require(!team.has(to), || Violation::AlreadyInTeam { koc_id: to });
    } else {
        checks.require(team.has(to), || Violation::NotAMember { koc_id: to });
    }
    checks.finish()?;
    Ok(vec![TeamLeadChanged { team_id, from: team.lead, to }.into()])
}

impl HoldsPersonal for DisbandTeam {}

/// Answers `DisbandTeam`.
pub(crate) fn disband(
    state: &State,
    command: &DisbandTeam,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let team_id = command.team_id;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    checks.require(team.state != TeamState::Disbanded, || Violation::NoChange);
    checks.note(team.has_open_work(state));
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    let reason = Some(command.reason.clone());
    Ok(vec![TeamDisbanded { team_id, cause: DisbandCause::Asked, reason }.into()])
}

impl Team {
    /// Refuses what only a team without work under way allows.
    pub(super) fn has_open_work(&self, state: &State) -> Option<Violation> {
        let live = self.work.filter(|id| state.assignment(*id).is_ok_and(|it| it.state.is_live()));
        live.map(|assignment_id| Violation::TeamHasOpenWork { assignment_id })
    }
}
