//! The rules of what a mentor does: sits together with a mentee, and says how far they have come.

use std::collections::BTreeSet;

use super::MentorshipState;
use super::check_topics;
use super::command::*;
use super::event::*;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::VocabularyAxis;

/// The longest session, minutes: a day. Our own number.
const MINUTES_MAX: u16 = 24 * 60;

/// The highest level of a skill.
const LEVEL_MAX: u8 = 5;

impl HoldsPersonal for RecordMentoringSession {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.mentee_or_nobody(self.mentorship_id);
        self.note.iter_mut().for_each(|note| show(person, SealedField::Note, note));
    }
}

/// Answers `RecordMentoringSession`.
pub(crate) fn record_session(
    state: &State,
    command: &RecordMentoringSession,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RecordMentoringSession { mentorship_id, held_at, minutes, .. } = *command;
    let mentorship = state.mentorship(mentorship_id)?;
    let mut checks = Checks::new();
    let active = mentorship.state == MentorshipState::Active;
    checks.require(active, || mentorship.not_active());
    let mentor = context.actor.as_koc() == Some(mentorship.mentor);
    checks.require(mentor, || Violation::NotAParty);
    let named = || "heldAt".to_owned();
    checks.require(held_at <= context.now, || Violation::DateInFuture { field: named() });
    let on = state.day_of(held_at);
    let began = mentorship.started_on.is_none_or(|started_on| started_on <= on);
    checks.require(!active || began, || Violation::DateInPast { field: named() });
    let length = (1..=MINUTES_MAX).contains(&minutes);
    checks.require(length, || field::invalid("minutes"));
    check_topics(&mut checks, state.programme()?, &command.taught);
    checks.note(field::personal("note", command.note.as_ref()));
    checks.finish()?;
    let held = MentoringSessionHeld {
        mentorship_id,
        mentor: mentorship.mentor,
        mentee: mentorship.mentee,
        held_at,
        minutes,
        taught: command.taught.clone(),
        note: sealed_option(command.note.as_ref())?,
    };
    Ok(vec![held.into()])
}

impl HoldsPersonal for AssessMentee {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.mentee_or_nobody(self.mentorship_id), SealedField::Feedback, &mut self.note);
    }
}

/// Answers `AssessMentee`.
pub(crate) fn assess(
    state: &State,
    command: &AssessMentee,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let mentorship = state.mentorship(command.mentorship_id)?;
    let mut checks = Checks::new();
    let active = mentorship.state == MentorshipState::Active;
    checks.require(active, || mentorship.not_active());
    let mentor = context.actor.as_koc() == Some(mentorship.mentor);
    checks.require(mentor, || Violation::NotAParty);
    let skills = &command.skills;
    checks.note(field::list("skills", skills));
    let named: BTreeSet<&str> = skills.iter().map(|it| it.skill.as_str()).collect();
    let levels = skills.iter().all(|it| it.before <= LEVEL_MAX && it.after <= LEVEL_MAX);
    let once = !skills.is_empty() && named.len() == skills.len();
    checks.require(once && levels, || field::invalid("skills"));
    let programme = state.programme()?;
    let unknown = |code: &&str| programme.unknown_term(VocabularyAxis::Skill, code);
    checks.note(named.iter().filter_map(unknown));
    checks.note(field::personal_said("note", &command.note));
    checks.finish()?;
    let assessed = MenteeAssessed {
        mentorship_id: command.mentorship_id,
        mentor: mentorship.mentor,
        mentee: mentorship.mentee,
        skills: skills.clone(),
        note: command.note.sealed()?,
        recommend_for_tier: command.recommend_for_tier,
    };
    Ok(vec![assessed.into()])
}
