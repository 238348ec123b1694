//! What can be asked of mentors and mentorships.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::id::{KocId, MentorshipId};
use crate::personal::Personal;
use crate::time::Day;

/// Appoints a partner as mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AppointMentorInput"))]
pub struct AppointMentor {
    /// Who.
    pub koc_id: KocId,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// Active mentees at most; at least 1.
    pub capacity: u16,
    /// What they say of themselves.
    pub statement: Option<Personal>,
}

/// The mentor takes no new mentees for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkMentorAwayInput"))]
pub struct MarkMentorAway {
    /// Who.
    pub koc_id: KocId,
    /// To this day, inclusive; open if not given.
    pub until: Option<Day>,
}

/// The mentor is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "MarkMentorBackInput"))]
pub struct MarkMentorBack {
    /// Who.
    pub koc_id: KocId,
}

/// Brings two members together; it begins when both have said yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ProposeMentorshipInput"))]
pub struct ProposeMentorship {
    /// Its id.
    pub mentorship_id: MentorshipId,
    /// Who teaches.
    pub mentor: KocId,
    /// Who learns.
    pub mentee: KocId,
    /// What the mentee wants to reach.
    pub goals: Option<Personal>,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// To this day.
    pub until: Day,
}

/// One of the two says yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AcceptMentorshipInput"))]
pub struct AcceptMentorship {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// As whom.
    pub by: MentorshipParty,
}

/// Gives a mentee to another mentor; the lineage stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TransferMentorshipInput"))]
pub struct TransferMentorship {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// To whom.
    pub to_mentor: KocId,
    /// Of the new edge.
    pub new_mentorship_id: MentorshipId,
    /// Why.
    pub reason: Personal,
}

/// Ends a mentorship that reached its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CompleteMentorshipInput"))]
pub struct CompleteMentorship {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// What came of it.
    pub outcome: MentorshipOutcome,
    /// What the mentee says.
    pub mentee_feedback: Option<Personal>,
    /// What the mentor says.
    pub mentor_feedback: Option<Personal>,
}

/// Ends a mentorship before its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "EndMentorshipInput"))]
pub struct EndMentorship {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// By whom.
    pub by: EndedBy,
    /// Why.
    pub reason: Personal,
}
