//! What has happened to a task after it was opened.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{CircleId, KocId, TaskId};
use crate::matching::values::{MatchingWeights, Shortlisted};
use crate::task::brief::Brief;
use crate::task::{BroadcastChannel, CompensationRule};
use crate::text::LocalText;
use crate::vocabulary::TierCode;

/// A new version stands in place of the brief, once it is approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BriefAmended {
    /// Of which task.
    pub task_id: TaskId,
    /// The new version.
    pub brief_version: u32,
    /// The whole brief.
    pub brief: Box<Brief>,
    /// The parts that changed, by field.
    pub changed: Vec<String>,
    /// Whether there are holders who must be asked again.
    pub needs_reconfirmation: bool,
    /// Why.
    pub reason: String,
}

/// Many were told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskBroadcast {
    /// Which task.
    pub task_id: TaskId,
    /// Where it is told.
    pub channels: Vec<BroadcastChannel>,
    /// To members of these tiers.
    pub tiers: Vec<TierCode>,
    /// What they are told.
    pub message: LocalText,
    /// Whether it may disturb people in quiet hours.
    pub urgent: bool,
    /// How many members that were.
    pub audience_size: u32,
    /// Of these tiers only to those in one of these circles, if any is named.
    pub circles: Vec<CircleId>,
}

/// Everything of it is at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskCompleted {
    /// Which task.
    pub task_id: TaskId,
    /// Works approved.
    pub approved: u32,
    /// Works rejected.
    pub rejected: u32,
    /// Offers that ran out.
    pub expired: u32,
}

/// It was called off. From here on nothing of it is under way; each holder's own event follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskCancelled {
    /// Which task.
    pub task_id: TaskId,
    /// Why.
    pub reason: String,
    /// What its holders are given all the same.
    pub compensation_rule: CompensationRule,
    /// Assignments that end with it.
    pub live: u32,
}

/// What was learnt for the next brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskRetrospectiveRecorded {
    /// Of which task.
    pub task_id: TaskId,
    /// What worked.
    pub what_worked: String,
    /// What to do otherwise.
    pub what_to_change: String,
    /// How good the brief was, 1 to 5.
    pub brief_quality: u8,
    /// What the next brief should say.
    pub next_brief_hints: Vec<String>,
}

/// Who was shown as a candidate, how well each suits, and whom the brand means to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CandidatesShortlisted {
    /// For which task.
    pub task_id: TaskId,
    /// By which rules they were scored.
    pub matcher_version: u16,
    /// How much each part of a score counted.
    pub weights: MatchingWeights,
    /// Everybody who was shown, in that order.
    pub candidates: Vec<Shortlisted>,
    /// Whom of them the brand means to ask, the first first.
    pub chosen: Vec<KocId>,
}
