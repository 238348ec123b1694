//! The ledger: what a member gave, credited once, taken back in the open.

use crate::common::*;
use crate::pairs::{complete, given_mentor, given_pair};
use crate::work::*;
use domain::approval::{AdjustmentProposal, Proposal};
use domain::assignment::values::Decision;
use domain::contribution::Event::*;
use domain::contribution::command::*;
use domain::id::{EntryId, EventId, KocId};
use domain::operator::command::GiveApproval;
use domain::policy::{ContributionRule, ContributionSource, Dims, PolicyRules};
use domain::vocabulary::ContributionKind;
use domain::{Actor, Event, contribution};
use testkit::scene::Scene;

fn entry(name: &str) -> EntryId {
    EntryId::derived(&[name.as_bytes()])
}

/// Credits five points for the first event of the log.
fn credit(scene: &Scene, name: &str, koc_id: KocId) -> CreditContribution {
    CreditContribution {
        entry_id: entry(name),
        koc_id,
        kind: ContributionKind::Help,
        points: 5,
        share_bp: 10_000,
        source_event: EventId(1),
        rule: "answered-question".to_owned(),
        effective_on: scene.today(),
        dims: Dims { contribution: 5, influence: 0, activity: 0 },
    }
}

fn reverse(name: &str, koc_id: KocId) -> ReverseContribution {
    let reason = "credited to the wrong member".into();
    ReverseContribution { koc_id, entry_id: entry(name), reason, source_event: None }
}

fn adjust(name: &str, koc_id: KocId, delta: i32) -> AdjustContribution {
    AdjustContribution {
        koc_id,
        entry_id: entry(name),
        kind: ContributionKind::Work,
        delta,
        reason: "a work of the paper days".into(),
    }
}

fn proposal(name: &str, koc_id: KocId, delta: i32) -> Proposal {
    let (entry_id, kind) = (entry(name), ContributionKind::Work);
    Proposal::AdjustContribution(AdjustmentProposal { koc_id, entry_id, kind, delta })
}

fn live_with_ming() -> (Scene, KocId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    (scene, ming)
}

