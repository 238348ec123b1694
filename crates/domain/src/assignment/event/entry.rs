//! What has happened to an assignment that enters a contest.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::assignment::values::RejectReason;
use crate::contest::values::{EntryScoreKept, Judge};
use crate::id::{AssignmentId, ContestId, EventId, KocId};
use crate::personal::Sealed;

/// A judge has said how good an entry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntryScored {
    /// Which entry.
    pub assignment_id: AssignmentId,
    /// Of which contest.
    pub contest_id: ContestId,
    /// Whose.
    pub koc_id: KocId,
    /// Who scored.
    pub judge: Judge,
    /// Every criterion that judges score.
    pub scores: Vec<EntryScoreKept>,
    /// By the weights of the criteria, hundredths.
    pub weighted_score: u16,
}

/// An entry stands no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntryDisqualified {
    /// Which entry.
    pub assignment_id: AssignmentId,
    /// Of which contest.
    pub contest_id: ContestId,
    /// Whose.
    pub koc_id: KocId,
    /// Of which kind the reason is.
    pub grounds: RejectReason,
    /// Why, as the member is told.
    pub reason: Sealed,
    /// Events that show it.
    pub evidence: Vec<EventId>,
}
