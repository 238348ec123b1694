//! A car and its calendar: who may have it when, and what that needs.

use crate::cars::*;
use crate::common::*;
use crate::duties::{grant_perk, perk_id};
use crate::shown::{completed, opened};
use crate::work::*;
use domain::id::{AssignmentId, VehicleId};
use domain::koc::command::PauseKoc;
use domain::perk::command::{GrantPerk, UsePerk};
use domain::perk::values::PerkKind;
use domain::todo::values::{Audience, TodoKind};
use domain::vehicle::Event as Happened;
use domain::vehicle::command::*;
use domain::vehicle::values::*;
use domain::{Actor, Role};

#[test]
fn a_car_is_known_by_a_fingerprint_of_its_vin_and_there_once() {
    let mut scene = live_with_words();
    let Happened::VehicleRegistered(red) =
        of_car(scene.accepted(mei(), register_car("red", "001")))
    else {
        panic!("registered")
    };
    let json = serde_json::to_string(&red).expect("plain data");
    assert!(!json.contains("LFV2B21K8D0000001") && !json.contains("lfv2"), "{json}");
    scene.refused(mei(), register_car("red", "002"), "VEHICLE_EXISTS");
    scene.refused(mei(), register_car("blue", "001"), "VEHICLE_EXISTS");
    // However it is written, it is the same car.
    let spelled =
        RegisterVehicle { vin: " lfv2b21k8-d0000001 ".into(), ..register_car("blue", "001") };
    scene.refused(mei(), spelled, "VEHICLE_EXISTS");
    scene.given(mei(), register_car("blue", "002"));
}

#[test]
fn a_car_has_a_whole_vin_a_known_model_and_somebody_who_answers_for_it() {
    let mut scene = live_with_words();
    let plain = || register_car("red", "001");
    scene.refused(mei(), RegisterVehicle { vin: "LFV2".into(), ..plain() }, "FIELD_INVALID");
    let model = "q9".to_owned();
    scene.refused(mei(), RegisterVehicle { model, ..plain() }, "TERM_UNKNOWN");
    let keeper = operator_id("nobody");
    scene.refused(mei(), RegisterVehicle { keeper, ..plain() }, "NOT_FOUND");
    for variant in ["", " "] {
        let variant = variant.to_owned();
        scene.refused(mei(), RegisterVehicle { variant, ..plain() }, "FIELD_INVALID");
    }
    scene.refused(wei(), plain(), "FORBIDDEN");
}

#[test]
fn a_member_asks_for_themselves_and_the_keeper_is_told() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    let asked = request(&scene, "trip", ming);
    scene.refused(by(hua), asked.clone(), "FORBIDDEN");
    let events = scene.accepted(by(ming), asked.clone());
    let told = opened(&events, TodoKind::LoanAsked);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].audience, Audience::Operator(operator_id("mei")));
    assert_eq!((&told[0].about, told[0].koc_id), (&loan("trip").to_string(), Some(ming)));
    scene.refused(by(ming), asked, "LOAN_EXISTS");
    let nowhere = RequestLoan {
        vehicle_id: VehicleId::derived(&[b"nowhere"]),
        ..request(&scene, "other", ming)
    };
    scene.refused(by(ming), nowhere, "NOT_FOUND");
    // The team asks for a member, too.
    let asked = request(&scene, "other", hua);
    scene.given(mei(), asked);
}

#[test]
fn a_loan_ends_after_it_begins_is_to_come_and_lasts_a_quarter_at_most() {
    let (mut scene, ming) = with_car();
    let plain = request(&scene, "trip", ming);
    let (from, until) = (plain.from, plain.until);
    for (from, until) in [
        (until, from),
        (from, from),
        (scene.now().plus_hours(-48), scene.now()),
        (from, from.plus_hours(92 * 24 + 1)),
    ] {
        scene.refused(
            by(ming),
            RequestLoan { from, until, ..plain.clone() },
            "LOAN_WINDOW_INVALID",
        );
    }
    scene.given(by(ming), RequestLoan { until: from.plus_hours(92 * 24), ..plain });
}

#[test]
fn whoever_takes_a_break_asks_for_nothing() {
    let (mut scene, ming) = with_car();
    let from = scene.today();
    scene.given(by(ming), PauseKoc { koc_id: ming, from, until: None, reason: None });
    let asked = request(&scene, "trip", ming);
    scene.refused(by(ming), asked, "KOC_NOT_ACTIVE");
}

