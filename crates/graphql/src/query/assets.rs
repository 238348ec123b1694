//! The library of assets: what is kept for reuse, what may be done with it, every use.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::asset::values::{
    AssetGrade, AssetKind, AssetSource, Author, Classification, Confidentiality, EditionRef,
    Licence, RestrictionReason, ReuseAudience, StoryRef, SubmissionRef, WithdrawReason,
};
use domain::id::{AssetId, KocId, PublicationId, ReuseId, Sha256};
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Day, LocalText, Moment};
use projector_assets::{
    AssetFilter as Filter, AssetRow, AssetStanding as Standing, Found, ReuseRow, Terms,
};

use super::Instant;
use super::insights::Insight;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::scalars::Long;
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

/// Where an asset stands. 素材状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_assets::AssetStanding")]
pub(crate) enum AssetStanding {
    /// In the library. 在库。
    Archived,
    /// Used no further for now. 暂停使用。
    Restricted,
    /// Out of the library. 已撤下。
    Withdrawn,
    /// Nothing is left of the file. 已销毁。
    Destroyed,
}

/// In which order assets are listed. 素材排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_assets::AssetOrder")]
pub(crate) enum AssetOrder {
    /// What fits the text best first; without a text, newest first. 相关度。
    Relevance,
    /// Newest first. 归档时间。
    Date,
    /// Best first. 等级。
    Grade,
    /// Most used first. 使用次数。
    Reuse,
}

/// That an asset is used no further for now. 使用限制。
#[derive(SimpleObject)]
pub(crate) struct AssetRestriction {
    /// Why. 原因。
    why: RestrictionReason,
    /// To this day, inclusive; until it is restored if null. 截止日(含)。
    until: Option<Day>,
}

/// Which assets; what is not said does not matter. 素材筛选。
#[derive(InputObject, Default)]
pub(crate) struct AssetFilter {
    /// Of this car model, by code. 车型。
    model: Option<String>,
    /// Of this topic, by code. 主题。
    topic: Option<String>,
    /// Of this scene, by code. 场景。
    scene: Option<String>,
    /// Of this format, by code. 内容形式。
    format: Option<String>,
    /// For this audience, by code. 受众。
    audience: Option<String>,
    /// With this tag, by code. 标签。
    tag: Option<String>,
    /// Made by this member, or in part. 作者。
    author: Option<KocId>,
    /// Of this grade. 等级。
    grade: Option<AssetGrade>,
    /// Marked so. 保密级别。
    confidentiality: Option<Confidentiality>,
    /// May be used for this purpose on the day given by `on`. 可用于该用途。
    purpose_allowed: Option<UsePurpose>,
    /// The day `purposeAllowed` and `standing` ask about; today if not given. 以哪一天为准,默认今天。
    on: Option<Day>,
    /// Whose licence ends before this day. 授权在此日之前到期。
    licence_ends_before: Option<Day>,
    /// Only what was never used, or only what was. 是否从未使用。
    never_reused: Option<bool>,
    /// Generated so far by software. AI 使用程度。
    ai_generated: Option<AiUse>,
    /// Standing so. 状态。
    standing: Option<AssetStanding>,
}

impl AssetFilter {
    fn read(self, text: Option<&str>, today: Day) -> Filter {
        let on = self.on.unwrap_or(today);
        Filter {
            terms: text.and_then(Terms::of),
            model: self.model,
            topic: self.topic,
            scene: self.scene,
            format: self.format,
            audience: self.audience,
            tag: self.tag,
            author: self.author,
            grade: self.grade,
            confidentiality: self.confidentiality,
            allows: self.purpose_allowed.map(|purpose| (purpose, on)),
            licence_ends_before: self.licence_ends_before,
            never_reused: self.never_reused,
            ai_generated: self.ai_generated,
            standing: self.standing.map(|standing| (Standing::from(standing), on)),
        }
    }
}

/// One use of an asset. 一次使用。
pub(crate) struct Reuse {
    pub(crate) reading: Reading,
    pub(crate) asset: Arc<AssetRow>,
    pub(crate) row: ReuseRow,
}

/// One use of an asset. 一次使用。
#[Object]
impl Reuse {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> ReuseId {
        self.row.reuse_id
    }

