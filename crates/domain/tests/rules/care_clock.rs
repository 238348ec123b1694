//! When a talk or feedback is due: asked for once, by the clock, of whoever looks after the member.

use crate::care::*;
use crate::cars::*;
use crate::common::*;
use crate::privacy::{erase, receive, request_id, verify, yan};
use crate::shown::{completed, opened};
use crate::work::*;
use domain::approval::{MergeProposal, Proposal, SuspensionProposal};
use domain::assignment::values::Decision;
use domain::care::command::*;
use domain::id::KocId;
use domain::koc::command::*;
use domain::privacy::values::DataRequestKind;
use domain::programme::Limits;
use domain::programme::command::ChangeProgrammeLimits;
use domain::todo::command::CompleteTodo;
use domain::todo::event::TodoOpened;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::TierCode;
use domain::{Actor, Event, Moment, Role, Timer};
use testkit::scene::Scene;

fn talk_at(scene: &Scene, koc_id: KocId) -> Option<Moment> {
    scene.state.timers().at(Timer::FlagTalkDue(koc_id))
}

fn feedback_at(scene: &Scene, koc_id: KocId) -> Option<Moment> {
    scene.state.timers().at(Timer::FlagFeedbackDue(koc_id))
}

/// Five o'clock in Shanghai, days after the scene's today.
fn five_in(scene: &Scene, days: i32) -> Moment {
    let zone = domain::Zone::named("Asia/Shanghai").expect("built in");
    zone.hour_of(scene.today().plus(days), 5)
}

#[track_caller]
fn asked(events: &[Event], kind: TodoKind) -> TodoOpened {
    let opened = opened(events, kind);
    assert_eq!(opened.len(), 1, "{events:?}");
    opened[0].clone()
}

/// Hua rose to the third tier today.
fn with_partner() -> (Scene, KocId) {
    let mut scene = live_with_words();
    let hua = partner(&mut scene, "hua");
    (scene, hua)
}

/// Ming's first work was approved today.
fn with_finished() -> (Scene, KocId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_approved(&mut scene, "clip", ming);
    (scene, ming)
}

#[test]
fn a_partner_is_owed_a_talk_within_the_limit() {
    let (mut scene, hua) = with_partner();
    let ming = member(&mut scene, "ming");
    assert_eq!(talk_at(&scene, ming), None, "not to the lowest tier");
    assert_eq!(talk_at(&scene, hua), Some(five_in(&scene, 90)));
    let flag = FlagTalkDue { koc_id: hua };
    scene.refused(Actor::SYSTEM, FlagTalkDue { koc_id: ming }, "NOTHING_OWED");
    scene.wait_days(89);
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    scene.refused(by(hua), flag.clone(), "FORBIDDEN");
    let events = scene.accepted(Actor::SYSTEM, flag.clone());
    let first = asked(&events, TodoKind::TalkOwed);
    assert_eq!((first.audience, first.koc_id), (Audience::Role(Role::Ops), Some(hua)));
    let cause = &scene.log[first.source_event.0 as usize - 1].event;
    assert_eq!(cause.event_type().name, "KocPromoted");
    // Once: not again while it waits.
    assert_eq!(talk_at(&scene, hua), None);
    scene.refused(Actor::SYSTEM, flag, "NO_CHANGE");
    let held = talk(&scene, "spring", hua);
    assert_eq!(completed(&scene.accepted(mei(), held)), 1);
    assert_eq!(talk_at(&scene, hua), Some(five_in(&scene, 90)));
}

#[test]
fn a_talk_that_was_held_counts_from_its_day() {
    let (mut scene, hua) = with_partner();
    scene.wait_days(40);
    let held_at = scene.now().plus_hours(-10 * 24);
    let held = HoldTalk { held_at, ..talk(&scene, "spring", hua) };
    scene.given(mei(), held);
    assert_eq!(talk_at(&scene, hua), Some(five_in(&scene, 80)));
}

#[test]
fn the_manager_is_asked_where_there_is_one() {
    let (mut scene, hua) = with_partner();
    scene.given(mei(), assign(hua));
    scene.wait_days(91);
    let events = scene.accepted(Actor::SYSTEM, FlagTalkDue { koc_id: hua });
    assert_eq!(asked(&events, TodoKind::TalkOwed).audience, Audience::Operator(operator_id("mei")));
}

