//! The support desk: what members asked while working, how fast they were answered, and what
//! still waits.

use std::ops::Bound;
use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, EventId, KocId, LoanId, OperatorId, SupportId, TaskId};
use domain::personal::Sealed;
use domain::support::Event as Happened;
use domain::support::values::{SupportKind, SupportState, SupportSubject};
use domain::{Actor, Event, Moment, Recorded, assignment, support, vehicle};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};
use serde::Serialize;

/// What was said or done about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SupportAct {
    /// The member asked.
    Asked {
        /// In their words.
        text: Sealed,
    },
    /// It was answered.
    Answered {
        /// The answer.
        text: Sealed,
        /// References of files that came with it.
        attachments: Vec<String>,
        /// Where the facts in it come from.
        fact_sources: Vec<String>,
    },
    /// It was passed on.
    Escalated {
        /// To whom; none for whoever runs the programme.
        to: Option<OperatorId>,
        /// Why.
        reason: Option<Sealed>,
        /// Whether the answer was overdue.
        overdue: bool,
    },
    /// It was closed.
    Closed,
    /// The member asked again.
    Reopened {
        /// What was still open.
        text: Sealed,
    },
}

/// One entry of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SupportEntry {
    /// What.
    pub act: SupportAct,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// A request for support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SupportRow {
    /// Its id.
    pub request_id: SupportId,
    /// Who asks.
    pub koc_id: KocId,
    /// During which work.
    pub subject: SupportSubject,
    /// The task of that work.
    pub task_id: Option<TaskId>,
    /// What is needed.
    pub kind: SupportKind,
    /// Where it stands.
    pub state: SupportState,
    /// Who takes care of it; none for whoever runs the programme.
    pub handler: Option<OperatorId>,
    /// When it was asked.
    pub opened_at: Moment,
    /// When the answer is due, or was.
    pub due_at: Moment,
    /// Minutes from the question to the very first answer.
    pub first_response_min: Option<u32>,
    /// When an answer was due that did not come in time.
    pub breached_at: Option<Moment>,
    /// Whether it helped, as the member said.
    pub resolved: Option<bool>,
    /// How good the help was, 1–5.
    pub rating: Option<u8>,
    /// What was said and done, oldest first.
    pub entries: Vec<SupportEntry>,
    /// The event it was opened in.
    pub position: EventId,
}

impl SupportRow {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        matches!(self.state, SupportState::Open | SupportState::Escalated)
    }

    /// Whether it was not answered in time, or is not at `now`.
    pub fn is_breached(&self, now: Moment) -> bool {
        self.breached_at.is_some() || (self.is_open() && self.due_at < now)
    }
}

/// Which requests; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SupportFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// During work for this task.
    pub task_id: Option<TaskId>,
    /// During this work.
    pub assignment_id: Option<AssignmentId>,
    /// About this loan of a car.
    pub loan_id: Option<LoanId>,
    /// Of this kind.
    pub kind: Option<SupportKind>,
    /// In this state.
    pub state: Option<SupportState>,
    /// Waiting for an answer, or not.
    pub open: Option<bool>,
    /// Taken care of by this operator.
    pub handler: Option<OperatorId>,
    /// Not answered in time as seen at this instant.
    pub breached_at: Option<Moment>,
}

impl SupportFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &SupportRow) -> bool {
        self.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && self.task_id.is_none_or(|task_id| row.task_id == Some(task_id))
            && self.assignment_id.is_none_or(|id| row.subject == SupportSubject::Assignment(id))
            && self.loan_id.is_none_or(|id| row.subject == SupportSubject::Loan(id))
            && self.kind.is_none_or(|kind| row.kind == kind)
            && self.state.is_none_or(|state| row.state == state)
            && self.open.is_none_or(|open| row.is_open() == open)
            && self.handler.is_none_or(|handler| row.handler == Some(handler))
            && self.breached_at.is_none_or(|now| row.is_breached(now))
    }
}

/// What members asked while working.
#[derive(Debug, Clone, Default)]
pub struct SupportDesk {
    rows: OrdMap<SupportId, Arc<SupportRow>>,
    /// What waits for an answer, the one due first in front.
    waiting: OrdSet<(Moment, SupportId)>,
    /// Everything else, by when it was asked.
    settled: OrdSet<(Moment, SupportId)>,
    by_koc: OrdSet<(KocId, SupportId)>,
    tasks: OrdMap<AssignmentId, TaskId>,
    /// The work that cars were lent for.
    works: OrdMap<LoanId, AssignmentId>,
    /// How much was asked about each task.
    asked: OrdMap<TaskId, u32>,
}

impl Projector for SupportDesk {
    const NAME: &'static str = "support";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Assignment(assignment::Event::TaskAssigned(offer)) => {
                self.tasks.insert(offer.assignment_id, offer.task_id);
            }
            Event::Vehicle(vehicle::Event::LoanRequested(e)) => {
                if let Some(work) = e.assignment_id {
                    self.works.insert(e.loan_id, work);
                }
            }
            Event::Support(event) => self.fold(event, recorded),
            _ => {}
        }
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[assignment::Event::TYPES, support::Event::TYPES, vehicle::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("supportRequest", row)));
    }
}

