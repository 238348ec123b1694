//! The small parts that commands and events of a publication are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssetId, AssignmentId};

/// What a platform counts of a publication, since it was published. 互动数据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(
    feature = "graphql",
    graphql(input_name = "EngagementCountsInput", name = "EngagementCounts")
)]
pub struct Counts {
    /// 浏览
    pub views: u32,
    /// 点赞
    pub likes: u32,
    /// 评论
    pub comments: u32,
    /// 分享
    pub shares: u32,
    /// 收藏
    pub saves: u32,
}

impl Counts {
    /// What people did, by how much it takes: a like 1, a comment 3, a share or save 5.
    pub fn weighted(&self) -> u64 {
        let Counts { likes, comments, shares, saves, .. } = *self;
        u64::from(likes) + 3 * u64::from(comments) + 5 * (u64::from(shares) + u64::from(saves))
    }

    /// Whether any number is lower than `before`.
    pub fn falls_below(&self, before: &Counts) -> bool {
        self.since(before).all().into_iter().any(|change| change < 0)
    }

    /// The change since `before`.
    pub fn since(&self, before: &Counts) -> CountsDelta {
        let change = |now: u32, then: u32| i64::from(now) - i64::from(then);
        CountsDelta {
            views: change(self.views, before.views),
            likes: change(self.likes, before.likes),
            comments: change(self.comments, before.comments),
            shares: change(self.shares, before.shares),
            saves: change(self.saves, before.saves),
        }
    }
}

/// The change from one count to the next; negative only when a count was put right. 增量。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CountsDelta {
    /// 浏览
    pub views: i64,
    /// 点赞
    pub likes: i64,
    /// 评论
    pub comments: i64,
    /// 分享
    pub shares: i64,
    /// 收藏
    pub saves: i64,
}

impl CountsDelta {
    fn all(&self) -> [i64; 5] {
        let CountsDelta { views, likes, comments, shares, saves } = *self;
        [views, likes, comments, shares, saves]
    }
}

/// What a lead did. 线索类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LeadKind {
    /// 咨询
    Inquiry,
    /// 试驾
    TestDrive,
    /// 订单
    Order,
}

/// By which model a lead is attributed. 归因模型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AttributionModel {
    /// To what they saw first. 首次接触
    First,
    /// To what they saw last. 末次接触
    Last,
    /// To whose code they used. 专属码
    Code,
}

/// What shows where a lead came from. 归因依据。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LeadTraceInput"))]
pub enum LeadTrace {
    /// A code of the member's that was used.
    Code(String),
    /// A tagged link that was followed.
    Utm(String),
}

impl LeadTrace {
    /// The code or the link's tag.
    pub fn text(&self) -> &str {
        match self {
            LeadTrace::Code(text) | LeadTrace::Utm(text) => text,
        }
    }
}

/// The work that the brand publishes. 被传播的作品。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AmplifiedWorkInput"))]
pub enum AmplifiedWork {
    /// The approved work of an assignment.
    Assignment(AssignmentId),
    /// An asset of the library.
    Asset(AssetId),
}
