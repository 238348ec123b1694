//! What a policy must be before it can be drafted.

use std::collections::BTreeSet;

use super::harder::stricter_to_stay;
use super::rules::*;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::vocabulary::TierCode;

/// The longest window a metric may look back over: ten years. Our own number.
const WINDOW_DAYS_MAX: u16 = 3_660;
/// The most points one rule may give. Our own number.
const POINTS_MAX: u32 = 1_000_000;
/// The most approvals a step may ask for. Our own number.
const APPROVALS_MAX: u8 = 5;
/// The most lines of one kind a policy may have. Our own number.
const LINES_MAX: usize = 100;

impl PolicyRules {
    /// Whether they could be drafted.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut checks = Checks::new();
        check(self, &mut checks);
        checks.finish()
    }
}

/// Notes everything that is wrong with the rules.
pub(super) fn check(rules: &PolicyRules, checks: &mut Checks) {
    ladder(rules, checks);
    promotion(rules, checks);
    retention(rules, checks);
    checks.note(
        stricter_to_stay(rules).map(|metric| Violation::RetentionStricterThanPromotion { metric }),
    );
    approvals(rules, checks);
    contribution(rules, checks);
    horizons(rules, checks);
    treatments(rules, checks);
}

fn ladder(rules: &PolicyRules, checks: &mut Checks) {
    let ranks = rules.ladder.iter().map(|rung| (rung.code, rung.rank));
    let right = ranks.eq(TierCode::ALL.into_iter().map(|tier| (tier, tier.rank())));
    checks.require(right, || Violation::LadderRanksNotContiguous);
    for rung in &rules.ladder {
        let TierLabels { layer, role, value } = &rung.labels;
        for (scheme, label) in [("LAYER", layer), ("ROLE", role), ("VALUE", value)] {
            checks.note(field::labels(&format!("{} {scheme}", rung.code), label));
        }
        checks.require(rung.cap != Some(0), || Violation::LimitInvalid { field: "cap".to_owned() });
    }
    checks.require(all_different(&rules.invitation_required), || {
        field::invalid("invitationRequired")
    });
}

fn promotion(rules: &PolicyRules, checks: &mut Checks) {
    let from: Vec<TierCode> = rules.promotion_rules.iter().map(|rule| rule.from).collect();
    let steps_up = rules.promotion_rules.iter().all(|rule| rule.from.next() == Some(rule.to));
    checks.require(steps_up && all_different(&from), || field::invalid("promotionRules"));
    for rule in &rules.promotion_rules {
        thresholds(&rule.all_of, checks);
        thresholds(&rule.any_of, checks);
    }
}

fn retention(rules: &PolicyRules, checks: &mut Checks) {
    let tiers: Vec<TierCode> = rules.retention_rules.iter().map(|rule| rule.tier).collect();
    // Nobody can fall out of the lowest tier, so nothing is asked for staying in it.
    let fits = all_different(&tiers) && !tiers.contains(&TierCode::LOWEST);
    checks.require(fits, || field::invalid("retentionRules"));
    for rule in &rules.retention_rules {
        thresholds(&rule.metrics, checks);
        let factor = rule.low_water_factor_bp;
        checks.require((1..=10_000).contains(&factor), || field::invalid("lowWaterFactorBp"));
    }
}

fn thresholds(thresholds: &[Threshold], checks: &mut Checks) {
    checks.require(thresholds.len() <= LINES_MAX, || field::invalid("thresholds"));
    let wrong = thresholds.iter().filter(|threshold| !in_range(threshold));
    checks.note(wrong.map(|threshold| Violation::ThresholdInvalid { metric: threshold.metric }));
}

