//! What can be said about a member's consents.

use serde::{Deserialize, Serialize};

use crate::id::KocId;
use crate::personal::Personal;
use crate::time::Day;
use crate::vocabulary::ConsentPurpose;

/// Gives a consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantConsentInput"))]
pub struct GrantConsent {
    /// Who.
    pub koc_id: KocId,
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
    /// Its last day; for good if not given.
    pub expires_on: Option<Day>,
    /// Where the proof is kept.
    pub evidence_ref: Option<Personal>,
}

/// Takes a consent back; what rests on it stops at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawConsentInput"))]
pub struct WithdrawConsent {
    /// Who.
    pub koc_id: KocId,
    /// What it was for.
    pub purpose: ConsentPurpose,
}

/// Records that a consent has run out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExpireConsentInput"))]
pub struct ExpireConsent {
    /// Who.
    pub koc_id: KocId,
    /// What it was for.
    pub purpose: ConsentPurpose,
}
