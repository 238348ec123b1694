//! Mentors, and the mentorships that are the edges of their graph.

pub mod command;
mod ending;
pub mod event;
mod mentor;
mod pairing;
mod reaction;
mod teaching;
pub mod values;

use std::sync::Arc;

pub(crate) use ending::{complete, end};
pub use event::Event;
pub(crate) use mentor::*;
pub(crate) use pairing::{accept, decline_mentorship, lapse_proposal, propose, transfer};
pub(crate) use reaction::{away_for_long, end_below_bar, recommend};
pub(crate) use teaching::{assess, record_session};

use crate::contribution;
use crate::id::{EventId, KocId, MentorshipId};
use crate::personal::Person;
use crate::programme::Programme;
use crate::recorded::{Context, Recorded};
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::{Day, Moment};
use crate::timer::Timer;
use crate::vocabulary::VocabularyAxis;
use event::{MentorAppointed, MentorshipProposed, MentorshipStarted};
use values::MentorshipParty;

/// A proposal is open for this long. Our own number.
const PROPOSAL_HOURS: i64 = 14 * 24;

/// What rules ask of a mentor.
#[derive(Debug, Clone)]
pub struct Mentor {
    pub(crate) capacity: u16,
    pub(crate) topics: Vec<String>,
    /// Times something was given to teach with.
    pub(crate) grants: u32,
    /// The last day away, open if not given; none while they are there.
    pub(crate) away: Option<Option<Day>>,
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
    Declined,
    Lapsed,
}

impl MentorshipState {
    /// How a refusal names it.
    fn code(self) -> String {
        let code = match self {
            MentorshipState::Proposed => "PROPOSED",
            MentorshipState::Active => "ACTIVE",
            MentorshipState::Completed => "COMPLETED",
            MentorshipState::Ended => "ENDED",
            MentorshipState::Transferred => "TRANSFERRED",
            MentorshipState::Declined => "DECLINED",
            MentorshipState::Lapsed => "LAPSED",
        };
        code.to_owned()
    }
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
    pub(crate) proposed_at: Moment,
}

impl Mentorship {
    /// Whether it is under way and this member is one of the two.
    pub(crate) fn binds(&self, koc_id: KocId) -> bool {
        let party = self.mentor == koc_id || self.mentee == koc_id;
        party && self.state == MentorshipState::Active
    }

    /// When the proposal runs out.
    fn proposal_ends(&self) -> Moment {
        self.proposed_at.plus_hours(PROPOSAL_HOURS)
    }

    fn not_open(&self) -> Violation {
        Violation::MentorshipNotOpen { state: self.state.code() }
    }

    fn not_active(&self) -> Violation {
        Violation::MentorshipNotActive { state: self.state.code() }
    }
}

impl State {
    /// A mentorship.
    fn mentorship(&self, id: MentorshipId) -> Result<&Mentorship, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.mentorships.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// Whose key words about a mentorship are sealed under. Where there is no such mentorship the
    /// rule refuses anyway.
    fn mentee_or_nobody(&self, id: MentorshipId) -> Person {
        self.mentorships.get(&id).map_or(Person([0; 16]), |mentorship| mentorship.mentee.into())
    }

    /// The mentor of a member's active mentorship.
    pub(crate) fn mentor_of(&self, mentee: KocId) -> Option<KocId> {
        let edge = self.mentored_by.get(&mentee)?;
        self.mentorships.get(edge).map(|mentorship| mentorship.mentor)
    }
}

fn check_topics(checks: &mut Checks, programme: &Programme, topics: &[String]) {
    checks.note(field::list("topics", topics));
    let unknown = |topic: &String| programme.unknown_term(VocabularyAxis::Topic, topic);
    checks.note(topics.iter().filter_map(unknown));
}

/// Takes in what has happened to a mentor or a mentorship.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::MentorAppointed(e) => appointed(state, e),
        Event::MentorWentAway(e) => on_mentor(state, e.koc_id, |it| it.away = Some(e.until)),
        Event::MentorCameBack(e) => on_mentor(state, e.koc_id, |it| it.away = None),
        Event::MentorCapacitySet(e) => {
            on_mentor(state, e.koc_id, |it| it.capacity = e.capacity);
        }
        Event::MentorTopicsSet(e) => {
            on_mentor(state, e.koc_id, |it| it.topics.clone_from(&e.topics));
        }
        Event::MentorResourcesGranted(e) => {
            on_mentor(state, e.koc_id, |it| it.grants = it.grants.saturating_add(1));
        }
        Event::MentorRetired(e) => member_left(state, e.koc_id),
        Event::MentorshipDeclined(e) => closed(state, e.mentorship_id, MentorshipState::Declined),
        Event::MentorshipProposalLapsed(e) => {
            closed(state, e.mentorship_id, MentorshipState::Lapsed);
        }
        Event::MentoringSessionHeld(_) | Event::MenteeAssessed(_) => {}
        Event::MentorshipProposed(e) => proposed(state, e, recorded),
        Event::MentorshipAccepted(e) => on_edge(state, e.mentorship_id, |it| match e.by {
            MentorshipParty::Mentor => it.mentor_accepted = true,
            MentorshipParty::Mentee => it.mentee_accepted = true,
        }),
        Event::MentorshipStarted(e) => started(state, e, recorded),
        Event::MentorshipTransferred(e) => {
            over(state, e.mentorship_id, MentorshipState::Transferred);
        }
        Event::MentorshipCompleted(e) => {
            over(state, e.mentorship_id, MentorshipState::Completed);
            let today = state.day_of(recorded.occurred_at);
            let counted_for = state.goes_on_as(e.mentor);
            if let Some(koc) = state.koc_mut(counted_for) {
                koc.track.mentored.push(today);
            }
        }
        Event::MentorshipEnded(e) => over(state, e.mentorship_id, MentorshipState::Ended),
    }
}

