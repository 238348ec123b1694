//! Gatherings: whom they are for, who has a place, what is recorded of them.

use domain::gathering::command::*;
use domain::gathering::event::{GuestDropped, RsvpReceived};
use domain::gathering::values::*;
use domain::id::{KocId, ProjectId};
use domain::koc::command::{LeaveProgramme, StepDown, WithdrawConsent};
use domain::todo::event::TodoOpened;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Event, Timer, activity, gathering, todo};
use testkit::scene::Scene;

use crate::common::*;
use crate::gatherings::*;
use crate::koc_suspend::given_suspended;

fn two(scene: &mut Scene) -> [KocId; 2] {
    [member(scene, "ming"), member(scene, "hua")]
}

fn told(events: &[Event], kind: TodoKind) -> Vec<Audience> {
    let opened = events.iter().filter_map(|event| match event {
        Event::Todo(todo::Event::TodoOpened(TodoOpened { kind: of, audience, .. })) => {
            (*of == kind).then_some(*audience)
        }
        _ => None,
    });
    opened.collect()
}

fn done(events: &[Event]) -> usize {
    let done = |event: &&Event| matches!(event, Event::Todo(todo::Event::TodoCompleted(_)));
    events.iter().filter(done).count()
}

fn dropped(events: &[Event]) -> Vec<&GuestDropped> {
    let dropped = events.iter().filter_map(|event| match event {
        Event::Gathering(gathering::Event::GuestDropped(e)) => Some(e),
        _ => None,
    });
    dropped.collect()
}

#[test]
fn a_gathering_is_planned_once_by_somebody_of_the_team_for_a_time_to_come() {
    let mut scene = live();
    let plan = schedule(&scene, "briefing");
    let swapped = ScheduleGathering { starts: plan.ends, ends: plan.starts, ..plan.clone() };
    scene.refused(mei(), swapped, "WINDOW_INVALID");
    let (starts, ends) = (scene.now().plus_hours(-3), scene.now().plus_hours(-1));
    scene.refused(mei(), ScheduleGathering { starts, ends, ..plan.clone() }, "DATE_IN_PAST");
    let far = scene.now().plus_hours(24 * 366 * 120);
    let far = ScheduleGathering { ends: far, ..plan.clone() };
    scene.refused(mei(), far, "DATE_TOO_FAR");
    let none = ScheduleGathering { capacity: Some(0), ..plan.clone() };
    scene.refused(mei(), none, "LIMIT_INVALID");
    let nowhere = ScheduleGathering { place: " ".to_owned(), ..plan.clone() };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let nameless = ScheduleGathering { title: text("说明会", ""), ..plan.clone() };
    scene.refused(mei(), nameless, "LABEL_MISSING");
    let nobody = ScheduleGathering { host: operator_id("nobody"), ..plan.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let project_id = Some(ProjectId::derived(&[b"no such project"]));
    let of_nothing = ScheduleGathering { project_id, ..schedule(&scene, "ceremony") };
    scene.refused(mei(), of_nothing, "NOT_FOUND");
    scene.given(mei(), plan.clone());
    scene.refused(mei(), plan, "GATHERING_EXISTS");
}

#[test]
fn talks_with_executives_are_for_the_top_unless_somebody_says_otherwise() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let kind = GatheringKind::ExecutiveMeeting;
    let plan = ScheduleGathering { kind, ..schedule(&scene, "talk") };
    scene.given(mei(), plan);
    scene.refused(mei(), ask("talk", &[ming]), "TIER_TOO_LOW");
    let min_tier = Some(TierCode::Seed);
    let open = ScheduleGathering { kind, min_tier, ..schedule(&scene, "open talk") };
    scene.given(mei(), open);
    scene.given(mei(), ask("open talk", &[ming]));
}

