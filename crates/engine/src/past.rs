//! The programme as the log knew it earlier: each read model is folded when it is first looked at,
//! from the events it reads, and kept for the next who asks.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use domain::id::{EventId, KocId};
use domain::{Event, Moment};
use event_log::{LogStore, RawRecord, replay};

use crate::along::Along;
use crate::engine::Engine;
use crate::entry::Stored;
use crate::error::EngineError;
use crate::fold::DECODERS;
use crate::model::Folded;
use crate::read_models::View;
use crate::shared::Shared;

/// Read models kept, the least lately used go first. Our own number: one whole view and some.
const KEPT_MAX: usize = 16;
/// Positions folded between two looks at the clock. Our own number: a fraction of a second.
const STRETCH: u64 = 1 << 18;

/// How long a view of the past may take, and who is told.
#[derive(Clone, Default)]
pub struct Patience {
    /// Folding stops then; what was folded is kept, and whoever asks again goes on from there.
    pub until: Option<Instant>,
    /// Told of each stretch: which read model, how far it is, and where it ends.
    pub tell: Option<Tell>,
}

/// Told which read model is folded, how far it is, and where it ends.
pub type Tell = Arc<dyn Fn(&'static str, EventId, EventId) + Send + Sync>;

/// Why a read model of the past is not there.
#[derive(Debug, thiserror::Error)]
pub enum Unfolded {
    /// The time was over.
    #[error(
        "the read model `{model}` as of position {} is folded up to position {}", .to.0, .reached.0
    )]
    Late {
        /// The read model.
        model: &'static str,
        /// How far it came; the next who asks goes on from there.
        reached: EventId,
        /// Where it ends.
        to: EventId,
    },
    /// The log could not be read.
    #[error(transparent)]
    Failed(#[from] EngineError),
}

/// A moment of the past, and what opens it.
pub(crate) struct Past {
    shared: Arc<Shared>,
    pub(crate) position: EventId,
    pub(crate) known_at: Option<Moment>,
    /// Who was forgotten since, or before: a view of the past does not know them either.
    forgotten: Vec<KocId>,
    patience: Patience,
    unfolded: OnceLock<Unfolded>,
}

impl fmt::Debug for Past {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Past({})", self.position.0)
    }
}

impl Engine {
    /// The first and the last of the positions that one command recorded together with this one;
    /// between them nothing was ever published. `None` where nothing is recorded.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn recorded_together(
        &self,
        position: EventId,
    ) -> Result<Option<(EventId, EventId)>, EngineError> {
        let Some(entry) = self.entry(position)? else { return Ok(None) };
        let commit = self.log().command(&entry.command_id.0);
        Ok(commit.map(|it| (EventId(it.first), EventId(it.first + u64::from(it.count) - 1))))
    }

    /// The programme as the log knew it at `position`, at most the newest. Costs nothing until a
    /// part of it is looked at: that part is then folded, on the caller's thread, unless it is
    /// kept. A part that was not folded is empty, and [`View::unfolded`] says why.
    ///
    /// # Errors
    /// When the record at the position cannot be read.
    pub fn view_at(&self, position: EventId, patience: Patience) -> Result<Arc<View>, EngineError> {
        let recorded_at = self.entry(position)?.map(|entry| entry.recorded_at);
        Ok(self.view_then(position, recorded_at, patience))
    }

    /// The same, as the log knew it at `moment`.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn view_known_at(
        &self,
        moment: Moment,
        patience: Patience,
    ) -> Result<Arc<View>, EngineError> {
        let position = EventId(self.first_recorded(|at| at > moment.0)? - 1);
        Ok(self.view_then(position, Some(moment), patience))
    }

    fn view_then(
        &self,
        position: EventId,
        known_at: Option<Moment>,
        patience: Patience,
    ) -> Arc<View> {
        let newest = self.view();
        if position >= newest.position {
            let mut view = (*newest).clone();
            view.known_at = known_at;
            return Arc::new(view);
        }
        let forgotten = newest.state.erased().map(|person| KocId(person.0)).collect();
        let (shared, unfolded) = (Arc::clone(self.shared()), OnceLock::new());
        let past = Past { shared, position, known_at, forgotten, patience, unfolded };
        Arc::new(View::of_the_past(past))
    }
}

impl Past {
    pub(crate) fn unfolded(&self) -> Option<&Unfolded> {
        self.unfolded.get()
    }

    /// The read model; empty when it could not be folded.
    pub(crate) fn fold<M: Folded>(&self) -> M {
        self.try_fold().unwrap_or_else(|unfolded| {
            // The first reason stays.
            let _ = self.unfolded.set(unfolded);
            M::default()
        })
    }

    fn try_fold<M: Folded>(&self) -> Result<M, Unfolded> {
        let kept = &self.shared.kept;
        let (model, reached) = kept.up_to::<M>(self.position);
        if reached == self.position {
            return Ok(self.without(model));
        }
        // One at a time: whoever waits goes on from what the other has folded.
        let _building = kept.building();
        let (mut model, mut reached) = kept.up_to::<M>(self.position);
        while reached < self.position {
            if self.patience.until.is_some_and(|until| Instant::now() >= until) {
                kept.keep(reached, model);
                return Err(Unfolded::Late { model: M::NAME, reached, to: self.position });
            }
            let end = EventId((reached.0 + STRETCH).min(self.position.0));
            take_in(&mut model, &self.shared, reached, end)?;
            reached = end;
            if let Some(tell) = &self.patience.tell {
                tell(M::NAME, reached, self.position);
            }
        }
        kept.keep(reached, model.clone());
        Ok(self.without(model))
    }

