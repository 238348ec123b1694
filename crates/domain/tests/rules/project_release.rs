//! The way out: nobody left out, nobody named otherwise than they chose; corrections and editions.

use domain::asset::command::ArchiveAsset;
use domain::asset::values::{AssetSource, Author, EditionRef, Storage};
use domain::id::{AssetId, GatheringId, KocId};
use domain::koc::command::LeaveProgramme;
use domain::privacy::values::DataRequestKind;
use domain::project::Event as Happened;
use domain::project::command::*;
use domain::project::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::{Event, Role, Timer, Violation, contribution};
use testkit::scene::Scene;

use crate::common::*;
use crate::koc_merge::given_merged;
use crate::privacy::{erase, receive, verify, yan};
use crate::projects::*;
use crate::shown::{completed, opened};
use crate::work::{file, given_approved};

/// Ming's tip is in, lan's was merged into it; everybody but lan has chosen a name.
fn with_lan() -> (Scene, Cast, Vec<PrintedCredit>) {
    let (mut scene, cast) = given_staffed();
    let ming = given_piece(&mut scene, "tyres", "ming");
    given_piece(&mut scene, "chains", "lan");
    scene.given(by(cast.hua), accept("tyres"));
    scene.given(by(cast.hua), merge_into("chains", "tyres"));
    given_proofread(&mut scene, cast, &["tyres"]);
    let mut credits = given_names(&mut scene, cast);
    scene.given(by(ming), choose(ming, "Ming"));
    credits.push(printed(ming, "Ming"));
    (scene, cast, credits)
}

fn with(credits: &[PrintedCredit], line: PrintedCredit) -> ReleaseProject {
    release([credits, &[line]].concat())
}

fn correction(koc_id: KocId) -> CreditCorrection {
    CreditCorrection { koc_id, reason: "left out by the printer".into() }
}

fn correct(add: &[KocId], fix: &[KocId]) -> CorrectCredits {
    let all = |ids: &[KocId]| ids.iter().map(|id| correction(*id)).collect();
    CorrectCredits { project_id: handbook(), edition: 1, add: all(add), fix: all(fix) }
}

#[test]
fn nothing_is_released_while_somebody_is_left_out() {
    let (mut scene, cast, credits) = with_lan();
    let lan = koc("lan");
    scene.given(by(lan), choose(lan, "Lan"));
    let refusal = scene.send(mei(), release(credits.clone())).expect_err("lan is left out");
    assert_eq!(refusal.violations(), [Violation::CreditsIncomplete { uncredited: vec![lan] }]);
    let without_yu: Vec<_> = credits.iter().filter(|it| it.koc_id != cast.yu).cloned().collect();
    scene.refused(mei(), with(&without_yu, printed(lan, "Lan")), "CREDITS_INCOMPLETE");
    let events = scene.accepted(mei(), with(&credits, printed(lan, "Lan")));
    let released = of_projects(&events).into_iter().find_map(|event| match event {
        Happened::ProjectReleased(released) => Some(released),
        _ => None,
    });
    let released = released.expect("released");
    assert_eq!((released.pieces, released.credits.len()), (2, 6));
    let roles = |koc_id: KocId| {
        let line = released.credits.iter().find(|credit| credit.koc_id == koc_id);
        line.map(|line| line.roles.clone()).unwrap_or_default()
    };
    assert_eq!(roles(lan), [CreditRole::Author]);
    assert_eq!(roles(cast.hua), [CreditRole::SectionEditor]);
    assert_eq!(roles(cast.jin), [CreditRole::ChiefEditor, CreditRole::Proofreader]);
    assert_eq!(roles(cast.yu), [CreditRole::ChiefEditor]);
}

