//! The rules of a car that changes hands: how it went out and whether in time, how long the member
//! keeps it, how it came back.

use std::collections::BTreeSet;

use super::Loan;
use super::command::*;
use super::event::*;
use super::values::{CarPart, LoanState, PartCondition, PartState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;

/// Full.
const FULL_PERCENT: u8 = 100;

/// What both sides look at when a car changes hands.
struct Handover<'a> {
    at: Moment,
    odometer_km: u32,
    charge_percent: u8,
    condition: &'a [PartCondition],
    photos: &'a [String],
}

impl Handover<'_> {
    /// Refuses what cannot be: later than now or earlier than `not_before`, fewer kilometres than
    /// `last_km`, a part told twice or none at all.
    fn check(&self, checks: &mut Checks, context: &Context, not_before: Moment, last_km: u32) {
        let future = || Violation::DateInFuture { field: "at".to_owned() };
        checks.require(self.at <= context.now, future);
        checks.require(self.at >= not_before, || field::invalid("at"));
        let km = last_km;
        checks.require(self.odometer_km >= km, || Violation::OdometerDecreased { last_km: km });
        checks.require(self.charge_percent <= FULL_PERCENT, || field::invalid("chargePercent"));
        let parts: BTreeSet<CarPart> = self.condition.iter().map(|it| it.part).collect();
        let each_once = !parts.is_empty() && parts.len() == self.condition.len();
        checks.require(each_once, || field::invalid("condition"));
        checks.note(field::list("photos", self.photos));
        checks.note(self.photos.iter().find_map(|it| field::reference("photos", it)));
    }
}

/// The parts that are damaged.
pub(super) fn damaged(condition: &[PartCondition]) -> BTreeSet<CarPart> {
    let damaged = condition.iter().filter(|it| it.state == PartState::Damaged);
    damaged.map(|it| it.part).collect()
}

/// Whole minutes from `due` to `at`, rounded up so that a late minute is one; 0 when in time.
fn minutes_late(at: Moment, due: Moment) -> u32 {
    let whole = at.minutes_since(due);
    let begun = at > due.plus_minutes(whole);
    let minutes = whole.saturating_add(i64::from(begun));
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

impl HoldsPersonal for DeliverVehicle {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.borrower(self.loan_id), SealedField::Name, &mut self.signed_by);
    }
}

/// Answers `DeliverVehicle`: whether the brand was in time, and the car intact, is measured.
pub(crate) fn deliver(
    state: &State,
    command: &DeliverVehicle,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DeliverVehicle { loan_id, at, odometer_km, charge_percent, .. } = *command;
    let loan = state.loan(loan_id)?;
    let vehicle = state.vehicle(loan.vehicle)?;
    let (condition, photos) = (command.condition.as_slice(), command.photos.as_slice());
    let mut checks = Checks::new();
    let scheduled = loan.state == LoanState::Scheduled;
    checks.require(scheduled, || Violation::DeliveryNotScheduled { state: loan.state_code() });
    checks.note(state.koc(loan.koc)?.require_present());
    // A car that is not back yet, or in the workshop, cannot be brought.
    checks.note(vehicle.out.map(|loan_id| Violation::VehicleDoubleBooked { loan_id }));
    checks.note(vehicle.not_in_service(at));
    checks.require(at < loan.until, || Violation::LoanWindowInvalid);
    let handover = Handover { at, odometer_km, charge_percent, condition, photos };
    handover.check(&mut checks, context, loan.requested_at, vehicle.odometer_km);
    checks.note(field::personal_said("signedBy", &command.signed_by));
    checks.finish()?;
    let late_min = loan.promised_until.map_or(0, |promised| minutes_late(at, promised));
    let delivered = VehicleDelivered {
        loan_id,
        vehicle_id: loan.vehicle,
        koc_id: loan.koc,
        at,
        odometer_km,
        charge_percent,
        condition: command.condition.clone(),
        photos: command.photos.clone(),
        signed_by: command.signed_by.sealed()?,
        on_time: late_min == 0,
        late_min,
        intact: damaged(condition).is_empty(),
    };
    Ok(vec![delivered.into()])
}

impl HoldsPersonal for ExtendLoan {}

