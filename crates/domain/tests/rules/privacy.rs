//! Requests about personal data: received, verified, fulfilled or refused, and what it takes to be
//! forgotten.

use domain::approval::{MergeProposal, Proposal};
use domain::assignment::command::DeclineAssignment;
use domain::assignment::values::DeclineReason;
use domain::id::{DataRequestId, KocId};
use domain::koc::command::*;
use domain::mentorship::values::EndedBy;
use domain::privacy::command::*;
use domain::privacy::event::*;
use domain::privacy::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Event, Role, Timer, Violation, koc as members, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::koc_channel::link;
use crate::pairs::*;
use crate::work::*;

/// Answers for personal data.
pub(crate) fn yan() -> Actor {
    Actor::operator(operator_id("yan"), Role::Privacy)
}

pub(crate) fn request_id(name: &str) -> DataRequestId {
    DataRequestId::derived(&[name.as_bytes()])
}

pub(crate) fn receive(name: &str, koc_id: KocId, kind: DataRequestKind) -> ReceiveDataRequest {
    ReceiveDataRequest {
        request_id: request_id(name),
        koc_id,
        kind: kind.code(),
        received_at: None,
        due: None,
        note: Some("please".into()),
    }
}

pub(crate) fn verify(name: &str) -> VerifyRequester {
    VerifyRequester { request_id: request_id(name), method: VerificationMethod::CodeToContact }
}

fn fulfil(name: &str, how: Fulfilment) -> FulfilDataRequest {
    FulfilDataRequest {
        request_id: request_id(name),
        how,
        artefact_ref: Some("copies/0042".to_owned()),
        scope: vec![DataScope::Work, DataScope::Identity, DataScope::Work],
    }
}

fn refuse(scene: &Scene, name: &str) -> RefuseDataRequest {
    RefuseDataRequest {
        request_id: request_id(name),
        legal_ground: "the books are kept for ten years".into(),
        told_at: scene.now(),
    }
}

pub(crate) fn erase(name: &str, koc_id: KocId) -> EraseKoc {
    EraseKoc {
        koc_id,
        request_id: request_id(name),
        kept_under: vec![RetentionGround::Tax, RetentionGround::Audit, RetentionGround::Tax],
    }
}

/// A member, and somebody who answers for personal data.
fn with_ming() -> (Scene, KocId) {
    let mut scene = live_with_words();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    let ming = member(&mut scene, "ming");
    (scene, ming)
}

/// A member whose wish to be forgotten is verified.
fn with_verified() -> (Scene, KocId) {
    let (mut scene, ming) = with_ming();
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    (scene, ming)
}

/// A member who was forgotten.
pub(crate) fn with_erased() -> (Scene, KocId) {
    let (mut scene, ming) = with_verified();
    scene.given(yan(), erase("forget", ming));
    (scene, ming)
}

#[track_caller]
fn received(events: &[Event]) -> &DataRequestReceived {
    match events {
        [Event::DataRequest(domain::privacy::Event::DataRequestReceived(received))] => received,
        other => panic!("one event: {other:?}"),
    }
}

#[test]
fn a_request_is_due_a_month_after_it_came_in() {
    let (mut scene, ming) = with_ming();
    let asked = receive("copy", ming, DataRequestKind::Copy);
    let events = scene.accepted(by(ming), asked.clone());
    let received = received(&events);
    assert_eq!((received.kind, received.received_at), (DataRequestKind::Copy, scene.now()));
    assert_eq!(received.due, scene.today().plus(30));
    assert_eq!(received.note.as_ref().map(|note| note.person), Some(ming.into()));
    scene.refused(by(ming), asked, "DATA_REQUEST_EXISTS");
}

#[test]
fn only_known_kinds_are_taken_and_nobody_asks_for_somebody_else() {
    let (mut scene, ming) = with_ming();
    let hua = member(&mut scene, "hua");
    let right = receive("one", ming, DataRequestKind::Access);
    scene.refused(
        yan(),
        ReceiveDataRequest { kind: "WISH".to_owned(), ..right.clone() },
        "KIND_UNKNOWN",
    );
    scene.refused(by(hua), right.clone(), "FORBIDDEN");
    scene.refused(mei(), right.clone(), "FORBIDDEN");
    scene.refused(yan(), receive("two", koc("nobody"), DataRequestKind::Access), "NOT_FOUND");
    let long = Some("a".repeat(4_001).as_str().into());
    scene.refused(yan(), ReceiveDataRequest { note: long, ..right }, "FIELD_INVALID");
}

