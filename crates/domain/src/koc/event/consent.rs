//! What has happened to a member's consents.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::KocId;
use crate::personal::Sealed;
use crate::time::Day;
use crate::vocabulary::ConsentPurpose;

/// A consent is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentGranted {
    /// Who.
    pub koc_id: KocId,
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
    /// Where the proof is kept.
    pub evidence_ref: Option<Sealed>,
    /// Its last day; none when it is for good.
    pub expires_on: Option<Day>,
}

/// As it was recorded before consents could have a last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentGrantedV1 {
    /// Who.
    pub koc_id: KocId,
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
    /// Where the proof is kept.
    pub evidence_ref: Option<Sealed>,
}

impl From<ConsentGrantedV1> for ConsentGranted {
    fn from(old: ConsentGrantedV1) -> ConsentGranted {
        let ConsentGrantedV1 { koc_id, purpose, text_version, evidence_ref } = old;
        ConsentGranted { koc_id, purpose, text_version, evidence_ref, expires_on: None }
    }
}

/// A consent is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentWithdrawn {
    /// Who.
    pub koc_id: KocId,
    /// What it was for.
    pub purpose: ConsentPurpose,
    /// The text agreed to until now.
    pub text_version: u16,
}

/// The last day of a consent is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentExpired {
    /// Who.
    pub koc_id: KocId,
    /// What it was for.
    pub purpose: ConsentPurpose,
    /// The text agreed to until then.
    pub text_version: u16,
    /// That day.
    pub expired_on: Day,
}
