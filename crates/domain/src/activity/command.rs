//! What can be asked about what a member does in the community.

use serde::{Deserialize, Serialize};

use super::values::{ActivityKind, YearMonth};
use crate::id::{ActivityId, KocId};
use crate::personal::Personal;
use crate::time::Moment;

/// Notes something a member did in the community, as a platform reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordActivityInput"))]
pub struct RecordActivity {
    /// Who.
    pub koc_id: KocId,
    /// What.
    pub kind: ActivityKind,
    /// When; not in the future.
    pub at: Moment,
    /// The month it is reported for, in the programme's zone.
    pub month: YearMonth,
    /// Who reports it, by code.
    pub source: String,
    /// Its key there: 1–64 of letters, digits and `. _ : -`; each is taken once.
    pub source_ref: String,
    /// What it was about, a reference.
    pub subject: Option<String>,
}

/// Says that what a member did was insightful; they are credited for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkActivityInsightfulInput"))]
pub struct MarkActivityInsightful {
    /// Who did it.
    pub koc_id: KocId,
    /// What they did.
    pub activity_id: ActivityId,
    /// What is good about it.
    pub why: Personal,
}

/// Takes something back that should not count; what was credited for it is reversed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RetractActivityInput"))]
pub struct RetractActivity {
    /// Who did it.
    pub koc_id: KocId,
    /// What they did.
    pub activity_id: ActivityId,
    /// Why.
    pub reason: Personal,
}
