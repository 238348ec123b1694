//! Joining, agreeing, leaving and coming back.

use crate::common::*;
use domain::koc::command::*;
use domain::koc::event::{KocLeft, KocRejoined};
use domain::koc::values::ImportedPlace;
use domain::policy::PolicyRules;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Event, koc as member_events};
use testkit::scene::Scene;

#[test]
fn a_person_joins_in_the_lowest_tier() {
    let mut scene = live();
    let events = scene.accepted(mei(), register("ming"));
    let [
        Event::Koc(member_events::Event::KocRegistered(joined)),
        Event::Koc(member_events::Event::KocEnrolledInTier(enrolled)),
    ] = events.as_slice()
    else {
        panic!("joined and enrolled in one commit: {events:?}");
    };
    assert_eq!(joined.koc_id, koc("ming"));
    assert_eq!(joined.min_age_met, 18);
    assert_eq!(enrolled.tier, TierCode::Seed);
    assert_eq!(enrolled.policy_version, 1);
    assert_eq!(enrolled.effective_at, scene.now());
}

#[test]
fn people_may_join_by_themselves_and_only_for_themselves() {
    let mut scene = live();
    scene.refused(by(koc("hua")), register("ming"), "FORBIDDEN");
    scene.accepted(by(koc("ming")), register("ming"));
}

#[test]
fn nobody_joins_twice() {
    let mut scene = live();
    member(&mut scene, "ming");
    scene.refused(mei(), register("ming"), "KOC_ALREADY_REGISTERED");
}

#[test]
fn the_young_wait() {
    let mut scene = live();
    let born = |birth_year| RegisterKoc { birth_year, ..register("ming") };
    scene.refused(mei(), born(2010), "UNDER_AGE");
    // Comes of age some day this year; the year alone does not say whether it was.
    scene.refused(mei(), born(2007), "UNDER_AGE");
    scene.refused(mei(), born(1890), "FIELD_INVALID");
    scene.accepted(mei(), born(2006));
}

#[test]
fn joining_takes_the_consent_to_take_part() {
    let mut scene = live();
    let none = RegisterKoc { consents: Vec::new(), ..register("ming") };
    scene.refused(mei(), none, "CONSENT_MISSING");
    let given =
        |text_version| ConsentGiven { purpose: ConsentPurpose::Participation, text_version };
    let unknown = RegisterKoc { consents: vec![given(2)], ..register("ming") };
    scene.refused(mei(), unknown, "CONSENT_TEXT_UNKNOWN");
    let twice = RegisterKoc { consents: vec![given(1), given(1)], ..register("ming") };
    scene.refused(mei(), twice, "FIELD_INVALID");
}

#[test]
fn everyone_begins_at_the_bottom() {
    let high = RegisterKoc { entry_tier: TierCode::Partner, ..register("ming") };
    live().refused(mei(), high, "ENTRY_TIER_NOT_LOWEST");
}

#[test]
fn whoever_brought_them_is_known() {
    let brought = RegisterKoc { referred_by: Some(koc("nobody")), ..register("ming") };
    live().refused(mei(), brought, "NOT_FOUND");
}

#[test]
fn a_full_lowest_tier_takes_nobody() {
    let mut scene = live();
    member(&mut scene, "ming");
    let mut rules = PolicyRules::default_rules();
    rules.ladder.first_mut().expect("three rungs").cap = Some(1);
    new_policy(&mut scene, 2, rules);
    scene.refused(mei(), register("hua"), "TIER_FULL");
}

#[test]
fn nobody_is_registered_for_a_day_without_a_policy() {
    let mut scene = live();
    let before = scene.now().plus_hours(-48);
    let refusal = scene.send_as_of(mei(), register("ming"), before).expect_err("no policy then");
    assert_eq!(refusal.code(), "POLICY_NOT_IN_FORCE");
}

#[test]
fn an_external_key_belongs_to_one_person_and_names_nobody() {
    let keyed = |name: &str, key: &str| RegisterKoc {
        external_ref: Some(key.to_owned()),
        ..register(name)
    };
    let mut scene = set_up();
    let (out, seed) = (ImportedPlace::Outside, ImportedPlace::Seed);
    scene.given(Actor::IMPORT, tier_move("m-1", "2020-01-01T00:00:00Z", out, seed));
    go_live(&mut scene);
    scene.refused(mei(), keyed("hua", "m-1"), "EXTERNAL_REF_TAKEN");
    for clear in ["", "li ming", "李明", "ming@example.com", &"x".repeat(65)] {
        scene.refused(mei(), keyed("hua", clear), "FIELD_INVALID");
    }
    scene.accepted(mei(), keyed("hua", "app:42_a-b.c"));
    scene.refused(mei(), keyed("ming", "app:42_a-b.c"), "EXTERNAL_REF_TAKEN");
}

#[test]
fn names_are_given_and_not_endless() {
    let mut scene = live();
    scene.refused(mei(), RegisterKoc { name: "".into(), ..register("ming") }, "FIELD_INVALID");
    let contact = Some("1".repeat(4_001).as_str().into());
    scene.refused(mei(), RegisterKoc { contact, ..register("ming") }, "FIELD_INVALID");
}

