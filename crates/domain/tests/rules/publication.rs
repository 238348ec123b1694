//! What members publish: registered once, counted as it grows, and what it brings.

use crate::common::*;
use crate::shown::*;
use crate::work::*;
use domain::contribution::Event::{ContributionCredited, ContributionReversed};
use domain::policy::ContributionSource;
use domain::publication::Event::*;
use domain::publication::command::*;
use domain::publication::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::AiUse;
use domain::{Actor, Event, contribution};

fn with_post() -> (testkit::scene::Scene, domain::id::KocId, domain::id::PublicationId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let post = given_post(&mut scene, "post", ming);
    (scene, ming, post)
}

fn entries(events: &[Event]) -> Vec<contribution::Event> {
    let entry = |event: &Event| match event {
        Event::Contribution(event) => Some(event.clone()),
        _ => None,
    };
    events.iter().filter_map(entry).collect()
}

#[test]
fn a_member_registers_what_they_published() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let hua = member(&mut scene, "hua");
    let post = publish_post(&scene, "post", ming);
    scene.refused(by(hua), post.clone(), "FORBIDDEN");
    let events = scene.accepted(by(ming), post.clone());
    let [Event::Publication(PublicationRegistered(kept))] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!(kept.url.person, ming.into());
    scene.refused(mei(), post, "PUBLICATION_EXISTS");
}

#[test]
fn an_address_is_registered_once_however_it_is_spelled() {
    let (mut scene, _, post) = with_post();
    let hua = member(&mut scene, "hua");
    for same in [
        "https://weibo.example/post",
        " HTTP://Weibo.Example:80/post/ ",
        "https://weibo.example/post?utm_source=app&spm=1.2#comments",
    ] {
        let again = RegisterPublication { url: same.into(), ..publish_post(&scene, "again", hua) };
        scene.refused(by(hua), again, "URL_TAKEN");
    }
    for other in [
        "https://weibo.example/Post",
        "https://weibo.example/post?id=2",
        "https://weibo.example/post#/2",
        "https://m.weibo.example/post",
    ] {
        let name = format!("other {other}");
        let other = RegisterPublication { url: other.into(), ..publish_post(&scene, &name, hua) };
        scene.accepted(by(hua), other);
    }
    // Once it is down, the address is whose it is.
    let down = TakeDownPublication { publication_id: post, reason: "not mine".into() };
    scene.given(mei(), down);
    let own = RegisterPublication {
        url: "https://weibo.example/post".into(),
        ..publish_post(&scene, "own", hua)
    };
    scene.accepted(by(hua), own);
}

#[test]
fn a_publication_says_where_when_and_of_what() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let post = publish_post(&scene, "post", ming);
    for nowhere in ["", "weibo", "ftp://weibo.example/post", "https:///post"] {
        let nowhere = RegisterPublication { url: nowhere.into(), ..post.clone() };
        scene.refused(by(ming), nowhere, "FIELD_INVALID");
    }
    let tomorrow = scene.now().plus_hours(24);
    let early = RegisterPublication { published_at: tomorrow, ..post.clone() };
    scene.refused(by(ming), early, "DATE_IN_FUTURE");
    let racing = RegisterPublication { topic: Some("racing".to_owned()), ..post.clone() };
    scene.refused(by(ming), racing, "TERM_UNKNOWN");
    let words = RegisterPublication { platform: "My Blog".to_owned(), ..post.clone() };
    scene.refused(by(ming), words, "FIELD_INVALID");
    scene.accepted(by(ming), post);
}

#[test]
fn what_a_task_asked_for_is_the_members_own_work() {
    let (mut scene, ming, assignment_id) = ming_approved();
    let hua = member(&mut scene, "hua");
    let others = publish_work(&scene, "hers", hua, assignment_id);
    scene.refused(by(hua), others, "FIELD_INVALID");
    let work = publish_work(&scene, "post", ming, assignment_id);
    let both = RegisterPublication { spontaneous: true, ..work.clone() };
    scene.refused(by(ming), both, "FIELD_INVALID");
    let nowhere = domain::id::AssignmentId([9; 16]);
    let unknown = RegisterPublication { assignment_id: Some(nowhere), ..work.clone() };
    scene.refused(by(ming), unknown, "NOT_FOUND");
    scene.accepted(by(ming), work);
}

#[test]
fn a_publication_does_not_play_down_how_it_was_made() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_accepted(&mut scene, "clip", ming);
    let mut assisted = submit(assignment_id, 1, ming);
    assisted.attest.ai_generated = AiUse::Assisted;
    scene.given(by(ming), assisted);
    let work = publish_work(&scene, "post", ming, assignment_id);
    scene.refused(by(ming), work.clone(), "FIELD_INVALID");
    scene.accepted(by(ming), RegisterPublication { ai_generated: AiUse::Assisted, ..work });
}

