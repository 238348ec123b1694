//! What has happened to a contribution account.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::actor::Approval;
use crate::event::events;
use crate::id::{EntryId, EventId, KocId};
use crate::personal::Sealed;
use crate::policy::{ContributionSource, Dims};
use crate::time::{Day, Moment};
use crate::vocabulary::ContributionKind;

events! {
    500 v1 ContributionCredited "A contribution was credited." "记入一笔贡献。"
    501 v1 ContributionReversed "A contribution was reversed." "冲回一笔贡献。"
    502 v1 ContributionAdjusted "A contribution account was adjusted." "调整了贡献账户。"
}

/// A member gave something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContributionCredited {
    /// The entry.
    pub entry_id: EntryId,
    /// Whose.
    pub koc_id: KocId,
    /// Of which kind.
    pub kind: ContributionKind,
    /// More than 0; the share's part already taken.
    pub points: u32,
    /// Of the whole, basis points.
    pub share_bp: u16,
    /// The event it is for.
    pub source_event: EventId,
    /// What that was.
    pub source: ContributionSource,
    /// The rule, by code.
    pub rule: String,
    /// The policy version the rule is of; 0 when it is none's.
    pub policy_version: u32,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// How the points count by dimension.
    pub dims: Dims,
    /// Of the account, after it.
    pub balance: i64,
}

/// An entry is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContributionReversed {
    /// The entry.
    pub entry_id: EntryId,
    /// Whose.
    pub koc_id: KocId,
    /// The points taken back.
    pub points: i64,
    /// Why.
    pub reason: Sealed,
    /// The event it is for.
    pub source_event: Option<EventId>,
    /// From which day.
    pub effective_on: Day,
    /// Of the account, after it.
    pub balance: i64,
}

/// An account is put right by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContributionAdjusted {
    /// The entry.
    pub entry_id: EntryId,
    /// Whose.
    pub koc_id: KocId,
    /// Of which kind.
    pub kind: ContributionKind,
    /// Points, not 0.
    pub delta: i32,
    /// Why.
    pub reason: Sealed,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
    /// Of the account, after it.
    pub balance: i64,
}

impl Event {
    /// The member whose account it is.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::ContributionCredited(e) => e.koc_id,
            Event::ContributionReversed(e) => e.koc_id,
            Event::ContributionAdjusted(e) => e.koc_id,
        }
    }
}
