//! What can be asked of a project.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{GatheringId, KocId, PieceId, ProjectId, SectionId, Sha256};
use crate::personal::Personal;
use crate::task::brief::UsageRights;
use crate::text::LocalText;
use crate::time::Day;

/// Opens a project to the whole community. 发起共创项目。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LaunchProjectInput"))]
pub struct LaunchProject {
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
    /// Pieces are taken up to this day, inclusive.
    pub until: Day,
}

/// Adds a section to the outline. 增加章节。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AddSectionInput"))]
pub struct AddSection {
    /// To which project.
    pub project_id: ProjectId,
    /// Its id.
    pub section_id: SectionId,
    /// What it is called.
    pub title: LocalText,
    /// Behind which one; in front if not given.
    pub after: Option<SectionId>,
}

/// Takes no more pieces for this edition; sent by the clock, or early by the team. 截止征稿。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseOffersInput"))]
pub struct CloseOffers {
    /// Which project.
    pub project_id: ProjectId,
}

/// Asks a member of the top tier to be a chief editor. 邀请担任主编。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "InviteChiefEditorInput"))]
pub struct InviteChiefEditor {
    /// Of which project.
    pub project_id: ProjectId,
    /// Whom.
    pub koc_id: KocId,
    /// In which words.
    pub message: Personal,
}

/// Says yes or no to being a chief editor. 答复主编邀请。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AnswerChiefEditorInvitationInput"))]
pub struct AnswerChiefEditorInvitation {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
    /// Whether they agree.
    pub accept: bool,
    /// Why not, if they want to say.
    pub reason: Option<Personal>,
}

/// Appoints a chief editor who agreed. 任命主编。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AppointChiefEditorInput"))]
pub struct AppointChiefEditor {
    /// Of which project.
    pub project_id: ProjectId,
    /// Whom.
    pub koc_id: KocId,
}

/// Ends somebody's part as chief editor: their own wish, or the team's decision. 卸任主编。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RelieveChiefEditorInput"))]
pub struct RelieveChiefEditor {
    /// Of which project.
    pub project_id: ProjectId,
    /// Whose.
    pub koc_id: KocId,
    /// Why; the team says so always.
    pub reason: Option<Personal>,
}

/// Takes on a section that has no editor. 认领章节。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ClaimSectionInput"))]
pub struct ClaimSection {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Who.
    pub koc_id: KocId,
}

/// Gives a section back: its editor's wish, or the team's decision. 交回章节。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReleaseSectionInput"))]
pub struct ReleaseSection {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Why; the team says so always.
    pub reason: Option<Personal>,
}

/// Hands in a section with the pieces it uses. 提交章节。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SubmitSectionInput"))]
pub struct SubmitSection {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// Its editor.
    pub koc_id: KocId,
    /// Where the draft is.
    pub draft_ref: Personal,
    /// Of the draft.
    pub sha256: Sha256,
    /// The accepted pieces it is made of.
    pub pieces_used: Vec<PieceId>,
}

/// Accepts a section or sends it back; an accepted one too, until the release. 评审章节。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReviewSectionInput"))]
pub struct ReviewSection {
    /// Of which project.
    pub project_id: ProjectId,
    /// Which one.
    pub section_id: SectionId,
    /// The chief editor who reviews.
    pub koc_id: KocId,
    /// What becomes of it.
    pub decision: SectionDecision,
    /// How good it is.
    pub scores: Vec<SectionScore>,
    /// What is good.
    pub praise: Vec<Personal>,
    /// What would be better.
    pub improvements: Vec<Personal>,
}

/// Closes the sections, all of them accepted, for proofreading. 定稿。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FreezeProjectInput"))]
pub struct FreezeProject {
    /// Which project.
    pub project_id: ProjectId,
}

/// Says that the whole was read, and what was put right. 校对。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProofreadProjectInput"))]
pub struct ProofreadProject {
    /// Which project.
    pub project_id: ProjectId,
    /// The chief editor who read it.
    pub koc_id: KocId,
    /// What was put right.
    pub corrections: Vec<ProofCorrection>,
}

/// Says how somebody is to be named in the credits. 选择署名。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ChooseCreditNameInput"))]
pub struct ChooseCreditName {
    /// Of which project.
    pub project_id: ProjectId,
    /// Who.
    pub koc_id: KocId,
    /// By this name; as «a member» if not given.
    pub name: Option<Personal>,
}

/// Releases an edition with its credits: everybody who has a part in it, by the name they chose. 发布作品。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReleaseProjectInput"))]
pub struct ReleaseProject {
    /// Which project.
    pub project_id: ProjectId,
    /// Which edition, from 1.
    pub edition: u16,
    /// Where it is kept.
    pub artefact_ref: String,
    /// Of the file.
    pub sha256: Sha256,
    /// The credits as they are printed. Who was forgotten need not be there.
    pub credits: Vec<PrintedCredit>,
    /// The gathering at which it is celebrated.
    pub ceremony_gathering_id: Option<GatheringId>,
}

/// Thanks and credits the next contributors of a released edition; sent by the clock. 致谢贡献者。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ThankContributorsInput"))]
pub struct ThankContributors {
    /// Which project.
    pub project_id: ProjectId,
}

/// Puts the credits of a released edition right. 更正署名。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CorrectCreditsInput"))]
pub struct CorrectCredits {
    /// Which project.
    pub project_id: ProjectId,
    /// Which edition.
    pub edition: u16,
    /// Who was left out.
    pub add: Vec<CreditCorrection>,
    /// Who is to be named as they chose since.
    pub fix: Vec<CreditCorrection>,
}

/// Opens the next edition of what was released. 开启新版。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenNewEditionInput"))]
pub struct OpenNewEdition {
    /// Which project.
    pub project_id: ProjectId,
    /// The number after the released one.
    pub edition: u16,
    /// Pieces are taken up to this day, inclusive.
    pub until: Day,
}
