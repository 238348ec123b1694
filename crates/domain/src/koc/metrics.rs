//! Judging a member by the rules of the policy: what each rule asks for, and what is not met.

use super::Koc;
use super::measure::{self, Window};
use super::values::{Evidence, MetricValue};
use crate::policy::{Comparison, PolicyRules, Threshold};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::{TaskKind, TierCode};

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
    let measure = |threshold: &Threshold| measured(koc, threshold, rules, on);
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
        asked.map(|threshold| measured(koc, &threshold, rules, on)).collect();
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

/// What a decision rests on, without the refs and the remark that a person adds.
pub(super) fn evidence(state: &State, metrics: Vec<MetricValue>, on: Day) -> Evidence {
    let window = metrics.iter().map(|value| value.window_days).max().unwrap_or(1);
    Evidence {
        from: Window::ending(on, window).from,
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

fn measured(koc: &Koc, threshold: &Threshold, rules: &PolicyRules, on: Day) -> MetricValue {
    let Threshold { metric, op, value: need, window_days } = *threshold;
    let window = Window::ending(on, window_days);
    let have = measure::measure(&koc.track, &koc.pauses, rules, metric, window).map(clamped);
    let met = have.is_some_and(|have| match op {
        Comparison::AtLeast => have >= need,
        Comparison::AtMost => have <= need,
    });
    MetricValue { metric, window_days, have, need, met }
}

/// Basis points of works due in the last days that came in time; none while there is too little to
/// tell.
pub(crate) fn reliability(koc: &Koc, on: Day, window_days: u16) -> Option<u32> {
    let window = Window::ending(on, window_days);
    let found = measure::reliability(&koc.track, &koc.pauses, window);
    found.and_then(|bp| u32::try_from(bp).ok())
}

/// The mean of what approved works of that kind scored, hundredths; none while there is none.
pub(crate) fn past_score(koc: &Koc, kind: TaskKind) -> Option<u32> {
    measure::mean_score_of(&koc.track, kind).and_then(|mean| u32::try_from(mean).ok())
}

fn clamped(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}
