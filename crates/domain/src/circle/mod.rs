//! A circle: a smaller community with a bar and a number of seats, in which things are said first.
//!
//! Nobody is put out by a rule: whoever falls below the bar stays until somebody decides. Whoever
//! leaves the programme leaves its circles with it.

pub mod command;
pub mod event;
mod evolve;
mod reaction;
mod rules;
pub mod values;

use std::sync::Arc;

use imbl::OrdSet;

pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use reaction::react;
pub(crate) use rules::{admit, announce, archive, leave, open};

use crate::id::{CircleId, KocId};
use crate::refusal::Violation;
use crate::state::State;
use crate::vocabulary::TierCode;
use values::OnPromotion;

/// Circles one member may be in, so that leaving them all fits into one commit. Our own number.
const CIRCLES_MAX: usize = 50;

/// What rules ask of a circle.
#[derive(Debug, Clone)]
pub struct Circle {
    pub(crate) min_tier: TierCode,
    pub(crate) capacity: u32,
    pub(crate) on_promotion: OnPromotion,
    pub(crate) members: OrdSet<KocId>,
    pub(crate) archived: bool,
}

impl Circle {
    /// How many are in it.
    pub(crate) fn headcount(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// Refuses a circle that is over.
    pub(crate) fn over(&self) -> Option<Violation> {
        self.archived.then_some(Violation::CircleArchived)
    }

    /// Refuses one more when every seat is taken.
    fn full(&self) -> Option<Violation> {
        let capacity = self.capacity;
        (self.headcount() >= capacity).then_some(Violation::CircleFull { capacity })
    }
}

impl State {
    /// A circle.
    pub(crate) fn circle(&self, circle_id: CircleId) -> Result<&Circle, Violation> {
        let missing = || Violation::NotFound { what: circle_id.to_string() };
        self.circles.get(&circle_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn circle_mut(&mut self, circle_id: CircleId) -> Option<&mut Circle> {
        self.circles.get_mut(&circle_id).map(Arc::make_mut)
    }

    /// The circles a member is in; archived ones are not among them.
    fn circles_of(&self, koc_id: KocId) -> Vec<(CircleId, &Circle)> {
        let from = (koc_id, CircleId([0; 16]));
        let theirs = self.circles_of_koc.range(from..).take_while(|(of, _)| *of == koc_id);
        let circles = theirs.filter_map(|(_, id)| Some((*id, self.circle(*id).ok()?)));
        circles.filter(|(_, circle)| !circle.archived).collect()
    }
}
