//! What the public sees: publications, whether they tell the tie to the brand, how they are
//! received, and whom they bring.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{AssignmentId, CampaignId, EventId, KocId, PublicationId};
use domain::publication::values::{AttributionModel, Counts, LeadKind};
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Day, Moment};
use projector_publications::{
    CreditRow, DisclosureCheck as CheckRow, DisclosureState as Found, LeadRow, MeasureRow,
    PublicationFilter as Filter, PublicationRow, Reach as ReachOf, TakenDown as TakenDownRow,
};

use super::Instant;
use super::assets::Asset;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::scalars::Long;
use crate::session::Reading;

/// What was last found of the tie to the brand. 披露状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_publications::DisclosureState")]
pub(crate) enum DisclosureState {
    /// Nobody looked. 未核查。
    NotChecked,
    /// It is told. 已披露。
    Verified,
    /// It is not told. 未披露。
    Missing,
}

/// In which order publications are listed. 发布排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_publications::PublicationOrder")]
pub(crate) enum PublicationOrder {
    /// Newest first. 发布时间。
    Date,
    /// Most engagement first. 互动。
    Engagement,
    /// Most leads first. 线索。
    Leads,
}

/// Which publications; what is not said does not matter. 发布筛选。
#[derive(InputObject, Default)]
pub(crate) struct PublicationFilter {
    /// Of this member's work. 作者。
    author: Option<KocId>,
    /// Only the brand's, or only members' own. 是否官方传播。
    amplified: Option<bool>,
    /// On this platform or channel, by code. 平台。
    platform: Option<String>,
    /// Of tasks of this campaign. 活动项目。
    campaign: Option<CampaignId>,
    /// Published on this day or later. 起始日。
    from: Option<Day>,
    /// Published on this day or earlier. 截止日(含)。
    until: Option<Day>,
    /// Only what is public, or only what was taken down. 是否在线。
    live: Option<bool>,
    /// Only what is public without a label, or only the rest. 在线且缺少披露标识。
    disclosure_missing: Option<bool>,
    /// Found so, of the tie to the brand. 披露状态。
    disclosure: Option<DisclosureState>,
}

impl PublicationFilter {
    fn read(&self, reading: &Reading) -> Filter {
        let zone = reading.view.tiers.zone();
        Filter {
            author: self.author,
            amplified: self.amplified,
            platform: self.platform.clone(),
            from: self.from.map(|day| zone.start_of(day)),
            until: self.until.map(|day| zone.end_of(day)),
            live: self.live,
            lacks_label: self.disclosure_missing,
            disclosure: self.disclosure.map(Found::from),
        }
    }

    /// Whether it belongs to the campaign asked for.
    fn in_campaign(&self, reading: &Reading, row: &PublicationRow) -> bool {
        let of = || {
            let assignment = reading.view.work.assignment(row.assignment_id?)?;
            reading.view.work.task(assignment.task_id)?.campaign_id
        };
        self.campaign.is_none_or(|campaign| of() == Some(campaign))
    }
}

/// Somebody looked whether the tie to the brand is told. 披露核查。
#[derive(SimpleObject)]
pub(crate) struct DisclosureCheck {
    /// Whether it was. 是否披露。
    present: bool,
    /// In which words; null when the key is gone. 用语。
    wording: Option<String>,
    /// Who looked. 核查人。
    by: Actor,
    /// When. 时间。
    at: Moment,
}

/// How the authors are named, or were. 署名记录。
#[derive(SimpleObject)]
pub(crate) struct Credit {
    /// How; null when the key is gone. 署名。
    line: Option<String>,
    /// Why it was put right so. 更正原因。
    reason: Option<String>,
    /// Since when. 起始时间。
    since: Moment,
}

/// The change from one count to the next. 互动增量。
#[derive(SimpleObject)]
pub(crate) struct EngagementDelta {
    /// 浏览
    views: i64,
    /// 点赞
    likes: i64,
    /// 评论
    comments: i64,
    /// 分享
    shares: i64,
    /// 收藏
    saves: i64,
}

/// One count. 一次统计。
#[derive(SimpleObject)]
pub(crate) struct Measure {
    /// When it was counted. 统计时间。
    counted_at: Moment,
    /// Since it was published. 累计。
    counts: Counts,
    /// Since the count before. 增量。
    delta: EngagementDelta,
    /// A like 1, a comment 3, a share or save 5. 加权互动。
    engagement: Long,
    /// Where the numbers come from, by code. 数据来源。
    source: String,
    /// Whether it put the count before right. 是否更正。
    correction: bool,
}

