//! Curves with their intervals, a tick where somebody was lost from sight, and how many were at
//! risk below.

use std::fmt::Write as _;

use super::canvas::{Anchor, COLOURS, Canvas, ticks};
use crate::survival::{Curve, Step, Subject, at_risk};

/// As many as can be told apart.
pub const CURVES_MAX: usize = COLOURS.len();

const DASHES: [&str; CURVES_MAX] = ["", "9 4", "2 3", "10 3 2 3", "14 4", "5 5", "1 4", "1 2"];

const WIDTH: f64 = 900.0;
const LEFT: f64 = 200.0;
const RIGHT: f64 = 130.0;
const TOP: f64 = 76.0;
const PLOT: f64 = 340.0;
const ROW: f64 = 18.0;

/// A curve and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// A cohort, a group.
    pub name: &'a str,
    /// What it was estimated from.
    pub subjects: &'a [Subject],
    /// The estimate.
    pub curve: &'a Curve,
}

/// Draws up to [`CURVES_MAX`] curves; what is beyond them is left out.
///
/// `title` says what is shown, `share` what the share on the axis is of.
pub fn survival(title: &str, share: &str, curves: &[Labelled<'_>]) -> String {
    let curves = &curves[..curves.len().min(CURVES_MAX)];
    let steps = curves.iter().flat_map(|it| it.curve.steps.last());
    let days_max = steps.map(|step| step.day).max().unwrap_or(0).max(1);
    let rows_top = TOP + PLOT + 66.0;
    let mut canvas = Canvas::new(WIDTH, rows_top + ROW * curves.len() as f64 + 20.0);
    let x = |day: u32| LEFT + (WIDTH - LEFT - RIGHT) * f64::from(day) / f64::from(days_max);
    let y = |share: f64| TOP + PLOT * (1.0 - share);

    canvas.text((24.0, 30.0), Anchor::Start, "title", title);
    canvas.text((24.0, 52.0), Anchor::Start, "small", share);
    for quarter in 0..=4_u8 {
        let level = f64::from(quarter) / 4.0;
        canvas.line((LEFT, y(level)), (WIDTH - RIGHT, y(level)), "grid");
        let label = format!("{} %", quarter * 25);
        canvas.text((LEFT - 8.0, y(level) + 4.0), Anchor::End, "tick", &label);
    }
    let days = ticks(days_max);
    for day in &days {
        canvas.line((x(*day), y(0.0)), (x(*day), y(0.0) + 5.0), "axis");
        canvas.text((x(*day), y(0.0) + 20.0), Anchor::Middle, "tick", &day.to_string());
    }
    canvas.line((LEFT, y(0.0)), (WIDTH - RIGHT, y(0.0)), "axis");
    let middle = (LEFT + WIDTH - RIGHT) / 2.0;
    canvas.text((middle, y(0.0) + 38.0), Anchor::Middle, "tick", "days 天");
    canvas.text((24.0, rows_top - 6.0), Anchor::Start, "small", "at risk 风险人数");

    // Many intervals on each other would hide the curves.
    let opacity = (0.3 / curves.len().max(1) as f64).clamp(0.04, 0.15);
    let end_labels = spread(curves.iter().map(|it| y(it.curve.share_on(u32::MAX))).collect());
    for (nth, (it, label_y)) in curves.iter().zip(end_labels).enumerate() {
        let (colour, dash) = (COLOURS[nth], DASHES[nth]);
        canvas.shape(&format!(
            r#"<path d="{}" fill="{colour}" fill-opacity="{opacity:.2}"/>"#,
            band(it, x, y)
        ));
        canvas.shape(&format!(
            r#"<path d="{}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>"#,
            staircase(it, x, y)
        ));
        for step in it.curve.steps.iter().filter(|step| step.censored > 0) {
            let (x, y) = (x(step.day), y(step.share));
            canvas.shape(&format!(
                r#"<path d="M{x:.1} {:.1}V{:.1}" stroke="{colour}"/>"#,
                y - 4.0,
                y + 4.0
            ));
        }
        let last = it.curve.steps.last().map_or(0, |step| step.day);
        let end = (x(last).min(WIDTH - RIGHT) + 6.0, label_y + 4.0);
        canvas.text(end, Anchor::Start, "tick", it.name);
        let row_y = rows_top + ROW * (nth as f64 + 0.7);
        canvas.shape(&format!(
            r#"<path d="M24 {0:.1}H52" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>"#,
            row_y - 4.0
        ));
        canvas.text((58.0, row_y), Anchor::Start, "tick", it.name);
        for day in &days {
            let number = at_risk(it.subjects, *day).to_string();
            canvas.text((x(*day), row_y), Anchor::Middle, "tick", &number);
        }
    }
    canvas.finish(title, &description(share, curves))
}

impl Labelled<'_> {
    /// The day from which on anybody was under observation.
    fn first_day(&self) -> u32 {
        self.subjects.iter().map(|subject| subject.entry).min().unwrap_or(0)
    }

    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.curve.steps.iter().filter(|step| step.day >= self.first_day())
    }
}

/// The curve as stairs.
fn staircase(it: &Labelled<'_>, x: impl Fn(u32) -> f64, y: impl Fn(f64) -> f64) -> String {
    let mut path = format!("M{:.1} {:.1}", x(it.first_day()), y(1.0));
    for step in it.steps() {
        let _ = write!(path, "H{:.1}V{:.1}", x(step.day), y(step.share));
    }
    path
}

/// The interval as an area: along its upper limit and back along its lower.
fn band(it: &Labelled<'_>, x: impl Fn(u32) -> f64, y: impl Fn(f64) -> f64) -> String {
    let limits: Vec<(f64, (f64, f64))> =
        it.steps().map_while(|step| Some((x(step.day), step.interval?))).collect();
    let mut path = format!("M{:.1} {:.1}", x(it.first_day()), y(1.0));
    for (x, (_, high)) in &limits {
        let _ = write!(path, "H{x:.1}V{:.1}", y(*high));
    }
    for pair in limits.windows(2).rev() {
        let _ = write!(path, "L{:.1} {:.1}H{:.1}", pair[1].0, y(pair[0].1.0), pair[0].0);
    }
    path.push('Z');
    path
}

/// Heights for labels that would lie on each other, moved apart and kept within the picture.
fn spread(wanted: Vec<f64>) -> Vec<f64> {
    const APART: f64 = 14.0;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*b].total_cmp(&wanted[*a]));
    let mut placed = wanted;
    let mut lowest = TOP + PLOT - 8.0;
    for index in order {
        placed[index] = placed[index].min(lowest);
        lowest = placed[index] - APART;
    }
    placed
}

fn description(share: &str, curves: &[Labelled<'_>]) -> String {
    let mut text = share.to_owned();
    for it in curves {
        let curve = it.curve;
        let median = match curve.median().day {
            Some(day) => format!("half by day {day}"),
            None => "half not reached".to_owned(),
        };
        let _ = write!(text, "; {}: {} of {}, {median}", it.name, curve.events, curve.n);
    }
    text.push('.');
    text
}
