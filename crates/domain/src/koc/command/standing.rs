//! What can be asked about whether somebody takes part at all, and as whom.

use serde::{Deserialize, Serialize};

use crate::id::{EventId, KocId};
use crate::personal::Personal;
use crate::time::Day;

/// Stops a member from taking part; needs a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SuspendKocInput"))]
pub struct SuspendKoc {
    /// Who.
    pub koc_id: KocId,
    /// Told to the member.
    pub reason: Personal,
    /// The events it rests on.
    pub evidence_refs: Vec<EventId>,
    /// Its last day; until it is lifted if not given.
    pub until: Option<Day>,
}

/// Lets a suspended member take part again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LiftSuspensionInput"))]
pub struct LiftSuspension {
    /// Who.
    pub koc_id: KocId,
    /// Why; the clock needs none when the last day is over.
    pub reason: Option<Personal>,
}

/// Says that two records are one person; needs a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MergeKocInput"))]
pub struct MergeKoc {
    /// The record that goes on.
    pub koc_id: KocId,
    /// The record that ends.
    pub duplicate_id: KocId,
    /// What shows that they are one.
    pub evidence: Personal,
}
