//! How much a member takes on, and their breaks.

use crate::common::*;
use domain::koc::command::*;
use domain::vocabulary::{Availability, TierCode};
use domain::{Event, koc as member_events};
use testkit::scene::Scene;

fn with_member() -> Scene {
    let mut scene = live();
    member(&mut scene, "ming");
    scene
}

fn light(scene: &Scene) -> DeclareAvailability {
    DeclareAvailability {
        koc_id: koc("ming"),
        depth: Availability::LightOnly,
        from: scene.today(),
        until: Some(scene.today().plus(30)),
        max_concurrent: Some(1),
        note: Some("exams".into()),
    }
}

fn pause(scene: &Scene, days: i32) -> PauseKoc {
    PauseKoc {
        koc_id: koc("ming"),
        from: scene.today(),
        until: Some(scene.today().plus(days)),
        reason: Some("travelling".into()),
    }
}

fn resume() -> ResumeKoc {
    ResumeKoc { koc_id: koc("ming") }
}

fn nominate(scene: &Scene) -> InviteToTier {
    invite(scene, koc("ming"), TierCode::Responder)
}

#[test]
fn saying_the_same_again_changes_nothing() {
    let mut scene = with_member();
    let command = light(&scene);
    scene.given(by(koc("ming")), command.clone());
    scene.refused(by(koc("ming")), command, "NO_CHANGE");
}

#[test]
fn windows_end_after_they_begin() {
    let mut scene = with_member();
    let yesterday = Some(scene.today().plus(-1));
    let command = DeclareAvailability { until: yesterday, ..light(&scene) };
    scene.refused(by(koc("ming")), command, "WINDOW_INVALID");
    let command = PauseKoc { until: yesterday, ..pause(&scene, 1) };
    scene.refused(by(koc("ming")), command, "WINDOW_INVALID");
    let command = pause(&scene, 40_000);
    scene.refused(by(koc("ming")), command, "DATE_TOO_FAR");
}

#[test]
fn a_member_takes_on_at_least_one_or_says_none() {
    let mut scene = with_member();
    let command = DeclareAvailability { max_concurrent: Some(0), ..light(&scene) };
    scene.refused(by(koc("ming")), command, "LIMIT_INVALID");
}

#[test]
fn only_the_member_speaks_for_themselves() {
    let mut scene = with_member();
    let hua = member(&mut scene, "hua");
    let (light, pause) = (light(&scene), pause(&scene, 3));
    scene.refused(by(hua), light.clone(), "FORBIDDEN");
    scene.refused(by(hua), pause.clone(), "FORBIDDEN");
    scene.refused(by(hua), resume(), "FORBIDDEN");
    scene.refused(mei(), pause, "FORBIDDEN");
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: koc("ming"), reason: None, effective_on };
    scene.refused(by(hua), leave, "FORBIDDEN");
    scene.accepted(by(koc("ming")), light);
}

#[test]
fn whoever_left_declares_nothing() {
    let mut scene = with_member();
    let effective_on = scene.today();
    let leave = LeaveProgramme { koc_id: koc("ming"), reason: None, effective_on };
    scene.given(by(koc("ming")), leave);
    let (light, pause) = (light(&scene), pause(&scene, 3));
    scene.refused(by(koc("ming")), light, "KOC_NOT_ACTIVE");
    scene.refused(by(koc("ming")), pause, "KOC_NOT_ACTIVE");
}

#[test]
fn a_break_ends_by_itself_after_its_last_day() {
    let mut scene = with_member();
    let command = pause(&scene, 3);
    scene.given(by(koc("ming")), command);
    scene.wait_days(3);
    let still_away = nominate(&scene);
    scene.refused(mei(), still_away, "KOC_NOT_ACTIVE");
    scene.wait_days(1);
    let back = nominate(&scene);
    scene.accepted(mei(), back);
    scene.refused(by(koc("ming")), resume(), "KOC_NOT_PAUSED");
    let again = pause(&scene, 3);
    scene.accepted(by(koc("ming")), again);
}

#[test]
fn a_member_comes_back_early_and_the_days_are_counted() {
    let mut scene = with_member();
    scene.refused(by(koc("ming")), resume(), "KOC_NOT_PAUSED");
    let command = pause(&scene, 30);
    scene.given(by(koc("ming")), command);
    scene.wait_days(12);
    let events = scene.accepted(by(koc("ming")), resume());
    let [Event::Koc(member_events::Event::KocResumed(resumed))] = events.as_slice() else {
        panic!("one event: {events:?}");
    };
    assert_eq!(resumed.days_paused, 12);
    let back = nominate(&scene);
    scene.accepted(mei(), back);
}

#[test]
fn a_planned_break_can_be_called_off() {
    let mut scene = with_member();
    let from = scene.today().plus(10);
    let planned = PauseKoc { from, until: None, ..pause(&scene, 0) };
    scene.given(by(koc("ming")), planned.clone());
    scene.refused(by(koc("ming")), planned, "KOC_NOT_ACTIVE");
    let still_here = nominate(&scene);
    scene.given(mei(), still_here);
    scene.given(by(koc("ming")), resume());
    scene.refused(by(koc("ming")), resume(), "KOC_NOT_PAUSED");
}

#[test]
fn a_break_is_not_dated_back() {
    let mut scene = with_member();
    let command = PauseKoc { from: scene.today().plus(-1), ..pause(&scene, 3) };
    scene.refused(by(koc("ming")), command, "DATE_IN_PAST");
}
