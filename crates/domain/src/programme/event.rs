//! What has happened to the programme itself.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Limits;
use crate::event::events;
use crate::id::{ProgrammeId, Sha256};
use crate::matching::values::MatchingWeights;
use crate::text::{Lang, LocalText};
use crate::time::Day;
use crate::vocabulary::{ConsentPurpose, LabelScheme, VocabularyAxis};

events! {
    100 v2 ProgrammeCreated "The programme was created." "创建了项目。" was v1 ProgrammeCreatedV1
    101 v1 ProgrammeWentLive "The programme went live." "项目正式运行。"
    102 v1 ProgrammeLimitsChanged "The programme's limits were changed." "调整了项目限额。"
    103 v1 VocabularyExtended "A word was added to the vocabulary." "词汇表新增词条。"
    104 v1 ConsentTextPublished "A consent text was published." "发布了同意书文本。"
    105 v1 ProgrammeFrozen "The programme was frozen." "项目被冻结。"
    106 v1 ProgrammeUnfrozen "The programme was unfrozen." "项目解除冻结。"
    119 v1 MatchingWeightsSet "How much each part of a match counts was set." "设定了匹配权重。"
    107 v1 TermRetired "A word was taken out of use." "词汇表词条停用。"
}

/// The programme exists; history may be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeCreated {
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
    /// ISO 4217.
    pub currency: String,
    /// Years.
    pub min_age: u8,
    /// The names used for tiers where nothing else is said.
    pub default_label_scheme: LabelScheme,
    /// Of a programme in which nobody is real: the seed it was simulated from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simulation_seed: Option<u32>,
}

/// As it was recorded before programmes could be simulated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeCreatedV1 {
    /// Its id.
    programme_id: ProgrammeId,
    /// The brand it belongs to.
    brand: String,
    /// What it is called.
    name: LocalText,
    /// IANA name; decides what a day is.
    time_zone: String,
    /// Languages its people are spoken to in.
    locales: Vec<Lang>,
    /// ISO 4217.
    currency: String,
    /// Years.
    min_age: u8,
    /// The names used for tiers where nothing else is said.
    default_label_scheme: LabelScheme,
}

impl From<ProgrammeCreatedV1> for ProgrammeCreated {
    fn from(old: ProgrammeCreatedV1) -> ProgrammeCreated {
        ProgrammeCreated {
            programme_id: old.programme_id,
            brand: old.brand,
            name: old.name,
            time_zone: old.time_zone,
            locales: old.locales,
            currency: old.currency,
            min_age: old.min_age,
            default_label_scheme: old.default_label_scheme,
            simulation_seed: None,
        }
    }
}

/// People act from here on; a known person who never had a tier is in the lowest one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeWentLive {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// The day it is from.
    pub live_on: Day,
    /// The policy in force on that day.
    pub policy_version: u32,
}

/// Other limits hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeLimitsChanged {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// The limits from now on.
    pub limits: Limits,
    /// The limits until now.
    pub previous: Limits,
}

/// A word can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VocabularyExtended {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Where it belongs.
    pub axis: VocabularyAxis,
    /// What it is known by.
    pub code: String,
    /// What people read.
    pub labels: LocalText,
}

/// A word is used no more; its code is not given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TermRetired {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Where it belongs.
    pub axis: VocabularyAxis,
    /// What it was known by.
    pub code: String,
    /// The word to use in its place.
    pub replaced_by: Option<String>,
}

/// A consent can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentTextPublished {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// What the consent is for.
    pub purpose: ConsentPurpose,
    /// From 1 per purpose.
    pub text_version: u16,
    /// What people agree to.
    pub text: LocalText,
    /// Of the signed document.
    pub sha256: Sha256,
}

/// All but reading stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeFrozen {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Why.
    pub reason: String,
}

/// The programme goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeUnfrozen {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Why.
    pub reason: String,
}

/// Other weights hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatchingWeightsSet {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// From now on.
    pub weights: MatchingWeights,
    /// Until now.
    pub previous: MatchingWeights,
}

impl Event {
    /// The programme it happened to; also the id of the stream it is recorded in.
    pub fn programme_id(&self) -> ProgrammeId {
        match self {
            Event::ProgrammeCreated(e) => e.programme_id,
            Event::ProgrammeWentLive(e) => e.programme_id,
            Event::ProgrammeLimitsChanged(e) => e.programme_id,
            Event::VocabularyExtended(e) => e.programme_id,
            Event::ConsentTextPublished(e) => e.programme_id,
            Event::ProgrammeFrozen(e) => e.programme_id,
            Event::ProgrammeUnfrozen(e) => e.programme_id,
            Event::MatchingWeightsSet(e) => e.programme_id,
            Event::TermRetired(e) => e.programme_id,
        }
    }
}
