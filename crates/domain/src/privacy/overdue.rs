//! Requests about personal data that nobody answered in time: whoever answers for personal data is
//! told, once, until it is done.

use super::command::FlagOverdueDataRequest;
use super::event::DataRequestReceived;
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Sets the clock of a request: the end of the last day on which an answer is in time.
pub(super) fn set_timer(state: &mut State, received: &DataRequestReceived) {
    let at = state.start_of(received.due.plus(1));
    state.timers.set(Timer::FlagOverdueDataRequest(received.request_id), at);
}

impl HoldsPersonal for FlagOverdueDataRequest {}

/// Answers `FlagOverdueDataRequest`.
pub(crate) fn flag_overdue(
    state: &State,
    command: &FlagOverdueDataRequest,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let request_id = command.request_id;
    let request = state.open_request(request_id)?;
    let at = state.timers.at(Timer::FlagOverdueDataRequest(request_id));
    let mut checks = Checks::new();
    checks.require(at.is_some(), || Violation::NoChange);
    let early = at.filter(|at| context.now <= *at);
    checks.note(early.map(|at| Violation::NotYetDue { at }));
    checks.finish()?;
    let (about, koc_id) = (request_id.to_string(), Some(request.koc_id));
    let (kind, audience) = (TodoKind::DataRequestOverdue, Audience::Role(Role::Privacy));
    Ok(vec![todo::opened(kind, audience, about, koc_id, request.received).into()])
}
