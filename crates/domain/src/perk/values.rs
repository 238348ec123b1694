//! What a perk is made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A benefit that is not money. 权益类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PerkKind {
    /// 优先体验
    EarlyVehicleAccess,
    /// 试驾
    TestDrive,
    /// 新品试用
    ProductTrial,
    /// 工具
    ToolLicence,
    /// 培训
    Training,
    /// 信息优先
    InformationPriority,
    /// 高层交流
    ExecutiveAccess,
    /// 曝光
    Exposure,
}

impl PerkKind {
    /// Every kind.
    pub const ALL: [PerkKind; 8] = [
        PerkKind::EarlyVehicleAccess,
        PerkKind::TestDrive,
        PerkKind::ProductTrial,
        PerkKind::ToolLicence,
        PerkKind::Training,
        PerkKind::InformationPriority,
        PerkKind::ExecutiveAccess,
        PerkKind::Exposure,
    ];

    /// As a tier policy writes it among its entitlements.
    pub fn entitlement(self) -> &'static str {
        match self {
            PerkKind::EarlyVehicleAccess => "early-vehicle-access",
            PerkKind::TestDrive => "test-drive",
            PerkKind::ProductTrial => "product-trial",
            PerkKind::ToolLicence => "tool-licence",
            PerkKind::Training => "training",
            PerkKind::InformationPriority => "information-priority",
            PerkKind::ExecutiveAccess => "executive-access",
            PerkKind::Exposure => "exposure",
        }
    }

    /// The kind a policy means; none for a word that is the brand's own.
    pub fn entitled(code: &str) -> Option<PerkKind> {
        PerkKind::ALL.into_iter().find(|kind| kind.entitlement() == code)
    }

    /// Whether it is had as often as wanted while it runs; what can be counted is counted.
    pub fn is_standing(self) -> bool {
        matches!(
            self,
            PerkKind::InformationPriority | PerkKind::ExecutiveAccess | PerkKind::Exposure
        )
    }
}

/// What a perk comes from. 权益来源。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PerkSource {
    /// The tier policy gives it to everybody of the tier.
    TierEntitlement,
    /// A growth challenge was met.
    Growth,
    /// A duty brings it.
    Duty,
    /// A gift: an exception that somebody gave a reason for.
    Gift,
}

/// Why a perk is taken back. 收回原因。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PerkRevokeCause {
    /// Somebody decided so.
    Decided,
    /// The member left, or was forgotten.
    MemberLeft,
    /// The duty that brought it is over.
    DutyOver,
}

/// Where a perk stands. 权益状态。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PerkState {
    /// It can be used.
    Granted,
    /// Nothing of it is left.
    UsedUp,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}
