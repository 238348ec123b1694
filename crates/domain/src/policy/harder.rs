//! Which rules ask more than others.

use super::rules::*;

impl MetricCode {
    /// Whether the value grows with the window, so that two windows compare by rate.
    fn counts(self) -> bool {
        !matches!(
            self,
            MetricCode::MeanScore
                | MetricCode::Creativity
                | MetricCode::Reliability
                | MetricCode::ResponseTime
                | MetricCode::NicheInfluence
                | MetricCode::Influence
        )
    }
}

impl Threshold {
    /// Whether this asks more than `other` of the same metric. Counts in windows of different
    /// length are compared by rate: 2 works in 90 days ask more than 6 in 365.
    fn is_harder_than(&self, other: &Threshold) -> bool {
        let rate = |value: i32, window: u16| {
            i64::from(value) * if self.metric.counts() { i64::from(window) } else { 1 }
        };
        let (mine, theirs) =
            (rate(self.value, other.window_days), rate(other.value, self.window_days));
        match self.op {
            Comparison::AtLeast => mine > theirs,
            Comparison::AtMost => mine < theirs,
        }
    }

    /// Whether one of `others` asks at least as much of the same metric.
    fn is_covered_by(&self, others: &[Threshold]) -> bool {
        others
            .iter()
            .filter(|other| other.metric == self.metric && other.op == self.op)
            .any(|other| !self.is_harder_than(other))
    }

    /// Whether one of `others` asks no more of the same metric.
    fn is_kept_in(&self, others: &[Threshold]) -> bool {
        others
            .iter()
            .filter(|other| other.metric == self.metric && other.op == self.op)
            .any(|other| !other.is_harder_than(self))
    }
}

/// The first metric of which staying in a tier asks more than rising into it always did. Rising by
/// an alternative does not count: others rose without it.
pub(super) fn stricter_to_stay(rules: &PolicyRules) -> Option<MetricCode> {
    rules.retention_rules.iter().find_map(|stay| {
        let rise = rules.promotion_rules.iter().find(|rise| rise.to == stay.tier);
        let asked = rise.map_or(&[][..], |rise| &rise.all_of);
        let stricter = stay.metrics.iter().find(|threshold| !threshold.is_covered_by(asked));
        stricter.map(|threshold| threshold.metric)
    })
}

/// Whether anybody could find it harder under `new` to rise or to stay.
pub(super) fn hardens(old: &PolicyRules, new: &PolicyRules) -> bool {
    let rising = old.promotion_rules.iter().any(|before| {
        new.promotion_from(before.from).is_none_or(|after| rising_hardens(before, after))
    });
    rising || new.retention_rules.iter().any(|after| staying_hardens(old, after))
}

fn rising_hardens(before: &PromotionRule, after: &PromotionRule) -> bool {
    let more_asked = after.all_of.iter().any(|it| !it.is_covered_by(&before.all_of));
    let ways_lost = !after.any_of.is_empty()
        && (before.any_of.is_empty()
            || before.any_of.iter().any(|it| !it.is_kept_in(&after.any_of)));
    more_asked || ways_lost
}

fn staying_hardens(old: &PolicyRules, after: &RetentionRule) -> bool {
    let Some(before) = old.retention_in(after.tier) else { return !after.metrics.is_empty() };
    let more_asked = after.metrics.iter().any(|it| !it.is_covered_by(&before.metrics));
    more_asked || after.low_water_factor_bp > before.low_water_factor_bp
}
