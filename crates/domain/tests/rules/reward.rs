//! What is promised, given and taken back: once, out of a purse that has it, and never alone where
//! it is much.

use crate::common::*;
use crate::purse::*;
use crate::work::*;
use domain::approval::{ClawBackProposal, GrantProposal, Proposal};
use domain::assignment::command::DeclineAssignment;
use domain::assignment::values::{Decision, DeclineReason};
use domain::id::{AssignmentId, BudgetId, EventId, KocId, RewardId};
use domain::reward::Event as Happened;
use domain::reward::command::*;
use domain::reward::values::*;
use domain::task::brief::Brief;
use domain::vocabulary::RewardUnit::{Cash, Coupon, Gift, Points};
use domain::{Actor, Amount, Event};
use testkit::scene::Scene;

fn reserve(name: &str, koc_id: KocId, budget_id: BudgetId, amount: u64) -> ReserveReward {
    ReserveReward {
        reward_id: reward_id(name),
        koc_id,
        unit: Points,
        amount: Amount(amount),
        budget_id,
        reserved_for: RewardFor::Reference("forum-thread-9".to_owned()),
        expires_at: None,
    }
}

fn post(name: &str, amount: Option<u64>) -> PostReward {
    let amount = amount.map(Amount);
    PostReward { reward_id: reward_id(name), amount, for_event: EventId(1) }
}

fn void(name: &str) -> VoidReward {
    VoidReward { reward_id: reward_id(name), reason: VoidReason::ByHand }
}

fn claw_back(reward_id: RewardId, amount: u64) -> ClawBack {
    ClawBack { reward_id, amount: Amount(amount), reason: "the post was bought".into() }
}

#[track_caller]
fn approve_claw_back(scene: &mut Scene, reward_id: RewardId, amount: u64) {
    let amount = Amount(amount);
    approve(scene, Proposal::ClawBack(ClawBackProposal { reward_id, amount }));
}

/// A member, and a purse of 1,000 points.
pub(crate) fn with_purse() -> (Scene, KocId, BudgetId) {
    let mut scene = live_with_words();
    given_fang(&mut scene);
    let ming = member(&mut scene, "ming");
    let budget_id = given_purse(&mut scene, "purse", Points, 1_000);
    (scene, ming, budget_id)
}

/// Accepted work that pays 100 points, one place of two.
pub(crate) fn with_work() -> (Scene, KocId, BudgetId, AssignmentId) {
    let (mut scene, ming, budget_id) = with_purse();
    let task_id = given_paying(&mut scene, "clip", vec![points_each(budget_id, 100)], 2);
    let assignment_id = given_taken(&mut scene, task_id, ming);
    (scene, ming, budget_id, assignment_id)
}

#[test]
fn a_promise_is_set_aside_and_kept_in_part() {
    let (mut scene, ming, budget_id) = with_purse();
    scene.given(Actor::SYSTEM, reserve("thanks", ming, budget_id, 300));
    assert_eq!(held_and_spent(&scene, budget_id), (300, 0));
    assert_eq!(balances(&scene, ming), [0; 4]);
    scene.refused(Actor::SYSTEM, post("thanks", Some(301)), "AMOUNT_EXCEEDS_RESERVE");
    scene.refused(Actor::SYSTEM, post("thanks", Some(0)), "AMOUNT_NOT_POSITIVE");
    let events = of_rewards(scene.accepted(Actor::SYSTEM, post("thanks", Some(200))));
    assert!(matches!(&events[..], [Happened::RewardPosted(e)] if e.balance == 200 && !e.direct));
    // What was not given goes back to the purse.
    assert_eq!(held_and_spent(&scene, budget_id), (0, 200));
    scene.refused(Actor::SYSTEM, post("thanks", None), "RESERVE_ALREADY_RESOLVED");
    scene.refused(Actor::SYSTEM, void("thanks"), "RESERVE_ALREADY_RESOLVED");
}