/// One lead by one model. 线索。
#[derive(SimpleObject)]
pub(crate) struct Lead {
    /// The lead's pseudonymous key in another system. 线索编号。
    external_ref: String,
    /// What they did. 类型。
    kind: LeadKind,
    /// The code or link that shows it. 依据。
    trace: String,
    /// When. 时间。
    at: Moment,
    /// By which model. 归因模型。
    model: AttributionModel,
    /// The event it comes from. 来源事件。
    event_id: EventId,
}

/// How many leads of a kind, each once by however many models. 分类线索数。
#[derive(SimpleObject)]
pub(crate) struct LeadCount {
    /// Which kind. 类型。
    kind: LeadKind,
    /// How many. 数量。
    count: usize,
}

/// How often works were seen, by the last counts. 浏览量。
#[derive(SimpleObject)]
pub(crate) struct Reach {
    /// On members' own channels. 自有渠道。
    own: Long,
    /// On the brand's. 官方渠道。
    amplified: Long,
}

impl From<ReachOf> for Reach {
    fn from(reach: ReachOf) -> Reach {
        Reach { own: Long::of(reach.own), amplified: Long::of(reach.amplified) }
    }
}

/// That something is no longer public. 下线记录。
#[derive(SimpleObject)]
pub(crate) struct TakenDown {
    /// Since when. 时间。
    at: Moment,
    /// Why; null when the key is gone. 原因。
    reason: Option<String>,
    /// Who took it down. 操作人。
    by: Actor,
}

/// One public appearance of a work. 公开发布。
pub(crate) struct Publication {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<PublicationRow>,
}

impl Publication {
    fn actor(&self, actor: domain::Actor) -> Actor {
        Actor { reading: self.reading.clone(), actor }
    }

    fn check(&self, row: &CheckRow) -> DisclosureCheck {
        let wording = self.reading.open_option(row.wording.as_ref());
        DisclosureCheck { present: row.present, wording, by: self.actor(row.by), at: row.at }
    }

    fn credit(&self, row: &CreditRow) -> Credit {
        let reason = self.reading.open_option(row.reason.as_ref());
        Credit { line: self.reading.open(&row.line), reason, since: row.since }
    }
}

fn measure(row: &MeasureRow) -> Measure {
    let it = row.delta;
    Measure {
        counted_at: row.measured_at,
        counts: row.counts,
        delta: EngagementDelta {
            views: it.views,
            likes: it.likes,
            comments: it.comments,
            shares: it.shares,
            saves: it.saves,
        },
        engagement: Long::of(row.counts.weighted()),
        source: row.source.clone(),
        correction: row.correction,
    }
}

fn lead(row: &LeadRow) -> Lead {
    Lead {
        external_ref: row.lead_ref.clone(),
        kind: row.kind,
        trace: row.trace.text().to_owned(),
        at: row.at,
        model: row.model,
        event_id: row.position,
    }
}

/// One public appearance of a work. 公开发布。
#[Object]
impl Publication {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> PublicationId {
        self.row.publication_id
    }

    /// Everyone whose work it is. 作者。
    async fn authors(&self) -> Vec<Koc> {
        let authors = self.row.authors.iter();
        authors.map(|id| Koc { reading: self.reading.clone(), id: *id }).collect()
    }

    /// Whether the brand published it. 是否官方传播。
    async fn amplified(&self) -> bool {
        self.row.amplified
    }

    /// The platform or the brand's channel, by code. 平台或渠道。
    async fn platform(&self) -> &str {
        &self.row.platform
    }

    /// Where; null when it is not known or the key is gone. 网址。
    async fn url(&self) -> Option<String> {
        self.reading.open_option(self.row.url.as_ref())
    }

    /// The assignment it was made for. 所属任务承接。
    async fn assignment_id(&self) -> Option<AssignmentId> {
        self.row.assignment_id
    }

    /// As which asset it was shown. 所传播素材。
    async fn asset(&self) -> Option<Asset> {
        let row = self.reading.view.assets.asset(self.row.asset_id?)?;
        Some(Asset::of(&self.reading, Arc::clone(row)))
    }

    /// What the brand shows it for. 传播用途。
    async fn purpose(&self) -> Option<UsePurpose> {
        self.row.purpose
    }

    /// Whether nobody asked for it. 是否自发。
    async fn spontaneous(&self) -> bool {
        self.row.spontaneous
    }

    /// When it went public. 发布时间。
    async fn published_at(&self) -> Moment {
        self.row.published_at
    }

