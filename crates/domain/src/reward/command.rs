//! What can be asked of a reward account.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::amount::Amount;
use crate::id::{BudgetId, EventId, KocId, PayoutId, RewardId};
use crate::personal::Personal;
use crate::time::{Day, Moment};
use crate::vocabulary::RewardUnit;

/// Promises a reward and sets it aside in a purse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReserveRewardInput"))]
pub struct ReserveReward {
    /// The entry's id.
    pub reward_id: RewardId,
    /// Whose.
    pub koc_id: KocId,
    /// What it is counted in: the purse's unit.
    pub unit: RewardUnit,
    /// How much.
    pub amount: Amount,
    /// The purse it is paid from.
    pub budget_id: BudgetId,
    /// What it is for.
    pub reserved_for: RewardFor,
    /// When the promise runs out; never if not given.
    pub expires_at: Option<Moment>,
}

/// Gives a reward that was promised, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PostRewardInput"))]
pub struct PostReward {
    /// The promise.
    pub reward_id: RewardId,
    /// How much of it; all if not given.
    pub amount: Option<Amount>,
    /// The event it is given for.
    pub for_event: EventId,
}

/// Takes a promise back that is not to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "VoidRewardInput"))]
pub struct VoidReward {
    /// The promise.
    pub reward_id: RewardId,
    /// Why.
    pub reason: VoidReason,
}

/// Gives a reward that was not promised; above the purse's limit a second person must have
/// approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantRewardInput"))]
pub struct GrantReward {
    /// The entry's id.
    pub reward_id: RewardId,
    /// To whom.
    pub koc_id: KocId,
    /// What it is counted in: the purse's unit.
    pub unit: RewardUnit,
    /// How much.
    pub amount: Amount,
    /// The purse it is paid from.
    pub budget_id: BudgetId,
    /// Why.
    pub reason: Personal,
}

/// The member has something for their points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RedeemPointsInput"))]
pub struct RedeemPoints {
    /// The id of the entry it becomes.
    pub redemption_id: RewardId,
    /// Who.
    pub koc_id: KocId,
    /// What, by code.
    pub item: String,
    /// The price they were shown.
    pub points: Amount,
}

/// Ends points whose last day is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExpirePointsInput"))]
pub struct ExpirePoints {
    /// Whose.
    pub koc_id: KocId,
}

/// Says how a member is paid and taxed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SetTaxProfileInput"))]
pub struct SetTaxProfile {
    /// Whose.
    pub koc_id: KocId,
    /// Where the money goes: the account, or the key of it at the paymaster.
    pub payee: Personal,
    /// How it is taxed.
    pub tax_category: TaxCategory,
    /// Where the member is taxed: a country by its two letters.
    pub residence: String,
    /// When finance saw that it is right; only finance may say so.
    pub verified_on: Option<Day>,
}

/// Says what of a reward is tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordWithholdingInput"))]
pub struct RecordWithholding {
    /// The entry.
    pub reward_id: RewardId,
    /// How it is taxed.
    pub category: TaxCategory,
    /// Minor units of the currency: of cash what is owed, of pieces what they are worth.
    pub gross: Amount,
    /// What is withheld.
    pub tax: Amount,
    /// What is left.
    pub net: Amount,
}

/// Says that a gift is under way, or has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordDeliveryInput"))]
pub struct RecordDelivery {
    /// The entry.
    pub reward_id: RewardId,
    /// Who brings it, by code.
    pub carrier: String,
    /// The carrier's number; it leads to where the member lives.
    pub tracking: Option<Personal>,
    /// When it arrived; under way if not given.
    pub delivered_at: Option<Moment>,
}

/// Says that a reward was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkPaidInput"))]
pub struct MarkPaid {
    /// The entry.
    pub reward_id: RewardId,
    /// The run it was paid in.
    pub payout_id: PayoutId,
    /// When.
    pub paid_at: Moment,
    /// The paymaster's key of the payment.
    pub reference: String,
}

/// Says that a reward could not be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkPaymentFailedInput"))]
pub struct MarkPaymentFailed {
    /// The entry.
    pub reward_id: RewardId,
    /// The run it was in.
    pub payout_id: PayoutId,
    /// Why.
    pub reason: Personal,
}

/// Takes a reward back; a second person must have approved exactly this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ClawBackInput"))]
pub struct ClawBack {
    /// The entry.
    pub reward_id: RewardId,
    /// How much of it.
    pub amount: Amount,
    /// Why.
    pub reason: Personal,
}
