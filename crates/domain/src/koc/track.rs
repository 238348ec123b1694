//! What a member did, kept as small dated facts so that a tier decision can compute its evidence
//! from the state it decides on.
//!
//! Written by the work, ledger and mentorship events; read by `metrics.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;

use crate::id::PublicationId;
use crate::policy::Dims;
use crate::publication::values::LeadKind;
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

/// What was counted of a publication on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngagementOn {
    /// The day.
    pub on: Day,
    /// How often it was seen, since it was published.
    pub views: u32,
    /// What people did, by how much it takes.
    pub weighted: u64,
}

/// Something the member published on a channel of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// When.
    pub on: Day,
    /// On which platform, by code.
    pub platform: String,
    /// What it is about: a term of the topic axis.
    pub topic: Option<String>,
    /// The last count of each day that has one, oldest first.
    pub counts: Vec<EngagementOn>,
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
    /// What is public of the member's own.
    pub publications: OrdMap<PublicationId, Arc<Published>>,
    /// Leads brought: the lead's key and kind, and the day.
    pub leads: OrdMap<(String, LeadKind), Day>,
}