#[test]
fn the_team_invites_members_who_take_part_each_once() {
    let mut scene = live();
    let [ming, hua] = two(&mut scene);
    let plan = schedule(&scene, "briefing");
    scene.given(mei(), plan);
    let silent = InviteToGathering { message: text("", ""), ..ask("briefing", &[ming]) };
    scene.refused(mei(), silent, "LABEL_MISSING");
    let events = scene.accepted(mei(), ask("briefing", &[ming, ming]));
    assert_eq!(told(&events, TodoKind::GatheringInvitation), [Audience::Koc(ming)]);
    let events = scene.accepted(mei(), ask("briefing", &[ming, hua]));
    let asked = told(&events, TodoKind::GatheringInvitation);
    assert_eq!(asked, [Audience::Koc(hua)], "ming was asked before");
    scene.refused(mei(), ask("briefing", &[ming, hua]), "NO_CHANGE");
    scene.refused(mei(), ask("briefing", &[koc("nobody")]), "NOT_FOUND");
    let gone = member(&mut scene, "gone");
    let effective_on = scene.today();
    scene.given(by(gone), LeaveProgramme { koc_id: gone, reason: None, effective_on });
    scene.refused(mei(), ask("briefing", &[gone]), "KOC_NOT_ACTIVE");
    let many: Vec<KocId> = (0..101).map(|n| koc(&n.to_string())).collect();
    scene.refused(mei(), ask("briefing", &many), "NOT_FOUND");
    scene.given(mei(), cancel("briefing"));
    scene.refused(mei(), ask("briefing", &[hua]), "GATHERING_NOT_SCHEDULED");
}

#[test]
fn a_guest_answers_for_themselves_and_the_newest_answer_counts() {
    let mut scene = live();
    let [ming, hua] = two(&mut scene);
    given_gathering(&mut scene, "briefing", &[ming]);
    let yes = answer("briefing", ming, RsvpAnswer::Yes);
    scene.refused(by(hua), yes.clone(), "FORBIDDEN");
    scene.refused(by(hua), answer("briefing", hua, RsvpAnswer::Yes), "NOT_INVITED");
    let events = scene.accepted(by(ming), yes.clone());
    assert_eq!(done(&events), 1, "the invitation is answered");
    scene.refused(by(ming), yes.clone(), "NO_CHANGE");
    scene.given(by(ming), answer("briefing", ming, RsvpAnswer::Maybe));
    scene.given(by(ming), answer("briefing", ming, RsvpAnswer::No));
    scene.wait_hours(27);
    scene.refused(by(ming), yes.clone(), "GATHERING_OVER");
    scene.given(mei(), attendance("briefing", &[]));
    scene.refused(by(ming), yes, "GATHERING_NOT_SCHEDULED");
}

#[test]
fn a_full_room_takes_nobody_until_somebody_stays_away() {
    let mut scene = live();
    let [ming, hua] = two(&mut scene);
    let plan = ScheduleGathering { capacity: Some(1), ..schedule(&scene, "room") };
    scene.given(mei(), plan);
    scene.given(mei(), ask("room", &[ming, hua]));
    scene.given(by(ming), answer("room", ming, RsvpAnswer::Yes));
    let hua_comes = answer("room", hua, RsvpAnswer::Yes);
    scene.refused(by(hua), hua_comes.clone(), "GATHERING_FULL");
    scene.given(by(hua), answer("room", hua, RsvpAnswer::Maybe));
    scene.given(by(ming), answer("room", ming, RsvpAnswer::No));
    scene.given(by(hua), hua_comes);
    scene.refused(by(ming), answer("room", ming, RsvpAnswer::Yes), "GATHERING_FULL");
}

#[test]
fn what_is_said_in_confidence_is_kept_by_whoever_comes() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let plan = ScheduleGathering { nda_required: true, ..schedule(&scene, "drive") };
    scene.given(mei(), plan);
    scene.given(mei(), ask("drive", &[ming]));
    let yes = answer("drive", ming, RsvpAnswer::Yes);
    scene.refused(by(ming), yes.clone(), "NDA_NOT_ACCEPTED");
    scene.given(by(ming), answer("drive", ming, RsvpAnswer::Maybe));
    scene.given(by(ming), Rsvp { nda_accepted: true, ..yes });
    // What they agreed to once holds for the next answer.
    scene.given(by(ming), answer("drive", ming, RsvpAnswer::No));
    let events = scene.accepted(by(ming), answer("drive", ming, RsvpAnswer::Yes));
    let agreed = events.iter().any(|event| {
        matches!(
            event,
            Event::Gathering(gathering::Event::RsvpReceived(RsvpReceived {
                nda_accepted: true,
                ..
            }))
        )
    });
    assert!(agreed);
}

