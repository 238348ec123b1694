//! Pieces: offered by anybody as their own, decided on by who edits, and their author's whatever
//! becomes of them.

use domain::id::KocId;
use domain::piece::Event as OfPiece;
use domain::piece::command::*;
use domain::project::command::FreezeProject;
use domain::todo::values::{Audience, TodoKind};
use testkit::scene::Scene;

use crate::common::*;
use crate::projects::*;
use crate::shown::opened;

/// Hua's and bo's handbook with a tip of ming's.
fn with_tip() -> (Scene, Cast, KocId) {
    let (mut scene, cast) = given_staffed();
    let ming = given_piece(&mut scene, "tyres", "ming");
    (scene, cast, ming)
}

fn edit(name: &str, koc_id: KocId, text: &str) -> EditPiece {
    EditPiece {
        piece_id: piece_id(name),
        koc_id,
        text_ref: "pieces/two".into(),
        sha256: text_of(text),
    }
}

fn withdraw(name: &str, koc_id: KocId) -> WithdrawPiece {
    WithdrawPiece { piece_id: piece_id(name), koc_id, reason: None }
}

/// Who is missing when nobody is printed.
fn to_be_credited(scene: &mut Scene) -> Vec<KocId> {
    let refusal = scene.send(mei(), release(Vec::new())).expect_err("nobody is printed");
    let missing = refusal.violations().iter().find_map(|no| match no {
        domain::Violation::CreditsIncomplete { uncredited } => Some(uncredited.clone()),
        _ => None,
    });
    missing.unwrap_or_default()
}

#[test]
fn anybody_offers_a_piece_of_their_own_once() {
    let (mut scene, cast, ming) = with_tip();
    scene.refused(by(ming), offer_piece("tyres", ming), "PIECE_EXISTS");
    let own = offer_piece("wipers", ming);
    let copied = OfferPiece { attest_original: false, ..own.clone() };
    scene.refused(by(ming), copied, "ATTESTATION_MISSING");
    let kept = OfferPiece { licence_accepted: false, ..own.clone() };
    scene.refused(by(ming), kept, "TERMS_NOT_ACCEPTED");
    scene.refused(by(cast.hua), own.clone(), "FORBIDDEN");
    let nowhere = OfferPiece { section_id: Some(section("nowhere")), ..own.clone() };
    scene.refused(by(ming), nowhere, "NOT_FOUND");
    let same = OfferPiece { sha256: text_of("tyres"), ..offer_piece("wipers", cast.jin) };
    let refusal = scene.send(by(cast.jin), same).expect_err("ming wrote that");
    assert_eq!(refusal.code(), "DUPLICATE_CONTENT");
    assert!(refusal.message(domain::Lang::En).contains(&piece_id("tyres").to_string()));
    // From the top as from the bottom.
    scene.given(by(cast.jin), offer_piece("heating", cast.jin));
    scene.given(by(ming), own);
}

#[test]
fn a_piece_is_decided_on_once_by_who_edits_and_never_by_its_author() {
    let (mut scene, cast, ming) = with_tip();
    scene.refused(by(ming), accept("tyres"), "REVIEWER_IS_AUTHOR");
    scene.refused(by(cast.bo), accept("tyres"), "NOT_SECTION_EDITOR");
    scene.given(by(cast.hua), accept("tyres"));
    scene.refused(by(cast.hua), decline("tyres"), "ALREADY_TRIAGED");
    for (name, by_whom) in [("one", by(cast.jin)), ("two", mei())] {
        scene.given(by(ming), offer_piece(name, ming));
        scene.given(by_whom, accept(name));
    }
    // A chief editor's own is no exception.
    scene.given(by(cast.jin), offer_piece("three", cast.jin));
    scene.refused(by(cast.jin), accept("three"), "REVIEWER_IS_AUTHOR");
}

#[test]
fn a_declined_author_is_told_why() {
    let (mut scene, cast, ming) = with_tip();
    let silent = domain::piece::values::TriageDecision::Decline("".into());
    let unsaid = TriagePiece { decision: silent, ..decline("tyres") };
    scene.refused(by(cast.hua), unsaid, "REASON_REQUIRED");
    let events = scene.accepted(by(cast.hua), decline("tyres"));
    let [OfPiece::PieceDeclined(declined)] = &of_pieces(&events)[..] else { panic!("{events:?}") };
    assert_eq!(declined.reason.person, ming.into());
    assert_eq!(opened(&events, TodoKind::PieceDeclined)[0].audience, Audience::Koc(ming));
    scene.refused(by(ming), withdraw("tyres", ming), "NO_CHANGE");
    // The same does not come again.
    let again = OfferPiece { sha256: text_of("tyres"), ..offer_piece("again", ming) };
    scene.refused(by(ming), again, "DUPLICATE_CONTENT");
}

