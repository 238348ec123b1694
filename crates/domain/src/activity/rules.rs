//! The rules, one per command, and what follows at once.

use super::command::*;
use super::event::*;
use super::values::YearMonth;
use crate::command::HoldsPersonal;
use crate::contribution;
use crate::id::{ActivityId, EventId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::ConsentPurpose;

impl HoldsPersonal for RecordActivity {}

/// Answers `RecordActivity`.
pub(crate) fn record(
    state: &State,
    command: &RecordActivity,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let RecordActivity { koc_id, kind, at, month, ref source, ref source_ref, .. } = *command;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let on = state.day_of(at);
    let activity_id = ActivityId::of(koc_id, month, source, source_ref);
    let mut checks = Checks::new();
    checks.note(koc.require_own_record());
    checks.note(koc.require_not_taken_back(ConsentPurpose::Participation, today));
    checks.note(field::code("source", source));
    checks.note(field::external_key("sourceRef", source_ref));
    checks.note(command.subject.as_ref().and_then(|it| field::reference("subject", it)));
    let known = state.activity.get(&(koc_id, month));
    let twice = known.is_some_and(|acts| acts.iter().any(|act| act.id == activity_id));
    checks.require(!twice, || Violation::ActivityDuplicate);
    let expected = YearMonth::of(on);
    checks.require(month == expected, || Violation::ActivityWrongMonth {
        expected: expected.to_string(),
    });
    checks.require(at <= context.now, || Violation::DateInFuture { field: "at".to_owned() });
    checks.note(field::day_in_reach("at", on, today));
    checks.finish()?;
    let recorded = ActivityRecorded {
        activity_id,
        koc_id,
        month,
        kind,
        at,
        on,
        source: source.clone(),
        source_ref: source_ref.clone(),
        subject: command.subject.clone(),
    };
    Ok(vec![recorded.into()])
}

impl HoldsPersonal for MarkActivityInsightful {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Feedback, &mut self.why);
    }
}

/// Answers `MarkActivityInsightful`.
pub(crate) fn mark_insightful(
    state: &State,
    command: &MarkActivityInsightful,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let MarkActivityInsightful { koc_id, activity_id, .. } = *command;
    state.koc(koc_id)?;
    let known = state.act(koc_id, activity_id);
    let (month, act) = known.ok_or(Violation::ActivityUnknown { activity_id })?;
    let mut checks = Checks::new();
    checks.require(act.marked.is_none(), || Violation::AlreadyMarked);
    checks.note(field::reason(&command.why));
    checks.finish()?;
    let why = command.why.sealed()?;
    Ok(vec![ActivityMarkedInsightful { activity_id, koc_id, month, why }.into()])
}

impl HoldsPersonal for RetractActivity {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RetractActivity`. What was taken back is not known any more, and not taken anew.
pub(crate) fn retract(
    state: &State,
    command: &RetractActivity,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let RetractActivity { koc_id, activity_id, .. } = *command;
    state.koc(koc_id)?;
    let known = state.act(koc_id, activity_id);
    let (month, _) = known.ok_or(Violation::ActivityUnknown { activity_id })?;
    let mut checks = Checks::new();
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let reason = command.reason.sealed()?;
    Ok(vec![ActivityRetracted { activity_id, koc_id, month, reason }.into()])
}

/// What follows at once: insight is credited, and what was credited for something taken back is
/// reversed.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Activity(event) = event else { return Ok(Vec::new()) };
    match event {
        Event::ActivityMarkedInsightful(marked) => {
            contribution::credit_insightful_activity(state, marked, cause, context)
        }
        Event::ActivityRetracted(retracted) => {
            let acts = state.activity.get(&(retracted.koc_id, retracted.month));
            let act = acts.and_then(|it| it.iter().find(|act| act.id == retracted.activity_id));
            let Some(marked) = act.and_then(|act| act.marked) else { return Ok(Vec::new()) };
            let reason = retracted.reason.clone();
            let day = state.day_of(context.occurred_at);
            Ok(contribution::reverse_all_for(
                state,
                retracted.koc_id,
                &[marked],
                cause,
                reason,
                day,
            ))
        }
        Event::ActivityRecorded(_) => Ok(Vec::new()),
    }
}
