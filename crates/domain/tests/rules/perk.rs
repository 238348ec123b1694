//! Perks: what a tier gives, what is given by exception, used, run out, taken back.

use domain::koc::command::{LeaveProgramme, StepDown};
use domain::perk::Event as Happened;
use domain::perk::command::*;
use domain::perk::values::*;
use domain::task::command::DraftTask;
use domain::task::{Growth, GrowthAim};
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::TierCode;
use domain::{Actor, Event, Role};

use crate::common::*;
use crate::duties::*;
use crate::task_life::met;
use crate::work::*;

/// What was granted by the events.
fn granted(events: &[Event]) -> Vec<(PerkKind, PerkSource, Option<u16>)> {
    let granted = |event| match event {
        Happened::PerkGranted(it) => Some((it.kind, it.source, it.quantity)),
        _ => None,
    };
    of_perks(events).into_iter().filter_map(granted).collect()
}

#[test]
fn a_promotion_brings_what_the_policy_gives_the_tier() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let promote = promote(&scene, ming, TierCode::Responder);
    let events = scene.accepted(mei(), promote);
    let tier = PerkSource::TierEntitlement;
    let expected = [
        (PerkKind::TestDrive, tier, Some(1)),
        (PerkKind::ProductTrial, tier, Some(1)),
        (PerkKind::ToolLicence, tier, Some(1)),
        (PerkKind::Training, tier, Some(1)),
    ];
    assert_eq!(granted(&events), expected);
}

#[test]
fn what_the_tier_does_not_give_needs_a_reason() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let early = grant_perk(&scene, "early", ming, PerkKind::EarlyVehicleAccess);
    scene.refused(mei(), early.clone(), "PERK_NOT_ENTITLED");
    let excepted = GrantPerk { exception: Some("带新车主试驾".into()), ..early.clone() };
    let cases = [
        (GrantPerk { quantity: Some(0), ..excepted.clone() }, "FIELD_INVALID"),
        (GrantPerk { valid_until: scene.today().plus(-3), ..excepted.clone() }, "WINDOW_INVALID"),
        (GrantPerk { koc_id: koc("nobody"), ..excepted.clone() }, "NOT_FOUND"),
    ];
    for (case, code) in cases {
        scene.refused(mei(), case, code);
    }
    let events = scene.accepted(mei(), excepted.clone());
    assert_eq!(granted(&events), [(PerkKind::EarlyVehicleAccess, PerkSource::Gift, Some(2))]);
    scene.refused(mei(), excepted, "PERK_EXISTS");
    let drive = grant_perk(&scene, "drive", ming, PerkKind::TestDrive);
    let events = scene.accepted(mei(), drive);
    assert_eq!(granted(&events)[0].1, PerkSource::TierEntitlement);
}

#[test]
fn a_perk_is_used_until_nothing_is_left_or_its_time_is_over() {
    let mut scene = live();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let drive = grant_perk(&scene, "drive", ming, PerkKind::TestDrive);
    let later =
        GrantPerk { perk_id: perk_id("later"), valid_from: scene.today().plus(9), ..drive.clone() };
    scene.given(mei(), drive).given(mei(), later);
    let used =
        |name| UsePerk { perk_id: perk_id(name), at: None, reference: Some("loan-7".to_owned()) };
    scene.refused(by(hua), used("drive"), "NOT_A_PARTY");
    scene.refused(by(ming), used("later"), "NOT_YET_DUE");
    scene.refused(by(ming), used("none"), "NOT_FOUND");
    let soon = UsePerk { at: Some(scene.now().plus_hours(1)), ..used("drive") };
    scene.refused(by(ming), soon, "DATE_IN_FUTURE");
    scene.given(by(ming), used("drive"));
    let events = scene.accepted(mei(), used("drive"));
    let [Happened::PerkUsed(last)] = &of_perks(&events)[..] else { panic!("{events:?}") };
    assert_eq!(last.left, Some(0));
    scene.refused(by(ming), used("drive"), "PERK_USED_UP");
    let expire = ExpirePerk { perk_id: perk_id("later") };
    scene.refused(Actor::SYSTEM, expire.clone(), "NOT_YET_DUE");
    let events = pass(&mut scene, 31);
    let unused = of_perks(&events).into_iter().filter_map(|event| match event {
        Happened::PerkExpired(it) => Some(it.unused),
        _ => None,
    });
    let mut unused: Vec<_> = unused.collect();
    unused.sort();
    assert_eq!(unused, [Some(0), Some(2)]);
    scene.refused(by(ming), used("later"), "PERK_EXPIRED");
    scene.refused(Actor::SYSTEM, expire, "PERK_NOT_ACTIVE");
}

