//! Pieces of co-creation projects.

use std::sync::Arc;

use async_graphql::Object;
use domain::Moment;
use domain::id::{EventId, KocId, PieceId, Sha256};
use projector_projects::{PieceFilter, PieceOrder, PieceRow};

use super::project_parts::ProjectSection;
use super::projects::{CoCreationProject, PieceState};
use crate::event::Actor;
use crate::people::Koc;
use crate::session::Reading;

/// A piece offered to a project. 共创稿件。
pub(crate) struct ProjectPiece {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<PieceRow>,
}

/// Pieces shown of one member; more of them are in `pieces`. Our own number, that of a page.
const PIECES_SHOWN: usize = 100;

impl ProjectPiece {
    /// What a member offered, the newest in front.
    pub(crate) fn of(reading: &Reading, author: KocId) -> Vec<ProjectPiece> {
        let filter = PieceFilter { author: Some(author), ..PieceFilter::default() };
        let rows = reading.view.projects.pieces(&filter, PieceOrder::Newest).into_iter();
        let newest = rows.take(PIECES_SHOWN);
        newest.map(|row| ProjectPiece { reading: reading.clone(), row }).collect()
    }
}

/// A tip or a note that a member offered to a project; whatever becomes of it, it stays theirs.
/// 共创稿件。
#[Object]
impl ProjectPiece {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> PieceId {
        self.row.piece_id
    }

    /// Of which project. 项目。
    async fn project(&self) -> Option<CoCreationProject> {
        let row = Arc::clone(self.reading.view.projects.project(self.row.project_id)?);
        Some(CoCreationProject { reading: self.reading.clone(), row })
    }

    /// The section it is in, or that its author had in mind. 章节。
    async fn section(&self) -> Option<ProjectSection> {
        let projects = &self.reading.view.projects;
        let row = Arc::clone(projects.section(self.row.project_id, self.row.section_id?)?);
        Some(ProjectSection { reading: self.reading.clone(), row })
    }

    /// Whose. 作者。
    async fn author(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Where it stands. 状态。
    async fn state(&self) -> PieceState {
        self.row.stage.into()
    }

    /// The piece it goes on in. 并入的稿件。
    async fn merged_into(&self) -> Option<ProjectPiece> {
        let row = Arc::clone(self.reading.view.projects.piece(self.row.into?)?);
        Some(ProjectPiece { reading: self.reading.clone(), row })
    }

    /// The pieces that go on in it. 并入此稿件的稿件。
    async fn merged(&self) -> Vec<ProjectPiece> {
        let projects = &self.reading.view.projects;
        let rows = self.row.merged.iter().filter_map(|id| projects.piece(*id));
        rows.map(|row| ProjectPiece { reading: self.reading.clone(), row: Arc::clone(row) })
            .collect()
    }

    /// Others who changed it. 其他编辑者。
    async fn editors(&self) -> Vec<Koc> {
        let ids = self.row.editors.iter();
        ids.map(|id| Koc { reading: self.reading.clone(), id: *id }).collect()
    }

    /// Where the text is; null when it may not be read. 正文位置。
    async fn text_ref(&self) -> Option<String> {
        self.reading.open(&self.row.text_ref)
    }

    /// Of the text. 正文哈希。
    async fn sha256(&self) -> Sha256 {
        self.row.sha256
    }

    /// In which edition it is, or will be. 所在版次。
    async fn edition(&self) -> Option<u16> {
        self.row.edition
    }

    /// When it was offered. 投稿时间。
    async fn offered_at(&self) -> Moment {
        self.row.offered_at
    }

    /// When somebody decided on it. 处理时间。
    async fn decided_at(&self) -> Option<Moment> {
        self.row.decided_at
    }

    /// Who did. 处理人。
    async fn decided_by(&self) -> Option<Actor> {
        let actor = self.row.decided_by?;
        Some(Actor { reading: self.reading.clone(), actor })
    }

    /// Why it was declined or taken back; null when it may not be read. 原因。
    async fn reason(&self) -> Option<String> {
        self.reading.open_option(self.row.reason.as_ref())
    }

    /// The event it was offered in. 投稿事件编号。
    async fn event_id(&self) -> EventId {
        self.row.position
    }
}
