//! The questions this read model answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{AssignmentId, BudgetId, CampaignId, KocId, PayoutId, RewardId};
use domain::vocabulary::RewardUnit;
use domain::{Amount, Day, Moment, Zone};

use crate::Rewards;
use crate::account::{AccountRow, LineRow, PayeeRow, in_sum};
use crate::entry::{RewardRow, RewardState};
use crate::purse::{BudgetRow, PayoutRow, PayoutState};

/// Which rewards; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RewardFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Counted in this.
    pub unit: Option<RewardUnit>,
    /// Standing there.
    pub state: Option<RewardState>,
    /// Out of this purse.
    pub budget_id: Option<BudgetId>,
    /// For this work.
    pub assignment_id: Option<AssignmentId>,
    /// For work of this project.
    pub campaign_id: Option<CampaignId>,
    /// Given at this instant or earlier.
    pub due_before: Option<Moment>,
    /// Only those whose member has no payee that finance has seen, or only the others.
    pub payee_missing: Option<bool>,
}

/// In which order payables are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PayableOrder {
    /// Whoever has waited longest first.
    #[default]
    Due,
    /// The largest first.
    Amount,
}

/// Which purses; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BudgetFilter {
    /// Counted in this.
    pub unit: Option<RewardUnit>,
    /// Of this owner.
    pub owner_ref: Option<String>,
    /// Only open ones, or only closed ones.
    pub open: Option<bool>,
}

/// Promises out of a purse whose work is due in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// The first day of the month in the programme's zone; none for promises without work.
    pub month: Option<Day>,
    /// How much is promised.
    pub amount: Amount,
    /// How many promises.
    pub rewards: u32,
}

impl Rewards {
    /// One entry.
    pub fn reward(&self, reward_id: RewardId) -> Option<&Arc<RewardRow>> {
        self.rewards.get(&reward_id)
    }

    /// The entries that `filter` asks for, in the order they were first recorded.
    pub fn rewards(&self, filter: &RewardFilter) -> Vec<Arc<RewardRow>> {
        let mut rows: Vec<Arc<RewardRow>> = match filter.koc_id {
            Some(koc_id) => {
                let first = (koc_id, RewardId([0; 16]));
                let of = self.by_koc.range(first..).take_while(|(of, _)| *of == koc_id);
                of.filter_map(|(_, id)| self.rewards.get(id)).cloned().collect()
            }
            None => self.rewards.values().cloned().collect(),
        };
        rows.retain(|row| self.matches(row, filter));
        rows.sort_by_key(|row| row.positions.first().copied());
        rows
    }

    /// What was given and the brand still has to pay or to bring.
    pub fn payables(&self, filter: &RewardFilter, order: PayableOrder) -> Vec<Arc<RewardRow>> {
        let open = self.open.iter().filter_map(|id| self.rewards.get(id));
        let owed = open.filter(|row| row.is_payable() && self.matches(row, filter));
        let mut rows: Vec<Arc<RewardRow>> = owed.cloned().collect();
        match order {
            PayableOrder::Due => rows.sort_by_key(|row| (row.posted_at, row.reward_id)),
            PayableOrder::Amount => {
                rows.sort_by_key(|row| (std::cmp::Reverse(row.standing()), row.reward_id));
            }
        }
        rows
    }

    fn matches(&self, row: &RewardRow, filter: &RewardFilter) -> bool {
        filter.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && filter.unit.is_none_or(|unit| row.unit == unit)
            && filter.state.is_none_or(|state| row.state() == state)
            && filter.budget_id.is_none_or(|budget_id| row.budget_id == budget_id)
            && filter.assignment_id.is_none_or(|id| row.assignment_id == Some(id))
            && filter.campaign_id.is_none_or(|id| row.campaign_id == Some(id))
            && filter.due_before.is_none_or(|by| row.posted_at.is_some_and(|at| at <= by))
            && filter.payee_missing.is_none_or(|is| is != self.payee_ready(row.koc_id))
    }

