//! A budget: a purse of the brand. What is promised is held, what is given is spent, and both
//! together are never more than there is.
//!
//! A task that pays holds for all its places when it opens; what has no places to count holds for
//! itself. Rewards are reserved inside a hold and counted there, so that a broadcast task with ten
//! thousand takers does not queue at the purse: its spending is recorded in lumps.

pub mod command;
pub mod event;
mod reaction;
mod rules;

use std::sync::Arc;

use bincode::{Decode, Encode};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};

pub use event::Event;
pub(crate) use reaction::{give_back, held_for_task, released, spend_posted};
pub(crate) use rules::*;

use crate::actor::Actor;
use crate::amount::Amount;
use crate::approval::{self, BudgetProposal, Proposal, TopUpProposal};
use crate::counted::Purse;
use crate::id::{BudgetId, CampaignId, ContestId, HoldId, RewardId, TaskId};
use crate::recorded::{Context, Recorded};
use crate::refusal::Violation;
use crate::state::State;
use crate::time::{Day, Moment};
use crate::timer::Timer;
use crate::vocabulary::RewardUnit;
use event::{BudgetHeld, BudgetOpened};

/// Rewards posted from one hold are spent together at this number. MODEL 2.5, P07.
pub(crate) const LUMP_REWARDS: u32 = 500;

/// Or when the first of them has waited this long. MODEL 2.5, P07.
const LUMP_SECONDS: i64 = 60;

/// What a part of a purse is set aside for. 冻结用途。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum HoldFor {
    /// Every place of a task.
    Task(TaskId),
    /// One reward.
    Reward(RewardId),
    /// Something outside, by its key there.
    Reference(String),
    /// Every prize of a contest.
    Contest(ContestId),
    /// Every award of a campaign.
    Campaign(CampaignId),
}

/// A part of a purse that is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hold {
    /// What is still set aside.
    pub(crate) amount: Amount,
    /// Of it: promised to rewards that are reserved.
    pub(crate) reserved: Amount,
    /// Of it: rewards posted since something was last spent.
    pub(crate) pending: Amount,
    /// How many those are.
    pub(crate) pending_rewards: u32,
    pub(crate) in_lumps: bool,
    pub(crate) held_for: HoldFor,
}

impl Hold {
    /// What nobody waits for.
    pub(crate) fn free(&self) -> Amount {
        self.amount.less(self.reserved).less(self.pending)
    }
}

/// What rules ask of a budget.
#[derive(Debug, Clone)]
pub struct Budget {
    pub(crate) unit: RewardUnit,
    pub(crate) item: Option<String>,
    pub(crate) amount: Amount,
    pub(crate) held: Amount,
    pub(crate) spent: Amount,
    pub(crate) holds: OrdMap<HoldId, Hold>,
    pub(crate) valid_until: Option<Day>,
    pub(crate) grant_alone_max: Amount,
    pub(crate) points_valid_days: Option<u16>,
    pub(crate) price_points: Option<Amount>,
    pub(crate) closed: bool,
}

impl Budget {
    fn opened(event: &BudgetOpened) -> Budget {
        Budget {
            unit: event.unit,
            item: event.item.clone(),
            amount: event.amount,
            held: Amount::ZERO,
            spent: Amount::ZERO,
            holds: OrdMap::new(),
            valid_until: event.valid_until,
            grant_alone_max: event.grant_alone_max,
            points_valid_days: event.points_valid_days,
            price_points: event.price_points,
            closed: false,
        }
    }

    pub(crate) fn counted(&self) -> Purse {
        Purse { amount: self.amount, held: self.held, spent: self.spent }
    }

    /// Neither held nor spent.
    pub(crate) fn left(&self) -> Amount {
        self.amount.less(self.held).less(self.spent)
    }

    /// Refuses what would take something new from it on that day.
    pub(crate) fn not_open(&self, today: Day) -> Option<Violation> {
        let over = self.valid_until.is_some_and(|until| today > until);
        (self.closed || over).then_some(Violation::BudgetClosed)
    }

    /// Refuses more than is left.
    pub(crate) fn exceeded(&self, amount: Amount) -> Option<Violation> {
        let left = self.left();
        (amount > left).then_some(Violation::BudgetExceeded { left: left.0 })
    }

    /// Refuses a unit it is not counted in.
    pub(crate) fn other_unit(&self, unit: RewardUnit) -> Option<Violation> {
        (self.unit != unit).then_some(Violation::UnitUnknown { unit })
    }

    /// A hold that is there.
    pub(crate) fn hold(&self, hold_id: HoldId) -> Result<&Hold, Violation> {
        self.holds.get(&hold_id).ok_or(Violation::HoldUnknown)
    }
}

impl HoldId {
    /// The part of a purse that is set aside for every place of a task.
    pub fn of_task(task_id: TaskId, budget_id: BudgetId) -> HoldId {
        HoldId::derived(&[b"task", &task_id.0, &budget_id.0])
    }

    /// The part that is set aside for every prize of a contest.
    pub fn of_contest(contest_id: ContestId, budget_id: BudgetId) -> HoldId {
        HoldId::derived(&[b"contest", &contest_id.0, &budget_id.0])
    }

    /// The part that is set aside for every award of a campaign.
    pub fn of_campaign(campaign_id: CampaignId, budget_id: BudgetId) -> HoldId {
        HoldId::derived(&[b"campaign", &campaign_id.0, &budget_id.0])
    }

