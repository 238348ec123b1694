//! What has happened to an asset.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::actor::Approval;
use crate::event::events;
use crate::id::{AssetId, DataRequestId, ReuseId, Sha256};
use crate::personal::Sealed;
use crate::text::LocalText;
use crate::time::Day;
use crate::vocabulary::{AiUse, UsePurpose};

events! {
    400 v1 AssetArchived "A work was archived for reuse." "作品归档以供复用。"
    401 v1 AssetReclassified "An asset was put elsewhere in the library." "调整了素材分类。"
    402 v1 AssetTagged "The tags of an asset were changed." "素材标签变更。"
    403 v1 AssetReused "An asset was used." "使用了一件素材。"
    404 v1 LicenceExtended "What may be done with an asset was widened." "素材授权已延长或扩大。"
    405 v1 LicenceEndingNoticed "A licence ends soon." "素材授权即将到期。"
    406 v1 AssetRestricted "An asset is used no further for now." "素材暂停使用。"
    407 v1 AssetWithdrawn "An asset was taken out of the library." "素材已撤下。"
    408 v1 AssetRestored "An asset is back in the library." "素材已恢复。"
    409 v1 AssetDestroyed "An asset was destroyed." "素材已销毁。"
}

/// A work is kept for reuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// It stands elsewhere in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetReclassified {
    /// Which.
    pub asset_id: AssetId,
    /// Where it stands from now on.
    pub classification: Classification,
    /// How good it is.
    pub grade: AssetGrade,
    /// Who may see it.
    pub confidentiality: Confidentiality,
    /// Where it stood.
    pub was: Classification,
    /// How good it was said to be.
    pub was_grade: AssetGrade,
    /// Who might see it.
    pub was_confidentiality: Confidentiality,
    /// Why.
    pub reason: Option<Sealed>,
}

/// It has other tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetTagged {
    /// Which.
    pub asset_id: AssetId,
    /// Tags it got.
    pub added: Vec<String>,
    /// Tags it lost.
    pub removed: Vec<String>,
}

/// It is used, inside or outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetReused {
    /// Of this use.
    pub reuse_id: ReuseId,
    /// Of which asset.
    pub asset_id: AssetId,
    /// What for.
    pub purpose: UsePurpose,
    /// On which channel, by code.
    pub channel: Option<String>,
    /// Where.
    pub place: LocalText,
    /// Who sees it.
    pub audience: ReuseAudience,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive.
    pub until: Option<Day>,
    /// Whether the work was changed for it; its authors are named all the same.
    pub modified: bool,
    /// Whether the people in it agreed, as archived.
    pub people_consent: bool,
    /// How far software generated it, as archived.
    pub ai_generated: AiUse,
}

/// More may be done with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LicenceExtended {
    /// Which.
    pub asset_id: AssetId,
    /// What may be done from now on.
    pub licence: Licence,
    /// What might be done.
    pub was: Licence,
}

/// Its licence ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LicenceEndingNoticed {
    /// Which.
    pub asset_id: AssetId,
    /// The last day of the licence.
    pub until: Day,
    /// Uses that go on.
    pub live_reuses: Vec<ReuseId>,
}

/// It is used no further for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetRestricted {
    /// Which.
    pub asset_id: AssetId,
    /// Why.
    pub why: RestrictionReason,
    /// To this day, inclusive; until restored if open.
    pub until: Option<Day>,
}

/// It is out of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetWithdrawn {
    /// Which.
    pub asset_id: AssetId,
    /// Why.
    pub reason: WithdrawReason,
    /// Uses that went on and have to end.
    pub live_reuses: Vec<ReuseId>,
}

/// It is back in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetRestored {
    /// Which.
    pub asset_id: AssetId,
    /// Why.
    pub reason: Sealed,
}

/// Nothing is left of it but that it was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssetDestroyed {
    /// Which.
    pub asset_id: AssetId,
    /// The request that asked for it.
    pub request_id: Option<DataRequestId>,
    /// Of the file that was destroyed.
    pub sha256: Sha256,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

impl Event {
    /// The asset it happened to.
    pub fn asset_id(&self) -> AssetId {
        match self {
            Event::AssetArchived(e) => e.asset_id,
            Event::AssetReclassified(e) => e.asset_id,
            Event::AssetTagged(e) => e.asset_id,
            Event::AssetReused(e) => e.asset_id,
            Event::LicenceExtended(e) => e.asset_id,
            Event::LicenceEndingNoticed(e) => e.asset_id,
            Event::AssetRestricted(e) => e.asset_id,
            Event::AssetWithdrawn(e) => e.asset_id,
            Event::AssetRestored(e) => e.asset_id,
            Event::AssetDestroyed(e) => e.asset_id,
        }
    }
}