#[test]
fn a_piece_goes_on_in_one_that_is_in_and_not_in_itself() {
    let (mut scene, cast, _) = with_tip();
    given_piece(&mut scene, "chains", "lan");
    given_piece(&mut scene, "wipers", "qi");
    scene.refused(by(cast.hua), merge_into("tyres", "tyres"), "SELF_MERGE");
    scene.refused(by(cast.hua), merge_into("tyres", "nothing"), "NOT_FOUND");
    scene.given(by(cast.hua), merge_into("tyres", "chains"));
    scene.refused(by(cast.hua), merge_into("chains", "tyres"), "SELF_MERGE");
    scene.given(by(cast.hua), decline("wipers"));
    scene.refused(by(cast.hua), merge_into("chains", "wipers"), "PIECE_NOT_ACCEPTED");
}

#[test]
fn a_merged_piece_keeps_its_author_along_every_merge() {
    let (mut scene, cast, ming) = with_tip();
    let lan = given_piece(&mut scene, "chains", "lan");
    let qi = given_piece(&mut scene, "wipers", "qi");
    let tao = given_piece(&mut scene, "late", "tao");
    // Tyres into chains, chains into wipers, and only then are wipers accepted.
    scene.given(by(cast.hua), merge_into("tyres", "chains"));
    scene.given(by(cast.hua), merge_into("chains", "wipers"));
    assert!(!to_be_credited(&mut scene).contains(&ming), "nothing of it is in");
    scene.given(by(cast.hua), accept("wipers"));
    scene.given(by(cast.hua), merge_into("late", "tyres"));
    let all = to_be_credited(&mut scene);
    assert!([ming, lan, qi, tao].iter().all(|who| all.contains(who)), "{all:?}");
}

#[test]
fn what_was_merged_into_a_piece_that_is_out_is_looked_at_again() {
    let (mut scene, cast, ming) = with_tip();
    let lan = given_piece(&mut scene, "chains", "lan");
    let qi = given_piece(&mut scene, "wipers", "qi");
    scene.given(by(cast.hua), accept("tyres"));
    scene.given(by(cast.hua), merge_into("chains", "tyres"));
    scene.given(by(cast.hua), merge_into("wipers", "chains"));
    scene.given(by(ming), withdraw("tyres", ming));
    let all = to_be_credited(&mut scene);
    assert!([ming, lan, qi].iter().all(|who| !all.contains(who)), "{all:?}");
    scene.refused(by(cast.hua), accept("wipers"), "ALREADY_TRIAGED");
    scene.given(by(cast.hua), accept("chains"));
    let all = to_be_credited(&mut scene);
    assert!([lan, qi].iter().all(|who| all.contains(who)), "{all:?}");
    // Declined, the same.
    let (mut scene, cast, _) = with_tip();
    given_piece(&mut scene, "chains", "lan");
    scene.given(by(cast.hua), merge_into("chains", "tyres"));
    scene.given(by(cast.hua), decline("tyres"));
    scene.given(by(cast.hua), accept("chains"));
}

#[test]
fn whoever_changes_anothers_piece_is_credited_for_it() {
    let (mut scene, cast, ming) = with_tip();
    scene.refused(by(ming), edit("tyres", ming, "better"), "PIECE_NOT_ACCEPTED");
    scene.given(by(cast.jin), accept("tyres"));
    let lan = member(&mut scene, "lan");
    scene.refused(by(lan), edit("tyres", lan, "better"), "NOT_SECTION_EDITOR");
    scene.refused(by(cast.hua), edit("tyres", ming, "better"), "FORBIDDEN");
    scene.refused(by(cast.hua), edit("tyres", cast.hua, "tyres"), "DUPLICATE_CONTENT");
    scene.given(by(ming), edit("tyres", ming, "better"));
    assert!(!to_be_credited(&mut scene).contains(&cast.hua), "hua has only a section");
    scene.given(by(cast.hua), edit("tyres", cast.hua, "best"));
    assert!(to_be_credited(&mut scene).contains(&cast.hua));
    // With the piece goes what was done to it.
    scene.given(by(ming), withdraw("tyres", ming));
    assert!(!to_be_credited(&mut scene).contains(&cast.hua));
}

#[test]
fn a_frozen_project_changes_nothing_of_a_piece_but_what_its_author_takes_back() {
    let (mut scene, cast, ming) = with_tip();
    scene.given(by(ming), offer_piece("wipers", ming));
    scene.given(by(cast.hua), accept("tyres"));
    given_accepted_sections(&mut scene, cast, &[]);
    scene.given(mei(), FreezeProject { project_id: handbook() });
    scene.refused(by(cast.hua), accept("wipers"), "PROJECT_FROZEN");
    scene.refused(by(ming), edit("tyres", ming, "better"), "PROJECT_FROZEN");
    scene.refused(by(ming), offer_piece("new", ming), "PROJECT_NOT_OPEN");
    scene.refused(by(cast.hua), withdraw("wipers", cast.hua), "NOT_A_PARTY");
    scene.given(by(ming), withdraw("wipers", ming));
    scene.given(by(ming), withdraw("tyres", ming));
}

#[test]
fn what_is_out_stays_out() {
    let (mut scene, _) = given_released();
    let ming = koc("ming");
    scene.refused(by(ming), withdraw("tyres", ming), "PIECE_RELEASED");
}
