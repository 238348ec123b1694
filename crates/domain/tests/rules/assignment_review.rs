//! Judging work, what follows from it, and the member's acknowledgement.

use crate::common::*;
use crate::work::*;
use domain::assignment::Event::*;
use domain::assignment::command::*;
use domain::assignment::event::Reviewer;
use domain::assignment::values::*;
use domain::id::{AssignmentId, KocId};
use domain::programme::Limits;
use domain::programme::command::ChangeProgrammeLimits;
use domain::task::brief::{Brief, CriterionKind};
use domain::{Actor, Event, Role, Violation};
use testkit::scene::Scene;

/// Work that waits for its review.
fn submitted() -> (Scene, KocId, AssignmentId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    (scene, ming, assignment_id)
}

#[track_caller]
fn review_refused(decision: Decision, spoil: impl FnOnce(&mut ReviewWork), code: &str) {
    let (mut scene, _, assignment_id) = submitted();
    let mut review = review(assignment_id, 1, decision);
    spoil(&mut review);
    scene.refused(wei(), review, code);
}

fn acknowledge(assignment_id: AssignmentId) -> AcknowledgeFeedback {
    AcknowledgeFeedback { assignment_id, submission_no: 1, useful: Some(true), comment: None }
}

#[test]
fn a_review_is_claimed_and_says_how_long_the_work_waited() {
    let (mut scene, _, assignment_id) = submitted();
    scene.wait_hours(5);
    let events = of_assignment(scene.accepted(wei(), start(assignment_id, ReviewStage::Brand)));
    let [ReviewStarted(started)] = events.as_slice() else { panic!("started: {events:?}") };
    assert_eq!(started.waiting_hours, 5);
    assert_eq!(started.reviewer, Reviewer { role: Role::Reviewer, id: wei().id });
}

#[test]
fn an_approval_is_a_scorecard_and_one_outcome() {
    let (mut scene, ming, assignment_id) = submitted();
    let all = scene.accepted(wei(), review(assignment_id, 1, Decision::Approve));
    let events = of_assignment(all);
    let [WorkReviewed(reviewed), WorkApproved(approved)] = events.as_slice() else {
        panic!("reviewed and approved: {events:?}");
    };
    assert_eq!(reviewed.weighted_score, 90 * 60 + 80 * 40);
    assert_eq!(approved.final_score, 8_600);
    assert_eq!(approved.quality_band, QualityBand::Good);
    assert_eq!(approved.koc_id, ming);
    let said = reviewed.praise.iter().chain(&reviewed.improvements);
    assert!(said.map(|remark| remark.text.person).all(|person| person == ming.into()));
    let shown = reviewed.scores.iter().filter_map(|score| score.evidence.as_ref());
    assert!(shown.map(|evidence| evidence.person).all(|person| person == ming.into()));
}

#[test]
fn the_quality_band_follows_from_the_score() {
    for (score, band) in [
        (74, QualityBand::Standard),
        (75, QualityBand::Good),
        (89, QualityBand::Good),
        (90, QualityBand::Benchmark),
    ] {
        let (mut scene, _, assignment_id) = submitted();
        let mut review = review(assignment_id, 1, Decision::Approve);
        review.scores =
            vec![met("seats", true), points("clarity", score), points("liveliness", score)];
        let events = of_assignment(scene.accepted(wei(), review));
        let [_, WorkApproved(approved)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!((approved.final_score, approved.quality_band), (u16::from(score) * 100, band));
    }
}

#[test]
fn work_judged_by_must_criteria_alone_is_whole_when_approved() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let full = Brief { criteria: vec![must("seats")], ..brief(&scene) };
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(assignment_id));
    scene.given(by(ming), submit(assignment_id, 1, ming));
    let review = ReviewWork {
        scores: vec![met("seats", true)],
        praise: vec![remark("seats", "easy to see")],
        improvements: Vec::new(),
        ..review(assignment_id, 1, Decision::Approve)
    };
    let events = of_assignment(scene.accepted(wei(), review));
    assert!(
        matches!(events.as_slice(), [_, WorkApproved(approved)] if approved.final_score == 10_000)
    );
}