#[test]
fn what_a_manager_puts_off_is_asked_for_again_after_as_long() {
    let (mut scene, hua) = with_partner();
    scene.wait_days(91);
    let events = scene.accepted(Actor::SYSTEM, FlagTalkDue { koc_id: hua });
    let first = asked(&events, TodoKind::TalkOwed);
    scene.given(mei(), CompleteTodo { todo_id: first.todo_id });
    assert_eq!(talk_at(&scene, hua), Some(five_in(&scene, 90)));
    scene.wait_days(91);
    let events = scene.accepted(Actor::SYSTEM, FlagTalkDue { koc_id: hua });
    assert_ne!(asked(&events, TodoKind::TalkOwed).todo_id, first.todo_id);
}

#[test]
fn no_talk_is_owed_to_whoever_steps_down_is_suspended_or_leaves() {
    let (mut scene, hua) = with_partner();
    scene.wait_days(91);
    scene.given(Actor::SYSTEM, FlagTalkDue { koc_id: hua });
    let (to_tier, effective_on) = (TierCode::Responder, scene.today());
    let down = StepDown { koc_id: hua, to_tier, reason: None, effective_on };
    let mut lower = scene.clone();
    assert_eq!(completed(&lower.accepted(by(hua), down)), 1);
    assert_eq!(talk_at(&lower, hua), None);
    let mut suspended = scene.clone();
    let proposal = Proposal::Suspend(SuspensionProposal { koc_id: hua, until: None });
    approve(&mut suspended, proposal);
    let (reason, evidence_refs) = ("raced".into(), Vec::new());
    let suspend = SuspendKoc { koc_id: hua, reason, evidence_refs, until: None };
    assert_eq!(completed(&suspended.accepted(mei(), suspend)), 1);
    assert_eq!(talk_at(&suspended, hua), None);
    suspended.wait_days(1);
    let lift = LiftSuspension { koc_id: hua, reason: Some("it was another".into()) };
    suspended.given(mei(), lift);
    assert!(talk_at(&suspended, hua).is_some(), "owed again");
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: hua, reason: None, effective_on };
    assert_eq!(completed(&scene.accepted(by(hua), leave)), 1);
    scene.refused(Actor::SYSTEM, FlagTalkDue { koc_id: hua }, "NOTHING_OWED");
}

#[test]
fn nobody_is_reminded_of_whoever_takes_a_break() {
    let (mut scene, hua) = with_partner();
    scene.wait_days(80);
    let from = scene.today();
    let until = Some(scene.today().plus(20));
    scene.given(by(hua), PauseKoc { koc_id: hua, from, until, reason: None });
    assert_eq!(talk_at(&scene, hua), Some(five_in(&scene, 21)));
    scene.given(by(hua), ResumeKoc { koc_id: hua });
    assert_eq!(talk_at(&scene, hua), Some(five_in(&scene, 10)));
    scene.wait_days(1);
    let from = scene.today();
    scene.given(by(hua), PauseKoc { koc_id: hua, from, until: None, reason: None });
    assert_eq!(talk_at(&scene, hua), None);
}

#[test]
fn feedback_is_owed_to_every_tier_once_work_was_finished() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let flag = FlagFeedbackDue { koc_id: ming };
    assert_eq!(feedback_at(&scene, ming), None);
    scene.refused(Actor::SYSTEM, flag.clone(), "NOTHING_OWED");
    given_approved(&mut scene, "clip", ming);
    let due = five_in(&scene, 90);
    assert_eq!(feedback_at(&scene, ming), Some(due));
    scene.wait_days(30);
    given_approved(&mut scene, "other", ming);
    assert_eq!(feedback_at(&scene, ming), Some(due), "owed since the first");
    scene.wait_days(59);
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    let events = scene.accepted(Actor::SYSTEM, flag.clone());
    let owed = asked(&events, TodoKind::FeedbackOwed);
    let cause = &scene.log[owed.source_event.0 as usize - 1].event;
    assert_eq!(cause.event_type().name, "WorkApproved");
    scene.refused(Actor::SYSTEM, flag, "NO_CHANGE");
    let period = last_days(&scene, 91);
    let events = scene.accepted(mei(), feedback(ming, period));
    assert_eq!(completed(&events), 1);
    assert_eq!(feedback_at(&scene, ming), None, "nothing is owed until more is finished");
    scene.wait_days(10);
    given_approved(&mut scene, "third", ming);
    assert_eq!(feedback_at(&scene, ming), Some(five_in(&scene, 90)));
}

