//! What can be asked of an appeal.

use serde::{Deserialize, Serialize};

use super::values::{Remedy, Verdict};
use crate::id::{AppealId, EventId, KocId, OperatorId};
use crate::personal::Personal;

/// A member disputes a decision about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FileAppealInput"))]
pub struct FileAppeal {
    /// Its id.
    pub appeal_id: AppealId,
    /// Who.
    pub koc_id: KocId,
    /// The event in which it was decided.
    pub against: EventId,
    /// Why it was wrong.
    pub grounds: Personal,
}

/// Gives an appeal to somebody who did not decide the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssignAppealInput"))]
pub struct AssignAppeal {
    /// Which.
    pub appeal_id: AppealId,
    /// To whom.
    pub handler: OperatorId,
}

/// Decides an appeal, with reasons, and says what puts things right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DecideAppealInput"))]
pub struct DecideAppeal {
    /// Which.
    pub appeal_id: AppealId,
    /// How.
    pub decision: Verdict,
    /// Why, as the member is told.
    pub reasons: Personal,
    /// What puts things right; none when the member wanted an explanation only.
    pub remedy: Option<Remedy>,
}

/// The member takes an appeal back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "WithdrawAppealInput"))]
pub struct WithdrawAppeal {
    /// Which.
    pub appeal_id: AppealId,
}

/// Says that an appeal was not decided by the day it was due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "FlagOverdueAppealInput"))]
pub struct FlagOverdueAppeal {
    /// Which.
    pub appeal_id: AppealId,
}
