//! What has happened to an asset.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::AssetId;
use crate::personal::Sealed;
use crate::text::LocalText;
use crate::vocabulary::AiUse;

events! {
    400 v1 AssetArchived "A work was archived for reuse." "作品归档以供复用。"
}

/// A work is kept for reuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetArchived {
    /// Its id.
    pub asset_id: AssetId,
    /// Where it comes from.
    pub source: AssetSource,
    /// What it is called.
    pub title: LocalText,
    /// What it is.
    pub kind: AssetKind,
    /// Everyone who made it.
    pub authors: Vec<Author>,
    /// How they are named in public.
    pub credit_line: Sealed,
    /// Where it stands in the library.
    pub classification: Classification,
    /// Terms of the tag axis.
    pub tags: Vec<String>,
    /// How good it is.
    pub grade: AssetGrade,
    /// What may be done with it.
    pub licence: Licence,
    /// Where the file is.
    pub storage: StorageKept,
    /// Whether the people in it agreed.
    pub people_consent: bool,
    /// How far software generated it.
    pub ai_generated: AiUse,
    /// Who may see it.
    pub confidentiality: Confidentiality,
}

impl Event {
    /// The asset it happened to.
    pub fn asset_id(&self) -> AssetId {
        match self {
            Event::AssetArchived(e) => e.asset_id,
        }
    }
}
