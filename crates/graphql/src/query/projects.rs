//! Co-creation projects.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{KocId, PieceId, ProjectId, SectionId};
use domain::project::values::{ProjectKind, RoleBars};
use domain::task::brief::UsageRights;
use domain::vocabulary::TierCode;
use domain::{Day, LocalText, Moment};
use projector_projects::{
    ContributorRow, InvitedChief as InvitedRow, PieceFilter, PieceOrder as PieceSort, PieceRow,
    PieceStage, ProjectFilter, ProjectOrder as Order, ProjectRow, SectionStage,
};

use super::Instant;
use super::project_parts::{
    PieceToTriage, ProjectContributor, ProjectEdition, ProjectProofreading, ProjectSection,
    SectionToReview,
};
use super::project_pieces::ProjectPiece;
use crate::caller::Subject;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// Where a project stands. 共创项目状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_projects::ProjectStage")]
pub(crate) enum ProjectState {
    /// Pieces are taken. 征稿中。
    Open,
    /// No more pieces are taken; sections are edited. 编写中。
    Editing,
    /// Every section is accepted; the whole is read. 校对中。
    Proofreading,
    /// Its newest edition is out. 已发布。
    Released,
}

/// Where a piece stands. 稿件状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_projects::PieceStage")]
pub(crate) enum PieceState {
    /// Nobody has decided on it. 待处理。
    Offered,
    /// It is in. 已采纳。
    Accepted,
    /// It goes on in another; its author stays one. 已合并。
    Merged,
    /// It does not go in. 未采纳。
    Declined,
    /// Its author took it back. 已撤回。
    Withdrawn,
}

/// In which order projects come. 共创项目排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_projects::ProjectOrder")]
pub(crate) enum ProjectOrder {
    /// The newest in front. 按启动时间倒序。
    Launched,
    /// The one with most of its sections accepted in front. 按进度倒序。
    Progress,
    /// The one with most contributors in front. 按贡献人数倒序。
    Contributors,
}

/// In which order pieces come. 稿件排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_projects::PieceOrder")]
pub(crate) enum PieceOrder {
    /// The one offered first in front: whoever waits longest. 由早到晚。
    Oldest,
    /// The one offered last in front. 由晚到早。
    Newest,
}

/// How many pieces stand where. 稿件数量。
#[derive(SimpleObject)]
pub(crate) struct PieceCounts {
    /// Nobody has decided on them. 待处理。
    offered: u32,
    /// They are in. 已采纳。
    accepted: u32,
    /// They go on in others. 已合并。
    merged: u32,
    /// They do not go in. 未采纳。
    declined: u32,
    /// Their authors took them back. 已撤回。
    withdrawn: u32,
}

/// How many sections stand where. 章节数量。
#[derive(SimpleObject, Default)]
pub(crate) struct SectionCounts {
    /// Without an editor. 待认领。
    vacant: u32,
    /// In the hands of an editor. 编写中。
    claimed: u32,
    /// Waiting for a chief editor. 待评审。
    in_review: u32,
    /// In the edition. 已采纳。
    accepted: u32,
}

/// How many contributors stand in a tier now. 各等级贡献人数。
#[derive(SimpleObject)]
pub(crate) struct ContributorsOfTier {
    /// Which tier; null outside the tiers. 等级。
    tier: Option<TierCode>,
    /// How many. 人数。
    contributors: u32,
}

/// A member asked to be a chief editor. 主编邀请。
#[derive(SimpleObject)]
pub(crate) struct InvitedChiefEditor {
    /// Who. 成员。
    koc: Koc,
    /// Whether they agreed; null while they have not said. 是否同意。
    accepted: Option<bool>,
    /// When they were asked, or answered. 时间。
    at: Moment,
}

/// A project of the whole community. 共创项目。
pub(crate) struct CoCreationProject {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<ProjectRow>,
}

