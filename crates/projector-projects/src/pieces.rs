//! What the read model makes of pieces: where each stands, what goes on in what, and whom it counts.

use std::sync::Arc;

use domain::Recorded;
use domain::id::PieceId;
use domain::piece::Event as OfPiece;
use domain::piece::event::{PieceEdited, PieceMerged, PieceOffered, PieceWithdrawn};

use crate::Projects;
use crate::rows::{PieceRow, PieceStage};

impl Projects {
    pub(crate) fn of_piece(&mut self, event: &OfPiece, recorded: &Recorded) {
        match event {
            OfPiece::PieceOffered(e) => self.offered(e, recorded),
            OfPiece::PieceAccepted(e) => {
                self.decided(e.piece_id, PieceStage::Accepted, recorded);
                self.on_piece(e.piece_id, |piece| piece.section_id = Some(e.section_id));
                self.count(e.piece_id);
            }
            OfPiece::PieceMerged(e) => self.merged(e, recorded),
            OfPiece::PieceDeclined(e) => {
                self.decided(e.piece_id, PieceStage::Declined, recorded);
                self.on_piece(e.piece_id, |piece| piece.reason = Some(e.reason.clone()));
                self.stand_alone(e.piece_id);
            }
            OfPiece::PieceEdited(e) => self.edited(e),
            OfPiece::PieceWithdrawn(e) => self.withdrawn(e, recorded),
        }
    }

    fn offered(&mut self, event: &PieceOffered, recorded: &Recorded) {
        let PieceOffered { piece_id, project_id, section_id, koc_id, .. } = *event;
        let offered_at = recorded.occurred_at;
        let row = PieceRow {
            piece_id,
            project_id,
            koc_id,
            section_id,
            stage: PieceStage::Offered,
            into: None,
            merged: Vec::new(),
            editors: Vec::new(),
            text_ref: event.text_ref.clone(),
            sha256: event.sha256,
            edition: None,
            offered_at,
            decided_at: None,
            decided_by: None,
            reason: None,
            position: recorded.position,
        };
        self.pieces.insert(piece_id, Arc::new(row));
        self.of_project.insert((project_id, offered_at, piece_id));
        self.untriaged.insert((project_id, offered_at, piece_id));
        self.of_author.insert((koc_id, offered_at, piece_id));
        self.change(project_id, |row| row.pieces.offered += 1);
    }

    /// A piece stands elsewhere: the counts of its project and what waits move with it.
    fn stands(&mut self, piece_id: PieceId, stage: PieceStage) {
        let Some(row) = self.pieces.get_mut(&piece_id).map(Arc::make_mut) else { return };
        let before = std::mem::replace(&mut row.stage, stage);
        let (project_id, key) = (row.project_id, (row.project_id, row.offered_at, piece_id));
        if stage == PieceStage::Offered {
            self.untriaged.insert(key);
        } else {
            self.untriaged.remove(&key);
        }
        self.change(project_id, |row| {
            let left = row.pieces.of(before);
            *left = left.saturating_sub(1);
            *row.pieces.of(stage) += 1;
        });
    }

    fn decided(&mut self, piece_id: PieceId, stage: PieceStage, recorded: &Recorded) {
        self.stands(piece_id, stage);
        self.on_piece(piece_id, |piece| {
            piece.decided_at = Some(recorded.occurred_at);
            piece.decided_by = Some(recorded.actor);
        });
    }

    fn merged(&mut self, event: &PieceMerged, recorded: &Recorded) {
        let PieceMerged { piece_id, into, .. } = *event;
        self.decided(piece_id, PieceStage::Merged, recorded);
        self.on_piece(piece_id, |piece| piece.into = Some(into));
        self.on_piece(into, |piece| piece.merged.push(piece_id));
        let mut at = into;
        while let Some(next) = self.pieces.get(&at).and_then(|piece| piece.into) {
            at = next;
        }
        if self.pieces.get(&at).is_some_and(|piece| piece.stage == PieceStage::Accepted) {
            self.count(piece_id);
        }
    }

    fn edited(&mut self, event: &PieceEdited) {
        let PieceEdited { piece_id, project_id, editor, sha256, .. } = *event;
        let Some(piece) = self.pieces.get_mut(&piece_id).map(Arc::make_mut) else { return };
        piece.text_ref = event.text_ref.clone();
        piece.sha256 = sha256;
        if piece.koc_id != editor && !piece.editors.contains(&editor) {
            piece.editors.push(editor);
            self.on_part(project_id, editor, |part| part.edits += 1);
        }
    }

    fn withdrawn(&mut self, event: &PieceWithdrawn, recorded: &Recorded) {
        let piece_id = event.piece_id;
        if let Some(into) = self.pieces.get(&piece_id).and_then(|piece| piece.into) {
            self.on_piece(into, |piece| piece.merged.retain(|id| *id != piece_id));
        }
        for id in self.with_merged(piece_id) {
            self.discount(id);
        }
        self.stands(piece_id, PieceStage::Withdrawn);
        self.on_piece(piece_id, |piece| {
            piece.into = None;
            piece.reason.clone_from(&event.reason);
            piece.decided_at = Some(recorded.occurred_at);
            piece.decided_by = Some(recorded.actor);
        });
        self.stand_alone(piece_id);
    }

    /// A piece and everything that goes on in it.
    fn with_merged(&self, piece_id: PieceId) -> Vec<PieceId> {
        let mut all = vec![piece_id];
        let mut next = 0;
        while let Some(at) = all.get(next) {
            let merged = self.pieces.get(at).map_or(Vec::new(), |piece| piece.merged.clone());
            all.extend(merged);
            next += 1;
        }
        all
    }

    fn count(&mut self, piece_id: PieceId) {
        for id in self.with_merged(piece_id) {
            let Some(piece) = self.pieces.get_mut(&id).map(Arc::make_mut) else { continue };
            let edition = self.rows.get(&piece.project_id).map_or(0, |row| row.edition);
            if piece.edition.is_some() {
                continue;
            }
            piece.edition = Some(edition);
            let (project_id, author) = (piece.project_id, piece.koc_id);
            self.on_part(project_id, author, |part| part.pieces += 1);
        }
    }

    fn discount(&mut self, piece_id: PieceId) {
        let Some(piece) = self.pieces.get_mut(&piece_id).map(Arc::make_mut) else { return };
        if piece.edition.take().is_none() {
            return;
        }
        let (project_id, author, editors) = (piece.project_id, piece.koc_id, piece.editors.clone());
        self.on_part(project_id, author, |part| part.pieces = part.pieces.saturating_sub(1));
        for editor in editors {
            self.on_part(project_id, editor, |part| part.edits = part.edits.saturating_sub(1));
        }
    }

    /// What was merged into a piece that is out waits to be looked at again.
    fn stand_alone(&mut self, piece_id: PieceId) {
        let merged = self.pieces.get(&piece_id).map_or(Vec::new(), |piece| piece.merged.clone());
        for id in merged {
            self.stands(id, PieceStage::Offered);
            self.on_piece(id, |piece| {
                (piece.into, piece.decided_at, piece.decided_by) = (None, None, None);
            });
        }
        self.on_piece(piece_id, |piece| piece.merged.clear());
    }

    fn on_piece(&mut self, piece_id: PieceId, change: impl FnOnce(&mut PieceRow)) {
        if let Some(piece) = self.pieces.get_mut(&piece_id) {
            change(Arc::make_mut(piece));
        }
    }
}
