//! Who gave most in a time, and how that differs from the time before.

use std::collections::BTreeMap;

use domain::id::KocId;
use domain::vocabulary::{ConsentPurpose, ContributionKind, TierCode};
use domain::{Day, Moment};
use projector_ledger::ContributionLedger;
use projector_tiers::TierMembership;

/// What is compared.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Only what was given in this way.
    pub kind: Option<ContributionKind>,
    /// Only who stands in this tier at the end.
    pub tier: Option<TierCode>,
    /// Only who agreed to be named in public.
    pub public_only: bool,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// From 1; who has as many points has the same, and the next places are left out.
    pub rank: u32,
    /// Who.
    pub koc_id: KocId,
    /// Where they stood at the end; none outside the tiers.
    pub tier: Option<TierCode>,
    /// Points that took effect in the time, reversals taken off.
    pub points: i64,
    /// Points of the time before, as many days long.
    pub points_before: i64,
    /// Whether they agreed to be named in public.
    pub public: bool,
}

impl Place {
    /// By how much more than in the time before.
    pub fn delta(&self) -> i64 {
        self.points.saturating_sub(self.points_before)
    }
}

/// Everybody with points from `from` to `to`, both included, the most first; of as many points by
/// id.
pub fn leaderboard(
    ledger: &ContributionLedger,
    tiers: &TierMembership,
    (from, to): (Day, Day),
    asked: &Asked,
) -> Vec<Place> {
    let zone = tiers.zone();
    let days = i64::from(to.days_since(from)) + 1;
    let i = |day: Day| (zone.start_of(day), zone.end_of(day));
    let (begin, end) = (i(from).0, i(to).1);
    let before = i32::try_from(-days).map_or(begin, |days| i(from.plus(days)).0);
    let mut points: BTreeMap<KocId, (i64, i64)> = BTreeMap::new();
    for account in ledger.accounts() {
        for line in ledger.lines(account.koc_id) {
            let (entry, at) = (&line.entry, line.entry.effective_at);
            if at < before || at > end || asked.kind.is_some_and(|kind| kind != entry.kind) {
                continue;
            }
            let (now, then) = points.entry(account.koc_id).or_default();
            let sum = if at < begin { then } else { now };
            *sum = sum.saturating_add(entry.points);
        }
    }
    let mut places: Vec<Place> = points
        .into_iter()
        .filter(|(_, (now, _))| *now > 0)
        .map(|(koc_id, points)| place(tiers, koc_id, points, end))
        .filter(|place| asked.tier.is_none_or(|tier| place.tier == Some(tier)))
        .filter(|place| place.public || !asked.public_only)
        .collect();
    places.sort_by_key(|place| (std::cmp::Reverse(place.points), place.koc_id));
    let mut last: Option<(i64, u32)> = None;
    for (index, place) in (1..).zip(&mut places) {
        let rank = last.filter(|(points, _)| *points == place.points).map_or(index, |(_, it)| it);
        place.rank = rank;
        last = Some((place.points, rank));
    }
    places
}

fn place(
    tiers: &TierMembership,
    koc_id: KocId,
    (points, points_before): (i64, i64),
    end: Moment,
) -> Place {
    let public = tiers
        .member(koc_id)
        .is_some_and(|member| member.consents.contains_key(&ConsentPurpose::Publicity));
    let tier = tiers.member_as_of(koc_id, end, None).map(|stood| stood.tier);
    Place { rank: 0, koc_id, tier, points, points_before, public }
}
