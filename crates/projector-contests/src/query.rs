//! What can be asked of contests.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::id::{AssignmentId, ContestId, TaskId};

use crate::Contests;
use crate::rows::*;

/// Which contests; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContestFilter {
    /// Standing there.
    pub stage: Option<ContestStage>,
    /// Of this task.
    pub task_id: Option<TaskId>,
    /// With entries of one score in the ranking, or without.
    pub has_ties: Option<bool>,
    /// With scores that judges have still to give, or without.
    pub scores_missing: Option<bool>,
}

impl ContestFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &ContestRow) -> bool {
        self.stage.is_none_or(|stage| row.stage == stage)
            && self.task_id.is_none_or(|task_id| row.task_id == task_id)
            && self.has_ties.is_none_or(|ties| row.has_ties == ties)
            && self.scores_missing.is_none_or(|missing| (row.scores_missing() > 0) == missing)
    }
}

/// In which order contests come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContestOrder {
    /// The one whose entries close last in front.
    #[default]
    CloseDate,
    /// The one with most entries in front.
    Entries,
}

impl Contests {
    /// One contest.
    pub fn contest(&self, id: ContestId) -> Option<&Arc<ContestRow>> {
        self.rows.get(&id)
    }

    /// Whether an assignment enters a contest whose results are still to come.
    pub fn is_judged(&self, id: AssignmentId) -> bool {
        let row = self.by_assignment.get(&id).and_then(|(contest, _)| self.rows.get(contest));
        row.is_some_and(|row| {
            !matches!(row.stage, ContestStage::ResultsDeclared | ContestStage::Cancelled)
        })
    }

    /// The contests that `filter` asks for. Contests are few: a brand holds some a month.
    pub fn contests(&self, filter: &ContestFilter, order: ContestOrder) -> Vec<Arc<ContestRow>> {
        let mut rows: Vec<_> =
            self.rows.values().filter(|row| filter.matches(row)).cloned().collect();
        rows.sort_by_key(|row| {
            let first = match order {
                ContestOrder::CloseDate => row.entry_window.closes_at.0,
                ContestOrder::Entries => i64::from(row.entries),
            };
            (Reverse(first), row.contest_id)
        });
        rows
    }

    /// The entries of a contest in the order of their assignments.
    pub(crate) fn entries_of(&self, id: ContestId) -> impl Iterator<Item = &Arc<EntryRow>> {
        let all = (id, AssignmentId([0; 16]))..=(id, AssignmentId([0xff; 16]));
        self.entries.range(all).map(|(_, entry)| entry)
    }

    /// The entries of a contest: by rank once there is one, by when they came before; what stands
    /// no more comes last.
    pub fn entries(&self, id: ContestId) -> Vec<Arc<EntryRow>> {
        let mut entries: Vec<_> = self.entries_of(id).cloned().collect();
        entries.sort_by_key(|entry| {
            let place = entry.rank.unwrap_or(u16::MAX);
            (entry.disqualified.is_some(), place, entry.entered_at, entry.assignment_id)
        });
        entries
    }
}
