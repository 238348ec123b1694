//! What waits for people: opened by what happens, closed by what it waited for or by a person.

use crate::asset::{approved, archive};
use crate::common::*;
use crate::work::*;
use domain::assignment::values::{Decision, QualityBand};
use domain::id::{AssignmentId, TodoId};
use domain::todo::command::CompleteTodo;
use domain::todo::event::TodoOpened;
use domain::todo::values::{Audience, TodoKind};
use domain::{Actor, Event, Recorded, Role, assignment, todo};
use testkit::scene::Scene;

fn librarian() -> Actor {
    Actor::operator(operator_id("lan"), Role::Librarian)
}

fn todos(log: &[Recorded]) -> Vec<TodoOpened> {
    let opened = |recorded: &Recorded| match &recorded.event {
        Event::Todo(todo::Event::TodoOpened(opened)) => Some(opened.clone()),
        _ => None,
    };
    log.iter().filter_map(opened).collect()
}

fn completed(log: &[Recorded]) -> Vec<TodoId> {
    let done = |recorded: &Recorded| match &recorded.event {
        Event::Todo(todo::Event::TodoCompleted(done)) => Some(done.todo_id),
        _ => None,
    };
    log.iter().filter_map(done).collect()
}

/// Ming's work is approved with that score for all that is scored.
fn approved_with(score: u8) -> (Scene, AssignmentId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let mut judged = review(assignment_id, 1, Decision::Approve);
    judged.scores = vec![met("seats", true), points("clarity", score), points("liveliness", score)];
    scene.given(wei(), judged);
    (scene, assignment_id)
}

#[test]
fn good_work_waits_for_the_librarian() {
    for (score, band) in [(75, QualityBand::Good), (90, QualityBand::Benchmark)] {
        let (scene, assignment_id) = approved_with(score);
        let opened = todos(&scene.log);
        let [todo] = opened.as_slice() else { panic!("one to-do for {band:?}: {opened:?}") };
        assert_eq!(todo.kind, TodoKind::ArchiveWork);
        assert_eq!(todo.audience, Audience::Role(Role::Librarian));
        assert_eq!((&todo.about, todo.koc_id), (&assignment_id.to_string(), Some(koc("ming"))));
        let cause = &scene.log[todo.source_event.0 as usize - 1].event;
        let Event::Assignment(assignment::Event::WorkApproved(cause)) = cause else {
            panic!("caused by the approval: {cause:?}")
        };
        assert_eq!(cause.quality_band, band);
    }
}

#[test]
fn sound_work_waits_for_nobody() {
    let (scene, _) = approved_with(74);
    assert_eq!(todos(&scene.log), []);
}

#[test]
fn what_was_archived_waits_no_more() {
    let (mut scene, archive) = approved();
    let waiting = todos(&scene.log)[0].todo_id;
    assert_eq!(completed(&scene.log), []);
    scene.given(mei(), archive);
    assert_eq!(completed(&scene.log), [waiting]);
    scene.refused(mei(), CompleteTodo { todo_id: waiting }, "NO_CHANGE");
}

#[test]
fn the_librarian_may_say_that_it_needs_no_archive() {
    let (mut scene, assignment_id) = approved_with(80);
    let todo_id = todos(&scene.log)[0].todo_id;
    scene.given(mei(), add_operator("lan", &[Role::Librarian]));
    scene.given(librarian(), CompleteTodo { todo_id });
    assert_eq!(completed(&scene.log), [todo_id]);
    // Archiving later finds nothing that waits, and is no less possible.
    let archive = archive(&scene, assignment_id);
    scene.given(mei(), archive);
    assert_eq!(completed(&scene.log), [todo_id]);
}

#[test]
fn nobody_completes_what_waits_for_others() {
    let (mut scene, _) = approved_with(80);
    let todo_id = todos(&scene.log)[0].todo_id;
    scene.refused(wei(), CompleteTodo { todo_id }, "FORBIDDEN");
    scene.refused(by(koc("ming")), CompleteTodo { todo_id }, "FORBIDDEN");
    scene.given(mei(), CompleteTodo { todo_id });
}

#[test]
fn what_does_not_wait_cannot_be_completed() {
    let (mut scene, _) = approved_with(80);
    let todo_id = TodoId::derived(&[b"no such"]);
    scene.refused(mei(), CompleteTodo { todo_id }, "NOT_FOUND");
}
