//! Cars of the brand: lent for work, brought late, back late, in the workshop, sold.

use domain::Actor;
use domain::assignment::command::RelinquishAssignment;
use domain::id::{AssignmentId, KocId, LoanId, VehicleId};
use domain::programme::command::ExtendVocabulary;
use domain::support::command::OpenSupportRequest;
use domain::support::values::{SupportKind, SupportSubject};
use domain::vehicle::command::*;
use domain::vehicle::values::*;
use domain::vocabulary::{Horizon, Mode, VocabularyAxis};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn car(name: &str) -> VehicleId {
    VehicleId::derived(&[name.as_bytes()])
}

fn loan(name: &str) -> LoanId {
    LoanId::derived(&[name.as_bytes()])
}

/// A programme with one car, that mei answers for.
fn with_car() -> Scene {
    let mut scene = live();
    let (axis, code) = (VocabularyAxis::Model, "l7".to_owned());
    scene.given(mei(), ExtendVocabulary { axis, code, labels: text("L7", "L7") });
    let register = RegisterVehicle {
        vehicle_id: car("silver"),
        vin: "LFV2B21K8D0000007".into(),
        model: "l7".to_owned(),
        variant: "长续航版".to_owned(),
        location: "城东展厅".to_owned(),
        odometer_km: 3_200,
        keeper: operator_id("mei"),
    };
    scene.given(mei(), register);
    scene
}

/// From so many hours on, for two days.
fn request(scene: &Scene, name: &str, koc_id: KocId, in_hours: i64) -> RequestLoan {
    RequestLoan {
        loan_id: loan(name),
        vehicle_id: car("silver"),
        koc_id,
        assignment_id: None,
        perk_id: None,
        from: scene.now().plus_hours(in_hours),
        until: scene.now().plus_hours(in_hours + 48),
        pickup_place: Some("地铁站北口".into()),
    }
}

fn approve(scene: &Scene, name: &str) -> ApproveLoan {
    ApproveLoan {
        loan_id: loan(name),
        licence_checked_on: scene.today(),
        licence_valid_until: scene.today().plus(700),
        insurance_ref: "policy:l7-2025".to_owned(),
        agreement_ref: format!("doc:{}", loan(name)).chars().take(40).collect(),
    }
}

fn schedule(scene: &Scene, name: &str, in_hours: i64) -> ScheduleDelivery {
    let slot = DeliverySlot {
        from: scene.now().plus_hours(in_hours),
        until: scene.now().plus_hours(in_hours + 2),
    };
    ScheduleDelivery {
        loan_id: loan(name),
        slot,
        place: "地铁站北口停车场".into(),
        handler: operator_id("lin"),
        at_members_wish: false,
    }
}

fn condition(interior: PartState) -> Vec<PartCondition> {
    [(CarPart::Bodywork, PartState::Sound), (CarPart::Interior, interior)]
        .map(|(part, state)| PartCondition { part, state })
        .to_vec()
}

fn deliver(scene: &Scene, name: &str, odometer_km: u32) -> DeliverVehicle {
    DeliverVehicle {
        loan_id: loan(name),
        at: scene.now(),
        odometer_km,
        charge_percent: 95,
        condition: condition(PartState::Sound),
        photos: vec!["photo:out-1".to_owned(), "photo:out-2".to_owned()],
        signed_by: "本人".into(),
    }
}

fn give_back(scene: &Scene, name: &str, odometer_km: u32, interior: PartState) -> ReturnVehicle {
    ReturnVehicle {
        loan_id: loan(name),
        at: scene.now(),
        odometer_km,
        charge_percent: 30,
        condition: condition(interior),
        photos: vec!["photo:in-1".to_owned()],
        collected_by: operator_id("lin"),
    }
}

