//! Books kept beside the programme from its events alone: what must be true of money and of what
//! happens once, whatever the rules think.

use std::collections::{BTreeMap, BTreeSet};

use domain::asset::values::AssetSource;
use domain::id::*;
use domain::publication::values::{AttributionModel, LeadKind};
use domain::vocabulary::RewardUnit;
use domain::{
    Event, Recorded, appeal, asset, assignment, budget, payout, publication, recognition, reward,
};

/// A purse, counted in the smallest unit.
#[derive(Debug, Default)]
struct Purse {
    amount: u64,
    held: u64,
    spent: u64,
    /// What members were given out of it.
    posted: u64,
}

/// What the events say.
#[derive(Debug, Default)]
pub(crate) struct Books {
    purses: BTreeMap<BudgetId, Purse>,
    /// What each member has, by unit.
    balances: BTreeMap<(KocId, RewardUnit), i64>,
    /// Rewards by what they were for, and by the work.
    posted_for: BTreeSet<(KocId, EventId, BudgetId)>,
    paid_work: BTreeSet<(AssignmentId, BudgetId)>,
    approved: BTreeMap<AssignmentId, u16>,
    units: BTreeMap<RewardId, RewardUnit>,
    /// The run each reward is in.
    in_run: BTreeMap<RewardId, PayoutId>,
    paid: BTreeSet<RewardId>,
    leads: BTreeSet<(String, LeadKind, AttributionModel)>,
    earning_leads: BTreeSet<(String, LeadKind)>,
    addresses: BTreeMap<[u8; 16], PublicationId>,
    titles: BTreeMap<RecognitionId, (String, bool)>,
    archived: BTreeSet<AssetSource>,
    /// The appeal on each event.
    appeals: BTreeMap<EventId, AppealId>,
}

