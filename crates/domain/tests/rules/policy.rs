//! The tier policy: what a version must be, and how it comes into force.

use crate::common::*;
use domain::approval::{PolicyProposal, Proposal};
use domain::operator::command::GiveApproval;
use domain::policy::command::DraftTierPolicy;
use domain::policy::*;
use domain::vocabulary::{Horizon, Mode, TierCode};
use domain::{Actor, Event, LocalText, policy};
use testkit::scene::Scene;

fn draft_of(rules: PolicyRules) -> DraftTierPolicy {
    DraftTierPolicy { version: 2, rules, note: Some(text("更严格", "stricter")) }
}

/// A draft of version 2 that differs from the default as said.
fn changed(change: impl FnOnce(&mut PolicyRules)) -> DraftTierPolicy {
    let mut rules = PolicyRules::default_rules();
    change(&mut rules);
    draft_of(rules)
}

#[track_caller]
fn refused(change: impl FnOnce(&mut PolicyRules), code: &str) {
    live().refused(mei(), changed(change), code);
}

fn first(rules: &mut PolicyRules) -> &mut Threshold {
    rules.promotion_rules.first_mut().and_then(|rule| rule.all_of.first_mut()).expect("a rule")
}

#[test]
fn the_products_own_policy_can_be_drafted() {
    live().accepted(mei(), draft_of(PolicyRules::default_rules()));
}

#[test]
fn versions_are_numbered_without_gaps() {
    let rules = PolicyRules::default_rules();
    let mut scene = live();
    for version in [0, 1, 3] {
        let draft = DraftTierPolicy { version, ..draft_of(rules.clone()) };
        scene.refused(mei(), draft, "POLICY_VERSION_EXISTS");
    }
}

#[test]
fn the_ladder_holds_each_rank_once() {
    refused(|rules| rules.ladder.reverse(), "LADDER_RANKS_NOT_CONTIGUOUS");
    refused(|rules| rules.ladder.truncate(2), "LADDER_RANKS_NOT_CONTIGUOUS");
    refused(
        |rules| rules.ladder.iter_mut().for_each(|it| it.rank = 1),
        "LADDER_RANKS_NOT_CONTIGUOUS",
    );
}

#[test]
fn every_tier_has_a_name_in_every_scheme_and_language() {
    let unnamed = |rules: &mut PolicyRules| {
        rules.ladder.iter_mut().for_each(|rung| rung.labels.value = LocalText::new("核心", ""));
    };
    let refusal = live().send(mei(), changed(unnamed)).expect_err("three labels are missing");
    let codes: Vec<_> = refusal.violations().iter().map(|no| no.code()).collect();
    assert_eq!(codes, ["LABEL_MISSING"; 3]);
}

#[test]
fn no_tier_is_capped_at_nobody() {
    refused(|rules| rules.ladder.iter_mut().for_each(|it| it.cap = Some(0)), "LIMIT_INVALID");
}

#[test]
fn thresholds_can_be_met() {
    refused(|rules| first(rules).value = -1, "THRESHOLD_INVALID");
    refused(|rules| first(rules).window_days = 0, "THRESHOLD_INVALID");
    refused(|rules| first(rules).op = Comparison::AtMost, "THRESHOLD_INVALID");
    let nine_days_in_a_week = Threshold {
        metric: MetricCode::ActivityDays,
        op: Comparison::AtLeast,
        value: 9,
        window_days: 7,
    };
    refused(|rules| *first(rules) = nine_days_in_a_week, "THRESHOLD_INVALID");
}

#[test]
fn staying_never_asks_more_than_rising_did() {
    let code = "RETENTION_STRICTER_THAN_PROMOTION";
    let stay = |rules: &mut PolicyRules, value, window_days| {
        let rule = rules.retention_rules.first_mut().expect("a rule");
        let op = Comparison::AtLeast;
        rule.metrics =
            vec![Threshold { metric: MetricCode::AcceptedWorks, op, value, window_days }];
    };
    refused(|rules| stay(rules, 201, 180), code);
    // Two works in 90 days are more than two in 180.
    refused(|rules| stay(rules, 200, 90), code);
    live().accepted(mei(), changed(|rules| stay(rules, 400, 360)));
}

#[test]
fn staying_asks_nothing_that_rising_did_not() {
    let asked = |rules: &mut PolicyRules| {
        let rule = rules.retention_rules.first_mut().expect("a rule");
        let op = Comparison::AtLeast;
        rule.metrics.push(Threshold {
            metric: MetricCode::ActivityDays,
            op,
            value: 1,
            window_days: 90,
        });
    };
    refused(asked, "RETENTION_STRICTER_THAN_PROMOTION");
}

