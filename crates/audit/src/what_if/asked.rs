//! The questions that a policy answers about a member on a day.

use domain::Day;
use domain::koc::values::MetricValue;
use domain::policy::PolicyRules;
use domain::refusal::code_of;

use super::course::Course;
use crate::facts::{Facts, Person};
use crate::judge::{rising, staying};

/// A notice on which nothing was decided for so many days is void, as in the rules.
pub(super) const NOTICE_LAPSES_AFTER: i32 = 90;

/// What there is too little of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// A metric, or `MIN_DAYS_IN_TIER`, `COOLDOWN_DAYS`, `GRACE_DAYS`, `NOTICE_DAYS`, `TIER_BELOW`.
    pub what: String,
    /// How far back, days.
    pub window_days: Option<u16>,
    /// What there is; none when there is too little to tell.
    pub have: Option<i64>,
    /// What is asked.
    pub need: i64,
}

impl Missing {
    /// How much is missing; none when there is too little to tell.
    pub fn gap(&self) -> Option<i64> {
        self.have.map(|have| (self.need - have).abs())
    }

    /// Whether it is counted in days, not a metric.
    pub fn is_days(&self) -> bool {
        self.window_days.is_none() && self.have.is_some()
    }

    fn of(value: &MetricValue) -> Missing {
        Missing {
            what: code_of(&value.metric),
            window_days: Some(value.window_days),
            have: value.have.map(i64::from),
            need: i64::from(value.need),
        }
    }

    fn days(what: &str, have: i64, need: i64) -> Missing {
        Missing { what: what.to_owned(), window_days: None, have: Some(have), need }
    }

    /// They would not have stood in the tier that the decision was about.
    pub(super) fn tier_below() -> Missing {
        Missing { what: "TIER_BELOW".to_owned(), window_days: None, have: None, need: 0 }
    }
}

/// One member before one policy on one day.
pub(super) struct Question<'a> {
    pub(super) facts: &'a Facts,
    pub(super) person: &'a Person,
    pub(super) rules: &'a PolicyRules,
    pub(super) course: Course,
    pub(super) day: Day,
}

impl Question<'_> {
    /// Whether they could be promoted.
    pub(super) fn may_rise(&self) -> bool {
        let Question { person, rules, course, day, .. } = *self;
        !person.unwilling
            && course.clocks.allow_rise(rules, day)
            && rising(person, rules, course.tier, day).met
    }

    /// What stands between them and the next tier.
    pub(super) fn missing_to_rise(&self) -> Vec<Missing> {
        let Question { person, rules, course, day, .. } = *self;
        let found = rising(person, rules, course.tier, day);
        let mut missing: Vec<Missing> = found.missing.iter().map(Missing::of).collect();
        let left = i64::from(course.clocks.days_left(rules, day));
        if left > 0 {
            let need = i64::from(rules.min_days_in_tier);
            missing.push(Missing::days("MIN_DAYS_IN_TIER", need - left, need));
        }
        if let Some(until) = course.clocks.cooling_until(rules, day) {
            let (left, need) = (until.days_since(day), i64::from(rules.cooldown_days));
            missing.push(Missing::days("COOLDOWN_DAYS", need - i64::from(left), need));
        }
        missing
    }

    /// Whether they would be given notice.
    pub(super) fn is_at_risk(&self) -> bool {
        let Question { facts, person, rules, course, day } = *self;
        let settled = facts.live_on().map(|on| on.plus(i32::from(rules.grace_days)));
        course.tier.below().is_some()
            && settled.is_some_and(|settled| settled <= day)
            && course.clocks.allow_fall(facts, person, rules, course.tier, day)
            && !staying(person, rules, course.tier, true, day).met
    }

    /// Whether they could be demoted: notice given, waited for, and still below.
    pub(super) fn may_fall(&self) -> bool {
        let Question { facts, person, rules, course, day } = *self;
        let notice = i32::from(rules.notice_days);
        let waited = course.noticed.is_some_and(|on| {
            on.plus(notice) <= day && day <= on.plus(notice + NOTICE_LAPSES_AFTER)
        });
        waited
            && course.tier.below().is_some()
            && course.clocks.allow_fall(facts, person, rules, course.tier, day)
            && !staying(person, rules, course.tier, false, day).met
    }

    /// What there is too little of for staying.
    pub(super) fn missing_to_stay(&self) -> Vec<Missing> {
        let found = staying(self.person, self.rules, self.course.tier, false, self.day);
        found.missing.iter().map(Missing::of).collect()
    }
}