    /// How a member is paid and taxed.
    pub fn payee(&self, koc_id: KocId) -> Option<&Arc<PayeeRow>> {
        self.payees.get(&koc_id)
    }

    /// Whether finance has seen that a member's payee is right.
    pub fn payee_ready(&self, koc_id: KocId) -> bool {
        self.payees.get(&koc_id).is_some_and(|payee| payee.verified_on.is_some())
    }

    /// One account in sum; none for a member without a line.
    pub fn account(&self, koc_id: KocId) -> Option<AccountRow> {
        self.lines.get(&koc_id).map(|lines| in_sum(koc_id, lines))
    }

    /// Every account with a line, in sum.
    pub fn accounts(&self) -> Vec<AccountRow> {
        self.lines.iter().map(|(koc_id, lines)| in_sum(*koc_id, lines)).collect()
    }

    /// The lines of one account, oldest first.
    pub fn lines(&self, koc_id: KocId) -> Vec<Arc<LineRow>> {
        let lines = self.lines.get(&koc_id).into_iter();
        lines.flat_map(|lines| lines.values().cloned()).collect()
    }

    /// One purse.
    pub fn budget(&self, budget_id: BudgetId) -> Option<&Arc<BudgetRow>> {
        self.budgets.get(&budget_id)
    }

    /// The purses that `filter` asks for, by id.
    pub fn budgets(&self, filter: &BudgetFilter) -> Vec<Arc<BudgetRow>> {
        let matches = |row: &&Arc<BudgetRow>| {
            filter.unit.is_none_or(|unit| row.unit == unit)
                && filter.owner_ref.as_ref().is_none_or(|owner| row.owner_ref == *owner)
                && filter.open.is_none_or(|open| row.closed_reason.is_none() == open)
        };
        self.budgets.values().filter(matches).cloned().collect()
    }

    /// What can be had for points on that day.
    pub fn on_shelf(&self, today: Day) -> Vec<Arc<BudgetRow>> {
        let there = |row: &&Arc<BudgetRow>| {
            let open = row.closed_reason.is_none();
            let valid = row.valid_until.is_none_or(|until| today <= until);
            open && valid && row.price_points.is_some() && row.left() > Amount::ZERO
        };
        self.budgets.values().filter(there).cloned().collect()
    }

    /// What is promised out of a purse, by the month in which the work is due.
    pub fn forecast(&self, budget_id: BudgetId) -> Vec<Forecast> {
        let first = (budget_id, RewardId([0; 16]));
        let of = self.promised.range(first..).take_while(|(of, _)| *of == budget_id);
        let zone = self.zone.clone().unwrap_or(Zone::UTC);
        let mut months: BTreeMap<Option<Day>, (Amount, u32)> = BTreeMap::new();
        for row in of.filter_map(|(_, id)| self.rewards.get(id)) {
            let month = row.work_due.map(|due| zone.day_of(due).first_of_month());
            let (amount, rewards) = months.entry(month).or_default();
            *amount = amount.plus(row.amount);
            *rewards += 1;
        }
        let told = months.into_iter();
        told.map(|(month, (amount, rewards))| Forecast { month, amount, rewards }).collect()
    }

    /// One run.
    pub fn payout(&self, payout_id: PayoutId) -> Option<&Arc<PayoutRow>> {
        self.payouts.get(&payout_id)
    }

    /// The runs that stand there, or all, the oldest first.
    pub fn payouts(&self, state: Option<PayoutState>) -> Vec<Arc<PayoutRow>> {
        let there = |row: &&Arc<PayoutRow>| state.is_none_or(|state| row.state() == state);
        let mut rows: Vec<Arc<PayoutRow>> = self.payouts.values().filter(there).cloned().collect();
        rows.sort_by_key(|row| row.positions.first().copied());
        rows
    }
}
