//! What can be asked of ambassadors, insights and circles.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::ambassadorship::values::AdvocacyKind;
use domain::id::{CircleId, EventId, InsightId, KocId, OperatorId};
use domain::insight::values::InsightKind;
use domain::vocabulary::TierCode;
use domain::{Day, Moment};

use crate::Voices;
use crate::rows::*;

/// Which ambassadorships; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AmbassadorFilter {
    /// Standing there.
    pub stage: Option<AmbassadorStage>,
    /// Seen to do something of this kind.
    pub advocacy: Option<AdvocacyKind>,
    /// Ambassador since this day, or later.
    pub since_from: Option<Day>,
    /// Ambassador since this day, or earlier.
    pub since_to: Option<Day>,
    /// Held, and without any contact since before this moment.
    pub no_contact_since: Option<Moment>,
}

impl AmbassadorFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &AmbassadorRow) -> bool {
        let held = row.stage == AmbassadorStage::Conferred;
        let did = |kind| row.advocacies.iter().any(|seen| seen.kind == kind);
        self.stage.is_none_or(|stage| row.stage == stage)
            && self.advocacy.is_none_or(did)
            && self.since_from.is_none_or(|from| row.since.is_some_and(|since| from <= since))
            && self.since_to.is_none_or(|to| row.since.is_some_and(|since| since <= to))
            && self.no_contact_since.is_none_or(|before| held && row.last_contact_at < before)
    }
}

/// In which order ambassadorships come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AmbassadorOrder {
    /// Whoever is ambassador longest in front; those who are none last, by when they were asked.
    #[default]
    Since,
    /// Whoever was left alone longest in front.
    LastContact,
}

/// Which insights; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InsightFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// Of this kind.
    pub kind: Option<InsightKind>,
    /// Standing there.
    pub stage: Option<InsightStage>,
    /// This operator answers for it.
    pub owner: Option<OperatorId>,
    /// This department does.
    pub department: Option<String>,
    /// On this topic.
    pub topic: Option<String>,
    /// Waiting for a decision, and said before this moment.
    pub undecided_since: Option<Moment>,
    /// Waiting for a decision beyond this day: due before it.
    pub overdue_on: Option<Day>,
    /// Adopted, at least in part, or not.
    pub adopted: Option<bool>,
}

impl InsightFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &InsightRow) -> bool {
        let department = self.department.as_deref();
        let topic = self.topic.as_deref();
        self.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && self.kind.is_none_or(|kind| row.kind == kind)
            && self.stage.is_none_or(|stage| row.stage == stage)
            && self.owner.is_none_or(|owner| row.owner == Some(owner))
            && department.is_none_or(|it| row.owner_department.as_deref() == Some(it))
            && topic.is_none_or(|topic| row.topic.as_deref() == Some(topic))
            && self.undecided_since.is_none_or(|at| row.is_open() && row.submitted_at < at)
            && self
                .overdue_on
                .is_none_or(|day| row.is_open() && row.due.is_some_and(|due| due < day))
            && self.adopted.is_none_or(|adopted| row.is_adopted() == adopted)
    }

    /// Whether only those that wait can be meant.
    fn is_of_open(&self) -> bool {
        self.undecided_since.is_some() || self.overdue_on.is_some()
    }
}

/// In which order insights come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InsightOrder {
    /// The newest in front.
    #[default]
    Date,
    /// What waits longest in front; then what is decided, the newest first.
    Age,
}

/// Which circles; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CircleFilter {
    /// With this bar.
    pub min_tier: Option<TierCode>,
    /// Archived, or not.
    pub archived: Option<bool>,
    /// With a free seat, or without.
    pub has_room: Option<bool>,
    /// This member is in it.
    pub koc_id: Option<KocId>,
}

/// In which order circles come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CircleOrder {
    /// The newest in front.
    #[default]
    Opened,
    /// The one with most members in front.
    Members,
}

impl Voices {
    /// A member's ambassadorship.
    pub fn ambassador(&self, koc_id: KocId) -> Option<&Arc<AmbassadorRow>> {
        self.ambassadors.get(&koc_id)
    }

