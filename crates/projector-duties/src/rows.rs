//! The rows of duties.

use domain::duty::values::*;
use domain::id::{AssetId, AssignmentId, DutyId, EventId, KocId, RewardId};
use domain::personal::Sealed;
use domain::{Amount, Day, Moment};
use serde::Serialize;

/// Days before the end of a term in which it can be renewed, as the rules have it.
const RENEWAL_DAYS: i32 = 45;

/// One revision of the terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// From 1.
    pub revision: u16,
    /// By which side.
    pub by: DutyParty,
    /// What the other side should know.
    pub message: Option<Sealed>,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// What shows that something was delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivered {
    /// The approved work.
    pub assignment_id: Option<AssignmentId>,
    /// Or the asset.
    pub asset_id: Option<AssetId>,
    /// Or the words.
    pub note: Option<Sealed>,
    /// Whether it came in time.
    pub on_time: bool,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// Where something due stands. 交付状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ItemState {
    /// Its period has not begun.
    Ahead,
    /// It can be delivered in time.
    Open,
    /// Its day is over; the days of grace run, or it was not looked at yet.
    Late,
    /// It was delivered.
    Fulfilled,
    /// It never came.
    Missed,
    /// It need not be delivered.
    Excused,
}

/// A deliverable in one of its periods, once something was said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemRow {
    /// Which deliverable.
    pub code: String,
    /// Of which period, from 1.
    pub period: u16,
    /// When it is due.
    pub due: Day,
    /// What was delivered of it.
    pub delivered: Vec<Delivered>,
    /// How many never came.
    pub missing: Option<u8>,
    /// Why it need not be delivered.
    pub excused: Option<ExcuseCause>,
    /// The same in words.
    pub excuse: Option<Sealed>,
    /// The newest event.
    pub position: EventId,
}

/// A deliverable in one of its periods, as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    /// The deliverable.
    pub deliverable: Deliverable,
    /// Of which period, from 1.
    pub period: u16,
    /// When its period begins.
    pub from: Day,
    /// When it is due.
    pub due: Day,
    /// How many of those due were delivered.
    pub done: u8,
    /// Where it stands.
    pub state: ItemState,
}

/// Where a stipend stands. 津贴状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StipendState {
    /// Nothing of the period counted.
    Nothing,
    /// It is owed.
    Payable,
    /// It was given or paid.
    Paid,
}

/// The stipend of a period that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StipendRow {
    /// Which, from 1.
    pub period: u16,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub until: Day,
    /// Days of it that count.
    pub days_served: u16,
    /// Days it has.
    pub days: u16,
    /// How much.
    pub amount: Amount,
    /// The entry of the reward account, once it was given.
    pub reward_id: Option<RewardId>,
    /// Where it stands.
    pub state: StipendState,
    /// The event.
    pub position: EventId,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewRow {
    /// The month of the duty it looks back on.
    pub period: u16,
    /// What went well.
    pub what_went_well: Vec<Sealed>,
    /// What to do otherwise.
    pub what_to_change: Vec<Sealed>,
    /// What both will change.
    pub adjustments: Option<Sealed>,
    /// Delivered up to then.
    pub fulfilled: u32,
    /// Missed up to then.
    pub missed: u32,
    /// Excused up to then.
    pub excused: u32,
    /// When.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// A time in which a duty rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RestRow {
    /// The first day.
    pub from: Day,
    /// The last day, if it is known.
    pub until: Option<Day>,
    /// Whether the stipend goes on.
    pub stipend_continues: bool,
    /// Which side asked.
    pub by: Option<DutyParty>,
    /// Why, in general.
    pub cause: DutyCause,
    /// Why, in words.
    pub reason: Option<Sealed>,
    /// The event.
    pub position: EventId,
}

/// That one side would go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewalRow {
    /// Which side.
    pub by: DutyParty,
    /// For how long.
    pub months: u8,
    /// The stipend of each period from then on.
    pub stipend: Option<Amount>,
    /// What the other side should know.
    pub message: Option<Sealed>,
    /// The event.
    pub position: EventId,
}

