//! Duties and perks: who holds which role until when, what is due in it next, what was missed,
//! which stipends were accrued and paid, and what each member has that is not money.

mod apply;
mod perks;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{DutyId, KocId, PerkId, RewardId};
use domain::{Recorded, duty, koc, perk, reward};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use perks::{PerkFilter, PerkRow, PerkUse};
pub use query::{DutyFilter, DutyOrder};
pub use rows::*;

/// Every duty and every perk.
#[derive(Debug, Clone, Default)]
pub struct Duties {
    duties: OrdMap<DutyId, Arc<DutyRow>>,
    /// Those of each member.
    of_koc: OrdSet<(KocId, DutyId)>,
    /// The duty and the period of each reward that is a stipend.
    stipends: OrdMap<RewardId, (DutyId, u16)>,
    perks: OrdMap<PerkId, Arc<PerkRow>>,
    perks_of_koc: OrdSet<(KocId, PerkId)>,
}

impl Projector for Duties {
    const NAME: &'static str = "duties";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        let of_members = is_of(kind, &[koc::Event::TYPES]) && kind.name == "KocMerged";
        of_members || is_of(kind, &[duty::Event::TYPES, perk::Event::TYPES, reward::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.duties.values().for_each(|row| show(Row::new("duty", row)));
        self.perks.values().for_each(|row| show(Row::new("perk", row)));
    }
}
