//! Promotions: what must hold, and that all that does not is told.

use crate::common::*;
use domain::approval::{Proposal, TierProposal};
use domain::id::{CandidacyId, EventId};
use domain::koc::command::*;
use domain::koc::event::KocPromoted;
use domain::koc::values::{DecisionBasis, NominationSource};
use domain::operator::command::GiveApproval;
use domain::policy::PolicyRules;
use domain::vocabulary::TierCode;
use domain::{Actor, Event, koc as member_events};
use testkit::scene::Scene;

const RESPONDER: TierCode = TierCode::Responder;

/// Ming has served the days and lin has approved.
fn ready() -> Scene {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, RESPONDER);
    scene
}

fn promotion(scene: &Scene) -> PromoteKoc {
    promote(scene, koc("ming"), RESPONDER)
}

#[track_caller]
fn promoted(events: Vec<Event>) -> KocPromoted {
    match events.into_iter().next() {
        Some(Event::Koc(member_events::Event::KocPromoted(promoted))) => promoted,
        other => panic!("a member was promoted: {other:?}"),
    }
}

#[test]
fn a_promotion_records_what_it_rested_on() {
    let mut scene = ready();
    let command = PromoteKoc {
        evidence: EvidenceNote { refs: vec![EventId(1)], note: Some("a fine series".into()) },
        ..promotion(&scene)
    };
    let event = promoted(scene.accepted(mei(), command));
    assert_eq!((event.from, event.to), (TierCode::Seed, RESPONDER));
    assert_eq!(event.days_in_previous, 30);
    assert_eq!(event.effective_on, scene.today());
    assert_eq!(event.effective_at, scene.now());
    assert!(matches!(event.basis, DecisionBasis::Override(_)));
    assert_eq!(event.evidence.refs, [EventId(1)]);
    assert_eq!(event.evidence.metrics.len(), 1, "computed though it was not met");
    let approvers: Vec<_> = event.approved_by.iter().map(|it| it.operator_id).collect();
    assert_eq!(approvers, [operator_id("lin")]);
}

#[test]
fn all_that_stands_in_the_way_is_told_at_once() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.given(mei(), LockTier { koc_id: ming, until: None, reason: "an appeal".into() });
    let command = PromoteKoc { basis: PromotionBasis::Policy(true), ..promotion(&scene) };
    let refusal = scene.send(mei(), command).expect_err("much stands in the way");
    let codes: Vec<_> = refusal.violations().iter().map(|no| no.code()).collect();
    assert_eq!(
        codes,
        [
            "PROMOTION_REQUIREMENTS_NOT_MET",
            "MIN_DAYS_NOT_SERVED",
            "TIER_LOCKED",
            "FOUR_EYES_REQUIRED",
        ]
    );
}

#[test]
fn promotions_go_one_rank_up() {
    let mut scene = ready();
    for to_tier in [TierCode::Seed, TierCode::Partner] {
        let command = PromoteKoc { to_tier, ..promotion(&scene) };
        scene.refused(mei(), command, "TIER_NOT_ADJACENT");
    }
}

#[test]
fn a_promotion_names_the_policy_in_force() {
    let mut scene = ready();
    let command = PromoteKoc { policy_version: 2, ..promotion(&scene) };
    scene.refused(mei(), command, "POLICY_NOT_IN_FORCE");
}

#[test]
fn the_rules_must_be_met_unless_there_is_a_reason() {
    let mut scene = ready();
    let by_rules = PromoteKoc { basis: PromotionBasis::Policy(true), ..promotion(&scene) };
    scene.refused(mei(), by_rules, "PROMOTION_REQUIREMENTS_NOT_MET");
    let no_basis = PromoteKoc { basis: PromotionBasis::Policy(false), ..promotion(&scene) };
    scene.refused(mei(), no_basis, "FIELD_INVALID");
    let unreasoned =
        PromoteKoc { basis: PromotionBasis::Override(" ".into()), ..promotion(&scene) };
    scene.refused(mei(), unreasoned, "REASON_REQUIRED");
    let reasoned = promotion(&scene);
    scene.accepted(mei(), reasoned);
}

