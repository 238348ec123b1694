//! A line of a reward account: promised, given, paid, taken back.

use domain::actor::Approval;
use domain::id::{
    AssignmentId, BudgetId, CampaignId, EventId, HoldId, KocId, PayoutId, RewardId, TaskId,
};
use domain::personal::Sealed;
use domain::reward::event::{RewardPosted, RewardReserved};
use domain::reward::values::{RewardFor, TaxCategory, VoidReason};
use domain::vocabulary::RewardUnit;
use domain::{Amount, Day, Moment, Recorded};
use serde::Serialize;

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RewardState {
    /// Promised.
    Reserved,
    /// The promise was taken back.
    Voided,
    /// Given: points to spend, a coupon, a gift that has not arrived.
    Posted,
    /// Points that are all spent.
    Redeemed,
    /// Points of which the rest ran out.
    Expired,
    /// A gift that has arrived.
    Delivered,
    /// Cash that waits to be paid.
    Payable,
    /// Cash in a payout that is not over.
    InPayout,
    /// Cash that is paid.
    Paid,
    /// All of it was taken back.
    ClawedBack,
}

/// What of an entry is tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxRow {
    /// How it is taxed.
    pub category: TaxCategory,
    /// Minor units of the currency.
    pub gross: Amount,
    /// What is withheld.
    pub tax: Amount,
    /// What is left.
    pub net: Amount,
}

/// That it was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentRow {
    /// In which run.
    pub payout_id: PayoutId,
    /// When.
    pub paid_at: Moment,
    /// The paymaster's key of the payment.
    pub reference: String,
}

/// That a payment failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FailureRow {
    /// In which run.
    pub payout_id: PayoutId,
    /// Why.
    pub reason: Sealed,
    /// When it was said.
    pub at: Moment,
}

/// Where a gift is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryRow {
    /// Who brings it.
    pub carrier: String,
    /// The carrier's number.
    pub tracking: Option<Sealed>,
    /// When it arrived.
    pub delivered_at: Option<Moment>,
}

