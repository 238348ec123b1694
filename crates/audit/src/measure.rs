//! The metrics once more, from their definitions: what a rule must have found on that day, given
//! what the log said by then.
//!
//! A window of n days ending on a day holds that day and the n − 1 before it. Whole numbers,
//! rounded down. Nothing means: too little to tell.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use domain::Day;
use domain::activity::values::ActivityKind;
use domain::policy::{MetricCode, PolicyRules};
use domain::publication::values::{Counts, LeadKind};

use crate::facts::{Person, Publication, Work};

/// Days looked at.
type Days = RangeInclusive<Day>;

/// The window of so many days that ends on `on`.
pub fn window(on: Day, days: u16) -> Days {
    on.plus(1 - i32::from(days.max(1)))..=on
}

/// What a metric is for a member over the window that ends on `on`, in the metric's own unit.
pub fn measure(
    person: &Person,
    rules: &PolicyRules,
    metric: MetricCode,
    on: Day,
    window_days: u16,
) -> Option<i64> {
    let days = window(on, window_days);
    let count = |found: usize| i64::try_from(found).unwrap_or(i64::MAX);
    let leads = |kind: Option<LeadKind>| {
        let of_kind =
            person.leads.iter().filter(|((_, it), _)| kind.is_none_or(|kind| kind == *it));
        Some(count(of_kind.filter(|(_, on)| days.contains(*on)).count()))
    };
    match metric {
        MetricCode::AcceptedWorks => {
            Some(works(person, &days).map(|it| i64::from(it.share_bp)).sum::<i64>() / 100)
        }
        MetricCode::MeanScore => mean(works(person, &days), |work| work.score),
        MetricCode::Creativity => mean(works(person, &days), |work| work.creativity),
        MetricCode::Reliability => reliability(person, &days),
        MetricCode::ResponseTime => median_hours(person, &days),
        MetricCode::ActivityDays => Some(count(active_days(person, &days).len())),
        MetricCode::Helpfulness => Some(helpfulness(person, &days)),
        MetricCode::Mentoring => {
            Some(count(person.mentored.iter().filter(|on| days.contains(on)).count()))
        }
        MetricCode::ContributionScore => Some(points(person, rules, &days)),
        MetricCode::Engagement => Some(engagement(person, &days)),
        MetricCode::NicheInfluence => best_rate(person, &days),
        MetricCode::Influence => best_influence(person, &days),
        MetricCode::Insight => {
            Some(count(person.insights.iter().filter(|on| days.contains(on)).count()))
        }
        MetricCode::Leads => leads(None),
        MetricCode::LeadInquiries => leads(Some(LeadKind::Inquiry)),
        MetricCode::LeadTestDrives => leads(Some(LeadKind::TestDrive)),
        MetricCode::LeadOrders => leads(Some(LeadKind::Order)),
    }
}

fn works<'a>(person: &'a Person, days: &Days) -> impl Iterator<Item = &'a Work> {
    person.works.values().filter(move |work| days.contains(&work.on))
}

/// The mean by share, of works that were judged so.
fn mean<'a>(
    works: impl Iterator<Item = &'a Work>,
    judged: impl Fn(&Work) -> Option<u16>,
) -> Option<i64> {
    let (mut sum, mut shares) = (0_i64, 0_i64);
    for work in works {
        if let Some(score) = judged(work) {
            sum += i64::from(score) * i64::from(work.share_bp);
            shares += i64::from(work.share_bp);
        }
    }
    sum.checked_div(shares)
}

/// In time of what was due, basis points; fewer than three due say nothing. Left out: due on a day
/// of a break, and due on the last day and not there yet.
fn reliability(person: &Person, days: &Days) -> Option<i64> {
    let on_break = |day: Day| {
        let mut breaks = person.breaks.iter();
        breaks.any(|(from, until)| *from <= day && until.is_none_or(|until| day <= until))
    };
    let (mut due, mut in_time) = (0_i64, 0_i64);
    for work in person.dues.values().filter(|work| days.contains(&work.on) && !on_break(work.on)) {
        if work.in_time.is_none() && work.on == *days.end() {
            continue;
        }
        due += 1;
        in_time += i64::from(work.in_time == Some(true));
    }
    (due >= 3).then(|| in_time * 10_000 / due)
}

fn median_hours(person: &Person, days: &Days) -> Option<i64> {
    let answered = person.answers.iter().filter(|(on, _)| days.contains(on));
    let mut hours: Vec<i64> = answered.map(|(_, hours)| i64::from(*hours)).collect();
    hours.sort_unstable();
    let middle = hours.len() / 2;
    let upper = *hours.get(middle)?;
    let lower = if hours.len() % 2 == 1 { upper } else { *hours.get(middle - 1)? };
    Some((lower + upper) / 2)
}

