//! What people asked about their data and whether it was answered in time, and what they agreed
//! to.

mod apply;
mod query;
mod rows;

use std::sync::Arc;

use domain::Recorded;
use domain::id::{DataRequestId, KocId};
use domain::vocabulary::ConsentPurpose;
use imbl::OrdMap;
use projection::{Projector, Row};

pub use query::DataRequestFilter;
pub use rows::{ConsentCount, DataRequestRow, DataRequestState, Erasure};

/// Requests about personal data, and consents.
#[derive(Debug, Clone, Default)]
pub struct Privacy {
    requests: OrdMap<DataRequestId, Arc<DataRequestRow>>,
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

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.requests.values().for_each(|row| show(Row::new("dataRequest", row)));
        self.consent_counts.values().for_each(|row| show(Row::new("consentCount", row)));
    }
}
