//! What the read model makes of each event.

use std::sync::Arc;

use domain::duty::Event as Happened;
use domain::duty::event::*;
use domain::duty::values::*;
use domain::id::{DutyId, KocId, RewardId};
use domain::vocabulary::RewardUnit;
use domain::{Amount, Event, Recorded, koc, reward};

use crate::Duties;
use crate::query::{DutyFilter, DutyOrder};
use crate::rows::*;

impl Duties {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Duty(Happened::DutyProposed(proposed)) => {
                let row = DutyRow::proposed(proposed, recorded);
                self.duties.insert(proposed.duty_id, Arc::new(row));
                self.of_koc.insert((proposed.koc_id, proposed.duty_id));
            }
            Event::Duty(event) => {
                if let Some(row) = self.row_mut(event.duty_id()) {
                    row.take_in(event, recorded);
                }
                if let Happened::StipendAccrued(e) = event {
                    let reward_id = RewardId::of_stipend(e.duty_id, e.period);
                    self.stipends.insert(reward_id, (e.duty_id, e.period));
                }
            }
            Event::Perk(event) => self.of_perk(event, recorded),
            Event::Reward(event) => self.of_reward(event),
            Event::Koc(koc::Event::KocMerged(merged)) => {
                self.hand_over(merged.koc_id, merged.into);
                self.hand_over_perks(merged.koc_id, merged.into);
            }
            _ => {}
        }
    }

    fn row_mut(&mut self, duty_id: DutyId) -> Option<&mut DutyRow> {
        self.duties.get_mut(&duty_id).map(Arc::make_mut)
    }

    /// What was given or paid of a stipend. Cash is owed until the paymaster paid it.
    fn of_reward(&mut self, event: &reward::Event) {
        let (reward_id, state) = match event {
            reward::Event::RewardPosted(e) => {
                let owed = e.unit == RewardUnit::Cash;
                (e.reward_id, if owed { StipendState::Payable } else { StipendState::Paid })
            }
            reward::Event::RewardPaid(e) => (e.reward_id, StipendState::Paid),
            _ => return,
        };
        let Some((duty_id, period)) = self.stipends.get(&reward_id).copied() else { return };
        let stipends = self.row_mut(duty_id).map(|row| &mut row.stipends);
        let found = stipends.and_then(|all| all.iter_mut().find(|it| it.period == period));
        if let Some(stipend) = found {
            (stipend.reward_id, stipend.state) = (Some(reward_id), state);
        }
    }

    /// Duties that are not over go on under the record that does.
    fn hand_over(&mut self, from: KocId, into: KocId) {
        let filter = DutyFilter { koc_id: Some(from), ..DutyFilter::default() };
        let held = self.duties(&filter, DutyOrder::TermEnd).into_iter();
        for duty_id in held.filter(|row| !row.state.is_over()).map(|row| row.duty_id) {
            self.of_koc.remove(&(from, duty_id));
            self.of_koc.insert((into, duty_id));
            if let Some(row) = self.row_mut(duty_id) {
                row.koc_id = into;
            }
        }
    }
}

impl DutyRow {
    fn proposed(event: &DutyProposed, recorded: &Recorded) -> DutyRow {
        let (at, position) = (recorded.occurred_at, recorded.position);
        let first = Revision { revision: 1, by: DutyParty::Brand, message: None, at, position };
        DutyRow {
            duty_id: event.duty_id,
            koc_id: event.koc_id,
            state: DutyState::Proposed,
            terms: event.terms.as_ref().clone(),
            revisions: vec![first],
            agreed_by_koc: false,
            agreed_by_brand: false,
            concluded_at: None,
            months: u16::from(event.terms.term.months),
            until: event.terms.term.until(),
            renewals: 0,
            stipend: event.terms.stipend.map(|stipend| stipend.amount),
            stipends_agreed: Amount::ZERO,
            items: Vec::new(),
            fulfilled: 0,
            missed: 0,
            excused: 0,
            stipends: Vec::new(),
            reviews: Vec::new(),
            rests: Vec::new(),
            renewal: None,
            ended: None,
            position,
        }
    }

