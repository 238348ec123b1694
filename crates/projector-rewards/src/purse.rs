//! A purse with what it holds, and a run of payments with what came of each line.

use std::collections::BTreeMap;

use domain::actor::Approval;
use domain::budget::HoldFor;
use domain::budget::event::BudgetOpened;
use domain::id::{BudgetId, EventId, HoldId, OperatorId, PayoutId, RewardId, Sha256};
use domain::payout::command::PayoutLine;
use domain::payout::event::PayoutPrepared;
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount, Day, Moment, Recorded};
use serde::Serialize;

/// A part of a purse that is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldRow {
    /// Its id.
    pub hold_id: HoldId,
    /// What it is for.
    pub held_for: HoldFor,
    /// What is still set aside.
    pub amount: Amount,
    /// Of it: promised to rewards.
    pub reserved: Amount,
    /// Of it: given, and to be spent with the next lump.
    pub pending: Amount,
    /// The event in which it was set aside.
    pub position: EventId,
}

/// A purse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetRow {
    /// Its id.
    pub budget_id: BudgetId,
    /// What it is for.
    pub owner_ref: String,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// Of coupons and gifts: which.
    pub item: Option<String>,
    /// Opened and topped up with.
    pub amount: Amount,
    /// Set aside.
    pub held: Amount,
    /// Gone.
    pub spent: Amount,
    /// The last day on which something new may be taken from it.
    pub valid_until: Option<Day>,
    /// The most that one person may grant from it alone.
    pub grant_alone_max: Amount,
    /// Of points: for how many days they can be spent.
    pub points_valid_days: Option<u16>,
    /// Of coupons and gifts: what one costs a member in points.
    pub price_points: Option<Amount>,
    /// Who opened it.
    pub opened_by: Actor,
    /// When.
    pub opened_at: Moment,
    /// On whose approval it was opened and filled.
    pub approved_by: Vec<Approval>,
    /// What is set aside now.
    pub holds: BTreeMap<HoldId, HoldRow>,
    /// Why it was closed.
    pub closed_reason: Option<String>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl BudgetRow {
    pub(crate) fn opened(e: &BudgetOpened, recorded: &Recorded) -> BudgetRow {
        BudgetRow {
            budget_id: e.budget_id,
            owner_ref: e.owner_ref.clone(),
            unit: e.unit,
            item: e.item.clone(),
            amount: e.amount,
            held: Amount::ZERO,
            spent: Amount::ZERO,
            valid_until: e.valid_until,
            grant_alone_max: e.grant_alone_max,
            points_valid_days: e.points_valid_days,
            price_points: e.price_points,
            opened_by: recorded.actor,
            opened_at: recorded.occurred_at,
            approved_by: e.approved_by.clone(),
            holds: BTreeMap::new(),
            closed_reason: None,
            positions: vec![recorded.position],
        }
    }

    /// Neither held nor spent.
    pub fn left(&self) -> Amount {
        self.amount.less(self.held).less(self.spent)
    }

    pub(crate) fn take(&mut self, hold_id: HoldId, amount: Amount, spent: bool) {
        self.held = self.held.less(amount);
        let Some(hold) = self.holds.get_mut(&hold_id) else { return };
        hold.amount = hold.amount.less(amount);
        if spent {
            hold.pending = hold.pending.less(amount);
        }
        if hold.amount == Amount::ZERO {
            self.holds.remove(&hold_id);
        }
    }
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PayoutState {
    /// Waits for a second person.
    Prepared,
    /// Waits to go out.
    Approved,
    /// Went out; some lines are open.
    Exported,
    /// Every line is paid.
    Settled,
    /// Every line is answered, and some failed.
    PartlySettled,
    /// Given up.
    Discarded,
}

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineOutcome {
    /// The paymaster's key of the payment; none when it failed.
    pub reference: Option<String>,
    /// The event that says so.
    pub position: EventId,
}

/// A run of payments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayoutRow {
    /// Its id.
    pub payout_id: PayoutId,
    /// Only what was given by then.
    pub cutoff: Moment,
    /// What is paid.
    pub unit: RewardUnit,
    /// The lines.
    pub lines: Vec<PayoutLine>,
    /// What is sent, all together.
    pub total: Amount,
    /// Who prepared it.
    pub prepared_by: Actor,
    /// When.
    pub prepared_at: Moment,
    /// Who approved it.
    pub approver: Option<OperatorId>,
    /// In which form it went out.
    pub format: Option<String>,
    /// Of the file.
    pub file_sha256: Option<Sha256>,
    /// What came of the lines that are answered.
    pub outcomes: BTreeMap<RewardId, LineOutcome>,
    /// Why it was given up.
    pub discarded: Option<String>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl PayoutRow {
    pub(crate) fn prepared(e: &PayoutPrepared, recorded: &Recorded) -> PayoutRow {
        PayoutRow {
            payout_id: e.payout_id,
            cutoff: e.cutoff,
            unit: e.unit,
            lines: e.lines.clone(),
            total: e.total,
            prepared_by: recorded.actor,
            prepared_at: recorded.occurred_at,
            approver: None,
            format: None,
            file_sha256: None,
            outcomes: BTreeMap::new(),
            discarded: None,
            positions: vec![recorded.position],
        }
    }

    /// Where it stands.
    pub fn state(&self) -> PayoutState {
        let answered = self.outcomes.len() == self.lines.len();
        let failed = self.outcomes.values().any(|outcome| outcome.reference.is_none());
        match (self.discarded.is_some(), self.format.is_some(), self.approver.is_some()) {
            (true, _, _) => PayoutState::Discarded,
            (_, true, _) if answered && failed => PayoutState::PartlySettled,
            (_, true, _) if answered => PayoutState::Settled,
            (_, true, _) => PayoutState::Exported,
            (_, _, true) => PayoutState::Approved,
            _ => PayoutState::Prepared,
        }
    }
}
