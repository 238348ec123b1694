//! How each event changes the rows. Nothing here fails; what names something unknown is let go.

use std::sync::Arc;

use domain::id::{DataRequestId, KocId};
use domain::koc::Event as KocEvent;
use domain::privacy::Event as Happened;
use domain::vocabulary::ConsentPurpose;
use domain::{Event, Recorded};

use crate::Privacy;
use crate::rows::{ConsentCount, DataRequestRow, DataRequestState, Erasure};

impl Privacy {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::DataRequest(event) => self.fold_request(event, recorded),
            Event::Koc(event) => self.fold_koc(event, recorded),
            _ => {}
        }
    }

    fn fold_request(&mut self, event: &Happened, recorded: &Recorded) {
        match event {
            Happened::DataRequestReceived(e) => {
                let row = DataRequestRow {
                    request_id: e.request_id,
                    koc_id: e.koc_id,
                    kind: e.kind,
                    state: DataRequestState::Received,
                    received_at: e.received_at,
                    due: e.due,
                    note: e.note.clone(),
                    method: None,
                    how: None,
                    artefact_ref: None,
                    scope: Vec::new(),
                    legal_ground: None,
                    told_at: None,
                    days: None,
                    erasure: None,
                    positions: vec![recorded.position],
                };
                self.requests.insert(e.request_id, Arc::new(row));
            }
            Happened::RequesterVerified(e) => self.change(e.request_id, recorded, |row| {
                row.state = DataRequestState::Verified;
                row.method = Some(e.method);
            }),
            Happened::DataRequestFulfilled(e) => self.change(e.request_id, recorded, |row| {
                row.state = DataRequestState::Fulfilled;
                row.how = Some(e.how);
                row.artefact_ref = e.artefact_ref.clone();
                row.scope = e.scope.clone();
                row.days = Some(e.days);
            }),
            Happened::DataRequestRefused(e) => self.change(e.request_id, recorded, |row| {
                row.state = DataRequestState::Refused;
                row.legal_ground = Some(e.legal_ground.clone());
                row.told_at = Some(e.told_at);
                row.days = Some(e.days);
            }),
        }
    }

    fn change(
        &mut self,
        id: DataRequestId,
        recorded: &Recorded,
        change: impl FnOnce(&mut DataRequestRow),
    ) {
        if let Some(row) = self.requests.get_mut(&id) {
            let row = Arc::make_mut(row);
            row.positions.push(recorded.position);
            change(row);
        }
    }

    fn fold_koc(&mut self, event: &KocEvent, recorded: &Recorded) {
        match event {
            KocEvent::KocRegistered(e) => {
                for given in &e.consents {
                    self.agree(e.koc_id, given.purpose, given.text_version);
                }
            }
            KocEvent::ConsentGranted(e) => self.agree(e.koc_id, e.purpose, e.text_version),
            // Who agreed to what stays counted; who they were is gone.
            KocEvent::KocPersonalDataErased(e) => self.change(e.request_id, recorded, |row| {
                row.erasure = Some(Erasure {
                    scope: e.scope.clone(),
                    kept_under: e.kept_under.clone(),
                    at: recorded.occurred_at,
                    position: recorded.position,
                });
            }),
            _ => {}
        }
    }

    fn agree(&mut self, koc_id: KocId, purpose: ConsentPurpose, text_version: u16) {
        if let Some(before) = self.consents.insert((koc_id, purpose), text_version) {
            self.count(purpose, before, |count| count.in_force = count.in_force.saturating_sub(1));
        }
        self.count(purpose, text_version, |count| {
            count.in_force += 1;
            count.given += 1;
        });
    }

    fn count(
        &mut self,
        purpose: ConsentPurpose,
        text_version: u16,
        change: impl FnOnce(&mut ConsentCount),
    ) {
        let none = || ConsentCount { purpose, text_version, in_force: 0, given: 0, withdrawn: 0 };
        change(self.consent_counts.entry((purpose, text_version)).or_insert_with(none));
    }
}
