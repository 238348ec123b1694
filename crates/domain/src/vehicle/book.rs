//! The rules of a loan before the car is out: asked for, approved into a free calendar, brought at
//! a time that is promised, or called off.

use super::Loan;
use super::command::*;
use super::event::*;
use super::values::{DeliverySlot, LoanEndCause, LoanState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, LoanId};
use crate::personal::{Person, Personal, Sealed, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;

/// The longest loan, hours: a quarter. Our own number.
const LOAN_HOURS_MAX: i64 = 92 * 24;

/// Refuses a time that ends before it begins, is over, or lasts too long.
pub(super) fn wrong_window(from: Moment, until: Moment, now: Moment) -> Option<Violation> {
    let right = from < until && now < until && until <= from.plus_hours(LOAN_HOURS_MAX);
    (!right).then_some(Violation::LoanWindowInvalid)
}

impl HoldsPersonal for RequestLoan {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(place) = &mut self.pickup_place {
            show(self.koc_id.into(), SealedField::Delivery, place);
        }
    }
}

/// Answers `RequestLoan`. Whether the calendar is free is asked when it is approved: until then
/// several may ask for the same days.
pub(crate) fn request(
    state: &State,
    command: &RequestLoan,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RequestLoan { loan_id, vehicle_id, koc_id, assignment_id, perk_id, from, until, .. } =
        *command;
    if state.loans.contains_key(&loan_id) {
        return Err(Violation::LoanExists.into());
    }
    let vehicle = state.vehicle(vehicle_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RequestLoan"));
    checks.note(state.koc(koc_id)?.require_active(state.day_of(context.now)));
    checks.note(wrong_window(from, until, context.now));
    if let Some(assignment_id) = assignment_id {
        check_work(&mut checks, state, assignment_id, command)?;
    }
    if let Some(perk_id) = perk_id {
        let perk = state.perk(perk_id)?;
        checks.note(perk.not_a_car_for(koc_id));
        checks.note(perk.unusable(state, state.day_of(from)));
    }
    checks.note(vehicle.not_in_service(from));
    checks.note(field::personal("pickupPlace", command.pickup_place.as_ref()));
    checks.finish()?;
    let pickup_place = sealed_option(command.pickup_place.as_ref())?;
    let requested = LoanRequested {
        loan_id,
        vehicle_id,
        koc_id,
        assignment_id,
        perk_id,
        from,
        until,
        pickup_place,
    };
    Ok(vec![requested.into()])
}

/// A car for work is for whoever does it, also in a team, while it is worked on.
fn check_work(
    checks: &mut Checks,
    state: &State,
    assignment_id: AssignmentId,
    command: &RequestLoan,
) -> Result<(), Violation> {
    let assignment = state.assignment(assignment_id)?;
    checks.require(assignment.is_of(command.koc_id), || Violation::NotAParty);
    checks.note(assignment.not_held());
    let start = state.agreed_brief(assignment)?.timeline.start;
    let inside = start <= command.from && command.until <= assignment.submit_by;
    checks.require(inside, || Violation::LoanOutsideTaskWindow);
    Ok(())
}

impl HoldsPersonal for ApproveLoan {}

/// Answers `ApproveLoan`.
pub(crate) fn approve(
    state: &State,
    command: &ApproveLoan,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ApproveLoan { loan_id, licence_checked_on, licence_valid_until, .. } = *command;
    let loan = state.loan(loan_id)?;
    let vehicle = state.vehicle(loan.vehicle)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(loan.not_requested());
    checks.note(wrong_window(loan.from, loan.until, context.now));
    checks.note(state.koc(loan.koc)?.require_active(today));
    checks.note(vehicle.not_in_service(loan.from));
    checks.note(vehicle.double_booked(loan.from, loan.until, loan_id));
    let seen = licence_checked_on <= today && licence_valid_until >= state.day_of(loan.until);
    checks.require(seen, || Violation::LicenceNotVerified);
    let insured = !command.insurance_ref.trim().is_empty();
    checks.require(insured, || Violation::InsuranceMissing);
    let insurance = field::reference("insuranceRef", &command.insurance_ref);
    checks.note(insurance.filter(|_| insured));
    checks.note(field::reference("agreementRef", &command.agreement_ref));
    checks.note(field::day_in_reach("licenceCheckedOn", licence_checked_on, today));
    checks.note(field::day_in_reach("licenceValidUntil", licence_valid_until, today));
    checks.finish()?;
    let approved = LoanApproved {
        loan_id,
        vehicle_id: loan.vehicle,
        koc_id: loan.koc,
        licence_checked_on,
        licence_valid_until,
        insurance_ref: command.insurance_ref.clone(),
        agreement_ref: command.agreement_ref.clone(),
    };
    Ok(vec![approved.into()])
}

impl Loan {
    fn not_requested(&self) -> Option<Violation> {
        let waits = self.state == LoanState::Requested;
        (!waits).then(|| Violation::LoanNotRequested { state: self.state_code() })
    }
}

impl HoldsPersonal for RefuseLoan {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.borrower(self.loan_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RefuseLoan`.
pub(crate) fn refuse(
    state: &State,
    command: &RefuseLoan,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let loan_id = command.loan_id;
    let loan = state.loan(loan_id)?;
    let mut checks = Checks::new();
    checks.note(loan.not_requested());
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let reason = command.reason.sealed()?;
    Ok(vec![LoanRefused { loan_id, vehicle_id: loan.vehicle, koc_id: loan.koc, reason }.into()])
}

impl HoldsPersonal for ScheduleDelivery {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.borrower(self.loan_id), SealedField::Delivery, &mut self.place);
    }
}

/// Answers `ScheduleDelivery`. A slot that the brand moves does not make it less late.
pub(crate) fn schedule(
    state: &State,
    command: &ScheduleDelivery,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ScheduleDelivery { loan_id, slot, handler, at_members_wish, .. } = *command;
    let loan = state.loan(loan_id)?;
    let DeliverySlot { from, until } = slot;
    let mut checks = Checks::new();
    let approved = matches!(loan.state, LoanState::Approved | LoanState::Scheduled);
    checks.require(approved, || Violation::LoanNotApproved { state: loan.state_code() });
    let order = || Violation::WindowInvalid { field: "slot".to_owned() };
    checks.require(from < until, order);
    let past = || Violation::DateInPast { field: "slot.until".to_owned() };
    checks.require(context.now <= until, past);
    let within = loan.from <= from && until <= loan.until;
    checks.require(within, || Violation::LoanWindowInvalid);
    checks.note(field::personal_said("place", &command.place));
    checks.note(state.operator(handler).err());
    checks.finish()?;
    let promised = loan.promised_until.filter(|_| !at_members_wish);
    let scheduled = DeliveryScheduled {
        loan_id,
        vehicle_id: loan.vehicle,
        koc_id: loan.koc,
        slot,
        place: command.place.sealed()?,
        handler,
        promised_until: promised.map_or(until, |promised| promised.min(until)),
    };
    Ok(vec![scheduled.into()])
}

impl HoldsPersonal for CancelLoan {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Some(reason) = &mut self.reason {
            show(state.borrower(self.loan_id), SealedField::Reason, reason);
        }
    }
}

/// Answers `CancelLoan`. The member need not say why.
pub(crate) fn cancel(
    state: &State,
    command: &CancelLoan,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let loan_id = command.loan_id;
    let loan = state.loan(loan_id)?;
    let by_member = context.actor.as_koc().is_some();
    let mut checks = Checks::new();
    checks.note(context.own_only(loan.koc, "CancelLoan"));
    checks.require(!loan.state.is_out(), || Violation::LoanOut { loan_id });
    let over = !loan.state.is_before_delivery() && !loan.state.is_out();
    checks.require(!over, || Violation::LoanOver { state: loan.state_code() });
    let said = command.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    checks.require(by_member || said, || Violation::ReasonRequired);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    let cause = LoanEndCause::Asked;
    Ok(vec![cancelled(loan_id, loan, cause, reason).into()])
}

/// That a loan does not happen.
pub(super) fn cancelled(
    loan_id: LoanId,
    loan: &Loan,
    cause: LoanEndCause,
    reason: Option<Sealed>,
) -> LoanCancelled {
    let (vehicle_id, koc_id) = (loan.vehicle, loan.koc);
    LoanCancelled { loan_id, vehicle_id, koc_id, cause, reason }
}
