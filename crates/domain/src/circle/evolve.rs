//! Taking in what has happened to a circle.

use std::sync::Arc;

use imbl::OrdSet;

use super::Circle;
use super::event::Event;
use crate::recorded::Recorded;
use crate::state::State;

/// Takes in what has happened to a circle.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    let circle_id = event.circle_id();
    match event {
        Event::CircleOpened(e) => {
            let circle = Circle {
                min_tier: e.min_tier,
                capacity: e.capacity,
                on_promotion: e.on_promotion,
                members: OrdSet::new(),
                archived: false,
            };
            state.circles.insert(circle_id, Arc::new(circle));
        }
        Event::KocAdmittedToCircle(e) => {
            state.circles_of_koc.insert((e.koc_id, circle_id));
            if let Some(circle) = state.circle_mut(circle_id) {
                circle.members.insert(e.koc_id);
            }
        }
        Event::KocLeftCircle(e) => {
            state.circles_of_koc.remove(&(e.koc_id, circle_id));
            if let Some(circle) = state.circle_mut(circle_id) {
                circle.members.remove(&e.koc_id);
            }
        }
        Event::AnnouncementPosted(e) => {
            state.announcements.insert(e.announcement_id);
        }
        Event::CircleArchived(_) => {
            if let Some(circle) = state.circle_mut(circle_id) {
                circle.archived = true;
            }
        }
    }
}
