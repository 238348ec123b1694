//! The way up, for everybody to see: what the next tier asks, what there is, and what else stands
//! between.

use super::values::MetricValue;
use super::{TierCause, metrics};
use crate::id::KocId;
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::TierCode;

/// How far somebody is on the way to the next tier, and how safe they stand in their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Where they stand.
    pub tier: TierCode,
    /// The next tier; none at the top.
    pub next: Option<TierCode>,
    /// The policy in force.
    pub policy_version: u32,
    /// Every metric that rising asks for, with what is needed.
    pub rising: Vec<MetricValue>,
    /// Whether the rule for rising is met.
    pub rising_met: bool,
    /// Every metric that staying asks for, at its full value.
    pub staying: Vec<MetricValue>,
    /// Whether the rule for staying is met.
    pub staying_met: bool,
    /// Days still to be served in the tier before the next promotion.
    pub days_left: u32,
    /// The first day after the cooldown of a demotion, if it has not come.
    pub cooldown_until: Option<Day>,
    /// Whether the next tier is entered by invitation and acceptance only.
    pub invitation_required: bool,
    /// Whether the next tier has no room.
    pub next_is_full: bool,
    /// The tier that the rules for rising alone would give, from the bottom up: beside the tier
    /// held it shows who is under-rated or over-rated.
    pub computed_tier: TierCode,
}

impl State {
    /// How far a member is on that day; none outside the tiers, or when no policy is in force.
    pub fn progress(&self, koc_id: KocId, today: Day) -> Option<Progress> {
        let koc = self.koc(koc_id).ok()?;
        let tier = koc.tier?;
        let (policy_version, policy) = self.policy_on(today).ok()?;
        let rules = &policy.rules;
        let next = tier.next();
        let rising = metrics::rising(koc, rules, tier, today);
        let staying = metrics::staying(koc, rules, tier, false, today);
        let demoted = koc.last_on(TierCause::Demoted);
        let cooldown = demoted.map(|day| day.plus(i32::from(rules.cooldown_days)));
        let mut computed_tier = TierCode::LOWEST;
        while let Some(above) = computed_tier.next() {
            if !metrics::rising(koc, rules, computed_tier, today).met {
                break;
            }
            computed_tier = above;
        }
        Some(Progress {
            tier,
            next,
            policy_version,
            rising: rising.metrics,
            rising_met: rising.met,
            staying: staying.metrics,
            staying_met: staying.met,
            days_left: u32::from(rules.min_days_in_tier).saturating_sub(koc.days_in_tier(today)),
            cooldown_until: cooldown.filter(|until| today < *until),
            invitation_required: next.is_some_and(|it| rules.invitation_required.contains(&it)),
            next_is_full: next.is_some_and(|it| super::join::room_in(self, it, rules).is_some()),
            computed_tier,
        })
    }
}
