//! Stepping down by one's own wish, and coming back to the tier.

use crate::common::*;
use domain::koc::command::*;
use domain::koc::event::KocSteppedDown;
use domain::vocabulary::TierCode;
use domain::{Event, koc as member_events};
use testkit::scene::Scene;

const SEED: TierCode = TierCode::Seed;
const RESPONDER: TierCode = TierCode::Responder;
const PARTNER: TierCode = TierCode::Partner;

fn at_the_top() -> Scene {
    let mut scene = live();
    partner(&mut scene, "ming");
    scene
}

fn step(scene: &Scene, to_tier: TierCode) -> StepDown {
    let reason = Some("a new child".into());
    StepDown { koc_id: koc("ming"), to_tier, reason, effective_on: scene.today() }
}

fn back(scene: &Scene, to_tier: TierCode) -> ReturnToTier {
    ReturnToTier { koc_id: koc("ming"), to_tier, effective_on: scene.today() }
}

fn stepped(to_tier: TierCode) -> (Scene, KocSteppedDown) {
    let mut scene = at_the_top();
    let command = step(&scene, to_tier);
    let events = scene.accepted(by(koc("ming")), command);
    match events.into_iter().next() {
        Some(Event::Koc(member_events::Event::KocSteppedDown(stepped))) => (scene, stepped),
        other => panic!("a member stepped down: {other:?}"),
    }
}

#[test]
fn a_member_may_step_down_by_more_than_one_rank_and_return() {
    let (mut scene, event) = stepped(SEED);
    assert_eq!((event.from, event.to), (PARTNER, SEED));
    assert_eq!(event.right_of_return_until, scene.today().plus(180));
    scene.wait_days(180);
    let command = back(&scene, PARTNER);
    scene.accepted(by(koc("ming")), command.clone());
    scene.refused(by(koc("ming")), command, "NO_RIGHT_OF_RETURN");
}

#[test]
fn stepping_down_leads_down() {
    let mut scene = at_the_top();
    let command = step(&scene, PARTNER);
    scene.refused(by(koc("ming")), command, "TIER_NOT_BELOW");
    let mut scene = live();
    member(&mut scene, "ming");
    let command = step(&scene, RESPONDER);
    scene.refused(by(koc("ming")), command, "TIER_NOT_BELOW");
}

#[test]
fn nobody_is_stepped_down_by_others() {
    let mut scene = at_the_top();
    let hua = member(&mut scene, "hua");
    let command = step(&scene, SEED);
    scene.refused(mei(), command.clone(), "FORBIDDEN");
    scene.refused(by(hua), command, "FORBIDDEN");
}

#[test]
fn a_lock_does_not_hold_who_wants_to_go() {
    let mut scene = at_the_top();
    scene.given(mei(), LockTier { koc_id: koc("ming"), until: None, reason: "an appeal".into() });
    let command = step(&scene, RESPONDER);
    scene.accepted(by(koc("ming")), command);
}

#[test]
fn the_right_of_return_ends() {
    let (mut scene, _) = stepped(RESPONDER);
    scene.wait_days(181);
    let late = back(&scene, PARTNER);
    scene.refused(by(koc("ming")), late.clone(), "RIGHT_OF_RETURN_EXPIRED");
    let dated_back = ReturnToTier { effective_on: scene.today().plus(-10), ..late };
    scene.refused(mei(), dated_back, "RIGHT_OF_RETURN_EXPIRED");
}

#[test]
fn one_returns_only_to_the_tier_one_stepped_down_from() {
    let (mut scene, _) = stepped(SEED);
    let elsewhere = back(&scene, RESPONDER);
    scene.refused(mei(), elsewhere, "NO_RIGHT_OF_RETURN");
    let hua = member(&mut scene, "hua");
    let never = ReturnToTier { koc_id: hua, ..back(&scene, RESPONDER) };
    scene.refused(mei(), never, "NO_RIGHT_OF_RETURN");
    let ming = back(&scene, PARTNER);
    scene.refused(by(hua), ming, "FORBIDDEN");
}

#[test]
fn a_later_promotion_ends_the_right_of_return() {
    let (mut scene, _) = stepped(SEED);
    rise(&mut scene, koc("ming"), RESPONDER);
    let command = back(&scene, PARTNER);
    scene.refused(mei(), command, "NO_RIGHT_OF_RETURN");
}

#[test]
fn steps_are_not_dated_before_the_last_change_nor_into_the_future() {
    let mut scene = at_the_top();
    let command = step(&scene, SEED);
    let early = StepDown { effective_on: scene.today().plus(-1), ..command.clone() };
    scene.refused(by(koc("ming")), early, "EFFECTIVE_DATE_BEFORE_LAST_CHANGE");
    let late = StepDown { effective_on: scene.today().plus(1), ..command };
    scene.refused(by(koc("ming")), late, "DATE_IN_FUTURE");
}

#[test]
fn whoever_left_has_no_tier_to_step_down_from() {
    let mut scene = at_the_top();
    let effective_on = scene.today();
    let ming = koc("ming");
    scene.given(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    let (down, up) = (step(&scene, SEED), back(&scene, PARTNER));
    scene.refused(by(ming), down, "KOC_NOT_ACTIVE");
    scene.refused(by(ming), up, "KOC_NOT_ACTIVE");
}

#[test]
fn what_a_member_says_is_not_endless() {
    let mut scene = at_the_top();
    let reason = Some("a".repeat(4_001).as_str().into());
    let command = StepDown { reason, ..step(&scene, SEED) };
    scene.refused(by(koc("ming")), command, "FIELD_INVALID");
}