/// How a duty was ended before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EndedRow {
    /// By which side.
    pub by: DutyParty,
    /// Why, in general.
    pub cause: DutyCause,
    /// Why, in words.
    pub reason: Option<Sealed>,
    /// The last day; none when it had not begun.
    pub last_day: Option<Day>,
    /// When it was said.
    pub at: Moment,
    /// The event.
    pub position: EventId,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DutyRow {
    /// Its id.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Where it stands.
    pub state: DutyState,
    /// The newest terms.
    pub terms: DutyTerms,
    /// Every revision of them, the first in front.
    pub revisions: Vec<Revision>,
    /// Whether the holder agreed to them.
    pub agreed_by_koc: bool,
    /// Whether the brand did.
    pub agreed_by_brand: bool,
    /// When both had.
    pub concluded_at: Option<Moment>,
    /// All months, further terms among them.
    pub months: u16,
    /// The last day.
    pub until: Day,
    /// How often it was renewed.
    pub renewals: u16,
    /// What a whole period is paid in the newest term.
    pub stipend: Option<Amount>,
    /// All stipends of its terms, set aside with each.
    pub stipends_agreed: Amount,
    /// Everything that was said of what is due.
    pub items: Vec<ItemRow>,
    /// Delivered.
    pub fulfilled: u32,
    /// Missed, and not excused since.
    pub missed: u32,
    /// Excused.
    pub excused: u32,
    /// Periods that are over.
    pub stipends: Vec<StipendRow>,
    /// Reviews, oldest first.
    pub reviews: Vec<ReviewRow>,
    /// When it rested.
    pub rests: Vec<RestRow>,
    /// An open proposal to go on.
    pub renewal: Option<RenewalRow>,
    /// How it was ended before its time.
    pub ended: Option<EndedRow>,
    /// The event that proposed it.
    pub position: EventId,
}

impl DutyRow {
    /// What was said of a deliverable in a period.
    pub(crate) fn item(&self, code: &str, period: u16) -> Option<&ItemRow> {
        self.items.iter().find(|item| item.code == code && item.period == period)
    }

    /// What was said of what is due.
    pub fn said_of(&self, due: &DueItem) -> Option<&ItemRow> {
        self.item(&due.deliverable.code, due.period)
    }

    /// Everything that is due in it and whose period has begun by `today`, and of each deliverable
    /// the next after that, in order of the due day.
    pub fn due_items(&self, today: Day) -> Vec<DueItem> {
        let mut items: Vec<DueItem> =
            self.terms.deliverables.iter().flat_map(|it| self.periods(it, today)).collect();
        items.sort_by(|a, b| (a.due, &a.deliverable.code).cmp(&(b.due, &b.deliverable.code)));
        items
    }

    fn periods(&self, deliverable: &Deliverable, today: Day) -> Vec<DueItem> {
        let last = deliverable.every.whole_in(self.months);
        let mut ahead = false;
        let mut items = Vec::new();
        for period in 1..=last {
            let (from, due) = deliverable.every.days(self.terms.term.from, period);
            // What ends after the last day is not owed.
            if due > self.until || ahead {
                break;
            }
            let said = self.item(&deliverable.code, period);
            let done = said.map_or(0, |item| item.delivered.len());
            let done = u8::try_from(done).unwrap_or(u8::MAX);
            let state = match said {
                Some(item) if item.excused.is_some() => ItemState::Excused,
                Some(item) if item.missing.is_some() => ItemState::Missed,
                _ if done >= deliverable.count => ItemState::Fulfilled,
                _ if from > today => ItemState::Ahead,
                _ if due < today => ItemState::Late,
                _ => ItemState::Open,
            };
            ahead = from > today && state == ItemState::Ahead;
            items.push(DueItem {
                deliverable: deliverable.clone(),
                period,
                from,
                due,
                done,
                state,
            });
        }
        items
    }

    /// What is still to come or late, the next first; nothing where the duty does not run.
    pub fn next_deliverables(&self, today: Day) -> Vec<DueItem> {
        if !self.state.runs() {
            return Vec::new();
        }
        let waits =
            |it: &DueItem| matches!(it.state, ItemState::Ahead | ItemState::Open | ItemState::Late);
        self.due_items(today).into_iter().filter(waits).collect()
    }

    /// The first day on which it can be renewed; none where it cannot be.
    pub fn renewal_from(&self) -> Option<Day> {
        let renewable = self.state.runs() && self.ended.is_none();
        renewable.then(|| self.until.plus(1 - RENEWAL_DAYS))
    }

    /// When it was last looked back on.
    pub fn last_review(&self) -> Option<Moment> {
        self.reviews.last().map(|review| review.at)
    }
}
