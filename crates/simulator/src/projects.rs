//! The community writes a handbook together: pieces from everybody, sections by the middle, chief
//! editors from the top, and everybody in the credits as they chose.

use std::collections::BTreeMap;

use domain::id::{KocId, PieceId, ProjectId, SectionId, Sha256};
use domain::koc;
use domain::piece::command::*;
use domain::piece::values::TriageDecision;
use domain::piece::{self};
use domain::project::command::*;
use domain::project::values::*;
use domain::project::{self};
use domain::task::brief::UsageRights;
use domain::vocabulary::{TierCode, UsePurpose};
use domain::{Actor, Moment};

use crate::office::ops;
use crate::tasks::text;
use crate::world::World;

/// Days from the launch of one project to that of the next.
const EVERY_DAYS: u32 = 120;
/// Days for which pieces are taken.
const TAKES_DAYS: u32 = 25;
const SECTIONS: u32 = 4;
const CHIEFS: usize = 2;

/// A section as far as it has come.
#[derive(Debug, Clone, Default)]
struct Chapter {
    editor: Option<KocId>,
    accepted: bool,
    pieces: Vec<PieceId>,
}

/// A project that is under way.
#[derive(Debug, Clone)]
pub(crate) struct Handbook {
    chapters: BTreeMap<SectionId, Chapter>,
    chiefs: Vec<KocId>,
    /// Pieces that wait, with their author and the section they are for.
    offered: BTreeMap<PieceId, (KocId, SectionId)>,
    /// Whoever chose a name, and which.
    named: BTreeMap<KocId, Option<String>>,
    edition: u16,
    /// No more pieces are taken: sections are handed in.
    closed: bool,
    /// Somebody took back a piece that was in a section already.
    taken_back: bool,
    /// The whole was read, and nothing but the release is missing.
    read: bool,
    out: bool,
}

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.plan.rates.pieces_project > 0 && world.day % EVERY_DAYS == 12 {
        launch(world);
    }
    let under_way: Vec<ProjectId> = world.handbooks.keys().copied().collect();
    for project_id in under_way {
        look_after(world, project_id);
    }
}

fn launch(world: &mut World<'_>) {
    let project_id = ProjectId::derived(&[b"handbook", &world.next()]);
    let mut outline = Vec::new();
    for number in 1..=SECTIONS {
        outline.push(OutlineSection {
            section_id: SectionId::derived(&[b"chapter", &world.next()]),
            title: text(&format!("第{number}章"), &format!("Chapter {number}")),
        });
    }
    let launched = LaunchProject {
        project_id,
        theme: text("车主手册", "The owners' handbook"),
        kind: ProjectKind::Handbook,
        purpose: text("新车主第一周就会用", "New owners are at home in a week"),
        outline,
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
        until: world.today().plus(TAKES_DAYS as i32),
    };
    world.send(ops(), launched);
}

