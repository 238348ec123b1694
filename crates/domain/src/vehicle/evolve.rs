//! What has happened to a car and its loans, folded. Never fails and never judges.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::event::{LoanRequested, VehicleDelivered};
use super::hand::damaged;
use super::values::LoanState;
use super::{Event, GivenOut, Loan, Service, Vehicle};
use crate::id::{LoanId, VehicleId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// Takes in what has happened to a car or a loan.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::VehicleRegistered(e) => {
            let vehicle = Vehicle {
                service: Service::In,
                keeper: e.keeper,
                odometer_km: e.odometer_km,
                calendar: OrdMap::new(),
                live: OrdSet::new(),
                out: None,
            };
            state.vins.insert(e.vin_fingerprint, e.vehicle_id);
            state.vehicles.insert(e.vehicle_id, Arc::new(vehicle));
        }
        Event::LoanRequested(e) => requested(state, e, recorded),
        Event::LoanApproved(e) => {
            on_loan(state, e.loan_id, |loan| {
                loan.state = LoanState::Approved;
                loan.licence_until = Some(e.licence_valid_until);
            });
            book(state, e.loan_id);
        }
        Event::LoanRefused(e) => over(state, e.loan_id, LoanState::Refused),
        Event::DeliveryScheduled(e) => on_loan(state, e.loan_id, |loan| {
            loan.state = LoanState::Scheduled;
            loan.slot = Some(e.slot);
            loan.promised_until = Some(e.promised_until);
            loan.handler = Some(e.handler);
        }),
        Event::VehicleDelivered(e) => delivered(state, e),
        Event::LoanExtended(e) => {
            on_loan(state, e.loan_id, |loan| {
                loan.state = LoanState::Out;
                loan.until = e.until;
            });
            book(state, e.loan_id);
            state.timers.set(Timer::MarkLoanOverdue(e.loan_id), e.until);
        }
        Event::LoanOverdue(e) => {
            on_loan(state, e.loan_id, |loan| loan.state = LoanState::Overdue);
            state.timers.clear(Timer::MarkLoanOverdue(e.loan_id));
        }
        Event::VehicleReturned(e) => {
            on_loan(state, e.loan_id, |loan| loan.state = LoanState::Returned);
            state.timers.clear(Timer::MarkLoanOverdue(e.loan_id));
            free(state, e.loan_id);
            on_vehicle(state, e.vehicle_id, |vehicle| {
                vehicle.out = None;
                vehicle.odometer_km = vehicle.odometer_km.max(e.odometer_km);
            });
        }
        Event::LoanClosed(e) => over(state, e.loan_id, LoanState::Closed),
        Event::LoanCancelled(e) => {
            free(state, e.loan_id);
            over(state, e.loan_id, LoanState::Cancelled);
        }
        Event::VehicleSentToWorkshop(e) => {
            let service = Service::Workshop { until: e.until };
            on_vehicle(state, e.vehicle_id, |vehicle| vehicle.service = service);
        }
        Event::VehicleBackInService(e) => {
            on_vehicle(state, e.vehicle_id, |vehicle| vehicle.service = Service::In);
        }
        Event::VehicleRetired(e) => {
            on_vehicle(state, e.vehicle_id, |vehicle| vehicle.service = Service::Retired);
        }
    }
}

fn requested(state: &mut State, e: &LoanRequested, recorded: &Recorded) {
    let loan = Loan {
        state: LoanState::Requested,
        vehicle: e.vehicle_id,
        koc: e.koc_id,
        assignment: e.assignment_id,
        requested_at: recorded.recorded_at,
        from: e.from,
        until: e.until,
        licence_until: None,
        slot: None,
        promised_until: None,
        handler: None,
        given_out: None,
    };
    state.loans.insert(e.loan_id, Arc::new(loan));
    state.live_loans.insert((e.koc_id, e.loan_id));
    on_vehicle(state, e.vehicle_id, |vehicle| {
        vehicle.live.insert(e.loan_id);
    });
}

fn delivered(state: &mut State, e: &VehicleDelivered) {
    let given_out =
        GivenOut { at: e.at, odometer_km: e.odometer_km, damaged: damaged(&e.condition) };
    on_loan(state, e.loan_id, |loan| {
        loan.state = LoanState::Out;
        loan.given_out = Some(given_out);
    });
    on_vehicle(state, e.vehicle_id, |vehicle| {
        vehicle.out = Some(e.loan_id);
        vehicle.odometer_km = vehicle.odometer_km.max(e.odometer_km);
    });
    if let Some(loan) = state.loans.get(&e.loan_id) {
        state.timers.set(Timer::MarkLoanOverdue(e.loan_id), loan.until);
    }
}

/// The calendar holds a loan from its beginning to its end.
fn book(state: &mut State, loan_id: LoanId) {
    let Some(loan) = state.loans.get(&loan_id).cloned() else { return };
    on_vehicle(state, loan.vehicle, |vehicle| {
        vehicle.calendar.insert(loan.from, (loan.until, loan_id));
    });
}

/// The calendar holds it no more.
fn free(state: &mut State, loan_id: LoanId) {
    let Some(loan) = state.loans.get(&loan_id).cloned() else { return };
    on_vehicle(state, loan.vehicle, |vehicle| {
        let holds = vehicle.calendar.get(&loan.from).is_some_and(|(_, id)| *id == loan_id);
        if holds {
            vehicle.calendar.remove(&loan.from);
        }
    });
}

fn over(state: &mut State, loan_id: LoanId, how: LoanState) {
    let Some(loan) = state.loans.get(&loan_id).cloned() else { return };
    on_loan(state, loan_id, |loan| loan.state = how);
    state.live_loans.remove(&(loan.koc, loan_id));
    on_vehicle(state, loan.vehicle, |vehicle| {
        vehicle.live.remove(&loan_id);
    });
}

fn on_loan(state: &mut State, id: LoanId, how: impl FnOnce(&mut Loan)) {
    if let Some(loan) = state.loans.get_mut(&id) {
        how(Arc::make_mut(loan));
    }
}

fn on_vehicle(state: &mut State, id: VehicleId, how: impl FnOnce(&mut Vehicle)) {
    if let Some(vehicle) = state.vehicles.get_mut(&id) {
        how(Arc::make_mut(vehicle));
    }
}
