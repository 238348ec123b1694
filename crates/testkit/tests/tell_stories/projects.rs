//! The whole community makes one thing, and everybody who made it is named.

use domain::asset::command::ArchiveAsset;
use domain::asset::values::*;
use domain::id::{AssetId, KocId, PieceId, ProjectId, SectionId, Sha256};
use domain::koc::command::LeaveProgramme;
use domain::piece::command::*;
use domain::piece::values::TriageDecision;
use domain::project::command::*;
use domain::project::values::*;
use domain::task::brief::UsageRights;
use domain::vocabulary::{AiUse, TierCode, UsePurpose};
use domain::{Actor, Event, Timer, project};
use testkit::properties::check_state;
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;

fn project_id() -> ProjectId {
    ProjectId::derived(&[b"handbook"])
}

fn section_id(number: usize) -> SectionId {
    SectionId::derived(&[format!("section-{number}").as_bytes()])
}

fn piece_id(number: usize) -> PieceId {
    PieceId::derived(&[format!("piece-{number}").as_bytes()])
}

fn file(name: &str) -> Sha256 {
    let id = PieceId::derived(&[b"file", name.as_bytes()]).0;
    let mut sha256 = [0; 32];
    sha256[..16].copy_from_slice(&id);
    sha256[16..].copy_from_slice(&id);
    Sha256(sha256)
}

