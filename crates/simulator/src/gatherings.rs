//! The brand and its members come together.

use domain::gathering::command::*;
use domain::gathering::values::*;
use domain::gathering::{self};
use domain::id::{CampaignId, GatheringId, KocId};
use domain::vocabulary::TierCode;
use domain::{Actor, Moment};

use crate::office::{operator, ops};
use crate::tasks::text;
use crate::world::World;

/// What members are invited to, in turn.
const KINDS: [GatheringKind; 6] = [
    GatheringKind::Seminar,
    GatheringKind::EarlyDrive,
    GatheringKind::Training,
    GatheringKind::ExecutiveMeeting,
    GatheringKind::Workshop,
    GatheringKind::BrandEvent,
];

/// A gathering that is to come.
#[derive(Debug, Clone)]
pub(crate) struct Meeting {
    kind: GatheringKind,
    starts: Moment,
    invited: Vec<KocId>,
    coming: Vec<KocId>,
    /// Is called off.
    fails: bool,
    /// Is moved by a day.
    moves: bool,
}

pub(crate) fn each_day(world: &mut World<'_>) {
    let each = 30 / world.plan.rates.gatherings_month.max(1);
    if world.plan.rates.gatherings_month > 0 && world.is_day(each, 5) {
        let kind = KINDS[world.gathering_count as usize % KINDS.len()];
        plan(world, None, kind, 72);
    }
}

/// One that belongs to a campaign, in so many hours.
pub(crate) fn of_campaign(
    world: &mut World<'_>,
    campaign_id: CampaignId,
    kind: GatheringKind,
    hours: i64,
) {
    plan(world, Some(campaign_id), kind, hours);
}

fn plan(world: &mut World<'_>, campaign: Option<CampaignId>, kind: GatheringKind, hours: i64) {
    let number = world.gathering_count;
    world.gathering_count += 1;
    let gathering_id = GatheringId::derived(&[b"gathering", &world.next()]);
    let starts = world.now.plus_hours(hours);
    let upper = kind == GatheringKind::ExecutiveMeeting;
    let mut invited: Vec<KocId> = Vec::new();
    for _ in 0..(world.people.len() / 12).clamp(4, 80) {
        let guest = if upper { world.of_tier(TierCode::Partner) } else { world.taker() };
        invited.extend(guest.filter(|koc_id| !invited.contains(koc_id)));
    }
    let scheduled = ScheduleGathering {
        gathering_id,
        kind,
        title: text("一起聊聊", "Let us talk"),
        starts,
        ends: starts.plus_hours(2),
        place: "线上 online".to_owned(),
        host: operator("ops-1"),
        capacity: matches!(kind, GatheringKind::EarlyDrive | GatheringKind::Training).then_some(6),
        min_tier: None,
        campaign_id: campaign,
        project_id: None,
        series_id: None,
        nda_required: matches!(kind, GatheringKind::EarlyDrive | GatheringKind::ExecutiveMeeting),
        agenda: vec![text("新车", "The new car")],
    };
    let of_campaign = campaign.is_some();
    let meeting = Meeting {
        kind,
        starts,
        invited: invited.clone(),
        coming: Vec::new(),
        fails: !of_campaign && number % 6 == 4,
        moves: !of_campaign && number % 4 == 2,
    };
    world.meetings.insert(gathering_id, meeting);
    world.send(ops(), scheduled);
    if !invited.is_empty() {
        let message = text("期待见面", "See you there");
        let invite = InviteToGathering { gathering_id, koc_ids: invited, message };
        let at = world.now.plus_hours(1);
        world.at(at, ops(), invite);
    }
    let (attendees, no_shows) = (Vec::new(), Vec::new());
    let nobody = RecordAttendance { gathering_id, attendees, no_shows };
    if world.meetings.get(&gathering_id).is_some_and(|it| it.invited.is_empty()) {
        world.at(starts.plus_hours(1), ops(), nobody);
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &gathering::Event) {
    use gathering::Event::*;
    match event {
        GatheringInvitationsSent(e) => invited(world, e.gathering_id),
        RsvpReceived(e) => {
            if let Some(meeting) = world.meetings.get_mut(&e.gathering_id) {
                meeting.coming.retain(|koc_id| *koc_id != e.koc_id);
                if e.answer == RsvpAnswer::Yes {
                    meeting.coming.push(e.koc_id);
                }
            }
        }
        GuestDropped(e) => {
            if let Some(meeting) = world.meetings.get_mut(&e.gathering_id) {
                meeting.coming.retain(|koc_id| *koc_id != e.koc_id);
                meeting.invited.retain(|koc_id| *koc_id != e.koc_id);
            }
        }
        AttendanceRecorded(e) => held(world, e.gathering_id),
        GatheringCancelled(e) => drop(world.meetings.remove(&e.gathering_id)),
        _ => {}
    }
}

/// Guests answer, it may be moved or called off, and then it is held.
fn invited(world: &mut World<'_>, gathering_id: GatheringId) {
    let Some(meeting) = world.meetings.get(&gathering_id).cloned() else { return };
    for koc_id in meeting.invited {
        let answer = match world.chance.below(10) {
            0..=5 => RsvpAnswer::Yes,
            6..=7 => RsvpAnswer::No,
            8 => RsvpAnswer::Maybe,
            _ => continue,
        };
        let nda_accepted = world.chance.percent(95);
        let at = world.within(2, 30);
        let rsvp = Rsvp { gathering_id, koc_id, answer, nda_accepted };
        world.at(at, Actor::koc(koc_id), rsvp);
    }
    let mut starts = meeting.starts;
    let reason = "场地有变 The place is not free".to_owned();
    if meeting.fails {
        let at = world.now.plus_hours(36);
        world.at(at, ops(), CancelGathering { gathering_id, reason });
        return;
    }
    if meeting.moves {
        starts = starts.plus_hours(24);
        let (at, ends) = (world.now.plus_hours(34), starts.plus_hours(2));
        world.at(at, ops(), RescheduleGathering { gathering_id, starts, ends, reason });
    }
    world.attendance.entry(starts.plus_hours(3)).or_default().push(gathering_id);
}

/// Whoever had a place came, most of them; recorded when the hour has come.
pub(crate) fn each_hour(world: &mut World<'_>) {
    let later = world.attendance.split_off(&world.now.plus_minutes(1));
    let due = std::mem::replace(&mut world.attendance, later);
    for gathering_id in due.into_values().flatten() {
        let Some(meeting) = world.meetings.get(&gathering_id).cloned() else { continue };
        let (mut attendees, mut no_shows) = (Vec::new(), Vec::new());
        for koc_id in meeting.coming {
            let list = if world.chance.percent(88) { &mut attendees } else { &mut no_shows };
            list.push(koc_id);
        }
        world.send(ops(), RecordAttendance { gathering_id, attendees, no_shows });
    }
}

fn held(world: &mut World<'_>, gathering_id: GatheringId) {
    let Some(meeting) = world.meetings.remove(&gathering_id) else { return };
    if meeting.kind != GatheringKind::ProjectBriefing {
        let minutes = PublishMinutes {
            gathering_id,
            minutes_ref: "minutes/talk".to_owned(),
            insights: Vec::new(),
            promises: vec![text("改进后备箱", "A better boot")],
        };
        let at = world.within(4, 40);
        world.at(at, ops(), minutes);
    }
    let rating = Some(world.chance.between(3, 5) as u8);
    let follow_ups = vec![text("回访来宾", "Call the guests")];
    let at = world.within(48, 90);
    world.at(at, ops(), CloseGathering { gathering_id, rating, follow_ups });
}
