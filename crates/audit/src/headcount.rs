//! How many stood in each tier at the end of each period, and how many came and went in it.

use domain::vocabulary::TierCode;
use domain::{Day, Moment, Zone};
use projector_tiers::TierMembership;

use crate::period::Period;
use crate::stays::paths;

/// One tier in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headcount {
    /// When.
    pub period: Period,
    /// Which tier.
    pub tier: TierCode,
    /// How many came into the tier, from wherever.
    pub came: u32,
    /// How many went out of it, to wherever.
    pub went: u32,
    /// How many stood in it at the end of the period's last day: those before, with those who
    /// came, without those who went.
    pub count: u32,
}

/// One row for each period and tier, oldest first, lowest tier first.
///
/// `periods` follow each other without a gap. Somebody who comes and goes within a period counts
/// as both; a stay of no time at all counts as neither.
pub fn headcounts(
    tiers: &TierMembership,
    periods: &[Period],
    known_at: Option<Moment>,
) -> Vec<Headcount> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Vec::new() };
    let zone = tiers.zone();
    let begin = zone.start_of(first.first);
    let ends: Vec<Moment> = periods.iter().map(|period| period.end(zone)).collect();
    let mut before = [0_u32; TierCode::ALL.len()];
    let mut came = vec![before; periods.len()];
    let mut went = came.clone();
    for stay in paths(tiers, last.end(zone), known_at).flat_map(|path| path.stays()) {
        let Some(tier) = stay.tier.map(|tier| usize::from(tier.rank() - 1)) else { continue };
        if stay.from < begin {
            // Whoever had gone by then was not there any more.
            before[tier] += u32::from(stay.to.is_none_or(|to| to >= begin));
        } else {
            came[ends.partition_point(|end| *end < stay.from)][tier] += 1;
        }
        if let Some(to) = stay.to.filter(|to| *to >= begin) {
            went[ends.partition_point(|end| *end < to)][tier] += 1;
        }
    }
    let mut rows = Vec::with_capacity(periods.len() * before.len());
    for (index, period) in periods.iter().enumerate() {
        for (rank, tier) in TierCode::ALL.into_iter().enumerate() {
            let (came, went) = (came[index][rank], went[index][rank]);
            before[rank] = before[rank] + came - went;
            rows.push(Headcount { period: *period, tier, came, went, count: before[rank] });
        }
    }
    rows
}

/// The first and the last day on which anything set a tier, as the log knew at `known_at`; none
/// when nothing did.
pub fn days_covered(tiers: &TierMembership, known_at: Option<Moment>) -> Option<(Day, Day)> {
    let zone: &Zone = tiers.zone();
    let all = paths(tiers, Moment(i64::MAX), known_at).flat_map(|path| path.moves);
    let (first, last) = all.fold((None::<Moment>, None::<Moment>), |(first, last), step| {
        (Some(first.map_or(step.at, |at| at.min(step.at))), last.max(Some(step.at)))
    });
    Some((zone.day_of(first?), zone.day_of(last?)))
}
