//! Taking in what has happened to a gathering.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};

use super::event::*;
use super::values::{GuestNews, RsvpAnswer};
use super::{Gathering, GatheringState, Guest};
use crate::id::{GatheringId, KocId};
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// Takes in what has happened to a gathering.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let id = event.gathering_id();
    if let Event::GatheringScheduled(scheduled) = event {
        state.gatherings.insert(id, Arc::new(Gathering::scheduled(scheduled)));
        return;
    }
    if let Event::GatheringInvitationsSent(sent) = event {
        state.invited_to.extend(sent.koc_ids.iter().map(|koc_id| (*koc_id, id)));
    }
    let Some(gathering) = state.gathering_mut(id) else { return };
    match event {
        Event::GatheringScheduled(_) | Event::MinutesPublished(_) => {}
        Event::GatheringInvitationsSent(sent) => {
            let guest = Guest { invited_in: recorded.position, answer: None, nda: false };
            gathering.guests.extend(sent.koc_ids.iter().map(|koc_id| (*koc_id, guest)));
        }
        Event::RsvpReceived(e) => gathering.answered(e),
        Event::GatheringRescheduled(e) => {
            (gathering.starts, gathering.ends) = (e.starts, e.ends);
            gathering.changed(GuestNews::Moved);
        }
        Event::AttendanceRecorded(e) => {
            gathering.state = GatheringState::Held;
            let came = u32::try_from(e.attendees.len()).unwrap_or(u32::MAX);
            gathering.attended = gathering.attended.saturating_add(came);
            gathering.recorded.extend(e.attendees.iter().chain(&e.no_shows).copied());
        }
        Event::GatheringClosed(_) => gathering.state = GatheringState::Closed,
        Event::GatheringCancelled(_) => {
            gathering.state = GatheringState::Cancelled;
            gathering.changed(GuestNews::CalledOff);
        }
        Event::GatheringGuestsTold(e) => {
            gathering.to_tell.retain(|koc_id| !e.koc_ids.contains(koc_id));
        }
        Event::GuestDropped(e) => {
            gathering.drop_guest(e.koc_id);
            state.invited_to.remove(&(e.koc_id, id));
        }
    }
    look_ahead(state, id);
    tell_rest(state, id, recorded);
}

impl Gathering {
    fn scheduled(event: &GatheringScheduled) -> Gathering {
        Gathering {
            state: GatheringState::Scheduled,
            kind: event.kind,
            starts: event.starts,
            ends: event.ends,
            capacity: event.capacity,
            min_tier: event.min_tier,
            nda_required: event.nda_required,
            campaign: event.campaign_id,
            guests: OrdMap::new(),
            coming: 0,
            recorded: OrdSet::new(),
            attended: 0,
            news: None,
            to_tell: Vector::new(),
        }
    }

    fn answered(&mut self, event: &RsvpReceived) {
        let Some(guest) = self.guests.get_mut(&event.koc_id) else { return };
        let before = guest.answer.replace(event.answer);
        guest.nda = event.nda_accepted;
        if before == Some(RsvpAnswer::Yes) {
            self.coming = self.coming.saturating_sub(1);
        }
        if event.answer == RsvpAnswer::Yes {
            self.coming = self.coming.saturating_add(1);
        }
    }

    /// Whoever has not said no is to hear of it.
    fn changed(&mut self, news: GuestNews) {
        let waits = |guest: &Guest| guest.answer != Some(RsvpAnswer::No);
        let to_tell = self.guests.iter().filter(|(_, guest)| waits(guest));
        self.to_tell = to_tell.map(|(koc_id, _)| *koc_id).collect();
        self.news = Some(news);
    }

    fn drop_guest(&mut self, koc_id: KocId) {
        let dropped = self.guests.remove(&koc_id);
        if dropped.is_some_and(|guest| guest.answer == Some(RsvpAnswer::Yes)) {
            self.coming = self.coming.saturating_sub(1);
        }
        self.to_tell.retain(|waits| *waits != koc_id);
    }
}

/// Once it was held or is off, nobody is on their way to it any more.
fn look_ahead(state: &mut State, id: GatheringId) {
    let Ok(gathering) = state.gathering(id) else { return };
    if gathering.is_scheduled() {
        return;
    }
    let guests: Vec<KocId> = gathering.guests.keys().copied().collect();
    for koc_id in guests {
        state.invited_to.remove(&(koc_id, id));
    }
}

/// The clock tells whoever did not fit into the commit of the change.
fn tell_rest(state: &mut State, id: GatheringId, recorded: &Recorded) {
    let waits = state.gathering(id).is_ok_and(|gathering| !gathering.to_tell.is_empty());
    let timer = Timer::TellGatheringGuests(id);
    if waits {
        state.timers.set(timer, recorded.recorded_at);
    } else {
        state.timers.clear(timer);
    }
}
