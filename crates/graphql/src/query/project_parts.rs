//! What co-creation projects are made of: sections, who has a part, editions and their credits.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use domain::id::{EventId, GatheringId, PieceId, SectionId, Sha256};
use domain::project::values::{CreditRole, PartEnd, SectionDecision, SectionScore};
use domain::{LocalText, Moment};
use projector_projects::{
    ContributorRow, CreditRow, Draft, EditionRow, FormerEditor, PieceRow, Proofreading,
    SectionReviewed, SectionRow,
};

use super::project_pieces::ProjectPiece;
use super::projects::CoCreationProject;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// Where a section stands. 章节状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_projects::SectionStage")]
pub(crate) enum SectionState {
    /// It has no editor. 待认领。
    Vacant,
    /// Its editor works on it. 编写中。
    Claimed,
    /// It waits for a chief editor. 待评审。
    InReview,
    /// It goes into the edition. 已采纳。
    Accepted,
}

fn texts(reading: &Reading, sealed: &[domain::personal::Sealed]) -> Vec<String> {
    sealed.iter().filter_map(|text| reading.open(text)).collect()
}

/// A draft of a section. 章节稿。
#[derive(SimpleObject)]
pub(crate) struct SectionDraft {
    /// Which, from 1. 序号。
    number: u16,
    /// Who handed it in. 提交人。
    koc: Koc,
    /// Where it is; null when it may not be read. 位置。
    draft_ref: Option<String>,
    /// Of the draft. 哈希。
    sha256: Sha256,
    /// How many pieces it is made of. 使用的稿件数。
    piece_count: u32,
    /// When it was handed in. 提交时间。
    at: Moment,
    /// The event. 事件编号。
    event_id: EventId,
}

impl SectionDraft {
    fn of(reading: &Reading, row: &Draft) -> SectionDraft {
        SectionDraft {
            number: row.submission_no,
            koc: Koc { reading: reading.clone(), id: row.koc_id },
            draft_ref: reading.open(&row.draft_ref),
            sha256: row.sha256,
            piece_count: u32::try_from(row.pieces_used.len()).unwrap_or(u32::MAX),
            at: row.at,
            event_id: row.position,
        }
    }
}

/// What a chief editor made of a draft. 章节评审。
#[derive(SimpleObject)]
pub(crate) struct SectionReview {
    /// Of which draft. 章节稿序号。
    draft_number: u16,
    /// The chief editor. 主编。
    reviewer: Koc,
    /// What became of it. 结论。
    decision: SectionDecision,
    /// How good it is. 评分。
    scores: Vec<SectionScore>,
    /// What is good; nothing when it may not be read. 肯定。
    praise: Vec<String>,
    /// What would be better; nothing when it may not be read. 建议。
    improvements: Vec<String>,
    /// When. 时间。
    at: Moment,
    /// The event. 事件编号。
    event_id: EventId,
}

impl SectionReview {
    fn of(reading: &Reading, row: &SectionReviewed) -> SectionReview {
        SectionReview {
            draft_number: row.submission_no,
            reviewer: Koc { reading: reading.clone(), id: row.reviewer },
            decision: row.decision,
            scores: row.scores.clone(),
            praise: texts(reading, &row.praise),
            improvements: texts(reading, &row.improvements),
            at: row.at,
            event_id: row.position,
        }
    }
}

/// Somebody who edited a section and does no more. 前任编写者。
#[derive(SimpleObject)]
pub(crate) struct FormerSectionEditor {
    /// Who. 成员。
    koc: Koc,
    /// Why they do no more. 原因。
    why: PartEnd,
    /// In words; null when it may not be read. 说明。
    reason: Option<String>,
    /// Until when. 截止时间。
    until: Moment,
}

impl FormerSectionEditor {
    fn of(reading: &Reading, row: &FormerEditor) -> FormerSectionEditor {
        FormerSectionEditor {
            koc: Koc { reading: reading.clone(), id: row.koc_id },
            why: row.why,
            reason: reading.open_option(row.reason.as_ref()),
            until: row.until,
        }
    }
}

/// A section of a project. 共创章节。
pub(crate) struct ProjectSection {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<SectionRow>,
}

/// A section of a project, in the hands of one editor. 共创章节。
#[Object]
impl ProjectSection {
    /// Its id. 编号。
    async fn section_id(&self) -> SectionId {
        self.row.section_id
    }

