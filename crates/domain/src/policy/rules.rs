//! The ladder and its rules, as versioned data.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::text::LocalText;
use crate::vocabulary::{ContributionKind, Horizon, Mode, TierCode};

/// What is measured of a member. Exact definitions: `koc/measure.rs`. 指标。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum MetricCode {
    /// Approved works in the window; shared work counts by share. Hundredths of a work.
    AcceptedWorks,
    /// Share-weighted mean of final scores in the window, hundredths (0–10000).
    MeanScore,
    /// Submitted by the due time ÷ due in the window, basis points; needs 3 due.
    Reliability,
    /// Median hours from offer to answer in the window; a decline is an answer.
    ResponseTime,
    /// Distinct days in the window with a task act or an act in the community.
    ActivityDays,
    /// Mentorships completed as mentor in the window.
    Mentoring,
    /// Ledger points in the window, weighted by the policy's score weights.
    ContributionScore,
    /// Questions answered, and three times the insightful acts, in the window; limited by day.
    Helpfulness,
    /// Share-weighted mean of the criteria tagged creativity in the window, hundredths (0–10000).
    Creativity,
    /// Weighted engagement of what the member published in the window and did not take down, by
    /// the last count at its end: a like 1, a comment 3, a share or save 5.
    Engagement,
    /// Engagement per view among those who care for a topic, basis points: of the topic in which
    /// it is highest among publications of the window; needs 100 views.
    NicheInfluence,
    /// Leads brought in the window, each kind of a lead once; one's own are none.
    Leads,
    /// Leads that asked.
    LeadInquiries,
    /// Leads that came to a test drive.
    LeadTestDrives,
    /// Leads that ordered.
    LeadOrders,
    /// Engagement per view times reach, platform by platform, of the topic in which it is highest
    /// among publications of the window. Whoever nobody acts on has none, however many follow.
    Influence,
    /// Insights of the member that were adopted, at least in part, in the window.
    Insight,
}

/// Which side of the value is good. 比较方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Comparison {
    /// The metric must be the value or more.
    AtLeast,
    /// The metric must be the value or less.
    AtMost,
}

/// One requirement. 门槛。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ThresholdInput"))]
pub struct Threshold {
    /// What is measured, in its own unit.
    pub metric: MetricCode,
    /// Which side is good.
    pub op: Comparison,
    /// In the metric's unit.
    pub value: i32,
    /// How far back it is measured, days; at least 1.
    pub window_days: u16,
}

/// What a tier is called in each scheme. 等级名称。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TierLabelsInput"))]
pub struct TierLabels {
    /// The layer it is.
    pub layer: LocalText,
    /// The role its people play.
    pub role: LocalText,
    /// The value they have.
    pub value: LocalText,
}

/// One rung of the ladder. 阶梯。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "RungInput"))]
pub struct Rung {
    /// Which tier.
    pub code: TierCode,
    /// From 1.
    pub rank: u8,
    /// What it is called.
    pub labels: TierLabels,
    /// How many members it may hold.
    pub cap: Option<u32>,
}

/// What it takes to rise. 晋级规则。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PromotionRuleInput"))]
pub struct PromotionRule {
    /// From this tier.
    pub from: TierCode,
    /// To the next.
    pub to: TierCode,
    /// Each must hold.
    pub all_of: Vec<Threshold>,
    /// One must hold, unless empty.
    pub any_of: Vec<Threshold>,
}

/// What it takes to stay. 保级规则。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "RetentionRuleInput"))]
pub struct RetentionRule {
    /// In this tier.
    pub tier: TierCode,
    /// Each must hold.
    pub metrics: Vec<Threshold>,
    /// Notice is given only below value × factor, basis points (10000 = at the value).
    pub low_water_factor_bp: u16,
}

/// Decisions that ask for other people's approval. 审批步骤。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ApprovalStep {
    /// Promoting a member.
    Promote,
    /// Demoting a member.
    Demote,
    /// Correcting a tier.
    CorrectTier,
    /// Adjusting the contribution ledger.
    AdjustContribution,
    /// Publishing a policy.
    PublishPolicy,
    /// Suspending a member.
    Suspend,
    /// Merging two records of one person.
    Merge,
}

/// How many approvals a step needs. 审批人数。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "StepApprovalsInput"))]
pub struct StepApprovals {
    /// Which step.
    pub step: ApprovalStep,
    /// How many, none of them the proposer.
    pub count: u8,
}

/// Weights of the contribution score, basis points. 贡献分权重。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ScoreWeightsInput"))]
pub struct ScoreWeights {
    /// Of the contribution dimension.
    pub contribution: u16,
    /// Of the influence dimension.
    pub influence: u16,
    /// Of the activity dimension.
    pub activity: u16,
}

/// Points of one entry by dimension. 各维度积分。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DimsInput"))]
pub struct Dims {
    /// Work and care for the programme.
    pub contribution: u32,
    /// Effect on others.
    pub influence: u32,
    /// Being there.
    pub activity: u32,
}

