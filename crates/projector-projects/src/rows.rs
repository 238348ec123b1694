//! The rows of projects.

use domain::id::{EventId, GatheringId, KocId, PieceId, ProjectId, SectionId, Sha256};
use domain::personal::Sealed;
use domain::project::values::*;
use domain::task::brief::UsageRights;
use domain::text::LocalText;
use domain::{Actor, Day, Moment};
use serde::Serialize;

/// Where a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProjectStage {
    /// Pieces are taken.
    Open,
    /// No more pieces are taken; sections are edited.
    Editing,
    /// Every section is accepted; the whole is read.
    Proofreading,
    /// Its newest edition is out.
    Released,
}

/// Where a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SectionStage {
    /// It has no editor.
    Vacant,
    /// Its editor works on it.
    Claimed,
    /// It waits for a chief editor.
    InReview,
    /// It goes into the edition.
    Accepted,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PieceStage {
    /// Nobody has decided on it.
    Offered,
    /// It is in.
    Accepted,
    /// It goes on in another.
    Merged,
    /// It does not go in.
    Declined,
    /// Its author took it back.
    Withdrawn,
}

/// A member asked to be a chief editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitedChief {
    /// Who.
    pub koc_id: KocId,
    /// Whether they agreed; none while they have not said.
    pub accepted: Option<bool>,
    /// When they were asked, or answered.
    pub at: Moment,
}

/// How many pieces stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PieceCounts {
    /// Nobody has decided on them.
    pub offered: u32,
    /// They are in.
    pub accepted: u32,
    /// They go on in others.
    pub merged: u32,
    /// They do not go in.
    pub declined: u32,
    /// Their authors took them back.
    pub withdrawn: u32,
}

impl PieceCounts {
    /// The count of a stage.
    pub(crate) fn of(&mut self, stage: PieceStage) -> &mut u32 {
        match stage {
            PieceStage::Offered => &mut self.offered,
            PieceStage::Accepted => &mut self.accepted,
            PieceStage::Merged => &mut self.merged,
            PieceStage::Declined => &mut self.declined,
            PieceStage::Withdrawn => &mut self.withdrawn,
        }
    }
}

/// That the whole was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proofreading {
    /// The chief editor.
    pub koc_id: KocId,
    /// What was put right.
    pub corrections: Vec<ProofCorrectionKept>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectRow {
    /// Its id.
    pub project_id: ProjectId,
    /// What it is about.
    pub theme: LocalText,
    /// What is made.
    pub kind: ProjectKind,
    /// What for.
    pub purpose: LocalText,
    /// From which tier somebody may play each part.
    pub role_bars: RoleBars,
    /// What whoever offers a piece lets the brand do with it.
    pub licence_terms: UsageRights,
    /// Where it stands.
    pub stage: ProjectStage,
    /// The edition that is made, or was made last.
    pub edition: u16,
    /// Pieces are taken up to this day.
    pub until: Day,
    /// Its sections, in order.
    pub outline: Vec<SectionId>,
    /// Of them: accepted for the edition.
    pub sections_accepted: u32,
    /// Of them: without an editor.
    pub sections_vacant: u32,
    /// Its pieces by where they stand.
    pub pieces: PieceCounts,
    /// Its chief editors, in the order appointed.
    pub chief_editors: Vec<KocId>,
    /// Who was asked to be one, in the order first asked.
    pub invited: Vec<InvitedChief>,
    /// Whoever read the whole of the edition.
    pub proofreadings: Vec<Proofreading>,
    /// When it was opened.
    pub launched_at: Moment,
    /// The event it was opened in.
    pub position: EventId,
}

impl ProjectRow {
    /// Sections accepted for the edition, of all, basis points.
    pub fn progress_bp(&self) -> u32 {
        let all = u32::try_from(self.outline.len()).unwrap_or(u32::MAX).max(1);
        self.sections_accepted.saturating_mul(10_000) / all
    }
}