    fn without<M: Folded>(&self, mut model: M) -> M {
        self.forgotten.iter().for_each(|person| model.drop_person(*person));
        model
    }
}

/// Takes in what the model reads of the events behind `after`, up to `upto`.
fn take_in<M: Folded>(
    model: &mut M,
    shared: &Shared,
    after: EventId,
    upto: EventId,
) -> Result<(), EngineError> {
    let reads = read_types::<M>();
    let decode = |record: &RawRecord<'_>| {
        let read = reads.get(usize::from(record.envelope.event_type)).is_some_and(|it| *it);
        read.then(|| Stored::of(&record.envelope, record.payload))
    };
    let mut failed = None;
    replay(&shared.log, after.0 + 1..upto.0 + 1, DECODERS, decode, |stored| match stored {
        _ if failed.is_some() => {}
        Ok(Stored::Event(recorded)) => model.take_in(&recorded),
        // Nobody here knows what it says.
        Ok(Stored::Newer(_)) => {}
        Err(error) => failed = Some(error),
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Whether the model reads it, by the number of a type.
fn read_types<M: Folded>() -> Vec<bool> {
    let mut reads = Vec::new();
    for kind in Event::types().filter(|kind| M::reads(kind)) {
        let number = usize::from(kind.number);
        reads.resize(reads.len().max(number + 1), false);
        reads[number] = true;
    }
    reads
}

/// Read models as they were at some positions.
#[derive(Default)]
pub(crate) struct Kept {
    models: Mutex<Models>,
    building: Mutex<()>,
}

#[derive(Default)]
struct Models {
    kept: Vec<KeptModel>,
    uses: u64,
}

struct KeptModel {
    name: &'static str,
    position: EventId,
    used: u64,
    /// Not let go: kept since the log was opened.
    for_good: bool,
    model: Box<dyn Any + Send + Sync>,
}

impl Kept {
    fn building(&self) -> MutexGuard<'_, ()> {
        self.building.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn models(&self) -> MutexGuard<'_, Models> {
        self.models.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The newest kept model of that position or before it, and its position.
    fn up_to<M: Folded>(&self, position: EventId) -> (M, EventId) {
        let mut models = self.models();
        models.uses += 1;
        let uses = models.uses;
        let fitting = models.kept.iter_mut();
        let fitting = fitting.filter(|kept| kept.name == M::NAME && kept.position <= position);
        let Some(kept) = fitting.max_by_key(|kept| kept.position) else {
            return (M::default(), EventId(0));
        };
        kept.used = uses;
        match kept.model.downcast_ref::<M>() {
            Some(model) => (model.clone(), kept.position),
            None => (M::default(), EventId(0)),
        }
    }

    /// Keeps what the model was along the way, as long as the log is open.
    pub(crate) fn keep_for_good<M: Folded>(&self, along: Along<M>) {
        let mut models = self.models();
        for (position, model) in along.into_models() {
            let (used, name) = (models.uses, M::NAME);
            let (for_good, model) = (true, Box::new(model));
            models.kept.push(KeptModel { name, position, used, for_good, model });
        }
    }

    fn keep<M: Folded>(&self, position: EventId, model: M) {
        let dropped = {
            let mut models = self.models();
            models.uses += 1;
            let (used, name) = (models.uses, M::NAME);
            models.kept.retain(|it| it.for_good || (it.name, it.position) != (name, position));
            let (for_good, model) = (false, Box::new(model));
            models.kept.push(KeptModel { name, position, used, for_good, model });
            let ends = models.kept.iter().enumerate().filter(|(_, kept)| !kept.for_good);
            let many = ends.clone().count() > KEPT_MAX;
            let oldest = ends.min_by_key(|(_, kept)| kept.used).map(|(index, _)| index);
            oldest.filter(|_| many).map(|index| models.kept.swap_remove(index))
        };
        // Much may hang on it: nobody waits for that with the lock held.
        drop(dropped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Recorded;
    use domain::event::EventType;

    #[derive(Clone, Default)]
    struct Nothing(u32);

    impl Folded for Nothing {
        const NAME: &'static str = "nothing";

        fn reads(_: &EventType) -> bool {
            false
        }

        fn take_in(&mut self, _: &Recorded) {}

        fn drop_person(&mut self, _: KocId) {}
    }

    #[test]
    fn the_newest_before_is_found_and_the_least_used_is_let_go() {
        let kept = Kept::default();
        for number in 1..=KEPT_MAX as u32 {
            kept.keep(EventId(u64::from(number) * 10), Nothing(number));
        }
        let found = |position| {
            let (Nothing(number), at) = kept.up_to::<Nothing>(EventId(position));
            (number, at.0)
        };
        assert_eq!(found(9), (0, 0));
        assert_eq!(found(10), (1, 10));
        assert_eq!(found(29), (2, 20));
        kept.keep(EventId(5), Nothing(99));
        assert_eq!(found(39), (2, 20), "30 was used least lately");
        assert_eq!(found(7), (99, 5));
    }

    #[test]
    fn what_is_kept_for_good_stays_whatever_else_is_kept() {
        let kept = Kept::default();
        kept.keep_for_good(Along::of(vec![(EventId(1), Nothing(1)), (EventId(500), Nothing(500))]));
        for number in 0..3 * KEPT_MAX as u64 {
            kept.keep(EventId(1_000 + number), Nothing(7));
        }
        let found = |position| kept.up_to::<Nothing>(EventId(position)).1.0;
        assert_eq!([found(0), found(499), found(999)], [0, 1, 500]);
        assert_eq!(kept.models().kept.len(), KEPT_MAX + 2);
    }
}