#[test]
fn rejected_work_was_finished_too() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    scene.given(wei(), review(assignment_id, 1, Decision::Reject));
    assert_eq!(feedback_at(&scene, ming), Some(five_in(&scene, 90)));
}

#[test]
fn feedback_that_is_put_off_is_asked_for_again() {
    let (mut scene, ming) = with_finished();
    scene.wait_days(91);
    let events = scene.accepted(Actor::SYSTEM, FlagFeedbackDue { koc_id: ming });
    let first = asked(&events, TodoKind::FeedbackOwed);
    scene.given(mei(), CompleteTodo { todo_id: first.todo_id });
    assert_eq!(feedback_at(&scene, ming), Some(five_in(&scene, 90)));
    let effective_on = scene.today();
    scene.given(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    assert_eq!(feedback_at(&scene, ming), None);
}

#[test]
fn other_limits_hold_for_everybody_at_once() {
    let (mut scene, ming) = with_finished();
    let limits = Limits { feedback_every_days: 30, ..Limits::default() };
    scene.given(mei(), ChangeProgrammeLimits { limits });
    assert_eq!(feedback_at(&scene, ming), Some(five_in(&scene, 30)));
}

#[test]
fn the_record_that_goes_on_is_owed_what_both_were() {
    let (mut scene, ming) = with_finished();
    let hua = member(&mut scene, "hua");
    scene.given(mei(), assign(ming));
    scene.wait_days(10);
    approve(&mut scene, Proposal::Merge(MergeProposal { koc_id: hua, duplicate_id: ming }));
    let merge = MergeKoc { koc_id: hua, duplicate_id: ming, evidence: "one account".into() };
    scene.given(mei(), merge);
    assert_eq!(feedback_at(&scene, ming), None);
    assert_eq!(feedback_at(&scene, hua), Some(five_in(&scene, 80)));
    scene.wait_days(81);
    let events = scene.accepted(Actor::SYSTEM, FlagFeedbackDue { koc_id: hua });
    let owed = asked(&events, TodoKind::FeedbackOwed);
    assert_eq!(owed.audience, Audience::Operator(operator_id("mei")));
}

/// Ming wishes to be forgotten.
fn given_wish(scene: &mut Scene, ming: KocId) {
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
}

#[test]
fn nobody_is_forgotten_while_they_have_a_car() {
    let (mut scene, ming) = with_car();
    given_out(&mut scene, "trip", ming);
    given_wish(&mut scene, ming);
    let blockers = scene.state.erasure_blockers(request_id("forget"));
    assert_eq!(blockers, [loan("trip").to_string()]);
    scene.refused(yan(), erase("forget", ming), "ERASURE_BLOCKED");
    let back = give_back(&scene, "trip");
    scene.given(mei(), back);
    scene.refused(yan(), erase("forget", ming), "ERASURE_BLOCKED");
    scene.given(mei(), crate::cars::close("trip"));
    scene.given(yan(), erase("forget", ming));
}

#[test]
fn to_whoever_was_forgotten_nothing_is_owed_and_no_promise_kept() {
    let (mut scene, ming) = with_finished();
    let held = talk(&scene, "spring", ming);
    scene.given(mei(), held.clone());
    given_wish(&mut scene, ming);
    let events = scene.accepted(yan(), erase("forget", ming));
    // The promise of the talk, and whatever waited for the wish.
    let kept = |event: &Event| {
        let Event::Todo(domain::todo::Event::TodoCompleted(done)) = event else { return false };
        scene.log.iter().any(|it| match &it.event {
            Event::Todo(domain::todo::Event::TodoOpened(opened)) => {
                opened.todo_id == done.todo_id && opened.kind == TodoKind::KeepPromise
            }
            _ => false,
        })
    };
    assert!(events.iter().any(kept), "{events:?}");
    assert_eq!(feedback_at(&scene, ming), None);
    scene.refused(mei(), held, "KOC_NOT_ACTIVE");
}
