//! Taking in what has happened to a piece: where it stands, and whom its project counts.

use std::sync::Arc;

use super::event::{PieceEdited, PieceMerged, PieceOffered};
use super::{Event, Piece, PieceState};
use crate::id::PieceId;
use crate::recorded::Recorded;
use crate::state::State;

/// Takes in what has happened to a piece.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    match event {
        Event::PieceOffered(e) => offered(state, e),
        Event::PieceAccepted(e) => {
            let section = e.section_id;
            change(state, e.piece_id, |piece| piece.state = PieceState::Accepted { section });
            count(state, e.piece_id);
        }
        Event::PieceMerged(e) => merged(state, e),
        Event::PieceDeclined(e) => {
            change(state, e.piece_id, |piece| piece.state = PieceState::Declined);
            stand_alone(state, e.piece_id);
        }
        Event::PieceEdited(e) => edited(state, e),
        Event::PieceWithdrawn(e) => {
            let piece_id = e.piece_id;
            if let Some(PieceState::Merged { into }) =
                state.pieces.get(&piece_id).map(|it| it.state)
            {
                change(state, into, |piece| piece.merged.retain(|id| *id != piece_id));
            }
            for id in state.with_merged(piece_id) {
                discount(state, id);
            }
            change(state, piece_id, |piece| piece.state = PieceState::Withdrawn);
            stand_alone(state, piece_id);
        }
    }
}

fn offered(state: &mut State, event: &PieceOffered) {
    let piece = Piece {
        project: event.project_id,
        author: event.koc_id,
        state: PieceState::Offered,
        wished: event.section_id,
        merged: Vec::new(),
        editors: Vec::new(),
        counted_in: None,
    };
    state.pieces.insert(event.piece_id, Arc::new(piece));
    state.piece_texts.insert((event.project_id, event.sha256), event.piece_id);
    state.pieces_by_author.insert((event.koc_id, event.piece_id));
}

fn merged(state: &mut State, event: &PieceMerged) {
    let PieceMerged { piece_id, into, .. } = *event;
    change(state, piece_id, |piece| piece.state = PieceState::Merged { into });
    change(state, into, |piece| piece.merged.push(piece_id));
    let goes_on_in = state.goes_on_in(into);
    let root = state.pieces.get(&goes_on_in).map(|piece| piece.state);
    if matches!(root, Some(PieceState::Accepted { .. })) {
        count(state, piece_id);
    }
}

fn edited(state: &mut State, event: &PieceEdited) {
    let PieceEdited { piece_id, project_id, editor, sha256, .. } = *event;
    state.piece_texts.insert((project_id, sha256), piece_id);
    let Some(piece) = state.pieces.get(&piece_id) else { return };
    if piece.author == editor || piece.editors.contains(&editor) {
        return;
    }
    change(state, piece_id, |piece| piece.editors.push(editor));
    if let Some(project) = state.project_mut(project_id) {
        project.on_part(editor, |part| part.edits = part.edits.saturating_add(1));
    }
}

/// A piece and what goes on in it are in: their authors have a part in the project.
fn count(state: &mut State, piece_id: PieceId) {
    for id in state.with_merged(piece_id) {
        let Some(piece) = state.pieces.get(&id).filter(|it| it.counted_in.is_none()) else {
            continue;
        };
        let (project_id, author) = (piece.project, piece.author);
        let Some(project) = state.project_mut(project_id) else { continue };
        project.pieces = project.pieces.saturating_add(1);
        project.on_part(author, |part| part.pieces = part.pieces.saturating_add(1));
        let edition = project.edition;
        change(state, id, |piece| piece.counted_in = Some(edition));
    }
}

fn discount(state: &mut State, piece_id: PieceId) {
    let Some(piece) = state.pieces.get(&piece_id).filter(|it| it.counted_in.is_some()) else {
        return;
    };
    let (project_id, author, editors) = (piece.project, piece.author, piece.editors.clone());
    change(state, piece_id, |piece| piece.counted_in = None);
    let Some(project) = state.project_mut(project_id) else { return };
    project.pieces = project.pieces.saturating_sub(1);
    project.on_part(author, |part| part.pieces = part.pieces.saturating_sub(1));
    for editor in editors {
        project.on_part(editor, |part| part.edits = part.edits.saturating_sub(1));
    }
}

/// What was merged into a piece that is out waits to be looked at again, each with its own.
fn stand_alone(state: &mut State, piece_id: PieceId) {
    let merged = state.pieces.get(&piece_id).map(|piece| piece.merged.clone()).unwrap_or_default();
    for id in merged {
        change(state, id, |piece| piece.state = PieceState::Offered);
    }
    change(state, piece_id, |piece| piece.merged.clear());
}

fn change(state: &mut State, piece_id: PieceId, change: impl FnOnce(&mut Piece)) {
    if let Some(piece) = state.pieces.get_mut(&piece_id) {
        change(Arc::make_mut(piece));
    }
}
