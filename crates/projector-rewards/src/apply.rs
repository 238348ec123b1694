//! How each event changes the rows. Nothing here fails; what names something unknown is let go.

use std::sync::Arc;

use domain::budget::HoldFor;
use domain::id::{BudgetId, HoldId, KocId, PayoutId, RewardId};
use domain::reward::values::LotTaken;
use domain::vocabulary::RewardUnit;
use domain::{Amount, Event, Recorded, Zone, assignment, budget, payout, programme, reward, task};

use crate::account::{LineKind, LineRow, PayeeRow};
use crate::entry::{DeliveryRow, FailureRow, PaymentRow, RewardRow, TaxRow};
use crate::purse::{BudgetRow, HoldRow, LineOutcome, PayoutRow};
use crate::{Rewards, WorkNote};

impl Rewards {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(programme::Event::ProgrammeCreated(e)) => {
                self.zone = Zone::named(&e.time_zone);
            }
            Event::Task(task::Event::TaskDrafted(e)) => {
                if let Some(campaign_id) = e.campaign_id {
                    self.campaigns.insert(e.task_id, campaign_id);
                }
            }
            Event::Assignment(assignment::Event::TaskAssigned(e)) => {
                let pays = e.returns.iter().any(|it| it.price().is_some());
                if pays {
                    let note = WorkNote { task_id: e.task_id, due: e.submit_by };
                    self.works.insert(e.assignment_id, note);
                }
            }
            Event::Budget(event) => self.fold_budget(event, recorded),
            Event::Reward(event) => self.fold_reward(event, recorded),
            Event::Payout(event) => self.fold_payout(event, recorded),
            _ => {}
        }
    }

    fn fold_budget(&mut self, event: &budget::Event, recorded: &Recorded) {
        use budget::Event::*;
        if let BudgetOpened(e) = event {
            self.budgets.insert(e.budget_id, Arc::new(BudgetRow::opened(e, recorded)));
            return;
        }
        let Some(row) = self.budgets.get_mut(&event.budget_id()).map(Arc::make_mut) else { return };
        row.positions.push(recorded.position);
        match event {
            BudgetOpened(_) => {}
            BudgetToppedUp(e) => {
                row.amount = row.amount.plus(e.amount);
                row.approved_by.extend(e.approved_by.iter().cloned());
            }
            BudgetHeld(e) => {
                row.held = row.held.plus(e.amount);
                let hold = HoldRow {
                    hold_id: e.hold_id,
                    held_for: e.held_for.clone(),
                    amount: e.amount,
                    reserved: Amount::ZERO,
                    pending: Amount::ZERO,
                    position: recorded.position,
                };
                row.holds.insert(e.hold_id, hold);
            }
            BudgetSpent(e) => {
                row.take(e.hold_id, e.amount, true);
                row.spent = row.spent.plus(e.amount);
            }
            BudgetReleased(e) => row.take(e.hold_id, e.amount, false),
            BudgetClosed(e) => row.closed_reason = Some(e.reason.clone()),
        }
    }

    fn change_hold(
        &mut self,
        budget_id: BudgetId,
        hold_id: HoldId,
        change: impl FnOnce(&mut HoldRow),
    ) {
        let row = self.budgets.get_mut(&budget_id).map(Arc::make_mut);
        if let Some(hold) = row.and_then(|row| row.holds.get_mut(&hold_id)) {
            change(hold);
        }
    }

    fn fold_reward(&mut self, event: &reward::Event, recorded: &Recorded) {
        use reward::Event::*;
        match event {
            RewardReserved(e) => {
                let row = self.placed(RewardRow::reserved(e, recorded));
                self.by_koc.insert((e.koc_id, e.reward_id));
                self.open.insert(e.reward_id);
                self.promised.insert((e.budget_id, e.reward_id));
                self.rewards.insert(e.reward_id, Arc::new(row));
                self.change_hold(e.budget_id, e.hold_id, |hold| {
                    hold.reserved = hold.reserved.plus(e.amount);
                });
            }
            RewardPosted(e) => self.post(e, recorded),
            RewardVoided(e) => {
                let held = self.rewards.get(&e.reward_id).map(|it| (it.budget_id, it.hold_id));
                if let Some((budget_id, hold_id)) = held {
                    self.promised.remove(&(budget_id, e.reward_id));
                    self.change_hold(budget_id, hold_id, |hold| {
                        hold.reserved = hold.reserved.less(e.amount);
                    });
                }
                self.change(e.reward_id, recorded, |row| row.voided = Some(e.reason));
            }
            PointsRedeemed(e) => {
                self.spend(&e.lots, recorded, |row, points| row.left = row.left.less(points));
                let moved = -e.points.signed();
                let line = (RewardUnit::Points, LineKind::Redeemed, Some(e.redemption_id));
                self.line(e.koc_id, line, moved, e.balance, recorded);
            }
            PointsExpired(e) => {
                self.spend(&e.lots, recorded, |row, points| {
                    row.left = row.left.less(points);
                    row.expired = row.expired.plus(points);
                });
                let line = (RewardUnit::Points, LineKind::Expired, None);
                self.line(e.koc_id, line, -e.points.signed(), e.balance, recorded);
            }
            TaxProfileSet(e) => {
                let row = PayeeRow {
                    koc_id: e.koc_id,
                    payee: e.payee.clone(),
                    tax_category: e.tax_category,
                    residence: e.residence.clone(),
                    verified_on: e.verified_on,
                    position: recorded.position,
                };
                self.payees.insert(e.koc_id, Arc::new(row));
            }
            TaxWithheld(e) => self.change(e.reward_id, recorded, |row| {
                let (category, gross, tax, net) = (e.category, e.gross, e.tax, e.net);
                row.tax = Some(TaxRow { category, gross, tax, net });
            }),
            GiftDelivered(e) => self.deliver(e, recorded),
            RewardPaid(e) => {
                self.change(e.reward_id, recorded, |row| {
                    row.payout_id = None;
                    row.payment = Some(PaymentRow {
                        payout_id: e.payout_id,
                        paid_at: e.paid_at,
                        reference: e.reference.clone(),
                    });
                });
                let line = (RewardUnit::Cash, LineKind::Paid, Some(e.reward_id));
                self.line(e.koc_id, line, -e.amount.signed(), e.balance, recorded);
            }
            RewardPaymentFailed(e) => self.change(e.reward_id, recorded, |row| {
                row.payout_id = None;
                let (payout_id, reason) = (e.payout_id, e.reason.clone());
                row.failure = Some(FailureRow { payout_id, reason, at: recorded.occurred_at });
            }),
            RewardClawedBack(e) => {
                let unit = self.rewards.get(&e.reward_id).map(|row| row.unit);
                self.change(e.reward_id, recorded, |row| {
                    row.clawed_back = row.clawed_back.plus(e.amount);
                    row.left = row.left.less(e.amount);
                });
                if let Some(unit) = unit {
                    let line = (unit, LineKind::ClawedBack, Some(e.reward_id));
                    self.line(e.koc_id, line, -e.amount.signed(), e.balance, recorded);
                }
            }
        }
    }

    fn post(&mut self, e: &reward::event::RewardPosted, recorded: &Recorded) {
        let promised = self.rewards.get(&e.reward_id).map(|row| row.amount);
        if promised.is_none() {
            let row = self.placed(RewardRow::direct(e, recorded));
            self.by_koc.insert((e.koc_id, e.reward_id));
            self.rewards.insert(e.reward_id, Arc::new(row));
            self.open.insert(e.reward_id);
        }
        self.promised.remove(&(e.budget_id, e.reward_id));
        self.change_hold(e.budget_id, e.hold_id, |hold| {
            hold.reserved = hold.reserved.less(promised.unwrap_or_default());
            hold.pending = hold.pending.plus(e.amount);
        });
        self.change(e.reward_id, recorded, |row| row.post(e, recorded));
        let line = (e.unit, LineKind::Posted, Some(e.reward_id));
        self.line(e.koc_id, line, e.amount.signed(), e.balance, recorded);
    }

    fn deliver(&mut self, e: &reward::event::GiftDelivered, recorded: &Recorded) {
        let pieces = self.rewards.get(&e.reward_id).map_or(Amount::ZERO, |row| row.standing());
        self.change(e.reward_id, recorded, |row| {
            row.delivery = Some(DeliveryRow {
                carrier: e.carrier.clone(),
                tracking: e.tracking.clone(),
                delivered_at: e.delivered_at,
            });
        });
        if e.delivered_at.is_some() {
            let line = (RewardUnit::Gift, LineKind::Delivered, Some(e.reward_id));
            self.line(e.koc_id, line, -pieces.signed(), e.balance, recorded);
        }
    }

    /// What the assignment tells of it, or the hold it is paid from.
    fn placed(&self, row: RewardRow) -> RewardRow {
        let note = row.assignment_id.and_then(|id| self.works.get(&id));
        let task_id = note.map(|note| note.task_id);
        let of_task = task_id.and_then(|task_id| self.campaigns.get(&task_id).copied());
        let hold = self.budgets.get(&row.budget_id).and_then(|it| it.holds.get(&row.hold_id));
        let campaign_id = of_task.or(match hold.map(|hold| &hold.held_for) {
            Some(HoldFor::Campaign(id)) => Some(*id),
            _ => None,
        });
        RewardRow { task_id, campaign_id, work_due: note.map(|note| note.due), ..row }
    }

    fn change(
        &mut self,
        reward_id: RewardId,
        recorded: &Recorded,
        change: impl FnOnce(&mut RewardRow),
    ) {
        let Some(row) = self.rewards.get_mut(&reward_id).map(Arc::make_mut) else { return };
        row.positions.push(recorded.position);
        change(row);
        let waits = row.posted_at.is_none() && row.voided.is_none();
        if waits || row.is_payable() {
            self.open.insert(reward_id);
        } else {
            self.open.remove(&reward_id);
        }
    }

    fn spend(
        &mut self,
        lots: &[LotTaken],
        recorded: &Recorded,
        take: impl Fn(&mut RewardRow, Amount),
    ) {
        for lot in lots {
            self.change(lot.reward_id, recorded, |row| take(row, lot.points));
        }
    }

    fn line(
        &mut self,
        koc_id: KocId,
        (unit, kind, reward_id): (RewardUnit, LineKind, Option<RewardId>),
        by: i64,
        balance: i64,
        recorded: &Recorded,
    ) {
        let (at, position) = (recorded.occurred_at, recorded.position);
        let row = LineRow { koc_id, unit, kind, reward_id, by, balance, at, position };
        self.lines.entry(koc_id).or_default().insert(position, Arc::new(row));
    }

    fn fold_payout(&mut self, event: &payout::Event, recorded: &Recorded) {
        use payout::Event::*;
        if let PayoutPrepared(e) = event {
            self.payouts.insert(e.payout_id, Arc::new(PayoutRow::prepared(e, recorded)));
            let lines = e.lines.iter().map(|line| line.reward_id);
            lines.for_each(|id| self.put_in_run(id, Some(e.payout_id), recorded));
            return;
        }
        let Some(row) = self.payouts.get_mut(&event.payout_id()).map(Arc::make_mut) else { return };
        row.positions.push(recorded.position);
        let position = recorded.position;
        match event {
            PayoutPrepared(_) => {}
            PayoutApproved(e) => row.approver = Some(e.approver),
            PayoutExported(e) => {
                row.format = Some(e.format.clone());
                row.file_sha256 = Some(e.file_sha256);
            }
            PayoutLineSettled(e) => {
                let outcome = LineOutcome { reference: Some(e.reference.clone()), position };
                row.outcomes.insert(e.reward_id, outcome);
            }
            PayoutLineFailed(e) => {
                row.outcomes.insert(e.reward_id, LineOutcome { reference: None, position });
            }
            PayoutDiscarded(e) => {
                row.discarded = Some(e.reason.clone());
                let lines: Vec<RewardId> = row.lines.iter().map(|line| line.reward_id).collect();
                lines.into_iter().for_each(|id| self.put_in_run(id, None, recorded));
            }
        }
    }

    fn put_in_run(&mut self, reward_id: RewardId, run: Option<PayoutId>, recorded: &Recorded) {
        self.change(reward_id, recorded, |row| row.payout_id = run);
    }
}
