//! Settling: what a finished work earned is in both ledgers.

use crate::common::*;
use crate::work::*;
use domain::assignment::Event as Happened;
use domain::assignment::command::SettleAssignment;
use domain::assignment::values::Decision;
use domain::policy::{ContributionSource, PolicyRules};
use domain::todo;
use domain::{Actor, Event};

#[test]
fn approved_work_is_settled_in_the_commit_that_approves_it() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let events = scene.accepted(wei(), review(assignment_id, 1, Decision::Approve));
    let settled = events.into_iter().find_map(|event| match event {
        Event::Assignment(Happened::AssignmentSettled(e)) => Some(e),
        _ => None,
    });
    let settled = settled.expect("settled");
    assert_eq!((settled.contribution_refs.len(), settled.reward_refs.len()), (1, 0));
    scene.refused(Actor::SYSTEM, SettleAssignment { assignment_id }, "NO_CHANGE");
}

#[test]
fn what_is_under_way_is_not_settled() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    scene.refused(Actor::SYSTEM, SettleAssignment { assignment_id }, "ASSIGNMENT_NOT_FINISHED");
}

#[test]
fn rejected_work_is_settled_when_nobody_objects_any_more() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    scene.given(wei(), review(assignment_id, 1, Decision::Reject));
    scene.refused(Actor::SYSTEM, SettleAssignment { assignment_id }, "NOT_YET_DUE");
    scene.wait_days(31);
    let due: Vec<_> = scene.state.timers().due(scene.now()).map(|(_, timer)| timer).collect();
    assert!(due.iter().any(|timer| timer.name() == "SettleAssignment"), "{due:?}");
    scene.given(Actor::SYSTEM, SettleAssignment { assignment_id });
    let again = scene.state.timers().iter().any(|(_, timer)| timer.name() == "SettleAssignment");
    assert!(!again, "settled once");
}

#[test]
fn work_that_earned_nothing_waits_for_somebody_to_look() {
    let mut scene = live_with_words();
    let mut rules = PolicyRules::default_rules();
    rules.contribution_rules.retain(|rule| rule.source != ContributionSource::WorkApproved);
    new_policy(&mut scene, 2, rules);
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let events = scene.accepted(wei(), review(assignment_id, 1, Decision::Approve));
    let waits = events.iter().find_map(|event| match event {
        Event::Todo(todo::Event::TodoOpened(e))
            if e.kind == todo::values::TodoKind::ReactionRefused =>
        {
            Some(e)
        }
        _ => None,
    });
    assert_eq!(waits.expect("somebody looks").refused, ["LEDGER_ENTRIES_MISSING"]);
    scene.refused(mei(), SettleAssignment { assignment_id }, "LEDGER_ENTRIES_MISSING");
}