    /// The ambassadorships that `filter` asks for. They are few: some of the top tier.
    pub fn ambassadors(
        &self,
        filter: &AmbassadorFilter,
        order: AmbassadorOrder,
    ) -> Vec<Arc<AmbassadorRow>> {
        let all = self.ambassadors.values();
        let mut rows: Vec<_> = all.filter(|row| filter.matches(row)).cloned().collect();
        rows.sort_by_key(|row| match order {
            AmbassadorOrder::Since => {
                let since = row.since.filter(|_| row.stage == AmbassadorStage::Conferred);
                (
                    since.is_none(),
                    since.map_or(row.invited_at.0, |day| i64::from(day.0)),
                    row.koc_id,
                )
            }
            AmbassadorOrder::LastContact => (false, row.last_contact_at.0, row.koc_id),
        });
        rows
    }

    /// One insight.
    pub fn insight(&self, id: InsightId) -> Option<&Arc<InsightRow>> {
        self.insights.get(&id)
    }

    /// What a member told the brand, by id.
    pub fn insights_of(&self, koc_id: KocId) -> impl Iterator<Item = &Arc<InsightRow>> {
        let all = (koc_id, InsightId([0; 16]))..=(koc_id, InsightId([0xff; 16]));
        self.insights_by_author.range(all).filter_map(|(_, id)| self.insights.get(id))
    }

    /// The insights that `filter` asks for.
    pub fn insights(&self, filter: &InsightFilter, order: InsightOrder) -> Vec<Arc<InsightRow>> {
        let mut rows: Vec<Arc<InsightRow>> = match filter.koc_id {
            Some(koc_id) => {
                self.insights_of(koc_id).filter(|row| filter.matches(row)).cloned().collect()
            }
            None => {
                let open = filter.is_of_open();
                let dated = if open { &self.open_insights } else { &self.insights_by_date };
                let all = dated.iter().filter_map(|(_, id)| self.insights.get(id));
                all.filter(|row| filter.matches(row)).cloned().collect()
            }
        };
        rows.sort_by_key(|row| {
            let waits = order == InsightOrder::Age && row.is_open();
            let at = if waits { row.submitted_at.0 } else { -row.submitted_at.0 };
            (order == InsightOrder::Age && !waits, at, row.insight_id)
        });
        rows
    }

    /// One circle.
    pub fn circle(&self, id: CircleId) -> Option<&Arc<CircleRow>> {
        self.circles.get(&id)
    }

    /// Whether a member is in a circle.
    pub fn is_in(&self, circle_id: CircleId, koc_id: KocId) -> bool {
        self.memberships.contains_key(&(circle_id, koc_id))
    }

    /// The circles that `filter` asks for. They are few: the team opens each by hand.
    pub fn circles(&self, filter: &CircleFilter, order: CircleOrder) -> Vec<Arc<CircleRow>> {
        let matches = |row: &&Arc<CircleRow>| {
            filter.min_tier.is_none_or(|tier| row.min_tier == tier)
                && filter.archived.is_none_or(|over| row.archived_at.is_some() == over)
                && filter.has_room.is_none_or(|room| (row.members < row.capacity) == room)
                && filter.koc_id.is_none_or(|koc_id| self.is_in(row.circle_id, koc_id))
        };
        let mut rows: Vec<_> = self.circles.values().filter(matches).cloned().collect();
        rows.sort_by_key(|row| {
            let first = match order {
                CircleOrder::Opened => row.opened_at.0,
                CircleOrder::Members => i64::from(row.members),
            };
            (Reverse(first), row.circle_id)
        });
        rows
    }

    /// The circles a member is in, those archived since among them.
    pub fn circles_of(&self, koc_id: KocId) -> impl Iterator<Item = &Arc<CircleRow>> {
        let all = (koc_id, CircleId([0; 16]))..=(koc_id, CircleId([0xff; 16]));
        self.circles_of.range(all).filter_map(|(_, id)| self.circles.get(id))
    }

    /// Who is in a circle, whoever came first in front.
    pub fn members_of(&self, circle_id: CircleId) -> Vec<Arc<MembershipRow>> {
        let all = (circle_id, KocId([0; 16]))..=(circle_id, KocId([0xff; 16]));
        let mut rows: Vec<_> =
            self.memberships.range(all).map(|(_, row)| Arc::clone(row)).collect();
        rows.sort_by_key(|row| row.position);
        rows
    }

    /// What was said in a circle, the newest in front.
    pub fn announcements_of(&self, circle_id: CircleId) -> Vec<Arc<AnnouncementRow>> {
        let all = (circle_id, EventId(0))..=(circle_id, EventId(u64::MAX));
        let rows = self.announcements.range(all);
        rows.rev().map(|(_, row)| Arc::clone(row)).collect()
    }
}