#[test]
fn promotion_rules_lead_one_rank_up() {
    let skipping = |rules: &mut PolicyRules| {
        rules.promotion_rules.iter_mut().for_each(|rule| rule.to = TierCode::Partner);
    };
    refused(skipping, "FIELD_INVALID");
}

#[test]
fn nothing_is_asked_for_staying_at_the_bottom() {
    let bottom = |rules: &mut PolicyRules| {
        rules.retention_rules.iter_mut().for_each(|rule| rule.tier = TierCode::Seed);
    };
    refused(bottom, "FIELD_INVALID");
}

#[test]
fn only_promotions_may_do_without_a_second_person() {
    let without = |left_out: ApprovalStep| {
        changed(move |rules| {
            let named = rules.approvals.iter_mut().find(|named| named.step == left_out);
            named.expect("named").count = 0;
        })
    };
    live().refused(mei(), without(ApprovalStep::Demote), "FIELD_INVALID");
    live().accepted(mei(), without(ApprovalStep::Promote));
}

#[test]
fn contribution_rules_have_codes_of_their_own_and_points() {
    let twice = |rules: &mut PolicyRules| {
        rules.contribution_rules.iter_mut().for_each(|rule| rule.code = "work".to_owned());
    };
    refused(twice, "RULE_CODE_TWICE");
    let nothing = |rules: &mut PolicyRules| {
        rules.contribution_rules.iter_mut().for_each(|rule| rule.points = 0);
    };
    refused(nothing, "FIELD_INVALID");
}

#[test]
fn a_horizon_allows_a_mode_once() {
    let twice = |rules: &mut PolicyRules| rules.horizons.extend(rules.horizons.clone());
    refused(twice, "FIELD_INVALID");
}

#[test]
fn treatments_are_graded_from_one_to_five() {
    let six = |rules: &mut PolicyRules| {
        rules.treatments.iter_mut().for_each(|treatment| treatment.creative_freedom = 6);
    };
    refused(six, "FIELD_INVALID");
}

#[test]
fn the_default_matrix_keeps_phased_work_but_contests_from_the_first_tier() {
    let rules = PolicyRules::default_rules();
    let lowest = |horizon, mode| rules.min_tier(horizon, mode);
    assert_eq!(lowest(Horizon::Instant, Mode::Commission), Some(TierCode::Seed));
    assert_eq!(lowest(Horizon::Phased, Mode::IndividualContest), Some(TierCode::Seed));
    assert_eq!(lowest(Horizon::Phased, Mode::Commission), Some(TierCode::Responder));
    assert_eq!(lowest(Horizon::Ongoing, Mode::Commission), Some(TierCode::Partner));
    assert_eq!(lowest(Horizon::Instant, Mode::Mentorship), None);
    assert_eq!(lowest(Horizon::Identity, Mode::Commission), None);
}

/// A live programme with version 2 drafted by mei.
fn drafted(draft: DraftTierPolicy) -> Scene {
    let mut scene = live();
    scene.given(mei(), draft);
    scene
}

fn approval() -> GiveApproval {
    GiveApproval {
        proposal: Proposal::PublishPolicy(PolicyProposal { version: 2 }),
        note: Some("clear enough".into()),
    }
}

#[test]
fn publishing_supersedes_the_version_before() {
    let mut scene = drafted(changed(|_| {}));
    scene.given(lin(), approval());
    let from = scene.today().plus(10);
    let events = scene.accepted(mei(), publish(2, from, 0));
    let [
        Event::TierPolicy(policy::Event::TierPolicyPublished(published)),
        Event::TierPolicy(policy::Event::TierPolicySuperseded(superseded)),
    ] = events.as_slice()
    else {
        panic!("published and superseded: {events:?}");
    };
    let approvers: Vec<_> = published.approved_by.iter().map(|it| it.operator_id).collect();
    assert_eq!(approvers, [operator_id("lin")]);
    assert_eq!((superseded.version, superseded.by_version, superseded.from), (1, 2, from));
}

