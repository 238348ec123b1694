//! What can be asked of the file of a relationship.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{FollowUpId, KocId, OperatorId, TalkId};
use crate::personal::Personal;
use crate::time::{Day, Moment};

/// Says who looks after a member. 指派关系经理。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssignRelationshipManagerInput"))]
pub struct AssignRelationshipManager {
    /// Whose file.
    pub koc_id: KocId,
    /// Who; somebody who runs the programme.
    pub operator_id: OperatorId,
}

/// Records a one-to-one talk by whoever held it: the manager, or somebody who stands in and says
/// so. 记录一对一沟通。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "HoldTalkInput"))]
pub struct HoldTalk {
    /// Whose file.
    pub koc_id: KocId,
    /// Its id.
    pub talk_id: TalkId,
    /// The manager the sender stands in for, if they are not the manager.
    pub standing_in_for: Option<OperatorId>,
    /// When; not in the future.
    pub held_at: Moment,
    /// How.
    pub medium: TalkMedium,
    /// What it was about; at least one.
    pub topics: Vec<TalkTopic>,
    /// How the member is.
    pub wellbeing_note: Option<Personal>,
    /// What the member would like to become or learn.
    pub development_goals: Vec<Personal>,
    /// What the brand promised.
    pub promises: Vec<Promise>,
}

/// Notes what is to be done for a member, by whom and by when. 新增跟进事项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenFollowUpInput"))]
pub struct OpenFollowUp {
    /// Whose file.
    pub koc_id: KocId,
    /// Its id.
    pub follow_up_id: FollowUpId,
    /// What.
    pub what: Personal,
    /// Who does it.
    pub owner: OperatorId,
    /// By when.
    pub due: Day,
}

/// Says what became of it. 关闭跟进事项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseFollowUpInput"))]
pub struct CloseFollowUp {
    /// Whose file.
    pub koc_id: KocId,
    /// Which.
    pub follow_up_id: FollowUpId,
    /// What became of it.
    pub outcome: Personal,
}

/// Gives a member feedback on a period, whatever their tier: what they did, what came of it, what
/// was good and what may become better. Once for each period. 发送定期反馈。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SendPeriodicFeedbackInput"))]
pub struct SendPeriodicFeedback {
    /// Whose file.
    pub koc_id: KocId,
    /// On which days; no day is fed back on twice.
    pub period: FeedbackPeriod,
    /// How the work was done.
    pub on_completion: Option<Personal>,
    /// What it brought about.
    pub on_effect: Option<Personal>,
    /// What was good.
    pub praise: Vec<Personal>,
    /// What may become better.
    pub advice: Vec<Personal>,
}

/// The member has read it. 确认定期反馈。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AcknowledgePeriodicFeedbackInput"))]
pub struct AcknowledgePeriodicFeedback {
    /// Whose file.
    pub koc_id: KocId,
    /// Which.
    pub period: FeedbackPeriod,
    /// What they say to it.
    pub comment: Option<Personal>,
}

/// Asks the manager for a talk that is due; sent by the clock. 提醒一对一沟通到期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FlagTalkDueInput"))]
pub struct FlagTalkDue {
    /// With whom.
    pub koc_id: KocId,
}

/// Asks the manager for feedback that is due; sent by the clock. 提醒定期反馈到期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FlagFeedbackDueInput"))]
pub struct FlagFeedbackDue {
    /// For whom.
    pub koc_id: KocId,
}
