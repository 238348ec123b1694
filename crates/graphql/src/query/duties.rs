//! Duties and the stipends due.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::duty::values::{DutyKind, DutyState, DutyTerms};
use domain::id::{DutyId, KocId};
use domain::{Amount, Day, LocalText, Moment};
use projector_duties::{
    DueItem, DutyFilter, DutyOrder as Order, DutyRow, PerkFilter, StipendState as Stands,
};

use super::Instant;
use super::care::CareFile;
use super::duty_parts::*;
use super::perks::Perk;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// In which order duties come. 职责排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_duties::DutyOrder")]
pub(crate) enum DutyOrder {
    /// The one with something due next in front; those with nothing due come last. 按下次截止日。
    NextDue,
    /// The one that ends first in front. 按任期结束日。
    TermEnd,
}

/// A duty. 职责。
pub(crate) struct Duty {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<DutyRow>,
}

impl Duty {
    fn items(&self, items: Vec<DueItem>) -> Vec<DutyDeliverable> {
        let shown = items.into_iter().map(|item| DutyDeliverable {
            reading: self.reading.clone(),
            duty: Arc::clone(&self.row),
            item,
        });
        shown.collect()
    }

    fn stipends_standing(&self, state: Stands) -> Amount {
        let all = self.row.stipends.iter().filter(|stipend| stipend.state == state);
        all.fold(Amount::ZERO, |sum, stipend| sum.plus(stipend.amount))
    }
}

/// A duty: a long-term role that both sides agree to. 持续性职责。
#[Object]
impl Duty {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> DutyId {
        self.row.duty_id
    }

    /// Who holds it, or was asked to. 担任者。
    async fn holder(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// What it is called. 名称。
    async fn title(&self) -> &LocalText {
        &self.row.terms.title
    }

    /// What kind of role it is. 类型。
    async fn kind(&self) -> DutyKind {
        self.row.terms.kind
    }

    /// Where it stands. 状态。
    async fn state(&self) -> DutyState {
        self.row.state
    }

    /// The newest terms. 当前条款。
    async fn terms(&self) -> &DutyTerms {
        &self.row.terms
    }

    /// Every revision of the terms, the first in front. 条款修订记录。
    async fn revisions(&self) -> Vec<DutyRevision> {
        self.row.revisions.iter().map(|row| DutyRevision::of(&self.reading, row)).collect()
    }

    /// Whether the holder agreed to the newest terms. 成员是否同意。
    async fn agreed_by_koc(&self) -> bool {
        self.row.agreed_by_koc
    }

    /// Whether the brand agreed to the newest terms. 品牌是否同意。
    async fn agreed_by_brand(&self) -> bool {
        self.row.agreed_by_brand
    }

    /// When both had agreed. 达成一致的时间。
    async fn concluded_at(&self) -> Option<Moment> {
        self.row.concluded_at
    }

    /// The first day. 首日。
    async fn from(&self) -> Day {
        self.row.terms.term.from
    }

    /// The last day. 末日。
    async fn until(&self) -> Day {
        self.row.until
    }

    /// Days up to the last; 0 when it is over. 剩余天数。
    async fn days_left(&self) -> u32 {
        let runs = !self.row.state.is_over();
        if runs { self.row.until.days_since(self.reading.today()) } else { 0 }
    }

    /// How often it was renewed. 续任次数。
    async fn renewals(&self) -> u16 {
        self.row.renewals
    }

    /// The first day on which it can be renewed; null where it cannot be. 可续任起始日。
    async fn renewal_from(&self) -> Option<Day> {
        self.row.renewal_from()
    }

    /// An open proposal to go on. 待答复的续任提议。
    async fn renewal(&self) -> Option<DutyRenewal> {
        self.row.renewal.as_ref().map(|row| DutyRenewal::of(&self.reading, row))
    }

    /// Who answers for it in the brand. 品牌负责人。
    async fn contact(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.terms.contact }
    }

    /// What is still to come or late, of each deliverable, the next first. 待交付项。
    async fn next_deliverables(&self) -> Vec<DutyDeliverable> {
        self.items(self.row.next_deliverables(self.reading.today()))
    }

    /// Everything due up to today, and of each deliverable the next after that. 全部交付项。
    async fn deliverables(&self) -> Vec<DutyDeliverable> {
        self.items(self.row.due_items(self.reading.today()))
    }

    /// How much was delivered. 已完成数。
    async fn fulfilled(&self) -> u32 {
        self.row.fulfilled
    }

    /// How much was missed, and not excused since. 未完成数。
    async fn missed(&self) -> u32 {
        self.row.missed
    }

    /// How much was excused. 免除数。
    async fn excused(&self) -> u32 {
        self.row.excused
    }

