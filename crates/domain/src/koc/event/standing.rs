//! What has happened to whether somebody takes part, and as whom.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::actor::Approval;
use crate::id::{EventId, KocId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};
use crate::vocabulary::TierCode;

/// A member may not take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocSuspended {
    /// Who.
    pub koc_id: KocId,
    /// What the member was told.
    pub reason: Sealed,
    /// The events it rests on.
    pub evidence_refs: Vec<EventId>,
    /// From this day.
    pub from: Day,
    /// Its last day; none when it stands until it is lifted.
    pub until: Option<Day>,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

/// A suspended member may take part again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuspensionLifted {
    /// Who.
    pub koc_id: KocId,
    /// Why; nothing when its last day was over.
    pub reason: Option<Sealed>,
    /// How long it was.
    pub days_suspended: u32,
}

/// A record of a person ends: another record of the same person goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocMerged {
    /// The record that ends.
    pub koc_id: KocId,
    /// The record that goes on.
    pub into: KocId,
    /// The tier that the ending record stood in.
    pub tier_at_merge: Option<TierCode>,
    /// What shows that they are one.
    pub evidence: Sealed,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}
