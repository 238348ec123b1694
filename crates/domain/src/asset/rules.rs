//! The rule of archiving: an approved work, with its authors, its place in the library, and no
//! more rights than the author gave.

use super::command::ArchiveAsset;
use super::event::AssetArchived;
use super::values::*;
use crate::assignment::event::WorkSubmitted;
use crate::assignment::{Assignment, AssignmentState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField};
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::UsageRights;
use crate::vocabulary::VocabularyAxis;

impl HoldsPersonal for ArchiveAsset {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let AssetSource::Submission(source) = &self.source;
        let author = state.assignments.get(&source.assignment_id);
        // Without an assignment the rule refuses, and nothing is recorded under nobody's key.
        let person = author.map_or(Person([0; 16]), |assignment| assignment.koc.into());
        show(person, SealedField::CreditLine, &mut self.credit_line);
        show(person, SealedField::WorkUri, &mut self.storage.uri);
    }
}

/// Answers `ArchiveAsset`.
pub(crate) fn archive(
    state: &State,
    command: &ArchiveAsset,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.assets.contains_key(&command.asset_id) {
        return Err(Violation::AssetExists.into());
    }
    let AssetSource::Submission(source) = &command.source;
    let assignment = state.assignment(source.assignment_id)?;
    let work = approved_work(assignment, source)?;
    let rights = &state.agreed_brief(assignment)?.usage_rights;
    let programme = state.programme()?;
    let mut checks = Checks::new();
    let archived = assignment.archived_as;
    checks.note(archived.map(|asset_id| Violation::AlreadyArchived { asset_id }));
    check_authors(&mut checks, state, work, &command.authors);
    checks.require(!command.credit_line.is_empty(), || Violation::CreditLineMissing);
    check_classification(&mut checks, programme, command);
    let not_granted = not_granted(rights, &command.licence);
    checks.note(not_granted.into_iter().map(|what| Violation::RightsNotGranted { what }));
    let reviewed = work.items.iter().any(|item| item.sha256 == command.storage.sha256);
    checks.require(reviewed, || Violation::ContentHashMismatch);
    checks.require(command.people_consent, || Violation::PeopleConsentMissing);
    // How a work was made is told again wherever it goes, never played down.
    let told = command.ai_generated >= work.attest.ai_generated;
    checks.require(told, || field::invalid("aiGenerated"));
    check_fields(&mut checks, command);
    checks.finish()?;
    Ok(vec![archived_asset(command)?.into()])
}

/// The submission that was approved.
fn approved_work<'a>(
    assignment: &'a Assignment,
    source: &SubmissionRef,
) -> Result<&'a WorkSubmitted, Violation> {
    let approved = assignment.state == AssignmentState::Approved;
    let newest = assignment.submission.as_ref().map(|submission| &submission.work);
    let named = newest.filter(|work| approved && work.submission_no == source.submission_no);
    named.ok_or(Violation::WorkNotApproved)
}

/// Every contributor is among the authors, and every author is somebody.
fn check_authors(checks: &mut Checks, state: &State, work: &WorkSubmitted, authors: &[Author]) {
    let named = |koc_id| authors.iter().any(|author| author.koc_id == koc_id);
    let all = work.contributors.iter().all(|contributor| named(contributor.koc_id));
    checks.require(all && !authors.is_empty(), || Violation::AuthorsMissing);
    checks.note(field::list("authors", authors));
    checks.note(authors.iter().filter_map(|author| state.koc(author.koc_id).err()));
}

fn check_classification(checks: &mut Checks, programme: &Programme, command: &ArchiveAsset) {
    let Classification { model, topic, scene, format, audience } = &command.classification;
    let axes = [
        (VocabularyAxis::Model, model),
        (VocabularyAxis::Topic, topic),
        (VocabularyAxis::Scene, scene),
        (VocabularyAxis::Format, format),
        (VocabularyAxis::Audience, audience),
    ];
    for (axis, code) in axes {
        if code.trim().is_empty() {
            checks.note([Violation::ClassificationMissing { axis }]);
        } else {
            checks.note(programme.unknown_term(axis, code));
        }
    }
    checks.note(field::list("tags", &command.tags));
    let tags = command.tags.iter();
    checks.note(tags.filter_map(|tag| programme.unknown_term(VocabularyAxis::Tag, tag)));
}

/// Everything a licence takes that the terms the author accepted do not give.
fn not_granted(rights: &UsageRights, licence: &Licence) -> Vec<String> {
    let purposes = licence.purposes.iter().filter(|purpose| !rights.purposes.contains(purpose));
    let channels = licence.channels.iter().filter(|channel| !rights.channels.contains(channel));
    let mut beyond: Vec<String> = purposes.map(|purpose| format!("purpose {purpose:?}")).collect();
    beyond.extend(channels.map(|channel| format!("channel {channel}")));
    if licence.territory != rights.territory {
        beyond.push(format!("territory {}", licence.territory));
    }
    let within = match (rights.until, licence.until) {
        (None, _) => true,
        (Some(granted), Some(until)) => until <= granted,
        (Some(_), None) => false,
    };
    if !within {
        beyond.push("term".to_owned());
    }
    if licence.exclusive && !rights.exclusive {
        beyond.push("exclusive".to_owned());
    }
    beyond
}

fn check_fields(checks: &mut Checks, command: &ArchiveAsset) {
    let Licence { purposes, channels, from, until, contract_ref, .. } = &command.licence;
    checks.note(field::labels("title", &command.title));
    checks.note(field::personal("creditLine", &command.credit_line));
    checks.require(!purposes.is_empty(), || field::invalid("licence.purposes"));
    checks.require(!channels.is_empty(), || field::invalid("licence.channels"));
    checks.note(field::list("licence.purposes", purposes));
    checks.note(field::list("licence.channels", channels));
    let ends_later = until.is_none_or(|until| *from <= until);
    let ends_early = || Violation::WindowInvalid { field: "licence.until".to_owned() };
    checks.require(ends_later, ends_early);
    let contract = contract_ref.as_deref();
    checks.note(contract.and_then(|it| field::reference("licence.contractRef", it)));
    checks.note(field::personal_said("storage.uri", &command.storage.uri));
    checks.note(field::reference("storage.mime", &command.storage.mime));
    checks.require(command.storage.bytes > 0, || field::invalid("storage.bytes"));
}

fn archived_asset(command: &ArchiveAsset) -> Result<AssetArchived, Refusal> {
    let Storage { uri, sha256, bytes, mime } = &command.storage;
    Ok(AssetArchived {
        asset_id: command.asset_id,
        source: command.source.clone(),
        title: command.title.clone(),
        kind: command.kind,
        authors: command.authors.clone(),
        credit_line: command.credit_line.sealed()?,
        classification: command.classification.clone(),
        tags: command.tags.clone(),
        grade: command.grade,
        licence: command.licence.clone(),
        storage: StorageKept {
            uri: uri.sealed()?,
            sha256: *sha256,
            bytes: *bytes,
            mime: mime.clone(),
        },
        people_consent: command.people_consent,
        ai_generated: command.ai_generated,
        confidentiality: command.confidentiality,
    })
}
