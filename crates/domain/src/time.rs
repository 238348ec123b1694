//! Moments, days and the programme's time zone.
//!
//! Stored times are our own small integers, because the log outlives any library's types; jiff
//! does the arithmetic. Nothing here reads a clock.

use std::fmt;
use std::str::FromStr;

use bincode::{Decode, Encode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(feature = "schema")]
use crate::id::text_as_schema;
use crate::id::text_as_serde;

/// Microseconds in an hour.
pub const HOUR_US: i64 = 3_600_000_000;

/// A text that is not a time, or a time outside the years 1 to 9999.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct TimeError {
    text: String,
    expected: &'static str,
}

impl TimeError {
    pub(crate) fn new(text: &str, expected: &'static str) -> TimeError {
        TimeError { text: text.chars().take(80).collect(), expected }
    }
}

/// An instant: microseconds since 1970-01-01T00:00:00Z. Written in RFC 3339, UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Default)]
pub struct Moment(pub i64);

impl Moment {
    /// This moment `hours` later (earlier when negative); stays in range.
    pub fn plus_hours(self, hours: i64) -> Moment {
        Moment(self.0.saturating_add(hours.saturating_mul(HOUR_US)))
    }

    /// This moment `minutes` later (earlier when negative); stays in range.
    pub fn plus_minutes(self, minutes: i64) -> Moment {
        Moment(self.0.saturating_add(minutes.saturating_mul(HOUR_US / 60)))
    }

    /// Whole minutes from `earlier` to here, rounded down; 0 when `earlier` is later.
    pub fn minutes_since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0).max(0) / (HOUR_US / 60)
    }

    /// Whole hours from `earlier` to here, rounded down; 0 when `earlier` is later.
    pub fn hours_since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0).max(0) / HOUR_US
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.timestamp(), f)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Moment {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Moment, TimeError> {
        let wrong = || TimeError::new(text, "a moment like 2025-03-01T12:00:00Z");
        let at: Timestamp = text.parse().map_err(|_| wrong())?;
        // Finer than a microsecond cannot be kept, so it is refused rather than rounded.
        if at.subsec_nanosecond() % 1_000 != 0 {
            return Err(wrong());
        }
        Ok(Moment(at.as_microsecond()))
    }
}

text_as_serde!(Moment);
#[cfg(feature = "schema")]
text_as_schema!(Moment, crate::schema::moment());

/// A calendar day: days since 1970-01-01. Written `2025-03-01`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Default)]
pub struct Day(pub i32);

impl Day {
    /// The day `days` later (earlier when negative); stays in range.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Days from `earlier` to here; 0 when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    fn date(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        let span = jiff::Span::new().try_days(i64::from(self.0));
        let limit = if self.0 < 0 { Date::MIN } else { Date::MAX };
        span.and_then(|span| epoch.checked_add(span)).unwrap_or(limit)
    }

    fn of(date: Date) -> Day {
        let epoch = Date::constant(1970, 1, 1);
        let days = epoch.until((Unit::Day, date)).map_or(0, |span| span.get_days());
        Day(days)
    }

    /// The same day of the month so many months later; the last day of one that has no such day.
    pub fn plus_months(self, months: u32) -> Day {
        let span = jiff::Span::new().try_months(i64::from(months));
        let later = span.and_then(|span| self.date().checked_add(span));
        later.map_or(Day::of(Date::MAX), Day::of)
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Day {
        Day::of(self.date().first_of_month())
    }

    /// The calendar month, from 1.
    pub fn month(self) -> u8 {
        u8::try_from(self.date().month()).unwrap_or(1)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        i32::from(self.date().year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date(), f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Day, TimeError> {
        let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date: Option<Date> = if plain { text.parse().ok() } else { None };
        date.map(Day::of).ok_or_else(|| TimeError::new(text, "a date like 2025-03-01"))
    }
}

text_as_serde!(Day);
#[cfg(feature = "schema")]
text_as_schema!(Day, crate::schema::text_in("date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2025-03-01"));

/// A time zone of the IANA database; the copy built into the program, so that every machine
/// folds alike.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(TimeZone::UTC);

    /// The zone of an IANA name such as `Asia/Shanghai`; `None` when there is none.
    pub fn named(name: &str) -> Option<Zone> {
        TimeZone::get(name).ok().map(Zone)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The day it is here at `moment`.
    pub fn day_of(&self, moment: Moment) -> Day {
        Day::of(self.0.to_datetime(moment.timestamp()).date())
    }

    /// The hour of the day it is here at `moment`, 0–23.
    pub fn clock_hour(&self, moment: Moment) -> u8 {
        u8::try_from(self.0.to_datetime(moment.timestamp()).hour()).unwrap_or(0)
    }

    /// The day and the time it is here at `moment`, to the minute: `2025-03-01 10:00`.
    pub fn written(&self, moment: Moment) -> String {
        let here = self.0.to_datetime(moment.timestamp());
        format!("{} {:02}:{:02}", here.date(), here.hour(), here.minute())
    }

    /// The first instant of `day` here.
    pub fn start_of(&self, day: Day) -> Moment {
        let at = self.0.to_ambiguous_zoned(day.date().to_datetime(jiff::civil::Time::midnight()));
        at.compatible().map_or(Moment(i64::MAX), |at| Moment(at.timestamp().as_microsecond()))
    }

    /// The instant at which that hour of `day` begins here; where the clocks skip it, the hour
    /// after.
    pub fn hour_of(&self, day: Day, hour: u8) -> Moment {
        let hour = i8::try_from(hour.min(23)).unwrap_or(23);
        let at = self.0.to_ambiguous_zoned(day.date().at(hour, 0, 0, 0));
        at.compatible().map_or(Moment(i64::MAX), |at| Moment(at.timestamp().as_microsecond()))
    }

    /// The last instant of `day` here, inclusive.
    pub fn end_of(&self, day: Day) -> Moment {
        Moment(self.start_of(day.plus(1)).0.saturating_sub(1))
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An effective time as a caller may give it: a day means its end in the programme's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// The end of that day in the programme's zone.
    Day(Day),
    /// That instant, inclusive.
    Moment(Moment),
}

impl AsOf {
    /// The last instant that counts.
    pub fn moment(self, zone: &Zone) -> Moment {
        match self {
            AsOf::Day(day) => zone.end_of(day),
            AsOf::Moment(moment) => moment,
        }
    }
}

impl FromStr for AsOf {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<AsOf, TimeError> {
        if let Ok(day) = text.parse() {
            return Ok(AsOf::Day(day));
        }
        text.parse().map(AsOf::Moment).map_err(|_| {
            TimeError::new(text, "a date like 2025-03-01 or a moment like 2025-03-01T12:00:00Z")
        })
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AsOf::Day(day) => fmt::Display::fmt(day, f),
            AsOf::Moment(moment) => fmt::Display::fmt(moment, f),
        }
    }
}

#[cfg(feature = "graphql")]
async_graphql::scalar!(Moment, "DateTime", "An instant, RFC 3339. 瞬间,RFC 3339 格式。");
#[cfg(feature = "graphql")]
async_graphql::scalar!(Day, "Date", "A calendar day, 2025-03-01. 日历日。");
