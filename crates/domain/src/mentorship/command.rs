//! What can be asked of mentors and mentorships.

use serde::{Deserialize, Serialize};

use super::values::*;
use crate::assignment::values::ResourceKind;
use crate::id::{KocId, MentorshipId};
use crate::personal::Personal;
use crate::team::values::GrantedResource;
use crate::time::{Day, Moment};
use crate::vocabulary::TierCode;

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

/// How many mentees a mentor takes. 设定带教名额。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SetMentorCapacityInput"))]
pub struct SetMentorCapacity {
    /// Who.
    pub koc_id: KocId,
    /// Active mentees at most; at least 1, and no fewer than they teach now.
    pub capacity: u16,
}

/// What a mentor teaches. 设定带教主题。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SetMentorTopicsInput"))]
pub struct SetMentorTopics {
    /// Who.
    pub koc_id: KocId,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
}

/// Gives a mentor something to teach with. 向导师提供资源。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "GrantMentorResourcesInput"))]
pub struct GrantMentorResources {
    /// Who.
    pub koc_id: KocId,
    /// Of which kind it is.
    pub kind: ResourceKind,
    /// Money, or something by its reference.
    pub granted: GrantedResource,
}

/// A mentor teaches no more; whoever they teach is given to others first. 卸任导师。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RetireMentorInput"))]
pub struct RetireMentor {
    /// Who.
    pub koc_id: KocId,
    /// Why.
    pub reason: Option<Personal>,
}

/// One of the two says no; nobody has to say why. 婉拒师徒关系。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "DeclineMentorshipInput"))]
pub struct DeclineMentorship {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// As whom.
    pub by: MentorshipParty,
    /// Why, if they like to say.
    pub reason: Option<Personal>,
}

/// Nobody answered a proposal in time. 师徒提议过期。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "LapseMentorshipProposalInput"))]
pub struct LapseMentorshipProposal {
    /// Which.
    pub mentorship_id: MentorshipId,
}

/// A mentor has sat together with a mentee. 记录带教面谈。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "RecordMentoringSessionInput"))]
pub struct RecordMentoringSession {
    /// In which mentorship.
    pub mentorship_id: MentorshipId,
    /// When it began.
    pub held_at: Moment,
    /// How long it lasted.
    pub minutes: u16,
    /// What was taught: terms of the topic axis.
    pub taught: Vec<String>,
    /// What was talked about.
    pub note: Option<Personal>,
}

/// A mentor says what a mentee has learned. 评估学员成长。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "AssessMenteeInput"))]
pub struct AssessMentee {
    /// In which mentorship.
    pub mentorship_id: MentorshipId,
    /// Each skill once.
    pub skills: Vec<SkillProgress>,
    /// In words.
    pub note: Personal,
    /// The tier they should be looked at for.
    pub recommend_for_tier: Option<TierCode>,
}
