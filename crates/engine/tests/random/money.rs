//! Commands about purses, rewards and payouts, drawn by chance.

use domain::approval::*;
use domain::budget::Event as OfBudget;
use domain::budget::command::*;
use domain::id::*;
use domain::payout::Event as OfPayout;
use domain::payout::command::*;
use domain::reward::Event as OfReward;
use domain::reward::command::*;
use domain::reward::event::RewardPosted;
use domain::reward::values::*;
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount, Event, Role};

use crate::cast::{Cast, Drawn, operator};
use crate::people::approved;

/// What a mug costs, in points.
const PRICE: Amount = Amount(10);
const MUG: &str = "mug";

fn fang(cast: &mut Cast) -> Actor {
    if cast.chance(95) { operator("fang", Role::Finance) } else { cast.anybody() }
}

/// The scheduler most often.
fn clock(cast: &mut Cast) -> Actor {
    if cast.chance(90) { Actor::SYSTEM } else { cast.anybody() }
}

/// A purse of that unit opened of late, or one that is not there.
pub(crate) fn purse(cast: &mut Cast, unit: RewardUnit) -> BudgetId {
    let opened = cast.recent(|event| match event {
        Event::Budget(OfBudget::BudgetOpened(e)) if e.unit == unit => Some(e.budget_id),
        _ => None,
    });
    opened.unwrap_or(BudgetId([9; 16]))
}

fn any_purse(cast: &mut Cast) -> BudgetId {
    let unit = unit(cast);
    purse(cast, unit)
}

fn unit(cast: &mut Cast) -> RewardUnit {
    use RewardUnit::{Cash, Gift, Points};
    cast.one_of(&[Points, Points, Points, Cash, Cash, Gift])
}

pub(crate) fn open(cast: &mut Cast) -> Drawn {
    let budget_id = BudgetId::derived(&[b"purse", &cast.roll(60).to_be_bytes()]);
    let unit = unit(cast);
    let gift = unit == RewardUnit::Gift;
    let amount = Amount(if gift { 6 } else { 100 + cast.roll(900) });
    if cast.chance(85) {
        approved(cast, Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount }));
    }
    let command = OpenBudget {
        budget_id,
        owner_ref: "spring".to_owned(),
        unit,
        amount,
        valid_until: cast.chance(20).then(|| cast.scene.today().plus(20)),
        item: gift.then(|| MUG.to_owned()),
        grant_alone_max: Amount(40),
        points_valid_days: (unit == RewardUnit::Points).then_some(9),
        price_points: gift.then_some(PRICE),
    };
    (fang(cast), command.into())
}

pub(crate) fn top_up(cast: &mut Cast) -> Drawn {
    let (budget_id, amount) = (any_purse(cast), Amount(cast.roll(50)));
    approved(cast, Proposal::TopUpBudget(TopUpProposal { budget_id, amount }));
    (fang(cast), TopUpBudget { budget_id, amount }.into())
}

pub(crate) fn hold(cast: &mut Cast) -> Drawn {
    let hold_id = HoldId::derived(&[b"by hand", &cast.roll(500).to_be_bytes()]);
    let (budget_id, amount) = (any_purse(cast), Amount(cast.roll(80)));
    let reference = "event-7".to_owned();
    (clock(cast), HoldBudget { budget_id, hold_id, amount, reference }.into())
}

fn held(cast: &mut Cast) -> (BudgetId, HoldId) {
    let held = cast.recent(|event| match event {
        Event::Budget(OfBudget::BudgetHeld(e)) => Some((e.budget_id, e.hold_id)),
        _ => None,
    });
    held.unwrap_or((BudgetId([9; 16]), HoldId([9; 16])))
}

pub(crate) fn spend(cast: &mut Cast) -> Drawn {
    let ((budget_id, hold_id), amount) = (held(cast), Amount(cast.roll(40)));
    (clock(cast), SpendBudget { budget_id, hold_id, amount }.into())
}

pub(crate) fn release(cast: &mut Cast) -> Drawn {
    let (budget_id, hold_id) = held(cast);
    (clock(cast), ReleaseBudget { budget_id, hold_id }.into())
}

pub(crate) fn close(cast: &mut Cast) -> Drawn {
    let budget_id = any_purse(cast);
    (fang(cast), CloseBudget { budget_id, reason: "spring is over".to_owned() }.into())
}

fn new_reward(cast: &mut Cast) -> RewardId {
    RewardId::derived(&[b"by hand", &cast.roll(4_000).to_be_bytes()])
}

