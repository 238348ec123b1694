//! To-dos: what waits for a person because of something that happened, and what people are told.
//!
//! A reaction opens them. One that moves no value and was refused becomes a to-do instead of
//! stopping what caused it; work that was approved asks the librarian to archive it; an author is
//! told where their work went.

pub mod command;
pub mod event;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use rules::complete;

use crate::actor::Role;
use crate::asset;
use crate::asset::values::AssetSource;
use crate::assignment;
use crate::assignment::values::QualityBand;
use crate::care;
use crate::id::{EventId, KocId, TodoId};
use crate::recorded::{Context, Recorded};
use crate::refusal::Refusal;
use crate::state::State;
use crate::timer::Timer;
use event::{TodoCompleted, TodoOpened};
use values::{Audience, TodoKind};

/// What rules ask of a to-do.
#[derive(Debug, Clone)]
pub struct Todo {
    pub(crate) audience: Audience,
    /// The member concerned.
    pub(crate) koc: Option<KocId>,
    /// What it is and what it is about, while it waits.
    pub(crate) open: Option<(TodoKind, String)>,
}

/// A to-do of `kind` about `about` (a written id), caused by the event at `cause`.
pub(crate) fn opened(
    kind: TodoKind,
    audience: Audience,
    about: String,
    koc_id: Option<KocId>,
    cause: EventId,
) -> TodoOpened {
    let todo_id = TodoId::derived(&[
        kind.code().as_bytes(),
        about.as_bytes(),
        audience.code().as_bytes(),
        &cause.0.to_be_bytes(),
    ]);
    let (source_event, refused, due) = (cause, Vec::new(), None);
    TodoOpened { todo_id, kind, audience, about, koc_id, source_event, refused, due }
}

/// What is recorded in place of a reaction that was refused and moves no value.
pub(crate) fn instead(reaction: TodoOpened, refusal: &Refusal) -> TodoOpened {
    let refused = refusal.violations().iter().map(|no| no.code().to_owned()).collect();
    TodoOpened { refused, ..reaction }
}

/// Completes every open to-do of `kind` about `about`: what it waited for has happened.
pub(crate) fn completed(state: &State, kind: TodoKind, about: &str) -> Vec<crate::Event> {
    let open = state.open_todos.get(&(kind, about.to_owned()));
    let ids = open.into_iter().flatten();
    ids.map(|todo_id| TodoCompleted { todo_id: *todo_id }.into()).collect()
}

/// Completes one to-do, if it waits still.
pub(crate) fn completed_one(state: &State, todo_id: TodoId) -> Option<crate::Event> {
    let waits = state.todos.get(&todo_id).is_some_and(|todo| todo.open.is_some());
    waits.then(|| TodoCompleted { todo_id }.into())
}

/// The open to-dos of `kind` about `about`, each with the member concerned.
pub(crate) fn waiting(
    state: &State,
    kind: TodoKind,
    about: &str,
) -> impl Iterator<Item = (TodoId, Option<KocId>)> {
    let open = state.open_todos.get(&(kind, about.to_owned()));
    let ids = open.into_iter().flatten();
    ids.map(|id| (*id, state.todos.get(id).and_then(|todo| todo.koc)))
}

/// What follows at once: good work waits for the librarian until it is archived.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    Ok(match event {
        crate::Event::Assignment(assignment::Event::WorkApproved(approved))
            if approved.quality_band >= QualityBand::Good =>
        {
            let (librarian, about) =
                (Audience::Role(Role::Librarian), approved.assignment_id.to_string());
            let koc_id = Some(approved.koc_id);
            vec![opened(TodoKind::ArchiveWork, librarian, about, koc_id, cause).into()]
        }
        crate::Event::Asset(asset::Event::AssetArchived(archived)) => {
            let AssetSource::Submission(source) = &archived.source else { return Ok(Vec::new()) };
            completed(state, TodoKind::ArchiveWork, &source.assignment_id.to_string())
        }
        _ => Vec::new(),
    })
}

/// The clock that has told what it had to tell: of a review once for each stage, of the others
/// once.
fn told_once(opened: &TodoOpened) -> Option<Timer> {
    let about = opened.about.as_str();
    match opened.kind {
        TodoKind::ReviewOverdue => about.parse().ok().map(Timer::FlagOverdueReview),
        TodoKind::AppealOverdue => about.parse().ok().map(Timer::FlagOverdueAppeal),
        TodoKind::DataRequestOverdue => about.parse().ok().map(Timer::FlagOverdueDataRequest),
        TodoKind::TalkOwed => about.parse().ok().map(Timer::FlagTalkDue),
        TodoKind::FeedbackOwed => about.parse().ok().map(Timer::FlagFeedbackDue),
        _ => None,
    }
}

/// Takes in what has happened to a to-do.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::TodoOpened(opened) => {
            let key = (opened.kind, opened.about.clone());
            state.open_todos.entry(key.clone()).or_default().insert(opened.todo_id);
            let (audience, koc) = (opened.audience, opened.koc_id);
            let todo = Todo { audience, koc, open: Some(key) };
            state.todos.insert(opened.todo_id, Arc::new(todo));
            if let Some(told) = told_once(opened) {
                state.timers.clear(told);
            }
        }
        Event::TodoCompleted(completed) => {
            let Some(todo) = state.todos.get_mut(&completed.todo_id) else { return };
            let Some(key) = Arc::make_mut(todo).open.take() else { return };
            if let Some(open) = state.open_todos.get_mut(&key) {
                open.remove(&completed.todo_id);
                if open.is_empty() {
                    state.open_todos.remove(&key);
                }
            }
            care::put_off(state, key.0, &key.1, recorded);
        }
    }
}
