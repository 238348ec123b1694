//! The stipend: accrued once for each period when its last day is over. A period is paid by the
//! days of it that were served over the days it has, rounded down: whole when it was served whole,
//! in part when the duty ended or rested unpaid within it.

use super::command::AccrueStipend;
use super::event::StipendAccrued;
use super::values::StipendTerms;
use super::{Duty, Stage};
use crate::amount::Amount;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{DutyId, HoldId};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::time::Day;

impl HoldsPersonal for AccrueStipend {}

/// Answers `AccrueStipend`.
pub(crate) fn accrue(
    state: &State,
    command: &AccrueStipend,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AccrueStipend { duty_id, period } = *command;
    let duty = state.duty(duty_id)?;
    let mut checks = Checks::new();
    let again = (1..duty.next_stipend).contains(&period);
    checks.require(!again, || Violation::StipendAlreadyAccrued { period });
    checks.note(duty.not_running().filter(|_| !again));
    let of_period = duty.stipend_of(period);
    // A period that the duty does not reach, or that has none, is not one it is active in.
    checks.require(again || of_period.is_some(), || duty.inactive());
    let at = of_period.map(|(days, ..)| state.end_of(days.served_until));
    let early = at.filter(|at| !again && (context.now <= *at || period > duty.next_stipend));
    checks.note(early.map(|at| Violation::NotYetDue { at }));
    checks.finish()?;
    Ok(duty.accrued(duty_id, period).into_iter().collect())
}

/// The days of a period, and the last of them that the duty reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    from: Day,
    until: Day,
    pub(super) served_until: Day,
}

impl Duty {
    /// The days of a period that is paid for, what a whole one is paid, and the stage it is of.
    pub(super) fn stipend_of(&self, period: u16) -> Option<(Days, StipendTerms, Stage)> {
        let stipend = self.terms.stipend?;
        let stage = self.stages.iter().find(|stage| period <= stage.last_period)?;
        let (from, until) = self.days(stipend.per, period);
        let reached = period > 0 && from <= self.until;
        let days = Days { from, until, served_until: until.min(self.until) };
        reached.then_some((days, stipend, *stage))
    }

    /// What is recorded when a period is over.
    pub(super) fn accrued(&self, duty_id: DutyId, period: u16) -> Option<Event> {
        let (Days { from, until, served_until }, _, stage) = self.stipend_of(period)?;
        let unpaid = |day: Day| self.rests.iter().any(|rest| !rest.paid && rest.covers(day));
        let span = |from: Day, until: Day| (from.0..=until.0).map(Day);
        let days = count(span(from, until).count());
        let days_served = count(span(from, served_until).filter(|day| !unpaid(*day)).count());
        let amount = stage.amount.for_days(days_served, days);
        let koc_id = self.koc;
        let accrued = StipendAccrued {
            duty_id,
            koc_id,
            period,
            from,
            until: served_until,
            days_served,
            days,
            amount,
        };
        Some(accrued.into())
    }

    /// Every period that the duty reached and that was not accrued.
    pub(super) fn to_accrue(&self) -> impl Iterator<Item = u16> {
        let last = self.stages.last().map_or(0, |stage| stage.last_period);
        let periods = self.next_stipend..=last;
        periods.take_while(|period| self.stipend_of(*period).is_some())
    }
}

/// Days of a period: a year has no more than 366.
fn count(days: usize) -> u16 {
    u16::try_from(days).unwrap_or(u16::MAX)
}

impl Amount {
    /// The part of the amount of a period that so many of its days make, rounded down.
    fn for_days(self, served: u16, days: u16) -> Amount {
        let part = u128::from(self.0) * u128::from(served) / u128::from(days.max(1));
        Amount(u64::try_from(part).unwrap_or(u64::MAX))
    }
}

/// The part of its purse that a period of a duty is paid from.
pub(crate) fn hold_of(duty: &Duty, duty_id: DutyId, period: u16) -> Option<(StipendTerms, HoldId)> {
    let (_, stipend, stage) = duty.stipend_of(period)?;
    Some((stipend, HoldId::of_duty(duty_id, stipend.budget_id, stage.round)))
}
