//! A purse: opened by two, never overspent, closed empty of promises.

use crate::common::*;
use crate::purse::*;
use crate::work::*;
use domain::approval::{Proposal, TopUpProposal};
use domain::budget::command::*;
use domain::budget::{Event as Happened, HoldFor};
use domain::id::BudgetId;
use domain::task::brief::{AutomaticCheck, Brief, Return, ReturnKind};
use domain::task::command::{CloseTask, OpenTask};
use domain::vocabulary::RewardUnit::{self, Cash, Gift, Points};
use domain::{Actor, Amount, Event};
use testkit::scene::Scene;

fn spend(budget_id: BudgetId, name: &str, amount: u64) -> SpendBudget {
    SpendBudget { budget_id, hold_id: hold_id(name), amount: Amount(amount) }
}

fn release(budget_id: BudgetId, name: &str) -> ReleaseBudget {
    ReleaseBudget { budget_id, hold_id: hold_id(name) }
}

fn close(budget_id: BudgetId, reason: &str) -> CloseBudget {
    CloseBudget { budget_id, reason: reason.to_owned() }
}

fn of_budget(events: Vec<Event>) -> Vec<Happened> {
    let own = |event| match event {
        Event::Budget(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(own).collect()
}

/// A purse of 1,000 points.
fn with_purse() -> (Scene, BudgetId) {
    let mut scene = live_with_words();
    let budget_id = given_purse(&mut scene, "purse", Points, 1_000);
    (scene, budget_id)
}

#[test]
fn a_purse_is_opened_by_two() {
    let mut scene = live_with_words();
    let purse = open_purse("purse", Points, 1_000);
    scene.refused(mei(), purse.clone(), "FOUR_EYES_REQUIRED");
    approve_purse(&mut scene, &OpenBudget { amount: Amount(999), ..purse.clone() });
    scene.refused(mei(), purse.clone(), "FOUR_EYES_REQUIRED");
    approve_purse(&mut scene, &purse);
    let by_themselves = Actor::operator(operator_id("lin"), domain::Role::Ops);
    scene.refused(by_themselves, purse.clone(), "FOUR_EYES_REQUIRED");
    let opened = of_budget(scene.accepted(mei(), purse.clone()));
    let [Happened::BudgetOpened(opened)] = opened.as_slice() else { panic!("{opened:?}") };
    assert_eq!(opened.approved_by.len(), 1);
    scene.refused(mei(), purse, "BUDGET_EXISTS");
    let again = domain::approval::BudgetProposal {
        budget_id: purse_id("purse"),
        unit: Points,
        amount: Amount(1_000),
    };
    let again = domain::operator::command::GiveApproval {
        proposal: Proposal::OpenBudget(again),
        note: None,
    };
    scene.refused(lin(), again, "BUDGET_EXISTS");
}

#[test]
fn a_purse_holds_something_and_is_about_nobody() {
    let mut scene = live_with_words();
    let sound = open_purse("purse", Points, 1_000);
    scene.refused(
        mei(),
        OpenBudget { amount: Amount::ZERO, ..sound.clone() },
        "AMOUNT_NOT_POSITIVE",
    );
    scene.refused(mei(), OpenBudget { amount: Amount(u64::MAX), ..sound.clone() }, "FIELD_INVALID");
    let owner_ref = "for Wang Fang".to_owned();
    scene.refused(mei(), OpenBudget { owner_ref, ..sound.clone() }, "FIELD_INVALID");
    let valid_until = Some(scene.today().plus(-1));
    scene.refused(mei(), OpenBudget { valid_until, ..sound.clone() }, "DATE_IN_PAST");
    let valid_until = Some(scene.today().plus(90_000));
    scene.refused(mei(), OpenBudget { valid_until, ..sound }, "DATE_TOO_FAR");
}

#[test]
fn pieces_are_named_and_priced_once_and_points_may_run_out() {
    let mut scene = live_with_words();
    let points = open_purse("purse", Points, 1_000);
    let cups = OpenBudget { price_points: Some(Amount(50)), ..open_purse("cup", Gift, 10) };
    for wrong in [
        OpenBudget { item: Some("cup".to_owned()), ..points.clone() },
        OpenBudget { price_points: Some(Amount(5)), ..points.clone() },
        OpenBudget { points_valid_days: Some(0), ..points },
        OpenBudget { item: None, ..cups.clone() },
        OpenBudget { price_points: Some(Amount::ZERO), ..cups.clone() },
        OpenBudget { points_valid_days: Some(9), ..cups.clone() },
    ] {
        scene.refused(mei(), wrong, "FIELD_INVALID");
    }
    let budget_id = given(&mut scene, cups.clone());
    let more = OpenBudget { budget_id: purse_id("more cups"), ..cups };
    scene.refused(mei(), more.clone(), "FIELD_INVALID");
    scene.given(mei(), close(budget_id, "sold out"));
    given(&mut scene, more);
}

#[test]
fn a_purse_is_topped_up_by_two_while_it_is_open() {
    let (mut scene, budget_id) = with_purse();
    let more = TopUpBudget { budget_id, amount: Amount(500) };
    scene.refused(mei(), more.clone(), "FOUR_EYES_REQUIRED");
    let nothing = TopUpBudget { amount: Amount::ZERO, ..more.clone() };
    scene.refused(mei(), nothing, "AMOUNT_NOT_POSITIVE");
    let proposal = Proposal::TopUpBudget(TopUpProposal { budget_id, amount: Amount(500) });
    approve(&mut scene, proposal);
    let events = of_budget(scene.accepted(mei(), more.clone()));
    assert!(matches!(&events[..], [Happened::BudgetToppedUp(e)] if e.left == Amount(1_500)));
    // An approval is used up by what it was for.
    scene.refused(mei(), more.clone(), "FOUR_EYES_REQUIRED");
    scene.given(mei(), close(budget_id, "over"));
    scene.refused(mei(), more, "BUDGET_CLOSED");
}

#[test]
fn what_is_held_and_spent_is_never_more_than_there_is() {
    let (mut scene, budget_id) = with_purse();
    scene.given(Actor::SYSTEM, hold(budget_id, "first", 700));
    scene.refused(Actor::SYSTEM, hold(budget_id, "second", 301), "BUDGET_EXCEEDED");
    scene.refused(Actor::SYSTEM, hold(budget_id, "first", 1), "HOLD_EXISTS");
    scene.refused(Actor::SYSTEM, hold(budget_id, "second", 0), "AMOUNT_NOT_POSITIVE");
    scene.given(Actor::SYSTEM, spend(budget_id, "first", 200));
    assert_eq!(held_and_spent(&scene, budget_id), (500, 200));
    scene.refused(Actor::SYSTEM, spend(budget_id, "first", 501), "AMOUNT_EXCEEDS_RESERVE");
    scene.refused(Actor::SYSTEM, spend(budget_id, "first", 0), "AMOUNT_NOT_POSITIVE");
    scene.refused(Actor::SYSTEM, spend(budget_id, "other", 1), "HOLD_UNKNOWN");
    let events = of_budget(scene.accepted(Actor::SYSTEM, release(budget_id, "first")));
    let [Happened::BudgetReleased(released)] = &events[..] else { panic!("{events:?}") };
    assert_eq!((released.amount, released.left), (Amount(500), Amount(800)));
    scene.refused(Actor::SYSTEM, release(budget_id, "first"), "HOLD_UNKNOWN");
    assert_eq!(held_and_spent(&scene, budget_id), (0, 200));
}

#[test]
fn a_hold_names_a_key_and_no_person() {
    let (mut scene, budget_id) = with_purse();
    let named = HoldBudget { reference: "Wang Fang".to_owned(), ..hold(budget_id, "first", 1) };
    scene.refused(Actor::SYSTEM, named, "FIELD_INVALID");
}

#[test]
fn a_purse_is_closed_for_a_reason_when_nothing_is_held() {
    let (mut scene, budget_id) = with_purse();
    scene.given(Actor::SYSTEM, hold(budget_id, "first", 700));
    scene.refused(mei(), close(budget_id, "over"), "BUDGET_HAS_HOLDS");
    scene.refused(mei(), close(budget_id, " "), "REASON_REQUIRED");
    scene.given(Actor::SYSTEM, release(budget_id, "first"));
    let events = of_budget(scene.accepted(mei(), close(budget_id, "the spring is over")));
    assert!(matches!(&events[..], [Happened::BudgetClosed(e)] if e.unspent == Amount(1_000)));
    scene.refused(mei(), close(budget_id, "again"), "BUDGET_CLOSED");
    scene.refused(Actor::SYSTEM, hold(budget_id, "late", 1), "BUDGET_CLOSED");
}

#[test]
fn after_its_last_day_nothing_new_is_taken_from_a_purse() {
    let mut scene = live_with_words();
    let valid_until = Some(scene.today().plus(10));
    let purse = OpenBudget { valid_until, ..open_purse("purse", Points, 100) };
    let budget_id = given(&mut scene, purse);
    scene.given(Actor::SYSTEM, hold(budget_id, "first", 60));
    scene.wait_days(11);
    scene.refused(Actor::SYSTEM, hold(budget_id, "late", 1), "BUDGET_CLOSED");
    scene.given(Actor::SYSTEM, spend(budget_id, "first", 60));
    scene.given(mei(), close(budget_id, "over"));
}

#[test]
fn what_is_counted_names_a_purse_of_its_unit_and_the_rest_names_none() {
    let (mut scene, budget_id) = with_purse();
    let task_id = given_draft(&mut scene, "clip");
    let sound = points_each(budget_id, 10);
    let spoilt = |spoil: fn(&mut Return)| {
        let mut it = sound.clone();
        spoil(&mut it);
        it
    };
    for (wrong, code) in [
        (spoilt(|it| it.budget_id = None), "RETURN_WITHOUT_BUDGET"),
        (spoilt(|it| it.amount = None), "AMOUNT_NOT_POSITIVE"),
        (spoilt(|it| it.amount = Some(Amount(u64::MAX))), "FIELD_INVALID"),
        (spoilt(|it| it.kind = ReturnKind::Cash), "UNIT_UNKNOWN"),
        (spoilt(|it| it.budget_id = Some(purse_id("nowhere"))), "NOT_FOUND"),
        (spoilt(|it| it.kind = ReturnKind::Exposure), "FIELD_INVALID"),
    ] {
        let brief = brief_paying(&scene, vec![wrong]);
        scene.refused(mei(), write(task_id, brief), code);
    }
    let twice = brief_paying(&scene, vec![sound.clone(), sound.clone()]);
    scene.refused(mei(), write(task_id, twice), "FIELD_INVALID");
    let right = brief_paying(&scene, vec![sound]);
    scene.given(mei(), write(task_id, right));
}

#[test]
fn only_instant_work_that_is_met_or_not_is_checked_without_a_person() {
    let mut scene = live_with_words();
    let instant = given_draft(&mut scene, "clip");
    let check = AutomaticCheck { tags: vec!["q5".to_owned()], public_url: true };
    let scored = Brief { automatic_check: Some(check.clone()), ..brief(&scene) };
    scene.refused(mei(), write(instant, scored.clone()), "FIELD_INVALID");
    let sound = Brief { criteria: vec![must("seats")], ..scored };
    let hashed = AutomaticCheck { tags: vec!["#q5".to_owned()], public_url: true };
    let hashed = Brief { automatic_check: Some(hashed), ..sound.clone() };
    scene.refused(mei(), write(instant, hashed), "FIELD_INVALID");
    scene.given(mei(), write(instant, sound.clone()));
    scene.given(mei(), draft_led("led"));
    let month = Brief { timeline: brief_of_a_month(&scene).timeline, ..sound };
    scene.refused(mei(), write(task_id("led"), month), "FIELD_INVALID");
}

#[test]
fn a_task_that_pays_holds_for_every_place_when_it_opens() {
    let (mut scene, budget_id) = with_purse();
    let brief = brief_paying(&scene, vec![points_each(budget_id, 100)]);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    // Instant work is paid out of what was held once: its places must be counted.
    scene.refused(mei(), open(task_id), "LIMIT_INVALID");
    scene.refused(mei(), OpenTask { slots: Some(11), ..open(task_id) }, "BUDGET_EXCEEDED");
    let events = of_budget(scene.accepted(mei(), OpenTask { slots: Some(8), ..open(task_id) }));
    let [Happened::BudgetHeld(held)] = &events[..] else { panic!("{events:?}") };
    assert_eq!((held.amount, held.left), (Amount(800), Amount(200)));
    assert_eq!((held.held_for.clone(), held.in_lumps), (HoldFor::Task(task_id), true));
    assert_eq!(held_and_spent(&scene, budget_id), (800, 0));
}

#[test]
fn another_purse_may_pay_when_the_task_opens() {
    let (mut scene, named) = with_purse();
    let instead = given_purse(&mut scene, "instead", Points, 50);
    let cash = given_purse(&mut scene, "cash", Cash, 50);
    let brief = brief_paying(&scene, vec![points_each(named, 10)]);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    let opened = |budget_id, slots| OpenTask {
        budget_id: Some(budget_id),
        slots: Some(slots),
        ..open(task_id)
    };
    scene.refused(mei(), opened(cash, 5), "UNIT_UNKNOWN");
    scene.refused(mei(), opened(purse_id("nowhere"), 5), "NOT_FOUND");
    scene.refused(mei(), opened(instead, 6), "BUDGET_EXCEEDED");
    scene.given(mei(), opened(instead, 5));
    assert_eq!(held_and_spent(&scene, instead), (50, 0));
    assert_eq!(held_and_spent(&scene, named), (0, 0));
    let ming = member(&mut scene, "ming");
    let offered = offer(&scene, task_id, ming);
    let events = scene.accepted(mei(), offered);
    let [Event::Assignment(domain::assignment::Event::TaskAssigned(assigned))] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(assigned.returns[0].budget_id, Some(instead));
}

#[test]
fn a_task_that_closes_gives_back_the_share_of_places_never_taken() {
    let (mut scene, budget_id) = with_purse();
    let task_id = given_paying(&mut scene, "clip", vec![points_each(budget_id, 10)], 5);
    let ming = member(&mut scene, "ming");
    let assignment_id = {
        let offered = offer(&scene, task_id, ming);
        scene.given(mei(), offered);
        domain::id::AssignmentId::of(task_id, ming)
    };
    let enough = CloseTask { task_id, reason: "enough".to_owned() };
    scene.given(mei(), enough);
    assert_eq!(held_and_spent(&scene, budget_id), (10, 0));
    let reason = domain::assignment::values::DeclineReason::Time;
    let declined =
        domain::assignment::command::DeclineAssignment { assignment_id, reason, note: None };
    scene.given(by(ming), declined);
    assert_eq!(held_and_spent(&scene, budget_id), (0, 0));
}

#[test]
fn other_returns_of_an_offer_are_paid_from_a_purse_too() {
    let (mut scene, budget_id) = with_purse();
    let ming = member(&mut scene, "ming");
    let task_id = given_open(&mut scene, "clip");
    let returns_override = Some(vec![Return { budget_id: None, ..points_each(budget_id, 10) }]);
    let offered = offer(&scene, task_id, ming);
    let offered = domain::assignment::command::AssignTask { returns_override, ..offered };
    scene.refused(mei(), offered, "RETURN_WITHOUT_BUDGET");
}

#[test]
fn every_unit_has_a_purse() {
    let mut scene = live_with_words();
    for unit in RewardUnit::ALL {
        given_purse(&mut scene, &format!("purse-{}", unit as u8), unit, 10);
    }
}
