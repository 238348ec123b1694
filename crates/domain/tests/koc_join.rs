//! Joining, agreeing, leaving and coming back.

mod common;

use common::*;
use domain::koc::command::*;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Event, koc as member_events};

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
    assert_eq!(enrolled.tier, TierCode::Seed);
    assert_eq!(enrolled.policy_version, 1);
    assert_eq!(enrolled.effective_at, scene.now());
}

#[test]
fn members_rise_through_the_tiers_one_by_one() {
    let mut scene = live();
    let ming = partner(&mut scene, "ming");
    scene.refused(mei(), promote(&scene.clone(), ming, TierCode::Partner), "TIER_NOT_ADJACENT");
}
