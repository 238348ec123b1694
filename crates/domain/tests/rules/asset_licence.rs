//! Licences that end, and leaving the library.

use crate::common::*;
use crate::privacy::{erase, receive, verify, yan};
use crate::shown::*;
use domain::approval::{AssetProposal, Proposal};
use domain::asset::Event::*;
use domain::asset::command::*;
use domain::asset::values::*;
use domain::id::DataRequestId;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::UsePurpose;
use domain::{Actor, Event, Role};

fn withdraw(reason: WithdrawReason) -> WithdrawAsset {
    WithdrawAsset { asset_id: clip(), reason }
}

fn restrict() -> RestrictAsset {
    RestrictAsset { asset_id: clip(), why: RestrictionReason::Dispute, until: None }
}

fn restore() -> RestoreAsset {
    RestoreAsset { asset_id: clip(), reason: "it was settled".into() }
}

fn extend() -> ExtendLicence {
    ExtendLicence {
        asset_id: clip(),
        until: None,
        purposes: Vec::new(),
        channels: Vec::new(),
        contract_ref: "contracts/77".to_owned(),
        agreed_by_author: true,
    }
}

#[test]
fn a_licence_is_widened_as_its_author_agreed() {
    let (mut scene, _) = given_kept(|_| {});
    let until = Some(scene.today().plus(200));
    let longer = ExtendLicence { until, purposes: vec![UsePurpose::Press], ..extend() };
    let alone = ExtendLicence { agreed_by_author: false, ..longer.clone() };
    scene.refused(mei(), alone, "AUTHOR_NOT_AGREED");
    scene.refused(mei(), extend(), "NO_CHANGE");
    let shorter = ExtendLicence { until: Some(scene.today()), ..extend() };
    scene.refused(mei(), shorter, "FIELD_INVALID");
    let events = scene.accepted(mei(), longer);
    let [Event::Asset(LicenceExtended(wider))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((wider.licence.until, wider.was.until), (until, Some(scene.today().plus(100))));
    assert!(wider.licence.purposes.contains(&UsePurpose::Press));
    let press = RecordReuse { purpose: UsePurpose::Press, ..reuse(&scene, "press") };
    scene.accepted(mei(), press);
}

#[test]
fn the_end_of_a_licence_is_told_thirty_days_before_and_then_the_asset_leaves() {
    let (mut scene, _) = given_kept(|_| {});
    let training = reuse(&scene, "training");
    scene.given(mei(), training.clone());
    scene.wait_days(69);
    assert_eq!(clock(&mut scene), Vec::<&str>::new());
    let early = NoteLicenceEnding { asset_id: clip() };
    scene.refused(Actor::SYSTEM, early.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    assert_eq!(clock(&mut scene), ["NoteLicenceEnding"]);
    let events: Vec<Event> = scene.log.iter().map(|it| it.event.clone()).collect();
    let told = opened(&events, TodoKind::LicenceEnding);
    let [told] = told.as_slice() else { panic!("told once: {told:?}") };
    assert_eq!(told.audience, Audience::Role(Role::Librarian));
    assert!(told.due.is_some());
    let Some(Event::Asset(LicenceEndingNoticed(noticed))) = events.iter().rev().nth(1) else {
        panic!("noticed")
    };
    assert_eq!(noticed.live_reuses, [training.reuse_id]);
    scene.refused(Actor::SYSTEM, early, "NO_CHANGE");
    scene.refused(Actor::SYSTEM, withdraw(WithdrawReason::LicenceExpired), "NOT_YET_DUE");
    scene.wait_days(31);
    assert_eq!(clock(&mut scene), ["WithdrawAsset"]);
    let events: Vec<Event> = scene.log.iter().map(|it| it.event.clone()).collect();
    assert_eq!(opened(&events, TodoKind::EndReuse).len(), 1);
    let again = reuse(&scene, "again");
    scene.refused(mei(), again, "ASSET_WITHDRAWN");
    assert_eq!(clock(&mut scene), Vec::<&str>::new());
}

#[test]
fn an_extended_licence_is_warned_of_again() {
    let (mut scene, _) = given_kept(|_| {});
    scene.wait_days(80);
    assert_eq!(clock(&mut scene), ["NoteLicenceEnding"]);
    let until = Some(scene.today().plus(60));
    let events = scene.accepted(mei(), ExtendLicence { until, ..extend() });
    assert_eq!(completed(&events), 1, "the to-do is done");
    scene.wait_days(25);
    assert_eq!(clock(&mut scene), Vec::<&str>::new());
    scene.wait_days(6);
    assert_eq!(clock(&mut scene), ["NoteLicenceEnding"]);
}

#[test]
fn what_was_restricted_is_used_no_further_until_its_day_or_until_restored() {
    let (mut scene, _) = given_kept(|_| {});
    let until = Some(scene.today().plus(5));
    let past = RestrictAsset { until: Some(scene.today().plus(-1)), ..restrict() };
    scene.refused(mei(), past, "DATE_IN_PAST");
    scene.accepted(mei(), RestrictAsset { until, ..restrict() });
    scene.refused(mei(), restrict(), "ASSET_NOT_ARCHIVED");
    let training = reuse(&scene, "training");
    scene.refused(mei(), training, "ASSET_NOT_ARCHIVED");
    scene.wait_days(6);
    let training = reuse(&scene, "training");
    scene.accepted(mei(), training);
    scene.refused(mei(), restore(), "ASSET_NOT_WITHDRAWN");
    scene.accepted(mei(), restrict());
    scene.accepted(mei(), restore());
    scene.accepted(mei(), restrict());
}

#[test]
fn what_was_withdrawn_comes_back_while_its_licence_holds() {
    let (mut scene, _) = given_kept(|_| {});
    scene.accepted(mei(), withdraw(WithdrawReason::Error));
    scene.refused(mei(), withdraw(WithdrawReason::Error), "ASSET_WITHDRAWN");
    scene.refused(mei(), restrict(), "ASSET_NOT_ARCHIVED");
    let silent = RestoreAsset { reason: " ".into(), ..restore() };
    scene.refused(mei(), silent, "REASON_REQUIRED");
    scene.accepted(mei(), restore());
    scene.accepted(mei(), withdraw(WithdrawReason::Compliance));
    scene.wait_days(101);
    scene.refused(mei(), restore(), "LICENCE_EXPIRED");
    let until = Some(scene.today().plus(30));
    scene.given(mei(), ExtendLicence { until, ..extend() });
    scene.accepted(mei(), restore());
}

#[test]
fn an_author_takes_back_what_is_theirs_to_take_back() {
    let (mut scene, ming) = given_kept(|_| {});
    let hua = member(&mut scene, "hua");
    let back = withdraw(WithdrawReason::AuthorWithdrew);
    scene.refused(by(hua), back.clone(), "NOT_A_PARTY");
    scene.refused(by(ming), withdraw(WithdrawReason::Error), "FIELD_INVALID");
    scene.accepted(by(ming), back.clone());
    let (mut scene, ming) = given_kept(|it| it.licence.revocable = false);
    scene.refused(by(ming), back, "LICENCE_NOT_REVOCABLE");
}

#[test]
fn what_was_withdrawn_is_destroyed_by_two() {
    let (mut scene, _) = given_kept(|_| {});
    let yun = given_privacy(&mut scene);
    let request_id = Some(DataRequestId([3; 16]));
    let destroy = DestroyAsset { asset_id: clip(), request_id };
    scene.refused(yun, destroy.clone(), "ASSET_NOT_WITHDRAWN");
    scene.given(mei(), withdraw(WithdrawReason::Erasure));
    scene.refused(mei(), destroy.clone(), "FORBIDDEN");
    scene.refused(yun, destroy.clone(), "FOUR_EYES_REQUIRED");
    approve(&mut scene, Proposal::DestroyAsset(AssetProposal { asset_id: clip() }));
    let events = scene.accepted(yun, destroy.clone());
    let [Event::Asset(AssetDestroyed(gone))] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(gone.approved_by.len(), 1);
    scene.refused(yun, destroy, "ASSET_NOT_WITHDRAWN");
    scene.refused(mei(), restore(), "ASSET_NOT_WITHDRAWN");
    let tag = TagAsset { asset_id: clip(), add: Vec::new(), remove: vec!["rear-seats".to_owned()] };
    scene.refused(mei(), tag, "ASSET_WITHDRAWN");
}

#[test]
fn a_licence_without_an_end_has_no_clock() {
    let mut scene = crate::work::live_with_words();
    let ming = member(&mut scene, "ming");
    let mut full = crate::work::brief(&scene);
    full.usage_rights.until = None;
    let task_id = crate::work::given_brief(&mut scene, crate::work::draft("clip"), full);
    scene.given(mei(), crate::work::open(task_id));
    let offer = crate::work::offer(&scene, task_id, ming);
    scene.given(mei(), offer);
    let assignment_id = domain::id::AssignmentId::of(task_id, ming);
    scene.given(by(ming), crate::work::accept(assignment_id));
    scene.given(by(ming), crate::work::submit(assignment_id, 1, ming));
    let approve = domain::assignment::values::Decision::Approve;
    scene.given(wei(), crate::work::review(assignment_id, 1, approve));
    let mut archive = crate::asset::archive(&scene, assignment_id);
    archive.licence.until = None;
    scene.given(mei(), archive);
    let clocks: Vec<&str> = scene.state.timers().iter().map(|(_, it)| it.name()).collect();
    assert_eq!(clocks, ["ScreenTiers", "CloseTask", "FlagFeedbackDue"]);
    scene.refused(Actor::SYSTEM, NoteLicenceEnding { asset_id: clip() }, "NO_CHANGE");
    scene.refused(mei(), withdraw(WithdrawReason::LicenceExpired), "FIELD_INVALID");
}

#[test]
fn whoever_is_forgotten_takes_back_what_they_could_have_taken_back() {
    for (revocable, left) in [(true, 1), (false, 0)] {
        let (mut scene, ming) = given_kept(|it| it.licence.revocable = revocable);
        let training = reuse(&scene, "training");
        scene.given(mei(), training);
        scene.given(mei(), add_operator("yan", &[Role::Privacy]));
        let kind = domain::privacy::values::DataRequestKind::Deletion;
        scene.given(by(ming), receive("forget", ming, kind));
        scene.given(yan(), verify("forget"));
        let events = scene.accepted(yan(), erase("forget", ming));
        let withdrawn = events.iter().filter(|it| matches!(it, Event::Asset(AssetWithdrawn(_))));
        assert_eq!(withdrawn.count(), left);
        assert_eq!(opened(&events, TodoKind::EndReuse).len(), left);
    }
}