#[test]
fn an_answer_is_due_no_later_than_the_law_says() {
    let (mut scene, ming) = with_ming();
    let right = receive("one", ming, DataRequestKind::Access);
    let of = |received_at, due| ReceiveDataRequest { received_at, due, ..right.clone() };
    let (now, today) = (scene.now(), scene.today());
    let yesterday = now.plus_hours(-24);
    scene.refused(yan(), of(Some(now.plus_hours(1)), None), "DATE_IN_FUTURE");
    scene.refused(yan(), of(Some(moment("1800-01-01T00:00:00Z")), None), "DATE_TOO_FAR");
    scene.refused(yan(), of(Some(yesterday), Some(today.plus(30))), "FIELD_INVALID");
    scene.refused(yan(), of(None, Some(today.plus(-1))), "FIELD_INVALID");
    scene.refused(by(ming), of(Some(yesterday), None), "FIELD_INVALID");
    scene.refused(by(ming), of(None, Some(today.plus(3))), "FIELD_INVALID");
    let events = scene.accepted(yan(), of(Some(yesterday), Some(today.plus(3))));
    assert_eq!(received(&events).due, today.plus(3));
}

#[test]
fn a_request_is_fulfilled_once_it_is_known_who_asks() {
    let (mut scene, ming) = with_ming();
    scene.given(by(ming), receive("copy", ming, DataRequestKind::Copy));
    scene.refused(yan(), fulfil("copy", Fulfilment::CopyHandedOver), "IDENTITY_NOT_VERIFIED");
    scene.refused(mei(), verify("copy"), "FORBIDDEN");
    scene.given(yan(), verify("copy"));
    scene.refused(yan(), verify("copy"), "NO_CHANGE");
    scene.refused(yan(), fulfil("copy", Fulfilment::Corrected), "FIELD_INVALID");
    let nothing = FulfilDataRequest { scope: vec![], ..fulfil("copy", Fulfilment::CopyHandedOver) };
    scene.refused(yan(), nothing, "FIELD_INVALID");
    let address = Some("http://example.com/?who=ming".to_owned());
    let handed_over = fulfil("copy", Fulfilment::CopyHandedOver);
    let by_address = FulfilDataRequest { artefact_ref: address, ..handed_over.clone() };
    scene.refused(yan(), by_address, "FIELD_INVALID");
    scene.wait_days(12);
    let events = scene.accepted(yan(), handed_over.clone());
    let [Event::DataRequest(domain::privacy::Event::DataRequestFulfilled(done))] = &events[..]
    else {
        panic!("one event: {events:?}")
    };
    assert_eq!((done.days, &done.scope[..]), (12, &[DataScope::Identity, DataScope::Work][..]));
    scene.refused(yan(), handed_over, "REQUEST_CLOSED");
    scene.refused(yan(), verify("copy"), "REQUEST_CLOSED");
    let refusal = refuse(&scene, "copy");
    scene.refused(yan(), refusal, "REQUEST_CLOSED");
    scene.refused(yan(), verify("unknown"), "NOT_FOUND");
}

#[test]
fn a_request_is_refused_on_a_ground_that_the_person_was_told() {
    let (mut scene, ming) = with_ming();
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.wait_days(3);
    let right = refuse(&scene, "forget");
    let groundless = RefuseDataRequest { legal_ground: " ".into(), ..right.clone() };
    scene.refused(yan(), groundless, "REASON_REQUIRED");
    let later = RefuseDataRequest { told_at: scene.now().plus_hours(1), ..right.clone() };
    scene.refused(yan(), later, "DATE_IN_FUTURE");
    let before = RefuseDataRequest { told_at: scene.now().plus_hours(-99), ..right.clone() };
    scene.refused(yan(), before, "FIELD_INVALID");
    let events = scene.accepted(yan(), right);
    let [Event::DataRequest(domain::privacy::Event::DataRequestRefused(refused))] = &events[..]
    else {
        panic!("one event: {events:?}")
    };
    assert_eq!((refused.days, refused.legal_ground.person), (3, ming.into()));
    scene.refused(yan(), erase("forget", ming), "IDENTITY_NOT_VERIFIED");
}

