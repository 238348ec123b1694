//! Archiving an approved work for reuse.

use crate::common::*;
use crate::shown::*;
use crate::work::*;
use domain::Violation;
use domain::asset::command::ArchiveAsset;
use domain::asset::values::*;
use domain::assignment::values::Decision;
use domain::id::{AssetId, AssignmentId};
use domain::task::brief::Brief;
use domain::vocabulary::{AiUse, UsePurpose, VocabularyAxis};
use domain::{Event, asset};
use testkit::scene::Scene;

fn asset_id(name: &str) -> AssetId {
    AssetId::derived(&[name.as_bytes()])
}

/// Archives the first submission of an assignment of ming's within the brief's rights.
pub(crate) fn archive(scene: &Scene, assignment_id: AssignmentId) -> ArchiveAsset {
    ArchiveAsset {
        asset_id: asset_id("clip"),
        source: AssetSource::Submission(SubmissionRef { assignment_id, submission_no: 1 }),
        title: text("后排折叠", "Folding the rear seats"),
        kind: AssetKind::Video,
        authors: vec![Author { koc_id: koc("ming"), role: None }],
        credit_line: "film: Ming".into(),
        classification: Classification {
            model: "q5".to_owned(),
            topic: "family-trip".to_owned(),
            scene: "weekend".to_owned(),
            format: "video".to_owned(),
            audience: "parents".to_owned(),
        },
        tags: vec!["rear-seats".to_owned()],
        grade: AssetGrade::Good,
        licence: Licence {
            purposes: vec![UsePurpose::StaffTraining],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            from: scene.today(),
            until: Some(scene.today().plus(100)),
            exclusive: false,
            revocable: true,
            contract_ref: None,
        },
        storage: Storage {
            uri: "library/clip.mp4".into(),
            sha256: file(&format!("{assignment_id} 1")),
            bytes: 1_000_000,
            mime: "video/mp4".to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        confidentiality: Confidentiality::Internal,
    }
}

/// An approved work of ming's.
pub(crate) fn approved() -> (Scene, ArchiveAsset) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_approved(&mut scene, "clip", ming);
    let archive = archive(&scene, assignment_id);
    (scene, archive)
}

#[track_caller]
fn archive_refused(spoil: impl FnOnce(&mut ArchiveAsset), code: &str) {
    let (mut scene, mut archive) = approved();
    spoil(&mut archive);
    scene.refused(mei(), archive, code);
}

#[test]
fn an_approved_work_is_kept_with_its_author_and_its_rights() {
    let (mut scene, archive) = approved();
    let events = scene.accepted(mei(), archive.clone());
    let [Event::Asset(asset::Event::AssetArchived(kept)), ..] = events.as_slice() else {
        panic!("archived: {events:?}");
    };
    assert_eq!(kept.authors, archive.authors);
    assert_eq!(kept.licence, archive.licence);
    assert_eq!(kept.storage.sha256, archive.storage.sha256);
    assert_eq!(kept.credit_line.person, koc("ming").into());
    assert_eq!(kept.storage.uri.person, koc("ming").into());
}

#[test]
fn only_approved_work_is_archived() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let archive = archive(&scene, assignment_id);
    scene.refused(mei(), archive.clone(), "WORK_NOT_APPROVED");
    scene.given(wei(), review(assignment_id, 1, Decision::Reject));
    scene.refused(mei(), archive, "WORK_NOT_APPROVED");
}

#[test]
fn the_submission_archived_is_the_one_that_was_approved() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    scene.given(wei(), review(assignment_id, 1, Decision::RequestRevision));
    scene.given(by(ming), submit(assignment_id, 2, ming));
    scene.given(wei(), review(assignment_id, 2, Decision::Approve));
    let archive = archive(&scene, assignment_id);
    scene.refused(mei(), archive.clone(), "WORK_NOT_APPROVED");
    let second = AssetSource::Submission(SubmissionRef { assignment_id, submission_no: 2 });
    let archive = ArchiveAsset { source: second, ..archive };
    scene.refused(mei(), archive, "CONTENT_HASH_MISMATCH");
}

