//! What follows at a purse: it holds for a task that opens, and gives back what nobody can need
//! any more.

use super::Hold;
use super::event::{BudgetHeld, BudgetReleased};
use crate::amount::Amount;
use crate::event::Event;
use crate::id::{BudgetId, EventId, HoldId, TaskId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::stream::StreamKind;
use crate::task;

use super::HoldFor;

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

/// Gives back what nobody can need any more: when a task closes, the share of the places that are
/// never taken; when nobody is under way in it any more, all.
pub(crate) fn give_back(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
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
        let most = if task.live_assignments == 0 {
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

/// Gives back what is free in a hold, at most `most` of it.
pub(super) fn released(
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
