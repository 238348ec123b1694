//! What operations ask of the work, on the stories.

#![allow(clippy::unwrap_used)]

use domain::approval::{Proposal, TierProposal};
use domain::assignment::values::ReviewStage;
use domain::id::{EventId, KocId, OperatorId};
use domain::koc::event::{KocLeft, KocSteppedDown, KocTierCorrected};
use domain::operator::event::ApprovalGiven;
use domain::personal::SealedField;
use domain::vocabulary::TierCode;
use domain::{Actor, Recorded};
use projection::{Between, Projector};
use projector_work::{
    AssignmentFilter, AssignmentState, QueueFilter, TaskFilter, TaskState, Turn, Work,
};
use testkit::recording::{Recording, sealed};
use testkit::stories::{Stories, story};

#[test]
fn a_task_counts_its_assignments_by_state_and_its_free_slots() {
    let model: Work = story("offer_expired_then_next").fold();
    let tasks = model.tasks(&TaskFilter::default());
    let task = &tasks[0];
    let count = |state| task.count(state);
    assert_eq!(count(AssignmentState::Expired), 1);
    assert_eq!(count(AssignmentState::Declined), 1);
    assert_eq!((task.live(), task.slots_left()), (1, Some(0)));
    assert_eq!(task.state, TaskState::Closed);
    let open = TaskFilter { state: Some(TaskState::Open), ..Default::default() };
    assert!(model.tasks(&open).is_empty());
}

#[test]
fn an_offer_that_runs_out_soon_is_found_while_it_waits_for_its_answer() {
    let story = story("offer_expired_then_next");
    let soon = |model: &Work| {
        let by = story.log.last().unwrap().recorded_at;
        let filter = AssignmentFilter { offer_expires_by: Some(by), ..Default::default() };
        model.assignments(&filter).len()
    };
    assert_eq!(soon(&story.fold_to_first("TaskAssigned")), 1);
    assert_eq!(soon(&story.fold_to_first("AssignmentExpired")), 0);
    let model: Work = story.fold();
    let of_na = AssignmentFilter { koc_id: Some(story.koc("na")), ..Default::default() };
    assert_eq!(model.assignments(&of_na)[0].state, AssignmentState::Declined);
    let task_id = model.tasks(&TaskFilter::default())[0].task_id;
    let of_task =
        AssignmentFilter { task_id: Some(task_id), turn: Some(Turn::Koc), ..Default::default() };
    assert_eq!(model.assignments(&of_task).len(), 1);
}

#[test]
fn mentor_led_work_waits_for_the_mentor_and_then_for_the_brand() {
    let story = story("mentor_led_two_stage_review");
    let queue = |model: &Work| model.review_queue(&QueueFilter::default());
    let at_mentor = queue(&story.fold_to_first("WorkSubmitted"));
    assert_eq!(at_mentor[0].waiting.stage, ReviewStage::Mentor);
    assert_eq!(at_mentor[0].waiting.mentor, Some(story.koc("tao")));
    let claimed = queue(&story.fold_to_first("ReviewStarted"));
    assert_eq!(claimed[0].waiting.claimed_by.as_ref().unwrap().id.0, story.koc("tao").0);
    let at_brand = queue(&story.fold_to_first("ReviewPassedOn"));
    assert_eq!((at_brand[0].waiting.stage, at_brand[0].waiting.mentor), (ReviewStage::Brand, None));
    assert!(at_brand[0].waiting.since > at_mentor[0].waiting.since);
    assert!(queue(&story.fold()).is_empty());
}

#[test]
fn a_mentor_whose_leaving_was_recorded_wrongly_has_their_stage_again() {
    let story = story("mentor_led_two_stage_review");
    let mut model: Work = story.fold_to_first("WorkSubmitted");
    let (tao, last) = (story.koc("tao"), story.log.last().unwrap());
    let (effective_at, effective_on) = (last.recorded_at, "2025-06-01".parse().unwrap());
    let tier = TierCode::Partner;
    let left = KocLeft {
        koc_id: tao,
        tier_at_exit: Some(tier),
        good_standing: true,
        reason: None,
        effective_on,
        effective_at,
    };
    let corrected = KocTierCorrected {
        koc_id: tao,
        supersedes: EventId(9_001),
        was: None,
        tier,
        effective_on,
        effective_at,
        reason: sealed(tao, SealedField::Reason, "somebody else left"),
        approved_by: Vec::new(),
    };
    let stage = |model: &Work| model.review_queue(&QueueFilter::default())[0].waiting.stage;
    let happened = |position, event| Recorded { position, event, ..last.clone() };
    model.apply(&happened(EventId(9_001), left.into()));
    assert_eq!(stage(&model), ReviewStage::Brand);
    model.apply(&happened(EventId(9_002), corrected.into()));
    assert_eq!(stage(&model), ReviewStage::Mentor);
}

#[test]
fn the_review_queue_is_narrowed_by_stage_mentor_and_due_time() {
    let story = story("mentor_led_two_stage_review");
    let model: Work = story.fold_to_first("WorkSubmitted");
    let count = |filter: QueueFilter| model.review_queue(&filter).len();
    let due_at = model.review_queue(&QueueFilter::default())[0].due_at;
    let submitted =
        story.log.iter().find(|it| it.event.event_type().name == "WorkSubmitted").expect("told");
    assert_eq!(due_at, submitted.occurred_at.plus_hours(72), "three days by the limits");
    assert_eq!(count(QueueFilter { stage: Some(ReviewStage::Brand), ..Default::default() }), 0);
    let of_tao = QueueFilter { mentor: Some(story.koc("tao")), ..Default::default() };
    assert_eq!(count(of_tao), 1);
    let overdue = |by| QueueFilter { due_by: Some(by), ..Default::default() };
    assert_eq!(count(overdue(due_at)), 1);
    assert_eq!(count(overdue(due_at.plus_hours(-1))), 0);
}