#[test]
fn nobody_is_named_otherwise_than_they_chose() {
    let (mut scene, _, credits) = with_lan();
    let lan = koc("lan");
    let refusal = scene.send(mei(), with(&credits, printed(lan, "Lan"))).expect_err("not chosen");
    assert_eq!(refusal.violations(), [Violation::CreditNameNotChosen { koc_ids: vec![lan] }]);
    scene.refused(mei(), with(&credits, printed_as_a_member(lan)), "CREDIT_NAME_NOT_CHOSEN");
    let chosen = choose(lan, "Lan");
    scene.refused(mei(), chosen.clone(), "FORBIDDEN");
    scene.refused(by(koc("ming")), chosen.clone(), "FORBIDDEN");
    scene.given(by(lan), chosen.clone());
    scene.refused(by(lan), chosen.clone(), "NO_CHANGE");
    scene.refused(mei(), with(&credits, printed(lan, "Lan Lan")), "CREDIT_NAME_NOT_CHOSEN");
    // They choose again before it is out, and what was printed is wrong.
    scene.given(by(lan), ChooseCreditName { name: None, ..chosen });
    scene.refused(mei(), with(&credits, printed(lan, "Lan")), "CREDIT_NAME_NOT_CHOSEN");
    scene.given(mei(), with(&credits, printed_as_a_member(lan)));
}

#[test]
fn a_release_says_what_it_is() {
    let (mut scene, cast, credits) = with_lan();
    let lan = koc("lan");
    scene.given(by(lan), choose(lan, "Lan"));
    let right = with(&credits, printed(lan, "Lan"));
    scene.refused(mei(), ReleaseProject { edition: 2, ..right.clone() }, "FIELD_INVALID");
    let nowhere = ReleaseProject { artefact_ref: String::new(), ..right.clone() };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let ceremony_gathering_id = Some(GatheringId([1; 16]));
    scene.refused(mei(), ReleaseProject { ceremony_gathering_id, ..right.clone() }, "NOT_FOUND");
    let twice = [&right.credits[..], &[printed(lan, "Lan")]].concat();
    scene.refused(mei(), release(twice), "FIELD_INVALID");
    let stranger = [&right.credits[..], &[printed_as_a_member(koc("nobody"))]].concat();
    scene.refused(mei(), release(stranger), "NOT_FOUND");
    scene.refused(by(cast.jin), right.clone(), "FORBIDDEN");
    // Whoever helped otherwise is thanked as they chose.
    let qi = member(&mut scene, "qi");
    let thanked = [&right.credits[..], &[printed(qi, "Qi")]].concat();
    scene.refused(mei(), release(thanked.clone()), "CREDIT_NAME_NOT_CHOSEN");
    scene.given(by(qi), choose(qi, "Qi"));
    scene.given(mei(), release(thanked));
    scene.refused(mei(), right, "PROJECT_NOT_PROOFREAD");
}

#[test]
fn everybody_in_the_credits_is_thanked_and_credited() {
    let (mut scene, cast, credits) = with_lan();
    let lan = koc("lan");
    scene.given(by(lan), choose(lan, "Lan"));
    let events = scene.accepted(mei(), with(&credits, printed(lan, "Lan")));
    let told = opened(&events, TodoKind::ProjectReleased);
    assert_eq!(told.len(), 6);
    assert!(told.iter().any(|todo| todo.audience == Audience::Koc(cast.bo)));
    let credited = events.iter().filter(|event| {
        matches!(event, Event::Contribution(contribution::Event::ContributionCredited(e))
            if e.rule == "project-released")
    });
    assert_eq!(credited.count(), 6);
    let archive = opened(&events, TodoKind::ArchiveEdition);
    assert_eq!(archive[0].audience, Audience::Role(Role::Librarian));
    assert!(scene.state.timers().at(Timer::ThankContributors(handbook())).is_none());
    scene.refused(clockwork(), ThankContributors { project_id: handbook() }, "NO_CHANGE");
}

#[test]
fn very_many_are_thanked_by_the_clock_a_hundred_at_a_time() {
    let (mut scene, cast) = given_staffed();
    let mut authors = Vec::new();
    for number in 0..201 {
        let name = format!("owner-{number}");
        let koc_id = given_piece(&mut scene, &name, &name);
        scene.given(mei(), accept(&name));
        scene.given(by(koc_id), ChooseCreditName { name: None, ..choose(koc_id, "") });
        authors.push(koc_id);
    }
    given_proofread(&mut scene, cast, &[]);
    let mut credits = given_names(&mut scene, cast);
    credits.extend(authors.iter().map(|koc_id| printed_as_a_member(*koc_id)));
    let events = scene.accepted(mei(), release(credits));
    let mut thanked = vec![opened(&events, TodoKind::ProjectReleased).len()];
    while scene.state.timers().at(Timer::ThankContributors(handbook())).is_some() {
        scene.wait_hours(1);
        let thank = ThankContributors { project_id: handbook() };
        let events = scene.accepted(clockwork(), thank);
        thanked.push(opened(&events, TodoKind::ProjectReleased).len());
    }
    assert_eq!(thanked, [100, 100, 5]);
}