    /// Of which project. 项目。
    async fn project(&self) -> Option<CoCreationProject> {
        let row = Arc::clone(self.reading.view.projects.project(self.row.project_id)?);
        Some(CoCreationProject { reading: self.reading.clone(), row })
    }

    /// What it is called. 标题。
    async fn title(&self) -> &LocalText {
        &self.row.title
    }

    /// Where it stands. 状态。
    async fn state(&self) -> SectionState {
        self.row.stage.into()
    }

    /// Who edits it. 编写者。
    async fn editor(&self) -> Option<Koc> {
        Some(Koc { reading: self.reading.clone(), id: self.row.editor? })
    }

    /// Since when. 认领时间。
    async fn claimed_at(&self) -> Option<Moment> {
        self.row.claimed_at
    }

    /// Its drafts, oldest first. 章节稿,由早到晚。
    async fn drafts(&self) -> Vec<SectionDraft> {
        self.row.drafts.iter().map(|row| SectionDraft::of(&self.reading, row)).collect()
    }

    /// What chief editors made of them, oldest first. 评审,由早到晚。
    async fn reviews(&self) -> Vec<SectionReview> {
        self.row.reviews.iter().map(|row| SectionReview::of(&self.reading, row)).collect()
    }

    /// The piece that was taken back, when that is why it is worked on again. 因撤回而重写的稿件。
    async fn reopened_for(&self) -> Option<ProjectPiece> {
        let row = Arc::clone(self.reading.view.projects.piece(self.row.reopened_for?)?);
        Some(ProjectPiece { reading: self.reading.clone(), row })
    }

    /// Who edited it before, oldest first. 前任编写者。
    async fn former_editors(&self) -> Vec<FormerSectionEditor> {
        let rows = self.row.former_editors.iter();
        rows.map(|row| FormerSectionEditor::of(&self.reading, row)).collect()
    }
}

/// A piece as whoever decides on it sees it. 待处理稿件。
#[derive(SimpleObject)]
pub(crate) struct PieceToTriage {
    /// Its id. 编号。
    piece_id: PieceId,
    /// The section its author had in mind. 章节。
    section_id: Option<SectionId>,
    /// Where the text is. 正文位置。
    text_ref: Option<String>,
    /// When it was offered. 投稿时间。
    offered_at: Moment,
}

impl PieceToTriage {
    pub(super) fn of(reading: &Reading, row: &PieceRow) -> PieceToTriage {
        PieceToTriage {
            piece_id: row.piece_id,
            section_id: row.section_id,
            // Whoever decides on a piece reads it.
            text_ref: reading.session.engine.unseal(&row.text_ref),
            offered_at: row.offered_at,
        }
    }
}

/// A section as whoever reviews it sees it. 待评审章节。
#[derive(SimpleObject)]
pub(crate) struct SectionToReview {
    /// Its id. 编号。
    section_id: SectionId,
    /// What it is called. 标题。
    title: LocalText,
    /// Where the draft is. 章节稿位置。
    draft_ref: Option<String>,
    /// When it was handed in. 提交时间。
    at: Moment,
}

impl SectionToReview {
    pub(super) fn of(reading: &Reading, row: &SectionRow) -> Option<SectionToReview> {
        let draft = row.drafts.last()?;
        Some(SectionToReview {
            section_id: row.section_id,
            title: row.title.clone(),
            // Whoever reviews a section reads it.
            draft_ref: reading.session.engine.unseal(&draft.draft_ref),
            at: draft.at,
        })
    }
}

/// Something a proofreader put right. 校对更正记录。
#[derive(SimpleObject)]
pub(crate) struct ProofCorrection {
    /// In which section. 章节。
    section_id: SectionId,
    /// What; null when it may not be read. 内容。
    note: Option<String>,
}

/// That the whole was read. 校对记录。
#[derive(SimpleObject)]
pub(crate) struct ProjectProofreading {
    /// The chief editor. 主编。
    koc: Koc,
    /// What was put right. 更正。
    corrections: Vec<ProofCorrection>,
    /// When. 时间。
    at: Moment,
    /// The event. 事件编号。
    event_id: EventId,
}

impl ProjectProofreading {
    pub(super) fn of(reading: &Reading, row: &Proofreading) -> ProjectProofreading {
        let corrections = row
            .corrections
            .iter()
            .map(|it| ProofCorrection { section_id: it.section_id, note: reading.open(&it.note) });
        ProjectProofreading {
            koc: Koc { reading: reading.clone(), id: row.koc_id },
            corrections: corrections.collect(),
            at: row.at,
            event_id: row.position,
        }
    }
}