fn entries(events: Vec<Event>) -> Vec<contribution::Event> {
    let entry = |event| match event {
        Event::Contribution(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(entry).collect()
}

#[track_caller]
fn credit_refused(spoil: impl FnOnce(&mut CreditContribution), code: &str) {
    let (mut scene, ming) = live_with_ming();
    let mut credit = credit(&scene, "help", ming);
    spoil(&mut credit);
    scene.refused(mei(), credit, code);
}

#[test]
fn what_a_member_gave_is_credited() {
    let (mut scene, ming) = live_with_ming();
    let first = credit(&scene, "help", ming);
    let events = entries(scene.accepted(mei(), first));
    let [ContributionCredited(entry)] = events.as_slice() else { panic!("credited: {events:?}") };
    assert_eq!((entry.points, entry.balance), (5, 5));
    assert_eq!((entry.source, entry.policy_version), (ContributionSource::Credited, 0));
    assert_eq!(entry.effective_at, scene.now());
    let more = CreditContribution { rule: "other".to_owned(), ..credit(&scene, "more", ming) };
    let events = entries(scene.accepted(Actor::SYSTEM, more));
    assert!(matches!(events.as_slice(), [ContributionCredited(entry)] if entry.balance == 10));
}

#[test]
fn an_entry_for_an_earlier_day_begins_with_that_day() {
    let (mut scene, ming) = live_with_ming();
    let effective_on = scene.today().plus(-3);
    let earlier = CreditContribution { effective_on, ..credit(&scene, "help", ming) };
    let events = entries(scene.accepted(mei(), earlier));
    let [ContributionCredited(entry)] = events.as_slice() else { panic!("credited: {events:?}") };
    assert_eq!(entry.effective_at, moment("2025-02-25T16:00:00Z"));
}

#[test]
fn a_source_is_credited_once_per_rule_and_member() {
    let (mut scene, ming) = live_with_ming();
    let hua = member(&mut scene, "hua");
    let first = credit(&scene, "help", ming);
    scene.given(mei(), first.clone());
    let again = CreditContribution { entry_id: entry("again"), ..first.clone() };
    scene.refused(mei(), again.clone(), "ALREADY_CREDITED");
    scene.given(mei(), reverse("help", ming));
    scene.refused(mei(), again.clone(), "ALREADY_CREDITED");
    scene.accepted(mei(), CreditContribution { koc_id: hua, ..again });
}

#[test]
fn an_entry_has_at_most_a_million_points() {
    let (mut scene, ming) = live_with_ming();
    let most = credit(&scene, "help", ming);
    let more = CreditContribution { points: 1_000_001, ..most.clone() };
    scene.refused(mei(), more, "FIELD_INVALID");
    scene.accepted(mei(), CreditContribution { points: 1_000_000, ..most });
}

#[test]
fn what_was_credited_at_once_is_not_credited_again_by_hand() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_approved(&mut scene, "clip", ming);
    let approved = scene.log.iter().find(|it| it.event.event_type().name == "WorkApproved");
    let source_event = approved.expect("approved").position;
    let rule = "work-approved".to_owned();
    let again = CreditContribution { source_event, rule, ..credit(&scene, "again", ming) };
    scene.refused(mei(), again, "ALREADY_CREDITED");
}

#[test]
fn an_entry_id_is_used_once() {
    let (mut scene, ming) = live_with_ming();
    let first = credit(&scene, "help", ming);
    scene.given(mei(), first.clone());
    scene.refused(mei(), CreditContribution { source_event: EventId(2), ..first }, "ENTRY_EXISTS");
    scene.refused(mei(), adjust("help", ming, 5), "ENTRY_EXISTS");
}

#[test]
fn an_entry_id_is_one_in_the_whole_ledger() {
    let (mut scene, ming) = live_with_ming();
    let hua = member(&mut scene, "hua");
    let first = credit(&scene, "help", ming);
    scene.given(mei(), first.clone());
    scene.refused(mei(), CreditContribution { koc_id: hua, ..first }, "ENTRY_EXISTS");
    scene.refused(mei(), reverse("help", hua), "ENTRY_UNKNOWN");
}

#[test]
fn a_credit_is_more_than_nothing() {
    credit_refused(|credit| credit.points = 0, "AMOUNT_NOT_POSITIVE");
    credit_refused(|credit| credit.share_bp = 0, "FIELD_INVALID");
    credit_refused(|credit| credit.share_bp = 10_001, "FIELD_INVALID");
    credit_refused(|credit| credit.rule = "for Ming".to_owned(), "FIELD_INVALID");
}

#[test]
fn a_credit_rests_on_an_event_of_the_log_and_a_known_member() {
    credit_refused(|credit| credit.source_event = EventId(0), "NOT_FOUND");
    credit_refused(|credit| credit.source_event = EventId(9_999), "NOT_FOUND");
    credit_refused(|credit| credit.koc_id = koc("nobody"), "NOT_FOUND");
}

#[test]
fn a_credit_is_not_of_the_future() {
    credit_refused(|credit| credit.effective_on = credit.effective_on.plus(1), "DATE_IN_FUTURE");
}

#[test]
fn an_entry_is_taken_back_once_and_for_a_reason() {
    let (mut scene, ming) = live_with_ming();
    let first = credit(&scene, "help", ming);
    scene.given(mei(), first);
    let unsaid = ReverseContribution { reason: " ".into(), ..reverse("help", ming) };
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    let events = entries(scene.accepted(mei(), reverse("help", ming)));
    let [ContributionReversed(taken)] = events.as_slice() else { panic!("reversed: {events:?}") };
    assert_eq!((taken.points, taken.balance), (5, 0));
    assert_eq!(taken.reason.person, ming.into());
    scene.refused(mei(), reverse("help", ming), "ALREADY_REVERSED");
}

#[test]
fn only_an_entry_of_the_account_is_taken_back() {
    let (mut scene, ming) = live_with_ming();
    let hua = member(&mut scene, "hua");
    let first = credit(&scene, "help", ming);
    scene.given(mei(), first);
    scene.refused(mei(), reverse("help", hua), "ENTRY_UNKNOWN");
    scene.refused(mei(), reverse("other", ming), "ENTRY_UNKNOWN");
    scene.refused(mei(), reverse("help", koc("nobody")), "NOT_FOUND");
    let source_event = Some(EventId(9_999));
    let unknown = ReverseContribution { source_event, ..reverse("help", ming) };
    scene.refused(mei(), unknown, "NOT_FOUND");
}

#[test]
fn nobody_adjusts_an_account_alone() {
    let (mut scene, ming) = live_with_ming();
    scene.refused(mei(), adjust("paper", ming, 30), "FOUR_EYES_REQUIRED");
    let own = GiveApproval { proposal: proposal("paper", ming, 30), note: None };
    scene.given(mei(), own);
    scene.refused(mei(), adjust("paper", ming, 30), "FOUR_EYES_REQUIRED");
    approve(&mut scene, proposal("paper", ming, 20));
    scene.refused(mei(), adjust("paper", ming, 30), "FOUR_EYES_REQUIRED");
    approve(&mut scene, proposal("paper", ming, 30));
    let events = entries(scene.accepted(mei(), adjust("paper", ming, 30)));
    let [ContributionAdjusted(adjusted)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((adjusted.delta, adjusted.balance), (30, 30));
    let approvers: Vec<_> = adjusted.approved_by.iter().map(|it| it.operator_id).collect();
    assert_eq!(approvers, [operator_id("lin")]);
}

#[test]
fn an_adjustment_may_go_down_and_be_taken_back() {
    let (mut scene, ming) = live_with_ming();
    approve(&mut scene, proposal("down", ming, -30));
    let events = entries(scene.accepted(mei(), adjust("down", ming, -30)));
    assert!(matches!(events.as_slice(), [ContributionAdjusted(it)] if it.balance == -30));
    let events = entries(scene.accepted(mei(), reverse("down", ming)));
    assert!(matches!(events.as_slice(), [ContributionReversed(it)] if it.balance == 0));
}

#[test]
fn an_adjustment_changes_something_for_a_reason() {
    let (mut scene, ming) = live_with_ming();
    approve(&mut scene, proposal("none", ming, 0));
    scene.refused(mei(), adjust("none", ming, 0), "FIELD_INVALID");
    approve(&mut scene, proposal("paper", ming, 30));
    let unsaid = AdjustContribution { reason: "".into(), ..adjust("paper", ming, 30) };
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    scene.refused(mei(), adjust("paper", koc("nobody"), 30), "NOT_FOUND");
}

#[test]
fn approved_work_earns_one_entry_per_rule() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let mut rules = PolicyRules::default_rules();
    rules.contribution_rules.push(ContributionRule {
        code: "reach-of-work".to_owned(),
        kind: ContributionKind::Reach,
        source: ContributionSource::WorkApproved,
        points: 3,
        dims: Dims { contribution: 0, influence: 3, activity: 0 },
    });
    new_policy(&mut scene, 2, rules);
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let events = entries(scene.accepted(wei(), review(assignment_id, 1, Decision::Approve)));
    let [ContributionCredited(work), ContributionCredited(reach)] = events.as_slice() else {
        panic!("two entries: {events:?}");
    };
    assert_eq!((work.points, work.balance), (10, 10));
    assert_eq!((reach.points, reach.balance), (3, 13));
    assert_eq!((reach.kind, reach.policy_version), (ContributionKind::Reach, 2));
    assert_ne!(work.entry_id, reach.entry_id);
}

#[test]
fn a_completed_mentorship_earns_its_mentor_an_entry() {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    let events = entries(scene.accepted(mei(), complete("pair")));
    let [ContributionCredited(entry)] = events.as_slice() else { panic!("one entry: {events:?}") };
    assert_eq!((entry.koc_id, entry.kind), (teacher, ContributionKind::Mentoring));
    assert_eq!(entry.source, ContributionSource::MentorshipCompleted);
}

#[test]
fn a_refused_entry_refuses_what_earned_it() {
    let (mut scene, ming) = live_with_ming();
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let names: [&[u8]; 5] =
        [b"work-approved", &assignment_id.0, &1_u16.to_be_bytes(), b"work-approved", &ming.0];
    let entry_id = EntryId::derived(&names);
    let taken = CreditContribution { entry_id, ..credit(&scene, "help", ming) };
    scene.given(mei(), taken);
    scene.refused(wei(), review(assignment_id, 1, Decision::Approve), "ENTRY_EXISTS");
}
