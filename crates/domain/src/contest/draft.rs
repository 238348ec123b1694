//! The rules of a contest before it is judged: drafted over criteria that can rank, opened with
//! its prizes set aside, closed for everybody at the same instant.

use std::collections::{BTreeMap, BTreeSet};

use super::command::*;
use super::event::*;
use super::values::*;
use super::{Contest, ContestState, JUDGES_MIN, has};
use crate::amount::Amount;
use crate::budget::event::BudgetHeld;
use crate::budget::{self, HoldFor};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{BudgetId, ContestId, HoldId};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::{Brief, Criterion, CriterionKind};
use crate::task::{self, Task};
use crate::time::Day;
use crate::vocabulary::{Mode, TierCode};

/// Ranks that can win, and candidates that can be named by rank. Our own number.
const RANKS_MAX: u16 = 100;

/// The whole of a score, percent.
const WHOLE: u8 = 100;

/// The highest score, hundredths.
pub(super) const SCORE_MAX: u16 = 10_000;

impl HoldsPersonal for DraftContest {}

/// Answers `DraftContest`.
pub(crate) fn draft(
    state: &State,
    command: &DraftContest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DraftContest { contest_id, task_id, criteria_ref, .. } = *command;
    if state.contests.contains_key(&contest_id) || state.contest_of(task_id).is_some() {
        return Err(Violation::ContestExists.into());
    }
    let task = state.task(task_id)?;
    task.not_opened_yet()?;
    let current = task.latest_version();
    let brief = task.brief(current).ok_or(Violation::CriteriaMissing)?;
    let mut checks = Checks::new();
    checks.note(field::labels("theme", &command.theme));
    let entered_alone = task.mode == Mode::IndividualContest;
    checks.require(entered_alone, || field::invalid("taskId"));
    checks.require(criteria_ref == current, || Violation::BriefVersionStale { current });
    check_criteria(&mut checks, command, &brief.criteria);
    check_judges(&mut checks, state, command, &brief.criteria, context);
    check_window(&mut checks, &command.entry_window, brief, context);
    check_prizes(&mut checks, state, &command.prizes, state.day_of(context.now));
    checks.note(command.candidate_rule.as_ref().and_then(wrong_candidates));
    checks.finish()?;
    let tie_rule = command.tie_rule.ok_or(Violation::TieRuleMissing)?;
    let drafted = ContestDrafted {
        contest_id,
        task_id,
        theme: command.theme.clone(),
        criteria_ref,
        judges: command.judges.clone(),
        entry_window: command.entry_window,
        anonymised: command.anonymised,
        measured_weight: command.measured_weight,
        tie_rule,
        tie_criterion: command.tie_criterion.clone(),
        prizes: command.prizes.clone(),
        candidate_rule: command.candidate_rule,
    };
    Ok(vec![drafted.into()])
}

/// Entries can be ranked by the criteria, and equal ones by the rule for ties.
fn check_criteria(checks: &mut Checks, command: &DraftContest, criteria: &[Criterion]) {
    let scored = has(criteria, CriterionKind::Scored);
    let measured = has(criteria, CriterionKind::Measured);
    checks.require(scored || measured, || Violation::CriteriaMissing);
    let weight = command.measured_weight;
    let fits = match (scored, measured) {
        (true, true) => (1..WHOLE).contains(&weight),
        (false, true) => weight == WHOLE,
        (_, false) => weight == 0,
    };
    checks.require(fits, || field::invalid("measuredWeight"));
    checks.require(command.tie_rule.is_some(), || Violation::TieRuleMissing);
    let by_criterion = command.tie_rule == Some(TieRule::HigherCriterion);
    let named = command.tie_criterion.as_ref();
    let decides = named.is_some_and(|id| {
        let own = criteria.iter().find(|criterion| criterion.id == *id);
        own.is_some_and(|criterion| criterion.kind == CriterionKind::Scored)
    });
    let fits = if by_criterion { decides } else { named.is_none() };
    checks.require(fits, || field::invalid("tieCriterion"));
}