#[test]
fn a_promise_is_possible() {
    let (mut scene, ming, budget_id) = with_purse();
    let sound = reserve("thanks", ming, budget_id, 300);
    let nothing = ReserveReward { amount: Amount::ZERO, ..sound.clone() };
    scene.refused(Actor::SYSTEM, nothing, "AMOUNT_NOT_POSITIVE");
    scene.refused(Actor::SYSTEM, ReserveReward { unit: Cash, ..sound.clone() }, "UNIT_UNKNOWN");
    let much = ReserveReward { amount: Amount(1_001), ..sound.clone() };
    scene.refused(Actor::SYSTEM, much, "BUDGET_EXCEEDED");
    let named = RewardFor::Reference("for Wang Fang".to_owned());
    let named = ReserveReward { reserved_for: named, ..sound.clone() };
    scene.refused(Actor::SYSTEM, named, "FIELD_INVALID");
    let unknown = RewardFor::Assignment(AssignmentId([9; 16]));
    let unknown = ReserveReward { reserved_for: unknown, ..sound.clone() };
    scene.refused(Actor::SYSTEM, unknown, "NOT_FOUND");
    let expires_at = Some(scene.now());
    scene.refused(Actor::SYSTEM, ReserveReward { expires_at, ..sound.clone() }, "DATE_IN_PAST");
    scene.given(Actor::SYSTEM, sound.clone());
    scene.refused(Actor::SYSTEM, sound, "REWARD_EXISTS");
    scene.refused(Actor::SYSTEM, post("nothing", None), "RESERVE_UNKNOWN");
    scene.refused(Actor::SYSTEM, void("nothing"), "NOT_FOUND");
}

#[test]
fn one_event_is_rewarded_once_out_of_one_purse() {
    let (mut scene, ming, budget_id) = with_purse();
    scene.given(Actor::SYSTEM, reserve("first", ming, budget_id, 10));
    scene.given(Actor::SYSTEM, reserve("second", ming, budget_id, 10));
    scene.given(Actor::SYSTEM, post("first", None));
    scene.refused(Actor::SYSTEM, post("second", None), "ALREADY_POSTED");
    let later = PostReward { for_event: EventId(2), ..post("second", None) };
    scene.given(Actor::SYSTEM, later);
    let unknown = PostReward { for_event: EventId(90_000), ..post("second", None) };
    scene.refused(Actor::SYSTEM, unknown, "NOT_FOUND");
}

#[test]
fn a_promise_may_run_out() {
    let (mut scene, ming, budget_id) = with_purse();
    let expires_at = Some(scene.now().plus_hours(24));
    let promise = ReserveReward { expires_at, ..reserve("thanks", ming, budget_id, 300) };
    scene.given(Actor::SYSTEM, promise);
    let run_out = VoidReward { reason: VoidReason::RanOut, ..void("thanks") };
    scene.refused(Actor::SYSTEM, run_out.clone(), "NOT_YET_DUE");
    scene.wait_hours(25);
    let due: Vec<_> = scene.state.timers().due(scene.now()).collect();
    assert!(due.iter().any(|(_, timer)| timer.name() == "VoidReward"), "{due:?}");
    scene.given(Actor::SYSTEM, run_out);
    assert_eq!(held_and_spent(&scene, budget_id), (0, 0));
}

#[test]
fn agreed_work_is_promised_and_approved_work_is_paid_in_the_same_commit() {
    let (mut scene, ming, budget_id, assignment_id) = with_work();
    // The purse held for both places when the task opened.
    assert_eq!(held_and_spent(&scene, budget_id), (200, 0));
    let promised = scene.log.iter().filter_map(|it| match &it.event {
        Event::Reward(Happened::RewardReserved(e)) => Some(e.clone()),
        _ => None,
    });
    let [promised] = &promised.collect::<Vec<_>>()[..] else { panic!("one promise") };
    assert_eq!(promised.reserved_for, RewardFor::Assignment(assignment_id));
    scene.given(by(ming), submit(assignment_id, 1, ming));
    let events = scene.accepted(wei(), review(assignment_id, 1, Decision::Approve));
    let posted = of_rewards(events);
    assert!(matches!(&posted[..], [Happened::RewardPosted(e)]
        if e.amount == Amount(100) && e.reward_id == promised.reward_id));
    assert_eq!(balances(&scene, ming), [100, 0, 0, 0]);
    // Instant work is spent in lumps.
    assert_eq!(held_and_spent(&scene, budget_id), (200, 0));
}

