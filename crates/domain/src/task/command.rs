//! What can be asked of a task.

use serde::{Deserialize, Serialize};

use super::brief::Brief;
use super::{
    BroadcastChannel, CompensationRule, Eligibility, Growth, Selection, TaskTrigger, Wanted,
};
use crate::id::{BudgetId, CampaignId, CircleId, DutyId, KocId, TaskId};
use crate::text::LocalText;
use crate::vocabulary::{Horizon, Mode, TaskKind, TierCode};

/// Writes down that a piece of work is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DraftTaskInput"))]
pub struct DraftTask {
    /// Its id.
    pub task_id: TaskId,
    /// What it is called.
    pub title: LocalText,
    /// How long it belongs to the programme's time.
    pub horizon: Horizon,
    /// How people work together on it.
    pub mode: Mode,
    /// What kind of work it is.
    pub kind: TaskKind,
    /// The project it belongs to; phased work always names one.
    pub campaign_id: Option<CampaignId>,
    /// The task it is part of.
    pub parent_task_id: Option<TaskId>,
    /// What called for it.
    pub trigger: Option<TaskTrigger>,
    /// 1 (anybody) to 5 (few); 1 and 2 are light.
    pub difficulty: u8,
    /// What it is for whoever shows that they can do more.
    pub growth: Option<Growth>,
    /// The duty it is part of; ongoing work always names one, and goes to its holder alone.
    #[serde(default)]
    pub duty_id: Option<DutyId>,
}

/// Writes the brief, or a new version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WriteBriefInput"))]
pub struct WriteBrief {
    /// Of which task.
    pub task_id: TaskId,
    /// The whole brief.
    pub brief: Brief,
}

/// Stands behind a brief as the second pair of eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ApproveBriefInput"))]
pub struct ApproveBrief {
    /// Of which task.
    pub task_id: TaskId,
    /// The latest version.
    pub brief_version: u32,
}

/// Says who may take a task; nobody is ever too high for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SetEligibilityInput"))]
pub struct SetEligibility {
    /// Of which task.
    pub task_id: TaskId,
    /// Who may.
    pub eligibility: Eligibility,
    /// What it looks for beyond that.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub wanted: Wanted,
    /// Always refused: a partner may take the lightest task.
    pub max_tier: Option<TierCode>,
}

/// Opens a task for offers or claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenTaskInput"))]
pub struct OpenTask {
    /// Which task.
    pub task_id: TaskId,
    /// How people come to it.
    pub selection: Selection,
    /// Places: live assignments and approved works at most; unlimited if not given.
    pub slots: Option<u32>,
    /// Pays what is counted in its unit, instead of the purse the brief names.
    pub budget_id: Option<BudgetId>,
}

/// Ends the offers of a task; work under way goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseTaskInput"))]
pub struct CloseTask {
    /// Which task.
    pub task_id: TaskId,
    /// Why; about the task, not about a person.
    pub reason: String,
}

/// Puts a new version in place of an open task's brief; it counts once a second person approved it.
/// Holders keep what they agreed to until each agrees to the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AmendBriefInput"))]
pub struct AmendBrief {
    /// Of which task.
    pub task_id: TaskId,
    /// The whole brief as it should be.
    pub brief: Brief,
    /// Why; about the task, not about a person.
    pub reason: String,
    /// That everybody who accepted an earlier version is asked again.
    pub ask_holders_again: bool,
}

/// Tells many of an open task at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "BroadcastTaskInput"))]
pub struct BroadcastTask {
    /// Which task.
    pub task_id: TaskId,
    /// Where it is told.
    pub channels: Vec<BroadcastChannel>,
    /// To members of these tiers; to everybody who may take it if none is given.
    pub tiers: Vec<TierCode>,
    /// Of them only to those in one of these circles, if any is given.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub circles: Vec<CircleId>,
    /// What they are told.
    pub message: LocalText,
    /// Whether it may disturb people in quiet hours.
    pub urgent: bool,
}

/// Ends a closed task of which nothing is under way any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CompleteTaskInput"))]
pub struct CompleteTask {
    /// Which task.
    pub task_id: TaskId,
}

/// Calls a task off, with everything that is under way of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CancelTaskInput"))]
pub struct CancelTask {
    /// Which task.
    pub task_id: TaskId,
    /// Why; about the task, not about a person.
    pub reason: String,
    /// What its holders are given all the same.
    pub compensation_rule: CompensationRule,
}

/// Writes down what was learnt for the next brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordTaskRetrospectiveInput"))]
pub struct RecordTaskRetrospective {
    /// Of which task.
    pub task_id: TaskId,
    /// What worked; about the task, not about a person.
    pub what_worked: String,
    /// What to do otherwise; about the task, not about a person.
    pub what_to_change: String,
    /// How good the brief was, 1 (bad) to 5 (good).
    pub brief_quality: u8,
    /// What the next brief should say.
    pub next_brief_hints: Vec<String>,
}

/// Keeps whom the brand was shown for a task and whom of them it means to ask. The rule adds how
/// well each suits and why, so that "why not me" has an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ShortlistCandidatesInput"))]
pub struct ShortlistCandidates {
    /// For which task.
    pub task_id: TaskId,
    /// The rules by which the list was shown, as `matching` tells it.
    pub matcher_version: u16,
    /// Everybody who was shown, in that order.
    pub candidates: Vec<KocId>,
    /// Whom of them the brand means to ask, the first first.
    pub chosen: Vec<KocId>,
}
