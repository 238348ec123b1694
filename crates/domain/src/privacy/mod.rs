//! Requests about personal data: what a person may ask of whoever keeps a record of them.
//!
//! A request has a day by which it is answered. A deletion is verified first and then carried out
//! by a person (`EraseKoc`, in `koc`): it cannot be taken back.

pub mod command;
mod erase;
pub mod event;
mod overdue;
mod rules;
pub mod values;

use std::sync::Arc;

pub(crate) use erase::{blockers, erase};
pub use event::Event;
pub(crate) use overdue::flag_overdue;
pub(crate) use rules::*;

use crate::actor::Role;
use crate::id::{DataRequestId, EventId, KocId};
use crate::koc;
use crate::recorded::{Context, Recorded};
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::time::Moment;
use crate::timer::Timer;
use crate::todo;
use crate::todo::event::TodoOpened;
use crate::todo::values::{Audience, TodoKind};
use event::{DataRequestFulfilled, RequesterVerified};
use values::{DataRequestKind, DataScope, Fulfilment};

/// What rules ask of a request.
#[derive(Debug, Clone)]
pub struct DataRequest {
    /// The event in which it came in.
    pub(crate) received: EventId,
    pub(crate) koc_id: KocId,
    pub(crate) kind: DataRequestKind,
    pub(crate) received_at: Moment,
    pub(crate) verified: bool,
    /// Fulfilled or refused.
    pub(crate) closed: bool,
}

impl State {
    /// A request that is not closed.
    fn open_request(&self, id: DataRequestId) -> Result<&DataRequest, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        let request = self.data_requests.get(&id).ok_or_else(missing)?;
        if request.closed { Err(Violation::RequestClosed) } else { Ok(request) }
    }

    /// Days from the day a request came in to the day of `now`.
    fn days_taken(&self, request: &DataRequest, now: Moment) -> u32 {
        self.day_of(now).days_since(self.day_of(request.received_at))
    }
}

/// Takes in what has happened to a request.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::DataRequestReceived(e) => {
            let request = DataRequest {
                received: recorded.position,
                koc_id: e.koc_id,
                kind: e.kind,
                received_at: e.received_at,
                verified: false,
                closed: false,
            };
            state.data_requests.insert(e.request_id, Arc::new(request));
            overdue::set_timer(state, e);
        }
        Event::RequesterVerified(e) => change(state, e.request_id, |it| it.verified = true),
        Event::DataRequestFulfilled(e) => close(state, e.request_id),
        Event::DataRequestRefused(e) => close(state, e.request_id),
    }
}

fn close(state: &mut State, id: DataRequestId) {
    change(state, id, |it| it.closed = true);
    state.timers.clear(Timer::FlagOverdueDataRequest(id));
}

fn change(state: &mut State, id: DataRequestId, how: impl FnOnce(&mut DataRequest)) {
    if let Some(request) = state.data_requests.get_mut(&id) {
        how(Arc::make_mut(request));
    }
}

/// What follows at once: a verified deletion waits for whoever answers for personal data, with
/// what stands in its way; and what somebody asked for is done in the moment they are forgotten.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    Ok(match event {
        crate::Event::DataRequest(Event::RequesterVerified(verified))
            if verified.kind == DataRequestKind::Deletion =>
        {
            vec![ask_for_erasure(state, verified, cause).into()]
        }
        crate::Event::DataRequest(Event::DataRequestFulfilled(done)) => {
            todo::completed(state, TodoKind::DataRequestOverdue, &done.request_id.to_string())
        }
        crate::Event::DataRequest(Event::DataRequestRefused(refused)) => {
            let about = refused.request_id.to_string();
            let mut done = todo::completed(state, TodoKind::EraseMember, &about);
            done.extend(todo::completed(state, TodoKind::DataRequestOverdue, &about));
            done
        }
        crate::Event::Koc(koc::Event::KocPersonalDataErased(erased)) => {
            let about = erased.request_id.to_string();
            let fulfilled = fulfilled_by_erasure(state, erased.request_id, context);
            let done = todo::completed(state, TodoKind::EraseMember, &about);
            fulfilled.map(crate::Event::from).into_iter().chain(done).collect()
        }
        _ => Vec::new(),
    })
}

fn ask_for_erasure(state: &State, verified: &RequesterVerified, cause: EventId) -> TodoOpened {
    let about = verified.request_id.to_string();
    let audience = Audience::Role(Role::Privacy);
    let opened = todo::opened(TodoKind::EraseMember, audience, about, Some(verified.koc_id), cause);
    let blockers = blockers(state, verified.koc_id, Some(verified.request_id));
    if blockers.is_empty() {
        return opened;
    }
    todo::instead(opened, &Violation::ErasureBlocked { blockers }.into())
}

fn fulfilled_by_erasure(
    state: &State,
    request_id: DataRequestId,
    context: &Context,
) -> Option<DataRequestFulfilled> {
    let request = state.data_requests.get(&request_id).filter(|request| !request.closed)?;
    Some(DataRequestFulfilled {
        request_id,
        koc_id: request.koc_id,
        how: Fulfilment::Erased,
        artefact_ref: None,
        scope: vec![
            DataScope::Identity,
            DataScope::Profile,
            DataScope::Channels,
            DataScope::Feedback,
        ],
        days: state.days_taken(request, context.now),
    })
}
