//! What can be asked of the tier policy.

use serde::{Deserialize, Serialize};

use super::PolicyRules;
use crate::text::LocalText;
use crate::time::Day;
use crate::vocabulary::TierCode;

/// Writes down a policy version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DraftTierPolicyInput"))]
pub struct DraftTierPolicy {
    /// The last version plus 1.
    pub version: u32,
    /// The ladder and its rules.
    pub rules: PolicyRules,
    /// What changes and why.
    pub note: Option<LocalText>,
}

/// Puts a draft up for discussion, before it is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OpenPolicyConsultationInput"))]
pub struct OpenPolicyConsultation {
    /// Which version.
    pub version: u32,
    /// The last day on which members are heard; it is published after it.
    pub until: Day,
    /// Members of which tiers are asked.
    pub audience: Vec<TierCode>,
}

/// Takes a draft back; its number is not used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawPolicyDraftInput"))]
pub struct WithdrawPolicyDraft {
    /// Which version.
    pub version: u32,
    /// Why; about the policy, not about a person.
    pub reason: String,
}

/// Puts a drafted version into force; needs the approval of somebody who did not draft it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "PublishTierPolicyInput"))]
pub struct PublishTierPolicy {
    /// Which version.
    pub version: u32,
    /// Not in the past.
    pub in_force_from: Day,
    /// Where the what-if run behind the decision is kept.
    pub impact_report_ref: Option<String>,
    /// Days in which the members of today are not demoted by harder rules.
    pub grace_for_incumbents_days: u16,
}

/// Says that every member has been looked at today: what the scheduler sends once it is through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScreenTiers {}
