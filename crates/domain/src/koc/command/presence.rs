//! What can be said about where a member is heard and what they drive.

use serde::{Deserialize, Serialize};

use crate::id::KocId;
use crate::personal::Personal;
use crate::time::{Day, Moment};

/// Notes an account of the member on a platform; one account belongs to one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LinkChannelInput"))]
pub struct LinkChannel {
    /// Who.
    pub koc_id: KocId,
    /// Where, by code: 1–40 of `a-z 0-9 -`.
    pub platform: String,
    /// What they are called there; capitals, a leading `@` and full-width letters do not matter.
    pub handle: Personal,
    /// Where the account is seen.
    pub url: Option<Personal>,
    /// Whether the team checked that it is theirs; a member cannot say so.
    pub verified: bool,
    /// Who listens there: terms of the audience axis.
    pub audiences: Vec<String>,
}

/// Takes an account off a member; it is free for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "UnlinkChannelInput"))]
pub struct UnlinkChannel {
    /// Who.
    pub koc_id: KocId,
    /// Where.
    pub platform: String,
    /// What they are called there.
    pub handle: Personal,
    /// Why, if they say.
    pub reason: Option<Personal>,
}

/// Notes how far an account reaches, as it was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordChannelReachInput"))]
pub struct RecordChannelReach {
    /// Whose.
    pub koc_id: KocId,
    /// Where.
    pub platform: String,
    /// What they are called there.
    pub handle: Personal,
    /// How many follow.
    pub followers: u32,
    /// Posts within the 30 days before.
    pub posts_30d: u32,
    /// Reactions per follower and post, basis points.
    pub engagement_rate_bp: u32,
    /// When it was measured.
    pub measured_at: Moment,
    /// Who or what measured it, a reference.
    pub source: String,
}

/// Notes which car a member drives, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordVehicleOwnershipInput"))]
pub struct RecordVehicleOwnership {
    /// Who.
    pub koc_id: KocId,
    /// Which, a term of the model axis.
    pub model: String,
    /// Since this day; not in the future.
    pub since: Day,
    /// Where the proof is kept.
    pub evidence_ref: Option<Personal>,
}
