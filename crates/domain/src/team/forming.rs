//! The rules of how a team comes together: formed, asked, joined, complete.

use super::TeamState;
use super::command::*;
use super::event::*;
use super::values::TeamKind;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{KocId, TaskId};
use crate::koc::Koc;
use crate::matching::{Asked, values::Condition};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;
use crate::vocabulary::{ConsentPurpose, Mode, TeamRole, TierCode};

/// A team has no more members than this: beyond it, it is a project of a community. Our own
/// number.
const SIZE_MAX: u16 = 30;

impl HoldsPersonal for FormTeam {}

/// Answers `FormTeam`. Whoever is to lead among peers is asked in at once.
pub(crate) fn form(
    state: &State,
    command: &FormTeam,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let FormTeam { team_id, task_id, campaign_id, kind, lead, .. } = *command;
    let mut checks = Checks::new();
    checks.require(!state.teams.contains_key(&team_id), || Violation::TeamExists);
    let one = task_id.is_some() != campaign_id.is_some();
    checks.require(one, || field::invalid("taskId"));
    if let Some(task_id) = task_id {
        let mode = state.task(task_id)?.mode;
        checks.note(not_for_teams(mode));
    }
    if let Some(campaign_id) = campaign_id {
        let campaign = state.campaign(campaign_id)?;
        checks.require(campaign.is_ahead_or_running(), || campaign.not_open());
    }
    let (min, max) = (command.size_min, command.size_max);
    let sized = 2 <= min && min <= max && max <= SIZE_MAX;
    checks.require(sized, || Violation::TeamSizeInvalid { min, max });
    let roles = command.roles_needed.len() <= usize::from(max);
    checks.require(roles, || field::invalid("rolesNeeded"));
    let led = kind == TeamKind::MentorLed;
    if led {
        checks.note(not_leading(state, lead)?);
    } else {
        checks.require(!command.delegation.is_any(), || Violation::MentorMustLead);
    }
    if let Some(budget_id) = command.budget_id {
        let today = state.day_of(context.now);
        checks.note(state.budget(budget_id)?.not_open(today));
    }
    let purse = !command.delegation.may_spend || command.budget_id.is_some();
    checks.require(purse, || field::invalid("budgetId"));
    let formed = TeamFormed {
        team_id,
        task_id,
        campaign_id,
        kind,
        lead,
        size_min: min,
        size_max: max,
        roles_needed: command.roles_needed.clone(),
        delegation: command.delegation,
        budget_id: command.budget_id,
    };
    let asked = lead.filter(|_| !led);
    if let Some(koc_id) = asked {
        checks.note(not_eligible(state, task_id, koc_id, context)?);
    }
    checks.finish()?;
    let role = TeamRole::Lead;
    let invited = asked.map(|koc_id| MemberInvited { team_id, koc_id, role }.into());
    Ok(std::iter::once(formed.into()).chain(invited).collect())
}

/// Refuses work that is one person's, or a whole community's.
pub(crate) fn not_for_teams(mode: Mode) -> Option<Violation> {
    match mode {
        Mode::TeamCollaboration | Mode::Mentorship => None,
        Mode::IndividualContest => Some(Violation::SoloEntryOnly),
        Mode::Commission | Mode::CommunityCoCreation => Some(field::invalid("taskId")),
    }
}

/// Refuses anybody who is not appointed and present to lead as mentor.
pub(super) fn not_leading(state: &State, lead: Option<KocId>) -> Result<Vec<Violation>, Violation> {
    let Some(koc_id) = lead else { return Ok(vec![Violation::MentorMustLead]) };
    let absent = state.koc(koc_id)?.require_present();
    let appointed = state.mentors.contains_key(&koc_id);
    Ok(absent.into_iter().chain((!appointed).then_some(Violation::MentorMustLead)).collect())
}

