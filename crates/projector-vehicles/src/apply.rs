//! What events make of cars and loans.

use std::sync::Arc;

use domain::id::{LoanId, OperatorId, VehicleId};
use domain::operator::Event::OperatorDeactivated;
use domain::vehicle::Event as Happened;
use domain::vehicle::event::*;
use domain::vehicle::values::LoanState;
use domain::{Event, Recorded};

use crate::Vehicles;
use crate::rows::*;

impl Vehicles {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Vehicle(event) => self.fold(event, recorded),
            Event::Operator(OperatorDeactivated(e)) => {
                if let Some(to) = e.handed_over_to {
                    self.hand_over(e.operator_id, to);
                }
            }
            _ => {}
        }
    }

    fn fold(&mut self, event: &Happened, recorded: &Recorded) {
        match event {
            Happened::VehicleRegistered(e) => self.registered(e, recorded),
            Happened::LoanRequested(e) => self.requested(e, recorded),
            Happened::LoanApproved(e) => self.change_loan(e.loan_id, |loan| {
                loan.state = LoanState::Approved;
                loan.licence_checked_on = Some(e.licence_checked_on);
                loan.licence_valid_until = Some(e.licence_valid_until);
                loan.insurance_ref = Some(e.insurance_ref.clone());
                loan.agreement_ref = Some(e.agreement_ref.clone());
            }),
            Happened::LoanRefused(e) => self.change_loan(e.loan_id, |loan| {
                let (cause, reason) = (None, Some(e.reason.clone()));
                loan.state = LoanState::Refused;
                loan.ended = Some(LoanEnd { cause, reason, at: recorded.recorded_at });
            }),
            Happened::DeliveryScheduled(e) => self.change_loan(e.loan_id, |loan| {
                loan.state = LoanState::Scheduled;
                loan.slot = Some(e.slot);
                loan.promised_until = Some(e.promised_until);
                loan.place = Some(e.place.clone());
                loan.handler = Some(e.handler);
            }),
            Happened::VehicleDelivered(e) => self.delivered(e, recorded),
            Happened::LoanExtended(e) => self.change_loan(e.loan_id, |loan| {
                let at = recorded.recorded_at;
                loan.state = LoanState::Out;
                loan.until = e.until;
                loan.overdue_since = None;
                loan.extensions.push(ExtensionRow { from: e.from, until: e.until, at });
            }),
            Happened::LoanOverdue(e) => self.change_loan(e.loan_id, |loan| {
                loan.state = LoanState::Overdue;
                loan.overdue_since = Some(loan.until);
            }),
            Happened::VehicleReturned(e) => self.returned(e, recorded),
            Happened::LoanClosed(e) => self.closed(e, recorded),
            Happened::LoanCancelled(e) => self.change_loan(e.loan_id, |loan| {
                let (cause, reason) = (Some(e.cause), e.reason.clone());
                loan.state = LoanState::Cancelled;
                loan.in_conflict = false;
                loan.ended = Some(LoanEnd { cause, reason, at: recorded.recorded_at });
            }),
            Happened::VehicleSentToWorkshop(e) => {
                self.change_car(e.vehicle_id, |car| {
                    car.service = VehicleService::Workshop;
                    car.away_because = Some(e.reason.clone());
                    car.workshop_until = e.until;
                });
                for loan_id in &e.conflicts {
                    self.change_loan(*loan_id, |loan| loan.in_conflict = true);
                }
            }
            Happened::VehicleBackInService(e) => self.back_in_service(e.vehicle_id),
            Happened::VehicleRetired(e) => self.change_car(e.vehicle_id, |car| {
                car.service = VehicleService::Retired;
                car.away_because = Some(e.reason.clone());
                car.workshop_until = None;
            }),
        }
    }

    fn registered(&mut self, e: &VehicleRegistered, recorded: &Recorded) {
        let row = VehicleRow {
            vehicle_id: e.vehicle_id,
            model: e.model.clone(),
            variant: e.variant.clone(),
            location: e.location.clone(),
            keeper: e.keeper,
            service: VehicleService::InService,
            away_because: None,
            workshop_until: None,
            odometer_km: e.odometer_km,
            charge_percent: None,
            condition: Vec::new(),
            out: None,
            totals: Totals::default(),
            position: recorded.position,
        };
        self.rows.insert(e.vehicle_id, Arc::new(row));
    }

    fn requested(&mut self, e: &LoanRequested, recorded: &Recorded) {
        let row = LoanRow {
            loan_id: e.loan_id,
            vehicle_id: e.vehicle_id,
            koc_id: e.koc_id,
            assignment_id: e.assignment_id,
            perk_id: e.perk_id,
            state: LoanState::Requested,
            from: e.from,
            until: e.until,
            pickup_place: e.pickup_place.clone(),
            requested_at: recorded.recorded_at,
            requested_by: recorded.actor,
            licence_checked_on: None,
            licence_valid_until: None,
            insurance_ref: None,
            agreement_ref: None,
            slot: None,
            promised_until: None,
            place: None,
            handler: None,
            given_out: None,
            given_back: None,
            km: None,
            new_damage: Vec::new(),
            extensions: Vec::new(),
            overdue_since: None,
            in_conflict: false,
            damage: None,
            cost: None,
            koc_rating: None,
            closed_at: None,
            ended: None,
            position: recorded.position,
        };
        self.by_vehicle.insert((e.vehicle_id, e.from, e.loan_id));
        self.by_koc.insert((e.koc_id, e.loan_id));
        if let Some(work) = e.assignment_id {
            self.by_work.insert((work, e.loan_id));
        }
        self.next.extend(row.next_at().map(|at| (at, e.loan_id)));
        self.loans.insert(e.loan_id, Arc::new(row));
    }

    fn delivered(&mut self, e: &VehicleDelivered, recorded: &Recorded) {
        let handover = HandoverRow {
            at: e.at,
            odometer_km: e.odometer_km,
            charge_percent: e.charge_percent,
            condition: e.condition.clone(),
            photos: e.photos.clone(),
            signed_by: Some(e.signed_by.clone()),
            collected_by: None,
            late_min: e.late_min,
            position: recorded.position,
        };
        self.change_loan(e.loan_id, |loan| {
            loan.state = LoanState::Out;
            loan.in_conflict = false;
            loan.given_out = Some(handover);
        });
        self.change_car(e.vehicle_id, |car| {
            car.out = Some(e.loan_id);
            car.odometer_km = car.odometer_km.max(e.odometer_km);
            car.charge_percent = Some(e.charge_percent);
            car.condition = e.condition.clone();
            let (on_time, late_min) = (u32::from(e.on_time), u64::from(e.late_min));
            car.totals =
                car.totals.plus(Totals { deliveries: 1, on_time, late_min, ..Totals::default() });
        });
    }

    fn returned(&mut self, e: &VehicleReturned, recorded: &Recorded) {
        let handover = HandoverRow {
            at: e.at,
            odometer_km: e.odometer_km,
            charge_percent: e.charge_percent,
            condition: e.condition.clone(),
            photos: e.photos.clone(),
            signed_by: None,
            collected_by: Some(e.collected_by),
            late_min: e.late_min,
            position: recorded.position,
        };
        self.change_loan(e.loan_id, |loan| {
            loan.state = LoanState::Returned;
            loan.given_back = Some(handover);
            loan.km = Some(e.km);
            loan.new_damage = e.new_damage.clone();
        });
        self.change_car(e.vehicle_id, |car| {
            car.out = None;
            car.odometer_km = car.odometer_km.max(e.odometer_km);
            car.charge_percent = Some(e.charge_percent);
            car.condition = e.condition.clone();
            let damaged = u32::from(!e.new_damage.is_empty());
            let (late_returns, km) = (u32::from(e.late), u64::from(e.km));
            let more = Totals { returns: 1, late_returns, km, damaged, ..Totals::default() };
            car.totals = car.totals.plus(more);
        });
    }

    fn closed(&mut self, e: &LoanClosed, recorded: &Recorded) {
        self.change_loan(e.loan_id, |loan| {
            loan.state = LoanState::Closed;
            loan.damage = e.damage.clone();
            loan.cost = e.cost;
            loan.koc_rating = e.koc_rating;
            loan.closed_at = Some(recorded.recorded_at);
        });
        let damage_cost = e.cost.map_or(0, |cost| cost.0);
        self.change_car(e.vehicle_id, |car| {
            car.totals = car.totals.plus(Totals { damage_cost, ..Totals::default() });
        });
    }

    fn back_in_service(&mut self, vehicle_id: VehicleId) {
        self.change_car(vehicle_id, |car| {
            car.service = VehicleService::InService;
            car.away_because = None;
            car.workshop_until = None;
        });
        let conflicts: Vec<LoanId> = self
            .loans_of_vehicle(vehicle_id)
            .into_iter()
            .filter(|loan| loan.in_conflict)
            .map(|loan| loan.loan_id)
            .collect();
        for loan_id in conflicts {
            self.change_loan(loan_id, |loan| loan.in_conflict = false);
        }
    }

    /// Whoever takes over answers for the cars, and brings those still to be brought.
    fn hand_over(&mut self, from: OperatorId, to: OperatorId) {
        let kept: Vec<VehicleId> = self.rows.values().map(|car| car.vehicle_id).collect();
        for vehicle_id in kept {
            if self.rows.get(&vehicle_id).is_some_and(|car| car.keeper == from) {
                self.change_car(vehicle_id, |car| car.keeper = to);
            }
        }
        let live: Vec<LoanId> = self.next.iter().map(|(_, loan_id)| *loan_id).collect();
        for loan_id in live {
            if self.loans.get(&loan_id).is_some_and(|loan| loan.handler == Some(from)) {
                self.change_loan(loan_id, |loan| loan.handler = Some(to));
            }
        }
    }

    fn change_car(&mut self, id: VehicleId, how: impl FnOnce(&mut VehicleRow)) {
        if let Some(row) = self.rows.get_mut(&id) {
            how(Arc::make_mut(row));
        }
    }

    /// Changes a loan, and keeps what is next in order.
    fn change_loan(&mut self, id: LoanId, how: impl FnOnce(&mut LoanRow)) {
        let Some(row) = self.loans.get_mut(&id) else { return };
        let row = Arc::make_mut(row);
        if let Some(at) = row.next_at() {
            self.next.remove(&(at, id));
        }
        how(row);
        if let Some(at) = row.next_at() {
            self.next.insert((at, id));
        }
    }
}
