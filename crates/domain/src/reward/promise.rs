//! The rules of promising and giving, one per command: out of a purse that has it, never twice,
//! and nobody gives much alone.

use super::command::*;
use super::event::*;
use super::values::{RewardFor, VoidReason};
use super::{Reward, RewardState};
use crate::amount::Amount;
use crate::approval::{self, GrantProposal, Proposal};
use crate::budget::{Budget, HoldFor};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, EventId, HoldId, RewardId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;

/// People other than the sender who must stand behind a grant above the purse's limit. Our own
/// number.
const APPROVALS: u8 = 1;

impl HoldsPersonal for ReserveReward {}

/// Answers `ReserveReward`.
pub(crate) fn reserve(
    state: &State,
    command: &ReserveReward,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let ReserveReward { reward_id, koc_id, unit, amount, budget_id, .. } = *command;
    let budget = state.budget(budget_id)?;
    let mut checks = Checks::new();
    checks.note(state.reward_taken(reward_id));
    check_taking(&mut checks, budget, unit, amount, state.day_of(context.now));
    match &command.reserved_for {
        RewardFor::Assignment(assignment_id) => {
            let held = state.assignment(*assignment_id).map(|it| it.is_of(koc_id));
            checks.note(held.as_ref().err().cloned());
            let own = held.unwrap_or(true);
            checks.require(own, || field::invalid("reservedFor"));
        }
        RewardFor::Reference(key) => checks.note(field::external_key("reservedFor", key)),
    }
    let over = command.expires_at.is_some_and(|at| at <= context.now);
    checks.require(!over, || Violation::DateInPast { field: "expiresAt".to_owned() });
    checks.finish()?;
    let hold_id = HoldId::of_reward(reward_id);
    let held = budget.held(budget_id, hold_id, amount, HoldFor::Reward(reward_id));
    let reserved = RewardReserved {
        reward_id,
        koc_id,
        unit,
        item: budget.item.clone(),
        amount,
        budget_id,
        hold_id,
        reserved_for: command.reserved_for.clone(),
        expires_at: command.expires_at,
    };
    Ok(vec![held.into(), reserved.into()])
}

/// What something new that is taken from a purse must be: more than nothing, in its unit, while
/// it is open, and no more than is left.
fn check_taking(
    checks: &mut Checks,
    budget: &Budget,
    unit: crate::vocabulary::RewardUnit,
    amount: Amount,
    today: Day,
) {
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    checks.note(budget.other_unit(unit));
    checks.note(budget.exceeded(amount));
    checks.note(budget.not_open(today));
}

impl HoldsPersonal for PostReward {}

/// Answers `PostReward`.
pub(crate) fn post(
    state: &State,
    command: &PostReward,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let reward_id = command.reward_id;
    let unknown = Violation::ReserveUnknown { reward_id };
    let reward = state.reward(reward_id).map_err(|_| unknown)?;
    let amount = command.amount.unwrap_or(reward.amount);
    let given = state.reward_accounts.get(&reward.koc);
    let once = given.is_none_or(|it| !it.posted_for.contains(&(command.for_event, reward.budget)));
    let mut checks = Checks::new();
    checks.note(reward.resolved());
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    let left = reward.amount.0;
    checks.require(amount <= reward.amount, || Violation::AmountExceedsReserve { left });
    checks.note(state.known_event(command.for_event));
    checks.require(once, || Violation::AlreadyPosted);
    checks.finish()?;
    Ok(vec![posted(state, reward_id, reward, amount, command.for_event, context)?.into()])
}

/// A promise that is kept.
pub(super) fn posted(
    state: &State,
    reward_id: RewardId,
    reward: &Reward,
    amount: Amount,
    for_event: EventId,
    context: &Context,
) -> Result<RewardPosted, Refusal> {
    let budget = state.budget(reward.budget)?;
    Ok(RewardPosted {
        reward_id,
        koc_id: reward.koc,
        unit: reward.unit,
        item: reward.item.clone(),
        amount,
        budget_id: reward.budget,
        hold_id: reward.hold,
        assignment_id: reward.assignment,
        for_event: Some(for_event),
        direct: false,
        reason: None,
        approved_by: Vec::new(),
        expires_on: budget.points_until(state.day_of(context.occurred_at)),
        balance: balance_after(state, reward.koc, reward.unit, amount),
    })
}

