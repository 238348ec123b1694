//! How fees are paid: once a month in a run that two people stand behind.

use domain::Amount;
use domain::id::{KocId, PayoutId, RewardId, Sha256};
use domain::payout::command::*;
use domain::payout::{self};
use domain::reward::command::*;
use domain::reward::values::TaxCategory;
use domain::reward::{self};
use domain::vocabulary::RewardUnit;

use crate::office::{approver, finance};
use crate::world::World;

/// Lines of a run.
const LINES_MAX: usize = 200;

/// A fee that waits to be paid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unpaid {
    koc_id: KocId,
    reward_id: RewardId,
    gross: u64,
}

impl Unpaid {
    fn line(self) -> PayoutLine {
        let tax = self.gross * 16 / 100;
        let (gross, tax, net) = (Amount(self.gross), Amount(tax), Amount(self.gross - tax));
        PayoutLine { koc_id: self.koc_id, reward_id: self.reward_id, gross, tax, net }
    }
}

pub(crate) fn each_day(world: &mut World<'_>) {
    if !world.is_day(30, 24) || world.unpaid.is_empty() {
        return;
    }
    let count = world.unpaid.len().min(LINES_MAX);
    let due: Vec<Unpaid> = world.unpaid.drain(..count).collect();
    let lines: Vec<PayoutLine> = due.iter().map(|unpaid| unpaid.line()).collect();
    let at = world.now.plus_hours(9);
    for line in lines.iter().step_by(3) {
        let PayoutLine { reward_id, gross, tax, net, .. } = line.clone();
        let category = TaxCategory::LabourService;
        world.at(at, finance(), RecordWithholding { reward_id, category, gross, tax, net });
    }
    let run = |payout_id| PreparePayout {
        payout_id,
        cutoff: at,
        unit: RewardUnit::Cash,
        lines: lines.clone(),
    };
    let mut at = at.plus_hours(1);
    // Once in a while the first run is of the wrong period.
    if world.month() % 4 == 1 {
        let payout_id = PayoutId::derived(&[b"run", &world.next()]);
        world.at(at, finance(), run(payout_id));
        let reason = "账期有误 The wrong period".to_owned();
        world.at(at.plus_hours(1), finance(), DiscardPayout { payout_id, reason });
        at = at.plus_hours(2);
    }
    let payout_id = PayoutId::derived(&[b"run", &world.next()]);
    world.at(at, finance(), run(payout_id));
    world.at(at.plus_hours(2), approver(), ApprovePayout { payout_id });
    let (format, file_sha256) = ("bank-csv".to_owned(), Sha256([9; 32]));
    let exported = ExportPayout { payout_id, format, file_sha256 };
    world.at(at.plus_hours(3), finance(), exported);
}

pub(crate) fn heard(world: &mut World<'_>, event: &reward::Event) {
    match event {
        reward::Event::RewardPosted(e) if e.unit == RewardUnit::Cash => {
            let known = world.people.of(e.koc_id).is_some_and(|member| member.payable);
            if !known {
                let (payee, residence) = ("招商银行 0000 Bank account".into(), "CN".to_owned());
                let verified_on = Some(world.today());
                let (koc_id, tax_category) = (e.koc_id, TaxCategory::LabourService);
                let profile = SetTaxProfile { koc_id, payee, tax_category, residence, verified_on };
                world.send(finance(), profile);
                world.people.change(e.koc_id, |member| member.payable = true);
            }
            let (koc_id, reward_id, gross) = (e.koc_id, e.reward_id, e.amount.0);
            world.unpaid.push(Unpaid { koc_id, reward_id, gross });
        }
        reward::Event::RewardPaymentFailed(e) => {
            let line = world.lines.get(&e.reward_id).copied();
            world.unpaid.extend(line);
        }
        reward::Event::RewardPaid(e) => drop(world.lines.remove(&e.reward_id)),
        _ => {}
    }
}

pub(crate) fn heard_of_run(world: &mut World<'_>, event: &payout::Event) {
    match event {
        payout::Event::PayoutPrepared(e) => {
            for line in &e.lines {
                let (koc_id, reward_id, gross) = (line.koc_id, line.reward_id, line.gross.0);
                world.lines.insert(reward_id, Unpaid { koc_id, reward_id, gross });
                world.runs.entry(e.payout_id).or_default().push(reward_id);
            }
        }
        payout::Event::PayoutDiscarded(e) => drop(world.runs.remove(&e.payout_id)),
        payout::Event::PayoutExported(e) => {
            let payout_id = e.payout_id;
            for reward_id in world.runs.remove(&payout_id).unwrap_or_default() {
                let at = world.within(20, 70);
                let fails = world.chance.percent(5);
                let reference = (!fails).then(|| "T-2026".to_owned());
                let failed = fails.then(|| "户名不符 The name is another".into());
                let settled = SettlePayoutLine { payout_id, reward_id, reference, failed };
                world.at(at, finance(), settled);
            }
        }
        _ => {}
    }
}
