//! Help while working: who may ask, how fast it is answered, and what the clock does.

use crate::common::*;
use crate::work::*;
use domain::assignment::command::{DeclineAssignment, FlagOverdueReview};
use domain::assignment::values::{Decision, DeclineReason};
use domain::id::{AssignmentId, KocId, SupportId};
use domain::koc::command::LeaveProgramme;
use domain::support::Event as Support;
use domain::support::command::*;
use domain::support::values::{SupportKind, SupportSubject};
use domain::timer::Timer;
use domain::todo::Event as Todo;
use domain::todo::values::{Audience, TodoKind};
use domain::{Actor, Event, Role};
use testkit::scene::Scene;

fn request_id() -> SupportId {
    SupportId::derived(&[b"which battery"])
}

fn ask(koc_id: KocId, assignment_id: AssignmentId, kind: SupportKind) -> OpenSupportRequest {
    OpenSupportRequest {
        request_id: request_id(),
        koc_id,
        subject: SupportSubject::Assignment(assignment_id),
        kind,
        text: "how large is the boot with the seats folded?".into(),
    }
}

fn answer() -> AnswerSupportRequest {
    AnswerSupportRequest {
        request_id: request_id(),
        text: "1,450 litres".into(),
        attachments: vec!["doc:boot-1".to_owned()],
        fact_sources: vec!["manual, 4.2".to_owned()],
    }
}

pub(crate) fn escalate(to: Option<&str>) -> EscalateSupportRequest {
    let reason = Some("only the workshop knows".into());
    EscalateSupportRequest { request_id: request_id(), to: to.map(operator_id), reason }
}

fn by_clock() -> EscalateSupportRequest {
    EscalateSupportRequest { request_id: request_id(), to: None, reason: None }
}

fn close() -> CloseSupportRequest {
    CloseSupportRequest { request_id: request_id(), resolved: Some(true), rating: Some(5) }
}

fn close_by_clock() -> CloseSupportRequest {
    CloseSupportRequest { request_id: request_id(), resolved: None, rating: None }
}

fn reopen() -> ReopenSupportRequest {
    ReopenSupportRequest { request_id: request_id(), why: "and with a cargo net?".into() }
}

/// Ming works on a task and may ask.
fn at_work() -> (Scene, KocId, AssignmentId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_accepted(&mut scene, "clip", ming);
    (scene, ming, assignment_id)
}

/// Ming has asked for a figure.
pub(crate) fn asked() -> (Scene, KocId) {
    let (mut scene, ming, assignment_id) = at_work();
    scene.given(by(ming), ask(ming, assignment_id, SupportKind::TechnicalData));
    (scene, ming)
}

/// The figure was given.
fn answered() -> (Scene, KocId) {
    let (mut scene, ming) = asked();
    scene.wait_hours(2);
    scene.given(mei(), answer());
    (scene, ming)
}

#[track_caller]
fn only(events: Vec<Event>) -> Support {
    match events.into_iter().next() {
        Some(Event::Support(event)) => event,
        other => panic!("of a request: {other:?}"),
    }
}

#[test]
fn a_question_goes_to_the_contact_of_the_work_and_is_due_by_the_limit() {
    let (mut scene, ming, assignment_id) = at_work();
    let asked = ask(ming, assignment_id, SupportKind::Question);
    let Support::SupportRequestOpened(opened) = only(scene.accepted(by(ming), asked)) else {
        panic!("opened")
    };
    assert_eq!(opened.handler, operator_id("mei"));
    assert_eq!(opened.due_at, scene.now().plus_hours(24));
    let timer = Timer::EscalateSupportRequest(request_id());
    assert_eq!(scene.state.timers().at(timer), Some(opened.due_at));
}

#[test]
fn only_whoever_works_on_it_asks() {
    let (mut scene, ming, assignment_id) = at_work();
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), ask(hua, assignment_id, SupportKind::Question), "NOT_A_PARTY");
    scene.refused(by(hua), ask(ming, assignment_id, SupportKind::Question), "FORBIDDEN");
    scene.refused(mei(), ask(ming, assignment_id, SupportKind::Question), "FORBIDDEN");
    let nowhere = AssignmentId::derived(&[b"nowhere"]);
    scene.refused(by(ming), ask(ming, nowhere, SupportKind::Question), "NOT_FOUND");
    let silent =
        OpenSupportRequest { text: " ".into(), ..ask(ming, assignment_id, SupportKind::Trouble) };
    scene.refused(by(ming), silent, "FIELD_INVALID");
    scene.given(by(ming), ask(ming, assignment_id, SupportKind::Question));
    scene.refused(by(ming), ask(ming, assignment_id, SupportKind::Question), "REQUEST_EXISTS");
}