#[test]
fn guests_hear_that_a_gathering_is_moved_or_off() {
    let mut scene = live();
    let [ming, hua] = two(&mut scene);
    given_gathering(&mut scene, "briefing", &[ming, hua]);
    scene.given(by(hua), answer("briefing", hua, RsvpAnswer::No));
    let moved = reschedule(&scene, "briefing");
    let no_reason = RescheduleGathering { reason: String::new(), ..moved.clone() };
    scene.refused(mei(), no_reason, "REASON_REQUIRED");
    let backwards = RescheduleGathering { starts: moved.ends, ends: moved.starts, ..moved.clone() };
    scene.refused(mei(), backwards, "WINDOW_INVALID");
    let events = scene.accepted(mei(), moved.clone());
    let heard = told(&events, TodoKind::GatheringMoved);
    assert_eq!(heard, [Audience::Koc(ming)], "hua does not come anyway");
    scene.refused(mei(), moved.clone(), "NO_CHANGE");
    let no_reason = CancelGathering { reason: " ".to_owned(), ..cancel("briefing") };
    scene.refused(mei(), no_reason, "REASON_REQUIRED");
    let events = scene.accepted(mei(), cancel("briefing"));
    assert_eq!(told(&events, TodoKind::GatheringCalledOff), [Audience::Koc(ming)]);
    assert_eq!(done(&events), 1, "nobody waits for ming's answer");
    scene.refused(mei(), cancel("briefing"), "GATHERING_OVER");
    scene.refused(mei(), moved, "GATHERING_OVER");
}

#[test]
fn the_clock_tells_those_whom_one_commit_could_not() {
    let mut scene = live();
    let guests: Vec<KocId> = (0..70).map(|n| member(&mut scene, &format!("m{n}"))).collect();
    let gathering_id = given_gathering(&mut scene, "briefing", &guests);
    let moved = reschedule(&scene, "briefing");
    let events = scene.accepted(mei(), moved);
    assert_eq!(told(&events, TodoKind::GatheringMoved).len(), 50);
    let timer = Timer::TellGatheringGuests(gathering_id);
    let rest = timer.command(&scene.state).expect("twenty wait");
    assert!(scene.state.timers().at(timer).is_some());
    let events = scene.accepted(Actor::SYSTEM, rest.clone());
    assert_eq!(told(&events, TodoKind::GatheringMoved).len(), 20);
    assert_eq!(scene.state.timers().at(timer), None, "everybody knows");
    scene.refused(Actor::SYSTEM, rest, "NO_CHANGE");
}

#[test]
fn who_came_is_recorded_once_it_has_begun_each_once() {
    let mut scene = live();
    let [ming, hua] = two(&mut scene);
    let walked_in = member(&mut scene, "wang");
    given_gathering(&mut scene, "briefing", &[ming, hua]);
    scene.refused(mei(), attendance("briefing", &[ming]), "NOT_YET_DUE");
    scene.wait_hours(25);
    scene.refused(mei(), attendance("briefing", &[ming, ming]), "FIELD_INVALID");
    let stranger = RecordAttendance { no_shows: vec![walked_in], ..attendance("briefing", &[]) };
    scene.refused(mei(), stranger, "NOT_INVITED");
    let came = RecordAttendance { no_shows: vec![hua], ..attendance("briefing", &[ming]) };
    let events = scene.accepted(mei(), came);
    let active = events.iter().find_map(|event| match event {
        Event::Activity(activity::Event::ActivityRecorded(e)) => Some((e.koc_id, e.kind)),
        _ => None,
    });
    assert_eq!(active, Some((ming, activity::values::ActivityKind::Attended)));
    assert_eq!(done(&events), 2, "their invitations are no question any more");
    scene.given(mei(), attendance("briefing", &[walked_in]));
    scene.refused(mei(), attendance("briefing", &[hua]), "FIELD_INVALID");
    scene.refused(mei(), attendance("briefing", &[]), "NO_CHANGE");
    let moved = reschedule(&scene, "briefing");
    scene.refused(mei(), moved, "GATHERING_OVER");
    scene.given(mei(), close("briefing"));
    let late = member(&mut scene, "late");
    scene.refused(mei(), attendance("briefing", &[late]), "GATHERING_NOT_SCHEDULED");
}

