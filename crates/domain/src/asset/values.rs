//! The small parts that commands and events of an asset are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssignmentId, InsightId, KocId, ProjectId, PublicationId, Sha256};
use crate::personal::{Personal, Sealed};
use crate::time::Day;
use crate::vocabulary::{TeamRole, UsePurpose};

/// A submission that becomes an asset. 作为素材的提交。
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SubmissionRefInput"))]
pub struct SubmissionRef {
    /// Of which assignment.
    pub assignment_id: AssignmentId,
    /// Which one; the approved.
    pub submission_no: u16,
}

/// A member's own story, told by the brand. 成员故事。
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "StoryRefInput"))]
pub struct StoryRef {
    /// Whose.
    pub koc_id: KocId,
    /// Which of theirs, from 1.
    pub story_no: u16,
}

/// A released edition of a project of the community. 共创作品版本。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "EditionRefInput"))]
pub struct EditionRef {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which edition.
    pub edition: u16,
}

/// Where an asset comes from. 素材来源。
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssetSourceInput"))]
pub enum AssetSource {
    /// An approved submission.
    Submission(SubmissionRef),
    /// What a member published unasked; a contract says what the brand may do with it.
    Publication(PublicationId),
    /// A member's own story, with their consent to its telling and a contract.
    Story(StoryRef),
    /// An insight that was adopted; a contract says what the brand may do with it.
    Insight(InsightId),
    /// A released edition of a project; its chief editors stand for everybody in its credits.
    Edition(EditionRef),
}

/// What an asset is. 素材类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AssetKind {
    /// 图片
    Photo,
    /// 视频
    Video,
    /// 音频
    Audio,
    /// 文章
    Article,
    /// 报告
    Report,
    /// 其他
    Other,
}

/// Somebody who made it. 作者。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "AuthorInput"))]
pub struct Author {
    /// Who.
    pub koc_id: KocId,
    /// What part they played.
    pub role: Option<TeamRole>,
}

/// Where it stands in the library; every axis, by terms of the vocabulary. 分类。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ClassificationInput"))]
pub struct Classification {
    /// 车型
    pub model: String,
    /// 主题
    pub topic: String,
    /// 场景
    pub scene: String,
    /// 内容形式
    pub format: String,
    /// 受众
    pub audience: String,
}

/// How good it is. 素材等级。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AssetGrade {
    /// 标准
    Standard,
    /// 优质
    Good,
    /// 标杆
    Benchmark,
}

/// What may be done with it, within the terms the author accepted. 授权。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "LicenceInput"))]
pub struct Licence {
    /// What for.
    pub purposes: Vec<UsePurpose>,
    /// Where, by code.
    pub channels: Vec<String>,
    /// In which territory, by code.
    pub territory: String,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
    /// Whether nobody else may.
    pub exclusive: bool,
    /// Whether the author may take it back.
    pub revocable: bool,
    /// Where the contract is kept.
    pub contract_ref: Option<String>,
}

/// Where the file is, in a command. 存储位置。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "StorageInput"))]
pub struct Storage {
    /// Where.
    pub uri: Personal,
    /// Of the file; equal to the reviewed submission's.
    pub sha256: Sha256,
    /// How large, bytes.
    pub bytes: u32,
    /// Media type.
    pub mime: String,
}

/// Where the file is, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StorageKept {
    /// Where.
    pub uri: Sealed,
    /// Of the file.
    pub sha256: Sha256,
    /// How large, bytes.
    pub bytes: u32,
    /// Media type.
    pub mime: String,
}

/// Who may see it. 保密级别。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Confidentiality {
    /// 公开
    Public,
    /// 内部
    Internal,
    /// 保密
    Confidential,
}

/// Who sees a use of an asset. 使用受众。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ReuseAudience {
    /// The brand's own people. 品牌员工
    Staff,
    /// Dealers and suppliers too. 经销商与伙伴
    Partners,
    /// Everybody. 公众
    Public,
}

impl Confidentiality {
    /// The widest audience that may see what is marked so.
    pub fn widest(self) -> ReuseAudience {
        match self {
            Confidentiality::Public => ReuseAudience::Public,
            Confidentiality::Internal => ReuseAudience::Partners,
            Confidentiality::Confidential => ReuseAudience::Staff,
        }
    }
}

/// Why an asset is used no further for now. 限制原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RestrictionReason {
    /// Somebody disputes it. 争议
    Dispute,
    /// A request about personal data is open. 个人信息请求
    DataRequest,
    /// It may break a rule. 合规存疑
    Compliance,
    /// Something in it may be wrong. 内容存疑
    Accuracy,
    /// Something else. 其他
    Other,
}

/// Why an asset leaves the library. 撤下原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum WithdrawReason {
    /// 授权到期
    LicenceExpired,
    /// 作者撤回
    AuthorWithdrew,
    /// 个人信息删除
    Erasure,
    /// 归档有误
    Error,
    /// 合规要求
    Compliance,
}
