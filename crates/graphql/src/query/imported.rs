//! Works of the time before.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::Moment;
use domain::id::{EventId, KocId, WorkId};
use engine::View;
use projection::Between;
use projector_work::ImportedWorkRow;

use super::Instant;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// A work that was reviewed in the time before. 历史作品。
pub(crate) struct ImportedWork {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<ImportedWorkRow>,
}

/// A work that was reviewed in the time before. 历史作品。
#[Object]
impl ImportedWork {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> WorkId {
        self.row.work_id
    }

    /// Its key in the file. 原系统编号。
    async fn external_key(&self) -> &str {
        &self.row.external_key
    }

    /// Who made it. 作者。
    async fn author(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.author }
    }

    /// The reviewer's pseudonymous key in the file. 评审人代号。
    async fn reviewer_ref(&self) -> &str {
        &self.row.reviewer_ref
    }

    /// When it was handed in. 提交时间。
    async fn submitted_at(&self) -> Moment {
        self.row.submitted_at
    }

    /// When it was accepted. 通过时间。
    async fn accepted_at(&self) -> Moment {
        self.row.accepted_at
    }

    /// How often it was revised. 修改次数。
    async fn revisions(&self) -> u32 {
        self.row.revisions
    }

    /// How long it is, lines. 行数。
    async fn lines(&self) -> u32 {
        self.row.lines
    }

    /// What kind, by the file's code. 类型代码。
    async fn kind(&self) -> &str {
        &self.row.kind
    }

    /// Whether author and reviewer are one. 是否自评。
    async fn self_reviewed(&self) -> bool {
        self.row.self_reviewed
    }

    /// The event it comes from. 来源事件。
    async fn event_id(&self) -> EventId {
        self.row.position
    }
}

pub(crate) struct ImportedQuery(pub(crate) Instant);

/// Works of the time before. 历史作品。
#[Object]
impl ImportedQuery {
    /// Works of the time before, by id; of one author, by when they were accepted. 历史作品。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn imported_works(
        &self,
        ctx: &Context<'_>,
        author: Option<KocId>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ImportedWork>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let all = Between::ALL;
        let count = move |view: &View| view.work.imported_works_between(all, author).count();
        let rows = paging.reading.view.work.imported_works_between(paging.between()?, author);
        let key = |row: &Arc<ImportedWorkRow>| row.work_id.to_string();
        let show = |reading: &Reading, row| ImportedWork { reading: reading.clone(), row };
        Ok(paging.take(rows.cloned(), count, key, show))
    }
}
