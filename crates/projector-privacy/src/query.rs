//! What can be asked.

use std::sync::Arc;

use domain::appeal::values::AppealKind;
use domain::id::{AppealId, DataRequestId, EventId, KocId, OperatorId};
use domain::privacy::values::DataRequestKind;
use domain::time::Day;

use crate::Privacy;
use crate::rows::{AppealRow, AppealState, ConsentCount, DataRequestRow, DataRequestState};

/// Which requests; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct DataRequestFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Of this kind.
    pub kind: Option<DataRequestKind>,
    /// In this state.
    pub state: Option<DataRequestState>,
    /// Only those that still wait for an answer, or only others.
    pub open: Option<bool>,
    /// Waiting for an answer that is due on this day or earlier.
    pub due_by: Option<Day>,
}

impl DataRequestFilter {
    fn holds(&self, row: &DataRequestRow) -> bool {
        self.koc_id.is_none_or(|koc_id| koc_id == row.koc_id)
            && self.kind.is_none_or(|kind| kind == row.kind)
            && self.state.is_none_or(|state| state == row.state)
            && self.open.is_none_or(|open| open == row.state.is_open())
            && self.due_by.is_none_or(|day| row.state.is_open() && row.due <= day)
    }
}

/// Which appeals; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct AppealFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Of this kind.
    pub kind: Option<AppealKind>,
    /// In this state.
    pub state: Option<AppealState>,
    /// Only those that wait for a decision, or only others.
    pub open: Option<bool>,
    /// Looked into by this operator.
    pub handler: Option<OperatorId>,
    /// Waiting for a decision that is due on this day or earlier.
    pub due_by: Option<Day>,
}

impl AppealFilter {
    fn holds(&self, row: &AppealRow) -> bool {
        self.koc_id.is_none_or(|koc_id| koc_id == row.koc_id)
            && self.kind.is_none_or(|kind| kind == row.kind)
            && self.state.is_none_or(|state| state == row.state)
            && self.open.is_none_or(|open| open == row.state.is_open())
            && self.handler.is_none_or(|handler| row.handler == Some(handler))
            && self.due_by.is_none_or(|day| row.state.is_open() && row.due <= day)
    }
}

impl Privacy {
    /// Requests, those that wait for an answer first, by the day they are due.
    pub fn requests(&self, filter: &DataRequestFilter) -> Vec<Arc<DataRequestRow>> {
        let rows = self.requests.values().filter(|row| filter.holds(row));
        let mut rows: Vec<_> = rows.cloned().collect();
        rows.sort_by_key(|row| (!row.state.is_open(), row.due, row.request_id));
        rows
    }

    /// Appeals, those that wait for a decision first, by the day they are due.
    pub fn appeals(&self, filter: &AppealFilter) -> Vec<Arc<AppealRow>> {
        let rows = self.appeals.values().filter(|row| filter.holds(row));
        let mut rows: Vec<_> = rows.cloned().collect();
        rows.sort_by_key(|row| (!row.state.is_open(), row.due, row.appeal_id));
        rows
    }

    /// One appeal.
    pub fn appeal(&self, id: AppealId) -> Option<&Arc<AppealRow>> {
        self.appeals.get(&id)
    }

    /// The appeals on one event.
    pub fn appeals_on(&self, event: EventId) -> impl Iterator<Item = &Arc<AppealRow>> {
        let first = (event, AppealId([0; 16]));
        let on = self.appeals_on.range(first..).take_while(move |(on, _)| *on == event);
        on.filter_map(|(_, id)| self.appeals.get(id))
    }

    /// One request.
    pub fn request(&self, id: DataRequestId) -> Option<&Arc<DataRequestRow>> {
        self.requests.get(&id)
    }

    /// How many agreed to what, by purpose and version.
    pub fn consents(&self) -> impl Iterator<Item = &ConsentCount> {
        self.consent_counts.values()
    }
}
