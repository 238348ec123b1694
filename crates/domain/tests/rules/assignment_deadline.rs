//! Work that is due: more time, reminders, overdue, lapse, and breaks that stop the clock.

use domain::assignment::Event::{
    AssignmentLapsed, AssignmentOverdue, DeadlineExtended, DeadlineReminded,
};
use domain::assignment::command::*;
use domain::id::{AssignmentId, KocId};
use domain::koc::command::{PauseKoc, ResumeKoc};
use domain::todo::values::TodoKind;
use domain::{Actor, Event, Moment, Timer, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

fn extend(assignment_id: AssignmentId, submit_by: Moment) -> ExtendDeadline {
    ExtendDeadline { assignment_id, submit_by, reason: "the car came late".into() }
}

pub(crate) fn remind(assignment_id: AssignmentId) -> RemindDeadline {
    RemindDeadline { assignment_id }
}

fn overdue(assignment_id: AssignmentId) -> MarkOverdue {
    MarkOverdue { assignment_id }
}

fn lapse(assignment_id: AssignmentId) -> LapseAssignment {
    LapseAssignment { assignment_id }
}

/// A month's work that a responder took on, and when it is due.
pub(crate) fn held() -> (Scene, KocId, AssignmentId, Moment) {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let due = scene.now().plus_hours(30 * 24);
    let assignment_id = given_month_accepted(&mut scene, "month", ming);
    (scene, ming, assignment_id, due)
}

#[test]
fn more_time_is_later_than_before_and_within_the_horizon() {
    let (mut scene, ming, assignment_id, due) = held();
    scene.refused(mei(), extend(assignment_id, due), "DEADLINE_NOT_LATER");
    let far = due.plus_hours(63 * 24);
    scene.refused(mei(), extend(assignment_id, far), "HORIZON_WINDOW_MISMATCH");
    let silent = ExtendDeadline { reason: " ".into(), ..extend(assignment_id, due.plus_hours(24)) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = of_assignment(scene.accepted(mei(), extend(assignment_id, due.plus_hours(24))));
    assert!(matches!(events.as_slice(), [DeadlineExtended(e)] if e.from == due));
    scene.wait_hours(30 * 24 + 12);
    let events = of_assignment(scene.accepted(by(ming), submit(assignment_id, 1, ming)));
    let [domain::assignment::Event::WorkSubmitted(work)] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert!(!work.late, "in time by the extended due time");
    scene.given(wei(), review(assignment_id, 1, domain::assignment::values::Decision::Approve));
    let again = extend(assignment_id, due.plus_hours(48));
    scene.refused(mei(), again, "ASSIGNMENT_NOT_ACTIVE");
}

#[test]
fn a_member_is_reminded_three_days_and_one_day_ahead() {
    let (mut scene, ming, assignment_id, due) = held();
    let at = |days: i64| due.plus_hours(-24 * days);
    let timer = Timer::RemindDeadline(assignment_id);
    assert_eq!(scene.state.timers().at(timer), Some(at(3)));
    scene.refused(Actor::SYSTEM, remind(assignment_id), "NOT_YET_DUE");
    scene.wait_hours(27 * 24 + 1);
    let events = scene.accepted(Actor::SYSTEM, remind(assignment_id));
    let [Event::Assignment(DeadlineReminded(reminded)), Event::Todo(todo::Event::TodoOpened(todo))] =
        events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert_eq!((reminded.days_ahead, reminded.due), (3, due));
    assert_eq!((todo.kind, todo.koc_id, todo.due), (TodoKind::DeadlineNear, Some(ming), Some(due)));
    assert_eq!(scene.state.timers().at(timer), Some(at(1)));
    scene.refused(Actor::SYSTEM, remind(assignment_id), "NOT_YET_DUE");
    scene.wait_days(2).given(Actor::SYSTEM, remind(assignment_id));
    assert_eq!(scene.state.timers().at(timer), None);
    scene.refused(Actor::SYSTEM, remind(assignment_id), "NO_CHANGE");
    scene.given(by(ming), submit(assignment_id, 1, ming));
    scene.refused(Actor::SYSTEM, remind(assignment_id), "ASSIGNMENT_NOT_ACTIVE");
}

#[test]
fn a_clock_that_slept_sends_the_last_reminder_only() {
    let (mut scene, _, assignment_id, _) = held();
    scene.wait_hours(29 * 24 + 1);
    let events = of_assignment(scene.accepted(Actor::SYSTEM, remind(assignment_id)));
    assert!(matches!(events.as_slice(), [DeadlineReminded(e)] if e.days_ahead == 1));
}

#[test]
fn work_that_never_comes_is_overdue_and_then_lapses() {
    let (mut scene, ming, assignment_id, _) = held();
    scene.refused(Actor::SYSTEM, overdue(assignment_id), "NOT_YET_DUE");
    scene.wait_days(32);
    let events = of_assignment(scene.accepted(Actor::SYSTEM, overdue(assignment_id)));
    assert!(matches!(events.as_slice(), [AssignmentOverdue(e)] if e.days == 2));
    scene.refused(Actor::SYSTEM, overdue(assignment_id), "NO_CHANGE");
    scene.refused(Actor::SYSTEM, lapse(assignment_id), "NOT_YET_DUE");
    scene.wait_days(6);
    let events = of_assignment(scene.accepted(Actor::SYSTEM, lapse(assignment_id)));
    assert!(matches!(events.as_slice(), [AssignmentLapsed(e)] if e.koc_id == ming));
    scene.refused(Actor::SYSTEM, lapse(assignment_id), "ASSIGNMENT_NOT_ACTIVE");
    scene.refused(by(ming), submit(assignment_id, 1, ming), "ASSIGNMENT_NOT_ACTIVE");
    assert!(scene.state.timers().at(Timer::LapseAssignment(assignment_id)).is_none());
}

#[test]
fn more_time_takes_back_that_work_was_overdue() {
    let (mut scene, _, assignment_id, due) = held();
    scene.wait_days(31).given(Actor::SYSTEM, overdue(assignment_id));
    let new_due = due.plus_hours(5 * 24);
    scene.given(mei(), extend(assignment_id, new_due));
    assert_eq!(scene.state.timers().at(Timer::MarkOverdue(assignment_id)), Some(new_due));
    scene.refused(Actor::SYSTEM, overdue(assignment_id), "NOT_YET_DUE");
}

#[test]
fn a_break_stops_the_clock() {
    let (mut scene, ming, assignment_id, due) = held();
    let koc_id = ming;
    let timer = Timer::MarkOverdue(assignment_id);
    assert_eq!(scene.state.timers().at(timer), Some(due));
    // Nine days from tomorrow morning, planned.
    let (from, until) = (scene.today().plus(1), Some(scene.today().plus(9)));
    scene.given(by(ming), PauseKoc { koc_id, from, until, reason: None });
    assert_eq!(scene.state.timers().at(timer), Some(due.plus_hours(9 * 24)));
    // Back after three: what was not used is not given.
    scene.wait_days(4).given(by(ming), ResumeKoc { koc_id });
    assert_eq!(scene.state.timers().at(timer), Some(due.plus_hours(3 * 24)));
    // A break without a last day stops it until the member is back.
    let from = scene.today();
    scene.given(by(ming), PauseKoc { koc_id, from, until: None, reason: None });
    assert_eq!(scene.state.timers().at(timer), None);
    scene.wait_days(60);
    scene.refused(Actor::SYSTEM, overdue(assignment_id), "KOC_NOT_ACTIVE");
    scene.refused(Actor::SYSTEM, lapse(assignment_id), "KOC_NOT_ACTIVE");
    scene.refused(Actor::SYSTEM, remind(assignment_id), "KOC_NOT_ACTIVE");
    let events = of_assignment(scene.accepted(by(ming), submit(assignment_id, 1, ming)));
    let [domain::assignment::Event::WorkSubmitted(work)] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert!(!work.late);
}

#[test]
fn a_break_that_begins_after_the_due_time_helps_nothing() {
    let (mut scene, ming, assignment_id, due) = held();
    scene.wait_days(31);
    let (koc_id, from) = (ming, scene.today());
    scene.given(by(ming), PauseKoc { koc_id, from, until: None, reason: None });
    assert_eq!(scene.state.timers().at(Timer::MarkOverdue(assignment_id)), Some(due));
    scene.given(Actor::SYSTEM, overdue(assignment_id));
}
