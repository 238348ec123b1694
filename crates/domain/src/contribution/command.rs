//! What can be asked of a contribution account.

use serde::{Deserialize, Serialize};

use crate::id::{EntryId, EventId, KocId};
use crate::personal::Personal;
use crate::policy::Dims;
use crate::time::Day;
use crate::vocabulary::ContributionKind;

/// Credits what a member gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CreditContributionInput"))]
pub struct CreditContribution {
    /// The entry's id.
    pub entry_id: EntryId,
    /// Whose.
    pub koc_id: KocId,
    /// Of which kind.
    pub kind: ContributionKind,
    /// More than 0.
    pub points: u32,
    /// Of the whole, basis points.
    pub share_bp: u16,
    /// The event it is for; must exist.
    pub source_event: EventId,
    /// The rule, by code; one entry per event, rule and member.
    pub rule: String,
    /// Today or earlier.
    pub effective_on: Day,
    /// How the points count by dimension.
    pub dims: Dims,
}

/// Takes an entry back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReverseContributionInput"))]
pub struct ReverseContribution {
    /// Whose.
    pub koc_id: KocId,
    /// Which entry.
    pub entry_id: EntryId,
    /// Why.
    pub reason: Personal,
    /// The event it is for.
    pub source_event: Option<EventId>,
}

/// Puts a ledger right by hand; needs a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AdjustContributionInput"))]
pub struct AdjustContribution {
    /// Whose.
    pub koc_id: KocId,
    /// The entry it makes.
    pub entry_id: EntryId,
    /// Of which kind.
    pub kind: ContributionKind,
    /// Points, not 0.
    pub delta: i32,
    /// Why.
    pub reason: Personal,
}
