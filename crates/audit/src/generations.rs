//! What became of those whom somebody taught, and of those whom these taught.

use std::collections::BTreeMap;

use projector_mentorship::{Lineage, MentorshipGraph};
use projector_tiers::{TierCause, TierMembership};

/// Descendants equally far from the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Generation {
    /// 1 for those whom the root taught.
    pub generation: i32,
    /// How many they are.
    pub n: u32,
    /// How many of them were promoted on the first day of the mentorship by which they descend, or
    /// later; nothing is said of why.
    pub promoted: u32,
}

/// The generations of a lineage, nearest first.
pub fn generations(
    tiers: &TierMembership,
    mentorship: &MentorshipGraph,
    lineage: &Lineage,
) -> Vec<Generation> {
    let mut found: BTreeMap<i32, Generation> = BTreeMap::new();
    for descendant in &lineage.descendants {
        let generation = descendant.depth;
        let since = mentorship.edge(descendant.via).and_then(|edge| edge.started_on);
        let row = found.entry(generation);
        let row = row.or_insert(Generation { generation, n: 0, promoted: 0 });
        row.n += 1;
        let rose = since.is_some_and(|since| {
            let mut spans = tiers.history(descendant.koc_id, None).into_iter();
            spans.any(|span| {
                span.fact.cause == TierCause::Promoted && span.fact.effective_on >= since
            })
        });
        row.promoted += u32::from(rose);
    }
    found.into_values().collect()
}
