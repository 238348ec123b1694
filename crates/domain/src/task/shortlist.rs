//! The shortlist of a task: who was shown, who was chosen, and who comes next when a place is free.

use std::collections::BTreeSet;

use super::command::ShortlistCandidates;
use super::event::{CandidatesShortlisted, Event as Happened};
use super::{Selection, Task, TaskState};
use crate::actor::Role;
use crate::assignment;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{EventId, KocId, TaskId};
use crate::matching::values::MATCHER_VERSION;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::todo;
use crate::todo::event::TodoCompleted;
use crate::todo::values::{Audience, TodoKind};

impl HoldsPersonal for ShortlistCandidates {}

/// Answers `ShortlistCandidates`. How well everybody suits is what the rule says, not the sender.
/// Whoever cannot be asked now may be chosen all the same: their turn may come later, and the
/// offer is judged when it is made.
pub(crate) fn shortlist(
    state: &State,
    command: &ShortlistCandidates,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(command.task_id)?;
    let ShortlistCandidates { candidates, chosen, .. } = command;
    let mut checks = Checks::new();
    checks.note(not_yet_or_over(task));
    let current = command.matcher_version == MATCHER_VERSION;
    checks.require(current, || field::invalid("matcherVersion"));
    checks.note(field::list("candidates", candidates));
    let shown: BTreeSet<&KocId> = candidates.iter().collect();
    checks.require(shown.len() == candidates.len(), || field::invalid("candidates"));
    checks.note(candidates.iter().filter_map(|koc_id| state.koc(*koc_id).err()));
    let among: BTreeSet<&KocId> = chosen.iter().filter(|koc_id| shown.contains(koc_id)).collect();
    let right = !chosen.is_empty() && among.len() == chosen.len();
    checks.require(right, || field::invalid("chosen"));
    checks.finish()?;
    let listed = CandidatesShortlisted {
        task_id: command.task_id,
        matcher_version: MATCHER_VERSION,
        weights: state.matching_weights(),
        candidates: state.shortlisted(command.task_id, context.now, candidates)?,
        chosen: chosen.clone(),
    };
    Ok(vec![listed.into()])
}

/// Nobody is looked for before two people stand behind what is asked, or when it is over.
fn not_yet_or_over(task: &Task) -> Option<Violation> {
    match task.state {
        TaskState::Draft | TaskState::Briefed => Some(Violation::BriefNotApproved),
        TaskState::BriefApproved | TaskState::Open => None,
        TaskState::Closed | TaskState::Completed | TaskState::Cancelled => Some(task.not_open()),
    }
}

/// What follows at once: a place that came free is told with the next on the shortlist; nobody is
/// asked by itself. An offer, or the end of the task, completes what was told.
pub(crate) fn next_on_shortlist(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    use assignment::Event::{AssignmentDeclined, AssignmentExpired, TaskAssigned};
    match event {
        Event::Assignment(AssignmentExpired(e)) => {
            came_free(state, state.assignment(e.assignment_id)?.task, cause, context)
        }
        Event::Assignment(AssignmentDeclined(e)) => {
            came_free(state, state.assignment(e.assignment_id)?.task, cause, context)
        }
        Event::Assignment(TaskAssigned(e)) => Ok(asked(state, e.task_id, e.assignee.koc())),
        Event::Task(
            happened @ (Happened::CandidatesShortlisted(_)
            | Happened::TaskClosed(_)
            | Happened::TaskCancelled(_)),
        ) => Ok(todo::completed(state, TodoKind::OfferNext, &happened.task_id().to_string())),
        _ => Ok(Vec::new()),
    }
}

/// Tells who runs the programme whom the shortlist names next.
fn came_free(
    state: &State,
    task_id: TaskId,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let task = state.task(task_id)?;
    let offered = task.is_open() && task.selection == Some(Selection::Offer);
    if !offered || task.shortlist.is_empty() {
        return Ok(Vec::new());
    }
    let about = task_id.to_string();
    let told: BTreeSet<Option<KocId>> =
        todo::waiting(state, TodoKind::OfferNext, &about).map(|(_, koc_id)| koc_id).collect();
    let next = state.next_to_ask(task_id, context.now)?;
    let next = next.into_iter().find(|koc_id| !told.contains(&Some(*koc_id)));
    if told.contains(&next) {
        return Ok(Vec::new());
    }
    let team = Audience::Role(Role::Ops);
    Ok(vec![todo::opened(TodoKind::OfferNext, team, about, next, cause).into()])
}

/// The to-do that an offer answers: the one that names who was asked, or else one of the others,
/// because the place is taken.
fn asked(state: &State, task_id: TaskId, koc_id: KocId) -> Vec<Event> {
    let waiting: Vec<_> = todo::waiting(state, TodoKind::OfferNext, &task_id.to_string()).collect();
    let named = waiting.iter().find(|(_, member)| *member == Some(koc_id));
    let done = named.or(waiting.first());
    done.map(|(todo_id, _)| TodoCompleted { todo_id: *todo_id }.into()).into_iter().collect()
}