#[test]
fn nothing_waits_for_a_review_that_is_over() {
    let mut waited = 0;
    for story in Stories::of_the_product().all() {
        let mut model = Work::default();
        for recorded in &story.log {
            model.apply(recorded);
            // Within one command the end may be recorded behind what brings it about.
            let ends = story.log.get(recorded.position.0 as usize);
            if ends.is_some_and(|next| next.command_id == recorded.command_id) {
                continue;
            }
            for item in model.review_queue(&QueueFilter::default()) {
                let row = item.assignment;
                assert!(row.state.is_live(), "{}, {}: {row:?}", story.name, recorded.position);
                waited += 1;
            }
        }
    }
    assert!(waited > 100, "{waited}");
}

#[test]
fn every_submission_keeps_its_review_and_that_it_was_read() {
    let story = story("revise_twice_then_approve");
    let model: Work = story.fold();
    let row = &model.assignments(&AssignmentFilter::default())[0];
    assert_eq!((row.submissions.len(), row.reviews.len(), row.revision_no), (3, 3, 2));
    assert!(row.submissions.iter().all(|it| it.acknowledged.is_some()));
    assert_eq!(row.outcome.as_ref().unwrap().final_score, Some(9_200));
    assert_eq!(row.brand_wait_hours(row.offered_at), 3 * 5, "five hours for each review");
    assert_eq!(model.task(row.task_id).unwrap().count(AssignmentState::Approved), 1);
}

#[test]
fn work_that_is_due_and_was_not_handed_in_is_overdue() {
    let story = story("rejected_and_ledger_put_right");
    let model: Work = story.fold_to_first("AssignmentAccepted");
    let due = model.assignments(&AssignmentFilter::default())[0].submit_by;
    let overdue = |now| {
        model.assignments(&AssignmentFilter { overdue_at: Some(now), ..Default::default() }).len()
    };
    assert_eq!((overdue(due), overdue(due.plus_hours(1))), (0, 1));
    let submitted: Work = story.fold_to_first("WorkSubmitted");
    let row = &submitted.assignments(&AssignmentFilter::default())[0];
    assert!(row.is_late() && !submitted.is_overdue(row, due.plus_hours(1)));
}

#[test]
fn works_of_the_time_before_are_listed_by_author_and_flag_self_review() {
    let story = story("history_imported_then_live");
    let model: Work = story.fold();
    let works = model.imported_works(Some(story.koc("m-1")));
    let keys: Vec<(&str, bool)> =
        works.iter().map(|work| (work.external_key.as_str(), work.self_reviewed)).collect();
    assert_eq!(keys, [("1002", true), ("1001", false)], "by when they were accepted");
    assert_eq!(model.imported_works(None).len(), 3);
    assert_eq!(works[0].author_ref.as_deref(), Some("m-1"));
    for author in [None, Some(story.koc("m-1"))] {
        let all = model.imported_works(author);
        for (index, work) in all.iter().enumerate() {
            let id = Some(work.work_id);
            let after = Between { after: id, before: None };
            assert!(model.imported_works_between(after, author).eq(&all[index + 1..]));
            let before = Between { after: None, before: id };
            assert!(model.imported_works_between(before, author).eq(&all[..index]));
        }
    }
}

#[test]
fn an_approval_waits_until_a_decision_rests_on_it_and_shows_who_asserted_it() {
    let declined: Work = story("invited_and_declined_partner").fold();
    let waiting: Vec<_> = declined.approvals(true).collect();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].asserted_by_admin);
    let demoted: Work = story("demoted_after_notice_and_grace").fold();
    assert_eq!(demoted.approvals(true).count(), 0);
    let used_in: Vec<_> = demoted.approvals(false).map(|row| row.used_in).collect();
    assert!(used_in.len() == 3 && used_in.iter().all(Option::is_some));
    assert_eq!(demoted.operators().count(), 3);
}

#[test]
fn another_change_of_tier_voids_an_approval() {
    let koc_id = KocId([1; 16]);
    let operator_id = OperatorId([2; 16]);
    let mut recording = Recording::at("2025-03-01T00:00:00Z");
    let subject = Proposal::Promote(TierProposal { koc_id, to_tier: TierCode::Partner });
    let lin = Actor::operator(operator_id, domain::Role::Approver);
    let given = ApprovalGiven { operator_id, subject, note: None };
    let event = recording.record_by(lin, given);
    assert_eq!(recording.fold::<Work>().approvals(true).count(), 1);
    recording.record(KocSteppedDown {
        koc_id,
        from: TierCode::Responder,
        to: TierCode::Seed,
        reason: None,
        effective_on: "2025-03-01".parse().unwrap(),
        effective_at: recording.now(),
        right_of_return_until: "2025-09-01".parse().unwrap(),
    });
    let model: Work = recording.fold();
    let row = model.approval(event).unwrap();
    assert!(row.lapsed && !row.used && model.approvals(true).count() == 0);
}