/// Whoever is missing is looked for; what only waits for the release goes out.
fn look_after(world: &mut World<'_>, project_id: ProjectId) {
    let Some(handbook) = world.handbooks.get(&project_id).cloned() else { return };
    if handbook.out {
        return;
    }
    if handbook.chiefs.len() < CHIEFS
        && let Some(koc_id) = world.of_tier(TierCode::Partner)
    {
        let message = "请把关全书 Please read it whole".into();
        world.send(ops(), InviteChiefEditor { project_id, koc_id, message });
    }
    for (section_id, chapter) in &handbook.chapters {
        if chapter.editor.is_none()
            && !chapter.accepted
            && let Some(koc_id) = world.of_tier(TierCode::Responder)
        {
            let at = world.within(1, 12);
            let section_id = *section_id;
            world.at(at, Actor::koc(koc_id), ClaimSection { project_id, section_id, koc_id });
        }
    }
    if handbook.read {
        release(world, project_id, &handbook);
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &project::Event) {
    use project::Event::*;
    match event {
        ProjectLaunched(e) => launched(world, e),
        ChiefEditorInvited(e) => {
            let (accept, at) = (world.chance.percent(80), world.within(2, 40));
            let (project_id, koc_id, reason) = (e.project_id, e.koc_id, None);
            let answer = AnswerChiefEditorInvitation { project_id, koc_id, accept, reason };
            world.at(at, Actor::koc(koc_id), answer);
        }
        ChiefEditorInvitationAnswered(e) if e.accepted => {
            let (project_id, koc_id) = (e.project_id, e.koc_id);
            world.send(ops(), AppointChiefEditor { project_id, koc_id });
        }
        ChiefEditorAppointed(e) => {
            change(world, e.project_id, |it| it.chiefs.push(e.koc_id));
            choose(world, e.project_id, e.koc_id);
            if world.chance.percent(15) {
                let (project_id, koc_id) = (e.project_id, e.koc_id);
                let reason = Some("没有时间了 No time any more".into());
                let at = world.within(24 * 2, 24 * 20);
                world.at(at, Actor::koc(koc_id), RelieveChiefEditor { project_id, koc_id, reason });
            }
        }
        ChiefEditorRelieved(e) => {
            change(world, e.project_id, |it| it.chiefs.retain(|id| *id != e.koc_id));
        }
        OffersClosed(e) => {
            change(world, e.project_id, |it| it.closed = true);
            hand_in_all(world, e.project_id);
        }
        ProjectFrozen(e) => proofread(world, e.project_id),
        ProjectProofread(e) => change(world, e.project_id, |it| it.read = true),
        CreditNameChosen(_) | ChiefEditorInvitationAnswered(_) | ContributorsThanked(_) => {}
        ProjectReleased(e) => released(world, e.project_id, e.edition),
        NewEditionOpened(e) => opened_again(world, e.project_id, e.edition),
        CreditsCorrected(_) => {}
        _ => heard_of_section(world, event),
    }
}

fn heard_of_section(world: &mut World<'_>, event: &project::Event) {
    use project::Event::*;
    match event {
        SectionAdded(e) => {
            change(world, e.project_id, |it| {
                it.chapters.entry(e.section_id).or_default();
            });
        }
        SectionClaimed(e) => {
            on_chapter(world, e.project_id, e.section_id, |it| it.editor = Some(e.koc_id));
            if world.handbooks.get(&e.project_id).is_some_and(|it| it.closed) {
                hand_in(world, e.project_id, e.section_id);
            } else if world.chance.percent(12) {
                let (project_id, section_id) = (e.project_id, e.section_id);
                let reason = Some("忙不过来 Too much at once".into());
                let at = world.within(24, 24 * 10);
                world.at(
                    at,
                    Actor::koc(e.koc_id),
                    ReleaseSection { project_id, section_id, reason },
                );
            }
        }
        SectionReleased(e) => {
            on_chapter(world, e.project_id, e.section_id, |it| it.editor = None);
        }
        SectionSubmitted(e) => {
            choose(world, e.project_id, e.koc_id);
            review(world, e);
        }
        SectionAccepted(e) => {
            on_chapter(world, e.project_id, e.section_id, |it| it.accepted = true);
            think_better(world, e.project_id, e.section_id);
            let all = world
                .handbooks
                .get(&e.project_id)
                .is_some_and(|handbook| handbook.chapters.values().all(|chapter| chapter.accepted));
            if all {
                let at = world.within(2, 20);
                world.at(at, ops(), FreezeProject { project_id: e.project_id });
            }
        }
        SectionSentBack(e) => work_again(world, e.project_id, e.section_id),
        SectionReopened(e) => work_again(world, e.project_id, e.section_id),
        _ => {}
    }
}

fn launched(world: &mut World<'_>, event: &project::event::ProjectLaunched) {
    let project_id = event.project_id;
    let ids = event.outline.iter().map(|it| it.section_id);
    let handbook = Handbook {
        chapters: ids.map(|id| (id, Chapter::default())).collect(),
        chiefs: Vec::new(),
        offered: BTreeMap::new(),
        named: BTreeMap::new(),
        edition: 1,
        closed: false,
        taken_back: false,
        read: false,
        out: false,
    };
    world.handbooks.insert(project_id, handbook);
    let (section_id, after) = (SectionId::derived(&[b"chapter", &world.next()]), None);
    let title = text("前言", "Preface");
    let at = world.within(24, 72);
    world.at(at, ops(), AddSection { project_id, section_id, title, after });
    offers(world, project_id);
}

/// Pieces come while they are taken.
fn offers(world: &mut World<'_>, project_id: ProjectId) {
    let Some(handbook) = world.handbooks.get(&project_id) else { return };
    let sections: Vec<SectionId> = handbook.chapters.keys().copied().collect();
    for _ in 0..world.plan.rates.pieces_project {
        let at = world.within(24, 24 * (TAKES_DAYS - 2));
        let Some(koc_id) = world.anyone() else { continue };
        let section_id = Some(*world.chance.pick(&sections));
        let piece_id = PieceId::derived(&[b"piece", &world.next()]);
        let offered = OfferPiece {
            piece_id,
            project_id,
            section_id,
            koc_id,
            text_ref: "pieces/tip.md".into(),
            sha256: file(piece_id),
            attest_original: true,
            licence_accepted: true,
        };
        world.at(at, Actor::koc(koc_id), offered);
    }
}

fn file(piece_id: PieceId) -> Sha256 {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&piece_id.0);
    bytes[16..].copy_from_slice(&piece_id.0);
    Sha256(bytes)
}

