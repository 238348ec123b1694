//! Requests for support: what a member needs while working, answered within hours by the contact
//! the work names.

pub mod command;
pub mod event;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use rules::*;

use crate::actor::Role;
use crate::id::{EventId, KocId, OperatorId, SupportId};
use crate::recorded::{Context, Recorded};
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::time::Moment;
use crate::timer::Timer;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use event::SupportRequestOpened;
use values::{SupportKind, SupportState};

/// What rules ask of a request for support.
#[derive(Debug, Clone)]
pub struct Support {
    pub(crate) state: SupportState,
    pub(crate) koc: KocId,
    pub(crate) kind: SupportKind,
    /// Who takes care of it; none for whoever runs the programme.
    pub(crate) handler: Option<OperatorId>,
    pub(crate) opened_at: Moment,
    /// When the answer is due.
    pub(crate) due_at: Moment,
    /// Minutes to the very first answer.
    pub(crate) first_response_min: Option<u32>,
    /// When it was last answered.
    pub(crate) answered_at: Option<Moment>,
}

impl State {
    /// A request for support.
    pub(crate) fn support(&self, id: SupportId) -> Result<&Support, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.supports.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }
}

/// Takes in what has happened to a request for support.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let id = event.request_id();
    match event {
        Event::SupportRequestOpened(opened) => {
            state.supports.insert(id, Arc::new(newly_opened(opened, recorded)));
            state.timers.set(Timer::EscalateSupportRequest(id), opened.due_at);
        }
        Event::SupportRequestAnswered(answered) => {
            change(state, id, |support| {
                support.state = SupportState::Answered;
                support.first_response_min = Some(answered.first_response_min);
                support.answered_at = Some(recorded.recorded_at);
            });
            state.timers.clear(Timer::EscalateSupportRequest(id));
            let silent = silent_until(recorded.recorded_at);
            state.timers.set(Timer::CloseSupportRequest(id), silent);
        }
        Event::SupportRequestEscalated(escalated) => {
            change(state, id, |support| {
                support.state = SupportState::Escalated;
                support.handler = escalated.to;
            });
            state.timers.clear(Timer::EscalateSupportRequest(id));
        }
        Event::SupportRequestClosed(_) => {
            change(state, id, |support| support.state = SupportState::Closed);
            state.timers.clear(Timer::CloseSupportRequest(id));
        }
        Event::SupportRequestReopened(reopened) => {
            change(state, id, |support| {
                support.state = SupportState::Open;
                support.due_at = reopened.due_at;
            });
            state.timers.clear(Timer::CloseSupportRequest(id));
            state.timers.set(Timer::EscalateSupportRequest(id), reopened.due_at);
        }
    }
}

fn newly_opened(opened: &SupportRequestOpened, recorded: &Recorded) -> Support {
    Support {
        state: SupportState::Open,
        koc: opened.koc_id,
        kind: opened.kind,
        handler: Some(opened.handler),
        opened_at: recorded.recorded_at,
        due_at: opened.due_at,
        first_response_min: None,
        answered_at: None,
    }
}

fn change(state: &mut State, id: SupportId, change: impl FnOnce(&mut Support)) {
    if let Some(support) = state.supports.get_mut(&id) {
        change(Arc::make_mut(support));
    }
}

/// What follows at once: whoever a request was passed on to is told, until it is answered.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Support(event) = event else { return Ok(Vec::new()) };
    let about = event.request_id().to_string();
    let done = || todo::completed(state, TodoKind::SupportEscalated, &about);
    Ok(match event {
        Event::SupportRequestEscalated(escalated) => {
            let koc_id = state.support(escalated.request_id)?.koc;
            let audience = escalated.to.map_or(Audience::Role(Role::Ops), Audience::Operator);
            let mut events = done();
            let kind = TodoKind::SupportEscalated;
            events.push(todo::opened(kind, audience, about.clone(), Some(koc_id), cause).into());
            events
        }
        Event::SupportRequestAnswered(_) | Event::SupportRequestClosed(_) => done(),
        Event::SupportRequestOpened(_) | Event::SupportRequestReopened(_) => Vec::new(),
    })
}
