//! The rules of the results: nothing is declared before every judge has scored every entry, the
//! ranking follows the scores, and equal scores follow the rule that was stated.

use std::collections::BTreeMap;

use super::command::{DeclareResults, NameCandidates};
use super::draft::SCORE_MAX;
use super::event::{ContestCandidatesNamed, ContestResultsDeclared};
use super::reaction::nomination;
use super::values::*;
use super::{AT_ONCE, Contest, ContestState, Entry, JUDGES_MIN};
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::AssignmentId;
use crate::koc;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::TierCode;

/// The whole of a score, percent.
const WHOLE: u32 = 100;

impl HoldsPersonal for DeclareResults {}

/// Answers `DeclareResults`.
pub(crate) fn declare(
    state: &State,
    command: &DeclareResults,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let contest_id = command.contest_id;
    let contest = state.contest(contest_id)?;
    let mut checks = Checks::new();
    let declared = contest.state == ContestState::ResultsDeclared;
    checks.require(!declared, || Violation::ResultsAlreadyDeclared);
    checks.note(contest.not_judging().filter(|_| !declared));
    let cut_off = contest.measured_at.filter(|at| context.now < *at);
    checks.note(cut_off.map(|at| Violation::NotYetDue { at }));
    checks.note(panel_too_small(contest));
    let missing = missing_scores(contest);
    checks.require(missing.is_empty(), || Violation::ScoresIncomplete { missing });
    checks.finish()?;
    let ranking = ranking(state, contest);
    let agrees = command.ranking.as_ref().is_none_or(|seen| *seen == ranking);
    if !agrees {
        return Err(Violation::RankingNotByScore.into());
    }
    let scores: Vec<u16> = ranking.iter().map(|ranked| ranked.score).collect();
    let (distribution, by_tier) = (distribution(scores), by_tier(contest, &ranking));
    Ok(vec![ContestResultsDeclared { contest_id, ranking, distribution, by_tier }.into()])
}

/// Two pairs of eyes on everything that is scored, also after somebody stepped back.
fn panel_too_small(contest: &Contest) -> Option<Violation> {
    let have = u8::try_from(contest.judges.len()).unwrap_or(u8::MAX);
    let scored = contest.scored().next().is_some();
    let need = JUDGES_MIN;
    (scored && have < need).then_some(Violation::JudgesTooFew { need, have })
}

/// How many entries each judge has still to score.
fn missing_scores(contest: &Contest) -> Vec<String> {
    if contest.scored().next().is_none() {
        return Vec::new();
    }
    let left = contest.judges.iter().filter_map(|judge| {
        let open = |(_, entry): &(AssignmentId, &Entry)| !entry.scores.contains_key(judge);
        let left = contest.standing().filter(open).count();
        (left > 0).then(|| format!("{judge} {left}"))
    });
    left.collect()
}

/// An entry on its way into the ranking.
struct Placing {
    ranked: Ranked,
    /// What the rule for ties looks at: more goes first.
    tie: u64,
}

/// Every entry that stands, best first.
fn ranking(state: &State, contest: &Contest) -> Vec<Ranked> {
    let measured = measured(state, contest);
    let mut placings: Vec<Placing> = contest
        .standing()
        .map(|(assignment_id, entry)| {
            let score = score(contest, entry, measured.get(&assignment_id).copied().unwrap_or(0));
            let ranked = Ranked { assignment_id, koc_id: entry.koc, score, rank: 0 };
            Placing { ranked, tie: tie(contest, entry) }
        })
        .collect();
    placings
        .sort_by_key(|it| (std::cmp::Reverse((it.ranked.score, it.tie)), it.ranked.assignment_id));
    let mut ranks: Vec<Ranked> = Vec::with_capacity(placings.len());
    let mut before: Option<(u16, u64)> = None;
    for (index, placing) in placings.into_iter().enumerate() {
        let place = u16::try_from(index + 1).unwrap_or(u16::MAX);
        let merit = (placing.ranked.score, placing.tie);
        let shared = ranks.last().filter(|_| before == Some(merit)).map(|last| last.rank);
        ranks.push(Ranked { rank: shared.unwrap_or(place), ..placing.ranked });
        before = Some(merit);
    }
    ranks
}

/// What judges scored and what was measured, by their weights, hundredths, rounded down.
fn score(contest: &Contest, entry: &Entry, measured: u16) -> u16 {
    let counted = contest.judges.iter().filter_map(|judge| entry.scores.get(judge));
    let (sum, count) =
        counted.fold((0_u32, 0_u32), |(sum, count), it| (sum + u32::from(it.weighted), count + 1));
    let judged = sum.checked_div(count).unwrap_or(0);
    let weight = u32::from(contest.measured_weight);
    let whole = judged * WHOLE.saturating_sub(weight) + u32::from(measured) * weight;
    u16::try_from(whole / WHOLE).unwrap_or(u16::MAX)
}

