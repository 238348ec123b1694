//! How each event changes the task board.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use domain::assignment::values::EndCause;
use domain::id::{AssignmentId, TaskId};
use domain::task::event as happened;
use domain::{Moment, Recorded, task};

use crate::Work;
use crate::assignment::AssignmentState;
use crate::course::EndRow;
use crate::task::{
    BriefVersion, BroadcastRow, ReachPoint, RetrospectiveRow, ShortlistRow, TaskRow, TaskState,
};

impl Work {
    pub(crate) fn fold_task(&mut self, event: &task::Event, recorded: &Recorded) {
        use task::Event::*;
        let task_id = event.task_id();
        match event {
            TaskDrafted(e) => {
                self.tasks.insert(e.task_id, Arc::new(drafted(e, recorded)));
            }
            BriefWritten(e) => self.change_task(task_id, |row| {
                row.state = TaskState::Briefed;
                row.current_brief = Some(e.brief_version);
                row.briefs.push(version(e.brief_version, &e.brief, recorded));
            }),
            BriefAmended(e) => self.change_task(task_id, |row| {
                row.briefs.push(BriefVersion {
                    amended_for: Some(e.reason.clone()),
                    changed: e.changed.clone(),
                    ..version(e.brief_version, &e.brief, recorded)
                });
            }),
            BriefApproved(e) => self.change_task(task_id, |row| approve(row, e, recorded)),
            EligibilitySet(e) => self.change_task(task_id, |row| {
                row.eligibility = Some(e.eligibility.clone());
                row.wanted = Some(e.wanted.clone());
            }),
            TaskOpened(e) => self.change_task(task_id, |row| {
                row.state = TaskState::Open;
                row.selection = Some(e.selection);
                row.slots = e.slots;
                row.current_brief = Some(e.brief_version);
                row.opened_at = Some(recorded.occurred_at);
            }),
            TaskBroadcast(e) => self.change_task(task_id, |row| {
                row.broadcasts.push(BroadcastRow {
                    broadcast: e.clone(),
                    by: recorded.actor,
                    at: recorded.occurred_at,
                    position: recorded.position,
                });
            }),
            TaskClosed(e) => self.change_task(task_id, |row| {
                row.state = TaskState::Closed;
                row.closed_reason = Some(e.reason.clone());
            }),
            TaskCompleted(_) => self.change_task(task_id, |row| {
                row.state = TaskState::Completed;
                row.ended_at = Some(recorded.occurred_at);
            }),
            TaskCancelled(e) => self.cancel_task(e, recorded),
            CandidatesShortlisted(e) => self.change_task(task_id, |row| {
                row.shortlists.push(ShortlistRow {
                    listed: Arc::new(e.clone()),
                    by: recorded.actor,
                    at: recorded.occurred_at,
                    position: recorded.position,
                });
            }),
            TaskRetrospectiveRecorded(e) => self.change_task(task_id, |row| {
                row.retrospective = Some(RetrospectiveRow {
                    said: e.clone(),
                    by: recorded.actor,
                    at: recorded.occurred_at,
                    position: recorded.position,
                });
            }),
        }
    }

    pub(crate) fn change_task(&mut self, id: TaskId, change: impl FnOnce(&mut TaskRow)) {
        if let Some(row) = self.tasks.get_mut(&id) {
            change(Arc::make_mut(row));
        }
    }

    /// Whatever was under way of it ends at once; each holder's own event follows.
    fn cancel_task(&mut self, e: &happened::TaskCancelled, recorded: &Recorded) {
        let (first, last) = (AssignmentId([0; 16]), AssignmentId([0xff; 16]));
        let range = (Bound::Included((e.task_id, first)), Bound::Included((e.task_id, last)));
        let all: Vec<AssignmentId> = self.by_task.range(range).map(|(_, id)| *id).collect();
        for id in all {
            let live = self.assignments.get(&id).is_some_and(|row| row.state.is_live());
            if live {
                self.change(id, recorded, |row| {
                    row.brand_acts(recorded.occurred_at);
                    row.state = AssignmentState::Cancelled;
                    let at = recorded.occurred_at;
                    row.ended = Some(EndRow::of(EndCause::TaskCancelled, at));
                });
            }
        }
        self.change_task(e.task_id, |row| {
            row.state = TaskState::Cancelled;
            row.cancelled_reason = Some(e.reason.clone());
            row.compensation_rule = Some(e.compensation_rule);
            row.ended_at = Some(recorded.occurred_at);
        });
    }
}

