//! What members did is the evidence of their next tier decision.

use crate::common::*;
use crate::pairs::{complete, given_mentor, given_pair};
use crate::work::*;
use domain::approval::{AdjustmentProposal, Proposal};
use domain::assignment::command::DeclineAssignment;
use domain::assignment::values::{Decision, DeclineReason};
use domain::contribution::command::*;
use domain::id::{EntryId, EventId, KocId};
use domain::koc::command::{PromoteKoc, StepDown};
use domain::policy::{Comparison, Dims, MetricCode, PolicyRules, Threshold};
use domain::vocabulary::{ContributionKind, TierCode};
use domain::{Event, koc as member_events};
use testkit::scene::Scene;

/// A policy whose first step asks for every metric, and so computes it.
#[track_caller]
fn given_policy_that_measures_everything(scene: &mut Scene) {
    let mut rules = PolicyRules::default_rules();
    let asked = |metric, op, value| Threshold { metric, op, value, window_days: 365 };
    rules.promotion_rules[0].all_of = vec![
        asked(MetricCode::AcceptedWorks, Comparison::AtLeast, 200),
        asked(MetricCode::MeanScore, Comparison::AtLeast, 7_000),
        asked(MetricCode::Reliability, Comparison::AtLeast, 6_000),
        asked(MetricCode::ResponseTime, Comparison::AtMost, 24),
        asked(MetricCode::ActivityDays, Comparison::AtLeast, 2),
        asked(MetricCode::Mentoring, Comparison::AtLeast, 1),
        asked(MetricCode::ContributionScore, Comparison::AtLeast, 10),
    ];
    new_policy(scene, 2, rules);
}

/// Every metric as the promotion from the first tier computes it 30 days later.
#[track_caller]
fn measured(scene: &mut Scene, koc_id: KocId) -> Vec<(MetricCode, Option<i32>)> {
    scene.wait_days(30);
    approve_promotion(scene, koc_id, TierCode::Responder);
    let promotion = PromoteKoc { policy_version: 2, ..promote(scene, koc_id, TierCode::Responder) };
    let events = scene.accepted(mei(), promotion);
    let [Event::Koc(member_events::Event::KocPromoted(promoted)), ..] = events.as_slice() else {
        panic!("promoted: {events:?}");
    };
    promoted.evidence.metrics.iter().map(|value| (value.metric, value.have)).collect()
}

fn entry(name: &str) -> EntryId {
    EntryId::derived(&[name.as_bytes()])
}

/// One offer declined after ten hours.
#[track_caller]
fn given_declined(scene: &mut Scene, koc_id: KocId) {
    let assignment_id = given_offer(scene, "declined", koc_id);
    let reason = DeclineReason::Time;
    scene.wait_hours(10);
    scene.given(by(koc_id), DeclineAssignment { assignment_id, reason, note: None });
}

/// Five points credited and taken back, then three taken away.
#[track_caller]
fn given_ledger_entries(scene: &mut Scene, koc_id: KocId) {
    let effective_on = scene.today();
    let help = CreditContribution {
        entry_id: entry("help"),
        koc_id,
        kind: ContributionKind::Help,
        points: 5,
        share_bp: 10_000,
        source_event: EventId(1),
        rule: "answered-question".to_owned(),
        effective_on,
        dims: Dims { contribution: 5, influence: 0, activity: 0 },
    };
    scene.given(mei(), help);
    let (entry_id, reason) = (entry("help"), "not their answer".into());
    scene.given(mei(), ReverseContribution { koc_id, entry_id, reason, source_event: None });
    let (entry_id, kind, delta) = (entry("down"), ContributionKind::Work, -3);
    let proposal = AdjustmentProposal { koc_id, entry_id, kind, delta };
    approve(scene, Proposal::AdjustContribution(proposal));
    let reason = "counted twice on paper".into();
    scene.given(mei(), AdjustContribution { koc_id, entry_id, kind, delta, reason });
}

#[test]
fn work_answers_and_points_are_evidence() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_policy_that_measures_everything(&mut scene);

    // Answered after 2 hours, handed in the same day, approved with 86.
    let first = given_offer(&mut scene, "first", ming);
    scene.wait_hours(2).given(by(ming), accept(first)).given(by(ming), submit(first, 1, ming));
    scene.given(wei(), review(first, 1, Decision::Approve));
    given_declined(&mut scene, ming);
    // Answered after 4 hours, on the second day; handed in late on the fourth, approved with 86.
    let late = given_offer(&mut scene, "late", ming);
    scene.wait_hours(4).given(by(ming), accept(late));
    scene.wait_hours(50).given(by(ming), submit(late, 1, ming));
    scene.given(wei(), review(late, 1, Decision::Approve));
    // Answered and handed in at once, rejected.
    let rejected = given_submitted(&mut scene, "rejected", ming);
    scene.given(wei(), review(rejected, 1, Decision::Reject));
    given_ledger_entries(&mut scene, ming);

    assert_eq!(
        measured(&mut scene, ming),
        [
            (MetricCode::AcceptedWorks, Some(200)),
            (MetricCode::MeanScore, Some(8_600)),
            (MetricCode::Reliability, Some(6_666)),
            (MetricCode::ResponseTime, Some(3)),
            (MetricCode::ActivityDays, Some(3)),
            (MetricCode::Mentoring, Some(0)),
            (MetricCode::ContributionScore, Some(10 + 10 + 5 - 5 - 3)),
        ]
    );
}

#[test]
fn a_revision_handed_in_after_the_first_due_time_was_in_time() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_policy_that_measures_everything(&mut scene);
    for name in ["one", "two", "three"] {
        let work = given_submitted(&mut scene, name, ming);
        scene.given(wei(), review(work, 1, Decision::RequestRevision));
        scene.wait_days(5).given(by(ming), submit(work, 2, ming));
        scene.given(wei(), review(work, 2, Decision::Approve));
    }
    let measured = measured(&mut scene, ming);
    assert!(measured.contains(&(MetricCode::Reliability, Some(10_000))), "{measured:?}");
}

#[test]
fn a_completed_mentorship_is_evidence_of_its_mentor() {
    let mut scene = live_with_words();
    let hua = responder(&mut scene, "hua");
    let teacher = given_mentor(&mut scene, "teacher");
    given_policy_that_measures_everything(&mut scene);
    given_pair(&mut scene, "pair", teacher, hua);
    scene.given(mei(), complete("pair"));
    let (to_tier, effective_on) = (TierCode::Seed, scene.today());
    scene.given(by(teacher), StepDown { koc_id: teacher, to_tier, reason: None, effective_on });
    let measured = measured(&mut scene, teacher);
    assert!(measured.contains(&(MetricCode::Mentoring, Some(1))), "{measured:?}");
    assert!(measured.contains(&(MetricCode::ContributionScore, Some(20))), "{measured:?}");
}