    /// What it is about: a term of the topic axis. 主题。
    async fn topic(&self) -> Option<&str> {
        self.row.topic.as_deref()
    }

    /// How far software generated it. AI 使用程度。
    async fn ai_generated(&self) -> AiUse {
        self.row.ai_generated
    }

    /// Whether the people in it agreed; null when nobody stated it. 出镜人是否同意。
    async fn people_consent(&self) -> Option<bool> {
        self.row.people_consent
    }

    /// How the tie to the brand is told, as its author said. 作者声明的披露用语。
    async fn disclosure_text(&self) -> Option<String> {
        self.reading.open_option(self.row.disclosure_text.as_ref())
    }

    /// What was last found of the tie to the brand. 披露状态。
    async fn disclosure(&self) -> DisclosureState {
        self.row.disclosure().into()
    }

    /// Whether it is public and nothing shows that the tie is told. 在线且缺少披露标识。
    async fn disclosure_missing(&self) -> bool {
        self.row.lacks_label()
    }

    /// Every look at it, oldest first. 核查记录。
    async fn disclosure_checks(&self) -> Vec<DisclosureCheck> {
        self.row.checks.iter().map(|row| self.check(row)).collect()
    }

    /// How its authors are named now; null on a member's own channel. 当前署名。
    async fn credit_line(&self) -> Option<String> {
        self.reading.open(&self.row.credits.last()?.line)
    }

    /// How its authors are named and were, oldest first. 署名记录。
    async fn credits(&self) -> Vec<Credit> {
        self.row.credits.iter().map(|row| self.credit(row)).collect()
    }

    /// By the last count. 最新互动数据。
    async fn counts(&self) -> Counts {
        self.row.counts()
    }

    /// What people did, by the last count: a like 1, a comment 3, a share or save 5. 加权互动。
    async fn engagement(&self) -> Long {
        Long::of(self.row.engagement())
    }

    /// Every count, oldest first. 互动曲线。
    async fn curve(&self) -> Vec<Measure> {
        self.row.curve.iter().map(measure).collect()
    }

    /// Every lead by every model, oldest first. 线索。
    async fn leads(&self) -> Vec<Lead> {
        self.row.leads.iter().map(lead).collect()
    }

    /// Leads by kind, each once. 分类线索数。
    async fn leads_by_kind(&self) -> Vec<LeadCount> {
        let by_kind = self.row.leads_by_kind().into_iter();
        by_kind.map(|(kind, count)| LeadCount { kind, count }).collect()
    }

    /// How often the same work was seen, wherever it was published; null when no task asked for
    /// it. 同一作品的自有与官方浏览量。
    async fn reach_of_work(&self) -> Option<Reach> {
        let assignment_id = self.row.assignment_id?;
        Some(self.reading.view.publications.reach_of_work(assignment_id).into())
    }

    /// That it is no longer public. 下线记录。
    async fn taken_down(&self) -> Option<TakenDown> {
        let TakenDownRow { at, reason, by, .. } = self.row.taken_down.as_ref()?;
        let reason = self.reading.open(reason);
        Some(TakenDown { at: *at, reason, by: self.actor(*by) })
    }

    /// The event it comes from. 来源事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

pub(crate) struct PublicationQuery(pub(crate) Instant);

/// What the public sees. 公开发布。
#[Object]
impl PublicationQuery {
    /// Publications of members and of the brand. 发布列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn publications(
        &self,
        ctx: &Context<'_>,
        filter: Option<PublicationFilter>,
        order_by: Option<PublicationOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Publication>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let filter = filter.unwrap_or_default();
        let order = order_by.unwrap_or(PublicationOrder::Date);
        let asked = filter.read(&paging.reading);
        let mut rows = paging.reading.view.publications.find(&asked, order.into());
        rows.retain(|row| filter.in_campaign(&paging.reading, row));
        let key = |row: &Arc<PublicationRow>| row.publication_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Publication { reading: reading.clone(), row }))
    }

    /// One publication; null when there is none. 某次发布。
    async fn publication(&self, ctx: &Context<'_>, id: PublicationId) -> Option<Publication> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.publications.publication(id)?);
        Some(Publication { reading, row })
    }

    /// How often a member's works were seen, on their own channels and on the brand's.
    /// 成员作品的自有与官方浏览量。
    async fn reach(&self, ctx: &Context<'_>, author: KocId) -> Reach {
        self.0.reading(ctx).view.publications.reach_of(author).into()
    }
}
