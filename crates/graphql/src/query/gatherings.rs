//! Gatherings.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::gathering::values::*;
use domain::id::{CampaignId, GatheringId, InsightId, OperatorId, ProjectId, SeriesId};
use domain::vocabulary::TierCode;
use domain::{LocalText, Moment};
use projector_campaigns::{GatheringFilter, GatheringRow, GatheringStage, GuestRow};

use super::Instant;
use super::campaigns::Campaign;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Where a gathering stands. 聚会状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_campaigns::GatheringStage")]
pub(crate) enum GatheringState {
    /// It is to come. 待举行。
    Scheduled,
    /// It took place. 已举行。
    Held,
    /// It took place, and nothing more is recorded of it. 已收尾。
    Closed,
    /// It was called off. 已取消。
    Cancelled,
}

/// What was said at a gathering. 聚会纪要。
#[derive(SimpleObject)]
pub(crate) struct GatheringMinutes {
    /// Where they are kept. 存放位置。
    location: String,
    /// What guests gave the brand there. 会上的洞察。
    insight_ids: Vec<InsightId>,
    /// What the brand promised there. 品牌承诺。
    promises: Vec<LocalText>,
    /// When they were published. 发布时间。
    at: Moment,
}

/// A gathering. 聚会。
pub(crate) struct Gathering {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<GatheringRow>,
}

impl Gathering {
    pub(super) fn of(reading: &Reading, id: GatheringId) -> Option<Gathering> {
        let row = Arc::clone(reading.view.campaigns.gathering(id)?);
        Some(Gathering { reading: reading.clone(), row })
    }
}

/// A gathering: any meeting of the brand with its members. 聚会。
#[Object]
impl Gathering {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> GatheringId {
        self.row.gathering_id
    }

    /// What people come together for. 类型。
    async fn kind(&self) -> GatheringKind {
        self.row.kind
    }

    /// What it is called. 名称。
    async fn title(&self) -> &LocalText {
        &self.row.title
    }

    /// Where it stands. 状态。
    async fn state(&self) -> GatheringState {
        self.row.stage.into()
    }

    /// When it begins. 开始时间。
    async fn starts(&self) -> Moment {
        self.row.starts
    }

    /// When it ends. 结束时间。
    async fn ends(&self) -> Moment {
        self.row.ends
    }

    /// Where. 地点。
    async fn place(&self) -> &str {
        &self.row.place
    }

    /// Who of the team leads it. 主持人。
    async fn host(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.host }
    }

    /// How many may come; null for as many as want. 名额。
    async fn capacity(&self) -> Option<u32> {
        self.row.capacity
    }

    /// Nobody below this tier. 最低等级。
    async fn min_tier(&self) -> Option<TierCode> {
        self.row.min_tier
    }

    /// The campaign it belongs to. 所属活动。
    async fn campaign(&self) -> Option<Campaign> {
        Campaign::of(&self.reading, self.row.campaign_id?)
    }

    /// The project of the community it belongs to. 所属共创项目。
    async fn project_id(&self) -> Option<ProjectId> {
        self.row.project_id
    }

    /// The row of meetings it is one of. 所属系列。
    async fn series_id(&self) -> Option<SeriesId> {
        self.row.series_id
    }

    /// Whether guests agree to keep what they hear to themselves. 是否须保密。
    async fn nda_required(&self) -> bool {
        self.row.nda_required
    }

    /// What it is about. 议程。
    async fn agenda(&self) -> &[LocalText] {
        &self.row.agenda
    }

    /// Members who are invited. 受邀人数。
    async fn invited_count(&self) -> u32 {
        self.row.invited
    }

    /// Of them: who comes. 确认参加人数。
    async fn yes_count(&self) -> u32 {
        self.row.yes
    }

    /// Of them: who does not. 婉拒人数。
    async fn no_count(&self) -> u32 {
        self.row.no
    }

    /// Of them: who cannot say yet. 待定人数。
    async fn maybe_count(&self) -> u32 {
        self.row.maybe
    }

    /// Places left; null where as many may come as want. 剩余名额。
    async fn places_left(&self) -> Option<u32> {
        self.row.capacity.map(|capacity| capacity.saturating_sub(self.row.yes))
    }

    /// Members who came. 到场人数。
    async fn attended_count(&self) -> u32 {
        self.row.attended
    }

    /// Members who had a place and did not come. 缺席人数。
    async fn no_show_count(&self) -> u32 {
        self.row.no_shows
    }

    /// Who was invited, or came, in the order of their ids. 来宾。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn guests(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<GatheringGuest>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let rows = paging.reading.view.campaigns.guests(self.row.gathering_id).cloned().collect();
        let key = |row: &Arc<GuestRow>| row.koc_id.to_string();
        let show = |reading: &Reading, row| GatheringGuest { reading: reading.clone(), row };
        Ok(paging.cut(rows, key, show))
    }

    /// How often it was moved. 改期次数。
    async fn moved(&self) -> u16 {
        self.row.moved
    }

    /// Why it was moved last. 改期原因。
    async fn moved_because(&self) -> Option<&str> {
        self.row.moved_because.as_deref()
    }

    /// What was said. 纪要。
    async fn minutes(&self) -> Option<GatheringMinutes> {
        let row = self.row.minutes.as_ref()?;
        Some(GatheringMinutes {
            location: row.minutes_ref.clone(),
            insight_ids: row.insights.clone(),
            promises: row.promises.clone(),
            at: row.at,
        })
    }

    /// How guests found it, 1 (bad) to 5 (good). 评分。
    async fn rating(&self) -> Option<u8> {
        self.row.rating
    }

    /// What is to be done next. 后续事项。
    async fn follow_ups(&self) -> &[LocalText] {
        &self.row.follow_ups
    }

    /// Why it was called off. 取消原因。
    async fn cancelled_because(&self) -> Option<&str> {
        self.row.cancelled_because.as_deref()
    }
}

