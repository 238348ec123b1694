//! Handing work in.

use crate::common::*;
use crate::work::*;
use domain::assignment::Event::WorkSubmitted;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId};
use domain::koc::command::{LeaveProgramme, PauseKoc};
use domain::task::brief::{AiPolicy, Brief, Output};
use domain::vocabulary::AiUse;
use domain::{Actor, Violation};
use testkit::scene::Scene;

/// A member who took a task on, and the work they hand in.
fn accepted() -> (Scene, KocId, SubmitWork) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_accepted(&mut scene, "clip", ming);
    (scene, ming, submit(assignment_id, 1, ming))
}

/// The same under a brief that a test has changed.
fn accepted_under(change: impl FnOnce(&mut Brief)) -> (Scene, KocId, SubmitWork) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let mut brief = brief(&scene);
    change(&mut brief);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(assignment_id));
    (scene, ming, submit(assignment_id, 1, ming))
}

#[track_caller]
fn work_refused(spoil: impl FnOnce(&mut SubmitWork), code: &str) {
    let (mut scene, ming, mut work) = accepted();
    spoil(&mut work);
    scene.refused(by(ming), work, code);
}

#[test]
fn the_member_hands_in_what_was_asked() {
    let (mut scene, ming, work) = accepted();
    let note = Some("the light was low".into());
    let events = of_assignment(scene.accepted(by(ming), SubmitWork { note, ..work }));
    let [WorkSubmitted(submitted)] = events.as_slice() else { panic!("submitted: {events:?}") };
    assert!(!submitted.late);
    assert_eq!(submitted.brief_version, 1);
    assert_eq!(submitted.contributors, whole(ming));
    assert!(submitted.items.iter().all(|item| item.uri.person == ming.into()));
    assert_eq!(submitted.note.as_ref().map(|note| note.person), Some(ming.into()));
}

#[test]
fn only_the_assignee_hands_in() {
    let (mut scene, _, work) = accepted();
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), work, "NOT_THE_ASSIGNEE");
}

#[test]
fn work_is_handed_in_once_the_task_is_accepted() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_offer(&mut scene, "clip", ming);
    scene.refused(by(ming), submit(assignment_id, 1, ming), "ASSIGNMENT_NOT_ACTIVE");
    let approved = given_approved(&mut scene, "done", ming);
    scene.refused(by(ming), submit(approved, 2, ming), "ASSIGNMENT_NOT_ACTIVE");
}

#[test]
fn work_that_waits_for_its_review_is_not_handed_in_again() {
    let (mut scene, ming, work) = accepted();
    let assignment_id = work.assignment_id;
    scene.given(by(ming), work);
    scene.refused(by(ming), submit(assignment_id, 2, ming), "AWAITING_REVIEW");
    scene.given(wei(), start(assignment_id, ReviewStage::Brand));
    scene.refused(by(ming), submit(assignment_id, 2, ming), "AWAITING_REVIEW");
}

#[test]
fn submissions_are_numbered_without_gaps() {
    work_refused(|work| work.submission_no = 2, "SUBMISSION_NUMBER_GAP");
    let (mut scene, ming, work) = accepted();
    let assignment_id = work.assignment_id;
    scene.given(by(ming), work.clone());
    scene.given(wei(), review(assignment_id, 1, Decision::RequestRevision));
    scene.refused(by(ming), work, "SUBMISSION_NUMBER_GAP");
    scene.accepted(by(ming), submit(assignment_id, 2, ming));
}

#[test]
fn the_outputs_are_those_of_the_brief() {
    work_refused(|work| work.items[0].length = 59, "OUTPUT_MISMATCH");
    work_refused(|work| work.items[0].length = 181, "OUTPUT_MISMATCH");
    work_refused(|work| work.items[0].format = "photo".to_owned(), "OUTPUT_MISMATCH");
    work_refused(|work| work.items.push(video("another")), "OUTPUT_MISMATCH");
    work_refused(|work| work.items.clear(), "OUTPUT_MISMATCH");
}

#[test]
fn one_format_may_be_asked_in_two_lengths() {
    let trailer = Output { format: "video".to_owned(), min: 10, max: 20, count: 1 };
    let (mut scene, ming, mut work) = accepted_under(|brief| brief.outputs.push(trailer));
    scene.refused(by(ming), work.clone(), "OUTPUT_MISMATCH");
    work.items.push(WorkItem { length: 15, ..video("trailer") });
    scene.accepted(by(ming), work);
}

#[test]
fn the_member_states_that_the_work_is_clean() {
    let nothing = Attestations {
        original: false,
        disclosure_done: false,
        used_product: false,
        third_party_cleared: false,
        people_consented: false,
        ai_generated: AiUse::None,
    };
    let (mut scene, ming, work) = accepted();
    let unattested = SubmitWork { attest: nothing, ..work };
    let refusal = scene.send(by(ming), unattested).expect_err("nothing is stated");
    let which =
        ["original", "usedProduct", "thirdPartyCleared", "peopleConsented", "disclosureDone"];
    let which = which.map(str::to_owned).to_vec();
    assert_eq!(refusal.violations(), [Violation::AttestationMissing { which }]);
    assert_eq!(refusal.code(), "ATTESTATION_MISSING");
}