fn check_judges(
    checks: &mut Checks,
    state: &State,
    command: &DraftContest,
    criteria: &[Criterion],
    context: &Context,
) {
    let judges = &command.judges;
    let (need, have) = (JUDGES_MIN, u8::try_from(judges.len()).unwrap_or(u8::MAX));
    let enough = have >= need || !has(criteria, CriterionKind::Scored);
    checks.require(enough, || Violation::JudgesTooFew { need, have });
    checks.note(field::list("judges", judges));
    let apart = judges.iter().collect::<BTreeSet<_>>().len() == judges.len();
    checks.require(apart, || field::invalid("judges"));
    checks.note(judges.iter().filter_map(|judge| cannot_judge(state, *judge, context)));
}

/// Refuses a judge who is off the team, or takes no part.
pub(super) fn cannot_judge(state: &State, judge: Judge, context: &Context) -> Option<Violation> {
    match judge {
        Judge::Operator(operator_id) => state.operator(operator_id).err(),
        Judge::Koc(koc_id) => match state.koc(koc_id) {
            Ok(koc) => koc.require_active(state.day_of(context.now)),
            Err(unknown) => Some(unknown),
        },
    }
}

/// Everybody has the same time, and nobody's work is due before it is over.
fn check_window(checks: &mut Checks, window: &EntryWindow, brief: &Brief, context: &Context) {
    let EntryWindow { opens_at, closes_at } = *window;
    let order = || Violation::WindowInvalid { field: "entryWindow".to_owned() };
    checks.require(opens_at < closes_at, order);
    let past = || Violation::DateInPast { field: "entryWindow.closesAt".to_owned() };
    checks.require(context.now < closes_at, past);
    let due = brief.timeline.submit_by;
    checks.require(closes_at <= due, || field::invalid("entryWindow.closesAt"));
}

fn check_prizes(checks: &mut Checks, state: &State, prizes: &[Prize], today: Day) {
    checks.note(field::list("prizes", prizes));
    let mut free_from = 1;
    for prize in prizes {
        let Prize { from_rank, to_rank, .. } = *prize;
        // In order of rank, so that no rank wins two.
        let ranks = free_from <= from_rank && from_rank <= to_rank && to_rank <= RANKS_MAX;
        checks.require(ranks, || field::invalid("prizes.ranks"));
        free_from = to_rank.saturating_add(1);
        checks.note(field::labels("prizes.title", &prize.title));
        let Some(reward) = &prize.reward else { continue };
        checks.require(reward.amount > Amount::ZERO, || Violation::AmountNotPositive);
        match state.budget(reward.budget_id) {
            Ok(budget) => checks.note(budget.not_open(today)),
            Err(unknown) => checks.note([unknown]),
        }
    }
}

/// A rule names somebody, not everybody, and nobody for the tier where all begin.
fn wrong_candidates(rule: &CandidateRule) -> Option<Violation> {
    let says = rule.top_n.is_some() || rule.min_score.is_some();
    let top = rule.top_n.is_none_or(|top| (1..=RANKS_MAX).contains(&top));
    let score = rule.min_score.is_none_or(|score| (1..=SCORE_MAX).contains(&score));
    let right = says && top && score && rule.target_tier != TierCode::LOWEST;
    (!right).then(|| field::invalid("candidateRule"))
}

impl HoldsPersonal for OpenEntries {}