#[test]
fn a_car_for_work_is_for_whoever_does_it_while_they_do() {
    let (mut scene, ming, assignment_id) = with_work();
    let hua = member(&mut scene, "hua");
    let for_work = |plain: RequestLoan, assignment_id: AssignmentId| RequestLoan {
        assignment_id: Some(assignment_id),
        ..plain
    };
    let of_hua = for_work(request(&scene, "trip", hua), assignment_id);
    scene.refused(by(hua), of_hua, "NOT_A_PARTY");
    let of_ming = for_work(request(&scene, "trip", ming), assignment_id);
    let too_long = RequestLoan { until: scene.now().plus_hours(31 * 24), ..of_ming.clone() };
    scene.refused(by(ming), too_long, "LOAN_OUTSIDE_TASK_WINDOW");
    let before = RequestLoan { from: scene.now().plus_hours(-1), ..of_ming.clone() };
    scene.refused(by(ming), before, "LOAN_OUTSIDE_TASK_WINDOW");
    scene.given(by(ming), of_ming);
    let offered = given_month_offered(&mut scene, "other", ming);
    let not_yet = for_work(request(&scene, "again", ming), offered);
    scene.refused(by(ming), not_yet, "ASSIGNMENT_NOT_ACTIVE");
    let nowhere = AssignmentId::derived(&[b"nowhere"]);
    let not_yet = for_work(request(&scene, "again", ming), nowhere);
    scene.refused(by(ming), not_yet, "NOT_FOUND");
}

#[test]
fn a_car_is_lent_as_the_perk_it_is() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    let days = GrantPerk {
        valid_from: scene.today().plus(2),
        ..grant_perk(&scene, "later", ming, PerkKind::TestDrive)
    };
    let for_hua = grant_perk(&scene, "for hua", hua, PerkKind::TestDrive);
    let course = GrantPerk {
        exception: Some("she asked".into()),
        ..grant_perk(&scene, "course", ming, PerkKind::Training)
    };
    let drive =
        GrantPerk { quantity: Some(1), ..grant_perk(&scene, "drive", ming, PerkKind::TestDrive) };
    scene.given(mei(), days).given(mei(), for_hua).given(mei(), course).given(mei(), drive);
    let plain = request(&scene, "trip", ming);
    let asked = |perk| RequestLoan { perk_id: Some(perk_id(perk)), ..plain.clone() };
    scene.refused(by(ming), asked("no such perk"), "NOT_FOUND");
    scene.refused(by(ming), asked("for hua"), "NOT_A_PARTY");
    scene.refused(by(ming), asked("course"), "FIELD_INVALID");
    scene.refused(by(ming), asked("later"), "NOT_YET_DUE");
    let long = scene.now().plus_hours(24 * 40);
    let after = RequestLoan { from: long, until: long.plus_hours(24), ..asked("drive") };
    scene.refused(by(ming), after, "PERK_EXPIRED");
    scene.given(by(ming), asked("drive"));
    scene.given(by(ming), UsePerk { perk_id: perk_id("drive"), at: None, reference: None });
    let again = RequestLoan { loan_id: loan("again"), ..asked("drive") };
    scene.refused(by(ming), again, "PERK_USED_UP");
}

#[test]
fn a_loan_needs_a_licence_seen_and_an_insurance_named() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    let plain = approve_loan(&scene, "trip");
    let back_on = scene.today().plus(3);
    let too_short = ApproveLoan { licence_valid_until: back_on.plus(-1), ..plain.clone() };
    scene.refused(mei(), too_short, "LICENCE_NOT_VERIFIED");
    let not_seen = ApproveLoan { licence_checked_on: back_on, ..plain.clone() };
    scene.refused(mei(), not_seen, "LICENCE_NOT_VERIFIED");
    let uninsured = ApproveLoan { insurance_ref: " ".to_owned(), ..plain.clone() };
    scene.refused(mei(), uninsured, "INSURANCE_MISSING");
    let words = ApproveLoan { insurance_ref: "ask Mr Li".to_owned(), ..plain.clone() };
    scene.refused(mei(), words, "FIELD_INVALID");
    let unsigned = ApproveLoan { agreement_ref: String::new(), ..plain.clone() };
    scene.refused(mei(), unsigned, "FIELD_INVALID");
    scene.refused(by(ming), plain.clone(), "FORBIDDEN");
    let until = ApproveLoan { licence_valid_until: back_on, ..plain };
    let events = scene.accepted(mei(), until.clone());
    assert_eq!(completed(&events), 1, "the keeper waits no more");
    scene.refused(mei(), until, "LOAN_NOT_REQUESTED");
}

#[test]
fn what_was_asked_for_too_late_is_not_approved() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    scene.wait_days(4);
    let approve = approve_loan(&scene, "trip");
    scene.refused(mei(), approve, "LOAN_WINDOW_INVALID");
}

