//! Works kept for reuse, and works of the time before.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};
use domain::asset::values::{
    AssetGrade, AssetKind, AssetSource, Author, Classification, Confidentiality, Licence,
    SubmissionRef,
};
use domain::id::{AssetId, EventId, KocId, Sha256, WorkId};
use domain::vocabulary::AiUse;
use domain::{LocalText, Moment};
use projector_work::{AssetRow, ImportedWorkRow};

use super::Instant;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// Where the file of an asset is. 存储位置。
#[derive(SimpleObject)]
pub(crate) struct AssetStorage {
    /// Where; null when the author's key is gone. 位置。
    uri: Option<String>,
    /// Of the file. 文件摘要。
    sha256: Sha256,
    /// How large, bytes. 大小。
    bytes: u32,
    /// Media type. 媒体类型。
    mime: String,
}

/// A work kept for reuse. 素材。
pub(crate) struct Asset {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<AssetRow>,
}

/// A work kept for reuse. 素材。
#[Object]
impl Asset {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> AssetId {
        self.row.asset.asset_id
    }

    /// The approved submission it comes from; null when no task asked for it. 来源提交。
    async fn submission(&self) -> Option<&SubmissionRef> {
        match &self.row.asset.source {
            AssetSource::Submission(submission) => Some(submission),
            AssetSource::Publication(_) | AssetSource::Story(_) => None,
        }
    }

    /// What it is called. 标题。
    async fn title(&self) -> &LocalText {
        &self.row.asset.title
    }

    /// What it is. 类型。
    async fn kind(&self) -> AssetKind {
        self.row.asset.kind
    }

    /// Everyone who made it. 作者。
    async fn authors(&self) -> &[Author] {
        &self.row.asset.authors
    }

    /// How they are named in public; null when their key is gone. 署名。
    async fn credit_line(&self) -> Option<String> {
        self.reading.open(&self.row.asset.credit_line)
    }

    /// Where it stands in the library. 分类。
    async fn classification(&self) -> &Classification {
        &self.row.asset.classification
    }

    /// Terms of the tag axis. 标签。
    async fn tags(&self) -> &[String] {
        &self.row.asset.tags
    }

    /// How good it is. 等级。
    async fn grade(&self) -> AssetGrade {
        self.row.asset.grade
    }

    /// What may be done with it. 授权。
    async fn licence(&self) -> &Licence {
        &self.row.asset.licence
    }

    /// Where the file is. 存储。
    async fn storage(&self) -> AssetStorage {
        let kept = &self.row.asset.storage;
        AssetStorage {
            uri: self.reading.open(&kept.uri),
            sha256: kept.sha256,
            bytes: kept.bytes,
            mime: kept.mime.clone(),
        }
    }

    /// Whether the people in it agreed. 出镜人是否同意。
    async fn people_consent(&self) -> bool {
        self.row.asset.people_consent
    }

    /// How far software generated it. AI 使用程度。
    async fn ai_generated(&self) -> AiUse {
        self.row.asset.ai_generated
    }

    /// Who may see it. 保密级别。
    async fn confidentiality(&self) -> Confidentiality {
        self.row.asset.confidentiality
    }

    /// Who archived it. 归档人。
    async fn archived_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.archived_by }
    }

    /// When. 归档时间。
    async fn archived_at(&self) -> Moment {
        self.row.archived_at
    }

    /// The event it comes from. 归档事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

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

#[derive(Default)]
pub(crate) struct AssetQuery(pub(crate) Instant);

/// Works that are kept. 作品与素材。
#[Object]
impl AssetQuery {
    /// Works kept for reuse, by id. 素材列表。
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn assets(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Nodes<Asset>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), first, after)?;
        let rows: Vec<Arc<AssetRow>> = paging.reading.view.work.assets().cloned().collect();
        let key = |row: &Arc<AssetRow>| row.asset.asset_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Asset { reading: reading.clone(), row }))
    }

    /// One work kept for reuse; null when there is none. 某件素材。
    async fn asset(&self, ctx: &Context<'_>, id: AssetId) -> Option<Asset> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.work.asset(id)?);
        Some(Asset { reading, row })
    }

    /// Works of the time before, by id; of one author, by when they were accepted. 历史作品。
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn imported_works(
        &self,
        ctx: &Context<'_>,
        author: Option<KocId>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Nodes<ImportedWork>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), first, after)?;
        let rows = paging.reading.view.work.imported_works(author);
        let key = |row: &Arc<ImportedWorkRow>| row.work_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| ImportedWork { reading: reading.clone(), row }))
    }
}
