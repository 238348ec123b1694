//! What can be asked of a circle.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{AnnouncementId, CircleId, KocId, TaskId};
use crate::personal::Personal;
use crate::task::BroadcastChannel;
use crate::text::LocalText;
use crate::vocabulary::TierCode;

/// Opens a smaller community with a bar. 开设圈子。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenCircleInput"))]
pub struct OpenCircle {
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

/// Admits a member. 加入圈子。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AdmitToCircleInput"))]
pub struct AdmitToCircle {
    /// To which.
    pub circle_id: CircleId,
    /// Whom.
    pub koc_id: KocId,
}

/// Ends a membership: by the member, or by the team with a reason. 退出圈子。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LeaveCircleInput"))]
pub struct LeaveCircle {
    /// Of which.
    pub circle_id: CircleId,
    /// Whose.
    pub koc_id: KocId,
    /// Why; the team always says.
    pub reason: Option<Personal>,
}

/// Tells everybody in a circle something. 发布圈子公告。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PostAnnouncementInput"))]
pub struct PostAnnouncement {
    /// Its id.
    pub announcement_id: AnnouncementId,
    /// To which.
    pub circle_id: CircleId,
    /// What.
    pub text: LocalText,
    /// Where it is told.
    pub channels: Vec<BroadcastChannel>,
    /// The open task it is about, if any.
    pub task_id: Option<TaskId>,
    /// Whether it may disturb people in quiet hours.
    pub urgent: bool,
}

/// Ends a circle; what was said in it stays. 归档圈子。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ArchiveCircleInput"))]
pub struct ArchiveCircle {
    /// Which.
    pub circle_id: CircleId,
    /// Why; about the circle, not about a person.
    pub reason: String,
}
