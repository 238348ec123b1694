//! What has happened to a payout.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::command::PayoutLine;
use crate::amount::Amount;
use crate::event::events;
use crate::id::{OperatorId, PayoutId, RewardId, Sha256};
use crate::time::Moment;
use crate::vocabulary::RewardUnit;

events! {
    550 v1 PayoutPrepared "A run of payments was prepared." "准备了付款批次。"
    551 v1 PayoutApproved "A run of payments was approved." "付款批次获批。"
    552 v1 PayoutExported "A run of payments went to the paymaster." "付款批次已导出。"
    553 v1 PayoutLineSettled "A line of a run was paid." "付款明细已结清。"
    554 v1 PayoutLineFailed "A line of a run could not be paid." "付款明细失败。"
    555 v1 PayoutDiscarded "A run of payments was given up." "付款批次作废。"
}

/// There is a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PayoutPrepared {
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
}

/// A second person stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PayoutApproved {
    /// Which.
    pub payout_id: PayoutId,
    /// Who.
    pub approver: OperatorId,
}

/// It went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PayoutExported {
    /// Which.
    pub payout_id: PayoutId,
    /// In which form, by code.
    pub format: String,
    /// Of the file.
    pub file_sha256: Sha256,
}

/// A line is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PayoutLineSettled {
    /// Of which run.
    pub payout_id: PayoutId,
    /// Which line.
    pub reward_id: RewardId,
    /// The paymaster's key of the payment.
    pub reference: String,
}

/// A line could not be paid; why is told to the member's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PayoutLineFailed {
    /// Of which run.
    pub payout_id: PayoutId,
    /// Which line.
    pub reward_id: RewardId,
}

/// It is given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PayoutDiscarded {
    /// Which.
    pub payout_id: PayoutId,
    /// Why.
    pub reason: String,
}

impl Event {
    /// The run it happened to.
    pub fn payout_id(&self) -> PayoutId {
        match self {
            Event::PayoutPrepared(e) => e.payout_id,
            Event::PayoutApproved(e) => e.payout_id,
            Event::PayoutExported(e) => e.payout_id,
            Event::PayoutLineSettled(e) => e.payout_id,
            Event::PayoutLineFailed(e) => e.payout_id,
            Event::PayoutDiscarded(e) => e.payout_id,
        }
    }
}
