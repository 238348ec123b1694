//! An assignment: one task offered to one member, from the offer to the feedback.

pub mod command;
pub mod event;
mod rules;
pub mod values;

pub use event::Event;
pub(crate) use rules::*;

use crate::id::{EventId, KocId, TaskId};
use crate::recorded::{Context, Recorded};
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Moment;
use event::{Reviewer, TaskAssigned, WorkSubmitted};
use values::{ReviewStage, TermsAccepted};

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

/// What rules ask of an assignment.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub(crate) state: AssignmentState,
    pub(crate) task: TaskId,
    pub(crate) koc: KocId,
    pub(crate) offer: TaskAssigned,
    pub(crate) offered_at: Moment,
    pub(crate) terms: Option<TermsAccepted>,
    /// When work is due now; later after a revision.
    pub(crate) submit_by: Moment,
    /// The newest submission and when it came.
    pub(crate) submission: Option<(WorkSubmitted, Moment)>,
    /// The stage the newest submission waits in, and who holds it.
    pub(crate) stage: ReviewStage,
    pub(crate) reviewer: Option<Reviewer>,
    pub(crate) revisions: u16,
    /// Submissions that were reviewed, and whether the member acknowledged.
    pub(crate) reviewed: Vec<(u16, bool)>,
}

/// Takes in what has happened to an assignment.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}

/// What follows at once: approved and imported work is credited.
pub(crate) fn react(
    _state: &State,
    _event: &Event,
    _cause: EventId,
    _context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    Ok(Vec::new())
}
