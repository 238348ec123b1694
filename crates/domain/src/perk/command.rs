//! What can be asked of a perk.

use serde::{Deserialize, Serialize};

use super::values::PerkKind;
use crate::id::{KocId, PerkId};
use crate::personal::Personal;
use crate::time::{Day, Moment};

/// Gives a member a benefit that is not money. 授予权益。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantPerkInput"))]
pub struct GrantPerk {
    /// Its id.
    pub perk_id: PerkId,
    /// To whom.
    pub koc_id: KocId,
    /// What.
    pub kind: PerkKind,
    /// How often; as often as wanted while it runs if not given.
    pub quantity: Option<u16>,
    /// The first day.
    pub valid_from: Day,
    /// The last day.
    pub valid_until: Day,
    /// Why they have it although their tier does not give it.
    pub exception: Option<Personal>,
    /// What else is said of it.
    pub note: Option<Personal>,
}

/// Uses a perk once. 使用权益。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "UsePerkInput"))]
pub struct UsePerk {
    /// Which.
    pub perk_id: PerkId,
    /// When; now if not given.
    pub at: Option<Moment>,
    /// The key of what it was used for: a loan, a gathering, a booking.
    pub reference: Option<String>,
}

/// Ends a perk whose time is over; sent by the clock. 权益到期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ExpirePerkInput"))]
pub struct ExpirePerk {
    /// Which.
    pub perk_id: PerkId,
}

/// Takes a perk back. 收回权益。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RevokePerkInput"))]
pub struct RevokePerk {
    /// Which.
    pub perk_id: PerkId,
    /// Why.
    pub reason: Personal,
}
