//! Four eyes: what can be approved, and by whom an approval counts.
//!
//! An approval is an act of its own. The deciding command collects the approvals recorded for
//! exactly what it decides; the proposer's own and a second one by the same person do not count.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{EntryId, EventId, KocId};
use crate::time::Day;
use crate::vocabulary::{ContributionKind, TierCode};

/// A policy version to be published. 待发布的政策版本。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PolicyProposalInput"))]
pub struct PolicyProposal {
    /// Which version.
    pub version: u32,
}

/// A member to be promoted or demoted. 待升降级的成员。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TierProposalInput"))]
pub struct TierProposal {
    /// Who.
    pub koc_id: KocId,
    /// To which tier.
    pub to_tier: TierCode,
}

/// A tier event to be corrected. 待更正的等级记录。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "CorrectionProposalInput"))]
pub struct CorrectionProposal {
    /// Who.
    pub koc_id: KocId,
    /// The tier event that was wrong.
    pub supersedes: EventId,
    /// What it should have been.
    pub tier: TierCode,
    /// From when.
    pub effective_on: Day,
}

/// A ledger to be adjusted. 待调整的贡献账。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "AdjustmentProposalInput"))]
pub struct AdjustmentProposal {
    /// Whose.
    pub koc_id: KocId,
    /// The entry it will make.
    pub entry_id: EntryId,
    /// Of which kind.
    pub kind: ContributionKind,
    /// Points, may be negative.
    pub delta: i32,
}

/// What is proposed, in a command. 提议。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProposalInput"))]
pub enum Proposal {
    /// Publish a policy version.
    PublishPolicy(PolicyProposal),
    /// Promote a member.
    Promote(TierProposal),
    /// Demote a member.
    Demote(TierProposal),
    /// Correct a tier.
    CorrectTier(CorrectionProposal),
    /// Adjust a ledger.
    AdjustContribution(AdjustmentProposal),
}
