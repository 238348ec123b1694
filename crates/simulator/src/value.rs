//! What is given back: purses, points and what they buy, rewards given and taken back by hand.

use domain::approval::*;
use domain::budget::command::*;
use domain::budget::{self};
use domain::id::{BudgetId, HoldId, KocId, RewardId};
use domain::reward::command::*;
use domain::reward::values::{RewardFor, VoidReason};
use domain::reward::{self};
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount};

use crate::office::{finance, ops};
use crate::tasks::points_of_a_month;
use crate::tiers::approved;
use crate::world::World;

/// What something costs in points.
const PRICE: u64 = 60;

/// Days of a season.
const SEASON: u32 = 90;

/// The purses in use.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Purses {
    pub(crate) points: Option<BudgetId>,
    pub(crate) cash: Option<BudgetId>,
    /// The season whose gifts can be had for points.
    season: Option<u32>,
}

/// What can be had for points in a season.
fn cup(season: u32) -> String {
    format!("cup-{season}")
}

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.is_day(30, 0) {
        open(world, RewardUnit::Points, points_of_a_month(world));
        if world.day > 60 {
            old_purse(world);
        }
    }
    if world.is_day(SEASON, 0) {
        let fees = u64::from(world.plan.members) * 40_000 + 10_000_000;
        open(world, RewardUnit::Cash, Amount(fees));
        open(world, RewardUnit::Gift, Amount(u64::from(world.plan.members) + 100));
    }
    if world.is_day(25, 13) {
        for _ in 0..world.some(3_000) {
            by_hand(world);
        }
    }
}

fn open(world: &mut World<'_>, unit: RewardUnit, amount: Amount) {
    let budget_id = BudgetId::derived(&[b"purse", &world.next()]);
    let proposal = Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount });
    let gift = unit == RewardUnit::Gift;
    let purse = OpenBudget {
        budget_id,
        owner_ref: "season".to_owned(),
        unit,
        amount,
        valid_until: None,
        item: gift.then(|| cup(world.day / SEASON)),
        grant_alone_max: Amount(30),
        points_valid_days: (unit == RewardUnit::Points).then_some(75),
        price_points: gift.then_some(Amount(PRICE)),
    };
    let at = world.now.plus_hours(1);
    approved(world, at, proposal, purse);
}

/// A purse of its own for a studio: something is set aside, spent, given back, and it is closed.
fn old_purse(world: &mut World<'_>) {
    let budget_id = BudgetId::derived(&[b"purse", &world.next()]);
    let (unit, amount) = (RewardUnit::Cash, Amount(200_000));
    let purse = OpenBudget {
        budget_id,
        owner_ref: "studio".to_owned(),
        unit,
        amount,
        valid_until: None,
        item: None,
        grant_alone_max: Amount::ZERO,
        points_valid_days: None,
        price_points: None,
    };
    let at = world.now.plus_hours(2);
    approved(world, at, Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount }), purse);
    let more = Amount(50_000);
    let proposal = Proposal::TopUpBudget(TopUpProposal { budget_id, amount: more });
    approved(world, at.plus_hours(30), proposal, TopUpBudget { budget_id, amount: more });
    let hold_id = HoldId::derived(&[b"studio", &world.next()]);
    let (held, reference) = (Amount(150_000), "studio".to_owned());
    let hold = HoldBudget { budget_id, hold_id, amount: held, reference };
    world.at(at.plus_hours(40), ops(), hold);
    let amount = Amount(120_000);
    world.at(at.plus_hours(90), ops(), SpendBudget { budget_id, hold_id, amount });
    world.at(at.plus_hours(91), ops(), ReleaseBudget { budget_id, hold_id });
    let reason = "季度结清 The quarter is over".to_owned();
    world.at(at.plus_hours(92), ops(), CloseBudget { budget_id, reason });
}

/// What people give, promise and take back by hand.
fn by_hand(world: &mut World<'_>) {
    let Some(budget_id) = world.purses.points else { return };
    let Some(koc_id) = world.anyone() else { return };
    let unit = RewardUnit::Points;
    let (reward_id, amount) = (reward(world), Amount(50));
    let reason = "活动中帮了大忙 Helped a lot at an event".into();
    let granted = GrantReward { reward_id, koc_id, unit, amount, budget_id, reason };
    let proposal = Proposal::GrantReward(GrantProposal { reward_id, koc_id, budget_id, amount });
    let at = world.now.plus_hours(9);
    approved(world, at, proposal, granted);
    if world.chance.percent(40) {
        let proposal = Proposal::ClawBack(ClawBackProposal { reward_id, amount });
        let at = at.plus_hours(80);
        world.at(at, crate::office::approver(), approval(proposal));
        let reason = "发放有误 Given by mistake".into();
        world.at(at.plus_hours(1), finance(), ClawBack { reward_id, amount, reason });
    }
    let (reward_id, amount) = (reward(world), Amount(30));
    let (reserved_for, expires_at) = (RewardFor::Reference("event-7".to_owned()), None);
    let promise =
        ReserveReward { reward_id, koc_id, unit, amount, budget_id, reserved_for, expires_at };
    world.at(at, ops(), promise);
    let reason = VoidReason::ByHand;
    world.at(at.plus_hours(50), ops(), VoidReward { reward_id, reason });
}

fn approval(proposal: Proposal) -> domain::operator::command::GiveApproval {
    domain::operator::command::GiveApproval { proposal, note: None }
}

fn reward(world: &mut World<'_>) -> RewardId {
    RewardId::derived(&[b"by hand", &world.next()])
}

pub(crate) fn heard_of_purse(world: &mut World<'_>, event: &budget::Event) {
    let budget::Event::BudgetOpened(e) = event else { return };
    if e.owner_ref != "season" {
        return;
    }
    match e.unit {
        RewardUnit::Points => world.purses.points = Some(e.budget_id),
        RewardUnit::Cash => world.purses.cash = Some(e.budget_id),
        RewardUnit::Gift => world.purses.season = Some(world.day / SEASON),
        RewardUnit::Coupon => {}
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &reward::Event) {
    use reward::Event::*;
    match event {
        RewardPosted(e) if e.unit == RewardUnit::Points => balance(world, e.koc_id, e.balance),
        PointsExpired(e) => balance(world, e.koc_id, e.balance),
        PointsRedeemed(e) => {
            balance(world, e.koc_id, e.balance);
            let (reward_id, carrier) = (e.redemption_id, "sf".to_owned());
            let tracking = Some("SF1020304".into());
            let sent = RecordDelivery { reward_id, carrier, tracking, delivered_at: None };
            let at = world.within(10, 60);
            world.at(at, ops(), sent.clone());
            let arrives = at.plus_hours(48);
            world.at(arrives, ops(), RecordDelivery { delivered_at: Some(arrives), ..sent });
        }
        _ => {}
    }
}

/// Whoever has enough may like a cup.
fn balance(world: &mut World<'_>, koc_id: KocId, balance: i64) {
    world.people.change(koc_id, |member| member.points = balance);
    let Some(season) = world.purses.season else { return };
    if balance >= PRICE as i64 && world.chance.percent(10) {
        let redemption_id = RewardId::derived(&[b"cup", &world.next()]);
        let (item, points) = (cup(season), Amount(PRICE));
        let at = world.within(1, 200);
        world.at(at, Actor::koc(koc_id), RedeemPoints { redemption_id, koc_id, item, points });
    }
}