/// Measured against the entry that moved most people: it has the whole, the others their part.
fn measured(state: &State, contest: &Contest) -> BTreeMap<AssignmentId, u16> {
    let mut sums: BTreeMap<AssignmentId, u64> = BTreeMap::new();
    for ((assignment_id, publication_id), counts) in &contest.counted {
        let own = state.publication(*publication_id);
        if own.is_ok_and(|it| it.taken_down_at.is_some()) {
            continue;
        }
        let until = contest.measured_at.unwrap_or(Moment(i64::MAX));
        let last = counts.range(..=until).next_back().map_or(0, |(_, weighted)| *weighted);
        let sum = sums.entry(*assignment_id).or_default();
        *sum = sum.saturating_add(last);
    }
    sums.retain(|id, _| contest.entries.get(id).is_some_and(|entry| !entry.disqualified));
    let most = sums.values().copied().max().unwrap_or(0).max(1);
    let part = |sum: u64| u128::from(sum) * u128::from(SCORE_MAX) / u128::from(most);
    let parts = sums.into_iter().map(|(id, sum)| (id, u16::try_from(part(sum)).unwrap_or(0)));
    parts.collect()
}

fn tie(contest: &Contest, entry: &Entry) -> u64 {
    match contest.tie_rule {
        TieRule::SharedRank => 0,
        // Earlier is more.
        TieRule::EarlierEntry => u64::MAX - u64::try_from(entry.entered_at.0).unwrap_or(0),
        TieRule::HigherCriterion => {
            let decides = contest.tie_criterion.as_deref().unwrap_or_default();
            let judges = contest.judges.iter().filter_map(|judge| entry.scores.get(judge));
            let scores = judges.flat_map(|scored| &scored.by_criterion);
            scores.filter(|(id, _)| id == decides).map(|(_, score)| u64::from(*score)).sum()
        }
    }
}

/// The level of a number of entries; of a part, the value that so many reach or stay below.
fn distribution(mut scores: Vec<u16>) -> Distribution {
    scores.sort_unstable();
    let entries = u32::try_from(scores.len()).unwrap_or(u32::MAX);
    let sum: u64 = scores.iter().map(|score| u64::from(*score)).sum();
    let mean = u16::try_from(sum / u64::from(entries.max(1))).unwrap_or(u16::MAX);
    let nearest = |percent: usize| {
        let at = (scores.len() * percent).div_ceil(100).saturating_sub(1);
        scores.get(at).copied().unwrap_or(0)
    };
    Distribution { entries, mean, p50: nearest(50), p90: nearest(90) }
}

fn by_tier(contest: &Contest, ranking: &[Ranked]) -> Vec<TierLevel> {
    let of = |tier: TierCode| {
        let there = ranking.iter().filter(move |ranked| {
            contest.entries.get(&ranked.assignment_id).is_some_and(|entry| entry.tier == tier)
        });
        let level = distribution(there.map(|ranked| ranked.score).collect());
        (level.entries > 0).then_some(TierLevel { tier, level })
    };
    TierCode::ALL.into_iter().filter_map(of).collect()
}

impl HoldsPersonal for NameCandidates {}

/// Answers `NameCandidates`. The team hears why somebody cannot be named; where the clock names,
/// whoever cannot becomes a to-do.
pub(crate) fn name_candidates(
    state: &State,
    command: &NameCandidates,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let NameCandidates { contest_id, target_tier, .. } = *command;
    let contest = state.contest(contest_id)?;
    let koc_ids = &command.koc_ids;
    let mut checks = Checks::new();
    let declared = contest.state == ContestState::ResultsDeclared;
    checks.require(declared, || Violation::ResultsNotDeclared { state: contest.state_code() });
    let rule = contest.candidate_rule.filter(|rule| rule.target_tier == target_tier);
    checks.require(rule.is_some(), || field::invalid("targetTier"));
    let some = (1..=AT_ONCE).contains(&koc_ids.len());
    checks.require(some, || field::invalid("kocIds"));
    let strangers = koc_ids.iter().filter(|koc_id| !contest.has_winner(**koc_id));
    checks.note(strangers.map(|koc_id| Violation::NotAWinner { koc_id: *koc_id }));
    if declared && context.actor.role != Role::System {
        let results = contest.results.unwrap_or_default();
        for koc_id in koc_ids {
            let named = nomination(contest_id, contest, *koc_id, target_tier, results);
            let refused = koc::nominate(state, &named, context).err();
            checks.note(refused.into_iter().flat_map(|no| no.violations().to_vec()));
        }
    }
    checks.finish()?;
    let koc_ids = koc_ids.clone();
    Ok(vec![ContestCandidatesNamed { contest_id, koc_ids, target_tier }.into()])
}

impl Contest {
    /// The entries that meet the rule for candidates and still stand, best first.
    pub(super) fn winners(&self) -> impl Iterator<Item = &Ranked> {
        let met = |ranked: &&Ranked| self.candidate_rule.is_some_and(|rule| rule.is_met(ranked));
        let stands = |ranked: &&Ranked| {
            self.entries.get(&ranked.assignment_id).is_none_or(|entry| !entry.disqualified)
        };
        self.ranking.iter().filter(met).filter(stands)
    }

    fn has_winner(&self, koc_id: crate::id::KocId) -> bool {
        self.winners().any(|ranked| ranked.koc_id == koc_id)
    }
}
