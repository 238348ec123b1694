//! Who moved from where to where in each period, why, and which part of those who stood there.

use std::collections::BTreeMap;

use domain::Moment;
use domain::vocabulary::TierCode;
use projector_tiers::{TierMembership, Transition};

use crate::period::Period;
use crate::stays::paths;

/// One kind of move in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TransitionRow {
    /// When.
    pub period: Period,
    /// From where to where, and why.
    pub transition: Transition,
    /// How many such moves there were; a member who moved so twice counts twice.
    pub n: u64,
    /// What part of those before it is; none of those who came from outside.
    pub part: Option<Part>,
}

/// Of those who stood in a tier when a period began, those whose first move in it was such.
///
/// Everyone who stood there has at most one first move, so the shares of all moves out of a tier
/// add up to the part that did not stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// How many stood there just before the period's first instant.
    pub standing: u32,
    /// Of these, how many made such a move first.
    pub moved: u32,
}

impl Part {
    /// The share; none where nobody stood.
    pub fn share(self) -> Option<f64> {
        (self.standing > 0).then(|| f64::from(self.moved) / f64::from(self.standing))
    }
}

/// One row for each period and each kind of move in it; a period without moves has none.
///
/// `periods` follow each other without a gap.
pub fn transitions(
    tiers: &TierMembership,
    periods: &[Period],
    known_at: Option<Moment>,
) -> Vec<TransitionRow> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Vec::new() };
    let zone = tiers.zone();
    let begins: Vec<Moment> = periods.iter().map(|period| zone.start_of(period.first)).collect();
    let begin = zone.start_of(first.first);
    let mut counts: BTreeMap<(usize, Transition), (u64, u32)> = BTreeMap::new();
    let mut standing = vec![[0_u32; TierCode::ALL.len()]; periods.len()];
    for path in paths(tiers, last.end(zone), known_at) {
        let mut here = None;
        // The period up to which it is known where the member stood when it began.
        let mut known = 0;
        let mut stood = |tier: Option<TierCode>, periods: std::ops::Range<usize>| {
            if let Some(tier) = tier {
                standing[periods].iter_mut().for_each(|counts| counts[rank(tier)] += 1);
            }
        };
        for step in &path.moves {
            let reached = begins.partition_point(|begin| *begin <= step.at);
            let first_in_period = reached > known;
            stood(here, known..reached);
            known = reached;
            if step.at >= begin {
                let row = counts.entry((reached - 1, (step.from, step.to, step.cause)));
                let (n, moved) = row.or_default();
                *n += 1;
                *moved += u32::from(first_in_period && here.is_some());
            }
            here = step.to;
        }
        stood(here, known..periods.len());
    }
    let row = |((index, transition), (n, moved)): ((usize, Transition), _)| TransitionRow {
        period: periods[index],
        transition,
        n,
        part: transition.0.map(|from| Part { standing: standing[index][rank(from)], moved }),
    };
    counts.into_iter().map(row).collect()
}

fn rank(tier: TierCode) -> usize {
    usize::from(tier.rank() - 1)
}
