//! What a suggestion is made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::KocId;
use crate::koc::profile::Archetype;
use crate::vocabulary::{Horizon, Mode, VocabularyAxis};

/// The rules that scores follow; a new number whenever the same facts would score otherwise.
pub const MATCHER_VERSION: u16 = 1;

/// What all weights sum to.
pub const WEIGHTS_SUM: u16 = 100;

/// What a member must meet to be asked for a task, in the order in which it is told. 硬性条件。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Condition {
    /// Takes part now. 当前参与。
    Active,
    /// Stands at or above the bar. 等级达标。
    Tier,
    /// Has every skill asked. 具备所需技能。
    Skills,
    /// Makes every format asked. 擅长所需形式。
    Formats,
    /// Reaches one of the audiences. 覆盖目标受众。
    Audiences,
    /// Lives in one of the regions. 位于指定地区。
    Regions,
    /// Owns one of the models. 拥有指定车型。
    Models,
    /// Belongs to one of the communities. 属于指定社群。
    Communities,
    /// Has enough approved works. 通过作品数达标。
    AcceptedWorks,
    /// Is not left out by name. 未被排除。
    NotExcluded,
    /// Agreed to take part. 已同意参与。
    Consent,
    /// Agreed to keep to themselves what is not public yet; asked while there is an embargo.
    /// 已同意保密,仅有禁发期的任务需要。
    Confidentiality,
    /// Takes on work of this weight now. 可承接程度允许。
    Availability,
    /// Holds fewer live assignments than they may. 并行任务未满。
    ConcurrentLimit,
    /// Was not asked for this task before. 此前未获此任务。
    NotAskedBefore,
}

impl Condition {
    /// All, in the order in which they are told.
    pub const ALL: [Condition; 15] = [
        Condition::Active,
        Condition::Tier,
        Condition::Skills,
        Condition::Formats,
        Condition::Audiences,
        Condition::Regions,
        Condition::Models,
        Condition::Communities,
        Condition::AcceptedWorks,
        Condition::NotExcluded,
        Condition::Consent,
        Condition::Confidentiality,
        Condition::Availability,
        Condition::ConcurrentLimit,
        Condition::NotAskedBefore,
    ];
}

/// The conditions that a member does not meet: one bit each, so that many members cost nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unmet(u16);

impl Unmet {
    /// Notes a condition that is not met.
    pub(super) fn note(&mut self, condition: Condition, met: bool) {
        self.0 |= u16::from(!met) << condition as u16;
    }

    /// Whether that condition is not met.
    pub fn has(self, condition: Condition) -> bool {
        self.0 & (1 << condition as u16) != 0
    }

    /// How many are not met.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Those that are not met, in the order in which they are told.
    pub fn conditions(self) -> Vec<Condition> {
        Condition::ALL.into_iter().filter(|condition| self.has(*condition)).collect()
    }

    /// Whether all are met.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same without one condition, for a rule that judges it elsewhere.
    pub(crate) fn without(self, condition: Condition) -> Unmet {
        Unmet(self.0 & !(1 << condition as u16))
    }
}

/// A part of how well a member suits a task. 匹配维度。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum MatchPart {
    /// 技能与形式
    SkillFormat,
    /// 风格与调性
    StyleTone,
    /// 主题与社群
    TopicCommunity,
    /// 受众
    Audience,
    /// 可靠性
    Reliability,
    /// 同类作品得分
    PastScore,
    /// 意愿
    Preference,
    /// 公平:距上次邀约的时间
    Fairness,
}

impl MatchPart {
    /// All, in the order in which they are told.
    pub const ALL: [MatchPart; 8] = [
        MatchPart::SkillFormat,
        MatchPart::StyleTone,
        MatchPart::TopicCommunity,
        MatchPart::Audience,
        MatchPart::Reliability,
        MatchPart::PastScore,
        MatchPart::Preference,
        MatchPart::Fairness,
    ];
}

/// How much each part counts; they sum to 100. 匹配权重。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "MatchingWeightsInput"))]
pub struct MatchingWeights {
    /// 技能与形式
    pub skill_format: u8,
    /// 风格与调性
    pub style_tone: u8,
    /// 主题与社群
    pub topic_community: u8,
    /// 受众
    pub audience: u8,
    /// 可靠性
    pub reliability: u8,
    /// 同类作品得分
    pub past_score: u8,
    /// 意愿
    pub preference: u8,
    /// 公平
    pub fairness: u8,
}

impl Default for MatchingWeights {
    /// MODEL 2.8.
    fn default() -> MatchingWeights {
        MatchingWeights {
            skill_format: 25,
            style_tone: 15,
            topic_community: 15,
            audience: 10,
            reliability: 10,
            past_score: 10,
            preference: 10,
            fairness: 5,
        }
    }
}

impl MatchingWeights {
    /// How much one part counts.
    pub fn of(&self, part: MatchPart) -> u8 {
        match part {
            MatchPart::SkillFormat => self.skill_format,
            MatchPart::StyleTone => self.style_tone,
            MatchPart::TopicCommunity => self.topic_community,
            MatchPart::Audience => self.audience,
            MatchPart::Reliability => self.reliability,
            MatchPart::PastScore => self.past_score,
            MatchPart::Preference => self.preference,
            MatchPart::Fairness => self.fairness,
        }
    }

    /// What they sum to.
    pub fn sum(&self) -> u16 {
        MatchPart::ALL.into_iter().map(|part| u16::from(self.of(part))).sum()
    }
}

/// What the points of a part rest on. 得分依据。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PartBasis {
    /// How much of what the task looks for the member has. 按符合程度。
    Matched,
    /// A number measured of the member. 按实测数值。
    Measured,
    /// The task looks for nothing here: it counts in full for everybody. 任务未作要求,所有人计满分。
    NotAsked,
    /// Too little is known of the member: it counts half. 信息不足,计一半。
    TooLittle,
}

/// Something the task looks for that the member has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum MatchHit {
    /// A word of the vocabulary.
    Term {
        /// Where it belongs.
        axis: VocabularyAxis,
        /// Which word.
        code: String,
    },
    /// A kind of voice that suits this kind of work.
    Archetype(Archetype),
    /// A horizon they would like.
    Horizon(Horizon),
    /// A mode they would like.
    Mode(Mode),
}

/// One part of a score, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartScore {
    /// Which part.
    pub part: MatchPart,
    /// Points, hundredths.
    pub points: u16,
    /// Points at most, hundredths: the weight.
    pub of: u16,
    /// What they rest on.
    pub basis: PartBasis,
    /// What the task looks for and the member has.
    pub hits: Vec<MatchHit>,
    /// What was measured: basis points of reliability, hundredths of a score, days without an
    /// offer (none: never offered one).
    pub measured: Option<u32>,
}

/// Why a member was suggested, as the rule computed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatchExplanation {
    /// By which rules.
    pub matcher_version: u16,
    /// Hundredths, 0–10000; none for a member who does not want to be profiled.
    pub score: Option<u16>,
    /// Every part; empty for a member who does not want to be profiled.
    pub parts: Vec<PartScore>,
    /// Whole days since the brand last offered them a task; none if it never did.
    pub days_since_offer: Option<u32>,
}

/// A member who was shown as a candidate, as the rule saw them then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Shortlisted {
    /// Who.
    pub koc_id: KocId,
    /// What they did not meet; empty for whoever could have been asked at once.
    pub unmet: Vec<Condition>,
    /// How well they suit.
    pub explanation: MatchExplanation,
}