/// The balance of an account after something is given.
pub(super) fn balance_after(
    state: &State,
    koc_id: crate::id::KocId,
    unit: crate::vocabulary::RewardUnit,
    amount: Amount,
) -> i64 {
    state.reward_balance(koc_id, unit).saturating_add(amount.signed())
}

impl Budget {
    /// The last day on which points given on `day` can be spent.
    pub(super) fn points_until(&self, day: Day) -> Option<Day> {
        self.points_valid_days.map(|days| day.plus(i32::from(days)))
    }
}

impl HoldsPersonal for VoidReward {}

/// Answers `VoidReward`.
pub(crate) fn void(
    state: &State,
    command: &VoidReward,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let VoidReward { reward_id, reason } = *command;
    let reward = state.reward(reward_id)?;
    let mut checks = Checks::new();
    checks.note(reward.resolved());
    if reason == VoidReason::RanOut {
        let at = reward.expires_at;
        let due = at.is_some_and(|at| context.now > at);
        checks.require(due, || Violation::NotYetDue { at: at.unwrap_or(context.now) });
    }
    checks.finish()?;
    Ok(vec![voided(reward_id, reward, reason).into()])
}

pub(super) fn voided(reward_id: RewardId, reward: &Reward, reason: VoidReason) -> RewardVoided {
    RewardVoided { reward_id, koc_id: reward.koc, amount: reward.amount, reason }
}

impl Reward {
    /// Refuses what only an open promise allows.
    pub(super) fn resolved(&self) -> Option<Violation> {
        (self.state != RewardState::Reserved).then_some(Violation::ReserveAlreadyResolved)
    }
}

impl HoldsPersonal for GrantReward {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `GrantReward`.
pub(crate) fn grant(
    state: &State,
    command: &GrantReward,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let GrantReward { reward_id, koc_id, unit, amount, budget_id, .. } = *command;
    let budget = state.budget(budget_id)?;
    let proposal = Proposal::GrantReward(GrantProposal { reward_id, koc_id, budget_id, amount });
    let alone = amount <= budget.grant_alone_max;
    let need = if alone { 0 } else { APPROVALS };
    let collected = approval::collect(state, &proposal, need, &[context.actor]);
    let mut checks = Checks::new();
    checks.note(state.reward_taken(reward_id));
    checks.note(collected.too_few);
    check_taking(&mut checks, budget, unit, amount, state.day_of(context.now));
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let given = Given { reward_id, koc_id, amount, assignment_id: None, for_event: None };
    let posted = given.out_of(state, budget, budget_id, context);
    let reason = Some(command.reason.sealed()?);
    let posted = RewardPosted { reason, approved_by: collected.approvals, ..posted };
    let held = budget.held(budget_id, posted.hold_id, amount, HoldFor::Reward(reward_id));
    Ok(vec![held.into(), posted.into()])
}

/// What is given without a promise, out of a hold of its own.
pub(super) struct Given {
    pub(super) reward_id: RewardId,
    pub(super) koc_id: crate::id::KocId,
    pub(super) amount: Amount,
    pub(super) assignment_id: Option<AssignmentId>,
    pub(super) for_event: Option<EventId>,
}

impl Given {
    pub(super) fn out_of(
        self,
        state: &State,
        budget: &Budget,
        budget_id: crate::id::BudgetId,
        context: &Context,
    ) -> RewardPosted {
        let Given { reward_id, koc_id, amount, assignment_id, for_event } = self;
        RewardPosted {
            reward_id,
            koc_id,
            unit: budget.unit,
            item: budget.item.clone(),
            amount,
            budget_id,
            hold_id: HoldId::of_reward(reward_id),
            assignment_id,
            for_event,
            direct: true,
            reason: None,
            approved_by: Vec::new(),
            expires_on: budget.points_until(state.day_of(context.occurred_at)),
            balance: balance_after(state, koc_id, budget.unit, amount),
        }
    }
}
