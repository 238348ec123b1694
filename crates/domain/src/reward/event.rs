//! What has happened to a reward account.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::actor::Approval;
use crate::amount::Amount;
use crate::event::events;
use crate::id::{AssignmentId, BudgetId, EventId, HoldId, KocId, PayoutId, RewardId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};
use crate::vocabulary::RewardUnit;

events! {
    520 v1 RewardReserved "A reward was promised." "预留了一笔奖励。"
    521 v1 RewardPosted "A reward was given." "发放了一笔奖励。"
    522 v1 RewardVoided "A promised reward was taken back." "预留的奖励作废。"
    523 v1 PointsRedeemed "A member had something for their points." "成员兑换积分。"
    524 v1 PointsExpired "Points ran out." "积分过期。"
    525 v1 TaxProfileSet "How a member is paid and taxed was set." "设定了收款与税务信息。"
    526 v1 TaxWithheld "What of a reward is tax was recorded." "记录了奖励的代扣税款。"
    527 v1 GiftDelivered "A gift was sent or has arrived." "礼品寄出或送达。"
    528 v1 RewardPaid "A reward was paid." "奖励已付款。"
    529 v1 RewardPaymentFailed "A reward could not be paid." "奖励付款失败。"
    530 v1 RewardClawedBack "A reward was taken back." "追回了一笔奖励。"
}

/// A reward is promised; its purse holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RewardReserved {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// Of coupons and gifts: which, by code.
    pub item: Option<String>,
    /// How much.
    pub amount: Amount,
    /// The purse it is paid from.
    pub budget_id: BudgetId,
    /// The part of the purse that holds it.
    pub hold_id: HoldId,
    /// What it is for.
    pub reserved_for: RewardFor,
    /// When the promise runs out.
    pub expires_at: Option<Moment>,
}

/// A reward is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RewardPosted {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// Of coupons and gifts: which, by code.
    pub item: Option<String>,
    /// How much.
    pub amount: Amount,
    /// The purse it is paid from.
    pub budget_id: BudgetId,
    /// The part of the purse it is spent from.
    pub hold_id: HoldId,
    /// The work it is for.
    pub assignment_id: Option<AssignmentId>,
    /// The event it is given for.
    pub for_event: Option<EventId>,
    /// Whether nothing was promised before.
    pub direct: bool,
    /// Why, when it was granted.
    pub reason: Option<Sealed>,
    /// On whose approval, when it was granted.
    pub approved_by: Vec<Approval>,
    /// Of points: the last day on which they can be spent.
    pub expires_on: Option<Day>,
    /// Of the account in that unit, after it.
    pub balance: i64,
}

/// A promise is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RewardVoided {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// How much was promised.
    pub amount: Amount,
    /// Why it is not given.
    pub reason: VoidReason,
}

/// A member had something for their points; the thing is an entry of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PointsRedeemed {
    /// The entry of the thing.
    pub redemption_id: RewardId,
    /// Who.
    pub koc_id: KocId,
    /// What, by code.
    pub item: String,
    /// Its price.
    pub points: Amount,
    /// From which entries, the ones that run out first before the others.
    pub lots: Vec<LotTaken>,
    /// Points of the account, after it.
    pub balance: i64,
}

/// Points ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PointsExpired {
    /// Whose.
    pub koc_id: KocId,
    /// The day on which they could be spent no more.
    pub as_of: Day,
    /// What was left of each entry.
    pub lots: Vec<LotTaken>,
    /// All together.
    pub points: Amount,
    /// Points of the account, after it.
    pub balance: i64,
}

/// How a member is paid and taxed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaxProfileSet {
    /// Whose.
    pub koc_id: KocId,
    /// Where the money goes.
    pub payee: Sealed,
    /// How it is taxed.
    pub tax_category: TaxCategory,
    /// Where the member is taxed.
    pub residence: String,
    /// When finance saw that it is right; nothing is paid before.
    pub verified_on: Option<Day>,
}

/// What of a reward is tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaxWithheld {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// How it is taxed.
    pub category: TaxCategory,
    /// Minor units of the currency.
    pub gross: Amount,
    /// What is withheld.
    pub tax: Amount,
    /// What is left.
    pub net: Amount,
}

/// A gift is under way, or has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GiftDelivered {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// Who brings it, by code.
    pub carrier: String,
    /// The carrier's number.
    pub tracking: Option<Sealed>,
    /// When it arrived.
    pub delivered_at: Option<Moment>,
    /// Gifts the member still waits for, after it.
    pub balance: i64,
}

/// A reward is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RewardPaid {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// The run it was paid in.
    pub payout_id: PayoutId,
    /// How much of what is owed that settles, tax included.
    pub amount: Amount,
    /// When.
    pub paid_at: Moment,
    /// The paymaster's key of the payment.
    pub reference: String,
    /// What the member is still owed, after it.
    pub balance: i64,
}

/// A reward could not be paid and waits for another run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RewardPaymentFailed {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// The run it was in.
    pub payout_id: PayoutId,
    /// Why.
    pub reason: Sealed,
}

/// A reward is taken back. What was spent of its purse stays spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RewardClawedBack {
    /// The entry.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// How much of it.
    pub amount: Amount,
    /// Why.
    pub reason: Sealed,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
    /// Of the account in that unit, after it.
    pub balance: i64,
}

impl Event {
    /// The member whose account it is.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::RewardReserved(e) => e.koc_id,
            Event::RewardPosted(e) => e.koc_id,
            Event::RewardVoided(e) => e.koc_id,
            Event::PointsRedeemed(e) => e.koc_id,
            Event::PointsExpired(e) => e.koc_id,
            Event::TaxProfileSet(e) => e.koc_id,
            Event::TaxWithheld(e) => e.koc_id,
            Event::GiftDelivered(e) => e.koc_id,
            Event::RewardPaid(e) => e.koc_id,
            Event::RewardPaymentFailed(e) => e.koc_id,
            Event::RewardClawedBack(e) => e.koc_id,
        }
    }
}
