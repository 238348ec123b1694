//! Putting a recorded tier right, and keeping one as it is.

use crate::appeal::newest;
use crate::common::*;
use domain::approval::{CorrectionProposal, Proposal};
use domain::id::{EventId, KocId};
use domain::koc::command::*;
use domain::koc::event::KocTierCorrected;
use domain::koc::values::ImportedPlace::{Alumni, Outside, Partner, Responder, Seed};
use domain::vocabulary::TierCode;
use domain::{Actor, Day, Event, koc as member_events};
use testkit::scene::Scene;

const JAN: &str = "2024-01-10T04:00:00Z";
const FEB: &str = "2024-02-10T04:00:00Z";
const MAR: &str = "2024-03-10T04:00:00Z";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn ming() -> KocId {
    imported("ming")
}

/// Ming came in January, rose in February and left in March, as imported.
fn with_history() -> Scene {
    let mut scene = set_up();
    scene.given(Actor::IMPORT, tier_move("ming", JAN, Outside, Seed));
    scene.given(Actor::IMPORT, tier_move("ming", FEB, Seed, Responder));
    scene.given(Actor::IMPORT, tier_move("ming", MAR, Responder, Alumni));
    go_live(&mut scene);
    scene
}

/// The event of the n-th imported move, from 0.
fn nth_move(scene: &Scene, n: usize) -> EventId {
    let moves = scene.log.iter().filter(|recorded| {
        matches!(recorded.event, Event::Koc(member_events::Event::TierMoveImported(_)))
    });
    moves.map(|recorded| recorded.position).nth(n).expect("that many moves")
}

fn correction(supersedes: EventId, tier: TierCode, on: &str) -> CorrectTier {
    CorrectTier {
        koc_id: ming(),
        supersedes,
        tier,
        effective_on: day(on),
        reason: "the file was wrong".into(),
    }
}

fn approve_correction(scene: &mut Scene, command: &CorrectTier) {
    let CorrectTier { koc_id, supersedes, tier, effective_on, .. } = *command;
    let proposal = CorrectionProposal { koc_id, supersedes, tier, effective_on };
    approve(scene, Proposal::CorrectTier(proposal));
}

#[track_caller]
fn corrected(scene: &mut Scene, command: CorrectTier) -> KocTierCorrected {
    approve_correction(scene, &command);
    match scene.accepted(mei(), command).into_iter().next() {
        Some(Event::Koc(member_events::Event::KocTierCorrected(corrected))) => corrected,
        other => panic!("a tier was corrected: {other:?}"),
    }
}

#[test]
fn correcting_the_past_leaves_today_as_it_is() {
    let mut scene = with_history();
    let wrong = nth_move(&scene, 1);
    let event = corrected(&mut scene, correction(wrong, TierCode::Partner, "2024-02-10"));
    assert_eq!(event.was, Some(TierCode::Responder));
    assert_eq!(event.effective_at, moment(FEB), "the day is the same, so the instant is");
    assert_eq!(event.approved_by.len(), 1);
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: ming(), reason: None, effective_on };
    scene.refused(by(ming()), leave, "KOC_ALREADY_LEFT");
}

#[test]
fn correcting_the_newest_puts_the_member_where_they_belong() {
    let mut scene = with_history();
    let left = nth_move(&scene, 2);
    let event = corrected(&mut scene, correction(left, TierCode::Partner, "2024-03-10"));
    assert_eq!(event.was, None);
    let effective_on = scene.today();
    let step = StepDown { koc_id: ming(), to_tier: TierCode::Seed, reason: None, effective_on };
    scene.accepted(by(ming()), step);
}

#[test]
fn a_correction_can_be_corrected_but_what_it_replaced_cannot() {
    let mut scene = with_history();
    let wrong = nth_move(&scene, 1);
    corrected(&mut scene, correction(wrong, TierCode::Partner, "2024-02-10"));
    let first = scene.state.position();
    let again = correction(wrong, TierCode::Seed, "2024-02-10");
    scene.refused(mei(), again, "EVENT_NOT_A_TIER_CHANGE");
    let event = corrected(&mut scene, correction(first, TierCode::Partner, "2024-02-01"));
    assert_eq!(event.was, Some(TierCode::Partner));
    assert_eq!(event.effective_at, moment("2024-01-31T16:00:00Z"));
}

#[test]
fn only_a_tier_event_of_that_member_is_corrected() {
    let mut scene = with_history();
    let known = EventId(nth_move(&scene, 0).0 - 1);
    for other in [EventId(1), known, EventId(9_999)] {
        let command = correction(other, TierCode::Seed, "2024-02-10");
        scene.refused(mei(), command, "EVENT_NOT_A_TIER_CHANGE");
    }
}

#[test]
fn a_correction_stays_between_its_neighbours() {
    let mut scene = with_history();
    let wrong = nth_move(&scene, 1);
    for outside in ["2024-01-09", "2024-03-11"] {
        let command = correction(wrong, TierCode::Partner, outside);
        scene.refused(mei(), command, "FIELD_INVALID");
    }
    let same_day = corrected(&mut scene, correction(wrong, TierCode::Partner, "2024-01-10"));
    assert_eq!(same_day.effective_at, moment(JAN), "not before the move it follows");
}

#[test]
fn a_correction_changes_something_has_a_reason_and_is_not_for_the_future() {
    let mut scene = with_history();
    let left = nth_move(&scene, 2);
    let wrong = nth_move(&scene, 1);
    let same = correction(wrong, TierCode::Responder, "2024-02-10");
    scene.refused(mei(), same, "NO_CHANGE");
    let silent =
        CorrectTier { reason: "".into(), ..correction(wrong, TierCode::Seed, "2024-02-10") };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let future = correction(left, TierCode::Seed, "2025-03-02");
    scene.refused(mei(), future, "DATE_IN_FUTURE");
}

