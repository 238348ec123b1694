//! The rules of care: whoever knows the member talks with them, a promise has somebody who keeps
//! it, and feedback says something.

use std::collections::BTreeSet;

use super::command::*;
use super::event::*;
use super::values::{FeedbackPeriod, Promise, Promised};
use crate::actor::Role;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{FollowUpId, OperatorId};
use crate::personal::{Person, Personal, Sealed, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;

/// The longest period one feedback is about, days: a year. Our own number.
const PERIOD_DAYS_MAX: u32 = 366;

/// Goals, promises, praises or pieces of advice in one go. Our own number.
const SAID_MAX: usize = 20;

impl HoldsPersonal for AssignRelationshipManager {}

/// Answers `AssignRelationshipManager`.
pub(crate) fn assign_manager(
    state: &State,
    command: &AssignRelationshipManager,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AssignRelationshipManager { koc_id, operator_id } = *command;
    let koc = state.koc(koc_id)?;
    let operator = state.operator(operator_id)?;
    let previous = state.relationship_manager(koc_id);
    let mut checks = Checks::new();
    checks.note(koc.require_here());
    let may_talk = operator.roles.iter().any(|role| matches!(role, Role::Ops | Role::Admin));
    checks.require(may_talk, || field::invalid("operatorId"));
    checks.require(previous != Some(operator_id), || Violation::NoChange);
    checks.finish()?;
    Ok(vec![RelationshipManagerAssigned { koc_id, operator_id, previous }.into()])
}

impl HoldsPersonal for HoldTalk {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person: Person = self.koc_id.into();
        let promises = self.promises.iter_mut().map(|promise| &mut promise.what);
        let goals = self.development_goals.iter_mut();
        for note in self.wellbeing_note.iter_mut().chain(goals).chain(promises) {
            show(person, SealedField::Care, note);
        }
    }
}

/// Answers `HoldTalk`. Somebody who has left is still talked with: that is how one learns why.
pub(crate) fn hold_talk(
    state: &State,
    command: &HoldTalk,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let HoldTalk { koc_id, talk_id, standing_in_for, held_at, medium, .. } = *command;
    let koc = state.koc(koc_id)?;
    // The admin key for itself is nobody in particular, and nobody has talked with the member.
    let role = context.actor.role;
    let unnamed = Violation::Forbidden { role, command: "HoldTalk".to_owned() };
    let held_by = context.actor.as_operator().ok_or(unnamed)?;
    let mut checks = Checks::new();
    checks.note(koc.require_own_record());
    checks.require(!state.talks.contains(&talk_id), || Violation::TalkExists);
    checks.note(not_the_manager(state, command, held_by));
    let future = || Violation::DateInFuture { field: "heldAt".to_owned() };
    checks.require(held_at <= context.now, future);
    let today = state.day_of(context.now);
    checks.note(field::day_in_reach("heldAt", state.day_of(held_at), today));
    let topics: BTreeSet<_> = command.topics.iter().collect();
    let apart = !topics.is_empty() && topics.len() == command.topics.len();
    checks.require(apart, || field::invalid("topics"));
    checks.note(field::personal("wellbeingNote", command.wellbeing_note.as_ref()));
    check_said(&mut checks, "developmentGoals", command.development_goals.iter());
    check_said(&mut checks, "promises", command.promises.iter().map(|it| &it.what));
    check_promises(&mut checks, state, &command.promises, today);
    checks.finish()?;
    let held = TalkHeld {
        koc_id,
        talk_id,
        held_by,
        standing_in_for,
        held_at,
        medium,
        topics: command.topics.clone(),
        wellbeing_note: sealed_option(command.wellbeing_note.as_ref())?,
        development_goals: sealed_all(&command.development_goals)?,
        promises: promised(&command.promises)?,
    };
    let mut events = vec![held.into()];
    for promise in &command.promises {
        let Some(kept) = promise.follow_up else { continue };
        let opened = FollowUpOpened {
            koc_id,
            follow_up_id: kept.follow_up_id,
            talk_id: Some(talk_id),
            what: promise.what.sealed()?,
            owner: kept.owner,
            due: kept.due,
        };
        events.push(opened.into());
    }
    Ok(events)
}

