//! What has happened to a circle.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{AnnouncementId, CircleId, KocId, TaskId};
use crate::personal::Sealed;
use crate::task::BroadcastChannel;
use crate::text::LocalText;
use crate::vocabulary::TierCode;

events! {
    735 v1 CircleOpened "A circle was opened." "开设了圈子。"
    736 v1 KocAdmittedToCircle "A member was admitted to a circle." "成员加入圈子。"
    737 v1 KocLeftCircle "A member is no longer in a circle." "成员退出圈子。"
    738 v1 AnnouncementPosted "Something was said to a circle." "圈子发布了公告。"
    739 v1 CircleArchived "A circle was archived." "圈子已归档。"
}

/// A smaller community begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CircleOpened {
    /// Its id.
    pub circle_id: CircleId,
    /// What it is called.
    pub name: LocalText,
    /// Nobody below is admitted.
    pub min_tier: TierCode,
    /// How many it holds.
    pub capacity: u32,
    /// What it is for.
    pub purpose: LocalText,
    /// What it does for whoever rises to its bar.
    pub on_promotion: OnPromotion,
}

/// Somebody is in it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocAdmittedToCircle {
    /// Which.
    pub circle_id: CircleId,
    /// Who.
    pub koc_id: KocId,
    /// Where they stood then.
    pub tier: Option<TierCode>,
    /// How many are in it with them.
    pub members: u32,
}

/// Somebody is in it no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocLeftCircle {
    /// Which.
    pub circle_id: CircleId,
    /// Who.
    pub koc_id: KocId,
    /// Who ended it.
    pub by: LeftBy,
    /// Why.
    pub reason: Option<Sealed>,
}

/// Everybody in it is told something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnnouncementPosted {
    /// Which.
    pub circle_id: CircleId,
    /// Its id.
    pub announcement_id: AnnouncementId,
    /// What.
    pub text: LocalText,
    /// Where.
    pub channels: Vec<BroadcastChannel>,
    /// The task it is about.
    pub task_id: Option<TaskId>,
    /// Whether it may disturb people in quiet hours.
    pub urgent: bool,
    /// How many were in it.
    pub audience_size: u32,
}

/// It is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CircleArchived {
    /// Which.
    pub circle_id: CircleId,
    /// Why.
    pub reason: String,
}

impl Event {
    /// The circle it happened to.
    pub fn circle_id(&self) -> CircleId {
        match self {
            Event::CircleOpened(e) => e.circle_id,
            Event::KocAdmittedToCircle(e) => e.circle_id,
            Event::KocLeftCircle(e) => e.circle_id,
            Event::AnnouncementPosted(e) => e.circle_id,
            Event::CircleArchived(e) => e.circle_id,
        }
    }
}
