//! Who has a part in a project: counted as it happens, so that a release asks of people, never of
//! pieces.

use std::collections::BTreeMap;

use super::values::CreditRole;
use super::{NameChoice, Project};
use crate::id::KocId;
use crate::koc::Standing;
use crate::state::State;

/// What somebody gave to a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Pieces of theirs that are in, those merged into others among them.
    pub(crate) pieces: u32,
    /// Pieces of others that are in and that they changed.
    pub(crate) edits: u32,
    /// Sections they handed in.
    pub(crate) sections: u32,
    /// Sections they reviewed.
    pub(crate) reviews: u32,
    /// How often they read the whole.
    pub(crate) proofs: u32,
    /// Whether they are a chief editor.
    pub(crate) chief: bool,
}

impl Part {
    /// What they are credited for; nothing for whoever has no part.
    pub(crate) fn roles(self) -> Vec<CreditRole> {
        let roles = [
            (CreditRole::ChiefEditor, self.chief || self.reviews > 0),
            (CreditRole::Proofreader, self.proofs > 0),
            (CreditRole::SectionEditor, self.sections > 0),
            (CreditRole::PieceEditor, self.edits > 0),
            (CreditRole::Author, self.pieces > 0),
        ];
        roles.into_iter().filter(|(_, played)| *played).map(|(role, _)| role).collect()
    }

    fn and(self, other: Part) -> Part {
        Part {
            pieces: self.pieces.saturating_add(other.pieces),
            edits: self.edits.saturating_add(other.edits),
            sections: self.sections.saturating_add(other.sections),
            reviews: self.reviews.saturating_add(other.reviews),
            proofs: self.proofs.saturating_add(other.proofs),
            chief: self.chief || other.chief,
        }
    }
}

/// Everybody who has a part in a project, each under the record that goes on.
pub(super) struct Contributors {
    pub(super) parts: BTreeMap<KocId, Part>,
    pub(super) names: BTreeMap<KocId, NameChoice>,
}

impl Contributors {
    pub(super) fn of(state: &State, project: &Project) -> Contributors {
        let mut parts: BTreeMap<KocId, Part> = BTreeMap::new();
        let chief = Part { chief: true, ..Part::default() };
        let chiefs = project.chiefs.iter().map(|koc_id| (*koc_id, chief));
        let all = project.parts.iter().map(|(koc_id, part)| (*koc_id, *part)).chain(chiefs);
        for (koc_id, part) in all.filter(|(_, part)| !part.roles().is_empty()) {
            let known = parts.entry(state.goes_on_as(koc_id)).or_default();
            *known = known.and(part);
        }
        let mut names: BTreeMap<KocId, NameChoice> = BTreeMap::new();
        for (koc_id, choice) in &project.names {
            let newest = names.entry(state.goes_on_as(*koc_id)).or_insert(*choice);
            if choice.event > newest.event {
                *newest = *choice;
            }
        }
        Contributors { parts, names }
    }
}

impl State {
    /// Whether somebody was forgotten: they are credited without a name.
    pub(super) fn is_forgotten(&self, koc_id: KocId) -> bool {
        self.kocs.get(&koc_id).is_some_and(|koc| koc.standing == Standing::Erased)
    }
}
