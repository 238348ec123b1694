//! Periods of the calendar.

use audit::period::{Per, Period, PeriodError};
use proptest::prelude::*;

use crate::scene::day;

const ALL: [Per; 5] = [Per::Day, Per::Week, Per::Month, Per::Quarter, Per::Year];

#[test]
fn a_period_has_the_name_of_its_kind() {
    let names = ALL.map(|per| Period::containing(day("2024-12-31"), per).to_string());
    // ISO 8601: the last day of 2024 lies in the first week of 2025.
    assert_eq!(names, ["2024-12-31", "2025-W01", "2024-12", "2024-Q4", "2024"]);
    assert_eq!(Period::containing(day("2021-01-03"), Per::Week).to_string(), "2020-W53");
}

#[test]
fn what_reaches_beyond_is_cut_off() {
    let periods = Period::between(day("2024-02-10"), day("2024-07-01"), Per::Quarter, 3).unwrap();
    let seen: Vec<String> =
        periods.iter().map(|it| format!("{it} {} {}", it.first, it.last)).collect();
    assert_eq!(
        seen,
        [
            "2024-Q1 2024-02-10 2024-03-31",
            "2024-Q2 2024-04-01 2024-06-30",
            "2024-Q3 2024-07-01 2024-07-01"
        ]
    );
}

#[test]
fn a_time_that_cannot_be_divided_is_refused() {
    let (from, to) = (day("2024-02-10"), day("2024-02-09"));
    let refused = Period::between(from, to, Per::Day, 9).unwrap_err();
    assert_eq!(refused, PeriodError::Backwards { from, to });
    let refused = Period::between(to, from, Per::Day, 1).unwrap_err();
    assert_eq!(refused, PeriodError::TooMany { from: to, to: from, max: 1 });
}

#[test]
fn the_end_of_the_calendar_is_an_end() {
    for per in ALL {
        let periods = Period::between(day("9999-12-30"), day("9999-12-31"), per, 31).unwrap();
        assert_eq!(periods.last().unwrap().last, day("9999-12-31"), "{per:?}");
    }
}

proptest! {
    #[test]
    fn every_day_lies_in_exactly_one_period(first in -3_000..30_000, days in 0..900, per in 0..5_usize) {
        let (from, to) = (domain::Day(first), domain::Day(first + days));
        let periods = Period::between(from, to, ALL[per], 1_000).unwrap();
        prop_assert_eq!((periods[0].first, periods.last().unwrap().last), (from, to));
        for pair in periods.windows(2) {
            prop_assert_eq!(pair[0].last.plus(1), pair[1].first);
            prop_assert_ne!(pair[0].to_string(), pair[1].to_string());
        }
        for period in &periods {
            let name = period.to_string();
            prop_assert_eq!(Period::containing(period.last, ALL[per]).to_string(), name);
        }
    }
}
