//! What members were promised, given and paid.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use domain::id::{AssignmentId, BudgetId, CampaignId, EventId, KocId, PayoutId, RewardId, TaskId};
use domain::reward::values::{TaxCategory, VoidReason};
use domain::vocabulary::RewardUnit;
use domain::{Amount, Day, Moment};
use projector_rewards::{AccountRow, LineRow, PayeeRow, RewardFilter, RewardRow};

use super::Instant;
use super::budgets::Budget;
use crate::event::{Approval, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::scalars::Long;
use crate::session::Reading;

/// Where an entry stands. 奖励状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_rewards::RewardState")]
pub(crate) enum RewardState {
    /// Promised. 已预留。
    Reserved,
    /// The promise was taken back. 已作废。
    Voided,
    /// Given. 已发放。
    Posted,
    /// Points that are all spent. 已兑换。
    Redeemed,
    /// Points of which the rest ran out. 已过期。
    Expired,
    /// A gift that has arrived. 已送达。
    Delivered,
    /// Cash that waits to be paid. 待付款。
    Payable,
    /// Cash in a payout that is not over. 付款批次中。
    InPayout,
    /// Cash that is paid. 已付款。
    Paid,
    /// All of it was taken back. 已追回。
    ClawedBack,
}

/// In which order payables are told. 应付排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_rewards::PayableOrder")]
pub(crate) enum PayableOrder {
    /// Whoever has waited longest first. 等待最久在前。
    Due,
    /// The largest first. 金额最大在前。
    Amount,
}

/// What a line of an account does. 账目类型。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_rewards::LineKind")]
pub(crate) enum RewardLineKind {
    /// Something was given. 发放。
    Posted,
    /// Points were spent. 兑换。
    Redeemed,
    /// Points ran out. 过期。
    Expired,
    /// A gift arrived. 送达。
    Delivered,
    /// Cash was paid. 付款。
    Paid,
    /// Something was taken back. 追回。
    ClawedBack,
}

/// Why a payment failed. 付款失败。
#[derive(SimpleObject)]
pub(crate) struct PaymentFailure {
    /// In which run. 付款批次。
    payout_id: PayoutId,
    /// Why; null when the key is gone. 原因。
    reason: Option<String>,
    /// When it was said. 时间。
    at: Moment,
}

/// Where a gift is. 礼品寄送。
#[derive(SimpleObject)]
pub(crate) struct GiftDelivery {
    /// Who brings it, by code. 承运方。
    carrier: String,
    /// The carrier's number; null when the key is gone. 运单号。
    tracking: Option<String>,
    /// When it arrived; null while it is under way. 送达时间。
    delivered_at: Option<Moment>,
}

/// A line of a reward account: promised, given, paid, taken back. 一笔奖励。
pub(crate) struct Reward {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<RewardRow>,
}

/// A line of a reward account: promised, given, paid, taken back. 一笔奖励。
#[Object]
impl Reward {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> RewardId {
        self.row.reward_id
    }

    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Where it stands. 状态。
    async fn state(&self) -> RewardState {
        self.row.state().into()
    }

    /// What it is counted in. 单位。
    async fn unit(&self) -> RewardUnit {
        self.row.unit
    }

    /// Of coupons and gifts: which, by code. 物品代码。
    async fn item(&self) -> Option<&str> {
        self.row.item.as_deref()
    }

    /// Promised, then given. 数额。
    async fn amount(&self) -> Amount {
        self.row.amount
    }

    /// What of it stands: not taken back. For cash, what is owed or was paid before tax. 有效总额。
    async fn gross(&self) -> Amount {
        self.row.standing()
    }

    /// What of it is sent: gross less the tax that is known. 净额。
    async fn net(&self) -> Amount {
        self.row.net()
    }

    /// What of it is withheld; null while nobody said. 代扣税款。
    async fn tax(&self) -> Option<Amount> {
        self.row.tax.as_ref().map(|tax| tax.tax)
    }

    /// How it is taxed: as recorded of it, or as the member is. 税目。
    async fn tax_category(&self) -> Option<TaxCategory> {
        let own = self.row.tax.as_ref().map(|tax| tax.category);
        let payee = self.reading.view.rewards.payee(self.row.koc_id);
        own.or_else(|| payee.map(|payee| payee.tax_category))
    }

    /// The purse it is paid from. 预算。
    async fn budget(&self) -> Option<Budget> {
        let row = self.reading.view.rewards.budget(self.row.budget_id)?;
        Some(Budget { reading: self.reading.clone(), row: Arc::clone(row) })
    }

    /// The work it is for. 对应任务承接。
    async fn assignment_id(&self) -> Option<AssignmentId> {
        self.row.assignment_id
    }

    /// The task of that work. 对应任务。
    async fn task_id(&self) -> Option<TaskId> {
        self.row.task_id
    }

    /// The project of that task. 对应项目。
    async fn campaign_id(&self) -> Option<CampaignId> {
        self.row.campaign_id
    }

    /// What it is for outside, by its key there. 外部编号。
    async fn reference(&self) -> Option<&str> {
        self.row.reference.as_deref()
    }

    /// When it was promised; null when it was given without a promise. 预留时间。
    async fn reserved_at(&self) -> Option<Moment> {
        self.row.reserved_at
    }

    /// Why the promise was taken back. 作废原因。
    async fn void_reason(&self) -> Option<VoidReason> {
        self.row.voided
    }

    /// When it was given: since then it is due. 发放时间,即应付起始。
    async fn due_since(&self) -> Option<Moment> {
        self.row.posted_at
    }

    /// The event it was given for. 来源事件。
    async fn source(&self) -> Result<Option<Event>> {
        match self.row.for_event {
            Some(event) => event_at(&self.reading, event).await,
            None => Ok(None),
        }
    }

    /// Whether nothing was promised before. 是否直接发放。
    async fn direct(&self) -> bool {
        self.row.direct
    }

    /// Why, when it was granted; null when the key is gone. 发放理由。
    async fn reason(&self) -> Option<String> {
        self.reading.open_option(self.row.reason.as_ref())
    }

    /// On whose approval it was granted. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.row.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }

    /// Of points: the last day on which they can be spent. 有效期。
    async fn expires_on(&self) -> Option<Day> {
        self.row.expires_on
    }

    /// Of points: not spent yet. 剩余积分。
    async fn points_left(&self) -> Amount {
        self.row.left
    }

    /// What was taken back. 已追回。
    async fn clawed_back(&self) -> Amount {
        self.row.clawed_back
    }

    /// Whether finance has seen where the member's money goes. 收款信息是否已核实。
    async fn payee_ready(&self) -> bool {
        self.reading.view.rewards.payee_ready(self.row.koc_id)
    }

    /// The run it waits in, or was paid in. 付款批次。
    async fn payout_id(&self) -> Option<PayoutId> {
        let paid = self.row.payment.as_ref().map(|payment| payment.payout_id);
        self.row.payout_id.or(paid)
    }

    /// When it was paid. 付款时间。
    async fn paid_at(&self) -> Option<Moment> {
        self.row.payment.as_ref().map(|payment| payment.paid_at)
    }

    /// The newest payment that failed. 最近一次付款失败。
    async fn failure(&self) -> Option<PaymentFailure> {
        let failure = self.row.failure.as_ref()?;
        let reason = self.reading.open(&failure.reason);
        Some(PaymentFailure { payout_id: failure.payout_id, reason, at: failure.at })
    }

    /// Where a gift is. 礼品寄送。
    async fn delivery(&self) -> Option<GiftDelivery> {
        let delivery = self.row.delivery.as_ref()?;
        Some(GiftDelivery {
            carrier: delivery.carrier.clone(),
            tracking: self.reading.open_option(delivery.tracking.as_ref()),
            delivered_at: delivery.delivered_at,
        })
    }

    /// The events it comes from, oldest first. 来源事件编号。
    async fn event_ids(&self) -> &[EventId] {
        &self.row.positions
    }
}

/// One line of a reward account. 奖励账的一笔。
pub(crate) struct RewardLine {
    reading: Reading,
    row: Arc<LineRow>,
}

/// One line of a reward account. 奖励账的一笔。
#[Object]
impl RewardLine {
    /// What it does. 类型。
    async fn kind(&self) -> RewardLineKind {
        self.row.kind.into()
    }

    /// Which balance it moves. 单位。
    async fn unit(&self) -> RewardUnit {
        self.row.unit
    }

    /// By how much; below 0 when the balance falls. 变动。
    async fn by(&self) -> Long {
        Long(self.row.by)
    }

    /// Of the account in that unit, after it. 余额。
    async fn balance(&self) -> Long {
        Long(self.row.balance)
    }

    /// The entry; null for points that ran out of several. 对应奖励。
    async fn reward(&self) -> Option<Reward> {
        let row = self.reading.view.rewards.reward(self.row.reward_id?)?;
        Some(Reward { reading: self.reading.clone(), row: Arc::clone(row) })
    }

    /// When. 时间。
    async fn at(&self) -> Moment {
        self.row.at
    }

    /// The event it comes from. 来源事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.position).await
    }
}

