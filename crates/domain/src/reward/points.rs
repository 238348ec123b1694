//! The rules of points: what runs out first is spent first, and nobody spends what they have not.

use super::command::{ExpirePoints, RedeemPoints};
use super::event::{PointsExpired, PointsRedeemed};
use super::promise::Given;
use super::values::LotTaken;
use crate::amount::Amount;
use crate::budget::{Budget, HoldFor};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{BudgetId, KocId};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::{Day, Moment};
use crate::vocabulary::RewardUnit;

/// One piece at a time.
const ONE: Amount = Amount(1);

impl HoldsPersonal for RedeemPoints {}

/// Answers `RedeemPoints`: what can be had is what an open purse of pieces names a price for.
pub(crate) fn redeem(
    state: &State,
    command: &RedeemPoints,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let on_shelf = state.on_shelf(&command.item, today);
    let spendable = state.spendable_points(koc_id, today);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RedeemPoints"));
    checks.note(koc.require_present());
    checks.note(state.reward_taken(command.redemption_id));
    let enough = command.points.signed() <= spendable;
    checks.require(enough, || Violation::InsufficientPoints { balance: spendable });
    checks.require(on_shelf.is_some(), || Violation::ItemNotAvailable);
    // The price may have changed since the member looked.
    let price = on_shelf.and_then(|(_, budget)| budget.price_points);
    let right = price.is_none_or(|price| price == command.points);
    checks.require(right, || field::invalid("points"));
    checks.finish()?;
    let (budget_id, budget) = on_shelf.ok_or(Violation::ItemNotAvailable)?;
    let redeemed = PointsRedeemed {
        redemption_id: command.redemption_id,
        koc_id,
        item: command.item.clone(),
        points: command.points,
        lots: state.lots_of(koc_id, today, command.points),
        balance: state
            .reward_balance(koc_id, RewardUnit::Points)
            .saturating_sub(command.points.signed()),
    };
    let reward_id = command.redemption_id;
    let given = Given { reward_id, koc_id, amount: ONE, assignment_id: None, for_event: None };
    let posted = given.out_of(state, budget, budget_id, context);
    let held = budget.held(budget_id, posted.hold_id, ONE, HoldFor::Reward(reward_id));
    Ok(vec![redeemed.into(), held.into(), posted.into()])
}

impl HoldsPersonal for ExpirePoints {}

/// Answers `ExpirePoints`.
pub(crate) fn expire_points(
    state: &State,
    command: &ExpirePoints,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    // What somebody had left who was forgotten runs out too: it is no longer owed.
    let known = state.kocs.contains_key(&koc_id);
    known.then_some(()).ok_or(Violation::NotFound { what: koc_id.to_string() })?;
    let today = state.day_of(context.now);
    let lots = state.overdue_lots(koc_id, today);
    if lots.is_empty() {
        let next = state.timers.at(crate::timer::Timer::ExpirePoints(koc_id));
        let at: Moment = next.ok_or(Violation::NoChange)?;
        return Err(Violation::NotYetDue { at }.into());
    }
    let points = lots.iter().fold(Amount::ZERO, |sum, lot| sum.plus(lot.points));
    let balance = state.reward_balance(koc_id, RewardUnit::Points);
    let balance = balance.saturating_sub(points.signed());
    Ok(vec![PointsExpired { koc_id, as_of: today, lots, points, balance }.into()])
}

impl State {
    /// The purse that an item can be had from now.
    fn on_shelf(&self, item: &str, today: Day) -> Option<(BudgetId, &Budget)> {
        let budget_id = *self.shelf.get(item)?;
        let budget = self.budget(budget_id).ok()?;
        let there = budget.not_open(today).is_none() && budget.left() >= ONE;
        there.then_some((budget_id, budget))
    }

    /// Entries with points left, the one that runs out first first.
    fn lots(&self, koc_id: KocId) -> impl Iterator<Item = (Day, LotTaken)> {
        let account = self.reward_accounts.get(&koc_id);
        let lots = account.into_iter().flat_map(|account| account.lots.iter());
        lots.filter_map(|(day, _, reward_id)| {
            let points = self.reward(*reward_id).ok()?.left;
            Some((*day, LotTaken { reward_id: *reward_id, points }))
        })
    }

    /// What ran out already, whether or not that is recorded yet.
    fn overdue_lots(&self, koc_id: KocId, today: Day) -> Vec<LotTaken> {
        self.lots(koc_id).take_while(|(day, _)| *day < today).map(|(_, lot)| lot).collect()
    }

    /// Points a member can spend today.
    pub(crate) fn spendable_points(&self, koc_id: KocId, today: Day) -> i64 {
        let overdue = self.overdue_lots(koc_id, today).into_iter();
        let overdue = overdue.fold(Amount::ZERO, |sum, lot| sum.plus(lot.points));
        let balance = self.reward_balance(koc_id, RewardUnit::Points);
        balance.saturating_sub(overdue.signed())
    }

    /// From which entries so many points are taken.
    fn lots_of(&self, koc_id: KocId, today: Day, points: Amount) -> Vec<LotTaken> {
        let mut wanted = points;
        let mut taken = Vec::new();
        for (_, lot) in self.lots(koc_id).skip_while(|(day, _)| *day < today) {
            let points = lot.points.min(wanted);
            if points == Amount::ZERO {
                break;
            }
            wanted = wanted.less(points);
            taken.push(LotTaken { points, ..lot });
        }
        taken
    }
}