pub(crate) fn reserve(cast: &mut Cast) -> Drawn {
    let unit = unit(cast);
    let command = ReserveReward {
        reward_id: new_reward(cast),
        koc_id: cast.member(),
        unit,
        amount: Amount(cast.roll(30)),
        budget_id: purse(cast, unit),
        reserved_for: RewardFor::Reference("thread-9".to_owned()),
        expires_at: cast.chance(50).then(|| cast.scene.now().plus_hours(20)),
    };
    (clock(cast), command.into())
}

fn promised(cast: &mut Cast) -> RewardId {
    let promised = cast.recent(|event| match event {
        Event::Reward(OfReward::RewardReserved(e)) => Some(e.reward_id),
        _ => None,
    });
    promised.unwrap_or(RewardId([9; 16]))
}

pub(crate) fn post(cast: &mut Cast) -> Drawn {
    let newest = cast.scene.log.len() as u64;
    let command = PostReward {
        reward_id: promised(cast),
        amount: cast.chance(30).then_some(Amount(5)),
        for_event: EventId(1 + cast.roll(newest)),
    };
    (clock(cast), command.into())
}

pub(crate) fn void(cast: &mut Cast) -> Drawn {
    let reason = cast.one_of(&[VoidReason::ByHand, VoidReason::RanOut]);
    (clock(cast), VoidReward { reward_id: promised(cast), reason }.into())
}

pub(crate) fn grant(cast: &mut Cast) -> Drawn {
    let unit = unit(cast);
    let most = if unit == RewardUnit::Gift { 2 } else { 60 };
    let (reward_id, koc_id) = (new_reward(cast), cast.member());
    let (budget_id, amount) = (purse(cast, unit), Amount(cast.roll(most)));
    if cast.chance(50) {
        let proposal = GrantProposal { reward_id, koc_id, budget_id, amount };
        approved(cast, Proposal::GrantReward(proposal));
    }
    let reason = "stood out".into();
    (cast.team(), GrantReward { reward_id, koc_id, unit, amount, budget_id, reason }.into())
}

/// Something given of late, in one of these units.
fn given(cast: &mut Cast, units: &[RewardUnit]) -> Option<RewardPosted> {
    cast.recent(|event| match event {
        Event::Reward(OfReward::RewardPosted(e)) if units.contains(&e.unit) => Some(e.clone()),
        _ => None,
    })
}

fn whose(given: Option<RewardPosted>, cast: &mut Cast) -> (RewardId, KocId, Amount) {
    match given {
        Some(e) => (e.reward_id, e.koc_id, e.amount),
        None => (RewardId([9; 16]), cast.member(), Amount(1)),
    }
}

pub(crate) fn redeem(cast: &mut Cast) -> Drawn {
    let points = given(cast, &[RewardUnit::Points]);
    let (_, koc_id, _) = whose(points, cast);
    let (redemption_id, item) = (new_reward(cast), MUG.to_owned());
    let command = RedeemPoints { redemption_id, koc_id, item, points: PRICE };
    (cast.own(koc_id), command.into())
}

pub(crate) fn expire_points(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    (clock(cast), ExpirePoints { koc_id }.into())
}

pub(crate) fn tax_profile(cast: &mut Cast) -> Drawn {
    let cash = given(cast, &[RewardUnit::Cash]);
    let (_, koc_id, _) = whose(cash, cast);
    (fang(cast), payee(cast, koc_id).into())
}

fn payee(cast: &Cast, koc_id: KocId) -> SetTaxProfile {
    SetTaxProfile {
        koc_id,
        payee: "account 6222".into(),
        tax_category: TaxCategory::LabourService,
        residence: "CN".to_owned(),
        verified_on: Some(cast.scene.today()),
    }
}

/// A tenth is tax.
fn taxed(gross: Amount) -> (Amount, Amount) {
    let tax = Amount(gross.0 / 10);
    (tax, Amount(gross.0 - tax.0))
}

pub(crate) fn withhold(cast: &mut Cast) -> Drawn {
    let cash = given(cast, &[RewardUnit::Cash]);
    let (reward_id, _, gross) = whose(cash, cast);
    let (tax, net) = taxed(gross);
    let category = TaxCategory::LabourService;
    (fang(cast), RecordWithholding { reward_id, category, gross, tax, net }.into())
}

pub(crate) fn deliver(cast: &mut Cast) -> Drawn {
    let gift = given(cast, &[RewardUnit::Gift]);
    let (reward_id, ..) = whose(gift, cast);
    let delivered_at = cast.chance(60).then(|| cast.scene.now());
    let carrier = "sf".to_owned();
    (cast.team(), RecordDelivery { reward_id, carrier, tracking: None, delivered_at }.into())
}

