//! What a task gives that is counted: from which purse, and whether there is enough in it.

use std::collections::BTreeSet;

use super::Task;
use super::brief::{Brief, Return};
use super::command::OpenTask;
use crate::amount::Amount;
use crate::id::{BudgetId, TaskId};
use crate::refusal::{Checks, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::Horizon;

/// Every return that is counted has an amount and names a purse of its unit; every other has
/// neither. One purse pays once.
pub(crate) fn check_returns(checks: &mut Checks, state: &State, returns: &[Return], name: &str) {
    let mut purses = BTreeSet::new();
    for it in returns {
        let Some(unit) = it.kind.unit() else {
            let costs_nothing = it.amount.is_none() && it.budget_id.is_none();
            checks.require(costs_nothing, || field::invalid(name));
            continue;
        };
        let amount = it.amount.unwrap_or_default();
        checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
        let possible = amount == Amount::ZERO || amount.is_possible();
        checks.require(possible, || field::invalid(name));
        let Some(budget_id) = it.budget_id else {
            checks.note([Violation::ReturnWithoutBudget]);
            continue;
        };
        checks.require(purses.insert(budget_id), || field::invalid(name));
        match state.budget(budget_id) {
            Ok(budget) => checks.note(budget.other_unit(unit)),
            Err(missing) => checks.note([missing]),
        }
    }
}

/// The returns as a task pays them: what is counted in the unit of `instead` is paid from there.
pub(crate) fn returns_paid(
    state: &State,
    returns: &[Return],
    instead: Option<BudgetId>,
) -> Vec<Return> {
    let unit = instead.and_then(|budget_id| state.budget(budget_id).ok()).map(|it| it.unit);
    let mut returns = returns.to_vec();
    let counted = returns.iter_mut().filter(|it| unit.is_some() && it.kind.unit() == unit);
    counted.for_each(|it| it.budget_id = instead);
    returns
}

/// What one whole work costs, by purse.
pub(super) fn prices(returns: &[Return]) -> Vec<(BudgetId, Amount)> {
    returns.iter().filter_map(Return::price).collect()
}

/// Notes whether the purses cover every place of a task; returns what each place costs.
pub(super) fn check_cover(
    checks: &mut Checks,
    state: &State,
    task: &Task,
    brief: &Brief,
    command: &OpenTask,
    today: Day,
) -> Vec<(BudgetId, Amount)> {
    if let Some(budget_id) = command.budget_id {
        match state.budget(budget_id) {
            Ok(budget) => {
                let pays = brief.returns.iter().any(|it| it.kind.unit() == Some(budget.unit));
                checks.require(pays, || Violation::UnitUnknown { unit: budget.unit });
            }
            Err(missing) => checks.note([missing]),
        }
    }
    let returns = returns_paid(state, &brief.returns, command.budget_id);
    check_returns(checks, state, &returns, "budgetId");
    let prices = prices(&returns);
    // Instant work is paid out of what was held once, so its places must be counted.
    let counted = prices.is_empty() || command.slots.is_some() || task.horizon != Horizon::Instant;
    checks.require(counted, || Violation::LimitInvalid { field: "slots".to_owned() });
    for (budget_id, each) in &prices {
        let Ok(budget) = state.budget(*budget_id) else { continue };
        checks.note(budget.exceeded(each.times(command.slots.unwrap_or(1))));
        checks.note(budget.not_open(today));
    }
    prices
}

impl Task {
    /// What one whole work costs now, by purse.
    pub(crate) fn prices(&self, state: &State) -> Vec<(BudgetId, Amount)> {
        let brief = self.approved_version.and_then(|version| self.brief(version));
        let returns = brief.map(|brief| returns_paid(state, &brief.returns, self.paid_from));
        returns.map(|returns| prices(&returns)).unwrap_or_default()
    }

    /// Places nobody has taken; none when they are not counted. Work under way takes one, and
    /// approved work keeps it.
    pub(crate) fn slots_left(&self) -> Option<u32> {
        let taken = self.live_assignments.saturating_add(self.approved_works);
        self.slots.map(|slots| slots.saturating_sub(taken))
    }
}

impl State {
    /// The purses that work on a task is paid from, by its approved brief; none for an unknown task.
    pub fn purses_of(&self, task_id: TaskId) -> Vec<BudgetId> {
        let prices = self.tasks.get(&task_id).map(|task| task.prices(self)).unwrap_or_default();
        prices.into_iter().map(|(budget_id, _)| budget_id).collect()
    }
}
