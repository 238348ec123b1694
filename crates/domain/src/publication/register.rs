//! The rules of registering what a member published, and of taking it down.

use super::command::{RegisterPublication, TakeDownPublication};
use super::event::{PublicationRegistered, PublicationTakenDown};
use super::url;
use crate::assignment::Assignment;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::vocabulary::{AiUse, VocabularyAxis};

/// Brings an address into one spelling before it is sealed: equal pages have equal fingerprints.
/// What is no address of the web is emptied, and the rule refuses it.
pub(super) fn one_spelling(address: &mut Personal) {
    if let Personal::Clear(text) = address {
        *text = if url::is_address(text) { url::normalised(text) } else { String::new() };
    }
}

/// The fingerprint of a sealed address.
pub(super) fn fingerprint(address: &Personal) -> Option<[u8; 16]> {
    match address {
        Personal::Sealed(sealed) => Some(sealed.fingerprint),
        Personal::Clear(_) => None,
    }
}

impl HoldsPersonal for RegisterPublication {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        one_spelling(&mut self.url);
        show(self.koc_id.into(), SealedField::Url, &mut self.url);
        if let Some(said) = &mut self.disclosure_text {
            show(self.koc_id.into(), SealedField::Statement, said);
        }
    }
}

/// Answers `RegisterPublication`.
pub(crate) fn register(
    state: &State,
    command: &RegisterPublication,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let programme = state.programme()?;
    let mut checks = Checks::new();
    checks.note(context.own_only(command.koc_id, "RegisterPublication"));
    let taken = state.publications.contains_key(&command.publication_id);
    checks.require(!taken, || Violation::PublicationExists);
    checks.note(state.address_taken(fingerprint(&command.url)));
    checks.note(field::personal_said("url", &command.url));
    checks.note(field::code("platform", &command.platform));
    check_work(&mut checks, state, command);
    let in_future = || Violation::DateInFuture { field: "publishedAt".to_owned() };
    checks.require(command.published_at <= context.now, in_future);
    let (then, today) = (state.day_of(command.published_at), state.day_of(context.now));
    checks.note(field::day_in_reach("publishedAt", then, today));
    let topic = command.topic.as_deref();
    checks.note(topic.and_then(|topic| programme.unknown_term(VocabularyAxis::Topic, topic)));
    checks.note(field::personal("disclosureText", command.disclosure_text.as_ref()));
    checks.finish()?;
    let registered = PublicationRegistered {
        publication_id: command.publication_id,
        koc_id: command.koc_id,
        platform: command.platform.clone(),
        url: command.url.sealed()?,
        assignment_id: command.assignment_id,
        spontaneous: command.spontaneous,
        published_at: command.published_at,
        topic: command.topic.clone(),
        ai_generated: command.ai_generated,
        disclosure_text: sealed_option(command.disclosure_text.as_ref())?,
    };
    Ok(vec![registered.into()])
}

/// What a task asked for is the member's own work of that task, and says of itself what the
/// submission said; what nobody asked for names no task.
fn check_work(checks: &mut Checks, state: &State, command: &RegisterPublication) {
    let Some(assignment_id) = command.assignment_id else { return };
    checks.require(!command.spontaneous, || field::invalid("spontaneous"));
    let assignment = match state.assignment(assignment_id) {
        Ok(assignment) => assignment,
        Err(unknown) => return checks.note([unknown]),
    };
    checks.require(assignment.is_by(command.koc_id), || field::invalid("assignmentId"));
    let stated = assignment.submission.as_ref().map(|it| it.work.attest.ai_generated);
    // How a work was made is told again wherever it goes, never played down.
    let told = command.ai_generated >= stated.unwrap_or(AiUse::None);
    checks.require(told, || field::invalid("aiGenerated"));
}

impl Assignment {
    /// Whether a member holds it or made a part of its work.
    fn is_by(&self, koc_id: crate::id::KocId) -> bool {
        let contributors = self.submission.as_ref().map(|it| it.work.contributors.as_slice());
        let made_part = contributors.unwrap_or_default().iter().any(|it| it.koc_id == koc_id);
        self.koc == koc_id || made_part
    }
}

impl HoldsPersonal for TakeDownPublication {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_publication(self.publication_id);
        show(person, SealedField::Reason, &mut self.reason);
    }
}

/// Answers `TakeDownPublication`.
pub(crate) fn take_down(
    state: &State,
    command: &TakeDownPublication,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let publication = state.publication(command.publication_id)?;
    let koc_id = publication.koc_id;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "TakeDownPublication"));
    // A member takes down what is theirs; what the brand published, the brand takes down.
    let role = context.actor.role;
    let brands = publication.is_amplified() && context.actor.as_koc().is_some();
    let others = || Violation::Forbidden { role, command: "TakeDownPublication".to_owned() };
    checks.require(!brands, others);
    checks.note(publication.not_live());
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let (publication_id, reason) = (command.publication_id, command.reason.sealed()?);
    Ok(vec![PublicationTakenDown { publication_id, koc_id, reason }.into()])
}