pub(crate) fn heard_of_piece(world: &mut World<'_>, event: &piece::Event) {
    use piece::Event::*;
    match event {
        PieceOffered(e) => {
            let Some(section_id) = e.section_id else { return };
            let of = (e.koc_id, section_id);
            change(world, e.project_id, |it| {
                it.offered.insert(e.piece_id, of);
            });
            triage(world, e.project_id, e.piece_id, section_id);
        }
        PieceAccepted(e) => {
            on_chapter(world, e.project_id, e.section_id, |it| it.pieces.push(e.piece_id));
            choose(world, e.project_id, e.author);
            afterwards(world, e);
        }
        PieceMerged(e) => choose(world, e.project_id, e.author),
        PieceEdited(e) => choose(world, e.project_id, e.editor),
        PieceWithdrawn(e) => change(world, e.project_id, |handbook| {
            handbook.offered.remove(&e.piece_id);
            let chapters = handbook.chapters.values_mut();
            chapters.for_each(|it| it.pieces.retain(|id| *id != e.piece_id));
        }),
        PieceDeclined(_) => {}
    }
}

/// Most are accepted; some say what another says and go on in it; a few are declined.
fn triage(world: &mut World<'_>, project_id: ProjectId, piece_id: PieceId, section_id: SectionId) {
    let handbook = world.handbooks.get(&project_id);
    let chapter = handbook.and_then(|it| it.chapters.get(&section_id)).cloned().unwrap_or_default();
    let drawn = world.chance.below(100);
    let decision = match chapter.pieces.last() {
        Some(into) if drawn < 14 => TriageDecision::Merge(*into),
        _ if drawn >= 90 => TriageDecision::Decline("与说明书重复 The manual says so".into()),
        _ => TriageDecision::Accept(section_id),
    };
    let by = chapter.editor.filter(|_| world.chance.percent(60)).map_or_else(ops, Actor::koc);
    let at = world.within(2, 40);
    world.at(at, by, TriagePiece { piece_id, decision });
}

/// Its editor makes it clearer now and then, or its author takes it back.
fn afterwards(world: &mut World<'_>, event: &piece::event::PieceAccepted) {
    let piece_id = event.piece_id;
    let drawn = world.chance.below(100);
    if drawn < 8 {
        let handbook = world.handbooks.get(&event.project_id);
        let chapter = handbook.and_then(|it| it.chapters.get(&event.section_id));
        let Some(koc_id) = chapter.and_then(|it| it.editor) else { return };
        let text_ref = "pieces/clearer.md".into();
        let sha256 = file(PieceId::derived(&[b"clearer", &piece_id.0]));
        let at = world.within(2, 60);
        world.at(at, Actor::koc(koc_id), EditPiece { piece_id, koc_id, text_ref, sha256 });
    } else if drawn < 12 {
        let (koc_id, reason) = (event.author, Some("写错了 It was wrong".into()));
        let at = world.within(24, 24 * 30);
        world.at(at, Actor::koc(koc_id), WithdrawPiece { piece_id, koc_id, reason });
    }
}

