//! What has happened to the file of a relationship. Whatever is said in it is sealed under the
//! member's key.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{FollowUpId, KocId, OperatorId, TalkId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};

events! {
    770 v1 RelationshipManagerAssigned "It was said who looks after a member." "指派了关系经理。"
    771 v1 TalkHeld "A one-to-one talk was held." "进行了一对一沟通。"
    772 v1 FollowUpOpened "Something is to be done for a member." "新增跟进事项。"
    773 v1 FollowUpClosed "What was to be done for a member was done, or given up." "跟进事项已关闭。"
    774 v1 PeriodicFeedbackSent "A member was given feedback on a period." "向成员发送定期反馈。"
    775 v1 PeriodicFeedbackAcknowledged "A member read the feedback on a period." "成员确认定期反馈。"
}

/// Somebody looks after the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RelationshipManagerAssigned {
    /// Whose file.
    pub koc_id: KocId,
    /// Who.
    pub operator_id: OperatorId,
    /// Who did until now.
    pub previous: Option<OperatorId>,
}

/// They talked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TalkHeld {
    /// Whose file.
    pub koc_id: KocId,
    /// Its id.
    pub talk_id: TalkId,
    /// Who held it.
    pub held_by: OperatorId,
    /// The manager they stood in for.
    pub standing_in_for: Option<OperatorId>,
    /// When.
    pub held_at: Moment,
    /// How.
    pub medium: TalkMedium,
    /// What it was about.
    pub topics: Vec<TalkTopic>,
    /// How the member is.
    pub wellbeing_note: Option<Sealed>,
    /// What they would like to become or learn.
    pub development_goals: Vec<Sealed>,
    /// What the brand promised.
    pub promises: Vec<Promised>,
}

/// It is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FollowUpOpened {
    /// Whose file.
    pub koc_id: KocId,
    /// Its id.
    pub follow_up_id: FollowUpId,
    /// The talk in which it was promised.
    pub talk_id: Option<TalkId>,
    /// What.
    pub what: Sealed,
    /// Who does it.
    pub owner: OperatorId,
    /// By when.
    pub due: Day,
}

/// It is done, or given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FollowUpClosed {
    /// Whose file.
    pub koc_id: KocId,
    /// Which.
    pub follow_up_id: FollowUpId,
    /// What became of it.
    pub outcome: Sealed,
}

/// They know how they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodicFeedbackSent {
    /// Whose file.
    pub koc_id: KocId,
    /// On which days.
    pub period: FeedbackPeriod,
    /// How the work was done.
    pub on_completion: Option<Sealed>,
    /// What it brought about.
    pub on_effect: Option<Sealed>,
    /// What was good.
    pub praise: Vec<Sealed>,
    /// What may become better.
    pub advice: Vec<Sealed>,
    /// Works finished since the feedback before.
    pub works: u32,
}

/// The member read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodicFeedbackAcknowledged {
    /// Whose file.
    pub koc_id: KocId,
    /// Which.
    pub period: FeedbackPeriod,
    /// What they say to it.
    pub comment: Option<Sealed>,
}

impl Event {
    /// Whose file it is in.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::RelationshipManagerAssigned(e) => e.koc_id,
            Event::TalkHeld(e) => e.koc_id,
            Event::FollowUpOpened(e) => e.koc_id,
            Event::FollowUpClosed(e) => e.koc_id,
            Event::PeriodicFeedbackSent(e) => e.koc_id,
            Event::PeriodicFeedbackAcknowledged(e) => e.koc_id,
        }
    }
}
