//! Works of the time before, the brand's team and its approvals.

use std::sync::Arc;

use domain::approval::Proposal;
use domain::id::{EventId, KocId, OperatorId, WorkId};
use domain::personal::Sealed;
use domain::{Moment, Role};
use serde::Serialize;

/// A work that was handed in and accepted before this system kept the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportedWorkRow {
    /// Derived from the external key.
    pub work_id: WorkId,
    /// Its key in the file.
    pub external_key: String,
    /// Who made it.
    pub author: KocId,
    /// The author's pseudonymous key in the file.
    pub author_ref: Option<Arc<str>>,
    /// The reviewer's pseudonymous key in the file.
    pub reviewer_ref: String,
    /// When it was handed in.
    pub submitted_at: Moment,
    /// When it was accepted.
    pub accepted_at: Moment,
    /// How often it was revised.
    pub revisions: u32,
    /// How long it is, lines.
    pub lines: u32,
    /// What kind, by the file's code.
    pub kind: String,
    /// Whether author and reviewer are one.
    pub self_reviewed: bool,
    /// When the log came to know it.
    pub recorded_at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// A member of the brand's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperatorRow {
    /// Their id.
    pub operator_id: OperatorId,
    /// Their name.
    pub name: Sealed,
    /// What they may act as.
    pub roles: Vec<Role>,
    /// When they were added.
    pub added_at: Moment,
    /// How they left the team.
    pub left: Option<OperatorLeft>,
    /// The event it comes from.
    pub position: EventId,
}

/// How somebody left the brand's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperatorLeft {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: Sealed,
    /// Who took over their contacts.
    pub handed_over_to: Option<OperatorId>,
    /// Open tasks and live assignments that changed hands.
    pub handed_over: u32,
    /// The event in which they did.
    pub position: EventId,
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalRow {
    /// Who approved.
    pub operator_id: OperatorId,
    /// Whether the admin key said so on their behalf.
    pub asserted_by_admin: bool,
    /// What was approved.
    pub subject: Proposal,
    /// A remark.
    pub note: Option<Sealed>,
    /// When.
    pub given_at: Moment,
    /// Whether a decision rests on it.
    pub used: bool,
    /// Whether it was voided by another change of the member's tier.
    pub lapsed: bool,
    /// The event of that decision.
    pub used_in: Option<EventId>,
    /// The event in which it was given.
    pub position: EventId,
}
