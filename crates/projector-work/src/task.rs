//! A task on the board.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{CampaignId, EventId, OperatorId, TaskId};
use domain::task::brief::Brief;
use domain::task::event::{CandidatesShortlisted, TaskBroadcast, TaskRetrospectiveRecorded};
use domain::task::{CompensationRule, Eligibility, Growth, Selection, TaskTrigger, Wanted};
use domain::vocabulary::{Horizon, Mode, TaskKind};
use domain::{Actor, LocalText, Moment};
use serde::Serialize;

use crate::assignment::AssignmentState;

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TaskState {
    /// Without a brief.
    Draft,
    /// Its newest brief is not approved.
    Briefed,
    /// A second person stands behind its newest brief.
    BriefApproved,
    /// Can be offered.
    Open,
    /// Is offered no more.
    Closed,
    /// Everything of it is at its end.
    Completed,
    /// Was called off.
    Cancelled,
}

/// One version of a task's brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BriefVersion {
    /// From 1.
    pub brief_version: u32,
    /// The whole brief.
    pub brief: Arc<Brief>,
    /// Who wrote it.
    pub author: Actor,
    /// Who approved it.
    pub approver: Option<OperatorId>,
    /// Whether the admin key said so on the approver's behalf.
    pub approval_asserted_by_admin: bool,
    /// Why it took the place of the one before, once the task was open.
    pub amended_for: Option<String>,
    /// The parts that changed then, by field.
    pub changed: Vec<String>,
    /// The event in which it was written.
    pub position: EventId,
}

/// That many were told of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BroadcastRow {
    /// What was told, where and to how many.
    pub broadcast: TaskBroadcast,
    /// Who told it.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event in which it was.
    pub position: EventId,
}

/// What was learnt of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetrospectiveRow {
    /// What was learnt.
    pub said: TaskRetrospectiveRecorded,
    /// Who wrote it down.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event in which it was.
    pub position: EventId,
}

/// A list of candidates for a task as it was shown, and whom the brand meant to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShortlistRow {
    /// Who was shown and chosen, and why.
    pub listed: Arc<CandidatesShortlisted>,
    /// Who chose.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event in which it was.
    pub position: EventId,
}

/// Whole hours after it opened, and how many members had taken it by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReachPoint {
    /// Hours since the task opened.
    pub hour: u32,
    /// Members who accepted in that hour.
    pub accepted: u32,
    /// Submissions that came in that hour.
    pub handed_in: u32,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRow {
    /// Its id.
    pub task_id: TaskId,
    /// What it is called.
    pub title: LocalText,
    /// How long it belongs to the programme's time.
    pub horizon: Horizon,
    /// How people work together on it.
    pub mode: Mode,
    /// What kind of work it is.
    pub kind: TaskKind,
    /// Where it stands.
    pub state: TaskState,
    /// The phased project it belongs to.
    pub campaign_id: Option<CampaignId>,
    /// The task it is part of.
    pub parent_task_id: Option<TaskId>,
    /// What called for it.
    pub trigger: Option<TaskTrigger>,
    /// 1 to 5.
    pub difficulty: u8,
    /// What it is for whoever shows that they can do more.
    pub growth: Option<Growth>,
    /// Who drafted it.
    pub drafted_by: Actor,
    /// When it was drafted.
    pub drafted_at: Moment,
    /// Every version of its brief, version 1 first.
    pub briefs: Vec<BriefVersion>,
    /// The version offers are made under; before it opens, the newest.
    pub current_brief: Option<u32>,
    /// Who may take it; none: whoever the horizon allows.
    pub eligibility: Option<Eligibility>,
    /// What it looks for beyond; none: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
    /// How people come to it; none before it opens.
    pub selection: Option<Selection>,
    /// Places: live assignments and approved works at most.
    pub slots: Option<u32>,
    /// When it opened.
    pub opened_at: Option<Moment>,
    /// Why it closed.
    pub closed_reason: Option<String>,
    /// Why it was called off.
    pub cancelled_reason: Option<String>,
    /// What its holders are given all the same.
    pub compensation_rule: Option<CompensationRule>,
    /// When it was completed or called off.
    pub ended_at: Option<Moment>,
    /// Whom it was told to, oldest first.
    pub broadcasts: Vec<BroadcastRow>,
    /// Who was shown as a candidate and who was chosen, oldest first; the newest counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shortlists: Vec<ShortlistRow>,
    /// What was learnt of it, the newest.
    pub retrospective: Option<RetrospectiveRow>,
    /// Who accepted and handed in, by the hour since it opened; hours without either are left out.
    pub reach: Vec<ReachPoint>,
    /// Offers and claims ever made.
    pub offered: u32,
    /// Those accepted.
    pub accepted: u32,
    /// First submissions.
    pub handed_in: u32,
    /// Revisions asked for.
    pub revisions: u32,
    /// Submissions that were reviewed to an outcome.
    pub judged: u32,
    /// Holders by the version of the brief they agreed to.
    pub holders: BTreeMap<u32, u32>,
    /// Assignments by state; states without one are left out.
    pub assignments: BTreeMap<AssignmentState, u32>,
    /// The event in which it was drafted.
    pub position: EventId,
}

impl TaskRow {
    /// The brief offers are made under; before it opens, the newest.
    pub fn brief(&self) -> Option<&BriefVersion> {
        let current = self.current_brief?;
        self.briefs.iter().find(|version| version.brief_version == current)
    }

    /// When work is due, by the current brief.
    pub fn due(&self) -> Option<Moment> {
        self.brief().map(|version| version.brief.timeline.submit_by)
    }

    /// Assignments in one state.
    pub fn count(&self, state: AssignmentState) -> u32 {
        self.assignments.get(&state).copied().unwrap_or(0)
    }

    /// Assignments that take a slot.
    pub fn live(&self) -> u32 {
        let live = self.assignments.iter().filter(|(state, _)| state.is_live());
        live.map(|(_, count)| *count).sum()
    }

    /// Slots left; none when there is no limit. Approved work keeps its slot; whatever else ends
    /// gives it back.
    pub fn slots_left(&self) -> Option<u32> {
        let taken = self.live() + self.count(AssignmentState::Approved);
        self.slots.map(|slots| slots.saturating_sub(taken))
    }

    pub(crate) fn recount(&mut self, from: Option<AssignmentState>, to: AssignmentState) {
        if let Some(from) = from
            && let Some(count) = self.assignments.get_mut(&from)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.assignments.remove(&from);
            }
        }
        *self.assignments.entry(to).or_insert(0) += 1;
    }
}
