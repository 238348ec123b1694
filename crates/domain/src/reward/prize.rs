//! What the results of a contest and the awards of a campaign give: each that is paid, out of what
//! was set aside for it. Value moves, so a refusal here refuses the whole command.

use super::promise::Given;
use crate::budget::HoldFor;
use crate::campaign;
use crate::contest::values::PrizeReward;
use crate::contest::{self, won};
use crate::event::Event;
use crate::id::{EventId, HoldId, KocId, RewardId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;

/// Something won that is paid.
struct Won {
    reward_id: RewardId,
    /// What was set aside for it among others.
    hold_id: HoldId,
    koc_id: KocId,
    prize: PrizeReward,
}

/// Pays whoever won a prize or an award that is paid.
pub(crate) fn pay_prizes(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let all_won = match event {
        Event::Contest(contest::Event::ContestResultsDeclared(results)) => {
            of_contest(state, results)?
        }
        Event::Campaign(event) => of_campaign(state, event)?.into_iter().collect(),
        _ => Vec::new(),
    };
    let mut ahead = state.clone();
    let mut events = Vec::new();
    for won in all_won {
        // Each is paid on the purse as those before have left it.
        let paid = pay(&ahead, won, cause, context)?;
        ahead = ahead.after(&paid, context);
        events.extend(paid);
    }
    Ok(events)
}

fn of_contest(
    state: &State,
    results: &contest::event::ContestResultsDeclared,
) -> Result<Vec<Won>, Refusal> {
    let contest_id = results.contest_id;
    let each = won(state.contest(contest_id)?, results).filter_map(|(prize, ranked)| {
        let (prize, koc_id) = (prize.reward?, ranked.koc_id);
        let reward_id = RewardId::derived(&[b"contest", &contest_id.0, &koc_id.0]);
        let hold_id = HoldId::of_contest(contest_id, prize.budget_id);
        Some(Won { reward_id, hold_id, koc_id, prize })
    });
    Ok(each.collect())
}

fn of_campaign(state: &State, event: &campaign::Event) -> Result<Option<Won>, Refusal> {
    let Some(given) = event.given() else { return Ok(None) };
    let (id, koc_id) = (given.campaign_id, given.koc_id);
    let Some(prize) = state.campaign(id)?.pays(given.award) else { return Ok(None) };
    let reward_id = RewardId::derived(&[b"campaign", &id.0, given.award.as_bytes()]);
    let hold_id = HoldId::of_campaign(id, prize.budget_id);
    Ok(Some(Won { reward_id, hold_id, koc_id, prize }))
}

fn pay(state: &State, won: Won, cause: EventId, context: &Context) -> Result<Vec<Event>, Refusal> {
    let Won { reward_id, hold_id, koc_id, prize } = won;
    let PrizeReward { budget_id, amount } = prize;
    let budget = state.budget(budget_id)?;
    let given = Given { reward_id, koc_id, amount, assignment_id: None, for_event: Some(cause) };
    let mut posted = given.out_of(state, budget, budget_id, context);
    if budget.hold(hold_id).is_ok_and(|hold| hold.free() >= amount) {
        posted.hold_id = hold_id;
        return Ok(vec![posted.into()]);
    }
    // Those who share a rank each get its prize; what was set aside may not be enough.
    let refused = budget.exceeded(amount);
    let refused = refused.or_else(|| budget.not_open(state.day_of(context.now)));
    refused.map_or(Ok(()), Err)?;
    let held = budget.held(budget_id, posted.hold_id, amount, HoldFor::Reward(reward_id));
    Ok(vec![held.into(), posted.into()])
}
