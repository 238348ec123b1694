//! Statistics of mobility: how many stood where, who moved, how long it took, how long it lasted.

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use audit::climb::{ClimbGroup, ClimbQuestion, time_to_tier, time_to_tier_by_mentorship};
use audit::dwell::dwell;
use audit::headcount::{days_covered, headcounts};
use audit::period::{Period, PeriodError};
use audit::survival::{Curve, Step};
use audit::transitions::{TransitionRow, transitions};
use domain::vocabulary::TierCode;
use domain::{Day, Moment};

use super::Instant;
use super::tiers::TierCause;
use crate::fault::{FaultCode, fault};
use crate::scalars::{EffectiveTime, Long};
use crate::session::{Reading, Session};

/// Periods of one answer at most. Our own number.
const PERIODS_MAX: u32 = 1_000;
/// Days of all curves of one answer at most. Our own number.
const STEPS_MAX: usize = 20_000;

/// How long a period of the calendar is. 统计周期。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "audit::period::Per")]
pub(crate) enum CalendarPeriod {
    /// One day. 日。
    Day,
    /// From a Monday to a Sunday. 周(周一至周日)。
    Week,
    /// A calendar month. 月。
    Month,
    /// Three calendar months. 季度。
    Quarter,
    /// A calendar year. 年。
    Year,
}

/// How a time is estimated that for many is not over yet. 估计方法。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeToTierMethod {
    /// By Kaplan and Meier, intervals by Greenwood on the log(−log) scale. Kaplan–Meier 估计。
    KaplanMeier,
}

/// What a step down by one's own wish does to the clock. 自愿退级的处理。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "audit::climb::StepDownAs")]
pub(crate) enum StepDownAs {
    /// Ends observation: they chose to stop climbing. 视为删失。
    Censored,
    /// Changes nothing: they may still make it. 继续计时。
    KeepsRunning,
}

/// Into which groups members are split. 分组方式。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeToTierSplit {
    /// Days before the first mentorship of a member apart from those after it: nobody counts as
    /// mentored before they were. 首次带教之前与之后的天数分开计算(时变分组)。
    MentoredTimeVarying,
}

/// Which of the days of members are looked at. 分组。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentoredGroup {
    /// Up to the day their first mentorship began. 未带教。
    Unmentored,
    /// After it, also when it is over. 已带教。
    Mentored,
}

/// One day of a curve. 生存曲线上的一天。
#[derive(SimpleObject)]
pub(crate) struct SurvivalStep {
    /// Days since the beginning. 天数。
    day: u32,
    /// The share for whom it has not happened by the end of this day. 尚未发生的比例。
    share: f64,
    /// Lower limit of its 95 % interval; null once the share is 0. 95% 区间下限。
    ci_low: Option<f64>,
    /// Upper limit. 95% 区间上限。
    ci_high: Option<f64>,
    /// How many were at risk on this day. 风险人数。
    at_risk: u32,
    /// For how many it happened on this day. 发生人数。
    events: u32,
    /// How many were lost from sight on this day. 删失人数。
    censored: u32,
}

impl From<&Step> for SurvivalStep {
    fn from(step: &Step) -> SurvivalStep {
        let (ci_low, ci_high) = step.interval.unzip();
        SurvivalStep {
            day: step.day,
            share: step.share,
            ci_low,
            ci_high,
            at_risk: step.at_risk,
            events: step.events,
            censored: step.censored,
        }
    }
}

/// How long from one tier to another, for members looked at together. 晋级用时估计。
pub(crate) struct TimeToTier(ClimbGroup);

/// How long from one tier to another, for members looked at together. 晋级用时估计。
#[Object]
impl TimeToTier {
    /// When their clocks began: `2025-03`, `2025-Q1`; null for all together. 进入批次。
    async fn cohort(&self) -> Option<String> {
        self.0.cohort.map(|cohort| cohort.to_string())
    }

    /// Which of their days; null when not split. 分组。
    async fn group(&self) -> Option<MentoredGroup> {
        self.0.mentored.map(|mentored| match mentored {
            true => MentoredGroup::Mentored,
            false => MentoredGroup::Unmentored,
        })
    }

    /// How many were under observation. 人数。
    async fn n(&self) -> u32 {
        self.0.curve.n
    }

    /// How many of them made it. 已达到人数。
    async fn reached(&self) -> u32 {
        self.0.curve.events
    }

