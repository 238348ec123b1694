//! How money is set aside, given and taken back.

use domain::approval::{BudgetProposal, ClawBackProposal, GrantProposal, Proposal, TopUpProposal};
use domain::assignment::values::Decision;
use domain::budget::command::*;
use domain::id::{BudgetId, HoldId, KocId, PayoutId, RewardId, Sha256, TaskId};
use domain::operator::command::AddOperator;
use domain::payout::command::*;
use domain::reward::command::*;
use domain::reward::values::TaxCategory;
use domain::task::Selection;
use domain::task::brief::{Brief, Return, ReturnKind};
use domain::task::command::*;
use domain::vocabulary::{Horizon, Mode, RewardUnit};
use domain::{Actor, Amount, Role};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

/// Runs the money; known to a story once `finance` was called.
fn fang() -> Actor {
    Actor::operator(operator_id("fang"), Role::Finance)
}

#[track_caller]
fn finance(scene: &mut Scene) {
    let (operator_id, roles) = (operator_id("fang"), vec![Role::Finance]);
    scene.given(Actor::SYSTEM, AddOperator { operator_id, name: "fang".into(), roles });
}

/// The purse of that name.
pub(crate) fn purse_id(name: &str) -> BudgetId {
    BudgetId::derived(&[name.as_bytes()])
}

