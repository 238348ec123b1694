//! What the read model knows of the programme: its zone decides what a day is.

use std::sync::Arc;

use domain::actor::Approval;
use domain::id::{EventId, ProgrammeId};
use domain::matching::values::MatchingWeights;
use domain::policy::PolicyRules;
use domain::programme::Limits;
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode, VocabularyAxis};
use domain::{Actor, Day, Lang, LocalText};
use serde::Serialize;

/// Where a programme stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProgrammeStage {
    /// Set up; history may be imported.
    Created,
    /// People act.
    Live,
    /// All but reading stops.
    Frozen,
}

/// The programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeRow {
    /// Its id.
    pub programme_id: ProgrammeId,
    /// The brand it belongs to.
    pub brand: String,
    /// What it is called.
    pub name: LocalText,
    /// IANA name.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simulation_seed: Option<u32>,
    /// Where it stands.
    pub stage: ProgrammeStage,
    /// The day it went live.
    pub live_on: Option<Day>,
    /// The limits now.
    pub limits: Limits,
    /// How much each part of a match counts, once it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching_weights: Option<MatchingWeights>,
    /// The newest screen of the tiers.
    pub tier_screen: Option<TierScreenRow>,
}

/// A screen of the tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierScreenRow {
    /// On which day.
    pub on: Day,
    /// By which version of the policy.
    pub policy_version: u32,
    /// The event it comes from.
    pub position: EventId,
}

/// A version of the tier policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyRow {
    /// From 1.
    pub version: u32,
    /// The ladder and its rules.
    pub rules: Arc<PolicyRules>,
    /// What changes and why.
    pub note: Option<LocalText>,
    /// Who drafted it.
    pub drafted_by: Actor,
    /// From which day; none while a draft.
    pub in_force_from: Option<Day>,
    /// The first day of the version after it.
    pub in_force_until: Option<Day>,
    /// Days in which the members of its first day are not demoted.
    pub grace_for_incumbents_days: u16,
    /// On whose approval it was published.
    pub approved_by: Vec<Approval>,
    /// How it was put up for discussion.
    pub consultation: Option<Consultation>,
    /// Why the draft was taken back.
    pub withdrawn: Option<String>,
    /// The event in which it was drafted.
    pub position: EventId,
}

/// That members are heard about a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consultation {
    /// The last day.
    pub until: Day,
    /// Members of which tiers.
    pub audience: Vec<TierCode>,
}

/// A word of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TermRow {
    /// Where it belongs.
    pub axis: VocabularyAxis,
    /// What it is known by.
    pub code: String,
    /// What people read.
    pub labels: LocalText,
    /// Whether it is out of use.
    pub retired: bool,
    /// The word to use in its place.
    pub replaced_by: Option<String>,
}

/// A version of a consent text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentTextRow {
    /// What the consent is for.
    pub purpose: ConsentPurpose,
    /// From 1 per purpose.
    pub text_version: u16,
    /// What people agree to.
    pub text: LocalText,
}
