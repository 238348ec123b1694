//! Circles.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::circle::values::OnPromotion;
use domain::id::{AnnouncementId, CircleId, KocId};
use domain::task::BroadcastChannel;
use domain::vocabulary::TierCode;
use domain::{LocalText, Moment};
use projector_voices::{
    AnnouncementRow, CircleFilter, CircleOrder as Order, CircleRow, MembershipRow,
};

use super::Instant;
use super::tasks::Task;
use crate::event::Actor;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// In which order circles come. 圈子排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_voices::CircleOrder")]
pub(crate) enum CircleOrder {
    /// The newest in front. 最新在前。
    Opened,
    /// The one with most members in front. 人数最多在前。
    Members,
}

/// A member of a circle. 圈子成员。
pub(crate) struct CircleMember {
    reading: Reading,
    row: Arc<MembershipRow>,
}

/// A member of a circle. 圈子成员。
#[Object]
impl CircleMember {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Where they stood when they came in. 加入时等级。
    async fn tier(&self) -> Option<TierCode> {
        self.row.tier
    }

    /// Since when. 加入时间。
    async fn since(&self) -> Moment {
        self.row.since
    }
}

/// Something said to a circle. 圈子公告。
pub(crate) struct Announcement {
    reading: Reading,
    row: Arc<AnnouncementRow>,
}

/// Something said to a circle. 圈子公告。
#[Object]
impl Announcement {
    /// Its id. 编号。
    async fn id(&self) -> AnnouncementId {
        self.row.announcement_id
    }

    /// What. 内容。
    async fn text(&self) -> &LocalText {
        &self.row.text
    }

    /// Where. 渠道。
    async fn channels(&self) -> &[BroadcastChannel] {
        &self.row.channels
    }

    /// The task it is about. 相关任务。
    async fn task(&self) -> Option<Task> {
        let row = Arc::clone(self.reading.view.work.task(self.row.task_id?)?);
        Some(Task { reading: self.reading.clone(), row })
    }

    /// Whether it could disturb people in quiet hours. 是否紧急。
    async fn urgent(&self) -> bool {
        self.row.urgent
    }

    /// How many were in the circle. 受众人数。
    async fn audience_size(&self) -> u32 {
        self.row.audience_size
    }

    /// Who said it. 发布者。
    async fn by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.by }
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }
}

/// A circle. 圈子。
pub(crate) struct Circle {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<CircleRow>,
}

/// A circle: a smaller community with a bar and a number of seats. 圈子:有门槛与名额的小社群。
#[Object]
impl Circle {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> CircleId {
        self.row.circle_id
    }

    /// What it is called. 名称。
    async fn name(&self) -> &LocalText {
        &self.row.name
    }

    /// What it is for. 宗旨。
    async fn purpose(&self) -> &LocalText {
        &self.row.purpose
    }

    /// Nobody below is admitted. 最低等级。
    async fn min_tier(&self) -> TierCode {
        self.row.min_tier
    }

    /// How many it holds. 名额。
    async fn capacity(&self) -> u32 {
        self.row.capacity
    }

    /// How many are in it. 人数。
    async fn member_count(&self) -> u32 {
        self.row.members
    }

    /// How many ever were; whoever came twice counts twice. 累计加入人次。
    async fn admitted_count(&self) -> u32 {
        self.row.admitted
    }

    /// What it does for whoever rises to its bar. 晋级后的处理。
    async fn on_promotion(&self) -> OnPromotion {
        self.row.on_promotion
    }

    /// When it was opened. 开设时间。
    async fn opened_at(&self) -> Moment {
        self.row.opened_at
    }

    /// When it was archived. 归档时间。
    async fn archived_at(&self) -> Option<Moment> {
        self.row.archived_at
    }

    /// Why. 归档原因。
    async fn archived_because(&self) -> Option<&str> {
        self.row.archived_because.as_deref()
    }

    /// Who is in it, whoever came first in front. 成员,按加入先后。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<CircleMember>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let rows = paging.reading.view.voices.members_of(self.row.circle_id);
        let key = |row: &Arc<MembershipRow>| row.koc_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| CircleMember { reading: reading.clone(), row }))
    }

    /// What was said in it, the newest in front. 公告,最新在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn announcements(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Announcement>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let rows = paging.reading.view.voices.announcements_of(self.row.circle_id);
        let key = |row: &Arc<AnnouncementRow>| row.announcement_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Announcement { reading: reading.clone(), row }))
    }
}

impl Circle {
    /// The circles a member is in.
    pub(crate) fn of(reading: &Reading, koc_id: KocId) -> Vec<Circle> {
        let rows = reading.view.voices.circles_of(koc_id).cloned();
        rows.map(|row| Circle { reading: reading.clone(), row }).collect()
    }
}

/// Which circles; what is not said does not matter. 圈子筛选。
#[derive(InputObject, Default)]
#[graphql(name = "CircleFilter")]
pub(crate) struct CircleFilterInput {
    /// With this bar. 最低等级。
    min_tier: Option<TierCode>,
    /// Archived, or not. 是否归档。
    archived: Option<bool>,
    /// With a free seat, or without. 是否有空位。
    has_room: Option<bool>,
    /// This member is in it. 成员。
    koc_id: Option<KocId>,
}

pub(crate) struct CircleQuery(pub(crate) Instant);

/// Circles. 圈子。
#[Object]
impl CircleQuery {
    /// Circles; the newest in front if nothing is said. 圈子列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn circles(
        &self,
        ctx: &Context<'_>,
        filter: Option<CircleFilterInput>,
        order_by: Option<CircleOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Circle>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let filter = CircleFilter {
            min_tier: asked.min_tier,
            archived: asked.archived,
            has_room: asked.has_room,
            koc_id: asked.koc_id,
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.voices.circles(&filter, order);
        let key = |row: &Arc<CircleRow>| row.circle_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Circle { reading: reading.clone(), row }))
    }

    /// One circle; null when there is none. 某一圈子。
    async fn circle(&self, ctx: &Context<'_>, id: CircleId) -> Option<Circle> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.voices.circle(id)?);
        Some(Circle { reading, row })
    }
}