#[test]
fn whoever_turned_the_work_down_or_left_asks_nothing() {
    let (mut scene, ming, assignment_id) = at_work();
    let effective_on = scene.today();
    scene.given(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    scene.refused(by(ming), ask(ming, assignment_id, SupportKind::Question), "KOC_NOT_ACTIVE");
    let hua = member(&mut scene, "hua");
    let task_id = given_open(&mut scene, "other");
    let offer = offer(&scene, task_id, hua);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, hua);
    // Before they have answered they may ask what it is about.
    scene.given(by(hua), ask(hua, assignment_id, SupportKind::Question));
    let (reason, note) = (DeclineReason::Time, None);
    scene.given(by(hua), DeclineAssignment { assignment_id, reason, note });
    let again = OpenSupportRequest {
        request_id: SupportId::derived(&[b"again"]),
        ..ask(hua, assignment_id, SupportKind::Question)
    };
    scene.refused(by(hua), again, "NOT_A_PARTY");
}

#[test]
fn the_time_to_the_very_first_answer_is_measured() {
    let (mut scene, ming) = asked();
    scene.wait_hours(2);
    let Support::SupportRequestAnswered(first) = only(scene.accepted(mei(), answer())) else {
        panic!("answered")
    };
    assert_eq!(first.first_response_min, 120);
    scene.wait_hours(5);
    scene.given(by(ming), reopen());
    scene.wait_hours(5);
    let Support::SupportRequestAnswered(second) = only(scene.accepted(mei(), answer())) else {
        panic!("answered")
    };
    assert_eq!(second.first_response_min, 120, "the first stays the first");
}

#[test]
fn an_answer_says_something_and_technical_data_names_its_source() {
    let (mut scene, _) = asked();
    scene.refused(mei(), AnswerSupportRequest { text: "".into(), ..answer() }, "ANSWER_EMPTY");
    for fact_sources in [Vec::new(), vec![" ".to_owned()]] {
        scene.refused(mei(), AnswerSupportRequest { fact_sources, ..answer() }, "SOURCE_REQUIRED");
    }
    let attachments = vec!["please see my mail".to_owned()];
    scene.refused(mei(), AnswerSupportRequest { attachments, ..answer() }, "FIELD_INVALID");
    scene.given(mei(), answer());
    scene.refused(mei(), answer(), "REQUEST_NOT_OPEN");
    scene.refused(mei(), escalate(None), "REQUEST_NOT_OPEN");
}

#[test]
fn other_questions_need_no_source() {
    let (mut scene, ming, assignment_id) = at_work();
    scene.given(by(ming), ask(ming, assignment_id, SupportKind::Logistics));
    scene.given(mei(), AnswerSupportRequest { fact_sources: Vec::new(), ..answer() });
}

#[test]
fn what_is_overdue_is_passed_on_by_the_clock_and_waits_for_whoever_runs_the_programme() {
    let (mut scene, _) = asked();
    scene.wait_hours(24);
    scene.refused(Actor::SYSTEM, by_clock(), "NOT_YET_DUE");
    scene.wait_hours(1);
    let events = scene.accepted(Actor::SYSTEM, by_clock());
    let [
        Event::Support(Support::SupportRequestEscalated(passed)),
        Event::Todo(Todo::TodoOpened(todo)),
    ] = events.as_slice()
    else {
        panic!("escalated and told: {events:?}")
    };
    assert!(passed.overdue && passed.to.is_none());
    assert_eq!((todo.kind, todo.audience), (TodoKind::SupportEscalated, Audience::Role(Role::Ops)));
    assert_eq!(todo.about, request_id().to_string());
    assert_eq!(scene.state.timers().at(Timer::EscalateSupportRequest(request_id())), None);
    let events = scene.accepted(mei(), answer());
    assert!(
        matches!(events.last(), Some(Event::Todo(Todo::TodoCompleted(done))) if done.todo_id == todo.todo_id)
    );
}