/// A line of a reward account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RewardRow {
    /// Its id.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// Of coupons and gifts: which.
    pub item: Option<String>,
    /// Promised, then given.
    pub amount: Amount,
    /// The purse it is paid from.
    pub budget_id: BudgetId,
    /// The part of the purse that holds it.
    pub hold_id: HoldId,
    /// The work it is for.
    pub assignment_id: Option<AssignmentId>,
    /// The task of that work.
    pub task_id: Option<TaskId>,
    /// The project of that task.
    pub campaign_id: Option<CampaignId>,
    /// What it is for outside, by its key there.
    pub reference: Option<String>,
    /// When the work it is promised for is due.
    pub work_due: Option<Moment>,
    /// When it was promised; none when it was given without a promise.
    pub reserved_at: Option<Moment>,
    /// When the promise runs out.
    pub expires_at: Option<Moment>,
    /// Why the promise was taken back.
    pub voided: Option<VoidReason>,
    /// When it was given.
    pub posted_at: Option<Moment>,
    /// The event it was given for.
    pub for_event: Option<EventId>,
    /// Whether nothing was promised before.
    pub direct: bool,
    /// Why, when it was granted.
    pub reason: Option<Sealed>,
    /// On whose approval it was granted.
    pub approved_by: Vec<Approval>,
    /// Of points: the last day on which they can be spent.
    pub expires_on: Option<Day>,
    /// Of points: not spent yet.
    pub left: Amount,
    /// Of points: ran out.
    pub expired: Amount,
    /// What was taken back.
    pub clawed_back: Amount,
    /// What of it is tax.
    pub tax: Option<TaxRow>,
    /// The run it waits in.
    pub payout_id: Option<PayoutId>,
    /// The newest payment that failed.
    pub failure: Option<FailureRow>,
    /// That it was paid.
    pub payment: Option<PaymentRow>,
    /// Where a gift is.
    pub delivery: Option<DeliveryRow>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl RewardRow {
    pub(crate) fn reserved(e: &RewardReserved, recorded: &Recorded) -> RewardRow {
        let (assignment_id, reference) = match &e.reserved_for {
            RewardFor::Assignment(assignment_id) => (Some(*assignment_id), None),
            RewardFor::Reference(key) => (None, Some(key.clone())),
        };
        RewardRow {
            reward_id: e.reward_id,
            koc_id: e.koc_id,
            unit: e.unit,
            item: e.item.clone(),
            amount: e.amount,
            budget_id: e.budget_id,
            hold_id: e.hold_id,
            assignment_id,
            task_id: None,
            campaign_id: None,
            reference,
            work_due: None,
            reserved_at: Some(recorded.occurred_at),
            expires_at: e.expires_at,
            voided: None,
            posted_at: None,
            for_event: None,
            direct: false,
            reason: None,
            approved_by: Vec::new(),
            expires_on: None,
            left: Amount::ZERO,
            expired: Amount::ZERO,
            clawed_back: Amount::ZERO,
            tax: None,
            payout_id: None,
            failure: None,
            payment: None,
            delivery: None,
            positions: vec![recorded.position],
        }
    }

    /// A reward without a promise, before it is given.
    pub(crate) fn direct(e: &RewardPosted, recorded: &Recorded) -> RewardRow {
        let promised = RewardReserved {
            reward_id: e.reward_id,
            koc_id: e.koc_id,
            unit: e.unit,
            item: e.item.clone(),
            amount: e.amount,
            budget_id: e.budget_id,
            hold_id: e.hold_id,
            reserved_for: RewardFor::Reference(String::new()),
            expires_at: None,
        };
        let row = RewardRow::reserved(&promised, recorded);
        let (assignment_id, positions) = (e.assignment_id, Vec::new());
        RewardRow { assignment_id, reference: None, reserved_at: None, positions, ..row }
    }

    pub(crate) fn post(&mut self, e: &RewardPosted, recorded: &Recorded) {
        self.amount = e.amount;
        self.posted_at = Some(recorded.occurred_at);
        self.for_event = e.for_event;
        self.direct = e.direct;
        self.reason = e.reason.clone();
        self.approved_by = e.approved_by.clone();
        self.expires_on = e.expires_on;
        self.left = if e.unit == RewardUnit::Points { e.amount } else { Amount::ZERO };
    }

    /// What is still owed or was given of it.
    pub fn standing(&self) -> Amount {
        self.amount.less(self.clawed_back)
    }

    /// What is sent of it: what stands, less the tax that is known.
    pub fn net(&self) -> Amount {
        self.tax.as_ref().map_or(self.standing(), |tax| tax.net)
    }

    /// Where it stands.
    pub fn state(&self) -> RewardState {
        if self.voided.is_some() {
            return RewardState::Voided;
        }
        if self.posted_at.is_none() {
            return RewardState::Reserved;
        }
        if self.standing() == Amount::ZERO {
            return RewardState::ClawedBack;
        }
        let arrived = self.delivery.as_ref().is_some_and(|it| it.delivered_at.is_some());
        match self.unit {
            RewardUnit::Points if self.left > Amount::ZERO => RewardState::Posted,
            RewardUnit::Points if self.expired > Amount::ZERO => RewardState::Expired,
            RewardUnit::Points => RewardState::Redeemed,
            RewardUnit::Cash if self.payment.is_some() => RewardState::Paid,
            RewardUnit::Cash if self.payout_id.is_some() => RewardState::InPayout,
            RewardUnit::Cash => RewardState::Payable,
            RewardUnit::Gift if arrived => RewardState::Delivered,
            RewardUnit::Gift | RewardUnit::Coupon => RewardState::Posted,
        }
    }

    /// Whether it was given and the brand still has to pay or to bring it.
    pub fn is_payable(&self) -> bool {
        let state = self.state();
        let cash = matches!(state, RewardState::Payable | RewardState::InPayout);
        cash || (self.unit == RewardUnit::Gift && state == RewardState::Posted)
    }
}
