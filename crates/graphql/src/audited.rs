//! Decisions with their evidence computed again, kept between queries.
//!
//! Whoever asks first has the whole log read; later only what was recorded since is. A query whose
//! time is over keeps what it has read, so the next one goes on from there.

use std::sync::{Arc, Mutex, PoisonError};

use audit::evidence::{Decision, Decisions};
use domain::id::EventId;
use engine::{Engine, EngineError};

/// Events read between two looks at the clock. Our own number.
const EVENTS_BETWEEN_LOOKS: usize = 1_000;

/// Every decision about a tier as far as somebody asked.
#[derive(Default)]
pub(crate) struct Audited(Mutex<Decisions>);

impl Audited {
    /// The decisions up to a position; none when `is_late` before they were all read. Blocks.
    pub(crate) fn upto(
        &self,
        engine: &Engine,
        position: EventId,
        is_late: impl Fn() -> bool,
    ) -> Result<Option<Vec<Arc<Decision>>>, EngineError> {
        let mut decisions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = EventId(decisions.position().0 + 1);
        let missing = usize::try_from(position.0.saturating_sub(next.0 - 1)).unwrap_or(usize::MAX);
        for (index, entry) in engine.entries(next).take(missing).enumerate() {
            if index % EVENTS_BETWEEN_LOOKS == 0 && is_late() {
                return Ok(None);
            }
            // What only a newer program knows cannot be looked into.
            if let Ok(recorded) = entry?.known() {
                decisions.apply(&recorded);
            }
        }
        let known = decisions.rows().iter().filter(|row| row.position <= position);
        Ok(Some(known.cloned().collect()))
    }
}
