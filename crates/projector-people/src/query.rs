//! The questions this read model answers.

use std::sync::Arc;

use domain::Moment;
use domain::activity::values::YearMonth;
use domain::id::{EventId, KocId};
use domain::koc::values::NominationSource;
use domain::vocabulary::TierCode;

use crate::People;
use crate::rows::*;

/// Works that say something about a trend: so many new ones, and as many before. Our own number.
const TREND_WORKS: usize = 3;

/// How the scores of somebody's works move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trend {
    /// Mean of the newest works, hundredths.
    pub recent: i32,
    /// Mean of the works before them; none when there are none.
    pub before: Option<i32>,
}

impl Trend {
    /// By how much the newest are better; none when there is nothing to compare with.
    pub fn change(&self) -> Option<i32> {
        self.before.map(|before| self.recent - before)
    }
}

/// The trend of works in the order of approval: the mean of the last three beside the mean of the
/// three before them, rounded down.
pub fn trend(scores: &[u16]) -> Option<Trend> {
    let mean = |part: &[u16]| {
        let sum: u32 = part.iter().map(|score| u32::from(*score)).sum();
        let count = u32::try_from(part.len()).ok().filter(|count| *count > 0)?;
        i32::try_from(sum / count).ok()
    };
    let (before, recent) = scores.split_at(scores.len().saturating_sub(TREND_WORKS));
    let before = before.get(before.len().saturating_sub(TREND_WORKS)..).unwrap_or_default();
    Some(Trend { recent: mean(recent)?, before: mean(before) })
}

/// Which candidacies; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CandidateFilter {
    /// Of this member.
    pub koc_id: Option<KocId>,
    /// By what they stood out.
    pub source: Option<NominationSource>,
    /// For which tier.
    pub target_tier: Option<TierCode>,
    /// Named at this instant or earlier.
    pub named_by: Option<Moment>,
    /// Named at this instant or later.
    pub named_from: Option<Moment>,
}

impl CandidateFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &CandidacyRow) -> bool {
        self.koc_id.is_none_or(|koc_id| row.koc_id == koc_id)
            && self.source.is_none_or(|source| row.source == source)
            && self.target_tier.is_none_or(|tier| row.target_tier == tier)
            && self.named_by.is_none_or(|by| row.named_at <= by)
            && self.named_from.is_none_or(|from| row.named_at >= from)
    }
}

impl People {
    /// Accounts of a member, in the order they were linked; those let go among them.
    pub fn channels(&self, koc_id: KocId) -> Vec<Arc<ChannelRow>> {
        let range = (koc_id, EventId(0))..=(koc_id, EventId(u64::MAX));
        self.channels.range(range).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// What a member drives, by model.
    pub fn vehicles(&self, koc_id: KocId) -> Vec<Arc<VehicleRow>> {
        let own = self.vehicles.range((koc_id, String::new())..);
        own.take_while(|((id, _), _)| *id == koc_id).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// Every consent a member gave, oldest first; those that ended among them.
    pub fn consents(&self, koc_id: KocId) -> Vec<Arc<ConsentRow>> {
        let range = (koc_id, EventId(0), 0)..=(koc_id, EventId(u64::MAX), usize::MAX);
        self.consents.range(range).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// Every suspension of a member, oldest first.
    pub fn suspensions(&self, koc_id: KocId) -> Vec<Arc<SuspensionRow>> {
        let range = (koc_id, EventId(0))..=(koc_id, EventId(u64::MAX));
        self.suspensions.range(range).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// What reviews showed of a member, by skill and format.
    pub fn skills(&self, koc_id: KocId) -> Vec<Arc<SkillRow>> {
        let own = self.skills.range((koc_id, String::new(), String::new())..);
        own.take_while(|((id, ..), _)| *id == koc_id).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// Approved works of a member in the order of approval.
    pub fn scored_works(&self, koc_id: KocId) -> Vec<Arc<ScoredWork>> {
        let range = (koc_id, EventId(0))..=(koc_id, EventId(u64::MAX));
        self.works.range(range).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// How the scores of a member's works move; none before the first.
    pub fn score_trend(&self, koc_id: KocId) -> Option<Trend> {
        let scores: Vec<u16> =
            self.scored_works(koc_id).iter().map(|work| work.final_score).collect();
        trend(&scores)
    }

    /// What a member did in the community, month by month, oldest first.
    pub fn months(&self, koc_id: KocId) -> Vec<Arc<MonthRow>> {
        let range = (koc_id, YearMonth::FIRST)..=(koc_id, YearMonth::LAST);
        self.months.range(range).map(|(_, row)| Arc::clone(row)).collect()
    }

    /// The candidacies that `filter` asks for, in the order they were named; those that ended
    /// among them.
    pub fn candidacies(&self, filter: &CandidateFilter) -> Vec<Arc<CandidacyRow>> {
        self.candidacies.values().filter(|row| filter.matches(row)).cloned().collect()
    }

    /// Records of the same person that were merged into this one.
    pub fn merged_from(&self, koc_id: KocId) -> Vec<KocId> {
        let from = self.merged_into.iter().filter(|(_, into)| **into == koc_id);
        from.map(|(koc_id, _)| *koc_id).collect()
    }
}
