//! The rules of a purse, one per command: nobody opens or fills one alone, and what is promised
//! and given is never more than there is.

use super::command::*;
use super::event::*;
use super::{Budget, HoldFor};
use crate::amount::Amount;
use crate::approval::{self, BudgetProposal, Proposal, TopUpProposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{BudgetId, HoldId};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::RewardUnit;

/// People other than the sender who must stand behind a purse. Our own number.
const APPROVALS: u8 = 1;

impl HoldsPersonal for OpenBudget {}

/// Answers `OpenBudget`.
pub(crate) fn open(
    state: &State,
    command: &OpenBudget,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.budgets.contains_key(&command.budget_id) {
        return Err(Violation::BudgetExists.into());
    }
    let OpenBudget { budget_id, unit, amount, .. } = *command;
    let proposal = Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount });
    let collected = approval::collect(state, &proposal, APPROVALS, &[context.actor]);
    let mut checks = Checks::new();
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    let possible = amount == Amount::ZERO || amount.is_possible();
    checks.require(possible, || field::invalid("amount"));
    checks.note(collected.too_few);
    checks.note(field::external_key("ownerRef", &command.owner_ref));
    let today = state.day_of(context.now);
    let over = command.valid_until.is_some_and(|until| until < today);
    checks.require(!over, || Violation::DateInPast { field: "validUntil".to_owned() });
    let until = command.valid_until;
    checks.note(until.and_then(|until| field::day_in_reach("validUntil", until, today)));
    check_kind(&mut checks, state, command);
    checks.finish()?;
    let opened = BudgetOpened {
        budget_id,
        owner_ref: command.owner_ref.clone(),
        unit,
        amount,
        valid_until: command.valid_until,
        item: command.item.clone(),
        grant_alone_max: command.grant_alone_max,
        points_valid_days: command.points_valid_days,
        price_points: command.price_points,
        approved_by: collected.approvals,
    };
    Ok(vec![opened.into()])
}

/// What belongs to its unit and to no other: pieces have a kind and may have a price, points may
/// run out.
fn check_kind(checks: &mut Checks, state: &State, command: &OpenBudget) {
    let pieces = command.unit.has_item();
    checks.require(command.item.is_some() == pieces, || field::invalid("item"));
    checks.note(command.item.as_ref().and_then(|item| field::code("item", item)));
    let price = command.price_points;
    let priced = price.is_none_or(|price| pieces && price.is_possible());
    checks.require(priced, || field::invalid("pricePoints"));
    // One item has one price: a member says what they want, not from which purse.
    let taken = command.item.as_ref().is_some_and(|item| state.shelf.contains_key(item));
    checks.require(price.is_none() || !taken, || field::invalid("item"));
    let days = command.points_valid_days;
    let runs = days.is_none_or(|days| command.unit == RewardUnit::Points && days > 0);
    checks.require(runs, || field::invalid("pointsValidDays"));
}

impl HoldsPersonal for TopUpBudget {}

/// Answers `TopUpBudget`.
pub(crate) fn top_up(
    state: &State,
    command: &TopUpBudget,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let budget = state.budget(command.budget_id)?;
    let TopUpBudget { budget_id, amount } = *command;
    let proposal = Proposal::TopUpBudget(TopUpProposal { budget_id, amount });
    let collected = approval::collect(state, &proposal, APPROVALS, &[context.actor]);
    let mut checks = Checks::new();
    checks.note(budget.not_open(state.day_of(context.now)));
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    let possible = amount == Amount::ZERO || budget.amount.plus(amount).is_possible();
    checks.require(possible, || field::invalid("amount"));
    checks.note(collected.too_few);
    checks.finish()?;
    let approved_by = collected.approvals;
    let left = budget.left().plus(amount);
    Ok(vec![BudgetToppedUp { budget_id, amount, approved_by, left }.into()])
}

impl HoldsPersonal for HoldBudget {}

/// Answers `HoldBudget`.
pub(crate) fn hold(
    state: &State,
    command: &HoldBudget,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let budget = state.budget(command.budget_id)?;
    let mut checks = Checks::new();
    checks.require(command.amount > Amount::ZERO, || Violation::AmountNotPositive);
    checks.note(budget.exceeded(command.amount));
    checks.note(budget.not_open(state.day_of(context.now)));
    let new = !budget.holds.contains_key(&command.hold_id);
    checks.require(new, || Violation::HoldExists);
    checks.note(field::external_key("reference", &command.reference));
    checks.finish()?;
    let held_for = HoldFor::Reference(command.reference.clone());
    Ok(vec![budget.held(command.budget_id, command.hold_id, command.amount, held_for).into()])
}

impl Budget {
    /// What is recorded when a part of it is set aside.
    pub(crate) fn held(
        &self,
        budget_id: BudgetId,
        hold_id: HoldId,
        amount: Amount,
        held_for: HoldFor,
    ) -> BudgetHeld {
        let left = self.left().less(amount);
        BudgetHeld { budget_id, hold_id, amount, held_for, in_lumps: false, left }
    }
}

impl HoldsPersonal for SpendBudget {}

/// Answers `SpendBudget`.
pub(crate) fn spend(
    state: &State,
    command: &SpendBudget,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SpendBudget { budget_id, hold_id, amount } = *command;
    let budget = state.budget(budget_id)?;
    let hold = budget.hold(hold_id)?;
    // What is reserved for somebody is nobody else's to spend.
    let most = hold.amount.less(hold.reserved);
    let mut checks = Checks::new();
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    checks.require(amount <= most, || Violation::AmountExceedsReserve { left: most.0 });
    checks.finish()?;
    Ok(vec![BudgetSpent { budget_id, hold_id, amount, left: budget.left() }.into()])
}

impl HoldsPersonal for ReleaseBudget {}

/// Answers `ReleaseBudget`.
pub(crate) fn release(
    state: &State,
    command: &ReleaseBudget,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReleaseBudget { budget_id, hold_id } = *command;
    let budget = state.budget(budget_id)?;
    let amount = budget.hold(hold_id)?.free();
    let mut checks = Checks::new();
    checks.require(amount > Amount::ZERO, || Violation::NoChange);
    checks.finish()?;
    let left = budget.left().plus(amount);
    Ok(vec![BudgetReleased { budget_id, hold_id, amount, left }.into()])
}

impl HoldsPersonal for CloseBudget {}

/// Answers `CloseBudget`.
pub(crate) fn close(
    state: &State,
    command: &CloseBudget,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let budget = state.budget(command.budget_id)?;
    let holds = u32::try_from(budget.holds.len()).unwrap_or(u32::MAX);
    let mut checks = Checks::new();
    checks.require(!budget.closed, || Violation::BudgetClosed);
    checks.require(holds == 0, || Violation::BudgetHasHolds { holds });
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    let reason = command.reason.clone();
    let (budget_id, unspent) = (command.budget_id, budget.left());
    Ok(vec![BudgetClosed { budget_id, reason, unspent }.into()])
}
