//! What follows at once in a reward account: what an agreed task promises is set aside, approved
//! work is paid, and whatever else ends gives the promise back. Value moves, so a refusal here
//! refuses the whole command.

use super::event::RewardReserved;
use super::promise::{Given, posted, voided};
use super::values::{RewardFor, VoidReason};
use super::{Reward, RewardState};
use crate::amount::Amount;
use crate::assignment::Assignment;
use crate::assignment::Event as OfAssignment;
use crate::assignment::event::{AssignmentCancelled, WorkApproved};
use crate::budget::HoldFor;
use crate::budget::event::BudgetReleased;
use crate::event::Event;
use crate::id::{AssignmentId, BudgetId, EventId, HoldId, KocId, RewardId};
use crate::recorded::Context;
use crate::refusal::{Refusal, Violation};
use crate::state::State;
use crate::task::brief::Return;
use crate::team::split;

/// What an agreed task promises is set aside: inside what the task holds, or in a hold of its own.
pub(crate) fn reserve_agreed(
    state: &State,
    event: &Event,
    _: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(OfAssignment::AssignmentAccepted(accepted)) = event else {
        return Ok(Vec::new());
    };
    let assignment_id = accepted.assignment_id;
    let assignment = state.assignment(assignment_id)?;
    let mut ahead = state.clone();
    let mut events = Vec::new();
    for due in dues(state, assignment) {
        // Each of a team is promised on the purse as those before have left it.
        let promised = promise(&ahead, assignment_id, assignment, due, context)?;
        if assignment.team().is_some() {
            ahead = ahead.after(&promised, context);
        }
        events.extend(promised);
    }
    Ok(events)
}

fn promise(
    state: &State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
    due: Due,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Due { koc_id, member, budget_id, amount } = due;
    let (_, reward_id) = state.promise_of_work(assignment_id, budget_id, member);
    let drawn = draw(state, assignment, reward_id, budget_id, amount, context)?;
    let budget = state.budget(budget_id)?;
    let reserved = RewardReserved {
        reward_id,
        koc_id,
        unit: budget.unit,
        item: budget.item.clone(),
        amount,
        budget_id,
        hold_id: drawn.hold_id,
        reserved_for: RewardFor::Assignment(assignment_id),
        expires_at: None,
    };
    Ok(drawn.held.into_iter().chain([reserved.into()]).collect())
}

/// What one person gets of one price of a work.
#[derive(Clone, Copy)]
struct Due {
    koc_id: KocId,
    /// The same, where a team did the work and each has a promise of their own.
    member: Option<KocId>,
    budget_id: BudgetId,
    amount: Amount,
}

/// Every price of a work, divided among those who have a share in it; the parts sum to the whole.
fn dues(state: &State, assignment: &Assignment) -> Vec<Due> {
    let prices = assignment.returns().iter().filter_map(Return::price);
    if assignment.team().is_none() {
        let (koc_id, member) = (assignment.koc, None);
        return prices
            .map(|(budget_id, amount)| Due { koc_id, member, budget_id, amount })
            .collect();
    }
    let shares = assignment.shares(state);
    let parts_bp: Vec<u16> = shares.iter().map(|(_, share_bp)| *share_bp).collect();
    let mut dues = Vec::new();
    for (budget_id, whole) in prices {
        let parts = split(whole.0, &parts_bp).into_iter().map(Amount);
        let of_each = shares.iter().zip(parts).filter(|(_, amount)| *amount > Amount::ZERO);
        dues.extend(of_each.map(|((koc_id, _), amount)| Due {
            koc_id: *koc_id,
            member: Some(*koc_id),
            budget_id,
            amount,
        }));
    }
    dues
}

/// From which hold a reward of an assignment is paid.
struct Drawn {
    hold_id: HoldId,
    /// What is recorded when it needs one of its own.
    held: Option<Event>,
}

