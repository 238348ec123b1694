//! Offering a task, and the member's answer.

use crate::common::*;
use crate::work::*;
use domain::assignment::Event::{
    AssignmentAccepted, AssignmentDeclined, AssignmentExpired, TaskAssigned,
};
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::AssignmentId;
use domain::koc::command::{DeclareAvailability, LeaveProgramme, PauseKoc};
use domain::koc::values::ImportedPlace;
use domain::programme::command::ChangeProgrammeLimits;
use domain::programme::{Limits, TierLimit};
use domain::task::brief::Brief;
use domain::task::command::*;
use domain::task::{Eligibility, Selection};
use domain::vocabulary::{Availability, ConsentPurpose, TierCode};
use domain::{Actor, Violation};
use testkit::scene::Scene;

fn decline(assignment_id: AssignmentId) -> DeclineAssignment {
    DeclineAssignment { assignment_id, reason: DeclineReason::Time, note: None }
}

fn expire(assignment_id: AssignmentId) -> ExpireAssignment {
    ExpireAssignment { assignment_id }
}

fn availability(scene: &Scene, koc: &str, depth: Availability) -> DeclareAvailability {
    let from = scene.today();
    let koc_id = crate::common::koc(koc);
    DeclareAvailability { koc_id, depth, from, until: None, max_concurrent: None, note: None }
}

/// Two, one and one live assignments by tier.
fn tighter_limits() -> ChangeProgrammeLimits {
    let limit = |tier, max| TierLimit { tier, max };
    let max_concurrent_by_tier =
        vec![limit(TierCode::Seed, 1), limit(TierCode::Responder, 1), limit(TierCode::Partner, 1)];
    ChangeProgrammeLimits { limits: Limits { max_concurrent_by_tier, ..Limits::default() } }
}

/// An open light task and a member.
fn open_to_ming() -> (Scene, AssignTask) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let task_id = given_open(&mut scene, "clip");
    let offer = offer(&scene, task_id, ming);
    (scene, offer)
}

#[test]
fn an_offer_freezes_what_was_true_when_it_was_made() {
    let (mut scene, offer) = open_to_ming();
    let due = scene.now().plus_hours(48);
    let events = of_assignment(scene.accepted(mei(), offer.clone()));
    let [TaskAssigned(assigned)] = events.as_slice() else { panic!("one offer: {events:?}") };
    assert_eq!(assigned.assignment_id, AssignmentId::of(offer.task_id, koc("ming")));
    assert_eq!(assigned.tier_at_offer, TierCode::Seed);
    assert_eq!(assigned.submit_by, due);
    assert_eq!(assigned.contact_operator, operator_id("mei"));
    assert_eq!(assigned.returns.len(), 1);
    assert_eq!(assigned.message.as_ref().map(|it| it.person), Some(koc("ming").into()));
}

#[test]
fn the_member_accepts_what_they_were_offered() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    let events = of_assignment(scene.accepted(by(ming), accept(assignment_id)));
    assert!(matches!(events.as_slice(), [AssignmentAccepted(e)] if e.koc_id == ming));
}

#[test]
fn a_task_is_offered_while_it_is_open_for_offers() {
    let (mut scene, offer) = open_to_ming();
    let close = CloseTask { task_id: offer.task_id, reason: "its time is over".to_owned() };
    scene.given(mei(), close);
    scene.refused(mei(), offer, "TASK_NOT_OPEN");

    let ming = koc("ming");
    let full = brief(&scene);
    let claims = given_brief(&mut scene, draft("claims"), full);
    let drafted = crate::work::offer(&scene, claims, ming);
    scene.refused(mei(), drafted.clone(), "TASK_NOT_OPEN");
    scene.given(mei(), OpenTask { selection: Selection::OpenClaim, ..open(claims) });
    scene.refused(mei(), drafted, "TASK_NOT_OPEN");
}

#[test]
fn only_an_active_member_is_asked() {
    let (mut scene, offer) = open_to_ming();
    let (koc_id, from) = (koc("ming"), scene.today());
    scene.given(by(koc_id), PauseKoc { koc_id, from, until: None, reason: None });
    scene.refused(mei(), offer.clone(), "KOC_NOT_ACTIVE");
    scene.given(by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on: from });
    scene.refused(mei(), offer, "KOC_NOT_ACTIVE");
}

