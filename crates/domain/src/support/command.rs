//! What can be asked about a request for support.

use serde::{Deserialize, Serialize};

use super::values::{SupportKind, SupportSubject};
use crate::id::{KocId, OperatorId, SupportId};
use crate::personal::Personal;

/// A member asks for help with their work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenSupportRequestInput"))]
pub struct OpenSupportRequest {
    /// Its id.
    pub request_id: SupportId,
    /// Who asks.
    pub koc_id: KocId,
    /// During which work.
    pub subject: SupportSubject,
    /// What is needed.
    pub kind: SupportKind,
    /// In their words.
    pub text: Personal,
}

/// Answers it. The first answer is what is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AnswerSupportRequestInput"))]
pub struct AnswerSupportRequest {
    /// Which.
    pub request_id: SupportId,
    /// The answer.
    pub text: Personal,
    /// References of files that come with it.
    pub attachments: Vec<String>,
    /// Where the facts in it come from; asked of technical data.
    pub fact_sources: Vec<String>,
}

/// Passes it on to somebody who can help; by itself when the answer is overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EscalateSupportRequestInput"))]
pub struct EscalateSupportRequest {
    /// Which.
    pub request_id: SupportId,
    /// To whom; to whoever runs the programme if not given.
    pub to: Option<OperatorId>,
    /// Why; asked of people.
    pub reason: Option<Personal>,
}

/// The member is done with it; by itself when they say nothing after the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CloseSupportRequestInput"))]
pub struct CloseSupportRequest {
    /// Which.
    pub request_id: SupportId,
    /// Whether it helped; asked of the member.
    pub resolved: Option<bool>,
    /// How good the help was, 1–5.
    pub rating: Option<u8>,
}

/// The member asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReopenSupportRequestInput"))]
pub struct ReopenSupportRequest {
    /// Which.
    pub request_id: SupportId,
    /// What is still open, in their words.
    pub why: Personal,
}
