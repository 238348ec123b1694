//! The rules of to-dos.

use super::command::CompleteTodo;
use super::event::TodoCompleted;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for CompleteTodo {}

/// Answers `CompleteTodo`.
pub(crate) fn complete(
    state: &State,
    command: &CompleteTodo,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let missing = || Violation::NotFound { what: command.todo_id.to_string() };
    let todo = state.todos.get(&command.todo_id).ok_or_else(missing)?;
    let mut checks = Checks::new();
    let role = context.actor.role;
    let others = || Violation::Forbidden { role, command: "CompleteTodo".to_owned() };
    checks.require(todo.audience.holds(&context.actor), others);
    checks.require(todo.open.is_some(), || Violation::NoChange);
    checks.finish()?;
    Ok(vec![TodoCompleted { todo_id: command.todo_id }.into()])
}
