//! What has happened to a to-do.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{Audience, TodoKind};
use crate::event::events;
use crate::id::{EventId, KocId, TodoId};
use crate::time::Moment;

events! {
    700 v1 TodoOpened "Something waits for a person." "新增一条待办。"
    701 v1 TodoCompleted "A to-do was completed." "待办已完成。"
}

/// Something waits for a person, or is told to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TodoOpened {
    /// Its id, derived from what caused it.
    pub todo_id: TodoId,
    /// What waits.
    pub kind: TodoKind,
    /// For whom.
    pub audience: Audience,
    /// The written id of what it is about.
    pub about: String,
    /// The member concerned.
    pub koc_id: Option<KocId>,
    /// The event that led to it.
    pub source_event: EventId,
    /// The codes of the refusal it stands in for.
    pub refused: Vec<String>,
    /// When it should be done.
    pub due: Option<Moment>,
}

/// It was done, or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TodoCompleted {
    /// Which.
    pub todo_id: TodoId,
}

impl Event {
    /// The to-do it is about.
    pub fn todo_id(&self) -> TodoId {
        match self {
            Event::TodoOpened(e) => e.todo_id,
            Event::TodoCompleted(e) => e.todo_id,
        }
    }
}
