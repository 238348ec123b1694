//! The rules of an assignment that enters a contest: scored by each judge once, without a stake,
//! and ruled out with reasons where it breaks the rules.

use std::collections::BTreeSet;

use super::command::{DisqualifyEntry, ScoreEntry};
use super::event::{EntryDisqualified, EntryScored, WorkRejected};
use super::sla;
use super::{Assignment, Judged};
use crate::contest::values::{EntryScore, EntryScoreKept, Judge};
use crate::contest::{Contest, Entry};
use crate::event::Event;
use crate::id::{AssignmentId, ContestId};
use crate::personal::sealed_option;
use crate::recorded::{Context, Recorded};
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::Criterion;

/// The highest score of one criterion.
const SCORE_MAX: u8 = 100;

/// An assignment as the entry it is.
struct Entered<'a> {
    contest_id: ContestId,
    contest: &'a Contest,
    entry: &'a Entry,
}

/// Refuses what is no entry, or does not stand any more.
fn entered(state: &State, id: AssignmentId) -> Result<Entered<'_>, Violation> {
    state.assignment(id)?;
    let (contest_id, contest) = state.contest_entered(id).ok_or(Violation::NotAContestEntry)?;
    let entry = contest.entries.get(&id).filter(|entry| !entry.disqualified);
    let entry = entry.ok_or(Violation::NotAContestEntry)?;
    Ok(Entered { contest_id, contest, entry })
}

/// Answers `ScoreEntry`. Whoever sends it is the judge.
pub(crate) fn score_entry(
    state: &State,
    command: &ScoreEntry,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment_id = command.assignment_id;
    let Entered { contest_id, contest, entry } = entered(state, assignment_id)?;
    let judge = Judge::acting(&context.actor).filter(|judge| contest.judges.contains(judge));
    let judge = judge.ok_or(Violation::NotAJudge)?;
    let mut checks = Checks::new();
    checks.note(contest.not_judging());
    let stake = state.stake_in(judge, entry.koc);
    checks.note(stake.map(|_| Violation::JudgeConflictOfInterest { judge }));
    let first = !entry.scores.contains_key(&judge);
    checks.require(first, || Violation::AlreadyScoredByJudge);
    check_scores(&mut checks, contest, &command.scores);
    checks.finish()?;
    let kept = |score: &EntryScore| {
        Ok(EntryScoreKept {
            criterion_id: score.criterion_id.clone(),
            score: score.score,
            note: sealed_option(score.note.as_ref())?,
        })
    };
    let scored = EntryScored {
        assignment_id,
        contest_id,
        koc_id: entry.koc,
        judge,
        scores: command.scores.iter().map(kept).collect::<Result<_, Refusal>>()?,
        weighted_score: weighted(contest, &command.scores),
    };
    Ok(vec![scored.into()])
}

/// Every criterion that judges score, each once; what is measured no judge guesses.
fn check_scores(checks: &mut Checks, contest: &Contest, scores: &[EntryScore]) {
    checks.note(field::list("scores", scores));
    let mut seen = BTreeSet::new();
    for score in scores {
        let id = || score.criterion_id.clone();
        checks.require(seen.insert(&score.criterion_id), || Violation::CriterionTwice { id: id() });
        let known = contest.scored().any(|criterion| criterion.id == score.criterion_id);
        checks.require(known, || Violation::CriterionUnknown { id: id() });
        checks.require(score.score <= SCORE_MAX, || Violation::ScoreOutOfRange { id: id() });
        checks.note(field::personal("scores.note", score.note.as_ref()));
    }
    let unscored = contest.scored().filter(|criterion| !seen.contains(&criterion.id));
    let ids: Vec<String> = unscored.map(|criterion| criterion.id.clone()).collect();
    checks.require(ids.is_empty(), || Violation::CriterionUnscored { ids });
}

/// By the weights of the criteria, hundredths.
fn weighted(contest: &Contest, scores: &[EntryScore]) -> u16 {
    let part = |criterion: &Criterion| {
        let own = scores.iter().find(|score| score.criterion_id == criterion.id)?;
        Some(u16::from(own.score) * u16::from(criterion.weight))
    };
    contest.scored().filter_map(part).sum()
}

/// Answers `DisqualifyEntry`. Where nobody has judged the work yet, it is rejected with that: the
/// member can object as to any other judgement.
pub(crate) fn disqualify_entry(
    state: &State,
    command: &DisqualifyEntry,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment_id = command.assignment_id;
    let Entered { contest_id, entry, .. } = entered(state, assignment_id)?;
    let mut checks = Checks::new();
    checks.note(field::reason(&command.reason));
    checks.note(field::list("evidence", &command.evidence));
    checks.note(command.evidence.iter().filter_map(|event| state.known_event(*event)));
    checks.finish()?;
    let disqualified = EntryDisqualified {
        assignment_id,
        contest_id,
        koc_id: entry.koc,
        grounds: command.grounds,
        reason: command.reason.sealed()?,
        evidence: command.evidence.clone(),
    };
    let assignment = state.assignment(assignment_id)?;
    let waits = assignment.submission.as_ref().filter(|_| assignment.waits_for_review());
    let rejected = waits.map(|submission| {
        let submission_no = submission.work.submission_no;
        WorkRejected { assignment_id, submission_no, reason: command.grounds }.into()
    });
    Ok([disqualified.into()].into_iter().chain(rejected).collect())
}

/// Takes in that an entry was ruled out: an objection to it finds what it objects to.
pub(super) fn disqualified(state: &mut State, event: &EntryDisqualified, recorded: &Recorded) {
    let Some(assignment) = state.assignment_mut(event.assignment_id) else { return };
    if assignment.waits_for_review() {
        assignment.judged = Some(Judged { event: recorded.position, score: 0 });
    }
}

/// The review of an entry begins with the results of its contest.
pub(crate) fn review_after_results(state: &mut State, id: AssignmentId, recorded: &Recorded) {
    if !state.assignment(id).is_ok_and(Assignment::waits_for_review) {
        return;
    }
    if let Some(submission) = state.assignment_mut(id).and_then(|it| it.submission.as_mut()) {
        submission.waiting_since = recorded.recorded_at;
    }
    sla::wait(state, id, recorded);
}

impl State {
    /// Refuses a review of an entry that its judges have not done with.
    pub(super) fn still_judged(&self, id: AssignmentId) -> Option<Violation> {
        let (_, contest) = self.contest_entered(id)?;
        contest.not_declared()
    }

    /// Refuses work that comes outside the time of its contest.
    pub(super) fn no_entry(&self, assignment: &Assignment, context: &Context) -> Option<Violation> {
        let (_, contest) = self.contest_of(assignment.task)?;
        contest.not_open(context.now)
    }
}
