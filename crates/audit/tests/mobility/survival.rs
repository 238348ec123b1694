//! Kaplan–Meier.

use audit::survival::{Curve, Quantile, Subject, at_risk};
use proptest::prelude::*;

fn reached(exit: u32) -> Subject {
    Subject { entry: 0, exit, ended: true }
}

fn lost(exit: u32) -> Subject {
    Subject { entry: 0, exit, ended: false }
}

/// The remission times of Freireich and others (1963), weeks, 6-mercaptopurine: in every textbook.
fn remissions() -> Vec<Subject> {
    let reached = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(reached);
    let lost = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(lost);
    [&reached[..], &lost[..]].concat()
}

#[test]
fn the_example_of_the_textbooks_comes_out_as_printed_there() {
    let curve = Curve::of(&remissions());
    let printed = [
        (6, 21, 3, 0.857, 0.620, 0.952),
        (7, 17, 1, 0.807, 0.563, 0.923),
        (10, 15, 1, 0.753, 0.503, 0.889),
        (13, 12, 1, 0.690, 0.432, 0.849),
        (16, 11, 1, 0.627, 0.368, 0.805),
        (22, 7, 1, 0.538, 0.268, 0.747),
        (23, 6, 1, 0.448, 0.188, 0.680),
    ];
    let with_events: Vec<_> = curve.steps.iter().filter(|step| step.events > 0).collect();
    assert_eq!(with_events.len(), printed.len());
    for (step, (day, at_risk, events, share, low, high)) in with_events.into_iter().zip(printed) {
        assert_eq!((step.day, step.at_risk, step.events), (day, at_risk, events));
        let (below, above) = step.interval.unwrap();
        for (ours, printed) in [(step.share, share), (below, low), (above, high)] {
            assert!((ours - printed).abs() < 0.0006, "day {day}: {ours} and {printed}");
        }
    }
    let median = Quantile { day: Some(23), low: Some(13), high: None };
    assert_eq!(curve.median(), median);
    assert_eq!((curve.n, curve.events, curve.days), (21, 9, 359));
}

#[test]
fn on_one_day_those_who_make_it_come_before_those_who_are_lost() {
    let curve = Curve::of(&[reached(5), lost(5)]);
    let last = curve.steps.last().unwrap();
    assert_eq!((last.at_risk, last.events, last.censored, last.share), (2, 1, 1, 0.5));
    assert_eq!(curve.median().day, Some(5));
}

#[test]
fn an_exact_half_is_a_half_however_the_fractions_are_rounded() {
    // 23/24 · 22/23 · … · 12/13 is a half, and in binary fractions a little more.
    let subjects: Vec<Subject> = (1..=24).map(reached).collect();
    let curve = Curve::of(&subjects);
    assert!(curve.share_on(12) > 0.5);
    assert_eq!(curve.median().day, Some(12));
}

#[test]
fn one_who_comes_late_is_not_at_risk_before_nor_on_the_day_they_come() {
    let late = Subject { entry: 3, exit: 9, ended: false };
    let subjects = [reached(3), reached(4), late];
    let curve = Curve::of(&subjects);
    let seen: Vec<(u32, u32)> = curve.steps.iter().map(|step| (step.day, step.at_risk)).collect();
    assert_eq!(seen, [(0, 2), (3, 2), (4, 2), (9, 1)]);
    let shares: Vec<f64> = curve.steps.iter().map(|step| step.share).collect();
    assert_eq!(shares, [1.0, 0.5, 0.25, 0.25]);
}

#[test]
fn where_the_curve_ends_at_nothing_no_interval_is_made_up() {
    let curve = Curve::of(&[reached(4), reached(8)]);
    let last = curve.steps.last().unwrap();
    assert_eq!((last.share, last.interval), (0.0, None));
    assert_eq!(curve.median(), Quantile { day: Some(4), low: Some(4), high: None });
}

#[test]
fn of_nobody_nothing_is_reached() {
    let curve = Curve::of(&[]);
    assert_eq!((curve.n, curve.events, curve.median()), (0, 0, Quantile::default()));
}

fn any_subject() -> impl Strategy<Value = Subject> {
    (0..40_u32, any::<bool>()).prop_map(|(exit, ended)| Subject { entry: 0, exit, ended })
}

/// Some of them come late.
fn any_late_subject() -> impl Strategy<Value = Subject> {
    (0..20_u32, 1..40_u32, any::<bool>()).prop_map(|(entry, more, ended)| Subject {
        entry,
        exit: entry + more,
        ended,
    })
}

