//! How much a member takes on, their breaks, and leaving.

use super::command::{DeclareAvailability, LeaveProgramme, PauseKoc, ResumeKoc};
use super::event::{AvailabilityDeclared, KocLeft, KocPaused, KocResumed};
use super::{Declared, Standing, demote, effect};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;

impl HoldsPersonal for DeclareAvailability {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(note) = &mut self.note {
            show(self.koc_id.into(), SealedField::Note, note);
        }
    }
}

/// Answers `DeclareAvailability`.
pub(crate) fn declare_availability(
    state: &State,
    command: &DeclareAvailability,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let DeclareAvailability { koc_id, depth, from, until, max_concurrent, .. } = *command;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "DeclareAvailability"));
    checks.note(koc.require_here());
    check_window(from, until, state.day_of(context.now), &mut checks);
    checks.require(max_concurrent != Some(0), || Violation::LimitInvalid {
        field: "maxConcurrent".to_owned(),
    });
    checks.note(field::personal("note", command.note.as_ref()));
    let said = Declared { depth, from, until, max_concurrent };
    checks.require(koc.declared != Some(said), || Violation::NoChange);
    checks.finish()?;
    let note = sealed_option(command.note.as_ref())?;
    Ok(vec![AvailabilityDeclared { koc_id, depth, from, until, max_concurrent, note }.into()])
}

/// Notes a window that ends before it begins, or lies out of reach.
fn check_window(from: Day, until: Option<Day>, today: Day, checks: &mut Checks) {
    checks.require(until.is_none_or(|until| from <= until), || Violation::WindowInvalid {
        field: "until".to_owned(),
    });
    checks.note(field::day_in_reach("from", from, today));
    checks.note(until.and_then(|until| field::day_in_reach("until", until, today)));
}

impl HoldsPersonal for PauseKoc {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `PauseKoc`. A break may be planned, never dated back: it would undo deadlines missed.
pub(crate) fn pause(
    state: &State,
    command: &PauseKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let PauseKoc { koc_id, from, until, .. } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "PauseKoc"));
    let planned = matches!(koc.standing, Standing::Paused { from, .. } if today < from);
    checks.require(koc.is_active(today) && !planned, || koc.not_active());
    check_window(from, until, today, &mut checks);
    checks.require(from >= today, || Violation::DateInPast { field: "from".to_owned() });
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![KocPaused { koc_id, from, until, reason }.into()])
}

impl HoldsPersonal for ResumeKoc {}

/// Answers `ResumeKoc`. A break that has not begun is called off.
pub(crate) fn resume(
    state: &State,
    command: &ResumeKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let koc_id = command.koc_id;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ResumeKoc"));
    let since = match koc.standing {
        Standing::Paused { from, until } => {
            Some(from).filter(|_| until.is_none_or(|until| today <= until))
        }
        _ => None,
    };
    checks.require(since.is_some(), || Violation::KocNotPaused);
    checks.finish()?;
    let days_paused = since.map_or(0, |since| today.days_since(since));
    Ok(vec![KocResumed { koc_id, days_paused }.into()])
}

impl HoldsPersonal for LeaveProgramme {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `LeaveProgramme`.
pub(crate) fn leave(
    state: &State,
    command: &LeaveProgramme,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let LeaveProgramme { koc_id, effective_on, .. } = *command;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "LeaveProgramme"));
    let left = matches!(koc.standing, Standing::Left { .. });
    checks.require(!left, || Violation::KocAlreadyLeft);
    checks.note(koc.require_own_record());
    effect::check_day(state, koc, effective_on, context, &mut checks);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let left = KocLeft {
        koc_id,
        tier_at_exit: koc.tier,
        good_standing: koc.suspension.is_none() && demote::open_notice(koc, effective_on).is_none(),
        reason: sealed_option(command.reason.as_ref())?,
        effective_on,
        effective_at: effect::effective_at(state, koc, effective_on, context),
    };
    Ok(vec![left.into()])
}
