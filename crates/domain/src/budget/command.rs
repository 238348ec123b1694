//! What can be asked of a budget.

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{BudgetId, HoldId};
use crate::time::Day;
use crate::vocabulary::RewardUnit;

/// Opens a purse; a second person must have approved exactly this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenBudgetInput"))]
pub struct OpenBudget {
    /// Its id.
    pub budget_id: BudgetId,
    /// What it is for: the key of a campaign, a duty or a department.
    pub owner_ref: String,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// How much there is.
    pub amount: Amount,
    /// The last day on which something new may be taken from it.
    pub valid_until: Option<Day>,
    /// Of coupons and gifts: which, by code.
    pub item: Option<String>,
    /// The most that one person may grant from it alone; 0 if nothing.
    pub grant_alone_max: Amount,
    /// Of points: for how many days they can be spent; for ever if not given.
    pub points_valid_days: Option<u16>,
    /// Of coupons and gifts: what one costs a member in points; not for redemption if not given.
    pub price_points: Option<Amount>,
}

/// Puts more into a purse; a second person must have approved exactly this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TopUpBudgetInput"))]
pub struct TopUpBudget {
    /// Which.
    pub budget_id: BudgetId,
    /// How much more.
    pub amount: Amount,
}

/// Sets a part of a purse aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "HoldBudgetInput"))]
pub struct HoldBudget {
    /// Which purse.
    pub budget_id: BudgetId,
    /// The part's id.
    pub hold_id: HoldId,
    /// How much.
    pub amount: Amount,
    /// What for: a key of another system.
    pub reference: String,
}

/// Spends from what was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SpendBudgetInput"))]
pub struct SpendBudget {
    /// Which purse.
    pub budget_id: BudgetId,
    /// Which part.
    pub hold_id: HoldId,
    /// How much.
    pub amount: Amount,
}

/// Gives back what was set aside and nobody waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReleaseBudgetInput"))]
pub struct ReleaseBudget {
    /// Which purse.
    pub budget_id: BudgetId,
    /// Which part.
    pub hold_id: HoldId,
}

/// Closes a purse from which nothing is set aside any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseBudgetInput"))]
pub struct CloseBudget {
    /// Which.
    pub budget_id: BudgetId,
    /// Why; about the purse, not about a person.
    pub reason: String,
}
