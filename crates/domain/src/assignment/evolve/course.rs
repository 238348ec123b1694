//! Taking in what has happened between the offer and the end.

use super::{finished, track};
use crate::assignment::event::*;
use crate::assignment::values::EndCause;
use crate::assignment::{AssignmentState, Deadline, deadline, entry, people};
use crate::id::AssignmentId;
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

pub(super) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::CounterProposalMade(e) => proposed(state, e),
        Event::CounterProposalAnswered(e) => answered(state, e),
        Event::AssignmentWithdrawn(e) => {
            finished(state, e.assignment_id, AssignmentState::Withdrawn, recorded);
        }
        Event::AmendmentConfirmed(e) => confirmed(state, e, recorded),
        Event::ContactAppointed(e) => {
            if let Some(assignment) = state.assignment_mut(e.assignment_id) {
                assignment.contact = e.operator_id;
            }
        }
        Event::ResourceProvided(e) => {
            if let Some(assignment) = state.assignment_mut(e.assignment_id) {
                assignment.resources = assignment.resources.saturating_add(1);
            }
        }
        Event::DeadlineExtended(e) => extended(state, e, recorded),
        Event::DeadlineReminded(e) => change_deadline(state, e.assignment_id, |deadline| {
            deadline.reminded = Some(e.days_ahead);
        }),
        Event::AssignmentOverdue(e) => change_deadline(state, e.assignment_id, |deadline| {
            deadline.overdue = true;
        }),
        Event::AssignmentLapsed(e) => {
            finished(state, e.assignment_id, AssignmentState::Lapsed, recorded);
        }
        Event::AssignmentRelinquished(e) => relinquished(state, e, recorded),
        Event::AssignmentCancelled(e) => cancelled(state, e, recorded),
        Event::SubmissionWithdrawn(e) => taken_back(state, e),
        Event::AssignmentPeopleChanged(e) => people::people_changed(state, e),
        Event::EntryDisqualified(e) => entry::disqualified(state, e, recorded),
        Event::ExperienceRated(e) => {
            if let Some(assignment) = state.assignment_mut(e.assignment_id) {
                assignment.rated = true;
            }
        }
        _ => {}
    }
}

/// While the brand owes an answer, its own silence does not let the offer run out; the time in
/// which the work is due does.
fn proposed(state: &mut State, e: &CounterProposalMade) {
    let Some(assignment) = state.assignment_mut(e.assignment_id) else { return };
    assignment.state = AssignmentState::Negotiating;
    assignment.negotiation.made = e.proposal_no;
    assignment.negotiation.open = Some(e.changes.clone());
    let ends = assignment.expires_at();
    state.timers.set(Timer::ExpireAssignment(e.assignment_id), ends);
}

fn answered(state: &mut State, e: &CounterProposalAnswered) {
    let Some(assignment) = state.assignment_mut(e.assignment_id) else { return };
    assignment.state = AssignmentState::Offered;
    assignment.negotiation.open = None;
    assignment.negotiation.answered = Some(e.proposal_no);
    assignment.negotiation.terms = e.terms.clone();
    assignment.submit_by = e.terms.submit_by.unwrap_or(assignment.offer.submit_by);
    assignment.offer_ends = e.offer_expires_at;
    state.timers.set(Timer::ExpireAssignment(e.assignment_id), e.offer_expires_at);
}

fn confirmed(state: &mut State, e: &AmendmentConfirmed, recorded: &Recorded) {
    let Some(assignment) = state.assignment_mut(e.assignment_id) else { return };
    assignment.brief_version = e.brief_version;
    assignment.negotiation.terms = e.agreed.clone();
    if let Some(submit_by) = e.agreed.submit_by {
        assignment.submit_by = submit_by;
        assignment.deadline = Deadline::set(recorded.recorded_at);
    }
    move_due(state, e.assignment_id);
    deadline::run(state, e.assignment_id);
}

fn extended(state: &mut State, e: &DeadlineExtended, recorded: &Recorded) {
    let Some(assignment) = state.assignment_mut(e.assignment_id) else { return };
    assignment.submit_by = e.submit_by;
    assignment.deadline = Deadline::set(recorded.recorded_at);
    move_due(state, e.assignment_id);
    deadline::run(state, e.assignment_id);
}

/// What the member's track says of the due time follows it; work that came late and was given more
/// time afterwards was in time.
fn move_due(state: &mut State, assignment_id: AssignmentId) {
    let Ok(assignment) = state.assignment(assignment_id) else { return };
    let (members, first_in) = (assignment.members.clone(), assignment.first_in);
    let submit_by = assignment.submit_by;
    let due = state.due_of(assignment);
    let on = state.day_of(submit_by);
    let in_time = first_in.is_some_and(|at| due.is_none_or(|due| at <= due));
    for koc_id in members {
        track(state, koc_id, |track| {
            let Some(known) = track.due_of(assignment_id) else { return };
            match known.in_time {
                None => known.on = on,
                Some(false) if in_time => (known.on, known.in_time) = (on, Some(true)),
                Some(_) => {}
            }
        });
    }
}

fn change_deadline(
    state: &mut State,
    assignment_id: AssignmentId,
    change: impl FnOnce(&mut Deadline),
) {
    if let Some(assignment) = state.assignment_mut(assignment_id) {
        change(&mut assignment.deadline);
    }
    deadline::run(state, assignment_id);
}

/// Giving work back before it is due is no failure; afterwards it was due and did not come.
fn relinquished(state: &mut State, e: &AssignmentRelinquished, recorded: &Recorded) {
    let due = state.assignment(e.assignment_id).ok().and_then(|it| state.due_of(it));
    let in_time = due.is_none_or(|due| recorded.occurred_at <= due);
    if in_time || e.cause != EndCause::Asked {
        excuse(state, e.assignment_id);
    }
    finished(state, e.assignment_id, AssignmentState::Relinquished, recorded);
}

fn cancelled(state: &mut State, e: &AssignmentCancelled, recorded: &Recorded) {
    excuse(state, e.assignment_id);
    let Some(assignment) = state.assignment_mut(e.assignment_id) else { return };
    let (task_id, behind) = (assignment.task, assignment.cancelled_behind.take());
    if let Some(task) = state.task_mut(task_id).filter(|_| behind.is_some()) {
        task.to_cancel = task.to_cancel.saturating_sub(1);
    }
    state.timers.clear(Timer::CancelAssignment(e.assignment_id));
    finished(state, e.assignment_id, AssignmentState::Cancelled, recorded);
}

/// What was not handed in was not due after all.
pub(in crate::assignment) fn excuse(state: &mut State, assignment_id: AssignmentId) {
    let Ok(assignment) = state.assignment(assignment_id) else { return };
    for koc_id in assignment.members.clone() {
        track(state, koc_id, |track| {
            if track.due_of(assignment_id).is_some_and(|due| due.in_time.is_none()) {
                track.excuse(assignment_id);
            }
        });
    }
}

fn taken_back(state: &mut State, e: &SubmissionWithdrawn) {
    let Some(assignment) = state.assignment_mut(e.assignment_id) else { return };
    let revised = assignment.revisions > 0;
    assignment.submission = None;
    assignment.state =
        if revised { AssignmentState::RevisionRequested } else { AssignmentState::Accepted };
    if !revised {
        assignment.first_in = None;
        for koc_id in assignment.members.clone() {
            track(state, koc_id, |track| {
                if let Some(due) = track.due_of(e.assignment_id) {
                    due.in_time = None;
                }
            });
        }
    }
    deadline::run(state, e.assignment_id);
}
