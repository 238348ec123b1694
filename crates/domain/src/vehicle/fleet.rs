//! The rules of the fleet: a car is there once, goes to the workshop, comes back, and leaves.

use super::command::*;
use super::event::*;
use super::values::VinFingerprint;
use super::{Service, Vehicle};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::LoanId;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::VocabularyAxis;

/// Characters of a VIN. ISO 3779.
const VIN_LENGTH: usize = 17;

/// A VIN in its one spelling: no spaces or dashes, capital letters.
fn plain(vin: &str) -> String {
    let letters = vin.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    letters.collect::<String>().to_uppercase()
}

/// A VIN leads to whoever drives the car. It is brought into one spelling, sealed under the
/// programme's key, and only the fingerprint goes on.
impl HoldsPersonal for RegisterVehicle {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Personal::Clear(clear) = &mut self.vin {
            *clear = plain(clear);
        }
        if let Some(programme) = state.programme.as_ref() {
            show(Person(programme.id.0), SealedField::Vin, &mut self.vin);
        }
    }
}

/// Answers `RegisterVehicle`.
pub(crate) fn register(
    state: &State,
    command: &RegisterVehicle,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RegisterVehicle { vehicle_id, model, variant, location, odometer_km, keeper, .. } = command;
    let vin_fingerprint = VinFingerprint(command.vin.sealed()?.fingerprint);
    let known = state.vehicles.contains_key(vehicle_id);
    let mut checks = Checks::new();
    let vin_taken = state.vins.contains_key(&vin_fingerprint);
    checks.require(!known && !vin_taken, || Violation::VehicleExists);
    checks.require(command.vin.clear_bytes() == VIN_LENGTH, || field::invalid("vin"));
    checks.note(state.programme()?.unknown_term(VocabularyAxis::Model, model));
    checks.note(field::said("variant", variant));
    checks.note(field::said("location", location));
    checks.note(state.operator(*keeper).err());
    checks.finish()?;
    let registered = VehicleRegistered {
        vehicle_id: *vehicle_id,
        vin_fingerprint,
        model: model.clone(),
        variant: variant.clone(),
        location: location.clone(),
        odometer_km: *odometer_km,
        keeper: *keeper,
    };
    Ok(vec![registered.into()])
}

impl Vehicle {
    /// Refuses to move a car that somebody has.
    fn out(&self) -> Option<Violation> {
        self.out.map(|loan_id| Violation::LoanOut { loan_id })
    }

    /// What is booked at some time from `from` to `until`; without an end, for good. Earliest
    /// first.
    fn conflicts(&self, from: Moment, until: Option<Moment>) -> Vec<LoanId> {
        let begins_before = self.calendar.range(..until.unwrap_or(Moment(i64::MAX)));
        let meets = begins_before.filter(|(_, (end, _))| *end > from);
        meets.map(|(_, (_, loan_id))| *loan_id).collect()
    }
}

fn check_reason(checks: &mut Checks, reason: &str) {
    checks.require(!reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", reason));
}

impl HoldsPersonal for SendToWorkshop {}

/// Answers `SendToWorkshop`. What is booked meanwhile is told; people decide what becomes of it.
pub(crate) fn send_to_workshop(
    state: &State,
    command: &SendToWorkshop,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SendToWorkshop { vehicle_id, ref reason, until } = *command;
    let vehicle = state.vehicle(vehicle_id)?;
    let mut checks = Checks::new();
    checks.note(vehicle.out());
    checks.require(vehicle.service == Service::In, || vehicle.away());
    check_reason(&mut checks, reason);
    let past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(until.is_none_or(|until| context.now < until), past);
    let reach = until.map(|until| state.day_of(until));
    let today = state.day_of(context.now);
    checks.note(reach.and_then(|day| field::day_in_reach("until", day, today)));
    checks.finish()?;
    let conflicts = vehicle.conflicts(context.now, until);
    let reason = reason.clone();
    Ok(vec![VehicleSentToWorkshop { vehicle_id, reason, until, conflicts }.into()])
}

impl HoldsPersonal for ReturnToService {}

/// Answers `ReturnToService`: somebody says so; a day that was planned is no car that is there.
pub(crate) fn return_to_service(
    state: &State,
    command: &ReturnToService,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let vehicle_id = command.vehicle_id;
    let vehicle = state.vehicle(vehicle_id)?;
    let there = matches!(vehicle.service, Service::Workshop { .. });
    let mut checks = Checks::new();
    let state_code = || vehicle.service.code().to_owned();
    checks.require(there, || Violation::VehicleNotInWorkshop { state: state_code() });
    checks.finish()?;
    Ok(vec![VehicleBackInService { vehicle_id }.into()])
}

impl HoldsPersonal for RetireVehicle {}

/// Answers `RetireVehicle`.
pub(crate) fn retire(
    state: &State,
    command: &RetireVehicle,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let vehicle_id = command.vehicle_id;
    let vehicle = state.vehicle(vehicle_id)?;
    let loans: Vec<String> = vehicle.live.iter().map(ToString::to_string).collect();
    let mut checks = Checks::new();
    checks.require(vehicle.service != Service::Retired, || vehicle.away());
    checks.require(loans.is_empty(), || Violation::VehicleHasLoans { loans });
    check_reason(&mut checks, &command.reason);
    checks.finish()?;
    Ok(vec![VehicleRetired { vehicle_id, reason: command.reason.clone() }.into()])
}
