//! Days, weeks, months, quarters and years of the programme's calendar.

use std::fmt;

use domain::{Day, Moment, Zone};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Per {
    /// One day.
    Day,
    /// From a Monday to a Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months, from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

/// A time that cannot be divided so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It ends before it begins.
    #[error("`to` is {to}, before `from`, {from}")]
    Backwards {
        /// As asked.
        from: Day,
        /// As asked.
        to: Day,
    },
    /// Too many periods for one answer.
    #[error(
        "from {from} to {to} there are more than {max} such periods: take longer periods, or a shorter time"
    )]
    TooMany {
        /// As asked.
        from: Day,
        /// As asked.
        to: Day,
        /// How many there may be.
        max: u32,
    },
}

/// One period, or the part of it that was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// How long the whole of it is.
    pub per: Per,
    /// Its first day, or the first that was asked about.
    pub first: Day,
    /// Its last day, or the last that was asked about.
    pub last: Day,
}

impl Period {
    /// The whole period in which `day` lies.
    pub fn containing(day: Day, per: Per) -> Period {
        let first = first_day(day, per);
        let last = match per {
            Per::Day => first,
            Per::Week => first.plus(6),
            // As long as the longest: from the first day so far on lies in the next.
            Per::Month => first_day(first.plus(31), Per::Month).plus(-1),
            Per::Quarter => first_day(first.plus(92), Per::Quarter).plus(-1),
            Per::Year => first_day(first.plus(366), Per::Year).plus(-1),
        };
        // At the end of the calendar there is no next.
        Period { per, first, last: last.max(day) }
    }

    /// The periods from one day to another, both included; the first and the last are cut off
    /// where they reach beyond.
    ///
    /// # Errors
    /// When `to` is before `from`, or there would be more than `max`.
    pub fn between(from: Day, to: Day, per: Per, max: u32) -> Result<Vec<Period>, PeriodError> {
        if to < from {
            return Err(PeriodError::Backwards { from, to });
        }
        let mut periods = Vec::new();
        let mut first = from;
        while first <= to {
            if periods.len() >= max as usize {
                return Err(PeriodError::TooMany { from, to, max });
            }
            let whole = Period::containing(first, per);
            periods.push(Period { per, first, last: whole.last.min(to) });
            first = whole.last.plus(1);
        }
        Ok(periods)
    }

    /// Its last instant in `zone`, inclusive.
    pub fn end(&self, zone: &Zone) -> Moment {
        zone.end_of(self.last)
    }
}

/// `2025-03-01`, `2025-W09`, `2025-03`, `2025-Q1` or `2025`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first;
        match self.per {
            Per::Day => write!(f, "{day}"),
            Per::Week => {
                // A week belongs to the year of its Thursday: ISO 8601.
                let thursday = first_day(day, Per::Week).plus(3);
                let week = thursday.days_since(first_day(thursday, Per::Year)) / 7 + 1;
                write!(f, "{:04}-W{week:02}", thursday.year())
            }
            Per::Month => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Per::Quarter => write!(f, "{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1),
            Per::Year => write!(f, "{:04}", day.year()),
        }
    }
}

fn first_day(day: Day, per: Per) -> Day {
    let back_to = |months: u8| {
        let mut first = day.first_of_month();
        while !(first.month() - 1).is_multiple_of(months) {
            first = first.plus(-1).first_of_month();
        }
        first
    };
    match per {
        Per::Day => day,
        // Day 0, 1 January 1970, was a Thursday.
        Per::Week => day.plus(-(day.0.saturating_add(3).rem_euclid(7))),
        Per::Month => day.first_of_month(),
        Per::Quarter => back_to(3),
        Per::Year => back_to(12),
    }
}
