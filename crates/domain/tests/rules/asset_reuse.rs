//! Using an asset: what for, where, how long, seen by whom, and never without its author.

use crate::common::*;
use crate::shown::*;
use crate::work::*;
use domain::asset::Event::*;
use domain::asset::command::*;
use domain::asset::values::*;
use domain::id::AssignmentId;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Actor, Event, Role};

#[track_caller]
fn reuse_refused(spoil: impl FnOnce(&mut RecordReuse), code: &str) {
    let (mut scene, _) = given_kept(|_| {});
    let mut reuse = reuse(&scene, "training");
    spoil(&mut reuse);
    scene.refused(mei(), reuse, code);
}

#[test]
fn every_use_is_recorded_and_its_author_is_told() {
    let (mut scene, ming) = given_kept(|_| {});
    let reuse = reuse(&scene, "training");
    let events = scene.accepted(mei(), reuse.clone());
    let Some(Event::Asset(AssetReused(used))) = events.first() else { panic!("used: {events:?}") };
    assert_eq!((used.purpose, used.reuse_id), (UsePurpose::StaffTraining, reuse.reuse_id));
    assert!(used.people_consent);
    let told = opened(&events, TodoKind::WorkReused);
    let [told] = told.as_slice() else { panic!("one author: {told:?}") };
    assert_eq!(
        (told.audience, told.about.clone()),
        (Audience::Koc(ming), reuse.reuse_id.to_string())
    );
    scene.refused(mei(), reuse, "REUSE_EXISTS");
}

#[test]
fn a_use_is_for_a_licensed_purpose_on_a_licensed_channel() {
    reuse_refused(|it| it.purpose = UsePurpose::Advertising, "PURPOSE_NOT_LICENSED");
    reuse_refused(|it| it.channel = Some("tv".to_owned()), "RIGHTS_NOT_GRANTED");
    let (mut scene, _) = given_kept(|_| {});
    let shown = RecordReuse { channel: Some("app".to_owned()), ..reuse(&scene, "training") };
    scene.accepted(mei(), shown);
}

#[test]
fn a_use_lies_in_the_term_of_the_licence() {
    reuse_refused(|it| it.until = Some(it.from.plus(101)), "LICENCE_EXPIRED");
    reuse_refused(|it| it.from = it.from.plus(101), "LICENCE_EXPIRED");
    reuse_refused(|it| it.from = it.from.plus(-1), "RIGHTS_NOT_GRANTED");
    reuse_refused(|it| it.until = Some(it.from.plus(-1)), "WINDOW_INVALID");
    let (mut scene, _) = given_kept(|_| {});
    let last = RecordReuse { until: Some(scene.today().plus(100)), ..reuse(&scene, "training") };
    scene.accepted(mei(), last);
}

#[test]
fn a_use_names_the_author_and_the_place() {
    reuse_refused(|it| it.credit_kept = false, "CREDIT_LINE_MISSING");
    reuse_refused(|it| it.place = text("", ""), "FIELD_INVALID");
    reuse_refused(|it| it.asset_id = domain::id::AssetId([9; 16]), "NOT_FOUND");
}

#[test]
fn nobody_sees_what_is_not_meant_for_them() {
    let public = |it: &mut RecordReuse| {
        it.audience = ReuseAudience::Public;
        it.channel = Some("app".to_owned());
    };
    reuse_refused(public, "ASSET_CONFIDENTIAL");
    let (mut scene, _) = given_kept(|it| it.confidentiality = Confidentiality::Confidential);
    let staff = reuse(&scene, "training");
    let partners = RecordReuse { audience: ReuseAudience::Partners, ..staff.clone() };
    scene.refused(mei(), partners, "ASSET_CONFIDENTIAL");
    scene.accepted(mei(), staff);
    let (mut scene, _) = given_kept(|it| it.confidentiality = Confidentiality::Public);
    let mut shown = reuse(&scene, "training");
    public(&mut shown);
    let nowhere = RecordReuse { channel: None, ..shown.clone() };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    scene.accepted(mei(), shown);
}

