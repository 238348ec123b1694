//! Two moments of the programme side by side: who moved, who earned.

use std::sync::Arc;

use domain::id::KocId;
use domain::vocabulary::TierCode;
use projector_ledger::ContributionLedger;
use projector_tiers::{TierFact, TierMembership};

/// A member who stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Who.
    pub koc_id: KocId,
    /// Where they stood; none outside the tiers.
    pub from: Option<TierCode>,
    /// Where they stand; none outside the tiers.
    pub to: Option<TierCode>,
    /// What was recorded about their tier in between, as recorded.
    pub by: Vec<Arc<TierFact>>,
}

/// A member whose points are others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// Who.
    pub koc_id: KocId,
    /// Points they had.
    pub before: i64,
    /// Points they have.
    pub after: i64,
    /// Lines recorded in between: credits, adjustments and reversals.
    pub lines: u64,
}

/// Everybody who stands elsewhere in `after` than in `before`, an earlier view of the same log, by
/// id.
pub fn moved(before: &TierMembership, after: &TierMembership) -> Vec<Moved> {
    let members = after.members().filter(|member| !member.facts.is_empty());
    let moved = members.filter_map(|member| {
        let then = before.member(member.koc_id);
        let (from, to) = (then.and_then(|then| then.tier()), member.tier());
        (from != to).then(|| {
            let known = then.and_then(|then| then.facts.iter().map(|fact| fact.position).max());
            let new = member.facts.iter().filter(|fact| Some(fact.position) > known);
            let mut by: Vec<_> = new.cloned().collect();
            by.sort_by_key(|fact| fact.position);
            Moved { koc_id: member.koc_id, from, to, by }
        })
    });
    moved.collect()
}

/// Everybody to whose account lines came, by id; also where they come to nothing.
pub fn earned(before: &ContributionLedger, after: &ContributionLedger) -> Vec<Earned> {
    let accounts = after.accounts().into_iter();
    let earned = accounts.filter_map(|account| {
        let then = before.account(account.koc_id);
        let (points, entries) = then.map_or((0, 0), |then| (then.points, then.entries));
        (account.entries != entries || account.points != points).then(|| Earned {
            koc_id: account.koc_id,
            before: points,
            after: account.points,
            lines: account.entries.saturating_sub(entries),
        })
    });
    earned.collect()
}
