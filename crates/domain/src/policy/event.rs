//! What has happened to the tier policy.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{PolicyRules, PolicyRulesV1};
use crate::actor::Approval;
use crate::event::events;
use crate::id::ProgrammeId;
use crate::text::LocalText;
use crate::time::Day;
use crate::vocabulary::TierCode;

events! {
    120 v2 TierPolicyDrafted "A tier policy was drafted." "起草了等级政策。" was v1 TierPolicyDraftedV1
    121 v1 TierPolicyPublished "A tier policy was published." "发布了等级政策。"
    122 v1 TierPolicySuperseded "A tier policy was superseded." "等级政策被新版取代。"
    129 v1 TiersScreened "The daily screen of the tiers was done." "每日等级筛查完成。"
    123 v1 PolicyConsultationOpened "A drafted policy was put up for discussion." "等级政策草案公开征求意见。"
    124 v1 PolicyDraftWithdrawn "A drafted policy was withdrawn." "撤回了等级政策草案。"
}

/// A policy version is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierPolicyDrafted {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// From 1, without gaps.
    pub version: u32,
    /// The ladder and its rules.
    pub rules: PolicyRules,
    /// What changes and why.
    pub note: Option<LocalText>,
}

/// As it was recorded before points could lose weight with time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierPolicyDraftedV1 {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// From 1, without gaps.
    pub version: u32,
    /// The ladder and its rules.
    pub rules: PolicyRulesV1,
    /// What changes and why.
    pub note: Option<LocalText>,
}

impl From<TierPolicyDraftedV1> for TierPolicyDrafted {
    fn from(old: TierPolicyDraftedV1) -> TierPolicyDrafted {
        let TierPolicyDraftedV1 { programme_id, version, rules, note } = old;
        TierPolicyDrafted { programme_id, version, rules: rules.into(), note }
    }
}

/// A draft is discussed before it is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyConsultationOpened {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Which version.
    pub version: u32,
    /// The last day on which members are heard.
    pub until: Day,
    /// Members of which tiers are asked.
    pub audience: Vec<TierCode>,
}

/// A draft will not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyDraftWithdrawn {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Which version; its number is not used again.
    pub version: u32,
    /// Why.
    pub reason: String,
}

/// A policy version will be in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierPolicyPublished {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Which version.
    pub version: u32,
    /// From this day.
    pub in_force_from: Day,
    /// Where the what-if run is kept.
    pub impact_report_ref: Option<String>,
    /// Days in which the members of that day are not demoted.
    pub grace_for_incumbents_days: u16,
    /// On whose approval; empty only for the product's own default before going live.
    pub approved_by: Vec<Approval>,
}

/// A version ends where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierPolicySuperseded {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// Which version.
    pub version: u32,
    /// By which.
    pub by_version: u32,
    /// Its last day is the one before.
    pub from: Day,
}

/// Every member was looked at by the rules in force: candidates were named, notices given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TiersScreened {
    /// Which programme.
    pub programme_id: ProgrammeId,
    /// On which day.
    pub on: Day,
    /// By which version.
    pub policy_version: u32,
}

impl Event {
    /// The programme whose policy it is.
    pub fn programme_id(&self) -> ProgrammeId {
        match self {
            Event::TierPolicyDrafted(e) => e.programme_id,
            Event::TierPolicyPublished(e) => e.programme_id,
            Event::TierPolicySuperseded(e) => e.programme_id,
            Event::TiersScreened(e) => e.programme_id,
            Event::PolicyConsultationOpened(e) => e.programme_id,
            Event::PolicyDraftWithdrawn(e) => e.programme_id,
        }
    }
}
