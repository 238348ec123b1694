//! What has happened to the tier policy.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::PolicyRules;
use crate::actor::Approval;
use crate::event::events;
use crate::id::ProgrammeId;
use crate::text::LocalText;
use crate::time::Day;

events! {
    120 v1 TierPolicyDrafted "A tier policy was drafted." "起草了等级政策。"
    121 v1 TierPolicyPublished "A tier policy was published." "发布了等级政策。"
    122 v1 TierPolicySuperseded "A tier policy was superseded." "等级政策被新版取代。"
    129 v1 TiersScreened "The daily screen of the tiers was done." "每日等级筛查完成。"
}

/// A policy version is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
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

/// A policy version will be in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
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
        }
    }
}