#[test]
fn a_correction_needs_a_second_person() {
    let mut scene = with_history();
    let command = correction(nth_move(&scene, 1), TierCode::Partner, "2024-02-10");
    scene.refused(mei(), command.clone(), "FOUR_EYES_REQUIRED");
    approve_correction(&mut scene, &command);
    let other_day = CorrectTier { effective_on: day("2024-02-11"), ..command.clone() };
    scene.refused(mei(), other_day, "FOUR_EYES_REQUIRED");
    scene.accepted(mei(), command);
}

#[test]
fn going_live_set_a_tier_that_can_be_corrected() {
    let mut scene = set_up();
    scene.given(Actor::IMPORT, tier_move("ming", JAN, Outside, Partner));
    go_live(&mut scene);
    let hua = member(&mut scene, "hua");
    let enrolled = scene.state.position();
    let on = scene.today();
    let command = CorrectTier {
        koc_id: hua,
        effective_on: on,
        ..correction(enrolled, TierCode::Responder, "2025-03-01")
    };
    approve_correction(&mut scene, &command);
    scene.accepted(mei(), command);
    approve_demotion(&mut scene, hua, TierCode::Seed);
    let demotion = DemoteKoc {
        koc_id: hua,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: no_note(),
        reason: "sold the prize".into(),
        effective_on: on,
    };
    scene.accepted(mei(), demotion);
}

#[test]
fn a_demotion_corrected_away_leaves_no_cooldown() {
    let mut scene = live();
    let hua = responder(&mut scene, "hua");
    approve_demotion(&mut scene, hua, TierCode::Seed);
    let on = scene.today();
    let demotion = DemoteKoc {
        koc_id: hua,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: no_note(),
        reason: "somebody else's account".into(),
        effective_on: on,
    };
    scene.given(mei(), demotion);
    let wrong = newest(&scene, "KocDemoted");
    let command = CorrectTier {
        koc_id: hua,
        effective_on: on,
        ..correction(wrong, TierCode::Responder, "2025-03-01")
    };
    approve_correction(&mut scene, &command);
    scene.given(mei(), command);
    rise(&mut scene, hua, TierCode::Partner);
}

#[test]
fn corrections_count_for_caps() {
    let mut scene = set_up();
    scene.given(Actor::IMPORT, tier_move("ming", JAN, Outside, Partner));
    go_live(&mut scene);
    let wrong = nth_move(&scene, 0);
    corrected(&mut scene, correction(wrong, TierCode::Seed, "2024-01-10"));
    let mut rules = domain::policy::PolicyRules::default_rules();
    rules.ladder.iter_mut().for_each(|rung| rung.cap = Some(1));
    new_policy(&mut scene, 2, rules);
    scene.refused(mei(), register("hua"), "TIER_FULL");
}

fn lock(until: Option<Day>) -> LockTier {
    LockTier { koc_id: ming(), until, reason: "an appeal".into() }
}

fn in_a_tier() -> Scene {
    let mut scene = set_up();
    scene.given(Actor::IMPORT, tier_move("ming", JAN, Outside, Partner));
    go_live(&mut scene);
    scene
}

#[test]
fn a_tier_is_locked_once() {
    let mut scene = in_a_tier();
    let until = Some(scene.today().plus(1));
    scene.given(mei(), lock(until));
    scene.refused(mei(), lock(None), "TIER_ALREADY_LOCKED");
    scene.wait_days(2);
    scene.refused(
        mei(),
        UnlockTier { koc_id: ming(), reason: "decided".into() },
        "TIER_NOT_LOCKED",
    );
    scene.accepted(mei(), lock(None));
}

#[test]
fn a_lock_has_a_reason_and_an_end_ahead() {
    let mut scene = in_a_tier();
    let yesterday = Some(scene.today().plus(-1));
    scene.refused(mei(), lock(yesterday), "DATE_IN_PAST");
    let far = Some(scene.today().plus(40_000));
    scene.refused(mei(), lock(far), "DATE_TOO_FAR");
    let silent = LockTier { reason: " ".into(), ..lock(None) };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    scene.given(mei(), lock(None));
    let silent = UnlockTier { koc_id: ming(), reason: " ".into() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
}

#[test]
fn only_who_stands_in_a_tier_is_locked_in_it() {
    with_history().refused(mei(), lock(None), "KOC_NOT_ACTIVE");
}

#[test]
fn a_demotion_whose_day_was_wrong_keeps_its_cooldown() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    scene.wait_days(10);
    approve_demotion(&mut scene, ming, TierCode::Seed);
    let effective_on = scene.today();
    let demote = DemoteKoc {
        koc_id: ming,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: no_note(),
        reason: "copied work".into(),
        effective_on,
    };
    let events = scene.send(mei(), demote).unwrap();
    let (koc_id, supersedes, tier) = (ming, events[0].position, TierCode::Seed);
    let effective_on = effective_on.plus(-1);
    let right = CorrectionProposal { koc_id, supersedes, tier, effective_on };
    approve(&mut scene, Proposal::CorrectTier(right));
    let reason = "a day late".into();
    scene.given(mei(), CorrectTier { koc_id, supersedes, tier, effective_on, reason });
    scene.wait_days(31);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let again = promote(&scene, ming, TierCode::Responder);
    scene.refused(mei(), again, "COOLDOWN_ACTIVE");
}