#[test]
fn a_revision_gives_a_week() {
    let (mut scene, ming, assignment_id) = submitted();
    let due = scene.now().plus_hours(7 * 24);
    let events =
        of_assignment(scene.accepted(wei(), review(assignment_id, 1, Decision::RequestRevision)));
    let [WorkReviewed(_), RevisionRequested(revision)] = events.as_slice() else {
        panic!("reviewed and sent back: {events:?}");
    };
    assert_eq!((revision.revision_no, revision.due), (1, due));
    scene.wait_days(7);
    let events = of_assignment(scene.accepted(by(ming), submit(assignment_id, 2, ming)));
    assert!(matches!(events.as_slice(), [WorkSubmitted(work)] if !work.late));
}

#[test]
fn a_rejection_names_its_reason() {
    let (mut scene, _, assignment_id) = submitted();
    let events = of_assignment(scene.accepted(wei(), review(assignment_id, 1, Decision::Reject)));
    let [WorkReviewed(_), WorkRejected(rejected)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(rejected.reason, RejectReason::OffBrief);
    review_refused(Decision::Reject, |review| review.reject_reason = None, "REASON_REQUIRED");
}

#[test]
fn a_reason_to_reject_belongs_to_a_rejection() {
    let reason = Some(RejectReason::Quality);
    review_refused(Decision::Approve, |review| review.reject_reason = reason, "FIELD_INVALID");
}

#[test]
fn there_must_be_something_to_review() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_accepted(&mut scene, "clip", ming);
    scene.refused(wei(), start(assignment_id, ReviewStage::Brand), "NOTHING_TO_REVIEW");
    scene.refused(wei(), review(assignment_id, 1, Decision::Approve), "NOTHING_TO_REVIEW");
    scene.given(by(ming), submit(assignment_id, 1, ming));
    scene.refused(wei(), review(assignment_id, 2, Decision::Approve), "NOTHING_TO_REVIEW");
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    scene.refused(wei(), review(assignment_id, 1, Decision::Approve), "NOTHING_TO_REVIEW");
}

#[test]
fn whoever_holds_a_review_does_it() {
    let (mut scene, _, assignment_id) = submitted();
    scene.given(wei(), start(assignment_id, ReviewStage::Brand));
    scene.refused(wei(), start(assignment_id, ReviewStage::Brand), "NO_CHANGE");
    scene.refused(mei(), start(assignment_id, ReviewStage::Brand), "REVIEW_CLAIMED_BY_OTHER");
    scene.refused(mei(), review(assignment_id, 1, Decision::Approve), "REVIEW_CLAIMED_BY_OTHER");
    // The same person is the same person through the admin key, too.
    scene.accepted(wei_by_admin(), review(assignment_id, 1, Decision::Approve));
}

#[test]
fn a_review_may_be_done_without_being_claimed_first() {
    let (mut scene, _, assignment_id) = submitted();
    scene.accepted(mei(), review(assignment_id, 1, Decision::Approve));
}

#[test]
fn nobody_reviews_their_own_work() {
    let (mut scene, ming, assignment_id) = submitted();
    scene.refused(by(ming), start(assignment_id, ReviewStage::Brand), "REVIEWER_IS_AUTHOR");
    scene.refused(by(ming), review(assignment_id, 1, Decision::Approve), "REVIEWER_IS_AUTHOR");
}

#[test]
fn a_member_does_not_judge_for_the_brand() {
    let (mut scene, _, assignment_id) = submitted();
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), start(assignment_id, ReviewStage::Brand), "NOT_AUTHORISED_REVIEWER");
    scene.refused(by(hua), review(assignment_id, 1, Decision::Approve), "NOT_AUTHORISED_REVIEWER");
}

#[test]
fn work_that_no_mentor_leads_has_no_mentor_stage() {
    let (mut scene, _, assignment_id) = submitted();
    scene.refused(wei(), start(assignment_id, ReviewStage::Mentor), "REVIEW_STAGE_OUT_OF_ORDER");
}

#[test]
fn work_is_judged_by_the_brief_that_was_accepted() {
    review_refused(Decision::Approve, |review| review.brief_version = 2, "BRIEF_VERSION_STALE");
}