#[track_caller]
fn given_forgotten(scene: &mut Scene, koc_id: KocId) -> Vec<Event> {
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    scene.given(by(koc_id), receive("forget", koc_id, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    scene.accepted(yan(), erase("forget", koc_id))
}

#[test]
fn who_was_forgotten_is_credited_without_a_name_and_stops_nothing() {
    let (mut scene, _, credits) = with_lan();
    let lan = koc("lan");
    scene.given(by(lan), choose(lan, "Lan"));
    let effective_on = scene.today();
    scene.given(by(lan), LeaveProgramme { koc_id: lan, reason: None, effective_on });
    given_forgotten(&mut scene, lan);
    let events = of_projects(&scene.accepted(mei(), release(credits)));
    let Some(Happened::ProjectReleased(released)) = events.first() else { panic!("{events:?}") };
    let line = released.credits.iter().find(|credit| credit.koc_id == lan).expect("credited");
    assert_eq!((line.roles.as_slice(), line.chosen_in), ([CreditRole::Author].as_slice(), None));
    let Some(Happened::ContributorsThanked(thanked)) = events.get(1) else { panic!("{events:?}") };
    assert!(!thanked.koc_ids.contains(&lan), "nobody is there to be told");
}

#[test]
fn with_a_forgotten_author_goes_what_nobody_has_looked_at() {
    let (mut scene, cast) = given_staffed();
    let lan = given_piece(&mut scene, "chains", "lan");
    scene.given(by(lan), offer_piece("wipers", lan));
    scene.given(by(cast.hua), accept("chains"));
    let events = of_pieces(&given_forgotten(&mut scene, lan));
    assert_eq!(events.len(), 1, "the accepted one stays: {events:?}");
    scene.refused(by(cast.hua), accept("wipers"), "ALREADY_TRIAGED");
}

#[test]
fn who_goes_on_under_another_record_is_credited_under_that() {
    let (mut scene, _, credits) = with_lan();
    let (lan, lily) = (koc("lan"), member(&mut scene, "lily"));
    given_merged(&mut scene, lily, lan);
    scene.given(by(lily), choose(lily, "Lily"));
    let refusal = scene.send(mei(), release(credits.clone())).expect_err("lily is left out");
    assert_eq!(refusal.violations(), [Violation::CreditsIncomplete { uncredited: vec![lily] }]);
    scene.given(mei(), with(&credits, printed(lily, "Lily")));
}

#[test]
fn credits_are_put_right_after_a_release_and_nobody_is_taken_out() {
    let (mut scene, cast) = given_staffed();
    scene.refused(mei(), correct(&[cast.jin], &[]), "PROJECT_NOT_RELEASED");
    let (mut scene, _) = given_released();
    let (ming, lan) = (koc("ming"), member(&mut scene, "lan"));
    scene.refused(mei(), correct(&[], &[]), "NO_CHANGE");
    scene.refused(mei(), correct(&[ming], &[]), "NO_CHANGE");
    scene.refused(mei(), correct(&[lan], &[]), "CREDIT_NAME_NOT_CHOSEN");
    scene.refused(mei(), correct(&[], &[lan]), "FIELD_INVALID");
    scene.refused(mei(), correct(&[], &[ming]), "NO_CHANGE");
    scene.given(by(lan), choose(lan, "Lan"));
    scene.given(by(ming), choose(ming, "Old Ming"));
    let mut silent = correct(&[lan], &[]);
    silent.add[0].reason = "".into();
    scene.refused(mei(), silent, "REASON_REQUIRED");
    let events = of_projects(&scene.accepted(mei(), correct(&[lan], &[ming])));
    let [Happened::CreditsCorrected(corrected)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(corrected.added[0].credit.roles, [CreditRole::Acknowledged]);
    assert_eq!(corrected.fixed[0].credit.koc_id, ming);
    // Whoever was left out is thanked like the others.
    let thank = ThankContributors { project_id: handbook() };
    let events = scene.accepted(clockwork(), thank);
    assert_eq!(opened(&events, TodoKind::ProjectReleased)[0].koc_id, Some(lan));
    scene.refused(mei(), correct(&[], &[ming]), "NO_CHANGE");
}

#[test]
fn a_new_edition_takes_pieces_again_and_credits_both() {
    let (mut scene, cast) = given_staffed();
    let until = scene.today().plus(60);
    let again = OpenNewEdition { project_id: handbook(), edition: 2, until };
    scene.refused(mei(), again, "PROJECT_NOT_RELEASED");
    let (mut scene, _) = given_released();
    let ming = koc("ming");
    scene.refused(by(ming), offer_piece("more", ming), "PROJECT_NOT_OPEN");
    let until = scene.today().plus(60);
    let again = OpenNewEdition { project_id: handbook(), edition: 2, until };
    scene.refused(mei(), OpenNewEdition { edition: 3, ..again.clone() }, "FIELD_INVALID");
    let yesterday = scene.today().plus(-1);
    scene.refused(mei(), OpenNewEdition { until: yesterday, ..again.clone() }, "DATE_IN_PAST");
    scene.given(mei(), again.clone());
    scene.refused(mei(), again, "PROJECT_NOT_RELEASED");
    let lan = given_piece(&mut scene, "chains", "lan");
    scene.given(by(cast.hua), accept("chains"));
    scene.refused(mei(), FreezeProject { project_id: handbook() }, "SECTION_NOT_ACCEPTED");
    given_proofread(&mut scene, cast, &["tyres", "chains"]);
    let printed = |names: &[(KocId, &str)]| {
        names.iter().map(|(koc_id, name)| printed(*koc_id, name)).collect::<Vec<_>>()
    };
    let old = printed(&[
        (cast.jin, "金"),
        (cast.yu, "余"),
        (cast.hua, "花"),
        (cast.bo, "波"),
        (ming, "Ming"),
    ]);
    let second = |credits| ReleaseProject { edition: 2, ..release(credits) };
    scene.refused(mei(), second(old.clone()), "CREDITS_INCOMPLETE");
    scene.given(by(lan), choose(lan, "Lan"));
    let all = [&old[..], &printed(&[(lan, "Lan")])[..]].concat();
    scene.given(mei(), second(all));
    // The first edition stays as it is.
    scene.refused(mei(), correct(&[ming], &[]), "NO_CHANGE");
    scene.given(mei(), correct(&[lan], &[]));
}

#[test]
fn a_released_edition_is_archived_for_its_chief_editors() {
    let (mut scene, cast) = given_released();
    let qi = member(&mut scene, "qi");
    let assignment_id = given_approved(&mut scene, "clip", qi);
    let plain = crate::asset::archive(&scene, assignment_id);
    let source = |edition| AssetSource::Edition(EditionRef { project_id: handbook(), edition });
    let author = |koc_id| Author { koc_id, role: None };
    let archive = ArchiveAsset {
        asset_id: AssetId::derived(&[b"handbook"]),
        source: source(1),
        authors: vec![author(cast.jin), author(cast.yu)],
        storage: Storage { sha256: file("handbook 1"), ..plain.storage.clone() },
        ..plain
    };
    let not_yet = ArchiveAsset { source: source(2), ..archive.clone() };
    scene.refused(mei(), not_yet, "PROJECT_NOT_RELEASED");
    let one = ArchiveAsset { authors: vec![author(cast.jin)], ..archive.clone() };
    scene.refused(mei(), one, "AUTHORS_MISSING");
    let mut beyond = archive.clone();
    beyond.licence.channels = vec!["television".to_owned()];
    scene.refused(mei(), beyond, "RIGHTS_NOT_GRANTED");
    let storage = Storage { sha256: file("another"), ..archive.storage.clone() };
    scene.refused(mei(), ArchiveAsset { storage, ..archive.clone() }, "CONTENT_HASH_MISMATCH");
    let events = scene.accepted(mei(), archive);
    assert_eq!(completed(&events), 1, "the librarian has done it");
}
