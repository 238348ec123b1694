//! Where the contribution of a tier comes from, what it was given for it, and what of its works is
//! used again.
//!
//! The tier is always the one the member stood in at the time, by what is known now.

use std::collections::{BTreeMap, BTreeSet};

use domain::Moment;
use domain::id::KocId;
use domain::vocabulary::{ContributionKind, RewardUnit, TierCode};
use projector_assets::{AssetFilter, AssetOrder, Assets};
use projector_ledger::ContributionLedger;
use projector_rewards::{RewardFilter, Rewards};
use projector_tiers::TierMembership;

use crate::period::{Per, Period};

/// Points of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Points {
    /// What came in: credits and adjustments, reversals taken off.
    pub points: i64,
    /// Lines of the ledger.
    pub lines: u64,
    /// Members they belong to.
    pub members: u64,
}

/// What was given, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// Whole amount posted: points, minor units of the currency, or pieces.
    pub posted: u64,
    /// Of it, what was taken back.
    pub clawed_back: u64,
    /// How many rewards.
    pub rewards: u64,
}

/// Works of a tier in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reused {
    /// Works that were archived.
    pub assets: u64,
    /// Of these, those used at least once.
    pub reused: u64,
    /// Uses in all.
    pub uses: u64,
}

/// A period and the tier at the time; none outside the tiers.
pub type Cell<Of> = (Period, Option<TierCode>, Of);

fn tier_at(tiers: &TierMembership, koc_id: KocId, at: Moment) -> Option<TierCode> {
    tiers.member_as_of(koc_id, at, None).map(|member| member.tier)
}

/// Points by period of effect, tier at the time and kind, of lines effective from `from` to `to`,
/// both included.
pub fn contribution(
    ledger: &ContributionLedger,
    tiers: &TierMembership,
    per: Per,
    (from, to): (Moment, Moment),
) -> BTreeMap<Cell<ContributionKind>, Points> {
    let mut mix: BTreeMap<_, Points> = BTreeMap::new();
    for account in ledger.accounts() {
        let mut met = BTreeSet::new();
        for line in ledger.lines(account.koc_id) {
            let entry = &line.entry;
            if entry.effective_at < from || entry.effective_at > to {
                continue;
            }
            let period = Period::containing(entry.effective_on, per);
            let cell = (period, tier_at(tiers, account.koc_id, entry.effective_at), entry.kind);
            let points = mix.entry(cell).or_default();
            points.points = points.points.saturating_add(entry.points);
            points.lines += 1;
            points.members += u64::from(met.insert(cell));
        }
    }
    mix
}

/// What was given by period of posting, tier at the time and unit.
pub fn costs(
    rewards: &Rewards,
    tiers: &TierMembership,
    per: Per,
    (from, to): (Moment, Moment),
) -> BTreeMap<Cell<RewardUnit>, Given> {
    let mut costs: BTreeMap<_, Given> = BTreeMap::new();
    for row in rewards.rewards(&RewardFilter::default()) {
        let Some(at) = row.posted_at.filter(|at| *at >= from && *at <= to) else { continue };
        let period = Period::containing(tiers.zone().day_of(at), per);
        let given = costs.entry((period, tier_at(tiers, row.koc_id, at), row.unit)).or_default();
        given.posted = given.posted.saturating_add(row.amount.0);
        given.clawed_back = given.clawed_back.saturating_add(row.clawed_back.0);
        given.rewards += 1;
    }
    costs
}

/// Works archived from `from` to `to` and what became of them, by the tier their first author
/// stood in when they were archived.
pub fn reuse(
    assets: &Assets,
    tiers: &TierMembership,
    (from, to): (Moment, Moment),
) -> BTreeMap<Option<TierCode>, Reused> {
    let mut reuse: BTreeMap<_, Reused> = BTreeMap::new();
    let kept = assets.find(&AssetFilter::default(), AssetOrder::Date).into_iter();
    let kept = kept.map(|found| found.row);
    for row in kept.filter(|it| it.archived_at >= from && it.archived_at <= to) {
        let author = row.authors.first().map(|author| author.koc_id);
        let tier = author.and_then(|author| tier_at(tiers, author, row.archived_at));
        let reused = reuse.entry(tier).or_default();
        reused.assets += 1;
        reused.reused += u64::from(!row.reuses.is_empty());
        reused.uses += row.reuses.len() as u64;
    }
    reuse
}
