//! What can be asked of a gathering.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{CampaignId, GatheringId, InsightId, KocId, OperatorId, ProjectId, SeriesId};
use crate::text::LocalText;
use crate::time::Moment;
use crate::vocabulary::TierCode;

/// Plans a meeting, an event, a training. 安排聚会。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ScheduleGatheringInput"))]
pub struct ScheduleGathering {
    /// Its id.
    pub gathering_id: GatheringId,
    /// What people come together for.
    pub kind: GatheringKind,
    /// What it is called.
    pub title: LocalText,
    /// When it begins.
    pub starts: Moment,
    /// When it ends; in the future.
    pub ends: Moment,
    /// Where: a town, a house, or that it is online.
    pub place: String,
    /// Who of the team leads it.
    pub host: OperatorId,
    /// How many may come; as many as want if not given.
    pub capacity: Option<u32>,
    /// Nobody below this tier; strategy councils and executive meetings are for the top tier if
    /// not given, everything else is for everybody.
    pub min_tier: Option<TierCode>,
    /// The campaign it belongs to.
    pub campaign_id: Option<CampaignId>,
    /// The project open to the community it belongs to.
    pub project_id: Option<ProjectId>,
    /// The row of meetings it is one of.
    pub series_id: Option<SeriesId>,
    /// Whether guests agree to keep what they hear to themselves.
    pub nda_required: bool,
    /// What it is about, point by point.
    pub agenda: Vec<LocalText>,
}

/// Invites members, at most a hundred at once. 发出邀请。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InviteToGatheringInput"))]
pub struct InviteToGathering {
    /// To which.
    pub gathering_id: GatheringId,
    /// Whom; those who are invited already are left out.
    pub koc_ids: Vec<KocId>,
    /// What they are told.
    pub message: LocalText,
}

/// Says whether one comes. 答复邀请。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RsvpInput"))]
pub struct Rsvp {
    /// To which.
    pub gathering_id: GatheringId,
    /// Who.
    pub koc_id: KocId,
    /// The answer; the newest counts.
    pub answer: RsvpAnswer,
    /// Whether they agree to keep what they hear to themselves.
    pub nda_accepted: bool,
}

/// Moves a gathering to another time; guests are told and keep their places. 聚会改期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RescheduleGatheringInput"))]
pub struct RescheduleGathering {
    /// Which.
    pub gathering_id: GatheringId,
    /// When it begins now.
    pub starts: Moment,
    /// When it ends now.
    pub ends: Moment,
    /// Why.
    pub reason: String,
}

/// Records who came and who did not, at most a hundred at once; it may be sent again for others.
/// 记录到场。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordAttendanceInput"))]
pub struct RecordAttendance {
    /// Of which.
    pub gathering_id: GatheringId,
    /// Who came, invited or not.
    pub attendees: Vec<KocId>,
    /// Who had a place and did not come.
    pub no_shows: Vec<KocId>,
}

/// Publishes what was said; the newest counts. 发布纪要。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PublishMinutesInput"))]
pub struct PublishMinutes {
    /// Of which.
    pub gathering_id: GatheringId,
    /// Where the minutes are kept, a reference.
    pub minutes_ref: String,
    /// What guests gave the brand there.
    pub insights: Vec<InsightId>,
    /// What the brand promised there.
    pub promises: Vec<LocalText>,
}

/// Ends a gathering that was held. 聚会收尾。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseGatheringInput"))]
pub struct CloseGathering {
    /// Which.
    pub gathering_id: GatheringId,
    /// How guests found it, 1 (bad) to 5 (good).
    pub rating: Option<u8>,
    /// What is to be done next.
    pub follow_ups: Vec<LocalText>,
}

/// Calls a gathering off; guests are told. 取消聚会。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CancelGatheringInput"))]
pub struct CancelGathering {
    /// Which.
    pub gathering_id: GatheringId,
    /// Why.
    pub reason: String,
}

/// Tells guests who did not hear yet that it is at another time, or off; sent by the clock where
/// one commit could not tell them all. 通知来宾变更。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TellGatheringGuestsInput"))]
pub struct TellGatheringGuests {
    /// Of which.
    pub gathering_id: GatheringId,
}