/// A project of the whole community: pieces from everybody, and everybody in the credits.
/// 社群共创项目。
#[Object]
impl CoCreationProject {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> ProjectId {
        self.row.project_id
    }

    /// What it is about. 主题。
    async fn theme(&self) -> &LocalText {
        &self.row.theme
    }

    /// What is made. 类型。
    async fn kind(&self) -> ProjectKind {
        self.row.kind
    }

    /// What for. 目的。
    async fn purpose(&self) -> &LocalText {
        &self.row.purpose
    }

    /// From which tier somebody may play each part. 等级门槛。
    async fn role_bars(&self) -> RoleBars {
        self.row.role_bars
    }

    /// What whoever offers a piece lets the brand do with it. 授权条款。
    async fn licence_terms(&self) -> &UsageRights {
        &self.row.licence_terms
    }

    /// Where it stands. 状态。
    async fn state(&self) -> ProjectState {
        self.row.stage.into()
    }

    /// The edition that is made, or was made last. 当前版次。
    async fn edition(&self) -> u16 {
        self.row.edition
    }

    /// Pieces are taken up to this day. 征稿截止日。
    async fn until(&self) -> Day {
        self.row.until
    }

    /// When it was opened. 启动时间。
    async fn launched_at(&self) -> Moment {
        self.row.launched_at
    }

    /// Its sections, in order. 章节。
    async fn sections(&self) -> Vec<ProjectSection> {
        let rows = self.reading.view.projects.sections(self.row.project_id).into_iter();
        rows.map(|row| ProjectSection { reading: self.reading.clone(), row }).collect()
    }

    /// Its sections by where they stand. 章节数量。
    async fn section_counts(&self) -> SectionCounts {
        let mut counts = SectionCounts::default();
        for section in self.reading.view.projects.sections(self.row.project_id) {
            *match section.stage {
                SectionStage::Vacant => &mut counts.vacant,
                SectionStage::Claimed => &mut counts.claimed,
                SectionStage::InReview => &mut counts.in_review,
                SectionStage::Accepted => &mut counts.accepted,
            } += 1;
        }
        counts
    }

    /// Sections accepted for the edition, of all, basis points. 进度(基点)。
    async fn progress_bp(&self) -> u32 {
        self.row.progress_bp()
    }

    /// Its pieces by where they stand. 稿件数量。
    async fn piece_counts(&self) -> PieceCounts {
        let projector_projects::PieceCounts { offered, accepted, merged, declined, withdrawn } =
            self.row.pieces;
        PieceCounts { offered, accepted, merged, declined, withdrawn }
    }

    /// Since when the piece waits that waits longest to be decided on. 最早待处理稿件的投稿时间。
    async fn untriaged_since(&self) -> Option<Moment> {
        let oldest = self.reading.view.projects.oldest_untriaged(self.row.project_id)?;
        Some(oldest.offered_at)
    }

    /// Its pieces; whoever waits longest in front if nothing is said. 稿件。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn pieces(
        &self,
        ctx: &Context<'_>,
        filter: Option<PieceFilterInput>,
        order_by: Option<PieceOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ProjectPiece>> {
        let window = Window { first, after, last, before };
        let paging = Paging::new(ctx, self.reading.clone(), window)?;
        let asked = filter.unwrap_or_default().asked();
        let filter = PieceFilter { project_id: Some(self.row.project_id), ..asked };
        Ok(shown(&paging, &filter, order_by))
    }

    /// Its chief editors, in the order appointed. 主编。
    async fn chief_editors(&self) -> Vec<Koc> {
        let ids = self.row.chief_editors.iter();
        ids.map(|id| Koc { reading: self.reading.clone(), id: *id }).collect()
    }

    /// Who was asked to be one. 主编邀请。
    async fn invited_chief_editors(&self) -> Vec<InvitedChiefEditor> {
        let of = |row: &InvitedRow| InvitedChiefEditor {
            koc: Koc { reading: self.reading.clone(), id: row.koc_id },
            accepted: row.accepted,
            at: row.at,
        };
        self.row.invited.iter().map(of).collect()
    }

