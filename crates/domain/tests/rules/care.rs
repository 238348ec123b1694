//! The file of a relationship: who looks after a member, talks, promises, and feedback for every
//! tier.

use crate::common::*;
use crate::shown::{completed, opened};
use crate::work::*;
use domain::care::Event as Happened;
use domain::care::command::*;
use domain::care::event::{PeriodicFeedbackSent, TalkHeld};
use domain::care::values::*;
use domain::id::{FollowUpId, KocId, TalkId};
use domain::koc::command::LeaveProgramme;
use domain::operator::command::DeactivateOperator;
use domain::todo::values::{Audience, TodoKind};
use domain::{Actor, Event, Role};
use testkit::scene::Scene;

/// The talk of that name.
fn talk_id(name: &str) -> TalkId {
    TalkId::derived(&[name.as_bytes()])
}

/// The follow-up of that name.
fn follow_up_id(name: &str) -> FollowUpId {
    FollowUpId::derived(&[name.as_bytes()])
}

/// Mei looks after a member.
pub(crate) fn assign(koc_id: KocId) -> AssignRelationshipManager {
    AssignRelationshipManager { koc_id, operator_id: operator_id("mei") }
}

/// A talk now, with a promise that lin keeps within a week.
pub(crate) fn talk(scene: &Scene, name: &str, koc_id: KocId) -> HoldTalk {
    let follow_up = PromisedFollowUp {
        follow_up_id: follow_up_id(name),
        owner: operator_id("lin"),
        due: scene.today().plus(7),
    };
    HoldTalk {
        koc_id,
        talk_id: talk_id(name),
        standing_in_for: None,
        held_at: scene.now(),
        medium: TalkMedium::Video,
        topics: vec![TalkTopic::Work, TalkTopic::Wellbeing],
        wellbeing_note: Some("tired after the move".into()),
        development_goals: vec!["learn to cut".into()],
        promises: vec![
            Promise { what: "a place in the workshop".into(), follow_up: Some(follow_up) },
            Promise { what: "less work in May".into(), follow_up: None },
        ],
    }
}

/// Something to do within a week.
fn open(scene: &Scene, name: &str, koc_id: KocId) -> OpenFollowUp {
    OpenFollowUp {
        koc_id,
        follow_up_id: follow_up_id(name),
        what: "send the cable".into(),
        owner: operator_id("lin"),
        due: scene.today().plus(7),
    }
}

fn close(name: &str, koc_id: KocId) -> CloseFollowUp {
    CloseFollowUp { koc_id, follow_up_id: follow_up_id(name), outcome: "it is there".into() }
}

/// The last so many days, until today.
pub(crate) fn last_days(scene: &Scene, days: i32) -> FeedbackPeriod {
    FeedbackPeriod { from: scene.today().plus(1 - days), until: scene.today() }
}

/// Feedback on those days.
pub(crate) fn feedback(koc_id: KocId, period: FeedbackPeriod) -> SendPeriodicFeedback {
    SendPeriodicFeedback {
        koc_id,
        period,
        on_completion: Some("all in time".into()),
        on_effect: Some("three families wrote".into()),
        praise: vec!["the light".into()],
        advice: vec!["shorter".into()],
    }
}

fn acknowledge(koc_id: KocId, period: FeedbackPeriod) -> AcknowledgePeriodicFeedback {
    AcknowledgePeriodicFeedback { koc_id, period, comment: Some("thank you".into()) }
}

fn lin_as_ops() -> Actor {
    Actor::operator(operator_id("lin"), Role::Ops)
}

#[track_caller]
fn held(events: &[Event]) -> &TalkHeld {
    match events.first() {
        Some(Event::Care(Happened::TalkHeld(e))) => e,
        other => panic!("held: {other:?}"),
    }
}

#[track_caller]
fn sent(events: &[Event]) -> &PeriodicFeedbackSent {
    match events.first() {
        Some(Event::Care(Happened::PeriodicFeedbackSent(e))) => e,
        other => panic!("sent: {other:?}"),
    }
}

fn with_ming() -> (Scene, KocId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    (scene, ming)
}

