//! What a period of a duty is paid, out of what was set aside for its term. Value moves, so a
//! refusal here refuses the whole command.

use super::promise::Given;
use crate::amount::Amount;
use crate::budget::HoldFor;
use crate::duty;
use crate::event::Event;
use crate::id::{EventId, RewardId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;

/// Pays the stipend that was accrued.
pub(crate) fn pay_stipend(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Duty(duty::Event::StipendAccrued(accrued)) = event else { return Ok(Vec::new()) };
    let (duty_id, amount) = (accrued.duty_id, accrued.amount);
    let duty = state.duty(duty_id)?;
    let from = duty::hold_of(duty, duty_id, accrued.period);
    let Some((stipend, of_duty)) = from.filter(|_| amount > Amount::ZERO) else {
        return Ok(Vec::new());
    };
    let budget_id = stipend.budget_id;
    let reward_id = RewardId::of_stipend(duty_id, accrued.period);
    let budget = state.budget(budget_id)?;
    let koc_id = accrued.koc_id;
    let given = Given { reward_id, koc_id, amount, assignment_id: None, for_event: Some(cause) };
    let mut posted = given.out_of(state, budget, budget_id, context);
    if budget.hold(of_duty).is_ok_and(|hold| hold.free() >= amount) {
        posted.hold_id = of_duty;
        return Ok(vec![posted.into()]);
    }
    // Somebody gave back by hand what was set aside: the promise to the holder stands.
    let refused = budget.exceeded(amount);
    let refused = refused.or_else(|| budget.not_open(state.day_of(context.now)));
    refused.map_or(Ok(()), Err)?;
    let held = budget.held(budget_id, posted.hold_id, amount, HoldFor::Reward(reward_id));
    Ok(vec![held.into(), posted.into()])
}
