//! What has happened to a project.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{GatheringId, KocId, PieceId, ProjectId, SectionId, Sha256};
use crate::personal::Sealed;
use crate::task::brief::UsageRights;
use crate::text::LocalText;
use crate::time::Day;

events! {
    640 v1 ProjectLaunched "A project was opened to the community." "共创项目启动。"
    641 v1 SectionAdded "A section was added to a project." "项目增加章节。"
    642 v1 OffersClosed "A project takes no more pieces for this edition." "项目本版征稿截止。"
    643 v1 ChiefEditorInvited "A member was asked to be a chief editor." "邀请成员担任主编。"
    644 v1 ChiefEditorInvitationAnswered "A member answered whether they would be a chief editor." "成员答复主编邀请。"
    645 v1 ChiefEditorAppointed "A chief editor was appointed." "任命主编。"
    646 v1 ChiefEditorRelieved "Somebody is a chief editor no more." "主编卸任。"
    647 v1 SectionClaimed "A section has an editor." "章节被认领。"
    648 v1 SectionReleased "A section was given back." "章节被交回。"
    649 v1 SectionSubmitted "A section was handed in." "章节已提交。"
    650 v1 SectionAccepted "A section was accepted." "章节被采纳。"
    651 v1 SectionSentBack "A section was sent back to its editor." "章节被退回。"
    652 v1 SectionReopened "A section lost a piece and is worked on again." "章节因稿件撤回而重新编写。"
    653 v1 ProjectFrozen "The sections of a project were closed for proofreading." "项目定稿,进入校对。"
    654 v1 ProjectProofread "A project was proofread." "项目已校对。"
    655 v1 CreditNameChosen "Somebody chose how to be named in the credits." "成员选择了署名。"
    656 v1 ProjectReleased "An edition of a project was released." "项目作品发布。"
    657 v1 ContributorsThanked "Contributors of an edition were thanked and credited." "已向贡献者致谢。"
    658 v1 CreditsCorrected "The credits of an edition were put right." "署名已更正。"
    659 v1 NewEditionOpened "A new edition of a project was opened." "项目开启新版。"
}

/// A project takes pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectLaunched {
    /// Its id.
    pub project_id: ProjectId,
    /// What it is about.
    pub theme: LocalText,
    /// What is made.
    pub kind: ProjectKind,
    /// What for.
    pub purpose: LocalText,
    /// Its sections, in order.
    pub outline: Vec<OutlineSection>,
    /// From which tier somebody may play each part.
    pub role_bars: RoleBars,
    /// What whoever offers a piece lets the brand do with it.
    pub licence_terms: UsageRights,
    /// Pieces are taken up to this day.
    pub until: Day,
}

/// The outline has another section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionAdded {
    /// To which project.
    pub project_id: ProjectId,
    /// Its id.
    pub section_id: SectionId,
    /// What it is called.
    pub title: LocalText,
    /// Behind which one; in front if none.
    pub after: Option<SectionId>,
}

/// The time for pieces is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OffersClosed {
    /// Which project.
    pub project_id: ProjectId,
    /// Of which edition.
    pub edition: u16,
}

/// A member is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChiefEditorInvited {
    /// Of which project.
    pub project_id: ProjectId,
    /// Whom.
    pub koc_id: KocId,
    /// In which words.
    pub message: Sealed,
}

/// They said yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChiefEditorInvitationAnswered {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
    /// Whether they agree.
    pub accepted: bool,
    /// Why not.
    pub reason: Option<Sealed>,
}

/// A project has another chief editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChiefEditorAppointed {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
}

/// A project has a chief editor less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChiefEditorRelieved {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
    /// Why.
    pub why: PartEnd,
    /// In their words, or the team's.
    pub reason: Option<Sealed>,
}

/// Somebody takes a section on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionClaimed {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Who.
    pub koc_id: KocId,
}

/// A section has no editor any more; one that was accepted stays accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionReleased {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Who edited it.
    pub koc_id: KocId,
    /// Why.
    pub why: PartEnd,
    /// In their words, or the team's.
    pub reason: Option<Sealed>,
}

/// A section waits for a chief editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionSubmitted {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Its editor.
    pub koc_id: KocId,
    /// Which draft of this section, from 1.
    pub submission_no: u16,
    /// Where the draft is.
    pub draft_ref: Sealed,
    /// Of the draft.
    pub sha256: Sha256,
    /// The pieces it is made of.
    pub pieces_used: Vec<PieceId>,
}

