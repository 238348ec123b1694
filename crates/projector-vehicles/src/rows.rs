//! The rows: cars and loans.

use domain::id::{AssignmentId, EventId, KocId, LoanId, OperatorId, PerkId, VehicleId};
use domain::personal::Sealed;
use domain::vehicle::values::*;
use domain::{Actor, Amount, Day, Moment};
use serde::Serialize;

/// Where a car is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VehicleService {
    /// It can be lent.
    InService,
    /// In the workshop.
    Workshop,
    /// No longer in the fleet.
    Retired,
}

/// A car of the brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VehicleRow {
    /// Its id.
    pub vehicle_id: VehicleId,
    /// Which model.
    pub model: String,
    /// Which variant.
    pub variant: String,
    /// Where it is kept.
    pub location: String,
    /// Who answers for it.
    pub keeper: OperatorId,
    /// Where it is.
    pub service: VehicleService,
    /// Why it is not in service.
    pub away_because: Option<String>,
    /// When it should be back from the workshop.
    pub workshop_until: Option<Moment>,
    /// The newest reading, kilometres.
    pub odometer_km: u32,
    /// How full it was when it last changed hands, percent.
    pub charge_percent: Option<u8>,
    /// How each part was when it last changed hands.
    pub condition: Vec<PartCondition>,
    /// The loan it is out on.
    pub out: Option<LoanId>,
    /// What happened with it, added up.
    pub totals: Totals,
    /// The event in which it was registered.
    pub position: EventId,
}

/// What happened in loans, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// How often it was brought.
    pub deliveries: u32,
    /// Of them within the promised slot.
    pub on_time: u32,
    /// Minutes the brand was late in all.
    pub late_min: u64,
    /// How often it came back.
    pub returns: u32,
    /// Of them after it was due.
    pub late_returns: u32,
    /// Kilometres on loan.
    pub km: u64,
    /// Loans after which something was damaged that was not before.
    pub damaged: u32,
    /// What damage cost, minor units of the currency.
    pub damage_cost: u64,
}

impl Totals {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Totals) -> Totals {
        Totals {
            deliveries: self.deliveries.saturating_add(other.deliveries),
            on_time: self.on_time.saturating_add(other.on_time),
            late_min: self.late_min.saturating_add(other.late_min),
            returns: self.returns.saturating_add(other.returns),
            late_returns: self.late_returns.saturating_add(other.late_returns),
            km: self.km.saturating_add(other.km),
            damaged: self.damaged.saturating_add(other.damaged),
            damage_cost: self.damage_cost.saturating_add(other.damage_cost),
        }
    }

    /// How much of what was brought came in time, basis points, rounded down; none before anything
    /// was brought.
    pub fn on_time_bp(&self) -> Option<u32> {
        (self.deliveries > 0)
            .then(|| u64::from(self.on_time) * 10_000 / u64::from(self.deliveries))
            .and_then(|bp| u32::try_from(bp).ok())
    }
}

/// A car changed hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HandoverRow {
    /// When.
    pub at: Moment,
    /// Kilometres.
    pub odometer_km: u32,
    /// How full it was, percent.
    pub charge_percent: u8,
    /// How each part was.
    pub condition: Vec<PartCondition>,
    /// References of photos.
    pub photos: Vec<String>,
    /// Who of the member's side signed.
    pub signed_by: Option<Sealed>,
    /// Who of the brand took it.
    pub collected_by: Option<OperatorId>,
    /// Minutes after it was promised or due.
    pub late_min: u32,
    /// The event.
    pub position: EventId,
}

/// A loan was extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtensionRow {
    /// Until when it was.
    pub from: Moment,
    /// Until when it is.
    pub until: Moment,
    /// When that was said.
    pub at: Moment,
}

/// Why a loan does not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanEnd {
    /// What called it off; none when it was refused.
    pub cause: Option<LoanEndCause>,
    /// Why.
    pub reason: Option<Sealed>,
    /// When.
    pub at: Moment,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanRow {
    /// Its id.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// To whom.
    pub koc_id: KocId,
    /// The work it is for.
    pub assignment_id: Option<AssignmentId>,
    /// The perk it is.
    pub perk_id: Option<PerkId>,
    /// Where it stands.
    pub state: LoanState,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Where the member would like to have it.
    pub pickup_place: Option<Sealed>,
    /// When it was asked for.
    pub requested_at: Moment,
    /// By whom.
    pub requested_by: Actor,
    /// When the licence was seen.
    pub licence_checked_on: Option<Day>,
    /// Until when it is valid.
    pub licence_valid_until: Option<Day>,
    /// What leads to the insurance.
    pub insurance_ref: Option<String>,
    /// What leads to the agreement.
    pub agreement_ref: Option<String>,
    /// When the car is brought.
    pub slot: Option<DeliverySlot>,
    /// The end of the slot the brand is late by.
    pub promised_until: Option<Moment>,
    /// Where it is brought.
    pub place: Option<Sealed>,
    /// Who brings it.
    pub handler: Option<OperatorId>,
    /// How it went out.
    pub given_out: Option<HandoverRow>,
    /// How it came back.
    pub given_back: Option<HandoverRow>,
    /// Kilometres on this loan.
    pub km: Option<u32>,
    /// Parts damaged on it.
    pub new_damage: Vec<CarPart>,
    /// Every extension, oldest first.
    pub extensions: Vec<ExtensionRow>,
    /// Since when it was noted as overdue.
    pub overdue_since: Option<Moment>,
    /// Whether the workshop has the car in its time.
    pub in_conflict: bool,
    /// What was damaged, in words.
    pub damage: Option<Sealed>,
    /// What that cost.
    pub cost: Option<Amount>,
    /// How the member found it, 1–5.
    pub koc_rating: Option<u8>,
    /// When it was settled.
    pub closed_at: Option<Moment>,
    /// Why it does not happen.
    pub ended: Option<LoanEnd>,
    /// The event in which it was asked for.
    pub position: EventId,
}

impl LoanRow {
    /// What is next, and when: brought, given back, answered before it begins. None when nothing
    /// is left to come.
    pub fn next_at(&self) -> Option<Moment> {
        match self.state {
            LoanState::Requested | LoanState::Approved => Some(self.from),
            LoanState::Scheduled => self.slot.map(|slot| slot.from).or(Some(self.from)),
            LoanState::Out | LoanState::Overdue => Some(self.until),
            LoanState::Returned | LoanState::Closed | LoanState::Refused | LoanState::Cancelled => {
                None
            }
        }
    }

    /// Whether the calendar of the car holds it.
    pub fn holds_calendar(&self) -> bool {
        matches!(self.state, LoanState::Approved | LoanState::Scheduled) || self.state.is_out()
    }

    /// Whether the member has the car at `now` and should not.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.state.is_out() && self.until < now
    }

    /// Whether the brand has not brought it at `now` as it promised.
    pub fn is_delivery_late(&self, now: Moment) -> bool {
        self.state == LoanState::Scheduled && self.promised_until.is_some_and(|at| at < now)
    }

    /// Minutes the brand was late, once the car was brought.
    pub fn delivery_late_min(&self) -> Option<u32> {
        self.given_out.as_ref().map(|out| out.late_min)
    }
}
