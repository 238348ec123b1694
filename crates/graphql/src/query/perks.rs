//! Perks: what members have that is not money.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::{DutyId, KocId, PerkId};
use domain::perk::values::{PerkKind, PerkRevokeCause, PerkSource, PerkState};
use domain::vocabulary::TierCode;
use domain::{Day, Moment};
use projector_duties::{PerkFilter, PerkRow};

use super::Instant;
use crate::event::{Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::session::Reading;

/// One use of a perk. 权益使用记录。
#[derive(SimpleObject)]
pub(crate) struct PerkUse {
    /// When. 时间。
    at: Moment,
    /// The key of what it was used for. 用途编号。
    reference: Option<String>,
}

/// A perk. 权益。
pub(crate) struct Perk {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<PerkRow>,
}

/// A perk: a benefit given to one member that is not money. 非现金权益。
#[Object]
impl Perk {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> PerkId {
        self.row.perk_id
    }

    /// Who has it. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// What. 类型。
    async fn kind(&self) -> PerkKind {
        self.row.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> PerkState {
        self.row.state
    }

    /// How often; null for as often as wanted while it runs. 次数,空为不限。
    async fn quantity(&self) -> Option<u16> {
        self.row.quantity
    }

    /// How often it can still be used; null where it is not counted. 剩余次数。
    async fn left(&self) -> Option<u16> {
        self.row.left
    }

    /// The first day. 首日。
    async fn valid_from(&self) -> Day {
        self.row.valid_from
    }

    /// The last day. 末日。
    async fn valid_until(&self) -> Day {
        self.row.valid_until
    }

    /// What it comes from. 来源。
    async fn source(&self) -> PerkSource {
        self.row.source
    }

    /// Where the member stood when it was given. 授予时等级。
    async fn tier(&self) -> Option<TierCode> {
        self.row.tier
    }

    /// The duty that brings it. 来源职责编号。
    async fn duty_id(&self) -> Option<DutyId> {
        self.row.duty_id
    }

    /// Why they have it although their tier does not give it; null when it may not be read. 例外理由。
    async fn exception(&self) -> Option<String> {
        self.reading.open_option(self.row.exception.as_ref())
    }

    /// What else was said of it; null when it may not be read. 备注。
    async fn note(&self) -> Option<String> {
        self.reading.open_option(self.row.note.as_ref())
    }

    /// Every use, oldest first. 使用记录。
    async fn uses(&self) -> Vec<PerkUse> {
        let rows = self.row.uses.iter();
        rows.map(|row| PerkUse { at: row.at, reference: row.reference.clone() }).collect()
    }

    /// Why it was taken back, in general. 收回原因类别。
    async fn revoked(&self) -> Option<PerkRevokeCause> {
        self.row.revoked
    }

    /// Why it was taken back, in words; null when it may not be read. 收回原因。
    async fn revoke_reason(&self) -> Option<String> {
        self.reading.open_option(self.row.revoke_reason.as_ref())
    }

    /// The event that gave it. 授予事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// Every perk a member ever had, the one that ends first in front.
pub(crate) fn perks_of(reading: &Reading, koc_id: KocId) -> Vec<Perk> {
    let filter = PerkFilter { koc_id: Some(koc_id), ..PerkFilter::default() };
    let rows = reading.view.duties.perks(&filter).into_iter();
    rows.map(|row| Perk { reading: reading.clone(), row }).collect()
}

/// Which perks; what is not said does not matter. 权益筛选。
#[derive(InputObject, Default)]
#[graphql(name = "PerkFilter")]
pub(crate) struct PerkFilterInput {
    /// Of this member. 成员。
    koc_id: Option<KocId>,
    /// Of this kind. 类型。
    kind: Option<PerkKind>,
    /// Standing there. 状态。
    state: Option<PerkState>,
    /// From there. 来源。
    source: Option<PerkSource>,
    /// Brought by this duty. 来源职责。
    duty_id: Option<DutyId>,
    /// Running, and over within so many days. 几天内到期。
    ends_within_days: Option<u16>,
}

pub(crate) struct PerkQuery(pub(crate) Instant);

/// Perks. 权益。
#[Object]
impl PerkQuery {
    /// Perks, the one that ends first in front. 权益列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn perks(
        &self,
        ctx: &Context<'_>,
        filter: Option<PerkFilterInput>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Perk>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let today = paging.reading.today();
        let filter = PerkFilter {
            koc_id: asked.koc_id,
            kind: asked.kind,
            state: asked.state,
            source: asked.source,
            duty_id: asked.duty_id,
            ends_by: asked.ends_within_days.map(|days| today.plus(i32::from(days))),
        };
        let rows = paging.reading.view.duties.perks(&filter);
        let key = |row: &Arc<PerkRow>| row.perk_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Perk { reading: reading.clone(), row }))
    }

    /// One perk; null when there is none. 某项权益。
    async fn perk(&self, ctx: &Context<'_>, id: PerkId) -> Option<Perk> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.duties.perk(id)?);
        Some(Perk { reading, row })
    }
}
