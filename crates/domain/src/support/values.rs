//! What a request for support is made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssignmentId, DutyId, LoanId};

/// What is needed. 求助类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum SupportKind {
    /// An answer.
    Question,
    /// A technical parameter or official figure; the answer names its source.
    TechnicalData,
    /// Something that has to be sent, lent or collected.
    Logistics,
    /// Pictures, films, texts to work with.
    Material,
    /// Something went wrong.
    Trouble,
}

/// The work during which it came up. 所涉工作。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SupportSubjectInput"))]
pub enum SupportSubject {
    /// Their assignment.
    Assignment(AssignmentId),
    /// A car that is lent to them.
    Loan(LoanId),
    /// A duty they hold.
    Duty(DutyId),
}

/// Where a request stands. 求助状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum SupportState {
    /// Waits for an answer.
    Open,
    /// Waited too long, or was passed on: waits for an answer.
    Escalated,
    /// Answered; the member may close it or ask again.
    Answered,
    /// Over.
    Closed,
}