#[test]
fn a_manager_is_somebody_who_runs_the_programme() {
    let (mut scene, ming) = with_ming();
    scene.refused(by(ming), assign(ming), "FORBIDDEN");
    let reviewer = AssignRelationshipManager { operator_id: operator_id("wei"), ..assign(ming) };
    scene.refused(mei(), reviewer, "FIELD_INVALID");
    let nobody = AssignRelationshipManager { operator_id: operator_id("xu"), ..assign(ming) };
    scene.refused(mei(), nobody, "NOT_FOUND");
    scene.refused(mei(), assign(koc("nobody")), "NOT_FOUND");
    scene.given(mei(), assign(ming));
    scene.refused(mei(), assign(ming), "NO_CHANGE");
    let other = AssignRelationshipManager { operator_id: operator_id("lin"), ..assign(ming) };
    let events = scene.accepted(mei(), other);
    let [Event::Care(Happened::RelationshipManagerAssigned(now))] = events.as_slice() else {
        panic!("assigned: {events:?}")
    };
    assert_eq!(now.previous, Some(operator_id("mei")));
}

#[test]
fn whoever_is_off_the_team_looks_after_nobody() {
    let (mut scene, ming) = with_ming();
    scene.given(mei(), add_operator("xu", &[Role::Ops]));
    let (operator_id, reason) = (operator_id("xu"), "moved on".into());
    scene.given(Actor::ADMIN, DeactivateOperator { operator_id, reason, hand_over_to: None });
    let gone = AssignRelationshipManager { operator_id, koc_id: ming };
    scene.refused(mei(), gone, "OPERATOR_INACTIVE");
}

#[test]
fn whoever_leaves_the_team_hands_over_whom_they_look_after() {
    let (mut scene, ming) = with_ming();
    scene.given(mei(), add_operator("xu", &[Role::Ops]));
    let xu = operator_id("xu");
    scene.given(mei(), AssignRelationshipManager { koc_id: ming, operator_id: xu });
    let opened = OpenFollowUp { owner: xu, ..open(&scene, "cable", ming) };
    scene.given(mei(), opened);
    let gone = |hand_over_to| DeactivateOperator {
        operator_id: xu,
        reason: "moved on".into(),
        hand_over_to,
    };
    scene.refused(Actor::ADMIN, gone(None), "OPERATOR_HAS_CONTACTS");
    let events = scene.accepted(Actor::ADMIN, gone(Some(operator_id("lin"))));
    let Some(Event::Operator(domain::operator::Event::OperatorDeactivated(e))) = events.first()
    else {
        panic!("gone: {events:?}")
    };
    assert_eq!(e.handed_over, 2, "a member and a promise");
    // Lin is the manager now.
    let held = talk(&scene, "spring", ming);
    scene.refused(mei(), held.clone(), "NOT_RELATIONSHIP_MANAGER");
    scene.given(lin_as_ops(), held);
}

#[test]
fn only_the_manager_talks_or_whoever_says_that_they_stand_in() {
    let (mut scene, ming) = with_ming();
    let plain = talk(&scene, "spring", ming);
    // Nobody looks after ming yet: whoever runs the programme does.
    scene.given(lin_as_ops(), plain.clone());
    scene.given(mei(), assign(ming));
    let plain = talk(&scene, "summer", ming);
    scene.refused(lin_as_ops(), plain.clone(), "NOT_RELATIONSHIP_MANAGER");
    let for_wei = HoldTalk { standing_in_for: Some(operator_id("wei")), ..plain.clone() };
    scene.refused(lin_as_ops(), for_wei, "NOT_RELATIONSHIP_MANAGER");
    let for_mei = HoldTalk { standing_in_for: Some(operator_id("mei")), ..plain };
    scene.refused(mei(), for_mei.clone(), "NOT_RELATIONSHIP_MANAGER");
    let events = scene.accepted(lin_as_ops(), for_mei);
    let held = held(&events);
    assert_eq!(
        (held.held_by, held.standing_in_for),
        (operator_id("lin"), Some(operator_id("mei")))
    );
    scene.refused(wei(), talk(&scene.clone(), "autumn", ming), "FORBIDDEN");
    scene.refused(Actor::ADMIN, talk(&scene.clone(), "autumn", ming), "FORBIDDEN");
}

