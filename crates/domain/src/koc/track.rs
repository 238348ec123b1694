//! What a member did, kept as small dated facts so that a tier decision can compute its evidence
//! from the state it decides on.
//!
//! Written by the work, ledger and mentorship events; read by `metrics.rs`.

use std::collections::BTreeSet;

use crate::id::AssignmentId;
use crate::policy::Dims;
use crate::time::Day;

/// A work that was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// When.
    pub on: Day,
    /// Hundredths, 0–10000; none for imported works, which were not scored.
    pub final_score: Option<u16>,
    /// The member's part, basis points.
    pub share_bp: u16,
}

/// Work that is or was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Of which assignment.
    pub assignment_id: AssignmentId,
    /// When, after every extension.
    pub on: Day,
    /// Whether it came in time; none while nothing was handed in.
    pub in_time: Option<bool>,
}

/// Dated facts about what a member did, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// Works approved.
    pub approved: Vec<Approved>,
    /// Accepted work that is or was due; what was called off or given back in time is not here.
    pub due: Vec<Due>,
    /// Answers to offers: when, and hours they took.
    pub answers: Vec<(Day, u32)>,
    /// Days with a task act.
    pub act_days: BTreeSet<Day>,
    /// Mentorships completed as mentor.
    pub mentored: Vec<Day>,
    /// Ledger points by day; negative when taken back. (day, dims, sign)
    pub credits: Vec<(Day, Dims, i8)>,
}

impl Track {
    /// What is said of one assignment's due time.
    pub(crate) fn due_of(&mut self, assignment_id: AssignmentId) -> Option<&mut Due> {
        self.due.iter_mut().rev().find(|due| due.assignment_id == assignment_id)
    }

    /// Nothing was due after all: it counts neither for nor against the member.
    pub(crate) fn excuse(&mut self, assignment_id: AssignmentId) {
        self.due.retain(|due| due.assignment_id != assignment_id);
    }
}
