//! Columns over periods: what counts upwards, and what counts downwards.

use super::canvas::{Anchor, Canvas, ticks};
use crate::period::Period;

const WIDTH: f64 = 900.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 170.0;
const TOP: f64 = 76.0;
const PLOT: f64 = 340.0;
/// Labels of periods that fit side by side.
const LABELS_MAX: usize = 10;

/// One kind of thing that is counted.
#[derive(Debug)]
pub(super) struct Series {
    /// What it is called beside its colour.
    pub(super) name: String,
    /// Of which colour and hatching.
    pub(super) colour: usize,
    /// Whether it counts downwards.
    pub(super) down: bool,
    /// How many, period by period.
    pub(super) counts: Vec<u32>,
}

/// Draws the series on each other, away from the zero line in the order given.
pub(super) fn columns(
    title: &str,
    remark: &str,
    description: &str,
    periods: &[Period],
    series: &[Series],
) -> String {
    let height = |down: bool| {
        let sums = (0..periods.len()).map(|period| {
            let inside = series.iter().filter(|it| it.down == down);
            inside.map(|it| it.counts[period]).fold(0, u32::saturating_add)
        });
        sums.max().unwrap_or(0)
    };
    let (up, down) = (height(false), height(true));
    let scale = PLOT / f64::from(up.saturating_add(down).max(1));
    let zero = TOP + f64::from(up) * scale;
    let mut canvas = Canvas::new(WIDTH, TOP + PLOT + 50.0);
    canvas.text((24.0, 30.0), Anchor::Start, "title", title);
    canvas.text((24.0, 52.0), Anchor::Start, "small", remark);
    for (max, sign, first) in [(up, -1.0, 0), (down, 1.0, 1)] {
        let all = ticks(up.max(down)).into_iter();
        for tick in all.filter(|tick| (first..=max).contains(tick)) {
            let y = zero + sign * f64::from(tick) * scale;
            canvas.line((LEFT, y), (WIDTH - RIGHT, y), "grid");
            canvas.text((LEFT - 8.0, y + 4.0), Anchor::End, "tick", &tick.to_string());
        }
    }
    let width = (WIDTH - LEFT - RIGHT) / periods.len().max(1) as f64;
    // Many columns touch each other; few have air between them.
    let bar = if width > 6.0 { width * 0.8 } else { width };
    let every = periods.len().div_ceil(LABELS_MAX).max(1);
    for (nth, period) in periods.iter().enumerate() {
        let x = LEFT + width * nth as f64;
        for down in [false, true] {
            let mut edge = zero;
            for it in series.iter().filter(|it| it.down == down && it.counts[nth] > 0) {
                let height = f64::from(it.counts[nth]) * scale;
                let top = if down { edge } else { edge - height };
                canvas.filled((x + (width - bar) / 2.0, top), (bar, height), it.colour);
                edge += if down { height } else { -height };
            }
        }
        if nth % every == 0 {
            let at = (x + width / 2.0, TOP + PLOT + 22.0);
            canvas.text(at, Anchor::Middle, "tick", &period.to_string());
        }
    }
    canvas.line((LEFT, zero), (WIDTH - RIGHT, zero), "axis");
    legend(&mut canvas, zero, series);
    canvas.finish(title, description)
}

/// Beside the columns, in the order in which they lie on each other.
fn legend(canvas: &mut Canvas, zero: f64, series: &[Series]) {
    const LINE: f64 = 22.0;
    let x = WIDTH - RIGHT + 16.0;
    let above = series.iter().filter(|it| !it.down).count() as f64;
    let all = series.len() as f64;
    // Around the zero line as far as there is room above it and below.
    let lowest = TOP + PLOT - LINE * (all - above);
    let mut y = (zero - LINE * above).min(lowest - LINE * above).max(TOP);
    let (up, down): (Vec<&Series>, Vec<&Series>) = series.iter().partition(|it| !it.down);
    for it in up.into_iter().rev().chain(down) {
        canvas.filled((x, y + 4.0), (14.0, 14.0), it.colour);
        canvas.text((x + 20.0, y + 15.0), Anchor::Start, "tick", &it.name);
        y += LINE;
    }
}
