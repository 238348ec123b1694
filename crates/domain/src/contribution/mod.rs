//! A contribution account: what a member gave, never spent.

pub mod command;
pub mod event;
mod reaction;
mod rules;
mod take_back;

use std::sync::Arc;

pub use event::Event;
use imbl::OrdMap;
pub(crate) use reaction::*;
pub(crate) use rules::*;
pub(crate) use take_back::{reverse_all_for, take_back};

use crate::approval::{self, AdjustmentProposal, Proposal};
use crate::id::{EntryId, EventId, KocId};
use crate::policy::Dims;
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Day;

/// What rules ask of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) koc_id: KocId,
    /// Negative when the account was adjusted downwards.
    pub(crate) points: i64,
    /// Of the points without their sign.
    pub(crate) dims: Dims,
    pub(crate) reversed: bool,
}

/// What rules ask of an account.
#[derive(Debug, Clone, Default)]
pub struct Account {
    pub(crate) balance: i64,
    /// One entry per source event and rule.
    pub(crate) credited: OrdMap<(EventId, String), EntryId>,
}

/// Takes in what has happened to an account.
pub(crate) fn evolve(state: &mut State, event: &Event, _recorded: &Recorded) {
    let mut account = state.account(event.koc_id());
    match event {
        Event::ContributionCredited(e) => {
            let points = i64::from(e.points);
            account.balance = e.balance;
            account.credited.insert((e.source_event, e.rule.clone()), e.entry_id);
            enter(state, e.entry_id, e.koc_id, points, e.dims.clone());
            on_track(state, e.koc_id, e.effective_on, e.dims.clone(), points);
        }
        Event::ContributionReversed(e) => {
            account.balance = e.balance;
            if let Some(entry) = state.entries.get_mut(&e.entry_id) {
                entry.reversed = true;
                let (dims, points) = (entry.dims.clone(), entry.points);
                on_track(state, e.koc_id, e.effective_on, dims, -points);
            }
        }
        Event::ContributionAdjusted(e) => {
            // An adjustment names no dimensions; it counts as contribution.
            let dims = Dims { contribution: e.delta.unsigned_abs(), influence: 0, activity: 0 };
            let points = i64::from(e.delta);
            account.balance = e.balance;
            enter(state, e.entry_id, e.koc_id, points, dims.clone());
            on_track(state, e.koc_id, e.effective_on, dims, points);
            let event::ContributionAdjusted { koc_id, entry_id, kind, delta, .. } = *e;
            let proposal = AdjustmentProposal { koc_id, entry_id, kind, delta };
            approval::consume(state, &Proposal::AdjustContribution(proposal));
        }
    }
    state.accounts.insert(event.koc_id(), Arc::new(account));
}

fn enter(state: &mut State, entry_id: EntryId, koc_id: KocId, points: i64, dims: Dims) {
    state.entries.insert(entry_id, Entry { koc_id, points, dims, reversed: false });
}

/// Notes points on the member's track: the balance is the account's, the merit is the person's.
fn on_track(state: &mut State, koc_id: KocId, day: Day, dims: Dims, points: i64) {
    let counted_for = state.goes_on_as(koc_id);
    let Some(koc) = state.koc_mut(counted_for) else { return };
    koc.track.credit(day, dims, points);
}
