//! What follows at once from what happened to a member: people are told, and somebody looks after
//! what they leave behind. Nothing here moves value, so nothing here is refused.

use super::{Event, Koc};
use crate::actor::Role;
use crate::id::{EventId, KocId};
use crate::mentorship::MentorshipState;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo::values::{Audience, TodoKind};
use crate::todo::{self, event::TodoOpened};
use crate::vocabulary::ConsentPurpose;

/// What follows at once from what happened to a member.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Koc(event) = event else { return Ok(Vec::new()) };
    let id = event.koc_id();
    let opened = |kind, audience| todo::opened(kind, audience, id.to_string(), Some(id), cause);
    let (team, member) = (Audience::Role(Role::Ops), Audience::Koc(id));
    let mut todos: Vec<TodoOpened> = Vec::new();
    match event {
        Event::KocSuspended(_) => todos.push(opened(TodoKind::Suspended, member)),
        Event::SuspensionLifted(_) => todos.push(opened(TodoKind::SuspensionLifted, member)),
        Event::ConsentWithdrawn(_) => todos.push(opened(TodoKind::ConsentWithdrawn, team)),
        Event::ConsentExpired(_) => todos.push(opened(TodoKind::ConsentExpired, member)),
        Event::KocMerged(_) if holds_something(state, id) => {
            todos.push(opened(TodoKind::SettleMergedRecord, team));
        }
        _ => {}
    }
    if leaves_mentees(state, event) {
        todos.push(opened(TodoKind::ReassignMentees, team));
    }
    Ok(todos.into_iter().map(Into::into).collect())
}

/// Whether a record that has ended still holds work under way, has a mentor or a car.
fn holds_something(state: &State, id: KocId) -> bool {
    let works = state.koc(id).is_ok_and(|koc| koc.live_assignments > 0);
    let drives = state.live_loans_of(id).next().is_some();
    works || drives || state.mentored_by.contains_key(&id)
}

/// Whether an event leaves mentees with somebody who no longer teaches, or who stands no higher
/// than they do.
fn leaves_mentees(state: &State, event: &Event) -> bool {
    let id = event.koc_id();
    let any = |who: &dyn Fn(&Koc) -> bool| {
        let edges = state.mentorships.values();
        let mut taught = edges.filter(|it| it.mentor == id && it.state == MentorshipState::Active);
        taught.any(|it| state.koc(it.mentee).is_ok_and(who))
    };
    match event {
        Event::KocLeft(_) | Event::KocSuspended(_) | Event::KocMerged(_) => any(&|_| true),
        Event::ConsentWithdrawn(e) => e.purpose == ConsentPurpose::Mentoring && any(&|_| true),
        Event::ConsentExpired(e) => e.purpose == ConsentPurpose::Mentoring && any(&|_| true),
        Event::KocDemoted(_) | Event::KocSteppedDown(_) => {
            let tier = state.koc(id).ok().and_then(|koc| koc.tier);
            any(&|mentee| mentee.tier >= tier)
        }
        _ => false,
    }
}
