//! What can be asked of duties.

use std::sync::Arc;

use domain::Day;
use domain::duty::values::{DutyKind, DutyState};
use domain::id::{DutyId, KocId};

use crate::Duties;
use crate::rows::*;

/// Which duties; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DutyFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Standing there.
    pub state: Option<DutyState>,
    /// Of this kind.
    pub kind: Option<DutyKind>,
    /// Filling this seat.
    pub seat: Option<String>,
    /// Running, with something due from `today` up to this day, or late.
    pub due_by: Option<Day>,
    /// With something missed, or without.
    pub missed: Option<bool>,
    /// That can be renewed now, or not.
    pub renewal_soon: Option<bool>,
    /// With a stipend that is owed, or without.
    pub stipend_payable: Option<bool>,
    /// The day it is.
    pub today: Day,
}

impl DutyFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &DutyRow) -> bool {
        let owed = || row.stipends.iter().any(|it| it.state == StipendState::Payable);
        let soon = || row.renewal_from().is_some_and(|from| from <= self.today);
        let next = || row.next_deliverables(self.today).first().map(|item| item.due);
        self.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && self.state.is_none_or(|state| row.state == state)
            && self.kind.is_none_or(|kind| row.terms.kind == kind)
            && self.seat.as_ref().is_none_or(|seat| row.terms.seat.as_ref() == Some(seat))
            && self.missed.is_none_or(|missed| (row.missed > 0) == missed)
            && self.renewal_soon.is_none_or(|asked| soon() == asked)
            && self.stipend_payable.is_none_or(|asked| owed() == asked)
            && self.due_by.is_none_or(|by| next().is_some_and(|due| due <= by))
    }
}

/// In which order duties come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DutyOrder {
    /// The one with something due next in front; those with nothing due come last.
    #[default]
    NextDue,
    /// The one that ends first in front.
    TermEnd,
}

impl Duties {
    /// One duty.
    pub fn duty(&self, id: DutyId) -> Option<&Arc<DutyRow>> {
        self.duties.get(&id)
    }

    /// The duties that `filter` asks for. Duties are few: they are agreed with members of the top
    /// tier one by one.
    pub fn duties(&self, filter: &DutyFilter, order: DutyOrder) -> Vec<Arc<DutyRow>> {
        let mut rows: Vec<Arc<DutyRow>> = match filter.koc_id {
            Some(koc_id) => {
                let all = (koc_id, DutyId([0; 16]))..=(koc_id, DutyId([0xff; 16]));
                let ids = self.of_koc.range(all).map(|(_, id)| id);
                ids.filter_map(|id| self.duties.get(id)).cloned().collect()
            }
            None => self.duties.values().cloned().collect(),
        };
        rows.retain(|row| filter.matches(row));
        rows.sort_by_cached_key(|row| {
            let next = || row.next_deliverables(filter.today).first().map(|item| item.due);
            let first = match order {
                DutyOrder::NextDue => next().unwrap_or(Day(i32::MAX)),
                DutyOrder::TermEnd => row.until,
            };
            (first, row.duty_id)
        });
        rows
    }
}
