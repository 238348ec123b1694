//! Taking in what has happened to a reward account.

use std::sync::Arc;

use super::event::*;
use super::values::{LotTaken, RewardFor};
use super::{Lot, Reward, RewardAccount, RewardState, Withheld};
use crate::amount::Amount;
use crate::approval::{self, ClawBackProposal, GrantProposal, Proposal};
use crate::id::{KocId, RewardId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::{Day, Moment};
use crate::timer::Timer;
use crate::vocabulary::RewardUnit;

/// The last day of what never runs out.
const NEVER: Day = Day(i32::MAX);

/// Takes in what has happened to an account.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::RewardReserved(e) => reserved(state, e),
        Event::RewardPosted(e) => posted(state, e, recorded),
        Event::RewardVoided(e) => voided(state, e),
        Event::PointsRedeemed(e) => {
            e.lots.iter().for_each(|lot| spend(state, lot));
            move_balance(state, e.koc_id, RewardUnit::Points, -e.points.signed());
            next_expiry(state, e.koc_id);
        }
        Event::PointsExpired(e) => {
            for lot in &e.lots {
                spend(state, lot);
                if let Some(reward) = state.reward_mut(lot.reward_id) {
                    reward.expired = reward.expired.plus(lot.points);
                }
            }
            move_balance(state, e.koc_id, RewardUnit::Points, -e.points.signed());
            next_expiry(state, e.koc_id);
        }
        Event::TaxProfileSet(e) => {
            let known = Some((e.tax_category, e.verified_on.is_some()));
            account(state, e.koc_id, |account| account.tax = known);
        }
        Event::TaxWithheld(e) => {
            let TaxWithheld { gross, tax, net, .. } = *e;
            if let Some(reward) = state.reward_mut(e.reward_id) {
                reward.withheld = Some(Withheld { gross, tax, net });
            }
        }
        Event::GiftDelivered(e) => delivered(state, e),
        Event::RewardPaid(e) => {
            if let Some(reward) = state.reward_mut(e.reward_id) {
                reward.paid = true;
                reward.batch = None;
            }
            move_balance(state, e.koc_id, RewardUnit::Cash, -e.amount.signed());
        }
        Event::RewardPaymentFailed(e) => {
            if let Some(reward) = state.reward_mut(e.reward_id) {
                reward.batch = None;
            }
        }
        Event::RewardClawedBack(e) => clawed_back(state, e),
    }
    let touched = match event {
        Event::RewardReserved(e) => Some(e.reward_id),
        Event::RewardPosted(e) => Some(e.reward_id),
        Event::RewardVoided(e) => Some(e.reward_id),
        Event::GiftDelivered(e) => Some(e.reward_id),
        Event::RewardPaid(e) => Some(e.reward_id),
        Event::RewardClawedBack(e) => Some(e.reward_id),
        _ => None,
    };
    touched.into_iter().for_each(|reward_id| owed_or_not(state, event.koc_id(), reward_id));
}

/// Keeps what is owed to a member apart from what is done.
fn owed_or_not(state: &mut State, koc_id: KocId, reward_id: RewardId) {
    let owed = state.rewards.get(&reward_id).is_some_and(|reward| reward.is_owed());
    account(state, koc_id, |account| {
        if owed {
            account.owed.insert(reward_id);
        } else {
            account.owed.remove(&reward_id);
        }
    });
}

fn account(state: &mut State, koc_id: KocId, change: impl FnOnce(&mut RewardAccount)) {
    let known = state.reward_accounts.get(&koc_id);
    let mut account = known.map(|account| RewardAccount::clone(account)).unwrap_or_default();
    change(&mut account);
    state.reward_accounts.insert(koc_id, Arc::new(account));
}

fn move_balance(state: &mut State, koc_id: KocId, unit: RewardUnit, by: i64) {
    account(state, koc_id, |account| {
        if let Some(balance) = account.balances.get_mut(unit as usize) {
            *balance = balance.saturating_add(by);
        }
    });
}

fn reserved(state: &mut State, e: &RewardReserved) {
    let assignment = match e.reserved_for {
        RewardFor::Assignment(assignment_id) => Some(assignment_id),
        RewardFor::Reference(_) => None,
    };
    let reward = Reward {
        state: RewardState::Reserved,
        koc: e.koc_id,
        unit: e.unit,
        item: e.item.clone(),
        amount: e.amount,
        budget: e.budget_id,
        hold: e.hold_id,
        assignment,
        expires_at: e.expires_at,
        posted: None,
        expires_on: None,
        left: Amount::ZERO,
        expired: Amount::ZERO,
        clawed_back: Amount::ZERO,
        paid: false,
        delivered: false,
        batch: None,
        withheld: None,
    };
    state.rewards.insert(e.reward_id, Arc::new(reward));
    state.hold_mut(e.budget_id, e.hold_id, |hold| hold.reserved = hold.reserved.plus(e.amount));
    if let Some(at) = e.expires_at {
        state.timers.set(Timer::VoidReward(e.reward_id), at);
    }
}