fn version(brief_version: u32, brief: &task::brief::Brief, recorded: &Recorded) -> BriefVersion {
    BriefVersion {
        brief_version,
        brief: Arc::new(brief.clone()),
        author: recorded.actor,
        approver: None,
        approval_asserted_by_admin: false,
        amended_for: None,
        changed: Vec::new(),
        position: recorded.position,
    }
}

fn approve(row: &mut TaskRow, e: &happened::BriefApproved, recorded: &Recorded) {
    if row.state == TaskState::Briefed {
        row.state = TaskState::BriefApproved;
    }
    row.current_brief = Some(e.brief_version);
    let approved = row.briefs.iter_mut().find(|it| it.brief_version == e.brief_version);
    if let Some(version) = approved {
        version.approver = Some(e.approver);
        version.approval_asserted_by_admin = recorded.actor.asserted_by_admin;
    }
}

fn drafted(e: &happened::TaskDrafted, recorded: &Recorded) -> TaskRow {
    TaskRow {
        task_id: e.task_id,
        title: e.title.clone(),
        horizon: e.horizon,
        mode: e.mode,
        kind: e.kind,
        state: TaskState::Draft,
        campaign_id: e.campaign_id,
        parent_task_id: e.parent_task_id,
        trigger: e.trigger,
        difficulty: e.difficulty,
        growth: e.growth,
        drafted_by: recorded.actor,
        drafted_at: recorded.occurred_at,
        briefs: Vec::new(),
        current_brief: None,
        eligibility: None,
        wanted: None,
        selection: None,
        slots: None,
        opened_at: None,
        closed_reason: None,
        cancelled_reason: None,
        compensation_rule: None,
        ended_at: None,
        broadcasts: Vec::new(),
        shortlists: Vec::new(),
        retrospective: None,
        reach: Vec::new(),
        offered: 0,
        accepted: 0,
        handed_in: 0,
        revisions: 0,
        judged: 0,
        holders: BTreeMap::new(),
        assignments: BTreeMap::new(),
        position: recorded.position,
    }
}

impl TaskRow {
    /// The hour in which something happened, counted from the opening.
    fn hour(&mut self, at: Moment) -> &mut ReachPoint {
        let hours = at.hours_since(self.opened_at.unwrap_or(at));
        let hour = u32::try_from(hours).unwrap_or(u32::MAX);
        let place = match self.reach.binary_search_by_key(&hour, |point| point.hour) {
            Ok(place) => place,
            Err(place) => {
                self.reach.insert(place, ReachPoint { hour, accepted: 0, handed_in: 0 });
                place
            }
        };
        &mut self.reach[place]
    }

    pub(crate) fn count_accepted(&mut self, at: Moment) {
        self.accepted = self.accepted.saturating_add(1);
        self.hour(at).accepted += 1;
    }

    pub(crate) fn count_handed_in(&mut self, at: Moment) {
        self.handed_in = self.handed_in.saturating_add(1);
        self.hour(at).handed_in += 1;
    }

    /// Keeps count of who holds the task under which version of its brief.
    pub(crate) fn count_holder(&mut self, before: Option<u32>, now: Option<u32>) {
        if before == now {
            return;
        }
        if let Some(before) = before
            && let Some(count) = self.holders.get_mut(&before)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.holders.remove(&before);
            }
        }
        if let Some(now) = now {
            *self.holders.entry(now).or_insert(0) += 1;
        }
    }
}
