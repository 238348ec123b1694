//! Voices: who speaks for the brand and what it does for them, what members tell the brand and
//! what became of it, and the circles in which things are said first.

mod apply;
mod query;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{CircleId, EventId, InsightId, KocId};
use domain::{Moment, Recorded, ambassadorship, circle, insight};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::*;
pub use rows::*;

/// Every ambassadorship, insight and circle.
#[derive(Debug, Clone, Default)]
pub struct Voices {
    ambassadors: OrdMap<KocId, Arc<AmbassadorRow>>,
    insights: OrdMap<InsightId, Arc<InsightRow>>,
    insights_by_date: OrdSet<(Moment, InsightId)>,
    insights_by_author: OrdSet<(KocId, InsightId)>,
    /// Those that wait for a decision, the oldest first.
    open_insights: OrdSet<(Moment, InsightId)>,
    circles: OrdMap<CircleId, Arc<CircleRow>>,
    memberships: OrdMap<(CircleId, KocId), Arc<MembershipRow>>,
    circles_of: OrdSet<(KocId, CircleId)>,
    announcements: OrdMap<(CircleId, EventId), Arc<AnnouncementRow>>,
}

impl Projector for Voices {
    const NAME: &'static str = "voices";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        let own = [ambassadorship::Event::TYPES, insight::Event::TYPES, circle::Event::TYPES];
        let others = ["KocMerged", "KocPersonalDataErased", "AssetArchived"];
        is_of(kind, &own) || others.contains(&kind.name)
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.ambassadors.values().for_each(|row| show(Row::new("ambassador", row)));
        self.insights.values().for_each(|row| show(Row::new("insight", row)));
        self.circles.values().for_each(|row| show(Row::new("circle", row)));
        self.memberships.values().for_each(|row| show(Row::new("circleMember", row)));
        self.announcements.values().for_each(|row| show(Row::new("announcement", row)));
    }
}
