//! A contest: one theme, criteria fixed before anybody enters, everybody alone, judges without a
//! stake, a ranking by the rule that was stated, and winners who become candidates (S1, 个体竞赛).
//!
//! Its entries are assignments of its task: taken by `ClaimTask`, handed in by `SubmitWork`. What
//! judges score is in the streams of the entries; `assignment/entry.rs` holds those rules.

pub mod command;
mod draft;
pub mod event;
mod evolve;
mod judging;
mod reaction;
mod results;
pub mod values;

use std::sync::Arc;

use imbl::{OrdMap, Vector};

pub(crate) use draft::{cancel, close_entries, draft, open_entries};
pub use event::Event;
pub(crate) use evolve::{evolve, follow};
pub(crate) use judging::{recuse, start_judging};
pub(crate) use reaction::*;
pub(crate) use results::{declare, name_candidates};

use crate::actor::Actor;
use crate::id::{AssignmentId, ContestId, EventId, KocId, PublicationId, TaskId};
use crate::refusal::Violation;
use crate::state::State;
use crate::task::brief::{Criterion, CriterionKind};
use crate::time::Moment;
use crate::vocabulary::TierCode;
use values::*;

/// Judges at least, unless everything is measured. MODEL 2.6, Contest.
pub(crate) const JUDGES_MIN: u8 = 2;

/// Winners who are named, or given their prizes, in one commit. The clock names the others; a
/// person gives them what they won. Our own number, well below what a commit holds.
const AT_ONCE: usize = 100;

/// Where a contest stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContestState {
    Drafted,
    EntriesOpen,
    EntriesClosed,
    Judging,
    ResultsDeclared,
    Cancelled,
}

impl ContestState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            ContestState::Drafted => "DRAFTED",
            ContestState::EntriesOpen => "ENTRIES_OPEN",
            ContestState::EntriesClosed => "ENTRIES_CLOSED",
            ContestState::Judging => "JUDGING",
            ContestState::ResultsDeclared => "RESULTS_DECLARED",
            ContestState::Cancelled => "CANCELLED",
        }
    }

    /// Whether its results are still to come.
    fn is_under_way(self) -> bool {
        !matches!(self, ContestState::ResultsDeclared | ContestState::Cancelled)
    }
}

/// What a judge made of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scored {
    /// By the weights of the criteria, hundredths.
    pub(crate) weighted: u16,
    pub(crate) by_criterion: Vec<(String, u8)>,
}

/// What rules ask of an entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) koc: KocId,
    /// Where its author stood when they entered.
    pub(crate) tier: TierCode,
    /// When the work that stands was handed in.
    pub(crate) entered_at: Moment,
    pub(crate) disqualified: bool,
    pub(crate) scores: OrdMap<Judge, Scored>,
}

/// What rules ask of a contest.
#[derive(Debug, Clone)]
pub struct Contest {
    pub(crate) state: ContestState,
    pub(crate) task: TaskId,
    pub(crate) drafted_by: Actor,
    pub(crate) criteria_ref: u32,
    /// Fixed when entries open.
    pub(crate) criteria: Arc<[Criterion]>,
    pub(crate) judges: Vec<Judge>,
    pub(crate) window: EntryWindow,
    pub(crate) measured_weight: u8,
    pub(crate) tie_rule: TieRule,
    pub(crate) tie_criterion: Option<String>,
    pub(crate) prizes: Arc<[Prize]>,
    pub(crate) candidate_rule: Option<CandidateRule>,
    pub(crate) measured_at: Option<Moment>,
    /// What was handed in and not taken back.
    pub(crate) entries: OrdMap<AssignmentId, Entry>,
    /// Weighted engagement of what entrants published of their entries, by when it was counted.
    pub(crate) counted: OrdMap<(AssignmentId, PublicationId), OrdMap<Moment, u64>>,
    pub(crate) ranking: Arc<[Ranked]>,
    /// The event of the results.
    pub(crate) results: Option<EventId>,
    /// Winners who are still to be named, best first.
    pub(crate) to_name: Vector<KocId>,
    /// How often winners were named.
    pub(crate) namings: u32,
}

impl Contest {
    /// The entries that stand.
    pub(crate) fn standing(&self) -> impl Iterator<Item = (AssignmentId, &Entry)> {
        let entries = self.entries.iter().filter(|(_, entry)| !entry.disqualified);
        entries.map(|(id, entry)| (*id, entry))
    }

