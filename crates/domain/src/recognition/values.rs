//! The small parts that commands and events of an honour are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::KocId;
use crate::personal::{Personal, Sealed};
use crate::refusal::Refusal;

/// Whom an honour is for. 荣誉获得者。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "HonourRecipientInput"))]
pub enum Recipient {
    /// One member.
    Koc(KocId),
}

impl Recipient {
    /// The member.
    pub fn koc(self) -> KocId {
        match self {
            Recipient::Koc(koc_id) => koc_id,
        }
    }
}

/// What an honour is. 荣誉类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum HonourKind {
    /// 奖项
    Award,
    /// 荣誉称号
    HonoraryTitle,
    /// 表彰
    Commendation,
    /// 导师荣誉
    Mentor,
    /// 创始成员
    Founder,
    /// 发布致谢
    Release,
}

/// Where somebody is praised. 表彰渠道。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CommendationChannel {
    /// 官方平台
    Official,
    /// App
    App,
    /// 小程序
    MiniProgram,
    /// 社群
    Circle,
}

/// What is said in somebody's honour, in a command. 表彰文字。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PraiseInput"))]
pub struct Praise {
    /// 中文
    pub zh: Personal,
    /// English
    pub en: Personal,
}

/// What was said in somebody's honour, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PraiseKept {
    /// 中文
    pub zh: Sealed,
    /// English
    pub en: Sealed,
}

impl Praise {
    /// Whether nothing is said in one of the languages.
    pub fn lacks_words(&self) -> bool {
        self.zh.is_empty() || self.en.is_empty()
    }

    /// As it is recorded.
    pub(crate) fn sealed(&self) -> Result<PraiseKept, Refusal> {
        Ok(PraiseKept { zh: self.zh.sealed()?, en: self.en.sealed()? })
    }
}
