//! The small parts that commands and events of mentorships are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// One of the two. 师徒关系中的一方。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum MentorshipParty {
    /// 导师
    Mentor,
    /// 学员
    Mentee,
}

/// Who ended it. 终止方。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum EndedBy {
    /// 导师
    Mentor,
    /// 学员
    Mentee,
    /// 品牌
    Brand,
}

/// What came of it. 带教结果。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum MentorshipOutcome {
    /// The goals were reached.
    GoalsReached,
    /// Some of them.
    PartlyReached,
    /// None of them.
    NotReached,
}

/// How far a mentee has come in a skill. 技能成长。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SkillProgressInput"))]
pub struct SkillProgress {
    /// A term of the skill axis.
    pub skill: String,
    /// The level before, 0 to 5.
    pub before: u8,
    /// The level now, 0 to 5.
    pub after: u8,
}

/// Why somebody teaches no more. 卸任原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RetireCause {
    /// They or the brand said so.
    Asked,
    /// They stand below the tier that mentors are of.
    BelowBar,
}
