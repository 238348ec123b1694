//! A gathering: any meeting of the brand with its members, from a briefing online to a talk with
//! executives. Who is asked, who comes, what was said and promised.

pub mod command;
mod course;
pub mod event;
mod evolve;
mod guests;
mod reaction;
mod rules;
pub mod values;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};

pub(crate) use course::{cancel, close, publish_minutes, record_attendance, reschedule};
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use guests::{invite, rsvp, tell_guests};
pub(crate) use reaction::*;
pub(crate) use rules::schedule;

use crate::id::{CampaignId, EventId, GatheringId, KocId};
use crate::refusal::Violation;
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::TierCode;
use event::GatheringCancelled;
use values::*;

/// Guests who are told of a change in one commit; the clock tells the others. Our own number: each
/// has two to-dos that move.
const AT_ONCE: usize = 50;

/// Where a gathering stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GatheringState {
    Scheduled,
    Held,
    Closed,
    Cancelled,
}

impl GatheringState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            GatheringState::Scheduled => "SCHEDULED",
            GatheringState::Held => "HELD",
            GatheringState::Closed => "CLOSED",
            GatheringState::Cancelled => "CANCELLED",
        }
    }
}

/// Somebody invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guest {
    /// The event that invited them.
    pub(crate) invited_in: EventId,
    pub(crate) answer: Option<RsvpAnswer>,
    /// Whether they agreed to keep what they hear to themselves.
    pub(crate) nda: bool,
}

/// What rules ask of a gathering.
#[derive(Debug, Clone)]
pub struct Gathering {
    pub(crate) state: GatheringState,
    pub(crate) kind: GatheringKind,
    pub(crate) starts: Moment,
    pub(crate) ends: Moment,
    pub(crate) capacity: Option<u32>,
    pub(crate) min_tier: Option<TierCode>,
    pub(crate) nda_required: bool,
    pub(crate) campaign: Option<CampaignId>,
    pub(crate) guests: OrdMap<KocId, Guest>,
    /// Guests who said yes.
    pub(crate) coming: u32,
    /// Whoever was recorded as having come, or as having stayed away.
    pub(crate) recorded: OrdSet<KocId>,
    /// Those of them who came.
    pub(crate) attended: u32,
    /// What changed last, and the guests who have not heard of it yet.
    pub(crate) news: Option<GuestNews>,
    pub(crate) to_tell: Vector<KocId>,
}

impl Gathering {
    /// Whether it took place.
    pub(crate) fn was_held(&self) -> bool {
        matches!(self.state, GatheringState::Held | GatheringState::Closed)
    }

    /// Whether it is still to come.
    pub(crate) fn is_scheduled(&self) -> bool {
        self.state == GatheringState::Scheduled
    }

    fn state_code(&self) -> String {
        self.state.code().to_owned()
    }

    /// Refuses what only a gathering that is still to come allows.
    fn not_scheduled(&self) -> Option<Violation> {
        let state = || self.state_code();
        (!self.is_scheduled()).then(|| Violation::GatheringNotScheduled { state: state() })
    }

    /// Refuses what changes a gathering that is over or off.
    fn over(&self) -> Option<Violation> {
        let state = || self.state_code();
        (!self.is_scheduled()).then(|| Violation::GatheringOver { state: state() })
    }

    /// Refuses what only a gathering that took place allows.
    pub(crate) fn not_held(&self) -> Option<Violation> {
        let state = || self.state_code();
        (!self.was_held()).then(|| Violation::GatheringNotHeld { state: state() })
    }
}

impl State {
    /// A gathering.
    pub(crate) fn gathering(&self, gathering_id: GatheringId) -> Result<&Gathering, Violation> {
        let missing = || Violation::NotFound { what: gathering_id.to_string() };
        self.gatherings.get(&gathering_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn gathering_mut(&mut self, gathering_id: GatheringId) -> Option<&mut Gathering> {
        self.gatherings.get_mut(&gathering_id).map(Arc::make_mut)
    }

    /// The gatherings still to come that a member is invited to.
    pub(crate) fn gatherings_ahead_of(&self, koc_id: KocId) -> impl Iterator<Item = GatheringId> {
        let all = (koc_id, GatheringId([0; 16]))..=(koc_id, GatheringId([0xff; 16]));
        self.invited_to.range(all).map(|(_, gathering_id)| *gathering_id)
    }
}

/// A gathering ends with what it is for; nothing when it was held or is off already.
pub(crate) fn cancelled_with(
    state: &State,
    gathering_id: GatheringId,
    reason: String,
) -> Option<crate::Event> {
    let gathering = state.gathering(gathering_id).ok()?;
    gathering.is_scheduled().then(|| GatheringCancelled { gathering_id, reason }.into())
}
