//! Accounts and cars: whose they are, how far they reach, and who may say so.

use crate::common::*;
use crate::work::*;
use domain::id::KocId;
use domain::koc::command::*;
use domain::koc::event::{ChannelLinked, VehicleOwnershipRecorded};
use domain::personal::{Personal, SealedField};
use domain::{Actor, Command, Event, koc as member_events};

pub(crate) fn link(koc_id: KocId, handle: &str) -> LinkChannel {
    LinkChannel {
        koc_id,
        platform: "xiaohongshu".to_owned(),
        handle: handle.into(),
        url: Some("https://example.org/ming".into()),
        verified: false,
        audiences: vec!["parents".to_owned()],
    }
}

pub(crate) fn unlink(koc_id: KocId, handle: &str) -> UnlinkChannel {
    let (platform, handle) = ("xiaohongshu".to_owned(), handle.into());
    UnlinkChannel { koc_id, platform, handle, reason: Some("账号已注销".into()) }
}

pub(crate) fn reach(koc_id: KocId, handle: &str, at: domain::Moment) -> RecordChannelReach {
    RecordChannelReach {
        koc_id,
        platform: "xiaohongshu".to_owned(),
        handle: handle.into(),
        followers: 1_200,
        posts_30d: 9,
        engagement_rate_bp: 640,
        measured_at: at,
        source: "platform-api".to_owned(),
    }
}

fn owns(koc_id: KocId, since: domain::Day) -> RecordVehicleOwnership {
    RecordVehicleOwnership { koc_id, model: "q5".to_owned(), since, evidence_ref: None }
}

#[track_caller]
fn linked(events: Vec<Event>) -> ChannelLinked {
    match events.into_iter().next() {
        Some(Event::Koc(member_events::Event::ChannelLinked(linked))) => linked,
        other => panic!("an account was linked: {other:?}"),
    }
}

#[test]
fn a_member_links_an_account_of_theirs() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let event = linked(scene.accepted(by(ming), link(ming, "阿明爱车")));
    assert_eq!(
        (event.koc_id, event.platform.as_str(), event.verified),
        (ming, "xiaohongshu", false)
    );
    assert_eq!(event.handle.field, SealedField::Handle);
    assert_eq!(event.audiences, ["parents"]);
    scene.refused(by(koc("hua")), link(ming, "阿明"), "FORBIDDEN");
}

#[test]
fn one_account_is_one_members_however_it_is_spelt() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    scene.given(by(ming), link(ming, "MingDrives"));
    for spelt in ["mingdrives", " @MingDrives ", "＠ＭｉｎｇＤｒｉｖｅｓ"] {
        scene.refused(by(hua), link(hua, spelt), "HANDLE_TAKEN");
        scene.refused(by(ming), link(ming, spelt), "CHANNEL_ALREADY_LINKED");
    }
    let elsewhere = LinkChannel { platform: "weibo".to_owned(), ..link(hua, "mingdrives") };
    scene.accepted(by(hua), elsewhere);
}

#[test]
fn an_account_that_was_unlinked_is_free() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    scene.refused(by(ming), unlink(ming, "mingdrives"), "CHANNEL_UNKNOWN");
    scene.given(by(ming), link(ming, "mingdrives"));
    scene.refused(by(hua), unlink(hua, "mingdrives"), "CHANNEL_UNKNOWN");
    scene.given(by(ming), unlink(ming, "@MingDrives"));
    scene.accepted(by(hua), link(hua, "mingdrives"));
}

#[test]
fn only_the_team_vouches_for_an_account() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let vouched = LinkChannel { verified: true, ..link(ming, "mingdrives") };
    scene.refused(by(ming), vouched.clone(), "FIELD_INVALID");
    assert!(linked(scene.accepted(mei(), vouched)).verified);
}

#[test]
fn an_account_is_named_and_described_in_known_words() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let unknown = LinkChannel { audiences: vec!["nobody".to_owned()], ..link(ming, "a") };
    scene.refused(by(ming), unknown, "TERM_UNKNOWN");
    scene.refused(by(ming), link(ming, " @ "), "FIELD_INVALID");
    let platform = LinkChannel { platform: "小红书".to_owned(), ..link(ming, "a") };
    scene.refused(by(ming), platform, "FIELD_INVALID");
    let leave = LeaveProgramme { koc_id: ming, reason: None, effective_on: scene.today() };
    scene.given(by(ming), leave);
    scene.refused(by(ming), link(ming, "a"), "KOC_NOT_ACTIVE");
}

#[test]
fn what_somebody_is_called_is_never_in_clear() {
    let scene = live_with_words();
    for command in [
        Command::from(link(koc("ming"), "@MingDrives")),
        unlink(koc("ming"), "@MingDrives").into(),
        reach(koc("ming"), "@MingDrives", scene.now()).into(),
    ] {
        let mut command = command;
        let mut shown = Vec::new();
        command.personal(&scene.state, &mut |person, field, text| {
            assert_eq!(person, koc("ming").into());
            if let Personal::Clear(clear) = text {
                shown.push((field, clear.clone()));
            }
        });
        assert_eq!(shown.first(), Some(&(SealedField::Handle, "mingdrives".to_owned())));
    }
}

#[test]
fn reach_is_of_an_account_that_is_linked_and_was_measured() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let measured = reach(ming, "mingdrives", scene.now());
    scene.refused(Actor::IMPORT, measured.clone(), "CHANNEL_UNKNOWN");
    scene.given(by(ming), link(ming, "mingdrives"));
    let later = RecordChannelReach { measured_at: scene.now().plus_hours(1), ..measured.clone() };
    scene.refused(Actor::IMPORT, later, "DATE_IN_FUTURE");
    let words = RecordChannelReach { source: "小明说的".to_owned(), ..measured.clone() };
    scene.refused(Actor::IMPORT, words, "FIELD_INVALID");
    scene.refused(by(ming), measured.clone(), "FORBIDDEN");
    scene.accepted(Actor::IMPORT, measured);
}

#[test]
fn a_car_is_of_a_known_model_and_was_driven_by_now() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let today = scene.today();
    scene.refused(by(ming), owns(ming, today.plus(1)), "DATE_IN_FUTURE");
    let unknown = RecordVehicleOwnership { model: "q9".to_owned(), ..owns(ming, today) };
    scene.refused(by(ming), unknown, "TERM_UNKNOWN");
    let said = |events: Vec<Event>| -> VehicleOwnershipRecorded {
        match events.into_iter().next() {
            Some(Event::Koc(member_events::Event::VehicleOwnershipRecorded(said))) => said,
            other => panic!("ownership was recorded: {other:?}"),
        }
    };
    let since = today.plus(-900);
    assert_eq!(said(scene.accepted(by(ming), owns(ming, since))).verified_by, None);
    scene.refused(by(ming), owns(ming, since), "NO_CHANGE");
    // The team's word makes it another fact.
    let vouched = said(scene.accepted(mei(), owns(ming, since)));
    assert_eq!(vouched.verified_by, Some(operator_id("mei")));
    scene.refused(mei(), owns(ming, since), "NO_CHANGE");
    scene.refused(by(ming), owns(ming, since), "NO_CHANGE");
}
