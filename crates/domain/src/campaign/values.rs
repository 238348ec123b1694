//! The small parts that commands and events of a campaign are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{AssignmentId, KocId};
use crate::text::LocalText;

/// How often the brand turns to participants while a campaign runs. 互动节奏。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Cadence {
    /// 每日
    Daily,
    /// 每周
    Weekly,
    /// 每两周
    Biweekly,
}

/// What a number of a goal counts. 指标口径。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum KpiMetric {
    /// Members who take part.
    Participants,
    /// Works of its tasks that were approved.
    ApprovedWorks,
    /// Weighted engagement with what authors published of them.
    Engagement,
    /// Leads those publications brought.
    Leads,
    /// Counted outside; the team says what it came to.
    External,
}

/// A number that tells whether the goal is reached. 目标指标。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "KpiInput"))]
pub struct Kpi {
    /// Unique in the campaign: 1–40 of `a-z 0-9 -`.
    pub code: String,
    /// What people read.
    pub name: LocalText,
    /// What it counts.
    pub metric: KpiMetric,
    /// What is to be reached; more than 0.
    pub target: u64,
}

/// What a number came to. 指标结果。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "KpiResultInput"))]
pub struct KpiResult {
    /// Which.
    pub code: String,
    /// What it came to.
    pub value: u64,
}

/// When an award is given. 奖项类别。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AwardKind {
    /// While it runs. 过程奖
    Process,
    /// When it is judged. 大奖
    Grand,
}

/// What an award is given for. 评选标准。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AwardCriterion {
    /// 最佳创意: people find it.
    BestIdea,
    /// 最佳互动: weighted engagement with works of the campaign.
    MostInteractive,
    /// 最快进步 in approved works: a week now against a week before.
    FastestProgressInWorks,
    /// 最快进步 in engagement: the same of what they published.
    FastestProgressInEngagement,
    /// 作品最多: works of the campaign that were approved.
    MostWorks,
    /// 综合: people weigh everything.
    Overall,
}

/// An award that can be won. 奖项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PlannedAwardInput"))]
pub struct PlannedAward {
    /// Unique in the campaign: 1–40 of `a-z 0-9 -`.
    pub award: String,
    /// What it is called.
    pub name: LocalText,
    /// When it is given.
    pub kind: AwardKind,
    /// What for.
    pub criterion: AwardCriterion,
    /// Of progress: whoever did less than this in a week before is measured against it, in works
    /// or weighted engagement, so that the first little is no leap.
    pub floor: Option<u32>,
    /// Whether the winner is honoured with it; a person finds the words.
    pub honour: bool,
    /// What is paid out of the campaign's purse; nothing if not given.
    pub amount: Option<Amount>,
}

/// An award that nobody is given. 空缺奖项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "VoidedAwardInput"))]
pub struct VoidedAward {
    /// Which.
    pub award: String,
    /// Why.
    pub reason: String,
}

/// What a participant did before a campaign, in as many days as it lasts. 基线。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Baseline {
    /// Who.
    pub koc_id: KocId,
    /// Works approved in that time, hundredths.
    pub works: u32,
    /// Weighted engagement with what they published in that time.
    pub engagement: u64,
}

impl Baseline {
    /// Of somebody who did nothing in that time.
    pub fn none(koc_id: KocId) -> Baseline {
        Baseline { koc_id, works: 0, engagement: 0 }
    }

    /// Whether they did anything in that time.
    pub fn is_some(&self) -> bool {
        self.works > 0 || self.engagement > 0
    }
}

/// On what an award rests, as the rule computed it. 评奖依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AwardEvidence {
    /// Works of the campaign approved so far.
    pub works: u32,
    /// Weighted engagement with what the member published of them.
    pub engagement: u64,
    /// Of progress: the week before, in hundredths of a work or of weighted engagement.
    pub week_before: Option<u64>,
    /// Of progress: the week now, in the same.
    pub week_now: Option<u64>,
    /// Of progress: now against before, or against the floor, basis points of it.
    pub progress_bp: Option<i64>,
    /// Where the member stands by the criterion, from 1; none where people weigh.
    pub rank: Option<u32>,
    /// Among how many participants.
    pub participants: u32,
    /// The work it is for, if it is for one.
    pub assignment_id: Option<AssignmentId>,
}

/// What is done about the rhythm of a campaign. 节奏措施。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RhythmAction {
    /// Good works are shown.
    ShareHighlight,
    /// Something small to do is added.
    AddSubTask,
    /// A process award is given.
    ConferAward,
    /// Nothing is needed.
    Nothing,
}
