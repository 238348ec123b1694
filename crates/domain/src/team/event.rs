//! What has happened to a team.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::assignment::event::Reviewer;
use crate::assignment::values::ResourceKind;
use crate::event::events;
use crate::id::{AssignmentId, BudgetId, CampaignId, HoldId, KocId, TaskId, TeamId};
use crate::personal::Sealed;
use crate::time::Moment;
use crate::vocabulary::TeamRole;

events! {
    616 v1 TeamFormed "A team was formed." "团队组建。"
    617 v1 MemberInvited "A member was asked into a team." "邀请成员入队。"
    618 v1 MemberJoined "A member joined a team." "成员入队。"
    619 v1 MemberDeclined "A member did not join a team." "成员婉拒入队。"
    620 v1 TeamRoleAssigned "A member of a team has a role." "分配了成员角色。"
    621 v1 TeamReady "A team is complete." "团队就绪。"
    622 v1 MemberLeft "A member left a team." "成员离队。"
    623 v1 TeamLeadChanged "Somebody else leads a team." "团队负责人变更。"
    624 v1 CollaborationNoted "How a team works together was noted." "记录了团队协作观察。"
    625 v1 TeamResourcesGranted "A team was given something to work with." "团队获得资源支持。"
    626 v1 SharesProposed "A member proposed how a team shares." "成员提议份额方案。"
    627 v1 SharesConfirmed "A member agreed to proposed shares." "成员同意份额方案。"
    628 v1 SharesAgreed "A team agreed on its shares." "团队约定份额。"
    629 v1 SharesDefaulted "Work of a team was shared equally, for nothing was agreed." "未约定份额,按均分处理。"
    630 v1 SharesFixed "Default shares stand." "默认份额定案。"
    631 v1 TeamDisbanded "A team is no more." "团队解散。"
}

/// A team is there; nobody is in it yet but the mentor who leads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamFormed {
    /// Its id.
    pub team_id: TeamId,
    /// The task it is for.
    pub task_id: Option<TaskId>,
    /// The campaign whose tasks it is for.
    pub campaign_id: Option<CampaignId>,
    /// Who leads.
    pub kind: TeamKind,
    /// The mentor who leads; among peers, whoever is asked to.
    pub lead: Option<KocId>,
    /// Members at least.
    pub size_min: u16,
    /// Members at most.
    pub size_max: u16,
    /// Each is somebody's before it is ready.
    pub roles_needed: Vec<TeamRole>,
    /// What is left to the mentor.
    pub delegation: Delegation,
    /// The purse that resources for it come out of.
    pub budget_id: Option<BudgetId>,
}

/// Somebody was asked in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberInvited {
    /// Into which.
    pub team_id: TeamId,
    /// Whom.
    pub koc_id: KocId,
    /// To do what.
    pub role: TeamRole,
}

/// Somebody said yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberJoined {
    /// Which.
    pub team_id: TeamId,
    /// Who.
    pub koc_id: KocId,
    /// To do what.
    pub role: TeamRole,
}

/// Somebody said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberDeclined {
    /// Which.
    pub team_id: TeamId,
    /// Who.
    pub koc_id: KocId,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// A member does this now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamRoleAssigned {
    /// Of which team.
    pub team_id: TeamId,
    /// Who.
    pub koc_id: KocId,
    /// Does what.
    pub role: TeamRole,
    /// Of which part of the work.
    pub section: Option<String>,
}

/// It can be offered its task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamReady {
    /// Which.
    pub team_id: TeamId,
    /// Who is in it, in the order they joined.
    pub members: Vec<KocId>,
}

/// Somebody is in it no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberLeft {
    /// Which.
    pub team_id: TeamId,
    /// Who.
    pub koc_id: KocId,
    /// Of which kind the reason is.
    pub cause: LeaveCause,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// Somebody else leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamLeadChanged {
    /// Of which team.
    pub team_id: TeamId,
    /// Who led.
    pub from: Option<KocId>,
    /// Who leads.
    pub to: KocId,
}

/// How a team works together was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CollaborationNoted {
    /// Which.
    pub team_id: TeamId,
    /// Who saw it.
    pub observer: Reviewer,
    /// How they talk to each other, 1 to 5.
    pub communication: u8,
    /// How well they go together, 1 to 5.
    pub chemistry: u8,
    /// What was seen.
    pub note: Sealed,
    /// What the team was advised.
    pub guidance: Option<Sealed>,
}

/// A team has something to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamResourcesGranted {
    /// Which.
    pub team_id: TeamId,
    /// Of which kind it is.
    pub kind: ResourceKind,
    /// Money, or something by its reference.
    pub granted: GrantedResource,
    /// What the money was set aside in.
    pub hold_id: Option<HoldId>,
    /// Who gave it.
    pub by: Reviewer,
}

/// A member said how to share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharesProposed {
    /// Which.
    pub team_id: TeamId,
    /// Who proposes it, and agrees with it.
    pub by: KocId,
    /// Every member once.
    pub shares: Vec<TeamShare>,
    /// Why, where work that was approved is shared otherwise than before.
    pub reason: Option<Sealed>,
}

/// Another member agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharesConfirmed {
    /// Which.
    pub team_id: TeamId,
    /// Who.
    pub by: KocId,
}

/// Everybody agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharesAgreed {
    /// Which.
    pub team_id: TeamId,
    /// Every member once.
    pub shares: Vec<TeamShare>,
    /// Who agreed in which event.
    pub agreed_by: Vec<ShareConsent>,
    /// The work that was shared equally before, and is shared like this now.
    pub amends: Option<AssignmentId>,
    /// Why it is.
    pub reason: Option<Sealed>,
}

/// Approved work was shared equally because nothing was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharesDefaulted {
    /// Which.
    pub team_id: TeamId,
    /// Which work.
    pub assignment_id: AssignmentId,
    /// As it was shared.
    pub shares: Vec<TeamShare>,
    /// Until when the team may agree otherwise.
    pub amend_by: Moment,
}

/// The team did not agree otherwise in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharesFixed {
    /// Which.
    pub team_id: TeamId,
    /// Which work.
    pub assignment_id: AssignmentId,
}

/// It is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamDisbanded {
    /// Which.
    pub team_id: TeamId,
    /// Of which kind the reason is.
    pub cause: DisbandCause,
    /// Why, in the team's words.
    pub reason: Option<String>,
}

impl Event {
    /// Which team.
    pub fn team_id(&self) -> TeamId {
        match self {
            Event::TeamFormed(e) => e.team_id,
            Event::MemberInvited(e) => e.team_id,
            Event::MemberJoined(e) => e.team_id,
            Event::MemberDeclined(e) => e.team_id,
            Event::TeamRoleAssigned(e) => e.team_id,
            Event::TeamReady(e) => e.team_id,
            Event::MemberLeft(e) => e.team_id,
            Event::TeamLeadChanged(e) => e.team_id,
            Event::CollaborationNoted(e) => e.team_id,
            Event::TeamResourcesGranted(e) => e.team_id,
            Event::SharesProposed(e) => e.team_id,
            Event::SharesConfirmed(e) => e.team_id,
            Event::SharesAgreed(e) => e.team_id,
            Event::SharesDefaulted(e) => e.team_id,
            Event::SharesFixed(e) => e.team_id,
            Event::TeamDisbanded(e) => e.team_id,
        }
    }
}
