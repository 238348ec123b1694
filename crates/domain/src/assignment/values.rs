//! The small parts that commands and events of an assignment are made of.

mod course;

pub use course::*;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssignmentId, KocId, Sha256, TaskId, TeamId};
use crate::personal::{Personal, Sealed};
use crate::vocabulary::{AiUse, TeamRole};

/// Who an assignment is for. 承接人。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssigneeInput"))]
pub enum Assignee {
    /// One member.
    Koc(KocId),
    /// A team that is ready.
    Team(TeamId),
}

impl Assignee {
    /// The id of their assignment of a task.
    pub fn assignment_of(self, task_id: TaskId) -> AssignmentId {
        match self {
            Assignee::Koc(koc_id) => AssignmentId::of(task_id, koc_id),
            Assignee::Team(team_id) => AssignmentId::of_team(task_id, team_id),
        }
    }
}

/// Who an assignment went to, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum AssignedTo {
    /// One member.
    Koc(KocId),
    /// A team, as it was at that moment.
    Team(TeamAtWork),
}

/// A team that was given a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamAtWork {
    /// Which.
    pub team_id: TeamId,
    /// Who answers for it: one of the members, or the mentor who leads them.
    pub lead: KocId,
    /// Who does the work.
    pub members: Vec<KocId>,
}

impl AssignedTo {
    /// Who answers for it: the member, or whoever leads the team.
    pub fn koc(&self) -> KocId {
        match self {
            AssignedTo::Koc(koc_id) => *koc_id,
            AssignedTo::Team(team) => team.lead,
        }
    }

    /// Who does the work.
    pub fn members(&self) -> &[KocId] {
        match self {
            AssignedTo::Koc(koc_id) => std::slice::from_ref(koc_id),
            AssignedTo::Team(team) => &team.members,
        }
    }

    /// The team, if it is one.
    pub fn team(&self) -> Option<TeamId> {
        match self {
            AssignedTo::Koc(_) => None,
            AssignedTo::Team(team) => Some(team.team_id),
        }
    }
}

/// Terms the member agrees to on accepting. 接受的条款。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TermsAcceptedInput"))]
pub struct TermsAccepted {
    /// What the brand may do with the work.
    pub usage_rights: bool,
    /// Telling the tie to the brand; asked when the brief requires it.
    pub disclosure: bool,
    /// Nothing public before the embargo ends; asked when the brief has one.
    pub embargo: bool,
}

/// Why an offer was declined; every reason is fine. 婉拒原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DeclineReason {
    /// Not interesting.
    Interest,
    /// No time.
    Time,
    /// Cannot.
    Ability,
    /// The terms.
    Terms,
    /// Something else.
    Other,
}

/// One piece handed in, in a command. 提交内容。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WorkItemInput"))]
pub struct WorkItem {
    /// A term of the format axis, one of the brief's outputs.
    pub format: String,
    /// Where it is.
    pub uri: Personal,
    /// Of the file; the same work is not taken twice.
    pub sha256: Sha256,
    /// In the format's unit.
    pub length: u32,
}

/// One piece handed in, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemSubmitted {
    /// A term of the format axis.
    pub format: String,
    /// Where it is.
    pub uri: Sealed,
    /// Of the file.
    pub sha256: Sha256,
    /// In the format's unit.
    pub length: u32,
}

/// What the member states about the work. 创作声明。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "AttestationsInput"))]
pub struct Attestations {
    /// It is their own.
    pub original: bool,
    /// The tie to the brand is told.
    pub disclosure_done: bool,
    /// They used the product.
    pub used_product: bool,
    /// Music, pictures and so on of others are cleared.
    pub third_party_cleared: bool,
    /// People in it agreed.
    pub people_consented: bool,
    /// How far software generated it.
    pub ai_generated: AiUse,
}

/// Who made a work, and how much of it. 贡献者。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ContributorInput"))]
pub struct Contributor {
    /// Who.
    pub koc_id: KocId,
    /// What part they played.
    pub role: Option<TeamRole>,
    /// Basis points; all sum to 10000.
    pub share_bp: u16,
}

/// Who judges, in order: a mentor before the brand. 评审阶段。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ReviewStage {
    /// The member's mentor, on mentor-led tasks.
    Mentor,
    /// The brand.
    Brand,
    /// Nobody: what the brief says is checked by rule.
    Auto,
}

/// What a review decides. 评审结论。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Decision {
    /// 通过
    Approve,
    /// 修改
    RequestRevision,
    /// 不通过
    Reject,
}

/// Why a work was rejected; an honest negative review is no reason. 不通过原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum RejectReason {
    /// Not their own.
    NotOriginal,
    /// Not what was asked.
    OffBrief,
    /// Shows something unsafe.
    Unsafe,
    /// Against the law.
    Unlawful,
    /// Not good enough after every revision.
    Quality,
}

/// How good an approved work is. 质量等级。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum QualityBand {
    /// Below 75.
    Standard,
    /// 75 and more.
    Good,
    /// 90 and more.
    Benchmark,
}

/// One criterion judged, in a command. 单项评分。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CriterionScoreInput"))]
pub struct CriterionScore {
    /// Of the accepted brief version.
    pub criterion_id: String,
    /// For Must criteria.
    pub met: Option<bool>,
    /// 0–100, for Scored and Measured criteria.
    pub score: Option<u8>,
    /// What shows it.
    pub evidence: Option<Personal>,
    /// A remark.
    pub comment: Option<Personal>,
}

/// One criterion judged, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CriterionJudged {
    /// Of the accepted brief version.
    pub criterion_id: String,
    /// For Must criteria.
    pub met: Option<bool>,
    /// 0–100.
    pub score: Option<u8>,
    /// What shows it.
    pub evidence: Option<Sealed>,
    /// A remark.
    pub comment: Option<Sealed>,
}

/// Words about a work, in a command. 评语。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RemarkInput"))]
pub struct Remark {
    /// What it is about; makes it concrete.
    pub criterion_id: Option<String>,
    /// What is said.
    pub text: Personal,
}

/// Words about a work, as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemarkMade {
    /// What it is about.
    pub criterion_id: Option<String>,
    /// What was said.
    pub text: Sealed,
}

/// What a work shows of a skill. 技能体现。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SkillEvidenceInput"))]
pub struct SkillEvidence {
    /// A term of the skill axis.
    pub skill: String,
    /// A term of the format axis.
    pub format: String,
    /// 1–5.
    pub level: u8,
}

/// Whether a work keeps the rules. 合规检查。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ComplianceInput"))]
pub struct Compliance {
    /// The tie to the brand is told.
    pub disclosure_ok: bool,
    /// Claims have sources.
    pub claims_ok: bool,
    /// Rights are cleared.
    pub rights_ok: bool,
    /// Words to look at; an aid, not a verdict.
    pub flagged_words: Vec<String>,
}
