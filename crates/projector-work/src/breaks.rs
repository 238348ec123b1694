//! Members' breaks, by which the clock of due work stands still.

use domain::assignment::due_after_breaks;
use domain::id::KocId;
use domain::koc::Event as KocEvent;
use domain::{Day, Moment};
use serde::Serialize;

use crate::Work;
use crate::assignment::{AssignmentRow, AssignmentState};

/// The breaks of one member: first and last day, oldest first.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BreaksRow {
    pub(crate) koc_id: KocId,
    pub(crate) breaks: Vec<(Day, Option<Day>)>,
}

impl Work {
    pub(crate) fn fold_break(&mut self, event: &KocEvent) {
        match event {
            KocEvent::KocPaused(e) => {
                self.breaks.entry(e.koc_id).or_default().push((e.from, e.until));
            }
            KocEvent::KocResumed(e) => {
                let days = i32::try_from(e.days_paused).unwrap_or(i32::MAX);
                let begun = self.breaks.get(&e.koc_id).and_then(|breaks| breaks.last());
                if let Some(back) = begun.map(|(from, _)| from.plus(days)) {
                    self.end_break(e.koc_id, back);
                }
            }
            KocEvent::KocLeft(e) => self.end_break(e.koc_id, e.effective_on),
            KocEvent::KocSuspended(e) => self.end_break(e.koc_id, e.from),
            KocEvent::KocMerged(e) => self.end_break(e.koc_id, e.effective_on),
            _ => {}
        }
    }

    /// A break that goes on ends on the day before `back`; one that had not begun never was.
    fn end_break(&mut self, koc_id: KocId, back: Day) {
        let Some(breaks) = self.breaks.get_mut(&koc_id) else { return };
        let Some((from, until)) = breaks.last_mut() else { return };
        let last_day = back.plus(-1);
        if until.is_some_and(|until| until <= last_day) {
            return;
        }
        if *from > last_day {
            breaks.pop();
        } else {
            *until = Some(last_day);
        }
    }

    /// When an assignment's work is due, after the member's breaks; none while one runs on.
    pub fn due_of(&self, row: &AssignmentRow) -> Option<Moment> {
        let breaks = self.breaks.get(&row.koc_id).map_or(&[][..], Vec::as_slice);
        due_after_breaks(row.submit_by, row.due_since, breaks, &self.zone)
    }

    /// Whether work is due, was not handed in, and `now` is past the due time.
    pub fn is_overdue(&self, row: &AssignmentRow, now: Moment) -> bool {
        use AssignmentState::{Accepted, RevisionRequested};
        let at_work = matches!(row.state, Accepted | RevisionRequested);
        at_work && self.due_of(row).is_some_and(|due| due < now)
    }
}