#[test]
fn a_policy_that_asks_nothing_promotes_whoever_served() {
    let mut scene = ready();
    let mut rules = PolicyRules::default_rules();
    rules.retention_rules.clear();
    rules.promotion_rules.iter_mut().for_each(|rule| rule.all_of.clear());
    new_policy(&mut scene, 2, rules);
    let command =
        PromoteKoc { policy_version: 2, basis: PromotionBasis::Policy(true), ..promotion(&scene) };
    assert_eq!(promoted(scene.accepted(mei(), command)).basis, DecisionBasis::Policy);
}

#[test]
fn a_policy_without_a_rule_for_a_step_leads_nobody_up() {
    let mut scene = ready();
    let mut rules = PolicyRules::default_rules();
    rules.retention_rules.clear();
    rules.promotion_rules.clear();
    new_policy(&mut scene, 2, rules);
    let command =
        PromoteKoc { policy_version: 2, basis: PromotionBasis::Policy(true), ..promotion(&scene) };
    scene.refused(mei(), command, "PROMOTION_REQUIREMENTS_NOT_MET");
}

#[test]
fn a_candidacy_is_open_and_still_meets_the_rules() {
    let mut scene = ready();
    let candidacy_id = CandidacyId([1; 16]);
    let command =
        PromoteKoc { basis: PromotionBasis::Candidacy(candidacy_id), ..promotion(&scene) };
    scene.refused(mei(), command.clone(), "CANDIDACY_NOT_OPEN");
    let nomination = NominateCandidate {
        koc_id: koc("ming"),
        candidacy_id,
        target_tier: RESPONDER,
        source: NominationSource::Observation,
        source_ref: None,
        note: None,
    };
    scene.given(mei(), nomination);
    scene.refused(mei(), command, "PROMOTION_REQUIREMENTS_NOT_MET");
}

#[test]
fn days_in_the_tier_are_served_first() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    approve_promotion(&mut scene, ming, RESPONDER);
    scene.wait_days(29);
    let early = promotion(&scene);
    scene.refused(mei(), early, "MIN_DAYS_NOT_SERVED");
    scene.wait_days(1);
    let in_time = promotion(&scene);
    scene.accepted(mei(), in_time);
}

#[test]
fn after_a_demotion_there_is_a_cooldown() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    approve_demotion(&mut scene, ming, TierCode::Seed);
    let demotion = DemoteKoc {
        koc_id: ming,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: no_note(),
        reason: "bought followers".into(),
        effective_on: scene.today(),
    };
    scene.given(mei(), demotion);
    scene.wait_days(59);
    approve_promotion(&mut scene, ming, RESPONDER);
    let early = promotion(&scene);
    scene.refused(mei(), early, "COOLDOWN_ACTIVE");
    scene.wait_days(1);
    let in_time = promotion(&scene);
    scene.accepted(mei(), in_time);
}

#[test]
fn a_lock_holds_until_its_last_day() {
    let mut scene = ready();
    let until = Some(scene.today().plus(2));
    scene.given(mei(), LockTier { koc_id: koc("ming"), until, reason: "an appeal".into() });
    scene.wait_days(2);
    let locked = promotion(&scene);
    scene.refused(mei(), locked, "TIER_LOCKED");
    scene.wait_days(1);
    let free = promotion(&scene);
    scene.accepted(mei(), free);
}

#[test]
fn the_top_is_entered_by_invitation() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Partner);
    let promotion = promote(&scene, ming, TierCode::Partner);
    scene.refused(mei(), promotion.clone(), "INVITATION_NOT_ACCEPTED");
    let invitation = invite(&scene, ming, TierCode::Partner);
    scene.given(mei(), invitation);
    scene.refused(mei(), promotion.clone(), "INVITATION_NOT_ACCEPTED");
    scene.given(by(ming), AcceptTierInvitation { koc_id: ming, target_tier: TierCode::Partner });
    scene.accepted(mei(), promotion);
}

