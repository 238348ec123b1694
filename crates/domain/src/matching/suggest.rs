//! The list of suggestions, and why one member is or is not on it.

use super::asked::Asked;
use super::score::LookedFor;
use super::values::{MatchExplanation, MatchingWeights, Shortlisted, Unmet};
use crate::id::{KocId, TaskId};
use crate::koc::{self, Koc};
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::TierCode;

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatchOrder {
    /// Who suits best.
    #[default]
    Score,
    /// Who waited longest for an offer.
    Fairness,
}

/// Which suggestions are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchQuery {
    /// Members who miss a single condition as well, after the others.
    pub unmet_by_one: bool,
    /// Of this tier only.
    pub tier: Option<TierCode>,
    /// Of this region only.
    pub region: Option<String>,
    /// What comes first.
    pub order: MatchOrder,
}

/// A member who suits a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub koc_id: KocId,
    /// Hundredths, 0–10000; none for a member who does not want to be profiled.
    pub score: Option<u16>,
    /// When the brand last offered them a task.
    pub last_offer: Option<Moment>,
    /// What they do not meet: nothing, or a single condition if that was asked for.
    pub unmet: Unmet,
}

/// Why a member is or is not suggested for a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What they do not meet.
    pub unmet: Unmet,
    /// The same as an offer would be refused.
    pub violations: Vec<Violation>,
    /// How well they suit.
    pub explanation: MatchExplanation,
    /// Live assignments they hold.
    pub load: u16,
    /// Live assignments they may hold.
    pub limit: u16,
    /// When the brand last offered them a task.
    pub last_offer: Option<Moment>,
    /// The mean of what their approved works of this kind scored, hundredths.
    pub past_score: Option<u32>,
}

impl State {
    /// How much each part of a score counts.
    pub(crate) fn matching_weights(&self) -> MatchingWeights {
        let programme = self.programme.as_ref();
        programme.map_or_else(MatchingWeights::default, |programme| programme.matching_weights)
    }

    /// Everybody who suits a task, in an order that is always the same for the same state.
    pub fn matching(
        &self,
        task_id: TaskId,
        now: Moment,
        query: &MatchQuery,
    ) -> Result<Vec<Candidate>, Refusal> {
        let asked = Asked::of(self, task_id, now)?;
        let looked_for = LookedFor::by(&asked);
        let most = u32::from(query.unmet_by_one);
        let (mut suited, mut nearly) = (Vec::new(), Vec::new());
        for (koc_id, koc) in &self.kocs {
            if !query.holds(koc) {
                continue;
            }
            let Some(unmet) = asked.unmet_within(*koc_id, koc, most) else { continue };
            let (score, last_offer) = (looked_for.score(koc), koc.last_offer);
            let list = if unmet.is_empty() { &mut suited } else { &mut nearly };
            list.push(Candidate { koc_id: *koc_id, score, last_offer, unmet });
        }
        let mut list = in_order(suited, query.order);
        list.extend(in_order(nearly, query.order));
        Ok(list)
    }

    /// The same as it is kept with a shortlist.
    pub(crate) fn shortlisted(
        &self,
        task_id: TaskId,
        now: Moment,
        members: &[KocId],
    ) -> Result<Vec<Shortlisted>, Refusal> {
        let explained = self.explain_matches(task_id, now, members)?.into_iter();
        Ok(explained
            .map(|(koc_id, it)| Shortlisted {
                koc_id,
                unmet: it.unmet.conditions(),
                explanation: it.explanation,
            })
            .collect())
    }

    /// Whom the newest shortlist of a task names and who can be asked now, the first first.
    pub fn next_to_ask(&self, task_id: TaskId, now: Moment) -> Result<Vec<KocId>, Refusal> {
        let asked = Asked::of(self, task_id, now)?;
        let can = |koc_id: &&KocId| {
            self.kocs.get(*koc_id).is_some_and(|koc| asked.unmet(**koc_id, koc).is_empty())
        };
        Ok(asked.task.shortlist.iter().filter(can).copied().collect())
    }

    /// Why nobody at all can be offered that task now.
    pub fn task_unmet(&self, task_id: TaskId, now: Moment) -> Result<Vec<Violation>, Refusal> {
        Ok(Asked::of(self, task_id, now)?.closed_or_full())
    }

    /// Why members are or are not suggested for a task, in the order they are named; nobody known
    /// is left out.
    pub fn explain_matches(
        &self,
        task_id: TaskId,
        now: Moment,
        members: &[KocId],
    ) -> Result<Vec<(KocId, Explained)>, Refusal> {
        let asked = Asked::of(self, task_id, now)?;
        let looked_for = LookedFor::by(&asked);
        let known = members.iter().filter_map(|koc_id| Some((*koc_id, self.kocs.get(koc_id)?)));
        Ok(known
            .map(|(koc_id, koc)| (koc_id, explained(&asked, &looked_for, koc_id, koc)))
            .collect())
    }
}

fn explained(asked: &Asked<'_>, looked_for: &LookedFor<'_>, koc_id: KocId, koc: &Koc) -> Explained {
    let unmet = asked.unmet(koc_id, koc);
    Explained {
        unmet,
        violations: asked.violations(koc, unmet),
        explanation: looked_for.explain(koc),
        load: koc.live_assignments,
        limit: asked.limit(koc),
        last_offer: koc.last_offer,
        past_score: koc::past_score(koc, asked.task.kind).filter(|_| !koc.opted_out()),
    }
}

impl MatchQuery {
    fn holds(&self, koc: &Koc) -> bool {
        let lives_there = |region: &String| {
            koc.profile.as_ref().is_some_and(|profile| profile.region.as_ref() == Some(region))
        };
        self.tier.is_none_or(|tier| koc.tier == Some(tier))
            && self.region.as_ref().is_none_or(lives_there)
    }
}

/// By score, or by how long they waited; then by id. Members who are not scored take turns among
/// themselves, the one who waited longest first, and get their even share of the places: asking
/// not to be profiled puts nobody last.
fn in_order(candidates: Vec<Candidate>, order: MatchOrder) -> Vec<Candidate> {
    let (mut scored, mut by_turn): (Vec<_>, Vec<_>) = match order {
        MatchOrder::Score => candidates.into_iter().partition(|it| it.score.is_some()),
        MatchOrder::Fairness => (Vec::new(), candidates),
    };
    scored.sort_unstable_by_key(|it| (std::cmp::Reverse(it.score), it.last_offer, it.koc_id));
    by_turn.sort_unstable_by_key(|it| (it.last_offer, it.koc_id));
    interleaved(scored, by_turn)
}

/// The places of the second list are spread evenly among those of the first.
fn interleaved(first: Vec<Candidate>, second: Vec<Candidate>) -> Vec<Candidate> {
    let (all, turns) = (first.len() + second.len(), second.len());
    let due = |place: usize| (2 * place * turns + all) / (2 * all.max(1));
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let next = |place: usize| {
        if due(place + 1) > due(place) { second.next() } else { first.next() }
    };
    (0..all).filter_map(next).collect()
}
