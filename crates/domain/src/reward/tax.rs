//! The rules of what surrounds a reward: who is paid and how it is taxed, where a gift is, and
//! what is taken back.

use super::command::*;
use super::event::*;
use super::{Reward, RewardState};
use crate::amount::Amount;
use crate::approval::{self, ClawBackProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::RewardUnit;

/// People other than the sender who must stand behind taking something back. Our own number.
const APPROVALS: u8 = 1;

/// Letters of a country's code.
const COUNTRY_CHARS: usize = 2;

impl HoldsPersonal for SetTaxProfile {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Payee, &mut self.payee);
    }
}

/// Answers `SetTaxProfile`. A member may say where their money goes; that it is right, only
/// finance says, and nothing is paid before.
pub(crate) fn set_tax_profile(
    state: &State,
    command: &SetTaxProfile,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(context.own_only(command.koc_id, "SetTaxProfile"));
    let verified = match context.actor.as_koc() {
        Some(_) => command.verified_on.is_none(),
        None => command.verified_on.is_some_and(|day| day <= today),
    };
    checks.require(verified, || Violation::PayeeNotVerified);
    let day = command.verified_on;
    checks.note(day.and_then(|day| field::day_in_reach("verifiedOn", day, today)));
    checks.note(field::personal_said("payee", &command.payee));
    let residence = &command.residence;
    let country = residence.len() == COUNTRY_CHARS
        && residence.bytes().all(|letter| letter.is_ascii_uppercase());
    checks.require(country, || field::invalid("residence"));
    checks.finish()?;
    let set = TaxProfileSet {
        koc_id: command.koc_id,
        payee: command.payee.sealed()?,
        tax_category: command.tax_category,
        residence: residence.clone(),
        verified_on: command.verified_on,
    };
    Ok(vec![set.into()])
}

impl HoldsPersonal for RecordWithholding {}

/// Answers `RecordWithholding`.
pub(crate) fn record_withholding(
    state: &State,
    command: &RecordWithholding,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RecordWithholding { reward_id, category, gross, tax, net } = *command;
    let reward = state.reward(reward_id)?;
    let mut checks = Checks::new();
    let owed = reward.unit != RewardUnit::Cash || gross == reward.standing();
    let adds_up = gross > Amount::ZERO && tax.plus(net) == gross && owed;
    checks.require(adds_up, || Violation::WithholdingMismatch);
    checks.note(reward.not_given());
    checks.note(reward.in_a_run(reward_id));
    checks.require(!reward.paid, || Violation::AlreadyPaid);
    checks.finish()?;
    let koc_id = reward.koc;
    Ok(vec![TaxWithheld { reward_id, koc_id, category, gross, tax, net }.into()])
}

impl HoldsPersonal for RecordDelivery {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_reward(self.reward_id);
        self.tracking.iter_mut().for_each(|number| show(person, SealedField::Delivery, number));
    }
}

/// Answers `RecordDelivery`.
pub(crate) fn record_delivery(
    state: &State,
    command: &RecordDelivery,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let reward = state.reward(command.reward_id)?;
    let mut checks = Checks::new();
    checks.require(reward.unit == RewardUnit::Gift, || Violation::NotAGift);
    checks.note(reward.not_given());
    checks.require(!reward.delivered, || Violation::NoChange);
    checks.note(field::code("carrier", &command.carrier));
    checks.note(field::personal("tracking", command.tracking.as_ref()));
    let at = command.delivered_at;
    let in_future = || Violation::DateInFuture { field: "deliveredAt".to_owned() };
    checks.require(at.is_none_or(|at| at <= context.now), in_future);
    checks.finish()?;
    let waiting = state.reward_balance(reward.koc, RewardUnit::Gift);
    let arrived = at.map_or(0, |_| reward.standing().signed());
    let delivered = GiftDelivered {
        reward_id: command.reward_id,
        koc_id: reward.koc,
        carrier: command.carrier.clone(),
        tracking: sealed_option(command.tracking.as_ref())?,
        delivered_at: at,
        balance: waiting.saturating_sub(arrived),
    };
    Ok(vec![delivered.into()])
}

impl HoldsPersonal for ClawBack {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_reward(self.reward_id);
        show(person, SealedField::Reason, &mut self.reason);
    }
}

/// Answers `ClawBack`.
pub(crate) fn claw_back(
    state: &State,
    command: &ClawBack,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ClawBack { reward_id, amount, .. } = *command;
    let reward = state.reward(reward_id)?;
    let proposal = Proposal::ClawBack(ClawBackProposal { reward_id, amount });
    let collected = approval::collect(state, &proposal, APPROVALS, &[context.actor]);
    let given = reward.state == RewardState::Posted;
    let most = if given { reward.standing().less(reward.expired) } else { Amount::ZERO };
    let mut checks = Checks::new();
    checks.require(amount > Amount::ZERO, || Violation::AmountNotPositive);
    checks.require(amount <= most, || Violation::AmountExceedsEntry { left: most.0 });
    checks.note(reward.in_a_run(reward_id));
    checks.note(collected.too_few);
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let back = RewardClawedBack {
        reward_id,
        koc_id: reward.koc,
        amount,
        reason: command.reason.sealed()?,
        approved_by: collected.approvals,
        balance: state.reward_balance(reward.koc, reward.unit).saturating_sub(amount.signed()),
    };
    Ok(vec![back.into()])
}

impl Reward {
    /// Refuses what only a reward that was given allows.
    fn not_given(&self) -> Option<Violation> {
        let given = self.state == RewardState::Posted && self.standing() > Amount::ZERO;
        (!given).then_some(Violation::RewardNotGiven)
    }

    /// Refuses while the entry is a line of a run that is not over.
    fn in_a_run(&self, reward_id: crate::id::RewardId) -> Option<Violation> {
        self.batch.map(|_| Violation::LineAlreadyBatched { reward_id })
    }
}
