//! What can be asked of projects.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::Moment;
use domain::id::{KocId, PieceId, ProjectId, SectionId};
use domain::project::values::ProjectKind;

use crate::Projects;
use crate::rows::*;

/// Which projects; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectFilter {
    /// Standing there.
    pub stage: Option<ProjectStage>,
    /// Of this kind.
    pub kind: Option<ProjectKind>,
    /// With sections that have no editor, or without.
    pub section_vacant: Option<bool>,
    /// With a piece that waits to be decided on since before this moment.
    pub untriaged_before: Option<Moment>,
}

/// In which order projects come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProjectOrder {
    /// The newest in front.
    #[default]
    Launched,
    /// The one with most of its sections accepted in front.
    Progress,
    /// The one with most contributors in front.
    Contributors,
}

/// Which pieces; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PieceFilter {
    /// Of this project.
    pub project_id: Option<ProjectId>,
    /// In that section, or with it in mind.
    pub section_id: Option<SectionId>,
    /// Of this author.
    pub author: Option<KocId>,
    /// Standing there.
    pub stage: Option<PieceStage>,
    /// Offered before this moment.
    pub offered_before: Option<Moment>,
}

/// In which order pieces come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PieceOrder {
    /// The one offered first in front: whoever waits longest.
    #[default]
    Oldest,
    /// The one offered last in front.
    Newest,
}

impl PieceFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &PieceRow) -> bool {
        self.project_id.is_none_or(|id| row.project_id == id)
            && self.section_id.is_none_or(|id| row.section_id == Some(id))
            && self.author.is_none_or(|author| row.koc_id == author)
            && self.stage.is_none_or(|stage| row.stage == stage)
            && self.offered_before.is_none_or(|at| row.offered_at < at)
    }
}

/// The ids between which everything of a project is.
const FIRST: PieceId = PieceId([0; 16]);

impl Projects {
    /// One project.
    pub fn project(&self, id: ProjectId) -> Option<&Arc<ProjectRow>> {
        self.rows.get(&id)
    }

    /// The projects that `filter` asks for. A brand has some a year.
    pub fn projects(&self, filter: &ProjectFilter, order: ProjectOrder) -> Vec<Arc<ProjectRow>> {
        let waits = |row: &ProjectRow, at: Moment| {
            self.oldest_untriaged(row.project_id).is_some_and(|oldest| oldest.offered_at < at)
        };
        let asked = |row: &&Arc<ProjectRow>| {
            filter.stage.is_none_or(|stage| row.stage == stage)
                && filter.kind.is_none_or(|kind| row.kind == kind)
                && filter.section_vacant.is_none_or(|it| (row.sections_vacant > 0) == it)
                && filter.untriaged_before.is_none_or(|at| waits(row, at))
        };
        let mut rows: Vec<_> = self.rows.values().filter(asked).cloned().collect();
        rows.sort_by_cached_key(|row| {
            let first = match order {
                ProjectOrder::Launched => row.launched_at.0,
                ProjectOrder::Progress => i64::from(row.progress_bp()),
                ProjectOrder::Contributors => {
                    i64::try_from(self.contributors(row.project_id).len()).unwrap_or(i64::MAX)
                }
            };
            (Reverse(first), row.project_id)
        });
        rows
    }

    /// The sections of a project, in order.
    pub fn sections(&self, project_id: ProjectId) -> Vec<Arc<SectionRow>> {
        let outline = self.rows.get(&project_id).map(|row| row.outline.as_slice());
        let ids = outline.unwrap_or_default().iter();
        ids.filter_map(|id| self.section(project_id, *id).cloned()).collect()
    }

    /// One section.
    pub fn section(&self, project_id: ProjectId, id: SectionId) -> Option<&Arc<SectionRow>> {
        self.sections.get(&(project_id, id))
    }

    /// One piece.
    pub fn piece(&self, id: PieceId) -> Option<&Arc<PieceRow>> {
        self.pieces.get(&id)
    }

    /// The pieces that `filter` asks for. Those of an author and those of a project are looked up.
    pub fn pieces(&self, filter: &PieceFilter, order: PieceOrder) -> Vec<Arc<PieceRow>> {
        let first = Moment(i64::MIN);
        let mut ids: Vec<(Moment, PieceId)> = match (filter.author, filter.project_id) {
            (Some(author), _) => self
                .of_author
                .range((author, first, FIRST)..)
                .take_while(|(whose, ..)| *whose == author)
                .map(|(_, at, id)| (*at, *id))
                .collect(),
            (None, Some(project_id)) => {
                let waiting = filter.stage == Some(PieceStage::Offered);
                let index = if waiting { &self.untriaged } else { &self.of_project };
                index
                    .range((project_id, first, FIRST)..)
                    .take_while(|(of, ..)| *of == project_id)
                    .map(|(_, at, id)| (*at, *id))
                    .collect()
            }
            (None, None) => {
                let mut all: Vec<_> =
                    self.pieces.values().map(|row| (row.offered_at, row.piece_id)).collect();
                all.sort_unstable();
                all
            }
        };
        if order == PieceOrder::Newest {
            ids.reverse();
        }
        let rows = ids.into_iter().filter_map(|(_, id)| self.pieces.get(&id));
        rows.filter(|row| filter.matches(row)).cloned().collect()
    }

    /// The piece of a project that waits longest to be decided on.
    pub fn oldest_untriaged(&self, project_id: ProjectId) -> Option<&Arc<PieceRow>> {
        let from = (project_id, Moment(i64::MIN), FIRST);
        let (of, _, id) = self.untriaged.range(from..).next()?;
        self.pieces.get(id).filter(|_| *of == project_id)
    }

    /// The editions of a project that are out, the newest in front.
    pub fn editions(&self, project_id: ProjectId) -> Vec<Arc<EditionRow>> {
        let all = (project_id, 0)..=(project_id, u16::MAX);
        self.editions.range(all).rev().map(|(_, row)| Arc::clone(row)).collect()
    }

    /// One edition.
    pub fn edition(&self, project_id: ProjectId, edition: u16) -> Option<&Arc<EditionRow>> {
        self.editions.get(&(project_id, edition))
    }

    /// The sections that a member edits, or handed in.
    pub fn sections_of(&self, koc_id: KocId) -> Vec<Arc<SectionRow>> {
        let from = (koc_id, ProjectId([0; 16]), SectionId([0; 16]));
        let own = self.of_editor.range(from..).take_while(|(whose, ..)| *whose == koc_id);
        own.filter_map(|(_, project, id)| self.sections.get(&(*project, *id)).cloned()).collect()
    }

    /// The editions in whose credits a member is.
    pub fn editions_of(&self, koc_id: KocId) -> Vec<Arc<EditionRow>> {
        let from = (koc_id, ProjectId([0; 16]), 0);
        let own = self.of_credited.range(from..).take_while(|(whose, ..)| *whose == koc_id);
        own.filter_map(|(_, project, no)| self.editions.get(&(*project, *no)).cloned()).collect()
    }

    /// Every edition that is out.
    pub fn all_editions(&self) -> impl Iterator<Item = &Arc<EditionRow>> {
        self.editions.values()
    }
}
