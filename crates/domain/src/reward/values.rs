//! The small parts that commands and events of a reward account are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{AssignmentId, RewardId};

/// What a reward is reserved for. 奖励用途。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RewardForInput"))]
pub enum RewardFor {
    /// The work of an assignment.
    Assignment(AssignmentId),
    /// Something outside, by its key there.
    Reference(String),
}

/// Why a reserved reward is not given. 作废原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum VoidReason {
    /// 成员婉拒
    Declined,
    /// 邀约过期
    Expired,
    /// 邀约撤回
    Withdrawn,
    /// 成员退还任务
    Relinquished,
    /// 品牌取消
    Cancelled,
    /// 逾期失效
    Lapsed,
    /// 作品未通过
    Rejected,
    /// 条款变更
    TermsChanged,
    /// 预留到期
    RanOut,
    /// 人工作废
    ByHand,
    /// The team that made the work shares it otherwise than it was promised.
    SharedOtherwise,
}

/// How a reward is taxed. 税目。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TaxCategory {
    /// 劳务报酬
    LabourService,
    /// 稿酬
    AuthorFee,
    /// 偶然所得
    Incidental,
    /// 经营所得
    Business,
    /// 免税或折扣性质
    Exempt,
}

/// Points taken from one entry. 积分批次。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct LotTaken {
    /// The entry they were posted in.
    pub reward_id: RewardId,
    /// How many.
    pub points: Amount,
}
