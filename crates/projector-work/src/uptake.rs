//! How a task is doing: how fast it is taken, how often work comes back, what stands in its way.

use domain::Moment;
use serde::Serialize;

use crate::Work;
use crate::assignment::AssignmentState;
use crate::task::{TaskRow, TaskState};

/// Fewer than this of those asked, a day after the opening, is little. Our own number.
const LOW_UPTAKE_BP: u32 = 2_000;

/// So long a task may be open before little uptake says something, hours. Our own number.
const UPTAKE_AFTER_HOURS: i64 = 24;

/// What stands in a task's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Blocker {
    /// Nobody wrote a brief.
    NoBrief,
    /// The newest brief waits for a second person.
    BriefNotApproved,
    /// Holders have not agreed to the amended brief.
    HoldersToConfirm,
    /// Nobody can be asked any more.
    NoSlotsLeft,
    /// Few of those who were asked took it.
    LowUptake,
    /// Counter-proposals wait for an answer.
    ProposalsOpen,
}

impl TaskRow {
    /// Of those who were told or asked, how many took it, basis points.
    pub fn uptake_bp(&self) -> Option<u32> {
        let told = self.broadcasts.iter().map(|it| it.broadcast.audience_size).max();
        let asked = told.unwrap_or(0).max(self.offered);
        (asked > 0).then(|| part_bp(self.accepted, asked))
    }

    /// Of the submissions that were judged, how many came back for a revision, basis points.
    pub fn revision_rate_bp(&self) -> Option<u32> {
        (self.judged > 0).then(|| part_bp(self.revisions, self.judged))
    }

    /// The most members who accepted in one hour.
    pub fn peak_per_hour(&self) -> u32 {
        self.reach.iter().map(|point| point.accepted).max().unwrap_or(0)
    }

    /// Whole hours after the opening by which `count` members had accepted.
    pub fn hours_to(&self, count: u32) -> Option<u32> {
        let mut sum = 0_u32;
        let reached = self.reach.iter().find(|point| {
            sum = sum.saturating_add(point.accepted);
            sum >= count
        });
        reached.map(|point| point.hour)
    }

    /// Holders who agreed to an earlier version of the brief than the one approved now.
    pub fn holders_to_confirm(&self) -> u32 {
        let current = self.current_brief.unwrap_or(0);
        let earlier = self.holders.iter().filter(|(version, _)| **version < current);
        earlier.map(|(_, count)| *count).sum()
    }

    /// Whether few took it although it has been open for a while.
    pub fn has_low_uptake(&self, now: Moment) -> bool {
        let long = self.opened_at.is_some_and(|at| now.hours_since(at) >= UPTAKE_AFTER_HOURS);
        let low = self.uptake_bp().is_none_or(|uptake| uptake < LOW_UPTAKE_BP);
        self.state == TaskState::Open && long && low
    }

    /// Everything that stands in its way.
    pub fn blockers(&self, now: Moment) -> Vec<Blocker> {
        let over = matches!(self.state, TaskState::Completed | TaskState::Cancelled);
        if over {
            return Vec::new();
        }
        let newest_approved = self.briefs.last().is_none_or(|it| it.approver.is_some());
        let conditions = [
            (Blocker::NoBrief, self.briefs.is_empty()),
            (Blocker::BriefNotApproved, !newest_approved),
            (Blocker::HoldersToConfirm, self.holders_to_confirm() > 0),
            (Blocker::NoSlotsLeft, self.state == TaskState::Open && self.slots_left() == Some(0)),
            (Blocker::LowUptake, self.has_low_uptake(now)),
            (Blocker::ProposalsOpen, self.count(AssignmentState::Negotiating) > 0),
        ];
        conditions.into_iter().filter(|(_, is)| *is).map(|(blocker, _)| blocker).collect()
    }
}

fn part_bp(part: u32, of: u32) -> u32 {
    let part = u64::from(part) * 10_000 / u64::from(of.max(1));
    u32::try_from(part).unwrap_or(u32::MAX)
}

/// In which order tasks are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TaskOrder {
    /// By id.
    #[default]
    Id,
    /// Due first first; without a due time last.
    Due,
    /// Least taken first.
    Uptake,
    /// Oldest first.
    Age,
    /// What has something in its way first, then by due time.
    Priority,
}

/// In which order assignments are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AssignmentOrder {
    /// By id.
    #[default]
    Id,
    /// Due first first.
    Due,
    /// Longest wait first.
    Waiting,
    /// Offers that run out first first; what is no offer last.
    OfferExpires,
}

impl Work {
    /// Puts tasks in an order; equal ones stay by id.
    pub fn order_tasks(&self, tasks: &mut [std::sync::Arc<TaskRow>], by: TaskOrder, now: Moment) {
        let due = |task: &TaskRow| task.due().unwrap_or(Moment(i64::MAX));
        match by {
            TaskOrder::Id => {}
            TaskOrder::Due => tasks.sort_by_key(|task| due(task)),
            TaskOrder::Uptake => tasks.sort_by_key(|task| task.uptake_bp().unwrap_or(0)),
            TaskOrder::Age => tasks.sort_by_key(|task| task.drafted_at),
            TaskOrder::Priority => {
                tasks.sort_by_key(|task| (task.blockers(now).is_empty(), due(task)));
            }
        }
    }

    /// Puts assignments in an order; equal ones stay by id.
    pub fn order_assignments(
        &self,
        rows: &mut [std::sync::Arc<crate::AssignmentRow>],
        by: AssignmentOrder,
    ) {
        let last = Moment(i64::MAX);
        match by {
            AssignmentOrder::Id => {}
            AssignmentOrder::Due => rows.sort_by_key(|row| self.due_of(row).unwrap_or(last)),
            AssignmentOrder::Waiting => {
                rows.sort_by_key(|row| row.turn().map_or(last, |_| row.turn_since()));
            }
            AssignmentOrder::OfferExpires => rows.sort_by_key(|row| {
                let pending =
                    matches!(row.state, AssignmentState::Offered | AssignmentState::Negotiating);
                row.offer_expires_at.filter(|_| pending).unwrap_or(last)
            }),
        }
    }
}
