//! How members are looked after: who manages the relationship, talks and what was promised in them,
//! follow-ups, and feedback on a period. What is said stays sealed.

mod apply;
mod rows;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{FollowUpId, KocId, OperatorId, TalkId};
use domain::{Day, Recorded, Zone, assignment, care, koc, operator, programme};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

use domain::id::AssignmentId;
pub use rows::*;

/// The file of every member whom something was said to or is owed.
#[derive(Debug, Clone, Default)]
pub struct Care {
    rows: OrdMap<KocId, Arc<FileRow>>,
    talks: OrdMap<TalkId, Arc<TalkRow>>,
    talks_of: OrdSet<(KocId, TalkId)>,
    follow_ups: OrdMap<FollowUpId, Arc<FollowUpRow>>,
    follow_ups_of: OrdSet<(KocId, FollowUpId)>,
    feedback: OrdMap<(KocId, care::values::FeedbackPeriod), Arc<FeedbackRow>>,
    /// Who waits for feedback on finished work, by the day since which they do.
    unanswered: OrdSet<(Day, KocId)>,
    /// Who made what is handed in.
    authors: OrdMap<AssignmentId, Arc<[KocId]>>,
    zone: ZoneOf,
}

/// The programme's zone; UTC before there is one.
#[derive(Debug, Clone)]
struct ZoneOf(Zone);

impl Default for ZoneOf {
    fn default() -> ZoneOf {
        ZoneOf(Zone::UTC)
    }
}

impl Projector for Care {
    const NAME: &'static str = "care";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.take_in(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        let all = [
            care::Event::TYPES,
            assignment::Event::TYPES,
            koc::Event::TYPES,
            operator::Event::TYPES,
            programme::Event::TYPES,
        ];
        is_of(kind, &all)
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.rows.values().for_each(|row| show(Row::new("file", row)));
        self.talks.values().for_each(|row| show(Row::new("talk", row)));
        self.follow_ups.values().for_each(|row| show(Row::new("followUp", row)));
        self.feedback.values().for_each(|row| show(Row::new("feedback", row)));
    }
}

impl Care {
    /// The file of a member; none while nothing is in it.
    pub fn file(&self, koc_id: KocId) -> Option<&Arc<FileRow>> {
        self.rows.get(&koc_id)
    }

    /// Who looks after a member; the operator named, or whoever took over.
    pub fn manager_of(&self, koc_id: KocId) -> Option<OperatorId> {
        self.rows.get(&koc_id)?.manager
    }

    /// One talk.
    pub fn talk(&self, id: TalkId) -> Option<&Arc<TalkRow>> {
        self.talks.get(&id)
    }

    /// The talks with a member, the newest in front.
    pub fn talks_of(&self, koc_id: KocId) -> Vec<Arc<TalkRow>> {
        let ids = (koc_id, TalkId([0; 16]))..=(koc_id, TalkId([0xff; 16]));
        let ids = self.talks_of.range(ids).map(|(_, id)| id);
        let mut rows: Vec<_> = ids.filter_map(|id| self.talks.get(id).cloned()).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.held_at), row.talk_id));
        rows
    }

    /// One follow-up.
    pub fn follow_up(&self, id: FollowUpId) -> Option<&Arc<FollowUpRow>> {
        self.follow_ups.get(&id)
    }

    /// What is or was to be done for a member: what is open first, by when it is due.
    pub fn follow_ups_of(&self, koc_id: KocId) -> Vec<Arc<FollowUpRow>> {
        let ids = (koc_id, FollowUpId([0; 16]))..=(koc_id, FollowUpId([0xff; 16]));
        let ids = self.follow_ups_of.range(ids).map(|(_, id)| id);
        let mut rows: Vec<_> = ids.filter_map(|id| self.follow_ups.get(id).cloned()).collect();
        rows.sort_by_key(|row| (row.closed_at.is_some(), row.due, row.follow_up_id));
        rows
    }

    /// The feedback a member was given, the newest period in front.
    pub fn feedback_of(&self, koc_id: KocId) -> Vec<Arc<FeedbackRow>> {
        let day = |day| care::values::FeedbackPeriod { from: day, until: day };
        let all = (koc_id, day(Day(i32::MIN)))..=(koc_id, day(Day(i32::MAX)));
        self.feedback.range(all).rev().map(|(_, row)| row.clone()).collect()
    }

    /// Who waits for feedback on finished work since that day or longer, whoever waits longest in
    /// front.
    pub fn waiting_since(&self, day: Day) -> impl Iterator<Item = (Day, KocId)> {
        self.unanswered.iter().copied().take_while(move |(since, _)| *since <= day)
    }
}
