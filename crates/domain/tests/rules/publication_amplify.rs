//! Showing a member's work under the brand's name.

use crate::common::*;
use crate::shown::*;
use crate::work::*;
use domain::asset::command::{RestrictAsset, WithdrawAsset};
use domain::asset::values::*;
use domain::publication::Event::*;
use domain::publication::command::*;
use domain::publication::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Actor, Event};

#[track_caller]
fn refused(spoil: impl FnOnce(&mut AmplifyWork), code: &str) {
    let (mut scene, _, assignment_id) = ming_approved();
    let mut amplify = amplify("official", AmplifiedWork::Assignment(assignment_id));
    spoil(&mut amplify);
    scene.refused(mei(), amplify, code);
}

#[test]
fn an_approved_work_is_shown_with_its_author_who_is_told() {
    let (mut scene, ming, assignment_id) = ming_approved();
    let amplify = amplify("official", AmplifiedWork::Assignment(assignment_id));
    let events = scene.accepted(mei(), amplify.clone());
    let Some(Event::Publication(WorkAmplified(shown))) = events.first() else {
        panic!("{events:?}")
    };
    assert_eq!((shown.authors.as_slice(), shown.assignment_id), (&[ming][..], Some(assignment_id)));
    assert_eq!(shown.credit_line.person, ming.into());
    let told = opened(&events, TodoKind::WorkAmplified);
    assert!(matches!(told.as_slice(), [todo] if todo.audience == Audience::Koc(ming)));
    scene.refused(mei(), amplify, "PUBLICATION_EXISTS");
}

#[test]
fn only_approved_work_is_shown() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let amplify = amplify("official", AmplifiedWork::Assignment(assignment_id));
    scene.refused(mei(), amplify, "WORK_NOT_APPROVED");
}

#[test]
fn the_author_is_named_or_it_is_not_shown() {
    refused(|it| it.credit_line = " ".into(), "CREDIT_LINE_MISSING");
}

#[test]
fn the_terms_cover_purpose_channel_and_day() {
    refused(|it| it.purpose = UsePurpose::Advertising, "RIGHTS_NOT_GRANTED");
    refused(|it| it.channel = "tv".to_owned(), "RIGHTS_NOT_GRANTED");
    let (mut scene, _, assignment_id) = ming_approved();
    scene.wait_days(366);
    let late = amplify("official", AmplifiedWork::Assignment(assignment_id));
    scene.refused(mei(), late, "LICENCE_EXPIRED");
}

#[test]
fn what_is_kept_is_shown_as_its_licence_and_standing_say() {
    let (mut scene, _) = given_kept(|_| {});
    scene.refused(mei(), amplify("official", AmplifiedWork::Asset(clip())), "ASSET_CONFIDENTIAL");
    let public = |it: &mut domain::asset::command::ArchiveAsset| {
        it.confidentiality = Confidentiality::Public;
        it.licence.purposes.push(UsePurpose::Social);
        it.ai_generated = AiUse::Assisted;
    };
    let (scene, _) = given_kept(public);
    let shown = amplify("official", AmplifiedWork::Asset(clip()));
    let events = scene.clone().accepted(mei(), shown.clone());
    let Some(Event::Publication(WorkAmplified(kept))) = events.first() else {
        panic!("{events:?}")
    };
    assert_eq!((kept.ai_generated, kept.people_consent), (AiUse::Assisted, true));
    let mut restricted = scene.clone();
    let why = RestrictionReason::Dispute;
    restricted.given(mei(), RestrictAsset { asset_id: clip(), why, until: None });
    restricted.refused(mei(), shown.clone(), "ASSET_NOT_ARCHIVED");
    let mut withdrawn = scene.clone();
    let reason = WithdrawReason::AuthorWithdrew;
    withdrawn.given(mei(), WithdrawAsset { asset_id: clip(), reason });
    withdrawn.refused(mei(), shown.clone(), "ASSET_WITHDRAWN");
    // Nor by the assignment it came from.
    let task = domain::id::AssignmentId::of(task_id("clip"), koc("ming"));
    let around = AmplifyWork { source: AmplifiedWork::Assignment(task), ..shown.clone() };
    withdrawn.refused(mei(), around, "ASSET_WITHDRAWN");
    let mut late = scene.clone();
    late.wait_days(101);
    late.refused(mei(), shown, "LICENCE_EXPIRED");
}

#[test]
fn a_work_whose_tie_is_not_told_is_not_shown() {
    let (mut scene, ming, assignment_id) = ming_approved();
    let work = publish_work(&scene, "post", ming, assignment_id);
    scene.given(by(ming), work);
    let post = publication_id("post");
    let look = |present| VerifyDisclosure { publication_id: post, present, wording: None };
    scene.given(wei(), look(false));
    let shown = amplify("official", AmplifiedWork::Assignment(assignment_id));
    scene.refused(mei(), shown.clone(), "DISCLOSURE_MISSING");
    scene.given(wei(), look(true));
    scene.accepted(mei(), shown);
}

#[test]
fn an_address_of_the_brands_is_registered_once_too() {
    let (mut scene, ming, assignment_id) = ming_approved();
    given_post(&mut scene, "post", ming);
    let source = AmplifiedWork::Assignment(assignment_id);
    let url = Some("https://weibo.example/post".into());
    let same = AmplifyWork { url, ..amplify("official", source) };
    scene.refused(mei(), same, "URL_TAKEN");
    let url = Some("no address".into());
    let nowhere = AmplifyWork { url, ..amplify("official", source) };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let url = Some("https://brand.example/1".into());
    scene.accepted(mei(), AmplifyWork { url, ..amplify("official", source) });
}

#[test]
fn a_wrong_credit_is_put_right_in_the_open() {
    let (mut scene, ming, assignment_id) = ming_approved();
    let post = given_post(&mut scene, "post", ming);
    scene.given(mei(), amplify("official", AmplifiedWork::Assignment(assignment_id)));
    let official = publication_id("official");
    let correct = CorrectCredit {
        publication_id: official,
        credit_line: "film and words: Ming".into(),
        reason: "the words are Ming's too".into(),
    };
    let own = CorrectCredit { publication_id: post, ..correct.clone() };
    scene.refused(mei(), own, "NOT_AMPLIFIED");
    let nobody = CorrectCredit { credit_line: "".into(), ..correct.clone() };
    scene.refused(mei(), nobody, "CREDIT_LINE_MISSING");
    let silent = CorrectCredit { reason: "".into(), ..correct.clone() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = scene.accepted(mei(), correct.clone());
    let [Event::Publication(CreditCorrected(put_right))] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_ne!(put_right.was, put_right.credit_line);
    scene.refused(mei(), correct.clone(), "NO_CHANGE");
    let down = TakeDownPublication { publication_id: official, reason: "withdrawn".into() };
    scene.refused(by(ming), down.clone(), "FORBIDDEN");
    scene.given(mei(), down);
    let late = CorrectCredit { credit_line: "Ming".into(), ..correct };
    scene.refused(mei(), late, "PUBLICATION_NOT_LIVE");
}

#[test]
fn what_the_brand_shows_earns_its_author_no_steps() {
    let (mut scene, _, assignment_id) = ming_approved();
    scene.given(mei(), amplify("official", AmplifiedWork::Assignment(assignment_id)));
    scene.wait_days(1);
    let count = count(&scene, publication_id("official"), 100_000);
    assert_eq!(scene.accepted(Actor::IMPORT, count).len(), 1);
}
