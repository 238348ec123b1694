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

use imbl::OrdSet;

use crate::id::ProgrammeId;
use crate::koc;
use crate::matching::values::MatchingWeights;
use crate::recorded::Recorded;
use crate::refusal::{Checks, Violation, field};
use crate::state::State;
use crate::time::{Day, Zone};
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
    /// The first day on which people acted.
    pub(crate) live_on: Option<Day>,
    pub(crate) zone: Zone,
    pub(crate) min_age: u8,
    pub(crate) limits: Limits,
    /// How much each part of a match counts.
    pub(crate) matching_weights: MatchingWeights,
    pub(crate) terms: BTreeMap<VocabularyAxis, OrdSet<String>>,
    /// Words out of use; their codes are not given again.
    pub(crate) retired_terms: OrdSet<(VocabularyAxis, String)>,
    /// Newest text version per purpose; versions are 1 to it.
    pub(crate) consent_texts: BTreeMap<ConsentPurpose, u16>,
}

impl Programme {
    /// Whether the vocabulary has that word.
    pub(crate) fn has_term(&self, axis: VocabularyAxis, code: &str) -> bool {
        self.terms.get(&axis).is_some_and(|terms| terms.contains(code))
    }

    /// The refusal of a word that the vocabulary does not have.
    pub(crate) fn unknown_term(&self, axis: VocabularyAxis, code: &str) -> Option<Violation> {
        let unknown = || Violation::TermUnknown { axis, code: code.to_owned() };
        (!self.has_term(axis, code)).then(unknown)
    }

    /// Notes a list of terms that is too long, and every word in it that the vocabulary does not
    /// have.
    pub(crate) fn check_terms(
        &self,
        checks: &mut Checks,
        axis: VocabularyAxis,
        field: &str,
        terms: &[String],
    ) {
        checks.note(field::list(field, terms));
        checks.note(terms.iter().filter_map(|code| self.unknown_term(axis, code)));
    }

    /// Whether that consent text was published.
    pub(crate) fn has_consent_text(&self, purpose: ConsentPurpose, version: u16) -> bool {
        let newest = self.consent_texts.get(&purpose).copied().unwrap_or(0);
        (1..=newest).contains(&version)
    }
}

/// Takes in what has happened to the programme.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    if let Event::ProgrammeCreated(created) = event {
        state.programme = Some(Arc::new(founded(created)));
    }
    if let Event::ProgrammeWentLive(live) = event {
        let at = state.start_of(live.live_on);
        koc::enrol_all_known(state, recorded.position, live.live_on, at);
        koc::screen::set_timer(state, recorded.recorded_at);
    }
    let Some(programme) = state.programme.as_mut().map(Arc::make_mut) else { return };
    match event {
        Event::ProgrammeCreated(_) => {}
        Event::ProgrammeWentLive(live) => {
            programme.stage = Stage::Live;
            programme.live_on = Some(live.live_on);
        }
        Event::ProgrammeUnfrozen(_) => programme.stage = Stage::Live,
        Event::ProgrammeFrozen(_) => programme.stage = Stage::Frozen,
        Event::ProgrammeLimitsChanged(changed) => programme.limits = changed.limits.clone(),
        Event::MatchingWeightsSet(set) => programme.matching_weights = set.weights,
        Event::VocabularyExtended(extended) => {
            programme.terms.entry(extended.axis).or_default().insert(extended.code.clone());
        }
        Event::TermRetired(retired) => {
            let in_use = programme.terms.entry(retired.axis).or_default();
            in_use.remove(&retired.code);
            programme.retired_terms.insert((retired.axis, retired.code.clone()));
        }
        Event::ConsentTextPublished(published) => {
            programme.consent_texts.insert(published.purpose, published.text_version);
        }
    }
}

fn founded(created: &event::ProgrammeCreated) -> Programme {
    Programme {
        id: created.programme_id,
        stage: Stage::Created,
        live_on: None,
        zone: Zone::named(&created.time_zone).unwrap_or(Zone::UTC),
        min_age: created.min_age,
        limits: Limits::default(),
        matching_weights: MatchingWeights::default(),
        terms: BTreeMap::new(),
        retired_terms: OrdSet::new(),
        consent_texts: BTreeMap::new(),
    }
}
