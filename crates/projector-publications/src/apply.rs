//! What happens to the rows. Nothing here fails; what names something unknown is let go.

use std::sync::Arc;

use domain::publication::event::{PublicationRegistered, WorkAmplified};
use domain::{Event, Recorded, publication};

use crate::Publications;
use crate::rows::{CreditRow, DisclosureCheck, LeadRow, MeasureRow, PublicationRow, TakenDown};

impl Publications {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Publication(event) => self.fold_publication(event, recorded),
            Event::Recognition(event) => self.fold_honour(event, recorded),
            _ => {}
        }
    }

    fn fold_publication(&mut self, event: &publication::Event, recorded: &Recorded) {
        use publication::Event::*;
        match event {
            PublicationRegistered(e) => return self.keep(registered(e, recorded)),
            WorkAmplified(e) => return self.keep(amplified(e, recorded)),
            _ => {}
        }
        let Some(row) = self.publications.get_mut(&event.publication_id()) else { return };
        let row = Arc::make_mut(row);
        let (at, by, position) = (recorded.occurred_at, recorded.actor, recorded.position);
        match event {
            PublicationRegistered(_) | WorkAmplified(_) => {}
            DisclosureVerified(e) => {
                let wording = e.wording.clone();
                row.checks.push(DisclosureCheck { present: true, wording, by, at, position });
            }
            DisclosureMissingFound(e) => {
                let wording = e.wording.clone();
                row.checks.push(DisclosureCheck { present: false, wording, by, at, position });
            }
            EngagementRecorded(e) => row.curve.push(MeasureRow {
                measured_at: e.measured_at,
                counts: e.counts,
                delta: e.delta,
                source: e.source.clone(),
                correction: e.correction,
                position,
            }),
            LeadAttributed(e) => row.leads.push(LeadRow {
                lead_ref: e.lead_ref.clone(),
                kind: e.kind,
                trace: e.trace.clone(),
                at: e.at,
                model: e.model,
                position,
            }),
            CreditCorrected(e) => row.credits.push(CreditRow {
                line: e.credit_line.clone(),
                reason: Some(e.reason.clone()),
                since: at,
                position,
            }),
            PublicationTakenDown(e) => {
                row.taken_down = Some(TakenDown { at, reason: e.reason.clone(), by, position });
            }
        }
    }

    fn keep(&mut self, row: PublicationRow) {
        for author in &row.authors {
            self.by_author.insert((*author, row.publication_id));
        }
        if let Some(assignment_id) = row.assignment_id {
            self.by_assignment.insert((assignment_id, row.publication_id));
        }
        self.publications.insert(row.publication_id, Arc::new(row));
    }
}

fn registered(e: &PublicationRegistered, recorded: &Recorded) -> PublicationRow {
    PublicationRow {
        publication_id: e.publication_id,
        authors: vec![e.koc_id],
        amplified: false,
        platform: e.platform.clone(),
        url: Some(e.url.clone()),
        assignment_id: e.assignment_id,
        asset_id: None,
        purpose: None,
        spontaneous: e.spontaneous,
        published_at: e.published_at,
        topic: e.topic.clone(),
        ai_generated: e.ai_generated,
        people_consent: None,
        disclosure_text: e.disclosure_text.clone(),
        checks: Vec::new(),
        credits: Vec::new(),
        curve: Vec::new(),
        leads: Vec::new(),
        taken_down: None,
        by: recorded.actor,
        position: recorded.position,
    }
}

fn amplified(e: &WorkAmplified, recorded: &Recorded) -> PublicationRow {
    let credit = CreditRow {
        line: e.credit_line.clone(),
        reason: None,
        since: recorded.occurred_at,
        position: recorded.position,
    };
    PublicationRow {
        publication_id: e.publication_id,
        authors: e.authors.clone(),
        amplified: true,
        platform: e.channel.clone(),
        url: e.url.clone(),
        assignment_id: e.assignment_id,
        asset_id: e.asset_id,
        purpose: Some(e.purpose),
        spontaneous: false,
        published_at: recorded.occurred_at,
        topic: None,
        ai_generated: e.ai_generated,
        people_consent: Some(e.people_consent),
        disclosure_text: None,
        checks: Vec::new(),
        credits: vec![credit],
        curve: Vec::new(),
        leads: Vec::new(),
        taken_down: None,
        by: recorded.actor,
        position: recorded.position,
    }
}
