//! Points: what runs out first is spent first, and nobody spends what they have not.

use crate::common::*;
use crate::purse::*;
use crate::work::*;
use domain::approval::{ClawBackProposal, Proposal};
use domain::budget::command::{CloseBudget, OpenBudget};
use domain::id::KocId;
use domain::koc::command::LeaveProgramme;
use domain::reward::Event as Happened;
use domain::reward::command::*;
use domain::reward::values::LotTaken;
use domain::vocabulary::RewardUnit::{Gift, Points};
use domain::{Actor, Amount};
use testkit::scene::Scene;

fn redeem(name: &str, koc_id: KocId, points: u64) -> RedeemPoints {
    let item = "cup".to_owned();
    RedeemPoints { redemption_id: reward_id(name), koc_id, item, points: Amount(points) }
}

/// Ming has 30 points that last for ten days and 50 that last for ever; a cup costs 40.
fn with_cups() -> (Scene, KocId) {
    let mut scene = live_with_words();
    given_fang(&mut scene);
    let ming = member(&mut scene, "ming");
    let cups = OpenBudget { price_points: Some(Amount(40)), ..open_purse("cup", Gift, 1) };
    given(&mut scene, cups);
    given_grant(&mut scene, "lasting", ming, Points, 50);
    let short = OpenBudget {
        points_valid_days: Some(10),
        grant_alone_max: Amount(100),
        ..open_purse("short", Points, 100)
    };
    let short = given(&mut scene, short);
    scene.given(mei(), grant_reward("passing", ming, Points, short, 30));
    (scene, ming)
}

#[test]
fn what_runs_out_first_is_spent_first() {
    let (mut scene, ming) = with_cups();
    let events = of_rewards(scene.accepted(by(ming), redeem("mine", ming, 40)));
    let [Happened::PointsRedeemed(redeemed), Happened::RewardPosted(cup)] = &events[..] else {
        panic!("{events:?}")
    };
    let lot = |name, points| LotTaken { reward_id: reward_id(name), points: Amount(points) };
    assert_eq!(redeemed.lots, [lot("passing", 30), lot("lasting", 10)]);
    assert_eq!((redeemed.balance, cup.item.as_deref()), (40, Some("cup")));
    assert_eq!(balances(&scene, ming), [40, 0, 0, 1]);
    assert_eq!(held_and_spent(&scene, purse_id("cup")), (0, 1));
    // There was one.
    scene.refused(by(ming), redeem("another", ming, 40), "ITEM_NOT_AVAILABLE");
}

#[test]
fn nobody_spends_what_they_have_not_or_what_is_anothers() {
    let (mut scene, ming) = with_cups();
    let ou = member(&mut scene, "ou");
    scene.refused(by(ou), redeem("mine", ou, 40), "INSUFFICIENT_POINTS");
    scene.refused(by(ou), redeem("mine", ming, 40), "FORBIDDEN");
    scene.refused(by(ming), redeem("mine", ming, 39), "FIELD_INVALID");
    scene.refused(by(ming), redeem("lasting", ming, 40), "REWARD_EXISTS");
    let car = RedeemPoints { item: "car".to_owned(), ..redeem("mine", ming, 40) };
    scene.refused(by(ming), car, "ITEM_NOT_AVAILABLE");
    let sold_out = CloseBudget { budget_id: purse_id("cup"), reason: "sold out".to_owned() };
    scene.given(mei(), sold_out);
    scene.refused(by(ming), redeem("mine", ming, 40), "ITEM_NOT_AVAILABLE");
}

#[test]
fn whoever_left_spends_no_more() {
    let (mut scene, koc_id) = with_cups();
    let effective_on = scene.today();
    scene.given(by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on });
    scene.refused(by(koc_id), redeem("mine", koc_id, 40), "KOC_NOT_ACTIVE");
}

#[test]
fn points_run_out_after_their_last_day() {
    let (mut scene, koc_id) = with_cups();
    let expire = ExpirePoints { koc_id };
    scene.wait_days(10);
    scene.refused(Actor::SYSTEM, expire.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    // Whether or not that is recorded, they cannot be spent any more: 50 are left.
    scene.given(by(koc_id), redeem("mine", koc_id, 40));
    let due: Vec<_> = scene.state.timers().due(scene.now()).collect();
    assert!(due.iter().any(|(_, timer)| timer.name() == "ExpirePoints"), "{due:?}");
    let events = of_rewards(scene.accepted(Actor::SYSTEM, expire.clone()));
    let [Happened::PointsExpired(expired)] = &events[..] else { panic!("{events:?}") };
    assert_eq!((expired.points, expired.balance), (Amount(30), 10));
    scene.refused(Actor::SYSTEM, expire, "NO_CHANGE");
}

#[test]
fn what_was_spent_already_can_be_taken_back_and_is_owed() {
    let (mut scene, ming) = with_cups();
    scene.given(by(ming), redeem("mine", ming, 40));
    let (reward_id, amount) = (reward_id("passing"), Amount(30));
    approve(&mut scene, Proposal::ClawBack(ClawBackProposal { reward_id, amount }));
    let reason = "the post was bought".into();
    scene.given(fang(), ClawBack { reward_id, amount, reason });
    assert_eq!(balances(&scene, ming)[0], 10);
    assert_eq!(scene.state.counted().rewards[&ming][0], 10);
}

#[test]
fn what_somebody_had_who_was_forgotten_runs_out_too() {
    use crate::privacy::{erase, receive, verify, yan};
    let (mut scene, ming) = with_cups();
    scene.given(mei(), add_operator("yan", &[domain::Role::Privacy]));
    let wish = receive("forget", ming, domain::privacy::values::DataRequestKind::Deletion);
    scene.given(by(ming), wish);
    scene.given(yan(), verify("forget"));
    scene.given(yan(), erase("forget", ming));
    scene.wait_days(11);
    let due: Vec<_> = scene.state.timers().due(scene.now()).collect();
    assert!(due.iter().any(|(_, timer)| timer.name() == "ExpirePoints"), "{due:?}");
    let events = of_rewards(scene.accepted(Actor::SYSTEM, ExpirePoints { koc_id: ming }));
    assert!(matches!(&events[..], [Happened::PointsExpired(e)] if e.balance == 50));
    // Nothing is left to run out, and no clock runs on.
    scene.refused(Actor::SYSTEM, ExpirePoints { koc_id: ming }, "NO_CHANGE");
    let runs = scene.state.timers().iter().any(|(_, timer)| timer.name() == "ExpirePoints");
    assert!(!runs);
    let nobody = ExpirePoints { koc_id: koc("nobody") };
    scene.refused(Actor::SYSTEM, nobody, "NOT_FOUND");
}
