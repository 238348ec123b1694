//! What can be asked of an assignment.

mod course;
mod entry;

pub use course::*;
pub use entry::*;

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::appeal::values::NewDecision;
use crate::id::{AppealId, AssignmentId, KocId, OperatorId, TaskId, WorkId};
use crate::personal::Personal;
use crate::task::brief::Return;
use crate::time::Moment;

/// Offers a task to a member; nothing is agreed before they accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssignTaskInput"))]
pub struct AssignTask {
    /// Which task.
    pub task_id: TaskId,
    /// To whom.
    pub assignee: Assignee,
    /// The version on offer.
    pub brief_version: u32,
    /// In the future, not after work is due.
    pub offer_expires_at: Moment,
    /// Other returns than the brief's.
    pub returns_override: Option<Vec<Return>>,
    /// Who answers questions; the brief's contact if not given.
    pub contact_operator: Option<OperatorId>,
    /// What the member is told.
    pub message: Personal,
}

/// The member takes a task that is open to whoever wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ClaimTaskInput"))]
pub struct ClaimTask {
    /// Which task.
    pub task_id: TaskId,
    /// The member themselves.
    pub assignee: Assignee,
    /// What they agree to.
    pub terms_accepted: TermsAccepted,
}

/// Says that a finished work's part in both ledgers is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SettleAssignmentInput"))]
pub struct SettleAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// The member takes the task on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AcceptAssignmentInput"))]
pub struct AcceptAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
    /// The version they read; the one approved now.
    pub brief_version: u32,
    /// What they agree to.
    pub terms_accepted: TermsAccepted,
    /// The newest counter-proposal that was answered, whose terms they read; none when they made
    /// none.
    pub proposal_no: Option<u16>,
}

/// The member says no; it costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclineAssignmentInput"))]
pub struct DeclineAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Why.
    pub reason: DeclineReason,
    /// More, if they say.
    pub note: Option<Personal>,
}

/// Ends an offer whose time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExpireAssignmentInput"))]
pub struct ExpireAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// The member hands work in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SubmitWorkInput"))]
pub struct SubmitWork {
    /// Which.
    pub assignment_id: AssignmentId,
    /// From 1, without gaps.
    pub submission_no: u16,
    /// What is handed in.
    pub items: Vec<WorkItem>,
    /// A remark.
    pub note: Option<Personal>,
    /// What they state about it.
    pub attest: Attestations,
    /// Who made it.
    pub contributors: Vec<Contributor>,
    /// What it took, hours.
    pub effort_hours: Option<u16>,
    /// Tags the post carries, without `#`.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub tags: Vec<String>,
    /// Takes an instant task that is open to whoever wants it, in the same act.
    pub claim: Option<ClaimTask>,
}

/// Takes a submission to judge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "StartReviewInput"))]
pub struct StartReview {
    /// Which.
    pub assignment_id: AssignmentId,
    /// The latest.
    pub submission_no: u16,
    /// As whom.
    pub stage: ReviewStage,
}

/// Judges a submission by every criterion of the accepted brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReviewWorkInput"))]
pub struct ReviewWork {
    /// Which.
    pub assignment_id: AssignmentId,
    /// The one under review.
    pub submission_no: u16,
    /// The version that was accepted.
    pub brief_version: u32,
    /// As whom.
    pub stage: ReviewStage,
    /// Every criterion once.
    pub scores: Vec<CriterionScore>,
    /// What is good.
    pub praise: Vec<Remark>,
    /// What could be better.
    pub improvements: Vec<Remark>,
    /// What it shows of skills.
    pub skill_evidence: Vec<SkillEvidence>,
    /// Whether it keeps the rules.
    pub compliance: Compliance,
    /// What is decided.
    pub decision: Decision,
    /// Why it is rejected.
    pub reject_reason: Option<RejectReason>,
}

/// The member has read what was said of their work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AcknowledgeFeedbackInput"))]
pub struct AcknowledgeFeedback {
    /// Which.
    pub assignment_id: AssignmentId,
    /// A reviewed one.
    pub submission_no: u16,
    /// Whether it helped.
    pub useful: Option<bool>,
    /// More, if they say.
    pub comment: Option<Personal>,
}

/// Brings in a work that was reviewed in the time before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ImportReviewedWorkInput"))]
pub struct ImportReviewedWork {
    /// Derived from the external key.
    pub work_id: WorkId,
    /// Its key in the file.
    pub external_key: String,
    /// Derived from the author's external key.
    pub author: KocId,
    /// The author's pseudonymous key in the file.
    pub author_ref: String,
    /// The reviewer's pseudonymous key in the file.
    pub reviewer_ref: String,
    /// When it was handed in.
    pub submitted_at: Moment,
    /// When it was accepted; not before it was handed in.
    pub accepted_at: Moment,
    /// How often it was revised.
    pub revisions: u32,
    /// How long it is, lines.
    pub lines: u32,
    /// What kind, by the file's code.
    pub kind: String,
}

/// Says that a submission has waited for its review beyond the programme's limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FlagOverdueReviewInput"))]
pub struct FlagOverdueReview {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// Changes a judgement after an appeal against it was upheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OverturnReviewInput"))]
pub struct OverturnReview {
    /// The appeal that was upheld.
    pub appeal_id: AppealId,
    /// To what.
    pub new_decision: NewDecision,
}
