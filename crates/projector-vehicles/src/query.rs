//! What can be asked of cars and loans.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::Moment;
use domain::id::{AssignmentId, KocId, LoanId, VehicleId};
use domain::vehicle::values::LoanState;

use crate::Vehicles;
use crate::rows::*;

/// Which cars; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VehicleFilter {
    /// Of this model.
    pub model: Option<String>,
    /// Kept there.
    pub location: Option<String>,
    /// Being there.
    pub service: Option<VehicleService>,
    /// In service and not booked from the first to the second moment.
    pub free: Option<(Moment, Moment)>,
    /// Out and not back in time as seen at this instant.
    pub overdue_at: Option<Moment>,
}

/// In which order cars come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum VehicleOrder {
    /// The one whose next delivery or return comes first in front.
    #[default]
    NextEvent,
    /// The one that was brought late most often in front.
    LateDeliveries,
}

/// Which loans; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoanFilter {
    /// To this member.
    pub koc_id: Option<KocId>,
    /// Of this car.
    pub vehicle_id: Option<VehicleId>,
    /// For this work.
    pub assignment_id: Option<AssignmentId>,
    /// Standing there.
    pub state: Option<LoanState>,
    /// With something still to come, or without.
    pub live: Option<bool>,
    /// Not back in time as seen at this instant.
    pub overdue_at: Option<Moment>,
    /// Not brought as promised, as seen at this instant, or brought late.
    pub late_delivery_at: Option<Moment>,
    /// Booked while the workshop has the car, or not.
    pub in_conflict: Option<bool>,
}

impl LoanFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &LoanRow) -> bool {
        let brought_late = |row: &LoanRow| row.delivery_late_min().is_some_and(|min| min > 0);
        self.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && self.vehicle_id.is_none_or(|vehicle_id| row.vehicle_id == vehicle_id)
            && self.assignment_id.is_none_or(|work| row.assignment_id == Some(work))
            && self.state.is_none_or(|state| row.state == state)
            && self.live.is_none_or(|live| row.state.is_live() == live)
            && self.overdue_at.is_none_or(|now| row.is_overdue(now))
            && self
                .late_delivery_at
                .is_none_or(|now| row.is_delivery_late(now) || brought_late(row))
            && self.in_conflict.is_none_or(|conflict| row.in_conflict == conflict)
    }
}

impl Vehicles {
    /// One car.
    pub fn vehicle(&self, id: VehicleId) -> Option<&Arc<VehicleRow>> {
        self.rows.get(&id)
    }

    /// One loan.
    pub fn loan(&self, id: LoanId) -> Option<&Arc<LoanRow>> {
        self.loans.get(&id)
    }

    /// The loans of a car, by when they begin.
    pub fn loans_of_vehicle(&self, id: VehicleId) -> Vec<Arc<LoanRow>> {
        let first = (id, Moment(i64::MIN), LoanId([0; 16]));
        let last = (id, Moment(i64::MAX), LoanId([0xff; 16]));
        let ids = self.by_vehicle.range(first..=last).map(|(.., loan_id)| loan_id);
        ids.filter_map(|loan_id| self.loans.get(loan_id).cloned()).collect()
    }

    /// What the calendar of a car holds, by when it begins.
    pub fn calendar(&self, id: VehicleId) -> Vec<Arc<LoanRow>> {
        let mut loans = self.loans_of_vehicle(id);
        loans.retain(|loan| loan.holds_calendar());
        loans
    }

    /// The loans of a member, the newest in front.
    pub fn loans_of(&self, koc_id: KocId) -> Vec<Arc<LoanRow>> {
        let ids = (koc_id, LoanId([0; 16]))..=(koc_id, LoanId([0xff; 16]));
        let ids = self.by_koc.range(ids).map(|(_, loan_id)| loan_id);
        newest_first(ids.filter_map(|loan_id| self.loans.get(loan_id).cloned()).collect())
    }

