//! What can be asked of a team.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::assignment::values::ResourceKind;
use crate::id::{BudgetId, CampaignId, KocId, TaskId, TeamId};
use crate::personal::Personal;
use crate::vocabulary::TeamRole;

/// Forms a team for one task or one campaign; nobody is in it before they say yes. 组建团队。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FormTeamInput"))]
pub struct FormTeam {
    /// Its id.
    pub team_id: TeamId,
    /// The task it is for; or else the campaign.
    pub task_id: Option<TaskId>,
    /// The campaign whose tasks it is for.
    pub campaign_id: Option<CampaignId>,
    /// Who leads: one of its members, or a mentor.
    pub kind: TeamKind,
    /// The mentor who leads; among peers, whom the brand asks to lead.
    pub lead: Option<KocId>,
    /// Members at least; two or more.
    pub size_min: u16,
    /// Members at most.
    pub size_max: u16,
    /// Each has to be somebody's before the team is ready.
    pub roles_needed: Vec<TeamRole>,
    /// What is left to the mentor; of a mentor-led team only.
    pub delegation: Delegation,
    /// The purse that resources for it come out of.
    pub budget_id: Option<BudgetId>,
}

/// Asks a member into a team. 邀请成员入队。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InviteMemberInput"))]
pub struct InviteMember {
    /// Into which.
    pub team_id: TeamId,
    /// Whom.
    pub koc_id: KocId,
    /// To do what.
    pub role: TeamRole,
}

/// The sender joins a team that asked them. 接受邀请入队。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "JoinTeamInput"))]
pub struct JoinTeam {
    /// Which.
    pub team_id: TeamId,
    /// Who: the sender.
    pub koc_id: KocId,
}

/// The sender says no to a team that asked them; nobody has to say why. 婉拒入队。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclineTeamInput"))]
pub struct DeclineTeam {
    /// Which.
    pub team_id: TeamId,
    /// Who: the sender.
    pub koc_id: KocId,
    /// Why, if they like to say.
    pub reason: Option<Personal>,
}

/// Says what a member of a team does. 分配成员角色。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssignTeamRoleInput"))]
pub struct AssignTeamRole {
    /// Of which team.
    pub team_id: TeamId,
    /// Who.
    pub koc_id: KocId,
    /// Does what.
    pub role: TeamRole,
    /// Of which part of the work, by its key.
    pub section: Option<String>,
}

/// Says that a team is complete: it can be offered its task. 确认团队就绪。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConfirmTeamInput"))]
pub struct ConfirmTeam {
    /// Which.
    pub team_id: TeamId,
}

/// The sender leaves a team; whoever leads it hands over first. 退出团队。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LeaveTeamInput"))]
pub struct LeaveTeam {
    /// Which.
    pub team_id: TeamId,
    /// Who: the sender.
    pub koc_id: KocId,
    /// Why.
    pub reason: Option<Personal>,
}

/// Somebody else leads. 移交负责人。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "HandOverLeadInput"))]
pub struct HandOverLead {
    /// Of which team.
    pub team_id: TeamId,
    /// To whom: a member among peers, a mentor where a mentor leads.
    pub to: KocId,
}

/// How a team works together, seen by somebody who is not in it. 记录协作观察。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordCollaborationNoteInput"))]
pub struct RecordCollaborationNote {
    /// Which.
    pub team_id: TeamId,
    /// How they talk to each other, 1 to 5.
    pub communication: u8,
    /// How well they go together, 1 to 5.
    pub chemistry: u8,
    /// What was seen.
    pub note: Personal,
    /// What the team was advised.
    pub guidance: Option<Personal>,
}

/// Gives a team something to work with. 向团队提供资源。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantTeamResourcesInput"))]
pub struct GrantTeamResources {
    /// Which.
    pub team_id: TeamId,
    /// Of which kind it is.
    pub kind: ResourceKind,
    /// Money, or something by its reference.
    pub granted: GrantedResource,
}

/// What each of a team is to have of its work. A member proposes it or agrees to what was
/// proposed, by saying the same shares; once every member has, it stands. 约定成员份额。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AgreeSharesInput"))]
pub struct AgreeShares {
    /// Of which team.
    pub team_id: TeamId,
    /// Every member once.
    pub shares: Vec<TeamShare>,
    /// Why, where work that was approved is shared otherwise than before.
    pub reason: Option<Personal>,
}

/// The time to amend default shares is over: they stand. 默认份额定案。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FixSharesInput"))]
pub struct FixShares {
    /// Of which team.
    pub team_id: TeamId,
}

/// Ends a team that has nothing under way. 解散团队。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DisbandTeamInput"))]
pub struct DisbandTeam {
    /// Which.
    pub team_id: TeamId,
    /// Why.
    pub reason: String,
}
