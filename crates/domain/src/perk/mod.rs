//! A perk: a benefit given to one member that is not money. The tier policy says which belong to a
//! tier; they come with the tier, run for a year at a time and are never taken by a move down.

pub mod command;
pub mod event;
mod reaction;
mod rules;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use reaction::{grown, perks_of_duty, perks_with_member, with_tier};
pub(crate) use rules::*;

use crate::id::{DutyId, KocId, PerkId};
use crate::koc;
use crate::personal::Person;
use crate::recorded::Recorded;
use crate::refusal::{Violation, code_of, field};
use crate::state::State;
use crate::time::Day;
use crate::timer::Timer;
use event::PerkGranted;
use values::{PerkKind, PerkSource, PerkState};

/// What rules ask of a perk.
#[derive(Debug, Clone)]
pub struct Perk {
    pub(crate) koc: KocId,
    pub(crate) kind: PerkKind,
    pub(crate) state: PerkState,
    /// How often it can still be used; none where it is not counted.
    pub(crate) left: Option<u16>,
    pub(crate) valid_from: Day,
    pub(crate) valid_until: Day,
    pub(crate) source: PerkSource,
    pub(crate) duty: Option<DutyId>,
}

impl Perk {
    fn granted(event: &PerkGranted) -> Perk {
        Perk {
            koc: event.koc_id,
            kind: event.kind,
            state: PerkState::Granted,
            left: event.quantity,
            valid_from: event.valid_from,
            valid_until: event.valid_until,
            source: event.source,
            duty: event.duty_id,
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.state, PerkState::Expired | PerkState::Revoked)
    }

    /// Refuses what only a perk that runs allows.
    fn not_active(&self) -> Option<Violation> {
        self.is_over().then(|| Violation::PerkNotActive { state: code_of(&self.state) })
    }

    /// What stands against using it on that day.
    pub(crate) fn unusable(&self, state: &State, day: Day) -> Vec<Violation> {
        let over = day > self.valid_until;
        let begins = || Violation::NotYetDue { at: state.start_of(self.valid_from) };
        let broken = [
            self.not_active().filter(|_| !over),
            over.then_some(Violation::PerkExpired { on: self.valid_until }),
            (day < self.valid_from).then(begins),
            (self.left == Some(0)).then_some(Violation::PerkUsedUp),
        ];
        broken.into_iter().flatten().collect()
    }

    /// Refuses a loan of a car that would not be this perk of that member.
    pub(crate) fn not_a_car_for(&self, koc_id: KocId) -> Option<Violation> {
        let lends = matches!(self.kind, PerkKind::EarlyVehicleAccess | PerkKind::TestDrive);
        let unfit = (!lends).then(|| field::invalid("perkId"));
        (self.koc != koc_id).then_some(Violation::NotAParty).or(unfit)
    }
}

impl State {
    /// A perk.
    pub(crate) fn perk(&self, perk_id: PerkId) -> Result<&Perk, Violation> {
        let missing = || Violation::NotFound { what: perk_id.to_string() };
        self.perks.get(&perk_id).map(Arc::as_ref).ok_or_else(missing)
    }

    fn perk_mut(&mut self, perk_id: PerkId) -> Option<&mut Perk> {
        self.perks.get_mut(&perk_id).map(Arc::make_mut)
    }

    /// What a member has that is not over: what is used up among it, until its time is.
    pub(crate) fn perks_of(&self, koc_id: KocId) -> impl Iterator<Item = (PerkId, &Perk)> {
        let all = (koc_id, PerkId([0; 16]))..=(koc_id, PerkId([0xff; 16]));
        let ids = self.perks_of.range(all).map(|(_, id)| *id);
        ids.filter_map(|id| Some((id, self.perk(id).ok()?)))
    }

    /// Whose a perk is. Where there is no such perk the rule refuses anyway.
    fn person_of_perk(&self, perk_id: PerkId) -> Person {
        self.perks.get(&perk_id).map_or(Person([0; 16]), |perk| perk.koc.into())
    }
}

/// Takes in what has happened to a perk.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    let perk_id = event.perk_id();
    match event {
        Event::PerkGranted(granted) => {
            state.perks.insert(perk_id, Arc::new(Perk::granted(granted)));
            state.perks_of.insert((granted.koc_id, perk_id));
            let over = state.end_of(granted.valid_until);
            state.timers.set(Timer::ExpirePerk(perk_id), over);
        }
        Event::PerkUsed(used) => {
            let Some(perk) = state.perk_mut(perk_id) else { return };
            perk.left = used.left;
            if used.left == Some(0) {
                perk.state = PerkState::UsedUp;
            }
        }
        Event::PerkExpired(_) => over(state, perk_id, PerkState::Expired),
        Event::PerkRevoked(_) => over(state, perk_id, PerkState::Revoked),
    }
}

fn over(state: &mut State, perk_id: PerkId, how: PerkState) {
    state.timers.clear(Timer::ExpirePerk(perk_id));
    let Some(perk) = state.perk_mut(perk_id) else { return };
    perk.state = how;
    let koc_id = perk.koc;
    state.perks_of.remove(&(koc_id, perk_id));
}

/// What a merged record had goes over to the one that goes on: it was promised to the person.
pub(crate) fn follow_member(state: &mut State, event: &koc::Event) {
    let koc::Event::KocMerged(merged) = event else { return };
    let held: Vec<PerkId> = state.perks_of(merged.koc_id).map(|(id, _)| id).collect();
    for perk_id in held {
        state.perks_of.remove(&(merged.koc_id, perk_id));
        state.perks_of.insert((merged.into, perk_id));
        if let Some(perk) = state.perk_mut(perk_id) {
            perk.koc = merged.into;
        }
    }
}
