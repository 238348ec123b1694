//! What waits for whom, asked from every side.

use std::sync::Arc;

use domain::id::{AssetId, EventId};
use domain::todo::values::{Audience, TodoKind};
use domain::{Moment, Role};
use projector_todos::{TodoFilter, TodoRow, Todos};
use testkit::stories;

fn todos() -> (Todos, Arc<TodoRow>) {
    let told = stories::story("revise_twice_then_approve").fold::<Todos>();
    let all = told.todos(&TodoFilter::default());
    let [one] = all.as_slice() else { panic!("one to-do: {all:?}") };
    let one = Arc::clone(one);
    (told, one)
}

#[test]
fn archived_work_waits_for_nobody_any_more() {
    let (todos, todo) = todos();
    assert_eq!(todo.kind, TodoKind::ArchiveWork);
    assert_eq!(todo.audience, Audience::Role(Role::Librarian));
    let done = todo.completed.as_ref().expect("the work was archived");
    assert!(done.at > todo.opened_at && done.position > todo.position);
    assert_eq!(todos.todo(todo.todo_id), Some(&todo));
}

#[test]
fn each_part_of_a_filter_leaves_out_the_others() {
    let (todos, todo) = todos();
    let count = |filter: TodoFilter| todos.todos(&filter).len();
    let all = TodoFilter::default();
    let other = AssetId([9; 16]).to_string();
    for (right, wrong) in [
        (
            TodoFilter { audience: Some(todo.audience), ..all.clone() },
            TodoFilter { audience: Some(Audience::Role(Role::Finance)), ..all.clone() },
        ),
        (
            TodoFilter { kind: Some(todo.kind), ..all.clone() },
            TodoFilter { kind: Some(TodoKind::WorkReused), ..all.clone() },
        ),
        (
            TodoFilter { open: Some(false), ..all.clone() },
            TodoFilter { open: Some(true), ..all.clone() },
        ),
        (
            TodoFilter { about: Some(todo.about.clone()), ..all.clone() },
            TodoFilter { about: Some(other), ..all.clone() },
        ),
        (
            TodoFilter { koc_id: todo.koc_id, ..all.clone() },
            TodoFilter { koc_id: Some(domain::id::KocId([9; 16])), ..all.clone() },
        ),
        (all.clone(), TodoFilter { due_by: Some(Moment(i64::MAX)), ..all.clone() }),
    ] {
        assert_eq!((count(right.clone()), count(wrong.clone())), (1, 0), "{right:?} {wrong:?}");
    }
}

#[test]
fn before_the_archive_it_waits() {
    let story = stories::story("revise_twice_then_approve");
    let before: Todos = story.fold_to_first("TodoOpened");
    let waiting = before.todos(&TodoFilter { open: Some(true), ..TodoFilter::default() });
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].source_event < waiting[0].position && waiting[0].position > EventId(0));
}