#[test]
fn a_work_is_archived_once() {
    let (mut scene, archive) = approved();
    scene.given(mei(), archive.clone());
    scene.refused(mei(), archive.clone(), "ASSET_EXISTS");
    let again = ArchiveAsset { asset_id: asset_id("again"), ..archive };
    scene.refused(mei(), again, "ALREADY_ARCHIVED");
}

#[test]
fn every_contributor_is_an_author() {
    archive_refused(|archive| archive.authors.clear(), "AUTHORS_MISSING");
    let (mut scene, archive) = approved();
    let hua = member(&mut scene, "hua");
    let other = ArchiveAsset { authors: vec![Author { koc_id: hua, role: None }], ..archive };
    scene.refused(mei(), other, "AUTHORS_MISSING");
    let nobody = Author { koc_id: koc("nobody"), role: None };
    archive_refused(|archive| archive.authors.push(nobody), "NOT_FOUND");
}

#[test]
fn an_asset_says_how_its_authors_are_named() {
    archive_refused(|archive| archive.credit_line = " ".into(), "CREDIT_LINE_MISSING");
}

#[test]
fn every_axis_of_the_library_is_classified() {
    let (mut scene, mut archive) = approved();
    archive.classification.model = String::new();
    archive.classification.audience = " ".to_owned();
    let refusal = scene.send(mei(), archive).expect_err("not classified");
    let missing = |axis| Violation::ClassificationMissing { axis };
    let axes = [VocabularyAxis::Model, VocabularyAxis::Audience];
    assert_eq!(refusal.violations(), axes.map(missing));
    assert_eq!(refusal.code(), "CLASSIFICATION_MISSING");
}

#[test]
fn an_asset_is_described_in_the_programmes_words() {
    let topic = |archive: &mut ArchiveAsset| archive.classification.topic = "racing".to_owned();
    archive_refused(topic, "TERM_UNKNOWN");
    archive_refused(|archive| archive.tags.push("boot".to_owned()), "TERM_UNKNOWN");
}

#[test]
fn a_licence_takes_no_more_than_the_author_gave() {
    let purposes = |it: &mut ArchiveAsset| it.licence.purposes.push(UsePurpose::Advertising);
    archive_refused(purposes, "RIGHTS_NOT_GRANTED");
    let channels = |it: &mut ArchiveAsset| it.licence.channels.push("tv".to_owned());
    archive_refused(channels, "RIGHTS_NOT_GRANTED");
    let territory = |it: &mut ArchiveAsset| it.licence.territory = "EU".to_owned();
    archive_refused(territory, "RIGHTS_NOT_GRANTED");
    archive_refused(|it| it.licence.exclusive = true, "RIGHTS_NOT_GRANTED");
    archive_refused(|it| it.licence.until = None, "RIGHTS_NOT_GRANTED");
    archive_refused(|it| it.licence.until = Some(it.licence.from.plus(366)), "RIGHTS_NOT_GRANTED");
    let (mut scene, mut archive) = approved();
    archive.licence.until = Some(archive.licence.from.plus(365));
    scene.accepted(mei(), archive);
}

#[test]
fn an_author_may_grant_rights_without_end() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let mut full: Brief = brief(&scene);
    full.usage_rights.until = None;
    full.usage_rights.exclusive = true;
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.given(mei(), open(task_id));
    let offer = offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let assignment_id = AssignmentId::of(task_id, ming);
    scene.given(by(ming), accept(assignment_id));
    scene.given(by(ming), submit(assignment_id, 1, ming));
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    let mut archive = archive(&scene, assignment_id);
    archive.licence.until = None;
    archive.licence.exclusive = true;
    scene.accepted(mei(), archive);
}

