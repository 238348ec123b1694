//! What can be asked of a campaign.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{AssignmentId, BudgetId, CampaignId, KocId, OperatorId, TaskId};
use crate::personal::Personal;
use crate::task::{CompensationRule, Eligibility};
use crate::text::LocalText;
use crate::time::Day;

/// Plans a phased project: goal, window, awards. 策划活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PlanCampaignInput"))]
pub struct PlanCampaign {
    /// Its id.
    pub campaign_id: CampaignId,
    /// What it is called.
    pub name: LocalText,
    /// What everybody works towards.
    pub goal: LocalText,
    /// What tells whether it is reached.
    pub kpis: Vec<Kpi>,
    /// Its first day; today or later.
    pub starts_on: Day,
    /// Its last day.
    pub ends_on: Day,
    /// How often the brand turns to participants.
    pub cadence: Cadence,
    /// What can be won.
    pub award_plan: Vec<PlannedAward>,
    /// The purse awards are paid from; needed when one is paid.
    pub budget_id: Option<BudgetId>,
    /// Members who are heard before it is announced.
    pub planning_partners: Vec<KocId>,
    /// Who of the team looks after it.
    pub owner: OperatorId,
    /// Active participants of a week against the first week, basis points; below it the owner is
    /// told. Half if not given.
    pub decay_alert_bp: Option<u16>,
}

/// Tells of a campaign: members may join; what can be won is set aside. 公布活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AnnounceCampaignInput"))]
pub struct AnnounceCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// Who may join.
    pub audience: Eligibility,
    /// What they are told.
    pub message: LocalText,
}

/// Begins a campaign; sent by the clock on its first day. 启动活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "StartCampaignInput"))]
pub struct StartCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// Why it begins without a briefing, when none was held.
    pub briefing_waived: Option<String>,
}

/// Joins a campaign. 加入活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "JoinCampaignInput"))]
pub struct JoinCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// Who.
    pub koc_id: KocId,
}

/// Leaves a campaign. 退出活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LeaveCampaignInput"))]
pub struct LeaveCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// Who.
    pub koc_id: KocId,
    /// Why, if they say.
    pub reason: Option<Personal>,
}

/// Makes a task of the campaign something to do in one of its weeks. 发布子任务。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AddSubTaskInput"))]
pub struct AddSubTask {
    /// Of which.
    pub campaign_id: CampaignId,
    /// A task that names it.
    pub task_id: TaskId,
    /// From 1.
    pub week: u16,
}

/// Shows everybody a good work; its authors hear of it. 分享优秀作品。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ShareHighlightInput"))]
pub struct ShareHighlight {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which approved work of it.
    pub assignment_id: AssignmentId,
    /// What is good about it.
    pub why: Personal,
    /// Where it is shown, by code.
    pub channels: Vec<String>,
}

/// Looks at a week that is over; sent by the clock. How many were active and what came of it is
/// counted by the rule. 节奏检查。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordRhythmCheckInput"))]
pub struct RecordRhythmCheck {
    /// Of which.
    pub campaign_id: CampaignId,
    /// From 1.
    pub week: u16,
    /// What is to be said of it.
    pub note: Option<String>,
    /// What is done about it.
    pub action: Option<RhythmAction>,
}

/// Gives an award while a campaign runs. 颁发过程奖。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConferProcessAwardInput"))]
pub struct ConferProcessAward {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which, as planned.
    pub award: String,
    /// To whom.
    pub koc_id: KocId,
    /// For which of their works, if for one.
    pub assignment_id: Option<AssignmentId>,
    /// What the winner is told of why.
    pub why: Option<Personal>,
}

/// Gives a grand prize when a campaign is judged. 颁发大奖。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConferGrandPrizeInput"))]
pub struct ConferGrandPrize {
    /// Of which.
    pub campaign_id: CampaignId,
    /// Which, as planned.
    pub award: String,
    /// To whom.
    pub koc_id: KocId,
    /// For which of their works, if for one.
    pub assignment_id: Option<AssignmentId>,
    /// What the winner is told of why.
    pub why: Option<Personal>,
}

/// Ends a campaign: it is judged from now on; sent by the clock after its last day. 结束活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EndCampaignInput"))]
pub struct EndCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// Why it ends before its time.
    pub reason: Option<String>,
}

/// Closes a campaign that was judged. 活动收官。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseCampaignInput"))]
pub struct CloseCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// What the numbers that are counted outside came to, each once; the others are computed.
    pub results: Vec<KpiResult>,
    /// What was learnt.
    pub lessons: String,
    /// Awards that nobody is given.
    pub voided_awards: Vec<VoidedAward>,
}

/// Calls a campaign off before it begins; its tasks and gatherings end with it. 取消活动。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CallOffCampaignInput"))]
pub struct CallOffCampaign {
    /// Which.
    pub campaign_id: CampaignId,
    /// Why.
    pub reason: String,
    /// What holders of its tasks are given all the same.
    pub compensation_rule: CompensationRule,
}