    /// What was used. 所用素材。
    async fn asset(&self) -> Asset {
        Asset::of(&self.reading, Arc::clone(&self.asset))
    }

    /// What for. 用途。
    async fn purpose(&self) -> UsePurpose {
        self.row.purpose
    }

    /// On which channel, by code. 渠道。
    async fn channel(&self) -> Option<&str> {
        self.row.channel.as_deref()
    }

    /// Where. 场合。
    async fn place(&self) -> &LocalText {
        &self.row.place
    }

    /// Who sees it. 受众。
    async fn audience(&self) -> ReuseAudience {
        self.row.audience
    }

    /// From this day. 起始日。
    async fn from(&self) -> Day {
        self.row.from
    }

    /// To this day, inclusive; open if null. 截止日(含)。
    async fn until(&self) -> Option<Day> {
        self.row.until
    }

    /// Whether it goes on today, or is still to begin. 是否仍在使用。
    async fn live(&self) -> bool {
        self.row.is_live_on(self.reading.today())
    }

    /// Whether the work was changed for it. 是否修改。
    async fn modified(&self) -> bool {
        self.row.modified
    }

    /// Who recorded it. 登记人。
    async fn by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.by }
    }

    /// The event it comes from. 来源事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// A work kept for reuse. 素材。
pub(crate) struct Asset {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<AssetRow>,
    /// What it was looked for by.
    terms: Option<Arc<Terms>>,
}

impl Asset {
    pub(crate) fn of(reading: &Reading, row: Arc<AssetRow>) -> Asset {
        Asset { reading: reading.clone(), row, terms: None }
    }
}

/// A work kept for reuse. 素材。
#[Object]
impl Asset {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> AssetId {
        self.row.asset_id
    }

    /// The approved submission it comes from; null when no task asked for it. 来源提交。
    async fn submission(&self) -> Option<&SubmissionRef> {
        match &self.row.source {
            AssetSource::Submission(submission) => Some(submission),
            _ => None,
        }
    }

    /// What was published unasked, if it comes from there. 来源发布。
    async fn source_publication(&self) -> Option<PublicationId> {
        match &self.row.source {
            AssetSource::Publication(publication_id) => Some(*publication_id),
            _ => None,
        }
    }

    /// The member's story it is, if it is one. 成员故事。
    async fn story(&self) -> Option<&StoryRef> {
        match &self.row.source {
            AssetSource::Story(story) => Some(story),
            _ => None,
        }
    }

    /// The released edition of a co-creation project it is, if it is one. 共创作品版本。
    async fn edition(&self) -> Option<EditionRef> {
        match &self.row.source {
            AssetSource::Edition(edition) => Some(*edition),
            _ => None,
        }
    }

    /// The adopted insight it is, if it is one. 来源洞察。
    async fn insight(&self) -> Option<Insight> {
        let AssetSource::Insight(id) = self.row.source else { return None };
        let row = Arc::clone(self.reading.view.voices.insight(id)?);
        Some(Insight { reading: self.reading.clone(), row })
    }

    /// What it is called. 标题。
    async fn title(&self) -> &LocalText {
        &self.row.title
    }

    /// Where the text looked for was found, with what is around it. 命中摘要。
    async fn snippet(&self) -> Option<String> {
        self.reading.view.assets.snippet(&self.row, self.terms.as_deref()?)
    }

    /// What it is. 类型。
    async fn kind(&self) -> AssetKind {
        self.row.kind
    }

    /// Everyone who made it. 作者。
    async fn authors(&self) -> &[Author] {
        &self.row.authors
    }

    /// How they are named in public; null when their key is gone. 署名。
    async fn credit_line(&self) -> Option<String> {
        self.reading.open(&self.row.credit_line)
    }

    /// Where it stands in the library. 分类。
    async fn classification(&self) -> &Classification {
        &self.row.classification
    }

    /// Terms of the tag axis. 标签。
    async fn tags(&self) -> &[String] {
        &self.row.tags
    }

    /// How good it is. 等级。
    async fn grade(&self) -> AssetGrade {
        self.row.grade
    }

    /// What may be done with it. 授权。
    async fn licence(&self) -> &Licence {
        &self.row.licence
    }