    /// Days under observation, summed. 观察总天数。
    async fn days_at_risk(&self) -> Long {
        Long::of(self.0.curve.days)
    }

    /// Days by which half have made it; null when not reached. 中位天数,空为未达到。
    async fn median_days(&self) -> Option<u32> {
        self.0.curve.median().day
    }

    /// Lower end of its 95 % interval; null when not reached. 95% 区间下限。
    async fn ci_low(&self) -> Option<u32> {
        self.0.curve.median().low
    }

    /// Upper end of its 95 % interval; null when not reached. 95% 区间上限。
    async fn ci_high(&self) -> Option<u32> {
        self.0.curve.median().high
    }

    /// The whole curve: day 0, and every day on which somebody made it or was lost from sight.
    /// 完整曲线。
    async fn curve(&self) -> Vec<SurvivalStep> {
        self.0.curve.steps.iter().map(SurvivalStep::from).collect()
    }
}

/// How long stays in a tier last. 等级停留时长。
pub(crate) struct TierDwell(audit::dwell::Dwell);

/// How long stays in a tier last. 等级停留时长。
#[Object]
impl TierDwell {
    /// Which tier. 等级。
    async fn tier(&self) -> TierCode {
        self.0.tier
    }

    /// When the stays began; null for all together. 开始批次。
    async fn cohort(&self) -> Option<String> {
        self.0.cohort.map(|cohort| cohort.to_string())
    }

    /// How many. 停留次数。
    async fn stays(&self) -> u32 {
        self.0.all.n
    }

    /// How many of them are over. 已结束。
    async fn completed(&self) -> u32 {
        self.0.all.events
    }

    /// How many still last. 进行中。
    async fn ongoing(&self) -> u32 {
        self.0.all.n - self.0.all.events
    }

    /// Days of half of those that are over; too low while others last. 已结束者的中位天数。
    async fn completed_median_days(&self) -> Option<u32> {
        self.0.completed.median().day
    }

    /// Days after which a quarter are over, those that last included; null when not reached.
    /// 四分之一结束的天数。
    async fn quarter_over_days(&self) -> Option<u32> {
        self.0.all.until_left(0.75).day
    }

    /// Days after which half are over, those that last included; null when not reached. 中位天数。
    async fn median_days(&self) -> Option<u32> {
        self.0.all.median().day
    }

    /// Lower end of the 95 % interval of `medianDays`; null when not reached. 95% 区间下限。
    async fn ci_low(&self) -> Option<u32> {
        self.0.all.median().low
    }

    /// Upper end of it; null when not reached. 95% 区间上限。
    async fn ci_high(&self) -> Option<u32> {
        self.0.all.median().high
    }

    /// Days after which three quarters are over; null when not reached. 四分之三结束的天数。
    async fn three_quarters_over_days(&self) -> Option<u32> {
        self.0.all.until_left(0.25).day
    }

    /// The whole curve. 完整曲线。
    async fn curve(&self) -> Vec<SurvivalStep> {
        self.0.all.steps.iter().map(SurvivalStep::from).collect()
    }
}

/// One tier in one period. 某期某等级人数。
#[derive(SimpleObject)]
pub(crate) struct TierFlow {
    /// Which tier. 等级。
    tier: TierCode,
    /// How many came into it, from wherever. 进入人次。
    came: u32,
    /// How many went out of it, to wherever. 离开人次。
    went: u32,
    /// How many stood in it at the end of the last day. 期末人数。
    count: u32,
}

/// Everyone in the tiers in one period. 某期各等级人数。
#[derive(SimpleObject)]
pub(crate) struct PeriodHeadcount {
    /// `2025-03-01`, `2025-W09`, `2025-03`, `2025-Q1` or `2025`. 期间名称。
    period: String,
    /// First day, no earlier than asked. 首日。
    first: Day,
    /// Last day, no later than asked. 末日。
    last: Day,
    /// Lowest tier first. 各等级。
    tiers: Vec<TierFlow>,
}

/// One kind of move in one period. 某期某类变动。
#[derive(SimpleObject)]
pub(crate) struct PeriodTransition {
    /// From which tier; null from outside. 原等级。
    from: Option<TierCode>,
    /// To which tier; null when leaving. 新等级。
    to: Option<TierCode>,
    /// Why. 原因。
    cause: TierCause,
    /// How many such moves; somebody who moved so twice counts twice. 次数。
    n: Long,
    /// How many stood in `from` when the period began; null from outside. 期初人数。
    standing: Option<u32>,
    /// Of these, how many made this move first. 其中首先如此变动者。
    moved: Option<u32>,
    /// `moved` of `standing`; null where nobody stood. 比例。
    share: Option<f64>,
}

