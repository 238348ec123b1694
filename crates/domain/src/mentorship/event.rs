//! What has happened to mentors and mentorships.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::*;
use crate::assignment::event::Reviewer;
use crate::assignment::values::ResourceKind;
use crate::event::events;
use crate::id::{HoldId, KocId, MentorshipId};
use crate::personal::Sealed;
use crate::stream::{StreamId, StreamKind};
use crate::team::values::GrantedResource;
use crate::time::{Day, Moment};
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
    603 v1 MentorCapacitySet "A mentor takes another number of mentees." "带教名额变更。"
    604 v1 MentorTopicsSet "A mentor teaches other topics." "带教主题变更。"
    605 v1 MentorResourcesGranted "A mentor was given something to teach with." "导师获得资源支持。"
    606 v1 MentorRetired "A mentor teaches no more." "导师卸任。"
    633 v1 MentorshipDeclined "One side did not agree to a mentorship." "一方婉拒师徒关系。"
    634 v1 MentorshipProposalLapsed "A proposal to teach and learn ran out." "师徒提议过期。"
    635 v1 MentoringSessionHeld "A mentor and a mentee sat together." "举行了带教面谈。"
    636 v1 MenteeAssessed "A mentor said what a mentee has learned." "导师评估了学员成长。"
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

/// A mentor takes so many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorCapacitySet {
    /// Who.
    pub koc_id: KocId,
    /// Active mentees at most, before.
    pub previous: u16,
    /// Active mentees at most, from now on.
    pub capacity: u16,
}

/// A mentor teaches this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorTopicsSet {
    /// Who.
    pub koc_id: KocId,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
}

/// A mentor has something to teach with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorResourcesGranted {
    /// Who.
    pub koc_id: KocId,
    /// Of which kind it is.
    pub kind: ResourceKind,
    /// Money, or something by its reference.
    pub granted: GrantedResource,
    /// What the money was set aside in.
    pub hold_id: Option<HoldId>,
    /// Who gave it.
    pub by: Reviewer,
}

/// A mentor is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorRetired {
    /// Who.
    pub koc_id: KocId,
    /// Of which kind the reason is.
    pub cause: RetireCause,
    /// Why, if somebody said.
    pub reason: Option<Sealed>,
}

/// One of the two said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipDeclined {
    /// Which.
    pub mentorship_id: MentorshipId,
    /// As whom.
    pub by: MentorshipParty,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// Not both said yes in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentorshipProposalLapsed {
    /// Which.
    pub mentorship_id: MentorshipId,
}

/// The two sat together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MentoringSessionHeld {
    /// In which mentorship.
    pub mentorship_id: MentorshipId,
    /// Who taught.
    pub mentor: KocId,
    /// Who learned.
    pub mentee: KocId,
    /// When it began.
    pub held_at: Moment,
    /// How long it lasted.
    pub minutes: u16,
    /// What was taught.
    pub taught: Vec<String>,
    /// What was talked about.
    pub note: Option<Sealed>,
}

/// A mentor has said how far a mentee has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MenteeAssessed {
    /// In which mentorship.
    pub mentorship_id: MentorshipId,
    /// Who taught.
    pub mentor: KocId,
    /// Who learned.
    pub mentee: KocId,
    /// Each skill once.
    pub skills: Vec<SkillProgress>,
    /// In words.
    pub note: Sealed,
    /// The tier they should be looked at for.
    pub recommend_for_tier: Option<TierCode>,
}

impl Event {
    /// The stream it is recorded in: the mentor's, or the edge's.
    pub fn stream(&self) -> StreamId {
        let mentorship = match self {
            Event::MentorAppointed(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorWentAway(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorCameBack(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorCapacitySet(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorTopicsSet(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorResourcesGranted(e) => {
                return StreamId::new(StreamKind::Mentor, e.koc_id.0);
            }
            Event::MentorRetired(e) => return StreamId::new(StreamKind::Mentor, e.koc_id.0),
            Event::MentorshipProposed(e) => e.mentorship_id,
            Event::MentorshipDeclined(e) => e.mentorship_id,
            Event::MentorshipProposalLapsed(e) => e.mentorship_id,
            Event::MentoringSessionHeld(e) => e.mentorship_id,
            Event::MenteeAssessed(e) => e.mentorship_id,
            Event::MentorshipAccepted(e) => e.mentorship_id,
            Event::MentorshipStarted(e) => e.mentorship_id,
            Event::MentorshipTransferred(e) => e.mentorship_id,
            Event::MentorshipCompleted(e) => e.mentorship_id,
            Event::MentorshipEnded(e) => e.mentorship_id,
        };
        StreamId::new(StreamKind::Mentorship, mentorship.0)
    }
}
