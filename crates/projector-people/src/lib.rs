//! The people: where they are heard, what they drive, what they agreed to and took back, when they
//! were suspended, what reviews showed of their skills, what they did in the community, who was
//! named as candidate, and everything that happened to each of them.
//!
//! What other read models know (tiers, works, ledger, mentorships) is not here again: whoever shows
//! a member whole puts them together at one view.

mod apply;
mod concerns;
mod query;
mod rows;

use std::sync::Arc;

use domain::Recorded;
use domain::activity::values::YearMonth;
use domain::id::{ActivityId, AssignmentId, CandidacyId, EventId, KocId, MentorshipId};
use domain::stream::StreamId;
use imbl::{OrdMap, Vector};
use projection::{Projector, Row};
use serde::Serialize;

pub use query::{CandidateFilter, Trend, trend};
pub use rows::{
    ActRow, CandidacyRow, ChannelRow, ConsentEnd, ConsentRow, Dismissed, Lifted, MonthRow,
    ReachRow, ScoredWork, SkillRow, SuspensionRow, VehicleRow,
};

/// What is known of people beside their tiers, works and ledgers.
#[derive(Debug, Clone, Default)]
pub struct People {
    channels: OrdMap<(KocId, EventId), Arc<ChannelRow>>,
    vehicles: OrdMap<(KocId, String), Arc<VehicleRow>>,
    consents: OrdMap<(KocId, EventId, usize), Arc<ConsentRow>>,
    suspensions: OrdMap<(KocId, EventId), Arc<SuspensionRow>>,
    /// By member, skill and format.
    skills: OrdMap<(KocId, String, String), Arc<SkillRow>>,
    /// Approved works with their score, in the order of approval.
    works: OrdMap<(KocId, EventId), Arc<ScoredWork>>,
    months: OrdMap<(KocId, YearMonth), Arc<MonthRow>>,
    /// In the order they were named.
    candidacies: OrdMap<EventId, Arc<CandidacyRow>>,
    newest_candidacy: OrdMap<(KocId, CandidacyId), EventId>,
    /// Records that were merged into another.
    merged_into: OrdMap<KocId, KocId>,
    /// Everything that happened to each member, oldest first: where it stands, and the number of
    /// its type.
    timelines: OrdMap<KocId, Vector<(EventId, u16)>>,
    /// Whose an assignment is, and who is paired in a mentorship.
    assignees: OrdMap<AssignmentId, Vec<KocId>>,
    pairs: OrdMap<MentorshipId, (KocId, KocId)>,
    /// Whose any other thing is.
    owners: OrdMap<StreamId, Vec<KocId>>,
}

/// How much is on a timeline; which events, the log knows.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TimelineRow {
    koc_id: KocId,
    events: usize,
}

/// That a record goes on under another.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MergedRow {
    koc_id: KocId,
    into: KocId,
}

impl Projector for People {
    const NAME: &'static str = "people";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.note_on_timelines(recorded);
        self.fold(recorded);
    }

    /// Table by table, each in key order.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.channels.values().for_each(|row| show(Row::new("channel", row)));
        self.vehicles.values().for_each(|row| show(Row::new("vehicle", row)));
        self.consents.values().for_each(|row| show(Row::new("consent", row)));
        self.suspensions.values().for_each(|row| show(Row::new("suspension", row)));
        self.skills.values().for_each(|row| show(Row::new("skill", row)));
        self.works.values().for_each(|row| show(Row::new("scoredWork", row)));
        self.months.values().for_each(|row| show(Row::new("activityMonth", row)));
        self.candidacies.values().for_each(|row| show(Row::new("candidacy", row)));
        for (&koc_id, &into) in &self.merged_into {
            show(Row::new("merged", &MergedRow { koc_id, into }));
        }
        for (&koc_id, events) in &self.timelines {
            show(Row::new("timeline", &TimelineRow { koc_id, events: events.len() }));
        }
    }
}

impl People {
    pub(crate) fn act_mut(
        &mut self,
        koc_id: KocId,
        month: YearMonth,
        id: ActivityId,
    ) -> Option<&mut ActRow> {
        let row = self.months.get_mut(&(koc_id, month)).map(Arc::make_mut)?;
        row.acts.iter_mut().find(|act| act.activity_id == id)
    }
}
