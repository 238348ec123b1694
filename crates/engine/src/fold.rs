//! The whole log folded, as a programme does when it opens.
//!
//! Records are decoded ahead on other cores, in order; the state of rules is folded beside the read
//! models, which do not know each other. Each sees every event once, in order of position, so what
//! comes out is what one thread would give.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use domain::{Moment, Recorded, State};
use event_log::{LogStore, RawRecord, replay};
use projector_tiers::TierMembership;

use crate::along::Along;
use crate::entry::Stored;
use crate::error::EngineError;
use crate::read_models::View;

/// Threads that decode. Our own number: folding takes longer than decoding.
pub(crate) const DECODERS: NonZeroUsize = NonZeroUsize::new(2).expect("not zero");
/// Events handed on at a time, and how often the state of rules may be that far behind.
const CHUNK: usize = 4_096;
const CHUNKS_BEHIND: usize = 2;

/// What a log comes to.
pub(crate) struct Folded {
    pub(crate) state: State,
    pub(crate) view: View,
    /// When its newest record was made.
    pub(crate) last_recorded_at: Option<Moment>,
    /// The tier model along the way, so that a view of the past need not begin at the beginning.
    pub(crate) along: Along<TierMembership>,
    /// Why no command may be taken, if so: an event that only a newer program knows.
    pub(crate) stops: Option<String>,
}

/// Folds every record.
///
/// # Errors
/// When stored bytes are not what was written, or hold what no program knows.
pub(crate) fn whole(log: &impl LogStore) -> Result<Folded, EngineError> {
    thread::scope(|scope| {
        let (to_rules, chunks) = sync_channel(CHUNKS_BEHIND);
        let rules = scope.spawn(move || state_of(&chunks));
        let mut models = Models {
            to_rules,
            chunk: Vec::with_capacity(CHUNK),
            view: View::default(),
            along: Along::default(),
            last_recorded_at: None,
            stops: None,
        };
        let mut failed = None;
        let decode = |record: &RawRecord<'_>| Some(Stored::of(&record.envelope, record.payload));
        replay(log, 1..u64::MAX, DECODERS, decode, |stored| match stored {
            // What follows an error is not folded.
            _ if failed.is_some() => {}
            Ok(stored) => models.take(stored),
            Err(error) => failed = Some(error),
        })?;
        models.hand_on();
        let Models { to_rules, view, along, last_recorded_at, stops, .. } = models;
        drop(to_rules);
        let state = rules.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(Folded { state, view, along, last_recorded_at, stops }),
        }
    })
}

/// The read models on this thread, and what is to be folded next.
struct Models {
    to_rules: SyncSender<Arc<Vec<Recorded>>>,
    chunk: Vec<Recorded>,
    view: View,
    along: Along<TierMembership>,
    last_recorded_at: Option<Moment>,
    stops: Option<String>,
}

impl Models {
    fn take(&mut self, stored: Stored) {
        match stored {
            Stored::Event(recorded) => {
                self.last_recorded_at = Some(recorded.recorded_at);
                self.chunk.push(recorded);
                if self.chunk.len() == CHUNK {
                    self.hand_on();
                }
            }
            Stored::Newer(entry) => {
                self.hand_on();
                self.last_recorded_at = Some(entry.recorded_at);
                self.stops = self.stops.take().or_else(|| entry.stops_commands());
                self.view.pass_over(entry.position);
            }
        }
    }

    /// The chunk goes to the rules, and into the read models.
    fn hand_on(&mut self) {
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        let chunk = Arc::new(chunk);
        // Whoever takes it goes away only by a panic, which is found when it is joined.
        let _ = self.to_rules.send(chunk.clone());
        for recorded in &*chunk {
            self.view.apply(recorded);
            self.along.pass(recorded, &self.view.tiers);
        }
    }
}

/// The state of rules after all chunks.
fn state_of(chunks: &Receiver<Arc<Vec<Recorded>>>) -> State {
    let mut state = State::default();
    for chunk in chunks {
        chunk.iter().for_each(|recorded| state.evolve(recorded));
    }
    state
}
