//! The brand and its members come together.

use domain::gathering::command::*;
use domain::gathering::values::*;
use domain::id::{GatheringId, KocId};
use domain::koc::command::LeaveProgramme;
use domain::{Actor, LocalText};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;

/// The gathering of that name.
pub(crate) fn gathering_id(name: &str) -> GatheringId {
    GatheringId::derived(&[name.as_bytes()])
}

/// A gathering in two days, led by mei.
pub(crate) fn gathering(scene: &Scene, name: &str, kind: GatheringKind) -> ScheduleGathering {
    ScheduleGathering {
        gathering_id: gathering_id(name),
        kind,
        title: title(kind),
        starts: scene.now().plus_hours(48),
        ends: scene.now().plus_hours(50),
        place: "线上".to_owned(),
        host: operator_id("mei"),
        capacity: None,
        min_tier: None,
        campaign_id: None,
        project_id: None,
        series_id: None,
        nda_required: false,
        agenda: vec![text("目标与节奏", "The goal and the rhythm")],
    }
}

fn title(kind: GatheringKind) -> LocalText {
    match kind {
        GatheringKind::ProjectBriefing => text("项目说明会", "Briefing of the project"),
        GatheringKind::EarlyDrive => text("抢先试驾", "A drive before anybody else"),
        _ => text("新车研讨会", "Seminar about the new car"),
    }
}

/// Mei invites them.
#[track_caller]
pub(crate) fn invited(scene: &mut Scene, name: &str, koc_ids: &[KocId]) {
    let message = text("期待与您见面", "We look forward to meeting you");
    let (gathering_id, koc_ids) = (gathering_id(name), koc_ids.to_vec());
    scene.given(mei(), InviteToGathering { gathering_id, koc_ids, message });
}

/// What a guest says; they agree to what is asked.
pub(crate) fn rsvp(name: &str, koc_id: KocId, answer: RsvpAnswer) -> Rsvp {
    Rsvp { gathering_id: gathering_id(name), koc_id, answer, nda_accepted: true }
}

/// Mei records who came and who did not.
pub(crate) fn attendance(name: &str, attendees: &[KocId], no_shows: &[KocId]) -> RecordAttendance {
    RecordAttendance {
        gathering_id: gathering_id(name),
        attendees: attendees.to_vec(),
        no_shows: no_shows.to_vec(),
    }
}

#[test]
fn briefing_with_a_full_room() {
    let mut scene = live();
    let [an, bo, chen, dan] = ["an", "bo", "chen", "dan"].map(|name| join(&mut scene, name));
    let drive = gathering(&scene, "drive", GatheringKind::EarlyDrive);
    let drive = ScheduleGathering {
        capacity: Some(2),
        nda_required: true,
        place: "上海国际赛车场".to_owned(),
        ..drive
    };
    scene.given(mei(), drive);
    invited(&mut scene, "drive", &[an, bo, chen, dan]);
    let silent = Rsvp { nda_accepted: false, ..rsvp("drive", an, RsvpAnswer::Yes) };
    scene.refused(Actor::koc(an), silent, "NDA_NOT_ACCEPTED");
    scene.given(Actor::koc(an), rsvp("drive", an, RsvpAnswer::Yes));
    scene.given(Actor::koc(bo), rsvp("drive", bo, RsvpAnswer::Yes));
    let chen_comes = rsvp("drive", chen, RsvpAnswer::Yes);
    scene.refused(Actor::koc(chen), chen_comes.clone(), "GATHERING_FULL");
    scene.given(Actor::koc(chen), rsvp("drive", chen, RsvpAnswer::Maybe));
    scene.given(Actor::koc(dan), rsvp("drive", dan, RsvpAnswer::No));
    scene.wait_hours(5);
    // A place comes free with whoever leaves.
    let effective_on = scene.today();
    let left = LeaveProgramme { koc_id: bo, reason: None, effective_on };
    scene.given(Actor::koc(bo), left);
    scene.given(Actor::koc(chen), chen_comes);
    scene.given(
        mei(),
        RescheduleGathering {
            gathering_id: gathering_id("drive"),
            starts: scene.now().plus_hours(72),
            ends: scene.now().plus_hours(76),
            reason: "赛道湿滑".to_owned(),
        },
    );
    scene.wait_hours(73);
    scene.given(mei(), attendance("drive", &[an], &[chen]));
    scene.given(
        mei(),
        PublishMinutes {
            gathering_id: gathering_id("drive"),
            minutes_ref: "minutes/early-drive".to_owned(),
            insights: Vec::new(),
            promises: vec![text("优化方向盘手感", "A better feel of the wheel")],
        },
    );
    scene.wait_hours(24);
    scene.given(
        mei(),
        CloseGathering {
            gathering_id: gathering_id("drive"),
            rating: Some(5),
            follow_ups: vec![text("回访试驾者", "Call whoever drove")],
        },
    );

    let seminar = gathering(&scene, "seminar", GatheringKind::Seminar);
    scene.given(mei(), seminar);
    invited(&mut scene, "seminar", &[an, chen]);
    let reason = "新车延期".to_owned();
    scene.given(mei(), CancelGathering { gathering_id: gathering_id("seminar"), reason });
    tell(
        "briefing_with_a_full_room",
        "Four are invited to drive a car nobody has seen, two can come. An does not get a place \
         before agreeing to keep it to themselves, chen finds the room full, dan says no. Bo leaves \
         the programme, so chen has a place after all. The drive is moved because of rain; both \
         hear of it. An comes, which counts as a day in the community, chen does not. Minutes say \
         what the brand promised. A seminar is called off before anybody answered: nobody is waited \
         for any more.",
        &scene,
    );
}
