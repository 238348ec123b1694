//! What can be asked of an asset.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{AssetId, DataRequestId, ReuseId};
use crate::personal::Personal;
use crate::text::LocalText;
use crate::time::Day;
use crate::vocabulary::{AiUse, UsePurpose};

/// Keeps a work for reuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Puts an asset in another place of the library. 调整素材分类。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReclassifyAssetInput"))]
pub struct ReclassifyAsset {
    /// Which.
    pub asset_id: AssetId,
    /// Where it stands from now on.
    pub classification: Classification,
    /// How good it is; as before if not given.
    pub grade: Option<AssetGrade>,
    /// Who may see it; as before if not given.
    pub confidentiality: Option<Confidentiality>,
    /// Why.
    pub reason: Option<Personal>,
}

/// Adds and removes tags. 增删素材标签。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TagAssetInput"))]
pub struct TagAsset {
    /// Which.
    pub asset_id: AssetId,
    /// Terms of the tag axis it gets.
    pub add: Vec<String>,
    /// Tags it loses.
    pub remove: Vec<String>,
}

/// Records a use of an asset, inside or outside. 记录一次素材使用。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordReuseInput"))]
pub struct RecordReuse {
    /// Its id.
    pub reuse_id: ReuseId,
    /// Of which asset.
    pub asset_id: AssetId,
    /// What for; licensed.
    pub purpose: UsePurpose,
    /// On which channel, by code; licensed. Asked when everybody sees it.
    pub channel: Option<String>,
    /// Where, in words that name nobody.
    pub place: LocalText,
    /// Who sees it.
    pub audience: ReuseAudience,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
    /// Whether the work was changed for it.
    pub modified: bool,
    /// Whether the authors are named.
    pub credit_kept: bool,
}

/// Widens what may be done with an asset, as its author agreed. 延长或扩大授权。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExtendLicenceInput"))]
pub struct ExtendLicence {
    /// Which.
    pub asset_id: AssetId,
    /// To this later day, inclusive; as before if not given.
    pub until: Option<Day>,
    /// Further purposes.
    pub purposes: Vec<UsePurpose>,
    /// Further channels, by code.
    pub channels: Vec<String>,
    /// Where the agreement is kept.
    pub contract_ref: String,
    /// Whether the author agreed.
    pub agreed_by_author: bool,
}

/// Warns that a licence ends soon; sent by the clock. 授权即将到期提醒。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "NoteLicenceEndingInput"))]
pub struct NoteLicenceEnding {
    /// Which.
    pub asset_id: AssetId,
}

/// Lets nobody use an asset further for now. 暂停使用素材。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RestrictAssetInput"))]
pub struct RestrictAsset {
    /// Which.
    pub asset_id: AssetId,
    /// Why.
    pub why: RestrictionReason,
    /// To this day, inclusive; until restored if not given.
    pub until: Option<Day>,
}

/// Takes an asset out of the library. 撤下素材。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawAssetInput"))]
pub struct WithdrawAsset {
    /// Which.
    pub asset_id: AssetId,
    /// Why.
    pub reason: WithdrawReason,
}

/// Brings an asset back into the library. 恢复素材。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RestoreAssetInput"))]
pub struct RestoreAsset {
    /// Which.
    pub asset_id: AssetId,
    /// Why.
    pub reason: Personal,
}

/// Destroys what was withdrawn; needs a second person. 销毁素材。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DestroyAssetInput"))]
pub struct DestroyAsset {
    /// Which.
    pub asset_id: AssetId,
    /// The request about personal data that asks for it.
    pub request_id: Option<DataRequestId>,
}
