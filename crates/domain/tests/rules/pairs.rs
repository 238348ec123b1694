//! Mentors and mentees, reached by commands: what tests of mentorships begin from.

use domain::id::{KocId, MentorshipId};
use domain::mentorship::command::*;
use domain::mentorship::values::*;
use domain::vocabulary::ConsentPurpose;
use testkit::scene::Scene;

use crate::common::*;

/// The mentorship of that name.
pub(crate) fn edge(name: &str) -> MentorshipId {
    MentorshipId::derived(&[name.as_bytes()])
}

/// Appoints with two seats.
pub(crate) fn appoint(koc_id: KocId) -> AppointMentor {
    AppointMentor { koc_id, topics: Vec::new(), capacity: 2, statement: None }
}

/// A partner with two seats; 60 days pass.
#[track_caller]
pub(crate) fn given_mentor(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = partner(scene, name);
    scene.given(by(koc_id), grant(koc_id, ConsentPurpose::Mentoring));
    scene.given(mei(), appoint(koc_id));
    koc_id
}

/// Proposes for half a year.
pub(crate) fn propose(
    scene: &Scene,
    name: &str,
    mentor: KocId,
    mentee: KocId,
) -> ProposeMentorship {
    ProposeMentorship {
        mentorship_id: edge(name),
        mentor,
        mentee,
        goals: None,
        topics: Vec::new(),
        until: scene.today().plus(180),
    }
}

/// One of the two says yes.
pub(crate) fn agree(name: &str, by: MentorshipParty) -> AcceptMentorship {
    AcceptMentorship { mentorship_id: edge(name), by }
}

/// An active mentorship of that name.
#[track_caller]
pub(crate) fn given_pair(scene: &mut Scene, name: &str, mentor: KocId, mentee: KocId) {
    let proposal = propose(scene, name, mentor, mentee);
    scene.given(mei(), proposal);
    scene.given(by(mentor), agree(name, MentorshipParty::Mentor));
    scene.given(by(mentee), agree(name, MentorshipParty::Mentee));
}

/// Gives the mentee to another mentor under a new name.
pub(crate) fn transfer(name: &str, to_mentor: KocId, new_name: &str) -> TransferMentorship {
    TransferMentorship {
        mentorship_id: edge(name),
        to_mentor,
        new_mentorship_id: edge(new_name),
        reason: "the mentor moves abroad".into(),
    }
}

/// Completes with the goals reached.
pub(crate) fn complete(name: &str) -> CompleteMentorship {
    CompleteMentorship {
        mentorship_id: edge(name),
        outcome: MentorshipOutcome::GoalsReached,
        mentee_feedback: None,
        mentor_feedback: None,
    }
}

/// Ends before its end.
pub(crate) fn end(name: &str, by: EndedBy) -> EndMentorship {
    EndMentorship { mentorship_id: edge(name), by, reason: "no time for each other".into() }
}