/// Refuses somebody who could not be offered what the team is for; how much they do beside it is
/// asked when they join.
pub(super) fn not_eligible(
    state: &State,
    task_id: Option<TaskId>,
    koc_id: KocId,
    context: &Context,
) -> Result<Option<Violation>, Refusal> {
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let unmet: Vec<String> = match task_id {
        Some(task_id) => {
            let unmet = Asked::of(state, task_id, context.now)?.unmet(koc_id, koc);
            let unmet = unmet.without(Condition::ConcurrentLimit);
            Condition::ALL.iter().filter(|it| unmet.has(**it)).map(code_of).collect()
        }
        None => {
            let agreed = koc.has_consent(ConsentPurpose::Participation, today);
            let asked = [(Condition::Active, koc.is_active(today)), (Condition::Consent, agreed)];
            asked.iter().filter(|(_, met)| !met).map(|(it, _)| code_of(it)).collect()
        }
    };
    Ok((!unmet.is_empty()).then_some(Violation::MemberNotEligible { koc_id, unmet }))
}

impl HoldsPersonal for InviteMember {}

/// Answers `InviteMember`.
pub(crate) fn invite(
    state: &State,
    command: &InviteMember,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let InviteMember { team_id, koc_id, role } = *command;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    checks.note(team.not_theirs(team.delegation.may_invite, context));
    checks.note(team.gone());
    checks.note(team.full());
    let inside = team.has(koc_id) || team.mentor() == Some(koc_id);
    checks.require(!inside, || Violation::AlreadyInTeam { koc_id });
    checks.require(team.invited.get(&koc_id) != Some(&role), || Violation::NoChange);
    checks.note(not_eligible(state, team.task, koc_id, context)?);
    checks.finish()?;
    Ok(vec![MemberInvited { team_id, koc_id, role }.into()])
}

impl HoldsPersonal for JoinTeam {}

/// Answers `JoinTeam`.
pub(crate) fn join(
    state: &State,
    command: &JoinTeam,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let JoinTeam { team_id, koc_id } = *command;
    let team = state.team(team_id)?;
    let koc = state.koc(koc_id)?;
    let role = *team.invited.get(&koc_id).ok_or(Violation::NotInvited)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "JoinTeam"));
    checks.note(team.gone());
    checks.note(team.full());
    checks.note(not_eligible(state, team.task, koc_id, context)?);
    let limit = limit(state, koc, context)?;
    let within = koc.live_assignments < limit;
    checks.require(within, || Violation::ConcurrentLimitReached { limit });
    checks.finish()?;
    Ok(vec![MemberJoined { team_id, koc_id, role }.into()])
}

/// Live assignments somebody may hold: the tier's limit, or fewer if they said so.
fn limit(state: &State, koc: &Koc, context: &Context) -> Result<u16, Violation> {
    let tier = koc.tier.unwrap_or(TierCode::LOWEST);
    let by_tier = state.programme()?.limits.max_concurrent(tier);
    let declared = koc.availability(state.day_of(context.now)).1;
    Ok(declared.map_or(by_tier, |declared| declared.min(by_tier)))
}

impl HoldsPersonal for DeclineTeam {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `DeclineTeam`.
pub(crate) fn decline_team(
    state: &State,
    command: &DeclineTeam,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DeclineTeam { team_id, koc_id, .. } = *command;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "DeclineTeam"));
    checks.require(team.invited.contains_key(&koc_id), || Violation::NotInvited);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![MemberDeclined { team_id, koc_id, reason }.into()])
}

impl HoldsPersonal for ConfirmTeam {}

/// Answers `ConfirmTeam`.
pub(crate) fn confirm(
    state: &State,
    command: &ConfirmTeam,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let team_id = command.team_id;
    let team = state.team(team_id)?;
    let mut checks = Checks::new();
    let theirs = context.actor.as_koc().is_none_or(|actor| team.lead == Some(actor));
    checks.require(theirs, || Violation::NotAParty);
    let forming = team.state == TeamState::Forming;
    checks.require(forming, || Violation::TeamNotOpen { state: team.state.code() });
    checks.note(team.too_small());
    checks.note(team.role_unfilled());
    checks.finish()?;
    let members = team.people();
    Ok(vec![TeamReady { team_id, members }.into()])
}
