//! What later records changed about who stood where at some moment.

use std::sync::Arc;

use domain::Moment;
use domain::id::KocId;
use domain::vocabulary::TierCode;
use projector_tiers::{TierFact, TierMembership};

/// A member of whom one and the same moment is told otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// Who.
    pub koc_id: KocId,
    /// Where they stood by what was known earlier; none outside the tiers.
    pub was: Option<TierCode>,
    /// By what was known later.
    pub is: Option<TierCode>,
    /// What was recorded in between about that moment or before it, as recorded: corrections, and
    /// moves that took effect before they were known.
    pub by: Vec<Arc<TierFact>>,
}

/// Everybody who stood elsewhere at `as_of` by what was known at `from` than by what was known at
/// `to`, by id.
pub fn restated(tiers: &TierMembership, as_of: Moment, from: Moment, to: Moment) -> Vec<Restated> {
    let stood = |koc_id, known_at| {
        tiers.member_as_of(koc_id, as_of, Some(known_at)).map(|member| member.tier)
    };
    let members = tiers.members().filter(|member| !member.facts.is_empty());
    let changed = members.filter_map(|member| {
        let (was, is) = (stood(member.koc_id, from), stood(member.koc_id, to));
        let between = |fact: &&Arc<TierFact>| {
            fact.recorded_at > from && fact.recorded_at <= to && fact.effective_at <= as_of
        };
        (was != is).then(|| {
            let mut by: Vec<_> = member.facts.iter().filter(between).cloned().collect();
            by.sort_by_key(|fact| fact.position);
            Restated { koc_id: member.koc_id, was, is, by }
        })
    });
    changed.collect()
}