/// Whether the value can occur at all, and the good side is the metric's own.
fn in_range(threshold: &Threshold) -> bool {
    let window = threshold.window_days;
    let (good, range) = match threshold.metric {
        MetricCode::AcceptedWorks => (Comparison::AtLeast, 0..=1_000_000),
        MetricCode::MeanScore | MetricCode::Creativity | MetricCode::Reliability => {
            (Comparison::AtLeast, 0..=10_000)
        }
        MetricCode::Helpfulness => (Comparison::AtLeast, 0..=1_000_000),
        MetricCode::ResponseTime => (Comparison::AtMost, 0..=8_760),
        MetricCode::ActivityDays => (Comparison::AtLeast, 0..=i32::from(window)),
        MetricCode::Mentoring | MetricCode::Insight => (Comparison::AtLeast, 0..=1_000),
        MetricCode::ContributionScore | MetricCode::Engagement | MetricCode::Influence => {
            (Comparison::AtLeast, 0..=1_000_000_000)
        }
        // A view may lead to more than one act, and an act may weigh five.
        MetricCode::NicheInfluence => (Comparison::AtLeast, 0..=1_000_000),
        MetricCode::Leads
        | MetricCode::LeadInquiries
        | MetricCode::LeadTestDrives
        | MetricCode::LeadOrders => (Comparison::AtLeast, 0..=1_000_000),
    };
    (1..=WINDOW_DAYS_MAX).contains(&window)
        && threshold.op == good
        && range.contains(&threshold.value)
}

fn approvals(rules: &PolicyRules, checks: &mut Checks) {
    let steps: Vec<ApprovalStep> = rules.approvals.iter().map(|named| named.step).collect();
    // Promotions alone may go without: the others take something away or rewrite the record.
    let enough = |named: &StepApprovals| {
        let least = if named.step == ApprovalStep::Promote { 0 } else { 1 };
        (least..=APPROVALS_MAX).contains(&named.count)
    };
    let fits = all_different(&steps) && rules.approvals.iter().all(enough);
    checks.require(fits, || field::invalid("approvals"));
    let ScoreWeights { contribution, influence, activity } = rules.score_weights;
    let weights = [contribution, influence, activity].into_iter().all(|weight| weight <= 10_000);
    checks.require(weights, || field::invalid("scoreWeights"));
    let half_life = rules.contribution_half_life_days.is_none_or(|days| days > 0);
    checks.require(half_life, || field::invalid("contributionHalfLifeDays"));
}

fn contribution(rules: &PolicyRules, checks: &mut Checks) {
    checks.require(rules.contribution_rules.len() <= LINES_MAX, || {
        field::invalid("contributionRules")
    });
    let mut seen = BTreeSet::new();
    for rule in &rules.contribution_rules {
        let code = rule.code.as_str();
        checks.note(field::code("contributionRules.code", code));
        checks.require(seen.insert(code), || Violation::RuleCodeTwice { code: code.to_owned() });
        checks.require(rule.points > 0 && within_reach(rule.points, &rule.dims), || {
            field::invalid("contributionRules.points")
        });
    }
}

/// Whether points and every dimension are small enough that sums over years stay exact.
pub(crate) fn within_reach(points: u32, dims: &Dims) -> bool {
    [points, dims.contribution, dims.influence, dims.activity].iter().all(|it| *it <= POINTS_MAX)
}

fn horizons(rules: &PolicyRules, checks: &mut Checks) {
    let pairs: Vec<_> = rules
        .horizons
        .iter()
        .flat_map(|rule| rule.modes.iter().map(|mode| (rule.horizon, *mode)))
        .collect();
    let few = rules.horizons.len() <= LINES_MAX;
    checks.require(few && all_different(&pairs), || field::invalid("horizons"));
}

fn treatments(rules: &PolicyRules, checks: &mut Checks) {
    let tiers: Vec<TierCode> = rules.treatments.iter().map(|treatment| treatment.tier).collect();
    checks.require(all_different(&tiers), || field::invalid("treatments"));
    for treatment in &rules.treatments {
        let TierTreatment { entitlements, incentives, channels, support, .. } = treatment;
        for codes in [entitlements, incentives, channels] {
            checks.require(codes.len() <= LINES_MAX, || field::invalid("treatments"));
            checks.note(codes.iter().find_map(|code| field::code("treatments", code)));
        }
        let grades = [treatment.creative_freedom, treatment.difficulty_max];
        let graded = grades.into_iter().all(|grade| (1..=5).contains(&grade));
        checks.require(graded && treatment.rhythm_days > 0, || field::invalid("treatments"));
        checks.note(field::labels("support", support));
    }
}

pub(super) fn all_different<T: Ord>(items: &[T]) -> bool {
    items.iter().collect::<BTreeSet<_>>().len() == items.len()
}
