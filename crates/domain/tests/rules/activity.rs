//! What members do in the community: taken once, marked once, taken back with what it earned.

use crate::common::*;
use domain::activity::command::*;
use domain::activity::values::{ActivityKind, YearMonth};
use domain::contribution::Event::{ContributionCredited, ContributionReversed};
use domain::id::{ActivityId, KocId};
use domain::koc::command::WithdrawConsent;
use domain::policy::ContributionSource;
use domain::vocabulary::{ConsentPurpose, ContributionKind};
use domain::{Actor, Event};
use testkit::scene::Scene;

/// What ming did now.
pub(crate) fn act(scene: &Scene, koc_id: KocId, key: &str, kind: ActivityKind) -> RecordActivity {
    RecordActivity {
        koc_id,
        kind,
        at: scene.now(),
        month: YearMonth::of(scene.today()),
        source: "app".to_owned(),
        source_ref: key.to_owned(),
        subject: Some("topic-12".to_owned()),
    }
}

pub(crate) fn act_id(scene: &Scene, koc_id: KocId, key: &str) -> ActivityId {
    ActivityId::of(koc_id, YearMonth::of(scene.today()), "app", key)
}

pub(crate) fn mark(scene: &Scene, koc_id: KocId, key: &str) -> MarkActivityInsightful {
    let activity_id = act_id(scene, koc_id, key);
    MarkActivityInsightful { koc_id, activity_id, why: "讲清了能耗曲线".into() }
}

pub(crate) fn retract(scene: &Scene, koc_id: KocId, key: &str) -> RetractActivity {
    RetractActivity { koc_id, activity_id: act_id(scene, koc_id, key), reason: "刷帖".into() }
}

fn scene_with_ming() -> (Scene, KocId) {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    (scene, ming)
}

#[test]
fn what_a_source_reports_is_taken_once() {
    let (mut scene, ming) = scene_with_ming();
    let comment = act(&scene, ming, "c-1", ActivityKind::Comment);
    scene.given(Actor::IMPORT, comment.clone());
    scene.refused(Actor::IMPORT, comment.clone(), "ACTIVITY_DUPLICATE");
    // Another kind or time of the same key is the same thing.
    let vote = RecordActivity { kind: ActivityKind::Vote, ..comment.clone() };
    scene.refused(Actor::IMPORT, vote, "ACTIVITY_DUPLICATE");
    let elsewhere = RecordActivity { source: "forum".to_owned(), ..comment.clone() };
    scene.accepted(Actor::IMPORT, elsewhere);
    let hua = member(&mut scene, "hua");
    scene.accepted(Actor::IMPORT, RecordActivity { koc_id: hua, ..comment });
}

#[test]
fn it_is_reported_for_the_month_it_happened_in() {
    let (mut scene, ming) = scene_with_ming();
    let comment = act(&scene, ming, "c-1", ActivityKind::Comment);
    let wrong = RecordActivity { month: "2025-02".parse().expect("a month"), ..comment.clone() };
    scene.refused(Actor::IMPORT, wrong, "ACTIVITY_WRONG_MONTH");
    // The last of February in London, the first of March in Shanghai.
    let at = moment("2025-02-28T17:00:00Z");
    scene.accepted(Actor::IMPORT, RecordActivity { at, ..comment.clone() });
    let at = scene.now().plus_hours(1);
    scene.refused(Actor::IMPORT, RecordActivity { at, ..comment }, "DATE_IN_FUTURE");
}

#[test]
fn a_report_holds_no_words_about_a_person() {
    let (mut scene, ming) = scene_with_ming();
    let comment = act(&scene, ming, "c-1", ActivityKind::Comment);
    let source = RecordActivity { source: "小程序".to_owned(), ..comment.clone() };
    scene.refused(Actor::IMPORT, source, "FIELD_INVALID");
    let key = RecordActivity { source_ref: "阿明@群".to_owned(), ..comment.clone() };
    scene.refused(Actor::IMPORT, key, "FIELD_INVALID");
    let subject = RecordActivity { subject: Some("阿明的车".to_owned()), ..comment.clone() };
    scene.refused(Actor::IMPORT, subject, "FIELD_INVALID");
    scene.refused(by(ming), comment, "FORBIDDEN");
}

#[test]
fn nothing_is_recorded_of_somebody_who_took_their_consent_back() {
    let (mut scene, ming) = scene_with_ming();
    let purpose = ConsentPurpose::Participation;
    scene.given(by(ming), WithdrawConsent { koc_id: ming, purpose });
    let comment = act(&scene, ming, "c-1", ActivityKind::Comment);
    scene.refused(Actor::IMPORT, comment, "CONSENT_MISSING");
}

#[test]
fn insight_is_marked_once_and_credited_as_help() {
    let (mut scene, ming) = scene_with_ming();
    let answer = act(&scene, ming, "a-1", ActivityKind::AnsweredQuestion);
    let mark = mark(&scene, ming, "a-1");
    scene.refused(mei(), mark.clone(), "ACTIVITY_UNKNOWN");
    scene.given(Actor::IMPORT, answer);
    let silent = MarkActivityInsightful { why: " ".into(), ..mark.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = scene.accepted(mei(), mark.clone());
    let [_, Event::Contribution(ContributionCredited(credited))] = events.as_slice() else {
        panic!("marked and credited in one commit: {events:?}")
    };
    assert_eq!(credited.source, ContributionSource::ActivityMarkedInsightful);
    assert_eq!((credited.kind, credited.points, credited.balance), (ContributionKind::Help, 2, 2));
    scene.refused(mei(), mark, "ALREADY_MARKED");
    scene.refused(by(ming), retract(&scene, ming, "a-1"), "FORBIDDEN");
}

#[test]
fn what_is_taken_back_takes_its_credit_along() {
    let (mut scene, ming) = scene_with_ming();
    let answer = act(&scene, ming, "a-1", ActivityKind::AnsweredQuestion);
    scene.given(Actor::IMPORT, answer.clone());
    let (mark, retract) = (mark(&scene, ming, "a-1"), retract(&scene, ming, "a-1"));
    scene.given(mei(), mark.clone());
    let silent = RetractActivity { reason: " ".into(), ..retract.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = scene.accepted(mei(), retract.clone());
    let [_, Event::Contribution(ContributionReversed(reversed))] = events.as_slice() else {
        panic!("taken back and reversed in one commit: {events:?}")
    };
    assert_eq!((reversed.points, reversed.balance), (2, 0));
    scene.refused(mei(), retract, "ACTIVITY_UNKNOWN");
    scene.refused(mei(), mark, "ACTIVITY_UNKNOWN");
    // It does not come back under the same key.
    scene.refused(Actor::IMPORT, answer, "ACTIVITY_DUPLICATE");
}

#[test]
fn what_was_never_marked_is_taken_back_without_a_line_in_the_ledger() {
    let (mut scene, ming) = scene_with_ming();
    let comment = act(&scene, ming, "c-1", ActivityKind::Comment);
    scene.given(Actor::IMPORT, comment);
    let retract = retract(&scene, ming, "c-1");
    assert_eq!(scene.accepted(mei(), retract).len(), 1);
}