#[test]
fn the_tier_bar_is_the_higher_of_horizon_and_task() {
    let (mut scene, offer) = open_to_ming();
    let responders = Eligibility { min_tier: Some(TierCode::Responder), ..Eligibility::default() };
    scene.given(mei(), eligibility(offer.task_id, responders));
    scene.refused(mei(), offer, "TIER_TOO_LOW");

    let full = brief_of_a_month(&scene);
    let led = given_brief(&mut scene, draft_led("led"), full);
    scene.given(mei(), open(led));
    let by_horizon = crate::work::offer(&scene, led, koc("ming"));
    scene.refused(mei(), by_horizon, "TIER_TOO_LOW");
}

#[test]
fn somebody_outside_the_tiers_has_none() {
    let (mut scene, offer) = open_to_ming();
    let (koc_id, effective_on) = (koc("ming"), scene.today());
    scene.given(by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on });
    let refusal = scene.send(mei(), offer).expect_err("outside the tiers");
    let (need, has) = (TierCode::Seed, "none".to_owned());
    assert!(refusal.violations().contains(&Violation::TierTooLow { need, has }));
}

#[test]
fn nobody_is_too_high_for_a_light_task() {
    let mut scene = live_with_words();
    let ming = partner(&mut scene, "ming");
    given_offer(&mut scene, "clip", ming);
}

#[test]
fn a_member_meets_the_other_conditions() {
    let (mut scene, offer) = open_to_ming();
    let ming = koc("ming");
    let conditions =
        Eligibility { min_accepted_works: Some(1), exclude: vec![ming], ..Eligibility::default() };
    scene.given(mei(), eligibility(offer.task_id, conditions));
    let refusal = scene.send(mei(), offer.clone()).expect_err("not eligible");
    let unmet = vec!["minAcceptedWorks".to_owned(), "exclude".to_owned()];
    assert_eq!(refusal.violations(), [Violation::NotEligible { unmet }]);
    assert_eq!(refusal.code(), "NOT_ELIGIBLE");

    given_approved(&mut scene, "earlier", ming);
    let one_work = Eligibility { min_accepted_works: Some(1), ..Eligibility::default() };
    scene.given(mei(), eligibility(offer.task_id, one_work));
    scene.accepted(mei(), offer);
}

#[test]
fn taking_part_needs_consent() {
    let mut scene = set_up();
    given_words(&mut scene);
    let joined =
        tier_move("m-1", "2024-05-01T00:00:00Z", ImportedPlace::Outside, ImportedPlace::Seed);
    scene.given(Actor::IMPORT, joined);
    go_live(&mut scene);
    let task_id = given_open(&mut scene, "clip");
    let offer = crate::work::offer(&scene, task_id, imported("m-1"));
    scene.refused(mei(), offer, "CONSENT_MISSING");
}

#[test]
fn a_busy_member_is_asked_for_light_work_only() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let full = brief(&scene);
    let heavy = given_brief(&mut scene, DraftTask { difficulty: 3, ..draft("heavy") }, full);
    scene.given(mei(), open(heavy));
    let light = given_open(&mut scene, "light");
    let (heavy, light) = (offer(&scene, heavy, ming), offer(&scene, light, ming));
    let light_only = availability(&scene, "ming", Availability::LightOnly);
    scene.given(by(ming), light_only);
    scene.refused(mei(), heavy, "AVAILABILITY_LIGHT_ONLY");
    let nothing = availability(&scene, "ming", Availability::None);
    scene.given(by(ming), nothing);
    scene.refused(mei(), light.clone(), "AVAILABILITY_LIGHT_ONLY");
    let everything = availability(&scene, "ming", Availability::Full);
    scene.given(by(ming), everything);
    scene.accepted(mei(), light);
}

#[test]
fn a_member_holds_as_many_live_assignments_as_their_tier_allows() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let first = given_offer(&mut scene, "one", ming);
    given_accepted(&mut scene, "two", ming);
    let third = given_open(&mut scene, "three");
    let third = offer(&scene, third, ming);
    scene.refused(mei(), third.clone(), "CONCURRENT_LIMIT_REACHED");
    scene.given(by(ming), decline(first));
    scene.accepted(mei(), third);
}

#[test]
fn a_member_may_take_fewer_at_once_than_their_tier_allows() {
    let (mut scene, offer) = open_to_ming();
    let one = DeclareAvailability {
        max_concurrent: Some(1),
        ..availability(&scene, "ming", Availability::Full)
    };
    scene.given(by(koc("ming")), one);
    given_offer(&mut scene, "other", koc("ming"));
    scene.refused(mei(), offer, "CONCURRENT_LIMIT_REACHED");
}

