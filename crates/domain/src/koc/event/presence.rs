//! What has happened to where a member is heard and what they drive.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{KocId, OperatorId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};

/// An account is a member's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelLinked {
    /// Who.
    pub koc_id: KocId,
    /// Where.
    pub platform: String,
    /// What they are called there, in its plain form; its fingerprint says whose it is.
    pub handle: Sealed,
    /// Where the account is seen.
    pub url: Option<Sealed>,
    /// Whether the team checked that it is theirs.
    pub verified: bool,
    /// Who listens there.
    pub audiences: Vec<String>,
}

/// An account is nobody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelUnlinked {
    /// Who had it.
    pub koc_id: KocId,
    /// Where.
    pub platform: String,
    /// What they were called there.
    pub handle: Sealed,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// How far an account reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelReachRecorded {
    /// Whose.
    pub koc_id: KocId,
    /// Where.
    pub platform: String,
    /// What they are called there.
    pub handle: Sealed,
    /// How many followed.
    pub followers: u32,
    /// Posts within the 30 days before.
    pub posts_30d: u32,
    /// Reactions per follower and post, basis points.
    pub engagement_rate_bp: u32,
    /// When it was measured.
    pub measured_at: Moment,
    /// Who or what measured it.
    pub source: String,
}

/// A member drives a car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleOwnershipRecorded {
    /// Who.
    pub koc_id: KocId,
    /// Which.
    pub model: String,
    /// Since this day.
    pub since: Day,
    /// Where the proof is kept.
    pub evidence_ref: Option<Sealed>,
    /// Who of the team says so; nobody when the member says it of themselves.
    pub verified_by: Option<OperatorId>,
}
