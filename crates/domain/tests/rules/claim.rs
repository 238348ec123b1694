//! Taking a task that is open to whoever wants it, and instant work approved by rule.

use crate::common::*;
use crate::purse::*;
use crate::work::*;
use domain::assignment::Event as Happened;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::{AssignmentId, BudgetId, KocId, TaskId};
use domain::koc::command::PauseKoc;
use domain::reward;
use domain::task::brief::{AutomaticCheck, Brief};
use domain::task::command::{CloseTask, OpenTask};
use domain::task::{Eligibility, Selection};
use domain::todo;
use domain::vocabulary::RewardUnit::Points;
use domain::vocabulary::TierCode;
use domain::{Actor, Amount, Event};
use testkit::scene::Scene;

fn claim(task_id: TaskId, koc_id: KocId) -> ClaimTask {
    ClaimTask { task_id, assignee: Assignee::Koc(koc_id), terms_accepted: all_terms() }
}

/// Takes and hands in at once.
pub(crate) fn claim_and_submit(task_id: TaskId, koc_id: KocId) -> SubmitWork {
    let assignment_id = AssignmentId::of(task_id, koc_id);
    let claim = Some(claim(task_id, koc_id));
    let tags = vec!["q5".to_owned(), "weekend".to_owned()];
    SubmitWork { claim, tags, ..submit(assignment_id, 1, koc_id) }
}

/// A brief whose work is checked by rule: a tag, in time.
fn checked(scene: &Scene, budget_id: BudgetId) -> Brief {
    Brief {
        criteria: vec![must("seats")],
        automatic_check: Some(AutomaticCheck { tags: vec!["q5".to_owned()], public_url: false }),
        ..brief_paying(scene, vec![points_each(budget_id, 10)])
    }
}

/// An instant task of that many places for whoever wants it, 10 points each, checked by rule.
pub(crate) fn broadcast(slots: u32) -> (Scene, TaskId, KocId, BudgetId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let budget_id = given_purse(&mut scene, "purse", Points, 1_000);
    let brief = checked(&scene, budget_id);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    let open = OpenTask { selection: Selection::Broadcast, ..open_for_claims(task_id, slots) };
    scene.given(mei(), open);
    (scene, task_id, ming, budget_id)
}

#[test]
fn whoever_wants_it_takes_it_and_is_promised_the_return() {
    let (mut scene, task_id, ming, budget_id) = broadcast(3);
    let events = scene.accepted(by(ming), claim(task_id, ming));
    let [
        Event::Assignment(Happened::TaskAssigned(assigned)),
        Event::Assignment(Happened::AssignmentAccepted(_)),
        Event::Reward(reward::Event::RewardReserved(reserved)),
    ] = &events[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!((assigned.selection, &assigned.message), (Selection::Broadcast, &None));
    assert_eq!(reserved.amount, Amount(10));
    // The purse held for every place at once and does not move again.
    assert_eq!(held_and_spent(&scene, budget_id), (30, 0));
    scene.refused(by(ming), claim(task_id, ming), "ALREADY_ASSIGNED");
}

#[test]
fn a_claim_meets_the_same_bars_as_an_offer() {
    let (mut scene, task_id, ming, _) = broadcast(1);
    let ou = member(&mut scene, "ou");
    scene.refused(by(ou), claim(task_id, ming), "NOT_THE_ASSIGNEE");
    let terms = TermsAccepted { usage_rights: false, ..all_terms() };
    let silent = ClaimTask { terms_accepted: terms, ..claim(task_id, ming) };
    scene.refused(by(ming), silent, "TERMS_NOT_ACCEPTED");
    let bar = Eligibility { min_tier: Some(TierCode::Responder), ..Eligibility::default() };
    scene.given(mei(), eligibility(task_id, bar));
    scene.refused(by(ming), claim(task_id, ming), "TIER_TOO_LOW");
    let nobody = Eligibility { exclude: vec![ming], ..Eligibility::default() };
    scene.given(mei(), eligibility(task_id, nobody));
    scene.refused(by(ming), claim(task_id, ming), "NOT_ELIGIBLE");
    scene.given(mei(), eligibility(task_id, Eligibility::default()));
    let from = scene.today();
    scene.given(by(ou), PauseKoc { koc_id: ou, from, until: None, reason: None });
    scene.refused(by(ou), claim(task_id, ou), "KOC_NOT_ACTIVE");
    scene.given(by(ming), claim(task_id, ming));
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), claim(task_id, hua), "NO_SLOTS_LEFT");
}

#[test]
fn a_member_claims_no_more_than_they_may_hold() {
    let (mut scene, first, ming, budget_id) = broadcast(3);
    scene.given(by(ming), claim(first, ming));
    for (name, refused) in [("second", None), ("third", Some("CONCURRENT_LIMIT_REACHED"))] {
        let brief = checked(&scene, budget_id);
        let task_id = given_brief(&mut scene, draft(name), brief);
        scene.given(mei(), open_for_claims(task_id, 3));
        match refused {
            None => drop(scene.given(by(ming), claim(task_id, ming))),
            Some(code) => scene.refused(by(ming), claim(task_id, ming), code),
        }
    }
}

#[test]
fn a_task_is_claimed_while_it_is_open_for_claims() {
    let (mut scene, task_id, ming, _) = broadcast(3);
    let offered = given_open(&mut scene, "offered");
    scene.refused(by(ming), claim(offered, ming), "TASK_NOT_CLAIMABLE");
    let enough = CloseTask { task_id, reason: "enough".to_owned() };
    let mut closed = scene.clone();
    closed.given(mei(), enough);
    closed.refused(by(ming), claim(task_id, ming), "TASK_NOT_CLAIMABLE");
    scene.wait_hours(49);
    scene.refused(by(ming), claim(task_id, ming), "DEADLINE_PASSED");
}

