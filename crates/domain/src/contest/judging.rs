//! The rules of who judges: with a cut-off for what is measured, and without a stake.

use super::command::{RecuseJudge, StartJudging};
use super::draft::cannot_judge;
use super::event::{JudgeRecused, JudgingStarted};
use super::values::*;
use super::{Contest, ContestState};
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for StartJudging {}

/// Answers `StartJudging`.
pub(crate) fn start_judging(
    state: &State,
    command: &StartJudging,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let StartJudging { contest_id, measured_at } = *command;
    let contest = state.contest(contest_id)?;
    let mut checks = Checks::new();
    let closed = contest.state == ContestState::EntriesClosed;
    checks.require(closed, || Violation::EntriesNotClosed { state: contest.state_code() });
    let asked = measured_at.is_some() == contest.measures();
    // Whoever entered last has been seen as long as anybody when nothing counts before the end.
    let after = measured_at.is_none_or(|at| at >= contest.window.closes_at);
    checks.require(asked && after, || field::invalid("measuredAt"));
    let today = state.day_of(context.now);
    checks.note(
        measured_at.and_then(|at| field::day_in_reach("measuredAt", state.day_of(at), today)),
    );
    checks.finish()?;
    let conflicts = conflicts(state, contest);
    Ok(vec![JudgingStarted { contest_id, measured_at, conflicts }.into()])
}

/// Who cannot judge which entry. A judge has few ties, so each is looked for in the entries.
fn conflicts(state: &State, contest: &Contest) -> Vec<Conflict> {
    let of = |judge: &Judge| {
        let judge = *judge;
        let entries = contest.standing().filter_map(move |(assignment_id, entry)| {
            let kind = state.stake_in(judge, entry.koc)?;
            Some(Conflict { judge, assignment_id, kind })
        });
        entries.collect::<Vec<Conflict>>()
    };
    contest.judges.iter().flat_map(of).collect()
}

impl HoldsPersonal for RecuseJudge {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.judge.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RecuseJudge`. Whoever judges may step back; only the team names somebody else.
pub(crate) fn recuse(
    state: &State,
    command: &RecuseJudge,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RecuseJudge { contest_id, judge, replaced_by, .. } = *command;
    let contest = state.contest(contest_id)?;
    let mut checks = Checks::new();
    let role = context.actor.role;
    let team = matches!(role, Role::Admin | Role::Ops);
    let themselves = Judge::acting(&context.actor) == Some(judge);
    let allowed = team || (themselves && replaced_by.is_none());
    let command_name = || "RecuseJudge".to_owned();
    checks.require(allowed, || Violation::Forbidden { role, command: command_name() });
    checks.require(contest.judges.contains(&judge), || Violation::NotAJudge);
    checks.note(contest.over());
    checks.note(field::reason(&command.reason));
    if let Some(replacement) = replaced_by {
        let new = !contest.judges.contains(&replacement);
        checks.require(new, || field::invalid("replacedBy"));
        checks.note(cannot_judge(state, replacement, context));
        let mut entries = contest.standing();
        let stake = entries.any(|(_, entry)| state.stake_in(replacement, entry.koc).is_some());
        let judge = replacement;
        checks.require(!stake, || Violation::JudgeConflictOfInterest { judge });
    }
    checks.finish()?;
    let reason = command.reason.sealed()?;
    Ok(vec![JudgeRecused { contest_id, judge, reason, replaced_by }.into()])
}

impl Contest {
    /// Refuses what would change a panel that has nothing left to judge.
    fn over(&self) -> Option<Violation> {
        match self.state {
            ContestState::ResultsDeclared => Some(Violation::ResultsAlreadyDeclared),
            ContestState::Cancelled => self.not_judging(),
            _ => None,
        }
    }
}
