//! The parts a duty is shown in.

use std::sync::Arc;

use async_graphql::{Enum, Object, SimpleObject};
use domain::duty::values::{DeliverableKind, DutyCause, DutyParty, DutyPeriod, ExcuseCause};
use domain::id::{EventId, RewardId};
use domain::{Amount, Day, LocalText, Moment};
use projector_duties::{
    Delivered, DueItem, DutyRow, EndedRow, RenewalRow, RestRow, ReviewRow, Revision, StipendRow,
};

use super::assets::Asset;
use super::assignments::Assignment;
use crate::session::Reading;

/// Where something due stands. 交付状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_duties::ItemState")]
pub(crate) enum DeliverableState {
    /// Its period has not begun. 未到期次。
    Ahead,
    /// It can be delivered in time. 待交付。
    Open,
    /// Its day is over and it did not come yet. 已过期限。
    Late,
    /// It was delivered. 已完成。
    Fulfilled,
    /// It never came. 未完成。
    Missed,
    /// It need not be delivered. 已免除。
    Excused,
}

/// Where a stipend stands. 津贴状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_duties::StipendState")]
pub(crate) enum StipendState {
    /// No day of the period counted. 无应计天数。
    Nothing,
    /// It is owed. 待支付。
    Payable,
    /// It was given or paid. 已支付。
    Paid,
}

/// What shows that something was delivered. 交付凭证。
pub(crate) struct DeliverableShown {
    reading: Reading,
    row: Delivered,
}

/// What shows that something was delivered; one of the three. 交付凭证,三者之一。
#[Object]
impl DeliverableShown {
    /// The approved work. 通过的作品。
    async fn assignment(&self) -> Option<Assignment> {
        let row = Arc::clone(self.reading.view.work.assignment(self.row.assignment_id?)?);
        Some(Assignment { reading: self.reading.clone(), row })
    }

    /// The asset. 素材。
    async fn asset(&self) -> Option<Asset> {
        let row = Arc::clone(self.reading.view.assets.asset(self.row.asset_id?)?);
        Some(Asset::of(&self.reading, row))
    }

    /// What was done, in words; null when it may not be read. 文字说明。
    async fn note(&self) -> Option<String> {
        self.reading.open_option(self.row.note.as_ref())
    }

    /// Whether it came in time. 是否按时。
    async fn on_time(&self) -> bool {
        self.row.on_time
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }
}

/// A deliverable in one of its periods. 某期交付项。
pub(crate) struct DutyDeliverable {
    pub(super) reading: Reading,
    pub(super) duty: Arc<DutyRow>,
    pub(super) item: DueItem,
}

/// A deliverable in one of its periods. 某期交付项。
#[Object]
impl DutyDeliverable {
    /// Which deliverable. 代码。
    async fn code(&self) -> &str {
        &self.item.deliverable.code
    }

    /// What kind it is. 类型。
    async fn kind(&self) -> DeliverableKind {
        self.item.deliverable.kind
    }

    /// What it is called. 名称。
    async fn title(&self) -> &LocalText {
        &self.item.deliverable.title
    }

    /// How often it is due. 周期。
    async fn every(&self) -> DutyPeriod {
        self.item.deliverable.every
    }

    /// Of which of its periods, from 1. 第几期。
    async fn period(&self) -> u16 {
        self.item.period
    }

    /// When the period begins. 本期首日。
    async fn from(&self) -> Day {
        self.item.from
    }

    /// When it is due. 截止日。
    async fn due(&self) -> Day {
        self.item.due
    }

    /// How many are due. 应交数量。
    async fn count(&self) -> u8 {
        self.item.deliverable.count
    }

    /// How many were delivered. 已交数量。
    async fn done(&self) -> u8 {
        self.item.done
    }

    /// Where it stands. 状态。
    async fn state(&self) -> DeliverableState {
        self.item.state.into()
    }

    /// What shows it. 交付凭证。
    async fn shown(&self) -> Vec<DeliverableShown> {
        let said = self.duty.said_of(&self.item);
        let rows = said.map(|item| item.delivered.as_slice()).unwrap_or_default().iter();
        rows.map(|row| DeliverableShown { reading: self.reading.clone(), row: row.clone() })
            .collect()
    }

    /// Why it need not be delivered. 免除原因。
    async fn excused(&self) -> Option<ExcuseCause> {
        self.duty.said_of(&self.item)?.excused
    }

    /// The same in words; null when it may not be read. 免除说明。
    async fn excuse(&self) -> Option<String> {
        self.reading.open_option(self.duty.said_of(&self.item)?.excuse.as_ref())
    }
}

/// The stipend of a period that is over. 某期津贴。
#[derive(SimpleObject)]
pub(crate) struct Stipend {
    /// Which, from 1. 第几期。
    period: u16,
    /// Its first day. 首日。
    from: Day,
    /// Its last day. 末日。
    until: Day,
    /// Days of it that count. 应计天数。
    days_served: u16,
    /// Days it has. 总天数。
    days: u16,
    /// How much. 金额。
    amount: Amount,
    /// Where it stands. 状态。
    state: StipendState,
    /// The entry of the reward account. 奖励编号。
    reward_id: Option<RewardId>,
    /// The event in which it was accrued. 来源事件编号。
    event_id: EventId,
}

