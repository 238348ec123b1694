//! What was promised for work that ends without a judgement: given back to the purse, or paid in
//! part where the brand called it off.

use domain::Actor;
use domain::assignment::command::*;
use domain::id::{AssignmentId, BudgetId, KocId, TaskId};
use domain::task::CompensationRule;
use domain::task::command::CancelTask;
use domain::vocabulary::RewardUnit;
use testkit::scene::Scene;

use crate::common::*;
use crate::purse::*;
use crate::work::*;

/// A task of three places at 100 points, and its purse.
fn paying() -> (Scene, TaskId, BudgetId) {
    let mut scene = live_with_words();
    let purse = given_purse(&mut scene, "spring", RewardUnit::Points, 300);
    let task_id = given_paying(&mut scene, "clip", vec![points_each(purse, 100)], 3);
    (scene, task_id, purse)
}

fn taken(scene: &mut Scene, task_id: TaskId, name: &str) -> (KocId, AssignmentId) {
    let koc_id = member(scene, name);
    (koc_id, given_taken(scene, task_id, koc_id))
}

fn points(scene: &Scene, koc_id: KocId) -> i64 {
    balances(scene, koc_id)[0]
}

#[test]
fn work_given_back_or_never_done_is_not_paid() {
    let (mut scene, task_id, purse) = paying();
    let (ming, held) = taken(&mut scene, task_id, "ming");
    let (hua, silent) = taken(&mut scene, task_id, "hua");
    let back = RelinquishAssignment { assignment_id: held, reason: None, return_resources: false };
    scene.given(by(ming), back);
    scene.wait_days(10).given(Actor::SYSTEM, LapseAssignment { assignment_id: silent });
    assert_eq!((points(&scene, ming), points(&scene, hua)), (0, 0));
    let reason = "its time is over".to_owned();
    scene.given(mei(), domain::task::command::CloseTask { task_id, reason });
    assert_eq!(held_and_spent(&scene, purse), (0, 0), "all of it is free again");
}

#[test]
fn whoever_is_called_off_is_given_the_part_that_was_said() {
    let (mut scene, task_id, _) = paying();
    let (ming, half) = taken(&mut scene, task_id, "ming");
    let (hua, nothing) = taken(&mut scene, task_id, "hua");
    for (assignment_id, compensation_bp) in [(half, Some(5_000)), (nothing, None)] {
        let reason = Some("the launch is off".into());
        scene.given(mei(), CancelAssignment { assignment_id, reason, compensation_bp });
    }
    assert_eq!((points(&scene, ming), points(&scene, hua)), (50, 0));
}

#[test]
fn a_task_called_off_pays_by_its_rule_before_its_purse_is_free() {
    let (mut scene, task_id, purse) = paying();
    let (ming, accepted) = taken(&mut scene, task_id, "ming");
    let (hua, handed_in) = taken(&mut scene, task_id, "hua");
    scene.given(by(hua), submit(handed_in, 1, hua));
    let compensation_rule = CompensationRule { accepted_bp: 2_500, handed_in_bp: 10_000 };
    let reason = "the launch is off".to_owned();
    scene.given(mei(), CancelTask { task_id, reason, compensation_rule });
    assert_eq!(held_and_spent(&scene, purse), (300, 0), "somebody may still be owed something");
    for assignment_id in [accepted, handed_in] {
        let (reason, compensation_bp) = (None, None);
        let behind = CancelAssignment { assignment_id, reason, compensation_bp };
        scene.given(Actor::SYSTEM, behind);
    }
    assert_eq!((points(&scene, ming), points(&scene, hua)), (25, 100));
    let (held, spent) = held_and_spent(&scene, purse);
    assert_eq!(held + spent, 125, "what is left of the hold is what was given");
}
