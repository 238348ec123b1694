//! Taking in what has happened to a contest and to its entries.

use std::sync::Arc;

use imbl::{OrdMap, Vector};

use super::event::*;
use super::values::{Judge, Ranked};
use super::{Contest, ContestState, Entry, Scored};
use crate::appeal::values::NewDecision;
use crate::assignment;
use crate::assignment::Event as OfAssignment;
use crate::assignment::event::{EntryScored, WorkSubmitted};
use crate::id::{AssignmentId, ContestId};
use crate::publication;
use crate::publication::event::EngagementRecorded;
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// Takes in what has happened to a contest.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let contest_id = event.contest_id();
    if let Event::ContestDrafted(drafted) = event {
        state.contest_of_task.insert(drafted.task_id, contest_id);
        state.contests.insert(contest_id, Arc::new(Contest::drafted(drafted, recorded)));
        return;
    }
    let Some(contest) = state.contest_mut(contest_id) else { return };
    match event {
        Event::ContestDrafted(_) => {}
        Event::EntriesOpened(e) => {
            contest.state = ContestState::EntriesOpen;
            contest.criteria = Arc::from(e.criteria.as_slice());
            let closes_at = contest.window.closes_at;
            state.timers.set(Timer::CloseEntries(contest_id), closes_at);
        }
        Event::EntriesClosed(_) => {
            contest.state = ContestState::EntriesClosed;
            state.timers.clear(Timer::CloseEntries(contest_id));
        }
        Event::JudgingStarted(e) => {
            contest.state = ContestState::Judging;
            contest.measured_at = e.measured_at;
        }
        Event::JudgeRecused(e) => contest.step_back(e.judge, e.replaced_by),
        Event::ContestResultsDeclared(e) => declared(state, e, recorded),
        Event::ContestCandidatesNamed(e) => {
            contest.namings = contest.namings.saturating_add(1);
            contest.to_name.retain(|koc_id| !e.koc_ids.contains(koc_id));
            name_rest(state, contest_id, recorded);
        }
        Event::ContestCancelled(_) => {
            let opened = contest.state != ContestState::Drafted;
            contest.state = ContestState::Cancelled;
            contest.counted = OrdMap::new();
            let task_id = contest.task;
            state.timers.clear(Timer::CloseEntries(contest_id));
            if !opened {
                // Nobody has entered: the task may be of another contest, or of none.
                state.contest_of_task.remove(&task_id);
            }
        }
    }
}

impl Contest {
    fn drafted(event: &ContestDrafted, recorded: &Recorded) -> Contest {
        Contest {
            state: ContestState::Drafted,
            task: event.task_id,
            drafted_by: recorded.actor,
            criteria_ref: event.criteria_ref,
            criteria: Arc::default(),
            judges: event.judges.clone(),
            window: event.entry_window,
            measured_weight: event.measured_weight,
            tie_rule: event.tie_rule,
            tie_criterion: event.tie_criterion.clone(),
            prizes: Arc::from(event.prizes.as_slice()),
            candidate_rule: event.candidate_rule,
            measured_at: None,
            entries: OrdMap::new(),
            counted: OrdMap::new(),
            ranking: Arc::default(),
            results: None,
            to_name: Vector::new(),
            namings: 0,
        }
    }

    fn step_back(&mut self, judge: Judge, replaced_by: Option<Judge>) {
        match (self.judges.iter().position(|it| *it == judge), replaced_by) {
            (Some(at), Some(replacement)) => self.judges[at] = replacement,
            (Some(at), None) => {
                self.judges.remove(at);
            }
            (None, _) => {}
        }
    }
}

/// The ranking stands; whoever meets the rule is to be named, and reviews of entries begin.
fn declared(state: &mut State, event: &ContestResultsDeclared, recorded: &Recorded) {
    let contest_id = event.contest_id;
    let Some(contest) = state.contest_mut(contest_id) else { return };
    contest.state = ContestState::ResultsDeclared;
    contest.ranking = Arc::from(event.ranking.as_slice());
    contest.results = Some(recorded.position);
    contest.counted = OrdMap::new();
    contest.to_name = contest.winners().map(|ranked| ranked.koc_id).collect();
    state.results_of.insert(recorded.position, contest_id);
    for Ranked { assignment_id, .. } in &event.ranking {
        assignment::review_after_results(state, *assignment_id, recorded);
    }
    name_rest(state, contest_id, recorded);
}

