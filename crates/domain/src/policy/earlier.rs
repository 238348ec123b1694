//! Earlier shapes of the rules, as old logs hold them.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::rules::*;
use crate::vocabulary::TierCode;

/// The rules before points could lose weight with time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is documented where it is in use: PolicyRules")]
pub struct PolicyRulesV1 {
    pub ladder: Vec<Rung>,
    pub promotion_rules: Vec<PromotionRule>,
    pub retention_rules: Vec<RetentionRule>,
    pub min_days_in_tier: u16,
    pub cooldown_days: u16,
    pub grace_days: u16,
    pub notice_days: u16,
    pub right_of_return_days: u16,
    pub invitation_required: Vec<TierCode>,
    pub approvals: Vec<StepApprovals>,
    pub score_weights: ScoreWeights,
    pub contribution_rules: Vec<ContributionRule>,
    pub horizons: Vec<HorizonRule>,
    pub treatments: Vec<TierTreatment>,
}

impl From<PolicyRulesV1> for PolicyRules {
    fn from(old: PolicyRulesV1) -> PolicyRules {
        PolicyRules {
            ladder: old.ladder,
            promotion_rules: old.promotion_rules,
            retention_rules: old.retention_rules,
            min_days_in_tier: old.min_days_in_tier,
            cooldown_days: old.cooldown_days,
            grace_days: old.grace_days,
            notice_days: old.notice_days,
            right_of_return_days: old.right_of_return_days,
            invitation_required: old.invitation_required,
            approvals: old.approvals,
            score_weights: old.score_weights,
            contribution_half_life_days: None,
            contribution_rules: old.contribution_rules,
            horizons: old.horizons,
            treatments: old.treatments,
        }
    }
}
