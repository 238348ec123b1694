//! Cars of the brand and their loans: the calendar, who has which car, how it went out and came
//! back, and how often the brand itself was in time.

mod apply;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, KocId, LoanId, VehicleId};
use domain::{Moment, Recorded, operator, vehicle};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::{LoanFilter, VehicleFilter, VehicleOrder};
pub use rows::*;

/// Every car and every loan.
#[derive(Debug, Clone, Default)]
pub struct Vehicles {
    rows: OrdMap<VehicleId, Arc<VehicleRow>>,
    loans: OrdMap<LoanId, Arc<LoanRow>>,
    /// The loans of a car, by when they begin.
    by_vehicle: OrdSet<(VehicleId, Moment, LoanId)>,
    by_koc: OrdSet<(KocId, LoanId)>,
    by_work: OrdSet<(AssignmentId, LoanId)>,
    /// Loans of which something is still to come, by when that is.
    next: OrdSet<(Moment, LoanId)>,
}

impl Projector for Vehicles {
    const NAME: &'static str = "vehicles";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[vehicle::Event::TYPES, operator::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("vehicle", row)));
        self.loans.values().for_each(|row| show(Row::new("loan", row)));
    }
}
