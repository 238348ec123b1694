//! What members do in the community outside tasks: comments, answers, votes, shares. High in
//! number, so each month of each member is a stream of its own.

pub mod command;
pub mod event;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use rules::{mark_insightful, react, record, retract};

use crate::id::{ActivityId, EventId, KocId};
use crate::koc::measure::{HELP_ANSWERED, HELP_INSIGHTFUL};
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Day;
use values::{ActivityKind, YearMonth};

/// What rules ask of something a member did; kept small, for there are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) id: ActivityId,
    pub(crate) on: Day,
    pub(crate) kind: ActivityKind,
    /// The event in which it was found insightful.
    pub(crate) marked: Option<EventId>,
    pub(crate) retracted: bool,
}

impl Act {
    /// What it counts as help: its best side, once.
    fn help(&self) -> u32 {
        match self.kind {
            _ if self.marked.is_some() => HELP_INSIGHTFUL,
            ActivityKind::InsightfulComment => HELP_INSIGHTFUL,
            ActivityKind::AnsweredQuestion => HELP_ANSWERED,
            _ => 0,
        }
    }
}

impl State {
    /// Something a member did that was not taken back, and the month it is kept in.
    fn act(&self, koc_id: KocId, id: ActivityId) -> Option<(YearMonth, &Act)> {
        let months = self.activity.range((koc_id, YearMonth::FIRST)..=(koc_id, YearMonth::LAST));
        months
            .flat_map(|((_, month), acts)| acts.iter().map(|act| (*month, act)))
            .find(|(_, act)| act.id == id && !act.retracted)
    }

    fn act_mut(&mut self, koc_id: KocId, month: YearMonth, id: ActivityId) -> Option<&mut Act> {
        let acts = self.activity.get_mut(&(koc_id, month)).map(Arc::make_mut)?;
        acts.iter_mut().find(|act| act.id == id)
    }
}

/// Takes in what has happened in the community.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let (koc_id, month) = (event.koc_id(), event.month());
    match event {
        Event::ActivityRecorded(e) => {
            let (id, on, kind) = (e.activity_id, e.on, e.kind);
            let act = Act { id, on, kind, marked: None, retracted: false };
            Arc::make_mut(state.activity.entry((koc_id, month)).or_default()).push(act);
            count(state, koc_id, on, 1, i64::from(act.help()));
        }
        Event::ActivityMarkedInsightful(e) => {
            let Some(act) = state.act_mut(koc_id, month, e.activity_id) else { return };
            let before = act.help();
            act.marked = Some(recorded.position);
            let (on, more) = (act.on, i64::from(act.help()) - i64::from(before));
            count(state, koc_id, on, 0, more);
        }
        Event::ActivityRetracted(e) => {
            let Some(act) = state.act_mut(koc_id, month, e.activity_id) else { return };
            act.retracted = true;
            let (on, less) = (act.on, i64::from(act.help()));
            count(state, koc_id, on, -1, -less);
        }
    }
}

/// Notes on the track of the person what counts on that day from now on, or no more.
fn count(state: &mut State, koc_id: KocId, on: Day, acts: i64, help: i64) {
    let counted_for = state.goes_on_as(koc_id);
    let Some(koc) = state.koc_mut(counted_for) else { return };
    let moved = |from: u32, by: i64| u32::try_from(i64::from(from) + by).unwrap_or(0);
    koc.track.community(on, |day| {
        (day.acts, day.help) = (moved(day.acts, acts), moved(day.help, help));
    });
}