#[test]
fn a_finished_assignment_is_not_live_any_more() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    scene.given(mei(), tighter_limits());
    given_approved(&mut scene, "one", ming);
    let rejected = given_submitted(&mut scene, "two", ming);
    scene.given(wei(), review(rejected, 1, Decision::Reject));
    let lapsed = given_offer(&mut scene, "three", ming);
    scene.wait_hours(25).given(Actor::SYSTEM, expire(lapsed));
    given_offer(&mut scene, "four", ming);
}

#[test]
fn a_task_has_its_slots() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let full = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.given(mei(), OpenTask { slots: Some(1), ..open(task_id) });
    let (to_ming, to_hua) = (offer(&scene, task_id, ming), offer(&scene, task_id, hua));
    scene.given(mei(), to_ming);
    scene.refused(mei(), to_hua.clone(), "NO_SLOTS_LEFT");
    scene.given(by(ming), decline(AssignmentId::of(task_id, ming)));
    scene.accepted(mei(), to_hua);
}

#[test]
fn a_member_is_offered_a_task_once() {
    let (mut scene, offer) = open_to_ming();
    scene.given(mei(), offer.clone());
    scene.refused(mei(), offer.clone(), "ALREADY_ASSIGNED");
    scene.given(by(koc("ming")), decline(AssignmentId::of(offer.task_id, koc("ming"))));
    scene.refused(mei(), offer, "ALREADY_ASSIGNED");
}

#[test]
fn an_offer_ends_in_the_future_and_before_work_is_due() {
    let (mut scene, offer) = open_to_ming();
    let ends_in = |scene: &Scene, hours| scene.now().plus_hours(hours);
    for hours in [0, 49] {
        let offer_expires_at = ends_in(&scene, hours);
        let offer = AssignTask { offer_expires_at, ..offer.clone() };
        scene.refused(mei(), offer, "OFFER_EXPIRY_INVALID");
    }
    let offer_expires_at = ends_in(&scene, 48);
    scene.accepted(mei(), AssignTask { offer_expires_at, ..offer });
}

#[test]
fn an_offer_is_of_the_approved_brief() {
    let (mut scene, offer) = open_to_ming();
    scene.refused(mei(), AssignTask { brief_version: 2, ..offer }, "BRIEF_VERSION_STALE");
}

#[test]
fn an_offer_names_a_known_task_member_and_contact_and_says_something() {
    let (mut scene, offer) = open_to_ming();
    let nowhere = AssignTask { task_id: task_id("nowhere"), ..offer.clone() };
    scene.refused(mei(), nowhere, "NOT_FOUND");
    let nobody = AssignTask { assignee: Assignee::Koc(koc("nobody")), ..offer.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let contact_operator = Some(operator_id("nobody"));
    scene.refused(mei(), AssignTask { contact_operator, ..offer.clone() }, "NOT_FOUND");
    for message in [" ".to_owned(), "长".repeat(1_334)] {
        let offer = AssignTask { message: message.as_str().into(), ..offer.clone() };
        scene.refused(mei(), offer, "FIELD_INVALID");
    }
}

#[test]
fn every_reason_why_a_member_cannot_be_asked_is_told_at_once() {
    let (mut scene, offer) = open_to_ming();
    let ming = koc("ming");
    scene.given(mei(), offer.clone());
    let nothing = availability(&scene, "ming", Availability::None);
    scene.given(by(ming), nothing);
    let conditions = Eligibility {
        min_tier: Some(TierCode::Partner),
        exclude: vec![ming],
        ..Eligibility::default()
    };
    scene.given(mei(), eligibility(offer.task_id, conditions));
    let refusal = scene.send(mei(), offer).expect_err("broken rules");
    let codes: Vec<&str> = refusal.violations().iter().map(Violation::code).collect();
    let all = ["TIER_TOO_LOW", "NOT_ELIGIBLE", "AVAILABILITY_LIGHT_ONLY", "ALREADY_ASSIGNED"];
    assert_eq!(codes, all);
}

#[test]
fn only_the_assignee_answers() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.refused(by(hua), accept(assignment_id), "NOT_THE_ASSIGNEE");
    scene.refused(by(hua), decline(assignment_id), "NOT_THE_ASSIGNEE");
}

