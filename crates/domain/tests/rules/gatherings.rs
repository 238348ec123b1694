//! Gatherings, each step reached by commands: what tests of gatherings and campaigns begin from.

use domain::gathering::command::*;
use domain::gathering::values::*;
use domain::id::{GatheringId, KocId};
use testkit::scene::Scene;

use crate::common::*;

/// The gathering of that name.
pub(crate) fn gathering_id(name: &str) -> GatheringId {
    GatheringId::derived(&[name.as_bytes()])
}

/// A briefing online in a day, two hours long, for as many as want.
pub(crate) fn schedule(scene: &Scene, name: &str) -> ScheduleGathering {
    ScheduleGathering {
        gathering_id: gathering_id(name),
        kind: GatheringKind::ProjectBriefing,
        title: text("春季说明会", "Spring briefing"),
        starts: scene.now().plus_hours(24),
        ends: scene.now().plus_hours(26),
        place: "online".to_owned(),
        host: operator_id("mei"),
        capacity: None,
        min_tier: None,
        campaign_id: None,
        project_id: None,
        series_id: None,
        nda_required: false,
        agenda: vec![text("目标", "The goal")],
    }
}

/// Invites them.
pub(crate) fn ask(name: &str, koc_ids: &[KocId]) -> InviteToGathering {
    InviteToGathering {
        gathering_id: gathering_id(name),
        koc_ids: koc_ids.to_vec(),
        message: text("期待与您见面", "We look forward to meeting you"),
    }
}

/// Answers, and agrees to nothing.
pub(crate) fn answer(name: &str, koc_id: KocId, answer: RsvpAnswer) -> Rsvp {
    Rsvp { gathering_id: gathering_id(name), koc_id, answer, nda_accepted: false }
}

/// A gathering they are invited to.
#[track_caller]
pub(crate) fn given_gathering(scene: &mut Scene, name: &str, koc_ids: &[KocId]) -> GatheringId {
    let scheduled = schedule(scene, name);
    scene.given(mei(), scheduled);
    scene.given(mei(), ask(name, koc_ids));
    gathering_id(name)
}

/// Whoever came; nobody stayed away.
pub(crate) fn attendance(name: &str, attendees: &[KocId]) -> RecordAttendance {
    let (attendees, no_shows) = (attendees.to_vec(), Vec::new());
    RecordAttendance { gathering_id: gathering_id(name), attendees, no_shows }
}

/// Moves it a day.
pub(crate) fn reschedule(scene: &Scene, name: &str) -> RescheduleGathering {
    RescheduleGathering {
        gathering_id: gathering_id(name),
        starts: scene.now().plus_hours(48),
        ends: scene.now().plus_hours(50),
        reason: "the hall is flooded".to_owned(),
    }
}

/// Calls it off.
pub(crate) fn cancel(name: &str) -> CancelGathering {
    let reason = "nobody is free".to_owned();
    CancelGathering { gathering_id: gathering_id(name), reason }
}

/// The minutes are there.
pub(crate) fn minutes(name: &str) -> PublishMinutes {
    PublishMinutes {
        gathering_id: gathering_id(name),
        minutes_ref: "minutes/2025-03".to_owned(),
        insights: Vec::new(),
        promises: vec![text("改进后备箱", "A better boot")],
    }
}

/// Nothing is left to do.
pub(crate) fn close(name: &str) -> CloseGathering {
    CloseGathering { gathering_id: gathering_id(name), rating: Some(4), follow_ups: Vec::new() }
}
