//! What can be asked of an asset.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::AssetId;
use crate::personal::Personal;
use crate::text::LocalText;
use crate::vocabulary::AiUse;

/// Keeps an approved work for reuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ArchiveAssetInput"))]
pub struct ArchiveAsset {
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
    pub credit_line: Personal,
    /// Where it stands in the library.
    pub classification: Classification,
    /// Terms of the tag axis.
    pub tags: Vec<String>,
    /// How good it is.
    pub grade: AssetGrade,
    /// What may be done with it.
    pub licence: Licence,
    /// Where the file is.
    pub storage: Storage,
    /// Whether the people in it agreed.
    pub people_consent: bool,
    /// How far software generated it.
    pub ai_generated: AiUse,
    /// Who may see it.
    pub confidentiality: Confidentiality,
}