#[test]
fn car_lent_for_a_film_brought_late_and_back_late() {
    let mut scene = with_car();
    let an = join(&mut scene, "an");
    let task_id = open(&mut scene, "night-drive", Horizon::Instant, Mode::Commission, None);
    take_on(&mut scene, task_id, an);
    let assignment_id = Some(AssignmentId::of(task_id, an));
    let asked = RequestLoan {
        assignment_id,
        until: scene.now().plus_hours(30),
        ..request(&scene, "film", an, 5)
    };
    scene.given(member("an"), asked);
    scene.wait_hours(1);
    let approve = approve(&scene, "film");
    scene.given(mei(), approve);
    let promised = schedule(&scene, "film", 5);
    scene.given(mei(), promised);
    // The brand moves the slot, and is late by what it promised first.
    scene.wait_hours(4);
    let moved = schedule(&scene, "film", 4);
    scene.given(mei(), moved);
    scene.wait_hours(5);
    let out = deliver(&scene, "film", 3_240);
    scene.given(mei(), out);
    scene.wait_hours(2);
    let ask = OpenSupportRequest {
        request_id: domain::id::SupportId::derived(&[b"cable"]),
        koc_id: an,
        subject: SupportSubject::Loan(loan("film")),
        kind: SupportKind::Question,
        text: "充电线在哪里?".into(),
    };
    scene.given(member("an"), ask);
    let until = scene.now().plus_hours(26);
    scene.given(mei(), ExtendLoan { loan_id: loan("film"), until });
    scene.wait_hours(28);
    scene.given(Actor::SYSTEM, MarkLoanOverdue { loan_id: loan("film") });
    scene.wait_hours(1);
    let back = give_back(&scene, "film", 3_610, PartState::Damaged);
    scene.given(mei(), back);
    scene.wait_hours(20);
    let damage = Some("后备箱内衬有划痕".into());
    let cost = Some(domain::Amount(60_000));
    scene.given(mei(), CloseLoan { loan_id: loan("film"), damage, cost, koc_rating: Some(4) });
    tell(
        "car_lent_for_a_film_brought_late_and_back_late",
        "An films at night and asks for a car. Licence and insurance are in order. The brand moves \
         the slot it had promised and brings the car two hours late by the first one. An asks where \
         the cable is and gets the car for longer, but brings it back three hours late; the clock \
         has told whoever brought it. After 370 kilometres the lining of the boot is scratched: \
         that is settled with its cost, and An rates the loan.",
        &scene,
    );
}

#[test]
fn car_asked_for_twice_then_in_the_workshop_then_sold() {
    let mut scene = with_car();
    let (an, bo, chen) = (join(&mut scene, "an"), join(&mut scene, "bo"), join(&mut scene, "chen"));
    for (name, koc_id, in_hours) in [("an", an, 24), ("bo", bo, 48), ("chen", chen, 240)] {
        let asked = request(&scene, name, koc_id, in_hours);
        scene.given(member(name), asked);
    }
    for name in ["an", "chen"] {
        let approved = approve(&scene, name);
        scene.given(mei(), approved);
    }
    // Bo's days overlap with An's.
    let twice = approve(&scene, "bo");
    scene.refused(mei(), twice, "VEHICLE_DOUBLE_BOOKED");
    let (loan_id, reason) = (loan("bo"), "这几天车辆已借出".into());
    scene.given(mei(), RefuseLoan { loan_id, reason });
    let promised = schedule(&scene, "an", 24);
    scene.given(mei(), promised);
    scene.wait_hours(25);
    let out = deliver(&scene, "an", 3_210);
    scene.given(mei(), out);
    scene.wait_hours(40);
    let back = give_back(&scene, "an", 3_500, PartState::Worn);
    scene.given(mei(), back);
    let settled = CloseLoan { loan_id: loan("an"), damage: None, cost: None, koc_rating: Some(5) };
    scene.given(mei(), settled);
    let (vehicle_id, reason) = (car("silver"), "刹车异响".to_owned());
    scene.given(mei(), SendToWorkshop { vehicle_id, reason, until: None });
    scene.wait_hours(5);
    let reason = Some("车辆送修".into());
    scene.given(mei(), CancelLoan { loan_id: loan("chen"), reason });
    scene.wait_days(8);
    scene.given(mei(), ReturnToService { vehicle_id });
    scene.wait_days(30);
    scene.given(mei(), RetireVehicle { vehicle_id, reason: "已售出".to_owned() });
    tell(
        "car_asked_for_twice_then_in_the_workshop_then_sold",
        "An, Bo and Chen ask for the same car. Bo's days overlap with An's, so the approval is \
         refused and Bo is told why. An brings it back in time. The brakes squeal: the workshop \
         has the car, Chen's loan is in conflict and called off. Back in service, it is sold in \
         the end.",
        &scene,
    );
}

#[test]
fn car_loan_ends_with_the_work() {
    let mut scene = with_car();
    let an = join(&mut scene, "an");
    let task_id = open(&mut scene, "boot", Horizon::Instant, Mode::Commission, None);
    take_on(&mut scene, task_id, an);
    let assignment_id = AssignmentId::of(task_id, an);
    let asked = RequestLoan {
        assignment_id: Some(assignment_id),
        until: scene.now().plus_hours(24),
        ..request(&scene, "boot", an, 2)
    };
    scene.given(member("an"), asked);
    let approved = approve(&scene, "boot");
    scene.given(mei(), approved);
    scene.wait_hours(1);
    let (reason, return_resources) = (None, false);
    scene.given(member("an"), RelinquishAssignment { assignment_id, reason, return_resources });
    tell(
        "car_loan_ends_with_the_work",
        "An has a car for a task and gives the task back before the car is out: the loan is called \
         off in the same commit, and its days are free.",
        &scene,
    );
}
