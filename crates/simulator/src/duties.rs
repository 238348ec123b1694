//! Long-term roles of partners, and what members have that is not money.

use domain::duty::command::*;
use domain::duty::values::*;
use domain::duty::{self};
use domain::id::{DutyId, KocId, PerkId};
use domain::perk::command::*;
use domain::perk::values::*;
use domain::perk::{self};
use domain::vocabulary::{RewardUnit, TierCode};
use domain::{Actor, Amount, Day};

use crate::office::{operator, ops, second_judge};
use crate::tasks::text;
use crate::world::World;

/// Months of a term.
const MONTHS: u8 = 6;

/// Days of a month, near enough to plan by.
const MONTH_DAYS: u16 = 30;

/// What is due each month, and each quarter.
const DUE: [(&str, DutyPeriod); 2] =
    [("column", DutyPeriod::Month), ("report", DutyPeriod::Quarter)];

pub(crate) fn each_day(world: &mut World<'_>) {
    let months = world.plan.rates.duties_month;
    if months > 0 && world.is_day(30 / months.min(30), 4) {
        for _ in 0..world.some(10_000) {
            propose(world);
        }
    }
    if world.is_day(12, 5) {
        gift(world);
    }
}

/// A partner is asked.
fn propose(world: &mut World<'_>) {
    let Some(koc_id) = world.of_tier(TierCode::Partner) else { return };
    let Some(budget_id) = world.purses.cash else { return };
    let duty_id = DutyId::derived(&[b"duty", &world.next()]);
    let deliverables = DUE.map(|(code, every)| Deliverable {
        code: code.to_owned(),
        kind: DeliverableKind::Content,
        title: text("专栏与报告", "Columns and reports"),
        every,
        count: 1,
    });
    let terms = DutyTerms {
        kind: *world.chance.pick(&[
            DutyKind::Moderator,
            DutyKind::Columnist,
            DutyKind::BrandAdvisor,
        ]),
        seat: Some(format!("seat-{}", world.chance.below(40))),
        title: text("新能源专栏", "The column on electric cars"),
        responsibilities: vec![text("每月一篇", "One a month")],
        term: DutyTerm { from: world.today().plus(6), months: MONTHS },
        deliverables: deliverables.to_vec(),
        stipend: Some(StipendTerms {
            budget_id,
            unit: RewardUnit::Cash,
            amount: Amount(50_000),
            per: DutyPeriod::Month,
        }),
        perks: vec![PerkKind::InformationPriority],
        support: vec![text("资料", "Material")],
        contact: operator("ops-1"),
    };
    let at = world.within(8, 12);
    world.at(at, ops(), ProposeDuty { duty_id, koc_id, terms });
}

pub(crate) fn heard(world: &mut World<'_>, event: &duty::Event) {
    use duty::Event::*;
    let (duty_id, member) = (event.duty_id(), Actor::koc(event.koc_id()));
    match event {
        DutyProposed(e) => answered(world, duty_id, member, &e.terms),
        DutyTermsRevised(e) => agreed(world, duty_id, member, e.revision),
        DutyStarted(e) => {
            months(world, duty_id, member, e.from, 1);
            course(world, duty_id, member, e.from);
        }
        DutyEndingNoted(_) => {
            let goes_on = world.chance.percent(70);
            if goes_on {
                let (stipend, message) = (Some(Amount(60_000)), Some("合作愉快 Well done".into()));
                let go_on = ProposeDutyRenewal { duty_id, months: MONTHS, stipend, message };
                let at = world.within(30, 200);
                world.at(at, second_judge(), go_on);
            }
        }
        DutyRenewalProposed(e) => {
            let says_yes = world.chance.percent(85);
            if says_yes {
                let at = world.within(5, 80);
                let (months, stipend) = (e.months, e.stipend);
                world.at(at, member, RenewDuty { duty_id, months, stipend });
            }
        }
        DutyRenewed(e) => months(world, duty_id, member, e.from, u16::from(MONTHS) + 1),
        _ => {}
    }
}

/// The member says yes, asks for other terms first, or declines.
fn answered(world: &mut World<'_>, duty_id: DutyId, member: Actor, terms: &DutyTerms) {
    let at = world.within(4, 40);
    match world.chance.below(100) {
        0..15 => {
            let reason = "时间不够 No time for it".into();
            world.at(at, member, EndDutyEarly { duty_id, reason, last_day: None });
        }
        15..35 => {
            let deliverables = terms.deliverables[..1].to_vec();
            let terms = DutyTerms { deliverables, ..terms.clone() };
            let message = Some("先不写报告 Without the report".into());
            world.at(at, member, ReviseDutyTerms { duty_id, terms, message });
        }
        _ => agreed(world, duty_id, member, 1),
    }
}

