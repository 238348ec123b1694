//! A car of the brand for tests and loans (S4, 试驾车支持): its calendar, who has it, how it went
//! out and how it came back, and whether the brand itself was in time.
//!
//! Loans are in the stream of their car, so that «no double booking» is a rule of one stream. The
//! calendar is ordered by when a loan begins, and what it holds does not overlap: whether a time is
//! free is asked of the neighbours alone.

mod book;
pub mod command;
pub mod event;
mod evolve;
mod fleet;
mod hand;
mod reaction;
pub mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

pub(crate) use book::{approve, cancel, refuse, request, schedule};
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use fleet::{register, retire, return_to_service, send_to_workshop};
pub(crate) use hand::{close, deliver, extend, give_back, mark_overdue};
pub(crate) use reaction::{end_loans, react};

use crate::id::{AssignmentId, KocId, LoanId, OperatorId, VehicleId};
use crate::personal::Person;
use crate::refusal::{Violation, code_of};
use crate::state::State;
use crate::time::{Day, Moment};
use values::{CarPart, DeliverySlot, LoanState};

/// Where a car is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// It can be lent.
    In,
    /// In the workshop; until when, if that is known.
    Workshop { until: Option<Moment> },
    /// No longer in the fleet.
    Retired,
}

impl Service {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            Service::In => "IN_SERVICE",
            Service::Workshop { .. } => "WORKSHOP",
            Service::Retired => "RETIRED",
        }
    }
}

/// What rules ask of a car.
#[derive(Debug, Clone)]
pub struct Vehicle {
    pub(crate) service: Service,
    pub(crate) keeper: OperatorId,
    /// The newest reading, kilometres.
    pub(crate) odometer_km: u32,
    /// What is approved and not back, by its beginning: its end, exclusive, and which loan.
    pub(crate) calendar: OrdMap<Moment, (Moment, LoanId)>,
    /// Loans of which something is still to come.
    pub(crate) live: OrdSet<LoanId>,
    /// The loan it is out on.
    pub(crate) out: Option<LoanId>,
}

impl Vehicle {
    /// The loan that holds the car at some time from `from` to `until`, exclusive; another than
    /// `but`.
    fn booked(&self, from: Moment, until: Moment, but: LoanId) -> Option<LoanId> {
        // What is booked does not overlap, so of those that begin before, the last ends last.
        let before = self.calendar.range(..until).rev();
        let mut others = before.filter(|(_, (_, loan_id))| *loan_id != but);
        others.next().filter(|(_, (end, _))| *end > from).map(|(_, (_, loan_id))| *loan_id)
    }

    /// Refuses a time that is booked.
    fn double_booked(&self, from: Moment, until: Moment, but: LoanId) -> Option<Violation> {
        self.booked(from, until, but).map(|loan_id| Violation::VehicleDoubleBooked { loan_id })
    }

    /// Refuses a car that cannot be had from that time on.
    fn not_in_service(&self, from: Moment) -> Option<Violation> {
        let away = match self.service {
            Service::In => false,
            Service::Workshop { until } => until.is_none_or(|until| from < until),
            Service::Retired => true,
        };
        away.then(|| self.away())
    }

    fn away(&self) -> Violation {
        Violation::VehicleNotInService { state: self.service.code().to_owned() }
    }
}

/// How a car went out.
#[derive(Debug, Clone)]
pub(crate) struct GivenOut {
    pub(crate) at: Moment,
    pub(crate) odometer_km: u32,
    pub(crate) damaged: BTreeSet<CarPart>,
}

/// What rules ask of a loan.
#[derive(Debug, Clone)]
pub struct Loan {
    pub(crate) state: LoanState,
    pub(crate) vehicle: VehicleId,
    pub(crate) koc: KocId,
    pub(crate) assignment: Option<AssignmentId>,
    pub(crate) requested_at: Moment,
    pub(crate) from: Moment,
    /// When the car is due back.
    pub(crate) until: Moment,
    /// Until when the licence that was seen is valid.
    pub(crate) licence_until: Option<Day>,
    pub(crate) slot: Option<DeliverySlot>,
    /// The end of the slot the brand is late by.
    pub(crate) promised_until: Option<Moment>,
    pub(crate) handler: Option<OperatorId>,
    pub(crate) given_out: Option<GivenOut>,
}

impl Loan {
    fn state_code(&self) -> String {
        code_of(&self.state)
    }

    /// Refuses a car the member does not have.
    fn not_out(&self) -> Option<Violation> {
        (!self.state.is_out()).then(|| Violation::LoanNotOut { state: self.state_code() })
    }
}

impl State {
    /// A car of the brand.
    pub(crate) fn vehicle(&self, id: VehicleId) -> Result<&Vehicle, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.vehicles.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// A loan of one.
    pub(crate) fn loan(&self, id: LoanId) -> Result<&Loan, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.loans.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// Whose key words about a loan are sealed under. Without a loan the rule refuses, and nothing
    /// is recorded under nobody's key.
    fn borrower(&self, id: LoanId) -> Person {
        self.loans.get(&id).map_or(Person([0; 16]), |loan| loan.koc.into())
    }

    /// Loans of a member of which something is still to come.
    pub(crate) fn live_loans_of(&self, koc_id: KocId) -> impl Iterator<Item = LoanId> {
        let all = (koc_id, LoanId([0; 16]))..=(koc_id, LoanId([0xff; 16]));
        self.live_loans.range(all).map(|(_, loan_id)| *loan_id)
    }

    /// Who answers for a loan: whoever brings the car, or keeps it.
    pub(crate) fn answers_for_loan(&self, loan: &Loan) -> Option<OperatorId> {
        let keeper = self.vehicles.get(&loan.vehicle).map(|vehicle| vehicle.keeper);
        loan.handler.or(keeper).map(|operator_id| self.now_serving(operator_id))
    }

    /// Cars in the fleet that operator answers for, and cars they are to bring. All are looked at:
    /// a fleet is small, and somebody leaves the team a few times a year.
    pub(crate) fn cars_of(&self, id: OperatorId) -> usize {
        let keeps = |vehicle: &&Arc<Vehicle>| {
            vehicle.service != Service::Retired && self.now_serving(vehicle.keeper) == id
        };
        let brings = |(_, loan_id): &&(KocId, LoanId)| {
            let loan = self.loans.get(loan_id).filter(|loan| loan.state.is_before_delivery());
            loan.and_then(|loan| loan.handler).is_some_and(|it| self.now_serving(it) == id)
        };
        self.vehicles.values().filter(keeps).count() + self.live_loans.iter().filter(brings).count()
    }
}