fn posted(state: &mut State, e: &RewardPosted, recorded: &Recorded) {
    let promised = state.rewards.get(&e.reward_id).filter(|it| it.state == RewardState::Reserved);
    if let Some(promised) = promised.map(|reward| reward.amount) {
        state.hold_mut(e.budget_id, e.hold_id, |hold| hold.reserved = hold.reserved.less(promised));
    }
    state.timers.clear(Timer::VoidReward(e.reward_id));
    state.posted_from(e.budget_id, e.hold_id, e.amount, recorded.recorded_at);
    let points = e.unit == RewardUnit::Points;
    let reward = Reward {
        state: RewardState::Posted,
        koc: e.koc_id,
        unit: e.unit,
        item: e.item.clone(),
        amount: e.amount,
        budget: e.budget_id,
        hold: e.hold_id,
        assignment: e.assignment_id,
        expires_at: None,
        posted: Some((recorded.position, recorded.occurred_at)),
        expires_on: e.expires_on,
        left: if points { e.amount } else { Amount::ZERO },
        expired: Amount::ZERO,
        clawed_back: Amount::ZERO,
        paid: false,
        delivered: false,
        batch: None,
        withheld: None,
    };
    let lot = lot(e.reward_id, &reward);
    state.rewards.insert(e.reward_id, Arc::new(reward));
    account(state, e.koc_id, |account| {
        account.posted_for.extend(e.for_event.map(|event| (event, e.budget_id)));
        account.lots.extend(lot.filter(|_| points));
    });
    move_balance(state, e.koc_id, e.unit, e.amount.signed());
    if e.direct && e.reason.is_some() {
        let RewardPosted { reward_id, koc_id, amount, budget_id, .. } = *e;
        let proposal = GrantProposal { reward_id, koc_id, budget_id, amount };
        approval::consume(state, &Proposal::GrantReward(proposal));
    }
    if points {
        next_expiry(state, e.koc_id);
    }
}

fn voided(state: &mut State, e: &RewardVoided) {
    let Some(reward) = state.reward_mut(e.reward_id) else { return };
    reward.state = RewardState::Voided;
    let (budget_id, hold_id, promised) = (reward.budget, reward.hold, reward.amount);
    state.hold_mut(budget_id, hold_id, |hold| hold.reserved = hold.reserved.less(promised));
    state.timers.clear(Timer::VoidReward(e.reward_id));
}

fn delivered(state: &mut State, e: &GiftDelivered) {
    let Some(reward) = state.reward_mut(e.reward_id) else { return };
    let arrives = e.delivered_at.is_some() && !reward.delivered;
    let pieces = reward.standing();
    if arrives {
        reward.delivered = true;
        move_balance(state, e.koc_id, RewardUnit::Gift, -pieces.signed());
    }
}

fn clawed_back(state: &mut State, e: &RewardClawedBack) {
    let proposal = ClawBackProposal { reward_id: e.reward_id, amount: e.amount };
    approval::consume(state, &Proposal::ClawBack(proposal));
    let Some(reward) = state.reward_mut(e.reward_id) else { return };
    reward.clawed_back = reward.clawed_back.plus(e.amount);
    let (unit, points) = (reward.unit, reward.left.min(e.amount));
    spend(state, &LotTaken { reward_id: e.reward_id, points });
    move_balance(state, e.koc_id, unit, -e.amount.signed());
    next_expiry(state, e.koc_id);
}

/// Where an entry of points stands among those of its account.
fn lot(reward_id: RewardId, reward: &Reward) -> Option<Lot> {
    let (position, _) = reward.posted?;
    Some((reward.expires_on.unwrap_or(NEVER), position, reward_id))
}

/// Takes points from an entry; one with nothing left is looked at no more.
fn spend(state: &mut State, taken: &LotTaken) {
    let Some(reward) = state.reward_mut(taken.reward_id) else { return };
    reward.left = reward.left.less(taken.points);
    let (koc_id, is_empty) = (reward.koc, reward.left == Amount::ZERO);
    let lot = lot(taken.reward_id, reward);
    if let Some(lot) = lot.filter(|_| is_empty) {
        account(state, koc_id, |account| {
            account.lots.remove(&lot);
        });
    }
}

/// The clock of an account rings after the last day of the entry that runs out first.
fn next_expiry(state: &mut State, koc_id: KocId) {
    let account = state.reward_accounts.get(&koc_id);
    let first = account.and_then(|account| account.lots.get_min()).map(|(day, _, _)| *day);
    match first.filter(|day| *day != NEVER) {
        Some(day) => {
            let over = state.start_of(day.plus(1));
            state.timers.set(Timer::ExpirePoints(koc_id), Moment(over.0 - 1));
        }
        None => state.timers.clear(Timer::ExpirePoints(koc_id)),
    }
}
