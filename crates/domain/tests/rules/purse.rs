//! Purses, reached by commands: what tests of money begin from.

use domain::Amount;
use domain::approval::{BudgetProposal, Proposal};
use domain::budget::command::*;
use domain::id::{BudgetId, HoldId, KocId, TaskId};
use domain::task::Selection;
use domain::task::brief::{Brief, Return, ReturnKind};
use domain::task::command::OpenTask;
use domain::vocabulary::RewardUnit;
use testkit::scene::Scene;

use crate::common::*;
use crate::work::*;

/// The purse of that name.
pub(crate) fn purse_id(name: &str) -> BudgetId {
    BudgetId::derived(&[name.as_bytes()])
}

/// The hold of that name.
pub(crate) fn hold_id(name: &str) -> HoldId {
    HoldId::derived(&[name.as_bytes()])
}

/// A purse of the spring campaign, from which nobody grants alone.
pub(crate) fn open_purse(name: &str, unit: RewardUnit, amount: u64) -> OpenBudget {
    OpenBudget {
        budget_id: purse_id(name),
        owner_ref: "spring-2025".to_owned(),
        unit,
        amount: Amount(amount),
        valid_until: None,
        item: unit.has_item().then(|| name.to_owned()),
        grant_alone_max: Amount::ZERO,
        points_valid_days: None,
        price_points: None,
    }
}

/// Lin approves exactly this purse.
#[track_caller]
pub(crate) fn approve_purse(scene: &mut Scene, open: &OpenBudget) {
    let OpenBudget { budget_id, unit, amount, .. } = *open;
    approve(scene, Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount }));
}

/// A purse that mei opened and lin approved.
#[track_caller]
pub(crate) fn given(scene: &mut Scene, open: OpenBudget) -> BudgetId {
    approve_purse(scene, &open);
    let budget_id = open.budget_id;
    scene.given(mei(), open);
    budget_id
}

/// The same, the plain one of that name.
#[track_caller]
pub(crate) fn given_purse(
    scene: &mut Scene,
    name: &str,
    unit: RewardUnit,
    amount: u64,
) -> BudgetId {
    given(scene, open_purse(name, unit, amount))
}

/// Sets a part aside.
pub(crate) fn hold(budget_id: BudgetId, name: &str, amount: u64) -> HoldBudget {
    let reference = "invoice-7".to_owned();
    HoldBudget { budget_id, hold_id: hold_id(name), amount: Amount(amount), reference }
}

/// So many points for each work.
pub(crate) fn points_each(budget_id: BudgetId, amount: u64) -> Return {
    paid(ReturnKind::Points, budget_id, amount)
}

/// So much of that kind for each work.
pub(crate) fn paid(kind: ReturnKind, budget_id: BudgetId, amount: u64) -> Return {
    Return::paid(kind, text("回报", "A return"), Amount(amount), budget_id)
}

/// A brief that gives back only that.
pub(crate) fn brief_paying(scene: &Scene, returns: Vec<Return>) -> Brief {
    Brief { returns, ..brief(scene) }
}

/// A task of that many places for offers, open, paying that.
#[track_caller]
pub(crate) fn given_paying(
    scene: &mut Scene,
    name: &str,
    returns: Vec<Return>,
    slots: u32,
) -> TaskId {
    let brief = brief_paying(scene, returns);
    let task_id = given_brief(scene, draft(name), brief);
    scene.given(mei(), OpenTask { slots: Some(slots), ..open(task_id) });
    task_id
}

/// Opens for whoever wants it.
pub(crate) fn open_for_claims(task_id: TaskId, slots: u32) -> OpenTask {
    OpenTask { selection: Selection::OpenClaim, slots: Some(slots), ..open(task_id) }
}

/// A member of that name took on a task.
#[track_caller]
pub(crate) fn given_taken(
    scene: &mut Scene,
    task_id: TaskId,
    koc_id: KocId,
) -> domain::id::AssignmentId {
    let offered = offer(scene, task_id, koc_id);
    scene.given(mei(), offered);
    let assignment_id = domain::id::AssignmentId::of(task_id, koc_id);
    scene.given(by(koc_id), accept(assignment_id));
    assignment_id
}

/// What a purse holds and has spent.
#[track_caller]
pub(crate) fn held_and_spent(scene: &Scene, budget_id: BudgetId) -> (u64, u64) {
    let counted = scene.state.counted();
    let purse = counted.purses.get(&budget_id).expect("there is such a purse");
    (purse.held.0, purse.spent.0)
}

/// Runs the money; known to the scene once `given_fang` was called.
pub(crate) fn fang() -> domain::Actor {
    domain::Actor::operator(operator_id("fang"), domain::Role::Finance)
}

/// Fang of finance is on the team.
#[track_caller]
pub(crate) fn given_fang(scene: &mut Scene) {
    scene.given(domain::Actor::SYSTEM, add_operator("fang", &[domain::Role::Finance]));
}

/// The entry of that name.
pub(crate) fn reward_id(name: &str) -> domain::id::RewardId {
    domain::id::RewardId::derived(&[name.as_bytes()])
}

/// Grants out of a purse for a reason.
pub(crate) fn grant_reward(
    name: &str,
    koc_id: KocId,
    unit: RewardUnit,
    budget_id: BudgetId,
    amount: u64,
) -> domain::reward::command::GrantReward {
    let reason = "stood out at the spring drive".into();
    let amount = Amount(amount);
    let reward_id = reward_id(name);
    domain::reward::command::GrantReward { reward_id, koc_id, unit, amount, budget_id, reason }
}

/// A purse out of which mei grants alone, and a grant from it.
#[track_caller]
pub(crate) fn given_grant(
    scene: &mut Scene,
    name: &str,
    koc_id: KocId,
    unit: RewardUnit,
    amount: u64,
) -> domain::id::RewardId {
    let purse = open_purse(&format!("{name}-purse"), unit, 1_000_000);
    let purse = OpenBudget { grant_alone_max: Amount(1_000_000), ..purse };
    let budget_id = given(scene, purse);
    scene.given(mei(), grant_reward(name, koc_id, unit, budget_id, amount));
    reward_id(name)
}

/// The events of reward accounts among those of a command.
pub(crate) fn of_rewards(events: Vec<domain::Event>) -> Vec<domain::reward::Event> {
    let own = |event| match event {
        domain::Event::Reward(event) => Some(event),
        _ => None,
    };
    events.into_iter().filter_map(own).collect()
}

/// Points, cash, coupons and gifts of a member.
pub(crate) fn balances(scene: &Scene, koc_id: KocId) -> [i64; 4] {
    scene.state.counted().rewards.get(&koc_id).copied().unwrap_or_default()
}