/// The clock names whoever did not fit into the commit of the results.
fn name_rest(state: &mut State, contest_id: ContestId, recorded: &Recorded) {
    let waits = state.contest(contest_id).is_ok_and(|contest| !contest.to_name.is_empty());
    let timer = Timer::NameCandidates(contest_id);
    if waits {
        state.timers.set(timer, recorded.recorded_at);
    } else {
        state.timers.clear(timer);
    }
}

/// Takes in what has happened to entries and to what entrants published of them.
pub(crate) fn follow(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        crate::Event::Assignment(event) => of_assignment(state, event, recorded),
        crate::Event::Publication(publication::Event::EngagementRecorded(e)) => counted(state, e),
        _ => {}
    }
}

fn of_assignment(state: &mut State, event: &OfAssignment, recorded: &Recorded) {
    match event {
        OfAssignment::WorkSubmitted(work) => entered(state, work, recorded),
        OfAssignment::SubmissionWithdrawn(e) => left(state, e.assignment_id),
        OfAssignment::AssignmentRelinquished(e) => left(state, e.assignment_id),
        OfAssignment::AssignmentCancelled(e) => left(state, e.assignment_id),
        OfAssignment::EntryScored(e) => scored(state, e),
        OfAssignment::EntryDisqualified(e) => {
            on_entry(state, e.assignment_id, |entry| entry.disqualified = true);
        }
        OfAssignment::ReviewOverturned(e) if e.new_decision == NewDecision::Approve => {
            on_entry(state, e.assignment_id, |entry| entry.disqualified = false);
        }
        _ => {}
    }
}

fn entered(state: &mut State, work: &WorkSubmitted, recorded: &Recorded) {
    let id = work.assignment_id;
    let Some((contest_id, contest)) = state.contest_entered(id) else { return };
    let Ok(assignment) = state.assignment(id) else { return };
    if contest.state != ContestState::EntriesOpen {
        return;
    }
    let entry = Entry {
        koc: assignment.koc,
        tier: assignment.offer.tier_at_offer,
        entered_at: recorded.occurred_at,
        disqualified: false,
        scores: OrdMap::new(),
    };
    if let Some(contest) = state.contest_mut(contest_id) {
        contest.entries.insert(id, entry);
    }
}

/// An entry that is taken back before the results is none any more.
fn left(state: &mut State, id: AssignmentId) {
    let Some((contest_id, contest)) = state.contest_entered(id) else { return };
    if !contest.state.is_under_way() {
        return;
    }
    if let Some(contest) = state.contest_mut(contest_id) {
        contest.entries.remove(&id);
    }
}

fn scored(state: &mut State, event: &EntryScored) {
    let by_criterion = event.scores.iter().map(|it| (it.criterion_id.clone(), it.score)).collect();
    let scored = Scored { weighted: event.weighted_score, by_criterion };
    on_entry(state, event.assignment_id, |entry| {
        entry.scores.insert(event.judge, scored);
    });
}

fn on_entry(state: &mut State, id: AssignmentId, change: impl FnOnce(&mut Entry)) {
    let Some((contest_id, _)) = state.contest_entered(id) else { return };
    let contest = state.contest_mut(contest_id);
    if let Some(entry) = contest.and_then(|contest| contest.entries.get_mut(&id)) {
        change(entry);
    }
}

/// What the brand shows of an entry on its own channels counts for nobody.
fn counted(state: &mut State, event: &EngagementRecorded) {
    let Ok(publication) = state.publication(event.publication_id) else { return };
    let Some(id) = publication.assignment_id.filter(|_| !publication.is_amplified()) else {
        return;
    };
    let Some((contest_id, contest)) = state.contest_entered(id) else { return };
    if !contest.measures() || !contest.state.is_under_way() {
        return;
    }
    if let Some(contest) = state.contest_mut(contest_id) {
        let counts = contest.counted.entry((id, event.publication_id)).or_default();
        counts.insert(event.measured_at, event.counts.weighted());
    }
}
