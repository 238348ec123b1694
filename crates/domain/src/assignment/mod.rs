//! An assignment: one task offered to one member, from the offer to the feedback.

mod amendment;
mod automatic;
mod claim;
pub mod command;
mod deadline;
mod ending;
mod entry;
pub mod event;
mod evolve;
mod experience;
mod growth;
mod import;
mod negotiate;
mod offer;
mod overturn;
mod people;
mod personal;
mod review;
mod scorecard;
mod settle;
mod sla;
mod submit;
mod support;
mod v1;
pub mod values;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use amendment::confirm_amendment;
pub(crate) use automatic::approve_by_rule;
pub(crate) use claim::claim;
pub use deadline::due_after_breaks;
pub(crate) use deadline::{
    deadline_reminder, extend_deadline, follow_break, lapse, mark_overdue, remind_deadline,
};
pub(crate) use ending::{cancel, cancel_behind_task, end_with_member, relinquish};
pub(crate) use entry::{disqualify_entry, review_after_results, score_entry};
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use experience::rate_experience;
pub(crate) use growth::growth_challenge;
pub(crate) use import::import_reviewed_work;
pub(crate) use negotiate::{answer_counter_proposal, counter_propose};
pub(crate) use offer::{accept, assign, decline, expire, no_slots_left, tier_too_low, withdraw};
pub(crate) use overturn::{Judged, overturn_review, reverse_overturned};
pub(crate) use people::follow_team;
pub(crate) use review::{acknowledge_feedback, review_work, start_review};
pub(crate) use settle::{settle, settle_approved};
pub(crate) use sla::{flag_overdue_review, review_done};
pub(crate) use submit::{WHOLE_BP, submit_work, withdraw_submission};
pub(crate) use support::{appoint_contact, provide_resource, record_progress};
pub use wording::flagged_words;

use crate::contribution;
use crate::id::{AssignmentId, EventId, KocId, OperatorId, TaskId};
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::task::brief::{Brief, Return};
use crate::time::Moment;
use event::{Reviewer, TaskAssigned, WorkSubmitted};
use values::{ReviewStage, Terms};

/// Where an assignment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssignmentState {
    Offered,
    Negotiating,
    Accepted,
    Declined,
    Expired,
    Withdrawn,
    Submitted,
    InReview,
    RevisionRequested,
    Approved,
    Rejected,
    Relinquished,
    Cancelled,
    Lapsed,
}

impl AssignmentState {
    /// Whether it counts against the task's slots and the member's limit.
    pub(crate) fn is_live(self) -> bool {
        self.is_pending() || self.is_held()
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
            AssignmentState::Negotiating => "NEGOTIATING",
            AssignmentState::Withdrawn => "WITHDRAWN",
            AssignmentState::Relinquished => "RELINQUISHED",
            AssignmentState::Cancelled => "CANCELLED",
            AssignmentState::Lapsed => "LAPSED",
        }
    }

    /// Waits for the member's yes or no.
    pub(crate) fn is_pending(self) -> bool {
        matches!(self, AssignmentState::Offered | AssignmentState::Negotiating)
    }

    /// Agreed, and not at its end: the member holds it.
    pub(crate) fn is_held(self) -> bool {
        use AssignmentState::{Accepted, InReview, RevisionRequested, Submitted};
        matches!(self, Accepted | Submitted | InReview | RevisionRequested)
    }

    /// The member is to hand something in.
    pub(crate) fn is_at_work(self) -> bool {
        matches!(self, AssignmentState::Accepted | AssignmentState::RevisionRequested)
    }
}

/// The newest submission of an assignment.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(crate) work: WorkSubmitted,
    /// Since when it waits for the stage it is in.
    pub(crate) waiting_since: Moment,
    /// The event since which it does.
    pub(crate) since_event: EventId,
    /// Whether the mentor passed it on.
    pub(crate) passed_by_mentor: bool,
    /// What the mentor made of it, hundredths, once they did.
    pub(crate) mentor_score: Option<u16>,
    /// Who holds its review, and for which stage.
    pub(crate) claim: Option<(ReviewStage, Reviewer)>,
}

/// What two sides say of other terms before the member accepts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Negotiation {
    /// Counter-proposals made.
    pub(crate) made: u16,
    /// The newest, while it waits for its answer.
    pub(crate) open: Option<Terms>,
    /// The newest that was answered.
    pub(crate) answered: Option<u16>,
    /// Every term that differs from the offer: on the table, then agreed.
    pub(crate) terms: Terms,
}

/// What the clock has said of the time in which work is due.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    /// Since when the due time is what it is.
    pub(crate) since: Moment,
    /// The reminder given, days ahead; none before the first.
    pub(crate) reminded: Option<u8>,
    /// Whether work was called overdue.
    pub(crate) overdue: bool,
}

impl Deadline {
    fn set(since: Moment) -> Deadline {
        Deadline { since, reminded: None, overdue: false }
    }
}

/// What rules ask of an assignment.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub(crate) state: AssignmentState,
    pub(crate) task: TaskId,
    /// Who answers for it: the member, or whoever leads the team.
    pub(crate) koc: KocId,
    /// Who does the work.
    pub(crate) members: Vec<KocId>,
    pub(crate) offer: TaskAssigned,
    pub(crate) offered_at: Moment,
    /// Until when the offer stands, inclusive.
    pub(crate) offer_ends: Moment,
    /// The brief version on offer, then agreed.
    pub(crate) brief_version: u32,
    pub(crate) negotiation: Negotiation,
    /// When work is due now, before any break of the member; later after a revision.
    pub(crate) submit_by: Moment,
    pub(crate) deadline: Deadline,
    pub(crate) contact: OperatorId,
    /// Things given to work with.
    pub(crate) resources: u16,
    /// The newest that stands.
    pub(crate) submission: Option<Submission>,
    /// Submissions ever handed in.
    pub(crate) handed_in: u16,
    /// When work first came that still stands.
    pub(crate) first_in: Option<Moment>,
    pub(crate) revisions: u16,
    /// The newest outcome of a review.
    pub(crate) judged: Option<Judged>,
    /// Submissions that were reviewed, and whether the member acknowledged.
    pub(crate) reviewed: BTreeMap<u16, bool>,
    /// What the newest review made of its creativity, hundredths.
    pub(crate) creativity: Option<u16>,
    /// What is given all the same, basis points, while the event of its own that a cancelled task
    /// calls for is still to come.
    pub(crate) cancelled_behind: Option<u16>,
    pub(crate) rated: bool,
    /// The event in which its work was approved.
    pub(crate) approved_in: Option<EventId>,
    /// The event in which its team shared it otherwise than it was credited.
    pub(crate) shared_in: Option<EventId>,
    /// Whether that was decided without a person.
    pub(crate) checked_by_rule: bool,
    /// When rejected work can be objected to no more.
    pub(crate) objection_ends: Option<Moment>,
    pub(crate) settled: bool,
}

impl Assignment {
    /// What is given back.
    pub(crate) fn returns(&self) -> &[Return] {
        self.negotiation.terms.returns.as_deref().unwrap_or(&self.offer.returns)
    }

    /// Refuses what only a holder's work allows.
    pub(crate) fn not_held(&self) -> Option<Violation> {
        (!self.state.is_held()).then(|| self.not_active())
    }

    /// The refusal that names where it stands.
    pub(crate) fn not_active(&self) -> Violation {
        Violation::AssignmentNotActive { state: self.state.code().to_owned() }
    }

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
        let brief = task.brief(assignment.brief_version).map(Arc::as_ref);
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
