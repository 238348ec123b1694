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
    132 v1 RoleGranted "An operator may act in one more role." "授予运营人员角色。"
    133 v1 RoleRevoked "A role was taken back from an operator." "收回运营人员角色。"
    134 v1 OperatorDeactivated "An operator left the team and handed over." "运营人员停用并完成交接。"
}

/// Somebody is on the brand's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApprovalGiven {
    /// Who approves.
    pub operator_id: OperatorId,
    /// What is approved.
    pub subject: Proposal,
    /// A remark.
    pub note: Option<Sealed>,
}

/// Somebody may act in one more role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleGranted {
    /// Who.
    pub operator_id: OperatorId,
    /// Which.
    pub role: Role,
}

/// Somebody may no longer act in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleRevoked {
    /// Who.
    pub operator_id: OperatorId,
    /// Which.
    pub role: Role,
}

/// Somebody is no longer on the team. From here on every fold takes the one they handed over to
/// for the contact of their work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperatorDeactivated {
    /// Who.
    pub operator_id: OperatorId,
    /// Why.
    pub reason: Sealed,
    /// Who took over their contacts.
    pub handed_over_to: Option<OperatorId>,
    /// Open tasks and live assignments that changed hands.
    pub handed_over: u32,
}

impl Event {
    /// The operator it is about.
    pub fn operator_id(&self) -> OperatorId {
        match self {
            Event::OperatorAdded(e) => e.operator_id,
            Event::ApprovalGiven(e) => e.operator_id,
            Event::RoleGranted(e) => e.operator_id,
            Event::RoleRevoked(e) => e.operator_id,
            Event::OperatorDeactivated(e) => e.operator_id,
        }
    }
}
