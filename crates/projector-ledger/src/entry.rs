//! One line of the ledger.

use std::ops::AddAssign;
use std::sync::Arc;

use domain::actor::Approval;
use domain::contribution::event::{
    ContributionAdjusted, ContributionCredited, ContributionReversed,
};
use domain::id::{EntryId, EventId, KocId};
use domain::personal::Sealed;
use domain::policy::{ContributionSource, Dims};
use domain::vocabulary::ContributionKind;
use domain::{Actor, Day, Moment, Recorded};
use serde::{Serialize, Serializer};

/// Where a line stands in its account: the order of effect, then of entry id.
pub type LineKey = (Moment, EntryId);

/// What a line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LineKind {
    /// Something was given.
    Credit,
    /// The account was put right by hand.
    Adjustment,
    /// An earlier line was taken back.
    Reversal,
}

/// Points by dimension; negative when taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DimTotals {
    /// Work and care for the programme.
    pub contribution: i64,
    /// Effect on others.
    pub influence: i64,
    /// Being there.
    pub activity: i64,
}

impl DimTotals {
    fn taken_back(self) -> DimTotals {
        DimTotals {
            contribution: -self.contribution,
            influence: -self.influence,
            activity: -self.activity,
        }
    }
}

impl From<&Dims> for DimTotals {
    fn from(dims: &Dims) -> DimTotals {
        DimTotals {
            contribution: i64::from(dims.contribution),
            influence: i64::from(dims.influence),
            activity: i64::from(dims.activity),
        }
    }
}

impl AddAssign for DimTotals {
    fn add_assign(&mut self, more: DimTotals) {
        self.contribution = self.contribution.saturating_add(more.contribution);
        self.influence = self.influence.saturating_add(more.influence);
        self.activity = self.activity.saturating_add(more.activity);
    }
}

/// That a line was taken back by a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reversal {
    /// The line that did.
    pub reversed_by: EntryId,
    /// When the log came to know it.
    pub reversed_at: Moment,
    /// The event in which it was.
    pub reversal_position: EventId,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its id; a reversal's is derived from the entry it takes back.
    pub entry_id: EntryId,
    /// Whose.
    pub koc_id: KocId,
    /// What it does.
    pub line: LineKind,
    /// Of which kind.
    pub kind: ContributionKind,
    /// Points; negative when taken back.
    pub points: i64,
    /// Of the whole, basis points; none for an adjustment.
    pub share_bp: Option<u16>,
    /// How the points count by dimension; an adjustment counts in none.
    pub dims: DimTotals,
    /// What it is for.
    pub source: ContributionSource,
    /// The event it is for; none for an adjustment.
    pub source_event: Option<EventId>,
    /// The rule, by code; none for an adjustment.
    pub rule: Option<String>,
    /// The policy version the rule is of; 0 when it is none's.
    pub policy_version: u32,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// When the log came to know it.
    pub recorded_at: Moment,
    /// The event that made it.
    pub position: EventId,
    /// Who sent the command; a reaction has the sender of what led to it.
    pub actor: Actor,
    /// Why, for what was done by hand.
    pub reason: Option<Sealed>,
    /// On whose approval, each with whether the admin key said so on their behalf.
    pub approved_by: Vec<Approval>,
    /// The entry this line takes back.
    pub reverses: Option<EntryId>,
    /// The line that took this one back.
    pub reversed: Option<Reversal>,
}

impl Entry {
    /// Where it stands among all lines.
    pub fn key(&self) -> LineKey {
        (self.effective_at, self.entry_id)
    }

    /// The id of the line that takes `entry` back.
    pub fn reversal_id(entry: EntryId) -> EntryId {
        EntryId::derived(&[b"reversal", &entry.0])
    }

    pub(crate) fn credited(e: &ContributionCredited, recorded: &Recorded) -> Entry {
        Entry {
            entry_id: e.entry_id,
            koc_id: e.koc_id,
            line: LineKind::Credit,
            kind: e.kind,
            points: i64::from(e.points),
            share_bp: Some(e.share_bp),
            dims: DimTotals::from(&e.dims),
            source: e.source,
            source_event: Some(e.source_event),
            rule: Some(e.rule.clone()),
            policy_version: e.policy_version,
            effective_on: e.effective_on,
            effective_at: e.effective_at,
            recorded_at: recorded.recorded_at,
            position: recorded.position,
            actor: recorded.actor,
            reason: None,
            approved_by: Vec::new(),
            reverses: None,
            reversed: None,
        }
    }

    pub(crate) fn adjusted(e: &ContributionAdjusted, recorded: &Recorded) -> Entry {
        Entry {
            entry_id: e.entry_id,
            koc_id: e.koc_id,
            line: LineKind::Adjustment,
            kind: e.kind,
            points: i64::from(e.delta),
            share_bp: None,
            dims: DimTotals::default(),
            source: ContributionSource::Adjusted,
            source_event: None,
            rule: None,
            policy_version: 0,
            effective_on: e.effective_on,
            effective_at: e.effective_at,
            recorded_at: recorded.recorded_at,
            position: recorded.position,
            actor: recorded.actor,
            reason: Some(e.reason.clone()),
            approved_by: e.approved_by.clone(),
            reverses: None,
            reversed: None,
        }
    }

    /// The line that takes `entry` back. It takes effect when the sender says it happened, but not
    /// before the entry itself: a balance never misses what was not yet given.
    pub(crate) fn reversal(
        e: &ContributionReversed,
        entry: &Arc<Entry>,
        recorded: &Recorded,
    ) -> Entry {
        Entry {
            entry_id: Entry::reversal_id(e.entry_id),
            line: LineKind::Reversal,
            points: -e.points,
            dims: entry.dims.taken_back(),
            source_event: e.source_event,
            effective_on: e.effective_on,
            effective_at: recorded.occurred_at.max(entry.effective_at),
            recorded_at: recorded.recorded_at,
            position: recorded.position,
            actor: recorded.actor,
            reason: Some(e.reason.clone()),
            approved_by: Vec::new(),
            reverses: Some(e.entry_id),
            reversed: None,
            ..Entry::clone(entry)
        }
    }
}

/// A line with the balance after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryLine {
    /// The key its member is known by.
    pub koc: KocKey,
    /// The line.
    pub entry: Arc<Entry>,
    /// Of the account, after this line, in the order of effect.
    pub balance: i64,
}

/// The key a member is known by: external reference, else id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KocKey {
    pub(crate) koc_id: KocId,
    pub(crate) external_ref: Option<Arc<str>>,
}

impl Serialize for KocKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.external_ref {
            Some(key) => serializer.serialize_str(key),
            None => serializer.collect_str(&self.koc_id),
        }
    }
}
