//! Honours: titles, awards and public praise, and the badges that show them.

pub mod command;
pub mod event;
mod reaction;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use reaction::react;
pub(crate) use rules::{confer, issue_badge, lapse, publish_commendation, revoke};

use crate::approval::{self, HonourProposal, Proposal};
use crate::id::{KocId, RecognitionId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::text::LocalText;
use crate::time::Day;
use crate::timer::Timer;

/// Where an honour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is held.
    Conferred,
    /// It was taken back.
    Revoked,
    /// Its time is over.
    Lapsed,
}

impl Standing {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            Standing::Conferred => "CONFERRED",
            Standing::Revoked => "REVOKED",
            Standing::Lapsed => "LAPSED",
        }
    }
}

/// What rules ask of an honour.
#[derive(Debug, Clone)]
pub struct Honour {
    pub(crate) koc_id: KocId,
    pub(crate) standing: Standing,
    pub(crate) title: LocalText,
    pub(crate) unique: bool,
    pub(crate) valid_until: Option<Day>,
}

/// A title as it is compared: equal in either language is the same title.
fn spellings(title: &LocalText) -> [String; 2] {
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    [format!("zh {}", one(&title.zh)), format!("en {}", one(&title.en))]
}

/// Takes in what has happened to an honour.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    match event {
        Event::HonourConferred(e) => {
            let honour = Honour {
                koc_id: e.recipient.koc(),
                standing: Standing::Conferred,
                title: e.title.clone(),
                unique: e.unique,
                valid_until: e.valid_until,
            };
            for spelling in spellings(&e.title) {
                state.held_titles.insert((spelling, e.recognition_id));
            }
            if let Some(until) = e.valid_until {
                state.timers.set(Timer::LapseHonour(e.recognition_id), state.end_of(until));
            }
            state.honours.insert(e.recognition_id, Arc::new(honour));
        }
        Event::CommendationPublished(_) | Event::BadgeIssued(_) => {}
        Event::HonourRevoked(e) => {
            let proposal = HonourProposal { recognition_id: e.recognition_id };
            approval::consume(state, &Proposal::RevokeHonour(proposal));
            ended(state, e.recognition_id, Standing::Revoked);
        }
        Event::HonourLapsed(e) => ended(state, e.recognition_id, Standing::Lapsed),
    }
}

/// Nobody holds it any more; its title is free.
fn ended(state: &mut State, id: RecognitionId, standing: Standing) {
    state.timers.clear(Timer::LapseHonour(id));
    let Some(honour) = state.honours.get_mut(&id) else { return };
    let honour = Arc::make_mut(honour);
    honour.standing = standing;
    for spelling in spellings(&honour.title) {
        state.held_titles.remove(&(spelling, id));
    }
}
