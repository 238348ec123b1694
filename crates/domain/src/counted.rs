//! What the rules count by, laid open for whoever checks it against a read model.
//!
//! Rules refuse by counters that are moved with every event; read models count by rows. Both fold
//! the same log, so they must agree at every position.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::assignment::AssignmentState;
use crate::id::{AssignmentId, BudgetId, KocId, TaskId};
use crate::state::State;
use crate::vocabulary::TierCode;

/// What there is in a purse, what of it is held, and what of it is spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purse {
    /// Opened and topped up with.
    pub amount: Amount,
    /// Set aside.
    pub held: Amount,
    /// Gone.
    pub spent: Amount,
}

/// Everything that the rules count by, at one position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Where everybody known stands; none outside the tiers.
    pub tiers: BTreeMap<KocId, Option<TierCode>>,
    /// Members by tier, lowest first.
    pub headcount: [u32; 3],
    /// Where every assignment stands, by code.
    pub assignments: BTreeMap<AssignmentId, String>,
    /// Live assignments of every member who has one.
    pub live_by_member: BTreeMap<KocId, u32>,
    /// Live assignments of every task that has one.
    pub live_by_task: BTreeMap<TaskId, u32>,
    /// Active mentees of everybody who is a mentor.
    pub mentees: BTreeMap<KocId, u16>,
    /// The mentor of every member who has one.
    pub mentor_of: BTreeMap<KocId, KocId>,
    /// The balance of every account with an entry.
    pub balances: BTreeMap<KocId, i64>,
    /// By unit, every reward account with an entry: points, cash, coupons, gifts.
    pub rewards: BTreeMap<KocId, [i64; 4]>,
    /// Every purse.
    pub purses: BTreeMap<BudgetId, Purse>,
}

impl State {
    /// Everything that the rules count by.
    pub fn counted(&self) -> Counted {
        let live_by_member =
            self.kocs.iter().map(|(id, koc)| (*id, u32::from(koc.live_assignments)));
        let live_by_task = self.tasks.iter().map(|(id, task)| (*id, task.live_assignments));
        let code = |state: AssignmentState| state.code().to_owned();
        let mentor_of = |mentee: &KocId| Some((*mentee, self.mentor_of(*mentee)?));
        let rewards = self.reward_accounts.iter().map(|(id, it)| (*id, it.balances));
        Counted {
            tiers: self.kocs.iter().map(|(id, koc)| (*id, koc.tier)).collect(),
            headcount: self.tier_counts,
            assignments: self.assignments.iter().map(|(id, it)| (*id, code(it.state))).collect(),
            live_by_member: live_by_member.filter(|(_, live)| *live > 0).collect(),
            live_by_task: live_by_task.filter(|(_, live)| *live > 0).collect(),
            mentees: self.mentors.iter().map(|(id, it)| (*id, it.active_mentees)).collect(),
            mentor_of: self.mentored_by.keys().filter_map(mentor_of).collect(),
            balances: self.accounts.iter().map(|(id, account)| (*id, account.balance)).collect(),
            rewards: rewards.filter(|(_, balances)| *balances != [0; 4]).collect(),
            purses: self.budgets.iter().map(|(id, it)| (*id, it.counted())).collect(),
        }
    }
}