#[test]
fn a_request_that_waits_too_long_is_told_once_to_whoever_answers_for_personal_data() {
    let (mut scene, ming) = with_ming();
    scene.given(by(ming), receive("copy", ming, DataRequestKind::Copy));
    let received = scene.log.last().expect("received").position;
    let flag = FlagOverdueDataRequest { request_id: request_id("copy") };
    let nobody = FlagOverdueDataRequest { request_id: request_id("nobody") };
    scene.refused(Actor::SYSTEM, nobody, "NOT_FOUND");
    scene.wait_days(30);
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    let events = scene.accepted(Actor::SYSTEM, flag.clone());
    let [Event::Todo(todo::Event::TodoOpened(told))] = &events[..] else { panic!("{events:?}") };
    let privacy = Audience::Role(Role::Privacy);
    assert_eq!((told.kind, told.audience), (TodoKind::DataRequestOverdue, privacy));
    assert_eq!(told.source_event, received);
    scene.refused(Actor::SYSTEM, flag.clone(), "NO_CHANGE");
    let refused = refuse(&scene, "copy");
    let events = scene.accepted(yan(), refused);
    let done = |event: &Event| matches!(event, Event::Todo(todo::Event::TodoCompleted(done)) if done.todo_id == told.todo_id);
    assert!(events.iter().any(done), "an answer is what it waited for");
    scene.refused(Actor::SYSTEM, flag, "REQUEST_CLOSED");
}

#[test]
fn a_request_that_was_answered_in_time_has_no_clock_any_more() {
    let (mut scene, ming) = with_verified();
    let timer = Timer::FlagOverdueDataRequest(request_id("forget"));
    assert!(scene.state.timers().at(timer).is_some());
    scene.given(yan(), erase("forget", ming));
    assert_eq!(scene.state.timers().at(timer), None);
}

#[test]
fn a_verified_deletion_waits_for_whoever_answers_for_personal_data() {
    let (mut scene, ming) = with_ming();
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    let events = scene.accepted(yan(), verify("forget"));
    let [_, Event::Todo(todo::Event::TodoOpened(opened))] = &events[..] else {
        panic!("verified, and a to-do: {events:?}")
    };
    assert_eq!(opened.kind, TodoKind::EraseMember);
    assert_eq!(opened.audience, Audience::Role(Role::Privacy));
    assert_eq!((opened.koc_id, opened.refused.len()), (Some(ming), 0));
}

#[test]
fn a_person_is_forgotten_by_their_own_verified_wish_alone() {
    let (mut scene, ming) = with_verified();
    let hua = member(&mut scene, "hua");
    scene.given(by(hua), receive("copy", hua, DataRequestKind::Copy));
    scene.given(yan(), verify("copy"));
    scene.given(by(hua), receive("unverified", hua, DataRequestKind::Deletion));
    for (name, koc_id) in [("copy", hua), ("unverified", hua), ("forget", hua), ("nothing", hua)] {
        scene.refused(yan(), erase(name, koc_id), "IDENTITY_NOT_VERIFIED");
    }
    scene.refused(mei(), erase("forget", ming), "FORBIDDEN");
    scene.refused(yan(), erase("forget", koc("nobody")), "NOT_FOUND");
    scene.refused(yan(), fulfil("forget", Fulfilment::Erased), "ERASURE_REQUIRED");
    let events = scene.accepted(yan(), erase("forget", ming));
    let [
        Event::Koc(members::Event::KocPersonalDataErased(erased)),
        Event::DataRequest(domain::privacy::Event::DataRequestFulfilled(fulfilled)),
        Event::Todo(todo::Event::TodoCompleted(_)),
    ] = &events[..]
    else {
        panic!("erased, fulfilled, and nothing waits any more: {events:?}")
    };
    assert_eq!((erased.koc_id, &erased.scope[..]), (ming, &[ErasedPart::SealedTexts][..]));
    assert_eq!(erased.kept_under, [RetentionGround::Tax, RetentionGround::Audit]);
    assert_eq!((fulfilled.request_id, fulfilled.how), (request_id("forget"), Fulfilment::Erased));
}

