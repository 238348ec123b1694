//! The rules, one per command.

use super::command::*;
use super::event::*;
use super::values::{DataRequestKind, Fulfilment};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// The longest time an answer may take, days. GDPR art. 12 says one month, PIPL art. 50 «in time»;
/// our own number.
const ANSWER_DAYS_MAX: i32 = 30;

/// Shows a field of a request, under the key of whoever asks.
fn show_for_requester(
    state: &State,
    request_id: crate::id::DataRequestId,
    field: SealedField,
    text: &mut Personal,
    show: &mut dyn FnMut(Person, SealedField, &mut Personal),
) {
    if let Some(request) = state.data_requests.get(&request_id) {
        show(request.koc_id.into(), field, text);
    }
}

impl HoldsPersonal for ReceiveDataRequest {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(note) = &mut self.note {
            show(self.koc_id.into(), SealedField::Note, note);
        }
    }
}

/// Answers `ReceiveDataRequest`.
pub(crate) fn receive(
    state: &State,
    command: &ReceiveDataRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReceiveDataRequest { request_id, koc_id, .. } = *command;
    state.koc(koc_id)?;
    if state.data_requests.contains_key(&request_id) {
        return Err(Violation::DataRequestExists.into());
    }
    let kind = DataRequestKind::of_code(&command.kind);
    let received_at = command.received_at.unwrap_or(context.now);
    let (received_on, today) = (state.day_of(received_at), state.day_of(context.now));
    let latest = received_on.plus(ANSWER_DAYS_MAX);
    let due = command.due.unwrap_or(latest);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ReceiveDataRequest"));
    checks.require(kind.is_some(), || Violation::KindUnknown {
        kind: command.kind.chars().take(40).collect(),
    });
    let in_future = || Violation::DateInFuture { field: "receivedAt".to_owned() };
    checks.require(received_at <= context.now, in_future);
    checks.note(field::day_in_reach("receivedAt", received_on, today));
    // What a member sends themselves comes in when they send it, and is due when the law says.
    let own = context.actor.as_koc().is_some();
    checks.require(!own || command.received_at.is_none(), || field::invalid("receivedAt"));
    checks.require(!own || command.due.is_none(), || field::invalid("due"));
    checks.require((received_on..=latest).contains(&due), || field::invalid("due"));
    checks.note(field::personal("note", command.note.as_ref()));
    checks.finish()?;
    let kind = kind.expect("checked above");
    let note = sealed_option(command.note.as_ref())?;
    Ok(vec![DataRequestReceived { request_id, koc_id, kind, received_at, due, note }.into()])
}

impl HoldsPersonal for VerifyRequester {}

/// Answers `VerifyRequester`.
pub(crate) fn verify(
    state: &State,
    command: &VerifyRequester,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let request_id = command.request_id;
    let request = state.open_request(request_id)?;
    if request.verified {
        return Err(Violation::NoChange.into());
    }
    let (koc_id, kind, method) = (request.koc_id, request.kind, command.method);
    Ok(vec![RequesterVerified { request_id, koc_id, kind, method }.into()])
}

impl HoldsPersonal for FulfilDataRequest {}

/// Answers `FulfilDataRequest`.
pub(crate) fn fulfil(
    state: &State,
    command: &FulfilDataRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let FulfilDataRequest { request_id, how, .. } = *command;
    let request = state.open_request(request_id)?;
    let mut checks = Checks::new();
    checks.require(request.verified, || Violation::IdentityNotVerified);
    let by_erasure = request.kind == DataRequestKind::Deletion || how == Fulfilment::Erased;
    checks.require(!by_erasure, || Violation::ErasureRequired);
    checks.require(request.kind.is_fulfilled_by(how), || field::invalid("how"));
    let artefact = command.artefact_ref.as_deref();
    checks.note(artefact.and_then(|it| field::reference("artefactRef", it)));
    let mut scope = command.scope.clone();
    scope.sort();
    scope.dedup();
    checks.require(!scope.is_empty(), || field::invalid("scope"));
    checks.finish()?;
    let fulfilled = DataRequestFulfilled {
        request_id,
        koc_id: request.koc_id,
        how,
        artefact_ref: command.artefact_ref.clone(),
        scope,
        days: state.days_taken(request, context.now),
    };
    Ok(vec![fulfilled.into()])
}

impl HoldsPersonal for RefuseDataRequest {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let ground = &mut self.legal_ground;
        show_for_requester(state, self.request_id, SealedField::Reason, ground, show);
    }
}

/// Answers `RefuseDataRequest`. Whoever cannot show who they are is refused too, so it asks for no
/// verification.
pub(crate) fn refuse(
    state: &State,
    command: &RefuseDataRequest,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RefuseDataRequest { request_id, told_at, .. } = *command;
    let request = state.open_request(request_id)?;
    let mut checks = Checks::new();
    checks.note(field::reason(&command.legal_ground));
    let in_future = || Violation::DateInFuture { field: "toldAt".to_owned() };
    checks.require(told_at <= context.now, in_future);
    checks.require(told_at >= request.received_at, || field::invalid("toldAt"));
    checks.finish()?;
    let refused = DataRequestRefused {
        request_id,
        koc_id: request.koc_id,
        legal_ground: command.legal_ground.sealed()?,
        told_at,
        days: state.days_taken(request, context.now),
    };
    Ok(vec![refused.into()])
}
