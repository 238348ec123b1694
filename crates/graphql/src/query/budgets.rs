//! Purses, and the runs that money is paid in.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::budget::HoldFor;
use domain::id::{
    BudgetId, CampaignId, ContestId, DutyId, EventId, HoldId, KocId, PayoutId, RewardId, Sha256,
    TaskId,
};
use domain::vocabulary::RewardUnit;
use domain::{Amount, Day, Moment};
use projector_rewards::{BudgetFilter, BudgetRow, Forecast, HoldRow, PayoutRow};

use super::Instant;
use super::rewards::Reward;
use crate::event::{Actor, Approval};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Operator;
use crate::session::Reading;

/// A part of a purse that is set aside. 冻结的预算。
#[derive(SimpleObject)]
pub(crate) struct BudgetHold {
    /// Its id. 编号。
    id: HoldId,
    /// The task whose places it is for. 对应任务。
    task_id: Option<TaskId>,
    /// The reward it is for. 对应奖励。
    reward_id: Option<RewardId>,
    /// What it is for outside, by its key there. 外部编号。
    reference: Option<String>,
    /// The contest whose prizes it is for. 对应竞赛。
    contest_id: Option<ContestId>,
    /// The campaign whose awards it is for. 对应活动。
    campaign_id: Option<CampaignId>,
    /// The duty whose stipends it is for. 对应职责。
    duty_id: Option<DutyId>,
    /// What is still set aside. 冻结额。
    amount: Amount,
    /// Of it: promised to rewards. 已预留给奖励。
    reserved: Amount,
    /// Of it: given, and to be spent with the next lump. 已发放待合并支出。
    pending: Amount,
    /// The event in which it was set aside. 来源事件编号。
    event_id: EventId,
}

impl BudgetHold {
    fn of(row: &HoldRow) -> BudgetHold {
        let (mut task_id, mut reward_id, mut reference) = (None, None, None);
        let (mut contest_id, mut campaign_id, mut duty_id) = (None, None, None);
        match &row.held_for {
            HoldFor::Task(id) => task_id = Some(*id),
            HoldFor::Reward(id) => reward_id = Some(*id),
            HoldFor::Reference(key) => reference = Some(key.clone()),
            HoldFor::Contest(id) => contest_id = Some(*id),
            HoldFor::Campaign(id) => campaign_id = Some(*id),
            HoldFor::Duty(id) => duty_id = Some(*id),
        }
        BudgetHold {
            id: row.hold_id,
            task_id,
            reward_id,
            reference,
            contest_id,
            campaign_id,
            duty_id,
            amount: row.amount,
            reserved: row.reserved,
            pending: row.pending,
            event_id: row.position,
        }
    }
}

/// What is promised and falls due in one month. 按月承诺支出。
#[derive(SimpleObject)]
pub(crate) struct BudgetForecast {
    /// The first day of the month; null for promises without work. 月份首日。
    month: Option<Day>,
    /// How much. 金额。
    amount: Amount,
    /// How many promises. 笔数。
    rewards: u32,
}

impl From<Forecast> for BudgetForecast {
    fn from(forecast: Forecast) -> BudgetForecast {
        let Forecast { month, amount, rewards } = forecast;
        BudgetForecast { month, amount, rewards }
    }
}

/// A purse of the brand. 预算。
pub(crate) struct Budget {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<BudgetRow>,
}

/// A purse of the brand. 预算。
#[Object]
impl Budget {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> BudgetId {
        self.row.budget_id
    }

    /// What it is for, by key. 归属。
    async fn owner_ref(&self) -> &str {
        &self.row.owner_ref
    }

    /// What it is counted in. 单位。
    async fn unit(&self) -> RewardUnit {
        self.row.unit
    }

    /// Of coupons and gifts: which, by code. 物品代码。
    async fn item(&self) -> Option<&str> {
        self.row.item.as_deref()
    }

    /// Opened and topped up with. 总额。
    async fn total(&self) -> Amount {
        self.row.amount
    }

    /// Set aside. 已冻结。
    async fn held(&self) -> Amount {
        self.row.held
    }

