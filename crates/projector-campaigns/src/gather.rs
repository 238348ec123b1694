//! What the read model makes of the events of gatherings.

use std::sync::Arc;

use domain::Moment;
use domain::Recorded;
use domain::gathering::Event as Happened;
use domain::gathering::event::*;
use domain::gathering::values::RsvpAnswer;
use domain::id::{GatheringId, KocId};

use crate::Campaigns;
use crate::rows::*;

impl Campaigns {
    fn gathering_mut(&mut self, gathering_id: GatheringId) -> Option<&mut GatheringRow> {
        self.gatherings.get_mut(&gathering_id).map(Arc::make_mut)
    }

    /// The row of a guest; a new one of whoever just came.
    fn guest_mut(&mut self, gathering_id: GatheringId, koc_id: KocId) -> &mut GuestRow {
        self.met.insert((koc_id, gathering_id));
        let guest = self.guests.entry((gathering_id, koc_id));
        Arc::make_mut(guest.or_insert_with(|| Arc::new(GuestRow::new(gathering_id, koc_id))))
    }

    pub(crate) fn of_gathering(&mut self, event: &Happened, recorded: &Recorded) {
        let (id, at) = (event.gathering_id(), recorded.occurred_at);
        match event {
            Happened::GatheringScheduled(e) => {
                let row = GatheringRow::scheduled(e, recorded);
                self.gatherings.insert(id, Arc::new(row));
            }
            Happened::GatheringInvitationsSent(e) => self.invited(e, at),
            Happened::RsvpReceived(e) => self.answered(e, at),
            Happened::AttendanceRecorded(e) => self.held(e),
            Happened::GatheringGuestsTold(e) => {
                for koc_id in &e.koc_ids {
                    self.guest_mut(id, *koc_id).told = Some(e.news);
                }
            }
            Happened::GuestDropped(e) => self.dropped(e),
            other => {
                if let Some(row) = self.gathering_mut(id) {
                    row.take_in(other, at);
                }
            }
        }
    }

    fn invited(&mut self, event: &GatheringInvitationsSent, at: Moment) {
        let more = u32::try_from(event.koc_ids.len()).unwrap_or(u32::MAX);
        if let Some(row) = self.gathering_mut(event.gathering_id) {
            row.invited = row.invited.saturating_add(more);
        }
        for koc_id in &event.koc_ids {
            let guest = self.guest_mut(event.gathering_id, *koc_id);
            *guest =
                GuestRow { invited_at: Some(at), ..GuestRow::new(event.gathering_id, *koc_id) };
        }
    }

    fn answered(&mut self, event: &RsvpReceived, at: Moment) {
        let guest = self.guest_mut(event.gathering_id, event.koc_id);
        let before = guest.answer.replace(event.answer);
        guest.answered_at = Some(at);
        guest.nda_accepted = event.nda_accepted;
        if let Some(row) = self.gathering_mut(event.gathering_id) {
            row.count(before, -1);
            row.count(Some(event.answer), 1);
        }
    }

    fn held(&mut self, event: &AttendanceRecorded) {
        let count = |guests: &[KocId]| u32::try_from(guests.len()).unwrap_or(u32::MAX);
        if let Some(row) = self.gathering_mut(event.gathering_id) {
            row.stage = GatheringStage::Held;
            row.attended = row.attended.saturating_add(count(&event.attendees));
            row.no_shows = row.no_shows.saturating_add(count(&event.no_shows));
        }
        for (guests, came) in [(&event.attendees, true), (&event.no_shows, false)] {
            for koc_id in guests {
                self.guest_mut(event.gathering_id, *koc_id).came = Some(came);
            }
        }
    }

    fn dropped(&mut self, event: &GuestDropped) {
        let guest = self.guest_mut(event.gathering_id, event.koc_id);
        guest.dropped = Some(event.cause);
        let before = guest.answer.take();
        if let Some(row) = self.gathering_mut(event.gathering_id) {
            row.invited = row.invited.saturating_sub(1);
            row.count(before, -1);
        }
    }
}

impl GuestRow {
    fn new(gathering_id: GatheringId, koc_id: KocId) -> GuestRow {
        GuestRow {
            gathering_id,
            koc_id,
            invited_at: None,
            answer: None,
            answered_at: None,
            nda_accepted: false,
            told: None,
            dropped: None,
            came: None,
        }
    }
}

impl GatheringRow {
    fn scheduled(event: &GatheringScheduled, recorded: &Recorded) -> GatheringRow {
        GatheringRow {
            gathering_id: event.gathering_id,
            kind: event.kind,
            title: event.title.clone(),
            stage: GatheringStage::Scheduled,
            starts: event.starts,
            ends: event.ends,
            place: event.place.clone(),
            host: event.host,
            capacity: event.capacity,
            min_tier: event.min_tier,
            campaign_id: event.campaign_id,
            project_id: event.project_id,
            series_id: event.series_id,
            nda_required: event.nda_required,
            agenda: event.agenda.clone(),
            invited: 0,
            yes: 0,
            no: 0,
            maybe: 0,
            attended: 0,
            no_shows: 0,
            moved: 0,
            moved_because: None,
            minutes: None,
            rating: None,
            follow_ups: Vec::new(),
            cancelled_because: None,
            position: recorded.position,
        }
    }

    /// What happened to itself, and to none of its guests alone.
    fn take_in(&mut self, event: &Happened, at: Moment) {
        match event {
            Happened::GatheringRescheduled(e) => {
                (self.starts, self.ends) = (e.starts, e.ends);
                self.moved = self.moved.saturating_add(1);
                self.moved_because = Some(e.reason.clone());
            }
            Happened::MinutesPublished(e) => {
                self.minutes = Some(MinutesRow {
                    minutes_ref: e.minutes_ref.clone(),
                    insights: e.insights.clone(),
                    promises: e.promises.clone(),
                    at,
                });
            }
            Happened::GatheringClosed(e) => {
                self.stage = GatheringStage::Closed;
                self.rating = e.rating;
                self.follow_ups.clone_from(&e.follow_ups);
            }
            Happened::GatheringCancelled(e) => {
                self.stage = GatheringStage::Cancelled;
                self.cancelled_because = Some(e.reason.clone());
            }
            _ => {}
        }
    }

    fn count(&mut self, answer: Option<RsvpAnswer>, by: i32) {
        let count = match answer {
            Some(RsvpAnswer::Yes) => &mut self.yes,
            Some(RsvpAnswer::No) => &mut self.no,
            Some(RsvpAnswer::Maybe) => &mut self.maybe,
            None => return,
        };
        *count = count.saturating_add_signed(by);
    }
}
