//! What a member is measured by, computed from what they did.
//!
//! A window of n days ending on a day holds that day and the n − 1 before it, in the programme's
//! zone. A metric without enough to tell from is `None`, never 0: it meets no threshold for rising,
//! and fails none for staying.

use super::values::{Evidence, MetricValue};
use super::{Koc, Track};
use crate::policy::{Comparison, MetricCode, PolicyRules, ScoreWeights, Threshold};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::{TaskKind, TierCode};

/// Fewer works due than this say nothing about reliability.
const RELIABILITY_DUE_MIN: i64 = 3;

/// Every metric a rule asks for, and what is not met of it.
pub(super) struct Judged {
    pub(super) metrics: Vec<MetricValue>,
    pub(super) missing: Vec<MetricValue>,
    pub(super) met: bool,
}

/// Judges the rule that leads up from a tier: all of the one list, one of the other. Without a
/// rule no metrics lead up.
pub(super) fn rising(koc: &Koc, rules: &PolicyRules, from: TierCode, on: Day) -> Judged {
    let Some(rule) = rules.promotion_from(from) else {
        return Judged { metrics: Vec::new(), missing: Vec::new(), met: false };
    };
    let measure = |threshold: &Threshold| measure(koc, threshold, &rules.score_weights, on);
    let all: Vec<MetricValue> = rule.all_of.iter().map(measure).collect();
    let any: Vec<MetricValue> = rule.any_of.iter().map(measure).collect();
    let one_met = any.is_empty() || any.iter().any(|value| value.met);
    let mut missing: Vec<MetricValue> = all.iter().filter(|value| !value.met).cloned().collect();
    if !one_met {
        missing.extend(any.iter().cloned());
    }
    let met = missing.is_empty();
    Judged { metrics: [all, any].concat(), missing, met }
}

/// Judges the rule for staying in a tier, at the values themselves or at their low-water mark. What
/// there is too little to tell of costs nobody a tier.
pub(super) fn staying(
    koc: &Koc,
    rules: &PolicyRules,
    tier: TierCode,
    at_low_water: bool,
    on: Day,
) -> Judged {
    let Some(rule) = rules.retention_in(tier) else {
        return Judged { metrics: Vec::new(), missing: Vec::new(), met: true };
    };
    let factor = if at_low_water { rule.low_water_factor_bp } else { 10_000 };
    let asked = rule.metrics.iter().map(|threshold| lowered(threshold, factor));
    let metrics: Vec<MetricValue> =
        asked.map(|threshold| measure(koc, &threshold, &rules.score_weights, on)).collect();
    let failed = metrics.iter().filter(|value| !value.met && value.have.is_some());
    let missing: Vec<MetricValue> = failed.cloned().collect();
    let met = missing.is_empty();
    Judged { metrics, missing, met }
}

/// The longest window the rule for staying in a tier looks back over, days.
pub(super) fn staying_window(rules: &PolicyRules, tier: TierCode) -> u16 {
    let thresholds = rules.retention_in(tier).map_or(&[][..], |rule| &rule.metrics);
    thresholds.iter().map(|threshold| threshold.window_days).max().unwrap_or(0)
}

/// The first day of a window that ends on `on`.
pub(super) fn window_start(on: Day, window_days: u16) -> Day {
    on.plus(1 - i32::from(window_days.max(1)))
}

/// What a decision rests on, without the refs and the remark that a person adds.
pub(super) fn evidence(state: &State, metrics: Vec<MetricValue>, on: Day) -> Evidence {
    let window = metrics.iter().map(|value| value.window_days).max().unwrap_or(1);
    Evidence {
        from: window_start(on, window),
        to: on,
        as_of: state.position(),
        metrics,
        refs: Vec::new(),
        note: None,
    }
}

/// The same threshold at a share of its value, basis points; on the side of the member.
fn lowered(threshold: &Threshold, factor_bp: u16) -> Threshold {
    let (value, factor) = (i64::from(threshold.value), i64::from(factor_bp.max(1)));
    let value = match threshold.op {
        Comparison::AtLeast => value * factor / 10_000,
        Comparison::AtMost => value * 10_000 / factor,
    };
    Threshold { value: clamped(value), ..threshold.clone() }
}

fn measure(koc: &Koc, threshold: &Threshold, weights: &ScoreWeights, on: Day) -> MetricValue {
    let Threshold { metric, op, value: need, window_days } = *threshold;
    let window = Window { from: window_start(on, window_days), to: on };
    let have = window.value(koc, metric, weights).map(clamped);
    let met = have.is_some_and(|have| match op {
        Comparison::AtLeast => have >= need,
        Comparison::AtMost => have <= need,
    });
    MetricValue { metric, window_days, have, need, met }
}

