//! Another term: both sides are told in time, one proposes, the other accepts.

use super::command::*;
use super::event::*;
use super::terms::cannot_hold;
use super::values::DutyParty;
use super::{Duty, Renewal, TERM_MONTHS};
use crate::amount::Amount;
use crate::budget::HoldFor;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{DutyId, HoldId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;

impl HoldsPersonal for NoteDutyEnding {}

/// Answers `NoteDutyEnding`, once for each term.
pub(crate) fn note_ending(
    state: &State,
    command: &NoteDutyEnding,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let duty_id = command.duty_id;
    let duty = state.duty(duty_id)?;
    let at = state.start_of(duty.renewal_from());
    let mut checks = Checks::new();
    checks.note(duty.not_renewable());
    checks.require(!duty.ending_noted, || Violation::NoChange);
    checks.require(context.now >= at, || Violation::NotYetDue { at });
    checks.finish()?;
    Ok(vec![DutyEndingNoted { duty_id, koc_id: duty.koc, until: duty.until }.into()])
}

impl Duty {
    /// Refuses another term of what does not run, or was ended early.
    fn not_renewable(&self) -> Option<Violation> {
        self.not_running().or_else(|| self.ending.then(|| self.inactive()))
    }
}

impl HoldsPersonal for ProposeDutyRenewal {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Some(message) = &mut self.message {
            show(state.holder_or_nobody(self.duty_id), SealedField::Message, message);
        }
    }
}

/// Answers `ProposeDutyRenewal`. A new proposal, of either side, takes the place of the last.
pub(crate) fn propose_renewal(
    state: &State,
    command: &ProposeDutyRenewal,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ProposeDutyRenewal { duty_id, months, stipend, ref message } = *command;
    let duty = state.duty(duty_id)?;
    let by = duty.party(context)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    check_renewal(&mut checks, state, duty_id, duty, (months, stipend), today);
    let same = duty.renewal == Some(Renewal { by, months, stipend });
    checks.require(!same, || Violation::NoChange);
    checks.note(field::personal("message", message.as_ref()));
    checks.finish()?;
    let message = sealed_option(message.as_ref())?;
    let koc_id = duty.koc;
    Ok(vec![DutyRenewalProposed { duty_id, koc_id, by, months, stipend, message }.into()])
}

/// What another term must be, when it is proposed and when it is accepted.
fn check_renewal(
    checks: &mut Checks,
    state: &State,
    duty_id: DutyId,
    duty: &Duty,
    (months, amount): (u8, Option<Amount>),
    today: Day,
) {
    checks.note(duty.not_renewable());
    let from = duty.renewal_from();
    checks.require(today >= from, || Violation::RenewalTooEarly { from });
    let over = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(today <= duty.until, over);
    let koc = state.koc(duty.koc);
    checks.note(koc.as_ref().err().cloned());
    checks.note(koc.map(|koc| cannot_hold(koc, today)).unwrap_or_default());
    let per = duty.terms.stipend.map_or(1, |stipend| stipend.per.months());
    let whole = TERM_MONTHS.contains(&months) && u16::from(months) % per == 0;
    checks.require(whole, || Violation::DutyTermInvalid { months });
    let (_, until) = duty.next_term(months);
    let days = (duty.until.plus(1), until);
    checks.note(state.seat_taken(duty_id, duty.terms.seat.as_ref(), days));
    match (&duty.terms.stipend, amount) {
        (None, None) => {}
        // Where nothing was paid, a stipend takes a duty of its own.
        (None, Some(_)) => checks.note([field::invalid("stipend")]),
        (Some(stipend), amount) => {
            let each = amount.unwrap_or_else(|| duty.stipend_now());
            checks.require(each > Amount::ZERO, || Violation::AmountNotPositive);
            let possible = each == Amount::ZERO || each.is_possible();
            checks.require(possible, || field::invalid("stipend"));
            match state.budget(stipend.budget_id) {
                Err(unknown) => checks.note([unknown]),
                Ok(budget) => {
                    checks.note(budget.exceeded(stipend.total(each, u16::from(months))));
                    checks.note(budget.not_open(today));
                }
            }
        }
    }
}

impl Duty {
    /// The first and the last day of a further term.
    fn next_term(&self, months: u8) -> (Day, Day) {
        let all = u32::from(self.months) + u32::from(months);
        (self.until.plus(1), self.terms.term.from.plus_months(all).plus(-1))
    }

    /// What a whole period is paid in the newest term.
    pub(super) fn stipend_now(&self) -> Amount {
        self.stages.last().map_or(Amount::ZERO, |stage| stage.amount)
    }
}

impl HoldsPersonal for RenewDuty {}

/// Answers `RenewDuty`: the side that was asked says yes to what the other proposed.
pub(crate) fn renew(
    state: &State,
    command: &RenewDuty,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RenewDuty { duty_id, months, stipend } = *command;
    let duty = state.duty(duty_id)?;
    let by: DutyParty = duty.party(context)?;
    let today = state.day_of(context.now);
    let proposed = Renewal { by: by.other(), months, stipend };
    let mut checks = Checks::new();
    check_renewal(&mut checks, state, duty_id, duty, (months, stipend), today);
    checks.require(duty.renewal == Some(proposed), || Violation::BothMustAgree);
    checks.finish()?;
    let (from, until) = duty.next_term(months);
    let terms = duty.terms.stipend.as_ref();
    let each = stipend.unwrap_or_else(|| duty.stipend_now());
    let stipends = terms.map_or(Amount::ZERO, |terms| terms.total(each, u16::from(months)));
    let renewed = DutyRenewed {
        duty_id,
        koc_id: duty.koc,
        months,
        from,
        until,
        stipend: terms.map(|_| each),
        stipends,
    };
    let mut events = vec![renewed.into()];
    if let Some(terms) = terms {
        let round = duty.stages.last().map_or(0, |stage| stage.round.saturating_add(1));
        let hold_id = HoldId::of_duty(duty_id, terms.budget_id, round);
        let budget = state.budget(terms.budget_id)?;
        let held = budget.held(terms.budget_id, hold_id, stipends, HoldFor::Duty(duty_id));
        events.push(held.into());
    }
    Ok(events)
}
