//! Campaigns and gatherings: the goal and what came of it, who takes part, week by week; whom the
//! brand met, who came, and what was promised.

mod apply;
mod count;
mod gather;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssignmentId, CampaignId, GatheringId, KocId, PublicationId, TaskId};
use domain::publication::values::LeadKind;
use domain::{Recorded, assignment, campaign, gathering, publication, task};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::{CampaignFilter, CampaignOrder, GatheringFilter};
pub use rows::*;

/// Every campaign with who takes part, and every gathering with who is invited.
#[derive(Debug, Clone, Default)]
pub struct Campaigns {
    rows: OrdMap<CampaignId, Arc<CampaignRow>>,
    participants: OrdMap<(CampaignId, KocId), Arc<ParticipantRow>>,
    of_member: OrdSet<(KocId, CampaignId)>,
    gatherings: OrdMap<GatheringId, Arc<GatheringRow>>,
    guests: OrdMap<(GatheringId, KocId), Arc<GuestRow>>,
    met: OrdSet<(KocId, GatheringId)>,
    /// The campaign each task is of.
    by_task: OrdMap<TaskId, CampaignId>,
    /// The campaign each assignment is work of, and whose it is.
    by_assignment: OrdMap<AssignmentId, (CampaignId, KocId)>,
    /// Works that are counted.
    works: OrdSet<AssignmentId>,
    /// The campaign each publication is of, whose it is, and its weighted engagement.
    published: OrdMap<PublicationId, (CampaignId, KocId, u64)>,
    /// Each lead once.
    leads: OrdSet<(CampaignId, String, LeadKind)>,
}

impl Projector for Campaigns {
    const NAME: &'static str = "campaigns";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        let own = [campaign::Event::TYPES, gathering::Event::TYPES];
        let others = [task::Event::TYPES, assignment::Event::TYPES, publication::Event::TYPES];
        is_of(kind, &own) || is_of(kind, &others)
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("campaign", row)));
        self.participants.values().for_each(|row| show(Row::new("campaignParticipant", row)));
        self.gatherings.values().for_each(|row| show(Row::new("gathering", row)));
        self.guests.values().for_each(|row| show(Row::new("gatheringGuest", row)));
    }
}
