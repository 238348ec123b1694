//! The small parts that commands and events of a team are made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::id::{BudgetId, EventId, KocId};

/// Who leads a team. 团队类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TeamKind {
    /// One of its members. 平级协作
    Peer,
    /// A mentor, who is not counted among its members. 导师带队
    MentorLed,
}

/// What the brand leaves to the mentor who leads; what is left to them is no longer the brand's to
/// do. 授权给导师的事项。
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DelegationInput"))]
pub struct Delegation {
    /// Asks members in.
    pub may_invite: bool,
    /// Says who does what.
    pub may_assign_roles: bool,
    /// Judges the work before the brand does.
    pub may_review: bool,
    /// Gives resources out of the team's purse.
    pub may_spend: bool,
}

impl Delegation {
    /// Whether anything is left to the mentor.
    pub(crate) fn is_any(self) -> bool {
        self.may_invite || self.may_assign_roles || self.may_review || self.may_spend
    }
}

/// A member's part in what the team makes. 成员份额。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "TeamShareInput"))]
pub struct TeamShare {
    /// Who.
    pub koc_id: KocId,
    /// Basis points; all members' sum to 10000.
    pub share_bp: u16,
}

/// Why somebody is in a team no more. 离队原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LeaveCause {
    /// They said so.
    Asked,
    /// They left the programme, or their record was merged into another.
    LeftProgramme,
    /// They were suspended.
    Suspended,
}

/// Why a team is no more. 解散原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum DisbandCause {
    /// The brand said so.
    Asked,
    /// Nobody is left in it.
    Empty,
    /// What it was formed for was called off.
    TaskCancelled,
}

/// What is given to work with: money out of a purse, or something by its reference. 支持资源的来源。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantedResourceInput"))]
pub enum GrantedResource {
    /// Money.
    Money(MoneyGranted),
    /// A tool, a licence, material, by its key.
    Reference(String),
}

/// Money out of a purse. 预算拨款。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "MoneyGrantedInput"))]
pub struct MoneyGranted {
    /// Out of which purse; one of money.
    pub budget_id: BudgetId,
    /// How much, minor units.
    pub amount: Amount,
}

/// A member's yes to the shares, and the event in which they said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShareConsent {
    /// Who.
    pub koc_id: KocId,
    /// When they proposed them or agreed.
    pub event: EventId,
}
