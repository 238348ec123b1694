//! Teams: who is in which and does what, what is left to a mentor, how others see them work, how
//! they share; and who has worked together with whom.

mod apply;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, KocId, TeamId};
use domain::{Recorded, assignment, team};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::{TeamFilter, TeamOrder};
pub use rows::*;

/// Every team, and every pair of members who made something together.
#[derive(Debug, Clone, Default)]
pub struct Teams {
    rows: OrdMap<TeamId, Arc<TeamRow>>,
    /// The teams somebody is in, leads, was in or was asked into.
    by_koc: OrdSet<(KocId, TeamId)>,
    /// The team of each assignment of one, and who does it.
    works: OrdMap<AssignmentId, (TeamId, Vec<KocId>)>,
    /// Works that two made together in a team, the lesser id first.
    together: OrdMap<(KocId, KocId), u32>,
}

impl Projector for Teams {
    const NAME: &'static str = "teams";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[team::Event::TYPES, assignment::Event::TYPES])
    }

    /// Every team, then everybody who worked together, by id.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("team", row)));
        for pair in self.pairs() {
            show(Row::new("coMembers", &pair));
        }
    }
}
