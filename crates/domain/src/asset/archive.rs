//! The rule of archiving: an approved work, something published unasked, a story, or an insight
//! that was adopted; with its authors, its place in the library, and no more rights than the author gave.

use super::command::ArchiveAsset;
use super::event::AssetArchived;
use super::library::check_classification;
use super::values::*;
use crate::assignment::Assignment;
use crate::assignment::event::WorkSubmitted;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{KocId, Sha256};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::brief::UsageRights;
use crate::time::Day;
use crate::vocabulary::{AiUse, ConsentPurpose, VocabularyAxis};

impl HoldsPersonal for ArchiveAsset {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let author = match &self.source {
            AssetSource::Submission(source) => {
                state.assignments.get(&source.assignment_id).map(|assignment| assignment.koc)
            }
            AssetSource::Publication(id) => state.publications.get(id).map(|it| it.koc_id),
            AssetSource::Story(story) => Some(story.koc_id),
            AssetSource::Insight(id) => state.insights.get(id).map(|it| it.koc),
            AssetSource::Edition(source) => state.standing_for(source).first().copied(),
        };
        // Without an author the rule refuses, and nothing is recorded under nobody's key.
        let person = author.map_or(Person([0; 16]), Into::into);
        show(person, SealedField::CreditLine, &mut self.credit_line);
        show(person, SealedField::WorkUri, &mut self.storage.uri);
    }
}

/// Answers `ArchiveAsset`.
pub(crate) fn archive(
    state: &State,
    command: &ArchiveAsset,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.assets.contains_key(&command.asset_id) {
        return Err(Violation::AssetExists.into());
    }
    let programme = state.programme()?;
    let from = source(state, &command.source, state.day_of(context.now))?;
    let mut checks = Checks::new();
    let archived = state.archived_sources.get(&command.source);
    checks.note(archived.map(|asset_id| Violation::AlreadyArchived { asset_id: *asset_id }));
    check_authors(&mut checks, state, &from.makers, &command.authors);
    checks.require(!command.credit_line.is_empty(), || Violation::CreditLineMissing);
    check_classification(&mut checks, programme, &command.classification);
    checks.note(field::list("tags", &command.tags));
    let tags = command.tags.iter();
    checks.note(tags.filter_map(|tag| programme.unknown_term(VocabularyAxis::Tag, tag)));
    let not_granted = from.not_granted(&command.licence);
    checks.note(not_granted.into_iter().map(|what| Violation::RightsNotGranted { what }));
    checks.note(from.consent_missing);
    let files = from.files.as_ref();
    let reviewed = files.is_none_or(|files| files.contains(&command.storage.sha256));
    checks.require(reviewed, || Violation::ContentHashMismatch);
    checks.require(command.people_consent, || Violation::PeopleConsentMissing);
    // How a work was made is told again wherever it goes, never played down.
    let told = command.ai_generated >= from.ai_generated;
    checks.require(told, || field::invalid("aiGenerated"));
    check_fields(&mut checks, command);
    checks.finish()?;
    Ok(vec![archived_asset(command)?.into()])
}

/// What is known of a work at its source.
struct Source<'a> {
    /// Everyone who made it.
    makers: Vec<KocId>,
    /// What its author accepted with the task; none when no task asked for it, and only a
    /// contract can say.
    rights: Option<&'a UsageRights>,
    /// The files that were reviewed; none when none were.
    files: Option<Vec<Sha256>>,
    ai_generated: AiUse,
    consent_missing: Option<Violation>,
}

fn source<'a>(state: &'a State, source: &AssetSource, today: Day) -> Result<Source<'a>, Violation> {
    match source {
        AssetSource::Submission(source) => {
            let assignment = state.assignment(source.assignment_id)?;
            let work = approved_work(assignment, source)?;
            Ok(Source {
                makers: work.contributors.iter().map(|it| it.koc_id).collect(),
                rights: Some(&state.agreed_brief(assignment)?.usage_rights),
                files: Some(work.items.iter().map(|item| item.sha256).collect()),
                ai_generated: work.attest.ai_generated,
                consent_missing: None,
            })
        }
        AssetSource::Publication(publication_id) => {
            let publication = state.publication(*publication_id)?;
            // What a task asked for is archived as the submission it is.
            if !publication.spontaneous {
                return Err(field::invalid("source"));
            }
            Ok(Source {
                makers: vec![publication.koc_id],
                rights: None,
                files: None,
                ai_generated: publication.ai_generated,
                consent_missing: None,
            })
        }
        AssetSource::Story(story) => {
            let purpose = ConsentPurpose::Story;
            let agreed = state.koc(story.koc_id)?.has_consent(purpose, today);
            Ok(Source {
                makers: vec![story.koc_id],
                rights: None,
                files: None,
                ai_generated: AiUse::None,
                consent_missing: (!agreed).then_some(Violation::ConsentMissing { purpose }),
            })
        }
        AssetSource::Insight(insight_id) => {
            let insight = state.insight(*insight_id)?;
            if !insight.is_adopted() {
                return Err(Violation::WorkNotApproved);
            }
            Ok(Source {
                makers: vec![insight.koc],
                rights: None,
                files: None,
                ai_generated: AiUse::None,
                consent_missing: None,
            })
        }
        AssetSource::Edition(source) => {
            let project = state.project(source.project_id)?;
            let edition = project.released_edition(source.edition)?;
            Ok(Source {
                makers: state.standing_for(source),
                rights: Some(&project.licence),
                files: Some(vec![edition.sha256]),
                ai_generated: AiUse::None,
                consent_missing: None,
            })
        }
    }
}

impl Source<'_> {
    /// Everything a licence takes that its author did not give.
    fn not_granted(&self, licence: &Licence) -> Vec<String> {
        match self.rights {
            Some(rights) => not_granted(rights, licence),
            None if licence.contract_ref.is_none() => {
                vec!["anything without a contract".to_owned()]
            }
            None => Vec::new(),
        }
    }
}

/// The submission that was approved, if it is the one named.
fn approved_work<'a>(
    assignment: &'a Assignment,
    source: &SubmissionRef,
) -> Result<&'a WorkSubmitted, Violation> {
    let approved = assignment.approved_work();
    let named = approved.filter(|work| work.submission_no == source.submission_no);
    named.ok_or(Violation::WorkNotApproved)
}

/// Everyone who made it is among the authors, and every author is somebody.
fn check_authors(checks: &mut Checks, state: &State, makers: &[KocId], authors: &[Author]) {
    let named = |koc_id: &KocId| authors.iter().any(|author| author.koc_id == *koc_id);
    let all = makers.iter().all(named);
    checks.require(all && !authors.is_empty(), || Violation::AuthorsMissing);
    checks.note(field::list("authors", authors));
    checks.note(authors.iter().filter_map(|author| state.koc(author.koc_id).err()));
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
