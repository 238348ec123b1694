//! What a read model was along the way, while the log is folded from its first event.

use domain::Recorded;
use domain::id::EventId;

use crate::model::Folded;

/// Events that the model reads between two that are kept, and how many are kept at most. Our own
/// numbers: rows that do not change from one to the next are shared.
const APART: u64 = 200_000;
/// Even, so that those left are evenly apart.
const MOST: usize = 8;

/// The model at some positions, evenly apart by the events it reads.
pub(crate) struct Along<M> {
    kept: Vec<(EventId, M)>,
    apart: u64,
    since: u64,
}

impl<M> Default for Along<M> {
    fn default() -> Along<M> {
        Along { kept: Vec::new(), apart: APART, since: 0 }
    }
}

impl<M: Folded> Along<M> {
    /// The model has taken in the event.
    pub(crate) fn pass(&mut self, recorded: &Recorded, model: &M) {
        if !M::reads(recorded.event.event_type()) {
            return;
        }
        self.since += 1;
        if self.since < self.apart {
            return;
        }
        self.since = 0;
        self.kept.push((recorded.position, model.clone()));
        if self.kept.len() > MOST {
            // Every second one goes, this one among them; from here on they are twice as far apart.
            let mut number = 0;
            self.kept.retain(|_| {
                number += 1;
                number % 2 == 0
            });
            self.since = self.apart;
            self.apart *= 2;
        }
    }

    /// With these kept.
    #[cfg(test)]
    pub(crate) fn of(kept: Vec<(EventId, M)>) -> Along<M> {
        Along { kept, ..Along::default() }
    }

    pub(crate) fn into_models(self) -> Vec<(EventId, M)> {
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::State;
    use domain::id::ProgrammeId;
    use domain::programme::event::ProgrammeUnfrozen;
    use testkit::recording::Recording;

    use super::*;

    #[test]
    fn at_most_so_many_are_kept_evenly_apart_and_the_newest_ones_too() {
        let mut recording = Recording::at("2025-03-01T02:00:00Z");
        let programme_id = ProgrammeId([7; 16]);
        recording.record(ProgrammeUnfrozen { programme_id, reason: "over".to_owned() });
        let (mut along, mut recorded) = (Along::<Arc<State>>::default(), recording.log.remove(0));
        along.apart = 10;
        for position in 1..=1_000 {
            recorded.position = EventId(position);
            along.pass(&recorded, &Arc::default());
        }
        let kept: Vec<u64> = along.into_models().iter().map(|(position, _)| position.0).collect();
        assert!(kept.len() > MOST / 2 && kept.len() <= MOST, "{kept:?}");
        let gaps: Vec<u64> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let last = 1_000 - kept[kept.len() - 1];
        assert!(gaps.iter().all(|gap| *gap == gaps[0] && last <= *gap), "{kept:?}");
    }
}
