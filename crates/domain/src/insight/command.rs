//! What can be asked of an insight.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{InsightId, KocId, OperatorId};
use crate::personal::Personal;
use crate::text::LocalText;
use crate::time::Day;

/// Tells the brand an opinion, a suggestion, a finding. The team may write down what a member said.
/// 提交洞察。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SubmitInsightInput"))]
pub struct SubmitInsight {
    /// Its id.
    pub insight_id: InsightId,
    /// Whose it is.
    pub koc_id: KocId,
    /// What it is about, in a line.
    pub subject: Personal,
    /// What it is.
    pub kind: InsightKind,
    /// What they say.
    pub text: Personal,
    /// What leads there, step by step; asked of defects and test reports.
    pub repro_steps: Option<Personal>,
    /// How much it hurts.
    pub severity: Option<Severity>,
    /// A term of the topic axis.
    pub topic: Option<String>,
    /// Where it came up; by itself if not given.
    pub source: Option<InsightSource>,
}

/// Gives an insight to whoever answers for it, by a day. 分派洞察。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RouteInsightInput"))]
pub struct RouteInsight {
    /// Which.
    pub insight_id: InsightId,
    /// Which department, by code.
    pub owner_department: String,
    /// Who answers for it.
    pub owner: OperatorId,
    /// By the end of this day.
    pub due: Day,
}

/// Asks its author something. 请作者补充说明。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AskClarificationInput"))]
pub struct AskClarification {
    /// Which.
    pub insight_id: InsightId,
    /// What.
    pub question: Personal,
}

/// Answers what the author was asked. 补充说明。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AnswerClarificationInput"))]
pub struct AnswerClarification {
    /// Which.
    pub insight_id: InsightId,
    /// What they say.
    pub text: Personal,
}

/// Decides an insight, once and with reasons. 决定是否采纳。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DecideInsightInput"))]
pub struct DecideInsight {
    /// Which.
    pub insight_id: InsightId,
    /// What comes of it.
    pub decision: InsightDecision,
    /// Why; told to its author.
    pub reasons: Personal,
}

/// Tells its author what came of an insight. 反馈落地结果。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReportInsightOutcomeInput"))]
pub struct ReportInsightOutcome {
    /// Which.
    pub insight_id: InsightId,
    /// What is different now.
    pub what_changed: LocalText,
    /// Where it can be seen: a release, a ticket, a document.
    pub evidence: Option<String>,
    /// Since when, if it is out already.
    pub shipped_on: Option<Day>,
}

/// Says that an insight was not decided by the day it was due; sent by the clock. 标记洞察逾期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FlagOverdueInsightInput"))]
pub struct FlagOverdueInsight {
    /// Which.
    pub insight_id: InsightId,
}