    /// The part that is set aside for one reward alone.
    pub fn of_reward(reward_id: RewardId) -> HoldId {
        HoldId::derived(&[b"reward", &reward_id.0])
    }
}

/// One prize above what a purse lets one person give needs a second: whoever planned what can be
/// won does not set it aside.
pub(crate) fn gives_much_alone(
    state: &State,
    prizes: impl IntoIterator<Item = (BudgetId, Amount)>,
    planned_by: &Actor,
    context: &Context,
) -> Option<Violation> {
    let much = prizes.into_iter().any(|(budget_id, amount)| {
        state.budget(budget_id).is_ok_and(|budget| amount > budget.grant_alone_max)
    });
    let alone = context.actor.is_same_person(planned_by);
    (much && alone).then_some(Violation::FourEyesRequired { need: 1, have: 0 })
}

impl State {
    /// A budget.
    pub(crate) fn budget(&self, budget_id: BudgetId) -> Result<&Budget, Violation> {
        let missing = || Violation::NotFound { what: budget_id.to_string() };
        self.budgets.get(&budget_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn budget_mut(&mut self, budget_id: BudgetId) -> Option<&mut Budget> {
        self.budgets.get_mut(&budget_id).map(Arc::make_mut)
    }

    /// Moves what rewards reserve and wait for inside a hold.
    pub(crate) fn hold_mut(
        &mut self,
        budget_id: BudgetId,
        hold_id: HoldId,
        change: impl FnOnce(&mut Hold),
    ) {
        if let Some(hold) = self.budget_mut(budget_id).and_then(|it| it.holds.get_mut(&hold_id)) {
            change(hold);
        }
    }

    /// Notes a reward that was posted from a hold and will be spent with the next lump.
    pub(crate) fn posted_from(
        &mut self,
        budget_id: BudgetId,
        hold_id: HoldId,
        amount: Amount,
        at: Moment,
    ) {
        let mut first_of_lump = false;
        self.hold_mut(budget_id, hold_id, |hold| {
            hold.pending = hold.pending.plus(amount);
            hold.pending_rewards += 1;
            first_of_lump = hold.in_lumps && hold.pending_rewards == 1;
        });
        if first_of_lump {
            let due = Moment(at.0 + LUMP_SECONDS * 1_000_000);
            self.timers.set(Timer::SpendBudget(budget_id, hold_id), due);
        }
    }
}

/// Takes in what has happened to a budget.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    if let Event::BudgetOpened(opened) = event {
        let BudgetOpened { budget_id, unit, amount, .. } = *opened;
        state.budgets.insert(budget_id, Arc::new(Budget::opened(opened)));
        if let Some(item) = opened.item.as_ref().filter(|_| opened.price_points.is_some()) {
            state.shelf.insert(item.clone(), budget_id);
        }
        let proposal = BudgetProposal { budget_id, unit, amount };
        approval::consume(state, &Proposal::OpenBudget(proposal));
    }
    if let Event::BudgetToppedUp(e) = event {
        let proposal = TopUpProposal { budget_id: e.budget_id, amount: e.amount };
        approval::consume(state, &Proposal::TopUpBudget(proposal));
    }
    if let Event::BudgetSpent(e) = event {
        state.timers.clear(Timer::SpendBudget(e.budget_id, e.hold_id));
    }
    if let Event::BudgetClosed(e) = event {
        let item = state.budget(e.budget_id).ok().and_then(|budget| budget.item.clone());
        if let Some(item) = item.filter(|item| state.shelf.get(item) == Some(&e.budget_id)) {
            state.shelf.remove(&item);
        }
    }
    let Some(budget) = state.budget_mut(event.budget_id()) else { return };
    match event {
        Event::BudgetOpened(_) => {}
        Event::BudgetToppedUp(e) => budget.amount = budget.amount.plus(e.amount),
        Event::BudgetHeld(e) => budget.set_aside(e),
        Event::BudgetSpent(e) => {
            budget.take(e.hold_id, e.amount, |hold| {
                // What is spent by hand counts against what rewards wait for first.
                hold.pending = hold.pending.less(e.amount);
                hold.pending_rewards = 0;
            });
            budget.spent = budget.spent.plus(e.amount);
        }
        Event::BudgetReleased(e) => budget.take(e.hold_id, e.amount, |_| {}),
        Event::BudgetClosed(_) => budget.closed = true,
    }
}

impl Budget {
    fn set_aside(&mut self, event: &BudgetHeld) {
        let hold = Hold {
            amount: event.amount,
            reserved: Amount::ZERO,
            pending: Amount::ZERO,
            pending_rewards: 0,
            in_lumps: event.in_lumps,
            held_for: event.held_for.clone(),
        };
        self.holds.insert(event.hold_id, hold);
        self.held = self.held.plus(event.amount);
    }

    /// Takes from a hold; one with nothing left is no more.
    fn take(&mut self, hold_id: HoldId, amount: Amount, change: impl FnOnce(&mut Hold)) {
        self.held = self.held.less(amount);
        let Some(hold) = self.holds.get_mut(&hold_id) else { return };
        hold.amount = hold.amount.less(amount);
        change(hold);
        if hold.amount == Amount::ZERO {
            self.holds.remove(&hold_id);
        }
    }
}
