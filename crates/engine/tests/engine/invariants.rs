//! What always holds is missed when it does not: logs that no rule would have written.

use domain::Amount;
use domain::Event;
use domain::budget::HoldFor;
use domain::budget::event::{BudgetHeld, BudgetOpened};
use domain::id::{BudgetId, HoldId, KocId, MentorshipId, RewardId};
use domain::mentorship::event::{MentorAppointed, MentorshipStarted};
use domain::reward::event::RewardPosted;
use domain::vocabulary::{RewardUnit, TierCode};
use engine::View;
use testkit::recording::Recording;

const AN: KocId = KocId([1; 16]);
const BO: KocId = KocId([2; 16]);
const CHEN: KocId = KocId([3; 16]);
const PURSE: BudgetId = BudgetId([9; 16]);

/// What is wrong with these events; nothing if all that must hold does.
fn broken(events: impl IntoIterator<Item = Event>) -> Option<String> {
    let mut recording = Recording::at("2025-03-01T02:00:00Z");
    for event in events {
        recording.record(event);
    }
    let mut view = View::default();
    recording.log.iter().for_each(|recorded| view.apply(recorded));
    view.check_invariants().err()
}

fn mentor(koc_id: KocId, capacity: u16) -> Event {
    MentorAppointed { koc_id, topics: Vec::new(), capacity, statement: None }.into()
}

fn taught(mentor: KocId, mentee: KocId) -> Event {
    let day = |text: &str| text.parse().expect("a day");
    MentorshipStarted {
        mentorship_id: MentorshipId::derived(&[&mentor.0, &mentee.0]),
        mentor,
        mentee,
        started_on: day("2025-03-01"),
        until: day("2025-06-01"),
        topics: Vec::new(),
        mentor_tier: TierCode::Partner,
        mentee_tier: TierCode::Responder,
        continues: None,
    }
    .into()
}

#[test]
fn a_mentor_with_too_many_mentees_is_found() {
    let right = [mentor(AN, 2), taught(AN, BO), taught(AN, CHEN)];
    assert_eq!(broken(right), None);
    let wrong = broken([mentor(AN, 1), taught(AN, BO), taught(AN, CHEN)]).expect("found");
    assert!(wrong.contains("teaches 2 of at most 1"), "{wrong}");
}

#[test]
fn two_mentors_of_one_member_are_found() {
    let wrong = broken([mentor(AN, 2), mentor(BO, 2), taught(AN, CHEN), taught(BO, CHEN)]);
    assert!(wrong.expect("found").contains("has two mentors"));
}

#[test]
fn a_circle_of_teachers_is_found() {
    let all = [mentor(AN, 1), mentor(BO, 1), mentor(CHEN, 1)];
    let line = [taught(AN, BO), taught(BO, CHEN)];
    assert_eq!(broken([&all[..], &line].concat()), None);
    let circle = [&all[..], &line, &[taught(CHEN, AN)]].concat();
    assert!(broken(circle).expect("found").contains("taught by somebody they teach"));
}

fn opened(amount: u64) -> Event {
    BudgetOpened {
        budget_id: PURSE,
        owner_ref: "spring".to_owned(),
        unit: RewardUnit::Points,
        amount: Amount(amount),
        valid_until: None,
        item: None,
        grant_alone_max: Amount::ZERO,
        points_valid_days: None,
        price_points: None,
        approved_by: Vec::new(),
    }
    .into()
}

#[test]
fn a_purse_that_promises_more_than_it_holds_is_found() {
    let held = |amount| {
        let (hold_id, held_for) = (HoldId([7; 16]), HoldFor::Reference("studio".to_owned()));
        let (amount, left) = (Amount(amount), Amount::ZERO);
        BudgetHeld { budget_id: PURSE, hold_id, amount, held_for, in_lumps: false, left }.into()
    };
    assert_eq!(broken([opened(10), held(10)]), None);
    let wrong = broken([opened(10), held(11)]).expect("found");
    assert!(wrong.contains("gives more than it holds"), "{wrong}");
}

#[test]
fn a_balance_that_is_not_what_the_rule_stated_is_found() {
    let posted = |balance| {
        RewardPosted {
            reward_id: RewardId([5; 16]),
            koc_id: AN,
            unit: RewardUnit::Points,
            item: None,
            amount: Amount(20),
            budget_id: PURSE,
            hold_id: HoldId([7; 16]),
            assignment_id: None,
            for_event: None,
            direct: true,
            reason: None,
            approved_by: Vec::new(),
            expires_on: None,
            balance,
        }
        .into()
    };
    assert_eq!(broken([opened(100), posted(20)]), None);
    let wrong = broken([opened(100), posted(25)]).expect("found");
    assert!(wrong.contains("holds 20 Points, 25 was stated"), "{wrong}");
}