fn draw(
    state: &State,
    assignment: &Assignment,
    reward_id: RewardId,
    budget_id: BudgetId,
    amount: Amount,
    context: &Context,
) -> Result<Drawn, Refusal> {
    let budget = state.budget(budget_id)?;
    let of_task = HoldId::of_task(assignment.task, budget_id);
    if budget.hold(of_task).is_ok_and(|hold| hold.free() >= amount) {
        return Ok(Drawn { hold_id: of_task, held: None });
    }
    let refused = budget.exceeded(amount);
    let refused = refused.or_else(|| budget.not_open(state.day_of(context.now)));
    refused.map_or(Ok(()), Err)?;
    let hold_id = HoldId::of_reward(reward_id);
    let held = budget.held(budget_id, hold_id, amount, HoldFor::Reward(reward_id));
    Ok(Drawn { hold_id, held: Some(held.into()) })
}

/// Approved work is paid what was promised. Where the promise was taken back, because the work had
/// been rejected first, it is paid all the same.
pub(crate) fn pay_approved(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(OfAssignment::WorkApproved(approved)) = event else {
        return Ok(Vec::new());
    };
    let assignment = state.assignment(approved.assignment_id)?;
    let dues = dues(state, assignment);
    let mut ahead = state.clone();
    let mut events = Vec::new();
    if assignment.team().is_some() {
        // Who made it, and how much of it, may be otherwise than when it was promised.
        events.extend(take_back_others(&ahead, approved.assignment_id, assignment, &dues));
        ahead = ahead.after(&events, context);
    }
    for due in dues {
        let paid = pay(&ahead, assignment, approved, due, cause, context)?;
        if assignment.team().is_some() {
            ahead = ahead.after(&paid, context);
        }
        events.extend(paid);
    }
    Ok(events)
}

/// Takes back what was promised to members of a team otherwise than it is due; the purse has it
/// again at once.
fn take_back_others(
    state: &State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
    dues: &[Due],
) -> Vec<Event> {
    let promised = |reward: &Reward| {
        let same = |due: &&Due| due.koc_id == reward.koc && due.budget_id == reward.budget;
        dues.iter().find(same).is_some_and(|due| due.amount == reward.amount)
    };
    let open = open_promises(state, assignment_id, assignment).into_iter();
    let mut events = Vec::new();
    for (reward_id, reward) in open.filter(|(_, reward)| !promised(reward)) {
        events.push(voided(reward_id, reward, VoidReason::SharedOtherwise).into());
        let own = state.budget(reward.budget).and_then(|it| it.hold(reward.hold)).ok();
        if own.is_some_and(|hold| matches!(hold.held_for, HoldFor::Reward(_))) {
            let (budget_id, hold_id, amount) = (reward.budget, reward.hold, reward.amount);
            let left = state.budget(budget_id).map_or(Amount::ZERO, |it| it.left()).plus(amount);
            events.push(BudgetReleased { budget_id, hold_id, amount, left }.into());
        }
    }
    events
}

fn pay(
    state: &State,
    assignment: &Assignment,
    approved: &WorkApproved,
    due: Due,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Due { koc_id, member, budget_id, amount } = due;
    let assignment_id = approved.assignment_id;
    let (newest, next) = state.promise_of_work(assignment_id, budget_id, member);
    match newest {
        Some((_, reward)) if reward.state == RewardState::Posted => Ok(Vec::new()),
        Some((reward_id, reward)) if reward.state == RewardState::Reserved => {
            Ok(vec![posted(state, reward_id, reward, reward.amount, cause, context)?.into()])
        }
        _ => {
            let drawn = draw(state, assignment, next, budget_id, amount, context)?;
            let given = Given {
                reward_id: next,
                koc_id,
                amount,
                assignment_id: Some(assignment_id),
                for_event: Some(cause),
            };
            let budget = state.budget(budget_id)?;
            let mut posted = given.out_of(state, budget, budget_id, context);
            posted.hold_id = drawn.hold_id;
            Ok(drawn.held.into_iter().chain([posted.into()]).collect())
        }
    }
}

