//! What has happened to a car and its loans.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::amount::Amount;
use crate::event::events;
use crate::id::{AssignmentId, KocId, LoanId, OperatorId, PerkId, VehicleId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};

events! {
    750 v1 VehicleRegistered "A car joined the fleet for tests and loans." "登记了一辆试驾车。"
    751 v1 LoanRequested "A car was asked for." "有人申请借车。"
    752 v1 LoanApproved "A loan was approved." "借车申请获批。"
    753 v1 LoanRefused "A loan was refused." "借车申请被拒绝。"
    754 v1 DeliveryScheduled "It was said when and where a car is brought." "安排了交车时间与地点。"
    755 v1 VehicleDelivered "A member has the car." "车辆已交付成员。"
    756 v1 LoanExtended "A loan was extended." "借期延长。"
    757 v1 LoanOverdue "A car is not back in time." "车辆逾期未还。"
    758 v1 VehicleReturned "A car came back." "车辆已归还。"
    759 v1 LoanClosed "A loan was settled." "借车已结清。"
    760 v1 LoanCancelled "A loan was called off." "借车被取消。"
    761 v1 VehicleSentToWorkshop "A car went to the workshop." "车辆送修。"
    762 v1 VehicleBackInService "A car came back from the workshop." "车辆恢复使用。"
    763 v1 VehicleRetired "A car left the fleet." "车辆退役。"
}

/// A car can be lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleRegistered {
    /// Its id.
    pub vehicle_id: VehicleId,
    /// Tells whether another has the same VIN; the VIN itself is not here.
    pub vin_fingerprint: VinFingerprint,
    /// Which model.
    pub model: String,
    /// Which variant.
    pub variant: String,
    /// Where it is kept.
    pub location: String,
    /// What the odometer said, kilometres.
    pub odometer_km: u32,
    /// Who answers for it.
    pub keeper: OperatorId,
}

/// Somebody would like to have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanRequested {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// For whom.
    pub koc_id: KocId,
    /// The work it is for.
    pub assignment_id: Option<AssignmentId>,
    /// The perk it is.
    pub perk_id: Option<PerkId>,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Where the member would like to have it.
    pub pickup_place: Option<Sealed>,
}

/// It is lent: the calendar holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanApproved {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// When the licence to drive was seen.
    pub licence_checked_on: Day,
    /// Until when that licence is valid.
    pub licence_valid_until: Day,
    /// What leads to the insurance.
    pub insurance_ref: String,
    /// What leads to the signed agreement.
    pub agreement_ref: String,
}

/// It is not lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanRefused {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// Why.
    pub reason: Sealed,
}

/// The member knows when and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliveryScheduled {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// When.
    pub slot: DeliverySlot,
    /// Where.
    pub place: Sealed,
    /// Who brings it.
    pub handler: OperatorId,
    /// The end of the slot that it is late by.
    pub promised_until: Moment,
}

/// The member drives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleDelivered {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// When.
    pub at: Moment,
    /// What the odometer said, kilometres.
    pub odometer_km: u32,
    /// How full battery or tank was, percent.
    pub charge_percent: u8,
    /// How each part was.
    pub condition: Vec<PartCondition>,
    /// References of photos.
    pub photos: Vec<String>,
    /// Who signed for it.
    pub signed_by: Sealed,
    /// Whether it came within the promised slot.
    pub on_time: bool,
    /// Minutes after the promised slot; 0 when in time.
    pub late_min: u32,
    /// Whether nothing was damaged.
    pub intact: bool,
}

/// They may keep it longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanExtended {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// Until when it was.
    pub from: Moment,
    /// Until when it is.
    pub until: Moment,
}

/// It should be back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanOverdue {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// Whole hours since it was due.
    pub hours: u32,
}

/// The brand has it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleReturned {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// When.
    pub at: Moment,
    /// What the odometer said, kilometres.
    pub odometer_km: u32,
    /// How full battery or tank was, percent.
    pub charge_percent: u8,
    /// How each part was.
    pub condition: Vec<PartCondition>,
    /// References of photos.
    pub photos: Vec<String>,
    /// Who took it.
    pub collected_by: OperatorId,
    /// Whether it was due before.
    pub late: bool,
    /// Minutes after it was due; 0 when in time.
    pub late_min: u32,
    /// Driven meanwhile.
    pub km: u32,
    /// Parts damaged now that were not when it was given out.
    pub new_damage: Vec<CarPart>,
}

/// Nothing of it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanClosed {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// What was damaged.
    pub damage: Option<Sealed>,
    /// What that cost.
    pub cost: Option<Amount>,
    /// How the member found it, 1–5.
    pub koc_rating: Option<u8>,
}

/// It does not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoanCancelled {
    /// Which loan.
    pub loan_id: LoanId,
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Who has it, or was to have it.
    pub koc_id: KocId,
    /// What called it off.
    pub cause: LoanEndCause,
    /// Why, if somebody said.
    pub reason: Option<Sealed>,
}

/// It cannot be had for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleSentToWorkshop {
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Why.
    pub reason: String,
    /// When it should be back.
    pub until: Option<Moment>,
    /// Loans that were to begin or go on in that time, earliest first.
    pub conflicts: Vec<LoanId>,
}

/// It can be had again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleBackInService {
    /// Which car.
    pub vehicle_id: VehicleId,
}

/// It is lent no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VehicleRetired {
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Why.
    pub reason: String,
}

impl Event {
    /// The car it happened to.
    pub fn vehicle_id(&self) -> VehicleId {
        match self {
            Event::VehicleRegistered(e) => e.vehicle_id,
            Event::LoanRequested(e) => e.vehicle_id,
            Event::LoanApproved(e) => e.vehicle_id,
            Event::LoanRefused(e) => e.vehicle_id,
            Event::DeliveryScheduled(e) => e.vehicle_id,
            Event::VehicleDelivered(e) => e.vehicle_id,
            Event::LoanExtended(e) => e.vehicle_id,
            Event::LoanOverdue(e) => e.vehicle_id,
            Event::VehicleReturned(e) => e.vehicle_id,
            Event::LoanClosed(e) => e.vehicle_id,
            Event::LoanCancelled(e) => e.vehicle_id,
            Event::VehicleSentToWorkshop(e) => e.vehicle_id,
            Event::VehicleBackInService(e) => e.vehicle_id,
            Event::VehicleRetired(e) => e.vehicle_id,
        }
    }

    /// The loan it is about, if it is about one.
    pub fn loan_id(&self) -> Option<LoanId> {
        match self {
            Event::LoanRequested(e) => Some(e.loan_id),
            Event::LoanApproved(e) => Some(e.loan_id),
            Event::LoanRefused(e) => Some(e.loan_id),
            Event::DeliveryScheduled(e) => Some(e.loan_id),
            Event::VehicleDelivered(e) => Some(e.loan_id),
            Event::LoanExtended(e) => Some(e.loan_id),
            Event::LoanOverdue(e) => Some(e.loan_id),
            Event::VehicleReturned(e) => Some(e.loan_id),
            Event::LoanClosed(e) => Some(e.loan_id),
            Event::LoanCancelled(e) => Some(e.loan_id),
            Event::VehicleRegistered(_)
            | Event::VehicleSentToWorkshop(_)
            | Event::VehicleBackInService(_)
            | Event::VehicleRetired(_) => None,
        }
    }
}
