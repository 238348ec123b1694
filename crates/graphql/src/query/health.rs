//! How the programme is doing, by period and tier, and who gave most.

use async_graphql::{Context, Object, Result};
use audit::health::{Health, Programme, health};
use audit::leaderboard::{Asked, Place, leaderboard};
use audit::period::Period;
use domain::Day;
use domain::vocabulary::{ContributionKind, TierCode};

use super::Instant;
use super::changes::in_order;
use super::member::DeclineCount;
use super::mobility::{CalendarPeriod, periods};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::scalars::Long;
use crate::session::Reading;

/// How one tier was doing in one period; what is counted of nothing is null.
/// 某周期、某等级的健康度;无数据为空。
pub(crate) struct ProgrammeHealth {
    period: Period,
    tier: TierCode,
    of: Health,
}

/// How one tier was doing in one period. 某周期、某等级的健康度。
#[Object]
impl ProgrammeHealth {
    /// The period as written: `2025-03`. 周期。
    async fn period(&self) -> String {
        self.period.to_string()
    }

    /// Its first day. 首日。
    async fn first_day(&self) -> Day {
        self.period.first
    }

    /// Its last day. 末日。
    async fn last_day(&self) -> Day {
        self.period.last
    }

    /// Of those who stood here at the time. 当时所处等级。
    async fn tier(&self) -> TierCode {
        self.tier
    }

    /// Who stood here at the end. 期末人数。
    async fn members(&self) -> u32 {
        self.of.members
    }

    /// Who came into the programme and began here. 加入人数。
    async fn joined(&self) -> u32 {
        self.of.joined
    }

    /// Who left the programme from here. 离开人数。
    async fn left(&self) -> u32 {
        self.of.left
    }

    /// Who answered, handed in, or was seen in the community. 活跃人数。
    async fn active(&self) -> u32 {
        self.of.active
    }

    /// Active for each member at the end, in basis points; more than 10000 when active ones moved
    /// on. 活跃率(万分之一)。
    async fn active_bp(&self) -> Option<u32> {
        self.of.active_bp()
    }

    /// Of those who were there at the end or had left, how many had left, in basis points.
    /// 流失率(万分之一)。
    async fn churn_bp(&self) -> Option<u32> {
        self.of.churn_bp()
    }

    /// Median days since those at the end first came. 在籍天数中位数。
    async fn tenure_days(&self) -> Option<Long> {
        self.of.tenure_days.map(Long)
    }

    /// Offers made to them. 邀约数。
    async fn offers(&self) -> u32 {
        self.of.offers
    }

    /// Of these, accepted so far. 接受数。
    async fn accepted(&self) -> u32 {
        self.of.accepted
    }

    /// Of these, declined so far; saying no costs nobody anything. 婉拒数。
    async fn declined(&self) -> u32 {
        self.of.declined
    }

    /// Of these, run out without an answer. 过期数。
    async fn expired(&self) -> u32 {
        self.of.expired
    }

    /// Of the offers that are over, how many were accepted, in basis points. 接受率(万分之一)。
    async fn acceptance_bp(&self) -> Option<u32> {
        self.of.acceptance_bp()
    }

    /// Why they were declined. 婉拒原因。
    async fn decline_reasons(&self) -> Vec<DeclineCount> {
        let reasons = self.of.decline_reasons.iter();
        let row = |(reason, count): (&_, &u32)| DeclineCount {
            reason: *reason,
            count: i32::try_from(*count).unwrap_or(i32::MAX),
        };
        reasons.map(row).collect()
    }

    /// How unevenly offers fell on them: 0 when all had as many, near 10000 when one had all.
    /// 邀约分配基尼系数(万分之一)。
    async fn offer_gini_bp(&self) -> Option<u32> {
        self.of.offer_gini_bp
    }

    /// Median hours from offer to answer. 答复用时中位数(小时)。
    async fn answer_hours(&self) -> Option<Long> {
        self.of.answer_hours.map(Long)
    }

    /// Median hours from yes to the first submission. 创作用时中位数(小时)。
    async fn making_hours(&self) -> Option<Long> {
        self.of.making_hours.map(Long)
    }

    /// Median hours from submission to judgement. 审核用时中位数(小时)。
    async fn review_hours(&self) -> Option<Long> {
        self.of.review_hours.map(Long)
    }

    /// Judgements. 审核数。
    async fn reviews(&self) -> u32 {
        self.of.reviews
    }

    /// Of these, later than the programme's limit as it is now, in basis points.
    /// 审核超时率(万分之一)。
    async fn late_reviews_bp(&self) -> Option<u32> {
        self.of.late_reviews_bp()
    }

