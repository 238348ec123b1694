//! The rules of a member's standing as mentor.

use super::command::*;
use super::event::*;
use super::values::RetireCause;
use super::{Mentor, check_topics};
use crate::assignment::event::Reviewer;
use crate::assignment::tier_too_low;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{HoldId, KocId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::team::Purse;
use crate::time::Day;
use crate::vocabulary::{ConsentPurpose, TierCode};

impl HoldsPersonal for AppointMentor {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.statement.iter_mut().for_each(|text| show(person, SealedField::Statement, text));
    }
}

/// Answers `AppointMentor`.
pub(crate) fn appoint(
    state: &State,
    command: &AppointMentor,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let mut checks = Checks::new();
    let today = state.day_of(context.now);
    checks.note(koc.require_active(today));
    let top = koc.tier == Some(TierCode::TOP);
    checks.require(top, || tier_too_low(koc, TierCode::TOP));
    let new = !state.mentors.contains_key(&command.koc_id);
    checks.require(new, || Violation::AlreadyMentor);
    checks.note(koc.require_consent(ConsentPurpose::Mentoring, today));
    let no_seats = || Violation::LimitInvalid { field: "capacity".to_owned() };
    checks.require(command.capacity > 0, no_seats);
    check_topics(&mut checks, state.programme()?, &command.topics);
    checks.note(field::personal("statement", command.statement.as_ref()));
    checks.finish()?;
    let appointed = MentorAppointed {
        koc_id: command.koc_id,
        topics: command.topics.clone(),
        capacity: command.capacity,
        statement: sealed_option(command.statement.as_ref())?,
    };
    Ok(vec![appointed.into()])
}

impl HoldsPersonal for MarkMentorAway {}

/// Answers `MarkMentorAway`.
pub(crate) fn mark_away(
    state: &State,
    command: &MarkMentorAway,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let MarkMentorAway { koc_id, until } = *command;
    let mentor = own_mentor(state, koc_id, context)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let in_past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(until.is_none_or(|until| until >= today), in_past);
    checks.note(until.and_then(|until| field::day_in_reach("until", until, today)));
    checks.require(mentor.away != Some(until), || Violation::NoChange);
    checks.finish()?;
    Ok(vec![MentorWentAway { koc_id, until }.into()])
}

impl HoldsPersonal for MarkMentorBack {}

/// Answers `MarkMentorBack`.
pub(crate) fn mark_back(
    state: &State,
    command: &MarkMentorBack,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let mentor = own_mentor(state, koc_id, context)?;
    if !mentor.is_away(state.day_of(context.now)) {
        return Err(Violation::MentorNotAway.into());
    }
    Ok(vec![MentorCameBack { koc_id }.into()])
}

impl HoldsPersonal for SetMentorCapacity {}

/// Answers `SetMentorCapacity`.
pub(crate) fn set_capacity(
    state: &State,
    command: &SetMentorCapacity,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SetMentorCapacity { koc_id, capacity } = *command;
    let mentor = own_mentor(state, koc_id, context)?;
    let (previous, active) = (mentor.capacity, mentor.active_mentees);
    let mut checks = Checks::new();
    let no_seats = || Violation::LimitInvalid { field: "capacity".to_owned() };
    checks.require(capacity > 0, no_seats);
    checks.require(capacity >= active, || Violation::CapacityBelowActive { active });
    checks.require(capacity != previous, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![MentorCapacitySet { koc_id, previous, capacity }.into()])
}

impl HoldsPersonal for SetMentorTopics {}

/// Answers `SetMentorTopics`.
pub(crate) fn set_topics(
    state: &State,
    command: &SetMentorTopics,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let mentor = own_mentor(state, koc_id, context)?;
    let mut checks = Checks::new();
    check_topics(&mut checks, state.programme()?, &command.topics);
    checks.require(mentor.topics != command.topics, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![MentorTopicsSet { koc_id, topics: command.topics.clone() }.into()])
}

impl HoldsPersonal for GrantMentorResources {}

/// Answers `GrantMentorResources`.
pub(crate) fn grant_mentor(
    state: &State,
    command: &GrantMentorResources,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let mentor = own_mentor(state, koc_id, context)?;
    let hold_id = HoldId::derived(&[b"mentor", &koc_id.0, &mentor.grants.to_be_bytes()]);
    let mut checks = Checks::new();
    checks.note(state.koc(koc_id)?.require_present());
    let purse = Purse { key: format!("mentor:{koc_id}"), hold_id };
    let drawn = purse.draw(&mut checks, state, &command.granted, context)?;
    checks.finish()?;
    let granted = MentorResourcesGranted {
        koc_id,
        kind: command.kind,
        granted: command.granted.clone(),
        hold_id: (!drawn.is_empty()).then_some(hold_id),
        by: Reviewer { role: context.actor.role, id: context.actor.id },
    };
    Ok(drawn.into_iter().chain([granted.into()]).collect())
}

impl HoldsPersonal for RetireMentor {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `RetireMentor`. Whoever they teach or lead is given to others first.
pub(crate) fn retire(
    state: &State,
    command: &RetireMentor,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    own_mentor(state, koc_id, context)?;
    let ids = state.mentees_of(koc_id);
    let mut checks = Checks::new();
    checks.require(ids.is_empty(), || Violation::MentorHasMentees { ids });
    let leads = !state.teams_led_by(koc_id).is_empty();
    checks.require(!leads, || Violation::LeadMustHandOver);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![MentorRetired { koc_id, cause: RetireCause::Asked, reason }.into()])
}

impl State {
    /// Whom a mentor teaches now.
    pub(crate) fn mentees_of(&self, mentor: KocId) -> Vec<KocId> {
        let taught = self.mentored_by.iter().filter(|(_, edge)| {
            self.mentorships.get(*edge).is_some_and(|edge| edge.mentor == mentor)
        });
        taught.map(|(mentee, _)| *mentee).collect()
    }
}

/// The mentor named, whom only they themselves or the team may speak for.
fn own_mentor<'a>(
    state: &'a State,
    koc_id: KocId,
    context: &Context,
) -> Result<&'a Mentor, Refusal> {
    state.koc(koc_id)?;
    if context.actor.as_koc().is_some_and(|actor| actor != koc_id) {
        return Err(Violation::NotAParty.into());
    }
    state.mentors.get(&koc_id).map(AsRef::as_ref).ok_or_else(|| Violation::NotAMentor.into())
}

impl Mentor {
    /// Whether they take no new mentees on that day.
    pub(super) fn is_away(&self, day: Day) -> bool {
        self.away.is_some_and(|until| until.is_none_or(|until| day <= until))
    }
}
