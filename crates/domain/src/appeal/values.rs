//! What an appeal is made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssetId, EntryId, EventId};
use crate::time::Day;
use crate::vocabulary::{ContributionKind, TierCode};

/// What kind of decision is disputed. 申诉类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum AppealKind {
    /// How a work was judged. 评审结果
    Review,
    /// A tier, a notice, a candidacy. 等级决定
    Tier,
    /// A line of the ledger. 贡献账
    Ledger,
    /// Who is named for a work. 署名
    Credit,
    /// Whether somebody takes part. 参与资格
    Standing,
}

/// Whether a work counts after all. 改判结果。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum NewDecision {
    /// The work counts. 通过
    Approve,
    /// The work does not count. 不通过
    Reject,
}

/// The review of the work in question is overturned. 改判评审。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "OverturnReviewRemedyInput"))]
pub struct OverturnRemedy {
    /// To what.
    pub new_decision: NewDecision,
}

/// The tier in question is corrected. 更正等级。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CorrectTierRemedyInput"))]
pub struct TierRemedy {
    /// The tier event that was wrong.
    pub supersedes: EventId,
    /// What it should have said.
    pub tier: TierCode,
    /// From when.
    pub effective_on: Day,
}

/// A line of the ledger is taken back. 冲回贡献。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ReverseRemedyInput"))]
pub struct ReverseRemedy {
    /// Which.
    pub entry_id: EntryId,
}

/// The ledger is put right by hand. 调整贡献账。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AdjustRemedyInput"))]
pub struct AdjustRemedy {
    /// The line it makes.
    pub entry_id: EntryId,
    /// Of which kind.
    pub kind: ContributionKind,
    /// Points, may be negative.
    pub delta: i32,
}

/// Who is named for a work is put right, by whoever keeps the library. 更正署名。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CorrectCreditRemedyInput"))]
pub struct CreditRemedy {
    /// Of which asset.
    pub asset_id: AssetId,
}

/// What puts right what was decided wrongly. 补救措施。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RemedyInput"))]
pub enum Remedy {
    /// The review is overturned, at once.
    OverturnReview(OverturnRemedy),
    /// The tier is corrected: at once if somebody approved exactly that, else by a person.
    CorrectTier(TierRemedy),
    /// A line of the ledger is taken back, at once.
    ReverseContribution(ReverseRemedy),
    /// The ledger is put right: somebody must have approved exactly that.
    AdjustContribution(AdjustRemedy),
    /// The credit is put right, by a person.
    CorrectCredit(CreditRemedy),
}

/// How an appeal is decided. 申诉裁定。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Verdict {
    /// The member is right. 成立
    Uphold,
    /// The decision stands. 驳回
    Dismiss,
}
