//! What can be asked.

use std::sync::Arc;

use domain::id::{DataRequestId, KocId};
use domain::privacy::values::DataRequestKind;
use domain::time::Day;

use crate::Privacy;
use crate::rows::{ConsentCount, DataRequestRow, DataRequestState};

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

impl Privacy {
    /// Requests, those that wait for an answer first, by the day they are due.
    pub fn requests(&self, filter: &DataRequestFilter) -> Vec<Arc<DataRequestRow>> {
        let rows = self.requests.values().filter(|row| filter.holds(row));
        let mut rows: Vec<_> = rows.cloned().collect();
        rows.sort_by_key(|row| (!row.state.is_open(), row.due, row.request_id));
        rows
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
