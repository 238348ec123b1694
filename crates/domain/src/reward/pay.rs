//! The rules of what finance says of a payment. A line of the run is settled with it.

use super::command::{MarkPaid, MarkPaymentFailed};
use super::event::{RewardPaid, RewardPaymentFailed};
use super::{Reward, RewardState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{PayoutId, RewardId};
use crate::payout;
use crate::payout::event::{PayoutLineFailed, PayoutLineSettled};
use crate::personal::{Person, Personal, Sealed, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::RewardUnit;

impl HoldsPersonal for MarkPaid {}

/// Answers `MarkPaid`.
pub(crate) fn mark_paid(
    state: &State,
    command: &MarkPaid,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let MarkPaid { reward_id, payout_id, paid_at, .. } = *command;
    let reward = state.reward(reward_id)?;
    let mut checks = Checks::new();
    check_line(&mut checks, state, reward, payout_id);
    check_payment(&mut checks, paid_at, &command.reference, context);
    checks.finish()?;
    let paid = paid(state, reward_id, reward, payout_id, paid_at, &command.reference);
    let reference = command.reference.clone();
    Ok(vec![paid.into(), PayoutLineSettled { payout_id, reward_id, reference }.into()])
}

/// The form of what is said of a payment.
pub(crate) fn check_payment(
    checks: &mut Checks,
    paid_at: Moment,
    reference: &str,
    context: &Context,
) {
    let in_future = || Violation::DateInFuture { field: "paidAt".to_owned() };
    checks.require(paid_at <= context.now, in_future);
    checks.note(field::external_key("reference", reference));
}

/// A line is paid once, in the run it is in, after the run went to the bank.
fn check_line(checks: &mut Checks, state: &State, reward: &Reward, payout_id: PayoutId) {
    let payable = reward.state == RewardState::Posted && !reward.paid;
    let here = payable && reward.batch == Some(payout_id);
    checks.require(here || reward.paid, || Violation::NotInBatch);
    checks.require(!reward.paid, || Violation::AlreadyPaid);
    if here {
        checks.note(state.payout(payout_id).ok().and_then(payout::Payout::not_exported));
    }
}

/// A reward that is paid.
pub(crate) fn paid(
    state: &State,
    reward_id: RewardId,
    reward: &Reward,
    payout_id: PayoutId,
    paid_at: Moment,
    reference: &str,
) -> RewardPaid {
    let owed = state.reward_balance(reward.koc, RewardUnit::Cash);
    RewardPaid {
        reward_id,
        koc_id: reward.koc,
        payout_id,
        amount: reward.standing(),
        paid_at,
        reference: reference.to_owned(),
        balance: owed.saturating_sub(reward.standing().signed()),
    }
}

impl HoldsPersonal for MarkPaymentFailed {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_reward(self.reward_id);
        show(person, SealedField::Reason, &mut self.reason);
    }
}

/// Answers `MarkPaymentFailed`.
pub(crate) fn mark_payment_failed(
    state: &State,
    command: &MarkPaymentFailed,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let MarkPaymentFailed { reward_id, payout_id, .. } = *command;
    let reward = state.reward(reward_id)?;
    let mut checks = Checks::new();
    check_line(&mut checks, state, reward, payout_id);
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let failed = failed(reward_id, reward, payout_id, command.reason.sealed()?);
    Ok(vec![failed.into(), PayoutLineFailed { payout_id, reward_id }.into()])
}

/// A reward that could not be paid.
pub(crate) fn failed(
    reward_id: RewardId,
    reward: &Reward,
    payout_id: PayoutId,
    reason: Sealed,
) -> RewardPaymentFailed {
    RewardPaymentFailed { reward_id, koc_id: reward.koc, payout_id, reason }
}