#[test]
fn a_talk_has_happened_was_about_something_and_is_told_once() {
    let (mut scene, ming) = with_ming();
    let plain = talk(&scene, "spring", ming);
    let held_at = scene.now().plus_hours(1);
    scene.refused(mei(), HoldTalk { held_at, ..plain.clone() }, "DATE_IN_FUTURE");
    scene.refused(mei(), HoldTalk { topics: Vec::new(), ..plain.clone() }, "FIELD_INVALID");
    let topics = vec![TalkTopic::Work, TalkTopic::Work];
    scene.refused(mei(), HoldTalk { topics, ..plain.clone() }, "FIELD_INVALID");
    let development_goals = vec![" ".into()];
    scene.refused(mei(), HoldTalk { development_goals, ..plain.clone() }, "FIELD_INVALID");
    let development_goals = vec!["more".into(); 21];
    scene.refused(mei(), HoldTalk { development_goals, ..plain.clone() }, "FIELD_INVALID");
    scene.given(mei(), plain.clone());
    scene.refused(mei(), plain, "TALK_EXISTS");
}

#[test]
fn a_promise_that_is_kept_by_somebody_waits_for_them() {
    let (mut scene, ming) = with_ming();
    let plain = talk(&scene, "spring", ming);
    let owner = operator_id("nobody");
    let due = scene.today().plus(-1);
    for (change, code) in [
        (PromisedFollowUp { owner, ..plain.promises[0].follow_up.expect("kept") }, "NOT_FOUND"),
        (PromisedFollowUp { due, ..plain.promises[0].follow_up.expect("kept") }, "DATE_IN_PAST"),
    ] {
        let promises = vec![Promise { what: "a place".into(), follow_up: Some(change) }];
        scene.refused(mei(), HoldTalk { promises, ..plain.clone() }, code);
    }
    let promises = vec![plain.promises[0].clone(), plain.promises[0].clone()];
    scene.refused(mei(), HoldTalk { promises, ..plain.clone() }, "FIELD_INVALID");
    let due_at = scene.now().plus_hours(7 * 24 + 14);
    let events = scene.accepted(mei(), plain);
    let told = opened(&events, TodoKind::KeepPromise);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].audience, Audience::Operator(operator_id("lin")));
    // By the end of the day in the programme's zone.
    assert_eq!(told[0].due.map(|due| due.0), Some(due_at.0 - 1));
    let [_, Event::Care(Happened::FollowUpOpened(kept)), ..] = events.as_slice() else {
        panic!("kept: {events:?}")
    };
    assert_eq!((kept.talk_id, kept.owner), (Some(talk_id("spring")), operator_id("lin")));
    let silent = CloseFollowUp { outcome: " ".into(), ..close("spring", ming) };
    scene.refused(mei(), silent, "FIELD_INVALID");
    assert_eq!(completed(&scene.accepted(lin_as_ops(), close("spring", ming))), 1);
    scene.refused(mei(), close("spring", ming), "FOLLOW_UP_UNKNOWN");
}

#[test]
fn a_follow_up_is_opened_without_a_talk_too() {
    let (mut scene, ming) = with_ming();
    let hua = member(&mut scene, "hua");
    let plain = open(&scene, "cable", ming);
    scene.refused(mei(), OpenFollowUp { what: " ".into(), ..plain.clone() }, "FIELD_INVALID");
    let due = scene.today().plus(-1);
    scene.refused(mei(), OpenFollowUp { due, ..plain.clone() }, "DATE_IN_PAST");
    let owner = operator_id("nobody");
    scene.refused(mei(), OpenFollowUp { owner, ..plain.clone() }, "NOT_FOUND");
    scene.given(mei(), plain.clone());
    scene.refused(mei(), plain, "FOLLOW_UP_EXISTS");
    let of_hua = open(&scene, "cable", hua);
    scene.refused(mei(), of_hua, "FOLLOW_UP_EXISTS");
    scene.refused(mei(), close("cable", hua), "FOLLOW_UP_UNKNOWN");
    scene.refused(mei(), close("other", ming), "FOLLOW_UP_UNKNOWN");
    scene.given(mei(), close("cable", ming));
}

