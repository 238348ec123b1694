//! The desk: what waits comes first, and every question is found from every side.

use domain::Moment;
use domain::id::{AssignmentId, KocId, OperatorId, TaskId};
use domain::support::values::{SupportKind, SupportState, SupportSubject};
use projector_support::{SupportAct, SupportDesk, SupportFilter};
use testkit::stories;

fn desk() -> SupportDesk {
    stories::story("asked_while_working").fold()
}

#[test]
fn the_conversation_is_kept_and_the_first_answer_measured() {
    let desk = desk();
    let done = desk.requests(&SupportFilter {
        state: Some(SupportState::Closed),
        kind: Some(SupportKind::TechnicalData),
        ..SupportFilter::default()
    });
    let [row] = done.as_slice() else { panic!("one: {done:?}") };
    assert_eq!(row.first_response_min, Some(120));
    assert_eq!((row.resolved, row.rating, row.breached_at), (Some(true), Some(5), None));
    let acts: Vec<_> = row.entries.iter().map(|entry| &entry.act).collect();
    assert!(matches!(
        acts.as_slice(),
        [
            SupportAct::Asked { .. },
            SupportAct::Answered { .. },
            SupportAct::Reopened { .. },
            SupportAct::Answered { .. },
            SupportAct::Closed
        ]
    ));
    assert!(row.entries.is_sorted_by_key(|entry| entry.at));
}

#[test]
fn what_waits_comes_first_and_what_waited_too_long_is_told() {
    let story = stories::story("asked_while_working");
    let before: SupportDesk = story.fold_to_first("SupportRequestEscalated");
    let rows = before.requests(&SupportFilter::default());
    assert!(rows[0].is_open() && !rows.last().expect("some").is_open());
    assert_eq!((rows[0].state, rows[0].handler), (SupportState::Escalated, None));
    assert_eq!(rows[0].breached_at, Some(rows[0].due_at));
    let late = SupportFilter { breached_at: Some(rows[0].due_at), ..SupportFilter::default() };
    assert_eq!(before.requests(&late).len(), 1);
}

#[test]
fn each_part_of_a_filter_leaves_out_the_others() {
    let desk = desk();
    let all = SupportFilter::default();
    let rows = desk.requests(&all);
    let row = &rows[0];
    let SupportSubject::Assignment(work) = row.subject else { panic!("about work") };
    let count = |filter: SupportFilter| desk.requests(&filter).len();
    for (right, wrong) in [
        (
            SupportFilter { koc_id: Some(row.koc_id), ..all.clone() },
            SupportFilter { koc_id: Some(KocId([9; 16])), ..all.clone() },
        ),
        (
            SupportFilter { assignment_id: Some(work), ..all.clone() },
            SupportFilter { assignment_id: Some(AssignmentId([9; 16])), ..all.clone() },
        ),
        (
            SupportFilter { task_id: row.task_id, ..all.clone() },
            SupportFilter { task_id: Some(TaskId([9; 16])), ..all.clone() },
        ),
        (
            SupportFilter { kind: Some(row.kind), ..all.clone() },
            SupportFilter { kind: Some(SupportKind::Logistics), ..all.clone() },
        ),
        (
            SupportFilter { open: Some(row.is_open()), ..all.clone() },
            SupportFilter { state: Some(SupportState::Open), ..all.clone() },
        ),
        (
            SupportFilter { breached_at: Some(Moment(i64::MAX)), ..all.clone() },
            SupportFilter { handler: Some(OperatorId([9; 16])), ..all.clone() },
        ),
    ] {
        assert!(count(right.clone()) > 0, "{right:?}");
        assert_eq!(count(wrong.clone()), 0, "{wrong:?}");
    }
}

#[test]
fn a_task_counts_what_was_asked_about_it() {
    let desk = desk();
    let tasks: Vec<TaskId> =
        desk.requests(&SupportFilter::default()).iter().filter_map(|row| row.task_id).collect();
    assert!(!tasks.is_empty());
    for task_id in tasks {
        let about = SupportFilter { task_id: Some(task_id), ..SupportFilter::default() };
        assert_eq!(desk.asked_about(task_id) as usize, desk.requests(&about).len());
    }
    assert_eq!(desk.asked_about(TaskId([9; 16])), 0);
}