    /// Whoever read the whole of the edition. 校对。
    async fn proofreadings(&self) -> Vec<ProjectProofreading> {
        let rows = self.row.proofreadings.iter();
        rows.map(|row| ProjectProofreading::of(&self.reading, row)).collect()
    }

    /// Everybody who has a part in it. 贡献者。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn contributors(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ProjectContributor>> {
        let window = Window { first, after, last, before };
        let paging = Paging::new(ctx, self.reading.clone(), window)?;
        let rows = paging.reading.view.projects.contributors(self.row.project_id);
        let key = |row: &Arc<ContributorRow>| row.koc_id.to_string();
        let show = |reading: &Reading, row| ProjectContributor { reading: reading.clone(), row };
        Ok(paging.cut(rows, key, show))
    }

    /// How many of them stand in which tier now, lowest first. 贡献者等级构成。
    async fn tier_mix(&self) -> Vec<ContributorsOfTier> {
        let view = &self.reading.view;
        let mut mix: BTreeMap<Option<TierCode>, u32> = BTreeMap::new();
        for person in view.projects.contributors(self.row.project_id) {
            let tier = view.tiers.member(person.koc_id).and_then(|member| member.tier());
            *mix.entry(tier).or_default() += 1;
        }
        mix.into_iter()
            .map(|(tier, contributors)| ContributorsOfTier { tier, contributors })
            .collect()
    }

    /// How many of them can be credited as they chose, of all, basis points; null while nobody has
    /// a part. 署名就绪比例(基点)。
    async fn credits_coverage_bp(&self) -> Option<u32> {
        self.reading.view.projects.credits_coverage_bp(self.row.project_id)
    }

    /// The editions that are out, the newest in front. 已发布的版本。
    async fn editions(&self) -> Vec<ProjectEdition> {
        let rows = self.reading.view.projects.editions(self.row.project_id).into_iter();
        rows.map(|row| ProjectEdition { reading: self.reading.clone(), row }).collect()
    }

    /// What the caller may decide on, as editor of a section or chief editor; whoever waits
    /// longest in front. 当前编辑待处理的稿件。
    async fn pieces_to_triage(&self) -> Vec<PieceToTriage> {
        let Some(own) = self.caller() else { return Vec::new() };
        let projects = &self.reading.view.projects;
        let chief = self.row.chief_editors.contains(&own);
        let edits = |section: Option<SectionId>| {
            let edited = |id| projects.section(self.row.project_id, id).and_then(|it| it.editor);
            match section {
                Some(id) => edited(id) == Some(own),
                None => self.row.outline.iter().any(|id| edited(*id) == Some(own)),
            }
        };
        let filter = PieceFilter {
            project_id: Some(self.row.project_id),
            stage: Some(PieceStage::Offered),
            ..PieceFilter::default()
        };
        let waiting = projects.pieces(&filter, PieceSort::Oldest).into_iter();
        let theirs = waiting
            .filter(|piece| piece.koc_id != own && (chief || edits(piece.section_id)))
            .take(AT_ONCE);
        theirs.map(|piece| PieceToTriage::of(&self.reading, &piece)).collect()
    }

    /// What the caller may review as chief editor; not their own. 当前主编待评审的章节。
    async fn sections_to_review(&self) -> Vec<SectionToReview> {
        let own = self.caller().filter(|own| self.row.chief_editors.contains(own));
        let Some(own) = own else { return Vec::new() };
        let sections = self.reading.view.projects.sections(self.row.project_id).into_iter();
        let waiting =
            sections.filter(|it| it.stage == SectionStage::InReview && it.editor != Some(own));
        waiting.filter_map(|section| SectionToReview::of(&self.reading, &section)).collect()
    }
}

/// What an editor is shown at once; what they have decided on makes room. Our own number.
const AT_ONCE: usize = 50;