#[test]
fn a_licence_does_not_end_before_it_begins() {
    archive_refused(|it| it.licence.until = Some(it.licence.from.plus(-1)), "WINDOW_INVALID");
    archive_refused(|it| it.licence.purposes.clear(), "FIELD_INVALID");
}

#[test]
fn the_file_kept_is_the_file_that_was_reviewed() {
    archive_refused(|archive| archive.storage.sha256 = file("edited"), "CONTENT_HASH_MISMATCH");
}

#[test]
fn the_people_in_it_have_agreed() {
    archive_refused(|archive| archive.people_consent = false, "PEOPLE_CONSENT_MISSING");
}

#[test]
fn how_a_work_was_made_is_not_played_down() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_accepted(&mut scene, "clip", ming);
    let mut assisted = submit(assignment_id, 1, ming);
    assisted.attest.ai_generated = AiUse::Assisted;
    scene.given(by(ming), assisted);
    scene.given(wei(), review(assignment_id, 1, Decision::Approve));
    let mut archive = archive(&scene, assignment_id);
    scene.refused(mei(), archive.clone(), "FIELD_INVALID");
    archive.ai_generated = AiUse::Assisted;
    scene.accepted(mei(), archive);
}

#[test]
fn an_asset_has_a_title_and_a_file() {
    archive_refused(|archive| archive.title.en.clear(), "LABEL_MISSING");
    archive_refused(|archive| archive.storage.uri = "".into(), "FIELD_INVALID");
    archive_refused(|archive| archive.storage.bytes = 0, "FIELD_INVALID");
    archive_refused(|archive| archive.storage.mime.clear(), "FIELD_INVALID");
    let nowhere = AssignmentId::of(task_id("nowhere"), koc("ming"));
    let unknown =
        AssetSource::Submission(SubmissionRef { assignment_id: nowhere, submission_no: 1 });
    archive_refused(|archive| archive.source = unknown, "NOT_FOUND");
}

/// Archives what is not a task's work, under a contract.
pub(crate) fn by_contract(scene: &Scene, source: AssetSource) -> ArchiveAsset {
    let mut archive = archive(scene, AssignmentId([0; 16]));
    archive.source = source;
    archive.licence.contract_ref = Some("contracts/7".to_owned());
    archive
}

#[test]
fn what_was_published_unasked_is_archived_under_a_contract() {
    let (mut scene, ming, assignment_id) = ming_approved();
    let unknown = AssetSource::Publication(publication_id("nowhere"));
    let unknown = by_contract(&scene, unknown);
    scene.refused(mei(), unknown, "PUBLICATION_UNKNOWN");
    let work = publish_work(&scene, "work", ming, assignment_id);
    scene.given(by(ming), work);
    let asked_for = by_contract(&scene, AssetSource::Publication(publication_id("work")));
    scene.refused(mei(), asked_for, "FIELD_INVALID");
    let post = given_post(&mut scene, "post", ming);
    let own = by_contract(&scene, AssetSource::Publication(post));
    let mut bare = own.clone();
    bare.licence.contract_ref = None;
    scene.refused(mei(), bare, "RIGHTS_NOT_GRANTED");
    let mut nobody = own.clone();
    nobody.authors.clear();
    scene.refused(mei(), nobody, "AUTHORS_MISSING");
    scene.accepted(mei(), own.clone());
    scene.refused(mei(), ArchiveAsset { asset_id: asset_id("again"), ..own }, "ALREADY_ARCHIVED");
}

#[test]
fn a_story_is_archived_with_its_own_consent() {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let source = AssetSource::Story(StoryRef { koc_id: ming, story_no: 1 });
    let story = by_contract(&scene, source);
    scene.refused(mei(), story.clone(), "CONSENT_MISSING");
    scene.given(by(ming), grant(ming, domain::vocabulary::ConsentPurpose::Story));
    scene.accepted(mei(), story.clone());
    scene.refused(mei(), ArchiveAsset { asset_id: asset_id("again"), ..story }, "ALREADY_ARCHIVED");
}
