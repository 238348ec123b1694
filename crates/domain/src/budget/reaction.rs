//! What follows at a purse: it holds for a task that opens, and gives back what nobody can need
//! any more.

use super::event::{BudgetHeld, BudgetReleased, BudgetSpent};
use super::{Hold, HoldFor, LUMP_REWARDS};
use crate::amount::Amount;
use crate::event::Event;
use crate::id::{BudgetId, EventId, HoldId, TaskId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::reward;
use crate::state::State;
use crate::stream::StreamKind;
use crate::task;

/// Holds for every place of a task that pays. What was checked before cannot fail.
pub(crate) fn held_for_task(
    state: &State,
    task_id: TaskId,
    prices: &[(BudgetId, Amount)],
    slots: u32,
    in_lumps: bool,
) -> Result<Vec<Event>, Refusal> {
    let hold = |(budget_id, each): &(BudgetId, Amount)| {
        let (hold_id, amount) = (HoldId::of_task(task_id, *budget_id), each.times(slots));
        let budget = state.budget(*budget_id)?;
        let held = budget.held(*budget_id, hold_id, amount, HoldFor::Task(task_id));
        Ok(BudgetHeld { in_lumps, ..held }.into())
    };
    prices.iter().map(hold).collect()
}

/// What was posted is spent: at once, or with the lump it fills.
pub(crate) fn spend_posted(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Reward(reward::Event::RewardPosted(posted)) = event else { return Ok(Vec::new()) };
    let (budget_id, hold_id) = (posted.budget_id, posted.hold_id);
    let budget = state.budget(budget_id)?;
    // What several were given out of one hold at once was spent with the first of them.
    let waits = budget.hold(hold_id).ok().filter(|hold| hold.pending > Amount::ZERO);
    let Some(hold) = waits else { return Ok(Vec::new()) };
    if hold.in_lumps && hold.pending_rewards < LUMP_REWARDS {
        return Ok(Vec::new());
    }
    let (amount, left) = (hold.pending, budget.left());
    Ok(vec![BudgetSpent { budget_id, hold_id, amount, left }.into()])
}

/// Gives back what nobody can need any more: when a reward is settled, what its own hold has left;
/// when a task closes, the share of the places that are
/// never taken; when nobody is under way in it any more, all.
pub(crate) fn give_back(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    if let Event::Reward(event) = event {
        return Ok(rest_of_own_hold(state, event).into_iter().collect());
    }
    let stream = event.stream();
    let task_id = match stream.kind {
        StreamKind::Task => TaskId(stream.id),
        StreamKind::Assignment => {
            let of = state.assignments.get(&crate::id::AssignmentId(stream.id));
            let Some(assignment) = of else { return Ok(Vec::new()) };
            assignment.task
        }
        _ => return Ok(Vec::new()),
    };
    let Ok(task) = state.task(task_id) else { return Ok(Vec::new()) };
    if task.is_open() || task.selection.is_none() {
        return Ok(Vec::new());
    }
    let closes = matches!(event, Event::Task(task::Event::TaskClosed(_)));
    let never_taken = task.slots_left().unwrap_or(0);
    let released = task.prices(state).into_iter().filter_map(|(budget_id, each)| {
        let most = if !task.is_under_way() {
            None
        } else if closes {
            Some(each.times(never_taken))
        } else {
            return None;
        };
        released(state, budget_id, HoldId::of_task(task_id, budget_id), most)
    });
    Ok(released.collect())
}

/// What the hold of one reward has left once the reward is given or taken back.
fn rest_of_own_hold(state: &State, event: &reward::Event) -> Option<Event> {
    let reward_id = match event {
        reward::Event::RewardPosted(e) => e.reward_id,
        reward::Event::RewardVoided(e) => e.reward_id,
        _ => return None,
    };
    let reward = state.reward(reward_id).ok()?;
    let hold = state.budget(reward.budget).ok()?.hold(reward.hold).ok()?;
    let own = matches!(hold.held_for, HoldFor::Reward(_));
    own.then(|| released(state, reward.budget, reward.hold, None)).flatten()
}

/// Gives back what is free in a hold, at most `most` of it.
pub(crate) fn released(
    state: &State,
    budget_id: BudgetId,
    hold_id: HoldId,
    most: Option<Amount>,
) -> Option<Event> {
    let budget = state.budget(budget_id).ok()?;
    let free = budget.hold(hold_id).map(Hold::free).ok()?;
    let amount = most.map_or(free, |most| most.min(free));
    let left = budget.left().plus(amount);
    (amount > Amount::ZERO).then(|| BudgetReleased { budget_id, hold_id, amount, left }.into())
}