impl CoCreationProject {
    /// The member who asks.
    fn caller(&self) -> Option<KocId> {
        match self.reading.session.caller.grant.subject() {
            Subject::Member(id) => Some(id),
            Subject::Nobody | Subject::Operator(_) => None,
        }
    }
}

/// Which projects; what is not said does not matter. 共创项目筛选。
#[derive(InputObject, Default)]
#[graphql(name = "CoCreationProjectFilter")]
pub(crate) struct ProjectFilterInput {
    /// Standing there. 状态。
    state: Option<ProjectState>,
    /// Of this kind. 类型。
    kind: Option<ProjectKind>,
    /// With sections that have no editor, or without. 是否有待认领章节。
    section_vacant: Option<bool>,
    /// With a piece that waits to be decided on for so many hours. 稿件待处理超过(小时)。
    untriaged_hours: Option<u32>,
}

/// Which pieces; what is not said does not matter. 稿件筛选。
#[derive(InputObject, Default)]
#[graphql(name = "ProjectPieceFilter")]
pub(crate) struct PieceFilterInput {
    /// Of this project. 项目。
    project_id: Option<ProjectId>,
    /// In that section, or with it in mind. 章节。
    section_id: Option<SectionId>,
    /// Of this author. 作者。
    author: Option<KocId>,
    /// Standing there. 状态。
    state: Option<PieceState>,
    /// Offered before this moment. 投稿早于。
    offered_before: Option<Moment>,
}

impl PieceFilterInput {
    fn asked(self) -> PieceFilter {
        PieceFilter {
            project_id: self.project_id,
            section_id: self.section_id,
            author: self.author,
            stage: self.state.map(Into::into),
            offered_before: self.offered_before,
        }
    }
}

fn shown(
    paging: &Paging,
    filter: &PieceFilter,
    order_by: Option<PieceOrder>,
) -> Nodes<ProjectPiece> {
    let order: PieceSort = order_by.map(Into::into).unwrap_or_default();
    let rows = paging.reading.view.projects.pieces(filter, order);
    let key = |row: &Arc<PieceRow>| row.piece_id.to_string();
    paging.cut(rows, key, |reading, row| ProjectPiece { reading: reading.clone(), row })
}

pub(crate) struct ProjectQuery(pub(crate) Instant);

/// Co-creation projects. 共创项目。
#[Object]
impl ProjectQuery {
    /// Co-creation projects; the newest in front if nothing is said. 共创项目列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn projects(
        &self,
        ctx: &Context<'_>,
        filter: Option<ProjectFilterInput>,
        order_by: Option<ProjectOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<CoCreationProject>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let ago = |hours: u32| paging.reading.now().plus_hours(-i64::from(hours));
        let filter = ProjectFilter {
            stage: asked.state.map(Into::into),
            kind: asked.kind,
            section_vacant: asked.section_vacant,
            untriaged_before: asked.untriaged_hours.map(ago),
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.projects.projects(&filter, order);
        let key = |row: &Arc<ProjectRow>| row.project_id.to_string();
        Ok(paging
            .cut(rows, key, |reading, row| CoCreationProject { reading: reading.clone(), row }))
    }

    /// One co-creation project; null when there is none. 某一共创项目。
    async fn project(&self, ctx: &Context<'_>, id: ProjectId) -> Option<CoCreationProject> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.projects.project(id)?);
        Some(CoCreationProject { reading, row })
    }

    /// Pieces of all projects; whoever waits longest in front if nothing is said. 稿件列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn pieces(
        &self,
        ctx: &Context<'_>,
        filter: Option<PieceFilterInput>,
        order_by: Option<PieceOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ProjectPiece>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        Ok(shown(&paging, &filter.unwrap_or_default().asked(), order_by))
    }

    /// One piece; null when there is none. 某一稿件。
    async fn piece(&self, ctx: &Context<'_>, id: PieceId) -> Option<ProjectPiece> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.projects.piece(id)?);
        Some(ProjectPiece { reading, row })
    }
}