fn agreed(world: &mut World<'_>, duty_id: DutyId, member: Actor, revision: u16) {
    let at = world.within(4, 40);
    world.at(at, member, AgreeDuty { duty_id, revision });
    world.at(at.plus_hours(5), second_judge(), AgreeDuty { duty_id, revision });
}

/// What is due in the months of a term is delivered, let off, or does not come.
fn months(world: &mut World<'_>, duty_id: DutyId, member: Actor, from: Day, first: u16) {
    for month in 0..u16::from(MONTHS) {
        let begins = from.plus(i32::from(month * MONTH_DAYS));
        for (code, every) in DUE {
            let quarter = every == DutyPeriod::Quarter;
            if quarter && month % 3 != 2 {
                continue;
            }
            let period = if quarter { (first + month) / 3 } else { first + month };
            let day = begins.plus(world.chance.between(5, 25) as i32);
            let at = world.zone.start_of(day).plus_hours(11);
            let code = code.to_owned();
            match world.chance.below(100) {
                0..85 => {
                    let note = Some("已上线 It is out".into());
                    let (assignment_id, asset_id) = (None, None);
                    let done =
                        FulfilDeliverable { duty_id, code, period, assignment_id, asset_id, note };
                    world.at(at, member, done);
                }
                85..92 => {
                    let reason = "当月车展 The fair that month".into();
                    world.at(at, ops(), ExcuseDeliverable { duty_id, code, period, reason });
                }
                _ => {}
            }
        }
    }
}

/// It is looked back on; it rests, or somebody ends it.
fn course(world: &mut World<'_>, duty_id: DutyId, member: Actor, from: Day) {
    let on = |world: &World<'_>, day: i32| world.zone.start_of(from.plus(day)).plus_hours(14);
    let at = on(world, 88);
    world.at(
        at,
        ops(),
        HoldDutyReview {
            duty_id,
            period: 2,
            what_went_well: vec!["每篇都有数据 Figures in every one".into()],
            what_to_change: vec!["早一周给提纲 An outline a week before".into()],
            adjustments: None,
        },
    );
    let reason = "家里有事 Something at home";
    match world.chance.below(100) {
        0..20 => {
            let at = on(world, 40);
            let until = Some(from.plus(50));
            let (reason, stipend_continues) = (reason.into(), false);
            world.at(at, member, PutDutyOnHold { duty_id, until, reason, stipend_continues });
        }
        20..30 => {
            let at = on(world, 60);
            let (reason, stipend_continues) = ("车展期间 During the fair".into(), true);
            let rest = PutDutyOnHold { duty_id, until: None, reason, stipend_continues };
            world.at(at, ops(), rest);
            world.at(on(world, 75), ops(), ResumeDuty { duty_id });
        }
        30..45 => {
            let at = on(world, 70);
            let last_day = Some(from.plus(80));
            world.at(at, member, EndDutyEarly { duty_id, reason: reason.into(), last_day });
        }
        _ => {}
    }
}

/// Somebody has something that their tier does not give; now and then it is taken back.
fn gift(world: &mut World<'_>) {
    let Some(koc_id) = world.anyone() else { return };
    let perk_id = PerkId::derived(&[b"gift", &world.next()]);
    let granted = GrantPerk {
        perk_id,
        koc_id,
        kind: PerkKind::EarlyVehicleAccess,
        quantity: Some(2),
        valid_from: world.today(),
        valid_until: world.today().plus(45),
        exception: Some("带新车主 Shows new owners around".into()),
        note: None,
    };
    let at = world.within(9, 15);
    world.at(at, ops(), granted);
    if world.chance.percent(30) {
        let reason = "车辆停用 The car is out of use".into();
        world.at(at.plus_hours(300), ops(), RevokePerk { perk_id, reason });
    }
}

/// Whoever was given something uses some of it.
pub(crate) fn heard_of_perk(world: &mut World<'_>, event: &perk::Event) {
    let perk::Event::PerkGranted(e) = event else { return };
    let (perk_id, koc_id): (PerkId, KocId) = (e.perk_id, e.koc_id);
    if e.kind.is_standing() || !world.chance.percent(40) {
        return;
    }
    let at = world.within(60, 600);
    let reference = Some("booking".to_owned());
    world.at(at, Actor::koc(koc_id), UsePerk { perk_id, at: None, reference });
}