#[test]
fn a_full_tier_takes_nobody_until_somebody_leaves() {
    let mut scene = live();
    let hua = member(&mut scene, "hua");
    let ming = member(&mut scene, "ming");
    rise(&mut scene, hua, RESPONDER);
    let mut rules = PolicyRules::default_rules();
    rules.ladder.iter_mut().filter(|it| it.code == RESPONDER).for_each(|it| it.cap = Some(1));
    new_policy(&mut scene, 2, rules);
    approve_promotion(&mut scene, ming, RESPONDER);
    let command = PromoteKoc { policy_version: 2, ..promotion(&scene) };
    scene.refused(mei(), command.clone(), "TIER_FULL");
    let effective_on = scene.today();
    scene.given(by(hua), LeaveProgramme { koc_id: hua, reason: None, effective_on });
    scene.accepted(mei(), command);
}

#[test]
fn the_proposers_own_approval_does_not_count() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    let proposal = Proposal::Promote(TierProposal { koc_id: ming, to_tier: RESPONDER });
    scene.given(mei(), GiveApproval { proposal, note: None });
    let command = promotion(&scene);
    scene.refused(mei(), command.clone(), "FOUR_EYES_REQUIRED");
    scene.accepted(Actor::ADMIN, command);
}

#[test]
fn an_approval_is_for_exactly_what_is_decided() {
    let mut scene = ready();
    let hua = member(&mut scene, "hua");
    scene.wait_days(30);
    let other = promote(&scene, hua, RESPONDER);
    scene.refused(mei(), other, "FOUR_EYES_REQUIRED");
}

#[test]
fn a_promotion_is_not_for_the_future_nor_before_the_last_change() {
    let mut scene = ready();
    let effective = |effective_on| PromoteKoc { effective_on, ..promotion(&scene) };
    let (future, past) = (effective(scene.today().plus(1)), effective(scene.today().plus(-31)));
    scene.refused(mei(), future, "DATE_IN_FUTURE");
    scene.refused(mei(), past, "EFFECTIVE_DATE_BEFORE_LAST_CHANGE");
}

#[test]
fn an_earlier_promotion_holds_from_the_start_of_its_day() {
    let mut scene = ready();
    scene.wait_days(5);
    let effective_on = scene.today().plus(-5);
    let command = PromoteKoc { effective_on, ..promotion(&scene) };
    let event = promoted(scene.accepted(mei(), command));
    assert_eq!(event.effective_at, moment("2025-03-30T16:00:00Z"));
    assert_eq!(event.days_in_previous, 30);
}

#[test]
fn who_takes_a_break_is_not_promoted() {
    let mut scene = ready();
    let from = scene.today();
    let pause = PauseKoc { koc_id: koc("ming"), from, until: None, reason: None };
    scene.given(by(koc("ming")), pause);
    let command = promotion(&scene);
    scene.refused(mei(), command, "KOC_NOT_ACTIVE");
}

#[test]
fn evidence_points_at_what_was_recorded() {
    let mut scene = ready();
    let refs = vec![EventId(9_999)];
    let command = PromoteKoc { evidence: EvidenceNote { refs, note: None }, ..promotion(&scene) };
    scene.refused(mei(), command, "NOT_FOUND");
    let refs = vec![EventId(1); 101];
    let command = PromoteKoc { evidence: EvidenceNote { refs, note: None }, ..promotion(&scene) };
    scene.refused(mei(), command, "FIELD_INVALID");
}

#[test]
fn members_do_not_promote() {
    let mut scene = ready();
    let command = promotion(&scene);
    scene.refused(by(koc("ming")), command.clone(), "FORBIDDEN");
    scene.refused(mei(), PromoteKoc { koc_id: koc("nobody"), ..command }, "NOT_FOUND");
}

#[test]
fn a_refusal_tells_what_is_missing_in_both_languages() {
    let mut scene = ready();
    let by_rules = PromoteKoc { basis: PromotionBasis::Policy(true), ..promotion(&scene) };
    let refusal = scene.send(mei(), by_rules).expect_err("no works yet");
    assert_eq!(
        refusal.message(domain::Lang::En),
        "the promotion rules are not met: ACCEPTED_WORKS 0 / 200 (180 d)"
    );
    assert_eq!(refusal.message(domain::Lang::Zh), "未达到晋级条件:ACCEPTED_WORKS 0 / 200 (180 d)");
}
