//! How a duty rests and how it ends.

use super::command::*;
use super::event::*;
use super::values::{DutyCause, DutyParty, DutyState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;

impl HoldsPersonal for PutDutyOnHold {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.holder_or_nobody(self.duty_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `PutDutyOnHold`. Whoever pays says whether it is paid for.
pub(crate) fn put_on_hold(
    state: &State,
    command: &PutDutyOnHold,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let PutDutyOnHold { duty_id, until, ref reason, stipend_continues } = *command;
    let duty = state.duty(duty_id)?;
    let by = duty.party(context)?;
    let from = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(duty.not_active());
    checks.require(from <= duty.until, || duty.inactive());
    let brand_pays = !stipend_continues || by == DutyParty::Brand;
    checks.require(brand_pays, || Violation::NotAParty);
    checks.note(field::reason(reason));
    let past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(until.is_none_or(|until| from <= until), past);
    let within = until.is_none_or(|until| until <= duty.until);
    checks.require(within, || field::invalid("until"));
    checks.finish()?;
    let on_hold = DutyPutOnHold {
        duty_id,
        koc_id: duty.koc,
        by: Some(by),
        cause: DutyCause::Asked,
        from,
        until,
        reason: Some(reason.sealed()?),
        stipend_continues,
    };
    Ok(vec![on_hold.into()])
}

impl HoldsPersonal for ResumeDuty {}

/// Answers `ResumeDuty`. A member ends only the rest they asked for; the clock comes after the
/// last day of one.
pub(crate) fn resume(
    state: &State,
    command: &ResumeDuty,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let duty_id = command.duty_id;
    let duty = state.duty(duty_id)?;
    let not_on_hold = || Violation::DutyNotOnHold { state: code_of(&duty.state) };
    let rest = *duty.rest().ok_or_else(not_on_hold)?;
    let by_clock = context.actor.role == crate::Role::System;
    let mut checks = Checks::new();
    let by = if by_clock { None } else { Some(duty.party(context)?) };
    let own = by != Some(DutyParty::Koc) || rest.by == Some(DutyParty::Koc);
    checks.require(own, || Violation::NotAParty);
    if by_clock {
        let at = rest.until.map_or(crate::Moment(i64::MAX), |until| state.end_of(until));
        checks.require(context.now > at, || Violation::NotYetDue { at });
    }
    checks.note(state.koc(duty.koc)?.require_present());
    checks.finish()?;
    let on = state.day_of(context.now);
    let (koc_id, days_on_hold) = (duty.koc, on.days_since(rest.from));
    Ok(vec![DutyResumed { duty_id, koc_id, by, on, days_on_hold }.into()])
}

impl HoldsPersonal for CompleteDuty {}

/// Answers `CompleteDuty`. What is not accrued yet is accrued first.
pub(crate) fn complete(
    state: &State,
    command: &CompleteDuty,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let duty_id = command.duty_id;
    let duty = state.duty(duty_id)?;
    let at = state.end_of(duty.closes_after());
    let mut checks = Checks::new();
    checks.note(duty.not_running());
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    let accrued = duty.to_accrue().filter_map(|period| duty.accrued(duty_id, period));
    let completed = DutyCompleted {
        duty_id,
        koc_id: duty.koc,
        fulfilled: duty.fulfilled,
        missed: duty.missed,
        excused: duty.excused,
        early: duty.ending,
    };
    Ok(accrued.chain([completed.into()]).collect())
}

impl HoldsPersonal for EndDutyEarly {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.holder_or_nobody(self.duty_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `EndDutyEarly`. One that has not begun is over at once; one that runs goes on up to the
/// last day that is said.
pub(crate) fn end_early(
    state: &State,
    command: &EndDutyEarly,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let EndDutyEarly { duty_id, ref reason, last_day } = *command;
    let duty = state.duty(duty_id)?;
    let by = duty.party(context)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let open = matches!(duty.state, DutyState::Proposed | DutyState::Concluded);
    let goes_on = duty.state.runs() && !duty.ending && today <= duty.until;
    checks.require(open || goes_on, || duty.inactive());
    checks.note(field::reason(reason));
    checks.require(last_day.is_some() != open, || field::invalid("lastDay"));
    if let Some(day) = last_day {
        let past = || Violation::DateInPast { field: "lastDay".to_owned() };
        checks.require(today <= day, past);
        checks.require(open || day <= duty.until, || field::invalid("lastDay"));
    }
    checks.finish()?;
    let ended = DutyEndedEarly {
        duty_id,
        koc_id: duty.koc,
        by,
        cause: DutyCause::Asked,
        reason: Some(reason.sealed()?),
        last_day,
    };
    Ok(vec![ended.into()])
}