#[test]
fn a_version_is_in_force_from_its_day() {
    let mut scene = drafted(changed(|rules| rules.min_days_in_tier = 0));
    let ming = member(&mut scene, "ming");
    scene.given(lin(), approval());
    let from = scene.today().plus(10);
    scene.given(mei(), publish(2, from, 0));
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let with_version = |scene: &Scene, policy_version| domain::koc::command::PromoteKoc {
        policy_version,
        ..promote(scene, ming, TierCode::Responder)
    };
    scene.wait_days(9);
    let early = with_version(&scene, 2);
    scene.refused(mei(), early, "POLICY_NOT_IN_FORCE");
    scene.wait_days(1);
    let late = with_version(&scene, 1);
    scene.refused(mei(), late, "POLICY_NOT_IN_FORCE");
    let right = with_version(&scene, 2);
    scene.accepted(mei(), right);
}

#[test]
fn only_what_was_drafted_is_published_and_only_once() {
    let mut scene = live();
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "POLICY_UNKNOWN");
    scene.refused(mei(), publish(1, today, 0), "POLICY_ALREADY_PUBLISHED");
}

#[test]
fn an_older_draft_is_not_published_over_a_newer_version() {
    let mut scene = drafted(changed(|_| {}));
    new_policy(&mut scene, 3, PolicyRules::default_rules());
    scene.given(lin(), approval());
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "POLICY_ALREADY_PUBLISHED");
}

#[test]
fn a_policy_is_not_dated_back() {
    let mut scene = drafted(changed(|_| {}));
    let yesterday = scene.today().plus(-1);
    scene.refused(mei(), publish(2, yesterday, 0), "POLICY_EFFECTIVE_IN_PAST");
    let far = scene.today().plus(40_000);
    scene.refused(mei(), publish(2, far, 0), "DATE_TOO_FAR");
}

#[test]
fn a_policy_needs_the_approval_of_somebody_who_did_not_draft_it() {
    let mut scene = drafted(changed(|_| {}));
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "FOUR_EYES_REQUIRED");
    scene.given(mei(), approval());
    scene.refused(mei(), publish(2, today, 0), "FOUR_EYES_REQUIRED");
    scene.given(lin(), approval());
    scene.accepted(mei(), publish(2, today, 0));
}

#[test]
fn a_draft_cannot_lower_the_bar_for_itself() {
    let mut scene = live();
    let two = |rules: &mut PolicyRules| {
        let named = rules.approvals.iter_mut();
        named.for_each(|named| named.count = 2);
    };
    let mut rules = PolicyRules::default_rules();
    two(&mut rules);
    new_policy(&mut scene, 2, rules);
    let draft = DraftTierPolicy { version: 3, ..changed(|_| {}) };
    scene.given(mei(), draft);
    let proposal = Proposal::PublishPolicy(PolicyProposal { version: 3 });
    approve(&mut scene, proposal);
    let today = scene.today();
    scene.refused(mei(), publish(3, today, 0), "FOUR_EYES_REQUIRED");
}

#[test]
fn the_first_policy_written_by_people_needs_a_second_person_too() {
    let mut scene = Scene::at(START);
    scene.given(Actor::ADMIN, create_programme());
    scene.given(Actor::ADMIN, DraftTierPolicy { version: 1, ..changed(|_| {}) });
    let today = scene.today();
    scene.refused(Actor::ADMIN, publish(1, today, 0), "FOUR_EYES_REQUIRED");
}

/// Publishing that change without grace is refused, with it accepted.
#[track_caller]
fn needs_grace(change: impl FnOnce(&mut PolicyRules)) {
    let mut scene = drafted(changed(change));
    scene.given(lin(), approval());
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 89), "INCUMBENT_GRACE_REQUIRED");
    scene.accepted(mei(), publish(2, today, 90));
}

#[test]
fn members_of_today_get_grace_when_rules_harden() {
    needs_grace(|rules| first(rules).value += 100);
    needs_grace(|rules| first(rules).window_days -= 1);
    needs_grace(|rules| {
        rules.promotion_rules.truncate(1);
        rules.retention_rules.truncate(1);
    });
    needs_grace(|rules| {
        rules.promotion_rules.iter_mut().for_each(|rule| rule.any_of.truncate(1));
    });
    needs_grace(|rules| {
        rules.retention_rules.iter_mut().for_each(|rule| rule.low_water_factor_bp += 1);
    });
}

#[test]
fn rules_that_ease_need_no_grace() {
    let eased = |rules: &mut PolicyRules| {
        first(rules).value -= 100;
        rules.retention_rules.clear();
    };
    let mut scene = drafted(changed(eased));
    scene.given(lin(), approval());
    let today = scene.today();
    scene.accepted(mei(), publish(2, today, 0));
}
