//! What can be asked of a payout.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{KocId, PayoutId, RewardId, Sha256};
use crate::personal::Personal;
use crate::time::Moment;
use crate::vocabulary::RewardUnit;

/// One line of a run: a reward that waits to be paid. 付款明细。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PayoutLineInput"))]
pub struct PayoutLine {
    /// Whose.
    pub koc_id: KocId,
    /// Which.
    pub reward_id: RewardId,
    /// What is owed, minor units of the currency.
    pub gross: Amount,
    /// What of it is withheld.
    pub tax: Amount,
    /// What is sent.
    pub net: Amount,
}

/// Puts rewards that wait to be paid into a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PreparePayoutInput"))]
pub struct PreparePayout {
    /// Its id.
    pub payout_id: PayoutId,
    /// Only what was given by then.
    pub cutoff: Moment,
    /// What is paid; only cash is.
    pub unit: RewardUnit,
    /// The lines.
    pub lines: Vec<PayoutLine>,
}

/// Stands behind a run as the second pair of eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ApprovePayoutInput"))]
pub struct ApprovePayout {
    /// Which.
    pub payout_id: PayoutId,
}

/// Says that a run went to the paymaster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExportPayoutInput"))]
pub struct ExportPayout {
    /// Which.
    pub payout_id: PayoutId,
    /// In which form, by code.
    pub format: String,
    /// Of the file.
    pub file_sha256: Sha256,
}

/// Says what came of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SettlePayoutLineInput"))]
pub struct SettlePayoutLine {
    /// Of which run.
    pub payout_id: PayoutId,
    /// Which line.
    pub reward_id: RewardId,
    /// Of a line that was paid: the paymaster's key of the payment.
    pub reference: Option<String>,
    /// Of a line that was not: why.
    pub failed: Option<Personal>,
}

/// Gives a run up before it went out; its lines wait for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DiscardPayoutInput"))]
pub struct DiscardPayout {
    /// Which.
    pub payout_id: PayoutId,
    /// Why; about the run, not about a person.
    pub reason: String,
}
