//! What follows at once from the results: prizes are credited, paid and honoured, winners become
//! candidates. A contest and its task end together.

use super::draft::prizes_released;
use super::event::{ContestCancelled, ContestCandidatesNamed, ContestResultsDeclared};
use super::values::{Prize, Ranked};
use super::{AT_ONCE, Contest, ContestState, Event as Happened};
use crate::actor::Role;
use crate::assignment::Event as OfAssignment;
use crate::assignment::event::EntryDisqualified;
use crate::contribution;
use crate::event::Event;
use crate::id::{AssignmentId, CandidacyId, ContestId, EventId, KocId};
use crate::koc;
use crate::koc::command::NominateCandidate;
use crate::koc::values::NominationSource;
use crate::recognition;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::task;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;

/// The prizes of a contest and the entries that won each, best first.
fn all_won<'a>(
    contest: &'a Contest,
    results: &'a ContestResultsDeclared,
) -> impl Iterator<Item = (&'a Prize, &'a Ranked)> {
    let prize = |ranked: &'a Ranked| {
        let prize = contest.prizes.iter().find(|prize| prize.is_for(ranked.rank))?;
        Some((prize, ranked))
    };
    results.ranking.iter().filter_map(prize)
}

/// Those of them that one commit credits, pays and honours.
pub(crate) fn won<'a>(
    contest: &'a Contest,
    results: &'a ContestResultsDeclared,
) -> impl Iterator<Item = (&'a Prize, &'a Ranked)> {
    all_won(contest, results).take(AT_ONCE)
}

/// Credits whoever won a prize; takes back what a disqualified entry was credited.
pub(crate) fn credit(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Contest(Happened::ContestResultsDeclared(results)) => {
            let contest = state.contest(results.contest_id)?;
            let winners: Vec<KocId> =
                won(contest, results).map(|(_, ranked)| ranked.koc_id).collect();
            let contest_id = results.contest_id;
            contribution::credit_contest_winners(state, contest_id, &winners, cause, context)
        }
        Event::Assignment(OfAssignment::EntryDisqualified(e)) => {
            Ok(taken_back(state, e, cause, context))
        }
        _ => Ok(Vec::new()),
    }
}

fn taken_back(
    state: &State,
    event: &EntryDisqualified,
    cause: EventId,
    context: &Context,
) -> Vec<Event> {
    let Ok(contest) = state.contest(event.contest_id) else { return Vec::new() };
    let approved = state.assignment(event.assignment_id).ok().and_then(|it| it.approved_in);
    let earned_by: Vec<EventId> = contest.results.into_iter().chain(approved).collect();
    let (reason, day) = (event.reason.clone(), state.day_of(context.occurred_at));
    contribution::reverse_all_for(state, event.koc_id, &earned_by, cause, reason, day)
}

/// Gives back what is set aside for prizes that nobody gets.
pub(crate) fn release_prizes(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Contest(Happened::ContestResultsDeclared(e)) => prizes_released(state, e.contest_id),
        Event::Contest(Happened::ContestCancelled(e)) => prizes_released(state, e.contest_id),
        _ => Vec::new(),
    })
}

/// Names whoever meets the contest's rule, in the commit of the results.
pub(crate) fn winners_to_candidates(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Contest(Happened::ContestResultsDeclared(e)) = event else {
        return Ok(Vec::new());
    };
    let contest = state.contest(e.contest_id)?;
    let named = contest.next_to_name().map(|(koc_ids, target_tier)| {
        ContestCandidatesNamed { contest_id: e.contest_id, koc_ids, target_tier }.into()
    });
    Ok(named.into_iter().collect())
}

impl Contest {
    /// Who is to be named next, and for which tier; nobody when everybody was.
    pub(crate) fn next_to_name(&self) -> Option<(Vec<KocId>, TierCode)> {
        let next: Vec<KocId> = self.to_name.iter().take(AT_ONCE).copied().collect();
        let target_tier = self.candidate_rule?.target_tier;
        (!next.is_empty()).then_some((next, target_tier))
    }
}