/// What a member holds or is owed in one unit. 某单位余额。
#[derive(SimpleObject)]
pub(crate) struct RewardBalance {
    /// Which unit. 单位。
    unit: RewardUnit,
    /// How much; below 0 when more was taken back than was left. 余额。
    balance: Long,
}

/// How a member is paid and taxed. 收款与税务信息。
#[derive(SimpleObject)]
pub(crate) struct Payee {
    /// Where the money goes; null when the key is gone. 收款账户。
    account: Option<String>,
    /// How it is taxed. 税目。
    tax_category: TaxCategory,
    /// Where the member is taxed. 税务居民地。
    residence: String,
    /// When finance saw that it is right; nothing is paid before. 核实日期。
    verified_on: Option<Day>,
    /// The event it comes from. 来源事件编号。
    event_id: EventId,
}

impl Payee {
    fn of(reading: &Reading, row: &PayeeRow) -> Payee {
        Payee {
            account: reading.open(&row.payee),
            tax_category: row.tax_category,
            residence: row.residence.clone(),
            verified_on: row.verified_on,
            event_id: row.position,
        }
    }
}

/// What the brand owes a member and gave. 奖励账户。
pub(crate) struct RewardAccount {
    reading: Reading,
    row: AccountRow,
}

/// What the brand owes a member and gave. 奖励账户。
#[Object]
impl RewardAccount {
    /// Whose. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// By unit: all lines in sum. 各单位余额。
    async fn balances(&self) -> Vec<RewardBalance> {
        let balances = RewardUnit::ALL.into_iter().zip(self.row.balances);
        balances.map(|(unit, balance)| RewardBalance { unit, balance: Long(balance) }).collect()
    }

