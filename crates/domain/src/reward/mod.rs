//! A reward account: what the brand owes a member and gave. A reward is promised when work is
//! agreed, given when the work is approved, and taken back otherwise; its purse moves with it.

pub mod command;
pub mod event;
mod evolve;
mod pay;
mod points;
mod prize;
mod promise;
mod reaction;
mod stipend;
mod tax;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use pay::*;
pub(crate) use points::*;
pub(crate) use prize::pay_prizes;
pub(crate) use promise::*;
pub(crate) use reaction::*;
pub(crate) use stipend::pay_stipend;
pub(crate) use tax::*;

use imbl::OrdSet;

use crate::amount::Amount;
use crate::id::{AssignmentId, BudgetId, DutyId, EventId, HoldId, KocId, PayoutId, RewardId};
use crate::personal::Person;
use crate::refusal::Violation;
use crate::state::State;
use crate::time::{Day, Moment};
use crate::vocabulary::RewardUnit;
use values::TaxCategory;

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RewardState {
    Reserved,
    Posted,
    Voided,
}

/// What is withheld of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Withheld {
    pub(crate) gross: Amount,
    pub(crate) tax: Amount,
    pub(crate) net: Amount,
}

/// What rules ask of an entry.
#[derive(Debug, Clone)]
pub struct Reward {
    pub(crate) state: RewardState,
    pub(crate) koc: KocId,
    pub(crate) unit: RewardUnit,
    pub(crate) item: Option<String>,
    /// Promised, then given.
    pub(crate) amount: Amount,
    pub(crate) budget: BudgetId,
    pub(crate) hold: HoldId,
    pub(crate) assignment: Option<AssignmentId>,
    /// When the promise runs out.
    pub(crate) expires_at: Option<Moment>,
    /// The event in which it was given, and when.
    pub(crate) posted: Option<(EventId, Moment)>,
    /// Of points: the last day on which they can be spent.
    pub(crate) expires_on: Option<Day>,
    /// Of points: not spent yet.
    pub(crate) left: Amount,
    /// Of points: ran out.
    pub(crate) expired: Amount,
    pub(crate) clawed_back: Amount,
    pub(crate) paid: bool,
    pub(crate) delivered: bool,
    /// The run it waits in.
    pub(crate) batch: Option<PayoutId>,
    pub(crate) withheld: Option<Withheld>,
}

impl Reward {
    /// What is still owed or was given of it.
    pub(crate) fn standing(&self) -> Amount {
        self.amount.less(self.clawed_back)
    }

    /// Whether the brand still owes it.
    pub(crate) fn is_owed(&self) -> bool {
        match (self.state, self.unit) {
            (RewardState::Reserved, _) => true,
            (RewardState::Voided, _) => false,
            (RewardState::Posted, RewardUnit::Cash) => !self.paid && self.standing() > Amount::ZERO,
            (RewardState::Posted, RewardUnit::Gift) => {
                !self.delivered && self.standing() > Amount::ZERO
            }
            (RewardState::Posted, RewardUnit::Points | RewardUnit::Coupon) => false,
        }
    }

    /// Whether it is cash that waits to be paid and is in no run.
    pub(crate) fn is_payable(&self) -> bool {
        let owed = self.state == RewardState::Posted && self.standing() > Amount::ZERO;
        owed && self.unit == RewardUnit::Cash && !self.paid && self.batch.is_none()
    }
}

/// Where an entry of points stands among those of its account: the one that runs out first first.
type Lot = (Day, EventId, RewardId);

/// What rules ask of a reward account; empty before its first entry.
#[derive(Debug, Clone, Default)]
pub struct RewardAccount {
    /// By unit: what the member holds or is owed. Below nothing when more was taken back than was
    /// left.
    pub(crate) balances: [i64; 4],
    /// Entries with points left.
    pub(crate) lots: OrdSet<Lot>,
    /// Entries the brand still owes.
    pub(crate) owed: OrdSet<RewardId>,
    /// What was given for which event out of which purse.
    pub(crate) posted_for: OrdSet<(EventId, BudgetId)>,
    /// How they are taxed, and whether finance saw that their payee is right.
    pub(crate) tax: Option<(TaxCategory, bool)>,
}

