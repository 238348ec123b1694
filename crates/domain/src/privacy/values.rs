//! What a request about personal data is made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::refusal::code_of;

/// What a person asks for. 请求类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DataRequestKind {
    /// To be told what is known about them. 查阅
    Access,
    /// A copy to take along. 复制
    Copy,
    /// That something is put right. 更正
    Correction,
    /// To be forgotten. 删除
    Deletion,
    /// That a consent is taken back. 撤回同意
    ConsentWithdrawal,
    /// To be told why a decision was made. 解释说明
    Explanation,
}

impl DataRequestKind {
    /// Every kind.
    pub const ALL: [DataRequestKind; 6] = [
        DataRequestKind::Access,
        DataRequestKind::Copy,
        DataRequestKind::Correction,
        DataRequestKind::Deletion,
        DataRequestKind::ConsentWithdrawal,
        DataRequestKind::Explanation,
    ];

    /// As it is written: `DELETION`.
    pub fn code(self) -> String {
        code_of(&self)
    }

    /// The kind of that code.
    pub fn of_code(code: &str) -> Option<DataRequestKind> {
        DataRequestKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How such a request can be fulfilled.
    pub(super) fn is_fulfilled_by(self, how: Fulfilment) -> bool {
        match self {
            DataRequestKind::Access => {
                matches!(how, Fulfilment::InformationGiven | Fulfilment::CopyHandedOver)
            }
            DataRequestKind::Copy => how == Fulfilment::CopyHandedOver,
            DataRequestKind::Correction => how == Fulfilment::Corrected,
            DataRequestKind::Deletion => how == Fulfilment::Erased,
            DataRequestKind::ConsentWithdrawal => how == Fulfilment::ConsentWithdrawn,
            DataRequestKind::Explanation => how == Fulfilment::DecisionExplained,
        }
    }
}

/// How it was made sure who asks. 身份核验方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum VerificationMethod {
    /// They asked from their own account. 本人账号
    OwnAccount,
    /// A code sent to the contact on record. 验证码
    CodeToContact,
    /// A document was shown; no copy is kept. 证件核验
    IdDocument,
    /// They came in person. 当面核验
    InPerson,
    /// Somebody who may act for them asked. 代理人
    Representative,
}

/// How a request was fulfilled. 办理方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Fulfilment {
    /// They were told what is known. 已告知
    InformationGiven,
    /// They have a copy. 已提供副本
    CopyHandedOver,
    /// It was put right. 已更正
    Corrected,
    /// They were forgotten. 已删除
    Erased,
    /// The consent was taken back. 已撤回同意
    ConsentWithdrawn,
    /// The decision was explained. 已说明
    DecisionExplained,
}

/// What part of a person's data an answer covered. 涉及的数据。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DataScope {
    /// Name and ways to reach them. 姓名与联系方式
    Identity,
    /// What they said of themselves. 资料
    Profile,
    /// Their public channels. 渠道账号
    Channels,
    /// What they agreed to. 同意记录
    Consents,
    /// Their tiers. 等级
    Tiers,
    /// Offers, works, reviews. 任务与作品
    Work,
    /// What they gave. 贡献
    Contributions,
    /// What they were owed and given. 奖励
    Rewards,
    /// Talks and words about them. 沟通与反馈
    Feedback,
}

/// What is gone once a person was forgotten. 删除范围。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ErasedPart {
    /// Everything sealed under their key: name, contact, messages, words about them, addresses of
    /// their work. 全部加密内容
    SealedTexts,
    /// That their key in another system led to them. 外部编号
    ExternalReference,
    /// That their public accounts led to them. 渠道账号
    Channels,
}

/// On what ground pseudonymous facts stay. 留存依据。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RetentionGround {
    /// Books must be kept. 会计法规
    Accounting,
    /// Tax must be shown. 税务法规
    Tax,
    /// A claim may have to be met or made. 法律主张
    LegalClaims,
    /// Decisions must stay explainable to others. 审计
    Audit,
    /// Counting, without the person. 统计
    Statistics,
}
