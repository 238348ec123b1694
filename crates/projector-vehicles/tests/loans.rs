//! What is asked of cars and loans: the calendar, what is free, what is late.

use domain::vehicle::values::*;
use projector_vehicles::{LoanFilter, VehicleFilter, VehicleOrder, VehicleService, Vehicles};
use testkit::stories;

const FILM: &str = "car_lent_for_a_film_brought_late_and_back_late";
const TWICE: &str = "car_asked_for_twice_then_in_the_workshop_then_sold";

#[test]
fn a_loan_tells_how_it_went_out_and_came_back() {
    let story = stories::story(FILM);
    let cars: Vehicles = story.fold();
    let loans = cars.loans(&LoanFilter::default());
    let [loan] = loans.as_slice() else { panic!("one: {loans:?}") };
    let (out, back) = (loan.given_out.as_ref().unwrap(), loan.given_back.as_ref().unwrap());
    assert_eq!((loan.state, loan.koc_rating), (LoanState::Closed, Some(4)));
    assert_eq!((out.late_min, back.late_min), (120, 180), "by the slot promised first");
    assert_eq!((loan.km, loan.new_damage.as_slice()), (Some(370), &[CarPart::Interior][..]));
    assert_eq!((loan.extensions.len(), loan.overdue_since), (1, Some(loan.until)));
    let car = cars.vehicle(loan.vehicle_id).unwrap();
    assert_eq!((car.odometer_km, car.out, car.charge_percent), (3_610, None, Some(30)));
    let totals = car.totals;
    assert_eq!((totals.deliveries, totals.on_time, totals.on_time_bp()), (1, 0, Some(0)));
    assert_eq!((totals.late_returns, totals.damaged, totals.damage_cost), (1, 1, 60_000));
    assert_eq!(totals, cars.totals());
    let work = loan.assignment_id.unwrap();
    assert_eq!(cars.loans_for(work).len(), 1);
    assert_eq!(cars.loans_of(loan.koc_id).len(), 1);
}

#[test]
fn the_calendar_holds_what_is_approved_and_tells_what_is_next() {
    let story = stories::story(TWICE);
    let cars: Vehicles = story.fold_to_first("DeliveryScheduled");
    let all = cars.vehicles(&VehicleFilter::default(), VehicleOrder::NextEvent);
    let [car] = all.as_slice() else { panic!("one: {all:?}") };
    let calendar = cars.calendar(car.vehicle_id);
    let who: Vec<_> = calendar.iter().map(|loan| loan.koc_id).collect();
    assert_eq!(who, ["an", "chen"].map(|name| story.koc(name)), "bo was refused");
    let next = cars.next_delivery(car.vehicle_id).unwrap();
    assert_eq!(next.koc_id, story.koc("an"));
    let (an, chen) = (&calendar[0], &calendar[1]);
    assert!(!cars.is_free(car, an.from.plus_hours(-1), an.from.plus_hours(1)));
    assert!(cars.is_free(car, an.until, chen.from), "what touches does not overlap");
    let free = |from, until| {
        let filter = VehicleFilter { free: Some((from, until)), ..VehicleFilter::default() };
        cars.vehicles(&filter, VehicleOrder::NextEvent).len()
    };
    assert_eq!((free(an.until, chen.from), free(an.from, chen.from)), (1, 0));
    let late = LoanFilter { late_delivery_at: Some(an.until), ..LoanFilter::default() };
    assert_eq!(cars.loans(&late).len(), 1, "not brought as promised");
}

#[test]
fn what_is_out_is_overdue_after_its_time_and_the_workshop_is_in_conflict() {
    let story = stories::story(TWICE);
    let cars: Vehicles = story.fold_to_first("VehicleDelivered");
    let all = cars.vehicles(&VehicleFilter::default(), VehicleOrder::NextEvent);
    let loan = cars.loan(all[0].out.expect("out")).unwrap();
    for (now, overdue) in [(loan.until, 0), (loan.until.plus_minutes(1), 1)] {
        let cars_late = VehicleFilter { overdue_at: Some(now), ..VehicleFilter::default() };
        let loans_late = LoanFilter { overdue_at: Some(now), ..LoanFilter::default() };
        assert_eq!(cars.vehicles(&cars_late, VehicleOrder::NextEvent).len(), overdue);
        assert_eq!(cars.loans(&loans_late).len(), overdue);
    }
    let cars: Vehicles = story.fold_to_first("VehicleSentToWorkshop");
    let conflict = LoanFilter { in_conflict: Some(true), ..LoanFilter::default() };
    let loans = cars.loans(&conflict);
    let who: Vec<_> = loans.iter().map(|loan| loan.koc_id).collect();
    assert_eq!(who, [story.koc("chen")]);
    let away =
        VehicleFilter { service: Some(VehicleService::Workshop), ..VehicleFilter::default() };
    assert_eq!(cars.vehicles(&away, VehicleOrder::LateDeliveries).len(), 1);
    let cars: Vehicles = story.fold();
    assert_eq!(cars.loans(&conflict).len(), 0);
    let gone = VehicleFilter { service: Some(VehicleService::Retired), ..VehicleFilter::default() };
    assert_eq!(cars.vehicles(&gone, VehicleOrder::NextEvent).len(), 1);
    let live = LoanFilter { live: Some(true), ..LoanFilter::default() };
    assert_eq!(cars.loans(&live).len(), 0);
}
