//! The limits a programme sets itself.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::vocabulary::TierCode;

/// How many live assignments a member of a tier may hold. 各等级并行任务上限。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TierLimitInput"))]
pub struct TierLimit {
    /// The tier.
    pub tier: TierCode,
    /// At least 1.
    pub max: u16,
}

/// Hours of the day in which nobody is disturbed, in the programme's zone. 免打扰时段。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "QuietHoursInput"))]
pub struct QuietHours {
    /// 0–23.
    pub from_hour: u8,
    /// 0–23.
    pub to_hour: u8,
}

/// How long work of each horizon may take. 各时间维度的期限。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "HorizonWindowsInput"))]
pub struct HorizonWindows {
    /// Hours from start to due for instant work.
    pub instant_hours_max: u16,
    /// Days at least for phased work.
    pub phased_days_min: u16,
    /// Days at most for phased work.
    pub phased_days_max: u16,
}

/// The limits a programme sets itself. 项目限额。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "LimitsInput"))]
pub struct Limits {
    /// Live assignments at once, for every tier.
    pub max_concurrent_by_tier: Vec<TierLimit>,
    /// Revision rounds for one assignment.
    pub max_revisions: u16,
    /// How long an offer stands if the brief says nothing, hours.
    pub offer_ttl_hours: u32,
    /// How long a submission may wait for its review, hours.
    pub review_sla_hours: u32,
    /// How long a question may wait for its answer, hours.
    pub support_sla_hours: u32,
    /// How often every member is owed feedback, days.
    pub feedback_every_days: u16,
    /// How often a partner is owed a talk, days.
    pub talk_every_days: u16,
    /// When nobody is disturbed.
    pub quiet_hours: Option<QuietHours>,
    /// How long work of each horizon may take.
    pub horizon_windows: HorizonWindows,
}

impl Default for Limits {
    /// The windows are MODEL's (S0: instant in hours or days; phased from a week to a quarter);
    /// the other numbers are our own.
    fn default() -> Limits {
        let limit = |tier, max| TierLimit { tier, max };
        Limits {
            max_concurrent_by_tier: vec![
                limit(TierCode::Seed, 2),
                limit(TierCode::Responder, 3),
                limit(TierCode::Partner, 5),
            ],
            max_revisions: 3,
            offer_ttl_hours: 72,
            review_sla_hours: 72,
            support_sla_hours: 24,
            feedback_every_days: 90,
            talk_every_days: 90,
            quiet_hours: None,
            horizon_windows: HorizonWindows {
                instant_hours_max: 72,
                phased_days_min: 7,
                phased_days_max: 92,
            },
        }
    }
}

impl Limits {
    /// Live assignments a member of `tier` may hold at once.
    pub fn max_concurrent(&self, tier: TierCode) -> u16 {
        let limit = self.max_concurrent_by_tier.iter().find(|limit| limit.tier == tier);
        limit.map_or(1, |limit| limit.max)
    }
}