/// Who moved from where to where in one period. 某期变动矩阵。
#[derive(SimpleObject)]
pub(crate) struct PeriodTransitions {
    /// `2025-03-01`, `2025-W09`, `2025-03`, `2025-Q1` or `2025`. 期间名称。
    period: String,
    /// First day, no earlier than asked. 首日。
    first: Day,
    /// Last day, no later than asked. 末日。
    last: Day,
    /// By tier and cause; what did not happen has no row. 变动。
    rows: Vec<PeriodTransition>,
}

impl From<&TransitionRow> for PeriodTransition {
    fn from(row: &TransitionRow) -> PeriodTransition {
        let (from, to, cause) = row.transition;
        PeriodTransition {
            from,
            to,
            cause: cause.into(),
            n: Long::of(row.n),
            standing: row.part.map(|part| part.standing),
            moved: row.part.map(|part| part.moved),
            share: row.part.and_then(|part| part.share()),
        }
    }
}

fn too_many_periods(error: PeriodError) -> async_graphql::Error {
    let code = match error {
        PeriodError::Backwards { .. } => FaultCode::BadUserInput,
        PeriodError::TooMany { .. } => FaultCode::LimitExceeded,
    };
    fault(code, error.to_string())
}

/// From the first move to today, where nothing else is asked; none where nobody ever moved.
pub(super) fn periods(
    reading: &Reading,
    per: CalendarPeriod,
    (from, to): (Option<Day>, Option<Day>),
    known_at: Option<Moment>,
) -> Result<Vec<Period>> {
    let covered = days_covered(&reading.view.tiers, known_at);
    let Some(from) = from.or(covered.map(|days| days.0)) else { return Ok(Vec::new()) };
    let today = known_at.map_or(reading.today(), |known_at| reading.day_of(known_at));
    // A programme that has only just begun may be asked on a day of another zone.
    let to = to.unwrap_or(today.max(from));
    Period::between(from, to, per.into(), PERIODS_MAX).map_err(too_many_periods)
}

/// Refuses curves that nobody could draw.
fn check_steps<'a>(ctx: &Context<'_>, curves: impl Iterator<Item = &'a Curve>) -> Result<()> {
    let steps: usize = curves.map(|curve| curve.steps.len()).sum();
    if steps > STEPS_MAX && ctx.look_ahead().field("curve").exists() {
        let message = format!(
            "the curves have {steps} days together, at most {STEPS_MAX} are shown: take longer \
             cohorts, or leave `curve` out"
        );
        return Err(fault(FaultCode::LimitExceeded, message));
    }
    Ok(())
}

pub(crate) struct MobilityQuery(pub(crate) Instant);

