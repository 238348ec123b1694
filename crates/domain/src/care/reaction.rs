//! What follows at once: a talk or feedback is what a to-do waited for, whoever keeps a promise is
//! told, and the member is told that there is something to read.

use super::Event as Happened;
use crate::event::Event;
use crate::id::EventId;
use crate::koc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::event::TodoOpened;
use crate::todo::values::{Audience, TodoKind};

/// What waits for people because of a relationship, and what waits no more.
pub(crate) fn react(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Care(event) => of_care(state, event, cause),
        Event::Koc(event) if ends_something(event) => no_longer_owed(state, event),
        _ => Vec::new(),
    })
}

/// Whether a member may be owed less from here on.
fn ends_something(event: &koc::Event) -> bool {
    use koc::Event::{
        KocDemoted, KocLeft, KocMerged, KocPersonalDataErased, KocSteppedDown, KocSuspended,
        KocTierCorrected,
    };
    matches!(
        event,
        KocLeft(_)
            | KocSuspended(_)
            | KocMerged(_)
            | KocPersonalDataErased(_)
            | KocDemoted(_)
            | KocSteppedDown(_)
            | KocTierCorrected(_)
    )
}

/// Whoever has left, or stands lower, is owed no more; to whoever was forgotten no promise can be
/// kept.
fn no_longer_owed(state: &State, event: &koc::Event) -> Vec<Event> {
    let koc_id = event.koc_id();
    let of_member = koc_id.to_string();
    let mut done = Vec::new();
    if !state.owes_talks(koc_id) {
        done.extend(todo::completed(state, TodoKind::TalkOwed, &of_member));
    }
    if !state.owes_feedback(koc_id) {
        done.extend(todo::completed(state, TodoKind::FeedbackOwed, &of_member));
    }
    if let koc::Event::KocPersonalDataErased(_) = event {
        let file = state.care(koc_id).into_iter();
        for follow_up_id in file.flat_map(|care| care.follow_ups.keys()) {
            done.extend(todo::completed(state, TodoKind::KeepPromise, &follow_up_id.to_string()));
        }
    }
    done
}

fn of_care(state: &State, event: &Happened, cause: EventId) -> Vec<Event> {
    let koc_id = event.koc_id();
    let of_member = koc_id.to_string();
    match event {
        Happened::TalkHeld(_) => todo::completed(state, TodoKind::TalkOwed, &of_member),
        Happened::FollowUpOpened(e) => {
            let (owner, about) = (Audience::Operator(e.owner), e.follow_up_id.to_string());
            let waits = todo::opened(TodoKind::KeepPromise, owner, about, Some(koc_id), cause);
            let due = Some(state.end_of(e.due));
            vec![TodoOpened { due, ..waits }.into()]
        }
        Happened::FollowUpClosed(e) => {
            todo::completed(state, TodoKind::KeepPromise, &e.follow_up_id.to_string())
        }
        Happened::PeriodicFeedbackSent(_) => {
            let mut events = todo::completed(state, TodoKind::FeedbackOwed, &of_member);
            let member = Audience::Koc(koc_id);
            let told =
                todo::opened(TodoKind::FeedbackGiven, member, of_member, Some(koc_id), cause);
            events.push(told.into());
            events
        }
        Happened::PeriodicFeedbackAcknowledged(_) => {
            todo::completed(state, TodoKind::FeedbackGiven, &of_member)
        }
        Happened::RelationshipManagerAssigned(_) => Vec::new(),
    }
}
