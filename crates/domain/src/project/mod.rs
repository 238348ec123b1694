//! A project of the whole community: pieces from every tier, sections edited by the middle, chief
//! editors from the top, proofread as a whole, and released when everybody who made it is named
//! as they chose (S1, 社群共创).
//!
//! What members offer are pieces with streams of their own (`crate::piece`): there may be
//! thousands, so whatever rules ask of all of them is counted here as it happens.

mod chiefs;
pub mod command;
mod credits;
pub mod event;
mod evolve;
mod launch;
mod parts;
mod reaction;
mod release;
mod review;
mod sections;
mod tell;
pub mod values;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};

pub(crate) use chiefs::{answer, appoint, invite, relieve};
pub(crate) use credits::{choose_name, correct_credits};
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use launch::{add_section, close_offers, launch, open_new_edition};
pub(crate) use parts::Part;
pub(crate) use reaction::{credit, end_parts, thank_first};
pub(crate) use release::{freeze, proofread, release, thank};
pub(crate) use review::review;
pub(crate) use sections::{claim, release_section, submit};
pub(crate) use tell::tell;

use crate::id::{EventId, KocId, PieceId, ProjectId, SectionId, Sha256};
use crate::refusal::Violation;
use crate::state::State;
use crate::task::brief::UsageRights;
use values::RoleBars;

/// Contributors who are thanked and credited in one commit; the clock thanks the others. Our own
/// number, well below what a commit holds.
pub(crate) const THANKED_AT_ONCE: usize = 100;

/// Where a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProjectState {
    Open,
    Editing,
    Proofreading,
    Released,
}

impl ProjectState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            ProjectState::Open => "OPEN",
            ProjectState::Editing => "EDITING",
            ProjectState::Proofreading => "PROOFREADING",
            ProjectState::Released => "RELEASED",
        }
    }
}

/// Where a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SectionState {
    Vacant,
    Claimed,
    InReview,
    Accepted,
}

impl SectionState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            SectionState::Vacant => "VACANT",
            SectionState::Claimed => "CLAIMED",
            SectionState::InReview => "IN_REVIEW",
            SectionState::Accepted => "ACCEPTED",
        }
    }
}

/// What rules ask of a section.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) state: SectionState,
    pub(crate) editor: Option<KocId>,
    pub(crate) submissions: u16,
    /// The pieces of the newest draft.
    pub(crate) uses: OrdSet<PieceId>,
    /// Whom it has earned a credit, and in which edition.
    pub(crate) earned: OrdSet<(u16, KocId)>,
}

impl Section {
    fn vacant() -> Section {
        Section {
            state: SectionState::Vacant,
            editor: None,
            submissions: 0,
            uses: OrdSet::new(),
            earned: OrdSet::new(),
        }
    }
}

/// How somebody chose to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameChoice {
    pub(crate) event: EventId,
    /// Of the name; none: as «a member».
    pub(crate) name: Option<[u8; 16]>,
}

/// What rules ask of a released edition.
#[derive(Debug, Clone)]
pub(crate) struct Edition {
    pub(crate) sha256: Sha256,
    /// Everybody in its credits, and the event of the name they are credited by.
    pub(crate) credits: OrdMap<KocId, Option<EventId>>,
    pub(crate) chief_editors: Vec<KocId>,
}

/// What rules ask of a project.
#[derive(Debug, Clone)]
pub struct Project {
    pub(crate) state: ProjectState,
    /// The edition that is made, or was made last.
    pub(crate) edition: u16,
    /// The newest edition that is released; 0 before the first.
    pub(crate) released: u16,
    pub(crate) bars: RoleBars,
    pub(crate) licence: Arc<UsageRights>,
    pub(crate) sections: OrdMap<SectionId, Section>,
    /// Whether each who was asked agreed; none while they have not said.
    pub(crate) invited: OrdMap<KocId, Option<bool>>,
    pub(crate) chiefs: OrdSet<KocId>,
    pub(crate) parts: OrdMap<KocId, Part>,
    pub(crate) names: OrdMap<KocId, NameChoice>,
    pub(crate) proofread: bool,
    /// Pieces that are in, those merged into others among them.
    pub(crate) pieces: u32,
    pub(crate) editions: OrdMap<u16, Edition>,
    /// Who is still to be thanked, for which edition.
    pub(crate) to_thank: Vector<(u16, KocId)>,
}

impl Project {
    fn state_code(&self) -> String {
        self.state.code().to_owned()
    }

    /// Refuses what may happen only while an edition is made and its sections are open.
    pub(crate) fn not_under_way(&self) -> Option<Violation> {
        match self.state {
            ProjectState::Open | ProjectState::Editing => None,
            ProjectState::Proofreading => Some(Violation::ProjectFrozen),
            ProjectState::Released => Some(Violation::ProjectNotOpen { state: self.state_code() }),
        }
    }

    /// Refuses pieces when none are taken.
    pub(crate) fn takes_no_pieces(&self) -> Option<Violation> {
        let open = self.state == ProjectState::Open;
        (!open).then(|| Violation::ProjectNotOpen { state: self.state_code() })
    }

    /// A section of it.
    pub(crate) fn section(&self, section_id: SectionId) -> Result<&Section, Violation> {
        let missing = || Violation::NotFound { what: section_id.to_string() };
        self.sections.get(&section_id).ok_or_else(missing)
    }

    /// Whether that member edits a section, or that one.
    pub(crate) fn edits(&self, koc_id: KocId, section_id: Option<SectionId>) -> bool {
        let edits = |section: &Section| section.editor == Some(koc_id);
        match section_id {
            Some(section_id) => self.sections.get(&section_id).is_some_and(edits),
            None => self.sections.values().any(edits),
        }
    }

    /// The refusal of somebody who is no chief editor of it.
    fn not_chief_editor(&self, koc_id: KocId) -> Option<Violation> {
        (!self.chiefs.contains(&koc_id)).then_some(Violation::NotChiefEditor)
    }
}

impl State {
    /// A project.
    pub(crate) fn project(&self, project_id: ProjectId) -> Result<&Project, Violation> {
        let missing = || Violation::NotFound { what: project_id.to_string() };
        self.projects.get(&project_id).map(Arc::as_ref).ok_or_else(missing)
    }

    pub(crate) fn project_mut(&mut self, project_id: ProjectId) -> Option<&mut Project> {
        self.projects.get_mut(&project_id).map(Arc::make_mut)
    }
}