/// The product-limit formula word by word, without any order: for comparison only.
fn slowly(subjects: &[Subject], day: u32) -> f64 {
    (0..=day)
        .map(|day| {
            let ended = subjects.iter().filter(|s| s.ended && s.exit == day).count() as f64;
            if ended == 0.0 { 1.0 } else { 1.0 - ended / f64::from(at_risk(subjects, day)) }
        })
        .product()
}

proptest! {
    #[test]
    fn a_curve_falls_within_its_interval_and_its_risk_set_only_shrinks(
        subjects in prop::collection::vec(any_subject(), 1..60)
    ) {
        let curve = Curve::of(&subjects);
        prop_assert_eq!(curve.steps[0].at_risk as usize, subjects.len());
        for pair in curve.steps.windows(2) {
            prop_assert!(pair[1].share <= pair[0].share);
            prop_assert!(pair[1].at_risk <= pair[0].at_risk);
            prop_assert_eq!(pair[1].at_risk, pair[0].at_risk - pair[0].events - pair[0].censored);
        }
        for step in &curve.steps {
            prop_assert!((0.0..=1.0).contains(&step.share));
            if let Some((low, high)) = step.interval {
                prop_assert!(low <= step.share + 1e-12 && step.share <= high + 1e-12);
            }
        }
        let median = curve.median();
        if let (Some(low), Some(day)) = (median.low, median.day) {
            prop_assert!(low <= day);
        }
    }

    #[test]
    fn one_pass_gives_what_the_formula_gives_day_by_day(
        subjects in prop::collection::vec(prop_oneof![any_subject(), any_late_subject()], 1..40)
    ) {
        let curve = Curve::of(&subjects);
        for step in &curve.steps {
            prop_assert_eq!(step.at_risk, at_risk(&subjects, step.day));
        }
        for day in 0..60 {
            prop_assert!((curve.share_on(day) - slowly(&subjects, day)).abs() < 1e-12);
        }
    }

    #[test]
    fn whom_nobody_saw_make_it_gives_not_reached(
        exits in prop::collection::vec(0..1_000_u32, 0..40)
    ) {
        let subjects: Vec<Subject> = exits.into_iter().map(lost).collect();
        prop_assert_eq!(Curve::of(&subjects).median(), Quantile::default());
    }

    #[test]
    fn without_anybody_lost_the_curve_is_the_share_left(
        exits in prop::collection::vec(0..40_u32, 1..40)
    ) {
        let curve = Curve::of(&exits.iter().copied().map(reached).collect::<Vec<_>>());
        for step in &curve.steps {
            let left = exits.iter().filter(|exit| **exit > step.day).count() as f64;
            prop_assert!((step.share - left / exits.len() as f64).abs() < 1e-12);
        }
    }
}

/// What `lifelines` makes of the same made-up people: `tests/statistics/README.md`.
#[test]
fn those_who_come_late_give_what_lifelines_gives() {
    let kept = include_str!("../statistics/delayed_entry.json");
    let kept: serde_json::Value = serde_json::from_str(kept).unwrap();
    let kept = &kept[0];
    let number = |value: &serde_json::Value| value.as_u64().map(|it| u32::try_from(it).unwrap());
    let subjects: Vec<Subject> = kept["subjects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| Subject {
            entry: number(&it[0]).unwrap(),
            exit: number(&it[1]).unwrap(),
            ended: it[2].as_bool().unwrap(),
        })
        .collect();
    assert!(subjects.iter().any(|subject| subject.entry > 0));
    let curve = Curve::of(&subjects);
    let median = Quantile {
        day: number(&kept["median"]),
        low: number(&kept["low"]),
        high: number(&kept["high"]),
    };
    assert!(median.day.is_some() && median.low.is_some());
    assert_eq!(curve.median(), median);
    let rows = kept["curve"].as_array().unwrap();
    assert_eq!(curve.steps.len(), rows.len());
    for (step, row) in curve.steps.iter().zip(rows) {
        let counts = [step.day, step.at_risk, step.events, step.censored];
        assert_eq!(counts, [0, 4, 5, 6].map(|column| number(&row[column]).unwrap()));
        let interval = step.interval.unzip();
        let shares = [Some(step.share), interval.0, interval.1];
        for (ours, theirs) in shares.into_iter().zip(&row.as_array().unwrap()[1..4]) {
            match (ours, theirs.as_f64()) {
                (Some(ours), Some(theirs)) => {
                    assert!((ours - theirs).abs() < 1e-9, "day {}: {ours} {theirs}", step.day);
                }
                other => assert_eq!(other, (None, None), "day {}", step.day),
            }
        }
    }
}
