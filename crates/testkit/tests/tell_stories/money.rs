//! How money is set aside, given and taken back.

use domain::approval::{BudgetProposal, Proposal, TopUpProposal};
use domain::budget::command::*;
use domain::id::{BudgetId, HoldId};
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount};
use testkit::scene::Scene;

use crate::cast::*;

/// The purse of that name.
pub(crate) fn purse_id(name: &str) -> BudgetId {
    BudgetId::derived(&[name.as_bytes()])
}

/// A purse that mei opens and lin approves.
pub(crate) fn purse(name: &str, unit: RewardUnit, amount: u64) -> OpenBudget {
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

#[track_caller]
pub(crate) fn open_purse(scene: &mut Scene, purse: OpenBudget) -> BudgetId {
    let OpenBudget { budget_id, unit, amount, .. } = purse;
    approve(scene, Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount }));
    scene.given(mei(), purse);
    budget_id
}

#[test]
fn purse_topped_up_and_closed() {
    let mut scene = live();
    let budget_id = open_purse(&mut scene, purse("spring-cash", RewardUnit::Cash, 200_000));
    let hold_id = HoldId::derived(&[b"studio"]);
    let reference = "contract-17".to_owned();
    let held = HoldBudget { budget_id, hold_id, amount: Amount(150_000), reference };
    scene.given(mei(), held);
    let more = Amount(50_000);
    approve(&mut scene, Proposal::TopUpBudget(TopUpProposal { budget_id, amount: more }));
    scene.given(mei(), TopUpBudget { budget_id, amount: more });
    scene.wait_days(7);
    scene.given(mei(), SpendBudget { budget_id, hold_id, amount: Amount(120_000) });
    scene.given(mei(), ReleaseBudget { budget_id, hold_id });
    scene.wait_days(30);
    scene.refused(
        Actor::SYSTEM,
        SpendBudget { budget_id, hold_id, amount: Amount(1) },
        "HOLD_UNKNOWN",
    );
    scene.given(mei(), CloseBudget { budget_id, reason: "春季活动结束".to_owned() });
    tell(
        "purse_topped_up_and_closed",
        "A purse of 2,000 yuan for the spring. 1,500 are set aside for a studio, 500 are added, \
         1,200 are spent, the rest is given back, and the purse is closed with 1,300 unspent.",
        &scene,
    );
}