fn reward_id(name: &str) -> RewardId {
    RewardId::derived(&[name.as_bytes()])
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

/// A phased task for offers that pays, open with that many places.
#[track_caller]
fn open_paying(scene: &mut Scene, name: &str, returns: Vec<Return>, slots: u32) -> TaskId {
    let brief = Brief { returns, ..brief(scene.now(), Horizon::Phased) };
    let (task_id, slots) = (task_id(name), Some(slots));
    plan_spring(scene);
    scene.given(mei(), draft(name, Horizon::Phased, Mode::Commission));
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    scene.given(mei(), OpenTask { task_id, selection: Selection::Offer, slots, budget_id: None });
    task_id
}

/// Lin approves what mei grants for a reason.
#[track_caller]
fn grant(
    scene: &mut Scene,
    name: &str,
    koc_id: KocId,
    budget: &OpenBudget,
    amount: u64,
) -> RewardId {
    let (reward_id, budget_id, amount) = (reward_id(name), budget.budget_id, Amount(amount));
    let proposal = GrantProposal { reward_id, koc_id, budget_id, amount };
    approve(scene, Proposal::GrantReward(proposal));
    let (unit, reason) = (budget.unit, "春季自驾活动表现突出".into());
    scene.given(mei(), GrantReward { reward_id, koc_id, unit, amount, budget_id, reason });
    reward_id
}

#[test]
fn reward_reserve_post_void_clawback() {
    let mut scene = live();
    finance(&mut scene);
    let members = ["su", "tan", "wu"].map(|name| responder(&mut scene, name));
    let points = open_purse(&mut scene, purse("spring-points", RewardUnit::Points, 3_000));
    let cash = open_purse(&mut scene, purse("spring-cash", RewardUnit::Cash, 300_000));
    let returns = vec![
        Return::paid(ReturnKind::Points, text("三百积分", "300 points"), Amount(300), points),
        Return::paid(ReturnKind::Cash, text("项目费用", "A fee"), Amount(80_000), cash),
    ];
    let task_id = open_paying(&mut scene, "24h", returns, 3);
    let [su, tan, wu] = members;
    let work = members.map(|koc_id| take_on(&mut scene, task_id, koc_id));
    scene.wait_days(5);
    scene.given(Actor::koc(su), submission(work[0], su, 1));
    judge(&mut scene, work[0], 1, Decision::Approve, 88);
    scene.given(Actor::koc(tan), submission(work[1], tan, 1));
    judge(&mut scene, work[1], 1, Decision::Reject, 20);
    scene.given(Actor::koc(wu), submission(work[2], wu, 1));
    judge(&mut scene, work[2], 1, Decision::Approve, 91);
    scene.given(mei(), CloseTask { task_id, reason: "名额已满".to_owned() });
    scene.wait_days(20);
    let (reward_id, amount) = (RewardId::of_work(work[2], points, 0), Amount(300));
    approve(&mut scene, Proposal::ClawBack(ClawBackProposal { reward_id, amount }));
    scene.given(fang(), ClawBack { reward_id, amount, reason: "作品系购买所得".into() });
    tell(
        "reward_reserve_post_void_clawback",
        "A task with three places pays 300 points and 800 yuan each. Two purses hold for all three \
         when it opens. Su's work is approved and paid; Tan's is rejected, and what was promised \
         goes back; Wu's is approved and paid, and later the points are taken back by two.",
        &scene,
    );
}

fn line(koc_id: KocId, reward_id: RewardId, gross: u64, tax: u64) -> PayoutLine {
    let (gross, tax, net) = (Amount(gross), Amount(tax), Amount(gross - tax));
    PayoutLine { koc_id, reward_id, gross, tax, net }
}

#[test]
fn payout_settled_line_by_line() {
    let mut scene = live();
    finance(&mut scene);
    let (xu, yan) = (join(&mut scene, "xu"), join(&mut scene, "yan"));
    let fees = purse("spring-cash", RewardUnit::Cash, 500_000);
    open_purse(&mut scene, fees.clone());
    let to_xu = grant(&mut scene, "fee of xu", xu, &fees, 100_000);
    let to_yan = grant(&mut scene, "fee of yan", yan, &fees, 60_000);
    for (koc_id, by, verified_on) in [
        (xu, fang(), Some(scene.today())),
        (yan, Actor::koc(yan), None),
        (yan, fang(), Some(scene.today())),
    ] {
        let (tax_category, residence) = (TaxCategory::LabourService, "CN".to_owned());
        let payee = "招商银行 6225".into();
        scene.given(by, SetTaxProfile { koc_id, payee, tax_category, residence, verified_on });
    }
    let (category, gross) = (TaxCategory::LabourService, Amount(100_000));
    let (tax, net) = (Amount(16_000), Amount(84_000));
    scene.given(fang(), RecordWithholding { reward_id: to_xu, category, gross, tax, net });
    let run = |name: &str, scene: &Scene, lines| PreparePayout {
        payout_id: PayoutId::derived(&[name.as_bytes()]),
        cutoff: scene.now(),
        unit: RewardUnit::Cash,
        lines,
    };
    let both = vec![line(xu, to_xu, 100_000, 16_000), line(yan, to_yan, 60_000, 8_000)];
    let first = run("first", &scene, both.clone());
    let twice = first.payout_id;
    scene.given(fang(), first);
    scene.given(fang(), DiscardPayout { payout_id: twice, reason: "币种有误".to_owned() });
    let second = run("second", &scene, both);
    let payout_id = second.payout_id;
    scene.given(fang(), second);
    scene.given(lin().asserted(), ApprovePayout { payout_id });
    let format = "bank-csv".to_owned();
    scene.given(fang(), ExportPayout { payout_id, format, file_sha256: Sha256([9; 32]) });
    scene.wait_days(2);
    let reference = Some("T-20250303-1".to_owned());
    let settled = SettlePayoutLine { payout_id, reward_id: to_xu, reference, failed: None };
    scene.given(fang(), settled);
    let reason = "户名不符".into();
    scene.given(fang(), MarkPaymentFailed { reward_id: to_yan, payout_id, reason });
    let third = run("third", &scene, vec![line(yan, to_yan, 60_000, 8_000)]);
    scene.given(fang(), third);
    tell(
        "payout_settled_line_by_line",
        "Two fees wait to be paid. A first run is given up, a second is approved by another person \
         and sent to the bank. One line is paid, the other fails for its name and waits in a third \
         run.",
        &scene,
    );
}

#[test]
fn points_redeemed_and_run_out() {
    let mut scene = live();
    finance(&mut scene);
    let zhu = join(&mut scene, "zhu");
    let points = OpenBudget {
        points_valid_days: Some(90),
        ..purse("spring-points", RewardUnit::Points, 10_000)
    };
    open_purse(&mut scene, points.clone());
    let cups = OpenBudget {
        price_points: Some(Amount(250)),
        ..purse("thermos-cup", RewardUnit::Gift, 20)
    };
    open_purse(&mut scene, cups);
    grant(&mut scene, "first points", zhu, &points, 200);
    scene.wait_days(30);
    grant(&mut scene, "second points", zhu, &points, 150);
    let item = "thermos-cup".to_owned();
    let (redemption_id, koc_id) = (reward_id("cup of zhu"), zhu);
    let redeemed = RedeemPoints { redemption_id, koc_id, item, points: Amount(250) };
    scene.given(member("zhu"), redeemed);
    scene.wait_days(1);
    let (carrier, tracking) = ("sf".to_owned(), Some("SF1020304".into()));
    let sent = RecordDelivery { reward_id: redemption_id, carrier, tracking, delivered_at: None };
    scene.given(mei(), sent.clone());
    scene.wait_days(2);
    let delivered_at = Some(scene.now());
    scene.given(mei(), RecordDelivery { delivered_at, ..sent });
    scene.wait_days(90);
    scene.given(Actor::SYSTEM, ExpirePoints { koc_id });
    tell(
        "points_redeemed_and_run_out",
        "Zhu has 200 points and a month later 150 more, each good for 90 days. A cup costs 250: the \
         older points go first. The cup is sent and arrives; the 100 points left run out.",
        &scene,
    );
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
    scene.given(mei(), CloseBudget { budget_id, reason: "季度预算结清".to_owned() });
    tell(
        "purse_topped_up_and_closed",
        "A purse of 2,000 yuan for the spring. 1,500 are set aside for a studio, 500 are added, \
         1,200 are spent, the rest is given back, and the purse is closed with 1,300 unspent.",
        &scene,
    );
}
