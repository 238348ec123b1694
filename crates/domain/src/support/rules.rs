//! The rules of support: only whoever works on it asks, technical data names its source, and the
//! time to the first answer is measured.

use super::Support;
use super::command::*;
use super::event::*;
use super::values::{SupportKind, SupportState, SupportSubject};
use crate::actor::Role;
use crate::assignment::{Assignment, AssignmentState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{OperatorId, SupportId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;
use crate::time::Moment;

/// A member who says nothing for so long after an answer is taken to be served. Our own number.
const SILENT_HOURS: i64 = 7 * 24;

/// When an answered request is closed by itself.
pub(crate) fn silent_until(answered_at: Moment) -> Moment {
    answered_at.plus_hours(SILENT_HOURS)
}

/// Whose words they are: everything said about a request is about the member who asks. Without a
/// request the rule refuses, and nothing is recorded under nobody's key.
fn asker(state: &State, id: SupportId) -> Person {
    state.supports.get(&id).map_or(Person([0; 16]), |support| support.koc.into())
}

impl HoldsPersonal for OpenSupportRequest {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Message, &mut self.text);
    }
}

/// Answers `OpenSupportRequest`.
pub(crate) fn open(
    state: &State,
    command: &OpenSupportRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let OpenSupportRequest { request_id, koc_id, subject, kind, .. } = *command;
    if state.supports.contains_key(&request_id) {
        return Err(Violation::RequestExists.into());
    }
    let (is_party, handler) = party(state, command)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "OpenSupportRequest"));
    checks.require(is_party, || Violation::NotAParty);
    checks.note(state.koc(koc_id)?.require_present());
    checks.note(field::personal_said("text", &command.text));
    checks.finish()?;
    let opened = SupportRequestOpened {
        request_id,
        koc_id,
        subject,
        kind,
        text: command.text.sealed()?,
        handler,
        due_at: due_at(state, context)?,
    };
    Ok(vec![opened.into()])
}

/// Whether it is theirs, and who answers for it.
fn party(state: &State, command: &OpenSupportRequest) -> Result<(bool, OperatorId), Violation> {
    match command.subject {
        SupportSubject::Assignment(assignment_id) => {
            let assignment = state.assignment(assignment_id)?;
            Ok((works_on(assignment, command), assignment.contact))
        }
        SupportSubject::Loan(loan_id) => {
            let loan = state.loan(loan_id)?;
            let theirs = loan.koc == command.koc_id && loan.state.is_live();
            let missing = || Violation::NotFound { what: loan.vehicle.to_string() };
            Ok((theirs, state.answers_for_loan(loan).ok_or_else(missing)?))
        }
    }
}

/// Whether the work is theirs and was not turned down.
fn works_on(assignment: &Assignment, command: &OpenSupportRequest) -> bool {
    use AssignmentState::{Declined, Expired, Withdrawn};
    assignment.koc == command.koc_id && !matches!(assignment.state, Declined | Expired | Withdrawn)
}

fn due_at(state: &State, context: &Context) -> Result<Moment, Violation> {
    let hours = state.programme()?.limits.support_sla_hours;
    Ok(context.now.plus_hours(i64::from(hours)))
}

impl HoldsPersonal for AnswerSupportRequest {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(asker(state, self.request_id), SealedField::Message, &mut self.text);
    }
}

/// Answers `AnswerSupportRequest`.
pub(crate) fn answer(
    state: &State,
    command: &AnswerSupportRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let support = state.support(command.request_id)?;
    let AnswerSupportRequest { request_id, text, attachments, fact_sources } = command;
    let mut checks = Checks::new();
    checks.note(support.not_open());
    checks.require(!text.is_empty(), || Violation::AnswerEmpty);
    let sourced = fact_sources.iter().any(|source| !source.trim().is_empty());
    let needs_source = support.kind == SupportKind::TechnicalData;
    checks.require(!needs_source || sourced, || Violation::SourceRequired);
    checks.note(field::personal("text", text));
    checks.note(field::list("attachments", attachments));
    checks.note(attachments.iter().find_map(|it| field::reference("attachments", it)));
    checks.note(field::list("factSources", fact_sources));
    checks.note(fact_sources.iter().find_map(|it| field::said("factSources", it)));
    checks.finish()?;
    let minutes = context.now.minutes_since(support.opened_at);
    let first = u32::try_from(minutes).unwrap_or(u32::MAX);
    let answered = SupportRequestAnswered {
        request_id: *request_id,
        text: text.sealed()?,
        attachments: attachments.clone(),
        fact_sources: fact_sources.clone(),
        first_response_min: support.first_response_min.unwrap_or(first),
    };
    Ok(vec![answered.into()])
}

