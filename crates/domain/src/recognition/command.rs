//! What can be asked of an honour.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{EventId, RecognitionId};
use crate::personal::Personal;
use crate::text::LocalText;
use crate::time::Day;

/// Honours a member. 授予荣誉。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConferHonourInput"))]
pub struct ConferHonour {
    /// Its id.
    pub recognition_id: RecognitionId,
    /// Whom.
    pub recipient: Recipient,
    /// Of which kind.
    pub kind: HonourKind,
    /// What it is called.
    pub title: LocalText,
    /// Whether only one member at a time may hold the title.
    pub unique: bool,
    /// What for, in words for everybody.
    pub citation: Praise,
    /// The event it is for.
    pub source_event: Option<EventId>,
    /// Held to this day, inclusive; for good if not given.
    pub valid_until: Option<Day>,
}

/// Records that an honour was praised in public; needs the member's consent. 公开表彰,须成员同意。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PublishCommendationInput"))]
pub struct PublishCommendation {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Where.
    pub channel: CommendationChannel,
    /// At which address.
    pub url: Option<Personal>,
    /// In which words.
    pub text: Praise,
}

/// Issues a badge for an honour. 颁发徽章。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "IssueBadgeInput"))]
pub struct IssueBadge {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Which badge, by code.
    pub badge_class: String,
    /// The events that show what it is for.
    pub evidence: Vec<EventId>,
}

/// Takes an honour back; needs a second person. 撤销荣誉,须他人审批。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RevokeHonourInput"))]
pub struct RevokeHonour {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Why.
    pub reason: Personal,
}

/// Ends an honour whose time is over; sent by the clock. 荣誉到期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LapseHonourInput"))]
pub struct LapseHonour {
    /// Which.
    pub recognition_id: RecognitionId,
}