#[test]
fn somebody_who_has_left_is_still_talked_with_and_promises_are_kept() {
    let (mut scene, ming) = with_ming();
    let spring = talk(&scene, "spring", ming);
    scene.given(mei(), spring);
    let effective_on = scene.today();
    scene.given(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    let farewell = talk(&scene, "farewell", ming);
    scene.given(mei(), farewell);
    scene.given(mei(), close("spring", ming));
    scene.refused(mei(), assign(ming), "KOC_NOT_ACTIVE");
    let period = last_days(&scene, 30);
    scene.refused(mei(), feedback(ming, period), "KOC_NOT_ACTIVE");
}

#[test]
fn feedback_says_something_about_days_that_are_over_once() {
    let (mut scene, ming) = with_ming();
    scene.wait_days(100);
    let period = last_days(&scene, 30);
    let plain = feedback(ming, period);
    let silent = SendPeriodicFeedback { praise: vec![], advice: vec![], ..plain.clone() };
    scene.refused(mei(), silent, "FEEDBACK_REQUIRED");
    let FeedbackPeriod { from, until } = period;
    for (from, until, code) in [
        (until, from, "WINDOW_INVALID"),
        (from, until.plus(1), "DATE_IN_FUTURE"),
        (until.plus(-366), until, "FIELD_INVALID"),
    ] {
        let period = FeedbackPeriod { from, until };
        scene.refused(mei(), SendPeriodicFeedback { period, ..plain.clone() }, code);
    }
    let advice = vec![" ".into()];
    scene.refused(mei(), SendPeriodicFeedback { advice, ..plain.clone() }, "FIELD_INVALID");
    scene.given(mei(), plain.clone());
    scene.refused(mei(), plain.clone(), "FEEDBACK_ALREADY_SENT");
    let earlier = FeedbackPeriod { from: from.plus(-30), until: from.plus(-1) };
    for overlapping in [
        FeedbackPeriod { until: from, ..earlier },
        FeedbackPeriod { from: from.plus(-10), until: until.plus(-10) },
        FeedbackPeriod { from: until, until },
    ] {
        let again = SendPeriodicFeedback { period: overlapping, ..plain.clone() };
        scene.refused(mei(), again, "FEEDBACK_ALREADY_SENT");
    }
    scene.given(mei(), SendPeriodicFeedback { period: earlier, ..plain });
}

#[test]
fn feedback_is_for_every_tier_and_tells_how_much_was_finished() {
    let (mut scene, ming) = with_ming();
    given_approved(&mut scene, "one", ming);
    given_approved(&mut scene, "two", ming);
    scene.wait_days(10);
    let period = last_days(&scene, 30);
    let events = scene.accepted(mei(), feedback(ming, period));
    assert_eq!(sent(&events).works, 2);
    assert_eq!(opened(&events, TodoKind::FeedbackGiven)[0].audience, Audience::Koc(ming));
    scene.wait_days(40);
    let period = last_days(&scene, 30);
    assert_eq!(sent(&scene.accepted(mei(), feedback(ming, period))).works, 0);
}

#[test]
fn the_member_says_that_they_read_it() {
    let (mut scene, ming) = with_ming();
    let hua = member(&mut scene, "hua");
    let period = last_days(&scene, 30);
    scene.refused(by(ming), acknowledge(ming, period), "FEEDBACK_NOT_SENT");
    scene.given(mei(), feedback(ming, period));
    scene.refused(by(hua), acknowledge(ming, period), "FORBIDDEN");
    let other = last_days(&scene, 29);
    scene.refused(by(ming), acknowledge(ming, other), "FEEDBACK_NOT_SENT");
    assert_eq!(completed(&scene.accepted(by(ming), acknowledge(ming, period))), 1);
    scene.refused(by(ming), acknowledge(ming, period), "NO_CHANGE");
}
