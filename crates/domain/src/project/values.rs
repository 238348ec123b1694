//! The small parts that commands and events of a project are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{EventId, KocId, SectionId};
use crate::personal::{Personal, Sealed};
use crate::text::LocalText;
use crate::vocabulary::TierCode;

/// What the community makes together. 共创项目类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ProjectKind {
    /// 车主手册
    Handbook,
    /// 攻略
    Guide,
    /// 影集
    Album,
    /// 课程
    Course,
    /// 其他
    Other,
}

/// From which tier somebody may play each part. 各角色的等级门槛。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "RoleBarsInput"))]
pub struct RoleBars {
    /// Who offers pieces: everybody, from the lowest tier on.
    pub piece: TierCode,
    /// Who edits a section: from the middle on.
    pub section_editor: TierCode,
    /// Who is a chief editor: the top.
    pub chief_editor: TierCode,
}

/// A section of the outline. 章节。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OutlineSectionInput"))]
pub struct OutlineSection {
    /// Its id.
    pub section_id: SectionId,
    /// What it is called.
    pub title: LocalText,
}

/// Why somebody plays a part no more. 卸任原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PartEnd {
    /// They wished so. 本人意愿
    OwnWish,
    /// The team decided so. 团队决定
    ByTeam,
    /// They stand below the bar. 等级不足
    BelowBar,
    /// They were suspended. 已停权
    Suspended,
    /// They left the programme. 已退出
    Left,
    /// They go on under another record. 记录已合并
    Merged,
    /// They were forgotten. 个人信息已删除
    Forgotten,
}

/// What a chief editor makes of a section. 章节评审结论。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum SectionDecision {
    /// It goes into the edition. 采纳
    Accept,
    /// Its editor works on it again. 退回
    SendBack,
}

/// What a section is looked at for. 章节评分维度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum SectionAspect {
    /// What it says is right. 准确
    Accuracy,
    /// It is understood by whoever reads it first. 易懂
    Clarity,
    /// Nothing that belongs there is missing. 完整
    Completeness,
}

/// How good a section is in one respect. 章节评分。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SectionScoreInput"))]
pub struct SectionScore {
    /// In which respect.
    pub aspect: SectionAspect,
    /// 0–100.
    pub score: u8,
}

/// Something a proofreader put right, in a command. 校对更正。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProofCorrectionInput"))]
pub struct ProofCorrection {
    /// In which section.
    pub section_id: SectionId,
    /// What.
    pub note: Personal,
}

/// The same, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofCorrectionKept {
    /// In which section.
    pub section_id: SectionId,
    /// What.
    pub note: Sealed,
}

/// What somebody is credited for. 署名角色。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CreditRole {
    /// 主编
    ChiefEditor,
    /// 校对
    Proofreader,
    /// 章节编写
    SectionEditor,
    /// Changed a piece of somebody else. 稿件编辑
    PieceEditor,
    /// Wrote a piece that was accepted, or merged into one that was. 作者
    Author,
    /// Is thanked for something else. 致谢
    Acknowledged,
}

/// A line of the credits as they are printed. 署名行。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PrintedCreditInput"))]
pub struct PrintedCredit {
    /// Who.
    pub koc_id: KocId,
    /// The name that is printed; «a member» if not given.
    pub name: Option<Personal>,
}

/// A line of the credits as recorded: the name itself stands in the event it was chosen in, so
/// that thousands of lines fit into one event. 署名。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credit {
    /// Who.
    pub koc_id: KocId,
    /// What for.
    pub roles: Vec<CreditRole>,
    /// The event in which they chose how to be named; none of somebody who was forgotten.
    pub chosen_in: Option<EventId>,
}

/// A line of credits to put right, in a command. 署名更正。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CreditCorrectionInput"))]
pub struct CreditCorrection {
    /// Whose.
    pub koc_id: KocId,
    /// Why, as they are told.
    pub reason: Personal,
}

/// The same, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CorrectedCredit {
    /// As it stands from now on.
    pub credit: Credit,
    /// Why.
    pub reason: Sealed,
}
