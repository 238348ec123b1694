//! The small parts that commands and events of a circle are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What a circle does for whoever rises to its bar. 晋级后的处理。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum OnPromotion {
    /// Nothing by itself: the team admits whom it wants.
    Nothing,
    /// The team is asked to admit them.
    Ask,
    /// They are admitted at once while there is room.
    Admit,
}

/// Who ended a membership of a circle. 退出方式。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LeftBy {
    /// The member.
    Themselves,
    /// The team.
    Team,
    /// Nobody: the member has left the programme, goes on under another record, or was forgotten.
    WithProgramme,
}
