//! The metrics, each defined exactly, so that two people compute the same number.
//!
//! A window of n days ending on a day holds that day and the n − 1 before it, in the programme's
//! zone. A metric without enough to tell from is `None`, never 0: it meets no threshold for rising,
//! and fails none for staying. Everything is in whole numbers and rounded down.

use super::Track;
use crate::policy::{MetricCode, PolicyRules};
use crate::publication::values::LeadKind;
use crate::time::Day;
use crate::vocabulary::TaskKind;

/// Fewer works due than this say nothing about reliability.
const RELIABILITY_DUE_MIN: i64 = 3;

/// The most help that counts on one day: ten questions answered. Our own number, so that nobody
/// rises by one busy evening.
pub const HELP_PER_DAY_MAX: u32 = 10;

/// What a question answered counts as help.
pub const HELP_ANSWERED: u32 = 1;

/// What an insightful act counts as help, whatever else it was.
pub const HELP_INSIGHTFUL: u32 = 3;

/// A break: its first day, and its last day if it is known.
pub type Pause = (Day, Option<Day>);

/// Days looked at, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

impl Window {
    /// The window of so many days that ends on `to`.
    pub fn ending(to: Day, days: u16) -> Window {
        Window { from: to.plus(1 - i32::from(days.max(1))), to }
    }

