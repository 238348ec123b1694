//! What has happened between the offer and the end: other terms, support, time, ways out.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::assignment::values::*;
use crate::id::{AssignmentId, KocId, OperatorId};
use crate::personal::Sealed;
use crate::time::Moment;

/// The member would take it on under other terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CounterProposalMade {
    /// Which.
    pub assignment_id: AssignmentId,
    /// From 1.
    pub proposal_no: u16,
    /// What they would like otherwise.
    pub changes: Terms,
    /// Why.
    pub message: Sealed,
}

/// The brand's answer to a counter-proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CounterProposalAnswered {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which proposal.
    pub proposal_no: u16,
    /// Whether the offer now stands as the member asked.
    pub accepted: bool,
    /// Every term of the offer that differs from the brief's now.
    pub terms: Terms,
    /// Until when the offer stands now.
    pub offer_expires_at: Moment,
    /// What the member is told.
    pub message: Option<Sealed>,
}

/// The offer was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentWithdrawn {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Because of what.
    pub cause: EndCause,
    /// What the member was told.
    pub reason: Option<Sealed>,
}

/// A holder agreed to the amended brief; what they agreed to before is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendmentConfirmed {
    /// Which.
    pub assignment_id: AssignmentId,
    /// By whom.
    pub koc_id: KocId,
    /// The version agreed to before.
    pub from: u32,
    /// The version agreed to now.
    pub brief_version: u32,
    /// What they agree to.
    pub terms_accepted: TermsAccepted,
    /// The terms now, as far as they differ from the offer.
    pub agreed: Terms,
}

/// Somebody else answers the member's questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactAppointed {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Who does now.
    pub operator_id: OperatorId,
    /// Who did before.
    pub previous: OperatorId,
}

/// The member was given something to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceProvided {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Of which kind.
    pub kind: ResourceKind,
    /// Its key where it is kept.
    pub reference: String,
    /// What the member is told.
    pub note: Option<Sealed>,
}

/// How far the member is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgressRecorded {
    /// Which.
    pub assignment_id: AssignmentId,
    /// How it goes.
    pub note: Sealed,
    /// How much is done, 0–100.
    pub percent: Option<u8>,
}

/// Work is due later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeadlineExtended {
    /// Which.
    pub assignment_id: AssignmentId,
    /// When it was due.
    pub from: Moment,
    /// When it is due.
    pub submit_by: Moment,
    /// Why.
    pub reason: Sealed,
}

/// The member was reminded that work is due soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeadlineReminded {
    /// Which.
    pub assignment_id: AssignmentId,
    /// When it is due.
    pub due: Moment,
    /// Which reminder it is: so many days ahead.
    pub days_ahead: u8,
}

/// Work is due and was not handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentOverdue {
    /// Which.
    pub assignment_id: AssignmentId,
    /// When it was due.
    pub due: Moment,
    /// Whole days since then.
    pub days: u32,
}

/// The work never came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentLapsed {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Whose.
    pub koc_id: KocId,
}

/// The member gave back what they took on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentRelinquished {
    /// Which.
    pub assignment_id: AssignmentId,
    /// By whom.
    pub koc_id: KocId,
    /// Because of what.
    pub cause: EndCause,
    /// Why, if they said.
    pub reason: Option<Sealed>,
    /// Whether what they were given goes back.
    pub return_resources: bool,
}

/// The brand called it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentCancelled {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Whose.
    pub koc_id: KocId,
    /// Because of what.
    pub cause: EndCause,
    /// What the member was told.
    pub reason: Option<Sealed>,
    /// How much of the agreed returns is given all the same, basis points.
    pub compensation_bp: u16,
}

/// The member took back what they had handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmissionWithdrawn {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// How working with the brand was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExperienceRated {
    /// Which.
    pub assignment_id: AssignmentId,
    /// By whom.
    pub koc_id: KocId,
    /// How it was.
    pub experience: Experience,
    /// More, if they said.
    pub comment: Option<Sealed>,
}