#[test]
fn somebody_looks_whether_the_tie_to_the_brand_is_told() {
    let (mut scene, ming, post) = with_post();
    let look = |present| VerifyDisclosure { publication_id: post, present, wording: None };
    let unknown = VerifyDisclosure { publication_id: publication_id("nowhere"), ..look(true) };
    scene.refused(wei(), unknown, "PUBLICATION_UNKNOWN");
    scene.refused(by(ming), look(true), "FORBIDDEN");
    let events = scene.accepted(wei(), look(false));
    assert!(matches!(&events[0], Event::Publication(DisclosureMissingFound(_))));
    let asked = opened(&events, TodoKind::DisclosureMissing);
    assert!(matches!(asked.as_slice(), [todo] if todo.audience == Audience::Koc(ming)));
    let events = scene.accepted(wei(), look(true));
    assert!(matches!(&events[0], Event::Publication(DisclosureVerified(_))));
    assert_eq!(completed(&events), 1, "the member has done what was asked");
}

#[test]
fn counts_come_in_order_and_grow() {
    let (mut scene, _, post) = with_post();
    scene.wait_days(1);
    let first = count(&scene, post, 40);
    scene.refused(wei(), first.clone(), "FORBIDDEN");
    scene.accepted(Actor::IMPORT, first.clone());
    scene.refused(mei(), first, "MEASURE_OUT_OF_ORDER");
    scene.wait_days(1);
    let fewer = count(&scene, post, 39);
    scene.refused(mei(), fewer.clone(), "ENGAGEMENT_DECREASED");
    let put_right = RecordEngagement { correction: true, ..fewer };
    let events = scene.accepted(mei(), put_right.clone());
    let [Event::Publication(EngagementRecorded(counted))] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!((counted.delta.likes, counted.delta.views), (-1, -10));
    // The same count may be put right again.
    scene.accepted(mei(), RecordEngagement { counts: count(&scene, post, 41).counts, ..put_right });
    let tomorrow = scene.now().plus_hours(24);
    let early = RecordEngagement { measured_at: tomorrow, ..count(&scene, post, 50) };
    scene.refused(mei(), early, "DATE_IN_FUTURE");
    let before =
        RecordEngagement { measured_at: moment("2020-01-01T00:00:00Z"), ..count(&scene, post, 50) };
    scene.refused(mei(), before, "MEASURE_OUT_OF_ORDER");
}

#[test]
fn every_step_of_engagement_earns_once() {
    let (mut scene, ming, post) = with_post();
    let mut earned = |likes: u32, correction: bool| {
        scene.wait_days(1);
        let count = RecordEngagement { correction, ..count(&scene, post, likes) };
        match entries(&scene.accepted(mei(), count)).as_slice() {
            [] => 0,
            [ContributionCredited(entry)] => {
                assert_eq!(
                    (entry.koc_id, entry.source),
                    (ming, ContributionSource::EngagementStep)
                );
                entry.points
            }
            other => panic!("one entry at most: {other:?}"),
        }
    };
    assert_eq!(earned(499, false), 0);
    assert_eq!(earned(500, false), 2, "the first step");
    assert_eq!(earned(999, false), 0);
    assert_eq!(earned(2_100, false), 6, "three steps at once");
    assert_eq!(earned(600, true), 0, "put right downwards");
    assert_eq!(earned(2_100, false), 0, "these steps were earned");
    assert_eq!(earned(1_000_000, false), 32, "twenty steps are the most");
}

#[test]
fn a_comment_weighs_three_and_a_share_or_save_five() {
    let (mut scene, _, post) = with_post();
    let counts = Counts { views: 1, likes: 1, comments: 3, shares: 49, saves: 49 };
    assert_eq!(counts.weighted(), 500);
    let events = scene.accepted(mei(), RecordEngagement { counts, ..count(&scene, post, 0) });
    assert_eq!(entries(&events).len(), 1);
}