impl RewardAccount {
    pub(crate) fn balance(&self, unit: RewardUnit) -> i64 {
        self.balances.get(unit as usize).copied().unwrap_or(0)
    }
}

impl RewardId {
    /// The entry of the stipend of a period of a duty.
    pub fn of_stipend(duty_id: DutyId, period: u16) -> RewardId {
        RewardId::derived(&[b"stipend", &duty_id.0, &period.to_be_bytes()])
    }

    /// The entry of the work of an assignment that is paid from that purse. The round counts the
    /// promises for the same work: terms may change, and a rejection may be overturned.
    pub fn of_work(assignment_id: AssignmentId, budget_id: BudgetId, round: u8) -> RewardId {
        RewardId::derived(&[b"work", &assignment_id.0, &budget_id.0, &[round]])
    }

    /// The same of one member of a team that did the work.
    pub fn of_team_work(
        assignment_id: AssignmentId,
        budget_id: BudgetId,
        koc_id: KocId,
        round: u8,
    ) -> RewardId {
        RewardId::derived(&[b"work", &assignment_id.0, &budget_id.0, &koc_id.0, &[round]])
    }
}

impl State {
    /// An entry.
    pub(crate) fn reward(&self, reward_id: RewardId) -> Result<&Reward, Violation> {
        let missing = || Violation::NotFound { what: reward_id.to_string() };
        self.rewards.get(&reward_id).map(Arc::as_ref).ok_or_else(missing)
    }

    pub(crate) fn reward_mut(&mut self, reward_id: RewardId) -> Option<&mut Reward> {
        self.rewards.get_mut(&reward_id).map(Arc::make_mut)
    }

    /// The refusal of an entry's id that is used already, in whosever account.
    fn reward_taken(&self, reward_id: RewardId) -> Option<Violation> {
        self.rewards.contains_key(&reward_id).then_some(Violation::RewardExists { reward_id })
    }

    /// A member's balance in a unit.
    pub(crate) fn reward_balance(&self, koc_id: KocId, unit: RewardUnit) -> i64 {
        self.reward_accounts.get(&koc_id).map_or(0, |account| account.balance(unit))
    }

    /// What the brand still owes a member: promises that are not resolved, money that is not
    /// paid, gifts that have not arrived.
    pub(crate) fn owed_to(&self, koc_id: KocId) -> Vec<RewardId> {
        let account = self.reward_accounts.get(&koc_id);
        account.map(|account| account.owed.iter().copied().collect()).unwrap_or_default()
    }

    /// Whose an entry is. Where there is no such entry the rule refuses anyway, so nothing is ever
    /// recorded under nobody's key.
    pub(crate) fn person_of_reward(&self, reward_id: RewardId) -> Person {
        self.rewards.get(&reward_id).map_or(Person([0; 16]), |reward| reward.koc.into())
    }

    /// The newest promise for the work of an assignment out of a purse, and the id of the next; of
    /// the member of a team who is named.
    pub(crate) fn promise_of_work(
        &self,
        assignment_id: AssignmentId,
        budget_id: BudgetId,
        member: Option<KocId>,
    ) -> (Option<(RewardId, &Reward)>, RewardId) {
        let id_of = |round| match member {
            None => RewardId::of_work(assignment_id, budget_id, round),
            Some(koc_id) => RewardId::of_team_work(assignment_id, budget_id, koc_id, round),
        };
        let mut newest = None;
        for round in 0..u8::MAX {
            let id = id_of(round);
            let Ok(reward) = self.reward(id) else { return (newest, id) };
            newest = Some((id, reward));
        }
        (newest, id_of(u8::MAX))
    }
}