/// The blockers that erasing is refused with.
#[track_caller]
fn blockers(scene: &mut Scene, koc_id: KocId) -> Vec<String> {
    let refusal = scene.send(yan(), erase("forget", koc_id)).expect_err("blocked");
    match refusal.violations() {
        [Violation::ErasureBlocked { blockers }] => blockers.clone(),
        other => panic!("blocked: {other:?}"),
    }
}

#[test]
fn what_a_person_still_owes_or_is_owed_is_settled_first() {
    let (mut scene, ming) = with_ming();
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(by(ming), receive("copy", ming, DataRequestKind::Copy));
    let assignment = given_offer(&mut scene, "film", ming);
    let events = scene.accepted(yan(), verify("forget"));
    let Some(Event::Todo(todo::Event::TodoOpened(opened))) = events.last() else {
        panic!("a to-do: {events:?}")
    };
    assert_eq!(opened.refused, ["ERASURE_BLOCKED"]);
    let copy = request_id("copy").to_string();
    assert_eq!(blockers(&mut scene, ming), [assignment.to_string(), copy.clone()]);
    let (reason, note) = (DeclineReason::Time, None);
    scene.given(by(ming), DeclineAssignment { assignment_id: assignment, reason, note });
    assert_eq!(blockers(&mut scene, ming), [copy]);
    let refusal = refuse(&scene, "copy");
    scene.given(yan(), refusal);
    scene.accepted(yan(), erase("forget", ming));
}

#[test]
fn a_mentorship_under_way_is_settled_first() {
    let mut scene = live();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    for koc_id in [ming, teacher] {
        let name = koc_id.to_string();
        scene.given(by(koc_id), receive(&name, koc_id, DataRequestKind::Deletion));
        scene.given(yan(), verify(&name));
        let refusal = scene.send(yan(), erase(&name, koc_id)).expect_err("blocked");
        let expected = Violation::ErasureBlocked { blockers: vec![edge("pair").to_string()] };
        assert_eq!(refusal.violations(), [expected]);
    }
    scene.given(mei(), end("pair", EndedBy::Brand));
    scene.accepted(yan(), erase(&teacher.to_string(), teacher));
    let proposal = propose(&scene, "again", teacher, ming);
    scene.refused(mei(), proposal, "KOC_NOT_ACTIVE");
}

#[test]
fn nothing_more_is_asked_of_or_about_a_person_who_was_forgotten() {
    let (mut scene, ming) = with_erased();
    let today = scene.today();
    scene.refused(yan(), erase("forget", ming), "KOC_NOT_ACTIVE");
    scene.refused(mei(), register("ming"), "KOC_ALREADY_REGISTERED");
    scene.refused(by(ming), grant(ming, ConsentPurpose::Story), "KOC_NOT_ACTIVE");
    scene.refused(yan(), receive("again", ming, DataRequestKind::Access), "KOC_NOT_ACTIVE");
    let rejoin = RejoinProgramme { koc_id: ming, entry_tier: TierCode::Seed, effective_on: today };
    scene.refused(mei(), rejoin, "KOC_NOT_ACTIVE");
    let promotion = promote(&scene, ming, TierCode::Responder);
    scene.refused(mei(), promotion, "KOC_NOT_ACTIVE");
    let task_id = given_open(&mut scene, "film");
    let offer = offer(&scene, task_id, ming);
    scene.refused(mei(), offer, "KOC_NOT_ACTIVE");
    let referred = RegisterKoc { referred_by: Some(ming), ..register("hua") };
    scene.refused(mei(), referred, "KOC_NOT_ACTIVE");
}

#[test]
fn what_a_person_did_still_counts_and_their_seat_is_free() {
    let mut scene = live();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    let mut rules = domain::policy::PolicyRules::default_rules();
    rules.ladder[TierCode::Responder as usize].cap = Some(1);
    new_policy(&mut scene, 2, rules);
    let ming = responder_under(&mut scene, "ming", 2);
    let before = scene.state.counted();
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    scene.given(yan(), erase("forget", ming));
    assert_eq!(scene.state.counted(), before);
    responder_under(&mut scene, "hua", 2);
    let third = member(&mut scene, "third");
    scene.wait_days(30);
    approve_promotion(&mut scene, third, TierCode::Responder);
    let one_more = PromoteKoc { policy_version: 2, ..promote(&scene, third, TierCode::Responder) };
    scene.refused(mei(), one_more, "TIER_FULL");
}

