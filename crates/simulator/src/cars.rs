//! Cars of the brand: asked for, lent, brought in time or not, back in time or not, in the workshop.

use domain::amount::Amount;
use domain::id::{AssignmentId, KocId, LoanId, VehicleId};
use domain::vehicle::command::*;
use domain::vehicle::event::LoanRequested;
use domain::vehicle::values::*;
use domain::vehicle::{self};
use domain::vocabulary::TierCode;
use domain::{Actor, Moment};

use crate::office::{operator, ops};
use crate::work::Job;
use crate::world::World;

/// The day on which the fleet is there.
const FLEET_DAY: u32 = 5;

/// What a car is driven in an hour, day and night.
const KM_AN_HOUR: i64 = 6;

/// A car, and when it is promised.
#[derive(Debug, Clone)]
pub(crate) struct Car {
    vehicle_id: VehicleId,
    /// When it was new to the fleet, and what it had been driven then.
    since: Moment,
    odometer_km: u32,
    booked: Vec<(Moment, Moment)>,
    /// Out of the fleet, or in the workshop.
    away: bool,
}

impl Car {
    fn odometer_at(&self, at: Moment) -> u32 {
        let hours = at.0.saturating_sub(self.since.0) / domain::time::HOUR_US;
        let driven = u32::try_from(hours * KM_AN_HOUR).unwrap_or(0);
        self.odometer_km.saturating_add(driven)
    }
}

/// A loan that is under way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lent {
    car: usize,
    koc_id: KocId,
    from: Moment,
    until: Moment,
    longer: bool,
    /// The member has it.
    out: bool,
}

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.day == FLEET_DAY && !world.woven {
        for _ in 0..world.some(2_000) + 2 {
            register(world);
        }
    }
    if world.cars.is_empty() {
        return;
    }
    let asks = world.some(4_000);
    for _ in 0..asks {
        if world.chance.percent(45) {
            let tiers = [TierCode::Responder, TierCode::Partner];
            let tier = *world.chance.pick(&tiers);
            if let Some(koc_id) = world.of_tier(tier) {
                let hours = world.chance.between(48, 96);
                let from = world.within(24, 120);
                ask(world, koc_id, None, from, from.plus_hours(i64::from(hours)));
            }
        }
    }
    never_brought(world);
    if world.is_day(40, 20) {
        workshop(world);
    }
    if world.day == 55 {
        retire(world);
    }
}

fn register(world: &mut World<'_>) {
    let number = world.cars.len();
    let vehicle_id = VehicleId::derived(&[b"car", &world.next()]);
    let odometer_km = world.chance.between(100, 9_000);
    let registered = RegisterVehicle {
        vehicle_id,
        vin: format!("LQF7SIM00S{number:07}").as_str().into(),
        model: "qf-7".to_owned(),
        variant: "长续航版 Long range".to_owned(),
        location: "城东展厅 Showroom east".to_owned(),
        odometer_km,
        keeper: operator("ops-3"),
    };
    let since = world.now;
    world.cars.push(Car { vehicle_id, since, odometer_km, booked: Vec::new(), away: false });
    world.send(ops(), registered);
}

/// A member asks for some car of those that are there.
fn ask(
    world: &mut World<'_>,
    koc_id: KocId,
    assignment_id: Option<AssignmentId>,
    from: Moment,
    until: Moment,
) {
    let cars: Vec<VehicleId> =
        world.cars.iter().filter(|car| !car.away).map(|car| car.vehicle_id).collect();
    if cars.is_empty() {
        return;
    }
    let vehicle_id = *world.chance.pick(&cars);
    let loan_id = LoanId::derived(&[b"loan", &world.next()]);
    let pickup_place = Some("地铁站北口 Station, north exit".into());
    let perk_id = None;
    let asked = RequestLoan {
        loan_id,
        vehicle_id,
        koc_id,
        assignment_id,
        perk_id,
        from,
        until,
        pickup_place,
    };
    world.send(Actor::koc(koc_id), asked);
}

