//! An assignment: one task offered to one member, from the offer to the feedback.

mod automatic;
mod claim;
pub mod command;
pub mod event;
mod evolve;
mod import;
mod offer;
mod personal;
mod review;
mod scorecard;
mod settle;
mod submit;
mod v1;
pub mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use automatic::approve_by_rule;
pub(crate) use claim::claim;
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use import::import_reviewed_work;
pub(crate) use offer::{accept, assign, decline, expire, no_slots_left, tier_too_low};
pub(crate) use review::{acknowledge_feedback, review_work, start_review};
pub(crate) use settle::{settle, settle_approved};
pub(crate) use submit::{WHOLE_BP, submit_work};

use crate::contribution;
use crate::id::{AssignmentId, EventId, KocId, TaskId};
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::task::brief::Brief;
use crate::time::Moment;
use event::{Reviewer, TaskAssigned, WorkSubmitted};
use values::ReviewStage;

/// Where an assignment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssignmentState {
    Offered,
    Accepted,
    Declined,
    Expired,
    Submitted,
    InReview,
    RevisionRequested,
    Approved,
    Rejected,
}

impl AssignmentState {
    /// Whether it counts against the task's slots and the member's limit.
    pub(crate) fn is_live(self) -> bool {
        match self {
            AssignmentState::Offered
            | AssignmentState::Accepted
            | AssignmentState::Submitted
            | AssignmentState::InReview
            | AssignmentState::RevisionRequested => true,
            AssignmentState::Declined
            | AssignmentState::Expired
            | AssignmentState::Approved
            | AssignmentState::Rejected => false,
        }
    }

    /// How a refusal names it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            AssignmentState::Offered => "OFFERED",
            AssignmentState::Accepted => "ACCEPTED",
            AssignmentState::Declined => "DECLINED",
            AssignmentState::Expired => "EXPIRED",
            AssignmentState::Submitted => "SUBMITTED",
            AssignmentState::InReview => "IN_REVIEW",
            AssignmentState::RevisionRequested => "REVISION_REQUESTED",
            AssignmentState::Approved => "APPROVED",
            AssignmentState::Rejected => "REJECTED",
        }
    }
}

/// The newest submission of an assignment.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(crate) work: WorkSubmitted,
    /// Since when it waits for the stage it is in.
    pub(crate) waiting_since: Moment,
    /// Whether the mentor passed it on.
    pub(crate) passed_by_mentor: bool,
    /// Who holds its review, and for which stage.
    pub(crate) claim: Option<(ReviewStage, Reviewer)>,
}

/// What rules ask of an assignment.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub(crate) state: AssignmentState,
    pub(crate) task: TaskId,
    pub(crate) koc: KocId,
    pub(crate) offer: TaskAssigned,
    pub(crate) offered_at: Moment,
    /// When work is due now; later after a revision.
    pub(crate) submit_by: Moment,
    pub(crate) submission: Option<Submission>,
    pub(crate) revisions: u16,
    /// Submissions that were reviewed, and whether the member acknowledged.
    pub(crate) reviewed: BTreeMap<u16, bool>,
    /// What the newest review made of its creativity, hundredths.
    pub(crate) creativity: Option<u16>,
    /// The event in which its work was approved.
    pub(crate) approved_in: Option<EventId>,
    /// Whether that was decided without a person.
    pub(crate) checked_by_rule: bool,
    /// When rejected work can be objected to no more.
    pub(crate) objection_ends: Option<Moment>,
    pub(crate) settled: bool,
}

impl Assignment {
    /// The submission that was approved.
    pub(crate) fn approved_work(&self) -> Option<&WorkSubmitted> {
        let approved = self.state == AssignmentState::Approved;
        self.submission.as_ref().map(|submission| &submission.work).filter(|_| approved)
    }
}

impl State {
    /// An assignment.
    pub(crate) fn assignment(&self, id: AssignmentId) -> Result<&Assignment, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.assignments.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// The same, to take in what has happened to it.
    pub(crate) fn assignment_mut(&mut self, id: AssignmentId) -> Option<&mut Assignment> {
        self.assignments.get_mut(&id).map(Arc::make_mut)
    }

    /// The brief version an assignment is under; the work is judged by it.
    pub(crate) fn agreed_brief(&self, assignment: &Assignment) -> Result<&Brief, Violation> {
        let task = self.task(assignment.task)?;
        let brief = task.brief(assignment.offer.brief_version).map(Arc::as_ref);
        brief.ok_or_else(|| Violation::NotFound { what: assignment.task.to_string() })
    }
}

/// What follows at once: approved and imported work is credited.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Assignment(event) = event else { return Ok(Vec::new()) };
    match event {
        Event::WorkApproved(approved) => {
            contribution::credit_approved_work(state, approved, cause, context)
        }
        Event::ReviewedWorkImported(work) => contribution::credit_imported_work(state, work, cause),
        _ => Ok(Vec::new()),
    }
}
