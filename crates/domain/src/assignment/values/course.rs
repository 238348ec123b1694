//! What is said in the course of an assignment: other terms, resources, why it ended, how it was.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::personal::{Personal, Sealed};
use crate::task::brief::{Output, Return};
use crate::time::Moment;

/// Terms that differ from those on offer, in a command; what is not said stays. 条款变更。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TermChangesInput"))]
pub struct TermChanges {
    /// Another due time.
    pub submit_by: Option<Moment>,
    /// Other returns, all of them.
    pub returns: Option<Vec<Return>>,
    /// What belongs to the work and what does not, in words.
    pub scope: Option<Personal>,
    /// Other things to hand in, all of them.
    pub outputs: Option<Vec<Output>>,
}

/// Terms of one assignment that differ from its offer, as recorded; what is none is as offered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Terms {
    /// When work is due.
    pub submit_by: Option<Moment>,
    /// What is given back.
    pub returns: Option<Vec<Return>>,
    /// What belongs to the work and what does not.
    pub scope: Option<Sealed>,
    /// What is handed in.
    pub outputs: Option<Vec<Output>>,
}

impl Terms {
    /// These terms where they say something, `before` where they do not.
    pub(crate) fn over(self, before: &Terms) -> Terms {
        let before = before.clone();
        Terms {
            submit_by: self.submit_by.or(before.submit_by),
            returns: self.returns.or(before.returns),
            scope: self.scope.or(before.scope),
            outputs: self.outputs.or(before.outputs),
        }
    }
}

/// What the brand gives so that the work can be done. 支持资源类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ResourceKind {
    /// 素材资料
    Material,
    /// 技术数据
    TechnicalData,
    /// 车辆与物流
    Logistics,
    /// 工具
    Tool,
}

/// Why an assignment ended without a judgement. 终止原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum EndCause {
    /// Whoever sent the command wanted it.
    Asked,
    /// The task was cancelled.
    TaskCancelled,
    /// The member left the programme.
    MemberLeft,
    /// The member was suspended.
    MemberSuspended,
}

/// How working with the brand was, 1 (bad) to 5 (good). 合作体验评分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ExperienceInput"))]
pub struct Experience {
    /// Whether it was clear what was asked.
    pub clarity: u8,
    /// Whether there was help.
    pub support: u8,
    /// Whether the judgement was fair.
    pub fairness: u8,
    /// Whether answers came in time.
    pub waiting: u8,
}
