//! What can be asked of a piece.

use serde::{Deserialize, Serialize};

use super::values::TriageDecision;
use crate::id::{KocId, PieceId, ProjectId, SectionId, Sha256};
use crate::personal::Personal;

/// Offers a piece to a project. 投稿。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OfferPieceInput"))]
pub struct OfferPiece {
    /// Its id.
    pub piece_id: PieceId,
    /// To which project.
    pub project_id: ProjectId,
    /// For which section, if they know.
    pub section_id: Option<SectionId>,
    /// Whose.
    pub koc_id: KocId,
    /// Where it is.
    pub text_ref: Personal,
    /// Of the text; new in the project.
    pub sha256: Sha256,
    /// That it is their own.
    pub attest_original: bool,
    /// That the project's licence terms are accepted.
    pub licence_accepted: bool,
}

/// Decides what becomes of a piece. 处理稿件。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TriagePieceInput"))]
pub struct TriagePiece {
    /// Which.
    pub piece_id: PieceId,
    /// What becomes of it.
    pub decision: TriageDecision,
}

/// Changes an accepted piece: its author, the editor of its section, a chief editor. 编辑稿件。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EditPieceInput"))]
pub struct EditPiece {
    /// Which.
    pub piece_id: PieceId,
    /// Who changes it.
    pub koc_id: KocId,
    /// Where it is now.
    pub text_ref: Personal,
    /// Of the text; new in the project.
    pub sha256: Sha256,
}

/// Takes a piece back, until it is in a released edition. 撤回稿件。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawPieceInput"))]
pub struct WithdrawPiece {
    /// Which.
    pub piece_id: PieceId,
    /// Its author.
    pub koc_id: KocId,
    /// Why, if they want to say.
    pub reason: Option<Personal>,
}
