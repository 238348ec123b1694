//! The way up that everybody can see: what is asked, what there is, and what else stands between.

use crate::common::*;
use crate::work::*;
use domain::koc::command::StepDown;
use domain::policy::PolicyRules;
use domain::vocabulary::TierCode;

#[test]
fn a_new_member_sees_what_the_next_tier_asks() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let progress = scene.state.progress(ming, scene.today()).expect("in a tier");
    assert_eq!((progress.tier, progress.next), (TierCode::Seed, Some(TierCode::Responder)));
    let asked: Vec<_> = progress.rising.iter().map(|it| (it.have, it.need, it.met)).collect();
    assert_eq!(asked, [(Some(0), 200, false)]);
    assert_eq!((progress.rising_met, progress.days_left), (false, 30));
    assert!(!progress.invitation_required && !progress.next_is_full);
    assert_eq!(progress.computed_tier, TierCode::Seed);
}

#[test]
fn whoever_did_enough_is_shown_as_under_rated_until_promoted() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_approved(&mut scene, "one", ming);
    given_approved(&mut scene, "two", ming);
    scene.wait_days(12);
    let progress = scene.state.progress(ming, scene.today()).expect("in a tier");
    assert_eq!((progress.rising_met, progress.days_left), (true, 18));
    assert_eq!(progress.computed_tier, TierCode::Responder);
}

#[test]
fn the_top_has_nothing_above_it_and_says_what_staying_asks() {
    let mut scene = live();
    let ming = partner(&mut scene, "ming");
    let progress = scene.state.progress(ming, scene.today()).expect("in a tier");
    assert_eq!((progress.next, progress.rising.len()), (None, 0));
    assert_eq!((progress.staying.len(), progress.staying_met), (1, false));
    // Promoted for a reason, not by the numbers.
    assert_eq!(progress.computed_tier, TierCode::Seed);
}

#[test]
fn invitation_and_room_are_told() {
    let mut scene = live();
    let (ming, hua) = (responder(&mut scene, "ming"), partner(&mut scene, "hua"));
    let mut rules = PolicyRules::default_rules();
    rules.ladder.iter_mut().filter(|rung| rung.code == TierCode::Partner).for_each(|rung| {
        rung.cap = Some(1);
    });
    new_policy(&mut scene, 2, rules);
    let full = scene.state.progress(ming, scene.today()).expect("in a tier");
    assert!(full.invitation_required && full.next_is_full);
    assert_eq!(full.policy_version, 2);
    let effective_on = scene.today();
    let to_tier = TierCode::Responder;
    scene.given(by(hua), StepDown { koc_id: hua, to_tier, reason: None, effective_on });
    let room = scene.state.progress(ming, scene.today()).expect("in a tier");
    assert!(!room.next_is_full);
}

#[test]
fn nobody_outside_the_tiers_is_on_the_way() {
    let scene = live();
    assert_eq!(scene.state.progress(koc("nobody"), scene.today()), None);
}
