//! The rules of a section in the hands of its editor: claimed, handed in, given back.

use super::chiefs::why;
use super::command::{ClaimSection, ReleaseSection, SubmitSection};
use super::event::{SectionClaimed, SectionReleased, SectionSubmitted};
use super::{Section, SectionState};
use crate::assignment::tier_too_low;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{PieceId, ProjectId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::piece::PieceState;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// Pieces of one section. Our own number.
const PIECES_MAX: usize = 1_000;

impl HoldsPersonal for ClaimSection {}

/// Answers `ClaimSection`.
pub(crate) fn claim(
    state: &State,
    command: &ClaimSection,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ClaimSection { project_id, section_id, koc_id } = *command;
    let project = state.project(project_id)?;
    let section = project.section(section_id)?;
    let koc = state.koc(koc_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "ClaimSection"));
    checks.note(project.not_under_way());
    checks.note(koc.require_active(state.day_of(context.now)));
    checks.note(section.editor.map(|by| Violation::SectionTaken { by }));
    let need = project.bars.section_editor;
    checks.require(koc.tier >= Some(need), || tier_too_low(koc, need));
    checks.finish()?;
    Ok(vec![SectionClaimed { project_id, section_id, koc_id }.into()])
}

impl HoldsPersonal for ReleaseSection {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let project = state.projects.get(&self.project_id);
        let section = project.and_then(|project| project.sections.get(&self.section_id));
        let editor = section.and_then(|section| section.editor);
        // Without an editor the rule refuses, and nothing is recorded under nobody's key.
        let person = editor.map_or(Person([0; 16]), Into::into);
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `ReleaseSection`.
pub(crate) fn release_section(
    state: &State,
    command: &ReleaseSection,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ReleaseSection { project_id, section_id, .. } = *command;
    let section = state.project(project_id)?.section(section_id)?;
    let koc_id = section.editor.ok_or_else(|| section.not_claimed())?;
    let mut checks = Checks::new();
    let others = context.actor.as_koc().is_some_and(|own| own != koc_id);
    checks.require(!others, || Violation::NotSectionEditor);
    let why = why(&mut checks, command.reason.as_ref(), context);
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![SectionReleased { project_id, section_id, koc_id, why, reason }.into()])
}

impl HoldsPersonal for SubmitSection {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::WorkUri, &mut self.draft_ref);
    }
}

/// Answers `SubmitSection`. A draft that waits may be replaced by a better one.
pub(crate) fn submit(
    state: &State,
    command: &SubmitSection,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SubmitSection { project_id, section_id, koc_id, .. } = *command;
    let project = state.project(project_id)?;
    let section = project.section(section_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "SubmitSection"));
    checks.note(project.not_under_way());
    checks.require(section.editor == Some(koc_id), || Violation::NotSectionEditor);
    let at_work = matches!(section.state, SectionState::Claimed | SectionState::InReview);
    checks.require(at_work, || section.not_claimed());
    checks.note(state.koc(koc_id)?.require_active(state.day_of(context.now)));
    let pieces_used = &command.pieces_used;
    checks.require(pieces_used.len() <= PIECES_MAX, || field::invalid("piecesUsed"));
    checks.note(pieces_used.iter().filter_map(|id| not_accepted(state, project_id, *id)));
    let mut once = pieces_used.clone();
    once.sort_unstable();
    once.dedup();
    checks.require(once.len() == pieces_used.len(), || field::invalid("piecesUsed"));
    checks.note(field::personal_said("draftRef", &command.draft_ref));
    checks.finish()?;
    let submitted = SectionSubmitted {
        project_id,
        section_id,
        koc_id,
        submission_no: section.submissions.saturating_add(1),
        draft_ref: command.draft_ref.sealed()?,
        sha256: command.sha256,
        pieces_used: pieces_used.clone(),
    };
    Ok(vec![submitted.into()])
}

fn not_accepted(state: &State, project_id: ProjectId, piece_id: PieceId) -> Option<Violation> {
    let own = state.pieces.get(&piece_id).filter(|piece| piece.project == project_id);
    let Some(piece) = own else {
        return Some(Violation::NotFound { what: piece_id.to_string() });
    };
    let accepted = matches!(piece.state, PieceState::Accepted { .. });
    (!accepted).then_some(Violation::PieceNotAccepted { piece_id })
}

impl Section {
    pub(super) fn not_claimed(&self) -> Violation {
        Violation::SectionNotClaimed { state: self.state.code().to_owned() }
    }
}