/// Somebody at a gathering. 聚会来宾。
pub(crate) struct GatheringGuest {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<GuestRow>,
}

/// Somebody at a gathering. 聚会来宾。
#[Object]
impl GatheringGuest {
    /// Which. 聚会。
    async fn gathering(&self) -> Option<Gathering> {
        Gathering::of(&self.reading, self.row.gathering_id)
    }

    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// When they were invited; null when they just came. 邀请时间。
    async fn invited_at(&self) -> Option<Moment> {
        self.row.invited_at
    }

    /// What they said. 答复。
    async fn answer(&self) -> Option<RsvpAnswer> {
        self.row.answer
    }

    /// When. 答复时间。
    async fn answered_at(&self) -> Option<Moment> {
        self.row.answered_at
    }

    /// Whether they agreed to keep what they hear to themselves. 是否同意保密。
    async fn nda_accepted(&self) -> bool {
        self.row.nda_accepted
    }

    /// What they were last told of. 最近通知。
    async fn told(&self) -> Option<GuestNews> {
        self.row.told
    }

    /// Why they are a guest no more. 不再参加的原因。
    async fn dropped(&self) -> Option<GoneCause> {
        self.row.dropped
    }

    /// Whether they came, once that is known. 是否到场。
    async fn came(&self) -> Option<bool> {
        self.row.came
    }
}

/// Which gatherings; what is not said does not matter. 聚会筛选。
#[derive(InputObject, Default)]
#[graphql(name = "GatheringFilter")]
pub(crate) struct GatheringFilterInput {
    /// For this. 类型。
    kind: Option<GatheringKind>,
    /// Standing there. 状态。
    state: Option<GatheringState>,
    /// Of this campaign. 活动。
    campaign_id: Option<CampaignId>,
    /// Of this project. 共创项目。
    project_id: Option<ProjectId>,
    /// Of this row of meetings. 系列。
    series_id: Option<SeriesId>,
    /// Led by this operator. 主持人。
    host: Option<OperatorId>,
    /// Beginning at this moment or later. 开始不早于。
    from: Option<Moment>,
    /// Beginning at this moment or before. 开始不晚于。
    to: Option<Moment>,
}

pub(crate) struct GatheringQuery(pub(crate) Instant);

/// Gatherings. 聚会。
#[Object]
impl GatheringQuery {
    /// Gatherings, the one that begins last in front. 聚会列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn gatherings(
        &self,
        ctx: &Context<'_>,
        filter: Option<GatheringFilterInput>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Gathering>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let filter = GatheringFilter {
            kind: asked.kind,
            stage: asked.state.map(GatheringStage::from),
            campaign_id: asked.campaign_id,
            project_id: asked.project_id,
            series_id: asked.series_id,
            host: asked.host,
            from: asked.from,
            to: asked.to,
        };
        let rows = paging.reading.view.campaigns.gatherings(&filter);
        let key = |row: &Arc<GatheringRow>| row.gathering_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Gathering { reading: reading.clone(), row }))
    }

    /// One gathering; null when there is none. 某一聚会。
    async fn gathering(&self, ctx: &Context<'_>, id: GatheringId) -> Option<Gathering> {
        Gathering::of(&self.0.reading(ctx), id)
    }
}