    /// What it may be used for on a day, today if not given. 当日可用的用途。
    async fn purposes_allowed(&self, on: Option<Day>) -> Vec<UsePurpose> {
        let day = on.unwrap_or_else(|| self.reading.today());
        let purposes = self.row.licence.purposes.iter().copied();
        purposes.filter(|purpose| self.row.allows(*purpose, day)).collect()
    }

    /// Where it stands today. 状态。
    async fn standing(&self) -> AssetStanding {
        self.row.standing_on(self.reading.today()).into()
    }

    /// That it is used no further for now. 使用限制。
    async fn restriction(&self) -> Option<AssetRestriction> {
        let restriction = self.row.restriction?;
        Some(AssetRestriction { why: restriction.why, until: restriction.until })
    }

    /// Why it was withdrawn. 撤下原因。
    async fn withdrawn(&self) -> Option<WithdrawReason> {
        self.row.withdrawn
    }

    /// The end of its licence that was last warned of. 已提醒的到期日。
    async fn ending_noticed(&self) -> Option<Day> {
        self.row.ending_noticed
    }

    /// Where the file is. 存储。
    async fn storage(&self) -> AssetStorage {
        let kept = &self.row.storage;
        AssetStorage {
            uri: self.reading.open(&kept.uri),
            sha256: kept.sha256,
            bytes: kept.bytes,
            mime: kept.mime.clone(),
        }
    }

    /// Whether the people in it agreed. 出镜人是否同意。
    async fn people_consent(&self) -> bool {
        self.row.people_consent
    }

    /// How far software generated it. AI 使用程度。
    async fn ai_generated(&self) -> AiUse {
        self.row.ai_generated
    }

    /// Who may see it. 保密级别。
    async fn confidentiality(&self) -> Confidentiality {
        self.row.confidentiality
    }

    /// Every use, oldest first. 使用记录。
    async fn reuses(&self) -> Vec<Reuse> {
        let uses = self.row.reuses.iter().cloned();
        uses.map(|row| Reuse { reading: self.reading.clone(), asset: self.row.clone(), row })
            .collect()
    }

    /// How often it was used. 使用次数。
    async fn reuse_count(&self) -> usize {
        self.row.reuses.len()
    }

    /// The first day of its newest use. 最近使用日。
    async fn last_reuse(&self) -> Option<Day> {
        self.row.last_reuse()
    }

    /// How often it was seen under the brand's name, by the last counts. 官方传播浏览量。
    async fn amplified_reach(&self) -> Long {
        Long::of(self.row.amplified_reach())
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

pub(crate) struct AssetQuery(pub(crate) Instant);

/// The library of assets. 素材库。
#[Object]
impl AssetQuery {
    /// Works kept for reuse. Every term of `text` occurs in the title, the tags, the
    /// classification or the places of use, in Chinese or English. 素材列表;text 中的每个词都须命中。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn assets(
        &self,
        ctx: &Context<'_>,
        text: Option<String>,
        filter: Option<AssetFilter>,
        order_by: Option<AssetOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Asset>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let order = order_by.unwrap_or(AssetOrder::Relevance);
        let today = paging.reading.today();
        let filter = filter.unwrap_or_default().read(text.as_deref(), today);
        let found = paging.reading.view.assets.find(&filter, order.into());
        let terms = filter.terms.map(Arc::new);
        let key = |found: &Found| found.row.asset_id.to_string();
        Ok(paging.cut(found, key, |reading, found| Asset {
            reading: reading.clone(),
            row: found.row,
            terms: terms.clone(),
        }))
    }

    /// One work kept for reuse; null when there is none. 某件素材。
    async fn asset(&self, ctx: &Context<'_>, id: AssetId) -> Option<Asset> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.assets.asset(id)?);
        Some(Asset::of(&reading, row))
    }

    /// Every use of a member's work, newest first: what they are told of. 成员作品的使用记录。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn reuses(
        &self,
        ctx: &Context<'_>,
        author: KocId,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Reuse>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let uses = paging.reading.view.assets.reuses_of(author);
        let key = |(_, row): &(Arc<AssetRow>, ReuseRow)| row.reuse_id.to_string();
        Ok(paging.cut(uses, key, |reading, (asset, row)| Reuse {
            reading: reading.clone(),
            asset,
            row,
        }))
    }
}