/// Basis points of works due in the last days that came in time; none while there is too little to
/// tell.
pub(crate) fn reliability(koc: &Koc, on: Day, window_days: u16) -> Option<u32> {
    let window = Window { from: window_start(on, window_days), to: on };
    window.reliability(koc).and_then(|bp| u32::try_from(bp).ok())
}

impl Track {
    /// The mean of what approved works of that kind scored, weighted by share, hundredths; none
    /// while there is none.
    pub(crate) fn mean_score_of(&self, kind: TaskKind) -> Option<u32> {
        let works = self.approved.iter().filter(|work| work.kind == Some(kind));
        let scored = works.filter_map(|work| Some((work.final_score?, work.share_bp)));
        let (sum, shares) = scored.fold((0_u64, 0_u64), |(sum, shares), (score, share)| {
            (sum + u64::from(score) * u64::from(share), shares + u64::from(share))
        });
        sum.checked_div(shares).and_then(|mean| u32::try_from(mean).ok())
    }
}

fn clamped(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

/// Days looked at, both inclusive.
struct Window {
    from: Day,
    to: Day,
}

impl Window {
    fn holds(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    fn value(&self, koc: &Koc, metric: MetricCode, weights: &ScoreWeights) -> Option<i64> {
        let track = &koc.track;
        match metric {
            MetricCode::AcceptedWorks => Some(self.accepted_works(track)),
            MetricCode::MeanScore => self.mean_score(track),
            MetricCode::Reliability => self.reliability(koc),
            MetricCode::ResponseTime => self.response_time(track),
            MetricCode::ActivityDays => Some(count(track.act_days.range(self.from..=self.to))),
            MetricCode::Mentoring => {
                Some(count(track.mentored.iter().filter(|day| self.holds(**day))))
            }
            MetricCode::ContributionScore => Some(self.contribution_score(track, weights)),
        }
    }

    /// Hundredths of a work; a share of a work counts by share.
    fn accepted_works(&self, track: &Track) -> i64 {
        let approved = track.approved.iter().filter(|work| self.holds(work.on));
        approved.map(|work| i64::from(work.share_bp)).sum::<i64>() / 100
    }

    /// Hundredths of a point, weighted by share, rounded down; of works that were scored.
    fn mean_score(&self, track: &Track) -> Option<i64> {
        let approved = track.approved.iter().filter(|work| self.holds(work.on));
        let scored = approved
            .filter_map(|work| Some((i64::from(work.final_score?), i64::from(work.share_bp))));
        let (sum, shares) = scored
            .fold((0, 0), |(sum, shares), (score, share)| (sum + score * share, shares + share));
        (shares > 0).then(|| sum / shares)
    }

    /// Basis points of works due that came in time. Work due during a break is left out, and so is
    /// work due on the last day that may still come.
    fn reliability(&self, koc: &Koc) -> Option<i64> {
        let paused = |day: Day| koc.pauses.iter().any(|pause| overlaps(*pause, day, day));
        let due = koc.track.due.iter().filter(|(day, in_time)| {
            self.holds(*day) && !paused(*day) && !(*day == self.to && in_time.is_none())
        });
        let (mut all, mut in_time) = (0, 0);
        for (_, came_in_time) in due {
            all += 1;
            in_time += i64::from(*came_in_time == Some(true));
        }
        (all >= RELIABILITY_DUE_MIN).then(|| in_time * 10_000 / all)
    }

    /// The median of hours from offer to answer, rounded down.
    fn response_time(&self, track: &Track) -> Option<i64> {
        let answers = track.answers.iter().filter(|(day, _)| self.holds(*day));
        let mut hours: Vec<i64> = answers.map(|(_, hours)| i64::from(*hours)).collect();
        hours.sort_unstable();
        let upper = hours.get(hours.len() / 2)?;
        let lower = hours.get((hours.len() - 1) / 2)?;
        Some((lower + upper) / 2)
    }

    /// Points by dimension, each times its weight; what was taken back counts against.
    fn contribution_score(&self, track: &Track, weights: &ScoreWeights) -> i64 {
        let credits = track.credits.iter().filter(|(day, ..)| self.holds(*day));
        let weighted = credits.map(|(_, dims, sign)| {
            let sum = i64::from(dims.contribution) * i64::from(weights.contribution)
                + i64::from(dims.influence) * i64::from(weights.influence)
                + i64::from(dims.activity) * i64::from(weights.activity);
            sum * i64::from(*sign)
        });
        weighted.sum::<i64>() / 10_000
    }
}

fn count(items: impl Iterator) -> i64 {
    i64::try_from(items.count()).unwrap_or(i64::MAX)
}

/// Whether a break has a day between two others, all inclusive.
pub(super) fn overlaps(pause: (Day, Option<Day>), from: Day, to: Day) -> bool {
    pause.0 <= to && pause.1.is_none_or(|last| from <= last)
}
