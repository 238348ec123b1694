//! What participants did, and how far they came against the time before: computed from what the
//! rules know, in whole numbers, rounded down.

use super::Campaign;
use super::values::*;
use crate::id::{CampaignId, KocId};
use crate::koc::measure::{Window, engagement_in, works_in};
use crate::refusal::Violation;
use crate::state::State;
use crate::time::Day;

/// The whole, basis points.
const WHOLE_BP: i128 = 10_000;

/// What a member did in so many days before one.
pub(super) fn baseline(state: &State, koc_id: KocId, before: Day, days: u16) -> Baseline {
    let window = Window::ending(before.plus(-1), days);
    let (works, engagement) = done_in(state, koc_id, window);
    Baseline { koc_id, works: u32::try_from(works).unwrap_or(u32::MAX), engagement }
}

/// Works approved, hundredths, and weighted engagement with what was published, in a window.
fn done_in(state: &State, koc_id: KocId, window: Window) -> (u64, u64) {
    let Some(koc) = state.kocs.get(&koc_id) else { return (0, 0) };
    let count = |found: i64| u64::try_from(found).unwrap_or(0);
    (count(works_in(&koc.track, window)), count(engagement_in(&koc.track, window)))
}

/// Where a participant stands by the criterion of an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub koc_id: KocId,
    /// On what it rests.
    pub evidence: AwardEvidence,
}

impl State {
    /// How participants stand by the criterion of an award today, first first; of those where
    /// people weigh, everybody, without a rank.
    pub fn award_standings(
        &self,
        campaign_id: CampaignId,
        award: &str,
        today: Day,
    ) -> Result<Vec<Standing>, Violation> {
        let campaign = self.campaign(campaign_id)?;
        let award = campaign.award(award).ok_or(Violation::AwardNotPlanned)?;
        Ok(campaign.standings(self, award, today))
    }

    /// What a number of a campaign's goal has come to; none of what is counted outside.
    pub fn kpi_so_far(&self, campaign_id: CampaignId, metric: KpiMetric) -> Option<u64> {
        self.campaign(campaign_id).ok()?.counted(metric)
    }
}

impl Campaign {
    /// What a number of the goal has come to; none of what is counted outside.
    pub(super) fn counted(&self, metric: KpiMetric) -> Option<u64> {
        let count = |len: usize| u64::try_from(len).unwrap_or(u64::MAX);
        Some(match metric {
            KpiMetric::Participants => count(self.participants.len()),
            KpiMetric::ApprovedWorks => count(self.works.len()),
            KpiMetric::Engagement => {
                self.published.values().map(|(_, weighted)| *weighted).fold(0, u64::saturating_add)
            }
            KpiMetric::Leads => count(self.leads.len()),
            KpiMetric::External => return None,
        })
    }

    pub(super) fn standings(
        &self,
        state: &State,
        award: &PlannedAward,
        today: Day,
    ) -> Vec<Standing> {
        let mut works: imbl::OrdMap<KocId, u32> = imbl::OrdMap::new();
        for (koc_id, _) in self.works.values() {
            *works.entry(*koc_id).or_default() += 1;
        }
        let mut engagement: imbl::OrdMap<KocId, u64> = imbl::OrdMap::new();
        for (koc_id, weighted) in self.published.values() {
            let sum = engagement.entry(*koc_id).or_default();
            *sum = sum.saturating_add(*weighted);
        }
        let participants = u32::try_from(self.participants.len()).unwrap_or(u32::MAX);
        let each = self.participants.keys().map(|koc_id| {
            let mut evidence = AwardEvidence {
                works: works.get(koc_id).copied().unwrap_or(0),
                engagement: engagement.get(koc_id).copied().unwrap_or(0),
                week_before: None,
                week_now: None,
                progress_bp: None,
                rank: None,
                participants,
                assignment_id: None,
            };
            self.note_progress(state, award, *koc_id, today, &mut evidence);
            Standing { koc_id: *koc_id, evidence }
        });
        ranked(each.collect(), award.criterion)
    }

    /// A week of the time before and a week of now, as much of each as there was.
    fn note_progress(
        &self,
        state: &State,
        award: &PlannedAward,
        koc_id: KocId,
        today: Day,
        evidence: &mut AwardEvidence,
    ) {
        let Some(participant) = self.participants.get(&koc_id) else { return };
        let Some(baseline) = participant.baseline.filter(|_| award.criterion.is_progress()) else {
            return;
        };
        let until = today.min(self.ends_on).max(participant.since);
        let now = Window { from: participant.since, to: until };
        let (works_now, engagement_now) = done_in(state, koc_id, now);
        let (before, now, unit) = match award.criterion {
            AwardCriterion::FastestProgressInWorks => (u64::from(baseline.works), works_now, 1),
            _ => (baseline.engagement, engagement_now, 100),
        };
        let week = |done: u64, days: u16| {
            let sum = u128::from(done) * unit * 7 / u128::from(days.max(1));
            u64::try_from(sum).unwrap_or(u64::MAX)
        };
        let week_before = week(before, self.days());
        let week_now = week(now, super::days_of(participant.since, until));
        let floor = u64::from(award.floor.unwrap_or(1)) * 100;
        let against = i128::from(week_before.max(floor).max(1));
        let more = i128::from(week_now) - i128::from(week_before);
        evidence.week_before = Some(week_before);
        evidence.week_now = Some(week_now);
        let progress = more * WHOLE_BP / against;
        evidence.progress_bp = Some(i64::try_from(progress).unwrap_or(i64::MAX));
    }
}

/// By what the criterion looks at, most first; equal ones share the rank.
fn ranked(mut standings: Vec<Standing>, criterion: AwardCriterion) -> Vec<Standing> {
    let merit = |standing: &Standing| -> Option<i64> {
        let it = &standing.evidence;
        let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        match criterion {
            AwardCriterion::BestIdea | AwardCriterion::Overall => None,
            AwardCriterion::MostInteractive => Some(count(it.engagement)),
            AwardCriterion::MostWorks => Some(i64::from(it.works)),
            AwardCriterion::FastestProgressInWorks
            | AwardCriterion::FastestProgressInEngagement => it.progress_bp,
        }
    };
    standings.sort_by_key(|it| (std::cmp::Reverse(merit(it)), it.koc_id));
    let mut before: Option<(i64, u32)> = None;
    for (index, standing) in standings.iter_mut().enumerate() {
        let Some(value) = merit(standing) else { continue };
        let place = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let rank = before.filter(|(same, _)| *same == value).map_or(place, |(_, rank)| rank);
        standing.evidence.rank = Some(rank);
        before = Some((value, rank));
    }
    standings
}

/// Of whoever does not take part there is nothing to tell.
pub(super) fn nothing_known() -> AwardEvidence {
    AwardEvidence {
        works: 0,
        engagement: 0,
        week_before: None,
        week_now: None,
        progress_bp: None,
        rank: None,
        participants: 0,
        assignment_id: None,
    }
}
