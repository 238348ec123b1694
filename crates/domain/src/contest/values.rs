//! The small parts that commands and events of a contest are made of.

use std::fmt;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::amount::Amount;
use crate::id::{AssignmentId, BudgetId, KocId, OperatorId};
use crate::personal::{Person, Personal, Sealed};
use crate::text::LocalText;
use crate::time::Moment;
use crate::vocabulary::TierCode;

/// Who judges: somebody of the team, or a member. 评委。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "JudgeInput"))]
pub enum Judge {
    /// An operator of the team.
    Operator(OperatorId),
    /// A member.
    Koc(KocId),
}

impl Judge {
    /// Who acts, as a judge; none when nobody in particular does.
    pub fn acting(actor: &Actor) -> Option<Judge> {
        let member = actor.as_koc().map(Judge::Koc);
        member.or_else(|| actor.as_operator().map(Judge::Operator))
    }

    /// The member, if one judges.
    pub fn koc(self) -> Option<KocId> {
        match self {
            Judge::Operator(_) => None,
            Judge::Koc(koc_id) => Some(koc_id),
        }
    }
}

impl From<Judge> for Person {
    fn from(judge: Judge) -> Person {
        match judge {
            Judge::Operator(operator_id) => operator_id.into(),
            Judge::Koc(koc_id) => koc_id.into(),
        }
    }
}

impl fmt::Display for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Judge::Operator(operator_id) => fmt::Display::fmt(operator_id, f),
            Judge::Koc(koc_id) => fmt::Display::fmt(koc_id, f),
        }
    }
}

/// When entries are taken. 征集时间。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "EntryWindowInput"))]
pub struct EntryWindow {
    /// From this instant.
    pub opens_at: Moment,
    /// To this instant, the same for everybody.
    pub closes_at: Moment,
}

/// What decides between entries of one score. 同分规则。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TieRule {
    /// They share the rank, and the ranks behind it stay empty.
    SharedRank,
    /// Whoever handed in earlier goes first.
    EarlierEntry,
    /// The higher score in one criterion goes first; equal in that too, they share the rank.
    HigherCriterion,
}

/// What is paid for a prize, out of which purse. 奖品。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PrizeRewardInput"))]
pub struct PrizeReward {
    /// Out of which purse; its unit is the reward's.
    pub budget_id: BudgetId,
    /// How much to each.
    pub amount: Amount,
}

/// A prize for the entries of some ranks. 奖项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PrizeInput"))]
pub struct Prize {
    /// The first rank that gets it, from 1.
    pub from_rank: u16,
    /// The last.
    pub to_rank: u16,
    /// What it is called.
    pub title: LocalText,
    /// Whether the winner is honoured with it; a person finds the words.
    pub honour: bool,
    /// What is paid; nothing if not given.
    pub reward: Option<PrizeReward>,
}

impl Prize {
    /// Whether an entry of that rank gets it.
    pub fn is_for(&self, rank: u16) -> bool {
        (self.from_rank..=self.to_rank).contains(&rank)
    }

    /// How many ranks get it.
    pub fn places(&self) -> u32 {
        u32::from(self.to_rank.saturating_sub(self.from_rank)) + 1
    }
}

/// Whose winners become candidates: the best so many, whoever reached a score, or both. 候选规则。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "CandidateRuleInput"))]
pub struct CandidateRule {
    /// A rank up to this one.
    pub top_n: Option<u16>,
    /// A score of at least this, hundredths.
    pub min_score: Option<u16>,
    /// Candidates for this tier.
    pub target_tier: TierCode,
}

impl CandidateRule {
    /// Whether an entry of that rank and score meets it.
    pub fn is_met(&self, ranked: &Ranked) -> bool {
        self.top_n.is_none_or(|top| ranked.rank <= top)
            && self.min_score.is_none_or(|least| ranked.score >= least)
    }
}

/// What a judge makes of one criterion, in a command. 评委打分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EntryScoreInput"))]
pub struct EntryScore {
    /// Which criterion of the contest.
    pub criterion_id: String,
    /// 0–100.
    pub score: u8,
    /// Why.
    pub note: Option<Personal>,
}

/// The same, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EntryScoreKept {
    /// Which criterion of the contest.
    pub criterion_id: String,
    /// 0–100.
    pub score: u8,
    /// Why.
    pub note: Option<Sealed>,
}

/// Why somebody cannot judge an entry. 回避原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ConflictKind {
    /// It is their own.
    OwnEntry,
    /// It is of a member they mentor.
    Mentee,
    /// It is of their own mentor.
    Mentor,
}

/// A judge and an entry they cannot judge. 评委回避。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Conflict {
    /// Who.
    pub judge: Judge,
    /// Which entry.
    pub assignment_id: AssignmentId,
    /// Why.
    pub kind: ConflictKind,
}

/// Where an entry came. 名次。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RankedInput"))]
pub struct Ranked {
    /// The entry.
    pub assignment_id: AssignmentId,
    /// Whose.
    pub koc_id: KocId,
    /// Hundredths, 0–10000.
    pub score: u16,
    /// From 1.
    pub rank: u16,
}

/// How a number of entries scored: the level of the crowd. 得分分布。
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Distribution {
    /// How many.
    pub entries: u32,
    /// Their mean, hundredths.
    pub mean: u16,
    /// Half of them scored this or less, hundredths.
    pub p50: u16,
    /// Nine in ten scored this or less, hundredths.
    pub p90: u16,
}

/// The same for the entrants of one tier, by where they stood when they entered. 各等级得分分布。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierLevel {
    /// Which tier.
    pub tier: TierCode,
    /// How they scored.
    pub level: Distribution,
}
