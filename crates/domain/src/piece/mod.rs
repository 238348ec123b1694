//! A piece: a tip or a note that one member offers to a project. It is accepted, or merged into
//! another, or declined with a reason; whatever becomes of it, it stays its author's.

pub mod command;
pub mod event;
mod evolve;
mod offer;
mod triage;
pub mod values;

use std::sync::Arc;

pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use offer::{edit, offer, withdraw};
pub(crate) use triage::triage;

use crate::id::{KocId, PieceId, ProjectId, SectionId};
use crate::personal::Person;
use crate::refusal::Violation;
use crate::state::State;

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceState {
    Offered,
    Accepted { section: SectionId },
    Merged { into: PieceId },
    Declined,
    Withdrawn,
}

impl PieceState {
    /// How a refusal names it.
    fn code(self) -> String {
        let code = match self {
            PieceState::Offered => "OFFERED",
            PieceState::Accepted { .. } => "ACCEPTED",
            PieceState::Merged { .. } => "MERGED",
            PieceState::Declined => "DECLINED",
            PieceState::Withdrawn => "WITHDRAWN",
        };
        code.to_owned()
    }
}

/// What rules ask of a piece.
#[derive(Debug, Clone)]
pub struct Piece {
    pub(crate) project: ProjectId,
    pub(crate) author: KocId,
    pub(crate) state: PieceState,
    /// The section its author had in mind.
    pub(crate) wished: Option<SectionId>,
    /// The pieces that were merged into it.
    pub(crate) merged: Vec<PieceId>,
    /// Others who changed it.
    pub(crate) editors: Vec<KocId>,
    /// In which edition it is, or will be.
    pub(crate) counted_in: Option<u16>,
}

impl State {
    /// A piece.
    pub(crate) fn piece(&self, piece_id: PieceId) -> Result<&Piece, Violation> {
        let missing = || Violation::NotFound { what: piece_id.to_string() };
        self.pieces.get(&piece_id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// The piece in which another goes on: the end of the way of merges, or itself.
    fn goes_on_in(&self, piece_id: PieceId) -> PieceId {
        let mut at = piece_id;
        // No piece is merged into what goes on in it, so the way has an end.
        while let Some(PieceState::Merged { into }) = self.pieces.get(&at).map(|it| it.state) {
            at = into;
        }
        at
    }

    /// A piece and everything that goes on in it.
    fn with_merged(&self, piece_id: PieceId) -> Vec<PieceId> {
        let mut all = vec![piece_id];
        let mut next = 0;
        while let Some(at) = all.get(next).copied() {
            all.extend(self.pieces.get(&at).into_iter().flat_map(|it| it.merged.iter().copied()));
            next += 1;
        }
        all
    }

    /// Whose key words about a piece are sealed under. Where there is no such piece the rule
    /// refuses anyway.
    fn author_or_nobody(&self, piece_id: PieceId) -> Person {
        self.pieces.get(&piece_id).map_or(Person([0; 16]), |piece| piece.author.into())
    }
}
