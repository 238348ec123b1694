//! A duty: a long-term role that both sides agree to, with a term, what is due in it, a stipend,
//! perks, reviews and a renewal (S0, 持续性).
//!
//! Its periods are counted from its first day, by the calendar of the programme's time zone, so
//! that every period of a term is whole: what is due is due on the last day of its period, and
//! the stipend of a period is accrued when that day is over.

pub mod command;
mod ending;
pub mod event;
mod evolve;
mod reaction;
mod renewal;
mod running;
mod stipend;
mod terms;
pub mod values;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

pub(crate) use ending::*;
pub use event::Event;
pub(crate) use evolve::{evolve, follow_member};
pub(crate) use reaction::{credit, duty_todos, duty_with_member, release_stipends};
pub(crate) use renewal::*;
pub(crate) use running::*;
pub(crate) use stipend::{accrue, hold_of};
pub(crate) use terms::*;

use crate::actor::Actor;
use crate::amount::Amount;
use crate::id::{AssetId, AssignmentId, BudgetId, DutyId, EventId, HoldId, KocId};
use crate::personal::Person;
use crate::recorded::Context;
use crate::refusal::{Violation, code_of};
use crate::state::State;
use crate::time::Day;
use values::{Deliverable, DutyCause, DutyParty, DutyPeriod, DutyState, DutyTerms, StipendTerms};

/// The shortest and the longest term, and the longest further one, months. MODEL 2.6, Duty.
pub(crate) const TERM_MONTHS: std::ops::RangeInclusive<u8> = 6..=24;

/// Days before the end of a term in which it can be renewed. MODEL 2.5, P16.
pub(crate) const RENEWAL_DAYS: i32 = 45;

/// Days after which something due counts as missed. Our own number.
pub(crate) const GRACE_DAYS: i32 = 7;

/// The most kinds of deliverable of one duty. Our own number.
pub(crate) const DELIVERABLES_MAX: usize = 20;

/// What shows that something was delivered; nothing shows it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shown {
    Assignment(AssignmentId),
    Asset(AssetId),
}

/// One deliverable in one of its periods, as far as anything was said of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// How many of those due were delivered.
    pub(crate) done: u8,
    /// Missed, and not excused since.
    pub(crate) missed: bool,
    pub(crate) excused: bool,
}

/// What is paid in a number of periods, and from which part of the purse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stage {
    /// The last of them.
    pub(crate) last_period: u16,
    pub(crate) amount: Amount,
    /// Which of the parts set aside for the duty; each term has its own.
    pub(crate) round: u8,
}

/// A time in which a duty rests; days inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rest {
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    /// Whether the stipend goes on.
    pub(crate) paid: bool,
    /// Which side asked; none when it followed.
    pub(crate) by: Option<DutyParty>,
    pub(crate) cause: DutyCause,
}

impl Rest {
    pub(crate) fn covers(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// That one side would go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Renewal {
    pub(crate) by: DutyParty,
    pub(crate) months: u8,
    pub(crate) stipend: Option<Amount>,
}

/// What rules ask of a duty.
#[derive(Debug, Clone)]
pub struct Duty {
    pub(crate) state: DutyState,
    pub(crate) koc: KocId,
    pub(crate) terms: Arc<DutyTerms>,
    /// Who wrote them down.
    pub(crate) terms_by: Actor,
    pub(crate) revision: u16,
    pub(crate) agreed_by_koc: bool,
    pub(crate) agreed_by_brand: bool,
    /// All months, further terms among them.
    pub(crate) months: u16,
    /// The last day: of the term, or the one that was said when it was ended early.
    pub(crate) until: Day,
    /// Ended early; runs up to its last day.
    pub(crate) ending: bool,
    /// Whether both were told that the term ends.
    pub(crate) ending_noted: bool,
    pub(crate) stages: Vec<Stage>,
    /// The next period whose stipend is to be accrued, from 1.
    pub(crate) next_stipend: u16,
    /// By deliverable, in the order of the terms, and period.
    pub(crate) items: OrdMap<(u8, u16), Item>,
    pub(crate) shown: OrdSet<Shown>,
    pub(crate) fulfilled: u32,
    pub(crate) missed: u32,
    pub(crate) excused: u32,
    /// How often each month was looked back on.
    pub(crate) reviews: OrdMap<u16, u8>,
    pub(crate) rests: Vec<Rest>,
    pub(crate) renewal: Option<Renewal>,
    /// The newest event of the duty, which what follows by the clock goes back to.
    pub(crate) newest: EventId,
}

impl Duty {
    /// Refuses what only a duty that runs allows.
    pub(crate) fn not_active(&self) -> Option<Violation> {
        (self.state != DutyState::Active).then(|| self.inactive())
    }

    /// Refuses what only a duty that runs or rests allows.
    pub(crate) fn not_running(&self) -> Option<Violation> {
        (!self.state.runs()).then(|| self.inactive())
    }

    pub(crate) fn inactive(&self) -> Violation {
        Violation::DutyNotActive { state: code_of(&self.state) }
    }

    /// Which side acts; refuses another member, and whoever runs nothing.
    pub(crate) fn party(&self, context: &Context) -> Result<DutyParty, Violation> {
        match context.actor.as_koc() {
            Some(koc_id) if koc_id == self.koc => Ok(DutyParty::Koc),
            None if context.actor.role.is_staff() => Ok(DutyParty::Brand),
            _ => Err(Violation::NotAParty),
        }
    }

