//! What happens to the rows. Nothing here fails; what names something unknown is let go.

use std::sync::Arc;

use domain::asset::event::{AssetArchived, AssetReused};
use domain::asset::values::AssetSource;
use domain::id::{AssetId, PublicationId};
use domain::publication::event::WorkAmplified;
use domain::{Event, Recorded, asset, programme, publication};

use crate::rows::{AmplifiedRow, AssetRow, AssetStanding, Restriction, ReuseRow};
use crate::{Assets, Kept};

impl Assets {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(programme::Event::VocabularyExtended(e)) => {
                self.labels.insert((e.axis, e.code.clone()), e.labels.clone());
            }
            Event::Asset(event) => self.fold_asset(event, recorded),
            Event::Publication(event) => self.fold_publication(event),
            _ => {}
        }
    }

    fn fold_asset(&mut self, event: &asset::Event, recorded: &Recorded) {
        use asset::Event::*;
        if let AssetArchived(e) = event {
            self.archive(e, recorded);
            return;
        }
        if let AssetReused(e) = event {
            self.of_reuse.insert(e.reuse_id, e.asset_id);
        }
        self.change(event.asset_id(), |row| {
            row.positions.push(recorded.position);
            match event {
                AssetArchived(_) => {}
                AssetReclassified(e) => {
                    row.classification = e.classification.clone();
                    row.grade = e.grade;
                    row.confidentiality = e.confidentiality;
                }
                AssetTagged(e) => {
                    row.tags.retain(|tag| !e.removed.contains(tag));
                    row.tags.extend(e.added.iter().cloned());
                    row.tags.sort();
                }
                AssetReused(e) => row.reuses.push(reused(e, recorded)),
                LicenceExtended(e) => row.licence = e.licence.clone(),
                LicenceEndingNoticed(e) => row.ending_noticed = Some(e.until),
                AssetRestricted(e) => {
                    row.standing = AssetStanding::Restricted;
                    row.restriction = Some(Restriction { why: e.why, until: e.until });
                }
                AssetWithdrawn(e) => {
                    row.standing = AssetStanding::Withdrawn;
                    row.withdrawn = Some(e.reason);
                    row.restriction = None;
                }
                AssetRestored(_) => {
                    row.standing = AssetStanding::Archived;
                    row.withdrawn = None;
                    row.restriction = None;
                }
                AssetDestroyed(_) => row.standing = AssetStanding::Destroyed,
            }
        });
    }

    /// Changes a row and keeps the words it is found by in step.
    fn change(&mut self, asset_id: AssetId, change: impl FnOnce(&mut AssetRow)) {
        let Some(kept) = self.assets.get_mut(&asset_id) else { return };
        let row = Arc::make_mut(&mut kept.row);
        let (classification, tags) = (row.classification.clone(), row.tags.clone());
        let uses = row.reuses.len();
        change(row);
        let same = row.classification == classification && row.tags == tags;
        if same && row.reuses.len() == uses {
            return;
        }
        let row = Arc::clone(&kept.row);
        let words = Arc::new(self.words_of(&row));
        if let Some(kept) = self.assets.get_mut(&asset_id) {
            kept.words = words;
        }
    }

    fn archive(&mut self, e: &AssetArchived, recorded: &Recorded) {
        let mut tags = e.tags.clone();
        tags.sort();
        let row = AssetRow {
            asset_id: e.asset_id,
            source: e.source.clone(),
            title: e.title.clone(),
            kind: e.kind,
            authors: e.authors.clone(),
            credit_line: e.credit_line.clone(),
            classification: e.classification.clone(),
            tags,
            grade: e.grade,
            licence: e.licence.clone(),
            storage: e.storage.clone(),
            people_consent: e.people_consent,
            ai_generated: e.ai_generated,
            confidentiality: e.confidentiality,
            standing: AssetStanding::Archived,
            restriction: None,
            withdrawn: None,
            ending_noticed: None,
            reuses: Vec::new(),
            amplified: self.shown_before(&e.source),
            archived_by: recorded.actor,
            archived_at: recorded.occurred_at,
            position: recorded.position,
            positions: Vec::new(),
        };
        for author in &row.authors {
            self.by_author.insert((author.koc_id, e.asset_id));
        }
        for shown in &row.amplified {
            self.shows.insert(shown.publication_id, e.asset_id);
        }
        if let AssetSource::Submission(source) = &e.source {
            self.of_assignment.insert(source.assignment_id, e.asset_id);
        }
        let words = Arc::new(self.words_of(&row));
        self.assets.insert(e.asset_id, Kept { row: Arc::new(row), words });
    }

    /// Showings of a work from before it was archived.
    fn shown_before(&self, source: &AssetSource) -> Vec<AmplifiedRow> {
        let AssetSource::Submission(source) = source else { return Vec::new() };
        let of = source.assignment_id;
        let shown = self.amplified_of.range((of, PublicationId([0; 16]))..);
        shown
            .take_while(|(assignment_id, _)| *assignment_id == of)
            .filter_map(|(_, publication_id)| self.amplified.get(publication_id).cloned())
            .collect()
    }

    fn fold_publication(&mut self, event: &publication::Event) {
        use publication::Event::*;
        match event {
            WorkAmplified(e) => self.amplify(e),
            EngagementRecorded(e) => {
                self.shown(e.publication_id, |shown| shown.views = e.counts.views);
            }
            PublicationTakenDown(e) => {
                self.shown(e.publication_id, |shown| shown.taken_down = true)
            }
            _ => {}
        }
    }

    fn amplify(&mut self, e: &WorkAmplified) {
        let row = AmplifiedRow {
            publication_id: e.publication_id,
            channel: e.channel.clone(),
            views: 0,
            taken_down: false,
        };
        if let Some(assignment_id) = e.assignment_id {
            self.amplified_of.insert((assignment_id, e.publication_id));
        }
        let kept = e.assignment_id.and_then(|id| self.of_assignment.get(&id).copied());
        if let Some(asset_id) = e.asset_id.or(kept) {
            self.shows.insert(e.publication_id, asset_id);
            self.change(asset_id, |asset| asset.amplified.push(row.clone()));
        }
        self.amplified.insert(e.publication_id, row);
    }

    fn shown(&mut self, id: PublicationId, change: impl Fn(&mut AmplifiedRow)) {
        let Some(row) = self.amplified.get_mut(&id) else { return };
        change(row);
        let Some(asset_id) = self.shows.get(&id).copied() else { return };
        self.change(asset_id, |asset| {
            asset.amplified.iter_mut().filter(|it| it.publication_id == id).for_each(&change);
        });
    }
}

fn reused(e: &AssetReused, recorded: &Recorded) -> ReuseRow {
    ReuseRow {
        reuse_id: e.reuse_id,
        purpose: e.purpose,
        channel: e.channel.clone(),
        place: e.place.clone(),
        audience: e.audience,
        from: e.from,
        until: e.until,
        modified: e.modified,
        by: recorded.actor,
        noted_at: recorded.occurred_at,
        position: recorded.position,
    }
}
