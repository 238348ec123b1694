//! What a member did, kept as small dated facts so that a tier decision can compute its evidence
//! from the state it decides on.
//!
//! Written by the work, ledger and mentorship events; read by `metrics.rs`.

use std::collections::BTreeSet;

use crate::policy::Dims;
use crate::time::Day;
use crate::vocabulary::TaskKind;

/// A work that was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// When.
    pub on: Day,
    /// What kind of work it was; not known of imported works.
    pub kind: Option<TaskKind>,
    /// Hundredths, 0–10000; none for imported works, which were not scored.
    pub final_score: Option<u16>,
    /// The member's part, basis points.
    pub share_bp: u16,
}

/// Dated facts about what a member did, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// Works approved.
    pub approved: Vec<Approved>,
    /// Accepted work by due day: whether it came in time; none while nothing was handed in.
    pub due: Vec<(Day, Option<bool>)>,
    /// Answers to offers: when, and hours they took.
    pub answers: Vec<(Day, u32)>,
    /// Days with a task act.
    pub act_days: BTreeSet<Day>,
    /// Mentorships completed as mentor.
    pub mentored: Vec<Day>,
    /// Ledger points by day; negative when taken back. (day, dims, sign)
    pub credits: Vec<(Day, Dims, i8)>,
}
