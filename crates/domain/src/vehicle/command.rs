//! What can be asked of a car and its loans.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::amount::Amount;
use crate::id::{AssignmentId, KocId, LoanId, OperatorId, PerkId, VehicleId};
use crate::personal::Personal;
use crate::time::{Day, Moment};

/// Takes a car into the fleet for tests and loans. 登记试驾车辆。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RegisterVehicleInput"))]
pub struct RegisterVehicle {
    /// Its id.
    pub vehicle_id: VehicleId,
    /// Its VIN; only a keyed fingerprint of it is recorded.
    pub vin: Personal,
    /// Which model, by the vocabulary.
    pub model: String,
    /// Which variant, as people say it.
    pub variant: String,
    /// Where it is kept; a place of the brand.
    pub location: String,
    /// What the odometer says, kilometres.
    pub odometer_km: u32,
    /// Who answers for it.
    pub keeper: OperatorId,
}

/// Asks for a car: for work, as a perk, or for its own sake. 申请借车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RequestLoanInput"))]
pub struct RequestLoan {
    /// The loan's id.
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
    /// Until when it is given back.
    pub until: Moment,
    /// Where the member would like to have it.
    pub pickup_place: Option<Personal>,
}

/// Lends it: the calendar is free, the licence seen, the insurance named. 批准借车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ApproveLoanInput"))]
pub struct ApproveLoan {
    /// Which loan.
    pub loan_id: LoanId,
    /// When the licence to drive was seen.
    pub licence_checked_on: Day,
    /// Until when that licence is valid.
    pub licence_valid_until: Day,
    /// What leads to the insurance.
    pub insurance_ref: String,
    /// What leads to the signed agreement on liability.
    pub agreement_ref: String,
}

/// Does not lend it, with the reason. 拒绝借车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RefuseLoanInput"))]
pub struct RefuseLoan {
    /// Which loan.
    pub loan_id: LoanId,
    /// Why; the member reads it.
    pub reason: Personal,
}

/// Says when and where the member gets the car; again, to move it. 安排交车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ScheduleDeliveryInput"))]
pub struct ScheduleDelivery {
    /// Which loan.
    pub loan_id: LoanId,
    /// When, within the loan.
    pub slot: DeliverySlot,
    /// Where.
    pub place: Personal,
    /// Who brings it.
    pub handler: OperatorId,
    /// Whether a slot that was given before is moved because the member asked. If the brand moves it,
    /// it is late by what was promised first.
    pub at_members_wish: bool,
}

/// The member has the car. 交车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeliverVehicleInput"))]
pub struct DeliverVehicle {
    /// Which loan.
    pub loan_id: LoanId,
    /// When; not in the future.
    pub at: Moment,
    /// What the odometer says, kilometres.
    pub odometer_km: u32,
    /// How full battery or tank is, percent.
    pub charge_percent: u8,
    /// How each part is; every part at most once, and at least one.
    pub condition: Vec<PartCondition>,
    /// References of photos.
    pub photos: Vec<String>,
    /// Who signed for it.
    pub signed_by: Personal,
}

/// Lets the member keep it longer. 延长借期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExtendLoanInput"))]
pub struct ExtendLoan {
    /// Which loan.
    pub loan_id: LoanId,
    /// Until when now.
    pub until: Moment,
}

/// Notes that it is not back; sent by the clock. 标记逾期未还。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkLoanOverdueInput"))]
pub struct MarkLoanOverdue {
    /// Which loan.
    pub loan_id: LoanId,
}

/// The brand has the car back. 还车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReturnVehicleInput"))]
pub struct ReturnVehicle {
    /// Which loan.
    pub loan_id: LoanId,
    /// When; not in the future.
    pub at: Moment,
    /// What the odometer says, kilometres.
    pub odometer_km: u32,
    /// How full battery or tank is, percent.
    pub charge_percent: u8,
    /// How each part is; every part at most once, and at least one.
    pub condition: Vec<PartCondition>,
    /// References of photos.
    pub photos: Vec<String>,
    /// Who took it.
    pub collected_by: OperatorId,
}

/// Settles a loan: what was damaged, what it cost, how the member found it. 结清借车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseLoanInput"))]
pub struct CloseLoan {
    /// Which loan.
    pub loan_id: LoanId,
    /// What was damaged, in words.
    pub damage: Option<Personal>,
    /// What that cost, minor units of the currency; only with damage.
    pub cost: Option<Amount>,
    /// How the member found it, 1–5, as they said when giving it back.
    pub koc_rating: Option<u8>,
}

/// Calls a loan off before the car is out. 取消借车。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CancelLoanInput"))]
pub struct CancelLoan {
    /// Which loan.
    pub loan_id: LoanId,
    /// Why; asked of the team.
    pub reason: Option<Personal>,
}

/// Takes a car off the road for a while; loans in that time are told. 送修。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SendToWorkshopInput"))]
pub struct SendToWorkshop {
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Why; about the car.
    pub reason: String,
    /// When it should be back.
    pub until: Option<Moment>,
}

/// Brings a car back from the workshop. 车辆恢复使用。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReturnToServiceInput"))]
pub struct ReturnToService {
    /// Which car.
    pub vehicle_id: VehicleId,
}

/// Takes a car out of the fleet for good. 车辆退役。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RetireVehicleInput"))]
pub struct RetireVehicle {
    /// Which car.
    pub vehicle_id: VehicleId,
    /// Why; about the car.
    pub reason: String,
}
