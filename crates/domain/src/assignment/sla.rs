//! Reviews that wait too long: the contact is told, until somebody has judged.

use super::command::FlagOverdueReview;
use super::event::Event;
use crate::command::HoldsPersonal;
use crate::id::AssignmentId;
use crate::recorded::{Context, Recorded};
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::time::Moment;
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Sets and clears the clock of each review, once what has happened was taken in.
pub(super) fn set_timer(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::WorkSubmitted(e) => wait(state, e.assignment_id, recorded),
        Event::ReviewPassedOn(e) => wait(state, e.assignment_id, recorded),
        Event::WorkApproved(e) => judged(state, e.assignment_id),
        Event::RevisionRequested(e) => judged(state, e.assignment_id),
        Event::WorkRejected(e) => judged(state, e.assignment_id),
        _ => {}
    }
}

fn wait(state: &mut State, assignment_id: AssignmentId, recorded: &Recorded) {
    let Some(assignment) = state.assignment_mut(assignment_id) else { return };
    if let Some(submission) = &mut assignment.submission {
        submission.since_event = recorded.position;
    }
    let due = due_at(state, recorded.recorded_at);
    state.timers.set(Timer::FlagOverdueReview(assignment_id), due);
}

fn judged(state: &mut State, assignment_id: AssignmentId) {
    state.timers.clear(Timer::FlagOverdueReview(assignment_id));
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
    let contact = Audience::Operator(assignment.offer.contact_operator);
    let (about, koc_id) = (assignment_id.to_string(), Some(assignment.koc));
    let since = submission.since_event;
    Ok(vec![todo::opened(TodoKind::ReviewOverdue, contact, about, koc_id, since).into()])
}
