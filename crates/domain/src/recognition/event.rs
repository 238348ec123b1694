//! What has happened to an honour.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::actor::Approval;
use crate::event::events;
use crate::id::{EventId, KocId, RecognitionId};
use crate::personal::Sealed;
use crate::text::LocalText;
use crate::time::Day;

events! {
    440 v1 HonourConferred "A member was honoured." "授予成员荣誉。"
    441 v1 CommendationPublished "An honour was praised in public." "公开表彰。"
    442 v1 BadgeIssued "A badge was issued for an honour." "颁发徽章。"
    443 v1 HonourRevoked "An honour was taken back." "荣誉已撤销。"
    444 v1 HonourLapsed "The time of an honour is over." "荣誉已到期。"
}

/// A member is honoured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HonourConferred {
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
    /// What for.
    pub citation: PraiseKept,
    /// The event it is for.
    pub source_event: Option<EventId>,
    /// Held to this day, inclusive.
    pub valid_until: Option<Day>,
}

/// It is praised in public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CommendationPublished {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Whose.
    pub koc_id: KocId,
    /// Where.
    pub channel: CommendationChannel,
    /// At which address.
    pub url: Option<Sealed>,
    /// In which words.
    pub text: PraiseKept,
}

/// There is a badge for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BadgeIssued {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Whose.
    pub koc_id: KocId,
    /// Which badge, by code.
    pub badge_class: String,
    /// The events that show what it is for.
    pub refs: Vec<EventId>,
}

/// It is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HonourRevoked {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Whose.
    pub koc_id: KocId,
    /// Why.
    pub reason: Sealed,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

/// Its time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HonourLapsed {
    /// Which.
    pub recognition_id: RecognitionId,
    /// Whose.
    pub koc_id: KocId,
    /// The last day on which it was held.
    pub valid_until: Day,
}

impl Event {
    /// The honour it happened to.
    pub fn recognition_id(&self) -> RecognitionId {
        match self {
            Event::HonourConferred(e) => e.recognition_id,
            Event::CommendationPublished(e) => e.recognition_id,
            Event::BadgeIssued(e) => e.recognition_id,
            Event::HonourRevoked(e) => e.recognition_id,
            Event::HonourLapsed(e) => e.recognition_id,
        }
    }
}