impl Books {
    /// Takes in an event; fails where it cannot have been.
    pub(crate) fn enter(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Budget(event) => self.purse(event),
            Event::Reward(event) => self.reward(event),
            Event::Payout(event) => self.payout(event),
            Event::Publication(event) => self.shown(event),
            Event::Recognition(event) => self.honour(event),
            Event::Asset(asset::Event::AssetArchived(e)) => {
                assert!(self.archived.insert(e.source.clone()), "archived twice: {e:?}");
            }
            Event::Appeal(appeal::Event::AppealFiled(e)) => {
                let earlier = self.appeals.insert(e.against, e.appeal_id);
                assert_eq!(earlier, None, "disputed twice: {e:?}");
            }
            Event::Appeal(appeal::Event::AppealWithdrawn(e)) => {
                self.appeals.retain(|_, appeal_id| *appeal_id != e.appeal_id);
            }
            Event::Assignment(assignment::Event::WorkApproved(e)) => {
                let earlier = self.approved.insert(e.assignment_id, e.submission_no);
                assert_eq!(earlier, None, "approved twice: {e:?}");
            }
            Event::Assignment(assignment::Event::ReviewOverturned(e)) => {
                self.approved.remove(&e.assignment_id);
            }
            _ => {}
        }
    }

    fn purse(&mut self, event: &budget::Event) {
        use budget::Event::*;
        let purse = self.purses.entry(event.budget_id()).or_default();
        let take = |held: &mut u64, amount: u64| {
            *held = held.checked_sub(amount).unwrap_or_else(|| panic!("never held: {event:?}"));
        };
        let left = match event {
            BudgetOpened(e) => {
                purse.amount = e.amount.0;
                None
            }
            BudgetToppedUp(e) => {
                purse.amount += e.amount.0;
                Some(e.left)
            }
            BudgetHeld(e) => {
                purse.held += e.amount.0;
                Some(e.left)
            }
            BudgetSpent(e) => {
                take(&mut purse.held, e.amount.0);
                purse.spent += e.amount.0;
                Some(e.left)
            }
            BudgetReleased(e) => {
                take(&mut purse.held, e.amount.0);
                Some(e.left)
            }
            BudgetClosed(e) => {
                assert_eq!(purse.held, 0, "closed with holds");
                Some(e.unspent)
            }
        };
        let gone = purse.held + purse.spent;
        assert!(gone <= purse.amount, "overspent: {event:?}");
        if let Some(left) = left {
            assert_eq!(left.0, purse.amount - gone, "what is held, spent and free is all of it");
        }
    }

    fn reward(&mut self, event: &reward::Event) {
        use reward::Event::*;
        let (koc_id, unit, by, balance) = match event {
            RewardPosted(e) => {
                self.posted(e);
                (e.koc_id, e.unit, e.amount.signed(), e.balance)
            }
            PointsRedeemed(e) => (e.koc_id, RewardUnit::Points, -e.points.signed(), e.balance),
            PointsExpired(e) => (e.koc_id, RewardUnit::Points, -e.points.signed(), e.balance),
            RewardPaid(e) => {
                assert!(self.paid.insert(e.reward_id), "paid twice: {e:?}");
                (e.koc_id, RewardUnit::Cash, -e.amount.signed(), e.balance)
            }
            RewardClawedBack(e) => {
                (e.koc_id, self.units[&e.reward_id], -e.amount.signed(), e.balance)
            }
            // A gift that has arrived is owed no more.
            GiftDelivered(e) if e.delivered_at.is_some() => {
                self.balances.insert((e.koc_id, RewardUnit::Gift), e.balance);
                return;
            }
            _ => return,
        };
        let account = self.balances.entry((koc_id, unit)).or_default();
        *account += by;
        assert_eq!(*account, balance, "the sum of the lines: {event:?}");
    }

    fn posted(&mut self, e: &reward::event::RewardPosted) {
        self.units.insert(e.reward_id, e.unit);
        let source = e.for_event.map(|event| (e.koc_id, event, e.budget_id));
        assert!(source.is_none_or(|it| self.posted_for.insert(it)), "posted twice: {e:?}");
        let work = e.assignment_id.map(|work| (work, e.budget_id));
        assert!(work.is_none_or(|it| self.paid_work.insert(it)), "one work paid twice: {e:?}");
        let purse = self.purses.get_mut(&e.budget_id).expect("it is paid out of a purse");
        purse.posted += e.amount.0;
        assert!(purse.posted <= purse.spent + purse.held, "given and not covered: {e:?}");
    }

    fn payout(&mut self, event: &payout::Event) {
        match event {
            payout::Event::PayoutPrepared(e) => {
                for line in &e.lines {
                    assert!(!self.paid.contains(&line.reward_id), "paid before: {e:?}");
                    let other = self.in_run.insert(line.reward_id, e.payout_id);
                    assert_eq!(other, None, "in two runs: {e:?}");
                }
            }
            payout::Event::PayoutLineSettled(e) => {
                assert_eq!(self.in_run.remove(&e.reward_id), Some(e.payout_id), "{e:?}");
            }
            payout::Event::PayoutLineFailed(e) => {
                assert_eq!(self.in_run.remove(&e.reward_id), Some(e.payout_id), "{e:?}");
            }
            payout::Event::PayoutDiscarded(e) => self.in_run.retain(|_, run| *run != e.payout_id),
            _ => {}
        }
    }

    fn shown(&mut self, event: &publication::Event) {
        match event {
            publication::Event::PublicationRegistered(e) => {
                let other = self.addresses.insert(e.url.fingerprint, e.publication_id);
                assert_eq!(other, None, "one address twice: {e:?}");
            }
            publication::Event::PublicationTakenDown(e) => {
                self.addresses.retain(|_, publication| *publication != e.publication_id);
            }
            publication::Event::LeadAttributed(e) => {
                let once = (e.lead_ref.clone(), e.kind, e.model);
                assert!(self.leads.insert(once), "attributed twice: {e:?}");
                let earns = (e.lead_ref.clone(), e.kind);
                assert!(!e.earns || self.earning_leads.insert(earns), "earned twice: {e:?}");
            }
            _ => {}
        }
    }

    fn honour(&mut self, event: &recognition::Event) {
        match event {
            recognition::Event::HonourConferred(e) => {
                let held = self.titles.values().filter(|(title, _)| *title == e.title.en);
                let alone = held.clone().count() == 0 || !(e.unique || held.clone().any(|it| it.1));
                assert!(alone, "a title of one person: {e:?}");
                self.titles.insert(e.recognition_id, (e.title.en.clone(), e.unique));
            }
            recognition::Event::HonourRevoked(e) => drop(self.titles.remove(&e.recognition_id)),
            recognition::Event::HonourLapsed(e) => drop(self.titles.remove(&e.recognition_id)),
            _ => {}
        }
    }

    /// The rules count what the events add up to.
    pub(crate) fn check(&self, counted: &domain::Counted, after: &str) {
        assert_eq!(self.purses.len(), counted.purses.len(), "after {after}");
        for (budget_id, purse) in &self.purses {
            let known = &counted.purses[budget_id];
            let known = (known.amount.0, known.held.0, known.spent.0);
            assert_eq!((purse.amount, purse.held, purse.spent), known, "a purse after {after}");
        }
        for ((koc_id, unit), balance) in &self.balances {
            let known = counted.rewards.get(koc_id).map_or(0, |it| it[*unit as usize]);
            assert_eq!(*balance, known, "{unit:?} of {koc_id} after {after}");
        }
    }
}
