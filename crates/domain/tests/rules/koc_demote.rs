//! Notice and demotion: with time, reason and a second person.

use crate::common::*;
use domain::koc::command::*;
use domain::koc::event::KocDemoted;
use domain::koc::values::{DecisionBasis, ImportedPlace};
use domain::policy::PolicyRules;
use domain::vocabulary::TierCode;
use domain::{Actor, Event, koc as member_events};
use testkit::scene::Scene;

const SEED: TierCode = TierCode::Seed;

fn ming() -> domain::id::KocId {
    imported("ming")
}

/// Ming has stood in the second tier since long before the programme kept this record, has done
/// nothing in it, and was promoted by nobody here.
fn idle() -> Scene {
    let mut scene = set_up();
    let (out, responder) = (ImportedPlace::Outside, ImportedPlace::Responder);
    scene.given(Actor::IMPORT, tier_move("ming", "2020-01-01T00:00:00Z", out, responder));
    go_live(&mut scene);
    scene
}

fn notice(scene: &Scene, days: i32) -> GiveTierNotice {
    GiveTierNotice { koc_id: ming(), decide_on: scene.today().plus(days) }
}

fn demotion(scene: &Scene) -> DemoteKoc {
    DemoteKoc {
        koc_id: ming(),
        to_tier: SEED,
        policy_version: 1,
        basis: DemotionBasis::Policy,
        evidence: no_note(),
        reason: "no work in a year".into(),
        effective_on: scene.today(),
    }
}

/// The same, noticed 30 days ago and approved.
fn noticed() -> Scene {
    let mut scene = idle();
    let notice = notice(&scene, 30);
    scene.given(mei(), notice);
    scene.wait_days(30);
    approve_demotion(&mut scene, ming(), SEED);
    scene
}

#[track_caller]
fn demoted(events: Vec<Event>) -> KocDemoted {
    match events.into_iter().next() {
        Some(Event::Koc(member_events::Event::KocDemoted(demoted))) => demoted,
        other => panic!("a member was demoted: {other:?}"),
    }
}

#[test]
fn after_notice_and_approval_an_idle_member_is_demoted() {
    let mut scene = noticed();
    let command = demotion(&scene);
    let event = demoted(scene.accepted(mei(), command));
    assert_eq!((event.from, event.to), (TierCode::Responder, SEED));
    assert_eq!(event.basis, DecisionBasis::Policy);
    let metrics: Vec<_> = event.evidence.metrics.iter().map(|it| (it.have, it.need)).collect();
    assert_eq!(metrics, [(Some(0), 200)], "judged at the value itself, not at low water");
    assert_eq!(event.evidence.from, scene.today().plus(-364));
    let approvers: Vec<_> = event.approved_by.iter().map(|it| it.operator_id).collect();
    assert_eq!(approvers, [operator_id("lin")]);
}

#[test]
fn a_notice_says_what_is_missing_at_low_water() {
    let mut scene = idle();
    let command = notice(&scene, 30);
    let events = scene.accepted(Actor::SYSTEM, command);
    let [Event::Koc(member_events::Event::TierNoticeGiven(given))] = events.as_slice() else {
        panic!("one event: {events:?}");
    };
    assert_eq!(given.at_risk_tier, TierCode::Responder);
    let missing: Vec<_> = given.missing.iter().map(|it| (it.have, it.need)).collect();
    assert_eq!(missing, [(Some(0), 100)]);
}

#[test]
fn a_notice_leaves_the_days_the_policy_promises() {
    let mut scene = idle();
    let hasty = notice(&scene, 29);
    scene.refused(mei(), hasty, "NOTICE_PERIOD_NOT_ELAPSED");
    let endless = notice(&scene, 40_000);
    scene.refused(mei(), endless, "DATE_TOO_FAR");
}

#[test]
fn one_notice_is_open_at_a_time_and_an_old_one_lapses() {
    let mut scene = idle();
    let first = notice(&scene, 30);
    scene.given(mei(), first);
    scene.wait_days(30 + 90);
    let second = notice(&scene, 30);
    scene.refused(mei(), second, "NOTICE_ALREADY_OPEN");
    scene.wait_days(1);
    approve_demotion(&mut scene, ming(), SEED);
    let stale = demotion(&scene);
    scene.refused(mei(), stale, "NOTICE_PERIOD_NOT_ELAPSED");
    let third = notice(&scene, 30);
    scene.accepted(mei(), third);
}

#[test]
fn whoever_meets_the_rules_stays() {
    let mut scene = noticed();
    let mut rules = PolicyRules::default_rules();
    rules.retention_rules.clear();
    new_policy(&mut scene, 2, rules);
    let command = DemoteKoc { policy_version: 2, ..demotion(&scene) };
    scene.refused(mei(), command, "RETENTION_REQUIREMENTS_MET");
    let mut scene = live();
    member(&mut scene, "hua");
    let command = GiveTierNotice { koc_id: koc("hua"), decide_on: scene.today().plus(30) };
    scene.refused(mei(), command, "RETENTION_REQUIREMENTS_MET");
}