#[test]
fn what_was_posted_is_spent_within_a_minute_or_at_five_hundred() {
    let (mut scene, ming, budget_id, assignment_id) = with_work();
    scene.given(by(ming), submit(assignment_id, 1, ming));
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    scene.wait_hours(1);
    let due: Vec<_> = scene.state.timers().due(scene.now()).map(|(_, timer)| timer).collect();
    let lump = due.into_iter().find(|timer| timer.name() == "SpendBudget").expect("waits");
    let command = lump.command(&scene.state).expect("is due");
    scene.given(Actor::SYSTEM, command);
    assert_eq!(held_and_spent(&scene, budget_id), (100, 100));
    assert!(scene.state.timers().at(lump).is_none());
}

#[test]
fn saying_no_and_rejected_work_take_the_promise_back() {
    let (mut scene, _, budget_id, assignment_id) = with_work();
    let ou = member(&mut scene, "ou");
    let offered = offer(&scene, task_id("clip"), ou);
    scene.given(mei(), offered);
    let other = AssignmentId::of(task_id("clip"), ou);
    let declined =
        DeclineAssignment { assignment_id: other, reason: DeclineReason::Time, note: None };
    assert!(of_rewards(scene.accepted(by(ou), declined)).is_empty());
    scene.given(by(koc("ming")), submit(assignment_id, 1, koc("ming")));
    let rejected = scene.accepted(wei(), review(assignment_id, 1, Decision::Reject));
    assert!(matches!(&of_rewards(rejected)[..], [Happened::RewardVoided(e)]
        if e.reason == VoidReason::Rejected && e.amount == Amount(100)));
    // The task is open: its places may be taken again.
    assert_eq!(held_and_spent(&scene, budget_id), (200, 0));
    let over =
        domain::task::command::CloseTask { task_id: task_id("clip"), reason: "enough".to_owned() };
    scene.given(mei(), over);
    assert_eq!(held_and_spent(&scene, budget_id), (0, 0));
}

#[test]
fn an_offer_without_places_to_count_holds_when_it_is_accepted() {
    let (mut scene, _, budget_id) = with_purse();
    let members = [partner(&mut scene, "hua"), partner(&mut scene, "xin")];
    let returns = vec![points_each(budget_id, 600)];
    let month = Brief { returns, ..brief_of_a_month(&scene) };
    let task_id = given_brief(&mut scene, draft_led("led"), month);
    scene.given(mei(), open(task_id));
    assert_eq!(held_and_spent(&scene, budget_id), (0, 0));
    for koc_id in members {
        let offered = offer(&scene, task_id, koc_id);
        scene.given(mei(), offered);
    }
    let [one, two] = members.map(|koc_id| AssignmentId::of(task_id, koc_id));
    scene.given(by(members[0]), accept(one));
    assert_eq!(held_and_spent(&scene, budget_id), (600, 0));
    // The second promise would overspend the purse: the whole command is refused.
    scene.refused(by(members[1]), accept(two), "BUDGET_EXCEEDED");
    let refusal = scene.send(by(members[1]), accept(two)).expect_err("refused");
    assert_eq!(refusal.reaction(), Some("ReserveReward"));
    // What is not instant is spent at once.
    scene.given(by(members[0]), submit(one, 1, members[0]));
    scene.given(wei(), review(one, 1, Decision::Approve));
    assert_eq!(held_and_spent(&scene, budget_id), (0, 600));
}

