//! Reviews that wait too long: the contact is told, until somebody has judged.

use super::Assignment;
use super::command::FlagOverdueReview;
use super::event::Event;
use crate::command::HoldsPersonal;
use crate::id::{AssignmentId, EventId};
use crate::recorded::{Context, Recorded};
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::stream::StreamKind;
use crate::time::Moment;
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Sets and clears the clock of each review, once what has happened was taken in.
pub(super) fn set_timer(state: &mut State, event: &Event, recorded: &Recorded) {
    let Some(assignment_id) = about(event) else { return };
    match event {
        // What judges are to judge first is reviewed after the results.
        Event::WorkSubmitted(_) if state.still_judged(assignment_id).is_some() => {}
        Event::WorkSubmitted(_) | Event::ReviewPassedOn(_) => wait(state, assignment_id, recorded),
        _ if !waits(state, assignment_id) => {
            state.timers.clear(Timer::FlagOverdueReview(assignment_id));
        }
        _ => {}
    }
}

/// What follows at once: whoever waited for a review that was given, or that nothing is left to
/// give, waits no more.
pub(crate) fn review_done(
    state: &State,
    event: &crate::Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Assignment(event) = event else { return Ok(Vec::new()) };
    let over = |id: &AssignmentId| matches!(event, Event::WorkReviewed(_)) || !waits(state, *id);
    let told = about(event).filter(over);
    Ok(told.map_or_else(Vec::new, |assignment_id| {
        todo::completed(state, TodoKind::ReviewOverdue, &assignment_id.to_string())
    }))
}

/// The assignment an event is about; none for a work of the time before.
fn about(event: &Event) -> Option<AssignmentId> {
    let stream = event.stream();
    (stream.kind == StreamKind::Assignment).then_some(AssignmentId(stream.id))
}

fn waits(state: &State, assignment_id: AssignmentId) -> bool {
    state.assignment(assignment_id).is_ok_and(Assignment::waits_for_review)
}

pub(super) fn wait(state: &mut State, assignment_id: AssignmentId, recorded: &Recorded) {
    let Some(assignment) = state.assignment_mut(assignment_id) else { return };
    if let Some(submission) = &mut assignment.submission {
        submission.since_event = recorded.position;
    }
    let due = due_at(state, recorded.recorded_at);
    state.timers.set(Timer::FlagOverdueReview(assignment_id), due);
}

/// When a review is due by the programme's limit.
fn due_at(state: &State, since: Moment) -> Moment {
    let programme = state.programme.as_ref();
    let hours = programme.map_or(0, |programme| programme.limits.review_sla_hours);
    since.plus_hours(i64::from(hours))
}

impl HoldsPersonal for FlagOverdueReview {}

/// Answers `FlagOverdueReview`: the work's contact, and whoever runs the programme, sees to it.
pub(crate) fn flag_overdue_review(
    state: &State,
    command: &FlagOverdueReview,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let assignment_id = command.assignment_id;
    let assignment = state.assignment(assignment_id)?;
    let waits = assignment.submission.as_ref().filter(|_| assignment.waits_for_review());
    let submission = waits.ok_or(Violation::NothingToReview)?;
    let at = state.timers.at(Timer::FlagOverdueReview(assignment_id));
    let mut checks = Checks::new();
    checks.require(at.is_some(), || Violation::NoChange);
    let early = at.filter(|at| context.now <= *at);
    checks.note(early.map(|at| Violation::NotYetDue { at }));
    checks.finish()?;
    let contact = Audience::Operator(assignment.contact);
    let (about, koc_id) = (assignment_id.to_string(), Some(assignment.koc));
    let since = submission.since_event;
    Ok(vec![todo::opened(TodoKind::ReviewOverdue, contact, about, koc_id, since).into()])
}