/// Some work needs a car.
pub(crate) fn for_work(world: &mut World<'_>, assignment_id: AssignmentId, job: &Job) {
    let from = world.now.plus_hours(2);
    let until = job.submit_by.plus_hours(-1).min(from.plus_hours(72));
    let fits = !world.cars.is_empty() && until >= from.plus_hours(12);
    if job.contest.is_none() && fits && world.chance.percent(6) {
        ask(world, job.koc_id, Some(assignment_id), from, until);
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &vehicle::Event) {
    use vehicle::Event::*;
    match event {
        LoanRequested(e) => requested(world, e),
        LoanApproved(e) => approved(world, e.loan_id),
        DeliveryScheduled(e) => {
            // One in five comes late.
            let late = world.chance.percent(20);
            let at = if late { e.slot.until.plus_hours(2) } else { e.slot.until.plus_hours(-1) };
            deliver(world, e.loan_id, at);
        }
        VehicleDelivered(e) => out(world, e.loan_id),
        LoanExtended(e) => {
            if let Some(lent) = world.lent.get_mut(&e.loan_id) {
                lent.until = e.until;
            }
            let at = e.until.plus_hours(-1);
            give_back(world, e.loan_id, at);
        }
        VehicleReturned(e) => {
            let damaged = !e.new_damage.is_empty();
            let stars = world.chance.between(3, 5) as u8;
            let closed = CloseLoan {
                loan_id: e.loan_id,
                damage: damaged.then(|| "内饰划痕 A scratch inside".into()),
                cost: damaged.then_some(Amount(60_000)),
                koc_rating: Some(stars),
            };
            let at = world.within(4, 40);
            world.at(at, ops(), closed);
            world.lent.remove(&e.loan_id);
        }
        VehicleSentToWorkshop(e) => {
            for loan_id in e.conflicts.iter().copied() {
                let at = world.within(1, 5);
                let reason = Some("车辆送修 The car is in the workshop".into());
                world.at(at, ops(), CancelLoan { loan_id, reason });
            }
        }
        VehicleBackInService(e) => set_away(world, e.vehicle_id, false),
        LoanCancelled(e) => drop(world.lent.remove(&e.loan_id)),
        _ => {}
    }
}

/// The office looks at the calendar and answers within a day.
fn requested(world: &mut World<'_>, e: &LoanRequested) {
    let Some(car) = world.cars.iter().position(|car| car.vehicle_id == e.vehicle_id) else {
        return;
    };
    let (loan_id, from, until) = (e.loan_id, e.from, e.until);
    let taken = world.cars[car].booked.iter().any(|(start, end)| *start < until && from < *end);
    let at = world.now.plus_hours(1);
    if taken || world.chance.percent(5) {
        let reason = "这几天车辆已借出 The car is lent then".into();
        world.at(at, ops(), RefuseLoan { loan_id, reason });
        return;
    }
    world.cars[car].booked.push((from, until));
    world
        .lent
        .insert(loan_id, Lent { car, koc_id: e.koc_id, from, until, longer: false, out: false });
    let (seen, valid) = (world.today(), world.today().plus(700));
    let approved = ApproveLoan {
        loan_id,
        licence_checked_on: seen,
        licence_valid_until: valid,
        insurance_ref: "policy:fleet".to_owned(),
        agreement_ref: "doc:loan".to_owned(),
    };
    world.at(at, ops(), approved);
}

fn approved(world: &mut World<'_>, loan_id: LoanId) {
    let Some(lent) = world.lent.get(&loan_id).copied() else { return };
    if world.chance.percent(5) {
        let at = world.now;
        world.at(at, Actor::koc(lent.koc_id), CancelLoan { loan_id, reason: None });
        return;
    }
    let slot = DeliverySlot { from: lent.from, until: lent.from.plus_hours(3) };
    let scheduled = ScheduleDelivery {
        loan_id,
        slot,
        place: "地铁站北口停车场 Car park at the station".into(),
        handler: operator("ops-3"),
        at_members_wish: false,
    };
    world.send(ops(), scheduled);
}

fn condition(damaged: bool) -> Vec<PartCondition> {
    let inside = if damaged { PartState::Damaged } else { PartState::Sound };
    [(CarPart::Bodywork, PartState::Sound), (CarPart::Interior, inside)]
        .map(|(part, state)| PartCondition { part, state })
        .to_vec()
}

fn deliver(world: &mut World<'_>, loan_id: LoanId, at: Moment) {
    let Some(lent) = world.lent.get(&loan_id).copied() else { return };
    let odometer_km = world.cars[lent.car].odometer_at(at);
    let delivered = DeliverVehicle {
        loan_id,
        at,
        odometer_km,
        charge_percent: 95,
        condition: condition(false),
        photos: vec!["photo:out".to_owned()],
        signed_by: "本人 In person".into(),
    };
    world.at(at, ops(), delivered);
}

fn out(world: &mut World<'_>, loan_id: LoanId) {
    let Some(lent) = world.lent.get_mut(&loan_id) else { return };
    lent.out = true;
    let lent = *lent;
    if !lent.longer && world.chance.percent(12) {
        if let Some(lent) = world.lent.get_mut(&loan_id) {
            lent.longer = true;
        }
        let until = lent.until.plus_hours(12);
        world.at(lent.until.plus_hours(-3), ops(), ExtendLoan { loan_id, until });
    }
    // One in ten is a day late.
    let late = world.chance.percent(10);
    let at = lent.until.plus_hours(if late { 24 } else { -1 });
    give_back(world, loan_id, at);
}

fn give_back(world: &mut World<'_>, loan_id: LoanId, at: Moment) {
    let Some(lent) = world.lent.get(&loan_id).copied() else { return };
    let odometer_km = world.cars[lent.car].odometer_at(at);
    let damaged = world.chance.percent(8);
    let returned = ReturnVehicle {
        loan_id,
        at,
        odometer_km,
        charge_percent: 40,
        condition: condition(damaged),
        photos: vec!["photo:in".to_owned()],
        collected_by: operator("ops-3"),
    };
    world.at(at, ops(), returned);
}

fn set_away(world: &mut World<'_>, vehicle_id: VehicleId, away: bool) {
    if let Some(car) = world.cars.iter_mut().find(|car| car.vehicle_id == vehicle_id) {
        car.away = away;
    }
}

/// A car that did not come in all the time it was promised for does not come any more.
fn never_brought(world: &mut World<'_>) {
    let now = world.now;
    let missed = world.lent.iter().filter(|(_, lent)| !lent.out && lent.until < now);
    let missed: Vec<LoanId> = missed.map(|(loan_id, _)| *loan_id).collect();
    for loan_id in missed {
        let reason = Some("车辆未能送到 The car could not be brought".into());
        world.send(ops(), CancelLoan { loan_id, reason });
    }
}

/// A car that nobody has right now goes to the workshop for five days.
fn workshop(world: &mut World<'_>) {
    let now = world.now;
    let there = |car: &Car| {
        let out =
            car.booked.iter().any(|(from, until)| *from <= now && now <= until.plus_hours(30));
        !car.away && !out
    };
    let Some(vehicle_id) = world.cars.iter().find(|car| there(car)).map(|car| car.vehicle_id)
    else {
        return;
    };
    let (reason, until) = ("刹车异响 The brakes squeal".to_owned(), Some(now.plus_hours(120)));
    set_away(world, vehicle_id, true);
    world.send(ops(), SendToWorkshop { vehicle_id, reason, until });
    world.at(now.plus_hours(121), ops(), ReturnToService { vehicle_id });
}

/// The last car of the fleet is sold once its loans are over.
fn retire(world: &mut World<'_>) {
    let Some(vehicle_id) = world.cars.last().map(|car| car.vehicle_id) else { return };
    set_away(world, vehicle_id, true);
    let at = world.now.plus_hours(20 * 24);
    world.at(at, ops(), RetireVehicle { vehicle_id, reason: "已售出 Sold".to_owned() });
}
