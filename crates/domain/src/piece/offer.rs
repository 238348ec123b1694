//! The rules of an author: offered as their own, changed, taken back until it is out.

use super::command::{EditPiece, OfferPiece, WithdrawPiece};
use super::event::{PieceEdited, PieceOffered, PieceWithdrawn};
use super::{Piece, PieceState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{PieceId, ProjectId, Sha256};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::project::event::SectionReopened;
use crate::project::{Project, SectionState};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for OfferPiece {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::WorkUri, &mut self.text_ref);
    }
}

/// Answers `OfferPiece`. Whoever stands in a tier may offer one.
pub(crate) fn offer(
    state: &State,
    command: &OfferPiece,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let OfferPiece { piece_id, project_id, section_id, koc_id, .. } = *command;
    if state.pieces.contains_key(&piece_id) {
        return Err(Violation::PieceExists.into());
    }
    let project = state.project(project_id)?;
    let koc = state.koc(koc_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "OfferPiece"));
    checks.note(project.takes_no_pieces());
    checks.note(koc.require_active(state.day_of(context.now)));
    checks.note(koc.standing_tier().err());
    checks.note(section_id.and_then(|section_id| project.section(section_id).err()));
    checks.note(state.offered_already(project_id, command.sha256));
    let which = || vec!["original".to_owned()];
    checks.require(command.attest_original, || Violation::AttestationMissing { which: which() });
    let which = || vec!["licence".to_owned()];
    checks.require(command.licence_accepted, || Violation::TermsNotAccepted { which: which() });
    checks.note(field::personal_said("textRef", &command.text_ref));
    checks.finish()?;
    let offered = PieceOffered {
        piece_id,
        project_id,
        section_id,
        koc_id,
        text_ref: command.text_ref.sealed()?,
        sha256: command.sha256,
        edition: project.edition,
    };
    Ok(vec![offered.into()])
}

impl State {
    /// Refuses a text that was offered to that project before, whatever became of it.
    fn offered_already(&self, project_id: ProjectId, sha256: Sha256) -> Option<Violation> {
        let known = self.piece_texts.get(&(project_id, sha256))?;
        Some(Violation::DuplicateContent { same_as: known.to_string() })
    }
}

impl HoldsPersonal for EditPiece {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::WorkUri, &mut self.text_ref);
    }
}

/// Answers `EditPiece`. Whoever changes what another wrote is credited for it.
pub(crate) fn edit(
    state: &State,
    command: &EditPiece,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let EditPiece { piece_id, koc_id, sha256, .. } = *command;
    let piece = state.piece(piece_id)?;
    let project = state.project(piece.project)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "EditPiece"));
    checks.note(project.not_under_way());
    checks.note(state.koc(koc_id)?.require_active(state.day_of(context.now)));
    let section = match piece.state {
        PieceState::Accepted { section } => Some(section),
        _ => None,
    };
    checks.require(section.is_some(), || Violation::PieceNotAccepted { piece_id });
    let edits = section.is_some_and(|section| project.edits(koc_id, Some(section)));
    let may = koc_id == piece.author || edits || project.chiefs.contains(&koc_id);
    checks.require(may || section.is_none(), || Violation::NotSectionEditor);
    checks.note(state.offered_already(piece.project, sha256));
    checks.note(field::personal_said("textRef", &command.text_ref));
    checks.finish()?;
    let edited = PieceEdited {
        piece_id,
        project_id: piece.project,
        editor: koc_id,
        text_ref: command.text_ref.sealed()?,
        sha256,
    };
    Ok(vec![edited.into()])
}

impl HoldsPersonal for WithdrawPiece {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.koc_id.into();
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `WithdrawPiece`. A section that was made of it is worked on again.
pub(crate) fn withdraw(
    state: &State,
    command: &WithdrawPiece,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let WithdrawPiece { piece_id, koc_id, .. } = *command;
    let piece = state.piece(piece_id)?;
    let (project_id, project) = (piece.project, state.project(piece.project)?);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "WithdrawPiece"));
    checks.require(piece.author == koc_id, || Violation::NotAParty);
    let over = matches!(piece.state, PieceState::Declined | PieceState::Withdrawn);
    checks.require(!over, || Violation::NoChange);
    checks.note(piece.is_out(project).then_some(Violation::PieceReleased));
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    let author = piece.author;
    let mut events = vec![PieceWithdrawn { piece_id, project_id, author, reason }.into()];
    events.extend(reopened(state, project_id, project, piece_id));
    Ok(events)
}

impl Piece {
    /// Whether it is in an edition that is out.
    fn is_out(&self, project: &Project) -> bool {
        self.counted_in.is_some_and(|edition| edition <= project.released)
    }
}

/// The sections whose draft holds it, or holds what it goes on in.
fn reopened<'a>(
    state: &'a State,
    project_id: ProjectId,
    project: &'a Project,
    piece_id: PieceId,
) -> impl Iterator<Item = Event> + use<'a> {
    let goes_on_in = state.goes_on_in(piece_id);
    let made_of = project.sections.iter().filter(move |(_, section)| {
        let drafted = matches!(section.state, SectionState::InReview | SectionState::Accepted);
        drafted && section.uses.contains(&goes_on_in)
    });
    made_of.map(move |(section_id, section)| {
        let (section_id, koc_id) = (*section_id, section.editor);
        SectionReopened { project_id, section_id, koc_id, piece_id }.into()
    })
}
