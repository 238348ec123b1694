//! What became of those who stood out: how many rose in time, and how many stayed.
//!
//! Whoever was named lately has not had their time yet. They are counted apart: a share over all
//! who were named would fall whenever many were named lately.

use std::collections::BTreeMap;

use domain::koc::values::NominationSource;
use domain::vocabulary::TierCode;
use domain::{Day, Moment, Zone};
use projector_people::{CandidateFilter, People};
use projector_tiers::{Span, TierCause, TierMembership};

use crate::figures::share_bp;

/// How long is waited for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Days in which a promotion counts as following from being named.
    pub promoted_within_days: u32,
    /// Days after which somebody promoted must still be there, or above.
    pub retained_days: u32,
}

/// What became of the candidates of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// Named as candidates, each once for a tier: the first time counts.
    pub named: u32,
    /// Of these, those who have had the days to be promoted, or were.
    pub decided: u32,
    /// Of these, those promoted to the tier in time.
    pub promoted: u32,
    /// Of the promoted, those of whom it is known whether they stayed: the days are over, or they
    /// fell out before.
    pub followed: u32,
    /// Of these, those who stood in the tier or above it without a break until the days were over.
    pub retained: u32,
}

impl Outcomes {
    /// Promoted of decided, in basis points; none when nobody is decided.
    pub fn promoted_bp(&self) -> Option<u32> {
        share_bp(self.promoted, self.decided)
    }

    /// Retained of followed, in basis points; none when nobody was followed.
    pub fn retained_bp(&self) -> Option<u32> {
        share_bp(self.retained, self.followed)
    }
}

/// The outcomes of every source that named anybody in a range, both ends included, by source, as of
/// `now`.
///
/// `people` and `tiers` are of the same moment. Somebody named by two sources counts for each.
pub fn outcomes(
    people: &People,
    tiers: &TierMembership,
    (from, to): (Moment, Moment),
    waits: Waits,
    now: Moment,
) -> BTreeMap<NominationSource, Outcomes> {
    let filter = CandidateFilter {
        named_from: Some(from),
        named_by: Some(to),
        ..CandidateFilter::default()
    };
    let mut first = BTreeMap::new();
    for row in people.candidacies(&filter) {
        let named = first.entry((row.source, row.koc_id, row.target_tier)).or_insert(row.named_at);
        *named = row.named_at.min(*named);
    }
    let (zone, mut by_source) = (tiers.zone(), BTreeMap::<_, Outcomes>::new());
    for ((source, koc_id, tier), named_at) in first {
        let spans = tiers.history(koc_id, None);
        let became = Became::of(&spans, zone, tier, zone.day_of(named_at), waits, zone.day_of(now));
        let outcomes = by_source.entry(source).or_default();
        outcomes.named += 1;
        outcomes.decided += u32::from(became.decided);
        outcomes.promoted += u32::from(became.promoted);
        outcomes.followed += u32::from(became.retained.is_some());
        outcomes.retained += u32::from(became.retained == Some(true));
    }
    by_source
}

/// What became of one candidate.
struct Became {
    decided: bool,
    promoted: bool,
    /// Whether they stayed, if that is known.
    retained: Option<bool>,
}

impl Became {
    fn of(
        spans: &[Span],
        zone: &Zone,
        tier: TierCode,
        named_on: Day,
        waits: Waits,
        today: Day,
    ) -> Became {
        let last = named_on.plus(days(waits.promoted_within_days));
        let rose = spans.iter().position(|span| {
            let on = zone.day_of(span.valid_from);
            let there = span.tier.is_some_and(|stands| stands >= tier);
            let promoted = matches!(span.fact.cause, TierCause::Promoted | TierCause::Imported);
            promoted && there && span.from < Some(tier) && on >= named_on && on <= last
        });
        let Some(rose) = rose else {
            return Became { decided: today > last, promoted: false, retained: None };
        };
        let until = zone.day_of(spans[rose].valid_from).plus(days(waits.retained_days));
        let fell = spans[rose..].iter().find(|span| span.tier.is_none_or(|stands| stands < tier));
        let retained = match fell.map(|span| zone.day_of(span.valid_from)) {
            Some(on) if on <= until => Some(false),
            _ if today >= until => Some(true),
            _ => None,
        };
        Became { decided: true, promoted: true, retained }
    }
}

fn days(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}
