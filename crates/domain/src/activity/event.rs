//! What has happened in the community.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{ActivityKind, YearMonth};
use crate::event::events;
use crate::id::{ActivityId, KocId, derive};
use crate::personal::Sealed;
use crate::stream::{StreamId, StreamKind};
use crate::time::{Day, Moment};

events! {
    250 v1 ActivityRecorded "A member did something in the community." "记录了成员的社群行为。"
    251 v1 ActivityMarkedInsightful "What a member did was found insightful." "成员的社群行为被评为有见地。"
    252 v1 ActivityRetracted "Something a member did counts no more." "撤销了一条社群行为。"
}

/// A member did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityRecorded {
    /// Derived from member, month, source and key.
    pub activity_id: ActivityId,
    /// Who.
    pub koc_id: KocId,
    /// The month it is kept in.
    pub month: YearMonth,
    /// What.
    pub kind: ActivityKind,
    /// When.
    pub at: Moment,
    /// The day of it in the programme's zone.
    pub on: Day,
    /// Who reported it.
    pub source: String,
    /// Its key there.
    pub source_ref: String,
    /// What it was about.
    pub subject: Option<String>,
}

/// It helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityMarkedInsightful {
    /// What.
    pub activity_id: ActivityId,
    /// Whose.
    pub koc_id: KocId,
    /// The month it is kept in.
    pub month: YearMonth,
    /// What is good about it.
    pub why: Sealed,
}

/// It counts no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityRetracted {
    /// What.
    pub activity_id: ActivityId,
    /// Whose.
    pub koc_id: KocId,
    /// The month it is kept in.
    pub month: YearMonth,
    /// Why.
    pub reason: Sealed,
}

impl Event {
    /// Whose it is.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::ActivityRecorded(e) => e.koc_id,
            Event::ActivityMarkedInsightful(e) => e.koc_id,
            Event::ActivityRetracted(e) => e.koc_id,
        }
    }

    /// The month it is kept in.
    pub fn month(&self) -> YearMonth {
        match self {
            Event::ActivityRecorded(e) => e.month,
            Event::ActivityMarkedInsightful(e) => e.month,
            Event::ActivityRetracted(e) => e.month,
        }
    }

    /// The stream it is recorded in: one of each member and month.
    pub fn stream(&self) -> StreamId {
        let month = self.month().to_string();
        let id = derive(&[b"activity", &self.koc_id().0, month.as_bytes()]);
        StreamId::new(StreamKind::Activity, id)
    }
}