/// Answers `ExtendLoan`: the calendar is free for longer, and so is the licence.
pub(crate) fn extend(
    state: &State,
    command: &ExtendLoan,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ExtendLoan { loan_id, until } = *command;
    let loan = state.loan(loan_id)?;
    let vehicle = state.vehicle(loan.vehicle)?;
    let mut checks = Checks::new();
    checks.note(loan.not_out());
    checks.require(until > loan.until, || Violation::LoanWindowInvalid);
    checks.note(super::book::wrong_window(loan.from, until, context.now));
    checks.note(vehicle.double_booked(loan.from, until, loan_id));
    let licensed = loan.licence_until.is_some_and(|day| day >= state.day_of(until));
    checks.require(licensed, || Violation::LicenceNotVerified);
    checks.finish()?;
    let (vehicle_id, koc_id, from) = (loan.vehicle, loan.koc, loan.until);
    Ok(vec![LoanExtended { loan_id, vehicle_id, koc_id, from, until }.into()])
}

impl HoldsPersonal for MarkLoanOverdue {}

/// Answers `MarkLoanOverdue`.
pub(crate) fn mark_overdue(
    state: &State,
    command: &MarkLoanOverdue,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let loan_id = command.loan_id;
    let loan = state.loan(loan_id)?;
    let at = loan.until;
    let mut checks = Checks::new();
    checks.note(loan.not_out());
    checks.require(loan.state != LoanState::Overdue, || Violation::NoChange);
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    let hours = u32::try_from(context.now.hours_since(at)).unwrap_or(u32::MAX);
    Ok(vec![LoanOverdue { loan_id, vehicle_id: loan.vehicle, koc_id: loan.koc, hours }.into()])
}

impl HoldsPersonal for ReturnVehicle {}

/// Answers `ReturnVehicle`. Whoever has left or may not take part still gives the car back.
pub(crate) fn give_back(
    state: &State,
    command: &ReturnVehicle,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReturnVehicle { loan_id, at, odometer_km, charge_percent, collected_by, .. } = *command;
    let loan = state.loan(loan_id)?;
    let (condition, photos) = (command.condition.as_slice(), command.photos.as_slice());
    let mut checks = Checks::new();
    checks.note(loan.not_out());
    let handover = Handover { at, odometer_km, charge_percent, condition, photos };
    let out = loan.given_out.as_ref();
    let (since, out_km) = out.map_or((loan.from, 0), |out| (out.at, out.odometer_km));
    handover.check(&mut checks, context, since, out_km);
    checks.note(state.operator(collected_by).err());
    checks.finish()?;
    let late_min = minutes_late(at, loan.until);
    let returned = VehicleReturned {
        loan_id,
        vehicle_id: loan.vehicle,
        koc_id: loan.koc,
        at,
        odometer_km,
        charge_percent,
        condition: command.condition.clone(),
        photos: command.photos.clone(),
        collected_by,
        late: late_min > 0,
        late_min,
        km: odometer_km.saturating_sub(out_km),
        new_damage: new_damage(loan, condition),
    };
    Ok(vec![returned.into()])
}

fn new_damage(loan: &Loan, condition: &[PartCondition]) -> Vec<CarPart> {
    let before = loan.given_out.as_ref().map(|out| &out.damaged);
    let known = |part: &CarPart| before.is_some_and(|before| before.contains(part));
    damaged(condition).into_iter().filter(|part| !known(part)).collect()
}

impl HoldsPersonal for CloseLoan {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Some(damage) = &mut self.damage {
            show(state.borrower(self.loan_id), SealedField::Note, damage);
        }
    }
}

/// Answers `CloseLoan`.
pub(crate) fn close(
    state: &State,
    command: &CloseLoan,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let CloseLoan { loan_id, cost, koc_rating, ref damage } = *command;
    let loan = state.loan(loan_id)?;
    let mut checks = Checks::new();
    let back = loan.state == LoanState::Returned;
    checks.require(back, || Violation::LoanNotReturned { state: loan.state_code() });
    checks.note(field::personal("damage", damage.as_ref()));
    let said = damage.as_ref().is_some_and(|damage| !damage.is_empty());
    checks.require(cost.is_none() || said, || field::invalid("cost"));
    let rated = koc_rating.is_none_or(|rating| (1..=5).contains(&rating));
    checks.require(rated, || field::invalid("kocRating"));
    checks.finish()?;
    let closed = LoanClosed {
        loan_id,
        vehicle_id: loan.vehicle,
        koc_id: loan.koc,
        damage: sealed_option(damage.as_ref())?,
        cost,
        koc_rating,
    };
    Ok(vec![closed.into()])
}
