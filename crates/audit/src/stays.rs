//! What a member's tier facts come to: moves between tiers, and stays in them.

use domain::Moment;
use domain::id::KocId;
use domain::vocabulary::TierCode;
use projector_tiers::{TierCause, TierMembership};

/// One move; a fact that leaves a member where they were is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// When it took effect.
    pub at: Moment,
    /// From which tier; none from outside.
    pub from: Option<TierCode>,
    /// To which tier; none when leaving.
    pub to: Option<TierCode>,
    /// Why.
    pub cause: TierCause,
}

/// A time without a break in one tier, or outside the tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Where; none outside.
    pub tier: Option<TierCode>,
    /// First instant.
    pub from: Moment,
    /// What brought them there.
    pub cause: TierCause,
    /// The instant it ended, not included; none while it lasts.
    pub to: Option<Moment>,
}

/// The moves of one member up to an instant, oldest first.
#[derive(Debug, Clone)]
pub struct Path {
    /// Who.
    pub koc_id: KocId,
    /// Every one, also of several that took effect at one instant.
    pub moves: Vec<Move>,
}

impl Path {
    /// The stays, oldest first; of several moves at one instant only the last makes one.
    pub fn stays(&self) -> Vec<Stay> {
        let mut stays: Vec<Stay> = Vec::with_capacity(self.moves.len());
        for step in &self.moves {
            if stays.last().is_some_and(|last| last.from == step.at) {
                stays.pop();
            }
            if stays.last().is_none_or(|last| last.tier != step.to) {
                stays.push(Stay { tier: step.to, from: step.at, cause: step.cause, to: None });
            }
        }
        for next in 1..stays.len() {
            stays[next - 1].to = Some(stays[next].from);
        }
        stays
    }
}

/// The paths of everyone who ever was in a tier, by id: what took effect up to `until`, as the
/// log knew at `known_at`.
pub fn paths(
    tiers: &TierMembership,
    until: Moment,
    known_at: Option<Moment>,
) -> impl Iterator<Item = Path> + '_ {
    let path = move |koc_id| {
        let spans = tiers.history(koc_id, known_at).into_iter();
        let moves: Vec<Move> = spans
            .take_while(|span| span.valid_from <= until)
            .filter(|span| span.from != span.tier)
            .map(|span| Move {
                at: span.valid_from,
                from: span.from,
                to: span.tier,
                cause: span.fact.cause,
            })
            .collect();
        Path { koc_id, moves }
    };
    tiers.members().map(move |member| path(member.koc_id)).filter(|path| !path.moves.is_empty())
}