    /// The stipend of every period that is over, oldest first. 各期津贴。
    async fn stipend(&self) -> Vec<Stipend> {
        self.row.stipends.iter().map(Stipend::of).collect()
    }

    /// What a whole period is paid in the newest term; null where nothing is. 每期津贴额。
    async fn stipend_each(&self) -> Option<Amount> {
        self.row.stipend
    }

    /// What is owed of stipends. 待付津贴。
    async fn stipend_payable(&self) -> Amount {
        self.stipends_standing(Stands::Payable)
    }

    /// What was given or paid of stipends. 已付津贴。
    async fn stipend_paid(&self) -> Amount {
        self.stipends_standing(Stands::Paid)
    }

    /// Reviews, oldest first. 回顾记录。
    async fn reviews(&self) -> Vec<DutyReview> {
        self.row.reviews.iter().map(|row| DutyReview::of(&self.reading, row)).collect()
    }

    /// When it was last looked back on. 最近回顾时间。
    async fn last_review_at(&self) -> Option<Moment> {
        self.row.last_review()
    }

    /// Days since the holder was last talked to; null when they never were. 距最近沟通天数。
    async fn last_talk_days(&self) -> Option<u32> {
        CareFile { reading: self.reading.clone(), koc_id: self.row.koc_id }.days_since_talk()
    }

    /// When it rested. 暂停记录。
    async fn rests(&self) -> Vec<DutyRest> {
        self.row.rests.iter().map(|row| DutyRest::of(&self.reading, row)).collect()
    }

    /// How it was ended before its time. 提前结束。
    async fn ended(&self) -> Option<DutyEnded> {
        self.row.ended.as_ref().map(|row| DutyEnded::of(&self.reading, row))
    }

    /// What it brings that is not money. 附带权益。
    async fn perks(&self) -> Vec<Perk> {
        let (koc_id, duty_id) = (Some(self.row.koc_id), Some(self.row.duty_id));
        let filter = PerkFilter { koc_id, duty_id, ..PerkFilter::default() };
        let rows = self.reading.view.duties.perks(&filter).into_iter();
        rows.map(|row| Perk { reading: self.reading.clone(), row }).collect()
    }
}

/// Every duty a member ever had, the one that ends first in front.
pub(crate) fn duties_of(reading: &Reading, koc_id: KocId) -> Vec<Duty> {
    let filter =
        DutyFilter { koc_id: Some(koc_id), today: reading.today(), ..DutyFilter::default() };
    let rows = reading.view.duties.duties(&filter, Order::TermEnd).into_iter();
    rows.map(|row| Duty { reading: reading.clone(), row }).collect()
}

/// Which duties; what is not said does not matter. 职责筛选。
#[derive(InputObject, Default)]
#[graphql(name = "DutyFilter")]
pub(crate) struct DutyFilterInput {
    /// Of this member. 成员。
    koc_id: Option<KocId>,
    /// Standing there. 状态。
    state: Option<DutyState>,
    /// Of this kind. 类型。
    kind: Option<DutyKind>,
    /// Filling this seat, by code. 席位代码。
    seat: Option<String>,
    /// Running, with something late or due within so many days. 几天内有交付截止。
    due_within_days: Option<u16>,
    /// With something missed, or without. 是否有未完成。
    missed: Option<bool>,
    /// That can be renewed now, or not. 是否临近续任。
    renewal_soon: Option<bool>,
    /// With a stipend that is owed, or without. 是否有待付津贴。
    stipend_payable: Option<bool>,
}

pub(crate) struct DutyQuery(pub(crate) Instant);

/// Duties and the stipends due. 职责与津贴。
#[Object]
impl DutyQuery {
    /// Duties; the one with something due next in front if nothing is said. 职责列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn duties(
        &self,
        ctx: &Context<'_>,
        filter: Option<DutyFilterInput>,
        order_by: Option<DutyOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Duty>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let today = paging.reading.today();
        let filter = DutyFilter {
            koc_id: asked.koc_id,
            state: asked.state,
            kind: asked.kind,
            seat: asked.seat,
            due_by: asked.due_within_days.map(|days| today.plus(i32::from(days))),
            missed: asked.missed,
            renewal_soon: asked.renewal_soon,
            stipend_payable: asked.stipend_payable,
            today,
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.duties.duties(&filter, order);
        let key = |row: &Arc<DutyRow>| row.duty_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Duty { reading: reading.clone(), row }))
    }

    /// One duty; null when there is none. 某项职责。
    async fn duty(&self, ctx: &Context<'_>, id: DutyId) -> Option<Duty> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.duties.duty(id)?);
        Some(Duty { reading, row })
    }
}
