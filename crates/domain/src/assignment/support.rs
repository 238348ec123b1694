//! The rules of working together: who answers the member, what they are given, how far they are.

use super::command::{AppointContact, ProvideResource, RecordProgress};
use super::event::{ContactAppointed, ProgressRecorded, ResourceProvided};
use crate::event::Event;
use crate::personal::sealed_option;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// The whole of a work, percent.
const PERCENT_MAX: u8 = 100;

/// Answers `AppointContact`.
pub(crate) fn appoint_contact(
    state: &State,
    command: &AppointContact,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let previous = assignment.contact;
    let mut checks = Checks::new();
    checks.require(assignment.state.is_live(), || assignment.not_active());
    checks.note(state.operator(command.operator_id).err());
    checks.require(command.operator_id != previous, || Violation::NoChange);
    checks.finish()?;
    let (assignment_id, operator_id) = (command.assignment_id, command.operator_id);
    Ok(vec![ContactAppointed { assignment_id, operator_id, previous }.into()])
}

/// Answers `ProvideResource`.
pub(crate) fn provide_resource(
    state: &State,
    command: &ProvideResource,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_held());
    checks.note(field::reference("reference", &command.reference));
    checks.note(field::personal("note", command.note.as_ref()));
    checks.finish()?;
    let provided = ResourceProvided {
        assignment_id: command.assignment_id,
        kind: command.kind,
        reference: command.reference.clone(),
        note: sealed_option(command.note.as_ref())?,
    };
    Ok(vec![provided.into()])
}

/// Answers `RecordProgress`.
pub(crate) fn record_progress(
    state: &State,
    command: &RecordProgress,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.not_held());
    checks.note(field::personal_said("note", &command.note));
    let possible = command.percent.is_none_or(|percent| percent <= PERCENT_MAX);
    checks.require(possible, || field::invalid("percent"));
    checks.finish()?;
    let (assignment_id, percent) = (command.assignment_id, command.percent);
    let note = command.note.sealed()?;
    Ok(vec![ProgressRecorded { assignment_id, note, percent }.into()])
}
