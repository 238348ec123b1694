//! What has happened in the brand's team.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::approval::Proposal;
use crate::event::events;
use crate::id::OperatorId;
use crate::personal::Sealed;

events! {
    130 v1 OperatorAdded "An operator was added." "新增运营人员。"
    131 v1 ApprovalGiven "An operator approved a proposal." "运营人员批准了一项提议。"
}

/// Somebody is on the brand's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperatorAdded {
    /// Their id.
    pub operator_id: OperatorId,
    /// Their name.
    pub name: Sealed,
    /// What they may act as.
    pub roles: Vec<Role>,
}

/// Somebody stands behind a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApprovalGiven {
    /// Who approves.
    pub operator_id: OperatorId,
    /// What is approved.
    pub subject: Proposal,
    /// A remark.
    pub note: Option<Sealed>,
}

impl Event {
    /// The operator it is about.
    pub fn operator_id(&self) -> OperatorId {
        match self {
            Event::OperatorAdded(e) => e.operator_id,
            Event::ApprovalGiven(e) => e.operator_id,
        }
    }
}
