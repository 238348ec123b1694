//! Nodes and edges.

use std::sync::Arc;

use domain::id::{EventId, KocId, MentorshipId};
use domain::mentorship::values::{EndedBy, MentorshipOutcome, MentorshipParty};
use domain::personal::Sealed;
use domain::vocabulary::TierCode;
use domain::{Day, Moment, Recorded};
use serde::Serialize;

/// A member's standing as mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mentor {
    /// Who.
    pub koc_id: KocId,
    /// Their pseudonymous key in another system.
    pub external_ref: Option<Arc<str>>,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// Active mentees at most.
    pub capacity: u16,
    /// What they say of themselves.
    pub statement: Option<Sealed>,
    /// When they were appointed, by the programme's day.
    pub appointed_on: Day,
    /// Whether they take no new mentees for a while; over once the day they named is over by the
    /// log's clock.
    pub away: bool,
    /// To this day, inclusive, as announced.
    pub away_until: Option<Day>,
    /// Whether they teach no more: they left, retired, stand below the bar, go on under another
    /// record, or took their consent to teach back.
    pub left: bool,
    /// Since when they are away or teach no more, by the log's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailable_since: Option<Day>,
    /// Times they were given something to teach with.
    #[serde(skip_serializing_if = "is_nothing")]
    pub grants: u32,
    /// Mentees now.
    pub active_mentees: u16,
    /// The event in which they were appointed.
    pub position: EventId,
}

impl Mentor {
    /// Mentees they could take now; none when away or gone.
    pub fn free_seats(&self) -> u16 {
        if self.away || self.left { 0 } else { self.capacity.saturating_sub(self.active_mentees) }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_nothing(count: &u32) -> bool {
    *count == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_level(gained: &i32) -> bool {
    *gained == 0
}

/// Where a mentorship stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EdgeState {
    /// Both are asked.
    Proposed,
    /// They work together.
    Active,
    /// It reached its end.
    Completed,
    /// It ended before its end.
    Ended,
    /// The mentee has another mentor.
    Transferred,
    /// One of the two said no.
    Declined,
    /// Not both said yes in time.
    Lapsed,
}

/// One mentorship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// Its id.
    pub mentorship_id: MentorshipId,
    /// Who teaches.
    pub mentor: KocId,
    /// Who learns.
    pub mentee: KocId,
    /// Where it stands.
    pub state: EdgeState,
    /// What the mentee wants to reach.
    pub goals: Option<Sealed>,
    /// Terms of the topic axis.
    pub topics: Vec<String>,
    /// Whether the mentor said yes.
    pub mentor_accepted: bool,
    /// Whether the mentee said yes.
    pub mentee_accepted: bool,
    /// When it was proposed, or made by a transfer.
    pub proposed_at: Moment,
    /// Its first day; none while only proposed.
    pub started_on: Option<Day>,
    /// The day it is meant to end.
    pub until: Option<Day>,
    /// The day it ended.
    pub ended_on: Option<Day>,
    /// Of the mentor, at the start.
    pub mentor_tier_at_start: Option<TierCode>,
    /// Of the mentee, at the start.
    pub mentee_tier_at_start: Option<TierCode>,
    /// Of the mentee, at completion.
    pub mentee_tier_at_end: Option<TierCode>,
    /// What came of it.
    pub outcome: Option<MentorshipOutcome>,
    /// Who ended it early.
    pub ended_by: Option<EndedBy>,
    /// Why it ended early or was transferred.
    pub reason: Option<Sealed>,
    /// What the mentee says.
    pub mentee_feedback: Option<Sealed>,
    /// What the mentor says.
    pub mentor_feedback: Option<Sealed>,
    /// The edge it goes on from, if it was made by a transfer.
    pub continues: Option<MentorshipId>,
    /// The edge that goes on from it, if it was transferred.
    pub continued_by: Option<MentorshipId>,
    /// Who of the two said no, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined_by: Option<MentorshipParty>,
    /// Times the two sat together.
    #[serde(skip_serializing_if = "is_nothing")]
    pub sessions: u32,
    /// How long they did, in all.
    #[serde(skip_serializing_if = "is_nothing")]
    pub session_minutes: u32,
    /// The day they last did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_session_on: Option<Day>,
    /// Skills that the mentor assessed, each time counted.
    #[serde(skip_serializing_if = "is_nothing")]
    pub skills_assessed: u32,
    /// Levels gained in them, all together.
    #[serde(skip_serializing_if = "is_level")]
    pub levels_gained: i32,
    /// The tier that the mentor last recommended the mentee for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommended_for: Option<TierCode>,
    /// The events it comes from, oldest first.
    pub positions: Vec<EventId>,
}

impl Edge {
    pub(crate) fn between(
        mentorship_id: MentorshipId,
        mentor: KocId,
        mentee: KocId,
        recorded: &Recorded,
    ) -> Edge {
        Edge {
            mentorship_id,
            mentor,
            mentee,
            state: EdgeState::Proposed,
            goals: None,
            topics: Vec::new(),
            mentor_accepted: false,
            mentee_accepted: false,
            proposed_at: recorded.occurred_at,
            started_on: None,
            until: None,
            ended_on: None,
            mentor_tier_at_start: None,
            mentee_tier_at_start: None,
            mentee_tier_at_end: None,
            outcome: None,
            ended_by: None,
            reason: None,
            mentee_feedback: None,
            mentor_feedback: None,
            continues: None,
            continued_by: None,
            declined_by: None,
            sessions: 0,
            session_minutes: 0,
            last_session_on: None,
            skills_assessed: 0,
            levels_gained: 0,
            recommended_for: None,
            positions: vec![recorded.position],
        }
    }

    /// Whether it ever began: lineage goes along such edges.
    pub fn has_started(&self) -> bool {
        self.started_on.is_some()
    }
}