/// Once in each project somebody takes back a piece that a section was made of.
fn think_better(world: &mut World<'_>, project_id: ProjectId, section_id: SectionId) {
    let Some(handbook) = world.handbooks.get_mut(&project_id).filter(|it| !it.taken_back) else {
        return;
    };
    let last = handbook.chapters.get(&section_id).and_then(|it| it.pieces.last()).copied();
    let Some(piece_id) = last else { return };
    let Some((koc_id, _)) = handbook.offered.get(&piece_id).copied() else { return };
    handbook.taken_back = true;
    let reason = Some("情况变了 It has changed".into());
    let at = world.within(1, 2);
    world.at(at, Actor::koc(koc_id), WithdrawPiece { piece_id, koc_id, reason });
}

/// Whoever has a part says how to be named: most by a name, some as «a member».
fn choose(world: &mut World<'_>, project_id: ProjectId, koc_id: KocId) {
    let Some(handbook) = world.handbooks.get(&project_id) else { return };
    if handbook.named.contains_key(&koc_id) {
        return;
    }
    let number = world.people.of(koc_id).map_or(0, |member| member.number);
    let name = world.chance.percent(85).then(|| format!("车主{number}"));
    change(world, project_id, |it| {
        it.named.insert(koc_id, name.clone());
    });
    let name = name.as_deref().map(Into::into);
    world.send(Actor::koc(koc_id), ChooseCreditName { project_id, koc_id, name });
}

fn hand_in_all(world: &mut World<'_>, project_id: ProjectId) {
    let chapters = world.handbooks.get(&project_id).map(|it| it.chapters.clone());
    for (section_id, chapter) in chapters.unwrap_or_default() {
        if chapter.editor.is_some() {
            hand_in(world, project_id, section_id);
        }
    }
}

fn hand_in(world: &mut World<'_>, project_id: ProjectId, section_id: SectionId) {
    let handbook = world.handbooks.get(&project_id);
    let chapter = handbook.and_then(|it| it.chapters.get(&section_id)).cloned();
    let Some((chapter, koc_id)) = chapter.and_then(|it| Some((it.clone(), it.editor?))) else {
        return;
    };
    let submitted = SubmitSection {
        project_id,
        section_id,
        koc_id,
        draft_ref: "drafts/chapter.md".into(),
        sha256: file(PieceId::derived(&[b"draft", &world.next()])),
        pieces_used: chapter.pieces,
    };
    let at = world.within(2, 60);
    world.at(at, Actor::koc(koc_id), submitted);
}

fn review(world: &mut World<'_>, event: &project::event::SectionSubmitted) {
    let handbook = world.handbooks.get(&event.project_id);
    let chiefs = handbook.map(|it| it.chiefs.clone()).unwrap_or_default();
    let others: Vec<KocId> = chiefs.into_iter().filter(|id| *id != event.koc_id).collect();
    if others.is_empty() {
        return;
    }
    let koc_id = *world.chance.pick(&others);
    let again = event.submission_no == 1 && world.chance.percent(30);
    let decision = if again { SectionDecision::SendBack } else { SectionDecision::Accept };
    let reviewed = ReviewSection {
        project_id: event.project_id,
        section_id: event.section_id,
        koc_id,
        decision,
        scores: vec![SectionScore { aspect: SectionAspect::Clarity, score: 80 }],
        praise: vec!["步骤清楚 The steps are clear".into()],
        improvements: vec!["补上实测数据 Add what was measured".into()],
    };
    let at = world.within(2, 50);
    world.at(at, Actor::koc(koc_id), reviewed);
}

fn work_again(world: &mut World<'_>, project_id: ProjectId, section_id: SectionId) {
    on_chapter(world, project_id, section_id, |it| it.accepted = false);
    change(world, project_id, |it| it.read = false);
    hand_in(world, project_id, section_id);
}

