//! A car that changes hands: in time or not, how it was, and what becomes of it when the reason for
//! the loan is gone.

use crate::cars::*;
use crate::common::*;
use crate::shown::{clock, completed, opened};
use crate::work::*;
use domain::approval::{MergeProposal, Proposal, SuspensionProposal};
use domain::assignment::command::{CancelAssignment, RelinquishAssignment};
use domain::id::SupportId;
use domain::koc::command::*;
use domain::operator::command::DeactivateOperator;
use domain::support::command::OpenSupportRequest;
use domain::support::values::{SupportKind, SupportSubject};
use domain::task::CompensationRule;
use domain::task::command::CancelTask;
use domain::todo::values::{Audience, TodoKind};
use domain::vehicle::Event as Happened;
use domain::vehicle::command::*;
use domain::vehicle::event::{VehicleDelivered, VehicleReturned};
use domain::vehicle::values::*;
use domain::{Actor, Amount, Event, Timer};
use testkit::scene::Scene;

#[track_caller]
fn delivered(events: Vec<Event>) -> VehicleDelivered {
    match of_car(events) {
        Happened::VehicleDelivered(e) => e,
        other => panic!("delivered: {other:?}"),
    }
}

#[track_caller]
fn returned(events: Vec<Event>) -> VehicleReturned {
    match of_car(events) {
        Happened::VehicleReturned(e) => e,
        other => panic!("returned: {other:?}"),
    }
}

#[test]
fn within_the_slot_the_brand_is_in_time() {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    scene.wait_hours(26);
    let deliver = deliver(&scene, "trip");
    let out = delivered(scene.accepted(mei(), deliver));
    assert_eq!((out.on_time, out.late_min, out.intact), (true, 0, true));
    let due = scene.now().plus_hours(72 - 26);
    assert_eq!(scene.state.timers().at(Timer::MarkLoanOverdue(loan("trip"))), Some(due));
}

#[test]
fn the_brands_own_lateness_is_measured_by_what_it_promised_first() {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    let plain = schedule(&scene, "trip");
    let DeliverySlot { from, until } = plain.slot;
    let slot = DeliverySlot { from: from.plus_hours(4), until: until.plus_hours(4) };
    scene.given(mei(), ScheduleDelivery { slot, ..plain });
    scene.wait_hours(29);
    let deliver =
        DeliverVehicle { condition: condition(&[CarPart::Wheels]), ..deliver(&scene, "trip") };
    let out = delivered(scene.accepted(mei(), deliver));
    assert_eq!((out.on_time, out.late_min, out.intact), (false, 180, false));
}

#[test]
fn a_car_goes_out_once_it_is_scheduled_and_there() {
    let (mut scene, ming) = with_car();
    given_approved_loan(&mut scene, "trip", ming);
    let plain = deliver(&scene, "trip");
    scene.refused(mei(), plain.clone(), "DELIVERY_NOT_SCHEDULED");
    let schedule = schedule(&scene, "trip");
    scene.given(mei(), schedule);
    scene.wait_hours(25);
    let plain = deliver(&scene, "trip");
    let tomorrow = scene.now().plus_hours(24);
    let broken = |change: &dyn Fn(&mut DeliverVehicle)| {
        let mut command = plain.clone();
        change(&mut command);
        command
    };
    for (command, code) in [
        (broken(&|it| it.at = tomorrow), "DATE_IN_FUTURE"),
        (broken(&|it| it.at = it.at.plus_hours(-48)), "FIELD_INVALID"),
        (broken(&|it| it.odometer_km = 999), "ODOMETER_DECREASED"),
        (broken(&|it| it.charge_percent = 101), "FIELD_INVALID"),
        (broken(&|it| it.condition = Vec::new()), "FIELD_INVALID"),
        (broken(&|it| it.condition.extend(condition(&[]))), "FIELD_INVALID"),
        (broken(&|it| it.photos = vec!["see my mail".to_owned()]), "FIELD_INVALID"),
        (broken(&|it| it.signed_by = " ".into()), "FIELD_INVALID"),
    ] {
        scene.refused(mei(), command, code);
    }
    scene.given(mei(), plain.clone());
    scene.refused(mei(), plain, "DELIVERY_NOT_SCHEDULED");
}

#[test]
fn a_car_that_is_not_back_is_not_brought_to_the_next() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    given_out(&mut scene, "trip", ming);
    let next = RequestLoan {
        from: scene.now().plus_hours(47),
        until: scene.now().plus_hours(90),
        ..request(&scene, "next", hua)
    };
    scene.given(by(hua), next.clone());
    let approve = approve_loan(&scene, "next");
    scene.given(mei(), approve);
    let slot = DeliverySlot { from: next.from, until: next.from.plus_hours(2) };
    let schedule = ScheduleDelivery { slot, ..schedule(&scene, "next") };
    scene.given(mei(), schedule);
    scene.wait_hours(48);
    let bring = deliver(&scene, "next");
    scene.refused(mei(), bring.clone(), "VEHICLE_DOUBLE_BOOKED");
    let back = give_back(&scene, "trip");
    scene.given(mei(), back);
    // The odometer goes on from where it came back.
    scene.refused(mei(), bring.clone(), "ODOMETER_DECREASED");
    scene.given(mei(), DeliverVehicle { odometer_km: 1_311, ..bring });
}

