//! What has happened to a duty.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{DutyCause, DutyParty, DutyTerms, ExcuseCause};
use crate::amount::Amount;
use crate::event::events;
use crate::id::{AssetId, AssignmentId, DutyId, KocId};
use crate::personal::Sealed;
use crate::time::Day;

events! {
    670 v1 DutyProposed "A duty was proposed." "提出了职责。"
    671 v1 DutyTermsRevised "The terms of a duty were revised." "修改了职责条款。"
    672 v1 DutyAgreed "One side agreed to a duty." "一方同意了职责条款。"
    673 v1 DutyConcluded "A duty was concluded." "职责达成一致。"
    674 v1 DutyStarted "A duty began." "职责开始。"
    675 v1 DeliverableFulfilled "Something due in a duty was delivered." "交付项完成。"
    676 v1 DeliverableMissed "Something due in a duty was missed." "交付项未完成。"
    677 v1 DeliverableExcused "Something due in a duty was excused." "交付项获免除。"
    678 v1 StipendAccrued "The stipend of a period was accrued." "计提了一期津贴。"
    679 v1 DutyReviewHeld "A review of a duty was held." "进行了职责回顾。"
    680 v1 DutyPutOnHold "A duty was put on hold." "职责暂停。"
    681 v1 DutyResumed "A duty was resumed." "职责恢复。"
    682 v1 DutyRenewalProposed "Another term of a duty was proposed." "提议续任。"
    683 v1 DutyRenewed "A duty was renewed." "职责续任。"
    684 v1 DutyCompleted "A duty is over." "职责届满。"
    685 v1 DutyEndedEarly "A duty was ended early." "职责提前结束。"
    686 v1 DutyEndingNoted "The term of a duty ends soon." "职责任期将满。"
}

/// A long-term role is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyProposed {
    /// Its id.
    pub duty_id: DutyId,
    /// To whom.
    pub koc_id: KocId,
    /// The terms of revision 1.
    pub terms: Box<DutyTerms>,
}

/// Other terms stand in place of those before; nobody has agreed to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyTermsRevised {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// By which side.
    pub by: DutyParty,
    /// All of them.
    pub terms: Box<DutyTerms>,
    /// What the other side should know.
    pub message: Option<Sealed>,
    /// From 2.
    pub revision: u16,
}

/// One side agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyAgreed {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which side.
    pub by: DutyParty,
    /// To which terms.
    pub revision: u16,
}

/// Both have agreed; it begins on its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyConcluded {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// The terms that hold.
    pub revision: u16,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// All stipends of the term, set aside with it.
    pub stipends: Amount,
}

/// It runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyStarted {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

/// Something due was delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliverableFulfilled {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which deliverable.
    pub code: String,
    /// Of which period.
    pub period: u16,
    /// The how-manieth of those due in it.
    pub number: u8,
    /// When it was due.
    pub due: Day,
    /// Whether it came in time.
    pub on_time: bool,
    /// The approved work that shows it.
    pub assignment_id: Option<AssignmentId>,
    /// Or the asset.
    pub asset_id: Option<AssetId>,
    /// Or the words.
    pub note: Option<Sealed>,
}

/// Something due never came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliverableMissed {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which deliverable.
    pub code: String,
    /// Of which period.
    pub period: u16,
    /// When it was due.
    pub due: Day,
    /// How many of those due.
    pub missing: u8,
}

/// Something due need not be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliverableExcused {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which deliverable.
    pub code: String,
    /// Of which period.
    pub period: u16,
    /// When it was due.
    pub due: Day,
    /// Why, in general.
    pub because: ExcuseCause,
    /// Why, in words.
    pub reason: Option<Sealed>,
}

/// A period is over and paid for; the reward follows in the same commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StipendAccrued {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
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
    /// By the days that count, rounded down; nothing when none does.
    pub amount: Amount,
}

/// Both looked back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyReviewHeld {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// The month of the duty it looks back on.
    pub period: u16,
    /// The how-manieth that looks back on that month; the first is credited.
    pub number: u8,
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
}