/// Somebody who has a part in a project. 共创贡献者。
pub(crate) struct ProjectContributor {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<ContributorRow>,
}

/// Somebody who has a part in a project, and how they want to be named. 共创贡献者。
#[Object]
impl ProjectContributor {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// What they are to be credited for. 角色。
    async fn roles(&self) -> Vec<CreditRole> {
        self.row.roles()
    }

    /// Pieces of theirs that are in, those merged into others among them. 稿件数。
    async fn pieces(&self) -> u32 {
        self.row.pieces
    }

    /// Pieces of others that they changed. 编辑稿件数。
    async fn edits(&self) -> u32 {
        self.row.edits
    }

    /// Sections they handed in. 提交章节次数。
    async fn sections(&self) -> u32 {
        self.row.sections
    }

    /// Whether they have chosen how to be named. 是否已选择署名。
    async fn name_chosen(&self) -> bool {
        self.row.source_event.is_some()
    }

    /// The name they chose; null when they are to be named as «a member», or it may not be read.
    /// 署名。
    async fn name(&self) -> Option<String> {
        self.reading.open_option(self.row.name.as_ref())
    }

    /// Whether they were forgotten: they are credited without a name. 是否已被遗忘。
    async fn forgotten(&self) -> bool {
        self.reading.view.projects.is_forgotten(self.row.koc_id)
    }
}

/// A line of the credits of an edition. 署名。
pub(crate) struct ProjectCredit {
    reading: Reading,
    row: CreditRow,
}

/// A line of the credits of an edition. 署名。
#[Object]
impl ProjectCredit {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// What for. 角色。
    async fn roles(&self) -> &[CreditRole] {
        &self.row.roles
    }

    /// By this name; null when they are named as «a member», or it may not be read. 署名。
    async fn name(&self) -> Option<String> {
        self.reading.open_option(self.row.name.as_ref())
    }

    /// Whether they are named as «a member». 是否匿名。
    async fn anonymous(&self) -> bool {
        self.row.name.is_none()
    }

    /// Why it was put right since; null when it was not, or may not be read. 更正原因。
    async fn corrected(&self) -> Option<String> {
        self.reading.open_option(self.row.corrected.as_ref())
    }
}

/// A released edition of a project. 已发布版本。
pub(crate) struct ProjectEdition {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<EditionRow>,
}

/// A released edition of a project, with everybody who made it. 已发布版本。
#[Object]
impl ProjectEdition {
    /// Of which project. 项目。
    async fn project(&self) -> Option<CoCreationProject> {
        let row = Arc::clone(self.reading.view.projects.project(self.row.project_id)?);
        Some(CoCreationProject { reading: self.reading.clone(), row })
    }

    /// Which, from 1. 版次。
    async fn edition(&self) -> u16 {
        self.row.edition
    }

    /// Where it is kept. 存放位置。
    async fn artefact_ref(&self) -> &str {
        &self.row.artefact_ref
    }

    /// Of the file. 哈希。
    async fn sha256(&self) -> Sha256 {
        self.row.sha256
    }

    /// Pieces in it, those merged into others among them. 稿件数。
    async fn pieces(&self) -> u32 {
        self.row.pieces
    }

    /// How many are in its credits. 署名人数。
    async fn credit_count(&self) -> u32 {
        u32::try_from(self.row.credits.len()).unwrap_or(u32::MAX)
    }

    /// How many of them were thanked. 已致谢人数。
    async fn thanked(&self) -> u32 {
        self.row.thanked
    }

    /// Everybody who made it. 署名。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn credits(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ProjectCredit>> {
        let window = Window { first, after, last, before };
        let paging = Paging::new(ctx, self.reading.clone(), window)?;
        let (project_id, edition) = (self.row.project_id, self.row.edition);
        let edition = paging.reading.view.projects.edition(project_id, edition);
        let rows = edition.map_or(Vec::new(), |row| row.credits.clone());
        let key = |row: &CreditRow| row.koc_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| ProjectCredit { reading: reading.clone(), row }))
    }

    /// The gathering at which it is celebrated. 发布仪式活动编号。
    async fn ceremony_gathering_id(&self) -> Option<GatheringId> {
        self.row.ceremony_gathering_id
    }

    /// When it was released. 发布时间。
    async fn released_at(&self) -> Moment {
        self.row.released_at
    }

    /// The event. 事件编号。
    async fn event_id(&self) -> EventId {
        self.row.position
    }
}
