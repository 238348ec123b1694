//! How long a stay in a tier lasts.
//!
//! Every stay counts, also the second of one member; so the stays are not independent of each
//! other, and the intervals are somewhat narrower than they should be. A stay ends by any move out
//! of the tier, also by leaving. A stay that lasts is followed to the end of observation.

use std::collections::BTreeMap;

use domain::Moment;
use domain::vocabulary::TierCode;
use projector_tiers::TierMembership;

use crate::period::{Per, Period};
use crate::stays::paths;
use crate::survival::{Curve, Subject};

/// The stays in one tier that began together.
#[derive(Debug, Clone, PartialEq)]
pub struct Dwell {
    /// Which tier.
    pub tier: TierCode,
    /// When they began; none for all together.
    pub cohort: Option<Period>,
    /// Every stay: entry 0, exit its days.
    pub subjects: Vec<Subject>,
    /// The estimate from all of them, those that last among them.
    pub all: Curve,
    /// Of those that are over, alone: what is seen when the others are left out.
    pub completed: Curve,
}

/// The stays that began up to `as_of`, as the log knew at `known_at`: lowest tier first, oldest
/// cohort first. Nobody is followed beyond the earlier of the two.
pub fn dwell(
    tiers: &TierMembership,
    cohort_by: Option<Per>,
    as_of: Moment,
    known_at: Option<Moment>,
) -> Vec<Dwell> {
    let zone = tiers.zone();
    let until = known_at.map_or(as_of, |known_at| known_at.min(as_of));
    let mut groups: BTreeMap<(TierCode, Option<Period>), Vec<Subject>> = BTreeMap::new();
    for stay in paths(tiers, until, known_at).flat_map(|path| path.stays()) {
        let Some(tier) = stay.tier else { continue };
        let began = zone.day_of(stay.from);
        let exit = zone.day_of(stay.to.unwrap_or(until)).days_since(began);
        let cohort = cohort_by.map(|per| Period::containing(began, per));
        let subject = Subject { entry: 0, exit, ended: stay.to.is_some() };
        groups.entry((tier, cohort)).or_default().push(subject);
    }
    let dwell = |((tier, cohort), subjects): ((_, _), Vec<Subject>)| {
        let over: Vec<Subject> = subjects.iter().copied().filter(|stay| stay.ended).collect();
        Dwell { tier, cohort, all: Curve::of(&subjects), completed: Curve::of(&over), subjects }
    };
    groups.into_iter().map(dwell).collect()
}
