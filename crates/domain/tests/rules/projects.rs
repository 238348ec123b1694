//! Co-creation projects, each step reached by commands: what tests of projects and pieces begin
//! from.

use domain::id::{KocId, PieceId, ProjectId, SectionId, Sha256};
use domain::piece::command::*;
use domain::piece::values::TriageDecision;
use domain::project::command::*;
use domain::project::values::*;
use domain::task::brief::UsageRights;
use domain::vocabulary::{TierCode, UsePurpose};
use domain::{Actor, Event, piece, project};
use testkit::scene::Scene;

use crate::common::*;
use crate::work::{file, live_with_words};

/// The handbook of the tests.
pub(crate) fn handbook() -> ProjectId {
    ProjectId::derived(&[b"handbook"])
}

/// The section of that name.
pub(crate) fn section(name: &str) -> SectionId {
    SectionId::derived(&[name.as_bytes()])
}

/// The piece of that name.
pub(crate) fn piece_id(name: &str) -> PieceId {
    PieceId::derived(&[name.as_bytes()])
}

/// A handbook of two sections, open for pieces for thirty days.
pub(crate) fn launch(scene: &Scene) -> LaunchProject {
    let titled = |name: &str, zh: &str, en: &str| OutlineSection {
        section_id: section(name),
        title: text(zh, en),
    };
    LaunchProject {
        project_id: handbook(),
        theme: text("车主自己的手册", "The owners' own handbook"),
        kind: ProjectKind::Handbook,
        purpose: text("新车主第一周就会用", "New owners are at home in a week"),
        outline: vec![
            titled("winter", "冬季用车", "Winter"),
            titled("charging", "充电", "Charging"),
        ],
        role_bars: RoleBars {
            piece: TierCode::Seed,
            section_editor: TierCode::Responder,
            chief_editor: TierCode::Partner,
        },
        licence_terms: UsageRights {
            purposes: vec![UsePurpose::StaffTraining],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        until: scene.today().plus(30),
    }
}

/// Who is there: two chief editors, an editor of each section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cast {
    pub(crate) jin: KocId,
    pub(crate) yu: KocId,
    pub(crate) hua: KocId,
    pub(crate) bo: KocId,
}

/// A handbook just launched, and the people for it, who have no part yet.
#[track_caller]
pub(crate) fn given_handbook() -> (Scene, Cast) {
    let mut scene = live_with_words();
    let jin = partner(&mut scene, "jin");
    let yu = partner(&mut scene, "yu");
    let (hua, bo) = (responder(&mut scene, "hua"), responder(&mut scene, "bo"));
    let launch = launch(&scene);
    scene.given(mei(), launch);
    (scene, Cast { jin, yu, hua, bo })
}

/// Asks somebody to be a chief editor.
pub(crate) fn invite_chief(koc_id: KocId) -> InviteChiefEditor {
    InviteChiefEditor { project_id: handbook(), koc_id, message: "please read it whole".into() }
}

/// Says yes or no.
pub(crate) fn answer_chief(koc_id: KocId, accept: bool) -> AnswerChiefEditorInvitation {
    AnswerChiefEditorInvitation { project_id: handbook(), koc_id, accept, reason: None }
}

/// Somebody asked, willing and appointed.
#[track_caller]
pub(crate) fn given_chief(scene: &mut Scene, koc_id: KocId) {
    scene.given(mei(), invite_chief(koc_id));
    scene.given(by(koc_id), answer_chief(koc_id, true));
    scene.given(mei(), AppointChiefEditor { project_id: handbook(), koc_id });
}

/// Takes a section on.
pub(crate) fn claim_section(name: &str, koc_id: KocId) -> ClaimSection {
    ClaimSection { project_id: handbook(), section_id: section(name), koc_id }
}

/// The same with both chief editors appointed, hua at winter and bo at charging.
#[track_caller]
pub(crate) fn given_staffed() -> (Scene, Cast) {
    let (mut scene, cast) = given_handbook();
    given_chief(&mut scene, cast.jin);
    given_chief(&mut scene, cast.yu);
    scene.given(by(cast.hua), claim_section("winter", cast.hua));
    scene.given(by(cast.bo), claim_section("charging", cast.bo));
    (scene, cast)
}

/// What the file of that piece is told by.
pub(crate) fn text_of(name: &str) -> Sha256 {
    file(&format!("piece {name}"))
}

/// A tip for the winter.
pub(crate) fn offer_piece(name: &str, koc_id: KocId) -> OfferPiece {
    OfferPiece {
        piece_id: piece_id(name),
        project_id: handbook(),
        section_id: Some(section("winter")),
        koc_id,
        text_ref: "pieces/one".into(),
        sha256: text_of(name),
        attest_original: true,
        licence_accepted: true,
    }
}

/// Somebody new who offers a piece of that name.
#[track_caller]
pub(crate) fn given_piece(scene: &mut Scene, name: &str, who: &str) -> KocId {
    let koc_id = member(scene, who);
    scene.given(by(koc_id), offer_piece(name, koc_id));
    koc_id
}