#[test]
fn people_pass_on_with_a_reason_to_somebody_who_is_there() {
    let (mut scene, _) = asked();
    let silent = EscalateSupportRequest { reason: None, ..escalate(Some("lin")) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    scene.refused(mei(), escalate(Some("nobody")), "NOT_FOUND");
    scene.given(mei(), escalate(Some("lin")));
    scene.refused(mei(), escalate(Some("lin")), "NO_CHANGE");
    // Passed on once more, it waits for the next alone.
    let events = scene.accepted(mei(), escalate(Some("wei")));
    let names: Vec<_> = events.iter().map(|event| event.event_type().name).collect();
    assert_eq!(names, ["SupportRequestEscalated", "TodoCompleted", "TodoOpened"]);
}

#[test]
fn the_member_closes_what_was_answered() {
    let (mut scene, ming) = asked();
    scene.refused(by(ming), close(), "REQUEST_NOT_ANSWERED");
    scene.given(mei(), answer());
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), close(), "NOT_A_PARTY");
    scene.refused(mei(), close(), "FORBIDDEN");
    scene.refused(by(ming), close_by_clock(), "FIELD_INVALID");
    scene.refused(by(ming), CloseSupportRequest { rating: Some(6), ..close() }, "FIELD_INVALID");
    scene.given(by(ming), close());
    scene.refused(by(ming), close(), "REQUEST_NOT_ANSWERED");
}

#[test]
fn silence_for_a_week_closes_it() {
    let (mut scene, _) = answered();
    let timer = Timer::CloseSupportRequest(request_id());
    assert_eq!(scene.state.timers().at(timer), Some(scene.now().plus_hours(7 * 24)));
    scene.refused(Actor::SYSTEM, close_by_clock(), "NOT_YET_DUE");
    scene.wait_hours(7 * 24 + 1);
    scene.given(Actor::SYSTEM, close_by_clock());
    assert_eq!(scene.state.timers().at(timer), None);
}

#[test]
fn the_member_asks_again_and_the_clock_begins_anew() {
    let (mut scene, ming) = asked();
    scene.refused(by(ming), reopen(), "REQUEST_NOT_CLOSED");
    scene.given(mei(), answer());
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), reopen(), "NOT_A_PARTY");
    scene.refused(by(ming), ReopenSupportRequest { why: "".into(), ..reopen() }, "FIELD_INVALID");
    scene.given(by(ming), close());
    scene.wait_days(3);
    scene.given(by(ming), reopen());
    let due = scene.state.timers().at(Timer::EscalateSupportRequest(request_id()));
    assert_eq!(due, Some(scene.now().plus_hours(24)));
    assert_eq!(scene.state.timers().at(Timer::CloseSupportRequest(request_id())), None);
}

#[test]
fn a_review_that_waits_too_long_is_told_to_the_contact_once_a_stage() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_accepted(&mut scene, "clip", ming);
    let flag = FlagOverdueReview { assignment_id };
    scene.refused(Actor::SYSTEM, flag.clone(), "NOTHING_TO_REVIEW");
    scene.given(by(ming), submit(assignment_id, 1, ming));
    let submitted = scene.log.last().expect("submitted").position;
    scene.wait_hours(72);
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.wait_hours(1);
    let events = scene.accepted(Actor::SYSTEM, flag.clone());
    let [Event::Todo(Todo::TodoOpened(todo))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(todo.audience, Audience::Operator(operator_id("mei")));
    assert_eq!((todo.kind, todo.source_event), (TodoKind::ReviewOverdue, submitted));
    scene.refused(Actor::SYSTEM, flag.clone(), "NO_CHANGE");
    let events = scene.accepted(wei(), review(assignment_id, 1, Decision::Approve));
    let done = |event: &Event| matches!(event, Event::Todo(Todo::TodoCompleted(done)) if done.todo_id == todo.todo_id);
    assert!(events.iter().any(done), "judging it is what it waited for");
    scene.refused(Actor::SYSTEM, flag, "NOTHING_TO_REVIEW");
    assert_eq!(scene.state.timers().at(Timer::FlagOverdueReview(assignment_id)), None);
}
