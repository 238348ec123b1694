//! The brief: what is asked, how it is judged, what is given back.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{BudgetId, OperatorId};
use crate::text::LocalText;
use crate::time::{Day, Moment};
use crate::vocabulary::{RewardUnit, UsePurpose};

/// One thing to hand in. 交付物。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "OutputInput"))]
pub struct Output {
    /// A term of the format axis.
    pub format: String,
    /// Least length of one, in the format's unit (characters, seconds, pictures).
    pub min: u32,
    /// Greatest length of one.
    pub max: u32,
    /// How many.
    pub count: u16,
}

/// How a criterion is judged. 评判方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CriterionKind {
    /// Met or not; the work is not approved without it.
    Must,
    /// 0–100, weighted.
    Scored,
    /// Measured outside, by a number.
    Measured,
}

/// One thing a work is judged by. 评判标准。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "CriterionInput"))]
pub struct Criterion {
    /// Unique in the brief.
    pub id: String,
    /// What is looked at.
    pub text: LocalText,
    /// How it is judged.
    pub kind: CriterionKind,
    /// Percent of the score; the weights of Scored criteria sum to 100, others are 0.
    pub weight: u8,
    /// What would show it.
    pub evidence_hint: Option<LocalText>,
}

/// When things are due. 时间表。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TimelineInput"))]
pub struct Timeline {
    /// How long an offer stands, hours.
    pub offer_ttl_hours: u32,
    /// Work begins.
    pub start: Moment,
    /// Work is due.
    pub submit_by: Moment,
    /// The brand's answer is due.
    pub review_by: Moment,
}

/// What the brand gives back: what has an amount is paid from a budget. 回报方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ReturnKind {
    /// 曝光
    Exposure,
    /// 荣誉
    Honour,
    /// 权益
    Perk,
    /// 积分
    Points,
    /// 现金、项目费用
    Cash,
    /// 优惠券
    Coupon,
    /// 礼品
    Gift,
}

impl ReturnKind {
    /// What it is counted in; none for what costs no budget.
    pub fn unit(self) -> Option<RewardUnit> {
        match self {
            ReturnKind::Exposure | ReturnKind::Honour | ReturnKind::Perk => None,
            ReturnKind::Points => Some(RewardUnit::Points),
            ReturnKind::Cash => Some(RewardUnit::Cash),
            ReturnKind::Coupon => Some(RewardUnit::Coupon),
            ReturnKind::Gift => Some(RewardUnit::Gift),
        }
    }
}

/// One thing given back. 回报。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ReturnInput"))]
pub struct Return {
    /// Of which kind.
    pub kind: ReturnKind,
    /// What it is.
    pub text: LocalText,
    /// How much; only of what is counted.
    pub amount: Option<Amount>,
    /// The purse it is paid from; only of what is counted.
    pub budget_id: Option<BudgetId>,
}

impl Return {
    /// One that costs no budget.
    pub fn uncounted(kind: ReturnKind, text: LocalText) -> Return {
        Return { kind, text, amount: None, budget_id: None }
    }

    /// One paid from a purse.
    pub fn paid(kind: ReturnKind, text: LocalText, amount: Amount, budget: BudgetId) -> Return {
        Return { kind, text, amount: Some(amount), budget_id: Some(budget) }
    }

    /// How much of which budget one whole work costs; none when it costs nothing.
    pub fn price(&self) -> Option<(BudgetId, Amount)> {
        self.kind.unit()?;
        self.budget_id.zip(self.amount)
    }
}

/// What the brand may do with the work. 使用权。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "UsageRightsInput"))]
pub struct UsageRights {
    /// What for.
    pub purposes: Vec<UsePurpose>,
    /// Where, by code.
    pub channels: Vec<String>,
    /// In which territory, by code.
    pub territory: String,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
    /// Whether nobody else may.
    pub exclusive: bool,
}

/// Whether and how the tie to the brand is told. 披露要求。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DisclosureInput"))]
pub struct Disclosure {
    /// Whether it must be told.
    pub required: bool,
    /// The words to use.
    pub wording: Option<LocalText>,
}

/// A claim that may be made, with its source. 可用事实。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "FactInput"))]
pub struct Fact {
    /// The claim.
    pub claim: LocalText,
    /// Where it is shown.
    pub source: String,
}

/// How far software may generate the work. AI 使用政策。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AiPolicy {
    /// Not at all.
    Forbidden,
    /// As an aid.
    Assisted,
    /// Freely, if declared.
    Allowed,
}

/// What a work of an instant task must show to be approved without a person. 自动审核要求。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "AutomaticCheckInput"))]
pub struct AutomaticCheck {
    /// Tags the post carries, without `#`.
    pub tags: Vec<String>,
    /// Whether the post is public under an address.
    pub public_url: bool,
}

/// What is asked, how it is judged, what is given back. 任务说明书。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "BriefInput"))]
pub struct Brief {
    /// What is to be reached.
    pub objective: LocalText,
    /// What it should bring about.
    pub expected_effect: LocalText,
    /// What belongs to it.
    pub scope_in: Vec<LocalText>,
    /// What does not.
    pub scope_out: Vec<LocalText>,
    /// What is handed in.
    pub outputs: Vec<Output>,
    /// What it is judged by.
    pub criteria: Vec<Criterion>,
    /// When things are due.
    pub timeline: Timeline,
    /// What help there is.
    pub resources: Vec<LocalText>,
    /// What is given back.
    pub returns: Vec<Return>,
    /// What the brand may do with the work.
    pub usage_rights: UsageRights,
    /// Whether and how the tie to the brand is told.
    pub disclosure: Disclosure,
    /// Claims that may be made.
    pub facts: Vec<Fact>,
    /// How far software may generate the work.
    pub ai_policy: AiPolicy,
    /// Who answers questions.
    pub contact_operator: OperatorId,
    /// What it takes, hours.
    pub effort_estimate_hours: u16,
    /// Nothing is public before.
    pub embargo_until: Option<Moment>,
    /// On an instant task: what is checked without a person; without it people review.
    pub automatic_check: Option<AutomaticCheck>,
}
