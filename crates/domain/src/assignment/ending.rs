//! The rules of an end before the work is judged: given back by the member, called off by the
//! brand, or ended with the task or the membership.

use super::command::{CancelAssignment, RelinquishAssignment};
use super::event::{AssignmentCancelled, AssignmentRelinquished, AssignmentWithdrawn};
use super::evolve::{excuse, finished};
use super::submit::WHOLE_BP;
use super::values::EndCause;
use super::{Assignment, AssignmentState};
use crate::event::Event;
use crate::id::{AssignmentId, EventId, TaskId};
use crate::koc;
use crate::personal::sealed_option;
use crate::recorded::{Context, Recorded};
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::CompensationRule;
use crate::timer::Timer;

/// Answers `RelinquishAssignment`. Nobody has to say why.
pub(crate) fn relinquish(
    state: &State,
    command: &RelinquishAssignment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.not_held());
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let relinquished = AssignmentRelinquished {
        assignment_id: command.assignment_id,
        koc_id: assignment.koc,
        cause: EndCause::Asked,
        reason: sealed_option(command.reason.as_ref())?,
        return_resources: command.return_resources,
    };
    Ok(vec![relinquished.into()])
}

/// Answers `CancelAssignment`. Behind a cancelled task it records what holds already.
pub(crate) fn cancel(
    state: &State,
    command: &CancelAssignment,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let behind = assignment.cancelled_behind;
    let compensation_bp = behind.or(command.compensation_bp).unwrap_or(0);
    let mut checks = Checks::new();
    if behind.is_none() {
        checks.note(not_cancellable(assignment));
        let reason = command.reason.as_ref().filter(|reason| !reason.is_empty());
        checks.require(reason.is_some(), || Violation::ReasonRequired);
    }
    checks.require(compensation_bp <= WHOLE_BP, || field::invalid("compensationBp"));
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let cancelled = AssignmentCancelled {
        assignment_id: command.assignment_id,
        koc_id: assignment.koc,
        cause: behind.map_or(EndCause::Asked, |_| EndCause::TaskCancelled),
        reason: sealed_option(command.reason.as_ref())?,
        compensation_bp,
    };
    Ok(vec![cancelled.into()])
}

fn not_cancellable(assignment: &Assignment) -> Option<Violation> {
    match assignment.state {
        AssignmentState::Approved | AssignmentState::Rejected => Some(Violation::AssignmentSettled),
        _ => assignment.not_held(),
    }
}

/// A cancelled task ends whatever was live of it at once; the event of each follows, sent by the
/// clock one by one, because one commit could not hold them all.
pub(crate) fn cancel_behind_task(
    state: &mut State,
    task_id: TaskId,
    rule: CompensationRule,
    recorded: &Recorded,
) {
    let all = (task_id, AssignmentId([0; 16]))..=(task_id, AssignmentId([0xff; 16]));
    let live: Vec<AssignmentId> = state.live_of_task.range(all).map(|(_, id)| *id).collect();
    for id in live {
        excuse(state, id);
        let Some(assignment) = state.assignment_mut(id) else { continue };
        assignment.cancelled_behind = Some(match assignment.state {
            AssignmentState::Offered | AssignmentState::Negotiating => 0,
            AssignmentState::Accepted => rule.accepted_bp,
            _ => rule.handed_in_bp,
        });
        finished(state, id, AssignmentState::Cancelled, recorded);
        if let Some(task) = state.task_mut(task_id) {
            task.to_cancel = task.to_cancel.saturating_add(1);
        }
        state.timers.set(Timer::CancelAssignment(id), recorded.recorded_at);
    }
}

/// What ends at once with a membership. Work that was handed in is still judged: it was done.
pub(crate) fn end_with_member(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let (koc_id, cause) = match event {
        Event::Koc(koc::Event::KocLeft(left)) => (left.koc_id, EndCause::MemberLeft),
        Event::Koc(koc::Event::KocSuspended(e)) => (e.koc_id, EndCause::MemberSuspended),
        _ => return Ok(Vec::new()),
    };
    let live = state.live_assignments_of(koc_id).into_iter();
    let ends = live.filter_map(|assignment_id| {
        let assignment = state.assignment(assignment_id).ok()?;
        // A team goes on without whoever leaves it.
        if assignment.team().is_some() {
            return None;
        }
        if assignment.state.is_pending() {
            return Some(AssignmentWithdrawn { assignment_id, cause, reason: None }.into());
        }
        assignment.state.is_at_work().then(|| ended_at_work(assignment, cause))
    });
    Ok(ends.collect())
}

/// Whoever leaves gives back; from whoever is suspended the brand takes it.
fn ended_at_work(assignment: &Assignment, cause: EndCause) -> Event {
    let (assignment_id, koc_id) = (assignment.offer.assignment_id, assignment.koc);
    let reason = None;
    if cause == EndCause::MemberSuspended {
        let compensation_bp = 0;
        AssignmentCancelled { assignment_id, koc_id, cause, reason, compensation_bp }.into()
    } else {
        let return_resources = assignment.resources > 0;
        AssignmentRelinquished { assignment_id, koc_id, cause, reason, return_resources }.into()
    }
}