#[test]
fn every_criterion_of_the_brief_is_judged_and_no_other() {
    let approve = Decision::Approve;
    review_refused(approve, |review| review.scores.truncate(2), "CRITERION_UNSCORED");
    review_refused(approve, |review| review.scores.push(points("sound", 9)), "CRITERION_UNKNOWN");
    review_refused(approve, |review| review.scores.push(points("clarity", 9)), "CRITERION_TWICE");
    let praised = |review: &mut ReviewWork| review.praise.push(remark("sound", "crisp sound"));
    review_refused(approve, praised, "CRITERION_UNKNOWN");
}

#[test]
fn a_criterion_is_judged_in_its_own_way() {
    let unmet = |review: &mut ReviewWork| review.scores[0] = points("seats", 100);
    review_refused(Decision::Approve, unmet, "CRITERION_UNSCORED");
    let unscored = |review: &mut ReviewWork| review.scores[1] = met("clarity", true);
    review_refused(Decision::Approve, unscored, "CRITERION_UNSCORED");
}

#[test]
fn what_is_measured_outside_needs_its_number_and_no_weight() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let mut full = brief(&scene);
    full.criteria.push(criterion("reach", CriterionKind::Measured, 0));
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(assignment_id));
    scene.given(by(ming), submit(assignment_id, 1, ming));
    let mut review = review(assignment_id, 1, Decision::Approve);
    scene.refused(wei(), review.clone(), "CRITERION_UNSCORED");
    review.scores.push(points("reach", 10));
    let events = of_assignment(scene.accepted(wei(), review));
    assert!(
        matches!(events.as_slice(), [_, WorkApproved(approved)] if approved.final_score == 8_600)
    );
}

#[test]
fn scores_are_within_a_hundred() {
    let over = |review: &mut ReviewWork| review.scores[1] = points("clarity", 101);
    review_refused(Decision::Approve, over, "SCORE_OUT_OF_RANGE");
}

#[test]
fn every_score_rests_on_something() {
    for nothing in [None, Some(" ".into())] {
        let bare = |review: &mut ReviewWork| review.scores[1].evidence = nothing;
        review_refused(Decision::Approve, bare, "EVIDENCE_REQUIRED");
    }
    let (mut scene, _, assignment_id) = submitted();
    let mut commented = review(assignment_id, 1, Decision::Approve);
    commented.scores[1].evidence = None;
    commented.scores[1].comment = Some("could follow every step".into());
    scene.accepted(wei(), commented);
}

#[test]
fn feedback_is_concrete() {
    let silent = |review: &mut ReviewWork| {
        review.praise.clear();
        review.improvements.clear();
    };
    review_refused(Decision::Approve, silent, "FEEDBACK_REQUIRED");
    let vague = |review: &mut ReviewWork| {
        review.praise = vec![Remark { criterion_id: None, text: "very good indeed".into() }];
        review.improvements.clear();
    };
    review_refused(Decision::Approve, vague, "FEEDBACK_REQUIRED");
    let short = |review: &mut ReviewWork| {
        review.praise = vec![remark("clarity", "good!")];
        review.improvements.clear();
    };
    review_refused(Decision::Approve, short, "FEEDBACK_REQUIRED");
}

#[test]
fn approved_work_meets_every_must_criterion() {
    let failed = |review: &mut ReviewWork| review.scores[0] = met("seats", false);
    review_refused(Decision::Approve, failed, "MUST_CRITERION_FAILED");
    let (mut scene, _, assignment_id) = submitted();
    let mut sent_back = review(assignment_id, 1, Decision::RequestRevision);
    sent_back.scores[0] = met("seats", false);
    scene.accepted(wei(), sent_back);
}

#[test]
fn approved_work_keeps_the_rules() {
    let unlabelled = |review: &mut ReviewWork| review.compliance.disclosure_ok = false;
    review_refused(Decision::Approve, unlabelled, "COMPLIANCE_FAILED");
    let (mut scene, _, assignment_id) = submitted();
    let mut review = review(assignment_id, 1, Decision::Approve);
    review.compliance.claims_ok = false;
    review.compliance.rights_ok = false;
    let refusal = scene.send(wei(), review).expect_err("not compliant");
    let which = vec!["claims".to_owned(), "rights".to_owned()];
    assert_eq!(refusal.violations(), [Violation::ComplianceFailed { which }]);
}

