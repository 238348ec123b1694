//! What has happened to those who do the work of an assignment.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{AssignmentId, KocId, TeamId};

/// A team that has work under way is not the same any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentPeopleChanged {
    /// Which assignment.
    pub assignment_id: AssignmentId,
    /// Of which team.
    pub team_id: TeamId,
    /// Who answers for it now.
    pub lead: KocId,
    /// Who does the work now.
    pub members: Vec<KocId>,
    /// Who does no more.
    pub left: Vec<KocId>,
    /// Who has come to it.
    pub joined: Vec<KocId>,
}