#[test]
fn two_may_ask_for_the_same_days_and_one_gets_the_car() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    given_approved_loan(&mut scene, "trip", ming);
    let asked = request(&scene, "other", hua);
    scene.given(by(hua), asked);
    let approve = approve_loan(&scene, "other");
    scene.refused(mei(), approve.clone(), "VEHICLE_DOUBLE_BOOKED");
    scene.given(by(ming), CancelLoan { loan_id: loan("trip"), reason: None });
    scene.given(mei(), approve);
}

#[test]
fn a_calendar_holds_what_touches_and_nothing_that_overlaps() {
    let (mut scene, ming) = with_car();
    let plain = request(&scene, "middle", ming);
    let (from, until) = (plain.from, plain.until);
    scene.given(by(ming), plain.clone());
    let approve = approve_loan(&scene, "middle");
    scene.given(mei(), approve);
    for (name, from, until, free) in [
        ("over", from.plus_hours(-1), until.plus_hours(1), false),
        ("within", from.plus_hours(1), until.plus_hours(-1), false),
        ("head", from.plus_hours(-5), from.plus_hours(1), false),
        ("tail", until.plus_hours(-1), until.plus_hours(5), false),
        ("before", from.plus_hours(-5), from, true),
        ("after", until, until.plus_hours(5), true),
        ("far", until.plus_hours(50), until.plus_hours(60), true),
        ("between", until.plus_hours(5), until.plus_hours(50), true),
        ("all", from.plus_hours(-10), until.plus_hours(100), false),
    ] {
        let loan_id = loan(name);
        scene.given(by(ming), RequestLoan { loan_id, from, until, ..plain.clone() });
        let approve = approve_loan(&scene, name);
        if free {
            scene.given(mei(), approve);
        } else {
            scene.refused(mei(), approve, "VEHICLE_DOUBLE_BOOKED");
        }
    }
}

#[test]
fn a_refusal_says_why_and_is_final() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    let loan_id = loan("trip");
    scene.refused(mei(), RefuseLoan { loan_id, reason: " ".into() }, "REASON_REQUIRED");
    let refuse = RefuseLoan { loan_id, reason: "the car is at the fair".into() };
    assert_eq!(completed(&scene.accepted(mei(), refuse.clone())), 1);
    scene.refused(mei(), refuse, "LOAN_NOT_REQUESTED");
    let approve = approve_loan(&scene, "trip");
    scene.refused(mei(), approve, "LOAN_NOT_REQUESTED");
}

#[test]
fn a_delivery_is_promised_within_the_loan_by_somebody_who_is_there() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked.clone());
    let plain = schedule(&scene, "trip");
    scene.refused(mei(), plain.clone(), "LOAN_NOT_APPROVED");
    let approve = approve_loan(&scene, "trip");
    scene.given(mei(), approve);
    let slot =
        |from, until| ScheduleDelivery { slot: DeliverySlot { from, until }, ..plain.clone() };
    let (from, until) = (asked.from, asked.until);
    scene.refused(mei(), slot(from, from), "WINDOW_INVALID");
    scene.refused(mei(), slot(from.plus_hours(-1), from.plus_hours(1)), "LOAN_WINDOW_INVALID");
    scene.refused(mei(), slot(from, until.plus_hours(1)), "LOAN_WINDOW_INVALID");
    let past = scene.now().plus_hours(-1);
    scene.refused(mei(), slot(past.plus_hours(-1), past), "DATE_IN_PAST");
    let nobody = ScheduleDelivery { handler: operator_id("nobody"), ..plain.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let nowhere = ScheduleDelivery { place: " ".into(), ..plain.clone() };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    scene.given(mei(), plain);
}

#[test]
fn a_slot_that_the_brand_moves_is_late_by_the_first_one() {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    let first = schedule(&scene, "trip").slot;
    let later = DeliverySlot { from: first.from.plus_hours(5), until: first.until.plus_hours(5) };
    for (at_members_wish, promised_until) in [(false, first.until), (true, later.until)] {
        let moved = ScheduleDelivery { slot: later, at_members_wish, ..schedule(&scene, "trip") };
        let Happened::DeliveryScheduled(moved) = of_car(scene.accepted(mei(), moved)) else {
            panic!("scheduled")
        };
        assert_eq!(moved.promised_until, promised_until);
    }
}

#[test]
fn a_loan_is_called_off_by_either_side_while_the_car_is_there() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    given_scheduled(&mut scene, "trip", ming);
    scene.refused(by(hua), cancel("trip"), "FORBIDDEN");
    let silent = CancelLoan { reason: None, ..cancel("trip") };
    scene.refused(mei(), silent.clone(), "REASON_REQUIRED");
    let Happened::LoanCancelled(off) = of_car(scene.accepted(by(ming), silent)) else {
        panic!("called off")
    };
    assert_eq!(off.cause, LoanEndCause::Asked);
    scene.refused(mei(), cancel("trip"), "LOAN_OVER");
    scene.wait_days(1);
    given_out(&mut scene, "again", ming);
    scene.refused(mei(), cancel("again"), "LOAN_OUT");
}

