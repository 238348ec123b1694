//! What has happened to a budget.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::HoldFor;
use crate::actor::Approval;
use crate::amount::Amount;
use crate::event::events;
use crate::id::{BudgetId, HoldId};
use crate::time::Day;
use crate::vocabulary::RewardUnit;

events! {
    540 v1 BudgetOpened "A budget was opened." "开立了预算。"
    541 v1 BudgetToppedUp "A budget was topped up." "追加了预算。"
    542 v1 BudgetHeld "A part of a budget was set aside." "预算冻结了一部分。"
    543 v1 BudgetSpent "A part of a budget was spent." "预算支出了一部分。"
    544 v1 BudgetReleased "A part of a budget was given back." "预算释放了一部分。"
    545 v1 BudgetClosed "A budget was closed." "预算关闭。"
}

/// There is a purse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetOpened {
    /// Its id.
    pub budget_id: BudgetId,
    /// What it is for.
    pub owner_ref: String,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// How much there is.
    pub amount: Amount,
    /// The last day on which something new may be taken from it.
    pub valid_until: Option<Day>,
    /// Of coupons and gifts: which, by code.
    pub item: Option<String>,
    /// The most that one person may grant from it alone.
    pub grant_alone_max: Amount,
    /// Of points: for how many days they can be spent.
    pub points_valid_days: Option<u16>,
    /// Of coupons and gifts: what one costs a member in points.
    pub price_points: Option<Amount>,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

/// There is more in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetToppedUp {
    /// Which.
    pub budget_id: BudgetId,
    /// How much more.
    pub amount: Amount,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
    /// Neither held nor spent, after it.
    pub left: Amount,
}

/// A part is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetHeld {
    /// Which.
    pub budget_id: BudgetId,
    /// The part.
    pub hold_id: HoldId,
    /// How much.
    pub amount: Amount,
    /// What for.
    pub held_for: HoldFor,
    /// Whether rewards posted from it are spent together, once a minute or every 500: instant
    /// work would otherwise queue at the purse.
    pub in_lumps: bool,
    /// Neither held nor spent, after it.
    pub left: Amount,
}

/// A part that was set aside is spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetSpent {
    /// Which.
    pub budget_id: BudgetId,
    /// The part.
    pub hold_id: HoldId,
    /// How much.
    pub amount: Amount,
    /// Neither held nor spent, after it.
    pub left: Amount,
}

/// A part that was set aside is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetReleased {
    /// Which.
    pub budget_id: BudgetId,
    /// The part.
    pub hold_id: HoldId,
    /// How much of it; what others wait for stays held.
    pub amount: Amount,
    /// Neither held nor spent, after it.
    pub left: Amount,
}

/// Nothing is taken from it any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetClosed {
    /// Which.
    pub budget_id: BudgetId,
    /// Why.
    pub reason: String,
    /// What was never spent.
    pub unspent: Amount,
}

impl Event {
    /// The budget it happened to.
    pub fn budget_id(&self) -> BudgetId {
        match self {
            Event::BudgetOpened(e) => e.budget_id,
            Event::BudgetToppedUp(e) => e.budget_id,
            Event::BudgetHeld(e) => e.budget_id,
            Event::BudgetSpent(e) => e.budget_id,
            Event::BudgetReleased(e) => e.budget_id,
            Event::BudgetClosed(e) => e.budget_id,
        }
    }
}
