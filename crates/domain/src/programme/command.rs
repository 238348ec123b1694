//! What can be asked of the programme itself.

use serde::{Deserialize, Serialize};

use super::Limits;
use crate::id::{ProgrammeId, Sha256};
use crate::matching::values::MatchingWeights;
use crate::text::{Lang, LocalText};
use crate::vocabulary::{ConsentPurpose, LabelScheme, VocabularyAxis};

/// Founds the programme: one log holds one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CreateProgrammeInput"))]
pub struct CreateProgramme {
    /// Its id.
    pub programme_id: ProgrammeId,
    /// The brand it belongs to.
    pub brand: String,
    /// What it is called.
    pub name: LocalText,
    /// IANA name; decides what a day is.
    pub time_zone: String,
    /// Languages its people are spoken to in.
    pub locales: Vec<Lang>,
    /// ISO 4217, three letters.
    pub currency: String,
    /// Years; at least 18.
    pub min_age: u8,
    /// The names used for tiers where nothing else is said.
    pub default_label_scheme: LabelScheme,
    /// Of a programme in which nobody is real: the seed it is simulated from. Only the simulator
    /// says so, and the first event tells it for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "graphql", graphql(skip))]
    pub simulation_seed: Option<u32>,
}

/// Ends the set-up: from here on people act, and history is no longer imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GoLiveInput"))]
pub struct GoLive {
    /// The day it is from; today.
    pub live_on: crate::time::Day,
}

/// Sets the programme's limits, all at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ChangeProgrammeLimitsInput"))]
pub struct ChangeProgrammeLimits {
    /// The limits from now on.
    pub limits: Limits,
}

/// Adds a word to the programme's vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExtendVocabularyInput"))]
pub struct ExtendVocabulary {
    /// Where it belongs.
    pub axis: VocabularyAxis,
    /// What it is known by; 1–40 of `a-z 0-9 -`.
    pub code: String,
    /// What people read.
    pub labels: LocalText,
}

/// Takes a word out of use; what was said with it stays as it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RetireTermInput"))]
pub struct RetireTerm {
    /// Where it belongs.
    pub axis: VocabularyAxis,
    /// What it is known by.
    pub code: String,
    /// The word to use in its place.
    pub replaced_by: Option<String>,
}

/// Publishes the text of a consent, so that it can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PublishConsentTextInput"))]
pub struct PublishConsentText {
    /// What the consent is for.
    pub purpose: ConsentPurpose,
    /// From 1, without gaps, per purpose.
    pub text_version: u16,
    /// What people agree to.
    pub text: LocalText,
    /// Of the signed document.
    pub sha256: Sha256,
}

/// Stops all but reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FreezeProgrammeInput"))]
pub struct FreezeProgramme {
    /// Why; about the programme, not about a person.
    pub reason: String,
}

/// Lets the programme go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "UnfreezeProgrammeInput"))]
pub struct UnfreezeProgramme {
    /// Why; about the programme, not about a person.
    pub reason: String,
}

/// Says how much each part of a match counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SetMatchingWeightsInput"))]
pub struct SetMatchingWeights {
    /// From now on; they sum to 100.
    pub weights: MatchingWeights,
}
