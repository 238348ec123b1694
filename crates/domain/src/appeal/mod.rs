//! Appeals: a member disputes a decision about them, and somebody who did not make it decides.
//!
//! What puts things right follows at once where it can, and waits for a person where it cannot.

pub mod command;
pub(crate) mod decisions;
pub mod event;
mod overdue;
mod remedy;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use overdue::{answered, flag_overdue};
pub(crate) use remedy::react;
pub(crate) use rules::*;

use crate::id::{AppealId, AssignmentId, EventId, KocId, OperatorId};
use crate::personal::Sealed;
use crate::recorded::Recorded;
use crate::refusal::Violation;
use crate::state::State;
use crate::timer::Timer;

/// Where an appeal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AppealState {
    Open,
    Upheld,
    Dismissed,
    Withdrawn,
}

/// What rules ask of an appeal.
#[derive(Debug, Clone)]
pub struct Appeal {
    pub(crate) state: AppealState,
    pub(crate) koc_id: KocId,
    /// The event in which it was filed.
    pub(crate) filed: EventId,
    pub(crate) against: EventId,
    pub(crate) handler: Option<OperatorId>,
    /// The work whose judgement is disputed.
    pub(crate) assignment: Option<AssignmentId>,
    /// Why it was decided as it was.
    pub(crate) reasons: Option<Sealed>,
}

impl Appeal {
    /// Whether the member was right.
    pub(crate) fn is_upheld(&self) -> bool {
        self.state == AppealState::Upheld
    }
}

impl State {
    /// Why an appeal was decided as it was.
    pub(crate) fn appeal_reasons(&self, id: AppealId) -> Option<Sealed> {
        self.appeals.get(&id)?.reasons.clone()
    }

    /// An appeal.
    pub(crate) fn appeal(&self, id: AppealId) -> Result<&Appeal, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.appeals.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// An appeal that is not decided.
    fn open_appeal(&self, id: AppealId) -> Result<&Appeal, Violation> {
        let appeal = self.appeal(id)?;
        if appeal.state == AppealState::Open { Ok(appeal) } else { Err(Violation::AlreadyDecided) }
    }

    /// The appeals of a member that wait for a decision.
    pub(crate) fn open_appeals_of(&self, koc_id: KocId) -> impl Iterator<Item = AppealId> {
        let open = self.appeals.iter().filter(move |(_, appeal)| {
            appeal.koc_id == koc_id && appeal.state == AppealState::Open
        });
        open.map(|(id, _)| *id)
    }
}

/// Takes in what has happened to an appeal.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::AppealFiled(e) => {
            let decision = state.decision(e.koc_id, e.against);
            let assignment = decision.and_then(|decision| decision.assignment);
            let (koc_id, against) = (e.koc_id, e.against);
            let appeal = Appeal {
                state: AppealState::Open,
                koc_id,
                filed: recorded.position,
                against,
                handler: None,
                assignment,
                reasons: None,
            };
            state.appeals.insert(e.appeal_id, Arc::new(appeal));
            state.appealed.insert(e.against, e.appeal_id);
            overdue::set_timer(state, e);
        }
        Event::AppealAssigned(e) => change(state, e.appeal_id, |it| it.handler = Some(e.handler)),
        Event::AppealUpheld(e) => {
            end(state, e.appeal_id, AppealState::Upheld);
            change(state, e.appeal_id, |it| it.reasons = Some(e.reasons.clone()));
        }
        Event::AppealDismissed(e) => end(state, e.appeal_id, AppealState::Dismissed),
        Event::AppealWithdrawn(e) => {
            end(state, e.appeal_id, AppealState::Withdrawn);
            if let Ok(against) = state.appeal(e.appeal_id).map(|appeal| appeal.against) {
                state.appealed.remove(&against);
            }
        }
    }
}

fn end(state: &mut State, id: AppealId, end: AppealState) {
    change(state, id, |appeal| appeal.state = end);
    state.timers.clear(Timer::FlagOverdueAppeal(id));
}

fn change(state: &mut State, id: AppealId, how: impl FnOnce(&mut Appeal)) {
    if let Some(appeal) = state.appeals.get_mut(&id) {
        how(Arc::make_mut(appeal));
    }
}
