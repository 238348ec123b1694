//! What has happened to mentors and mentorships.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::event::events;
use crate::id::{KocId, MentorshipId};
use crate::personal::Sealed;
use crate::stream::{StreamId, StreamKind};
use crate::time::Day;
use crate::vocabulary::TierCode;

events! {
    600 v1 MentorAppointed "A member was appointed as mentor." "成员被任命为导师。"
    601 v1 MentorWentAway "A mentor went away." "导师暂离。"
    602 v1 MentorCameBack "A mentor came back." "导师回归。"
    610 v1 MentorshipProposed "A mentorship was proposed." "提议建立师徒关系。"
    611 v1 MentorshipAccepted "One side agreed to a mentorship." "一方同意师徒关系。"
    612 v1 MentorshipStarted "A mentorship began." "师徒关系开始。"
    613 v1 MentorshipTransferred "A mentee was given to another mentor." "学员转由另一位导师带教。"
    614 v1 MentorshipCompleted "A mentorship was completed." "师徒关系圆满结束。"
    615 v1 MentorshipEnded "A mentorship was ended early." "师徒关系提前终止。"
}

/// A member is a mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorAppointed {
    /// Who.
    pub koc_id: KocId,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// Active mentees at most.
    pub capacity: u16,
    /// What they say of themselves.
    pub statement: Option<Sealed>,
}

/// A mentor takes no new mentees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorWentAway {
    /// Who.
    pub koc_id: KocId,
    /// To this day, inclusive.
    pub until: Option<Day>,
}

/// A mentor takes mentees again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorCameBack {
    /// Who.
    pub koc_id: KocId,
}

/// Two members are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipProposed {
    /// Its id.
    pub mentorship_id: MentorshipId,
    /// Who teaches.
    pub mentor: KocId,
    /// Who learns.
    pub mentee: KocId,
    /// What the mentee wants to reach.
    pub goals: Option<Sealed>,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// To this day.
    pub until: Day,
}

/// One of the two said yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipAccepted {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// As whom.
    pub by: MentorshipParty,
}

/// The two work together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipStarted {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// Who teaches.
    pub mentor: KocId,
    /// Who learns.
    pub mentee: KocId,
    /// From this day.
    pub started_on: Day,
    /// To this day.
    pub until: Day,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// Of the mentor, at that moment.
    pub mentor_tier: TierCode,
    /// Of the mentee, at that moment.
    pub mentee_tier: TierCode,
    /// The edge it goes on from, if it was transferred.
    pub continues: Option<MentorshipId>,
}

/// The mentee has another mentor; the new edge starts in the same commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipTransferred {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// Who taught.
    pub mentor: KocId,
    /// Who learns.
    pub mentee: KocId,
    /// Who teaches now.
    pub to_mentor: KocId,
    /// The new edge.
    pub new_mentorship_id: MentorshipId,
    /// Why.
    pub reason: Sealed,
}

/// It reached its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipCompleted {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// Who taught.
    pub mentor: KocId,
    /// Who learned.
    pub mentee: KocId,
    /// What came of it.
    pub outcome: MentorshipOutcome,
    /// What the mentee says.
    pub mentee_feedback: Option<Sealed>,
    /// What the mentor says.
    pub mentor_feedback: Option<Sealed>,
    /// How long it lasted.
    pub days: u32,
    /// Of the mentee, at the end.
    pub mentee_tier: Option<TierCode>,
}

/// It ended before its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipEnded {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// By whom.
    pub by: EndedBy,
    /// Why.
    pub reason: Sealed,
}

impl Event {
    /// The stream it is recorded in: the mentor's, or the edge's.
    pub fn stream(&self) -> StreamId {
        let mentorship = match self {
            Event::MentorAppointed(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorWentAway(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorCameBack(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorshipProposed(e) => e.mentorship_id,
            Event::MentorshipAccepted(e) => e.mentorship_id,
            Event::MentorshipStarted(e) => e.mentorship_id,
            Event::MentorshipTransferred(e) => e.mentorship_id,
            Event::MentorshipCompleted(e) => e.mentorship_id,
            Event::MentorshipEnded(e) => e.mentorship_id,
        };
        StreamId::new(StreamKind::Mentorship, mentorship.0)
    }
}
