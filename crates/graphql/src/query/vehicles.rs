//! Cars of the brand and their loans.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{AssignmentId, KocId, LoanId, VehicleId};
use domain::vehicle::values::*;
use domain::{Amount, Day, Moment};
use projector_vehicles::{
    HandoverRow, LoanFilter, LoanRow, Totals, VehicleFilter, VehicleOrder as Order, VehicleRow,
};

use super::Instant;
use super::assignments::Assignment;
use crate::event::{Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::scalars::Long;
use crate::session::Reading;

/// Where a car is. 车辆状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_vehicles::VehicleService")]
pub(crate) enum VehicleService {
    /// It can be lent. 可用。
    InService,
    /// In the workshop. 维修中。
    Workshop,
    /// No longer in the fleet. 已退役。
    Retired,
}

/// In which order cars come. 车辆排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_vehicles::VehicleOrder")]
pub(crate) enum VehicleOrder {
    /// The one whose next delivery or return comes first in front. 按下一次交还车时间。
    NextEvent,
    /// The one that was brought late most often in front. 按迟交次数倒序。
    LateDeliveries,
}

/// What happened in loans, added up. 借车统计。
#[derive(SimpleObject)]
pub(crate) struct LoanTotals {
    /// How often a car was brought. 交车次数。
    deliveries: u32,
    /// Of them within the promised slot. 准时交车次数。
    on_time: u32,
    /// The same as a part of all, basis points; null before anything was brought. 准时率(基点)。
    on_time_bp: Option<u32>,
    /// Minutes the brand was late in all. 品牌迟到总分钟数。
    late_min: Long,
    /// How often a car came back. 还车次数。
    returns: u32,
    /// Of them after it was due. 逾期还车次数。
    late_returns: u32,
    /// Kilometres on loan. 借用总里程(公里)。
    km: Long,
    /// Loans after which something was damaged that was not before. 新增损伤次数。
    damaged: u32,
    /// What damage cost, minor units of the currency. 损伤费用(货币最小单位)。
    damage_cost: Long,
}

impl LoanTotals {
    fn of(totals: Totals) -> LoanTotals {
        LoanTotals {
            deliveries: totals.deliveries,
            on_time: totals.on_time,
            on_time_bp: totals.on_time_bp(),
            late_min: Long::of(totals.late_min),
            returns: totals.returns,
            late_returns: totals.late_returns,
            km: Long::of(totals.km),
            damaged: totals.damaged,
            damage_cost: Long::of(totals.damage_cost),
        }
    }
}

/// A car changed hands. 车辆交接。
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct CarHandover {
    /// When. 时间。
    at: Moment,
    /// What the odometer said, kilometres. 里程(公里)。
    odometer_km: u32,
    /// How full it was, percent. 电量或油量(%)。
    charge_percent: u8,
    /// How each part was. 车况。
    condition: Vec<PartCondition>,
    /// References of photos. 照片。
    photos: Vec<String>,
    /// Who of the member's side signed; null when it may not be read. 签收人。
    signed_by: Option<String>,
    /// Minutes after it was promised or due; 0 when in time. 迟到分钟数。
    late_min: u32,
    #[graphql(skip)]
    reading: Reading,
    #[graphql(skip)]
    row: HandoverRow,
}

#[ComplexObject]
impl CarHandover {
    /// Who of the brand took it back. 收车人。
    async fn collected_by(&self) -> Option<Operator> {
        let id = self.row.collected_by?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// The event. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

impl CarHandover {
    fn of(reading: &Reading, row: &HandoverRow) -> CarHandover {
        CarHandover {
            at: row.at,
            odometer_km: row.odometer_km,
            charge_percent: row.charge_percent,
            condition: row.condition.clone(),
            photos: row.photos.clone(),
            signed_by: reading.open_option(row.signed_by.as_ref()),
            late_min: row.late_min,
            reading: reading.clone(),
            row: row.clone(),
        }
    }
}

/// A loan was extended. 延长借期。
#[derive(SimpleObject)]
pub(crate) struct LoanExtension {
    /// Until when it was. 原归还时间。
    from: Moment,
    /// Until when it is. 新归还时间。
    until: Moment,
    /// When that was said. 延长时间。
    at: Moment,
}

/// Why a loan does not happen. 借车终止。
#[derive(SimpleObject)]
pub(crate) struct LoanEnding {
    /// What called it off; null when it was refused. 取消原因。
    cause: Option<LoanEndCause>,
    /// Why; null when nobody said, or it may not be read. 说明。
    reason: Option<String>,
    /// When. 时间。
    at: Moment,
}

/// A loan of a car. 借车。
pub(crate) struct VehicleLoan {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<LoanRow>,
}

/// A loan of a car of the brand. 借车。
#[Object]
impl VehicleLoan {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> LoanId {
        self.row.loan_id
    }

    /// Which car. 车辆。
    async fn vehicle(&self) -> Option<TestVehicle> {
        let row = Arc::clone(self.reading.view.vehicles.vehicle(self.row.vehicle_id)?);
        Some(TestVehicle { reading: self.reading.clone(), row })
    }

    /// To whom. 借用人。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// The work it is for. 所涉任务。
    async fn assignment(&self) -> Option<Assignment> {
        let row = Arc::clone(self.reading.view.work.assignment(self.row.assignment_id?)?);
        Some(Assignment { reading: self.reading.clone(), row })
    }

    /// Where it stands. 状态。
    async fn state(&self) -> LoanState {
        self.row.state
    }

    /// From when. 起始时间。
    async fn from(&self) -> Moment {
        self.row.from
    }

    /// Until when. 应还时间。
    async fn until(&self) -> Moment {
        self.row.until
    }

    /// What is next: brought, given back, answered before it begins. 下一节点时间。
    async fn next_at(&self) -> Option<Moment> {
        self.row.next_at()
    }

    /// Where the member would like to have it; null when it may not be read. 希望取车地点。
    async fn pickup_place(&self) -> Option<String> {
        self.reading.open_option(self.row.pickup_place.as_ref())
    }

    /// When it was asked for. 申请时间。
    async fn requested_at(&self) -> Moment {
        self.row.requested_at
    }

    /// When the licence to drive was seen. 驾驶证核实日。
    async fn licence_checked_on(&self) -> Option<Day> {
        self.row.licence_checked_on
    }

    /// Until when that licence is valid. 驾驶证有效期。
    async fn licence_valid_until(&self) -> Option<Day> {
        self.row.licence_valid_until
    }

    /// What leads to the insurance. 保险编号。
    async fn insurance_ref(&self) -> Option<&str> {
        self.row.insurance_ref.as_deref()
    }

    /// What leads to the signed agreement. 借车协议编号。
    async fn agreement_ref(&self) -> Option<&str> {
        self.row.agreement_ref.as_deref()
    }

    /// When the car is brought. 交车时段。
    async fn slot(&self) -> Option<DeliverySlot> {
        self.row.slot
    }

    /// The end of the slot that the brand is late by. 承诺的最晚交车时间。
    async fn promised_until(&self) -> Option<Moment> {
        self.row.promised_until
    }

    /// Where it is brought; null when it may not be read. 交车地点。
    async fn place(&self) -> Option<String> {
        self.reading.open_option(self.row.place.as_ref())
    }

    /// Who brings it. 交车人。
    async fn handler(&self) -> Option<Operator> {
        let id = self.row.handler?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// How it went out. 交车记录。
    async fn given_out(&self) -> Option<CarHandover> {
        self.row.given_out.as_ref().map(|row| CarHandover::of(&self.reading, row))
    }

    /// How it came back. 还车记录。
    async fn given_back(&self) -> Option<CarHandover> {
        self.row.given_back.as_ref().map(|row| CarHandover::of(&self.reading, row))
    }

    /// Whether the brand brought it as promised; null before it was brought. 是否准时交车。
    async fn on_time(&self) -> Option<bool> {
        self.row.delivery_late_min().map(|late| late == 0)
    }

    /// Whether the brand should have brought it by now. 是否尚未按承诺交车。
    async fn delivery_late(&self) -> bool {
        self.row.is_delivery_late(self.reading.now())
    }

    /// Whether the member has the car and should not. 是否逾期未还。
    async fn overdue(&self) -> bool {
        self.row.is_overdue(self.reading.now())
    }

    /// Whether the workshop has the car in its time. 是否与维修冲突。
    async fn in_conflict(&self) -> bool {
        self.row.in_conflict
    }

    /// Every extension, oldest first. 延期记录。
    async fn extensions(&self) -> Vec<LoanExtension> {
        let rows = self.row.extensions.iter();
        rows.map(|it| LoanExtension { from: it.from, until: it.until, at: it.at }).collect()
    }

    /// Kilometres driven. 行驶里程(公里)。
    async fn km(&self) -> Option<u32> {
        self.row.km
    }

    /// Parts damaged meanwhile. 新增损伤部位。
    async fn new_damage(&self) -> &[CarPart] {
        &self.row.new_damage
    }

    /// What was damaged, in words; null when it may not be read. 损伤说明。
    async fn damage(&self) -> Option<String> {
        self.reading.open_option(self.row.damage.as_ref())
    }

    /// What that cost. 损伤费用。
    async fn cost(&self) -> Option<Amount> {
        self.row.cost
    }

    /// How the member found it, 1–5. 成员评分。
    async fn koc_rating(&self) -> Option<u8> {
        self.row.koc_rating
    }

    /// When it was settled. 结清时间。
    async fn closed_at(&self) -> Option<Moment> {
        self.row.closed_at
    }

    /// Why it does not happen. 终止情况。
    async fn ended(&self) -> Option<LoanEnding> {
        self.row.ended.as_ref().map(|end| LoanEnding {
            cause: end.cause,
            reason: self.reading.open_option(end.reason.as_ref()),
            at: end.at,
        })
    }

    /// The event in which it was asked for. 申请事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// A car of the brand. 试驾车。
pub(crate) struct TestVehicle {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<VehicleRow>,
}

/// A car of the brand for tests and loans. 试驾车。
#[Object]
impl TestVehicle {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> VehicleId {
        self.row.vehicle_id
    }

    /// A term of the model axis. 车型。
    async fn model(&self) -> &str {
        &self.row.model
    }

    /// Which variant. 配置。
    async fn variant(&self) -> &str {
        &self.row.variant
    }

    /// Where it is kept. 存放地点。
    async fn location(&self) -> &str {
        &self.row.location
    }

    /// Who answers for it. 负责人。
    async fn keeper(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.row.keeper }
    }

    /// Where it is. 状态。
    async fn service(&self) -> VehicleService {
        self.row.service.into()
    }

    /// Why it is not in service. 不可用原因。
    async fn away_because(&self) -> Option<&str> {
        self.row.away_because.as_deref()
    }

    /// When it should be back from the workshop. 预计维修完成时间。
    async fn workshop_until(&self) -> Option<Moment> {
        self.row.workshop_until
    }

    /// The newest reading, kilometres. 里程(公里)。
    async fn odometer_km(&self) -> u32 {
        self.row.odometer_km
    }

    /// How full it was when it last changed hands, percent. 最近交接时电量或油量(%)。
    async fn charge_percent(&self) -> Option<u8> {
        self.row.charge_percent
    }

    /// How each part was when it last changed hands. 最近车况。
    async fn condition(&self) -> &[PartCondition] {
        &self.row.condition
    }

    /// What is approved and not back, by when it begins. 借用日历。
    async fn calendar(&self) -> Vec<VehicleLoan> {
        let rows = self.reading.view.vehicles.calendar(self.row.vehicle_id);
        self.shown(rows)
    }

    /// The next time it is brought; null when nothing is scheduled. 下一次交车。
    async fn next_delivery(&self) -> Option<VehicleLoan> {
        let row = self.reading.view.vehicles.next_delivery(self.row.vehicle_id)?;
        Some(VehicleLoan { reading: self.reading.clone(), row })
    }

    /// The loan it is out on. 当前借出。
    async fn out(&self) -> Option<VehicleLoan> {
        let row = Arc::clone(self.reading.view.vehicles.loan(self.row.out?)?);
        Some(VehicleLoan { reading: self.reading.clone(), row })
    }

    /// Every loan, by when it begins. 全部借车记录。
    async fn loans(&self) -> Vec<VehicleLoan> {
        let rows = self.reading.view.vehicles.loans_of_vehicle(self.row.vehicle_id);
        self.shown(rows)
    }

    /// What happened with it, added up. 统计。
    async fn totals(&self) -> LoanTotals {
        LoanTotals::of(self.row.totals)
    }

    /// The event in which it was registered. 登记事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

impl TestVehicle {
    fn shown(&self, rows: Vec<Arc<LoanRow>>) -> Vec<VehicleLoan> {
        rows.into_iter().map(|row| VehicleLoan { reading: self.reading.clone(), row }).collect()
    }
}

/// From one moment to another. 时段。
#[derive(InputObject)]
pub(crate) struct FreeWindow {
    /// From when. 起始。
    from: Moment,
    /// Until when, exclusive. 结束(不含)。
    until: Moment,
}

/// Which cars; what is not said does not matter. 车辆筛选。
#[derive(InputObject, Default)]
#[graphql(name = "VehicleFilter")]
pub(crate) struct VehicleFilterInput {
    /// A term of the model axis. 车型。
    model: Option<String>,
    /// Kept there. 存放地点。
    location: Option<String>,
    /// Being there. 状态。
    service: Option<VehicleService>,
    /// In service and not booked at any time within. 该时段空闲。
    free: Option<FreeWindow>,
    /// Only those out and not back in time. 仅逾期未还。
    #[graphql(default)]
    overdue: bool,
}

/// Which loans; what is not said does not matter. 借车筛选。
#[derive(InputObject, Default)]
#[graphql(name = "LoanFilter")]
pub(crate) struct LoanFilterInput {
    /// To this member. 借用人。
    koc_id: Option<KocId>,
    /// Of this car. 车辆。
    vehicle_id: Option<VehicleId>,
    /// For this work. 所涉任务。
    assignment_id: Option<AssignmentId>,
    /// Standing there. 状态。
    state: Option<LoanState>,
    /// With something still to come, or without. 是否未了结。
    live: Option<bool>,
    /// Only those not back in time. 仅逾期未还。
    #[graphql(default)]
    overdue: bool,
    /// Only those that the brand brought late, or has not brought as promised. 仅迟交。
    #[graphql(default)]
    late_delivery: bool,
    /// Booked while the workshop has the car, or not. 是否与维修冲突。
    in_conflict: Option<bool>,
}

pub(crate) struct VehicleQuery(pub(crate) Instant);

/// Cars and their loans. 车辆与借车。
#[Object]
impl VehicleQuery {
    /// Cars of the brand; the one whose next delivery or return comes first in front if nothing is
    /// said. 试驾车列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn vehicles(
        &self,
        ctx: &Context<'_>,
        filter: Option<VehicleFilterInput>,
        order_by: Option<VehicleOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<TestVehicle>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let now = paging.reading.now();
        let filter = VehicleFilter {
            model: asked.model,
            location: asked.location,
            service: asked.service.map(Into::into),
            free: asked.free.map(|window| (window.from, window.until)),
            overdue_at: asked.overdue.then_some(now),
        };
        let order: Order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.vehicles.vehicles(&filter, order);
        let key = |row: &Arc<VehicleRow>| row.vehicle_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| TestVehicle { reading: reading.clone(), row }))
    }

    /// One car; null when there is none. 某一试驾车。
    async fn vehicle(&self, ctx: &Context<'_>, id: VehicleId) -> Option<TestVehicle> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.vehicles.vehicle(id)?);
        Some(TestVehicle { reading, row })
    }

    /// Loans: what is next first, then the others, the newest in front. 借车列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn loans(
        &self,
        ctx: &Context<'_>,
        filter: Option<LoanFilterInput>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<VehicleLoan>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let now = paging.reading.now();
        let filter = LoanFilter {
            koc_id: asked.koc_id,
            vehicle_id: asked.vehicle_id,
            assignment_id: asked.assignment_id,
            state: asked.state,
            live: asked.live,
            overdue_at: asked.overdue.then_some(now),
            late_delivery_at: asked.late_delivery.then_some(now),
            in_conflict: asked.in_conflict,
        };
        let rows = paging.reading.view.vehicles.loans(&filter);
        let key = |row: &Arc<LoanRow>| row.loan_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| VehicleLoan { reading: reading.clone(), row }))
    }

    /// One loan; null when there is none. 某一借车。
    async fn loan(&self, ctx: &Context<'_>, id: LoanId) -> Option<VehicleLoan> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.vehicles.loan(id)?);
        Some(VehicleLoan { reading, row })
    }

    /// What happened in loans of the whole fleet, added up. 全部试驾车统计。
    async fn fleet(&self, ctx: &Context<'_>) -> LoanTotals {
        LoanTotals::of(self.0.reading(ctx).view.vehicles.totals())
    }
}