#[test]
fn a_perk_is_taken_back_with_a_reason() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let drive = grant_perk(&scene, "drive", ming, PerkKind::TestDrive);
    scene.given(mei(), drive);
    let revoke = |reason: &str| RevokePerk { perk_id: perk_id("drive"), reason: reason.into() };
    scene.refused(mei(), revoke(" "), "REASON_REQUIRED");
    scene.given(mei(), revoke("车辆停用"));
    scene.refused(mei(), revoke("车辆停用"), "PERK_NOT_ACTIVE");
    let used = UsePerk { perk_id: perk_id("drive"), at: None, reference: None };
    scene.refused(by(ming), used, "PERK_NOT_ACTIVE");
}

#[test]
fn what_a_tier_gives_comes_anew_when_its_year_is_over() {
    let mut scene = live();
    responder(&mut scene, "ming");
    let events = pass(&mut scene, 366);
    let expired = of_perks(&events).into_iter().filter(|it| matches!(it, Happened::PerkExpired(_)));
    assert_eq!(expired.count(), 4);
    assert_eq!(granted(&events).len(), 4);
}

#[test]
fn a_move_down_takes_nothing_and_asks_somebody() {
    let mut scene = live();
    let hua = partner(&mut scene, "hua");
    let (to_tier, effective_on) = (TierCode::Responder, scene.today());
    let down = StepDown { koc_id: hua, to_tier, effective_on, reason: None };
    let events = scene.accepted(by(hua), down);
    assert!(of_perks(&events).is_empty());
    assert_eq!(asked(&events), [(TodoKind::PerksAboveTier, Audience::Role(Role::Ops))]);
    // Whoever comes back has them still, and gets nothing twice.
    let back = domain::koc::command::ReturnToTier {
        koc_id: hua,
        to_tier: TierCode::Partner,
        effective_on: scene.today(),
    };
    let events = scene.accepted(by(hua), back);
    assert!(granted(&events).is_empty(), "{events:?}");
}

#[test]
fn perks_end_with_the_membership() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let leave = LeaveProgramme { koc_id: ming, reason: None, effective_on: scene.today() };
    let events = scene.accepted(by(ming), leave);
    let revoked = of_perks(&events).into_iter().filter(|it| matches!(it, Happened::PerkRevoked(_)));
    assert_eq!(revoked.count(), 4);
}

#[test]
fn a_duty_brings_perks_for_its_term_and_takes_them_along() {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    given_concluded(&mut scene, "column", hua, terms);
    let events = pass(&mut scene, 2);
    assert_eq!(granted(&events), [(PerkKind::InformationPriority, PerkSource::Duty, None)]);
    let last = Some(scene.today());
    scene.given(by(hua), end_on("column", last));
    let events = of_perks(&pass(&mut scene, 9));
    let [Happened::PerkRevoked(taken)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(taken.cause, PerkRevokeCause::DutyOver);
}

#[test]
fn a_met_growth_challenge_may_bring_a_bonus() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let aim = GrowthAim::Perk(PerkKind::ProductTrial);
    let growth = Some(Growth { score_bar: 8_000, aim });
    let events = met(&mut scene, DraftTask { growth, ..draft("grow") }, ming);
    assert_eq!(granted(&events), [(PerkKind::ProductTrial, PerkSource::Growth, Some(1))]);
}
