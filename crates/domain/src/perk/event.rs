//! What has happened to a perk.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{PerkKind, PerkRevokeCause, PerkSource};
use crate::event::events;
use crate::id::{DutyId, KocId, PerkId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};
use crate::vocabulary::TierCode;

events! {
    690 v1 PerkGranted "A member was given a perk." "授予了一项权益。"
    691 v1 PerkUsed "A perk was used." "使用了权益。"
    692 v1 PerkExpired "The time of a perk is over." "权益到期。"
    693 v1 PerkRevoked "A perk was taken back." "收回了权益。"
}

/// A member has a benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PerkGranted {
    /// Its id.
    pub perk_id: PerkId,
    /// Who.
    pub koc_id: KocId,
    /// What.
    pub kind: PerkKind,
    /// How often; none for as often as wanted while it runs.
    pub quantity: Option<u16>,
    /// The first day.
    pub valid_from: Day,
    /// The last day.
    pub valid_until: Day,
    /// What it comes from.
    pub source: PerkSource,
    /// Where they stood then.
    pub tier: Option<TierCode>,
    /// The duty that brings it.
    pub duty_id: Option<DutyId>,
    /// Why they have it although their tier does not give it.
    pub exception: Option<Sealed>,
    /// What else was said of it.
    pub note: Option<Sealed>,
}

/// It was used once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PerkUsed {
    /// Which.
    pub perk_id: PerkId,
    /// Whose.
    pub koc_id: KocId,
    /// When.
    pub at: Moment,
    /// The key of what it was used for.
    pub reference: Option<String>,
    /// How often it can still be used; none where it is not counted.
    pub left: Option<u16>,
}

/// It cannot be used any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PerkExpired {
    /// Which.
    pub perk_id: PerkId,
    /// Whose.
    pub koc_id: KocId,
    /// How often it could still have been used; none where it is not counted.
    pub unused: Option<u16>,
}

/// The member has it no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PerkRevoked {
    /// Which.
    pub perk_id: PerkId,
    /// Whose.
    pub koc_id: KocId,
    /// Why, in general.
    pub cause: PerkRevokeCause,
    /// Why, in words.
    pub reason: Option<Sealed>,
}

impl Event {
    /// The perk it happened to.
    pub fn perk_id(&self) -> PerkId {
        match self {
            Event::PerkGranted(e) => e.perk_id,
            Event::PerkUsed(e) => e.perk_id,
            Event::PerkExpired(e) => e.perk_id,
            Event::PerkRevoked(e) => e.perk_id,
        }
    }

    /// Whose it was then.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::PerkGranted(e) => e.koc_id,
            Event::PerkUsed(e) => e.koc_id,
            Event::PerkExpired(e) => e.koc_id,
            Event::PerkRevoked(e) => e.koc_id,
        }
    }
}
