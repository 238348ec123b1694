//! What has happened to a piece.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::event::events;
use crate::id::{KocId, PieceId, ProjectId, SectionId, Sha256};
use crate::personal::Sealed;

events! {
    660 v1 PieceOffered "A member offered a piece to a project." "成员投稿。"
    661 v1 PieceAccepted "A piece was accepted for a section." "稿件被采纳。"
    662 v1 PieceMerged "A piece was merged into another; its author stays one." "稿件被合并,署名保留。"
    663 v1 PieceDeclined "A piece was declined." "稿件未被采纳。"
    664 v1 PieceEdited "A piece was edited." "稿件被编辑。"
    665 v1 PieceWithdrawn "A piece was taken back." "稿件被撤回。"
}

/// A piece waits to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceOffered {
    /// Its id.
    pub piece_id: PieceId,
    /// To which project.
    pub project_id: ProjectId,
    /// For which section, if they said so.
    pub section_id: Option<SectionId>,
    /// Whose.
    pub koc_id: KocId,
    /// Where it is.
    pub text_ref: Sealed,
    /// Of the text.
    pub sha256: Sha256,
    /// While which edition was made.
    pub edition: u16,
}

/// A piece goes into the edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceAccepted {
    /// Which.
    pub piece_id: PieceId,
    /// Of which project.
    pub project_id: ProjectId,
    /// For which section.
    pub section_id: SectionId,
    /// Whose.
    pub author: KocId,
}

/// A piece goes on in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceMerged {
    /// Which.
    pub piece_id: PieceId,
    /// Of which project.
    pub project_id: ProjectId,
    /// Into which.
    pub into: PieceId,
    /// Whose.
    pub author: KocId,
}

/// A piece does not go into the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceDeclined {
    /// Which.
    pub piece_id: PieceId,
    /// Of which project.
    pub project_id: ProjectId,
    /// Whose.
    pub author: KocId,
    /// Why, as they are told.
    pub reason: Sealed,
}

/// A piece reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceEdited {
    /// Which.
    pub piece_id: PieceId,
    /// Of which project.
    pub project_id: ProjectId,
    /// Who changed it.
    pub editor: KocId,
    /// Where it is now.
    pub text_ref: Sealed,
    /// Of the text.
    pub sha256: Sha256,
}

/// Its author does not offer it any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceWithdrawn {
    /// Which.
    pub piece_id: PieceId,
    /// Of which project.
    pub project_id: ProjectId,
    /// Whose.
    pub author: KocId,
    /// Why, if they said so.
    pub reason: Option<Sealed>,
}

impl Event {
    /// The piece it happened to.
    pub fn piece_id(&self) -> PieceId {
        match self {
            Event::PieceOffered(e) => e.piece_id,
            Event::PieceAccepted(e) => e.piece_id,
            Event::PieceMerged(e) => e.piece_id,
            Event::PieceDeclined(e) => e.piece_id,
            Event::PieceEdited(e) => e.piece_id,
            Event::PieceWithdrawn(e) => e.piece_id,
        }
    }
}
