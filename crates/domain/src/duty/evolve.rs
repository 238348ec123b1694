//! Taking in what has happened to a duty, and to its holder.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::event::*;
use super::values::DutyState;
use super::{Duty, Event, GRACE_DAYS, Item, Renewal, Rest, Shown, Stage};
use crate::amount::Amount;
use crate::id::DutyId;
use crate::koc;
use crate::recorded::Recorded;
use crate::state::State;
use crate::timer::Timer;

/// Takes in what has happened to a duty.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let duty_id = event.duty_id();
    if let Event::DutyProposed(proposed) = event {
        state.duties.insert(duty_id, Arc::new(Duty::proposed(proposed, recorded)));
        state.duties_of.insert((proposed.koc_id, duty_id));
        return;
    }
    let Some(duty) = state.duty_mut(duty_id) else { return };
    duty.newest = recorded.position;
    duty.take_in(event, recorded);
    let (is_over, koc_id) = (duty.state.is_over(), duty.koc);
    let seat = duty.terms.seat.clone();
    if let Some(seat) = seat.filter(|_| matches!(event, Event::DutyConcluded(_)) || is_over) {
        let held = (seat, duty_id);
        if is_over {
            state.seats.remove(&held);
        } else {
            state.seats.insert(held);
        }
    }
    if is_over {
        state.duties_of.remove(&(koc_id, duty_id));
    }
    set_clocks(state, duty_id);
}

impl Duty {
    fn proposed(event: &DutyProposed, recorded: &Recorded) -> Duty {
        Duty {
            state: DutyState::Proposed,
            koc: event.koc_id,
            terms: Arc::new(event.terms.as_ref().clone()),
            terms_by: recorded.actor,
            revision: 1,
            agreed_by_koc: false,
            agreed_by_brand: false,
            months: u16::from(event.terms.term.months),
            until: event.terms.term.until(),
            ending: false,
            ending_noted: false,
            stages: Vec::new(),
            next_stipend: 1,
            items: OrdMap::new(),
            shown: OrdSet::new(),
            fulfilled: 0,
            missed: 0,
            excused: 0,
            reviews: OrdMap::new(),
            rests: Vec::new(),
            renewal: None,
            newest: recorded.position,
        }
    }

    fn take_in(&mut self, event: &Event, recorded: &Recorded) {
        match event {
            Event::DutyProposed(_) => {}
            Event::DutyTermsRevised(e) => {
                self.terms = Arc::new(e.terms.as_ref().clone());
                self.terms_by = recorded.actor;
                self.revision = e.revision;
                self.agreed_by_koc = false;
                self.agreed_by_brand = false;
                self.months = u16::from(e.terms.term.months);
                self.until = e.terms.term.until();
            }
            Event::DutyAgreed(e) => match e.by {
                super::DutyParty::Koc => self.agreed_by_koc = true,
                super::DutyParty::Brand => self.agreed_by_brand = true,
            },
            Event::DutyConcluded(_) => {
                self.state = DutyState::Concluded;
                let amount = self.terms.stipend.map(|stipend| stipend.amount);
                self.pay(amount, 0);
            }
            Event::DutyStarted(_) => self.state = DutyState::Active,
            Event::DeliverableFulfilled(e) => {
                self.fulfilled = self.fulfilled.saturating_add(1);
                self.on_item(&e.code, e.period, |item| item.done = e.number);
                let shown = e.assignment_id.map(Shown::Assignment);
                self.shown.extend(shown.or(e.asset_id.map(Shown::Asset)));
            }
            Event::DeliverableMissed(e) => {
                self.missed = self.missed.saturating_add(1);
                self.on_item(&e.code, e.period, |item| item.missed = true);
            }
            Event::DeliverableExcused(e) => {
                let was_missed = self.on_item(&e.code, e.period, |item| {
                    item.excused = true;
                    std::mem::take(&mut item.missed)
                });
                self.excused = self.excused.saturating_add(1);
                self.missed = self.missed.saturating_sub(u32::from(was_missed == Some(true)));
            }
            Event::StipendAccrued(e) => self.next_stipend = e.period.saturating_add(1),
            Event::DutyReviewHeld(e) => {
                self.reviews.insert(e.period, e.number);
            }
            Event::DutyPutOnHold(e) => self.rest_from(e),
            Event::DutyResumed(e) => {
                self.state = DutyState::Active;
                self.end_rest(e.on);
            }
            Event::DutyRenewalProposed(e) => {
                let DutyRenewalProposed { by, months, stipend, .. } = *e;
                self.renewal = Some(Renewal { by, months, stipend });
            }
            Event::DutyRenewed(e) => {
                self.months = self.months.saturating_add(u16::from(e.months));
                self.until = e.until;
                self.renewal = None;
                self.ending_noted = false;
                let round = self.stages.last().map_or(0, |stage| stage.round.saturating_add(1));
                self.pay(e.stipend, round);
            }
            Event::DutyCompleted(e) => {
                let (early, complete) = (DutyState::EndedEarly, DutyState::Completed);
                self.state = if e.early { early } else { complete };
            }
            Event::DutyEndedEarly(e) => self.ended(e),
            Event::DutyEndingNoted(_) => self.ending_noted = true,
        }
    }

