//! What the demonstration gives back: purses, a task paid at once, a cup for points, a fee.

use domain::approval::{BudgetProposal, GrantProposal, Proposal};
use domain::assignment::command::{ClaimTask, SubmitWork};
use domain::assignment::values::{Assignee, TermsAccepted};
use domain::budget::command::OpenBudget;
use domain::id::{BudgetId, KocId};
use domain::operator::command::GiveApproval;
use domain::payout::command::{PayoutLine, PreparePayout};
use domain::reward::command::{GrantReward, RedeemPoints, SetTaxProfile};
use domain::reward::values::TaxCategory;
use domain::task::Selection;
use domain::task::brief::{AutomaticCheck, Brief, CriterionKind, Return, ReturnKind};
use domain::vocabulary::RewardUnit;
use domain::{Amount, LocalText};

use super::ids::{self, koc};
use super::stage::{Stage, approver, finance, member, ops};
use super::tasks::TOPIC;
use crate::exit::Failure;

/// The tag that the automatic check looks for.
const TAG: &str = "演示一号";
/// What the topic pays, and what a cup costs.
const PRICE: Amount = Amount(20);
/// Who takes the topic of the day; one forgets the tag.
const TAKERS: [u16; 11] = [1, 3, 5, 8, 9, 10, 16, 17, 19, 21, 25];
const FORGETFUL: u16 = 16;

fn open_purse(stage: &mut Stage<'_>, budget_id: BudgetId, unit: RewardUnit, amount: u64) {
    let amount = Amount(amount);
    let proposal = Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount });
    stage.send(approver(), GiveApproval { proposal, note: None });
    stage.send(
        ops(),
        OpenBudget {
            budget_id,
            owner_ref: "demo-year".to_owned(),
            unit,
            amount,
            valid_until: None,
            item: unit.has_item().then(|| "cup".to_owned()),
            grant_alone_max: Amount::ZERO,
            points_valid_days: (unit == RewardUnit::Points).then_some(365),
            price_points: unit.has_item().then_some(PRICE),
        },
    );
}

/// Purses for points, fees and cups.
pub(super) fn fill_purses(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(341, 9)?;
    open_purse(stage, ids::POINTS, RewardUnit::Points, 2_000);
    open_purse(stage, ids::FEES, RewardUnit::Cash, 500_000);
    open_purse(stage, ids::CUPS, RewardUnit::Gift, 30);
    stage.settle()
}

/// A topic that is taken, handed in, checked by rule, credited and paid in one act each.
pub(super) fn topic_of_the_day(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(341, 10)?;
    let full = TOPIC.brief(stage);
    let must = |it: &domain::task::brief::Criterion| it.kind == CriterionKind::Must;
    let (text, budget) = (LocalText::new("二十积分", "20 points"), ids::POINTS);
    let brief = Brief {
        criteria: full.criteria.iter().filter(|it| must(it)).cloned().collect(),
        returns: vec![Return::paid(ReturnKind::Points, text, PRICE, budget)],
        automatic_check: Some(AutomaticCheck { tags: vec![TAG.to_owned()], public_url: false }),
        ..full
    };
    TOPIC.open_as(stage, 20, brief, Selection::Broadcast);
    stage.at(341, 12)?;
    for number in TAKERS {
        take(stage, koc(number), number != FORGETFUL);
    }
    stage.at(342, 9)?;
    let (redemption_id, koc_id, item) = (ids::reward(1), koc(8), "cup".to_owned());
    stage.send(member(koc_id), RedeemPoints { redemption_id, koc_id, item, points: PRICE });
    stage.settle()
}

fn take(stage: &mut Stage<'_>, koc_id: KocId, tagged: bool) {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    let claim = ClaimTask { task_id: TOPIC.task, assignee: Assignee::Koc(koc_id), terms_accepted };
    let tags = if tagged { vec![TAG.to_owned()] } else { Vec::new() };
    let work = SubmitWork { claim: Some(claim), tags, ..TOPIC.submission(koc_id, 1) };
    stage.send(member(koc_id), work);
}

/// A fee granted by two people; the payout waits for its approval.
pub(super) fn fee(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(343, 10)?;
    let (koc_id, budget_id, reward_id) = (ids::MENTOR, ids::FEES, ids::reward(2));
    let (unit, amount) = (RewardUnit::Cash, Amount(80_000));
    let proposal = Proposal::GrantReward(GrantProposal { reward_id, koc_id, budget_id, amount });
    stage.send(approver(), GiveApproval { proposal, note: None });
    let reason = "带教三位车主 For teaching three owners".into();
    stage.send(ops(), GrantReward { reward_id, koc_id, unit, amount, budget_id, reason });
    let verified_on = Some(stage.day(343));
    let (tax_category, residence) = (TaxCategory::LabourService, "CN".to_owned());
    let payee = "paymaster-0001".into();
    stage.send(finance(), SetTaxProfile { koc_id, payee, tax_category, residence, verified_on });
    let (gross, tax, net) = (amount, Amount(0), amount);
    stage.send(
        finance(),
        PreparePayout {
            payout_id: ids::PAYOUT,
            cutoff: stage.moment(343, 10),
            unit,
            lines: vec![PayoutLine { koc_id, reward_id, gross, tax, net }],
        },
    );
    stage.settle()
}