    /// The loans for a work, the newest in front.
    pub fn loans_for(&self, work: AssignmentId) -> Vec<Arc<LoanRow>> {
        let ids = (work, LoanId([0; 16]))..=(work, LoanId([0xff; 16]));
        let ids = self.by_work.range(ids).map(|(_, loan_id)| loan_id);
        newest_first(ids.filter_map(|loan_id| self.loans.get(loan_id).cloned()).collect())
    }

    /// The next time a car is brought: what is scheduled, the earliest in front.
    pub fn next_delivery(&self, id: VehicleId) -> Option<Arc<LoanRow>> {
        let scheduled = self.calendar(id).into_iter().filter(|it| it.state == LoanState::Scheduled);
        scheduled.min_by_key(|loan| (loan.next_at(), loan.loan_id))
    }

    /// Whether a car is in service and not booked at any time from `from` to `until`, exclusive.
    pub fn is_free(&self, car: &VehicleRow, from: Moment, until: Moment) -> bool {
        let there = match car.service {
            VehicleService::InService => true,
            VehicleService::Workshop => car.workshop_until.is_some_and(|back| back <= from),
            VehicleService::Retired => false,
        };
        let booked = |loan: &Arc<LoanRow>| loan.from < until && from < loan.until;
        there && !self.calendar(car.vehicle_id).iter().any(booked)
    }

    /// The cars that `filter` asks for. A fleet is small: dozens.
    pub fn vehicles(&self, filter: &VehicleFilter, order: VehicleOrder) -> Vec<Arc<VehicleRow>> {
        let overdue = |car: &VehicleRow, now: Moment| {
            let out = car.out.and_then(|loan_id| self.loans.get(&loan_id));
            out.is_some_and(|loan| loan.is_overdue(now))
        };
        let mut rows: Vec<Arc<VehicleRow>> = self
            .rows
            .values()
            .filter(|car| filter.model.as_ref().is_none_or(|model| car.model == *model))
            .filter(|car| filter.location.as_ref().is_none_or(|place| car.location == *place))
            .filter(|car| filter.service.is_none_or(|service| car.service == service))
            .filter(|car| filter.free.is_none_or(|(from, until)| self.is_free(car, from, until)))
            .filter(|car| filter.overdue_at.is_none_or(|now| overdue(car, now)))
            .cloned()
            .collect();
        let next = |car: &VehicleRow| {
            let all = self.calendar(car.vehicle_id);
            all.iter().filter_map(|loan| loan.next_at()).min().unwrap_or(Moment(i64::MAX))
        };
        match order {
            VehicleOrder::NextEvent => rows.sort_by_cached_key(|car| (next(car), car.vehicle_id)),
            VehicleOrder::LateDeliveries => rows.sort_by_key(|car| {
                let late = car.totals.deliveries.saturating_sub(car.totals.on_time);
                (Reverse(late), car.vehicle_id)
            }),
        }
        rows
    }

    /// The loans that `filter` asks for: what is next first, then the others, the newest in front.
    pub fn loans(&self, filter: &LoanFilter) -> Vec<Arc<LoanRow>> {
        let kept = |rows: Vec<Arc<LoanRow>>| -> Vec<Arc<LoanRow>> {
            rows.into_iter().filter(|row| filter.matches(row)).collect()
        };
        if let Some(koc_id) = filter.koc_id {
            return kept(self.loans_of(koc_id));
        }
        if let Some(work) = filter.assignment_id {
            return kept(self.loans_for(work));
        }
        let next = self.next.iter().filter_map(|(_, id)| self.loans.get(id).cloned());
        let others = self.loans.values().filter(|row| row.next_at().is_none()).cloned();
        let mut rows = kept(next.collect());
        rows.extend(newest_first(kept(others.collect())));
        rows
    }

    /// What happened in loans of the whole fleet, added up; cars that left it among them.
    pub fn totals(&self) -> Totals {
        self.rows.values().fold(Totals::default(), |sum, car| sum.plus(car.totals))
    }
}

fn newest_first(mut rows: Vec<Arc<LoanRow>>) -> Vec<Arc<LoanRow>> {
    rows.sort_by_key(|row| (Reverse(row.requested_at), row.loan_id));
    rows
}