    /// The periods of a term are paid that much each.
    fn pay(&mut self, amount: Option<Amount>, round: u8) {
        let Some((stipend, amount)) = self.terms.stipend.zip(amount) else { return };
        let last_period = stipend.per.whole_in(self.months);
        self.stages.push(Stage { last_period, amount, round });
    }

    fn on_item<T>(
        &mut self,
        code: &str,
        period: u16,
        change: impl FnOnce(&mut Item) -> T,
    ) -> Option<T> {
        let (at, _) = self.deliverable(code)?;
        let item = self.items.entry((at, period)).or_default();
        Some(change(item))
    }

    /// A rest that begins ends the one before it.
    fn rest_from(&mut self, event: &DutyPutOnHold) {
        self.end_rest(event.from);
        self.state = DutyState::OnHold;
        let DutyPutOnHold { by, cause, from, until, stipend_continues: paid, .. } = *event;
        self.rests.push(Rest { from, until, paid, by, cause });
    }

    /// A rest that goes on ends on the day before; one that began that day never was.
    fn end_rest(&mut self, on: crate::Day) {
        let Some(rest) = self.rests.last_mut() else { return };
        let last_day = on.plus(-1);
        if rest.until.is_some_and(|until| until <= last_day) {
            return;
        }
        if rest.from > last_day {
            self.rests.pop();
        } else {
            rest.until = Some(last_day);
        }
    }

    fn ended(&mut self, event: &DutyEndedEarly) {
        match event.last_day {
            Some(last_day) if self.state.runs() => {
                self.until = self.until.min(last_day);
                self.ending = true;
                self.renewal = None;
            }
            _ => self.state = DutyState::EndedEarly,
        }
    }
}

/// Sets every clock of a duty by where it stands now, and stops the others.
fn set_clocks(state: &mut State, duty_id: DutyId) {
    let Ok(duty) = state.duty(duty_id) else { return };
    let runs = duty.state.runs();
    let begins = (duty.state == DutyState::Concluded).then(|| state.start_of(duty.terms.term.from));
    let stipend = duty.to_accrue().next().and_then(|period| duty.stipend_of(period));
    let stipend = stipend.map(|(days, ..)| state.end_of(days.served_until)).filter(|_| runs);
    let noted = runs && !duty.ending_noted && !duty.ending;
    let ending = noted.then(|| state.start_of(duty.renewal_from()));
    let rested = duty.rest().and_then(|rest| rest.until).map(|until| state.end_of(until));
    let completed = runs.then(|| state.end_of(duty.closes_after()));
    let owed = (0_u8..).zip(&duty.terms.deliverables).map(|(at, deliverable)| {
        let due = duty.next_owed(at, deliverable).filter(|_| runs);
        let missed = due.map(|(_, due)| state.end_of(due.plus(GRACE_DAYS)));
        (Timer::MarkDeliverableMissed(duty_id, at), missed)
    });
    let single = [
        (Timer::StartDuty(duty_id), begins),
        (Timer::AccrueStipend(duty_id), stipend),
        (Timer::NoteDutyEnding(duty_id), ending),
        (Timer::ResumeDuty(duty_id), rested),
        (Timer::CompleteDuty(duty_id), completed),
    ];
    let all: Vec<_> = owed.chain(single).collect();
    for (timer, at) in all {
        match at {
            Some(at) => state.timers.set(timer, at),
            None => state.timers.clear(timer),
        }
    }
}

/// The duties of a merged record go over to the one that goes on: they were agreed with the person.
pub(crate) fn follow_member(state: &mut State, event: &koc::Event) {
    let koc::Event::KocMerged(merged) = event else { return };
    let held: Vec<DutyId> = state.duties_of(merged.koc_id).map(|(id, _)| id).collect();
    for duty_id in held {
        state.duties_of.remove(&(merged.koc_id, duty_id));
        state.duties_of.insert((merged.into, duty_id));
        if let Some(duty) = state.duty_mut(duty_id) {
            duty.koc = merged.into;
        }
    }
}
