//! Mentor-led work: the mentor judges before the brand does.

use crate::common::*;
use crate::pairs::{end, given_mentor, given_pair};
use crate::work::*;
use domain::assignment::Event::*;
use domain::assignment::command::ReviewWork;
use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId};
use domain::koc::command::LeaveProgramme;
use domain::mentorship::values::EndedBy;
use testkit::scene::Scene;

struct Led {
    scene: Scene,
    teacher: KocId,
    ming: KocId,
    work: AssignmentId,
}

/// A mentee handed in mentor-led work.
fn submitted() -> Led {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    let brief = brief_of_a_month(&scene);
    let task_id = given_brief(&mut scene, draft_led("led"), brief);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let work = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(work));
    scene.given(by(ming), submit(work, 1, ming));
    Led { scene, teacher, ming, work }
}

pub(crate) fn as_mentor(work: AssignmentId, submission_no: u16, decision: Decision) -> ReviewWork {
    ReviewWork { stage: ReviewStage::Mentor, ..review(work, submission_no, decision) }
}

/// The brand after the mentor: compliance, and what must be.
pub(crate) fn as_brand(work: AssignmentId, submission_no: u16, decision: Decision) -> ReviewWork {
    let judged = review(work, submission_no, decision);
    let must = judged.scores.into_iter().filter(|score| score.met.is_some()).collect();
    ReviewWork { scores: must, ..judged }
}

#[test]
fn the_mentor_passes_work_on_and_the_brand_approves_it() {
    let Led { mut scene, teacher, work, .. } = submitted();
    scene.given(by(teacher), start(work, ReviewStage::Mentor));
    let events = of_assignment(scene.accepted(by(teacher), as_mentor(work, 1, Decision::Approve)));
    let [WorkReviewed(_), ReviewPassedOn(passed)] = events.as_slice() else {
        panic!("reviewed and passed on: {events:?}");
    };
    assert_eq!(passed.next_stage, ReviewStage::Brand);
    let events = of_assignment(scene.accepted(wei(), as_brand(work, 1, Decision::Approve)));
    let [WorkReviewed(_), WorkApproved(approved)] = events.as_slice() else {
        panic!("reviewed and approved: {events:?}");
    };
    assert_eq!(approved.final_score, 8_600, "as the mentor judged it");
}

#[test]
fn after_the_mentor_the_brand_judges_only_what_must_be() {
    let Led { mut scene, teacher, work, .. } = submitted();
    scene.given(by(teacher), as_mentor(work, 1, Decision::Approve));
    // How good it is was the mentor's to say; so is whether it goes back for that.
    scene.refused(wei(), review(work, 1, Decision::Approve), "DELEGATED_TO_MENTOR");
    scene.refused(wei(), as_brand(work, 1, Decision::RequestRevision), "DELEGATED_TO_MENTOR");
    scene.refused(wei(), as_brand(work, 1, Decision::Reject), "DELEGATED_TO_MENTOR");
    let scores = Vec::new();
    let unsaid = ReviewWork { scores, ..as_brand(work, 1, Decision::Approve) };
    scene.refused(wei(), unsaid, "CRITERION_UNSCORED");
    let mut missed = as_brand(work, 1, Decision::Reject);
    missed.scores.iter_mut().for_each(|score| score.met = Some(false));
    scene.accepted(wei(), missed);
}

#[test]
fn the_stages_come_in_order() {
    let Led { mut scene, teacher, work, .. } = submitted();
    scene.refused(wei(), start(work, ReviewStage::Brand), "REVIEW_STAGE_OUT_OF_ORDER");
    scene.refused(wei(), review(work, 1, Decision::Approve), "REVIEW_STAGE_OUT_OF_ORDER");
    scene.given(by(teacher), as_mentor(work, 1, Decision::Approve));
    let again = as_mentor(work, 1, Decision::Approve);
    scene.refused(by(teacher), again, "REVIEW_STAGE_OUT_OF_ORDER");
}

#[test]
fn only_the_members_mentor_judges_as_mentor() {
    let Led { mut scene, work, .. } = submitted();
    let other = given_mentor(&mut scene, "other");
    scene.refused(by(other), as_mentor(work, 1, Decision::Approve), "NOT_AUTHORISED_REVIEWER");
    scene.refused(mei(), as_mentor(work, 1, Decision::Approve), "NOT_AUTHORISED_REVIEWER");
}

#[test]
fn a_revision_goes_to_the_mentor_first_again() {
    let Led { mut scene, teacher, ming, work } = submitted();
    scene.given(by(teacher), as_mentor(work, 1, Decision::Approve));
    let claims = Compliance { claims_ok: false, ..compliant() };
    let back = as_brand(work, 1, Decision::RequestRevision);
    scene.given(wei(), ReviewWork { compliance: claims, ..back });
    scene.given(by(ming), submit(work, 2, ming));
    scene.refused(wei(), review(work, 2, Decision::Approve), "REVIEW_STAGE_OUT_OF_ORDER");
    scene.accepted(by(teacher), as_mentor(work, 2, Decision::Approve));
}

#[test]
fn work_does_not_wait_for_a_mentor_who_is_none_any_more() {
    let Led { mut scene, teacher, work, .. } = submitted();
    scene.given(by(teacher), start(work, ReviewStage::Mentor));
    scene.given(mei(), end("pair", EndedBy::Brand));
    scene.refused(by(teacher), as_mentor(work, 1, Decision::Approve), "NOT_AUTHORISED_REVIEWER");
    scene.accepted(wei(), review(work, 1, Decision::Approve));
}

#[test]
fn work_does_not_wait_for_a_mentor_who_left() {
    let Led { mut scene, teacher, work, .. } = submitted();
    let effective_on = scene.today();
    let left = LeaveProgramme { koc_id: teacher, reason: None, effective_on };
    scene.given(by(teacher), left);
    scene.accepted(wei(), review(work, 1, Decision::Approve));
}

#[test]
fn a_new_mentor_takes_over_what_the_old_one_held() {
    let Led { mut scene, teacher, work, .. } = submitted();
    scene.given(by(teacher), start(work, ReviewStage::Mentor));
    let other = given_mentor(&mut scene, "other");
    scene.given(mei(), crate::pairs::transfer("pair", other, "pair-2"));
    scene.refused(by(teacher), as_mentor(work, 1, Decision::Approve), "NOT_AUTHORISED_REVIEWER");
    scene.accepted(by(other), as_mentor(work, 1, Decision::Approve));
}

#[test]
fn a_mentee_without_a_mentor_is_judged_by_the_brand() {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let brief = brief_of_a_month(&scene);
    let task_id = given_brief(&mut scene, draft_led("led"), brief);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let work = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(work));
    scene.given(by(ming), submit(work, 1, ming));
    scene.accepted(wei(), review(work, 1, Decision::Approve));
}
