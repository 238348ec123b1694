//! What follows at once from what happened to a member: whoever rises is admitted where the circle
//! says so, whoever falls below its bar waits for a decision, whoever leaves the programme leaves.

use super::event::KocLeftCircle;
use super::values::{LeftBy, OnPromotion};
use super::{Circle, Event as Happened};
use crate::actor::Role;
use crate::event::Event;
use crate::id::{CircleId, EventId, KocId};
use crate::koc::Event as OfKoc;
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::todo;
use crate::todo::event::{TodoCompleted, TodoOpened};
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;

/// What follows at once. A member who cannot be admitted becomes a to-do.
pub(crate) fn react(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Circle(event) => answered(state, event),
        Event::Koc(event) => with_member(state, event, cause, context),
        _ => Vec::new(),
    })
}

/// What was to be decided about a member and a circle is decided by what happened.
fn answered(state: &State, event: &Happened) -> Vec<Event> {
    let about = event.circle_id().to_string();
    let of = |kind, koc_id| -> Vec<Event> {
        let waiting = todo::waiting(state, kind, &about).filter(|(_, koc)| *koc == Some(koc_id));
        waiting.map(|(todo_id, _)| TodoCompleted { todo_id }.into()).collect()
    };
    match event {
        Happened::KocAdmittedToCircle(e) => of(TodoKind::AdmitToCircle, e.koc_id),
        Happened::KocLeftCircle(e) => of(TodoKind::DecideCircleMember, e.koc_id),
        Happened::CircleArchived(_) => {
            let mut done = todo::completed(state, TodoKind::AdmitToCircle, &about);
            done.extend(todo::completed(state, TodoKind::DecideCircleMember, &about));
            done
        }
        Happened::CircleOpened(_) | Happened::AnnouncementPosted(_) => Vec::new(),
    }
}

fn with_member(state: &State, event: &OfKoc, cause: EventId, context: &Context) -> Vec<Event> {
    let koc_id = event.koc_id();
    match event {
        OfKoc::KocPromoted(e) => risen(state, koc_id, (e.from, e.to), cause, context),
        OfKoc::KocReturnedToTier(e) => risen(state, koc_id, (e.from, e.to), cause, context),
        OfKoc::KocDemoted(_) | OfKoc::KocSteppedDown(_) | OfKoc::KocTierCorrected(_) => {
            let tier = state.kocs.get(&koc_id).and_then(|koc| koc.tier);
            let mut circles = state.circles_of(koc_id);
            circles.retain(|(_, circle)| tier < Some(circle.min_tier));
            to_decide(state, koc_id, &circles, cause)
        }
        OfKoc::KocSuspended(_) => to_decide(state, koc_id, &state.circles_of(koc_id), cause),
        OfKoc::KocLeft(_) | OfKoc::KocPersonalDataErased(_) => gone(state, koc_id).collect(),
        OfKoc::KocMerged(e) => {
            let seats = gone(state, koc_id);
            let moved = state.circles_of(koc_id).into_iter();
            // Their seat is free by then, so there is room for themselves.
            let survivor = state.kocs.get(&e.into);
            let moved = moved.filter(|(_, circle)| !circle.members.contains(&e.into));
            let moved = moved.filter_map(|(circle_id, circle)| {
                let mut admitted = circle.admitted(circle_id, e.into, survivor?);
                admitted.members = circle.headcount();
                Some(admitted.into())
            });
            seats.chain(moved).collect()
        }
        _ => Vec::new(),
    }
}

/// A member is in none of their circles any more.
fn gone(state: &State, koc_id: KocId) -> impl Iterator<Item = Event> {
    let circles = state.circles_of(koc_id).into_iter();
    circles.map(move |(circle_id, _)| {
        let (by, reason) = (LeftBy::WithProgramme, None);
        KocLeftCircle { circle_id, koc_id, by, reason }.into()
    })
}

/// Admits whoever rose to the bar of a circle, or asks the team to, as the circle says.
fn risen(
    state: &State,
    koc_id: KocId,
    (from, to): (TierCode, TierCode),
    cause: EventId,
    context: &Context,
) -> Vec<Event> {
    let reached = |circle: &Circle| from < circle.min_tier && circle.min_tier <= to;
    let circles = state.circles.iter().filter(|(_, circle)| {
        let says = circle.on_promotion != OnPromotion::Nothing;
        says && !circle.archived && reached(circle) && !circle.members.contains(&koc_id)
    });
    let Ok(koc) = state.koc(koc_id) else { return Vec::new() };
    let each = circles.filter_map(|(circle_id, circle)| {
        let ask = opened(TodoKind::AdmitToCircle, *circle_id, koc_id, cause);
        let waits = todo::waiting(state, TodoKind::AdmitToCircle, &circle_id.to_string())
            .any(|(_, koc)| koc == Some(koc_id));
        let refused = state.not_admissible(circle, koc_id, koc, context);
        match circle.on_promotion {
            OnPromotion::Admit if refused.is_empty() => {
                Some(circle.admitted(*circle_id, koc_id, koc).into())
            }
            _ if waits => None,
            OnPromotion::Admit => Some(todo::instead(ask, &all(refused)?).into()),
            OnPromotion::Ask | OnPromotion::Nothing => Some(ask.into()),
        }
    });
    // Circles are opened by hand; what one commit asks for at once has an end all the same.
    each.take(super::CIRCLES_MAX).collect()
}

/// The refusal of all of them.
fn all(violations: Vec<Violation>) -> Option<Refusal> {
    let mut checks = crate::refusal::Checks::new();
    checks.note(violations);
    checks.finish().err()
}

/// Asks the team to decide about a member in each of those circles, once.
fn to_decide(
    state: &State,
    koc_id: KocId,
    circles: &[(CircleId, &Circle)],
    cause: EventId,
) -> Vec<Event> {
    let kind = TodoKind::DecideCircleMember;
    let fresh = circles.iter().filter(|(circle_id, _)| {
        let about = circle_id.to_string();
        !todo::waiting(state, kind, &about).any(|(_, koc)| koc == Some(koc_id))
    });
    fresh.map(|(circle_id, _)| opened(kind, *circle_id, koc_id, cause).into()).collect()
}

/// About a circle and a member in it: the id tells both apart from every other.
fn opened(kind: TodoKind, circle_id: CircleId, koc_id: KocId, cause: EventId) -> TodoOpened {
    let team = Audience::Role(Role::Ops);
    todo::opened(kind, team, circle_id.to_string(), Some(koc_id), cause)
}
