//! What can be asked of an assignment that enters a contest.

use serde::{Deserialize, Serialize};

use crate::assignment::values::RejectReason;
use crate::contest::values::EntryScore;
use crate::id::{AssignmentId, EventId};
use crate::personal::Personal;

/// A judge scores an entry; whoever sends it is the judge. 评委为参赛作品打分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ScoreEntryInput"))]
pub struct ScoreEntry {
    /// Which entry.
    pub assignment_id: AssignmentId,
    /// Every criterion that judges score, once.
    pub scores: Vec<EntryScore>,
}

/// Rules an entry out. 取消参赛资格。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DisqualifyEntryInput"))]
pub struct DisqualifyEntry {
    /// Which entry.
    pub assignment_id: AssignmentId,
    /// Of which kind the reason is.
    pub grounds: RejectReason,
    /// Why, as the member is told.
    pub reason: Personal,
    /// Events that show it.
    pub evidence: Vec<EventId>,
}
