//! The programme itself: its zone, limits and vocabulary, and the phase it is in.

pub mod command;
pub mod event;
mod limits;
mod rules;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use event::Event;
pub use limits::{HorizonWindows, Limits, QuietHours, TierLimit};
pub(crate) use rules::*;

use crate::id::ProgrammeId;
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Zone;
use crate::vocabulary::{ConsentPurpose, VocabularyAxis};

/// The phase a programme is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Set up; history may be imported.
    Created,
    /// People act.
    Live,
    /// All but reading stops.
    Frozen,
}

/// What rules ask of the programme.
#[derive(Debug, Clone)]
pub struct Programme {
    pub(crate) id: ProgrammeId,
    pub(crate) stage: Stage,
    pub(crate) zone: Zone,
    pub(crate) min_age: u8,
    pub(crate) limits: Limits,
    pub(crate) terms: BTreeMap<VocabularyAxis, Vec<String>>,
    /// Newest text version per purpose; versions are 1 to it.
    pub(crate) consent_texts: BTreeMap<ConsentPurpose, u16>,
}

/// Takes in what has happened to the programme.
pub(crate) fn evolve(state: &mut State, event: &Event, _recorded: &Recorded) {
    if let Event::ProgrammeCreated(created) = event {
        state.programme = Some(Arc::new(Programme {
            id: created.programme_id,
            stage: Stage::Created,
            zone: Zone::named(&created.time_zone).unwrap_or(Zone::UTC),
            min_age: created.min_age,
            limits: Limits::default(),
            terms: BTreeMap::new(),
            consent_texts: BTreeMap::new(),
        }));
    }
}
