//! The shortlist of a task: what is kept of who was shown and chosen, what it refuses, and who is
//! named when a place comes free.

use domain::assignment::command::{DeclineAssignment, ExpireAssignment};
use domain::assignment::values::DeclineReason;
use domain::id::{AssignmentId, KocId, TaskId, TodoId};
use domain::koc::command::PauseKoc;
use domain::matching::MatchQuery;
use domain::matching::values::{Condition, MATCHER_VERSION, MatchingWeights};
use domain::task::command::{CancelTask, CloseTask, OpenTask, ShortlistCandidates};
use domain::task::event::CandidatesShortlisted;
use domain::task::{CompensationRule, Eligibility};
use domain::todo::event::TodoOpened;
use domain::todo::values::{Audience, TodoKind};
use domain::{Actor, Event, Role, task, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

pub(crate) fn list(task_id: TaskId, candidates: &[KocId], chosen: &[KocId]) -> ShortlistCandidates {
    let (candidates, chosen) = (candidates.to_vec(), chosen.to_vec());
    ShortlistCandidates { task_id, matcher_version: MATCHER_VERSION, candidates, chosen }
}

fn listed(events: &[Event]) -> &CandidatesShortlisted {
    match events.first() {
        Some(Event::Task(task::Event::CandidatesShortlisted(listed))) => listed,
        _ => panic!("a shortlist: {events:?}"),
    }
}

fn opened(events: &[Event]) -> Vec<&TodoOpened> {
    let of = |event| match event {
        &Event::Todo(todo::Event::TodoOpened(ref opened)) => Some(opened),
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

/// A task with that many places, open for offers, and four members who may take it.
pub(crate) fn four(slots: u32) -> (Scene, TaskId, [KocId; 4]) {
    let mut scene = live_with_words();
    let members = ["an", "bo", "chi", "da"].map(|name| member(&mut scene, name));
    let brief = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    scene.given(mei(), OpenTask { slots: Some(slots), ..open(task_id) });
    (scene, task_id, members)
}

#[track_caller]
pub(crate) fn given_offered(scene: &mut Scene, task_id: TaskId, koc_id: KocId) -> Vec<Event> {
    let offer = offer(scene, task_id, koc_id);
    scene.accepted(mei(), offer)
}

/// Their offer runs out.
#[track_caller]
fn expired(scene: &mut Scene, task_id: TaskId, koc_id: KocId) -> Vec<Event> {
    let assignment_id = AssignmentId::of(task_id, koc_id);
    scene.accepted(Actor::SYSTEM, ExpireAssignment { assignment_id })
}

/// They say no.
pub(crate) fn decline(task_id: TaskId, koc_id: KocId) -> DeclineAssignment {
    let assignment_id = AssignmentId::of(task_id, koc_id);
    DeclineAssignment { assignment_id, reason: DeclineReason::Time, note: None }
}

#[track_caller]
fn declined(scene: &mut Scene, task_id: TaskId, koc_id: KocId) -> Vec<Event> {
    scene.accepted(by(koc_id), decline(task_id, koc_id))
}

/// Whom the to-dos that were opened name.
fn named(events: &[Event]) -> Vec<Option<KocId>> {
    opened(events).iter().map(|todo| todo.koc_id).collect()
}

#[test]
fn what_is_kept_is_what_the_rule_says_of_everybody_shown() {
    let (mut scene, task_id, [an, bo, chi, _]) = four(2);
    let asked = Eligibility { skills: terms(&["filming"]), ..Eligibility::default() };
    scene.given(mei(), eligibility(task_id, asked));
    scene.given(by(an), can(an, &["filming"], &["video"]));
    scene.given(by(bo), can(bo, &["filming"], &[]));
    let query = MatchQuery { unmet_by_one: true, ..MatchQuery::default() };
    let shown = scene.state.matching(task_id, scene.now(), &query).expect("a task");
    assert_eq!((shown[0].koc_id, shown[1].koc_id, shown[2].score.is_some()), (an, bo, true));
    let expected = scene.state.explain_matches(task_id, scene.now(), &[an, bo, chi]).expect("all");
    let events = scene.accepted(mei(), list(task_id, &[an, bo, chi], &[bo, an]));
    let listed = listed(&events);
    assert_eq!(listed.chosen, [bo, an]);
    assert_eq!((listed.matcher_version, listed.weights), (1, MatchingWeights::default()));
    for (kept, (koc_id, explained)) in listed.candidates.iter().zip(&expected) {
        assert_eq!((kept.koc_id, &kept.explanation), (*koc_id, &explained.explanation));
    }
    let unmet: Vec<_> = listed.candidates.iter().map(|it| it.unmet.as_slice()).collect();
    assert_eq!(unmet, [&[][..], &[], &[Condition::Skills]]);
}

#[test]
fn nobody_is_shortlisted_before_the_brief_is_approved_or_once_it_is_over() {
    let mut scene = live_with_words();
    let an = member(&mut scene, "an");
    let task_id = given_draft(&mut scene, "clip");
    let unknown = crate::work::task_id("nowhere");
    scene.refused(mei(), list(unknown, &[an], &[an]), "NOT_FOUND");
    scene.refused(mei(), list(task_id, &[an], &[an]), "BRIEF_NOT_APPROVED");
    let full = brief(&scene);
    scene.given(mei(), write(task_id, full));
    scene.refused(mei(), list(task_id, &[an], &[an]), "BRIEF_NOT_APPROVED");
    scene.given(lin(), approve_brief(task_id, 1));
    scene.accepted(mei(), list(task_id, &[an], &[an]));
    scene.given(mei(), open(task_id));
    scene.given(mei(), CloseTask { task_id, reason: "enough".to_owned() });
    scene.refused(mei(), list(task_id, &[an], &[an]), "TASK_NOT_OPEN");
}

#[test]
fn a_shortlist_names_members_once_and_chooses_among_them() {
    let (mut scene, task_id, [an, bo, ..]) = four(2);
    let stranger = koc("nobody");
    scene.refused(by(an), list(task_id, &[an, bo], &[an]), "FORBIDDEN");
    scene.refused(mei(), list(task_id, &[an, stranger], &[an]), "NOT_FOUND");
    let many: Vec<KocId> = (0..101).map(|no| koc(&format!("m{no}"))).collect();
    for (wrong, field) in [
        (list(task_id, &[an, an], &[an]), "candidates"),
        (list(task_id, &many, &[]), "candidates"),
        (list(task_id, &[an, bo], &[]), "chosen"),
        (list(task_id, &[an], &[bo]), "chosen"),
        (list(task_id, &[an, bo], &[bo, bo]), "chosen"),
        (
            ShortlistCandidates { matcher_version: 9, ..list(task_id, &[an], &[an]) },
            "matcherVersion",
        ),
    ] {
        let refusal = scene.send(mei(), wrong).expect_err("refused");
        let told = refusal.violations().iter().map(|no| (no.code(), no.details()["field"].clone()));
        assert!(told.into_iter().any(|it| it == ("FIELD_INVALID", field.into())), "{refusal}");
    }
}

#[test]
fn an_offer_that_runs_out_names_the_next_who_can_be_asked() {
    let (mut scene, task_id, [an, bo, chi, da]) = four(1);
    scene.given(mei(), list(task_id, &[an, bo, chi, da], &[an, bo, chi]));
    given_offered(&mut scene, task_id, an);
    let (from, until) = (scene.today(), None);
    scene.given(by(bo), PauseKoc { koc_id: bo, from, until, reason: None });
    scene.wait_hours(25);
    let events = expired(&mut scene, task_id, an);
    let opened = opened(&events);
    let [todo] = opened.as_slice() else { panic!("one to-do: {events:?}") };
    assert_eq!((todo.kind, todo.audience), (TodoKind::OfferNext, Audience::Role(Role::Ops)));
    assert_eq!((&todo.about, todo.koc_id), (&task_id.to_string(), Some(chi)), "bo is on a break");
    assert_eq!(scene.state.next_to_ask(task_id, scene.now()).expect("a task"), [chi]);
    let told = todo.todo_id;
    let short = domain::assignment::command::AssignTask {
        offer_expires_at: scene.now().plus_hours(6),
        ..offer(&scene, task_id, chi)
    };
    let answered = scene.accepted(mei(), short);
    assert_eq!(completed(&answered), [told], "the offer does what was told");
}

#[test]
fn whoever_says_no_makes_room_for_the_next_until_nobody_is_left() {
    let (mut scene, task_id, [an, bo, chi, da]) = four(2);
    scene.given(mei(), list(task_id, &[an, bo, chi], &[an, bo, chi]));
    given_offered(&mut scene, task_id, an);
    given_offered(&mut scene, task_id, bo);
    assert_eq!(named(&declined(&mut scene, task_id, an)), [Some(chi)]);
    // A second place is free, and chi was named for the first.
    let events = declined(&mut scene, task_id, bo);
    assert_eq!(named(&events), [None]);
    let nobody = opened(&events)[0].todo_id;
    // Whoever is asked instead takes a place as well.
    let done = completed(&given_offered(&mut scene, task_id, da));
    assert_eq!(done.len(), 1);
    let done_too = completed(&given_offered(&mut scene, task_id, chi));
    assert_eq!(done_too.len(), 1);
    assert!(done != done_too && [done, done_too].concat().contains(&nobody));
}

#[test]
fn nothing_is_told_without_a_shortlist_or_for_a_task_that_is_over() {
    let (mut scene, task_id, [an, bo, chi, _]) = four(3);
    given_offered(&mut scene, task_id, an);
    assert!(named(&declined(&mut scene, task_id, an)).is_empty());
    scene.given(mei(), list(task_id, &[bo, chi], &[bo, chi]));
    given_offered(&mut scene, task_id, bo);
    scene.given(mei(), CloseTask { task_id, reason: "enough".to_owned() });
    assert!(named(&declined(&mut scene, task_id, bo)).is_empty());
}

#[test]
fn a_new_shortlist_or_the_end_of_the_task_takes_back_what_was_told() {
    let told = || {
        let (mut scene, task_id, [an, bo, chi, _]) = four(3);
        scene.given(mei(), list(task_id, &[an, bo, chi], &[an, bo]));
        given_offered(&mut scene, task_id, an);
        let events = declined(&mut scene, task_id, an);
        let todo_id = opened(&events)[0].todo_id;
        (scene, task_id, chi, todo_id)
    };
    let (mut scene, task_id, chi, todo_id) = told();
    let events = scene.accepted(mei(), list(task_id, &[chi], &[chi]));
    assert_eq!(completed(&events), [todo_id]);
    let (mut scene, task_id, _, todo_id) = told();
    let events = scene.accepted(mei(), CloseTask { task_id, reason: "enough".to_owned() });
    assert_eq!(completed(&events), [todo_id]);
    let (mut scene, task_id, _, todo_id) = told();
    let (reason, compensation_rule) = ("off".to_owned(), CompensationRule::default());
    let events = scene.accepted(mei(), CancelTask { task_id, reason, compensation_rule });
    assert_eq!(completed(&events), [todo_id]);
}