impl SupportDesk {
    /// One request.
    pub fn request(&self, id: SupportId) -> Option<&Arc<SupportRow>> {
        self.rows.get(&id)
    }

    /// How many requests there were about a task, answered or not.
    pub fn asked_about(&self, task_id: TaskId) -> u32 {
        self.asked.get(&task_id).copied().unwrap_or_default()
    }

    /// The requests that `filter` asks for: what waits first, by when it is due; then the others,
    /// the newest question first.
    pub fn requests(&self, filter: &SupportFilter) -> Vec<Arc<SupportRow>> {
        let of = |id: &SupportId| self.rows.get(id).filter(|row| filter.matches(row)).cloned();
        if let Some(koc_id) = filter.koc_id {
            let ids = (SupportId([0; 16]), SupportId([0xff; 16]));
            let own = (Bound::Included((koc_id, ids.0)), Bound::Included((koc_id, ids.1)));
            let mut rows: Vec<_> = self.by_koc.range(own).filter_map(|(_, id)| of(id)).collect();
            rows.sort_by_key(|row| {
                let open = row.is_open();
                let rank = if open { row.due_at.0 } else { row.opened_at.0.saturating_neg() };
                (!open, rank, row.request_id)
            });
            return rows;
        }
        let waiting = self.waiting.iter().filter_map(|(_, id)| of(id));
        let settled = self.settled.iter().rev().filter_map(|(_, id)| of(id));
        match filter.open {
            Some(true) => waiting.collect(),
            Some(false) => settled.collect(),
            None => waiting.chain(settled).collect(),
        }
    }

    fn fold(&mut self, event: &Happened, recorded: &Recorded) {
        if let Happened::SupportRequestOpened(e) = event {
            let work = match e.subject {
                SupportSubject::Assignment(work) => Some(work),
                SupportSubject::Loan(loan_id) => self.works.get(&loan_id).copied(),
            };
            let row = SupportRow {
                request_id: e.request_id,
                koc_id: e.koc_id,
                subject: e.subject,
                task_id: work.and_then(|work| self.tasks.get(&work).copied()),
                kind: e.kind,
                state: SupportState::Open,
                handler: Some(e.handler),
                opened_at: recorded.recorded_at,
                due_at: e.due_at,
                first_response_min: None,
                breached_at: None,
                resolved: None,
                rating: None,
                entries: Vec::new(),
                position: recorded.position,
            };
            if let Some(task_id) = row.task_id {
                *self.asked.entry(task_id).or_default() += 1;
            }
            self.by_koc.insert((e.koc_id, e.request_id));
            self.rows.insert(e.request_id, Arc::new(row));
        }
        let Some(row) = self.rows.get_mut(&event.request_id()) else { return };
        let row = Arc::make_mut(row);
        self.waiting.remove(&(row.due_at, row.request_id));
        self.settled.remove(&(row.opened_at, row.request_id));
        change(row, event, recorded);
        let (act, by) = (act(event), recorded.actor);
        let (at, position) = (recorded.occurred_at, recorded.position);
        row.entries.push(SupportEntry { act, by, at, position });
        if row.is_open() {
            self.waiting.insert((row.due_at, row.request_id));
        } else {
            self.settled.insert((row.opened_at, row.request_id));
        }
    }
}

fn change(row: &mut SupportRow, event: &Happened, recorded: &Recorded) {
    let late = |row: &SupportRow| row.due_at < recorded.recorded_at;
    match event {
        Happened::SupportRequestOpened(_) => {}
        Happened::SupportRequestAnswered(e) => {
            if late(row) && row.breached_at.is_none() {
                row.breached_at = Some(row.due_at);
            }
            row.state = SupportState::Answered;
            row.first_response_min = Some(e.first_response_min);
        }
        Happened::SupportRequestEscalated(e) => {
            if e.overdue && row.breached_at.is_none() {
                row.breached_at = Some(row.due_at);
            }
            row.state = SupportState::Escalated;
            row.handler = e.to;
        }
        Happened::SupportRequestClosed(e) => {
            row.state = SupportState::Closed;
            (row.resolved, row.rating) = (e.resolved, e.rating);
        }
        Happened::SupportRequestReopened(e) => {
            row.state = SupportState::Open;
            row.due_at = e.due_at;
            (row.resolved, row.rating) = (None, None);
        }
    }
}

fn act(event: &Happened) -> SupportAct {
    match event {
        Happened::SupportRequestOpened(e) => SupportAct::Asked { text: e.text.clone() },
        Happened::SupportRequestAnswered(e) => SupportAct::Answered {
            text: e.text.clone(),
            attachments: e.attachments.clone(),
            fact_sources: e.fact_sources.clone(),
        },
        Happened::SupportRequestEscalated(e) => {
            SupportAct::Escalated { to: e.to, reason: e.reason.clone(), overdue: e.overdue }
        }
        Happened::SupportRequestClosed(_) => SupportAct::Closed,
        Happened::SupportRequestReopened(e) => SupportAct::Reopened { text: e.why.clone() },
    }
}
