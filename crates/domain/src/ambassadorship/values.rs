//! The small parts that commands and events of an ambassadorship are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::text::LocalText;

/// What an ambassador speaks for the brand about, and what not. It allows; it never asks. 授权范围。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "MandateInput"))]
pub struct Mandate {
    /// May speak on; at least one.
    pub may_speak_on: Vec<LocalText>,
    /// Does not speak on, or does not do.
    pub may_not: Vec<LocalText>,
}

/// Who signs the statement of shared values. 共识签署方。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum StatementParty {
    /// The member.
    Member,
    /// The brand.
    Brand,
}

/// What an ambassador did of their own accord. 自发代言类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AdvocacyKind {
    /// Advised somebody honestly. 中肯建议
    Advice,
    /// Cleared up a misunderstanding. 澄清误解
    Clarification,
    /// Stood for the brand. 代表品牌
    Representation,
    /// Something else. 其他
    Other,
}

/// What the brand gives to the person. 投入类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum InvestmentKind {
    /// 辅导
    Coaching,
    /// 设备
    Equipment,
    /// 曝光
    Exposure,
    /// 活动
    Event,
    /// 资金
    Fund,
}
