//! Contests: who entered, who judged what, where each entry came, how good the crowd is, and who
//! became a candidate.

mod apply;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, ContestId, EventId, KocId, TaskId};
use domain::{Recorded, assignment, contest, koc};
use imbl::OrdMap;
use projection::{Projector, Row, is_of};

pub use query::{ContestFilter, ContestOrder};
pub use rows::*;

/// Every contest and every entry.
#[derive(Debug, Clone, Default)]
pub struct Contests {
    rows: OrdMap<ContestId, Arc<ContestRow>>,
    entries: OrdMap<(ContestId, AssignmentId), Arc<EntryRow>>,
    by_task: OrdMap<TaskId, ContestId>,
    /// The contest each assignment of a contest's task enters, and whose it is.
    by_assignment: OrdMap<AssignmentId, (ContestId, KocId)>,
    /// The contest of each event of results.
    results: OrdMap<EventId, ContestId>,
}

impl Projector for Contests {
    const NAME: &'static str = "contests";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[contest::Event::TYPES, assignment::Event::TYPES, koc::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("contest", row)));
        self.entries.values().for_each(|row| show(Row::new("contestEntry", row)));
    }
}
