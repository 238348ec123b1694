//! A member: tier, standing, consents, and what their tier decisions rest on.

pub mod command;
pub mod event;
mod rules;
mod track;
pub mod values;

use std::collections::BTreeMap;

pub use event::Event;
pub(crate) use rules::*;
pub use track::Track;

use crate::id::{CandidacyId, EventId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::{Day, Moment};
use crate::vocabulary::{Availability, ConsentPurpose, TierCode};

/// Whether a member takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Takes part; an imported person counts as active.
    Active,
    /// Took a break on that day.
    Paused { from: Day },
    /// Has left.
    Left { good_standing: bool },
}

/// One thing that set a tier, so that a correction can name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TierFact {
    pub(crate) event: EventId,
    /// `None`: left.
    pub(crate) tier: Option<TierCode>,
    pub(crate) effective_on: Day,
    pub(crate) effective_at: Moment,
    /// Whether a later correction replaced it.
    pub(crate) superseded: bool,
}

/// How much a member takes on, as they declared it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) depth: Availability,
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    pub(crate) max_concurrent: Option<u16>,
}

/// What rules ask of a member.
#[derive(Debug, Clone)]
pub struct Koc {
    pub(crate) standing: Standing,
    /// `None` outside the tiers.
    pub(crate) tier: Option<TierCode>,
    /// Every tier fact, in the order of effect; superseded ones stay.
    pub(crate) tier_facts: Vec<TierFact>,
    pub(crate) promoted_on: Option<Day>,
    pub(crate) demoted_on: Option<Day>,
    /// The tier stepped down from and the last day of the right of return.
    pub(crate) right_of_return: Option<(TierCode, Day)>,
    /// A lock and its last day.
    pub(crate) lock: Option<Option<Day>>,
    /// The text version agreed to, by purpose.
    pub(crate) consents: BTreeMap<ConsentPurpose, u16>,
    pub(crate) declared: Option<Declared>,
    /// Open candidacies and their target.
    pub(crate) candidacies: BTreeMap<CandidacyId, TierCode>,
    /// The newest invitation: target, expiry, and whether it was accepted.
    pub(crate) invitation: Option<(TierCode, Moment, bool)>,
    /// An open notice: the tier at risk, and when it may be decided.
    pub(crate) notice: Option<(TierCode, Day)>,
    /// Breaks: first day, last day if over.
    pub(crate) pauses: Vec<(Day, Option<Day>)>,
    /// Offered, accepted, submitted or under review: counts against the limit.
    pub(crate) live_assignments: u16,
    pub(crate) track: Track,
}

impl Koc {
    /// Whether they take part now.
    pub(crate) fn is_active(&self) -> bool {
        self.standing == Standing::Active
    }

    /// Whether a consent stands.
    pub(crate) fn has_consent(&self, purpose: ConsentPurpose) -> bool {
        self.consents.contains_key(&purpose)
    }

    /// How much they take on that day, and fewer live assignments if they said so.
    pub(crate) fn availability(&self, day: Day) -> (Availability, Option<u16>) {
        match self.declared {
            Some(said) if said.from <= day && said.until.is_none_or(|until| day <= until) => {
                (said.depth, said.max_concurrent)
            }
            _ => (Availability::Full, None),
        }
    }
}

/// Takes in what has happened to a member.
pub(crate) fn evolve(_state: &mut State, _event: &Event, _recorded: &Recorded) {}
