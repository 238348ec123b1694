//! What people asked about their data and whether it was answered in time, what they agreed to,
//! and what they disputed.

mod apply;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AppealId, DataRequestId, EventId, KocId};
use domain::vocabulary::ConsentPurpose;
use domain::{Recorded, appeal, koc, privacy};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::{AppealFilter, DataRequestFilter};
pub use rows::{AppealRow, AppealState, ConsentCount, DataRequestRow, DataRequestState, Erasure};

/// Requests about personal data, appeals, and consents.
#[derive(Debug, Clone, Default)]
pub struct Privacy {
    requests: OrdMap<DataRequestId, Arc<DataRequestRow>>,
    appeals: OrdMap<AppealId, Arc<AppealRow>>,
    /// The appeals on each event that was disputed.
    appeals_on: OrdSet<(EventId, AppealId)>,
    /// The text version each member agreed to last.
    consents: OrdMap<(KocId, ConsentPurpose), u16>,
    consent_counts: OrdMap<(ConsentPurpose, u16), ConsentCount>,
}

impl Projector for Privacy {
    const NAME: &'static str = "privacy";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.fold(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[privacy::Event::TYPES, appeal::Event::TYPES, koc::Event::TYPES])
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.requests.values().for_each(|row| show(Row::new("dataRequest", row)));
        self.appeals.values().for_each(|row| show(Row::new("appeal", row)));
        self.consent_counts.values().for_each(|row| show(Row::new("consentCount", row)));
    }
}
