//! The rules of the way out: every section accepted, the whole proofread, everybody credited.

use std::collections::BTreeMap;

use super::command::{FreezeProject, ProofreadProject, ReleaseProject, ThankContributors};
use super::event::*;
use super::parts::Contributors;
use super::values::{Credit, CreditRole, ProofCorrectionKept};
use super::{Project, ProjectState, SectionState, THANKED_AT_ONCE};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Lines of the credits of one edition: what one event holds with room to spare. Our own number.
const CREDITS_MAX: usize = 10_000;

impl HoldsPersonal for FreezeProject {}

/// Answers `FreezeProject`.
pub(crate) fn freeze(
    state: &State,
    command: &FreezeProject,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let project_id = command.project_id;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(project.not_under_way());
    let open = project.sections.iter().filter(|(_, it)| it.state != SectionState::Accepted);
    let section_ids: Vec<_> = open.map(|(id, _)| *id).collect();
    let all = section_ids.is_empty();
    checks.require(all, || Violation::SectionNotAccepted { section_ids });
    checks.finish()?;
    Ok(vec![ProjectFrozen { project_id, edition: project.edition }.into()])
}

impl HoldsPersonal for ProofreadProject {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        let notes = self.corrections.iter_mut().map(|it| &mut it.note);
        notes.for_each(|note| show(person, SealedField::Note, note));
    }
}

/// Answers `ProofreadProject`.
pub(crate) fn proofread(
    state: &State,
    command: &ProofreadProject,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ProofreadProject { project_id, koc_id, ref corrections } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ProofreadProject"));
    let frozen = project.state == ProjectState::Proofreading;
    checks.require(frozen, || Violation::ProjectNotFrozen { state: project.state_code() });
    checks.note(project.not_chief_editor(koc_id));
    checks.note(field::list("corrections", corrections));
    checks.note(corrections.iter().filter_map(|it| project.section(it.section_id).err()));
    let notes = corrections.iter().map(|it| &it.note);
    checks.note(notes.filter_map(|it| field::personal_said("corrections.note", it)));
    checks.finish()?;
    let kept = corrections
        .iter()
        .map(|it| Ok(ProofCorrectionKept { section_id: it.section_id, note: it.note.sealed()? }));
    let corrections = kept.collect::<Result<Vec<_>, Refusal>>()?;
    Ok(vec![ProjectProofread { project_id, koc_id, corrections }.into()])
}

impl HoldsPersonal for ReleaseProject {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        for printed in &mut self.credits {
            let person = printed.koc_id.into();
            printed.name.iter_mut().for_each(|name| show(person, SealedField::CreditLine, name));
        }
    }
}

/// Answers `ReleaseProject`. Nobody who has a part in it is left out, and nobody is named
/// otherwise than they chose.
pub(crate) fn release(
    state: &State,
    command: &ReleaseProject,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReleaseProject { project_id, edition, ceremony_gathering_id, .. } = *command;
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    let proofread = project.state == ProjectState::Proofreading && project.proofread;
    checks.require(proofread, || Violation::ProjectNotProofread { state: project.state_code() });
    checks.require(edition == project.edition, || field::invalid("edition"));
    checks.note(field::reference("artefactRef", &command.artefact_ref));
    checks.note(ceremony_gathering_id.and_then(|id| state.gathering(id).err()));
    checks.require(command.credits.len() <= CREDITS_MAX, || field::invalid("credits"));
    let credits = credits(&mut checks, state, project, command);
    checks.finish()?;
    let released = ProjectReleased {
        project_id,
        edition,
        artefact_ref: command.artefact_ref.clone(),
        sha256: command.sha256,
        pieces: project.pieces,
        credits,
        ceremony_gathering_id,
    };
    Ok(vec![released.into()])
}

/// The credits as they will stand, in the order of ids; notes who is missing, and whose name is
/// not the one they chose.
fn credits(
    checks: &mut Checks,
    state: &State,
    project: &Project,
    command: &ReleaseProject,
) -> Vec<Credit> {
    let Contributors { mut parts, names } = Contributors::of(state, project);
    let mut printed: BTreeMap<KocId, Option<[u8; 16]>> = BTreeMap::new();
    for line in &command.credits {
        let koc_id = state.goes_on_as(line.koc_id);
        let before = printed.insert(koc_id, fingerprint(line.name.as_ref()));
        checks.require(before.is_none(), || field::invalid("credits"));
        let known = state.kocs.contains_key(&koc_id);
        checks.require(known, || Violation::NotFound { what: koc_id.to_string() });
        // Whoever is thanked for something else is in the credits too.
        parts.entry(koc_id).or_default();
    }
    let (mut uncredited, mut not_chosen, mut credits) = (Vec::new(), Vec::new(), Vec::new());
    for (koc_id, part) in parts {
        let forgotten = state.is_forgotten(koc_id);
        let choice = names.get(&koc_id).filter(|_| !forgotten);
        match printed.get(&koc_id) {
            _ if forgotten => {}
            None => uncredited.push(koc_id),
            Some(name) if choice.is_none_or(|choice| choice.name != *name) => {
                not_chosen.push(koc_id);
            }
            Some(_) => {}
        }
        let mut roles = part.roles();
        if roles.is_empty() {
            roles.push(CreditRole::Acknowledged);
        }
        credits.push(Credit { koc_id, roles, chosen_in: choice.map(|choice| choice.event) });
    }
    let all = uncredited.is_empty();
    checks.require(all, || Violation::CreditsIncomplete { uncredited });
    let as_chosen = not_chosen.is_empty();
    checks.require(as_chosen, || Violation::CreditNameNotChosen { koc_ids: not_chosen });
    credits
}

/// What tells a sealed name from another; none where no name is printed.
fn fingerprint(name: Option<&Personal>) -> Option<[u8; 16]> {
    let sealed = name.filter(|name| !name.is_empty())?.sealed();
    // A name that was never sealed is no name that anybody chose.
    Some(sealed.map_or([0; 16], |sealed| sealed.fingerprint))
}

impl HoldsPersonal for ThankContributors {}

/// Answers `ThankContributors`.
pub(crate) fn thank(
    state: &State,
    command: &ThankContributors,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let project = state.project(command.project_id)?;
    let thanked = project.next_to_thank().ok_or(Violation::NoChange)?;
    let (edition, koc_ids) = thanked;
    Ok(vec![ContributorsThanked { project_id: command.project_id, edition, koc_ids }.into()])
}

impl Project {
    /// Who is to be thanked next, and for which edition; nobody when everybody was.
    pub(super) fn next_to_thank(&self) -> Option<(u16, Vec<KocId>)> {
        let (edition, _) = *self.to_thank.front()?;
        let next = self.to_thank.iter().take_while(|(of, _)| *of == edition);
        Some((edition, next.take(THANKED_AT_ONCE).map(|(_, koc_id)| *koc_id).collect()))
    }
}