/// A draft of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// Which, from 1.
    pub submission_no: u16,
    /// Who handed it in.
    pub koc_id: KocId,
    /// Where it is.
    pub draft_ref: Sealed,
    /// Of the draft.
    pub sha256: Sha256,
    /// The pieces it is made of.
    pub pieces_used: Vec<PieceId>,
    /// When it was handed in.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// What a chief editor made of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SectionReviewed {
    /// Of which draft.
    pub submission_no: u16,
    /// The chief editor.
    pub reviewer: KocId,
    /// What became of it.
    pub decision: SectionDecision,
    /// How good it is.
    pub scores: Vec<SectionScore>,
    /// What is good.
    pub praise: Vec<Sealed>,
    /// What would be better.
    pub improvements: Vec<Sealed>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// Somebody who edited a section and does no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormerEditor {
    /// Who.
    pub koc_id: KocId,
    /// Why they do no more.
    pub why: PartEnd,
    /// In words.
    pub reason: Option<Sealed>,
    /// Until when.
    pub until: Moment,
}

/// A section of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SectionRow {
    /// Of which project.
    pub project_id: ProjectId,
    /// Its id.
    pub section_id: SectionId,
    /// What it is called.
    pub title: LocalText,
    /// Where it stands.
    pub stage: SectionStage,
    /// Who edits it.
    pub editor: Option<KocId>,
    /// Since when.
    pub claimed_at: Option<Moment>,
    /// Its drafts, oldest first.
    pub drafts: Vec<Draft>,
    /// What chief editors made of them, oldest first.
    pub reviews: Vec<SectionReviewed>,
    /// The piece that was taken back, when that is why it is worked on again.
    pub reopened_for: Option<PieceId>,
    /// Who edited it before, oldest first.
    pub former_editors: Vec<FormerEditor>,
}

/// A piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PieceRow {
    /// Its id.
    pub piece_id: PieceId,
    /// Of which project.
    pub project_id: ProjectId,
    /// Whose.
    pub koc_id: KocId,
    /// The section it is in, or that its author had in mind.
    pub section_id: Option<SectionId>,
    /// Where it stands.
    pub stage: PieceStage,
    /// The piece it goes on in.
    pub into: Option<PieceId>,
    /// The pieces that go on in it.
    pub merged: Vec<PieceId>,
    /// Others who changed it.
    pub editors: Vec<KocId>,
    /// Where the text is.
    pub text_ref: Sealed,
    /// Of the text.
    pub sha256: Sha256,
    /// In which edition it is, or will be.
    pub edition: Option<u16>,
    /// When it was offered.
    pub offered_at: Moment,
    /// When somebody decided on it.
    pub decided_at: Option<Moment>,
    /// Who.
    pub decided_by: Option<Actor>,
    /// Why it was declined or taken back.
    pub reason: Option<Sealed>,
    /// The event it was offered in.
    pub position: EventId,
}

/// Somebody who has a part in a project, or chose how to be named in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContributorRow {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
    /// Pieces of theirs that are in, those merged into others among them.
    pub pieces: u32,
    /// Pieces of others that are in and that they changed.
    pub edits: u32,
    /// Sections they handed in.
    pub sections: u32,
    /// Sections they reviewed.
    pub reviews: u32,
    /// How often they read the whole.
    pub proofs: u32,
    /// Whether they are a chief editor.
    pub chief: bool,
    /// The event in which they chose how to be named.
    pub source_event: Option<EventId>,
    /// The name they chose; none: as «a member».
    pub name: Option<Sealed>,
}

/// A line of the credits of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditRow {
    /// Who.
    pub koc_id: KocId,
    /// What for.
    pub roles: Vec<CreditRole>,
    /// By this name; none: as «a member».
    pub name: Option<Sealed>,
    /// Why it was put right since.
    pub corrected: Option<Sealed>,
}

/// A released edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EditionRow {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which, from 1.
    pub edition: u16,
    /// Where it is kept.
    pub artefact_ref: String,
    /// Of the file.
    pub sha256: Sha256,
    /// Pieces in it.
    pub pieces: u32,
    /// Everybody who made it, in the order of their ids; who was left out at first at the end.
    pub credits: Vec<CreditRow>,
    /// How many of them were thanked.
    pub thanked: u32,
    /// The gathering at which it is celebrated.
    pub ceremony_gathering_id: Option<GatheringId>,
    /// When it was released.
    pub released_at: Moment,
    /// The event.
    pub position: EventId,
}
