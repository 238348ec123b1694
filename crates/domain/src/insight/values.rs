//! The small parts that commands and events of an insight are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssignmentId, GatheringId, SeriesId, TaskId};

/// What a member tells the brand. 洞察类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum InsightKind {
    /// 意见
    Opinion,
    /// 建议
    Suggestion,
    /// 方案
    Proposal,
    /// 缺陷
    Defect,
    /// 测试报告
    TestReport,
    /// 观察
    Observation,
}

/// How much it hurts. 严重程度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Severity {
    /// 轻微
    Minor,
    /// 较重
    Major,
    /// 严重
    Critical,
}

/// What the brand makes of it. 处理结论。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum InsightDecision {
    /// 采纳
    Adopted,
    /// 部分采纳
    PartlyAdopted,
    /// 不采纳
    NotAdopted,
}

impl InsightKind {
    /// Whether nobody can follow it up without the steps that lead there.
    pub fn needs_steps(self) -> bool {
        matches!(self, InsightKind::Defect | InsightKind::TestReport)
    }
}

impl InsightDecision {
    /// Whether something comes of it.
    pub fn is_adopted(self) -> bool {
        self != InsightDecision::NotAdopted
    }
}

/// Where it came up, unless it came by itself. 来源。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InsightSourceInput"))]
pub enum InsightSource {
    /// In a meeting.
    Gathering(GatheringId),
    /// On a task, without holding it.
    Task(TaskId),
    /// While working: a software test, a report, anything they were asked to try.
    Work(AssignmentId),
    /// On a council.
    Council(SeriesId),
}