#[test]
fn disclosure_is_stated_where_the_brief_asks_for_it() {
    let (mut scene, ming, mut work) = accepted_under(|brief| brief.disclosure.required = false);
    work.attest.disclosure_done = false;
    scene.accepted(by(ming), work);
    work_refused(|work| work.attest.disclosure_done = false, "ATTESTATION_MISSING");
}

#[test]
fn software_generates_as_much_as_the_brief_allows() {
    for (policy, most, too_much) in [
        (AiPolicy::Forbidden, AiUse::None, Some(AiUse::Assisted)),
        (AiPolicy::Assisted, AiUse::Assisted, Some(AiUse::Generated)),
        (AiPolicy::Allowed, AiUse::Generated, None),
    ] {
        let (mut scene, ming, mut work) = accepted_under(|brief| brief.ai_policy = policy);
        if let Some(too_much) = too_much {
            work.attest.ai_generated = too_much;
            scene.refused(by(ming), work.clone(), "OUTPUT_MISMATCH");
        }
        work.attest.ai_generated = most;
        scene.accepted(by(ming), work);
    }
}

#[test]
fn the_assignee_alone_made_the_work() {
    let (mut scene, ming, work) = accepted();
    let hua = member(&mut scene, "hua");
    let share = |koc_id, share_bp| Contributor { koc_id, role: None, share_bp };
    let shared = vec![share(ming, 5_000), share(hua, 5_000)];
    scene.refused(
        by(ming),
        SubmitWork { contributors: shared, ..work.clone() },
        "CONTRIBUTOR_NOT_IN_TEAM",
    );
    let twice = vec![share(ming, 5_000), share(ming, 5_000)];
    scene.refused(by(ming), SubmitWork { contributors: twice, ..work }, "FIELD_INVALID");
}

#[test]
fn shares_make_a_whole() {
    work_refused(|work| work.contributors[0].share_bp = 9_999, "SHARES_NOT_100");
    work_refused(|work| work.contributors.clear(), "SHARES_NOT_100");
}

#[test]
fn the_same_file_is_not_taken_twice() {
    let (mut scene, ming, work) = accepted();
    let hua = member(&mut scene, "hua");
    let others = given_accepted(&mut scene, "other", hua);
    scene.given(by(ming), work.clone());
    let copied = SubmitWork { items: work.items.clone(), ..submit(others, 1, hua) };
    let refusal = scene.send(by(hua), copied.clone()).expect_err("somebody else's file");
    let assignment_id = work.assignment_id;
    assert_eq!(
        refusal.violations(),
        [Violation::DuplicateContent { same_as: assignment_id.to_string() }]
    );
    scene.refused(by(hua), copied, "DUPLICATE_CONTENT");
}

#[test]
fn one_file_does_not_stand_for_two() {
    let (mut scene, ming, mut work) = accepted_under(|brief| brief.outputs[0].count = 2);
    work.items = vec![video("same"), video("same")];
    scene.refused(by(ming), work, "DUPLICATE_CONTENT");
}

#[test]
fn a_revision_may_hand_in_the_same_file_again() {
    let (mut scene, ming, work) = accepted();
    let assignment_id = work.assignment_id;
    scene.given(by(ming), work.clone());
    scene.given(wei(), review(assignment_id, 1, Decision::RequestRevision));
    scene.accepted(by(ming), SubmitWork { items: work.items, ..submit(assignment_id, 2, ming) });
}

#[test]
fn late_work_is_taken_for_a_week_and_called_late() {
    let (mut scene, ming, work) = accepted();
    scene.wait_hours(48);
    let in_time = of_assignment(scene.clone().accepted(by(ming), work.clone()));
    assert!(matches!(in_time.as_slice(), [WorkSubmitted(submitted)] if !submitted.late));
    scene.wait_days(7);
    let late = of_assignment(scene.clone().accepted(by(ming), work.clone()));
    assert!(matches!(late.as_slice(), [WorkSubmitted(submitted)] if submitted.late));
    scene.wait_hours(1).refused(by(ming), work, "SUBMISSION_WINDOW_CLOSED");
}

#[test]
fn who_has_left_hands_nothing_in_and_a_break_does_not_matter() {
    let (mut scene, koc_id, work) = accepted();
    let today = scene.today();
    scene.given(by(koc_id), PauseKoc { koc_id, from: today, until: None, reason: None });
    scene.clone().accepted(by(koc_id), work.clone());
    let left = LeaveProgramme { koc_id, reason: None, effective_on: today };
    scene.given(by(koc_id), left);
    scene.refused(by(koc_id), work, "KOC_NOT_ACTIVE");
}

#[test]
fn an_item_says_where_it_is() {
    work_refused(|work| work.items[0].uri = " ".into(), "FIELD_INVALID");
}

#[test]
fn staff_hands_nothing_in() {
    let (mut scene, _, work) = accepted();
    scene.refused(Actor::ADMIN, work, "FORBIDDEN");
}
