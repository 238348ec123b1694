//! Two moments of the programme side by side: who moved, and who earned.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::KocId;
use domain::vocabulary::TierCode;
use projector_ledger::ContributionLedger;
use projector_tiers::{TierFact, TierMembership};

/// A member who stands elsewhere, or whose account has other lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// Where they stood before and after; none outside the tiers.
    pub tier: [Option<TierCode>; 2],
    /// Points before and after.
    pub points: [i64; 2],
    /// Lines recorded in between: credits, adjustments and reversals.
    pub lines: u64,
    /// What was recorded about their tier in between, as recorded.
    pub by: Vec<Arc<TierFact>>,
}

impl Changed {
    /// Whether they stand elsewhere.
    pub fn moved(&self) -> bool {
        self.tier[0] != self.tier[1]
    }
}

/// Everybody who changed from `before`, an earlier view of the same log, to `after`: who stands
/// elsewhere, whose tier was decided about, to whose account lines came, also where these come to
/// nothing.
pub fn changed(
    before: (&TierMembership, &ContributionLedger),
    after: (&TierMembership, &ContributionLedger),
) -> BTreeMap<KocId, Changed> {
    let mut changed: BTreeMap<KocId, Changed> = BTreeMap::new();
    for member in after.0.members().filter(|member| !member.facts.is_empty()) {
        let then = before.0.member(member.koc_id);
        let known = then.and_then(|then| then.facts.iter().map(|fact| fact.position).max());
        let new = member.facts.iter().filter(|fact| Some(fact.position) > known);
        let mut by: Vec<_> = new.cloned().collect();
        by.sort_by_key(|fact| fact.position);
        if !by.is_empty() {
            let tier = [then.and_then(|then| then.tier()), member.tier()];
            changed.insert(member.koc_id, Changed { tier, by, ..Changed::default() });
        }
    }
    let stands = |tiers: &TierMembership, koc_id| tiers.member(koc_id).and_then(|it| it.tier());
    for account in after.1.accounts() {
        let koc_id = account.koc_id;
        let points = before.1.account(koc_id).map_or(0, |then| then.points);
        let (known, now) = (before.1.lines(koc_id).len(), after.1.lines(koc_id).len());
        let lines = now.saturating_sub(known) as u64;
        if lines > 0 || changed.contains_key(&koc_id) {
            let row = changed.entry(koc_id).or_insert_with(|| {
                let tier = [stands(before.0, koc_id), stands(after.0, koc_id)];
                Changed { tier, ..Changed::default() }
            });
            (row.points, row.lines) = ([points, account.points], lines);
        }
    }
    changed
}
