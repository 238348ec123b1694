//! What can be asked of a task.

use serde::{Deserialize, Serialize};

use super::brief::Brief;
use super::{Eligibility, Selection, TaskTrigger, Wanted};
use crate::id::{BudgetId, CampaignId, TaskId};
use crate::text::LocalText;
use crate::vocabulary::{Horizon, Mode, TaskKind, TierCode};

/// Writes down that a piece of work is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The phased project it belongs to.
    pub campaign_id: Option<CampaignId>,
    /// The task it is part of.
    pub parent_task_id: Option<TaskId>,
    /// What called for it.
    pub trigger: Option<TaskTrigger>,
    /// 1 (anybody) to 5 (few); 1 and 2 are light.
    pub difficulty: u8,
}

/// Writes the brief, or a new version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseTaskInput"))]
pub struct CloseTask {
    /// Which task.
    pub task_id: TaskId,
    /// Why; about the task, not about a person.
    pub reason: String,
}