/// Refuses a talk by somebody who is not the manager and does not say that they stand in. Where
/// nobody is, whoever runs the programme talks.
fn not_the_manager(state: &State, command: &HoldTalk, held_by: OperatorId) -> Option<Violation> {
    let manager = state.relationship_manager(command.koc_id);
    let right = match manager {
        Some(manager) if manager == held_by => command.standing_in_for.is_none(),
        manager => command.standing_in_for == manager,
    };
    (!right).then_some(Violation::NotRelationshipManager)
}

/// Refuses lists that are too long or hold something empty.
fn check_said<'a>(
    checks: &mut Checks,
    name: &str,
    said: impl ExactSizeIterator<Item = &'a Personal>,
) {
    checks.require(said.len() <= SAID_MAX, || field::invalid(name));
    checks.note(said.filter_map(|text| field::personal_said(name, text)).next());
}

fn check_promises(checks: &mut Checks, state: &State, promises: &[Promise], today: Day) {
    let kept: Vec<_> = promises.iter().filter_map(|promise| promise.follow_up).collect();
    let ids: BTreeSet<FollowUpId> = kept.iter().map(|it| it.follow_up_id).collect();
    checks.require(ids.len() == kept.len(), || field::invalid("promises.followUp.followUpId"));
    for it in kept {
        check_follow_up(checks, state, it.follow_up_id, it.owner, it.due, today);
    }
}

fn check_follow_up(
    checks: &mut Checks,
    state: &State,
    follow_up_id: FollowUpId,
    owner: OperatorId,
    due: Day,
    today: Day,
) {
    let new = !state.follow_ups.contains_key(&follow_up_id);
    checks.require(new, || Violation::FollowUpExists);
    checks.note(state.operator(owner).err());
    checks.require(today <= due, || Violation::DateInPast { field: "due".to_owned() });
    checks.note(field::day_in_reach("due", due, today));
}

fn sealed_all(texts: &[Personal]) -> Result<Vec<Sealed>, Refusal> {
    texts.iter().map(Personal::sealed).collect()
}

fn promised(promises: &[Promise]) -> Result<Vec<Promised>, Refusal> {
    let sealed = promises.iter().map(|promise| {
        let follow_up_id = promise.follow_up.map(|it| it.follow_up_id);
        Ok(Promised { what: promise.what.sealed()?, follow_up_id })
    });
    sealed.collect()
}

impl HoldsPersonal for OpenFollowUp {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Care, &mut self.what);
    }
}

/// Answers `OpenFollowUp`.
pub(crate) fn open_follow_up(
    state: &State,
    command: &OpenFollowUp,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let OpenFollowUp { koc_id, follow_up_id, ref what, owner, due } = *command;
    let koc = state.koc(koc_id)?;
    let mut checks = Checks::new();
    checks.note(koc.require_own_record());
    checks.note(field::personal_said("what", what));
    check_follow_up(&mut checks, state, follow_up_id, owner, due, state.day_of(context.now));
    checks.finish()?;
    let (what, talk_id) = (what.sealed()?, None);
    Ok(vec![FollowUpOpened { koc_id, follow_up_id, talk_id, what, owner, due }.into()])
}

impl HoldsPersonal for CloseFollowUp {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Care, &mut self.outcome);
    }
}