    /// Gone. 已支出。
    async fn spent(&self) -> Amount {
        self.row.spent
    }

    /// Neither held nor spent. 剩余。
    async fn left(&self) -> Amount {
        self.row.left()
    }

    /// What is promised, by the month in which the work is due. 按月承诺支出。
    async fn forecast(&self) -> Vec<BudgetForecast> {
        let forecast = self.reading.view.rewards.forecast(self.row.budget_id);
        forecast.into_iter().map(BudgetForecast::from).collect()
    }

    /// What is set aside now. 冻结明细。
    async fn holds(&self) -> Vec<BudgetHold> {
        self.row.holds.values().map(BudgetHold::of).collect()
    }

    /// The last day on which something new may be taken from it. 有效期。
    async fn valid_until(&self) -> Option<Day> {
        self.row.valid_until
    }

    /// The most that one person may grant from it alone. 单人可直接发放上限。
    async fn grant_alone_max(&self) -> Amount {
        self.row.grant_alone_max
    }

    /// Of points: for how many days they can be spent. 积分有效天数。
    async fn points_valid_days(&self) -> Option<u16> {
        self.row.points_valid_days
    }

    /// Of coupons and gifts: what one costs a member in points. 兑换所需积分。
    async fn price_points(&self) -> Option<Amount> {
        self.row.price_points
    }

    /// Whether it is open. 是否开放。
    async fn open(&self) -> bool {
        self.row.closed_reason.is_none()
    }

    /// Why it was closed. 关闭原因。
    async fn closed_reason(&self) -> Option<&str> {
        self.row.closed_reason.as_deref()
    }

    /// Who opened it. 开立人。
    async fn opened_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.opened_by }
    }

    /// When. 开立时间。
    async fn opened_at(&self) -> Moment {
        self.row.opened_at
    }

    /// On whose approval it was opened and filled. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.row.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }

    /// The events it comes from, oldest first. 来源事件编号。
    async fn event_ids(&self) -> &[EventId] {
        &self.row.positions
    }
}

/// Where a run stands. 付款批次状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_rewards::PayoutState")]
pub(crate) enum PayoutState {
    /// Waits for a second person. 待审批。
    Prepared,
    /// Waits to go out. 待导出。
    Approved,
    /// Went out; some lines are open. 已导出。
    Exported,
    /// Every line is paid. 已结清。
    Settled,
    /// Every line is answered, and some failed. 部分结清。
    PartlySettled,
    /// Given up. 已作废。
    Discarded,
}

/// One line of a run. 付款明细。
pub(crate) struct PayoutEntry {
    reading: Reading,
    run: Arc<PayoutRow>,
    line: domain::payout::command::PayoutLine,
}

/// One line of a run. 付款明细。
#[Object]
impl PayoutEntry {
    /// Whose. 成员编号。
    async fn koc_id(&self) -> KocId {
        self.line.koc_id
    }

    /// Which reward. 奖励。
    async fn reward(&self) -> Option<Reward> {
        let row = self.reading.view.rewards.reward(self.line.reward_id)?;
        Some(Reward { reading: self.reading.clone(), row: Arc::clone(row) })
    }

    /// What is owed. 总额。
    async fn gross(&self) -> Amount {
        self.line.gross
    }

    /// What of it is withheld. 税款。
    async fn tax(&self) -> Amount {
        self.line.tax
    }

    /// What is sent. 净额。
    async fn net(&self) -> Amount {
        self.line.net
    }

    /// Whether it was paid; null while nobody said. 是否已付。
    async fn paid(&self) -> Option<bool> {
        let outcome = self.run.outcomes.get(&self.line.reward_id)?;
        Some(outcome.reference.is_some())
    }

    /// The paymaster's key of the payment. 付款凭证号。
    async fn reference(&self) -> Option<&str> {
        self.run.outcomes.get(&self.line.reward_id)?.reference.as_deref()
    }

