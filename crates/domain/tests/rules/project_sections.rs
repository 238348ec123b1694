//! Sections on their way into an edition: made of accepted pieces, reviewed by others, sent back
//! with words that help.

use domain::piece::Event as OfPiece;
use domain::piece::command::WithdrawPiece;
use domain::project::Event as Happened;
use domain::project::command::*;
use domain::project::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::{Event, contribution};

use crate::common::*;
use crate::projects::*;
use crate::shown::{completed, opened};

/// What the ledger took in.
fn credited(events: &[Event], rule: &str) -> usize {
    let of = |event: &&Event| {
        matches!(event, Event::Contribution(contribution::Event::ContributionCredited(e))
            if e.rule == rule)
    };
    events.iter().filter(of).count()
}

#[test]
fn a_section_is_handed_in_by_its_editor_with_accepted_pieces() {
    let (mut scene, cast) = given_staffed();
    given_piece(&mut scene, "tyres", "ming");
    let draft = submit_section("winter", cast.hua, &["tyres"]);
    scene.refused(by(cast.hua), draft.clone(), "PIECE_NOT_ACCEPTED");
    scene.given(by(cast.hua), accept("tyres"));
    let of_bo = submit_section("winter", cast.bo, &["tyres"]);
    scene.refused(by(cast.bo), of_bo, "NOT_SECTION_EDITOR");
    let twice = submit_section("winter", cast.hua, &["tyres", "tyres"]);
    scene.refused(by(cast.hua), twice, "FIELD_INVALID");
    let of_nothing = submit_section("winter", cast.hua, &["nothing"]);
    scene.refused(by(cast.hua), of_nothing, "NOT_FOUND");
    let events = scene.accepted(by(cast.hua), draft.clone());
    let waiting: Vec<_> =
        opened(&events, TodoKind::ReviewSection).iter().map(|it| it.audience).collect();
    let chiefs = [cast.jin, cast.yu].map(Audience::Koc);
    assert!(chiefs.iter().all(|chief| waiting.contains(chief)), "{waiting:?}");
    // A better draft takes the place of one that waits.
    let better = of_projects(&scene.accepted(by(cast.hua), draft));
    assert!(matches!(&better[..], [Happened::SectionSubmitted(e)] if e.submission_no == 2));
}

#[test]
fn a_section_is_reviewed_by_a_chief_editor_never_by_its_own_editor() {
    let (mut scene, cast) = given_staffed();
    let accept = |koc_id| judge_section("winter", koc_id, SectionDecision::Accept);
    scene.refused(by(cast.jin), accept(cast.jin), "SECTION_NOT_IN_REVIEW");
    scene.given(by(cast.hua), submit_section("winter", cast.hua, &[]));
    scene.refused(by(cast.bo), accept(cast.bo), "NOT_CHIEF_EDITOR");
    scene.refused(by(cast.yu), accept(cast.jin), "FORBIDDEN");
    scene.given(
        mei(),
        ReleaseSection {
            project_id: handbook(),
            section_id: section("charging"),
            reason: Some("bo asked us".into()),
        },
    );
    scene.given(by(cast.yu), claim_section("charging", cast.yu));
    scene.given(by(cast.yu), submit_section("charging", cast.yu, &[]));
    let own = judge_section("charging", cast.yu, SectionDecision::Accept);
    scene.refused(by(cast.yu), own, "REVIEWER_IS_AUTHOR");
}

#[test]
fn a_review_says_something_and_a_section_sent_back_hears_what_would_help() {
    let (mut scene, cast) = given_staffed();
    scene.given(by(cast.hua), submit_section("winter", cast.hua, &[]));
    let back = judge_section("winter", cast.jin, SectionDecision::SendBack);
    let silent = ReviewSection { praise: Vec::new(), improvements: Vec::new(), ..back.clone() };
    scene.refused(by(cast.jin), silent, "FEEDBACK_REQUIRED");
    let no_help = ReviewSection { improvements: Vec::new(), ..back.clone() };
    scene.refused(by(cast.jin), no_help, "IMPROVEMENTS_REQUIRED");
    let beyond = vec![SectionScore { aspect: SectionAspect::Accuracy, score: 101 }];
    let too_good = ReviewSection { scores: beyond, ..back.clone() };
    scene.refused(by(cast.jin), too_good, "SCORE_OUT_OF_RANGE");
    let events = scene.accepted(by(cast.jin), back);
    assert_eq!(completed(&events), 2, "nobody reviews it now");
    assert_eq!(opened(&events, TodoKind::SectionSentBack)[0].audience, Audience::Koc(cast.hua));
    let events = scene.accepted(by(cast.hua), submit_section("winter", cast.hua, &[]));
    assert_eq!(completed(&events), 1, "it was worked on");
}

