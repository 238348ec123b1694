//! Stepping down by one's own wish, and coming back.

use super::command::{ReturnToTier, StepDown};
use super::effect;
use super::event::{KocReturnedToTier, KocSteppedDown};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for StepDown {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `StepDown`. A lock does not hold anybody who wants to go down.
pub(crate) fn step_down(
    state: &State,
    command: &StepDown,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let StepDown { koc_id, to_tier: to, effective_on, .. } = *command;
    let from = koc.standing_tier()?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "StepDown"));
    checks.require(to < from, || Violation::TierNotBelow { from, to });
    checks.note(field::personal("reason", command.reason.as_ref()));
    let policy = state.policy_on(effective_on);
    checks.note(policy.as_ref().err().cloned());
    effect::check_day(state, koc, effective_on, context, &mut checks);
    checks.finish()?;
    let (_, policy) = policy?;
    let stepped = KocSteppedDown {
        koc_id,
        from,
        to,
        reason: sealed_option(command.reason.as_ref())?,
        effective_on,
        effective_at: effect::effective_at(state, koc, effective_on, context),
        right_of_return_until: effective_on.plus(i32::from(policy.rules.right_of_return_days)),
    };
    Ok(vec![stepped.into()])
}

impl HoldsPersonal for ReturnToTier {}

/// Answers `ReturnToTier`. It is a right: neither cap nor requirements are asked.
pub(crate) fn return_to_tier(
    state: &State,
    command: &ReturnToTier,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let ReturnToTier { koc_id, to_tier: to, effective_on } = *command;
    let from = koc.standing_tier()?;
    let today = state.day_of(context.now);
    let right = koc.right_of_return.filter(|(tier, _)| *tier == to);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ReturnToTier"));
    checks.note(koc.require_not_suspended());
    checks.require(right.is_some(), || Violation::NoRightOfReturn { tier: to });
    let expired = right.map(|(_, until)| until).filter(|until| today > *until);
    checks.note(expired.map(|on| Violation::RightOfReturnExpired { on }));
    effect::check_day(state, koc, effective_on, context, &mut checks);
    checks.finish()?;
    let effective_at = effect::effective_at(state, koc, effective_on, context);
    Ok(vec![KocReturnedToTier { koc_id, from, to, effective_on, effective_at }.into()])
}
