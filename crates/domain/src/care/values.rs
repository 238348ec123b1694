//! What the file of a relationship is made of.

use std::fmt;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{FollowUpId, OperatorId};
use crate::personal::{Personal, Sealed};
use crate::time::Day;

/// How a talk was held. 沟通方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TalkMedium {
    /// Face to face.
    InPerson,
    /// By telephone.
    Phone,
    /// By video.
    Video,
    /// In writing.
    Chat,
}

/// What a talk was about. 沟通主题。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TalkTopic {
    /// Work done and to come.
    Work,
    /// What the member would like to become or learn.
    Development,
    /// How the member is.
    Wellbeing,
    /// What they are given back.
    Rewards,
    /// The community and who they work with.
    Community,
    /// The car and the brand.
    Product,
    /// Whether and how they go on.
    Future,
}

/// Days that feedback is about, both inclusive. 反馈周期。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(
    feature = "graphql",
    graphql(name = "FeedbackPeriod", input_name = "FeedbackPeriodInput")
)]
pub struct FeedbackPeriod {
    /// The first.
    pub from: Day,
    /// The last.
    pub until: Day,
}

impl FeedbackPeriod {
    /// Whether both share a day.
    pub fn meets(&self, other: &FeedbackPeriod) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

impl fmt::Display for FeedbackPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.from, self.until)
    }
}

/// What the brand promised in a talk, and how it is kept. 承诺事项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TalkPromiseInput"))]
pub struct Promise {
    /// What.
    pub what: Personal,
    /// Who keeps it by when, where somebody is to be reminded.
    pub follow_up: Option<PromisedFollowUp>,
}

/// Who keeps a promise, and by when. 承诺的跟进。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PromisedFollowUpInput"))]
pub struct PromisedFollowUp {
    /// Its id.
    pub follow_up_id: FollowUpId,
    /// Who does it.
    pub owner: OperatorId,
    /// By when.
    pub due: Day,
}

/// What the brand promised, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Promised {
    /// What.
    pub what: Sealed,
    /// How it is kept.
    pub follow_up_id: Option<FollowUpId>,
}