/// A section goes into the edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionAccepted {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Its editor.
    pub koc_id: KocId,
    /// The chief editor.
    pub reviewer: KocId,
    /// How good it is.
    pub scores: Vec<SectionScore>,
    /// What is good.
    pub praise: Vec<Sealed>,
    /// What would be better.
    pub improvements: Vec<Sealed>,
    /// In which edition.
    pub edition: u16,
    /// Whether it earns its editor a credit: once in an edition.
    pub earns: bool,
}

/// A section is worked on again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionSentBack {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Its editor, if it has one.
    pub koc_id: Option<KocId>,
    /// The chief editor.
    pub reviewer: KocId,
    /// How good it is.
    pub scores: Vec<SectionScore>,
    /// What is good.
    pub praise: Vec<Sealed>,
    /// What would be better.
    pub improvements: Vec<Sealed>,
}

/// A piece it was made of was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionReopened {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Its editor, if it has one.
    pub koc_id: Option<KocId>,
    /// The piece.
    pub piece_id: PieceId,
}

/// All sections are accepted and stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectFrozen {
    /// Which project.
    pub project_id: ProjectId,
    /// Which edition.
    pub edition: u16,
}

/// A chief editor read the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectProofread {
    /// Which project.
    pub project_id: ProjectId,
    /// The chief editor.
    pub koc_id: KocId,
    /// What was put right.
    pub corrections: Vec<ProofCorrectionKept>,
}

/// The credits will name them so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreditNameChosen {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
    /// By this name; as «a member» if none.
    pub name: Option<Sealed>,
}

/// Everybody can read it, and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectReleased {
    /// Which project.
    pub project_id: ProjectId,
    /// Which edition.
    pub edition: u16,
    /// Where it is kept.
    pub artefact_ref: String,
    /// Of the file.
    pub sha256: Sha256,
    /// Pieces in it, those merged into others among them.
    pub pieces: u32,
    /// Everybody who made it, in the order of their ids.
    pub credits: Vec<Credit>,
    /// The gathering at which it is celebrated.
    pub ceremony_gathering_id: Option<GatheringId>,
}

/// They are told, and credited for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContributorsThanked {
    /// Of which project.
    pub project_id: ProjectId,
    /// Of which edition.
    pub edition: u16,
    /// Who.
    pub koc_ids: Vec<KocId>,
}

/// Somebody was left out, or is named otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreditsCorrected {
    /// Of which project.
    pub project_id: ProjectId,
    /// Of which edition.
    pub edition: u16,
    /// Who was left out.
    pub added: Vec<CorrectedCredit>,
    /// Who is named as they chose since.
    pub fixed: Vec<CorrectedCredit>,
}

/// Pieces are taken again; every section is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEditionOpened {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which edition.
    pub edition: u16,
    /// Pieces are taken up to this day.
    pub until: Day,
}

impl Event {
    /// The project it happened to.
    pub fn project_id(&self) -> ProjectId {
        match self {
            Event::ProjectLaunched(e) => e.project_id,
            Event::SectionAdded(e) => e.project_id,
            Event::OffersClosed(e) => e.project_id,
            Event::ChiefEditorInvited(e) => e.project_id,
            Event::ChiefEditorInvitationAnswered(e) => e.project_id,
            Event::ChiefEditorAppointed(e) => e.project_id,
            Event::ChiefEditorRelieved(e) => e.project_id,
            Event::SectionClaimed(e) => e.project_id,
            Event::SectionReleased(e) => e.project_id,
            Event::SectionSubmitted(e) => e.project_id,
            Event::SectionAccepted(e) => e.project_id,
            Event::SectionSentBack(e) => e.project_id,
            Event::SectionReopened(e) => e.project_id,
            Event::ProjectFrozen(e) => e.project_id,
            Event::ProjectProofread(e) => e.project_id,
            Event::CreditNameChosen(e) => e.project_id,
            Event::ProjectReleased(e) => e.project_id,
            Event::ContributorsThanked(e) => e.project_id,
            Event::CreditsCorrected(e) => e.project_id,
            Event::NewEditionOpened(e) => e.project_id,
        }
    }
}
