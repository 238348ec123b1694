//! Evidence: what counts, from which day, and when there is too little to tell.

use crate::common::*;
use crate::work::*;
use domain::assignment::command::ImportReviewedWork;
use domain::assignment::values::Decision;
use domain::id::{CandidacyId, KocId, WorkId};
use domain::koc::command::*;
use domain::koc::values::{Evidence, ImportedPlace, NominationSource};
use domain::policy::{Comparison, MetricCode, PolicyRules, Threshold};
use domain::vocabulary::TierCode;
use domain::{Actor, Event, koc as member_events};
use testkit::scene::Scene;

/// A work of ming's, accepted at that time.
fn past_work(key: &str, accepted_at: &str) -> ImportReviewedWork {
    ImportReviewedWork {
        work_id: WorkId::of_external(programme_id(), key),
        external_key: key.to_owned(),
        author: imported("ming"),
        author_ref: "ming".to_owned(),
        reviewer_ref: "wei".to_owned(),
        submitted_at: moment(accepted_at),
        accepted_at: moment(accepted_at),
        revisions: 0,
        lines: 10,
        kind: "article".to_owned(),
    }
}

/// A live programme in which ming has these works behind them.
#[track_caller]
fn with_works(accepted_at: &[&str]) -> Scene {
    let mut scene = set_up();
    for (index, at) in accepted_at.iter().enumerate() {
        scene.given(Actor::IMPORT, past_work(&format!("w-{index}"), at));
    }
    go_live(&mut scene);
    scene
}

/// The evidence for rising from the lowest tier, as of today.
#[track_caller]
fn evidence(scene: &mut Scene, koc_id: KocId) -> Evidence {
    let nomination = NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId([1; 16]),
        target_tier: TierCode::Responder,
        source: NominationSource::TierScreen,
        source_ref: None,
        note: None,
    };
    match scene.clone().accepted(Actor::SYSTEM, nomination).into_iter().next() {
        Some(Event::Koc(member_events::Event::CandidateNominated(named))) => named.evidence,
        other => panic!("a candidate was named: {other:?}"),
    }
}

/// The one metric that version 2 of the policy asks for.
#[track_caller]
pub(crate) fn measured(scene: &mut Scene, koc_id: KocId) -> (Option<i32>, bool) {
    match evidence(scene, koc_id).metrics.as_slice() {
        [value] => (value.have, value.met),
        other => panic!("one metric is asked for: {other:?}"),
    }
}

#[track_caller]
pub(crate) fn ask_for(scene: &mut Scene, metric: MetricCode, op: Comparison, value: i32) {
    let mut rules = PolicyRules::default_rules();
    rules.retention_rules.clear();
    let only = vec![Threshold { metric, op, value, window_days: 180 }];
    rules.promotion_rules.iter_mut().for_each(|rule| rule.all_of.clone_from(&only));
    new_policy(scene, 2, rules);
}

#[test]
fn a_window_begins_with_its_first_day_in_the_programmes_zone() {
    // The window of 180 days that ends on 2025-03-01 begins on 2024-09-03, in Shanghai.
    let mut scene = with_works(&["2024-09-02T15:59:59Z", "2024-09-02T16:00:00Z"]);
    let evidence = evidence(&mut scene, imported("ming"));
    assert_eq!(evidence.from.to_string(), "2024-09-03");
    let metrics: Vec<_> = evidence.metrics.iter().map(|it| (it.have, it.need, it.met)).collect();
    assert_eq!(metrics, [(Some(100), 200, false)]);
    scene.wait_days(1);
    let tomorrow = self::evidence(&mut scene, imported("ming"));
    assert_eq!(tomorrow.metrics.first().and_then(|it| it.have), Some(0));
}

#[test]
fn whoever_did_what_the_policy_asks_is_promoted_by_it() {
    let mut scene = with_works(&["2025-01-10T00:00:00Z", "2025-02-10T00:00:00Z"]);
    let ming = imported("ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let by_rules = PromoteKoc {
        basis: PromotionBasis::Policy(true),
        ..promote(&scene, ming, TierCode::Responder)
    };
    scene.accepted(mei(), by_rules);
}