/// It rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyPutOnHold {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which side asked; none when it followed.
    pub by: Option<DutyParty>,
    /// Why, in general.
    pub cause: DutyCause,
    /// The first day.
    pub from: Day,
    /// The last day, if it is known.
    pub until: Option<Day>,
    /// Why, in words.
    pub reason: Option<Sealed>,
    /// Whether the stipend goes on.
    pub stipend_continues: bool,
}

/// It runs again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyResumed {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which side; none when it followed.
    pub by: Option<DutyParty>,
    /// From which day.
    pub on: Day,
    /// How long it rested.
    pub days_on_hold: u32,
}

/// One side would go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyRenewalProposed {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which side.
    pub by: DutyParty,
    /// For how long.
    pub months: u8,
    /// The stipend of each period from then on; as before if not given.
    pub stipend: Option<Amount>,
    /// What the other side should know.
    pub message: Option<Sealed>,
}

/// Both go on for another term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyRenewed {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// For how long.
    pub months: u8,
    /// The first day of the new term.
    pub from: Day,
    /// The last day now.
    pub until: Day,
    /// The stipend of each period of it.
    pub stipend: Option<Amount>,
    /// All stipends of the new term, set aside with it.
    pub stipends: Amount,
}

/// Its last day is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyCompleted {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Delivered.
    pub fulfilled: u32,
    /// Missed.
    pub missed: u32,
    /// Excused.
    pub excused: u32,
    /// Whether one side had ended it before its time.
    pub early: bool,
}

/// One side ends it before its time. One that runs goes on up to its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyEndedEarly {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// Which side.
    pub by: DutyParty,
    /// Why, in general.
    pub cause: DutyCause,
    /// Why, in words.
    pub reason: Option<Sealed>,
    /// The last day; none when it had not begun.
    pub last_day: Option<Day>,
}

/// The time to renew it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyEndingNoted {
    /// Which.
    pub duty_id: DutyId,
    /// Whose.
    pub koc_id: KocId,
    /// The last day.
    pub until: Day,
}

impl Event {
    /// The duty it happened to.
    pub fn duty_id(&self) -> DutyId {
        match self {
            Event::DutyProposed(e) => e.duty_id,
            Event::DutyTermsRevised(e) => e.duty_id,
            Event::DutyAgreed(e) => e.duty_id,
            Event::DutyConcluded(e) => e.duty_id,
            Event::DutyStarted(e) => e.duty_id,
            Event::DeliverableFulfilled(e) => e.duty_id,
            Event::DeliverableMissed(e) => e.duty_id,
            Event::DeliverableExcused(e) => e.duty_id,
            Event::StipendAccrued(e) => e.duty_id,
            Event::DutyReviewHeld(e) => e.duty_id,
            Event::DutyPutOnHold(e) => e.duty_id,
            Event::DutyResumed(e) => e.duty_id,
            Event::DutyRenewalProposed(e) => e.duty_id,
            Event::DutyRenewed(e) => e.duty_id,
            Event::DutyCompleted(e) => e.duty_id,
            Event::DutyEndedEarly(e) => e.duty_id,
            Event::DutyEndingNoted(e) => e.duty_id,
        }
    }

    /// Whose it was then.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::DutyProposed(e) => e.koc_id,
            Event::DutyTermsRevised(e) => e.koc_id,
            Event::DutyAgreed(e) => e.koc_id,
            Event::DutyConcluded(e) => e.koc_id,
            Event::DutyStarted(e) => e.koc_id,
            Event::DeliverableFulfilled(e) => e.koc_id,
            Event::DeliverableMissed(e) => e.koc_id,
            Event::DeliverableExcused(e) => e.koc_id,
            Event::StipendAccrued(e) => e.koc_id,
            Event::DutyReviewHeld(e) => e.koc_id,
            Event::DutyPutOnHold(e) => e.koc_id,
            Event::DutyResumed(e) => e.koc_id,
            Event::DutyRenewalProposed(e) => e.koc_id,
            Event::DutyRenewed(e) => e.koc_id,
            Event::DutyCompleted(e) => e.koc_id,
            Event::DutyEndedEarly(e) => e.koc_id,
            Event::DutyEndingNoted(e) => e.koc_id,
        }
    }
}
