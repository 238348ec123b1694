//! What has happened to a request about personal data.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{DataRequestKind, DataScope, Fulfilment, VerificationMethod};
use crate::event::events;
use crate::id::{DataRequestId, KocId};
use crate::personal::Sealed;
use crate::time::{Day, Moment};

events! {
    260 v1 DataRequestReceived "A request about personal data came in." "收到个人信息请求。"
    261 v1 RequesterVerified "It was made sure who asks." "已核验请求人身份。"
    262 v1 DataRequestFulfilled "A request about personal data was fulfilled." "个人信息请求已办结。"
    263 v1 DataRequestRefused "A request about personal data was refused." "个人信息请求被拒绝。"
}

/// Somebody asks about their data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DataRequestReceived {
    /// Its id.
    pub request_id: DataRequestId,
    /// Whose data.
    pub koc_id: KocId,
    /// What is asked.
    pub kind: DataRequestKind,
    /// When it came in.
    pub received_at: Moment,
    /// The last day on which an answer is in time.
    pub due: Day,
    /// What they ask, in their own words.
    pub note: Option<Sealed>,
}

/// The one who asks is the one whose data it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequesterVerified {
    /// Which request.
    pub request_id: DataRequestId,
    /// Whose data.
    pub koc_id: KocId,
    /// What is asked.
    pub kind: DataRequestKind,
    /// How it was made sure.
    pub method: VerificationMethod,
}

/// What was asked is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DataRequestFulfilled {
    /// Which request.
    pub request_id: DataRequestId,
    /// Whose data.
    pub koc_id: KocId,
    /// How.
    pub how: Fulfilment,
    /// Where what was handed over is kept, by a key of another system.
    pub artefact_ref: Option<String>,
    /// Which parts it covered.
    pub scope: Vec<DataScope>,
    /// Days from the day it came in.
    pub days: u32,
}

/// It was not done, on a ground of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DataRequestRefused {
    /// Which request.
    pub request_id: DataRequestId,
    /// Whose data.
    pub koc_id: KocId,
    /// The ground, as the person was told.
    pub legal_ground: Sealed,
    /// When they were told.
    pub told_at: Moment,
    /// Days from the day it came in.
    pub days: u32,
}

impl Event {
    /// The request it happened to.
    pub fn request_id(&self) -> DataRequestId {
        match self {
            Event::DataRequestReceived(e) => e.request_id,
            Event::RequesterVerified(e) => e.request_id,
            Event::DataRequestFulfilled(e) => e.request_id,
            Event::DataRequestRefused(e) => e.request_id,
        }
    }
}