impl HoldsPersonal for EscalateSupportRequest {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Some(reason) = &mut self.reason {
            show(asker(state, self.request_id), SealedField::Reason, reason);
        }
    }
}

/// Answers `EscalateSupportRequest`: people pass on at any time, the clock when it is overdue.
pub(crate) fn escalate(
    state: &State,
    command: &EscalateSupportRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let support = state.support(command.request_id)?;
    let by_clock = context.actor.role == Role::System;
    let mut checks = Checks::new();
    checks.note(support.not_open());
    let overdue = context.now > support.due_at;
    checks.require(!by_clock || overdue, || Violation::NotYetDue { at: support.due_at });
    let again = support.state == SupportState::Escalated && support.handler == command.to;
    checks.require(!again, || Violation::NoChange);
    let said = command.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    checks.require(by_clock || said, || Violation::ReasonRequired);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.note(command.to.and_then(|to| state.operator(to).err()));
    checks.finish()?;
    let escalated = SupportRequestEscalated {
        request_id: command.request_id,
        to: command.to,
        reason: sealed_option(command.reason.as_ref())?,
        overdue,
    };
    Ok(vec![escalated.into()])
}

impl HoldsPersonal for CloseSupportRequest {}

/// Answers `CloseSupportRequest`: by the member, or by the clock when they stay silent.
pub(crate) fn close(
    state: &State,
    command: &CloseSupportRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let CloseSupportRequest { request_id, resolved, rating } = *command;
    let support = state.support(request_id)?;
    let by_clock = context.actor.role == Role::System;
    let mut checks = Checks::new();
    checks.require(by_clock || support.is_asked_by(context), || Violation::NotAParty);
    let code = || code_of(&support.state);
    let answered = support.state == SupportState::Answered;
    checks.require(answered, || Violation::RequestNotAnswered { state: code() });
    let silent = support.answered_at.map(silent_until).filter(|at| by_clock && context.now <= *at);
    checks.note(silent.map(|at| Violation::NotYetDue { at }));
    checks.require(by_clock || resolved.is_some(), || field::invalid("resolved"));
    let rated = rating.is_none_or(|rating| (1..=5).contains(&rating));
    checks.require(rated, || field::invalid("rating"));
    checks.finish()?;
    Ok(vec![SupportRequestClosed { request_id, resolved, rating }.into()])
}

impl HoldsPersonal for ReopenSupportRequest {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(asker(state, self.request_id), SealedField::Message, &mut self.why);
    }
}

/// Answers `ReopenSupportRequest`.
pub(crate) fn reopen(
    state: &State,
    command: &ReopenSupportRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let support = state.support(command.request_id)?;
    let mut checks = Checks::new();
    checks.require(support.is_asked_by(context), || Violation::NotAParty);
    let code = || code_of(&support.state);
    let over = matches!(support.state, SupportState::Answered | SupportState::Closed);
    checks.require(over, || Violation::RequestNotClosed { state: code() });
    checks.note(field::personal_said("why", &command.why));
    checks.finish()?;
    let reopened = SupportRequestReopened {
        request_id: command.request_id,
        why: command.why.sealed()?,
        due_at: due_at(state, context)?,
    };
    Ok(vec![reopened.into()])
}

impl Support {
    fn not_open(&self) -> Option<Violation> {
        let open = matches!(self.state, SupportState::Open | SupportState::Escalated);
        (!open).then(|| Violation::RequestNotOpen { state: code_of(&self.state) })
    }

    fn is_asked_by(&self, context: &Context) -> bool {
        context.actor.as_koc() == Some(self.koc)
    }
}
