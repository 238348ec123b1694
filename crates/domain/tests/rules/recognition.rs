//! Honours: conferred with a word what for, praised with consent, revoked by two, over in time.

use crate::common::*;
use crate::shown::{clock, opened};
use domain::approval::{HonourProposal, Proposal};
use domain::id::{EventId, KocId, RecognitionId};
use domain::recognition::Event::*;
use domain::recognition::command::*;
use domain::recognition::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::ConsentPurpose;
use domain::{Actor, Event};
use testkit::scene::Scene;

fn honour_id(name: &str) -> RecognitionId {
    RecognitionId::derived(&[name.as_bytes()])
}

fn praise() -> Praise {
    Praise { zh: "把空间讲清楚了".into(), en: "Made the space understood".into() }
}

pub(crate) fn confer(name: &str, koc_id: KocId) -> ConferHonour {
    ConferHonour {
        recognition_id: honour_id(name),
        recipient: Recipient::Koc(koc_id),
        kind: HonourKind::HonoraryTitle,
        title: text("荣誉版主", "Honorary Moderator"),
        unique: false,
        citation: praise(),
        source_event: None,
        valid_until: None,
    }
}

fn commend(name: &str) -> PublishCommendation {
    let (channel, url) = (CommendationChannel::Official, Some("https://brand.example/1".into()));
    PublishCommendation { recognition_id: honour_id(name), channel, url, text: praise() }
}

fn badge(name: &str) -> IssueBadge {
    let (badge_class, evidence) = ("moderator".to_owned(), vec![EventId(1)]);
    IssueBadge { recognition_id: honour_id(name), badge_class, evidence }
}

fn revoke(name: &str) -> RevokeHonour {
    RevokeHonour { recognition_id: honour_id(name), reason: "it was another's work".into() }
}

#[track_caller]
fn approve_revocation(scene: &mut Scene, name: &str) {
    let recognition_id = honour_id(name);
    approve(scene, Proposal::RevokeHonour(HonourProposal { recognition_id }));
}

fn with_honour() -> (Scene, KocId) {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.given(mei(), confer("first", ming));
    (scene, ming)
}

#[test]
fn a_member_is_honoured_and_told() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let events = scene.accepted(mei(), confer("first", ming));
    let Some(Event::Recognition(HonourConferred(honour))) = events.first() else {
        panic!("{events:?}")
    };
    assert_eq!(honour.citation.zh.person, ming.into());
    let told = opened(&events, TodoKind::HonourConferred);
    assert!(matches!(told.as_slice(), [todo] if todo.audience == Audience::Koc(ming)));
    scene.refused(mei(), confer("first", ming), "HONOUR_EXISTS");
    scene.refused(mei(), confer("other", koc("nobody")), "NOT_FOUND");
    scene.refused(wei(), confer("other", ming), "FORBIDDEN");
}

#[test]
fn an_honour_says_what_it_is_for_in_both_languages() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let mut silent = confer("first", ming);
    silent.citation.en = " ".into();
    scene.refused(mei(), silent, "CITATION_REQUIRED");
    let nameless = ConferHonour { title: text("版主", ""), ..confer("first", ming) };
    scene.refused(mei(), nameless, "LABEL_MISSING");
    let yesterday = Some(scene.today().plus(-1));
    let over = ConferHonour { valid_until: yesterday, ..confer("first", ming) };
    scene.refused(mei(), over, "DATE_IN_PAST");
    let unknown = ConferHonour { source_event: Some(EventId(9_999)), ..confer("first", ming) };
    scene.refused(mei(), unknown, "NOT_FOUND");
}

