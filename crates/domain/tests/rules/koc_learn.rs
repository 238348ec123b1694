//! What works show that a profile does not say: when the member is told, and what answers it.

use domain::assignment::command::ReviewWork;
use domain::assignment::values::{Decision, SkillEvidence};
use domain::id::{AssignmentId, KocId, TodoId};
use domain::koc::command::UpdateProfile;
use domain::todo::values::{Audience, TodoKind};
use domain::{Event, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

/// An approval that shows filming of that level in a video.
pub(crate) fn shows_filming(assignment_id: AssignmentId, level: u8) -> ReviewWork {
    let (skill, format) = ("filming".to_owned(), "video".to_owned());
    let skill_evidence = vec![SkillEvidence { skill, format, level }];
    ReviewWork { skill_evidence, ..review(assignment_id, 1, Decision::Approve) }
}

/// Whom what followed from a work of that level tells of a skill.
fn told(scene: &mut Scene, name: &str, koc_id: KocId, level: u8) -> Vec<(TodoId, Audience)> {
    let assignment_id = given_submitted(scene, name, koc_id);
    let events = scene.accepted(wei(), shows_filming(assignment_id, level));
    let of = |event: &Event| match event {
        Event::Todo(todo::Event::TodoOpened(it)) if it.kind == TodoKind::SkillShown => {
            assert_eq!((&it.about, it.koc_id), (&koc_id.to_string(), Some(koc_id)));
            Some((it.todo_id, it.audience))
        }
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

fn completed(events: &[Event]) -> Vec<TodoId> {
    let of = |event: &Event| match event {
        Event::Todo(todo::Event::TodoCompleted(done)) => Some(done.todo_id),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

#[test]
fn a_skill_that_two_works_have_shown_is_told_once_and_answered_by_the_profile() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    assert!(told(&mut scene, "one", ming, 4).is_empty(), "one work is not enough");
    let first = told(&mut scene, "two", ming, 5);
    let [(todo_id, audience)] = first.as_slice() else { panic!("one to-do: {first:?}") };
    assert_eq!(*audience, Audience::Koc(ming));
    assert!(told(&mut scene, "three", ming, 5).is_empty(), "told already");
    let elsewhere = UpdateProfile { region: Some("east".to_owned()), ..profile(ming) };
    assert!(completed(&scene.accepted(by(ming), elsewhere)).is_empty());
    let said = can(ming, &["filming"], &["video"]);
    assert_eq!(completed(&scene.accepted(by(ming), said)), [*todo_id]);
    assert!(told(&mut scene, "four", ming, 5).is_empty());
}

#[test]
fn nothing_is_told_of_middling_works_or_of_what_the_profile_says() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    // The mean of 3 and 4 is below 4; with a 5 it is reached.
    assert!(told(&mut scene, "one", ming, 3).is_empty());
    assert!(told(&mut scene, "two", ming, 4).is_empty());
    assert_eq!(told(&mut scene, "three", ming, 5).len(), 1);
    scene.given(by(hua), can(hua, &["filming"], &["video"]));
    assert!(told(&mut scene, "four", hua, 5).is_empty());
    assert!(told(&mut scene, "five", hua, 5).is_empty());
}
