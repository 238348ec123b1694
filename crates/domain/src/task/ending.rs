//! The rules of a task's end: closed, completed, called off, learnt from.

use super::command::{CancelTask, CloseTask, CompleteTask, RecordTaskRetrospective};
use super::event::{TaskCancelled, TaskClosed, TaskCompleted, TaskRetrospectiveRecorded};
use super::{CompensationRule, Task, TaskState};
use crate::actor::Role;
use crate::assignment::WHOLE_BP;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::TaskId;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;

/// The best mark of a brief; 1 is the worst.
const QUALITY_MAX: u8 = 5;

impl HoldsPersonal for CloseTask {}

/// Answers `CloseTask`. The team may close early, the clock not before work is due.
pub(crate) fn close(
    state: &State,
    command: &CloseTask,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let mut checks = Checks::new();
    checks.require(task.state == TaskState::Open, || task.not_open());
    if let Some(at) = task.closes_at().filter(|_| context.actor.role == Role::System) {
        checks.require(context.now > at, || Violation::NotYetDue { at });
    }
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    Ok(vec![TaskClosed { task_id: command.task_id, reason: command.reason.clone() }.into()])
}

impl HoldsPersonal for CompleteTask {}

/// Answers `CompleteTask`.
pub(crate) fn complete(
    state: &State,
    command: &CompleteTask,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let n = task.live_assignments;
    let mut checks = Checks::new();
    checks.require(task.state == TaskState::Closed, || task.not_closed());
    checks.require(n == 0, || Violation::TaskHasOpenWork { n });
    checks.finish()?;
    let completed = TaskCompleted {
        task_id: command.task_id,
        approved: task.approved_works,
        rejected: task.rejected,
        expired: task.expired,
    };
    Ok(vec![completed.into()])
}

impl HoldsPersonal for CancelTask {}

/// Answers `CancelTask`. One event ends everything of it; one commit could not hold the events of
/// every holder, so the clock sends those one by one.
pub(crate) fn cancel(
    state: &State,
    command: &CancelTask,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let rule = command.compensation_rule;
    let mut checks = Checks::new();
    checks.require(task.state != TaskState::Completed, || Violation::TaskCompleted);
    checks.require(task.state != TaskState::Cancelled, || Violation::NoChange);
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.note(wrong_compensation(&rule));
    checks.finish()?;
    let cancelled = TaskCancelled {
        task_id: command.task_id,
        reason: command.reason.clone(),
        compensation_rule: rule,
        live: task.live_assignments,
    };
    Ok(vec![cancelled.into()])
}

/// Nobody is given more than the whole.
pub(crate) fn wrong_compensation(rule: &CompensationRule) -> Option<Violation> {
    let parts = [rule.accepted_bp, rule.handed_in_bp];
    let possible = parts.into_iter().all(|part| part <= WHOLE_BP);
    (!possible).then(|| field::invalid("compensationRule"))
}

/// A task ends with what it is of; nothing when it is at its end already.
pub(crate) fn cancelled_with(
    state: &State,
    task_id: TaskId,
    reason: String,
    compensation_rule: CompensationRule,
) -> Option<Event> {
    let task = state.task(task_id).ok()?;
    let ended = matches!(task.state, TaskState::Completed | TaskState::Cancelled);
    let live = task.live_assignments;
    (!ended).then(|| TaskCancelled { task_id, reason, compensation_rule, live }.into())
}

impl HoldsPersonal for RecordTaskRetrospective {}

/// Answers `RecordTaskRetrospective`. It may be written again; the newest counts.
pub(crate) fn record_retrospective(
    state: &State,
    command: &RecordTaskRetrospective,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let mut checks = Checks::new();
    let over = matches!(task.state, TaskState::Closed | TaskState::Completed);
    checks.require(over, || task.not_closed());
    checks.note(field::said("whatWorked", &command.what_worked));
    checks.note(field::said("whatToChange", &command.what_to_change));
    let quality = (1..=QUALITY_MAX).contains(&command.brief_quality);
    checks.require(quality, || field::invalid("briefQuality"));
    checks.note(field::list("nextBriefHints", &command.next_brief_hints));
    let hints = command.next_brief_hints.iter();
    checks.note(hints.filter_map(|hint| field::said("nextBriefHints", hint)));
    checks.finish()?;
    let recorded = TaskRetrospectiveRecorded {
        task_id: command.task_id,
        what_worked: command.what_worked.clone(),
        what_to_change: command.what_to_change.clone(),
        brief_quality: command.brief_quality,
        next_brief_hints: command.next_brief_hints.clone(),
    };
    Ok(vec![recorded.into()])
}

impl Task {
    /// When an open task closes by itself: when work is due by the brief offers are made under.
    pub(super) fn closes_at(&self) -> Option<Moment> {
        let brief = self.brief(self.approved_version?)?;
        Some(brief.timeline.submit_by)
    }

    fn not_closed(&self) -> Violation {
        Violation::TaskNotClosed { state: self.state.code().to_owned() }
    }
}
