//! Other policies, tried on what happened.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use audit::what_if::{Asked, Change, Difference, Replay, WhatIf};
use domain::policy::{Event as PolicyEvent, MetricCode, PolicyRules, Threshold};
use domain::vocabulary::TierCode;
use domain::{Day, Event, Recorded};
use testkit::stories;

fn tried(log: &[Recorded], rules: PolicyRules) -> WhatIf {
    let asked = Asked { rules: Arc::new(rules), from: Day(0), to: Day(i32::MAX - 1) };
    let mut replay = Replay::new(asked);
    log.iter().for_each(|recorded| replay.apply(recorded));
    replay.finish()
}

/// The rules of a story that has one published version; none of one that has more.
fn published(log: &[Recorded]) -> Option<PolicyRules> {
    let mut drafted = log.iter().filter_map(|it| match &it.event {
        Event::TierPolicy(PolicyEvent::TierPolicyDrafted(e)) => Some(e.rules.clone()),
        _ => None,
    });
    let rules = drafted.next();
    rules.filter(|_| drafted.next().is_none())
}

fn stories_of_one_policy() -> Vec<(stories::Story, PolicyRules)> {
    let all = stories::all().into_iter();
    all.filter_map(|story| published(&story.log).map(|rules| (story, rules))).collect()
}

fn first_hand(found: &WhatIf) -> Vec<&Change> {
    found.changes.iter().filter(|change| !change.counterfactual).collect()
}

/// Every threshold of the rules, one after the other.
fn each_threshold(rules: &mut PolicyRules) -> Vec<&mut Threshold> {
    let rising = rules.promotion_rules.iter_mut();
    let rising = rising.flat_map(|rule| rule.all_of.iter_mut().chain(rule.any_of.iter_mut()));
    let staying = rules.retention_rules.iter_mut().flat_map(|rule| rule.metrics.iter_mut());
    rising.chain(staying).collect()
}

#[test]
fn the_policy_that_was_in_force_differs_from_itself_nowhere() {
    let (mut decided, mut days) = (0, 0);
    for (story, rules) in stories_of_one_policy() {
        let found = tried(&story.log, rules);
        assert_eq!(found.changes, [], "{}", story.name);
        assert!(found.headcount.iter().all(|it| it.actual == it.simulated), "{}", story.name);
        decided += found.promotions + found.demotions - found.overrides;
        days += found.days;
    }
    assert!(decided >= 5 && days > 300, "{decided} decisions, {days} days");
}

#[test]
fn each_threshold_raised_gives_losses_alone_and_each_lowered_gains_alone() {
    let stories = stories_of_one_policy();
    let (mut lost, mut gained) = (0, 0);
    for index in 0..each_threshold(&mut PolicyRules::default_rules()).len() {
        for (story, rules) in &stories {
            let mut harder = rules.clone();
            let Some(threshold) = each_threshold(&mut harder).into_iter().nth(index) else {
                continue;
            };
            threshold.value = threshold.value * 3 + 1;
            let found = tried(&story.log, harder);
            let changes = first_hand(&found);
            assert!(
                changes.iter().all(|it| it.difference.is_loss()),
                "{}: {changes:?}",
                story.name
            );
            assert!(changes.iter().all(|it| !it.missing.is_empty()), "{}: {changes:?}", story.name);
            lost += changes.len();

            let mut softer = rules.clone();
            each_threshold(&mut softer).into_iter().nth(index).unwrap().value = 0;
            let found = tried(&story.log, softer);
            let changes = first_hand(&found);
            assert!(
                !changes.iter().any(|it| it.difference.is_loss()),
                "{}: {changes:?}",
                story.name
            );
            gained += changes.len();
        }
    }
    assert!(lost > 0 && gained > 0, "{lost} losses, {gained} gains");
}

#[test]
fn a_threshold_out_of_reach_takes_back_the_promotion_and_says_what_was_missing() {
    let story = stories::story("seed_to_partner_214_days");
    let mut rules = published(&story.log).unwrap();
    rules.promotion_rules[0].all_of[0].value = 1_000;
    let found = tried(&story.log, rules);
    let [first, later] = &found.changes[..] else { panic!("{:?}", found.changes) };
    assert_eq!(first.difference, Difference::NotPromoted);
    assert_eq!((first.from, first.to), (TierCode::Seed, TierCode::Responder));
    assert_eq!(first.missing[0].what, "ACCEPTED_WORKS");
    assert_eq!(first.missing[0].gap(), Some(1_000 - first.missing[0].have.unwrap()));
    assert!(!first.counterfactual);
    // Nobody becomes a partner from the lowest tier: this follows from the first difference.
    assert_eq!((later.difference, later.counterfactual), (Difference::NotPromoted, true));
    assert_eq!(later.missing[0].what, "TIER_BELOW");
    assert_eq!(found.first_divergence[&story.koc("an")], first.on);
    let last = found.headcount.iter().rev().find(|it| it.tier == TierCode::Partner).unwrap();
    assert_eq!((last.actual, last.simulated), (1, 0));
}

#[test]
fn a_threshold_lowered_lets_somebody_rise_before_they_did() {
    let story = stories::story("seed_to_partner_214_days");
    let mut rules = published(&story.log).unwrap();
    let works = &mut rules.promotion_rules[0].all_of[0];
    assert_eq!(works.metric, MetricCode::AcceptedWorks);
    works.value = 0;
    let found = tried(&story.log, rules);
    let an = story.koc("an");
    let first = found.changes.iter().find(|it| it.koc_id == an).unwrap();
    assert_eq!((first.difference, first.to), (Difference::Promoted, TierCode::Responder));
    assert!(first.actually_on.is_some_and(|actually| first.on < actually), "{first:?}");
}

#[test]
fn days_to_be_served_are_asked_too() {
    let story = stories::story("seed_to_partner_214_days");
    let rules = PolicyRules { min_days_in_tier: 3_000, ..published(&story.log).unwrap() };
    let found = tried(&story.log, rules);
    assert_eq!(found.changes[0].missing[0].what, "MIN_DAYS_IN_TIER");
    assert_eq!(found.changes[0].missing[0].need, 3_000);
}

#[test]
fn an_exception_stands_under_any_policy() {
    let all = stories_of_one_policy();
    let mut overrides = 0;
    for (story, mut rules) in all {
        for rule in &mut rules.promotion_rules {
            rule.all_of.iter_mut().for_each(|threshold| threshold.value = 1_000_000);
        }
        let found = tried(&story.log, rules);
        overrides += found.overrides;
        let taken_back = first_hand(&found).len() as u32;
        assert!(taken_back <= found.promotions - found.overrides, "{}", story.name);
    }
    assert!(overrides > 0);
}
