//! The rule of what becomes of a piece: decided by who edits, never by its author, and never
//! without its author.

use super::command::TriagePiece;
use super::event::{PieceAccepted, PieceDeclined, PieceMerged};
use super::values::TriageDecision;
use super::{Piece, PieceState};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{PieceId, SectionId};
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for TriagePiece {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let TriageDecision::Decline(reason) = &mut self.decision {
            show(state.author_or_nobody(self.piece_id), SealedField::Reason, reason);
        }
    }
}

/// Answers `TriagePiece`.
pub(crate) fn triage(
    state: &State,
    command: &TriagePiece,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let piece_id = command.piece_id;
    let piece = state.piece(piece_id)?;
    let (project_id, author) = (piece.project, piece.author);
    let project = state.project(project_id)?;
    let mut checks = Checks::new();
    checks.note(project.not_under_way());
    let waits = piece.state == PieceState::Offered;
    checks.require(waits, || Violation::AlreadyTriaged { state: piece.state.code() });
    let section = match &command.decision {
        TriageDecision::Accept(section_id) => {
            checks.note(project.section(*section_id).err());
            Some(*section_id)
        }
        TriageDecision::Merge(into) => {
            checks.note(cannot_merge(state, piece_id, piece, *into));
            state.section_of(*into).or(piece.wished)
        }
        TriageDecision::Decline(reason) => {
            checks.note(field::reason(reason));
            piece.wished
        }
    };
    if let Some(koc_id) = context.actor.as_koc() {
        checks.require(koc_id != author, || Violation::ReviewerIsAuthor);
        let may = project.chiefs.contains(&koc_id) || project.edits(koc_id, section);
        checks.require(may, || Violation::NotSectionEditor);
    }
    checks.finish()?;
    Ok(vec![match &command.decision {
        TriageDecision::Accept(section_id) => {
            let section_id = *section_id;
            PieceAccepted { piece_id, project_id, section_id, author }.into()
        }
        TriageDecision::Merge(into) => {
            PieceMerged { piece_id, project_id, into: *into, author }.into()
        }
        TriageDecision::Decline(reason) => {
            PieceDeclined { piece_id, project_id, author, reason: reason.sealed()? }.into()
        }
    }])
}

/// It goes on in another piece of the same project that is not out of it, and not in itself.
fn cannot_merge(
    state: &State,
    piece_id: PieceId,
    piece: &Piece,
    into: PieceId,
) -> Option<Violation> {
    let other = match state.piece(into) {
        Ok(other) if other.project == piece.project => other,
        _ => return Some(Violation::NotFound { what: into.to_string() }),
    };
    if matches!(other.state, PieceState::Declined | PieceState::Withdrawn) {
        return Some(Violation::PieceNotAccepted { piece_id: into });
    }
    (state.goes_on_in(into) == piece_id).then_some(Violation::SelfMerge)
}

impl State {
    /// The section a piece is in, by what it goes on in; the one its author had in mind while
    /// nobody has looked at that.
    fn section_of(&self, piece_id: PieceId) -> Option<SectionId> {
        let piece = self.pieces.get(&self.goes_on_in(piece_id))?;
        match piece.state {
            PieceState::Accepted { section } => Some(section),
            _ => piece.wished,
        }
    }
}
