//! How long from one tier to another.

use audit::climb::{ClimbGroup, ClimbQuestion, time_to_tier, time_to_tier_by_mentorship};
use audit::picture::{CURVES_MAX, Labelled, survival};
use engine::{Engine, Patience, View};

use super::picture;
use crate::args::{Format, TimeToTierArgs};
use crate::exit::Failure;
use crate::open::opening_failed;
use crate::table::{Cell, Table};

pub(super) fn table(engine: &Engine, view: &View, args: &TimeToTierArgs) -> Result<Table, Failure> {
    let zone = view.tiers.zone();
    let as_of = args.as_of.map(|as_of| as_of.moment(zone)).or(args.known_at);
    let question = ClimbQuestion {
        from: args.from,
        to: args.to,
        cohort_by: args.cohort_by.map(Into::into),
        step_down_as: args.step_down_as.into(),
        as_of: as_of.expect("one of both is given"),
        known_at: args.known_at,
    };
    let groups = match (args.split_by, args.known_at) {
        (None, _) => time_to_tier(&view.tiers, &question),
        (Some(_), None) => time_to_tier_by_mentorship(&view.tiers, &view.mentorship, &question),
        // Tiers know what was known when; of mentorships only the whole of that time does.
        (Some(_), Some(known_at)) => {
            let then = engine.view_known_at(known_at, Patience::default());
            let then = then.map_err(|error| opening_failed(&error))?;
            let groups = time_to_tier_by_mentorship(&then.tiers, &then.mentorship, &question);
            if let Some(unfolded) = then.unfolded() {
                return Err(Failure::Failed(unfolded.to_string()));
            }
            groups
        }
    };
    let groups = groups.map_err(|error| Failure::Usage(error.to_string()))?;
    if args.svg.is_some() {
        draw(args, &groups)?;
    }
    Ok(if args.curve { curves(&groups) } else { summary(&groups, args.format) })
}

fn cohort(group: &ClimbGroup) -> String {
    group.cohort.map_or_else(|| "all".to_owned(), |cohort| cohort.to_string())
}

fn kind(group: &ClimbGroup) -> &'static str {
    match group.mentored {
        None => "all",
        Some(false) => "unmentored",
        Some(true) => "mentored",
    }
}

fn summary(groups: &[ClimbGroup], format: Format) -> Table {
    let mut table = Table::new(&[
        "cohort",
        "group",
        "n",
        "reached",
        "days_at_risk",
        "median_days",
        "ci_low",
        "ci_high",
    ]);
    for group in groups {
        let curve = &group.curve;
        let median = curve.median();
        table.push([
            cohort(group).into(),
            kind(group).into(),
            curve.n.into(),
            curve.events.into(),
            curve.days.into(),
            reached(median.day, format),
            reached(median.low, format),
            reached(median.high, format),
        ]);
    }
    table
}

/// A day, or for people that it was not reached.
pub(super) fn reached(day: Option<u32>, format: Format) -> Cell {
    match (day, format) {
        (None, Format::Table) => "not reached".into(),
        (day, _) => day.into(),
    }
}

fn curves(groups: &[ClimbGroup]) -> Table {
    let mut table = Table::new(&[
        "cohort", "group", "day", "share", "ci_low", "ci_high", "at_risk", "events", "censored",
    ]);
    for group in groups {
        for step in &group.curve.steps {
            let (low, high) = step.interval.unzip();
            table.push([
                cohort(group).into(),
                kind(group).into(),
                step.day.into(),
                Cell::Share(step.share),
                low.into(),
                high.into(),
                step.at_risk.into(),
                step.events.into(),
                step.censored.into(),
            ]);
        }
    }
    table
}

fn draw(args: &TimeToTierArgs, groups: &[ClimbGroup]) -> Result<(), Failure> {
    if groups.len() > CURVES_MAX {
        return Err(Failure::Usage(format!(
            "{} curves do not fit into one picture, at most {CURVES_MAX} do: take longer cohorts \
             (--cohort-by) or none",
            groups.len()
        )));
    }
    let names: Vec<String> = groups
        .iter()
        .map(|group| match (group.cohort.is_some(), group.mentored) {
            (true, None) => cohort(group),
            (true, Some(_)) => format!("{} {}", cohort(group), kind(group)),
            (false, None) => "all 全部".to_owned(),
            (false, Some(false)) => "unmentored 未带教".to_owned(),
            (false, Some(true)) => "mentored 带教".to_owned(),
        })
        .collect();
    let curves: Vec<Labelled<'_>> = groups
        .iter()
        .zip(&names)
        .map(|(group, name)| Labelled { name, subjects: &group.subjects, curve: &group.curve })
        .collect();
    let (from, to) = (args.from.code(), args.to.code());
    let title = format!("From {from} to {to} 从 {from} 到 {to}");
    let share = format!("share not yet {to}, with 95 % interval 尚未达到 {to} 的比例及 95% 区间");
    picture::write(args.svg.as_deref(), || survival(&title, &share, &curves))
}
