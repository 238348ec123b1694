//! How a mentorship ends: it reached its end, or one of the two or the brand ends it before.

use super::MentorshipState;
use super::command::*;
use super::event::*;
use super::values::EndedBy;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for CompleteMentorship {
    /// What either says of the time together is about the mentee's growth.
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.mentee_or_nobody(self.mentorship_id);
        let said = self.mentee_feedback.iter_mut().chain(&mut self.mentor_feedback);
        said.for_each(|text| show(person, SealedField::Statement, text));
    }
}

/// Answers `CompleteMentorship`.
pub(crate) fn complete(
    state: &State,
    command: &CompleteMentorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let mentorship = state.mentorship(command.mentorship_id)?;
    let mut checks = Checks::new();
    let active = mentorship.state == MentorshipState::Active;
    checks.require(active, || mentorship.not_active());
    let mentor_or_team = context.actor.as_koc().is_none_or(|actor| actor == mentorship.mentor);
    checks.require(mentor_or_team, || Violation::NotAParty);
    checks.note(field::personal("menteeFeedback", command.mentee_feedback.as_ref()));
    checks.note(field::personal("mentorFeedback", command.mentor_feedback.as_ref()));
    checks.finish()?;
    let today = state.day_of(context.occurred_at);
    let completed = MentorshipCompleted {
        mentorship_id: command.mentorship_id,
        mentor: mentorship.mentor,
        mentee: mentorship.mentee,
        outcome: command.outcome,
        mentee_feedback: sealed_option(command.mentee_feedback.as_ref())?,
        mentor_feedback: sealed_option(command.mentor_feedback.as_ref())?,
        days: mentorship.started_on.map_or(0, |started_on| today.days_since(started_on)),
        mentee_tier: state.koc(mentorship.mentee)?.tier,
    };
    Ok(vec![completed.into()])
}

impl HoldsPersonal for EndMentorship {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.mentee_or_nobody(self.mentorship_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `EndMentorship`.
pub(crate) fn end(
    state: &State,
    command: &EndMentorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let mentorship = state.mentorship(command.mentorship_id)?;
    let mut checks = Checks::new();
    let active = mentorship.state == MentorshipState::Active;
    checks.require(active, || mentorship.not_active());
    let actor = context.actor.as_koc();
    let named = match command.by {
        EndedBy::Mentor => actor == Some(mentorship.mentor),
        EndedBy::Mentee => actor == Some(mentorship.mentee),
        EndedBy::Brand => context.actor.role.is_staff(),
    };
    checks.require(named, || Violation::NotAParty);
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let ended = MentorshipEnded {
        mentorship_id: command.mentorship_id,
        by: command.by,
        reason: command.reason.sealed()?,
    };
    Ok(vec![ended.into()])
}
