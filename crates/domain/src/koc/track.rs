//! What a member did, kept as small dated facts so that a tier decision can compute its evidence
//! from the state it decides on.
//!
//! Written by the work, activity, ledger and mentorship events; read by `metrics.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use crate::id::{AssignmentId, PublicationId};
use crate::policy::Dims;
use crate::publication::values::LeadKind;
use crate::time::Day;
use crate::vocabulary::TaskKind;

/// A work that was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// When.
    pub on: Day,
    /// What kind of work it was; not known of imported works.
    pub kind: Option<TaskKind>,
    /// For which assignment; none for a work of the time before.
    pub assignment: Option<AssignmentId>,
    /// Hundredths, 0–10000; none for imported works, which were not scored.
    pub final_score: Option<u16>,
    /// What it scored by the criteria tagged creativity, hundredths; none when it had none.
    pub creativity: Option<u16>,
    /// The member's part, basis points.
    pub share_bp: u16,
}

/// A work that was taken on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// For which assignment.
    pub assignment: AssignmentId,
    /// The day it is due, extensions counted.
    pub on: Day,
    /// Whether it came in time; none while nothing was handed in.
    pub in_time: Option<bool>,
}

/// What a member did in the community on one day, outside tasks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommunityDay {
    /// Acts that were not taken back.
    pub acts: u32,
    /// What they helped: 1 for a question answered, 3 for insight; before the day's limit.
    pub help: u32,
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
    /// Works taken on.
    pub due: Vec<Due>,
    /// Answers to offers: when, and hours they took.
    pub answers: Vec<(Day, u32)>,
    /// Days with a task act.
    pub act_days: BTreeSet<Day>,
    /// Days with an act in the community; shared, because a member is copied at every change.
    pub community: Arc<BTreeMap<Day, CommunityDay>>,
    /// Mentorships completed as mentor.
    pub mentored: Vec<Day>,
    /// Insights adopted, at least in part.
    pub insights: Vec<Day>,
    /// Ledger points by day; negative when taken back. (day, dims, sign)
    pub credits: Vec<(Day, Dims, i8)>,
    /// What is public of the member's own.
    pub publications: OrdMap<PublicationId, Arc<Published>>,
    /// Followers of each account, by its platform and fingerprint, when last measured.
    pub reach: BTreeMap<(String, [u8; 16]), u32>,
    /// Leads brought: the lead's key and kind, and the day.
    pub leads: OrdMap<(String, LeadKind), Day>,
}

impl Track {
    /// What is said of one assignment's due time.
    pub fn due_of(&mut self, assignment: AssignmentId) -> Option<&mut Due> {
        self.due.iter_mut().find(|due| due.assignment == assignment)
    }

    /// A work counts, from that day. History comes in any order.
    pub fn approve(&mut self, work: Approved) {
        let place = self.approved.partition_point(|earlier| earlier.on <= work.on);
        self.approved.insert(place, work);
    }

    /// An approval was overturned: the work counts no more.
    pub fn overturn(&mut self, assignment: AssignmentId) {
        self.approved.retain(|work| work.assignment != Some(assignment));
    }

    /// A work was taken on.
    pub fn take_on(&mut self, assignment: AssignmentId, on: Day) {
        self.due.push(Due { assignment, on, in_time: None });
    }

    /// Work was handed in; being in time is judged by the first submission.
    pub fn hand_in(&mut self, assignment: AssignmentId, in_time: bool) {
        let open = self.due.iter_mut().find(|it| it.assignment == assignment);
        if let Some(open) = open.filter(|it| it.in_time.is_none()) {
            open.in_time = Some(in_time);
        }
    }

    /// More time was given.
    pub fn extend(&mut self, assignment: AssignmentId, on: Day) {
        let open = self.due.iter_mut().find(|it| it.assignment == assignment);
        open.into_iter().for_each(|it| it.on = on);
    }

    /// It was called off or excused: it says nothing about reliability.
    pub fn excuse(&mut self, assignment: AssignmentId) {
        self.due.retain(|it| it.assignment != assignment);
    }

    /// An answer to an offer: a no counts like a yes.
    pub fn answer(&mut self, on: Day, hours: u32) {
        self.answers.push((on, hours));
    }

    /// Points were entered in the ledger, or taken back. History comes in any order.
    pub fn credit(&mut self, on: Day, dims: Dims, points: i64) {
        let place = self.credits.partition_point(|(earlier, _, _)| *earlier <= on);
        self.credits.insert(place, (on, dims, if points < 0 { -1 } else { 1 }));
    }

    /// An insight was adopted. Decisions come in any order.
    pub fn insight(&mut self, on: Day) {
        let place = self.insights.partition_point(|earlier| *earlier <= on);
        self.insights.insert(place, on);
    }

    /// Something done in the community counts from now on, or no more.
    pub fn community(&mut self, on: Day, change: impl FnOnce(&mut CommunityDay)) {
        let days = Arc::make_mut(&mut self.community);
        let day = days.entry(on).or_default();
        change(day);
        if *day == CommunityDay::default() {
            days.remove(&on);
        }
    }

    /// What another record of the same person did counts here, too.
    pub(super) fn absorb(&mut self, other: Track) {
        other.approved.into_iter().for_each(|work| self.approve(work));
        self.due.extend(other.due);
        self.answers.extend(other.answers);
        self.answers.sort_by_key(|(on, _)| *on);
        self.act_days.extend(other.act_days);
        for (on, day) in other.community.iter() {
            self.community(*on, |own| {
                own.acts = own.acts.saturating_add(day.acts);
                own.help = own.help.saturating_add(day.help);
            });
        }
        self.mentored.extend(other.mentored);
        self.mentored.sort_unstable();
        self.insights.extend(other.insights);
        self.insights.sort_unstable();
        self.publications = std::mem::take(&mut self.publications).union(other.publications);
        self.leads = std::mem::take(&mut self.leads).union(other.leads);
        self.reach.extend(other.reach);
        self.credits.extend(other.credits);
        self.credits.sort_by_key(|(on, ..)| *on);
    }
}
