//! The time asked about, divided.

use audit::headcount::days_covered;
use audit::period::{Per, Period};
use domain::{Day, Moment};
use engine::View;

use crate::exit::Failure;

/// Rows beyond any use. Our own number.
const PERIODS_MAX: u32 = 100_000;

/// From the first move to the last, where nothing else is asked; none where nobody ever moved.
pub(super) fn periods(
    view: &View,
    per: Per,
    (from, to): (Option<Day>, Option<Day>),
    known_at: Option<Moment>,
) -> Result<Vec<Period>, Failure> {
    let covered = days_covered(&view.tiers, known_at);
    let (from, to) = (from.or(covered.map(|days| days.0)), to.or(covered.map(|days| days.1)));
    let (Some(from), Some(to)) = (from, to) else { return Ok(Vec::new()) };
    let periods = Period::between(from, to, per, PERIODS_MAX);
    periods.map_err(|error| Failure::Usage(error.to_string()))
}