    /// The criteria that judges score.
    pub(crate) fn scored(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|it| it.kind == CriterionKind::Scored)
    }

    /// Whether engagement counts.
    pub(crate) fn measures(&self) -> bool {
        has(&self.criteria, CriterionKind::Measured)
    }

    fn state_code(&self) -> String {
        self.state.code().to_owned()
    }

    /// Refuses what only entrants in time may do.
    pub(crate) fn not_open(&self, now: Moment) -> Option<Violation> {
        let open = self.state == ContestState::EntriesOpen;
        if open && now > self.window.closes_at {
            return Some(Violation::SubmissionWindowClosed { at: self.window.closes_at });
        }
        (!open).then(|| Violation::ContestNotOpen { state: self.state_code() })
    }

    /// Refuses what only judges at work may do.
    pub(crate) fn not_judging(&self) -> Option<Violation> {
        let judging = self.state == ContestState::Judging;
        (!judging).then(|| Violation::ContestNotJudging { state: self.state_code() })
    }

    /// Refuses a review while judges are to judge: nobody's entry is sent back or ruled out
    /// behind them.
    pub(crate) fn not_declared(&self) -> Option<Violation> {
        let waits = self.state.is_under_way();
        waits.then(|| Violation::ResultsNotDeclared { state: self.state_code() })
    }
}

/// Whether one of the criteria is of that kind.
fn has(criteria: &[Criterion], kind: CriterionKind) -> bool {
    criteria.iter().any(|criterion| criterion.kind == kind)
}

impl State {
    /// A contest.
    pub(crate) fn contest(&self, contest_id: ContestId) -> Result<&Contest, Violation> {
        let missing = || Violation::NotFound { what: contest_id.to_string() };
        self.contests.get(&contest_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn contest_mut(&mut self, contest_id: ContestId) -> Option<&mut Contest> {
        self.contests.get_mut(&contest_id).map(Arc::make_mut)
    }

    /// The contest that a task is of, unless it was called off before anybody could enter.
    pub(crate) fn contest_of(&self, task_id: TaskId) -> Option<(ContestId, &Contest)> {
        let contest_id = *self.contest_of_task.get(&task_id)?;
        Some((contest_id, self.contest(contest_id).ok()?))
    }

    /// The contest that an assignment enters.
    pub(crate) fn contest_entered(&self, id: AssignmentId) -> Option<(ContestId, &Contest)> {
        self.contest_of(self.assignment(id).ok()?.task)
    }

    /// Every reason why a member cannot enter a contest now, when the task is of one.
    pub(crate) fn not_enterable(
        &self,
        task_id: TaskId,
        koc_id: KocId,
        now: Moment,
    ) -> Vec<Violation> {
        let Some((_, contest)) = self.contest_of(task_id) else { return Vec::new() };
        let judge = Judge::Koc(koc_id);
        let judges = contest.judges.contains(&judge);
        let stake = judges.then_some(Violation::JudgeConflictOfInterest { judge });
        contest.not_open(now).into_iter().chain(stake).collect()
    }

    /// Members who judge the contest that a task is of.
    pub(crate) fn judging_members(&self, task_id: TaskId) -> Vec<KocId> {
        let contest = self.contest_of(task_id).map(|(_, contest)| contest);
        contest.map_or_else(Vec::new, |it| it.judges.iter().filter_map(|it| it.koc()).collect())
    }

    /// Refuses other criteria than those everybody entered under.
    pub(crate) fn criteria_fixed(
        &self,
        task_id: TaskId,
        criteria: &[Criterion],
        accepted: u32,
    ) -> Option<Violation> {
        let (_, contest) = self.contest_of(task_id)?;
        let opened = contest.state != ContestState::Drafted;
        let changes = opened && *contest.criteria != *criteria;
        changes.then_some(Violation::BriefFrozen { accepted })
    }

    /// Why that judge cannot judge a member's entry, if so.
    pub(crate) fn stake_in(&self, judge: Judge, entrant: KocId) -> Option<ConflictKind> {
        let member = judge.koc()?;
        if member == entrant {
            Some(ConflictKind::OwnEntry)
        } else if self.mentor_of(entrant) == Some(member) {
            Some(ConflictKind::Mentee)
        } else if self.mentor_of(member) == Some(entrant) {
            Some(ConflictKind::Mentor)
        } else {
            None
        }
    }
}
