//! What can be asked of the brand's team.

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::approval::Proposal;
use crate::id::OperatorId;
use crate::personal::Personal;

/// Adds a member of the brand's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AddOperatorInput"))]
pub struct AddOperator {
    /// Their id.
    pub operator_id: OperatorId,
    /// Their name.
    pub name: Personal,
    /// What they may act as; at least one, each a role of the team.
    pub roles: Vec<Role>,
}

/// Approves what somebody else proposes: the second pair of eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GiveApprovalInput"))]
pub struct GiveApproval {
    /// What is approved, exactly as it will be decided.
    pub proposal: Proposal,
    /// A remark.
    pub note: Option<Personal>,
}

/// Lets a member of the team act in one more role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantRoleInput"))]
pub struct GrantRole {
    /// Who.
    pub operator_id: OperatorId,
    /// Which.
    pub role: Role,
}

/// Takes a role back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RevokeRoleInput"))]
pub struct RevokeRole {
    /// Whose.
    pub operator_id: OperatorId,
    /// Which.
    pub role: Role,
}

/// Ends somebody's part in the team, for good: they send nothing more, and what they approved
/// counts no more where nothing was decided on it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeactivateOperatorInput"))]
pub struct DeactivateOperator {
    /// Who.
    pub operator_id: OperatorId,
    /// Why.
    pub reason: Personal,
    /// Who is the contact of the work they are the contact of.
    pub hand_over_to: Option<OperatorId>,
}