pub(crate) fn claw_back(cast: &mut Cast) -> Drawn {
    let any = given(cast, &RewardUnit::ALL);
    let (reward_id, _, most) = whose(any, cast);
    let amount = Amount(1 + cast.roll(most.0));
    if cast.chance(25) {
        approved(cast, Proposal::ClawBack(ClawBackProposal { reward_id, amount }));
    }
    let reason = "the post was bought".into();
    (fang(cast), ClawBack { reward_id, amount, reason }.into())
}

/// A run of one or two of the newest fees.
pub(crate) fn prepare(cast: &mut Cast) -> Drawn {
    let mut lines = Vec::new();
    for _ in 0..=cast.roll(3) {
        let Some(fee) = given(cast, &[RewardUnit::Cash]) else { continue };
        let (gross, (tax, net)) = (fee.amount, taxed(fee.amount));
        if cast.chance(80) {
            // In the same breath, so that the run may find it.
            let payee = payee(cast, fee.koc_id);
            let _ = cast.scene.send(operator("fang", Role::Finance), payee);
        }
        lines.push(PayoutLine { koc_id: fee.koc_id, reward_id: fee.reward_id, gross, tax, net });
    }
    let payout_id = PayoutId::derived(&[&cast.roll(2_000).to_be_bytes()]);
    let (cutoff, unit) = (cast.scene.now(), RewardUnit::Cash);
    (fang(cast), PreparePayout { payout_id, cutoff, unit, lines }.into())
}

fn run(cast: &mut Cast, approved: bool, exported: bool) -> PayoutId {
    let run = cast.recent(|event| match event {
        Event::Payout(OfPayout::PayoutPrepared(e)) if !approved && !exported => Some(e.payout_id),
        Event::Payout(OfPayout::PayoutApproved(e)) if approved => Some(e.payout_id),
        Event::Payout(OfPayout::PayoutExported(e)) if exported => Some(e.payout_id),
        _ => None,
    });
    run.unwrap_or(PayoutId([9; 16]))
}

pub(crate) fn approve(cast: &mut Cast) -> Drawn {
    let payout_id = run(cast, false, false);
    let lin = operator("lin", Role::Approver);
    let actor = if cast.chance(90) { lin } else { cast.anybody() };
    (actor, ApprovePayout { payout_id }.into())
}

pub(crate) fn export(cast: &mut Cast) -> Drawn {
    let payout_id = run(cast, true, false);
    let (format, file_sha256) = ("bank-csv".to_owned(), Sha256([3; 32]));
    (fang(cast), ExportPayout { payout_id, format, file_sha256 }.into())
}

/// A run at the bank, and one of its lines.
fn at_bank(cast: &mut Cast) -> (PayoutId, RewardId) {
    let payout_id = run(cast, false, true);
    let lines = cast.recent(|event| match event {
        Event::Payout(OfPayout::PayoutPrepared(e)) if e.payout_id == payout_id => {
            Some(e.lines.clone())
        }
        _ => None,
    });
    let line = lines.map(|lines| cast.one_of(&lines).reward_id);
    (payout_id, line.unwrap_or(RewardId([9; 16])))
}

pub(crate) fn settle(cast: &mut Cast) -> Drawn {
    let (payout_id, reward_id) = at_bank(cast);
    let paid = cast.chance(60);
    let reference = paid.then(|| "bank-1".to_owned());
    let failed = (!paid).then(|| "no such account".into());
    (fang(cast), SettlePayoutLine { payout_id, reward_id, reference, failed }.into())
}

pub(crate) fn mark_paid(cast: &mut Cast) -> Drawn {
    let (payout_id, reward_id) = at_bank(cast);
    let (paid_at, reference) = (cast.scene.now(), "bank-2".to_owned());
    (fang(cast), MarkPaid { reward_id, payout_id, paid_at, reference }.into())
}

pub(crate) fn mark_failed(cast: &mut Cast) -> Drawn {
    let (payout_id, reward_id) = at_bank(cast);
    let reason = "no such account".into();
    (fang(cast), MarkPaymentFailed { reward_id, payout_id, reason }.into())
}

pub(crate) fn discard(cast: &mut Cast) -> Drawn {
    let payout_id = run(cast, false, false);
    let actor = if cast.chance(20) { fang(cast) } else { cast.anybody() };
    (actor, DiscardPayout { payout_id, reason: "wrong month".to_owned() }.into())
}