/// Answers `CloseFollowUp`. What was promised to a record that was merged is still kept.
pub(crate) fn close_follow_up(
    state: &State,
    command: &CloseFollowUp,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let CloseFollowUp { koc_id, follow_up_id, ref outcome } = *command;
    state.koc(koc_id)?;
    let follow_up = state.care(koc_id).and_then(|care| care.follow_ups.get(&follow_up_id));
    let open = follow_up.is_some_and(|follow_up| follow_up.open);
    let mut checks = Checks::new();
    checks.require(open, || Violation::FollowUpUnknown);
    checks.note(field::personal_said("outcome", outcome));
    checks.finish()?;
    let outcome = outcome.sealed()?;
    Ok(vec![FollowUpClosed { koc_id, follow_up_id, outcome }.into()])
}

impl HoldsPersonal for SendPeriodicFeedback {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person: Person = self.koc_id.into();
        let words = self.on_completion.iter_mut().chain(&mut self.on_effect);
        for said in words.chain(&mut self.praise).chain(&mut self.advice) {
            show(person, SealedField::Care, said);
        }
    }
}

/// Answers `SendPeriodicFeedback`: for a member of any tier, whether or not work was finished.
pub(crate) fn send_feedback(
    state: &State,
    command: &SendPeriodicFeedback,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SendPeriodicFeedback { koc_id, period, .. } = *command;
    let koc = state.koc(koc_id)?;
    let care = state.care(koc_id);
    let mut checks = Checks::new();
    checks.note(koc.require_here());
    check_period(&mut checks, &period, state.day_of(context.now));
    let done = care.and_then(|care| care.periods.keys().find(|done| done.meets(&period)));
    checks.note(done.map(|done| Violation::FeedbackAlreadySent { period: done.to_string() }));
    let said = !command.praise.is_empty() || !command.advice.is_empty();
    checks.require(said, || Violation::FeedbackRequired);
    checks.note(field::personal("onCompletion", command.on_completion.as_ref()));
    checks.note(field::personal("onEffect", command.on_effect.as_ref()));
    check_said(&mut checks, "praise", command.praise.iter());
    check_said(&mut checks, "advice", command.advice.iter());
    checks.finish()?;
    let sent = PeriodicFeedbackSent {
        koc_id,
        period,
        on_completion: sealed_option(command.on_completion.as_ref())?,
        on_effect: sealed_option(command.on_effect.as_ref())?,
        praise: sealed_all(&command.praise)?,
        advice: sealed_all(&command.advice)?,
        works: care.and_then(|care| care.unanswered).map_or(0, |(_, works)| works),
    };
    Ok(vec![sent.into()])
}

fn check_period(checks: &mut Checks, period: &FeedbackPeriod, today: Day) {
    let FeedbackPeriod { from, until } = *period;
    let order = || Violation::WindowInvalid { field: "period".to_owned() };
    checks.require(from <= until, order);
    let future = || Violation::DateInFuture { field: "period.until".to_owned() };
    checks.require(until <= today, future);
    checks.require(until.days_since(from) < PERIOD_DAYS_MAX, || field::invalid("period"));
    checks.note(field::day_in_reach("period.from", from, today));
}

impl HoldsPersonal for AcknowledgePeriodicFeedback {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(comment) = &mut self.comment {
            show(self.koc_id.into(), SealedField::Care, comment);
        }
    }
}

/// Answers `AcknowledgePeriodicFeedback`.
pub(crate) fn acknowledge(
    state: &State,
    command: &AcknowledgePeriodicFeedback,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AcknowledgePeriodicFeedback { koc_id, period, ref comment } = *command;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "AcknowledgePeriodicFeedback"));
    let read = state.care(koc_id).and_then(|care| care.periods.get(&period)).copied();
    checks.require(read.is_some(), || Violation::FeedbackNotSent { period: period.to_string() });
    checks.require(read != Some(true), || Violation::NoChange);
    checks.note(field::personal("comment", comment.as_ref()));
    checks.finish()?;
    let comment = sealed_option(comment.as_ref())?;
    Ok(vec![PeriodicFeedbackAcknowledged { koc_id, period, comment }.into()])
}