    /// The deliverable of that code, and its place.
    pub(crate) fn deliverable(&self, code: &str) -> Option<(u8, &Deliverable)> {
        let mut all = (0_u8..).zip(&self.terms.deliverables);
        all.find(|(_, deliverable)| deliverable.code == code)
    }

    /// The first and the last day of a period.
    pub(crate) fn days(&self, every: DutyPeriod, period: u16) -> (Day, Day) {
        every.days(self.terms.term.from, period)
    }

    /// The last day of a period in which something is owed: only what ends with the duty, or
    /// before, is.
    pub(crate) fn due(&self, every: DutyPeriod, period: u16) -> Option<Day> {
        let known = (1..=every.whole_in(self.months)).contains(&period);
        let (_, last) = self.days(every, period);
        (known && last <= self.until).then_some(last)
    }

    /// What was said of a deliverable in a period.
    pub(crate) fn item(&self, at: u8, period: u16) -> Item {
        self.items.get(&(at, period)).copied().unwrap_or_default()
    }

    /// Whether a deliverable in a period waits for nothing more.
    pub(crate) fn is_settled(&self, at: u8, deliverable: &Deliverable, period: u16) -> bool {
        let item = self.item(at, period);
        item.missed || item.excused || item.done >= deliverable.count
    }

    /// The first period of a deliverable in which something is still owed, and when it is due.
    pub(crate) fn next_owed(&self, at: u8, deliverable: &Deliverable) -> Option<(u16, Day)> {
        let periods = 1..=deliverable.every.whole_in(self.months);
        let mut open = periods.filter(|period| !self.is_settled(at, deliverable, *period));
        open.find_map(|period| Some((period, self.due(deliverable.every, period)?)))
    }

    /// What of a deliverable is owed next, by its place in the terms: its code and the period.
    pub(crate) fn next_missed(&self, at: u8) -> Option<(String, u16)> {
        let deliverable = self.terms.deliverables.get(usize::from(at))?;
        let (period, _) = self.next_owed(at, deliverable)?;
        Some((deliverable.code.clone(), period))
    }

    /// The last moment that anything is waited for: the duty's last day, and for what is still
    /// owed the days of grace after it.
    pub(crate) fn closes_after(&self) -> Day {
        let mut all = (0_u8..).zip(&self.terms.deliverables);
        let owed = all.any(|(at, deliverable)| self.next_owed(at, deliverable).is_some());
        if owed { self.until.plus(GRACE_DAYS) } else { self.until }
    }

    /// The rest it is in.
    pub(crate) fn rest(&self) -> Option<&Rest> {
        self.rests.last().filter(|_| self.state == DutyState::OnHold)
    }

    /// The first day on which it can be renewed.
    pub(crate) fn renewal_from(&self) -> Day {
        self.until.plus(1 - RENEWAL_DAYS)
    }

    /// Whether its days and the ones given have one in common.
    pub(crate) fn overlaps(&self, from: Day, until: Day) -> bool {
        self.terms.term.from <= until && from <= self.until
    }
}

impl StipendTerms {
    /// All stipends of so many months.
    pub(crate) fn total(&self, amount: Amount, months: u16) -> Amount {
        amount.times(u32::from(self.per.whole_in(months)))
    }
}

impl HoldId {
    /// The part of a purse that is set aside for the stipends of one term of a duty; the round
    /// counts its terms.
    pub fn of_duty(duty_id: DutyId, budget_id: BudgetId, round: u8) -> HoldId {
        HoldId::derived(&[b"duty", &duty_id.0, &budget_id.0, &[round]])
    }
}

impl State {
    /// A duty.
    pub(crate) fn duty(&self, duty_id: DutyId) -> Result<&Duty, Violation> {
        let missing = || Violation::NotFound { what: duty_id.to_string() };
        self.duties.get(&duty_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn duty_mut(&mut self, duty_id: DutyId) -> Option<&mut Duty> {
        self.duties.get_mut(&duty_id).map(Arc::make_mut)
    }

    /// The duties of a member that are not over: those not agreed yet among them.
    pub(crate) fn duties_of(&self, koc_id: KocId) -> impl Iterator<Item = (DutyId, &Duty)> {
        let all = (koc_id, DutyId([0; 16]))..=(koc_id, DutyId([0xff; 16]));
        let ids = self.duties_of.range(all).map(|(_, id)| *id);
        ids.filter_map(|id| Some((id, self.duty(id).ok()?)))
    }

    /// Who holds a duty that runs; nobody when it does not.
    pub(crate) fn runs_duty(&self, duty_id: DutyId) -> Option<KocId> {
        self.duty(duty_id).ok().filter(|duty| duty.state.runs()).map(|duty| duty.koc)
    }

    /// Whose a duty is. Where there is no such duty the rule refuses anyway, so nothing is ever
    /// recorded under nobody's key.
    fn holder_or_nobody(&self, duty_id: DutyId) -> Person {
        self.duties.get(&duty_id).map_or(Person([0; 16]), |duty| duty.koc.into())
    }

    /// Refuses a seat that somebody else holds, or will hold, on one of those days.
    fn seat_taken(
        &self,
        duty_id: DutyId,
        seat: Option<&String>,
        (from, until): (Day, Day),
    ) -> Option<Violation> {
        let seat = seat?;
        let all = (seat.clone(), DutyId([0; 16]))..=(seat.clone(), DutyId([0xff; 16]));
        let mut others = self.seats.range(all).map(|(_, id)| *id).filter(|id| *id != duty_id);
        let taken = others.find(|id| self.duty(*id).is_ok_and(|it| it.overlaps(from, until)))?;
        Some(Violation::DutySeatTaken { duty_id: taken })
    }
}
