//! Profiles and wishes.

use domain::koc::Event::{PreferencesSet, ProfileUpdated};
use domain::koc::command::*;
use domain::koc::event as happened;
use domain::koc::profile::{Archetype, Preferences, ProfilePart};
use domain::programme::command::RetireTerm;
use domain::vocabulary::*;
use domain::{Actor, Event, Violation};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

fn updated(scene: &mut Scene, actor: Actor, update: UpdateProfile) -> happened::ProfileUpdated {
    match scene.accepted(actor, update).as_slice() {
        [Event::Koc(ProfileUpdated(updated))] => updated.clone(),
        events => panic!("one profile: {events:?}"),
    }
}

fn wishes(koc_id: domain::id::KocId, preferences: Preferences) -> SetPreferences {
    SetPreferences { koc_id, preferences }
}

#[test]
fn what_is_not_said_stays_and_the_rest_is_replaced() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let first = updated(&mut scene, by(ming), can(ming, &["filming"], &["video", "photo"]));
    assert_eq!(first.changed, [ProfilePart::Skills, ProfilePart::Formats]);
    assert_eq!(first.profile.formats, ["photo", "video"], "in order of code");
    let second = UpdateProfile {
        skills: Some(terms(&["editing", "filming", "editing"])),
        region: Some("east".to_owned()),
        archetype: Some(Archetype::FreshVoice),
        ..profile(ming)
    };
    let second = updated(&mut scene, mei(), second);
    let changed = [ProfilePart::Skills, ProfilePart::Region, ProfilePart::Archetype];
    assert_eq!(second.changed, changed);
    assert_eq!(second.profile.skills, ["editing", "filming"]);
    assert_eq!(second.profile.formats, first.profile.formats);
    let elsewhere = UpdateProfile { region: Some(String::new()), ..profile(ming) };
    assert_eq!(updated(&mut scene, by(ming), elsewhere).profile.region, None);
}

#[test]
fn every_list_of_a_profile_is_of_known_words() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let nonsense = || Some(terms(&["nonsense"]));
    let all = UpdateProfile {
        skills: nonsense(),
        formats: nonsense(),
        styles: nonsense(),
        tones: nonsense(),
        topics: nonsense(),
        audiences: nonsense(),
        communities: nonsense(),
        region: Some("nonsense".to_owned()),
        ..profile(ming)
    };
    let refusal = scene.send(by(ming), all.clone()).expect_err("unknown words");
    let axes: Vec<VocabularyAxis> = refusal
        .violations()
        .iter()
        .map(|no| match no {
            Violation::TermUnknown { axis, .. } => *axis,
            other => panic!("{other:?}"),
        })
        .collect();
    let asked = [
        VocabularyAxis::Skill,
        VocabularyAxis::Format,
        VocabularyAxis::Style,
        VocabularyAxis::Tone,
        VocabularyAxis::Topic,
        VocabularyAxis::Audience,
        VocabularyAxis::Community,
        VocabularyAxis::Region,
    ];
    assert_eq!(axes, asked);
    scene.refused(by(ming), all, "TERM_UNKNOWN");
    let long: Vec<String> = (0..101).map(|number| format!("t-{number:03}")).collect();
    scene.refused(by(ming), UpdateProfile { skills: Some(long), ..profile(ming) }, "FIELD_INVALID");
}

#[test]
fn a_profile_says_something_new() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    scene.refused(by(ming), profile(ming), "NO_CHANGE");
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    scene.refused(by(ming), can(ming, &["filming"], &["video"]), "NO_CHANGE");
}

#[test]
fn words_about_loyalty_are_sealed_and_can_be_taken_back() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let note = |said: &str| UpdateProfile { loyalty_note: Some(said.into()), ..profile(ming) };
    let told = updated(&mut scene, mei(), note("third Qingfeng in ten years"));
    assert_eq!(told.changed, [ProfilePart::LoyaltyNote]);
    assert_eq!(told.loyalty_note.map(|note| note.person), Some(ming.into()));
    scene.refused(mei(), note("third Qingfeng in ten years"), "NO_CHANGE");
    scene.refused(mei(), note(&"长".repeat(1_334)), "FIELD_INVALID");
    let other = updated(&mut scene, by(ming), can(ming, &["filming"], &[]));
    assert_eq!(other.loyalty_note, None, "what was not said anew is not repeated");
    let back = updated(&mut scene, mei(), note(""));
    assert_eq!((back.loyalty_note, back.changed), (None, vec![ProfilePart::LoyaltyNote]));
    scene.refused(mei(), note(" "), "NO_CHANGE");
}

#[test]
fn a_member_changes_their_own_profile_and_the_team_any() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    scene.refused(by(hua), can(ming, &["filming"], &[]), "FORBIDDEN");
    scene.refused(wei(), can(ming, &["filming"], &[]), "FORBIDDEN");
    scene.refused(mei(), can(koc("nobody"), &["filming"], &[]), "NOT_FOUND");
    scene.accepted(mei(), can(ming, &["filming"], &[]));
}

#[test]
fn who_has_left_has_neither_profile_nor_wishes_to_change() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let effective_on = scene.today();
    scene.given(by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on });
    scene.refused(mei(), can(ming, &["filming"], &[]), "KOC_NOT_ACTIVE");
    let modes = vec![Mode::Commission];
    let wish = wishes(ming, Preferences { modes, ..Preferences::default() });
    scene.refused(by(ming), wish, "KOC_NOT_ACTIVE");
}

#[test]
fn wishes_are_the_members_own() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let preferences = Preferences {
        horizons: vec![Horizon::Phased, Horizon::Instant, Horizon::Phased],
        modes: vec![Mode::Commission],
        topics: terms(&["family-trip"]),
        contact_channels: vec![ContactChannel::Wechat],
        opt_out_profiled_matching: true,
    };
    scene.refused(mei(), wishes(ming, preferences.clone()), "FORBIDDEN");
    scene.refused(by(hua), wishes(ming, preferences.clone()), "FORBIDDEN");
    let events = scene.accepted(by(ming), wishes(ming, preferences.clone()));
    let [Event::Koc(PreferencesSet(set))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(set.preferences.horizons, [Horizon::Instant, Horizon::Phased]);
    scene.refused(by(ming), wishes(ming, preferences), "NO_CHANGE");
    scene.refused(by(hua), wishes(hua, Preferences::default()), "NO_CHANGE");
    let unknown = Preferences { topics: terms(&["nonsense"]), ..Preferences::default() };
    scene.refused(by(hua), wishes(hua, unknown), "TERM_UNKNOWN");
}

#[test]
fn a_word_taken_out_of_use_stays_where_it_was_said_but_is_not_said_again() {
    let mut scene = live_with_words();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    scene.given(by(ming), can(ming, &["filming"], &["video"]));
    let (axis, code) = (VocabularyAxis::Skill, "filming".to_owned());
    scene.given(mei(), RetireTerm { axis, code, replaced_by: None });
    let other = UpdateProfile { tones: Some(terms(&["warm"])), ..profile(ming) };
    assert_eq!(updated(&mut scene, by(ming), other).profile.skills, ["filming"]);
    scene.refused(by(hua), can(hua, &["filming"], &[]), "TERM_UNKNOWN");
}
