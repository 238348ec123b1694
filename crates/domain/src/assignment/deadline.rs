//! The rules of the time in which work is due, and the clock that follows it: reminders, overdue,
//! lapse. A member's break stops that clock.

use super::command::{ExtendDeadline, LapseAssignment, MarkOverdue, RemindDeadline};
use super::event::{AssignmentLapsed, AssignmentOverdue, DeadlineExtended, DeadlineReminded};
use super::submit::GRACE_HOURS;
use super::{Assignment, Deadline};
use crate::event::Event;
use crate::id::{AssignmentId, EventId, KocId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task;
use crate::time::{Day, Moment, Zone};
use crate::timer::Timer;
use crate::todo::values::{Audience, TodoKind};
use crate::todo::{self, event::TodoOpened};

/// Days before the due time at which the member is reminded, first to last.
const REMINDERS: [u8; 2] = [3, 1];

/// Answers `ExtendDeadline`. More time may be granted after the due time as well: work that came
/// by then was in time.
pub(crate) fn extend_deadline(
    state: &State,
    command: &ExtendDeadline,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let from = assignment.submit_by;
    let horizon = assignment.offer.horizon;
    let start = state.agreed_brief(assignment)?.timeline.start;
    let mut checks = Checks::new();
    checks.require(command.submit_by > from, || Violation::DeadlineNotLater { from });
    checks.note(assignment.not_held());
    checks.note(task::window_too_long(state.programme()?, horizon, start, command.submit_by));
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let (assignment_id, submit_by) = (command.assignment_id, command.submit_by);
    let reason = command.reason.sealed()?;
    Ok(vec![DeadlineExtended { assignment_id, from, submit_by, reason }.into()])
}

/// Answers `RemindDeadline`.
pub(crate) fn remind_deadline(
    state: &State,
    command: &RemindDeadline,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let due = state.running_due(assignment)?;
    let coming = assignment.deadline.reminders(due);
    // Where several were missed, the last of them says it all.
    let passed = coming.iter().rev().find(|(_, at)| context.now > *at);
    let at = coming.first().map(|(_, at)| *at);
    let Some((days_ahead, _)) = passed.copied() else {
        return Err(at.map_or(Violation::NoChange, |at| Violation::NotYetDue { at }).into());
    };
    let assignment_id = command.assignment_id;
    Ok(vec![DeadlineReminded { assignment_id, due, days_ahead }.into()])
}

/// Answers `MarkOverdue`.
pub(crate) fn mark_overdue(
    state: &State,
    command: &MarkOverdue,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let due = state.running_due(assignment)?;
    let mut checks = Checks::new();
    checks.require(context.now > due, || Violation::NotYetDue { at: due });
    checks.require(!assignment.deadline.overdue, || Violation::NoChange);
    checks.finish()?;
    let days = u32::try_from(context.now.hours_since(due) / 24).unwrap_or(u32::MAX);
    Ok(vec![AssignmentOverdue { assignment_id: command.assignment_id, due, days }.into()])
}

/// Answers `LapseAssignment`.
pub(crate) fn lapse(
    state: &State,
    command: &LapseAssignment,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let at = state.running_due(assignment)?.plus_hours(GRACE_HOURS);
    if context.now <= at {
        return Err(Violation::NotYetDue { at }.into());
    }
    let (assignment_id, koc_id) = (command.assignment_id, assignment.koc);
    Ok(vec![AssignmentLapsed { assignment_id, koc_id }.into()])
}

/// The message that a reminder is; it is done with once work is in or nothing is due any more.
pub(crate) fn deadline_reminder(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    use super::Event::*;
    let Event::Assignment(event) = event else { return Ok(Vec::new()) };
    let kind = TodoKind::DeadlineNear;
    let over = match event {
        DeadlineReminded(reminded) => {
            let koc_id = state.assignment(reminded.assignment_id)?.koc;
            let about = reminded.assignment_id.to_string();
            let opened = todo::opened(kind, Audience::Koc(koc_id), about, Some(koc_id), cause);
            return Ok(vec![TodoOpened { due: Some(reminded.due), ..opened }.into()]);
        }
        WorkSubmitted(e) => e.assignment_id,
        AssignmentLapsed(e) => e.assignment_id,
        AssignmentRelinquished(e) => e.assignment_id,
        AssignmentCancelled(e) => e.assignment_id,
        _ => return Ok(Vec::new()),
    };
    Ok(todo::completed(state, kind, &over.to_string()))
}

/// When work is due after the member's breaks (first and last day, inclusive), by which the clock
/// stands still: none while a break without a last day runs. What was due before a break began
/// stays due.
///
/// `since` is when the due time was set; breaks before that were known then.
pub fn due_after_breaks(
    due: Moment,
    since: Moment,
    breaks: &[(Day, Option<Day>)],
    zone: &Zone,
) -> Option<Moment> {
    let mut due = due;
    for (from, until) in breaks {
        let begins = zone.start_of(*from).max(since);
        if begins < due && until.is_none_or(|until| zone.start_of(until.plus(1)) > begins) {
            let ends = zone.start_of((*until)?.plus(1));
            due = Moment(due.0.saturating_add(ends.0.saturating_sub(begins.0)));
        }
    }
    Some(due)
}

impl State {
    /// When an assignment's work is due, after the member's breaks; none while one runs on.
    pub(crate) fn due_of(&self, assignment: &Assignment) -> Option<Moment> {
        let breaks = self.kocs.get(&assignment.koc).map_or(&[][..], |koc| koc.pauses.as_slice());
        let since = assignment.deadline.since;
        due_after_breaks(assignment.submit_by, since, breaks, &self.zone())
    }

    /// The same of work that is to be handed in; refuses where none is, or the clock stands still.
    fn running_due(&self, assignment: &Assignment) -> Result<Moment, Violation> {
        if !assignment.state.is_at_work() {
            return Err(assignment.not_active());
        }
        let koc = self.koc(assignment.koc)?;
        self.due_of(assignment).ok_or_else(|| koc.not_active())
    }
}

impl Deadline {
    /// The reminders still to come, first to last. What would have been before the due time was
    /// set, or is overtaken by a later one, is none.
    fn reminders(&self, due: Moment) -> Vec<(u8, Moment)> {
        let coming = |days: &u8| !self.overdue && self.reminded.is_none_or(|last| *days < last);
        let at = |days: u8| (days, due.plus_hours(-24 * i64::from(days)));
        REMINDERS.into_iter().filter(coming).map(at).filter(|(_, at)| *at > self.since).collect()
    }
}

/// Sets what the clock has to say of an assignment whose work is to be handed in, and of no other.
pub(super) fn run(state: &mut State, id: AssignmentId) {
    stop(state, id);
    let Ok(assignment) = state.assignment(id) else { return };
    let Some(due) = state.due_of(assignment).filter(|_| assignment.state.is_at_work()) else {
        return;
    };
    let deadline = assignment.deadline;
    if let Some((_, at)) = deadline.reminders(due).first() {
        state.timers.set(Timer::RemindDeadline(id), *at);
    }
    if !deadline.overdue {
        state.timers.set(Timer::MarkOverdue(id), due);
    }
    state.timers.set(Timer::LapseAssignment(id), due.plus_hours(GRACE_HOURS));
}

/// The clock has nothing to say of it any more.
pub(super) fn stop(state: &mut State, id: AssignmentId) {
    for timer in [Timer::RemindDeadline(id), Timer::MarkOverdue(id), Timer::LapseAssignment(id)] {
        state.timers.clear(timer);
    }
}

/// A break that begins, ends or is called off moves what the member has due.
pub(crate) fn follow_break(state: &mut State, event: &koc::Event) {
    use koc::Event::{KocPaused, KocResumed, KocSuspended};
    if matches!(event, KocPaused(_) | KocResumed(_) | KocSuspended(_)) {
        let live = state.live_assignments_of(event.koc_id());
        live.into_iter().for_each(|id| run(state, id));
    }
}

impl State {
    /// What a member was offered or holds, and that is not at its end.
    pub(crate) fn live_assignments_of(&self, koc_id: KocId) -> Vec<AssignmentId> {
        let all = (koc_id, AssignmentId([0; 16]))..=(koc_id, AssignmentId([0xff; 16]));
        self.live_of_koc.range(all).map(|(_, id)| *id).collect()
    }
}