#[test]
fn what_was_to_be_back_by_now_is_not_brought_any_more() {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    scene.wait_hours(73);
    let late = deliver(&scene, "trip");
    scene.refused(mei(), late, "LOAN_WINDOW_INVALID");
    scene.given(mei(), cancel("trip"));
}

#[test]
fn a_loan_is_extended_while_the_car_is_out_and_free() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    given_scheduled(&mut scene, "trip", ming);
    let loan_id = loan("trip");
    let (until, next) = (scene.now().plus_hours(96), scene.now().plus_hours(120));
    let asked = request_later(&scene, "next", hua, 4);
    scene.refused(mei(), ExtendLoan { loan_id, until }, "LOAN_NOT_OUT");
    scene.wait_hours(25);
    let out = deliver(&scene, "trip");
    scene.given(mei(), out);
    scene.given(by(hua), asked);
    let approve = approve_loan(&scene, "next");
    scene.given(mei(), approve);
    scene.refused(
        mei(),
        ExtendLoan { loan_id, until: until.plus_hours(-24) },
        "LOAN_WINDOW_INVALID",
    );
    let into_next = ExtendLoan { loan_id, until: next.plus_hours(1) };
    scene.refused(mei(), into_next, "VEHICLE_DOUBLE_BOOKED");
    let Happened::LoanExtended(longer) =
        of_car(scene.accepted(mei(), ExtendLoan { loan_id, until }))
    else {
        panic!("extended")
    };
    assert_eq!((longer.from, longer.until), (until.plus_hours(-24), until));
    assert_eq!(scene.state.timers().at(Timer::MarkLoanOverdue(loan_id)), Some(until));
    // And what was extended is booked.
    scene.given(by(hua), CancelLoan { loan_id: loan("next"), reason: None });
    let meanwhile = RequestLoan {
        from: until.plus_hours(-2),
        until: until.plus_hours(2),
        ..request(&scene, "meanwhile", hua)
    };
    scene.given(by(hua), meanwhile);
    let approve = approve_loan(&scene, "meanwhile");
    scene.refused(mei(), approve, "VEHICLE_DOUBLE_BOOKED");
}

#[test]
fn the_licence_lasts_as_long_as_the_extension() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    let licence_valid_until = scene.today().plus(3);
    let approve = ApproveLoan { licence_valid_until, ..approve_loan(&scene, "trip") };
    scene.given(mei(), approve);
    let schedule = schedule(&scene, "trip");
    scene.given(mei(), schedule);
    scene.wait_hours(25);
    let out = deliver(&scene, "trip");
    scene.given(mei(), out);
    let until = scene.now().plus_hours(72);
    scene.refused(mei(), ExtendLoan { loan_id: loan("trip"), until }, "LICENCE_NOT_VERIFIED");
}

#[test]
fn the_clock_tells_of_a_car_that_is_not_back() {
    let (mut scene, ming) = with_car();
    given_out(&mut scene, "trip", ming);
    let loan_id = loan("trip");
    let overdue = MarkLoanOverdue { loan_id };
    scene.wait_hours(47);
    scene.refused(Actor::SYSTEM, overdue.clone(), "NOT_YET_DUE");
    scene.wait_hours(3);
    let events = scene.accepted(Actor::SYSTEM, overdue.clone());
    let told = opened(&events, TodoKind::CarOverdue);
    // Whoever brought it asks for it.
    assert_eq!(told[0].audience, Audience::Operator(operator_id("lin")));
    let Happened::LoanOverdue(late) = of_car(events) else { panic!("overdue") };
    assert_eq!(late.hours, 3);
    assert_eq!(scene.state.timers().at(Timer::MarkLoanOverdue(loan_id)), None);
    scene.refused(Actor::SYSTEM, overdue.clone(), "NO_CHANGE");
    // Extended, it is not overdue any more, and may become so again.
    let until = scene.now().plus_hours(5);
    assert_eq!(completed(&scene.accepted(mei(), ExtendLoan { loan_id, until })), 1);
    scene.wait_hours(6);
    assert_eq!(clock(&mut scene), ["MarkLoanOverdue"]);
    let back = give_back(&scene, "trip");
    let events = scene.accepted(mei(), back);
    assert_eq!(completed(&events), 1);
    let back = returned(events);
    assert_eq!((back.late, back.late_min), (true, 60));
    scene.refused(Actor::SYSTEM, overdue, "LOAN_NOT_OUT");
}