#[test]
fn what_was_said_can_be_read_once_it_was_held() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    given_gathering(&mut scene, "seminar", &[ming]);
    scene.refused(mei(), minutes("seminar"), "GATHERING_NOT_HELD");
    scene.refused(mei(), close("seminar"), "ATTENDANCE_MISSING");
    scene.wait_hours(25);
    scene.given(mei(), attendance("seminar", &[ming]));
    let spoken = PublishMinutes { minutes_ref: "what ming said".to_owned(), ..minutes("seminar") };
    scene.refused(mei(), spoken, "FIELD_INVALID");
    scene.given(mei(), minutes("seminar"));
    scene.refused(mei(), CloseGathering { rating: Some(6), ..close("seminar") }, "FIELD_INVALID");
    scene.given(mei(), close("seminar"));
    scene.refused(mei(), close("seminar"), "GATHERING_OVER");
    scene.given(mei(), minutes("seminar"));
}

#[test]
fn whoever_is_gone_or_below_the_bar_frees_their_place() {
    let mut scene = live();
    let tall = responder(&mut scene, "tall");
    let [ming, hua] = two(&mut scene);
    let min_tier = Some(TierCode::Responder);
    let plan = ScheduleGathering { min_tier, ..schedule(&scene, "responders") };
    scene.given(mei(), plan);
    scene.given(mei(), ask("responders", &[tall]));
    scene.given(by(tall), answer("responders", tall, RsvpAnswer::Yes));
    let plan = ScheduleGathering { capacity: Some(1), ..schedule(&scene, "room") };
    scene.given(mei(), plan);
    scene.given(mei(), ask("room", &[ming, hua, tall]));
    scene.given(by(ming), answer("room", ming, RsvpAnswer::Yes));
    let (to_tier, effective_on) = (TierCode::Seed, scene.today());
    let down = StepDown { koc_id: tall, to_tier, reason: None, effective_on };
    let events = scene.accepted(by(tall), down);
    let gone: Vec<_> = dropped(&events).iter().map(|it| (it.koc_id, it.cause)).collect();
    assert_eq!(gone, [(tall, GoneCause::TierTooLow)], "the room has no bar");
    let again = answer("responders", tall, RsvpAnswer::Yes);
    scene.refused(by(tall), again, "NOT_INVITED");
    let events =
        scene.accepted(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    let gone: Vec<_> = dropped(&events).iter().map(|it| (it.koc_id, it.cause)).collect();
    assert_eq!(gone, [(ming, GoneCause::MemberLeft)]);
    scene.given(by(hua), answer("room", hua, RsvpAnswer::Yes));
    let events = given_suspended(&mut scene, hua, None);
    let gone: Vec<_> = dropped(&events).iter().map(|it| (it.koc_id, it.cause)).collect();
    assert_eq!(gone, [(hua, GoneCause::MemberSuspended)]);
}

#[test]
fn of_whoever_took_their_consent_back_nothing_is_recorded_and_a_person_hears() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    given_gathering(&mut scene, "briefing", &[ming]);
    let purpose = ConsentPurpose::Participation;
    scene.given(by(ming), WithdrawConsent { koc_id: ming, purpose });
    scene.wait_hours(25);
    let events = scene.accepted(mei(), attendance("briefing", &[ming]));
    let active = events.iter().any(|event| matches!(event, Event::Activity(_)));
    assert!(!active);
    assert_eq!(told(&events, TodoKind::ReactionRefused).len(), 1);
}
