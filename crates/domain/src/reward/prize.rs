//! What the results of a contest give: each prize that is paid, out of what was set aside when
//! entries opened. Value moves, so a refusal here refuses the whole command.

use super::promise::Given;
use crate::budget::HoldFor;
use crate::contest::values::PrizeReward;
use crate::contest::{self, won};
use crate::event::Event;
use crate::id::{ContestId, EventId, HoldId, KocId, RewardId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;

/// Pays whoever won a prize that is paid.
pub(crate) fn pay_prizes(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Contest(contest::Event::ContestResultsDeclared(results)) = event else {
        return Ok(Vec::new());
    };
    let contest = state.contest(results.contest_id)?;
    let mut ahead = state.clone();
    let mut events = Vec::new();
    for (prize, ranked) in won(contest, results) {
        let Some(reward) = prize.reward else { continue };
        // Each is paid on the purse as those before have left it.
        let paid = pay(&ahead, results.contest_id, ranked.koc_id, reward, cause, context)?;
        ahead = ahead.after(&paid, context);
        events.extend(paid);
    }
    Ok(events)
}

fn pay(
    state: &State,
    contest_id: ContestId,
    koc_id: KocId,
    prize: PrizeReward,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let PrizeReward { budget_id, amount } = prize;
    let reward_id = RewardId::derived(&[b"contest", &contest_id.0, &koc_id.0]);
    let budget = state.budget(budget_id)?;
    let given = Given { reward_id, koc_id, amount, assignment_id: None, for_event: Some(cause) };
    let mut posted = given.out_of(state, budget, budget_id, context);
    let of_contest = HoldId::of_contest(contest_id, budget_id);
    if budget.hold(of_contest).is_ok_and(|hold| hold.free() >= amount) {
        posted.hold_id = of_contest;
        return Ok(vec![posted.into()]);
    }
    // Those who share a rank each get its prize; what was set aside may not be enough.
    let refused = budget.exceeded(amount);
    let refused = refused.or_else(|| budget.not_open(state.day_of(context.now)));
    refused.map_or(Ok(()), Err)?;
    let held = budget.held(budget_id, posted.hold_id, amount, HoldFor::Reward(reward_id));
    Ok(vec![held.into(), posted.into()])
}