#[test]
fn one_of_the_alternatives_is_enough_and_all_are_shown() {
    let mut scene = with_works(&["2025-01-10T00:00:00Z"]);
    let at_least =
        |metric, value| Threshold { metric, op: Comparison::AtLeast, value, window_days: 180 };
    let mut rules = PolicyRules::default_rules();
    rules.retention_rules.clear();
    rules.promotion_rules.iter_mut().for_each(|rule| {
        rule.all_of.clear();
        rule.any_of =
            vec![at_least(MetricCode::Mentoring, 1), at_least(MetricCode::ContributionScore, 10)];
    });
    new_policy(&mut scene, 2, rules);
    let ming = imported("ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let by_rules = PromoteKoc {
        policy_version: 2,
        basis: PromotionBasis::Policy(true),
        ..promote(&scene, ming, TierCode::Responder)
    };
    let hua = member(&mut scene, "hua");
    let metrics = evidence(&mut scene, hua).metrics;
    assert_eq!(metrics.iter().map(|it| it.met).collect::<Vec<_>>(), [false, false]);
    scene.accepted(mei(), by_rules);
}

#[test]
fn works_that_were_never_scored_have_no_mean() {
    let mut scene = with_works(&["2025-01-10T00:00:00Z", "2025-02-10T00:00:00Z"]);
    ask_for(&mut scene, MetricCode::MeanScore, Comparison::AtLeast, 0);
    assert_eq!(measured(&mut scene, imported("ming")), (None, false));
}

#[test]
fn who_was_never_asked_has_no_response_time() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    ask_for(&mut scene, MetricCode::ResponseTime, Comparison::AtMost, 8_760);
    assert_eq!(measured(&mut scene, ming), (None, false));
}

/// A member with so many works handed in on time, all due by now.
#[track_caller]
fn reliable(works: &[&str]) -> (Scene, KocId) {
    let mut scene = live_with_words();
    ask_for(&mut scene, MetricCode::Reliability, Comparison::AtLeast, 10_000);
    let ming = member(&mut scene, "ming");
    for name in works {
        let work = given_submitted(&mut scene, name, ming);
        scene.given(wei(), review(work, 1, Decision::Approve));
    }
    scene.wait_days(3);
    (scene, ming)
}

#[test]
fn two_works_due_say_nothing_about_reliability() {
    let (mut scene, ming) = reliable(&["one", "two"]);
    assert_eq!(measured(&mut scene, ming), (None, false));
    let (mut scene, ming) = reliable(&["one", "two", "three"]);
    assert_eq!(measured(&mut scene, ming), (Some(10_000), true));
}

#[test]
fn work_due_today_may_still_come() {
    let (mut scene, ming) = reliable(&["one", "two", "three"]);
    given_accepted(&mut scene, "four", ming);
    scene.wait_days(2);
    assert_eq!(measured(&mut scene, ming), (Some(10_000), true));
    scene.wait_days(1);
    assert_eq!(measured(&mut scene, ming), (Some(7_500), false));
}

#[test]
fn work_due_during_a_break_is_left_out() {
    let (mut scene, ming) = reliable(&["one", "two", "three"]);
    given_accepted(&mut scene, "four", ming);
    let (from, until) = (scene.today().plus(1), Some(scene.today().plus(3)));
    scene.given(by(ming), PauseKoc { koc_id: ming, from, until, reason: None });
    scene.wait_days(4);
    assert_eq!(measured(&mut scene, ming), (Some(10_000), true));
}

#[test]
fn too_little_to_tell_costs_nobody_a_tier() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    let mut rules = PolicyRules::default_rules();
    let op = Comparison::AtLeast;
    let reliable =
        Threshold { metric: MetricCode::Reliability, op, value: 8_000, window_days: 180 };
    rules.promotion_rules.iter_mut().for_each(|rule| rule.all_of = vec![reliable.clone()]);
    rules.retention_rules.iter_mut().for_each(|rule| rule.metrics = vec![reliable.clone()]);
    new_policy(&mut scene, 2, rules);
    let notice = GiveTierNotice { koc_id: ming, decide_on: scene.today().plus(30) };
    scene.refused(mei(), notice, "RETENTION_REQUIREMENTS_MET");
}

#[test]
fn a_member_above_low_water_gets_no_notice() {
    let mut scene = set_up();
    let (out, responder) = (ImportedPlace::Outside, ImportedPlace::Responder);
    scene.given(Actor::IMPORT, tier_move("ming", "2020-01-01T00:00:00Z", out, responder));
    scene.given(Actor::IMPORT, past_work("w-1", "2025-01-10T00:00:00Z"));
    go_live(&mut scene);
    let koc_id = imported("ming");
    let notice = |scene: &Scene| GiveTierNotice { koc_id, decide_on: scene.today().plus(30) };
    // One work of the two that staying asks for: half, which is the low-water mark.
    let early = notice(&scene);
    scene.refused(mei(), early, "RETENTION_REQUIREMENTS_MET");
    scene.wait_days(365);
    let late = notice(&scene);
    scene.accepted(mei(), late);
}