/// Whatever ends an assignment but approval takes its promises back.
pub(crate) fn void_ended(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(event) = event else { return Ok(Vec::new()) };
    let (assignment_id, reason) = match event {
        OfAssignment::AssignmentDeclined(e) => (e.assignment_id, VoidReason::Declined),
        OfAssignment::AssignmentExpired(e) => (e.assignment_id, VoidReason::Expired),
        OfAssignment::WorkRejected(e) => (e.assignment_id, VoidReason::Rejected),
        OfAssignment::AssignmentWithdrawn(e) => (e.assignment_id, VoidReason::Withdrawn),
        OfAssignment::AssignmentRelinquished(e) => (e.assignment_id, VoidReason::Relinquished),
        OfAssignment::AssignmentLapsed(e) => (e.assignment_id, VoidReason::Lapsed),
        OfAssignment::AssignmentCancelled(e) => return compensate(state, e, cause, context),
        OfAssignment::AssignmentPeopleChanged(e) => {
            let assignment = state.assignment(e.assignment_id)?;
            let gone = promises_to(state, e.assignment_id, assignment, &e.left);
            let reason = VoidReason::Relinquished;
            return Ok(gone.into_iter().map(|(id, it)| voided(id, it, reason).into()).collect());
        }
        _ => return Ok(Vec::new()),
    };
    release(state, assignment_id, reason)
}

/// Of what was promised for work that the brand called off, the part it gives all the same; the
/// rest is taken back.
fn compensate(
    state: &State,
    cancelled: &AssignmentCancelled,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment_id = cancelled.assignment_id;
    let assignment = state.assignment(assignment_id)?;
    let mut events = Vec::new();
    for (reward_id, reward) in open_promises(state, assignment_id, assignment) {
        let part = reward.amount.part(cancelled.compensation_bp);
        events.push(if part == Amount::ZERO {
            voided(reward_id, reward, VoidReason::Cancelled).into()
        } else {
            posted(state, reward_id, reward, part, cause, context)?.into()
        });
    }
    Ok(events)
}

/// Takes back every open promise for the work of an assignment. What the purse held for it is free
/// again with that.
pub(crate) fn release(
    state: &State,
    assignment_id: AssignmentId,
    reason: VoidReason,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(assignment_id)?;
    let open = open_promises(state, assignment_id, assignment);
    Ok(open.into_iter().map(|(id, reward)| voided(id, reward, reason).into()).collect())
}

fn open_promises<'a>(
    state: &'a State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
) -> Vec<(RewardId, &'a Reward)> {
    let mut people = assignment.people();
    people.extend(assignment.shares(state).into_iter().map(|(koc_id, _)| koc_id));
    people.sort_unstable();
    people.dedup();
    promises_to(state, assignment_id, assignment, &people)
}

/// Open promises for the work of an assignment to some of its people.
fn promises_to<'a>(
    state: &'a State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
    people: &[KocId],
) -> Vec<(RewardId, &'a Reward)> {
    let team = assignment.team().is_some();
    let members: Vec<Option<KocId>> =
        if team { people.iter().copied().map(Some).collect() } else { vec![None] };
    let prices = assignment.returns().iter().filter_map(Return::price);
    let newest = prices.flat_map(|(budget_id, _)| {
        let promise = |it: &Option<KocId>| state.promise_of_work(assignment_id, budget_id, *it).0;
        members.iter().filter_map(promise).collect::<Vec<_>>()
    });
    newest.filter(|(_, reward)| reward.state == RewardState::Reserved).collect()
}

/// What was given for the work of an assignment; a refusal when something is still owed to it.
pub(crate) fn given_for_work(
    state: &State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
) -> Result<Vec<RewardId>, Violation> {
    let given = dues(state, assignment).into_iter().map(|due| {
        let newest = state.promise_of_work(assignment_id, due.budget_id, due.member).0;
        let posted = newest.filter(|(_, reward)| reward.state == RewardState::Posted);
        posted.map(|(id, _)| id).ok_or(Violation::LedgerEntriesMissing)
    });
    given.collect()
}

/// Whether a promise for the work of an assignment is open.
pub(crate) fn promises_open(
    state: &State,
    assignment_id: AssignmentId,
    assignment: &Assignment,
) -> bool {
    !open_promises(state, assignment_id, assignment).is_empty()
}
