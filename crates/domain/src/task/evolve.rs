//! Taking in what has happened to a task, and the clock that closes and completes it.

use std::sync::Arc;

use super::event::Event;
use super::{Task, TaskState};
use crate::assignment;
use crate::id::TaskId;
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// Takes in what has happened to a task.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    if let Event::TaskDrafted(drafted) = event {
        state.tasks.insert(drafted.task_id, Arc::new(Task::drafted(drafted)));
    }
    let task_id = event.task_id();
    let Some(task) = state.task_mut(task_id) else { return };
    match event {
        Event::TaskDrafted(_) | Event::TaskBroadcast(_) | Event::TaskRetrospectiveRecorded(_) => {}
        Event::BriefWritten(written) => {
            task.briefs.push((Arc::new((*written.brief).clone()), recorded.actor));
            task.state = TaskState::Briefed;
        }
        Event::BriefAmended(amended) => {
            task.briefs.push((Arc::new((*amended.brief).clone()), recorded.actor));
        }
        Event::BriefApproved(approved) => {
            task.approved_version = Some(approved.brief_version);
            if task.state == TaskState::Briefed {
                task.state = TaskState::BriefApproved;
            }
        }
        Event::EligibilitySet(set) => {
            task.eligibility = set.eligibility.clone();
            task.wanted = set.wanted.clone();
        }
        Event::TaskOpened(opened) => {
            task.selection = Some(opened.selection);
            task.slots = opened.slots;
            task.paid_from = opened.budget_id;
            task.state = TaskState::Open;
        }
        Event::CandidatesShortlisted(listed) => {
            task.shortlist = Arc::from(listed.chosen.as_slice());
        }
        Event::TaskClosed(_) => task.state = TaskState::Closed,
        Event::TaskCompleted(_) => task.state = TaskState::Completed,
        Event::TaskCancelled(cancelled) => {
            task.state = TaskState::Cancelled;
            let rule = cancelled.compensation_rule;
            assignment::cancel_behind_task(state, task_id, rule, recorded);
        }
    }
    run_clock(state, task_id);
    complete_once_idle(state, task_id, recorded);
}

/// An open task closes when work for it is due: nobody could be asked any more.
fn run_clock(state: &mut State, task_id: TaskId) {
    let Ok(task) = state.task(task_id) else { return };
    match task.closes_at().filter(|_| task.state == TaskState::Open) {
        Some(at) => state.timers.set(Timer::CloseTask(task_id), at),
        None => state.timers.clear(Timer::CloseTask(task_id)),
    }
}

/// A closed task of which nothing is under way is completed next.
pub(crate) fn complete_once_idle(state: &mut State, task_id: TaskId, recorded: &Recorded) {
    let Ok(task) = state.task(task_id) else { return };
    let timer = Timer::CompleteTask(task_id);
    if task.state == TaskState::Closed && task.live_assignments == 0 {
        state.timers.set(timer, recorded.recorded_at);
    } else {
        state.timers.clear(timer);
    }
}