#[test]
fn an_accepted_section_earns_once_in_an_edition_and_may_still_be_sent_back() {
    let (mut scene, cast) = given_staffed();
    let accept = judge_section("winter", cast.jin, SectionDecision::Accept);
    scene.given(by(cast.hua), submit_section("winter", cast.hua, &[]));
    let events = scene.accepted(by(cast.jin), accept.clone());
    assert_eq!(credited(&events, "section-accepted"), 1);
    let draft = submit_section("winter", cast.hua, &[]);
    scene.refused(by(cast.hua), draft.clone(), "SECTION_NOT_CLAIMED");
    let back = judge_section("winter", cast.yu, SectionDecision::SendBack);
    scene.given(by(cast.yu), back);
    scene.given(by(cast.hua), draft);
    let events = scene.accepted(by(cast.jin), accept);
    assert_eq!(credited(&events, "section-accepted"), 0, "it did already");
}

#[test]
fn a_section_sent_back_while_it_is_proofread_opens_the_whole_again() {
    let (mut scene, cast) = given_staffed();
    given_proofread(&mut scene, cast, &[]);
    let project_id = handbook();
    scene.refused(mei(), FreezeProject { project_id }, "PROJECT_FROZEN");
    scene.refused(by(cast.hua), submit_section("winter", cast.hua, &[]), "PROJECT_FROZEN");
    scene.given(by(cast.yu), judge_section("winter", cast.yu, SectionDecision::SendBack));
    scene.refused(mei(), FreezeProject { project_id }, "SECTION_NOT_ACCEPTED");
    scene.given(by(cast.hua), submit_section("winter", cast.hua, &[]));
    scene.given(by(cast.yu), judge_section("winter", cast.yu, SectionDecision::Accept));
    scene.given(mei(), FreezeProject { project_id });
    scene.refused(mei(), release(Vec::new()), "PROJECT_NOT_PROOFREAD");
}

#[test]
fn a_section_that_loses_a_piece_is_worked_on_again() {
    let (mut scene, cast) = given_staffed();
    let ming = given_piece(&mut scene, "tyres", "ming");
    let lan = given_piece(&mut scene, "chains", "lan");
    scene.given(by(cast.hua), accept("tyres"));
    scene.given(by(cast.hua), merge_into("chains", "tyres"));
    given_proofread(&mut scene, cast, &["tyres"]);
    let withdraw = |name: &str, koc_id| WithdrawPiece {
        piece_id: piece_id(name),
        koc_id,
        reason: Some("a friend's photo is in it".into()),
    };
    // What goes on in the piece is in the draft too.
    let events = scene.accepted(by(lan), withdraw("chains", lan));
    let happened = of_projects(&events);
    assert!(
        matches!(&happened[..], [Happened::SectionReopened(e)] if e.koc_id == Some(cast.hua)),
        "{happened:?}"
    );
    assert_eq!(opened(&events, TodoKind::SectionSentBack).len(), 1);
    assert!(matches!(&of_pieces(&events)[..], [OfPiece::PieceWithdrawn(_)]));
    scene.refused(mei(), FreezeProject { project_id: handbook() }, "SECTION_NOT_ACCEPTED");
    let events = scene.accepted(by(ming), withdraw("tyres", ming));
    assert!(of_projects(&events).is_empty(), "nobody has drafted with it since");
}

#[test]
fn only_a_chief_editor_proofreads_and_only_what_is_frozen() {
    let (mut scene, cast) = given_staffed();
    let project_id = handbook();
    let read = |koc_id| ProofreadProject { project_id, koc_id, corrections: Vec::new() };
    scene.refused(by(cast.jin), read(cast.jin), "PROJECT_NOT_FROZEN");
    given_accepted_sections(&mut scene, cast, &[]);
    scene.given(mei(), FreezeProject { project_id });
    scene.refused(by(cast.hua), read(cast.hua), "NOT_CHIEF_EDITOR");
    let somewhere = ProofCorrection { section_id: section("nowhere"), note: "a comma".into() };
    let lost = ProofreadProject { corrections: vec![somewhere], ..read(cast.yu) };
    scene.refused(by(cast.yu), lost, "NOT_FOUND");
    let comma = ProofCorrection { section_id: section("winter"), note: "a comma".into() };
    scene.given(by(cast.yu), ProofreadProject { corrections: vec![comma], ..read(cast.yu) });
}
