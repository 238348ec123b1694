//! What can be asked of a duty. Whoever acts says which side speaks.

use serde::{Deserialize, Serialize};

use super::values::DutyTerms;
use crate::amount::Amount;
use crate::id::{AssetId, AssignmentId, DutyId, KocId};
use crate::personal::Personal;
use crate::time::Day;

/// Proposes a long-term role to a member of the top tier. 提议一项职责。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProposeDutyInput"))]
pub struct ProposeDuty {
    /// Its id.
    pub duty_id: DutyId,
    /// To whom.
    pub koc_id: KocId,
    /// What the brand has in mind.
    pub terms: DutyTerms,
}

/// Proposes other terms, until both have agreed; by either side. 修改职责条款。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReviseDutyTermsInput"))]
pub struct ReviseDutyTerms {
    /// Which.
    pub duty_id: DutyId,
    /// All terms, as they should be.
    pub terms: DutyTerms,
    /// What the other side should know.
    pub message: Option<Personal>,
}

/// One side agrees to the terms; when both have, the duty is concluded. 同意职责条款。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AgreeDutyInput"))]
pub struct AgreeDuty {
    /// Which.
    pub duty_id: DutyId,
    /// The revision of the terms that was read.
    pub revision: u16,
}

/// Begins a concluded duty on its first day; sent by the clock. 职责开始。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "StartDutyInput"))]
pub struct StartDuty {
    /// Which.
    pub duty_id: DutyId,
}

/// Says that something due was delivered, and what shows it: exactly one of the three. 完成交付项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FulfilDeliverableInput"))]
pub struct FulfilDeliverable {
    /// Which.
    pub duty_id: DutyId,
    /// Which deliverable.
    pub code: String,
    /// Of which of its periods, from 1.
    pub period: u16,
    /// The approved work.
    pub assignment_id: Option<AssignmentId>,
    /// The asset.
    pub asset_id: Option<AssetId>,
    /// What was done, in words.
    pub note: Option<Personal>,
}

/// Notes that something due never came; sent by the clock. 记录未交付。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkDeliverableMissedInput"))]
pub struct MarkDeliverableMissed {
    /// Which.
    pub duty_id: DutyId,
    /// Which deliverable.
    pub code: String,
    /// Of which of its periods, from 1.
    pub period: u16,
}

/// Lets the holder off something that is due, or was missed. 免除交付项。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExcuseDeliverableInput"))]
pub struct ExcuseDeliverable {
    /// Which.
    pub duty_id: DutyId,
    /// Which deliverable.
    pub code: String,
    /// Of which of its periods, from 1.
    pub period: u16,
    /// Why.
    pub reason: Personal,
}

/// Pays the stipend of a period that is over; sent by the clock. 计提津贴。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AccrueStipendInput"))]
pub struct AccrueStipend {
    /// Which.
    pub duty_id: DutyId,
    /// Which, from 1.
    pub period: u16,
}

/// Writes down a talk about how the duty goes. 进行职责回顾。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "HoldDutyReviewInput"))]
pub struct HoldDutyReview {
    /// Which.
    pub duty_id: DutyId,
    /// The month of the duty it looks back on, from 1.
    pub period: u16,
    /// What went well.
    pub what_went_well: Vec<Personal>,
    /// What to do otherwise.
    pub what_to_change: Vec<Personal>,
    /// What both will change.
    pub adjustments: Option<Personal>,
}

/// Lets a duty rest; by either side. 暂停职责。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PutDutyOnHoldInput"))]
pub struct PutDutyOnHold {
    /// Which.
    pub duty_id: DutyId,
    /// The last day; until it is resumed if not given.
    pub until: Option<Day>,
    /// Why.
    pub reason: Personal,
    /// Whether the stipend goes on; only the brand can say so.
    pub stipend_continues: bool,
}

/// Goes on with a duty; by itself after the last day of its rest. 恢复职责。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ResumeDutyInput"))]
pub struct ResumeDuty {
    /// Which.
    pub duty_id: DutyId,
}

/// Tells both sides that a term ends soon; sent by the clock. 提示任期将满。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "NoteDutyEndingInput"))]
pub struct NoteDutyEnding {
    /// Which.
    pub duty_id: DutyId,
}

/// Proposes to go on for another term; by either side. 提议续任。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProposeDutyRenewalInput"))]
pub struct ProposeDutyRenewal {
    /// Which.
    pub duty_id: DutyId,
    /// 6 to 24 more.
    pub months: u8,
    /// The stipend of each period from then on; as before if not given.
    pub stipend: Option<Amount>,
    /// What the other side should know.
    pub message: Option<Personal>,
}

/// Accepts the other side's proposal to go on. 续任。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RenewDutyInput"))]
pub struct RenewDuty {
    /// Which.
    pub duty_id: DutyId,
    /// As proposed.
    pub months: u8,
    /// As proposed.
    pub stipend: Option<Amount>,
}

/// Closes a duty whose last day is over; sent by the clock. 职责届满。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CompleteDutyInput"))]
pub struct CompleteDuty {
    /// Which.
    pub duty_id: DutyId,
}

/// Ends a duty before its time, or declines or withdraws one that has not begun; by either side. 提前结束职责。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EndDutyEarlyInput"))]
pub struct EndDutyEarly {
    /// Which.
    pub duty_id: DutyId,
    /// Why.
    pub reason: Personal,
    /// The last day; asked of a duty that has begun.
    pub last_day: Option<Day>,
}