    /// Median hours that members waited on the brand in all, of work decided in the period.
    /// 等待品牌时长中位数(小时)。
    async fn brand_wait_hours(&self) -> Option<Long> {
        self.of.brand_wait_hours.map(Long)
    }

    /// Works approved. 通过作品数。
    async fn approved(&self) -> u32 {
        self.of.approved
    }

    /// Works rejected. 未通过作品数。
    async fn rejected(&self) -> u32 {
        self.of.rejected
    }

    /// Leads that came in, each once. 线索数。
    async fn leads(&self) -> u32 {
        self.of.leads
    }

    /// Points given. 发放积分。
    async fn points_given(&self) -> Long {
        Long::of(self.of.points)
    }

    /// Money given, minor units of the currency. 发放金额(最小货币单位)。
    async fn cash_given(&self) -> Long {
        Long::of(self.of.cash)
    }

    /// Money for each approved work. 每件通过作品成本。
    async fn cash_per_work(&self) -> Option<Long> {
        self.of.cash_per_work().map(Long::of)
    }

    /// Money for each lead. 每条线索成本。
    async fn cash_per_lead(&self) -> Option<Long> {
        self.of.cash_per_lead().map(Long::of)
    }

    /// Works archived. 入库作品数。
    async fn archived(&self) -> u32 {
        self.of.archived
    }

    /// Of these, how many were used again so far, in basis points. 复用率(万分之一)。
    async fn reuse_bp(&self) -> Option<u32> {
        self.of.reuse_bp()
    }
}

/// A place on the leaderboard. 排行榜名次。
pub(crate) struct LeaderboardPlace {
    reading: Reading,
    place: Place,
}

/// A place on the leaderboard. 排行榜名次。
#[Object]
impl LeaderboardPlace {
    /// From 1; who has as many points has the same. 名次。
    async fn rank(&self) -> u32 {
        self.place.rank
    }

    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.place.koc_id }
    }

    /// Where they stood at the end; null outside the tiers. 期末等级。
    async fn tier(&self) -> Option<TierCode> {
        self.place.tier
    }

    /// Points that took effect in the time, reversals taken off. 积分。
    async fn points(&self) -> Long {
        Long(self.place.points)
    }

    /// By how much more than in as many days before. 较上期变化。
    async fn delta(&self) -> Long {
        Long(self.place.delta())
    }

    /// Whether they agreed to be named in public. 是否同意公开署名。
    async fn public(&self) -> bool {
        self.place.public
    }
}

/// How the programme is doing. 项目健康度。
pub(crate) struct HealthQuery(pub(crate) Instant);

/// How the programme is doing. 项目健康度。
#[Object]
impl HealthQuery {
    /// Who takes part and who goes, how offers are answered, how long people wait, what it costs
    /// and what is used again: one row for each period and tier. 项目健康度:按周期与等级。
    async fn programme_health(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How long a period is. 统计周期。")] per: CalendarPeriod,
        #[graphql(desc = "First day; that of the first move if not given. 首日。")] from: Option<
            Day,
        >,
        #[graphql(desc = "Last day; today if not given. 末日。")] to: Option<Day>,
    ) -> Result<Vec<ProgrammeHealth>> {
        let reading = self.0.reading(ctx);
        let periods = periods(&reading, per, (from, to), None)?;
        let view = &reading.view;
        let of = Programme {
            tiers: &view.tiers,
            people: &view.people,
            work: &view.work,
            rewards: &view.rewards,
            assets: &view.assets,
            publications: &view.publications,
        };
        let rows = health(of, &periods).into_iter();
        Ok(rows.map(|(period, tier, of)| ProgrammeHealth { period, tier, of }).collect())
    }

    /// Who gave most from `from` to `to`, both included, and how that differs from as many days
    /// before. 贡献排行榜。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn leaderboard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "First day. 首日。")] from: Day,
        #[graphql(desc = "Last day; today if not given. 末日。")] to: Option<Day>,
        #[graphql(desc = "Only what was given in this way. 贡献类别。")] kind: Option<
            ContributionKind,
        >,
        #[graphql(desc = "Only who stands here at the end. 等级。")] tier: Option<TierCode>,
        #[graphql(
            desc = "Only who agreed to be named in public. 仅同意公开署名者。",
            default = false
        )]
        public_only: bool,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<LeaderboardPlace>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let reading = &paging.reading;
        let to = to.unwrap_or(reading.today());
        in_order(from, to)?;
        let asked = Asked { kind, tier, public_only };
        let (ledger, tiers) = (&reading.view.ledger, &reading.view.tiers);
        let places = leaderboard(ledger, tiers, (from, to), &asked);
        let key = |place: &Place| place.koc_id.to_string();
        let node = |reading: &Reading, place| LeaderboardPlace { reading: reading.clone(), place };
        Ok(paging.cut(places, key, node))
    }
}