#[test]
fn a_consent_is_given_to_a_published_text_once() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let story = grant(ming, ConsentPurpose::Story);
    scene.given(by(ming), story.clone());
    scene.refused(by(ming), story.clone(), "NO_CHANGE");
    scene.refused(by(ming), GrantConsent { text_version: 2, ..story }, "CONSENT_TEXT_UNKNOWN");
}

#[test]
fn only_the_member_consents() {
    let mut scene = live();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    scene.refused(mei(), grant(ming, ConsentPurpose::Story), "FORBIDDEN");
    scene.refused(by(hua), grant(ming, ConsentPurpose::Story), "FORBIDDEN");
    scene.refused(by(koc("yan")), grant(koc("yan"), ConsentPurpose::Story), "NOT_FOUND");
}

fn leave(scene: &Scene, name: &str) -> LeaveProgramme {
    LeaveProgramme { koc_id: koc(name), reason: None, effective_on: scene.today() }
}

fn rejoin(scene: &Scene, name: &str) -> RejoinProgramme {
    let effective_on = scene.today();
    RejoinProgramme { koc_id: koc(name), entry_tier: TierCode::Seed, effective_on }
}

#[track_caller]
fn left(events: Vec<Event>) -> KocLeft {
    match events.into_iter().next() {
        Some(Event::Koc(member_events::Event::KocLeft(left))) => left,
        other => panic!("a member left: {other:?}"),
    }
}

#[test]
fn a_member_leaves_in_good_standing_and_comes_back_at_the_bottom() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let goodbye = leave(&scene, "ming");
    let exit = left(scene.accepted(by(ming), goodbye.clone()));
    assert_eq!((exit.tier_at_exit, exit.good_standing), (Some(TierCode::Responder), true));
    scene.refused(by(ming), goodbye, "KOC_ALREADY_LEFT");
    let next = promote(&scene, ming, TierCode::Partner);
    scene.refused(mei(), next, "KOC_NOT_ACTIVE");
    scene.wait_days(10);
    let back = rejoin(&scene, "ming");
    let events = scene.accepted(by(ming), back.clone());
    let [Event::Koc(member_events::Event::KocRejoined(KocRejoined { entry_tier, .. }))] =
        events.as_slice()
    else {
        panic!("came back: {events:?}");
    };
    assert_eq!(*entry_tier, TierCode::Seed);
    scene.refused(by(ming), back, "KOC_NOT_LEFT");
}

#[test]
fn leaving_under_a_notice_is_not_in_good_standing() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let decide_on = scene.today().plus(30);
    scene.given(mei(), GiveTierNotice { koc_id: ming, decide_on });
    let goodbye = leave(&scene, "ming");
    assert!(!left(scene.accepted(by(ming), goodbye)).good_standing);
}

#[test]
fn leaving_is_not_dated_before_the_last_tier_change() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let goodbye = leave(&scene, "ming");
    let early = LeaveProgramme { effective_on: scene.today().plus(-1), ..goodbye.clone() };
    scene.refused(by(ming), early, "EFFECTIVE_DATE_BEFORE_LAST_CHANGE");
    let late = LeaveProgramme { effective_on: scene.today().plus(1), ..goodbye };
    scene.refused(by(ming), late, "DATE_IN_FUTURE");
}

#[test]
fn coming_back_is_to_the_lowest_tier() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let goodbye = leave(&scene, "ming");
    scene.given(by(ming), goodbye);
    let high = RejoinProgramme { entry_tier: TierCode::Partner, ..rejoin(&scene, "ming") };
    scene.refused(by(ming), high, "ENTRY_TIER_NOT_LOWEST");
}

#[test]
fn somebody_of_the_time_before_consents_before_coming_back() {
    let mut scene = set_up();
    let (out, seed) = (ImportedPlace::Outside, ImportedPlace::Seed);
    scene.given(Actor::IMPORT, tier_move("m-1", "2020-01-01T00:00:00Z", out, seed));
    scene.given(Actor::IMPORT, tier_move("m-1", "2021-01-01T00:00:00Z", seed, out));
    go_live(&mut scene);
    let koc_id = imported("m-1");
    let effective_on = scene.today();
    let back = RejoinProgramme { koc_id, entry_tier: TierCode::Seed, effective_on };
    scene.refused(mei(), back.clone(), "CONSENT_MISSING");
    scene.given(by(koc_id), grant(koc_id, ConsentPurpose::Participation));
    scene.accepted(mei(), back);
}

#[test]
fn an_approval_for_a_tier_change_does_not_outlive_leaving() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let goodbye = leave(&scene, "ming");
    scene.given(by(ming), goodbye);
    let back = rejoin(&scene, "ming");
    scene.given(by(ming), back);
    scene.wait_days(30);
    let next = promote(&scene, ming, TierCode::Responder);
    scene.refused(mei(), next.clone(), "FOUR_EYES_REQUIRED");
    approve_promotion(&mut scene, ming, TierCode::Responder);
    scene.accepted(mei(), next);
}
