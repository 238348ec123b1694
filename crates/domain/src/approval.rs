//! Four eyes: what can be approved, and by whom an approval counts.
//!
//! An approval is an act of its own. The deciding command collects the approvals recorded for
//! exactly what it decides; the proposer's own and a second one by the same person do not count.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Approval};
use crate::amount::Amount;
use crate::id::{AssetId, BudgetId, EntryId, EventId, KocId, RecognitionId, RewardId};
use crate::policy::{ApprovalStep, PolicyRules};
use crate::recorded::Context;
use crate::refusal::Violation;
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::{ContributionKind, RewardUnit, TierCode};

/// A policy version to be published. 待发布的政策版本。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PolicyProposalInput"))]
pub struct PolicyProposal {
    /// Which version.
    pub version: u32,
}

/// A member to be promoted or demoted. 待升降级的成员。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// A purse to be opened. 待开立的预算。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "BudgetProposalInput"))]
pub struct BudgetProposal {
    /// Which.
    pub budget_id: BudgetId,
    /// What it is counted in.
    pub unit: RewardUnit,
    /// How much there is to be.
    pub amount: Amount,
}

/// A purse to be topped up. 待追加的预算。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TopUpProposalInput"))]
pub struct TopUpProposal {
    /// Which.
    pub budget_id: BudgetId,
    /// How much more.
    pub amount: Amount,
}

/// A member to be suspended. 待停权的成员。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SuspensionProposalInput"))]
pub struct SuspensionProposal {
    /// Who.
    pub koc_id: KocId,
    /// Its last day; until it is lifted if not given.
    pub until: Option<Day>,
}

/// Two records to become one. 待合并的记录。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "MergeProposalInput"))]
pub struct MergeProposal {
    /// The record that goes on.
    pub koc_id: KocId,
    /// The record that ends.
    pub duplicate_id: KocId,
}

/// A reward to be given without a promise. 待发放的奖励。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "GrantProposalInput"))]
pub struct GrantProposal {
    /// The entry it will make.
    pub reward_id: RewardId,
    /// To whom.
    pub koc_id: KocId,
    /// Out of which purse.
    pub budget_id: BudgetId,
    /// How much, in the purse's unit.
    pub amount: Amount,
}

/// A reward to be taken back. 待追回的奖励。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ClawBackProposalInput"))]
pub struct ClawBackProposal {
    /// Which entry.
    pub reward_id: RewardId,
    /// How much of it.
    pub amount: Amount,
}

/// An asset to be destroyed. 待销毁的素材。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "AssetProposalInput"))]
pub struct AssetProposal {
    /// Which.
    pub asset_id: AssetId,
}

/// An honour to be taken back. 待撤销的荣誉。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "HonourProposalInput"))]
pub struct HonourProposal {
    /// Which.
    pub recognition_id: RecognitionId,
}

/// A member to be made an ambassador, or to be one no more. 待邀请或撤销的大使。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "AmbassadorProposalInput"))]
pub struct AmbassadorProposal {
    /// Who.
    pub koc_id: KocId,
}

/// An investment in an ambassador. 待批准的大使投入。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "InvestmentProposalInput"))]
pub struct InvestmentProposal {
    /// In whom.
    pub koc_id: KocId,
    /// Out of which purse.
    pub budget_id: BudgetId,
    /// How much, in the purse's unit.
    pub amount: Amount,
}

/// What is proposed, in a command. 提议。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Open a purse.
    OpenBudget(BudgetProposal),
    /// Top a purse up.
    TopUpBudget(TopUpProposal),
    /// Suspend a member.
    Suspend(SuspensionProposal),
    /// Merge two records of one person.
    Merge(MergeProposal),
    /// Give a reward that was not promised.
    GrantReward(GrantProposal),
    /// Take a reward back.
    ClawBack(ClawBackProposal),
    /// Destroy an asset.
    DestroyAsset(AssetProposal),
    /// Take an honour back.
    RevokeHonour(HonourProposal),
    /// Invite an ambassador: whoever approves is a sponsor.
    InviteAmbassador(AmbassadorProposal),
    /// Take an ambassadorship back.
    RevokeAmbassadorship(AmbassadorProposal),
    /// Invest more in an ambassador than one person may give alone.
    InvestInInfluence(InvestmentProposal),
}

/// The approvals recorded for exactly this proposal by anybody but those named.
fn by_others(state: &State, proposal: &Proposal, not_by: &[Actor]) -> Vec<Approval> {
    let counts = |actor: &Actor| not_by.iter().all(|person| !person.is_same_person(actor));
    let waiting = state.approvals.iter().filter(|waiting| waiting.proposal == *proposal);
    waiting
        .filter(|waiting| counts(&waiting.actor))
        .filter_map(|waiting| {
            Some(Approval {
                operator_id: waiting.actor.as_operator()?,
                event: waiting.event,
                asserted_by_admin: waiting.actor.asserted_by_admin,
            })
        })
        .collect()
}

/// The approvals that count for a decision, and the refusal when they are too few.
pub(crate) struct Collected {
    pub(crate) approvals: Vec<Approval>,
    pub(crate) too_few: Option<Violation>,
}

/// Collects what was approved for exactly this proposal by others than those named.
pub(crate) fn collect(state: &State, proposal: &Proposal, need: u8, not_by: &[Actor]) -> Collected {
    let approvals = by_others(state, proposal, not_by);
    let have = u8::try_from(approvals.len()).unwrap_or(u8::MAX);
    let too_few = (have < need).then_some(Violation::FourEyesRequired { need, have });
    Collected { approvals, too_few }
}

/// The same for a step of the policy: nobody counts for what they propose themselves.
pub(crate) fn collect_for(
    state: &State,
    proposal: &Proposal,
    step: ApprovalStep,
    policy: &PolicyRules,
    context: &Context,
) -> Collected {
    collect(state, proposal, policy.approvals_needed(step), &[context.actor])
}

/// Forgets the approvals that a decision has used up.
pub(crate) fn consume(state: &mut State, proposal: &Proposal) {
    state.approvals.retain(|waiting| waiting.proposal != *proposal);
}

/// Forgets what was approved for a member's next tier change: they stand elsewhere now.
pub(crate) fn forget_tier_changes(state: &mut State, koc_id: KocId) {
    let about = |proposal: &Proposal| match proposal {
        Proposal::Promote(tier) | Proposal::Demote(tier) => tier.koc_id == koc_id,
        _ => false,
    };
    state.approvals.retain(|waiting| !about(&waiting.proposal));
}
