//! Mentors, and the mentorships that are the edges of their graph.

pub mod command;
pub mod event;
mod rules;
pub mod values;

pub use event::Event;
pub(crate) use rules::*;

use crate::id::{EventId, KocId};
use crate::recorded::{Context, Recorded};
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Day;

/// What rules ask of a mentor.
#[derive(Debug, Clone)]
pub struct Mentor {
    pub(crate) capacity: u16,
    pub(crate) topics: Vec<String>,
    pub(crate) away: bool,
    pub(crate) active_mentees: u16,
}

/// Where a mentorship stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentorshipState {
    Proposed,
    Active,
    Completed,
    Ended,
    Transferred,
}

/// What rules ask of a mentorship.
#[derive(Debug, Clone)]
pub struct Mentorship {
    pub(crate) state: MentorshipState,
    pub(crate) mentor: KocId,
    pub(crate) mentee: KocId,
    pub(crate) topics: Vec<String>,
    pub(crate) until: Day,
    pub(crate) mentor_accepted: bool,
    pub(crate) mentee_accepted: bool,
    pub(crate) started_on: Option<Day>,
}

/// Takes in what has happened to a mentor or a mentorship.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}

/// What follows at once: the mentor of a completed mentorship is credited.
pub(crate) fn react(
    _state: &State,
    _event: &Event,
    _cause: EventId,
    _context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    Ok(Vec::new())
}
