//! The money: what members were promised, given and paid, the purses it came from, and the runs it
//! was paid in.

mod account;
mod apply;
mod entry;
mod purse;
mod query;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, BudgetId, CampaignId, KocId, PayoutId, RewardId, TaskId};
use domain::{Moment, Recorded, Zone, assignment, budget, payout, programme, reward, task};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use account::{AccountRow, LineKind, LineRow, PayeeRow};
pub use entry::{DeliveryRow, FailureRow, PaymentRow, RewardRow, RewardState, TaxRow};
pub use purse::{BudgetRow, HoldRow, LineOutcome, PayoutRow, PayoutState};
pub use query::{BudgetFilter, Forecast, PayableOrder, RewardFilter};

use account::Lines;

/// What an assignment tells of the reward for it.
#[derive(Debug, Clone, Copy)]
struct WorkNote {
    task_id: TaskId,
    due: Moment,
}

/// Rewards, purses and payouts.
#[derive(Debug, Clone, Default)]
pub struct Rewards {
    rewards: OrdMap<RewardId, Arc<RewardRow>>,
    by_koc: OrdSet<(KocId, RewardId)>,
    /// Promised or given, and not over: what somebody waits for.
    open: OrdSet<RewardId>,
    /// Open promises by purse, for the forecast.
    promised: OrdSet<(BudgetId, RewardId)>,
    lines: OrdMap<KocId, Lines>,
    payees: OrdMap<KocId, Arc<PayeeRow>>,
    budgets: OrdMap<BudgetId, Arc<BudgetRow>>,
    payouts: OrdMap<PayoutId, Arc<PayoutRow>>,
    zone: Option<Zone>,
    campaigns: OrdMap<TaskId, CampaignId>,
    /// Work under way that a reward may be promised for.
    works: OrdMap<AssignmentId, WorkNote>,
}

impl Projector for Rewards {
    const NAME: &'static str = "rewards";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.fold(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(
            kind,
            &[
                programme::Event::TYPES,
                task::Event::TYPES,
                assignment::Event::TYPES,
                budget::Event::TYPES,
                reward::Event::TYPES,
                payout::Event::TYPES,
            ],
        )
    }

    /// Table by table, each in key order; the lines of an account in the order recorded.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.budgets.values().for_each(|row| show(Row::new("budget", row)));
        self.rewards.values().for_each(|row| show(Row::new("reward", row)));
        let lines = self.lines.values().flat_map(|lines| lines.values());
        lines.for_each(|row| show(Row::new("line", row)));
        self.payees.values().for_each(|row| show(Row::new("payee", row)));
        self.payouts.values().for_each(|row| show(Row::new("payout", row)));
    }
}