#[test]
fn a_car_comes_back_with_its_kilometres_and_what_is_newly_damaged() {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    let early = give_back(&scene, "trip");
    scene.refused(mei(), early, "LOAN_NOT_OUT");
    scene.wait_hours(25);
    let out =
        DeliverVehicle { condition: condition(&[CarPart::Wheels]), ..deliver(&scene, "trip") };
    scene.given(mei(), out);
    scene.wait_hours(10);
    let plain = ReturnVehicle {
        condition: condition(&[CarPart::Wheels, CarPart::Interior]),
        ..give_back(&scene, "trip")
    };
    let fewer = ReturnVehicle { odometer_km: 1_009, ..plain.clone() };
    scene.refused(mei(), fewer, "ODOMETER_DECREASED");
    let before = ReturnVehicle { at: scene.now().plus_hours(-11), ..plain.clone() };
    scene.refused(mei(), before, "FIELD_INVALID");
    let nobody = ReturnVehicle { collected_by: operator_id("nobody"), ..plain.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let back = returned(scene.accepted(mei(), plain.clone()));
    assert_eq!((back.km, back.late, back.new_damage), (300, false, vec![CarPart::Interior]));
    scene.refused(mei(), plain, "LOAN_NOT_OUT");
    // Back early, the rest of its days are free.
    let next = RequestLoan { from: scene.now(), ..request(&scene, "next", ming) };
    scene.given(by(ming), next);
    let approve = approve_loan(&scene, "next");
    scene.given(mei(), approve);
}

#[test]
fn a_loan_is_settled_once_the_car_is_back() {
    let (mut scene, ming) = with_car();
    given_out(&mut scene, "trip", ming);
    scene.refused(mei(), close("trip"), "LOAN_NOT_RETURNED");
    let back = give_back(&scene, "trip");
    scene.given(mei(), back);
    let cost = Some(Amount(80_000));
    scene.refused(mei(), CloseLoan { cost, ..close("trip") }, "FIELD_INVALID");
    scene.refused(mei(), CloseLoan { koc_rating: Some(6), ..close("trip") }, "FIELD_INVALID");
    scene.refused(mei(), CloseLoan { koc_rating: Some(0), ..close("trip") }, "FIELD_INVALID");
    let damage = Some("a scratch in the boot".into());
    scene.given(mei(), CloseLoan { damage, cost, ..close("trip") });
    scene.refused(mei(), close("trip"), "LOAN_NOT_RETURNED");
    let retire = RetireVehicle { vehicle_id: car("red"), reason: "sold".to_owned() };
    scene.given(mei(), retire);
}

/// Ming has a loan for their work, before delivery or out.
fn at_work(out: bool) -> Scene {
    let (mut scene, ming, assignment_id) = with_work();
    let asked = RequestLoan { assignment_id: Some(assignment_id), ..request(&scene, "trip", ming) };
    scene.given(by(ming), asked);
    let approve = approve_loan(&scene, "trip");
    scene.given(mei(), approve);
    let schedule = schedule(&scene, "trip");
    scene.given(mei(), schedule);
    if out {
        scene.wait_hours(25);
        let deliver = deliver(&scene, "trip");
        scene.given(mei(), deliver);
    }
    scene
}

fn cancelled(events: &[Event]) -> Vec<LoanEndCause> {
    let cause = |event: &Event| match event {
        Event::Vehicle(Happened::LoanCancelled(off)) => Some(off.cause),
        _ => None,
    };
    events.iter().filter_map(cause).collect()
}

fn assignment() -> domain::id::AssignmentId {
    domain::id::AssignmentId::of(task_id("film"), koc("ming"))
}

#[test]
fn a_loan_ends_with_the_work_it_was_for() {
    let give_up =
        RelinquishAssignment { assignment_id: assignment(), reason: None, return_resources: false };
    let mut scene = at_work(false);
    let ming = koc("ming");
    let own = request_later(&scene, "own", ming, 40);
    scene.given(by(ming), own);
    let events = scene.accepted(by(ming), give_up.clone());
    assert_eq!(cancelled(&events), [LoanEndCause::WorkOff], "and no other");
    let mut scene = at_work(true);
    let events = scene.accepted(by(ming), give_up);
    assert_eq!(cancelled(&events), []);
    assert_eq!(opened(&events, TodoKind::CollectCar).len(), 1);
    let back = give_back(&scene, "trip");
    assert_eq!(completed(&scene.accepted(mei(), back)), 1);
}

#[test]
fn a_loan_ends_when_the_brand_calls_the_work_off() {
    let mut scene = at_work(false);
    let (assignment_id, reason) = (assignment(), Some("the launch is moved".into()));
    let cancel = CancelAssignment { assignment_id, reason, compensation_bp: None };
    assert_eq!(cancelled(&scene.accepted(mei(), cancel)), [LoanEndCause::WorkOff]);
    // Behind a cancelled task the clock ends the work, and with it the loan.
    let mut scene = at_work(false);
    let (task_id, reason) = (task_id("film"), "no car".to_owned());
    let compensation_rule = CompensationRule::default();
    scene.given(mei(), CancelTask { task_id, reason, compensation_rule });
    scene.wait_hours(1);
    assert_eq!(clock(&mut scene), ["CancelAssignment"]);
    scene.refused(mei(), crate::cars::cancel("trip"), "LOAN_OVER");
}

#[test]
fn a_loan_ends_with_the_membership() {
    let ming = koc("ming");
    let mut scene = at_work(false);
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: ming, reason: None, effective_on };
    let ended = cancelled(&scene.accepted(by(ming), leave));
    assert_eq!(ended, [LoanEndCause::MemberLeft], "once, though its work is off too");
    let (mut scene, _) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: ming, reason: None, effective_on };
    assert_eq!(cancelled(&scene.accepted(by(ming), leave)), [LoanEndCause::MemberLeft]);
}