fn launch(scene: &Scene, sections: usize) -> LaunchProject {
    let outline = (0..sections).map(|number| OutlineSection {
        section_id: section_id(number),
        title: text(&format!("第{}章", number + 1), &format!("Chapter {}", number + 1)),
    });
    LaunchProject {
        project_id: project_id(),
        theme: text("清风车主手册", "The Qingfeng owners' handbook"),
        kind: ProjectKind::Handbook,
        purpose: text("新车主第一周就会用", "New owners are at home in a week"),
        outline: outline.collect(),
        role_bars: RoleBars {
            piece: TierCode::Seed,
            section_editor: TierCode::Responder,
            chief_editor: TierCode::Partner,
        },
        licence_terms: UsageRights {
            purposes: vec![UsePurpose::StaffTraining, UsePurpose::Social],
            channels: vec!["official".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        until: scene.today().plus(60),
    }
}

#[track_caller]
fn chief(scene: &mut Scene, koc_id: KocId) {
    let project_id = project_id();
    let message = "请把关全书".into();
    scene.given(mei(), InviteChiefEditor { project_id, koc_id, message });
    let (accept, reason) = (true, None);
    scene.given(
        Actor::koc(koc_id),
        AnswerChiefEditorInvitation { project_id, koc_id, accept, reason },
    );
    scene.given(mei(), AppointChiefEditor { project_id, koc_id });
}

#[track_caller]
fn claims(scene: &mut Scene, koc_id: KocId, number: usize) {
    let (project_id, section_id) = (project_id(), section_id(number));
    scene.given(Actor::koc(koc_id), ClaimSection { project_id, section_id, koc_id });
}

#[track_caller]
fn offers(scene: &mut Scene, koc_id: KocId, number: usize, section: usize) {
    let offer = OfferPiece {
        piece_id: piece_id(number),
        project_id: project_id(),
        section_id: Some(section_id(section)),
        koc_id,
        text_ref: format!("pieces/{number}").as_str().into(),
        sha256: file(&format!("piece {number}")),
        attest_original: true,
        licence_accepted: true,
    };
    scene.given(Actor::koc(koc_id), offer);
}

#[track_caller]
fn triages(scene: &mut Scene, by: Actor, number: usize, decision: TriageDecision) {
    scene.given(by, TriagePiece { piece_id: piece_id(number), decision });
}

#[track_caller]
fn submits(scene: &mut Scene, koc_id: KocId, number: usize, pieces_used: Vec<PieceId>) {
    let submit = SubmitSection {
        project_id: project_id(),
        section_id: section_id(number),
        koc_id,
        draft_ref: format!("drafts/{number}").as_str().into(),
        sha256: file(&format!("draft {number}")),
        pieces_used,
    };
    scene.given(Actor::koc(koc_id), submit);
}

#[track_caller]
fn reviews(scene: &mut Scene, koc_id: KocId, number: usize, decision: SectionDecision) {
    let improvements = match decision {
        SectionDecision::Accept => Vec::new(),
        SectionDecision::SendBack => vec!["补上低温下的实测续航".into()],
    };
    let review = ReviewSection {
        project_id: project_id(),
        section_id: section_id(number),
        koc_id,
        decision,
        scores: vec![SectionScore { aspect: SectionAspect::Clarity, score: 85 }],
        praise: vec!["步骤清楚".into()],
        improvements,
    };
    scene.given(Actor::koc(koc_id), review);
}

#[track_caller]
fn chooses(scene: &mut Scene, koc_id: KocId, name: Option<&str>) -> PrintedCredit {
    let (project_id, chosen) = (project_id(), name.map(Into::into));
    scene.given(Actor::koc(koc_id), ChooseCreditName { project_id, koc_id, name: chosen });
    PrintedCredit { koc_id, name: name.map(Into::into) }
}

fn release(edition: u16, credits: Vec<PrintedCredit>) -> ReleaseProject {
    ReleaseProject {
        project_id: project_id(),
        edition,
        artefact_ref: format!("handbook/{edition}.pdf"),
        sha256: file(&format!("handbook {edition}")),
        credits,
        ceremony_gathering_id: None,
    }
}

#[track_caller]
fn frozen_and_proofread(scene: &mut Scene, koc_id: KocId) {
    let project_id = project_id();
    scene.given(mei(), FreezeProject { project_id });
    let note = "统一计量单位".into();
    let corrections = vec![ProofCorrection { section_id: section_id(0), note }];
    scene.given(Actor::koc(koc_id), ProofreadProject { project_id, koc_id, corrections });
}

/// The clock thanks whoever did not fit into the commit of the release.
#[track_caller]
fn thanked(scene: &mut Scene) -> usize {
    let mut lumps = 0;
    while scene.state.timers().at(Timer::ThankContributors(project_id())).is_some() {
        scene.wait_hours(1);
        scene.given(Actor::SYSTEM, ThankContributors { project_id: project_id() });
        lumps += 1;
    }
    lumps
}

/// How large a handbook is.
#[derive(Clone, Copy)]
struct Size {
    pieces: usize,
    people: usize,
    sections: usize,
    editors: usize,
}

/// What becomes of a piece: of eight, the last two go on in the one before, and so the last along
/// two merges; a few are declined.
fn decision(number: usize, section: usize) -> TriageDecision {
    if number % 56 == 8 {
        TriageDecision::Decline("与说明书重复".into())
    } else if number % 8 >= 6 {
        TriageDecision::Merge(piece_id(number - 1))
    } else {
        TriageDecision::Accept(section_id(section))
    }
}

/// A handbook of that size on its way to the release; everybody has chosen a name. The credits as
/// they are printed.
#[track_caller]
fn made(scene: &mut Scene, size: Size) -> Vec<PrintedCredit> {
    let chiefs = ["jin", "yu"].map(|name| partner(scene, name));
    let editors: Vec<KocId> =
        (0..size.editors).map(|number| responder(scene, &format!("editor-{number}"))).collect();
    let people: Vec<KocId> =
        (0..size.people).map(|number| join(scene, &format!("owner-{number}"))).collect();
    let launch = launch(scene, size.sections);
    scene.given(mei(), launch);
    chiefs.iter().for_each(|koc_id| chief(scene, *koc_id));
    let editor_of = |section: usize| editors[section % editors.len()];
    (0..size.sections).for_each(|section| claims(scene, editor_of(section), section));
    let section_of = |number: usize| number / size.people % size.sections;
    for number in 0..size.pieces {
        offers(scene, people[number % people.len()], number, section_of(number));
    }
    scene.wait_days(10);
    let mut used = vec![Vec::new(); size.sections];
    for number in 0..size.pieces {
        let section = section_of(number);
        // What goes on in another goes to whoever edits that; a chief editor may always.
        let decision = decision(number, section);
        if let TriageDecision::Accept(_) = decision {
            used[section].push(piece_id(number));
        }
        triages(scene, Actor::koc(chiefs[0]), number, decision);
    }
    scene.wait_days(20);
    for (section, pieces) in used.into_iter().enumerate() {
        submits(scene, editor_of(section), section, pieces);
        reviews(scene, chiefs[section % 2], section, SectionDecision::Accept);
    }
    scene.wait_days(5);
    frozen_and_proofread(scene, chiefs[1]);
    let everybody = chiefs.iter().chain(&editors).chain(&people).enumerate();
    let chosen = everybody.map(|(number, koc_id)| {
        let name = format!("车主{number}");
        // One in ten wants to be «a member».
        chooses(scene, *koc_id, (number % 10 != 9).then_some(name.as_str()))
    });
    chosen.collect()
}

/// With one left out it is refused and says whom; with everybody it is out. How many the release
/// credits, and how many lumps the clock thanks the others in.
#[track_caller]
fn released(scene: &mut Scene, mut credits: Vec<PrintedCredit>) -> (usize, usize) {
    let last = credits.pop().expect("somebody");
    let refusal = scene.send(mei(), release(1, credits.clone())).expect_err("one is left out");
    assert_eq!(
        refusal.violations(),
        [domain::Violation::CreditsIncomplete { uncredited: vec![last.koc_id] }]
    );
    credits.push(last);
    scene.given(mei(), release(1, credits));
    let of = |event: &Event| match event {
        Event::Project(project::Event::ProjectReleased(e)) => Some(e.credits.len()),
        _ => None,
    };
    let credited = scene.log.iter().rev().find_map(|it| of(&it.event));
    (credited.expect("released"), thanked(scene))
}

#[test]
fn handbook_1200_pieces_merge_keeps_credit() {
    // The whole of it, as large as it is.
    let mut whole = live();
    let size = Size { pieces: 1_200, people: 400, sections: 12, editors: 4 };
    let credits = made(&mut whole, size);
    assert_eq!(released(&mut whole, credits), (406, 4));
    check_state(&whole);
    // The same small enough to be read.
    let mut scene = live();
    let size = Size { pieces: 36, people: 12, sections: 3, editors: 2 };
    let credits = made(&mut scene, size);
    assert_eq!(released(&mut scene, credits), (16, 0));
    tell(
        "handbook_1200_pieces_merge_keeps_credit",
        "Twelve owners of every kind offer thirty-six tips to a handbook of three sections. Two \
         members of the middle edit the sections, two of the top are chief editors. Some tips say \
         what another says and go on in it, one of them in one that itself goes on in another: \
         their authors stay authors. The sections are accepted and the whole is proofread. The \
         release is refused while one is left out of the credits, and names who; with everybody in \
         them, by the name each chose or as «a member», it is out, everybody is thanked and \
         credited, and the librarian is asked to keep it. The test tells the same of 1,200 tips by \
         400 owners in twelve sections, which would make this file huge.",
        &scene,
    );
}

#[test]
fn section_sent_back_then_second_edition() {
    let mut scene = live();
    let [jin, yu] = ["jin", "yu"].map(|name| partner(&mut scene, name));
    let [hua, bo] = ["hua", "bo"].map(|name| responder(&mut scene, name));
    let [an, chen, dan] = ["an", "chen", "dan"].map(|name| join(&mut scene, name));
    let launch = launch(&scene, 2);
    scene.given(mei(), launch);
    chief(&mut scene, jin);
    chief(&mut scene, yu);
    claims(&mut scene, hua, 0);
    claims(&mut scene, bo, 1);
    first_edition(&mut scene, [jin, yu, hua, bo], [an, chen, dan]);
    archived(&mut scene, [jin, yu]);
    second_edition(&mut scene, [jin, yu, hua, bo], [an, chen, dan]);
    tell(
        "section_sent_back_then_second_edition",
        "A small handbook. A tip is declined with a reason, one is made clearer by the editor of \
         its section, one is taken back after the section was drafted with it, so the section is \
         worked on again. A chief editor sends a section back with what would help, and it comes \
         again. One of the editors leaves; what was accepted of theirs stays. After the first \
         edition somebody who photographed for it is added to the credits and somebody is named as \
         they chose since. A second edition takes pieces again, has another section, loses a chief \
         editor who wishes to stop, and names everybody of both.",
        &scene,
    );
}

#[track_caller]
fn first_edition(scene: &mut Scene, [jin, yu, hua, bo]: [KocId; 4], [an, chen, dan]: [KocId; 3]) {
    offers(scene, an, 0, 0);
    offers(scene, chen, 1, 0);
    offers(scene, dan, 2, 1);
    offers(scene, dan, 3, 1);
    let accept = |section| TriageDecision::Accept(section_id(section));
    triages(scene, Actor::koc(hua), 0, accept(0));
    triages(scene, Actor::koc(hua), 1, accept(0));
    triages(scene, Actor::koc(bo), 2, accept(1));
    let reason = TriageDecision::Decline("与说明书重复".into());
    triages(scene, Actor::koc(bo), 3, reason);
    scene.given(
        Actor::koc(hua),
        EditPiece {
            piece_id: piece_id(0),
            koc_id: hua,
            text_ref: "pieces/0b".into(),
            sha256: file("piece 0 b"),
        },
    );
    submits(scene, hua, 0, vec![piece_id(0), piece_id(1)]);
    reviews(scene, jin, 0, SectionDecision::SendBack);
    scene.wait_days(3);
    submits(scene, hua, 0, vec![piece_id(0), piece_id(1)]);
    reviews(scene, jin, 0, SectionDecision::Accept);
    submits(scene, bo, 1, vec![piece_id(2)]);
    reviews(scene, yu, 1, SectionDecision::Accept);
    let reason = Some("照片里有别人的车牌".into());
    scene.given(Actor::koc(chen), WithdrawPiece { piece_id: piece_id(1), koc_id: chen, reason });
    submits(scene, hua, 0, vec![piece_id(0)]);
    reviews(scene, yu, 0, SectionDecision::Accept);
    scene.wait_days(60);
    scene.given(Actor::SYSTEM, CloseOffers { project_id: project_id() });
    let effective_on = scene.today();
    scene.given(Actor::koc(bo), LeaveProgramme { koc_id: bo, reason: None, effective_on });
    frozen_and_proofread(scene, jin);
    let names = [(jin, "金"), (yu, "余"), (hua, "花"), (an, "小安"), (dan, "老丹")];
    let mut credits: Vec<_> =
        names.into_iter().map(|(who, name)| chooses(scene, who, Some(name))).collect();
    // Whoever left may still say how to be named.
    credits.push(chooses(scene, bo, None));
    scene.given(mei(), release(1, credits));
    chooses(scene, chen, Some("晨"));
    chooses(scene, an, Some("安"));
    let corrected = |koc_id, reason: &str| CreditCorrection { koc_id, reason: reason.into() };
    scene.given(
        mei(),
        CorrectCredits {
            project_id: project_id(),
            edition: 1,
            add: vec![corrected(chen, "为手册拍了封面")],
            fix: vec![corrected(an, "本人要求更名")],
        },
    );
    thanked(scene);
}

/// The librarian keeps the first edition.
#[track_caller]
fn archived(scene: &mut Scene, chiefs: [KocId; 2]) {
    let archive = ArchiveAsset {
        asset_id: AssetId::derived(&[b"handbook 1"]),
        source: AssetSource::Edition(EditionRef { project_id: project_id(), edition: 1 }),
        title: text("清风车主手册 第一版", "The Qingfeng owners' handbook, first edition"),
        kind: AssetKind::Article,
        authors: chiefs.map(|koc_id| Author { koc_id, role: None }).to_vec(),
        credit_line: "清风车主社群 著".into(),
        classification: Classification {
            model: "qf-7".to_owned(),
            topic: "range".to_owned(),
            scene: "road-trip".to_owned(),
            format: "short-video".to_owned(),
            audience: "families".to_owned(),
        },
        tags: Vec::new(),
        grade: AssetGrade::Benchmark,
        licence: Licence {
            purposes: vec![UsePurpose::StaffTraining],
            channels: vec!["official".to_owned()],
            territory: "CN".to_owned(),
            from: scene.today(),
            until: None,
            exclusive: false,
            revocable: false,
            contract_ref: None,
        },
        storage: Storage {
            uri: "library/handbook-1.pdf".into(),
            sha256: file("handbook 1"),
            bytes: 8_000_000,
            mime: "application/pdf".to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        confidentiality: Confidentiality::Public,
    };
    scene.given(mei(), archive);
}

#[track_caller]
fn second_edition(scene: &mut Scene, [jin, yu, hua, bo]: [KocId; 4], people: [KocId; 3]) {
    let [an, chen, dan] = people;
    let project_id = project_id();
    scene.wait_days(90);
    let until = scene.today().plus(30);
    scene.given(mei(), OpenNewEdition { project_id, edition: 2, until });
    let (title, after) = (text("露营", "Camping"), Some(section_id(1)));
    scene.given(mei(), AddSection { project_id, section_id: section_id(2), title, after });
    let reason = Some("今年没有时间".into());
    scene.given(Actor::koc(yu), RelieveChiefEditor { project_id, koc_id: yu, reason });
    claims(scene, hua, 1);
    claims(scene, hua, 2);
    // Hua finds that three are too many.
    let reason = Some("先把前两章写好".into());
    scene.given(Actor::koc(hua), ReleaseSection { project_id, section_id: section_id(2), reason });
    claims(scene, yu, 2);
    offers(scene, chen, 4, 2);
    offers(scene, an, 5, 2);
    triages(scene, Actor::koc(yu), 4, TriageDecision::Accept(section_id(2)));
    triages(scene, Actor::koc(yu), 5, TriageDecision::Merge(piece_id(4)));
    for (editor, section, pieces) in
        [(hua, 0, vec![piece_id(0)]), (hua, 1, vec![piece_id(2)]), (yu, 2, vec![piece_id(4)])]
    {
        submits(scene, editor, section, pieces);
        reviews(scene, jin, section, SectionDecision::Accept);
    }
    frozen_and_proofread(scene, jin);
    let names = [(jin, "金"), (yu, "余"), (hua, "花"), (an, "安"), (chen, "晨"), (dan, "老丹")];
    let mut credits: Vec<PrintedCredit> = names
        .into_iter()
        .map(|(koc_id, name)| PrintedCredit { koc_id, name: Some(name.into()) })
        .collect();
    credits.push(PrintedCredit { koc_id: bo, name: None });
    scene.given(mei(), release(2, credits));
}
