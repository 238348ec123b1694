//! The small parts that commands of a piece are made of.

use serde::{Deserialize, Serialize};

use crate::id::{PieceId, SectionId};
use crate::personal::Personal;

/// What becomes of a piece. 稿件处理结论。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TriageDecisionInput"))]
pub enum TriageDecision {
    /// It goes into this section.
    Accept(SectionId),
    /// It goes on in this other piece, and its author stays one.
    Merge(PieceId),
    /// It does not go into the project; why, as its author is told.
    Decline(Personal),
}
