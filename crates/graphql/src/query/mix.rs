//! Where the contribution of a tier comes from, what was given for it, what is used again.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};
use audit::mix;
use audit::when::range;
use domain::Day;
use domain::vocabulary::{ContributionKind, RewardUnit, TierCode};

use super::Instant;
use super::mobility::CalendarPeriod;
use crate::fault::{FaultCode, fault};
use crate::scalars::{EffectiveTime, Long};

/// Rows of one answer at most. Our own number.
const ROWS_MAX: usize = 5_000;

/// Points of a period, of one kind, of those who stood in one tier at the time.
/// 某周期、某类、当时所处等级的贡献分。
#[derive(SimpleObject)]
pub(crate) struct ContributionShare {
    /// The period as written: `2025-03`. 周期。
    period: String,
    /// Its first day. 首日。
    first_day: Day,
    /// Where they stood at the time; null outside the tiers. 当时等级。
    tier: Option<TierCode>,
    /// Of which kind. 贡献类别。
    kind: ContributionKind,
    /// Credits and adjustments, reversals taken off. 积分。
    points: Long,
    /// Lines of the ledger. 分录数。
    lines: Long,
    /// Members they belong to. 人数。
    members: Long,
}

/// What was given in a period, in one unit, to those who stood in one tier at the time.
/// 某周期、某单位、当时所处等级的发放。
#[derive(SimpleObject)]
pub(crate) struct RewardCost {
    /// The period as written: `2025-03`. 周期。
    period: String,
    /// Its first day. 首日。
    first_day: Day,
    /// Where they stood when it was given; null outside the tiers. 当时等级。
    tier: Option<TierCode>,
    /// What it is counted in. 单位。
    unit: RewardUnit,
    /// Given: points, minor units of the currency, or pieces. 发放数额。
    posted: Long,
    /// Of it, taken back later. 其中追回。
    clawed_back: Long,
    /// How many rewards. 笔数。
    rewards: Long,
}

/// Works of a tier in the library, by where their first author stood when they were archived.
/// 归档时第一作者所处等级的作品复用。
#[derive(SimpleObject)]
pub(crate) struct TierReuse {
    /// Where the first author stood; null outside the tiers. 当时等级。
    tier: Option<TierCode>,
    /// Works archived. 入库作品数。
    assets: Long,
    /// Of these, those used at least once. 被复用的作品数。
    reused: Long,
    /// Uses in all. 复用次数。
    uses: Long,
    /// Uses of a hundred works. 每百件作品复用次数。
    uses_per_hundred: Long,
}

/// Sums by the tier at the time. 按当时等级汇总。
pub(crate) struct MixQuery(pub(crate) Instant);

/// Sums by the tier at the time. 按当时等级汇总。
#[Object]
impl MixQuery {
    /// Points by period of effect, tier at the time and kind; what took effect from `from` to
    /// `to`, both included, if given. 贡献构成:按周期、当时等级、类别。
    async fn contribution_mix(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By each of these. 周期。")] per: CalendarPeriod,
        from: Option<EffectiveTime>,
        to: Option<EffectiveTime>,
    ) -> Result<Vec<ContributionShare>> {
        let view = Arc::clone(&self.0.reading(ctx).view);
        let range = range(from.map(|from| from.0), to.map(|to| to.0), view.tiers.zone());
        let rows = mix::contribution(&view.ledger, &view.tiers, per.into(), range);
        not_too_many(rows.len())?;
        let row = |((period, tier, kind), of): (mix::Cell<_>, mix::Points)| ContributionShare {
            period: period.to_string(),
            first_day: period.first,
            tier,
            kind,
            points: Long(of.points),
            lines: Long::of(of.lines),
            members: Long::of(of.members),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Rewards given, by period, tier at the time and unit; given from `from` to `to`, both
    /// included, if given. 成本:按周期、当时等级、单位。
    async fn costs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By each of these. 周期。")] per: CalendarPeriod,
        from: Option<EffectiveTime>,
        to: Option<EffectiveTime>,
    ) -> Result<Vec<RewardCost>> {
        let view = Arc::clone(&self.0.reading(ctx).view);
        let range = range(from.map(|from| from.0), to.map(|to| to.0), view.tiers.zone());
        let rows = mix::costs(&view.rewards, &view.tiers, per.into(), range);
        not_too_many(rows.len())?;
        let row = |((period, tier, unit), of): (mix::Cell<_>, mix::Given)| RewardCost {
            period: period.to_string(),
            first_day: period.first,
            tier,
            unit,
            posted: Long::of(of.posted),
            clawed_back: Long::of(of.clawed_back),
            rewards: Long::of(of.rewards),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Works archived from `from` to `to`, both included, if given, and their uses, by tier.
    /// 作品复用:按归档时的等级。
    async fn reuse(
        &self,
        ctx: &Context<'_>,
        from: Option<EffectiveTime>,
        to: Option<EffectiveTime>,
    ) -> Vec<TierReuse> {
        let view = Arc::clone(&self.0.reading(ctx).view);
        let range = range(from.map(|from| from.0), to.map(|to| to.0), view.tiers.zone());
        let rows = mix::reuse(&view.assets, &view.tiers, range).into_iter();
        rows.map(|(tier, of)| TierReuse {
            tier,
            assets: Long::of(of.assets),
            reused: Long::of(of.reused),
            uses: Long::of(of.uses),
            uses_per_hundred: Long::of((of.uses * 100).checked_div(of.assets).unwrap_or(0)),
        })
        .collect()
    }
}

fn not_too_many(rows: usize) -> Result<()> {
    if rows > ROWS_MAX {
        let message = format!(
            "there are {rows} rows, at most {ROWS_MAX} are shown: take longer periods, or a \
             shorter time"
        );
        return Err(fault(FaultCode::BadUserInput, message));
    }
    Ok(())
}
