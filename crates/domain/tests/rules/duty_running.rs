//! A duty that runs: what is due in it, and what it is paid.

use domain::duty::Event as Happened;
use domain::duty::command::*;
use domain::duty::values::*;
use domain::koc::command::PauseKoc;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{Horizon, Mode};
use domain::{Actor, Amount, Event, contribution, reward};

use crate::asset::archive;
use crate::common::*;
use crate::duties::*;
use crate::purse::{balances, held_and_spent, purse_id};
use crate::work::*;

#[test]
fn what_is_due_is_delivered_once_and_in_its_time() {
    let (mut scene, hua) = running(|_| {});
    scene.refused(by(hua), fulfil("column", "poem", 1), "DELIVERABLE_UNKNOWN");
    scene.refused(by(hua), fulfil("column", "column", 13), "DELIVERABLE_UNKNOWN");
    scene.refused(by(hua), fulfil("column", "column", 2), "DELIVERABLE_UNKNOWN");
    let nothing = FulfilDeliverable { note: None, ..fulfil("column", "column", 1) };
    scene.refused(by(hua), nothing, "FIELD_INVALID");
    let ming = member(&mut scene, "ming");
    scene.refused(by(ming), fulfil("column", "column", 1), "NOT_A_PARTY");
    let events = scene.accepted(by(hua), fulfil("column", "column", 1));
    let [Happened::DeliverableFulfilled(it)] = &of_duties(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!((it.number, it.on_time), (1, true));
    let credited = |event: &Event| {
        matches!(event, Event::Contribution(contribution::Event::ContributionCredited(e))
            if e.rule == "deliverable-fulfilled" && e.koc_id == hua)
    };
    assert!(events.iter().any(credited), "{events:?}");
    scene.refused(by(hua), fulfil("column", "column", 1), "DELIVERABLE_ALREADY_FULFILLED");
}

#[test]
fn what_comes_in_the_days_of_grace_counts_but_not_as_in_time() {
    let (mut scene, hua) = running(|_| {});
    pass(&mut scene, 33);
    let events = scene.accepted(by(hua), fulfil("column", "column", 1));
    let [Happened::DeliverableFulfilled(it)] = &of_duties(&events)[..] else {
        panic!("{events:?}")
    };
    assert!(!it.on_time);
}

#[test]
fn what_never_came_is_missed_and_may_be_excused() {
    let (mut scene, hua) = running(|terms| {
        terms.deliverables = vec![deliverable("column", DutyPeriod::Month, 2)];
    });
    scene.given(by(hua), fulfil("column", "column", 1));
    let miss =
        MarkDeliverableMissed { duty_id: duty_id("column"), code: "column".to_owned(), period: 1 };
    scene.refused(Actor::SYSTEM, miss.clone(), "NOT_YET_DUE");
    let events = pass(&mut scene, 39);
    let missed = of_duties(&events).into_iter().find_map(|event| match event {
        Happened::DeliverableMissed(it) => Some((it.period, it.missing)),
        _ => None,
    });
    assert_eq!(missed, Some((1, 1)), "one of two came");
    let contact = Audience::Operator(operator_id("mei"));
    assert_eq!(asked(&events), [(TodoKind::DeliverableMissed, contact)]);
    scene.refused(Actor::SYSTEM, miss, "NO_CHANGE");
    scene.refused(by(hua), fulfil("column", "column", 1), "DELIVERABLE_UNKNOWN");
    let excuse = |reason: &str| ExcuseDeliverable {
        duty_id: duty_id("column"),
        code: "column".to_owned(),
        period: 1,
        reason: reason.into(),
    };
    scene.refused(mei(), excuse(" "), "REASON_REQUIRED");
    scene.given(mei(), excuse("车展期间"));
    scene.refused(mei(), excuse("车展期间"), "DELIVERABLE_UNKNOWN");
    // What is due later can be let off before.
    scene.given(mei(), ExcuseDeliverable { period: 2, ..excuse("车展期间") });
    let events = scene.accepted(mei(), review_of("column", 2));
    let [Happened::DutyReviewHeld(held)] = &of_duties(&events)[..] else { panic!("{events:?}") };
    assert_eq!((held.fulfilled, held.missed, held.excused), (1, 0, 2));
    assert_eq!(done(&events), 1, "what was missed was talked about");
}

#[test]
fn a_break_stops_the_clock_of_what_is_due() {
    let (mut scene, hua) = running(|_| {});
    pass(&mut scene, 20);
    let (from, until) = (scene.today(), Some(scene.today().plus(20)));
    let events = scene.accepted(by(hua), PauseKoc { koc_id: hua, from, reason: None, until });
    let contact = Audience::Operator(operator_id("mei"));
    assert!(asked(&events).contains(&(TodoKind::DutyHolderAway, contact)));
    let events = of_duties(&pass(&mut scene, 25));
    let excused = events.iter().find_map(|event| match event {
        Happened::DeliverableExcused(it) => Some((it.period, it.because)),
        Happened::DeliverableMissed(it) => panic!("{it:?}"),
        _ => None,
    });
    assert_eq!(excused, Some((1, ExcuseCause::OnBreak)));
}

#[test]
fn a_work_or_an_asset_of_the_holder_shows_one_deliverable() {
    let (mut scene, hua) = running(|terms| {
        terms.deliverables = vec![deliverable("column", DutyPeriod::Month, 3)];
    });
    let ming = member(&mut scene, "ming");
    let theirs = given_approved(&mut scene, "clip", ming);
    let shown = |assignment_id| FulfilDeliverable {
        assignment_id: Some(assignment_id),
        note: None,
        ..fulfil("column", "column", 1)
    };
    scene.refused(by(hua), shown(theirs), "FIELD_INVALID");
    let own = given_approved(&mut scene, "film", hua);
    let both = FulfilDeliverable { note: Some("看".into()), ..shown(own) };
    scene.refused(by(hua), both, "FIELD_INVALID");
    scene.given(by(hua), shown(own));
    scene.refused(by(hua), shown(own), "DELIVERABLE_ALREADY_FULFILLED");
    let archived = archive(&scene, theirs);
    let asset_id = Some(archived.asset_id);
    scene.given(mei(), archived);
    let kept = FulfilDeliverable { asset_id, note: None, ..fulfil("column", "column", 1) };
    scene.refused(by(hua), kept, "FIELD_INVALID");
}

#[test]
fn ongoing_work_goes_to_the_holder_of_its_duty_alone() {
    let (mut scene, hua) = running(|_| {});
    let other = partner(&mut scene, "ming");
    let ongoing = domain::task::command::DraftTask {
        horizon: Horizon::Ongoing,
        mode: Mode::Commission,
        duty_id: Some(duty_id("column")),
        ..draft_of_a_month("may")
    };
    let unnamed = domain::task::command::DraftTask { duty_id: None, ..ongoing.clone() };
    scene.refused(mei(), unnamed, "HORIZON_NEEDS_DUTY");
    let unknown =
        domain::task::command::DraftTask { duty_id: Some(duty_id("none")), ..ongoing.clone() };
    scene.refused(mei(), unknown, "NOT_FOUND");
    let instant =
        domain::task::command::DraftTask { duty_id: Some(duty_id("column")), ..draft("clip") };
    scene.refused(mei(), instant, "FIELD_INVALID");
    let month = brief_of_a_month(&scene);
    let task_id = given_brief(&mut scene, ongoing.clone(), month);
    scene.given(mei(), open(task_id));
    let to_other = offer(&scene, task_id, other);
    scene.refused(mei(), to_other, "NOT_ELIGIBLE");
    let to_holder = offer(&scene, task_id, hua);
    scene.given(mei(), to_holder);
    let last = Some(scene.today());
    scene.given(by(hua), end_on("column", last));
    pass(&mut scene, 8);
    let late =
        domain::task::command::DraftTask { task_id: crate::work::task_id("june"), ..ongoing };
    scene.refused(mei(), late, "DUTY_NOT_ACTIVE");
}

#[test]
fn a_stipend_is_accrued_once_for_each_month_and_paid_in_the_same_commit() {
    let (mut scene, hua) = running(|_| {});
    let accrue = |period| AccrueStipend { duty_id: duty_id("column"), period };
    scene.refused(Actor::SYSTEM, accrue(1), "NOT_YET_DUE");
    scene.refused(Actor::SYSTEM, accrue(13), "DUTY_NOT_ACTIVE");
    let (from, until) = DutyPeriod::Month.days(scene.today(), 1);
    let events = pass(&mut scene, i64::from(until.0 - from.0) + 1);
    let accrued = of_duties(&events);
    let Some(Happened::StipendAccrued(first)) = accrued.first() else { panic!("{events:?}") };
    assert_eq!((first.period, first.amount, first.days_served), (1, Amount(1_000), first.days));
    let posted = events.iter().filter(
        |event| matches!(event, Event::Reward(reward::Event::RewardPosted(it)) if it.koc_id == hua),
    );
    assert_eq!(posted.count(), 1);
    assert_eq!(balances(&scene, hua)[1], 1_000);
    assert_eq!(held_and_spent(&scene, purse_id("stipends")), (11_000, 1_000));
    scene.refused(Actor::SYSTEM, accrue(1), "STIPEND_ALREADY_ACCRUED");
    scene.refused(Actor::SYSTEM, accrue(2), "NOT_YET_DUE");
}

#[test]
fn a_year_is_twelve_stipends_and_nothing_stays_held() {
    let (mut scene, hua) = running(|_| {});
    let events = pass(&mut scene, 380);
    let stipends =
        of_duties(&events).into_iter().filter(|it| matches!(it, Happened::StipendAccrued(_)));
    assert_eq!(stipends.count(), 12);
    let missed =
        of_duties(&events).into_iter().filter(|it| matches!(it, Happened::DeliverableMissed(_)));
    assert_eq!(missed.count(), 12);
    let Some(Happened::DutyCompleted(completed)) = of_duties(&events).last().cloned() else {
        panic!("{events:?}")
    };
    assert_eq!((completed.fulfilled, completed.missed, completed.early), (0, 12, false));
    assert_eq!(balances(&scene, hua)[1], 12_000);
    assert_eq!(held_and_spent(&scene, purse_id("stipends")), (0, 12_000));
    let complete = CompleteDuty { duty_id: duty_id("column") };
    scene.refused(Actor::SYSTEM, complete, "DUTY_NOT_ACTIVE");
    let accrue = AccrueStipend { duty_id: duty_id("column"), period: 13 };
    scene.refused(Actor::SYSTEM, accrue, "DUTY_NOT_ACTIVE");
}

#[test]
fn a_duty_of_which_nothing_is_owed_closes_on_its_last_day() {
    let (mut scene, _) = running(|terms| terms.deliverables = Vec::new());
    let complete = CompleteDuty { duty_id: duty_id("column") };
    scene.refused(Actor::SYSTEM, complete.clone(), "NOT_YET_DUE");
    let events = of_duties(&pass(&mut scene, 365));
    assert!(matches!(events.last(), Some(Happened::DutyCompleted(_))), "{events:?}");
}

#[test]
fn a_review_says_something_about_a_month_that_has_begun() {
    let (mut scene, _) = running(|_| {});
    let nothing = HoldDutyReview { what_went_well: vec![" ".into()], ..review_of("column", 1) };
    scene.refused(mei(), nothing, "FEEDBACK_REQUIRED");
    scene.refused(mei(), review_of("column", 2), "FIELD_INVALID");
    let credits = |events: &[Event]| {
        let credited = events.iter().filter(|event| matches!(event, Event::Contribution(_)));
        credited.count()
    };
    let first = scene.accepted(mei(), review_of("column", 1));
    let again = scene.accepted(mei(), review_of("column", 1));
    assert_eq!((credits(&first), credits(&again)), (1, 0), "a month is credited once");
}
