//! What has happened to a gathering.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{CampaignId, GatheringId, InsightId, KocId, OperatorId, ProjectId, SeriesId};
use crate::text::LocalText;
use crate::time::Moment;
use crate::vocabulary::TierCode;

events! {
    590 v1 GatheringScheduled "A gathering was planned." "安排了聚会。"
    591 v1 GatheringInvitationsSent "Members were invited to a gathering." "发出了聚会邀请。"
    592 v1 RsvpReceived "A guest answered an invitation to a gathering." "来宾答复了聚会邀请。"
    593 v1 GatheringRescheduled "A gathering was moved to another time." "聚会改期。"
    594 v1 AttendanceRecorded "It was recorded who came to a gathering." "记录了聚会到场情况。"
    595 v1 MinutesPublished "The minutes of a gathering were published." "发布了聚会纪要。"
    596 v1 GatheringClosed "A gathering was closed." "聚会收尾。"
    597 v1 GatheringCancelled "A gathering was called off." "聚会取消。"
    598 v1 GatheringGuestsTold "Guests were told of a change of a gathering." "通知来宾聚会变更。"
    599 v1 GuestDropped "A guest of a gathering is none any more." "来宾不再参加聚会。"
}

/// A meeting is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatheringScheduled {
    /// Its id.
    pub gathering_id: GatheringId,
    /// What people come together for.
    pub kind: GatheringKind,
    /// What it is called.
    pub title: LocalText,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
    /// Where.
    pub place: String,
    /// Who of the team leads it.
    pub host: OperatorId,
    /// How many may come; as many as want if none.
    pub capacity: Option<u32>,
    /// Nobody below this tier.
    pub min_tier: Option<TierCode>,
    /// The campaign it belongs to.
    pub campaign_id: Option<CampaignId>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
    /// The row of meetings it is one of.
    pub series_id: Option<SeriesId>,
    /// Whether guests agree to keep what they hear to themselves.
    pub nda_required: bool,
    /// What it is about.
    pub agenda: Vec<LocalText>,
}

/// Members are asked to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatheringInvitationsSent {
    /// To which.
    pub gathering_id: GatheringId,
    /// Who was invited by this, none of them before.
    pub koc_ids: Vec<KocId>,
    /// What they are told.
    pub message: LocalText,
}

/// A guest comes, or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RsvpReceived {
    /// To which.
    pub gathering_id: GatheringId,
    /// Who.
    pub koc_id: KocId,
    /// What they said.
    pub answer: RsvpAnswer,
    /// Whether they have agreed to keep what they hear to themselves.
    pub nda_accepted: bool,
}

/// It is at another time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatheringRescheduled {
    /// Which.
    pub gathering_id: GatheringId,
    /// When it begins now.
    pub starts: Moment,
    /// When it ends now.
    pub ends: Moment,
    /// Why.
    pub reason: String,
}

/// It took place; who came is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttendanceRecorded {
    /// Of which.
    pub gathering_id: GatheringId,
    /// Who came.
    pub attendees: Vec<KocId>,
    /// Who had a place and did not come.
    pub no_shows: Vec<KocId>,
}

/// What was said can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinutesPublished {
    /// Of which.
    pub gathering_id: GatheringId,
    /// Where the minutes are kept.
    pub minutes_ref: String,
    /// What guests gave the brand there.
    pub insights: Vec<InsightId>,
    /// What the brand promised there.
    pub promises: Vec<LocalText>,
}

/// Nothing more is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatheringClosed {
    /// Which.
    pub gathering_id: GatheringId,
    /// How guests found it, 1 (bad) to 5 (good).
    pub rating: Option<u8>,
    /// What is to be done next.
    pub follow_ups: Vec<LocalText>,
    /// How many came.
    pub attended: u32,
}

/// It does not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatheringCancelled {
    /// Which.
    pub gathering_id: GatheringId,
    /// Why.
    pub reason: String,
}

/// Some of the guests know what has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatheringGuestsTold {
    /// Of which.
    pub gathering_id: GatheringId,
    /// Who.
    pub koc_ids: Vec<KocId>,
    /// What.
    pub news: GuestNews,
}

/// Somebody invited cannot come any more; a place they had is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GuestDropped {
    /// Of which.
    pub gathering_id: GatheringId,
    /// Who.
    pub koc_id: KocId,
    /// Why.
    pub cause: GoneCause,
}

impl Event {
    /// The gathering it happened to.
    pub fn gathering_id(&self) -> GatheringId {
        match self {
            Event::GatheringScheduled(e) => e.gathering_id,
            Event::GatheringInvitationsSent(e) => e.gathering_id,
            Event::RsvpReceived(e) => e.gathering_id,
            Event::GatheringRescheduled(e) => e.gathering_id,
            Event::AttendanceRecorded(e) => e.gathering_id,
            Event::MinutesPublished(e) => e.gathering_id,
            Event::GatheringClosed(e) => e.gathering_id,
            Event::GatheringCancelled(e) => e.gathering_id,
            Event::GatheringGuestsTold(e) => e.gathering_id,
            Event::GuestDropped(e) => e.gathering_id,
        }
    }
}
