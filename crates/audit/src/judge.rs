//! A member before the rules of a policy, whichever: what is asked, what there is, what is missing.

use domain::Day;
use domain::koc::values::MetricValue;
use domain::policy::{Comparison, PolicyRules, Threshold};
use domain::vocabulary::TierCode;

use crate::facts::{Facts, Moved, Person};
use crate::measure::{measure, window};

/// What a rule finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// Everything it asks for.
    pub metrics: Vec<MetricValue>,
    /// What is not met of it.
    pub missing: Vec<MetricValue>,
    /// Whether it is met.
    pub met: bool,
}

/// The rule that leads up from a tier: each of the first list, one of the second. Where no rule
/// leads up, nobody rises.
pub fn rising(person: &Person, rules: &PolicyRules, from: TierCode, on: Day) -> Judged {
    let Some(rule) = rules.promotion_from(from) else { return Judged::default() };
    let of = |asked: &[Threshold]| -> Vec<MetricValue> {
        asked.iter().map(|it| value(person, rules, it, it.value, on)).collect()
    };
    let (each, one_of) = (of(&rule.all_of), of(&rule.any_of));
    let mut missing: Vec<MetricValue> = each.iter().filter(|it| !it.met).cloned().collect();
    if !one_of.is_empty() && one_of.iter().all(|it| !it.met) {
        missing.extend(one_of.iter().cloned());
    }
    let met = missing.is_empty();
    Judged { metrics: [each, one_of].concat(), missing, met }
}

/// The rule for staying in a tier, at its values or at their low-water mark. What there is too
/// little to tell of costs nobody a tier.
pub fn staying(
    person: &Person,
    rules: &PolicyRules,
    tier: TierCode,
    at_low_water: bool,
    on: Day,
) -> Judged {
    let Some(rule) = rules.retention_in(tier) else {
        return Judged { met: true, ..Judged::default() };
    };
    let factor = if at_low_water { i64::from(rule.low_water_factor_bp.max(1)) } else { 10_000 };
    let metrics: Vec<MetricValue> = rule
        .metrics
        .iter()
        .map(|it| {
            // The mark lies on the member's side of the value.
            let need = match it.op {
                Comparison::AtLeast => i64::from(it.value) * factor / 10_000,
                Comparison::AtMost => i64::from(it.value) * 10_000 / factor,
            };
            value(person, rules, it, clamped(need), on)
        })
        .collect();
    let failed = metrics.iter().filter(|it| !it.met && it.have.is_some());
    let missing: Vec<MetricValue> = failed.cloned().collect();
    let met = missing.is_empty();
    Judged { metrics, missing, met }
}

fn value(
    person: &Person,
    rules: &PolicyRules,
    asked: &Threshold,
    need: i32,
    on: Day,
) -> MetricValue {
    let Threshold { metric, op, window_days, .. } = *asked;
    let have = measure(person, rules, metric, on, window_days).map(clamped);
    let met = have.is_some_and(|have| match op {
        Comparison::AtLeast => have >= need,
        Comparison::AtMost => have <= need,
    });
    MetricValue { metric, window_days, have, need, met }
}

fn clamped(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

/// What the clocks of a member run from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clocks {
    /// Since which day they stand in their tier.
    pub since: Option<Day>,
    /// When they last rose by decision.
    pub up: Option<Day>,
    /// When they were last demoted.
    pub down: Option<Day>,
}

impl Clocks {
    /// As it was.
    pub fn of(person: &Person) -> Clocks {
        Clocks {
            since: person.since(),
            up: person.last_moved(Moved::Up),
            down: person.last_moved(Moved::Down),
        }
    }

    /// Days still to be served in the tier before a rise.
    pub fn days_left(&self, rules: &PolicyRules, on: Day) -> u32 {
        let served = self.since.map_or(0, |since| on.days_since(since));
        u32::from(rules.min_days_in_tier).saturating_sub(served)
    }

    /// The first day after the cooldown of a demotion, if it has not come.
    pub fn cooling_until(&self, rules: &PolicyRules, on: Day) -> Option<Day> {
        let until = self.down.map(|down| down.plus(i32::from(rules.cooldown_days)));
        until.filter(|until| on < *until)
    }

    /// Whether the days that have to be served before a rise were served.
    pub fn allow_rise(&self, rules: &PolicyRules, on: Day) -> bool {
        self.days_left(rules, on) == 0 && self.cooling_until(rules, on).is_none()
    }

    /// Whether the days on which nobody is demoted are over, and no break falls into what is
    /// judged.
    pub fn allow_fall(
        &self,
        facts: &Facts,
        person: &Person,
        rules: &PolicyRules,
        tier: TierCode,
        on: Day,
    ) -> bool {
        let up = self.up.map(|up| up.plus(i32::from(rules.grace_days)));
        let grace = up.max(facts.incumbent_grace(self.since, on));
        let asked = rules.retention_in(tier).map_or(&[][..], |rule| &rule.metrics);
        let days = asked.iter().map(|it| it.window_days).max().map(|days| window(on, days));
        let paused = days.is_some_and(|days| {
            let mut breaks = person.breaks.iter();
            breaks.any(|(from, until)| {
                from <= days.end() && until.is_none_or(|until| days.start() <= &until)
            })
        });
        grace.is_none_or(|until| until <= on) && !paused
    }
}