/// What follows at once: the mentor of a completed mentorship is credited.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Mentorship(event) = event else { return Ok(Vec::new()) };
    match event {
        Event::MentorshipCompleted(completed) => {
            contribution::credit_completed_mentorship(state, completed, cause, context)
        }
        Event::MentoringSessionHeld(held) => {
            contribution::credit_session(state, held, cause, context)
        }
        _ => Ok(Vec::new()),
    }
}

/// Whoever leaves, or takes back their word to teach, is no mentor any more. Their mentees stay with them on paper until the team
/// gives each to somebody else.
pub(crate) fn member_left(state: &mut State, koc_id: KocId) {
    state.mentors.remove(&koc_id);
}

fn appointed(state: &mut State, event: &MentorAppointed) {
    // One who left and came back may still have mentees of the time before.
    let active =
        |it: &&Arc<Mentorship>| it.mentor == event.koc_id && it.state == MentorshipState::Active;
    let mentees = state.mentorships.values().filter(active).count();
    let mentor = Mentor {
        capacity: event.capacity,
        topics: event.topics.clone(),
        grants: 0,
        away: None,
        active_mentees: u16::try_from(mentees).unwrap_or(u16::MAX),
    };
    state.mentors.insert(event.koc_id, Arc::new(mentor));
}

/// A proposal that will not become a mentorship.
fn closed(state: &mut State, id: MentorshipId, end: MentorshipState) {
    on_edge(state, id, |it| it.state = end);
    state.timers.clear(Timer::LapseMentorshipProposal(id));
}

fn proposed(state: &mut State, event: &MentorshipProposed, recorded: &Recorded) {
    let mentorship = Mentorship {
        state: MentorshipState::Proposed,
        mentor: event.mentor,
        mentee: event.mentee,
        topics: event.topics.clone(),
        until: event.until,
        mentor_accepted: false,
        mentee_accepted: false,
        started_on: None,
        proposed_at: recorded.recorded_at,
    };
    let ends = mentorship.proposal_ends();
    state.mentorships.insert(event.mentorship_id, Arc::new(mentorship));
    state.timers.set(Timer::LapseMentorshipProposal(event.mentorship_id), ends);
}

fn started(state: &mut State, event: &MentorshipStarted, recorded: &Recorded) {
    state.timers.clear(Timer::LapseMentorshipProposal(event.mentorship_id));
    let mentorship = Mentorship {
        state: MentorshipState::Active,
        mentor: event.mentor,
        mentee: event.mentee,
        topics: event.topics.clone(),
        until: event.until,
        mentor_accepted: true,
        mentee_accepted: true,
        started_on: Some(event.started_on),
        proposed_at: recorded.recorded_at,
    };
    state.mentorships.insert(event.mentorship_id, Arc::new(mentorship));
    state.mentored_by.insert(event.mentee, event.mentorship_id);
    let seat = |it: &mut Mentor| it.active_mentees = it.active_mentees.saturating_add(1);
    on_mentor(state, event.mentor, seat);
}

/// An active edge is no longer one: the seat is free, the mentee has no mentor.
fn over(state: &mut State, mentorship_id: MentorshipId, end: MentorshipState) {
    let Ok(mentorship) = state.mentorship(mentorship_id) else { return };
    let (mentor, mentee) = (mentorship.mentor, mentorship.mentee);
    on_edge(state, mentorship_id, |it| it.state = end);
    state.mentored_by.remove(&mentee);
    let seat = |it: &mut Mentor| it.active_mentees = it.active_mentees.saturating_sub(1);
    on_mentor(state, mentor, seat);
}

fn on_mentor(state: &mut State, koc_id: KocId, change: impl FnOnce(&mut Mentor)) {
    if let Some(mentor) = state.mentors.get_mut(&koc_id) {
        change(Arc::make_mut(mentor));
    }
}

fn on_edge(state: &mut State, id: MentorshipId, change: impl FnOnce(&mut Mentorship)) {
    if let Some(mentorship) = state.mentorships.get_mut(&id) {
        change(Arc::make_mut(mentorship));
    }
}