#[test]
fn a_revision_says_what_to_improve() {
    let silent = |review: &mut ReviewWork| review.improvements.clear();
    review_refused(Decision::RequestRevision, silent, "IMPROVEMENTS_REQUIRED");
}

#[test]
fn revisions_come_to_an_end() {
    let (mut scene, ming, assignment_id) = submitted();
    let limits = Limits { max_revisions: 1, ..Limits::default() };
    scene.given(mei(), ChangeProgrammeLimits { limits });
    scene.given(wei(), review(assignment_id, 1, Decision::RequestRevision));
    scene.given(by(ming), submit(assignment_id, 2, ming));
    let again = review(assignment_id, 2, Decision::RequestRevision);
    scene.refused(wei(), again, "REVISION_LIMIT_REACHED");
    scene.accepted(wei(), review(assignment_id, 2, Decision::Approve));
}

#[test]
fn skills_are_told_in_the_programmes_words_and_levels() {
    let shown = |skill: &str, level| SkillEvidence {
        skill: skill.to_owned(),
        format: "video".to_owned(),
        level,
    };
    let unknown = |review: &mut ReviewWork| review.skill_evidence.push(shown("juggling", 3));
    review_refused(Decision::Approve, unknown, "TERM_UNKNOWN");
    let level = |review: &mut ReviewWork| review.skill_evidence.push(shown("filming", 6));
    review_refused(Decision::Approve, level, "FIELD_INVALID");
    let (mut scene, _, assignment_id) = submitted();
    let mut review = review(assignment_id, 1, Decision::Approve);
    review.skill_evidence.push(shown("filming", 5));
    scene.accepted(wei(), review);
}

#[test]
fn what_is_flagged_is_a_word_and_not_a_passage_of_the_work() {
    let passage = "最好的一辆车".repeat(4);
    let flag = |review: &mut ReviewWork| review.compliance.flagged_words.push(passage.clone());
    review_refused(Decision::Approve, flag, "FIELD_INVALID");
}

#[test]
fn remarks_are_not_essays() {
    let long = "长".repeat(1_334);
    let remark = remark("clarity", &long);
    review_refused(Decision::Approve, |review| review.praise.push(remark), "FIELD_INVALID");
}

#[test]
fn an_approval_credits_the_author_in_the_same_commit() {
    let (mut scene, ming, assignment_id) = submitted();
    let recorded =
        scene.send(wei(), review(assignment_id, 1, Decision::Approve)).expect("approved");
    let approved = recorded.iter().find(|it| it.event.event_type().name == "WorkApproved");
    let approved = approved.expect("approved").position;
    let of_ledger = |it: &&domain::Recorded| matches!(it.event, Event::Contribution(_));
    let credited = recorded.iter().find(of_ledger).expect("credited");
    assert_eq!(credited.causation, Some(approved));
    let Event::Contribution(domain::contribution::Event::ContributionCredited(entry)) =
        &credited.event
    else {
        panic!("credited: {credited:?}");
    };
    assert_eq!((entry.koc_id, entry.points, entry.balance), (ming, 10, 10));
    assert_eq!((entry.source_event, entry.policy_version), (approved, 1));
}

#[test]
fn the_member_acknowledges_what_was_said_once() {
    let (mut scene, ming, assignment_id) = submitted();
    scene.refused(by(ming), acknowledge(assignment_id), "NOTHING_TO_ACKNOWLEDGE");
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    let hua = member(&mut scene, "hua");
    scene.refused(by(hua), acknowledge(assignment_id), "NOT_THE_ASSIGNEE");
    let comment = Some("I will try the other angle".into());
    let read = AcknowledgeFeedback { comment, ..acknowledge(assignment_id) };
    let events = of_assignment(scene.accepted(by(ming), read));
    assert!(matches!(events.as_slice(), [FeedbackAcknowledged(_)]));
    scene.refused(by(ming), acknowledge(assignment_id), "NO_CHANGE");
    scene.refused(Actor::ADMIN, acknowledge(assignment_id), "FORBIDDEN");
}
