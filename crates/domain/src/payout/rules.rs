//! The rules of a run of payments, one per command: every line is owed, is in no other run, and
//! goes to a payee whom finance has seen; nobody sends out alone what they prepared.

use std::collections::BTreeSet;

use super::command::*;
use super::event::*;
use super::{Payout, PayoutState};
use crate::amount::Amount;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::reward;
use crate::state::State;
use crate::vocabulary::RewardUnit;

/// The most lines of one run. Our own number: they are recorded in one event.
const LINES_MAX: usize = 1_000;

impl HoldsPersonal for PreparePayout {}

/// Answers `PreparePayout`.
pub(crate) fn prepare(
    state: &State,
    command: &PreparePayout,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.payouts.contains_key(&command.payout_id) {
        return Err(Violation::PayoutExists.into());
    }
    let lines = &command.lines;
    let mut checks = Checks::new();
    checks.require(command.unit == RewardUnit::Cash, || Violation::UnitUnknown {
        unit: command.unit,
    });
    let in_future = || Violation::DateInFuture { field: "cutoff".to_owned() };
    checks.require(command.cutoff <= context.now, in_future);
    checks.require(!lines.is_empty(), || Violation::BatchEmpty);
    checks.require(lines.len() <= LINES_MAX, || field::invalid("lines"));
    let mut seen = BTreeSet::new();
    for line in lines {
        let reward_id = line.reward_id;
        checks.require(seen.insert(reward_id), || Violation::LineAlreadyBatched { reward_id });
        check_line(&mut checks, state, command, line);
    }
    let unready = lines.iter().filter(|line| !state.payee_ready(line.koc_id));
    let koc_ids: BTreeSet<_> = unready.map(|line| line.koc_id).collect();
    let koc_ids: Vec<_> = koc_ids.into_iter().collect();
    checks.require(koc_ids.is_empty(), || Violation::TaxProfileMissing { koc_ids });
    checks.finish()?;
    let prepared = PayoutPrepared {
        payout_id: command.payout_id,
        cutoff: command.cutoff,
        unit: command.unit,
        lines: lines.clone(),
        total: lines.iter().fold(Amount::ZERO, |sum, line| sum.plus(line.net)),
    };
    Ok(vec![prepared.into()])
}

/// A line is a reward of that member, owed in full, given by the cutoff, in no other run, and what
/// is withheld adds up and is what was recorded.
fn check_line(checks: &mut Checks, state: &State, command: &PreparePayout, line: &PayoutLine) {
    let reward_id = line.reward_id;
    let own = state.reward(reward_id).ok().filter(|reward| reward.koc == line.koc_id);
    let Some(reward) = own else {
        return checks.note([Violation::NotFound { what: reward_id.to_string() }]);
    };
    checks.require(reward.is_payable(), || Violation::LineAlreadyBatched { reward_id });
    let by_then = reward.posted.is_none_or(|(_, at)| at <= command.cutoff);
    checks.require(by_then, || field::invalid("cutoff"));
    let known = reward.withheld;
    let as_recorded =
        known.is_none_or(|it| it.gross == line.gross && it.tax == line.tax && it.net == line.net);
    let adds_up = line.tax.plus(line.net) == line.gross && line.gross == reward.standing();
    checks.require(adds_up && as_recorded, || Violation::WithholdingMismatch);
}

impl State {
    /// Whether finance has seen that a member's payee is right.
    pub(crate) fn payee_ready(&self, koc_id: crate::id::KocId) -> bool {
        let account = self.reward_accounts.get(&koc_id);
        account.and_then(|account| account.tax).is_some_and(|(_, verified)| verified)
    }
}

impl HoldsPersonal for ApprovePayout {}

/// Answers `ApprovePayout`.
pub(crate) fn approve_payout(
    state: &State,
    command: &ApprovePayout,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let payout = state.payout(command.payout_id)?;
    // A key without a name behind it is nobody's second pair of eyes.
    let role = context.actor.role;
    let unnamed = Violation::Forbidden { role, command: "ApprovePayout".to_owned() };
    let approver = context.actor.as_operator().ok_or(unnamed)?;
    let own = payout.preparer.is_same_person(&context.actor);
    let mut checks = Checks::new();
    checks.note(payout.not_in(PayoutState::Prepared));
    checks.require(!own, || Violation::FourEyesRequired { need: 1, have: 0 });
    checks.finish()?;
    Ok(vec![PayoutApproved { payout_id: command.payout_id, approver }.into()])
}

impl HoldsPersonal for ExportPayout {}

/// Answers `ExportPayout`.
pub(crate) fn export(
    state: &State,
    command: &ExportPayout,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let payout = state.payout(command.payout_id)?;
    let mut checks = Checks::new();
    checks.note(payout.not_in(PayoutState::Approved));
    checks.note(field::code("format", &command.format));
    checks.finish()?;
    let ExportPayout { payout_id, file_sha256, .. } = *command;
    Ok(vec![PayoutExported { payout_id, format: command.format.clone(), file_sha256 }.into()])
}

impl Payout {
    /// Refuses a run that does not stand there.
    fn not_in(&self, state: PayoutState) -> Option<Violation> {
        let refused = || {
            let now = self.state.code().to_owned();
            match state {
                PayoutState::Approved => Violation::BatchNotApproved { state: now },
                _ => Violation::BatchNotPrepared { state: now },
            }
        };
        (self.state != state).then(refused)
    }
}

impl HoldsPersonal for SettlePayoutLine {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_reward(self.reward_id);
        self.failed.iter_mut().for_each(|why| show(person, SealedField::Reason, why));
    }
}

/// Answers `SettlePayoutLine`: the reward is paid, or waits for another run.
pub(crate) fn settle_line(
    state: &State,
    command: &SettlePayoutLine,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SettlePayoutLine { payout_id, reward_id, .. } = *command;
    let payout = state.payout(payout_id)?;
    let missing = || Violation::NotFound { what: reward_id.to_string() };
    let mut checks = Checks::new();
    checks.note(payout.not_exported());
    checks.require(!payout.settled.contains(&reward_id), || Violation::LineAlreadySettled);
    let known = payout.settled.contains(&reward_id) || payout.open.contains(&reward_id);
    checks.require(known, missing);
    let one_of_two = command.reference.is_some() != command.failed.is_some();
    checks.require(one_of_two, || field::invalid("reference"));
    let reference = command.reference.as_deref();
    checks.note(reference.and_then(|key| field::external_key("reference", key)));
    checks.note(command.failed.as_ref().and_then(field::reason));
    checks.finish()?;
    let reward = state.reward(reward_id)?;
    if let Some(why) = &command.failed {
        let failed = reward::failed(reward_id, reward, payout_id, why.sealed()?);
        return Ok(vec![PayoutLineFailed { payout_id, reward_id }.into(), failed.into()]);
    }
    let reference = command.reference.clone().unwrap_or_default();
    let at = context.occurred_at;
    let paid = reward::paid(state, reward_id, reward, payout_id, at, &reference);
    Ok(vec![PayoutLineSettled { payout_id, reward_id, reference }.into(), paid.into()])
}

impl HoldsPersonal for DiscardPayout {}

/// Answers `DiscardPayout`.
pub(crate) fn discard(
    state: &State,
    command: &DiscardPayout,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let payout = state.payout(command.payout_id)?;
    let mut checks = Checks::new();
    checks.require(payout.state != PayoutState::Exported, || Violation::BatchExported);
    checks.require(payout.state != PayoutState::Discarded, || Violation::NoChange);
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    let reason = command.reason.clone();
    Ok(vec![PayoutDiscarded { payout_id: command.payout_id, reason }.into()])
}