    /// The event that says what came of it. 结果事件编号。
    async fn event_id(&self) -> Option<EventId> {
        self.run.outcomes.get(&self.line.reward_id).map(|outcome| outcome.position)
    }
}

/// A run of payments. 付款批次。
pub(crate) struct Payout {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<PayoutRow>,
}

/// A run of payments. 付款批次。
#[Object]
impl Payout {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> PayoutId {
        self.row.payout_id
    }

    /// Where it stands. 状态。
    async fn state(&self) -> PayoutState {
        self.row.state().into()
    }

    /// Only what was given by then. 截止时间。
    async fn cutoff(&self) -> Moment {
        self.row.cutoff
    }

    /// What is paid. 单位。
    async fn unit(&self) -> RewardUnit {
        self.row.unit
    }

    /// What is sent, all together. 净额合计。
    async fn total(&self) -> Amount {
        self.row.total
    }

    /// The lines, as prepared. 明细。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<PayoutEntry>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let kept = paging.reading.view.rewards.payout(self.row.payout_id);
        let run = kept.map_or_else(|| Arc::clone(&self.row), Arc::clone);
        let lines = run.lines.clone();
        let key = |line: &domain::payout::command::PayoutLine| line.reward_id.to_string();
        Ok(paging.cut(lines, key, |reading, line| PayoutEntry {
            reading: reading.clone(),
            run: Arc::clone(&run),
            line,
        }))
    }

    /// Who prepared it. 准备人。
    async fn prepared_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.prepared_by }
    }

    /// When. 准备时间。
    async fn prepared_at(&self) -> Moment {
        self.row.prepared_at
    }

    /// Who approved it. 审批人。
    async fn approver(&self) -> Option<Operator> {
        let id = self.row.approver?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// In which form it went out, by code. 导出格式。
    async fn format(&self) -> Option<&str> {
        self.row.format.as_deref()
    }

    /// Of the file that went out. 导出文件的 SHA-256。
    async fn file_sha256(&self) -> Option<Sha256> {
        self.row.file_sha256
    }

    /// Why it was given up. 作废原因。
    async fn discarded(&self) -> Option<&str> {
        self.row.discarded.as_deref()
    }

    /// The events it comes from, oldest first. 来源事件编号。
    async fn event_ids(&self) -> &[EventId] {
        &self.row.positions
    }
}

/// Which purses; what is not said does not matter. 预算筛选。
#[derive(InputObject, Default)]
#[graphql(name = "BudgetFilter")]
pub(crate) struct BudgetsAsked {
    /// Counted in this. 单位。
    unit: Option<RewardUnit>,
    /// Of this owner. 归属。
    owner_ref: Option<String>,
    /// Only open ones, or only closed ones. 是否开放。
    open: Option<bool>,
}

pub(crate) struct BudgetQuery(pub(crate) Instant);

/// Purses and payouts. 预算与付款。
#[Object]
impl BudgetQuery {
    /// Purses by id. 预算列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn budgets(
        &self,
        ctx: &Context<'_>,
        filter: Option<BudgetsAsked>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Budget>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let BudgetsAsked { unit, owner_ref, open } = filter.unwrap_or_default();
        let rows = paging.reading.view.rewards.budgets(&BudgetFilter { unit, owner_ref, open });
        let key = |row: &Arc<BudgetRow>| row.budget_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Budget { reading: reading.clone(), row }))
    }

    /// What can be had for points today, each as the purse it comes from. 可兑换物品。
    async fn redeemable_items(&self, ctx: &Context<'_>) -> Vec<Budget> {
        let reading = self.0.reading(ctx);
        let rows = reading.view.rewards.on_shelf(reading.today()).into_iter();
        rows.map(|row| Budget { reading: reading.clone(), row }).collect()
    }

    /// Runs of payments, the oldest first. 付款批次列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn payouts(
        &self,
        ctx: &Context<'_>,
        state: Option<PayoutState>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Payout>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let rows = paging.reading.view.rewards.payouts(state.map(Into::into));
        let key = |row: &Arc<PayoutRow>| row.payout_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Payout { reading: reading.clone(), row }))
    }
}
