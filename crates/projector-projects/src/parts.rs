//! Who has a part in a project, counted with every event as the rules count it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{KocId, ProjectId};
use domain::project::values::CreditRole;

use crate::Projects;
use crate::rows::ContributorRow;

impl ContributorRow {
    pub(crate) fn new(project_id: ProjectId, koc_id: KocId) -> ContributorRow {
        ContributorRow {
            project_id,
            koc_id,
            pieces: 0,
            edits: 0,
            sections: 0,
            reviews: 0,
            proofs: 0,
            chief: false,
            source_event: None,
            name: None,
        }
    }

    /// What they are to be credited for; nothing for whoever has no part.
    pub fn roles(&self) -> Vec<CreditRole> {
        let roles = [
            (CreditRole::ChiefEditor, self.chief || self.reviews > 0),
            (CreditRole::Proofreader, self.proofs > 0),
            (CreditRole::SectionEditor, self.sections > 0),
            (CreditRole::PieceEditor, self.edits > 0),
            (CreditRole::Author, self.pieces > 0),
        ];
        roles.into_iter().filter(|(_, played)| *played).map(|(role, _)| role).collect()
    }

    /// The same person's other record: what both did, and the newer choice of a name.
    fn and(&mut self, other: &ContributorRow) {
        self.pieces = self.pieces.saturating_add(other.pieces);
        self.edits = self.edits.saturating_add(other.edits);
        self.sections = self.sections.saturating_add(other.sections);
        self.reviews = self.reviews.saturating_add(other.reviews);
        self.proofs = self.proofs.saturating_add(other.proofs);
        self.chief |= other.chief;
        if other.source_event > self.source_event {
            self.source_event = other.source_event;
            self.name.clone_from(&other.name);
        }
    }
}

impl Projects {
    pub(crate) fn on_part(
        &mut self,
        project_id: ProjectId,
        koc_id: KocId,
        change: impl FnOnce(&mut ContributorRow),
    ) {
        let new = || Arc::new(ContributorRow::new(project_id, koc_id));
        let row = self.contributors.entry((project_id, koc_id)).or_insert_with(new);
        change(Arc::make_mut(row));
    }

    /// Everybody who has a part in a project, each under the record that goes on, in the order of
    /// their ids.
    pub fn contributors(&self, project_id: ProjectId) -> Vec<Arc<ContributorRow>> {
        self.named(project_id).into_iter().filter(|row| !row.roles().is_empty()).collect()
    }

    /// The same with whoever chose a name before they have a part.
    pub(crate) fn named(&self, project_id: ProjectId) -> Vec<Arc<ContributorRow>> {
        let all = (project_id, KocId([0; 16]))..=(project_id, KocId([0xff; 16]));
        let mut people: BTreeMap<KocId, ContributorRow> = BTreeMap::new();
        for (_, row) in self.contributors.range(all) {
            let koc_id = self.goes_on_as(row.koc_id);
            let new = || ContributorRow::new(project_id, koc_id);
            people.entry(koc_id).or_insert_with(new).and(row);
        }
        people.into_values().map(Arc::new).collect()
    }

    /// How many of those who have a part can be credited as they chose, of all, basis points; who
    /// was forgotten is credited without a name. None while nobody has a part.
    pub fn credits_coverage_bp(&self, project_id: ProjectId) -> Option<u32> {
        let all = self.contributors(project_id);
        let ready = |row: &&Arc<ContributorRow>| {
            row.source_event.is_some() || self.forgotten.contains(&row.koc_id)
        };
        let ready = all.iter().filter(ready).count();
        let part = ready.saturating_mul(10_000).checked_div(all.len())?;
        u32::try_from(part).ok()
    }

    /// Whether somebody was forgotten.
    pub fn is_forgotten(&self, koc_id: KocId) -> bool {
        self.forgotten.contains(&koc_id)
    }

    /// Whether another record goes on in this one: what was done under that may have been credited
    /// there.
    pub fn was_merged(&self, koc_id: KocId) -> bool {
        self.merged_into.values().any(|into| *into == koc_id)
    }

    /// Under whose record that person goes on.
    pub(crate) fn goes_on_as(&self, koc_id: KocId) -> KocId {
        let mut at = koc_id;
        // Nobody is merged into a record that has ended, so the way has an end.
        while let Some(into) = self.merged_into.get(&at) {
            at = *into;
        }
        at
    }
}
