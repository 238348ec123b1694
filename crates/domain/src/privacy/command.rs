//! What can be asked about personal data.

use serde::{Deserialize, Serialize};

use super::values::{DataScope, Fulfilment, RetentionGround, VerificationMethod};
use crate::id::{DataRequestId, KocId};
use crate::personal::Personal;
use crate::time::{Day, Moment};

/// Takes in a request about personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReceiveDataRequestInput"))]
pub struct ReceiveDataRequest {
    /// Its id.
    pub request_id: DataRequestId,
    /// Whose data.
    pub koc_id: KocId,
    /// What is asked: `ACCESS`, `COPY`, `CORRECTION`, `DELETION`, `CONSENT_WITHDRAWAL` or
    /// `EXPLANATION`.
    pub kind: String,
    /// When it came in; now if not given.
    pub received_at: Option<Moment>,
    /// By when it is to be answered; 30 days after it came in if not given, and never later.
    pub due: Option<Day>,
    /// What they ask, in their own words.
    pub note: Option<Personal>,
}

/// Says that the one who asks is the one whose data it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "VerifyRequesterInput"))]
pub struct VerifyRequester {
    /// Which request.
    pub request_id: DataRequestId,
    /// How it was made sure.
    pub method: VerificationMethod,
}

/// Says that what was asked is done. A deletion is fulfilled by `EraseKoc` alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FulfilDataRequestInput"))]
pub struct FulfilDataRequest {
    /// Which request.
    pub request_id: DataRequestId,
    /// How.
    pub how: Fulfilment,
    /// Where what was handed over is kept, by a key of another system.
    pub artefact_ref: Option<String>,
    /// Which parts it covered; at least one.
    pub scope: Vec<DataScope>,
}

/// Says no to a request, on a ground of law that the person is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RefuseDataRequestInput"))]
pub struct RefuseDataRequest {
    /// Which request.
    pub request_id: DataRequestId,
    /// The ground of law, as the person is told.
    pub legal_ground: Personal,
    /// When they were told.
    pub told_at: Moment,
}

/// Forgets a person for good: their key is destroyed, and with it everything sealed under it, in
/// every copy. Pseudonymous facts stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EraseKocInput"))]
pub struct EraseKoc {
    /// Who.
    pub koc_id: KocId,
    /// Their verified request for deletion.
    pub request_id: DataRequestId,
    /// On what grounds pseudonymous facts stay.
    pub kept_under: Vec<RetentionGround>,
}

/// Says that a request about personal data was not answered by the day it was due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FlagOverdueDataRequestInput"))]
pub struct FlagOverdueDataRequest {
    /// Which.
    pub request_id: DataRequestId,
}
