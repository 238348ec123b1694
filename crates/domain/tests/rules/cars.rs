//! Cars and their loans, each step reached by commands: what tests of loans begin from. Every
//! function that says `given` in its name moves the scene; the others only write a command down.

use domain::id::{AssignmentId, KocId, LoanId, VehicleId};
use domain::vehicle::command::*;
use domain::vehicle::values::*;
use domain::vocabulary::TierCode;
use domain::{Event, vehicle};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

/// The car of that name.
pub(crate) fn car(name: &str) -> VehicleId {
    VehicleId::derived(&[name.as_bytes()])
}

/// The loan of that name.
pub(crate) fn loan(name: &str) -> LoanId {
    LoanId::derived(&[name.as_bytes()])
}

/// A car with a VIN that ends so.
pub(crate) fn register_car(name: &str, last_digits: &str) -> RegisterVehicle {
    RegisterVehicle {
        vehicle_id: car(name),
        vin: format!("LFV2B21K8D0000{last_digits}").as_str().into(),
        model: "q5".to_owned(),
        variant: "long range".to_owned(),
        location: "showroom east".to_owned(),
        odometer_km: 1_000,
        keeper: operator_id("mei"),
    }
}

/// A car of the fleet.
#[track_caller]
pub(crate) fn given_car(scene: &mut Scene, name: &str) -> VehicleId {
    scene.given(mei(), register_car(name, "001"));
    car(name)
}

/// Asks for the car from tomorrow on for two days.
pub(crate) fn request(scene: &Scene, name: &str, koc_id: KocId) -> RequestLoan {
    RequestLoan {
        loan_id: loan(name),
        vehicle_id: car("red"),
        koc_id,
        assignment_id: None,
        perk_id: None,
        from: scene.now().plus_hours(24),
        until: scene.now().plus_hours(72),
        pickup_place: Some("at the station".into()),
    }
}

/// The same, later by days.
pub(crate) fn request_later(scene: &Scene, name: &str, koc_id: KocId, days: i64) -> RequestLoan {
    let plain = request(scene, name, koc_id);
    let (from, until) = (plain.from.plus_hours(24 * days), plain.until.plus_hours(24 * days));
    RequestLoan { from, until, ..plain }
}

/// Everything in order.
pub(crate) fn approve_loan(scene: &Scene, name: &str) -> ApproveLoan {
    ApproveLoan {
        loan_id: loan(name),
        licence_checked_on: scene.today(),
        licence_valid_until: scene.today().plus(365),
        insurance_ref: "policy:7".to_owned(),
        agreement_ref: "doc:loan-7".to_owned(),
    }
}

/// Two hours, a day from now.
pub(crate) fn schedule(scene: &Scene, name: &str) -> ScheduleDelivery {
    let (from, until) = (scene.now().plus_hours(24), scene.now().plus_hours(26));
    ScheduleDelivery {
        loan_id: loan(name),
        slot: DeliverySlot { from, until },
        place: "at the station, north exit".into(),
        handler: operator_id("lin"),
        at_members_wish: false,
    }
}

/// All parts looked at, those damaged.
pub(crate) fn condition(damaged: &[CarPart]) -> Vec<PartCondition> {
    let part = |part: CarPart| {
        let damaged = damaged.contains(&part);
        let state = if damaged { PartState::Damaged } else { PartState::Sound };
        PartCondition { part, state }
    };
    [CarPart::Bodywork, CarPart::Wheels, CarPart::Interior].map(part).to_vec()
}

/// Now, as it should be.
pub(crate) fn deliver(scene: &Scene, name: &str) -> DeliverVehicle {
    DeliverVehicle {
        loan_id: loan(name),
        at: scene.now(),
        odometer_km: 1_010,
        charge_percent: 90,
        condition: condition(&[]),
        photos: vec!["photo:out-1".to_owned()],
        signed_by: "Ming".into(),
    }
}

/// Now, 300 kilometres later.
pub(crate) fn give_back(scene: &Scene, name: &str) -> ReturnVehicle {
    ReturnVehicle {
        loan_id: loan(name),
        at: scene.now(),
        odometer_km: 1_310,
        charge_percent: 40,
        condition: condition(&[]),
        photos: vec!["photo:in-1".to_owned()],
        collected_by: operator_id("lin"),
    }
}

/// Nothing broken, well liked.
pub(crate) fn close(name: &str) -> CloseLoan {
    CloseLoan { loan_id: loan(name), damage: None, cost: None, koc_rating: Some(5) }
}

/// Called off by the team.
pub(crate) fn cancel(name: &str) -> CancelLoan {
    CancelLoan { loan_id: loan(name), reason: Some("another car is better".into()) }
}

/// Ming may have the car from tomorrow on.
#[track_caller]
pub(crate) fn given_approved_loan(scene: &mut Scene, name: &str, koc_id: KocId) {
    let request = request(scene, name, koc_id);
    scene.given(by(koc_id), request);
    let approve = approve_loan(scene, name);
    scene.given(mei(), approve);
}

/// A slot is promised.
#[track_caller]
pub(crate) fn given_scheduled(scene: &mut Scene, name: &str, koc_id: KocId) {
    given_approved_loan(scene, name, koc_id);
    let schedule = schedule(scene, name);
    scene.given(mei(), schedule);
}

/// The member has the car; a day and an hour passed.
#[track_caller]
pub(crate) fn given_out(scene: &mut Scene, name: &str, koc_id: KocId) {
    given_scheduled(scene, name, koc_id);
    scene.wait_hours(25);
    let deliver = deliver(scene, name);
    scene.given(mei(), deliver);
}

/// A car, and ming who may ask for it.
#[track_caller]
pub(crate) fn with_car() -> (Scene, KocId) {
    let mut scene = live_with_words();
    given_car(&mut scene, "red");
    let ming = member(&mut scene, "ming");
    (scene, ming)
}

/// Ming works on a month's task.
#[track_caller]
pub(crate) fn with_work() -> (Scene, KocId, AssignmentId) {
    let (mut scene, ming) = with_car();
    rise(&mut scene, ming, TierCode::Responder);
    let assignment_id = given_month_accepted(&mut scene, "film", ming);
    (scene, ming, assignment_id)
}

/// The first event, of a car.
#[track_caller]
pub(crate) fn of_car(events: Vec<Event>) -> vehicle::Event {
    match events.into_iter().next() {
        Some(Event::Vehicle(event)) => event,
        other => panic!("of a car: {other:?}"),
    }
}