#[test]
fn nobody_is_demoted_before_the_notice_is_over() {
    let mut scene = idle();
    approve_demotion(&mut scene, ming(), SEED);
    let unnoticed = demotion(&scene);
    scene.refused(mei(), unnoticed, "NOTICE_PERIOD_NOT_ELAPSED");
    let notice = notice(&scene, 30);
    scene.given(mei(), notice);
    scene.wait_days(29);
    let early = demotion(&scene);
    scene.refused(mei(), early, "NOTICE_PERIOD_NOT_ELAPSED");
}

#[test]
fn a_promotion_gives_grace() {
    let mut scene = live();
    let hua = responder(&mut scene, "hua");
    let notice = GiveTierNotice { koc_id: hua, decide_on: scene.today().plus(30) };
    scene.given(mei(), notice);
    approve_demotion(&mut scene, hua, SEED);
    scene.wait_days(89);
    let early = DemoteKoc { koc_id: hua, ..demotion(&scene) };
    scene.refused(mei(), early, "GRACE_PERIOD_ACTIVE");
    scene.wait_days(1);
    let in_time = DemoteKoc { koc_id: hua, ..demotion(&scene) };
    scene.accepted(mei(), in_time);
}

#[test]
fn harder_rules_leave_the_members_of_that_day_their_grace() {
    let mut scene = noticed();
    let mut rules = PolicyRules::default_rules();
    rules.retention_rules.iter_mut().for_each(|rule| rule.low_water_factor_bp = 6_000);
    new_policy(&mut scene, 2, rules.clone());
    let command = DemoteKoc { policy_version: 2, ..demotion(&scene) };
    scene.refused(mei(), command, "GRACE_PERIOD_ACTIVE");
    scene.given(mei(), domain::policy::command::DraftTierPolicy { version: 3, rules, note: None });
    let proposal = domain::approval::PolicyProposal { version: 3 };
    approve(&mut scene, domain::approval::Proposal::PublishPolicy(proposal));
    let in_force_from = scene.today();
    scene.given(mei(), publish(3, in_force_from, 0));
    let command = DemoteKoc { policy_version: 3, ..demotion(&scene) };
    scene.refused(mei(), command, "GRACE_PERIOD_ACTIVE");
}

#[test]
fn a_break_is_not_held_against_anybody() {
    let mut scene = idle();
    let (from, until) = (scene.today(), Some(scene.today().plus(5)));
    scene.given(by(ming()), PauseKoc { koc_id: ming(), from, until, reason: None });
    let early = notice(&scene, 30);
    scene.refused(mei(), early, "EVIDENCE_INCLUDES_PAUSE");
    scene.wait_days(5 + 364);
    let still = notice(&scene, 30);
    scene.refused(mei(), still, "EVIDENCE_INCLUDES_PAUSE");
    scene.wait_days(1);
    let after = notice(&scene, 30);
    scene.accepted(mei(), after);
}

#[test]
fn a_break_after_the_notice_stops_the_demotion() {
    let mut scene = noticed();
    let from = scene.today();
    scene.given(by(ming()), PauseKoc { koc_id: ming(), from, until: None, reason: None });
    let command = demotion(&scene);
    scene.refused(mei(), command, "EVIDENCE_INCLUDES_PAUSE");
}

#[test]
fn demotions_go_one_rank_down() {
    let mut scene = noticed();
    for to_tier in [TierCode::Responder, TierCode::Partner] {
        let command = DemoteKoc { to_tier, ..demotion(&scene) };
        scene.refused(mei(), command, "TIER_NOT_ADJACENT");
    }
}

#[test]
fn a_demotion_is_told_why_and_by_which_policy() {
    let mut scene = noticed();
    let silent = DemoteKoc { reason: " ".into(), ..demotion(&scene) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let other = DemoteKoc { policy_version: 9, ..demotion(&scene) };
    scene.refused(mei(), other, "POLICY_NOT_IN_FORCE");
}

#[test]
fn a_locked_tier_is_not_lost() {
    let mut scene = noticed();
    scene.given(mei(), LockTier { koc_id: ming(), until: None, reason: "an appeal".into() });
    let command = demotion(&scene);
    scene.refused(mei(), command.clone(), "TIER_LOCKED");
    scene.given(mei(), UnlockTier { koc_id: ming(), reason: "decided".into() });
    scene.accepted(mei(), command);
}

#[test]
fn conduct_needs_neither_notice_nor_missed_rules_but_reason_and_approval() {
    let mut scene = live();
    let hua = responder(&mut scene, "hua");
    let command = DemoteKoc { koc_id: hua, basis: DemotionBasis::Conduct, ..demotion(&scene) };
    scene.refused(mei(), command.clone(), "FOUR_EYES_REQUIRED");
    approve_demotion(&mut scene, hua, SEED);
    let silent = DemoteKoc { reason: "".into(), ..command.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    assert_eq!(demoted(scene.accepted(mei(), command)).basis, DecisionBasis::Conduct);
}

#[test]
fn whoever_left_has_no_tier_to_lose() {
    let mut scene = noticed();
    let effective_on = scene.today();
    scene.given(by(ming()), LeaveProgramme { koc_id: ming(), reason: None, effective_on });
    let (demotion, notice) = (demotion(&scene), notice(&scene, 30));
    scene.refused(mei(), demotion, "KOC_NOT_ACTIVE");
    scene.refused(mei(), notice, "KOC_NOT_ACTIVE");
}
