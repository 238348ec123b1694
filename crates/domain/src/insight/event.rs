//! What has happened to an insight.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{InsightId, KocId, OperatorId};
use crate::personal::Sealed;
use crate::text::LocalText;
use crate::time::Day;
use crate::vocabulary::TierCode;

events! {
    725 v1 InsightSubmitted "A member told the brand something." "成员提交了洞察。"
    726 v1 InsightRouted "An insight was given to whoever answers for it." "洞察已分派。"
    727 v1 ClarificationAsked "The author of an insight was asked something." "请作者补充说明。"
    728 v1 ClarificationAnswered "The author of an insight answered." "作者已补充说明。"
    729 v1 InsightDecided "An insight was decided with reasons." "洞察已有结论。"
    730 v1 InsightOutcomeReported "What came of an insight was told back." "已反馈洞察的落地结果。"
}

/// The brand was told something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InsightSubmitted {
    /// Its id.
    pub insight_id: InsightId,
    /// Whose it is.
    pub koc_id: KocId,
    /// What it is about.
    pub subject: Sealed,
    /// What it is.
    pub kind: InsightKind,
    /// What they say.
    pub text: Sealed,
    /// What leads there.
    pub repro_steps: Option<Sealed>,
    /// How much it hurts.
    pub severity: Option<Severity>,
    /// A term of the topic axis.
    pub topic: Option<String>,
    /// Where it came up.
    pub source: Option<InsightSource>,
    /// Where its author stood then.
    pub tier: Option<TierCode>,
}

/// Somebody answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InsightRouted {
    /// Which.
    pub insight_id: InsightId,
    /// Which department.
    pub owner_department: String,
    /// Who.
    pub owner: OperatorId,
    /// By the end of this day.
    pub due: Day,
}

/// Its author is asked something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClarificationAsked {
    /// Which.
    pub insight_id: InsightId,
    /// Which question, from 1.
    pub question_no: u16,
    /// What.
    pub question: Sealed,
}

/// Its author answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClarificationAnswered {
    /// Which.
    pub insight_id: InsightId,
    /// Which question.
    pub question_no: u16,
    /// What they say.
    pub text: Sealed,
}

/// The brand decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InsightDecided {
    /// Which.
    pub insight_id: InsightId,
    /// Under whose record its author goes on.
    pub koc_id: KocId,
    /// What comes of it.
    pub decision: InsightDecision,
    /// Why.
    pub reasons: Sealed,
}

/// Something changed because of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InsightOutcomeReported {
    /// Which.
    pub insight_id: InsightId,
    /// What.
    pub what_changed: LocalText,
    /// Where it can be seen.
    pub evidence: Option<String>,
    /// Since when.
    pub shipped_on: Option<Day>,
}

impl Event {
    /// The insight it happened to.
    pub fn insight_id(&self) -> InsightId {
        match self {
            Event::InsightSubmitted(e) => e.insight_id,
            Event::InsightRouted(e) => e.insight_id,
            Event::ClarificationAsked(e) => e.insight_id,
            Event::ClarificationAnswered(e) => e.insight_id,
            Event::InsightDecided(e) => e.insight_id,
            Event::InsightOutcomeReported(e) => e.insight_id,
        }
    }
}