#[test]
fn whoever_is_suspended_gives_the_car_back() {
    let (mut scene, ming) = with_car();
    given_out(&mut scene, "trip", ming);
    let asked = request_later(&scene, "later", ming, 10);
    scene.given(by(ming), asked);
    approve(&mut scene, Proposal::Suspend(SuspensionProposal { koc_id: ming, until: None }));
    let evidence_refs = Vec::new();
    let suspend =
        SuspendKoc { koc_id: ming, reason: "raced in town".into(), evidence_refs, until: None };
    let events = scene.accepted(mei(), suspend);
    assert_eq!(cancelled(&events), [LoanEndCause::MemberSuspended]);
    assert_eq!(opened(&events, TodoKind::CollectCar).len(), 1);
    let back = give_back(&scene, "trip");
    scene.given(mei(), back);
}

#[test]
fn whoever_was_suspended_meanwhile_gets_no_car() {
    let (mut scene, ming) = with_car();
    let asked = request(&scene, "trip", ming);
    scene.given(by(ming), asked);
    let from = scene.today();
    scene.given(by(ming), PauseKoc { koc_id: ming, from, until: None, reason: None });
    let approve = approve_loan(&scene, "trip");
    scene.refused(mei(), approve, "KOC_NOT_ACTIVE");
}

#[test]
fn a_merged_record_that_has_a_car_is_settled_by_somebody() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    given_out(&mut scene, "trip", ming);
    approve(&mut scene, Proposal::Merge(MergeProposal { koc_id: hua, duplicate_id: ming }));
    let merge = MergeKoc { koc_id: hua, duplicate_id: ming, evidence: "one licence".into() };
    let events = scene.accepted(mei(), merge);
    assert_eq!(opened(&events, TodoKind::SettleMergedRecord).len(), 1);
    let back = give_back(&scene, "trip");
    scene.given(mei(), back);
}

#[test]
fn whoever_keeps_or_brings_cars_hands_them_over() {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    let gone = |hand_over_to: Option<&str>| DeactivateOperator {
        operator_id: operator_id("lin"),
        reason: "moved on".into(),
        hand_over_to: hand_over_to.map(operator_id),
    };
    scene.refused(Actor::ADMIN, gone(None), "OPERATOR_HAS_CONTACTS");
    scene.given(Actor::ADMIN, gone(Some("mei")));
    scene.wait_hours(25);
    let deliver = deliver(&scene, "trip");
    scene.given(mei(), deliver);
    scene.wait_hours(60);
    let events = scene.accepted(Actor::SYSTEM, MarkLoanOverdue { loan_id: loan("trip") });
    let told = opened(&events, TodoKind::CarOverdue);
    assert_eq!(told[0].audience, Audience::Operator(operator_id("mei")));
}

#[test]
fn whoever_has_the_car_asks_whoever_answers_for_it() {
    let (mut scene, ming) = with_car();
    let hua = member(&mut scene, "hua");
    given_out(&mut scene, "trip", ming);
    let ask = |koc_id| OpenSupportRequest {
        request_id: SupportId::derived(&[b"which socket"]),
        koc_id,
        subject: SupportSubject::Loan(loan("trip")),
        kind: SupportKind::Question,
        text: "where is the cable?".into(),
    };
    scene.refused(by(hua), ask(hua), "NOT_A_PARTY");
    let events = scene.accepted(by(ming), ask(ming));
    let Some(Event::Support(domain::support::Event::SupportRequestOpened(asked))) = events.first()
    else {
        panic!("asked: {events:?}")
    };
    assert_eq!(asked.handler, operator_id("lin"));
}
