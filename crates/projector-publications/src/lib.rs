//! What the public sees: publications of members and of the brand, with disclosure, engagement and
//! leads; and the honours of members, with the praise and badges that show them.

mod apply;
mod honours;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, KocId, PublicationId, RecognitionId};
use domain::{Recorded, publication, recognition};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use honours::{BadgeRow, CommendationRow, HonourRow, HonourStanding, Revocation};
pub use query::{PublicationFilter, PublicationOrder, Reach};
pub use rows::{
    CreditRow, DisclosureCheck, DisclosureState, LeadRow, MeasureRow, PublicationRow, TakenDown,
};

/// Every publication and every honour.
#[derive(Debug, Clone, Default)]
pub struct Publications {
    publications: OrdMap<PublicationId, Arc<PublicationRow>>,
    by_author: OrdSet<(KocId, PublicationId)>,
    by_assignment: OrdSet<(AssignmentId, PublicationId)>,
    honours: OrdMap<RecognitionId, Arc<HonourRow>>,
    honours_of: OrdSet<(KocId, RecognitionId)>,
}

impl Projector for Publications {
    const NAME: &'static str = "publications";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.fold(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[publication::Event::TYPES, recognition::Event::TYPES])
    }

    /// Publications by id, then honours by id.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.publications.values().for_each(|row| show(Row::new("publication", &**row)));
        self.honours.values().for_each(|row| show(Row::new("honour", &**row)));
    }
}