#[test]
fn instant_work_is_taken_handed_in_checked_credited_and_paid_in_one_commit() {
    let (mut scene, task_id, ming, budget_id) = broadcast(3);
    let events = scene.accepted(by(ming), claim_and_submit(task_id, ming));
    let names: Vec<&str> = events.iter().map(|event| event.event_type().name).collect();
    assert_eq!(
        names,
        [
            "TaskAssigned",
            "AssignmentAccepted",
            "WorkSubmitted",
            "RewardReserved",
            "WorkReviewed",
            "WorkApproved",
            "ContributionCredited",
            "RewardPosted",
            "AssignmentSettled",
        ]
    );
    let reviewed = events.iter().find_map(|event| match event {
        Event::Assignment(Happened::WorkReviewed(e)) => Some(e),
        _ => None,
    });
    let reviewed = reviewed.expect("reviewed");
    assert_eq!((reviewed.stage, reviewed.decision), (ReviewStage::Auto, Decision::Approve));
    assert_eq!(balances(&scene, ming), [10, 0, 0, 0]);
    assert_eq!(held_and_spent(&scene, budget_id), (30, 0));
}

#[test]
fn approved_work_keeps_its_place() {
    let (mut scene, task_id, ming, _) = broadcast(1);
    scene.given(by(ming), claim_and_submit(task_id, ming));
    let ou = member(&mut scene, "ou");
    scene.refused(by(ou), claim_and_submit(task_id, ou), "NO_SLOTS_LEFT");
}

#[test]
fn what_does_not_hold_waits_for_people() {
    let (mut scene, task_id, ming, _) = broadcast(3);
    let untagged = SubmitWork { tags: Vec::new(), ..claim_and_submit(task_id, ming) };
    let events = scene.accepted(by(ming), untagged);
    let Some(Event::Todo(todo::Event::TodoOpened(waits))) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!(waits.kind, todo::values::TodoKind::CheckByHand);
    assert_eq!(waits.refused, ["TAGS"]);
    assert_eq!(balances(&scene, ming), [0; 4]);
    let assignment_id = AssignmentId::of(task_id, ming);
    let by_hand = ReviewWork {
        scores: vec![met("seats", true)],
        praise: vec![remark("seats", "easy to follow")],
        improvements: Vec::new(),
        ..review(assignment_id, 1, Decision::Approve)
    };
    scene.given(wei(), by_hand);
    assert_eq!(balances(&scene, ming), [10, 0, 0, 0]);
}

#[test]
fn late_work_is_not_approved_by_rule() {
    let (mut scene, task_id, ming, _) = broadcast(3);
    scene.given(by(ming), claim(task_id, ming));
    scene.wait_hours(50);
    let tags = vec!["q5".to_owned()];
    let late = SubmitWork { tags, ..submit(AssignmentId::of(task_id, ming), 1, ming) };
    let events = scene.accepted(by(ming), late);
    let Some(Event::Todo(todo::Event::TodoOpened(waits))) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!(waits.refused, ["IN_TIME"]);
}

#[test]
fn a_check_by_rule_says_nothing_about_how_good_a_member_is() {
    let (mut scene, task_id, ming, _) = broadcast(3);
    scene.given(by(ming), claim_and_submit(task_id, ming));
    let waits = scene.log.iter().any(|it| {
        matches!(&it.event, Event::Todo(todo::Event::TodoOpened(e))
            if e.kind == todo::values::TodoKind::ArchiveWork)
    });
    assert!(!waits, "instant work is not the librarian's");
}

#[test]
fn work_is_handed_in_with_a_claim_of_its_own_instant_task() {
    let (mut scene, task_id, ming, _) = broadcast(3);
    let sound = claim_and_submit(task_id, ming);
    let other = SubmitWork { assignment_id: AssignmentId([7; 16]), ..sound.clone() };
    scene.refused(by(ming), other, "FIELD_INVALID");
    let hashed = SubmitWork { tags: vec!["#q5".to_owned()], ..sound.clone() };
    scene.refused(by(ming), hashed, "FIELD_INVALID");
    let short = SubmitWork { items: Vec::new(), ..sound.clone() };
    scene.refused(by(ming), short, "OUTPUT_MISMATCH");
    scene.given(by(ming), sound.clone());
    scene.refused(by(ming), sound, "ALREADY_ASSIGNED");
}

#[test]
fn only_instant_work_is_taken_and_handed_in_at_once() {
    let mut scene = live_with_words();
    let ming = partner(&mut scene, "ming");
    let month = brief_of_a_month(&scene);
    let task_id = given_brief(&mut scene, draft_led("led"), month);
    scene.given(mei(), OpenTask { slots: None, ..open_for_claims(task_id, 1) });
    scene.refused(by(ming), claim_and_submit(task_id, ming), "TASK_NOT_CLAIMABLE");
}

#[test]
fn nobody_passes_for_the_check() {
    let (mut scene, task_id, ming, _) = broadcast(3);
    let untagged = SubmitWork { tags: Vec::new(), ..claim_and_submit(task_id, ming) };
    scene.given(by(ming), untagged);
    let assignment_id = AssignmentId::of(task_id, ming);
    let posing =
        ReviewWork { stage: ReviewStage::Auto, ..review(assignment_id, 1, Decision::Approve) };
    scene.refused(wei(), posing, "NOT_AUTHORISED_REVIEWER");
    scene.refused(Actor::SYSTEM, start(assignment_id, ReviewStage::Auto), "FORBIDDEN");
}