fn active_days(person: &Person, days: &Days) -> BTreeSet<Day> {
    let acted = person.acts.values().map(|act| act.on);
    acted.chain(person.task_days.iter().copied()).filter(|on| days.contains(on)).collect()
}

/// One for an answer, three for insight, ten a day at most.
fn helpfulness(person: &Person, days: &Days) -> i64 {
    let mut by_day: BTreeMap<Day, i64> = BTreeMap::new();
    for act in person.acts.values().filter(|act| days.contains(&act.on)) {
        let help = match act.kind {
            _ if act.marked => 3,
            ActivityKind::InsightfulComment => 3,
            ActivityKind::AnsweredQuestion => 1,
            _ => 0,
        };
        *by_day.entry(act.on).or_default() += help;
    }
    by_day.values().map(|help| (*help).min(10)).sum()
}

/// Points by dimension times their weights, what was taken back against them; with a half-life a
/// point loses half of itself in each, on a straight line in between.
fn points(person: &Person, rules: &PolicyRules, days: &Days) -> i64 {
    let weights = &rules.score_weights;
    let mut sum = 0;
    for (on, dims, given) in person.points.iter().filter(|(on, ..)| days.contains(on)) {
        let whole = i64::from(dims.contribution) * i64::from(weights.contribution)
            + i64::from(dims.influence) * i64::from(weights.influence)
            + i64::from(dims.activity) * i64::from(weights.activity);
        let left = match rules.contribution_half_life_days {
            None => 10_000,
            Some(half_life) => left_bp(days.end().days_since(*on), u32::from(half_life.max(1))),
        };
        let counted = whole * left / 10_000;
        sum += if *given { counted } else { -counted };
    }
    sum / 10_000
}

fn left_bp(age: u32, half_life: u32) -> i64 {
    let mut left = 10_000_i64;
    for _ in 0..(age / half_life).min(20) {
        left /= 2;
    }
    left - left * i64::from(age % half_life) / (2 * i64::from(half_life))
}

/// What is public of the window, with its last count by the window's end.
fn counted<'a>(
    person: &'a Person,
    days: &Days,
) -> impl Iterator<Item = (&'a Publication, &'a Counts)> {
    let of_window = person.publications.values().filter(|it| days.contains(&it.on));
    of_window.filter_map(|it| {
        let by_then = it.counts.iter().rev().find(|(on, _)| on <= days.end());
        by_then.map(|(_, counts)| (it, counts))
    })
}

/// A like 1, a comment 3, a share or a save 5.
fn weight(counts: &Counts) -> u64 {
    u64::from(counts.likes)
        + 3 * u64::from(counts.comments)
        + 5 * u64::from(counts.shares)
        + 5 * u64::from(counts.saves)
}

fn engagement(person: &Person, days: &Days) -> i64 {
    let sum = counted(person, days).map(|(_, counts)| weight(counts)).sum::<u64>();
    i64::try_from(sum).unwrap_or(i64::MAX)
}

/// Engagement per view, basis points, of the topic in which it is highest; a topic of fewer than
/// 100 views says nothing.
fn best_rate(person: &Person, days: &Days) -> Option<i64> {
    let mut topics: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (publication, counts) in counted(person, days) {
        let Some(topic) = publication.topic.as_deref() else { continue };
        let (views, weighted) = topics.entry(topic).or_default();
        *views += u64::from(counts.views);
        *weighted += weight(counts);
    }
    let told = topics.into_values().filter(|(views, _)| *views >= 100);
    let best = told.map(|(views, weighted)| weighted.saturating_mul(10_000) / views).max()?;
    Some(i64::try_from(best).unwrap_or(i64::MAX))
}

/// Engagement per view times followers, platform by platform, of the topic in which the sum is
/// highest.
fn best_influence(person: &Person, days: &Days) -> Option<i64> {
    let mut places: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    for (publication, counts) in counted(person, days) {
        let Some(topic) = publication.topic.as_deref() else { continue };
        let (views, weighted) = places.entry((topic, &publication.platform)).or_default();
        *views += u64::from(counts.views);
        *weighted += weight(counts);
    }
    let mut topics: BTreeMap<&str, u64> = BTreeMap::new();
    for ((topic, platform), (views, weighted)) in places {
        let on_it = person.reach.iter().filter(|((on, _), _)| on == platform);
        let followers: Vec<u64> = on_it.map(|(_, (_, count))| u64::from(*count)).collect();
        if followers.is_empty() || views == 0 {
            continue;
        }
        let followers: u64 = followers.into_iter().sum();
        *topics.entry(topic).or_default() += weighted.saturating_mul(followers) / views;
    }
    let best = topics.into_values().max()?;
    Some(i64::try_from(best).unwrap_or(i64::MAX))
}
