//! The small parts that commands and events of a task are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::KocId;
use crate::perk::values::PerkKind;
use crate::vocabulary::TierCode;

/// What called for a task. 任务起因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TaskTrigger {
    /// News of the brand.
    BrandNews,
    /// Something many talk about.
    Hotspot,
    /// A plan.
    Plan,
}

/// How people come to a task. 参与方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Selection {
    /// Each is offered it.
    Offer,
    /// Whoever wants takes it.
    OpenClaim,
    /// Told to many; whoever wants takes it.
    Broadcast,
}

/// Who may take a task; by default everybody the horizon allows. An empty list asks nothing.
/// 参与条件。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "EligibilityInput"))]
pub struct Eligibility {
    /// Nobody below this tier; the horizon's own bar holds as well.
    pub min_tier: Option<TierCode>,
    /// Approved works at least.
    pub min_accepted_works: Option<u32>,
    /// These may not.
    pub exclude: Vec<KocId>,
    /// Every one of these skills, by what the member says or what reviews have shown.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub skills: Vec<String>,
    /// Every one of these formats, by the same.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub formats: Vec<String>,
    /// One of these audiences listens to them.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub audiences: Vec<String>,
    /// They live in one of these regions.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub regions: Vec<String>,
    /// They own one of these models.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub models: Vec<String>,
    /// They belong to one of these communities.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub communities: Vec<String>,
}

/// What a task looks for beyond what it asks: nobody is kept out by it, those who have it are
/// suggested first. 期望条件。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "WantedInput"))]
pub struct Wanted {
    /// What they can do.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub skills: Vec<String>,
    /// How they make it.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub styles: Vec<String>,
    /// How they sound.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub tones: Vec<String>,
    /// What they know about.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub topics: Vec<String>,
    /// Who listens to them.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub audiences: Vec<String>,
    /// Where they belong.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub communities: Vec<String>,
}

/// What a growth challenge leads to. 成长挑战的去向。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrowthAimInput"))]
pub enum GrowthAim {
    /// Whoever meets it is named as candidate for this tier.
    TargetTier(TierCode),
    /// Whoever meets it is given this perk.
    Perk(PerkKind),
}

/// A task that lets a member show that they can do more. 成长挑战。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrowthInput"))]
pub struct Growth {
    /// The final score that meets it, hundredths, 0–10000.
    pub score_bar: u16,
    /// What it leads to.
    pub aim: GrowthAim,
}

/// What is given all the same when a task is cancelled, as a part of the agreed returns. 取消补偿规则。
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "CompensationRuleInput"))]
pub struct CompensationRule {
    /// To whoever had accepted and handed nothing in, basis points.
    pub accepted_bp: u16,
    /// To whoever had handed something in, basis points.
    pub handed_in_bp: u16,
}

/// Where a task is told of. 推送渠道。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum BroadcastChannel {
    /// 应用内推送
    App,
    /// 短信
    Sms,
    /// 邮件
    Email,
    /// 社群
    Community,
    /// 公众号
    OfficialAccount,
}