/// Statistics of mobility. 等级流动统计。
#[Object]
impl MobilityQuery {
    /// How long from one tier to another, those who have not made it yet included; one row for
    /// each cohort, oldest first. 晋级用时:含尚未晋级者。
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn time_to_tier(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The tier in which the clock begins. 起始等级。")] from: TierCode,
        #[graphql(desc = "The tier to reach; one above counts too. 目标等级。")] to: TierCode,
        #[graphql(desc = "Apart by when the clock began; all together if not given. 按批次。")]
        cohort_by: Option<CalendarPeriod>,
        #[graphql(
            desc = "How it is estimated. 估计方法。",
            default_with = "TimeToTierMethod::KaplanMeier"
        )]
        method: TimeToTierMethod,
        #[graphql(
            desc = "What a step down does. 自愿退级。",
            default_with = "StepDownAs::Censored"
        )]
        step_down_as: StepDownAs,
        #[graphql(desc = "Into which groups; one if not given. 分组。")] split_by: Option<
            TimeToTierSplit,
        >,
        #[graphql(desc = "Until when members are followed; now if not given. 观察截止。")]
        as_of: Option<EffectiveTime>,
        #[graphql(desc = "What the log knew then, and no longer followed. 当时已知。")]
        known_at: Option<Moment>,
    ) -> Result<Vec<TimeToTier>> {
        let TimeToTierMethod::KaplanMeier = method;
        let reading = self.0.reading(ctx);
        let question = ClimbQuestion {
            from,
            to,
            cohort_by: cohort_by.map(Into::into),
            step_down_as: step_down_as.into(),
            as_of: reading.moment(as_of.map(|as_of| as_of.0)),
            known_at,
        };
        let groups = match (split_by, known_at) {
            (None, _) => time_to_tier(&reading.view.tiers, &question),
            (Some(TimeToTierSplit::MentoredTimeVarying), known_at) => {
                // Tiers know what was known when; of mentorships only a view of that time does.
                let then = known_at.map(|at| Session::of(ctx).reading_known_at(at)).transpose()?;
                let then = then.filter(|then| then.view.position < reading.view.position);
                let view = &then.as_ref().unwrap_or(&reading).view;
                time_to_tier_by_mentorship(&view.tiers, &view.mentorship, &question)
            }
        };
        let groups = groups.map_err(|error| fault(FaultCode::BadUserInput, error.to_string()))?;
        check_steps(ctx, groups.iter().map(|group| &group.curve))?;
        Ok(groups.into_iter().map(TimeToTier).collect())
    }

    /// How long stays in the tiers last, those that still last included. 等级停留时长。
    async fn dwell(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In this tier; in each if not given. 等级。")] tier: Option<TierCode>,
        #[graphql(desc = "Apart by when the stay began. 按批次。")] cohort_by: Option<
            CalendarPeriod,
        >,
        #[graphql(desc = "Until when stays are followed; now if not given. 观察截止。")]
        as_of: Option<EffectiveTime>,
        #[graphql(desc = "What the log knew then, and no longer followed. 当时已知。")]
        known_at: Option<Moment>,
    ) -> Result<Vec<TierDwell>> {
        let reading = self.0.reading(ctx);
        let as_of = reading.moment(as_of.map(|as_of| as_of.0));
        let rows = dwell(&reading.view.tiers, cohort_by.map(Into::into), as_of, known_at);
        let rows = rows.into_iter().filter(|row| tier.is_none_or(|tier| row.tier == tier));
        let rows: Vec<TierDwell> = rows.map(TierDwell).collect();
        check_steps(ctx, rows.iter().map(|row| &row.0.all))?;
        Ok(rows)
    }

    /// How many stood in each tier at the end of each period, came and went; 1,000 periods at
    /// most. 各期各等级人数。
    async fn headcounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How long a period is. 统计周期。")] per: CalendarPeriod,
        #[graphql(desc = "First day; that of the first move if not given. 首日。")] from: Option<
            Day,
        >,
        #[graphql(desc = "Last day; today if not given. 末日。")] to: Option<Day>,
        #[graphql(desc = "What the log knew then; all if not given. 当时已知,默认全部。")]
        known_at: Option<Moment>,
    ) -> Result<Vec<PeriodHeadcount>> {
        let reading = self.0.reading(ctx);
        let periods = periods(&reading, per, (from, to), known_at)?;
        let rows = headcounts(&reading.view.tiers, &periods, known_at);
        let shown = rows.chunks(TierCode::ALL.len()).zip(periods);
        let flow = |row: &audit::headcount::Headcount| TierFlow {
            tier: row.tier,
            came: row.came,
            went: row.went,
            count: row.count,
        };
        Ok(shown
            .map(|(rows, period)| PeriodHeadcount {
                period: period.to_string(),
                first: period.first,
                last: period.last,
                tiers: rows.iter().map(flow).collect(),
            })
            .collect())
    }

    /// Who moved from where to where in each period, and why, with the share of those who stood
    /// there when it began; 1,000 periods at most. 各期等级变动矩阵。
    async fn transitions_by_period(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How long a period is. 统计周期。")] per: CalendarPeriod,
        #[graphql(desc = "First day; that of the first move if not given. 首日。")] from: Option<
            Day,
        >,
        #[graphql(desc = "Last day; today if not given. 末日。")] to: Option<Day>,
        #[graphql(desc = "What the log knew then; all if not given. 当时已知,默认全部。")]
        known_at: Option<Moment>,
    ) -> Result<Vec<PeriodTransitions>> {
        let reading = self.0.reading(ctx);
        let periods = periods(&reading, per, (from, to), known_at)?;
        let rows = transitions(&reading.view.tiers, &periods, known_at);
        Ok(periods
            .into_iter()
            .map(|period| {
                let inside = rows.iter().filter(|row| row.period == period);
                PeriodTransitions {
                    period: period.to_string(),
                    first: period.first,
                    last: period.last,
                    rows: inside.map(Into::into).collect(),
                }
            })
            .collect())
    }
}