/// Answers `OpenEntries`. From here on criteria stand, and what can be won is set aside.
pub(crate) fn open_entries(
    state: &State,
    command: &OpenEntries,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let contest_id = command.contest_id;
    let contest = state.contest(contest_id)?;
    let task = state.task(contest.task)?;
    let brief_version = task.latest_version();
    let brief = task.brief(brief_version).ok_or(Violation::CriteriaMissing)?;
    let today = state.day_of(context.now);
    let costs = costs(&contest.prizes);
    let mut checks = Checks::new();
    let drafted = contest.state == ContestState::Drafted;
    let state_code = || Violation::ContestNotDrafted { state: contest.state_code() };
    checks.require(drafted, state_code);
    let approved = task.approved_version == Some(brief_version);
    checks.require(approved, || Violation::BriefNotApproved);
    checks.note(criteria_changed(contest, task, brief));
    let EntryWindow { opens_at, closes_at } = contest.window;
    checks.require(context.now >= opens_at, || Violation::NotYetDue { at: opens_at });
    checks.require(context.now < closes_at, || Violation::DeadlinePassed { at: closes_at });
    for (budget_id, amount) in &costs {
        let budget = state.budget(*budget_id)?;
        checks.note(budget.exceeded(*amount));
        checks.note(budget.not_open(today));
    }
    let paid = contest.prizes.iter().filter_map(|prize| prize.reward);
    let prizes = paid.map(|reward| (reward.budget_id, reward.amount));
    checks.note(budget::gives_much_alone(state, prizes, &contest.drafted_by, context));
    checks.finish()?;
    let criteria = brief.criteria.clone();
    let mut events = vec![EntriesOpened { contest_id, brief_version, criteria }.into()];
    for (budget_id, amount) in costs {
        let hold_id = HoldId::of_contest(contest_id, budget_id);
        let budget = state.budget(budget_id)?;
        let held = budget.held(budget_id, hold_id, amount, HoldFor::Contest(contest_id));
        // All prizes are paid in one commit, and spent together.
        events.push(BudgetHeld { in_lumps: true, ..held }.into());
    }
    Ok(events)
}

/// What the contest was drafted over is what entries are judged by.
fn criteria_changed(contest: &Contest, task: &Task, brief: &Brief) -> Option<Violation> {
    let drafted_over = task.brief(contest.criteria_ref)?;
    let current = task.latest_version();
    let same = drafted_over.criteria == brief.criteria;
    (!same).then_some(Violation::BriefVersionStale { current })
}

/// What all prizes cost, by purse.
pub(super) fn costs(prizes: &[Prize]) -> BTreeMap<BudgetId, Amount> {
    let mut costs = BTreeMap::new();
    for prize in prizes {
        let Some(reward) = prize.reward else { continue };
        let cost = costs.entry(reward.budget_id).or_insert(Amount::ZERO);
        *cost = cost.plus(reward.amount.times(prize.places()));
    }
    costs
}

impl HoldsPersonal for CloseEntries {}

/// Answers `CloseEntries`. Nobody closes early: whoever planned for the last day has it.
pub(crate) fn close_entries(
    state: &State,
    command: &CloseEntries,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let contest_id = command.contest_id;
    let contest = state.contest(contest_id)?;
    let at = contest.window.closes_at;
    let mut checks = Checks::new();
    let open = contest.state == ContestState::EntriesOpen;
    checks.require(open, || Violation::ContestNotOpen { state: contest.state_code() });
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    let entries = u32::try_from(contest.standing().count()).unwrap_or(u32::MAX);
    Ok(vec![EntriesClosed { contest_id, entries }.into()])
}

impl HoldsPersonal for CancelContest {}

/// Answers `CancelContest`.
pub(crate) fn cancel(
    state: &State,
    command: &CancelContest,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let contest = state.contest(command.contest_id)?;
    let mut checks = Checks::new();
    let declared = contest.state == ContestState::ResultsDeclared;
    checks.require(!declared, || Violation::ResultsAlreadyDeclared);
    checks.require(contest.state != ContestState::Cancelled, || Violation::NoChange);
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.note(task::wrong_compensation(&command.compensation_rule));
    checks.finish()?;
    let cancelled = ContestCancelled {
        contest_id: command.contest_id,
        reason: command.reason.clone(),
        compensation_rule: command.compensation_rule,
    };
    Ok(vec![cancelled.into()])
}

/// Gives back what is set aside for prizes that nobody gets.
pub(super) fn prizes_released(state: &State, contest_id: ContestId) -> Vec<Event> {
    let Ok(contest) = state.contest(contest_id) else { return Vec::new() };
    let held = costs(&contest.prizes).into_keys();
    let rest = held.filter_map(|budget_id| {
        budget::released(state, budget_id, HoldId::of_contest(contest_id, budget_id), None)
    });
    rest.collect()
}