    fn take_in(&mut self, event: &Happened, recorded: &Recorded) {
        let (at, position) = (recorded.occurred_at, recorded.position);
        match event {
            Happened::DutyProposed(_) | Happened::DutyEndingNoted(_) => {}
            Happened::DutyTermsRevised(e) => self.revised(e, recorded),
            Happened::DutyAgreed(e) => match e.by {
                DutyParty::Koc => self.agreed_by_koc = true,
                DutyParty::Brand => self.agreed_by_brand = true,
            },
            Happened::DutyConcluded(e) => {
                self.state = DutyState::Concluded;
                self.stipends_agreed = e.stipends;
                self.concluded_at = Some(at);
            }
            Happened::DutyStarted(_) => self.state = DutyState::Active,
            Happened::DeliverableFulfilled(_)
            | Happened::DeliverableMissed(_)
            | Happened::DeliverableExcused(_) => self.of_item(event, recorded),
            Happened::StipendAccrued(e) => self.accrued(e, recorded),
            Happened::DutyReviewHeld(e) => self.reviews.push(ReviewRow {
                period: e.period,
                what_went_well: e.what_went_well.clone(),
                what_to_change: e.what_to_change.clone(),
                adjustments: e.adjustments.clone(),
                fulfilled: e.fulfilled,
                missed: e.missed,
                excused: e.excused,
                at,
                position,
            }),
            Happened::DutyPutOnHold(e) => self.rest(e, recorded),
            Happened::DutyResumed(e) => {
                self.state = DutyState::Active;
                self.end_rest(e.on);
            }
            Happened::DutyRenewalProposed(e) => {
                let DutyRenewalProposed { by, months, stipend, .. } = *e;
                let message = e.message.clone();
                self.renewal = Some(RenewalRow { by, months, stipend, message, position });
            }
            Happened::DutyRenewed(e) => {
                self.months = self.months.saturating_add(u16::from(e.months));
                self.until = e.until;
                self.renewals += 1;
                self.stipends_agreed = self.stipends_agreed.plus(e.stipends);
                self.stipend = e.stipend.or(self.stipend);
                self.renewal = None;
            }
            Happened::DutyCompleted(e) => {
                let (early, complete) = (DutyState::EndedEarly, DutyState::Completed);
                self.state = if e.early { early } else { complete };
            }
            Happened::DutyEndedEarly(e) => self.ended_early(e, recorded),
        }
    }

    fn revised(&mut self, event: &DutyTermsRevised, recorded: &Recorded) {
        self.terms = event.terms.as_ref().clone();
        self.months = u16::from(self.terms.term.months);
        self.until = self.terms.term.until();
        self.stipend = self.terms.stipend.map(|stipend| stipend.amount);
        (self.agreed_by_koc, self.agreed_by_brand) = (false, false);
        self.revisions.push(Revision {
            revision: event.revision,
            by: event.by,
            message: event.message.clone(),
            at: recorded.occurred_at,
            position: recorded.position,
        });
    }

    fn of_item(&mut self, event: &Happened, recorded: &Recorded) {
        let position = recorded.position;
        match event {
            Happened::DeliverableFulfilled(e) => {
                self.fulfilled += 1;
                let delivered = Delivered {
                    assignment_id: e.assignment_id,
                    asset_id: e.asset_id,
                    note: e.note.clone(),
                    on_time: e.on_time,
                    at: recorded.occurred_at,
                    position,
                };
                let item = self.item_mut(&e.code, e.period, e.due, recorded);
                item.delivered.push(delivered);
            }
            Happened::DeliverableMissed(e) => {
                self.missed += 1;
                self.item_mut(&e.code, e.period, e.due, recorded).missing = Some(e.missing);
            }
            Happened::DeliverableExcused(e) => {
                self.excused += 1;
                let item = self.item_mut(&e.code, e.period, e.due, recorded);
                let was_missed = item.missing.take().is_some();
                (item.excused, item.excuse) = (Some(e.because), e.reason.clone());
                self.missed = self.missed.saturating_sub(u32::from(was_missed));
            }
            _ => {}
        }
    }

    fn item_mut(
        &mut self,
        code: &str,
        period: u16,
        due: domain::Day,
        recorded: &Recorded,
    ) -> &mut ItemRow {
        let position = recorded.position;
        let known = self.items.iter().position(|it| it.code == code && it.period == period);
        let at = known.unwrap_or_else(|| {
            self.items.push(ItemRow {
                code: code.to_owned(),
                period,
                due,
                delivered: Vec::new(),
                missing: None,
                excused: None,
                excuse: None,
                position,
            });
            self.items.len() - 1
        });
        let item = &mut self.items[at];
        item.position = position;
        item
    }

    fn accrued(&mut self, event: &StipendAccrued, recorded: &Recorded) {
        let nothing = event.amount == Amount::ZERO;
        self.stipends.push(StipendRow {
            period: event.period,
            from: event.from,
            until: event.until,
            days_served: event.days_served,
            days: event.days,
            amount: event.amount,
            reward_id: None,
            state: if nothing { StipendState::Nothing } else { StipendState::Payable },
            position: recorded.position,
        });
    }

    fn rest(&mut self, event: &DutyPutOnHold, recorded: &Recorded) {
        // One that begins ends the one before it.
        if self.state == DutyState::OnHold {
            self.end_rest(event.from);
        }
        self.state = DutyState::OnHold;
        self.rests.push(RestRow {
            from: event.from,
            until: event.until,
            stipend_continues: event.stipend_continues,
            by: event.by,
            cause: event.cause,
            reason: event.reason.clone(),
            position: recorded.position,
        });
    }

    /// A rest that began on that day never was.
    fn end_rest(&mut self, on: domain::Day) {
        let Some(rest) = self.rests.last_mut() else { return };
        if rest.from >= on {
            self.rests.pop();
        } else {
            rest.until = Some(on.plus(-1));
        }
    }

    fn ended_early(&mut self, event: &DutyEndedEarly, recorded: &Recorded) {
        match event.last_day {
            Some(last_day) if self.state.runs() => {
                self.until = self.until.min(last_day);
                self.renewal = None;
            }
            _ => self.state = DutyState::EndedEarly,
        }
        self.ended = Some(EndedRow {
            by: event.by,
            cause: event.cause,
            reason: event.reason.clone(),
            last_day: event.last_day,
            at: recorded.occurred_at,
            position: recorded.position,
        });
    }
}