    pub(super) fn holds(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// Whether a break has a day in the window.
pub(super) fn overlaps(pause: Pause, window: Window) -> bool {
    pause.0 <= window.to && pause.1.is_none_or(|last| window.from <= last)
}

/// What a metric is for somebody who did that and took those breaks, in the metric's own unit;
/// `None` when there is too little to tell.
pub fn measure(
    track: &Track,
    pauses: &[Pause],
    rules: &PolicyRules,
    metric: MetricCode,
    window: Window,
) -> Option<i64> {
    match metric {
        MetricCode::AcceptedWorks => Some(accepted_works(track, window)),
        MetricCode::MeanScore => mean_score(track, window),
        MetricCode::Creativity => creativity(track, window),
        MetricCode::Reliability => reliability(track, pauses, window),
        MetricCode::ResponseTime => response_time(track, window),
        MetricCode::ActivityDays => Some(activity_days(track, window)),
        MetricCode::Helpfulness => Some(helpfulness(track, window)),
        MetricCode::Mentoring => {
            Some(count(track.mentored.iter().filter(|day| window.holds(**day))))
        }
        MetricCode::ContributionScore => Some(contribution_score(track, rules, window)),
        MetricCode::Engagement => Some(window.engagement(track)),
        MetricCode::NicheInfluence => window.niche_influence(track),
        MetricCode::Leads => Some(window.leads(track, None)),
        MetricCode::LeadInquiries => Some(window.leads(track, Some(LeadKind::Inquiry))),
        MetricCode::LeadTestDrives => Some(window.leads(track, Some(LeadKind::TestDrive))),
        MetricCode::LeadOrders => Some(window.leads(track, Some(LeadKind::Order))),
        MetricCode::Influence => window.influence(track),
    }
}

/// Works approved in a window, hundredths.
pub(crate) fn works_in(track: &Track, window: Window) -> i64 {
    accepted_works(track, window)
}

/// Weighted engagement in a window, by its last counts.
pub(crate) fn engagement_in(track: &Track, window: Window) -> i64 {
    window.engagement(track)
}

/// Hundredths of a work; a share of a work counts by share. An approval that was overturned is not
/// on the track any more.
fn accepted_works(track: &Track, window: Window) -> i64 {
    let approved = track.approved.iter().filter(|work| window.holds(work.on));
    approved.map(|work| i64::from(work.share_bp)).sum::<i64>() / 100
}

/// Hundredths of a point, weighted by share; of works that were scored.
fn mean_score(track: &Track, window: Window) -> Option<i64> {
    let approved = track.approved.iter().filter(|work| window.holds(work.on));
    weighted_mean(approved.filter_map(|work| Some((work.final_score?, work.share_bp))))
}

/// The same of the criteria tagged creativity alone; of works whose brief had one.
fn creativity(track: &Track, window: Window) -> Option<i64> {
    let approved = track.approved.iter().filter(|work| window.holds(work.on));
    weighted_mean(approved.filter_map(|work| Some((work.creativity?, work.share_bp))))
}

/// The same of works of one kind, whenever they were approved.
pub(super) fn mean_score_of(track: &Track, kind: TaskKind) -> Option<i64> {
    let approved = track.approved.iter().filter(|work| work.kind == Some(kind));
    weighted_mean(approved.filter_map(|work| Some((work.final_score?, work.share_bp))))
}

fn weighted_mean(scored: impl Iterator<Item = (u16, u16)>) -> Option<i64> {
    let (sum, shares) = scored.fold((0, 0), |(sum, shares), (score, share)| {
        (sum + i64::from(score) * i64::from(share), shares + i64::from(share))
    });
    (shares > 0).then(|| sum / shares)
}

/// Basis points of works due that came in time, extensions counted. Work due during a break is
/// left out, and so is work due on the last day that may still come.
pub(super) fn reliability(track: &Track, pauses: &[Pause], window: Window) -> Option<i64> {
    let on_break = |day: Day| {
        let day = Window { from: day, to: day };
        pauses.iter().any(|pause| overlaps(*pause, day))
    };
    let due = track.due.iter().filter(|work| {
        let may_still_come = work.on == window.to && work.in_time.is_none();
        window.holds(work.on) && !on_break(work.on) && !may_still_come
    });
    let (all, in_time) = due.fold((0, 0), |(all, in_time), work| {
        (all + 1, in_time + i64::from(work.in_time == Some(true)))
    });
    (all >= RELIABILITY_DUE_MIN).then(|| in_time * 10_000 / all)
}

/// The median of hours from offer to answer; of an even number, the mean of the two in the middle.
fn response_time(track: &Track, window: Window) -> Option<i64> {
    let answers = track.answers.iter().filter(|(day, _)| window.holds(*day));
    let mut hours: Vec<i64> = answers.map(|(_, hours)| i64::from(*hours)).collect();
    hours.sort_unstable();
    let upper = hours.get(hours.len() / 2)?;
    let lower = hours.get((hours.len() - 1) / 2)?;
    Some((lower + upper) / 2)
}

/// Distinct days with a task act or an act in the community.
fn activity_days(track: &Track, window: Window) -> i64 {
    let tasks = track.act_days.range(window.from..=window.to);
    let community = track.community.range(window.from..=window.to).filter(|(_, day)| day.acts > 0);
    let alone = community.filter(|(day, _)| !track.act_days.contains(day));
    count(tasks) + count(alone)
}

/// One for every question answered, three for every insightful act, at most so much a day.
fn helpfulness(track: &Track, window: Window) -> i64 {
    let days = track.community.range(window.from..=window.to);
    days.map(|(_, day)| i64::from(day.help.min(HELP_PER_DAY_MAX))).sum()
}

/// Points by dimension, each times its weight; what was taken back counts against. Where the policy
/// names a half-life, older points count for less.
fn contribution_score(track: &Track, rules: &PolicyRules, window: Window) -> i64 {
    let weights = &rules.score_weights;
    let credits = track.credits.iter().filter(|(day, ..)| window.holds(*day));
    let weighted = credits.map(|(day, dims, sign)| {
        let sum = i64::from(dims.contribution) * i64::from(weights.contribution)
            + i64::from(dims.influence) * i64::from(weights.influence)
            + i64::from(dims.activity) * i64::from(weights.activity);
        let left = left_bp(window.to.days_since(*day), rules.contribution_half_life_days);
        sum * left / 10_000 * i64::from(*sign)
    });
    weighted.sum::<i64>() / 10_000
}

/// What is left of a point after so many days, basis points: half after each half-life, and in
/// between on the straight line from one half to the next.
fn left_bp(age_days: u32, half_life_days: Option<u16>) -> i64 {
    let Some(half_life) = half_life_days.map(|days| u32::from(days.max(1))) else { return 10_000 };
    let (halvings, rest) = (age_days / half_life, age_days % half_life);
    let at_last_half = 10_000_i64 >> halvings.min(20);
    at_last_half - at_last_half * i64::from(rest) / (2 * i64::from(half_life))
}

fn count(items: impl Iterator) -> i64 {
    i64::try_from(items.count()).unwrap_or(i64::MAX)
}
