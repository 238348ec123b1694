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

use crate::id::{EventId, KocId, TodoId};
use crate::recorded::Recorded;
use crate::refusal::Refusal;
use crate::state::State;
use event::TodoOpened;
use values::{Audience, TodoKind};

/// What rules ask of a to-do.
#[derive(Debug, Clone)]
pub struct Todo {
    pub(crate) audience: Audience,
    pub(crate) done: bool,
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

/// Takes in what has happened to a to-do.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    match event {
        Event::TodoOpened(opened) => {
            let todo = Todo { audience: opened.audience, done: false };
            state.todos.insert(opened.todo_id, Arc::new(todo));
        }
        Event::TodoCompleted(completed) => {
            if let Some(todo) = state.todos.get_mut(&completed.todo_id) {
                Arc::make_mut(todo).done = true;
            }
        }
    }
}