/// It goes into the winter.
pub(crate) fn accept(name: &str) -> TriagePiece {
    let decision = TriageDecision::Accept(section("winter"));
    TriagePiece { piece_id: piece_id(name), decision }
}

/// It goes on in another.
pub(crate) fn merge_into(name: &str, into: &str) -> TriagePiece {
    let decision = TriageDecision::Merge(piece_id(into));
    TriagePiece { piece_id: piece_id(name), decision }
}

/// It does not go in.
pub(crate) fn decline(name: &str) -> TriagePiece {
    let decision = TriageDecision::Decline("the manual says so already".into());
    TriagePiece { piece_id: piece_id(name), decision }
}

/// Hands a section in.
pub(crate) fn submit_section(name: &str, koc_id: KocId, pieces: &[&str]) -> SubmitSection {
    SubmitSection {
        project_id: handbook(),
        section_id: section(name),
        koc_id,
        draft_ref: "drafts/one".into(),
        sha256: file(&format!("draft {name}")),
        pieces_used: pieces.iter().map(|name| piece_id(name)).collect(),
    }
}

/// What a chief editor makes of a section, in words.
pub(crate) fn judge_section(name: &str, koc_id: KocId, decision: SectionDecision) -> ReviewSection {
    ReviewSection {
        project_id: handbook(),
        section_id: section(name),
        koc_id,
        decision,
        scores: vec![SectionScore { aspect: SectionAspect::Clarity, score: 80 }],
        praise: vec!["the steps are in the right order".into()],
        improvements: vec!["name the temperature".into()],
    }
}

/// Chooses a name.
pub(crate) fn choose(koc_id: KocId, name: &str) -> ChooseCreditName {
    ChooseCreditName { project_id: handbook(), koc_id, name: Some(name.into()) }
}

/// A line of the credits.
pub(crate) fn printed(koc_id: KocId, name: &str) -> PrintedCredit {
    PrintedCredit { koc_id, name: Some(name.into()) }
}

/// The same of somebody who is named as «a member».
pub(crate) fn printed_as_a_member(koc_id: KocId) -> PrintedCredit {
    PrintedCredit { koc_id, name: None }
}

/// Releases the first edition with these credits.
pub(crate) fn release(credits: Vec<PrintedCredit>) -> ReleaseProject {
    ReleaseProject {
        project_id: handbook(),
        edition: 1,
        artefact_ref: "handbook/1.pdf".to_owned(),
        sha256: file("handbook 1"),
        credits,
        ceremony_gathering_id: None,
    }
}

/// Both sections handed in and accepted, the whole frozen and proofread by jin.
#[track_caller]
pub(crate) fn given_proofread(scene: &mut Scene, cast: Cast, winter: &[&str]) {
    given_accepted_sections(scene, cast, winter);
    let project_id = handbook();
    scene.given(mei(), FreezeProject { project_id });
    let (koc_id, corrections) = (cast.jin, Vec::new());
    scene.given(by(koc_id), ProofreadProject { project_id, koc_id, corrections });
}

/// Both sections handed in and accepted.
#[track_caller]
pub(crate) fn given_accepted_sections(scene: &mut Scene, cast: Cast, winter: &[&str]) {
    for (name, editor, pieces) in [("winter", cast.hua, winter), ("charging", cast.bo, &[])] {
        scene.given(by(editor), submit_section(name, editor, pieces));
        scene.given(by(cast.jin), judge_section(name, cast.jin, SectionDecision::Accept));
    }
}

/// Everybody of the cast chooses a name; the lines that name them so.
#[track_caller]
pub(crate) fn given_names(scene: &mut Scene, cast: Cast) -> Vec<PrintedCredit> {
    let names = [(cast.jin, "金"), (cast.yu, "余"), (cast.hua, "花"), (cast.bo, "波")];
    for (koc_id, name) in names {
        scene.given(by(koc_id), choose(koc_id, name));
    }
    names.map(|(koc_id, name)| printed(koc_id, name)).to_vec()
}

/// A first edition that is out: ming's tip is in it.
#[track_caller]
pub(crate) fn given_released() -> (Scene, Cast) {
    let (mut scene, cast) = given_staffed();
    let ming = given_piece(&mut scene, "tyres", "ming");
    scene.given(by(cast.hua), accept("tyres"));
    given_proofread(&mut scene, cast, &["tyres"]);
    let mut credits = given_names(&mut scene, cast);
    scene.given(by(ming), choose(ming, "Ming"));
    credits.push(printed(ming, "Ming"));
    scene.given(mei(), release(credits));
    (scene, cast)
}

/// The events of projects among them.
pub(crate) fn of_projects(events: &[Event]) -> Vec<project::Event> {
    let of = |event: &Event| match event {
        Event::Project(event) => Some(event.clone()),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

/// The events of pieces among them.
pub(crate) fn of_pieces(events: &[Event]) -> Vec<piece::Event> {
    let of = |event: &Event| match event {
        Event::Piece(event) => Some(event.clone()),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

/// Sends a command by the scheduler.
pub(crate) fn clockwork() -> Actor {
    Actor::SYSTEM
}