#[test]
fn a_title_said_to_be_one_persons_is_held_by_one() {
    let (mut scene, ming) = with_honour();
    let hua = member(&mut scene, "hua");
    let unique = ConferHonour { unique: true, ..confer("second", hua) };
    let spelled =
        ConferHonour { title: text("首席版主", " honorary  MODERATOR "), ..unique.clone() };
    scene.refused(mei(), spelled, "HONOUR_ALREADY_HELD");
    scene.refused(mei(), unique.clone(), "HONOUR_ALREADY_HELD");
    scene.accepted(mei(), confer("shared", hua));
    for name in ["first", "shared"] {
        approve_revocation(&mut scene, name);
        scene.given(mei(), revoke(name));
    }
    scene.accepted(mei(), unique);
    scene.refused(mei(), confer("again", ming), "HONOUR_ALREADY_HELD");
}

#[test]
fn public_praise_asks_the_members_consent() {
    let (mut scene, ming) = with_honour();
    scene.refused(mei(), commend("first"), "CONSENT_MISSING");
    scene.given(by(ming), grant(ming, ConsentPurpose::Publicity));
    let mut silent = commend("first");
    silent.text.zh = "".into();
    scene.refused(mei(), silent, "FIELD_INVALID");
    let events = scene.accepted(mei(), commend("first"));
    let [Event::Recognition(CommendationPublished(praised))] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!(praised.koc_id, ming);
    scene.refused(mei(), commend("unknown"), "NOT_FOUND");
}

#[test]
fn a_badge_shows_an_honour() {
    let (mut scene, ming) = with_honour();
    let events = scene.accepted(mei(), badge("first"));
    let [Event::Recognition(BadgeIssued(issued))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(issued.koc_id, ming);
    let words = IssueBadge { badge_class: "Best of All".to_owned(), ..badge("first") };
    scene.refused(mei(), words, "FIELD_INVALID");
    let unknown = IssueBadge { evidence: vec![EventId(9_999)], ..badge("first") };
    scene.refused(mei(), unknown, "NOT_FOUND");
}

#[test]
fn an_honour_is_taken_back_by_two_and_with_a_reason() {
    let (mut scene, ming) = with_honour();
    scene.refused(mei(), revoke("first"), "FOUR_EYES_REQUIRED");
    approve_revocation(&mut scene, "first");
    let silent = RevokeHonour { reason: "".into(), ..revoke("first") };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = scene.accepted(mei(), revoke("first"));
    let [Event::Recognition(HonourRevoked(gone))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((gone.koc_id, gone.approved_by.len()), (ming, 1));
    scene.given(by(ming), grant(ming, ConsentPurpose::Publicity));
    scene.refused(mei(), commend("first"), "HONOUR_NOT_CONFERRED");
    scene.refused(mei(), badge("first"), "HONOUR_NOT_CONFERRED");
    scene.refused(mei(), revoke("first"), "HONOUR_NOT_CONFERRED");
}

#[test]
fn an_honour_given_for_a_time_ends_by_the_clock() {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let valid_until = Some(scene.today().plus(30));
    scene.given(mei(), ConferHonour { valid_until, unique: true, ..confer("year", ming) });
    let end = LapseHonour { recognition_id: honour_id("year") };
    scene.wait_days(30);
    scene.refused(Actor::SYSTEM, end.clone(), "NOT_YET_DUE");
    assert_eq!(clock(&mut scene), Vec::<&str>::new());
    scene.wait_days(1);
    assert_eq!(clock(&mut scene), ["LapseHonour"]);
    scene.refused(Actor::SYSTEM, end, "HONOUR_NOT_CONFERRED");
    scene.refused(mei(), badge("year"), "HONOUR_NOT_CONFERRED");
    let hua = member(&mut scene, "hua");
    scene.accepted(mei(), ConferHonour { unique: true, ..confer("next year", hua) });
    let good = LapseHonour { recognition_id: honour_id("next year") };
    scene.refused(Actor::SYSTEM, good, "NO_CHANGE");
}

#[test]
fn an_honour_outlives_membership() {
    let (mut scene, ming) = with_honour();
    let effective_on = scene.today();
    let leave = domain::koc::command::LeaveProgramme { koc_id: ming, reason: None, effective_on };
    scene.given(by(ming), leave);
    scene.accepted(mei(), badge("first"));
    scene.accepted(mei(), confer("farewell", ming));
}