    /// How they are paid and taxed; null when nobody said. 收款与税务信息。
    async fn payee(&self) -> Option<Payee> {
        let row = self.reading.view.rewards.payee(self.row.koc_id)?;
        Some(Payee::of(&self.reading, row))
    }

    /// Every line, oldest first. 账目,最早的在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<RewardLine>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let rows = paging.reading.view.rewards.lines(self.row.koc_id);
        let key = |row: &Arc<LineRow>| row.position.to_string();
        Ok(paging.cut(rows, key, |reading, row| RewardLine { reading: reading.clone(), row }))
    }
}

/// Which rewards; what is not said does not matter. 奖励筛选。
#[derive(InputObject, Default)]
#[graphql(name = "RewardFilter")]
pub(crate) struct RewardsAsked {
    /// Of this member. 成员。
    koc_id: Option<KocId>,
    /// Counted in this. 单位。
    unit: Option<RewardUnit>,
    /// Standing there. 状态。
    state: Option<RewardState>,
    /// Out of this purse. 预算。
    budget_id: Option<BudgetId>,
    /// For this work. 任务承接。
    assignment_id: Option<AssignmentId>,
    /// For work of this project. 项目。
    campaign_id: Option<CampaignId>,
    /// Given at this instant or earlier. 发放不晚于。
    due_before: Option<Moment>,
    /// Only those whose member has no payee that finance has seen, or only the others. 收款信息是否缺失。
    payee_missing: Option<bool>,
}

impl From<RewardsAsked> for RewardFilter {
    fn from(asked: RewardsAsked) -> RewardFilter {
        RewardFilter {
            koc_id: asked.koc_id,
            unit: asked.unit,
            state: asked.state.map(Into::into),
            budget_id: asked.budget_id,
            assignment_id: asked.assignment_id,
            campaign_id: asked.campaign_id,
            due_before: asked.due_before,
            payee_missing: asked.payee_missing,
        }
    }
}

pub(crate) struct RewardQuery(pub(crate) Instant);

/// What members were promised, given and paid. 奖励。
#[Object]
impl RewardQuery {
    /// Every entry of every account, in the order recorded. 奖励列表。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn rewards(
        &self,
        ctx: &Context<'_>,
        filter: Option<RewardsAsked>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Reward>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let rows = paging.reading.view.rewards.rewards(&filter.unwrap_or_default().into());
        let key = |row: &Arc<RewardRow>| row.reward_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Reward { reading: reading.clone(), row }))
    }

    /// What was given and the brand still has to pay or to bring. 应付奖励。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn reward_payables(
        &self,
        ctx: &Context<'_>,
        filter: Option<RewardsAsked>,
        #[graphql(desc = "Longest waiting first if not said. 默认等待最久在前。")] order_by: Option<
            PayableOrder,
        >,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Reward>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let order = order_by.map(Into::into).unwrap_or_default();
        let rows = paging.reading.view.rewards.payables(&filter.unwrap_or_default().into(), order);
        let key = |row: &Arc<RewardRow>| row.reward_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Reward { reading: reading.clone(), row }))
    }

    /// The account of one member; null for one who was given nothing yet. 某位成员的奖励账户。
    async fn reward_account(&self, ctx: &Context<'_>, koc: KocId) -> Option<RewardAccount> {
        let reading = self.0.reading(ctx);
        let row = reading.view.rewards.account(koc)?;
        Some(RewardAccount { reading, row })
    }
}
