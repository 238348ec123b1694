//! Honours of members, with the praise and badges that show them.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use domain::actor::Approval;
use domain::id::{EventId, KocId, RecognitionId};
use domain::recognition::values::{CommendationChannel, HonourKind, PraiseKept};
use domain::{Day, LocalText, Moment};
use projector_publications::HonourRow;

use super::Instant;
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// Where an honour stands. 荣誉状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_publications::HonourStanding")]
pub(crate) enum HonourStanding {
    /// It is held. 有效。
    Conferred,
    /// It was taken back. 已撤销。
    Revoked,
    /// Its time is over. 已到期。
    Lapsed,
}

/// What was said in somebody's honour; null when their key is gone. 表彰文字。
#[derive(SimpleObject)]
pub(crate) struct PraiseText {
    /// 中文
    zh: Option<String>,
    /// English
    en: Option<String>,
}

/// One public praise of an honour. 公开表彰。
#[derive(SimpleObject)]
pub(crate) struct Commendation {
    /// Where. 渠道。
    channel: CommendationChannel,
    /// At which address. 网址。
    url: Option<String>,
    /// In which words. 文字。
    text: PraiseText,
    /// When. 时间。
    at: Moment,
    /// The event it comes from. 来源事件。
    event_id: EventId,
}

/// One badge for an honour. 徽章。
#[derive(SimpleObject)]
pub(crate) struct Badge {
    /// Which badge, by code. 徽章代码。
    code: String,
    /// The events that show what it is for. 依据事件。
    evidence: Vec<EventId>,
    /// When. 时间。
    at: Moment,
}

/// That an honour was taken back. 撤销记录。
#[derive(SimpleObject)]
pub(crate) struct HonourRevocation {
    /// Why; null when the key is gone. 原因。
    reason: Option<String>,
    /// On whose approval. 批准人。
    approved_by: Vec<Approval>,
    /// When. 时间。
    at: Moment,
}

/// An honour. 荣誉。
pub(crate) struct Honour {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<HonourRow>,
}

impl Honour {
    fn praise(&self, kept: &PraiseKept) -> PraiseText {
        PraiseText { zh: self.reading.open(&kept.zh), en: self.reading.open(&kept.en) }
    }
}

/// An honour. 荣誉。
#[Object]
impl Honour {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> RecognitionId {
        self.row.recognition_id
    }

    /// Whose. 获得者。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Of which kind. 类型。
    async fn kind(&self) -> HonourKind {
        self.row.kind
    }

    /// What it is called. 名称。
    async fn title(&self) -> &LocalText {
        &self.row.title
    }

    /// Whether one member at a time may hold the title. 是否唯一。
    async fn unique(&self) -> bool {
        self.row.unique
    }

    /// What for. 授予理由。
    async fn citation(&self) -> PraiseText {
        self.praise(&self.row.citation)
    }

    /// The event it is for. 依据事件。
    async fn source_event(&self) -> Option<EventId> {
        self.row.source_event
    }

    /// Held to this day, inclusive; for good if null. 有效期至(含)。
    async fn valid_until(&self) -> Option<Day> {
        self.row.valid_until
    }

    /// Where it stands. 状态。
    async fn standing(&self) -> HonourStanding {
        self.row.standing.into()
    }

    /// Who conferred it. 授予人。
    async fn conferred_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.conferred_by }
    }

    /// When. 授予时间。
    async fn conferred_at(&self) -> Moment {
        self.row.conferred_at
    }

    /// Every public praise of it, oldest first. 公开表彰。
    async fn commendations(&self) -> Vec<Commendation> {
        let praised = self.row.commendations.iter().map(|row| Commendation {
            channel: row.channel,
            url: self.reading.open_option(row.url.as_ref()),
            text: self.praise(&row.text),
            at: row.at,
            event_id: row.position,
        });
        praised.collect()
    }

    /// Every badge for it, oldest first. 徽章。
    async fn badges(&self) -> Vec<Badge> {
        let badges = self.row.badges.iter().map(|row| Badge {
            code: row.badge_class.clone(),
            evidence: row.refs.clone(),
            at: row.at,
        });
        badges.collect()
    }

    /// That it was taken back. 撤销记录。
    async fn revoked(&self) -> Option<HonourRevocation> {
        let row = self.row.revoked.as_ref()?;
        let (reason, approved_by) = (self.reading.open(&row.reason), row.approved_by.clone());
        Some(HonourRevocation { reason, approved_by, at: row.at })
    }

    /// The event it comes from. 来源事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

pub(crate) struct HonourQuery(pub(crate) Instant);

/// Honours of members. 成员荣誉。
#[Object]
impl HonourQuery {
    /// Honours of a member, or of everybody; newest first. 荣誉列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn honours(
        &self,
        ctx: &Context<'_>,
        koc_id: Option<KocId>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Honour>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let rows = paging.reading.view.publications.honours(koc_id);
        let key = |row: &Arc<HonourRow>| row.recognition_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Honour { reading: reading.clone(), row }))
    }

    /// One honour; null when there is none. 某项荣誉。
    async fn honour(&self, ctx: &Context<'_>, id: RecognitionId) -> Option<Honour> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.publications.honour(id)?);
        Some(Honour { reading, row })
    }
}
