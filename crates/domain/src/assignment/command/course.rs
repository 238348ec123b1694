//! What can be asked between the offer and the end: other terms, support, time, ways out.

use serde::{Deserialize, Serialize};

use crate::assignment::values::*;
use crate::id::{AssignmentId, OperatorId};
use crate::personal::Personal;
use crate::time::Moment;

/// The member would take it on under other terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CounterProposeInput"))]
pub struct CounterPropose {
    /// Which.
    pub assignment_id: AssignmentId,
    /// What they would like otherwise.
    pub changes: TermChanges,
    /// Why.
    pub message: Personal,
}

/// The brand answers the newest counter-proposal; nothing is agreed before the member accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AnswerCounterProposalInput"))]
pub struct AnswerCounterProposal {
    /// Which.
    pub assignment_id: AssignmentId,
    /// The newest.
    pub proposal_no: u16,
    /// Whether the offer now stands as the member asked.
    pub accept: bool,
    /// Terms offered instead; only with a no.
    pub new_terms: Option<TermChanges>,
    /// What the member is told.
    pub message: Option<Personal>,
}

/// Takes an offer back before it is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawAssignmentInput"))]
pub struct WithdrawAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
    /// What the member is told.
    pub reason: Personal,
}

/// Agrees to a brief that was amended after the member had accepted an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ConfirmAmendmentInput"))]
pub struct ConfirmAmendment {
    /// Which.
    pub assignment_id: AssignmentId,
    /// The version they read; the one approved now.
    pub brief_version: u32,
    /// What they agree to.
    pub terms_accepted: TermsAccepted,
}

/// Names who answers the member's questions from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AppointContactInput"))]
pub struct AppointContact {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Who.
    pub operator_id: OperatorId,
}

/// Gives the member something to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProvideResourceInput"))]
pub struct ProvideResource {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Of which kind.
    pub kind: ResourceKind,
    /// Its key where it is kept.
    pub reference: String,
    /// What the member is told.
    pub note: Option<Personal>,
}

/// The member says how far they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordProgressInput"))]
pub struct RecordProgress {
    /// Which.
    pub assignment_id: AssignmentId,
    /// How it goes.
    pub note: Personal,
    /// How much is done, 0–100.
    pub percent: Option<u8>,
}

/// Gives the member more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExtendDeadlineInput"))]
pub struct ExtendDeadline {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Later than before.
    pub submit_by: Moment,
    /// Why.
    pub reason: Personal,
}

/// Reminds the member that work is due soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RemindDeadlineInput"))]
pub struct RemindDeadline {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// Says that work is due and was not handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkOverdueInput"))]
pub struct MarkOverdue {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// Ends an assignment whose work never came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LapseAssignmentInput"))]
pub struct LapseAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// The member gives back what they took on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RelinquishAssignmentInput"))]
pub struct RelinquishAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Why, if they say.
    pub reason: Option<Personal>,
    /// Whether what they were given goes back.
    pub return_resources: bool,
}

/// The brand calls an accepted assignment off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CancelAssignmentInput"))]
pub struct CancelAssignment {
    /// Which.
    pub assignment_id: AssignmentId,
    /// What the member is told; not needed behind a cancelled task, which has its own.
    pub reason: Option<Personal>,
    /// How much of the agreed returns is given all the same, basis points; nothing if not given.
    pub compensation_bp: Option<u16>,
}

/// The member takes back what they handed in, before anybody judges it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawSubmissionInput"))]
pub struct WithdrawSubmission {
    /// Which.
    pub assignment_id: AssignmentId,
    /// The newest.
    pub submission_no: u16,
    /// Why, if they say.
    pub reason: Option<Personal>,
}

/// The member says how working with the brand was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RateExperienceInput"))]
pub struct RateExperience {
    /// Which.
    pub assignment_id: AssignmentId,
    /// How it was.
    pub experience: Experience,
    /// More, if they say.
    pub comment: Option<Personal>,
}
