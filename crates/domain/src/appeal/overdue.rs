//! Appeals that nobody decided in time: whoever handles one is told, once, until it is decided.

use super::command::FlagOverdueAppeal;
use super::event::AppealFiled;
use super::{Appeal, Event};
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::id::EventId;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Sets the clock of an appeal: the end of the last day on which an answer is in time.
pub(super) fn set_timer(state: &mut State, filed: &AppealFiled) {
    let at = state.start_of(filed.due.plus(1));
    state.timers.set(Timer::FlagOverdueAppeal(filed.appeal_id), at);
}

impl HoldsPersonal for FlagOverdueAppeal {}

/// Answers `FlagOverdueAppeal`: its handler, or else whoever runs the programme, sees to it.
pub(crate) fn flag_overdue(
    state: &State,
    command: &FlagOverdueAppeal,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let appeal_id = command.appeal_id;
    let appeal: &Appeal = state.open_appeal(appeal_id)?;
    let at = state.timers.at(Timer::FlagOverdueAppeal(appeal_id));
    let mut checks = Checks::new();
    checks.require(at.is_some(), || Violation::NoChange);
    let early = at.filter(|at| context.now <= *at);
    checks.note(early.map(|at| Violation::NotYetDue { at }));
    checks.finish()?;
    let handler = appeal.handler.map(|handler| state.now_serving(handler));
    let audience = handler.map_or(Audience::Role(Role::Ops), Audience::Operator);
    let (about, koc_id) = (appeal_id.to_string(), Some(appeal.koc_id));
    let kind = TodoKind::AppealOverdue;
    Ok(vec![todo::opened(kind, audience, about, koc_id, appeal.filed).into()])
}

/// What follows at once: what waited for an answer waits no more once it is given.
pub(crate) fn answered(
    state: &State,
    event: &crate::Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    use Event::{AppealDismissed, AppealUpheld, AppealWithdrawn};
    let crate::Event::Appeal(event) = event else { return Ok(Vec::new()) };
    Ok(match event {
        AppealUpheld(_) | AppealDismissed(_) | AppealWithdrawn(_) => {
            todo::completed(state, TodoKind::AppealOverdue, &event.appeal_id().to_string())
        }
        _ => Vec::new(),
    })
}
