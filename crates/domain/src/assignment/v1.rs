//! Earlier shapes of what happened to an assignment, so that old logs stay readable.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::event::{AssignmentAccepted, TaskAssigned, WorkSubmitted};
use super::values::{AssignedTo, Attestations, Contributor, ItemSubmitted, Terms, TermsAccepted};
use crate::id::{AssignmentId, KocId, OperatorId, TaskId};
use crate::personal::Sealed;
use crate::task::Selection;
use crate::task::brief::Return;
use crate::task::v1::ReturnV1;
use crate::time::Moment;
use crate::vocabulary::{Horizon, Mode, TierCode};

/// `TaskAssigned`, version 1: only offers, and returns without amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskAssignedV1 {
    assignment_id: AssignmentId,
    task_id: TaskId,
    assignee: AssignedTo,
    brief_version: u32,
    selection: Selection,
    horizon: Horizon,
    mode: Mode,
    offer_expires_at: Option<Moment>,
    submit_by: Moment,
    returns: Vec<ReturnV1>,
    contact_operator: OperatorId,
    message: Sealed,
    tier_at_offer: TierCode,
}

impl From<TaskAssignedV1> for TaskAssigned {
    fn from(old: TaskAssignedV1) -> TaskAssigned {
        TaskAssigned {
            assignment_id: old.assignment_id,
            task_id: old.task_id,
            assignee: old.assignee,
            brief_version: old.brief_version,
            selection: old.selection,
            horizon: old.horizon,
            mode: old.mode,
            offer_expires_at: old.offer_expires_at,
            submit_by: old.submit_by,
            returns: old.returns.into_iter().map(Return::from).collect(),
            contact_operator: old.contact_operator,
            message: Some(old.message),
            tier_at_offer: old.tier_at_offer,
            match_explanation: None,
        }
    }
}

/// `AssignmentAccepted`, version 1: what was agreed was what was offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentAcceptedV1 {
    assignment_id: AssignmentId,
    koc_id: KocId,
    brief_version: u32,
    terms_accepted: TermsAccepted,
}

impl From<AssignmentAcceptedV1> for AssignmentAccepted {
    fn from(old: AssignmentAcceptedV1) -> AssignmentAccepted {
        AssignmentAccepted {
            assignment_id: old.assignment_id,
            koc_id: old.koc_id,
            brief_version: old.brief_version,
            terms_accepted: old.terms_accepted,
            agreed: Terms::default(),
        }
    }
}

/// `WorkSubmitted`, version 1: nothing was said of tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkSubmittedV1 {
    assignment_id: AssignmentId,
    submission_no: u16,
    brief_version: u32,
    items: Vec<ItemSubmitted>,
    note: Option<Sealed>,
    attest: Attestations,
    contributors: Vec<Contributor>,
    effort_hours: Option<u16>,
    late: bool,
}

impl From<WorkSubmittedV1> for WorkSubmitted {
    fn from(old: WorkSubmittedV1) -> WorkSubmitted {
        WorkSubmitted {
            assignment_id: old.assignment_id,
            submission_no: old.submission_no,
            brief_version: old.brief_version,
            items: old.items,
            note: old.note,
            attest: old.attest,
            contributors: old.contributors,
            effort_hours: old.effort_hours,
            late: old.late,
            tags: Vec::new(),
        }
    }
}
