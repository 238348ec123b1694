//! The rules of chief editors: of the top tier, asked, and willing.

use super::command::*;
use super::event::*;
use super::values::PartEnd;
use super::{Project, ProjectState};
use crate::assignment::tier_too_low;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::TierCode;

/// Chief editors of a project: a team that can agree. Our own number.
const CHIEFS_MAX: usize = 20;

impl HoldsPersonal for InviteChiefEditor {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Message, &mut self.message);
    }
}

/// Answers `InviteChiefEditor`. Whoever said no may be asked again.
pub(crate) fn invite(
    state: &State,
    command: &InviteChiefEditor,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let InviteChiefEditor { project_id, koc_id, .. } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    check_top(&mut checks, state, project, koc_id, context)?;
    let asked = project.invited.get(&koc_id).is_some_and(|said| *said != Some(false));
    let already = asked || project.chiefs.contains(&koc_id);
    checks.require(!already, || Violation::NoChange);
    checks.note(field::personal_said("message", &command.message));
    checks.finish()?;
    let message = command.message.sealed()?;
    Ok(vec![ChiefEditorInvited { project_id, koc_id, message }.into()])
}

/// They take part, and stand where chief editors stand.
fn check_top(
    checks: &mut Checks,
    state: &State,
    project: &Project,
    koc_id: KocId,
    context: &Context,
) -> Result<(), Violation> {
    let koc = state.koc(koc_id)?;
    let frozen = project.state == ProjectState::Proofreading;
    checks.note(project.not_under_way().filter(|_| !frozen));
    checks.note(koc.require_active(state.day_of(context.now)));
    checks.require(koc.tier == Some(TierCode::TOP), || tier_too_low(koc, TierCode::TOP));
    Ok(())
}

impl HoldsPersonal for AnswerChiefEditorInvitation {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `AnswerChiefEditorInvitation`.
pub(crate) fn answer(
    state: &State,
    command: &AnswerChiefEditorInvitation,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AnswerChiefEditorInvitation { project_id, koc_id, accept, .. } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "AnswerChiefEditorInvitation"));
    let waits = project.invited.get(&koc_id) == Some(&None);
    checks.require(waits, || Violation::NotInvited);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    let answered = ChiefEditorInvitationAnswered { project_id, koc_id, accepted: accept, reason };
    Ok(vec![answered.into()])
}

impl HoldsPersonal for AppointChiefEditor {}

/// Answers `AppointChiefEditor`.
pub(crate) fn appoint(
    state: &State,
    command: &AppointChiefEditor,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AppointChiefEditor { project_id, koc_id } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    check_top(&mut checks, state, project, koc_id, context)?;
    let already = project.chiefs.contains(&koc_id);
    checks.require(!already, || Violation::NoChange);
    let agreed = project.invited.get(&koc_id) == Some(&Some(true));
    checks.require(agreed || already, || Violation::NotInvited);
    checks.require(project.chiefs.len() < CHIEFS_MAX, || field::invalid("kocId"));
    checks.finish()?;
    Ok(vec![ChiefEditorAppointed { project_id, koc_id }.into()])
}

impl HoldsPersonal for RelieveChiefEditor {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `RelieveChiefEditor`. What they did stays theirs.
pub(crate) fn relieve(
    state: &State,
    command: &RelieveChiefEditor,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RelieveChiefEditor { project_id, koc_id, .. } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RelieveChiefEditor"));
    checks.note(project.not_chief_editor(koc_id));
    let why = why(&mut checks, command.reason.as_ref(), context);
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![ChiefEditorRelieved { project_id, koc_id, why, reason }.into()])
}

/// Whether it is a member's wish, or the team's decision, which needs a reason.
pub(super) fn why(checks: &mut Checks, reason: Option<&Personal>, context: &Context) -> PartEnd {
    checks.note(field::personal("reason", reason));
    if context.actor.as_koc().is_some() {
        return PartEnd::OwnWish;
    }
    let said = reason.is_some_and(|reason| !reason.is_empty());
    checks.require(said, || Violation::ReasonRequired);
    PartEnd::ByTeam
}