impl Stipend {
    pub(super) fn of(row: &StipendRow) -> Stipend {
        Stipend {
            period: row.period,
            from: row.from,
            until: row.until,
            days_served: row.days_served,
            days: row.days,
            amount: row.amount,
            state: row.state.into(),
            reward_id: row.reward_id,
            event_id: row.position,
        }
    }
}

/// One revision of the terms of a duty. 条款修订。
#[derive(SimpleObject)]
pub(crate) struct DutyRevision {
    /// From 1. 版次。
    revision: u16,
    /// By which side. 修订方。
    by: DutyParty,
    /// What the other side should know; null when it may not be read. 附言。
    message: Option<String>,
    /// When. 时间。
    at: Moment,
}

impl DutyRevision {
    pub(super) fn of(reading: &Reading, row: &Revision) -> DutyRevision {
        let message = reading.open_option(row.message.as_ref());
        DutyRevision { revision: row.revision, by: row.by, message, at: row.at }
    }
}

/// A review of a duty. 职责回顾。
#[derive(SimpleObject)]
pub(crate) struct DutyReview {
    /// The month of the duty it looks back on. 回顾的月份序号。
    period: u16,
    /// What went well; what may not be read is left out. 做得好的。
    what_went_well: Vec<String>,
    /// What to do otherwise. 可改进的。
    what_to_change: Vec<String>,
    /// What both will change. 双方约定的调整。
    adjustments: Option<String>,
    /// Delivered up to then. 截至当时已完成。
    fulfilled: u32,
    /// Missed up to then. 截至当时未完成。
    missed: u32,
    /// Excused up to then. 截至当时已免除。
    excused: u32,
    /// When. 时间。
    at: Moment,
}

impl DutyReview {
    pub(super) fn of(reading: &Reading, row: &ReviewRow) -> DutyReview {
        let opened = |texts: &[domain::personal::Sealed]| {
            texts.iter().filter_map(|text| reading.open(text)).collect()
        };
        DutyReview {
            period: row.period,
            what_went_well: opened(&row.what_went_well),
            what_to_change: opened(&row.what_to_change),
            adjustments: reading.open_option(row.adjustments.as_ref()),
            fulfilled: row.fulfilled,
            missed: row.missed,
            excused: row.excused,
            at: row.at,
        }
    }
}

/// A time in which a duty rests. 职责暂停期。
#[derive(SimpleObject)]
pub(crate) struct DutyRest {
    /// The first day. 首日。
    from: Day,
    /// The last day, if it is known. 末日。
    until: Option<Day>,
    /// Whether the stipend goes on. 津贴是否照发。
    stipend_continues: bool,
    /// Which side asked; null when it followed. 提出方。
    by: Option<DutyParty>,
    /// Why, in general. 原因类别。
    cause: DutyCause,
    /// Why, in words; null when it may not be read. 原因。
    reason: Option<String>,
}

impl DutyRest {
    pub(super) fn of(reading: &Reading, row: &RestRow) -> DutyRest {
        DutyRest {
            from: row.from,
            until: row.until,
            stipend_continues: row.stipend_continues,
            by: row.by,
            cause: row.cause,
            reason: reading.open_option(row.reason.as_ref()),
        }
    }
}

/// That one side would go on for another term. 续任提议。
#[derive(SimpleObject)]
pub(crate) struct DutyRenewal {
    /// Which side. 提议方。
    by: DutyParty,
    /// For how long. 月数。
    months: u8,
    /// The stipend of each period from then on; as before if null. 每期津贴。
    stipend: Option<Amount>,
    /// What the other side should know; null when it may not be read. 附言。
    message: Option<String>,
}

impl DutyRenewal {
    pub(super) fn of(reading: &Reading, row: &RenewalRow) -> DutyRenewal {
        let message = reading.open_option(row.message.as_ref());
        DutyRenewal { by: row.by, months: row.months, stipend: row.stipend, message }
    }
}

/// How a duty was ended before its time. 提前结束。
#[derive(SimpleObject)]
pub(crate) struct DutyEnded {
    /// By which side. 提出方。
    by: DutyParty,
    /// Why, in general. 原因类别。
    cause: DutyCause,
    /// Why, in words; null when it may not be read. 原因。
    reason: Option<String>,
    /// The last day; null when it had not begun. 最后一天。
    last_day: Option<Day>,
    /// When it was said. 时间。
    at: Moment,
}

impl DutyEnded {
    pub(super) fn of(reading: &Reading, row: &EndedRow) -> DutyEnded {
        DutyEnded {
            by: row.by,
            cause: row.cause,
            reason: reading.open_option(row.reason.as_ref()),
            last_day: row.last_day,
            at: row.at,
        }
    }
}