#[test]
fn much_is_granted_by_two_and_little_alone() {
    let (mut scene, ming, _) = with_purse();
    let purse = domain::budget::command::OpenBudget {
        grant_alone_max: Amount(50),
        ..open_purse("thanks", Points, 500)
    };
    let budget_id = given(&mut scene, purse);
    let little = grant_reward("little", ming, Points, budget_id, 50);
    let events = of_rewards(scene.accepted(mei(), little));
    assert!(matches!(&events[..], [Happened::RewardPosted(e)] if e.direct && e.balance == 50));
    assert_eq!(held_and_spent(&scene, budget_id), (0, 50));
    let much = grant_reward("much", ming, Points, budget_id, 51);
    scene.refused(mei(), much.clone(), "FOUR_EYES_REQUIRED");
    let GrantReward { reward_id, koc_id, budget_id, amount, .. } = much.clone();
    let proposal = GrantProposal { reward_id, koc_id, budget_id, amount };
    approve(&mut scene, Proposal::GrantReward(proposal));
    scene.given(mei(), much.clone());
    scene.refused(mei(), much, "REWARD_EXISTS");
    let unknown = grant_reward("more", ming, Cash, budget_id, 1);
    scene.refused(mei(), unknown, "UNIT_UNKNOWN");
    let silent =
        GrantReward { reason: " ".into(), ..grant_reward("x", ming, Points, budget_id, 1) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let too_much = grant_reward("y", ming, Points, budget_id, 500);
    scene.refused(mei(), too_much, "BUDGET_EXCEEDED");
}

#[test]
fn what_was_given_is_taken_back_by_two_and_for_a_reason() {
    let (mut scene, ming, _) = with_purse();
    let given = given_grant(&mut scene, "thanks", ming, Points, 80);
    scene.refused(fang(), claw_back(given, 30), "FOUR_EYES_REQUIRED");
    approve_claw_back(&mut scene, given, 30);
    let silent = ClawBack { reason: " ".into(), ..claw_back(given, 30) };
    scene.refused(fang(), silent, "REASON_REQUIRED");
    scene.refused(fang(), claw_back(given, 81), "AMOUNT_EXCEEDS_ENTRY");
    scene.refused(fang(), claw_back(given, 0), "AMOUNT_NOT_POSITIVE");
    let events = of_rewards(scene.accepted(fang(), claw_back(given, 30)));
    assert!(matches!(&events[..], [Happened::RewardClawedBack(e)]
        if e.balance == 50 && e.approved_by.len() == 1));
    approve_claw_back(&mut scene, given, 51);
    scene.refused(fang(), claw_back(given, 51), "AMOUNT_EXCEEDS_ENTRY");
    scene.refused(mei(), claw_back(given, 10), "FORBIDDEN");
    scene.refused(fang(), claw_back(reward_id("nothing"), 1), "NOT_FOUND");
}

#[test]
fn a_promise_cannot_be_taken_back_as_if_it_were_given() {
    let (mut scene, ming, budget_id) = with_purse();
    scene.given(Actor::SYSTEM, reserve("thanks", ming, budget_id, 300));
    approve_claw_back(&mut scene, reward_id("thanks"), 1);
    scene.refused(fang(), claw_back(reward_id("thanks"), 1), "AMOUNT_EXCEEDS_ENTRY");
}

#[test]
fn a_gift_is_sent_and_arrives_once() {
    let (mut scene, ming, _) = with_purse();
    let cup = given_grant(&mut scene, "cup", ming, Gift, 2);
    assert_eq!(balances(&scene, ming), [0, 0, 0, 2]);
    let tracking = Some("SF-1020".into());
    let carrier = "sf".to_owned();
    let sent = RecordDelivery { reward_id: cup, carrier, tracking, delivered_at: None };
    scene.given(mei(), sent.clone());
    assert_eq!(balances(&scene, ming), [0, 0, 0, 2]);
    let tomorrow = Some(scene.now().plus_hours(24));
    let early = RecordDelivery { delivered_at: tomorrow, ..sent.clone() };
    scene.refused(mei(), early, "DATE_IN_FUTURE");
    let delivered_at = Some(scene.now());
    let arrived = RecordDelivery { delivered_at, ..sent };
    let events = of_rewards(scene.accepted(mei(), arrived.clone()));
    let [Happened::GiftDelivered(e)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(e.tracking.as_ref().map(|it| it.person), Some(ming.into()));
    assert_eq!(balances(&scene, ming), [0; 4]);
    scene.refused(mei(), arrived.clone(), "NO_CHANGE");
    let coupon = given_grant(&mut scene, "coupon", ming, Coupon, 1);
    let coupon = RecordDelivery { reward_id: coupon, ..arrived };
    scene.refused(mei(), coupon, "NOT_A_GIFT");
}

#[test]
fn a_gift_that_is_only_promised_is_not_sent() {
    let (mut scene, ming, _) = with_purse();
    let cups = given_purse(&mut scene, "cups", Gift, 5);
    let promise = ReserveReward { unit: Gift, ..reserve("cup", ming, cups, 1) };
    scene.given(Actor::SYSTEM, promise);
    let (reward_id, carrier) = (reward_id("cup"), "sf".to_owned());
    let sent = RecordDelivery { reward_id, carrier, tracking: None, delivered_at: None };
    scene.refused(mei(), sent, "REWARD_NOT_GIVEN");
}

#[test]
fn tax_and_net_make_what_is_owed() {
    let (mut scene, ming, _) = with_purse();
    let fee = given_grant(&mut scene, "fee", ming, Cash, 100_000);
    let withheld = |gross, tax, net| RecordWithholding {
        reward_id: fee,
        category: TaxCategory::LabourService,
        gross: Amount(gross),
        tax: Amount(tax),
        net: Amount(net),
    };
    scene.refused(fang(), withheld(100_000, 20_000, 70_000), "WITHHOLDING_MISMATCH");
    scene.refused(fang(), withheld(90_000, 20_000, 70_000), "WITHHOLDING_MISMATCH");
    let events = of_rewards(scene.accepted(fang(), withheld(100_000, 16_000, 84_000)));
    assert!(matches!(&events[..], [Happened::TaxWithheld(e)] if e.net == Amount(84_000)));
    let cup = given_grant(&mut scene, "cup", ming, Gift, 1);
    // What a gift is worth stands in no ledger.
    let worth = RecordWithholding { reward_id: cup, ..withheld(9_900, 1_980, 7_920) };
    scene.given(fang(), worth);
}

#[test]
fn only_finance_says_that_a_payee_is_right() {
    let (mut scene, ming, _) = with_purse();
    let ou = member(&mut scene, "ou");
    let profile = SetTaxProfile {
        koc_id: ming,
        payee: "account 6222 0000 1111".into(),
        tax_category: TaxCategory::LabourService,
        residence: "CN".to_owned(),
        verified_on: None,
    };
    scene.refused(by(ou), profile.clone(), "FORBIDDEN");
    let verified_on = Some(scene.today());
    let sure = SetTaxProfile { verified_on, ..profile.clone() };
    scene.refused(by(ming), sure.clone(), "PAYEE_NOT_VERIFIED");
    scene.given(by(ming), profile.clone());
    scene.refused(fang(), profile.clone(), "PAYEE_NOT_VERIFIED");
    let tomorrow = SetTaxProfile { verified_on: Some(scene.today().plus(1)), ..profile.clone() };
    scene.refused(fang(), tomorrow, "PAYEE_NOT_VERIFIED");
    let nowhere = SetTaxProfile { residence: "China".to_owned(), ..sure.clone() };
    scene.refused(fang(), nowhere, "FIELD_INVALID");
    let events = of_rewards(scene.accepted(fang(), sure));
    let [Happened::TaxProfileSet(set)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(set.payee.person, ming.into());
    assert!(!format!("{set:?}").contains("6222"));
}