#[test]
fn what_is_under_embargo_is_not_shown_outside() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let embargo = scene.now().plus_hours(10 * 24);
    let brief = domain::task::brief::Brief { embargo_until: Some(embargo), ..brief(&scene) };
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(assignment_id));
    scene.given(by(ming), submit(assignment_id, 1, ming));
    scene.given(wei(), review(assignment_id, 1, domain::assignment::values::Decision::Approve));
    let archive = crate::asset::archive(&scene, assignment_id);
    scene.given(mei(), archive);
    let shown = RecordReuse { audience: ReuseAudience::Partners, ..reuse(&scene, "training") };
    scene.refused(mei(), shown.clone(), "EMBARGO_ACTIVE");
    let work = domain::publication::values::AmplifiedWork::Assignment(assignment_id);
    scene.refused(mei(), amplify("official", work), "EMBARGO_ACTIVE");
    let later = RecordReuse { from: scene.today().plus(11), ..shown };
    scene.accepted(mei(), later);
}

#[test]
fn how_a_work_was_made_goes_with_every_use() {
    let (mut scene, _) = given_kept(|it| it.ai_generated = AiUse::Assisted);
    let reuse = reuse(&scene, "training");
    let events = scene.accepted(mei(), reuse);
    let Some(Event::Asset(AssetReused(used))) = events.first() else { panic!("used: {events:?}") };
    assert_eq!(used.ai_generated, AiUse::Assisted);
}

#[test]
fn an_asset_is_put_elsewhere_in_the_programmes_words() {
    let (mut scene, _) = given_kept(|_| {});
    let classification = Classification {
        model: "q5".to_owned(),
        topic: "family-trip".to_owned(),
        scene: "weekend".to_owned(),
        format: "photo".to_owned(),
        audience: "parents".to_owned(),
    };
    let elsewhere = ReclassifyAsset {
        asset_id: clip(),
        classification,
        grade: None,
        confidentiality: None,
        reason: None,
    };
    let mut unknown = elsewhere.clone();
    unknown.classification.topic = "racing".to_owned();
    scene.refused(mei(), unknown, "TERM_UNKNOWN");
    let mut missing = elsewhere.clone();
    missing.classification.topic.clear();
    scene.refused(mei(), missing, "CLASSIFICATION_MISSING");
    let events = scene.accepted(mei(), elsewhere.clone());
    let [Event::Asset(AssetReclassified(moved))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(
        (moved.was.format.as_str(), moved.classification.format.as_str()),
        ("video", "photo")
    );
    scene.refused(mei(), elsewhere.clone(), "NO_CHANGE");
    let better = ReclassifyAsset { grade: Some(AssetGrade::Benchmark), ..elsewhere };
    scene.accepted(mei(), better);
}

#[test]
fn tags_come_and_go() {
    let (mut scene, _) = given_kept(|_| {});
    let tags = |add: &[&str], remove: &[&str]| TagAsset {
        asset_id: clip(),
        add: add.iter().map(|tag| (*tag).to_owned()).collect(),
        remove: remove.iter().map(|tag| (*tag).to_owned()).collect(),
    };
    scene.refused(mei(), tags(&["boot"], &[]), "TERM_UNKNOWN");
    scene.refused(mei(), tags(&["rear-seats"], &[]), "NO_CHANGE");
    scene.refused(mei(), tags(&["rear-seats"], &["rear-seats"]), "FIELD_INVALID");
    scene.accepted(mei(), tags(&[], &["rear-seats"]));
    scene.refused(mei(), tags(&[], &["rear-seats"]), "NO_CHANGE");
    scene.accepted(mei(), tags(&["rear-seats"], &[]));
}

#[test]
fn the_library_is_kept_by_those_who_may() {
    let (mut scene, ming) = given_kept(|_| {});
    scene.given(Actor::ADMIN, add_operator("lan", &[Role::Librarian]));
    let librarian = Actor::operator(operator_id("lan"), Role::Librarian);
    let reuse = reuse(&scene, "training");
    scene.refused(by(ming), reuse.clone(), "FORBIDDEN");
    scene.refused(wei(), reuse.clone(), "FORBIDDEN");
    scene.accepted(librarian, reuse);
}