fn proofread(world: &mut World<'_>, project_id: ProjectId) {
    let chiefs = world.handbooks.get(&project_id).map(|it| it.chiefs.clone()).unwrap_or_default();
    if chiefs.is_empty() {
        return;
    }
    let koc_id = *world.chance.pick(&chiefs);
    let at = world.within(4, 40);
    let corrections = Vec::new();
    world.at(at, Actor::koc(koc_id), ProofreadProject { project_id, koc_id, corrections });
}

/// The credits as they are printed: everybody who chose a name.
fn release(world: &mut World<'_>, project_id: ProjectId, handbook: &Handbook) {
    let printed = |(koc_id, name): (&KocId, &Option<String>)| PrintedCredit {
        koc_id: *koc_id,
        name: name.as_deref().map(Into::into),
    };
    let released = ReleaseProject {
        project_id,
        edition: handbook.edition,
        artefact_ref: format!("handbook/{}.pdf", handbook.edition),
        sha256: file(PieceId::derived(&[b"handbook", &world.next()])),
        credits: handbook.named.iter().map(printed).collect(),
        ceremony_gathering_id: None,
    };
    let at: Moment = world.within(8, 10);
    world.at(at, ops(), released);
}

fn released(world: &mut World<'_>, project_id: ProjectId, edition: u16) {
    change(world, project_id, |it| (it.read, it.out) = (false, true));
    if edition > 1 {
        world.handbooks.remove(&project_id);
        return;
    }
    let someone = world.handbooks.get(&project_id).and_then(|it| it.named.keys().next().copied());
    if let Some(koc_id) = someone {
        let name = "新名字".to_owned();
        let chosen = Some(name.as_str().into());
        change(world, project_id, |it| {
            it.named.insert(koc_id, Some(name.clone()));
        });
        world.send(Actor::koc(koc_id), ChooseCreditName { project_id, koc_id, name: chosen });
        let fix =
            vec![CreditCorrection { koc_id, reason: "本人要求更名 As they wish".into() }];
        let at = world.within(4, 24);
        world.at(at, ops(), CorrectCredits { project_id, edition, add: Vec::new(), fix });
    }
    let again = world.within(24 * 20, 24 * 30);
    let until = world.date(again).plus(TAKES_DAYS as i32);
    world.at(again, ops(), OpenNewEdition { project_id, edition: edition + 1, until });
}

fn opened_again(world: &mut World<'_>, project_id: ProjectId, edition: u16) {
    change(world, project_id, |it| {
        (it.edition, it.closed, it.out) = (edition, false, false);
        it.chapters.values_mut().for_each(|chapter| chapter.accepted = false);
    });
    offers(world, project_id);
}

/// Whoever goes on under another record is named there, and whoever was forgotten nowhere.
pub(crate) fn heard_of_member(world: &mut World<'_>, event: &koc::Event) {
    let (gone, into) = match event {
        koc::Event::KocMerged(e) => (e.koc_id, Some(e.into)),
        koc::Event::KocPersonalDataErased(e) => (e.koc_id, None),
        _ => return,
    };
    let with_them = world.handbooks.iter().filter(|(_, it)| it.named.contains_key(&gone));
    let ids: Vec<ProjectId> = with_them.map(|(id, _)| *id).collect();
    for project_id in ids {
        change(world, project_id, |it| {
            it.named.remove(&gone);
        });
        if let Some(into) = into {
            choose(world, project_id, into);
        }
    }
}

fn change(world: &mut World<'_>, project_id: ProjectId, change: impl FnOnce(&mut Handbook)) {
    if let Some(handbook) = world.handbooks.get_mut(&project_id) {
        change(handbook);
    }
}

fn on_chapter(
    world: &mut World<'_>,
    project_id: ProjectId,
    section_id: SectionId,
    change: impl FnOnce(&mut Chapter),
) {
    let handbook = world.handbooks.get_mut(&project_id);
    if let Some(chapter) = handbook.and_then(|it| it.chapters.get_mut(&section_id)) {
        change(chapter);
    }
}
