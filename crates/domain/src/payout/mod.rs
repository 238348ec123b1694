//! A payout: one run of payments. Prepared by one, approved by another, sent to the paymaster,
//! settled line by line.

pub mod command;
pub mod event;
mod rules;

use std::sync::Arc;

pub use event::Event;
pub(crate) use rules::*;

use imbl::OrdSet;

use crate::actor::Actor;
use crate::id::{PayoutId, RewardId};
use crate::recorded::Recorded;
use crate::refusal::Violation;
use crate::state::State;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PayoutState {
    Prepared,
    Approved,
    Exported,
    Discarded,
}

impl PayoutState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            PayoutState::Prepared => "PREPARED",
            PayoutState::Approved => "APPROVED",
            PayoutState::Exported => "EXPORTED",
            PayoutState::Discarded => "DISCARDED",
        }
    }
}

/// What rules ask of a run.
#[derive(Debug, Clone)]
pub struct Payout {
    pub(crate) state: PayoutState,
    pub(crate) preparer: Actor,
    /// Lines of which nobody has said what came of them.
    pub(crate) open: OrdSet<RewardId>,
    /// Lines of which somebody has.
    pub(crate) settled: OrdSet<RewardId>,
}

impl Payout {
    /// Refuses what is said of a run only after it went out.
    pub(crate) fn not_exported(&self) -> Option<Violation> {
        let state = self.state.code().to_owned();
        (self.state != PayoutState::Exported).then_some(Violation::BatchNotExported { state })
    }
}

impl State {
    /// A run.
    pub(crate) fn payout(&self, payout_id: PayoutId) -> Result<&Payout, Violation> {
        let missing = || Violation::NotFound { what: payout_id.to_string() };
        self.payouts.get(&payout_id).map(Arc::as_ref).ok_or_else(missing)
    }
}

/// Takes in what has happened to a run.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    if let Event::PayoutPrepared(prepared) = event {
        let open: OrdSet<RewardId> = prepared.lines.iter().map(|line| line.reward_id).collect();
        let waits = Some(prepared.payout_id);
        open.iter().for_each(|reward_id| put_in_run(state, *reward_id, waits));
        let (state_now, settled) = (PayoutState::Prepared, OrdSet::new());
        let payout = Payout { state: state_now, preparer: recorded.actor, open, settled };
        state.payouts.insert(prepared.payout_id, Arc::new(payout));
    }
    let Some(payout) = state.payouts.get_mut(&event.payout_id()).map(Arc::make_mut) else { return };
    match event {
        Event::PayoutPrepared(_) => {}
        Event::PayoutApproved(_) => payout.state = PayoutState::Approved,
        Event::PayoutExported(_) => payout.state = PayoutState::Exported,
        Event::PayoutLineSettled(e) => payout.settle(e.reward_id),
        Event::PayoutLineFailed(e) => payout.settle(e.reward_id),
        Event::PayoutDiscarded(_) => {
            payout.state = PayoutState::Discarded;
            let lines = std::mem::take(&mut payout.open);
            lines.iter().for_each(|reward_id| put_in_run(state, *reward_id, None));
        }
    }
}

fn put_in_run(state: &mut State, reward_id: RewardId, payout_id: Option<PayoutId>) {
    if let Some(reward) = state.reward_mut(reward_id) {
        reward.batch = payout_id;
    }
}

impl Payout {
    fn settle(&mut self, reward_id: RewardId) {
        if self.open.remove(&reward_id).is_some() {
            self.settled.insert(reward_id);
        }
    }
}