#[test]
fn the_workshop_tells_what_was_booked_meanwhile() {
    let (mut scene, ming) = with_car();
    given_approved_loan(&mut scene, "trip", ming);
    let later = request_later(&scene, "later", ming, 10);
    scene.given(by(ming), later.clone());
    let approve = approve_loan(&scene, "later");
    scene.given(mei(), approve);
    let until = Some(scene.now().plus_hours(5 * 24));
    let send =
        SendToWorkshop { vehicle_id: car("red"), reason: "the brakes squeal".to_owned(), until };
    scene.refused(
        mei(),
        SendToWorkshop { reason: " ".to_owned(), ..send.clone() },
        "REASON_REQUIRED",
    );
    let past = Some(scene.now());
    scene.refused(mei(), SendToWorkshop { until: past, ..send.clone() }, "DATE_IN_PAST");
    let events = scene.accepted(mei(), send.clone());
    let told = opened(&events, TodoKind::LoanInConflict);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].about, loan("trip").to_string());
    let Happened::VehicleSentToWorkshop(sent) = of_car(events) else { panic!("sent") };
    assert_eq!(sent.conflicts, [loan("trip")]);
    scene.refused(mei(), send, "VEHICLE_NOT_IN_SERVICE");
    // Calling it off settles the conflict.
    assert_eq!(completed(&scene.accepted(mei(), cancel("trip"))), 1);
    let meanwhile = request(&scene, "other", ming);
    scene.refused(by(ming), meanwhile, "VEHICLE_NOT_IN_SERVICE");
    // It is planned to be back by then.
    let after = RequestLoan { loan_id: loan("after"), ..request_later(&scene, "after", ming, 20) };
    scene.given(by(ming), after);
}

#[test]
fn without_an_end_the_workshop_has_it_from_now_on() {
    let (mut scene, ming) = with_car();
    given_approved_loan(&mut scene, "trip", ming);
    let later = request_later(&scene, "later", ming, 10);
    scene.given(by(ming), later);
    let approve = approve_loan(&scene, "later");
    scene.given(mei(), approve);
    let vehicle_id = car("red");
    let reason = "a new battery".to_owned();
    let send = SendToWorkshop { vehicle_id, reason, until: None };
    let Happened::VehicleSentToWorkshop(sent) = of_car(scene.accepted(mei(), send)) else {
        panic!("sent")
    };
    assert_eq!(sent.conflicts, [loan("trip"), loan("later")]);
    let far = request_later(&scene, "far", ming, 80);
    scene.refused(by(ming), far.clone(), "VEHICLE_NOT_IN_SERVICE");
    scene.given(mei(), ReturnToService { vehicle_id });
    scene.refused(mei(), ReturnToService { vehicle_id }, "VEHICLE_NOT_IN_WORKSHOP");
    scene.given(by(ming), far);
}

#[test]
fn a_car_that_is_out_goes_nowhere() {
    let (mut scene, ming) = with_car();
    given_out(&mut scene, "trip", ming);
    let (vehicle_id, reason) = (car("red"), "worn tyres".to_owned());
    let send = SendToWorkshop { vehicle_id, reason: reason.clone(), until: None };
    scene.refused(mei(), send, "LOAN_OUT");
    scene.refused(mei(), RetireVehicle { vehicle_id, reason }, "VEHICLE_HAS_LOANS");
}

#[test]
fn a_car_leaves_the_fleet_once_nothing_of_it_is_open() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    let (vehicle_id, reason) = (car("red"), "sold".to_owned());
    let retire = RetireVehicle { vehicle_id, reason };
    scene.refused(mei(), retire.clone(), "VEHICLE_HAS_LOANS");
    scene.given(mei(), cancel("trip"));
    let silent = RetireVehicle { reason: String::new(), ..retire.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    scene.given(mei(), retire.clone());
    scene.refused(mei(), retire, "VEHICLE_NOT_IN_SERVICE");
    let asked = request(&scene, "again", ming);
    scene.refused(by(ming), asked, "VEHICLE_NOT_IN_SERVICE");
    // Its VIN stays its own.
    scene.refused(mei(), register_car("blue", "001"), "VEHICLE_EXISTS");
}

#[test]
fn only_those_who_run_the_programme_lend_cars() {
    let (mut scene, ming) = with_car();
    let analyst = Actor::operator(operator_id("wei"), Role::Reviewer);
    let asked = request(&scene, "trip", ming);
    scene.refused(analyst, asked, "FORBIDDEN");
}