/// What makes an entry in the contribution ledger. 贡献来源。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ContributionSource {
    /// A work was approved.
    WorkApproved,
    /// A work of the time before was imported.
    WorkImported,
    /// A mentorship was completed; the mentor is credited.
    MentorshipCompleted,
    /// Somebody credited it by command.
    Credited,
    /// Somebody adjusted the ledger.
    Adjusted,
    /// Something a member did in the community was found insightful.
    ActivityMarkedInsightful,
    /// A member's publication reached a further step of engagement.
    EngagementStep,
    /// A member's publication brought an inquiry.
    LeadInquiry,
    /// A member's publication brought a test drive.
    LeadTestDrive,
    /// A member's publication brought an order.
    LeadOrder,
    /// An entry of a contest won a prize.
    ContestWon,
    /// An insight of a member was adopted, at least in part.
    InsightAdopted,
    /// An ambassador was observed to speak for the brand.
    AdvocacyRecorded,
    /// Something due in a duty was delivered.
    DeliverableFulfilled,
    /// A review of a duty was held; its holder is credited.
    DutyReviewHeld,
    /// A piece was accepted into a project; its author is credited.
    PieceAccepted,
    /// A section of a project was accepted; its editor is credited.
    SectionAccepted,
    /// An edition of a project was released; everybody in its credits is credited.
    ProjectReleased,
    /// A mentor held a session with a mentee; the mentor is credited.
    MentoringSessionHeld,
}

/// What a source earns. 贡献规则。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ContributionRuleInput"))]
pub struct ContributionRule {
    /// What it is known by, unique in the policy.
    pub code: String,
    /// Of which kind the entry is.
    pub kind: ContributionKind,
    /// From what.
    pub source: ContributionSource,
    /// Points of a whole share; more than 0.
    pub points: u32,
    /// How the points count by dimension.
    pub dims: Dims,
}

/// Where a horizon's work may go; a horizon may have several such rules. 时间维度与等级、模式。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "HorizonRuleInput"))]
pub struct HorizonRule {
    /// The horizon.
    pub horizon: Horizon,
    /// Nobody below; nobody is too high.
    pub min_tier: TierCode,
    /// Ways of working together that it allows.
    pub modes: Vec<Mode>,
}

/// What members of a tier are entitled to, and how they are treated. 等级待遇。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TierTreatmentInput"))]
pub struct TierTreatment {
    /// Which tier.
    pub tier: TierCode,
    /// Perks, by code.
    pub entitlements: Vec<String>,
    /// Kinds of reward, by code.
    pub incentives: Vec<String>,
    /// How free their work is, 1 (as briefed) to 5 (their own).
    pub creative_freedom: u8,
    /// How they are spoken to, by code.
    pub channels: Vec<String>,
    /// How often, days.
    pub rhythm_days: u16,
    /// The hardest work offered, 1–5.
    pub difficulty_max: u8,
    /// What help they get.
    pub support: LocalText,
}

/// The whole of one policy version. 等级政策。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PolicyRulesInput"))]
pub struct PolicyRules {
    /// Lowest first.
    pub ladder: Vec<Rung>,
    /// What it takes to rise.
    pub promotion_rules: Vec<PromotionRule>,
    /// What it takes to stay.
    pub retention_rules: Vec<RetentionRule>,
    /// Days in a tier before the next promotion.
    pub min_days_in_tier: u16,
    /// Days after a demotion before a promotion.
    pub cooldown_days: u16,
    /// Days after a promotion without demotion.
    pub grace_days: u16,
    /// Days from notice to demotion.
    pub notice_days: u16,
    /// Days after stepping down in which one may return.
    pub right_of_return_days: u16,
    /// Tiers entered only by invitation and acceptance.
    pub invitation_required: Vec<TierCode>,
    /// Steps that need other people's approval; a step not named needs one.
    pub approvals: Vec<StepApprovals>,
    /// Of the contribution score.
    pub score_weights: ScoreWeights,
    /// Days after which a point counts half in the contribution score; for good if not given.
    pub contribution_half_life_days: Option<u16>,
    /// What earns contribution.
    pub contribution_rules: Vec<ContributionRule>,
    /// Where each horizon's work may go.
    pub horizons: Vec<HorizonRule>,
    /// How each tier is treated.
    pub treatments: Vec<TierTreatment>,
}

impl PolicyRules {
    /// What it takes to rise from `from`; `None` when no rule leads up.
    pub fn promotion_from(&self, from: TierCode) -> Option<&PromotionRule> {
        self.promotion_rules.iter().find(|rule| rule.from == from)
    }

    /// What it takes to stay in `tier`; `None` when nothing is asked.
    pub fn retention_in(&self, tier: TierCode) -> Option<&RetentionRule> {
        self.retention_rules.iter().find(|rule| rule.tier == tier)
    }

    /// How many members `tier` may hold.
    pub fn cap(&self, tier: TierCode) -> Option<u32> {
        self.ladder.iter().find(|rung| rung.code == tier).and_then(|rung| rung.cap)
    }

    /// How many people other than the proposer must approve.
    pub fn approvals_needed(&self, step: ApprovalStep) -> u8 {
        let named = self.approvals.iter().find(|named| named.step == step);
        named.map_or(1, |named| named.count)
    }

    /// What that source earns.
    pub fn earning(&self, source: ContributionSource) -> Vec<&ContributionRule> {
        self.contribution_rules.iter().filter(|rule| rule.source == source).collect()
    }

    /// The lowest tier whose members may do work of that horizon in that mode; `None` when the
    /// horizon does not allow the mode.
    pub fn min_tier(&self, horizon: Horizon, mode: Mode) -> Option<TierCode> {
        let rules = self.horizons.iter().filter(|rule| rule.horizon == horizon);
        rules.filter(|rule| rule.modes.contains(&mode)).map(|rule| rule.min_tier).min()
    }
}
