//! Co-creation projects: their sections and pieces, who has a part in them and how they want to be
//! named, and the editions that are out.

mod apply;
mod parts;
mod pieces;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{KocId, PieceId, ProjectId, SectionId};
use domain::{Moment, Recorded, koc, piece, project};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::{PieceFilter, PieceOrder, ProjectFilter, ProjectOrder};
pub use rows::*;

/// Every project with all that belongs to it.
#[derive(Debug, Clone, Default)]
pub struct Projects {
    rows: OrdMap<ProjectId, Arc<ProjectRow>>,
    sections: OrdMap<(ProjectId, SectionId), Arc<SectionRow>>,
    pieces: OrdMap<PieceId, Arc<PieceRow>>,
    contributors: OrdMap<(ProjectId, KocId), Arc<ContributorRow>>,
    editions: OrdMap<(ProjectId, u16), Arc<EditionRow>>,
    /// Pieces by project and by author, as they were offered.
    of_project: OrdSet<(ProjectId, Moment, PieceId)>,
    of_author: OrdSet<(KocId, Moment, PieceId)>,
    /// Those of a project that nobody has decided on.
    untriaged: OrdSet<(ProjectId, Moment, PieceId)>,
    /// Sections that somebody edits or handed in.
    of_editor: OrdSet<(KocId, ProjectId, SectionId)>,
    /// Editions in whose credits somebody is.
    of_credited: OrdSet<(KocId, ProjectId, u16)>,
    /// The record each that ended goes on in.
    merged_into: OrdMap<KocId, KocId>,
    /// Who was forgotten: they are credited without a name.
    forgotten: OrdSet<KocId>,
}

impl Projector for Projects {
    const NAME: &'static str = "projects";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[project::Event::TYPES, piece::Event::TYPES, koc::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("project", row)));
        self.sections.values().for_each(|row| show(Row::new("projectSection", row)));
        self.pieces.values().for_each(|row| show(Row::new("projectPiece", row)));
        self.contributors.values().for_each(|row| show(Row::new("projectContributor", row)));
        self.editions.values().for_each(|row| show(Row::new("projectEdition", row)));
    }
}
