//! What has happened to the file of a relationship, folded. Never fails and never judges.

use std::sync::Arc;

use super::{Care, Event, FollowUp, clock};
use crate::id::{KocId, OperatorId};
use crate::recorded::Recorded;
use crate::state::State;

/// Takes in what has happened to the file of a relationship.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let koc_id = event.koc_id();
    match event {
        Event::RelationshipManagerAssigned(e) => {
            on_care(state, koc_id, |care| care.manager = Some(e.operator_id));
        }
        Event::TalkHeld(e) => {
            let on = state.day_of(e.held_at);
            state.talks.insert(e.talk_id);
            on_care(state, koc_id, |care| {
                care.last_talk = care.last_talk.max(Some(on));
                care.talk_cause = Some(recorded.position);
            });
        }
        Event::FollowUpOpened(e) => {
            state.follow_ups.insert(e.follow_up_id, koc_id);
            let follow_up = FollowUp { owner: e.owner, open: true };
            on_care(state, koc_id, |care| {
                care.follow_ups.insert(e.follow_up_id, follow_up);
            });
        }
        Event::FollowUpClosed(e) => on_care(state, koc_id, |care| {
            if let Some(follow_up) = care.follow_ups.get_mut(&e.follow_up_id) {
                follow_up.open = false;
            }
        }),
        Event::PeriodicFeedbackSent(e) => {
            let on = state.day_of(recorded.recorded_at);
            on_care(state, koc_id, |care| {
                care.last_feedback = care.last_feedback.max(Some(on));
                care.unanswered = None;
                care.periods.insert(e.period, false);
            });
        }
        Event::PeriodicFeedbackAcknowledged(e) => on_care(state, koc_id, |care| {
            care.periods.insert(e.period, true);
        }),
    }
    clock::reset(state, koc_id);
}

/// Changes a file, which is begun if there is none.
pub(super) fn on_care(state: &mut State, koc_id: KocId, how: impl FnOnce(&mut Care)) {
    how(Arc::make_mut(state.care.entry(koc_id).or_default()));
}

/// Whoever takes over from an operator looks after whom they did, and keeps what they were to keep.
pub(crate) fn handed_over(state: &mut State, from: OperatorId, to: OperatorId) {
    let held = |care: &Care| {
        care.manager == Some(from) || care.follow_ups.values().any(|it| it.owner == from)
    };
    let theirs: Vec<KocId> =
        state.care.iter().filter(|(_, care)| held(care)).map(|(id, _)| *id).collect();
    for koc_id in theirs {
        on_care(state, koc_id, |care| {
            if care.manager == Some(from) {
                care.manager = Some(to);
            }
            let follow_ups: Vec<_> = care.follow_ups.iter().map(|(id, it)| (*id, *it)).collect();
            for (id, follow_up) in follow_ups {
                if follow_up.open && follow_up.owner == from {
                    care.follow_ups.insert(id, FollowUp { owner: to, ..follow_up });
                }
            }
        });
    }
}