#[track_caller]
fn responder_under(scene: &mut Scene, name: &str, policy_version: u32) -> KocId {
    let koc_id = member(scene, name);
    scene.wait_days(30);
    approve_promotion(scene, koc_id, TierCode::Responder);
    let promotion = PromoteKoc { policy_version, ..promote(scene, koc_id, TierCode::Responder) };
    scene.given(mei(), promotion);
    koc_id
}

#[test]
fn a_key_in_another_system_leads_to_nobody_any_more() {
    let mut scene = live();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    let known = |name| RegisterKoc { external_ref: Some("crm-7".to_owned()), ..register(name) };
    scene.given(mei(), known("ming"));
    scene.refused(mei(), known("hua"), "EXTERNAL_REF_TAKEN");
    let ming = koc("ming");
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    let events = scene.accepted(yan(), erase("forget", ming));
    let Some(Event::Koc(members::Event::KocPersonalDataErased(erased))) = events.first() else {
        panic!("erased: {events:?}")
    };
    assert_eq!(erased.scope, [ErasedPart::SealedTexts, ErasedPart::ExternalReference]);
    scene.accepted(mei(), known("hua"));
}

#[test]
fn an_account_leads_to_nobody_any_more_and_is_free() {
    let (mut scene, ming) = with_verified();
    let hua = member(&mut scene, "hua");
    scene.given(by(ming), link(ming, "mingdrives"));
    scene.refused(by(hua), link(hua, "mingdrives"), "HANDLE_TAKEN");
    let events = scene.accepted(yan(), erase("forget", ming));
    let Some(Event::Koc(members::Event::KocPersonalDataErased(erased))) = events.first() else {
        panic!("erased: {events:?}")
    };
    assert_eq!(erased.scope, [ErasedPart::SealedTexts, ErasedPart::Channels]);
    scene.accepted(by(hua), link(hua, "mingdrives"));
}

#[test]
fn records_that_were_merged_are_forgotten_with_the_person() {
    let (mut scene, ming) = with_verified();
    let (again, once_more) = (member(&mut scene, "again"), member(&mut scene, "once more"));
    for (koc_id, duplicate_id) in [(again, once_more), (ming, again)] {
        approve(&mut scene, Proposal::Merge(MergeProposal { koc_id, duplicate_id }));
        scene.given(mei(), MergeKoc { koc_id, duplicate_id, evidence: "one telephone".into() });
    }
    scene.refused(yan(), erase("forget", again), "KOC_NOT_ACTIVE");
    let events = scene.accepted(yan(), erase("forget", ming));
    let erased: Vec<KocId> = events
        .iter()
        .filter_map(|event| match event {
            Event::Koc(members::Event::KocPersonalDataErased(erased)) => Some(erased.koc_id),
            _ => None,
        })
        .collect();
    assert_eq!(erased, [ming, again, once_more]);
    let fulfilled = |event: &&Event| {
        matches!(event, Event::DataRequest(domain::privacy::Event::DataRequestFulfilled(_)))
    };
    assert_eq!(events.iter().filter(fulfilled).count(), 1);
    assert_eq!(scene.state.erased().count(), 3);
}

#[test]
fn money_and_gifts_that_are_owed_are_settled_first_and_points_are_not() {
    use crate::purse::{given_grant, reward_id};
    use domain::reward::command::RecordDelivery;
    use domain::vocabulary::RewardUnit::{Gift, Points};
    let (mut scene, ming) = with_ming();
    given_grant(&mut scene, "points", ming, Points, 10);
    let cup = given_grant(&mut scene, "cup", ming, Gift, 1);
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    assert_eq!(blockers(&mut scene, ming), [reward_id("cup").to_string()]);
    let (carrier, delivered_at) = ("sf".to_owned(), Some(scene.now()));
    let arrived = RecordDelivery { reward_id: cup, carrier, tracking: None, delivered_at };
    scene.given(mei(), arrived);
    scene.accepted(yan(), erase("forget", ming));
}
