//! Ways out before the work is judged, what was taken back, and what the member says of it all.

use domain::assignment::Event::{
    AssignmentCancelled, AssignmentRelinquished, AssignmentWithdrawn, ExperienceRated,
};
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::id::AssignmentId;
use domain::koc::command::LeaveProgramme;
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

fn give_back(assignment_id: AssignmentId) -> RelinquishAssignment {
    RelinquishAssignment { assignment_id, reason: None, return_resources: true }
}

fn call_off(assignment_id: AssignmentId, reason: &str) -> CancelAssignment {
    let (reason, compensation_bp) = (Some(reason.into()), Some(5_000));
    CancelAssignment { assignment_id, reason, compensation_bp }
}

fn take_back(assignment_id: AssignmentId, submission_no: u16) -> WithdrawSubmission {
    WithdrawSubmission { assignment_id, submission_no, reason: Some("wrong file".into()) }
}

fn rate(assignment_id: AssignmentId, mark: u8) -> RateExperience {
    let experience = Experience { clarity: mark, support: 5, fairness: 5, waiting: 4 };
    RateExperience { assignment_id, experience, comment: None }
}

fn with_ming() -> (Scene, domain::id::KocId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    (scene, ming)
}

#[test]
fn a_member_gives_work_back_without_saying_why() {
    let (mut scene, ming) = with_ming();
    let offered = given_offer(&mut scene, "offered", ming);
    scene.refused(by(ming), give_back(offered), "ASSIGNMENT_NOT_ACTIVE");
    scene.given(by(ming), accept(offered));
    let other = member(&mut scene, "other");
    scene.refused(by(other), give_back(offered), "NOT_THE_ASSIGNEE");
    let events = of_assignment(scene.accepted(by(ming), give_back(offered)));
    assert!(matches!(events.as_slice(), [AssignmentRelinquished(e)] if e.return_resources));
    scene.refused(by(ming), submit(offered, 1, ming), "ASSIGNMENT_NOT_ACTIVE");
    // The seat is free again, for the member as for the task.
    given_accepted(&mut scene, "two", ming);
    given_accepted(&mut scene, "three", ming);
}

#[test]
fn the_brand_calls_off_what_is_held_for_a_reason() {
    let (mut scene, ming) = with_ming();
    let held = given_accepted(&mut scene, "held", ming);
    scene.refused(mei(), call_off(held, " "), "REASON_REQUIRED");
    let silent = CancelAssignment { reason: None, ..call_off(held, "") };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let too_much = CancelAssignment { compensation_bp: Some(10_001), ..call_off(held, "off") };
    scene.refused(mei(), too_much, "FIELD_INVALID");
    let events = of_assignment(scene.accepted(mei(), call_off(held, "the launch is off")));
    assert!(matches!(events.as_slice(), [AssignmentCancelled(e)] if e.compensation_bp == 5_000));
    scene.refused(mei(), call_off(held, "again"), "ASSIGNMENT_NOT_ACTIVE");

    let judged = given_approved(&mut scene, "judged", ming);
    scene.refused(mei(), call_off(judged, "too late"), "ASSIGNMENT_SETTLED");
    let offered = given_offer(&mut scene, "offered", ming);
    scene.refused(mei(), call_off(offered, "an offer is withdrawn"), "ASSIGNMENT_NOT_ACTIVE");
}

#[test]
fn a_submission_is_taken_back_until_somebody_begins_to_judge_it() {
    let (mut scene, ming) = with_ming();
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let other = member(&mut scene, "other");
    scene.refused(by(other), take_back(assignment_id, 1), "NOT_THE_ASSIGNEE");
    scene.refused(by(ming), take_back(assignment_id, 2), "NOT_FOUND");
    scene.given(by(ming), take_back(assignment_id, 1));
    scene.refused(wei(), start(assignment_id, ReviewStage::Brand), "NOTHING_TO_REVIEW");
    scene.refused(by(ming), take_back(assignment_id, 1), "ASSIGNMENT_NOT_ACTIVE");
    // The number is used up; the same file may come again.
    scene.refused(by(ming), submit(assignment_id, 1, ming), "SUBMISSION_NUMBER_GAP");
    let again = SubmitWork { submission_no: 2, ..submit(assignment_id, 1, ming) };
    scene.given(by(ming), again);
    let second = StartReview { submission_no: 2, ..start(assignment_id, ReviewStage::Brand) };
    scene.given(wei(), second);
    scene.refused(by(ming), take_back(assignment_id, 2), "REVIEW_STARTED");
}

#[test]
fn a_member_rates_once_when_it_is_over() {
    let (mut scene, ming) = with_ming();
    let held = given_accepted(&mut scene, "held", ming);
    scene.refused(by(ming), rate(held, 5), "ASSIGNMENT_NOT_FINISHED");
    scene.given(by(ming), give_back(held));
    for mark in [0, 6] {
        scene.refused(by(ming), rate(held, mark), "FIELD_INVALID");
    }
    let other = member(&mut scene, "other");
    scene.refused(by(other), rate(held, 5), "NOT_THE_ASSIGNEE");
    let events = of_assignment(scene.accepted(by(ming), rate(held, 1)));
    assert!(matches!(events.as_slice(), [ExperienceRated(e)] if e.experience.clarity == 1));
    scene.refused(by(ming), rate(held, 2), "NO_CHANGE");
}

#[test]
fn a_suspension_takes_back_offers_and_calls_off_work_under_way() {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let offered = given_offer(&mut scene, "offered", ming);
    let held = given_accepted(&mut scene, "held", ming);
    let handed_in = given_submitted(&mut scene, "handed in", ming);
    let mut events = of_assignment(crate::koc_suspend::given_suspended(&mut scene, ming, None));
    events.sort_by_key(|event| event.event_type().number);
    let [AssignmentWithdrawn(withdrawn), AssignmentCancelled(called_off)] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    let suspended = EndCause::MemberSuspended;
    assert_eq!((withdrawn.assignment_id, withdrawn.cause), (offered, suspended));
    assert_eq!((called_off.assignment_id, called_off.cause), (held, suspended));
    scene.given(wei(), review(handed_in, 1, Decision::Approve));
}

#[test]
fn leaving_ends_offers_and_work_but_what_was_handed_in_is_judged() {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let offered = given_offer(&mut scene, "offered", ming);
    let held = given_accepted(&mut scene, "held", ming);
    let resource = ProvideResource {
        assignment_id: held,
        kind: ResourceKind::Logistics,
        reference: "car:12".to_owned(),
        note: None,
    };
    scene.given(mei(), resource);
    let handed_in = given_submitted(&mut scene, "handed in", ming);
    let (koc_id, effective_on) = (ming, scene.today());
    let leave = LeaveProgramme { koc_id, reason: None, effective_on };
    let mut events = of_assignment(scene.accepted(by(ming), leave));
    events.sort_by_key(|event| event.event_type().number);
    let [AssignmentWithdrawn(withdrawn), AssignmentRelinquished(given_back)] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    let left = EndCause::MemberLeft;
    assert_eq!((withdrawn.assignment_id, withdrawn.cause), (offered, left));
    assert_eq!((given_back.assignment_id, given_back.cause), (held, left));
    assert!(given_back.return_resources, "the car goes back");
    scene.given(wei(), review(handed_in, 1, Decision::Approve));
}