#[test]
fn a_lead_counts_once_in_each_model_and_is_earned_once() {
    let (mut scene, ming, post) = with_post();
    let hua = member(&mut scene, "hua");
    let other = given_post(&mut scene, "other", hua);
    let first = lead(&scene, post, "lead-1");
    let events = scene.accepted(Actor::IMPORT, first.clone());
    let [ContributionCredited(entry)] = &entries(&events)[..] else { panic!("{events:?}") };
    assert_eq!((entry.koc_id, entry.source), (ming, ContributionSource::LeadInquiry));
    let to_other = AttributeLead { publication_id: other, ..first.clone() };
    scene.refused(mei(), to_other.clone(), "LEAD_ALREADY_ATTRIBUTED");
    let last = AttributeLead { model: AttributionModel::Last, ..to_other };
    assert!(entries(&scene.accepted(mei(), last)).is_empty());
    let ordered = AttributeLead { kind: LeadKind::Order, ..first.clone() };
    let events = scene.accepted(mei(), ordered);
    assert!(matches!(&entries(&events)[..], [ContributionCredited(it)] if it.points == 10));
    let drove = AttributeLead { kind: LeadKind::TestDrive, ..first.clone() };
    let events = scene.accepted(mei(), drove);
    assert!(matches!(&entries(&events)[..], [ContributionCredited(it)] if it.points == 3));
    let odd = AttributeLead { lead_ref: "a name".to_owned(), ..first.clone() };
    scene.refused(mei(), odd, "FIELD_INVALID");
    let tomorrow = scene.now().plus_hours(24);
    let early = AttributeLead { at: tomorrow, lead_ref: "lead-2".to_owned(), ..first };
    scene.refused(mei(), early, "DATE_IN_FUTURE");
}

#[test]
fn nobody_is_their_own_lead() {
    let mut scene = live_with_words();
    let external_ref = Some("owner-7".to_owned());
    scene.given(mei(), domain::koc::command::RegisterKoc { external_ref, ..register("ming") });
    let ming = koc("ming");
    let post = given_post(&mut scene, "post", ming);
    let own = lead(&scene, post, "owner-7");
    scene.refused(mei(), own, "SELF_REFERRAL");
    let named = AttributeLead { lead_koc_id: Some(ming), ..lead(&scene, post, "lead-1") };
    scene.refused(mei(), named, "SELF_REFERRAL");
    let hua = member(&mut scene, "hua");
    let friend = AttributeLead { lead_koc_id: Some(hua), ..lead(&scene, post, "lead-1") };
    scene.accepted(mei(), friend);
}

#[test]
fn what_is_taken_down_has_earned_nothing() {
    let (mut scene, ming, post) = with_post();
    scene.wait_days(1);
    let counted = count(&scene, post, 500);
    scene.given(mei(), counted);
    scene.wait_days(1);
    let inquiry = lead(&scene, post, "lead-1");
    scene.given(mei(), inquiry);
    let hua = member(&mut scene, "hua");
    let down = TakeDownPublication { publication_id: post, reason: "I moved on".into() };
    scene.refused(by(hua), down.clone(), "FORBIDDEN");
    let silent = TakeDownPublication { reason: "".into(), ..down.clone() };
    scene.refused(by(ming), silent, "REASON_REQUIRED");
    let events = scene.accepted(by(ming), down.clone());
    let reversed: Vec<i64> = entries(&events)
        .iter()
        .map(|entry| match entry {
            ContributionReversed(it) => it.points,
            other => panic!("taken back: {other:?}"),
        })
        .collect();
    assert_eq!(reversed, [2, 1]);
    assert!(matches!(entries(&events).last(), Some(ContributionReversed(it)) if it.balance == 0));
    scene.refused(mei(), down, "PUBLICATION_NOT_LIVE");
    scene.wait_days(1);
    let later = count(&scene, post, 900);
    scene.refused(mei(), later.clone(), "PUBLICATION_NOT_LIVE");
    // What was counted before it went may still come in, and earns nothing.
    let measured_at = scene.now().plus_hours(-30);
    let before = RecordEngagement { measured_at, ..count(&scene, post, 1_000) };
    assert!(entries(&scene.accepted(mei(), before)).is_empty());
    let look = VerifyDisclosure { publication_id: post, present: true, wording: None };
    scene.refused(wei(), look, "PUBLICATION_NOT_LIVE");
    let order = AttributeLead { kind: LeadKind::Order, ..lead(&scene, post, "lead-1") };
    assert!(entries(&scene.accepted(mei(), order)).is_empty());
}

#[test]
fn a_lead_of_a_time_without_policy_is_refused_whole() {
    let (mut scene, _, post) = with_post();
    let inquiry = lead(&scene, post, "lead-1");
    let long_ago = moment("2020-01-01T00:00:00Z");
    let refusal = scene.send_as_of(Actor::IMPORT, inquiry, long_ago).expect_err("no policy");
    assert_eq!(refusal.code(), "POLICY_NOT_IN_FORCE");
    assert_eq!(refusal.reaction(), Some("CreditPublication"));
}