#[test]
fn an_offer_is_answered_once() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let accepted = given_accepted(&mut scene, "clip", ming);
    scene.refused(by(ming), accept(accepted), "OFFER_NOT_PENDING");
    scene.refused(by(ming), decline(accepted), "OFFER_NOT_PENDING");
    scene.wait_hours(25).refused(Actor::SYSTEM, expire(accepted), "OFFER_NOT_PENDING");
    let declined = given_offer(&mut scene, "other", ming);
    scene.given(by(ming), decline(declined));
    scene.refused(by(ming), accept(declined), "OFFER_NOT_PENDING");
}

#[test]
fn an_offer_stands_until_its_last_instant() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.wait_hours(24).refused(Actor::SYSTEM, expire(assignment_id), "NOT_YET_DUE");
    scene.clone().accepted(by(ming), accept(assignment_id));
    scene.wait_hours(1).refused(by(ming), accept(assignment_id), "OFFER_EXPIRED");
    let events = of_assignment(scene.accepted(Actor::SYSTEM, expire(assignment_id)));
    assert!(matches!(events.as_slice(), [AssignmentExpired(_)]));
}

#[test]
fn saying_no_is_possible_to_the_end_and_costs_nothing() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.wait_hours(30);
    let note = Some("exams this week".into());
    let events = of_assignment(
        scene.accepted(by(ming), DeclineAssignment { note, ..decline(assignment_id) }),
    );
    let [AssignmentDeclined(declined)] = events.as_slice() else { panic!("declined: {events:?}") };
    assert_eq!(declined.note.as_ref().map(|note| note.person), Some(ming.into()));
}

#[test]
fn the_member_accepts_the_version_they_were_offered() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    let stale = AcceptAssignment { brief_version: 2, ..accept(assignment_id) };
    scene.refused(by(ming), stale, "BRIEF_VERSION_STALE");
}

#[test]
fn the_member_accepts_every_term_that_is_asked() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let embargo_until = Some(scene.now().plus_hours(72));
    let full = Brief { embargo_until, ..brief(&scene) };
    let task_id = given_brief(&mut scene, draft("secret"), full);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(by(ming), grant(ming, ConsentPurpose::Confidentiality));
    scene.given(mei(), offer);
    let terms_accepted = TermsAccepted { usage_rights: false, disclosure: false, embargo: false };
    let none = AcceptAssignment { terms_accepted, ..accept(AssignmentId::of(task_id, ming)) };
    let refusal = scene.send(by(ming), none).expect_err("terms are asked");
    let which = ["usageRights", "disclosure", "embargo"].map(str::to_owned).to_vec();
    assert_eq!(refusal.violations(), [Violation::TermsNotAccepted { which }]);
    assert_eq!(refusal.code(), "TERMS_NOT_ACCEPTED");
}

#[test]
fn an_embargo_is_not_asked_where_there_is_none() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: false };
    scene.accepted(by(ming), AcceptAssignment { terms_accepted, ..accept(assignment_id) });
}

#[test]
fn a_limit_lowered_since_the_offer_holds_when_it_is_accepted() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_accepted(&mut scene, "one", ming);
    let second = given_offer(&mut scene, "two", ming);
    scene.given(mei(), tighter_limits());
    scene.refused(by(ming), accept(second), "CONCURRENT_LIMIT_REACHED");
}

#[test]
fn a_member_on_a_break_takes_nothing_on() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    let from = scene.today();
    scene.given(by(ming), PauseKoc { koc_id: ming, from, until: None, reason: None });
    scene.refused(by(ming), accept(assignment_id), "KOC_NOT_ACTIVE");
}

#[test]
fn what_is_asked_of_an_unknown_assignment_is_refused() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let unknown = AssignmentId::of(task_id("nowhere"), ming);
    scene.refused(by(ming), accept(unknown), "NOT_FOUND");
    scene.refused(by(ming), decline(unknown), "NOT_FOUND");
    scene.refused(Actor::SYSTEM, expire(unknown), "NOT_FOUND");
    scene.refused(by(ming), submit(unknown, 1, ming), "NOT_FOUND");
    scene.refused(wei(), start(unknown, ReviewStage::Brand), "NOT_FOUND");
    scene.refused(wei(), review(unknown, 1, Decision::Approve), "NOT_FOUND");
}