/// Nominates each who was named, or asks a person where the rules of candidacies refuse it.
pub(crate) fn nominate_winners(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Contest(Happened::ContestCandidatesNamed(e)) = event else {
        return Ok(Vec::new());
    };
    let contest = state.contest(e.contest_id)?;
    let results = contest.results.unwrap_or(cause);
    let each = e.koc_ids.iter().flat_map(|koc_id| {
        let named = nomination(e.contest_id, contest, *koc_id, e.target_tier, results);
        koc::nominate(state, &named, context).unwrap_or_else(|refusal| {
            let (kind, ops) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
            let about = AssignmentId::of(contest.task, *koc_id).to_string();
            let opened = todo::opened(kind, ops, about, Some(*koc_id), cause);
            vec![todo::instead(opened, &refusal).into()]
        })
    });
    Ok(each.collect())
}

/// The nomination of a winner.
pub(super) fn nomination(
    contest_id: ContestId,
    contest: &Contest,
    koc_id: KocId,
    target_tier: TierCode,
    results: EventId,
) -> NominateCandidate {
    let namings = contest.namings.to_be_bytes();
    NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId::derived(&[b"contest", &contest_id.0, &koc_id.0, &namings]),
        target_tier,
        source: NominationSource::Contest,
        source_ref: Some(results),
        note: None,
    }
}

/// Asks a person to honour each winner whose prize says so, until they have; and to take back what
/// a disqualified winner was given.
pub(crate) fn tell_of_prizes(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Contest(Happened::ContestResultsDeclared(results)) => {
            let contest = state.contest(results.contest_id)?;
            let honoured = won(contest, results).filter(|(prize, _)| prize.honour);
            let each = honoured.map(|(_, ranked)| {
                let about = ranked.assignment_id.to_string();
                todo_for_ops(TodoKind::HonourWinner, about, Some(ranked.koc_id), cause)
            });
            // Only a rank that very many share has more: a person gives the rest what they won.
            let more = all_won(contest, results).nth(AT_ONCE).map(|_| {
                let about = results.contest_id.to_string();
                todo_for_ops(TodoKind::ReactionRefused, about, None, cause)
            });
            each.chain(more).collect()
        }
        Event::Assignment(OfAssignment::EntryDisqualified(e)) => {
            let contest = state.contest(e.contest_id)?;
            let won = contest.ranking.iter().find(|it| it.assignment_id == e.assignment_id);
            let gained = won.filter(|ranked| {
                let prize = contest.prizes.iter().any(|prize| prize.is_for(ranked.rank));
                prize || contest.candidate_rule.is_some_and(|rule| rule.is_met(ranked))
            });
            let about = e.assignment_id.to_string();
            let asked = gained
                .map(|_| todo_for_ops(TodoKind::WinnerDisqualified, about, Some(e.koc_id), cause));
            asked.into_iter().collect()
        }
        Event::Recognition(recognition::Event::HonourConferred(e)) => {
            let contest_id = e.source_event.and_then(|it| state.results_of.get(&it).copied());
            let Some(contest_id) = contest_id else { return Ok(Vec::new()) };
            let task_id = state.contest(contest_id)?.task;
            let about = AssignmentId::of(task_id, e.recipient.koc()).to_string();
            todo::completed(state, TodoKind::HonourWinner, &about)
        }
        _ => Vec::new(),
    })
}

fn todo_for_ops(kind: TodoKind, about: String, koc_id: Option<KocId>, cause: EventId) -> Event {
    todo::opened(kind, Audience::Role(Role::Ops), about, koc_id, cause).into()
}

/// A contest that is called off ends its task, and with it every entry; a task that is cancelled
/// ends its contest.
pub(crate) fn end_together(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Contest(Happened::ContestCancelled(e)) => {
            let contest = state.contest(e.contest_id)?;
            // Of a contest nobody could enter yet, the task may be used otherwise.
            let ended = state.contest_of(contest.task).and_then(|_| {
                let reason = e.reason.clone();
                task::cancelled_with(state, contest.task, reason, e.compensation_rule)
            });
            ended.into_iter().collect()
        }
        Event::Task(task::Event::TaskCancelled(e)) => {
            let Some((contest_id, contest)) = state.contest_of(e.task_id) else {
                return Ok(Vec::new());
            };
            if !matches!(contest.state, ContestState::ResultsDeclared | ContestState::Cancelled) {
                let (reason, compensation_rule) = (e.reason.clone(), e.compensation_rule);
                vec![ContestCancelled { contest_id, reason, compensation_rule }.into()]
            } else {
                Vec::new()
            }
        }
        _ => Vec::new(),
    })
}
