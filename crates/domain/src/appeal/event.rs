//! What has happened to an appeal.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{AppealKind, Remedy};
use crate::event::events;
use crate::id::{AppealId, EventId, KocId, OperatorId};
use crate::personal::Sealed;
use crate::time::Day;

events! {
    270 v1 AppealFiled "A member disputed a decision." "成员提出申诉。"
    271 v1 AppealAssigned "An appeal was given to somebody." "申诉已指派处理人。"
    272 v1 AppealUpheld "An appeal was upheld." "申诉成立。"
    273 v1 AppealDismissed "An appeal was dismissed." "申诉被驳回。"
    274 v1 AppealWithdrawn "A member took an appeal back." "成员撤回申诉。"
}

/// A decision is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppealFiled {
    /// Its id.
    pub appeal_id: AppealId,
    /// Whose.
    pub koc_id: KocId,
    /// The event in which it was decided.
    pub against: EventId,
    /// What kind of decision it was.
    pub kind: AppealKind,
    /// Why it was wrong.
    pub grounds: Sealed,
    /// The last day on which an answer is in time.
    pub due: Day,
}

/// Somebody who did not decide the case looks into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppealAssigned {
    /// Which.
    pub appeal_id: AppealId,
    /// Who.
    pub handler: OperatorId,
    /// Who had it before.
    pub previous: Option<OperatorId>,
}

/// The member is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppealUpheld {
    /// Which.
    pub appeal_id: AppealId,
    /// Whose.
    pub koc_id: KocId,
    /// The event in which it was decided.
    pub against: EventId,
    /// Why, as the member is told.
    pub reasons: Sealed,
    /// What puts things right.
    pub remedy: Option<Remedy>,
}

/// The decision stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppealDismissed {
    /// Which.
    pub appeal_id: AppealId,
    /// Whose.
    pub koc_id: KocId,
    /// The event in which it was decided.
    pub against: EventId,
    /// Why, as the member is told.
    pub reasons: Sealed,
}

/// The member let it go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppealWithdrawn {
    /// Which.
    pub appeal_id: AppealId,
}

impl Event {
    /// The appeal it happened to.
    pub fn appeal_id(&self) -> AppealId {
        match self {
            Event::AppealFiled(e) => e.appeal_id,
            Event::AppealAssigned(e) => e.appeal_id,
            Event::AppealUpheld(e) => e.appeal_id,
            Event::AppealDismissed(e) => e.appeal_id,
            Event::AppealWithdrawn(e) => e.appeal_id,
        }
    }
}
