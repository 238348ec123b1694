//! Decisions compared by who they were about and who approved them.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use audit::evidence::{Decision, Decisions};
use audit::fairness::{By, Filter, groups};
use projector_tiers::TierCause;
use testkit::stories;

fn promotions() -> Vec<Arc<Decision>> {
    let filter = Filter { cause: Some(TierCause::Promoted), ..Filter::default() };
    let decided = stories::all().into_iter().flat_map(|story| {
        let mut decisions = Decisions::default();
        story.log.iter().for_each(|recorded| decisions.apply(recorded));
        decisions.rows().to_vec()
    });
    decided.filter(|row| filter.lets_through(row)).collect()
}

#[test]
fn groups_count_every_decision_and_mark_those_too_small() {
    let rows = promotions();
    let by_source = groups(rows.iter(), &[By::EntrySource]);
    assert_eq!(by_source.iter().map(|group| group.n).sum::<usize>(), rows.len());
    assert!(by_source.iter().any(|group| !group.is_small), "{by_source:?}");
    for group in &by_source {
        assert_eq!(group.is_small, group.n < 5);
    }
    let overrides = rows.iter().filter(|row| row.is_override()).count();
    assert_eq!(by_source.iter().map(|group| group.overrides).sum::<usize>(), overrides);
    let whole = groups(rows.iter(), &[]);
    assert_eq!((whole.len(), whole[0].n), (1, rows.len()));
}

#[test]
fn a_decision_with_two_approvals_counts_for_both_and_medians_are_of_the_middle() {
    let mut one = Decision::clone(&promotions()[0]);
    one.mean_score = Some(7_000);
    one.days_to_decision = Some(3);
    let approval = one.approved_by[0].clone();
    let other = domain::Approval { operator_id: domain::id::OperatorId([9; 16]), ..approval };
    let mut two = one.clone();
    two.approved_by.push(other);
    two.mean_score = Some(8_001);
    two.days_to_decision = None;
    let rows = [Arc::new(one), Arc::new(two)];
    let found = groups(rows.iter(), &[By::Approver]);
    let counts: Vec<usize> = found.iter().map(|group| group.n).collect();
    assert_eq!(counts.iter().sum::<usize>(), 3);
    let both = found.iter().find(|group| group.n == 2).unwrap();
    assert_eq!(both.median_score, Some(7_500));
    assert_eq!(both.median_days_to_decision, Some(3));
}

#[test]
fn a_filter_says_no_to_each_thing_it_names() {
    let rows = promotions();
    let row = rows.iter().find(|row| row.is_override() && !row.approved_by.is_empty()).unwrap();
    let all = Filter::default();
    assert!(all.lets_through(row));
    let instant = row.effective_at;
    for refused in [
        Filter { cause: Some(TierCause::Demoted), ..all.clone() },
        Filter { policy_version: Some(99), ..all.clone() },
        Filter { approver: Some(domain::id::OperatorId([8; 16])), ..all.clone() },
        Filter { overrides: Some(false), ..all.clone() },
        Filter { drift_only: true, ..all.clone() },
        Filter { from: Some(instant.plus_hours(1)), ..all.clone() },
        Filter { to: Some(instant.plus_hours(-1)), ..all.clone() },
    ] {
        assert!(!refused.lets_through(row), "{refused:?}");
    }
    let approver = Some(row.approved_by[0].operator_id);
    let (from, to) = (Some(instant), Some(instant));
    assert!(Filter { approver, overrides: Some(true), from, to, ..all }.lets_through(row));
}
