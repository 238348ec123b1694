//! What the board, the list and the queue show of what happens between offer and end.

#![allow(clippy::unwrap_used)]

use domain::assignment::values::EndCause;
use projector_work::{
    AssignmentFilter, AssignmentOrder, AssignmentState, Blocker, CheckCode, QueueFilter,
    TaskFilter, TaskOrder, TaskState, Turn, Work,
};
use testkit::stories::story;

#[test]
fn a_proposal_waits_on_the_brand_and_shows_its_answer() {
    let story = story("counter_proposal_twice_then_accept");
    let asked: Work = story.fold_to_first("CounterProposalMade");
    let row = &asked.assignments(&AssignmentFilter::default())[0];
    assert_eq!((row.state, row.turn()), (AssignmentState::Negotiating, Some(Turn::Brand)));
    assert_eq!(row.brand_wait_hours(row.turn_since().plus_hours(7)), 7);
    let task = asked.task(row.task_id).unwrap();
    assert_eq!(task.blockers(row.offered_at), [Blocker::ProposalsOpen]);

    let told: Work = story.fold();
    let row = &told.assignments(&AssignmentFilter::default())[0];
    let answers: Vec<bool> =
        row.proposals.iter().map(|it| it.answer.as_ref().unwrap().accepted).collect();
    assert_eq!(answers, [false, true]);
    assert_eq!(row.own_terms.submit_by, Some(row.submit_by));
    assert!(row.own_terms.scope.is_none(), "that wish was not granted");
    assert!(!row.is_late(), "in time by the terms that were agreed");
    assert_eq!(row.brand_wait_hours(row.offered_at), 20 + 4 + 5, "two answers and a review");
}

#[test]
fn holders_of_an_earlier_brief_are_listed_until_they_agree() {
    let story = story("brief_amended_after_accept");
    let confirmed: Work = story.fold_to_first("AmendmentConfirmed");
    let filter = AssignmentFilter { to_confirm: true, ..Default::default() };
    let waiting = confirmed.assignments(&filter);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].koc_id, story.koc("zhou"));
    let task = confirmed.task(waiting[0].task_id).unwrap();
    assert_eq!(task.holders_to_confirm(), 1);
    assert_eq!(task.blockers(waiting[0].offered_at), [Blocker::HoldersToConfirm]);
    assert_eq!(task.briefs[1].changed, ["scopeIn", "timeline"]);
    let told: Work = story.fold();
    assert!(told.assignments(&filter).is_empty(), "nobody holds it any more");
}

#[test]
fn a_task_called_off_ends_whatever_is_live_before_its_own_event_comes() {
    let story = story("task_cancelled_with_holders");
    let marked: Work = story.fold_to_first("TaskCancelled");
    let rows = marked.assignments(&AssignmentFilter::default());
    assert!(rows.iter().all(|row| row.state == AssignmentState::Cancelled));
    assert!(marked.review_queue(&QueueFilter::default()).is_empty());
    let task = marked.task(rows[0].task_id).unwrap();
    assert_eq!((task.state, task.live()), (TaskState::Cancelled, 0));
    assert_eq!(task.count(AssignmentState::Cancelled), 3);

    let told: Work = story.fold();
    let rows = told.assignments(&AssignmentFilter::default());
    let mut given: Vec<u16> =
        rows.iter().map(|row| row.ended.as_ref().unwrap().compensation_bp).collect();
    given.sort_unstable();
    assert_eq!(given, [0, 2_000, 10_000]);
    assert!(rows.iter().all(|row| row.ended.as_ref().unwrap().cause == EndCause::TaskCancelled));
    assert_eq!(told.task(rows[0].task_id).unwrap().count(AssignmentState::Cancelled), 3);
    assert_eq!(rows.iter().filter(|row| row.experience.is_some()).count(), 1);
}

#[test]
fn an_extension_moves_the_due_time_and_a_way_out_ends_it() {
    let told: Work = story("extended_then_relinquished").fold();
    let row = &told.assignments(&AssignmentFilter::default())[0];
    assert_eq!((row.extensions.len(), row.resources.len(), row.progress.len()), (1, 1, 1));
    assert_eq!(row.submit_by, row.extensions[0].submit_by);
    assert!(row.submissions[0].withdrawn_at.is_some() && row.newest_submission().is_none());
    assert_eq!((row.state, row.turn()), (AssignmentState::Relinquished, None));
    let ended = row.ended.as_ref().unwrap();
    assert!(ended.return_resources && ended.cause == EndCause::Asked);
}

#[test]
fn the_queue_shows_what_can_be_seen_without_judging() {
    let story = story("revise_twice_then_approve");
    let model: Work = story.fold_to_first("WorkSubmitted");
    let queue = model.review_queue(&QueueFilter::default());
    let row = &queue[0].assignment;
    let checks = model.checks(row);
    assert_eq!(checks.len(), 7);
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    assert!(checks.iter().any(|check| check.code == CheckCode::Duplicate));
    assert_eq!(model.conflicts(row), [story.koc("rui")]);
    let count = |filter: QueueFilter| model.review_queue(&filter).len();
    assert_eq!(count(QueueFilter { failed_must: true, ..Default::default() }), 0);
    let kind = queue[0].task.as_ref().map(|task| task.kind);
    assert_eq!(count(QueueFilter { kind, ..Default::default() }), 1);
    let tier = Some(domain::vocabulary::TierCode::Partner);
    assert_eq!(count(QueueFilter { tier, ..Default::default() }), 0);
}

#[test]
fn the_board_counts_reach_and_uptake_and_puts_what_is_in_the_way_first() {
    let story = story("offer_expired_then_next");
    let model: Work = story.fold();
    let task = &model.tasks(&TaskFilter::default())[0];
    assert_eq!((task.offered, task.accepted), (3, 1));
    assert_eq!(task.uptake_bp(), Some(3_333));
    assert_eq!((task.peak_per_hour(), task.revision_rate_bp()), (1, None));
    assert_eq!(task.hours_to(1), task.reach.first().map(|point| point.hour));
    assert_eq!(task.hours_to(2), None);

    let told: Work = testkit::stories::story("growth_challenge_told_to_many").fold();
    let now = told.tasks(&TaskFilter::default())[0].drafted_at.plus_hours(100);
    let low = TaskFilter { low_uptake_at: Some(now), ..Default::default() };
    let little = told.tasks(&low);
    assert_eq!(little.len(), 1, "one member was told and did not take it");
    let mut tasks = told.tasks(&TaskFilter::default());
    told.order_tasks(&mut tasks, TaskOrder::Priority, now);
    assert_eq!(tasks[0].task_id, little[0].task_id);
    let mut rows = told.assignments(&AssignmentFilter::default());
    told.order_assignments(&mut rows, AssignmentOrder::Due);
    assert_eq!(rows.len(), 1);
}
