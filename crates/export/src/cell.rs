//! One value of a table, and what a column may hold.

use std::fmt;

use domain::{Day, Moment};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    /// Words, ids, codes.
    Text,
    /// A whole number; also the position of an event.
    Integer,
    /// Yes or no.
    Boolean,
    /// Microseconds since the Unix epoch, UTC.
    Timestamp,
    /// A day in the programme's zone.
    Date,
    /// Anything, as the text of a JSON value.
    Json,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in `Kind`")]
pub enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Boolean(bool),
    Timestamp(Moment),
    Date(Day),
}

impl Kind {
    /// The value as a column of this kind holds it; `None` if it is of another kind.
    pub fn cell(self, value: &Value) -> Option<Cell> {
        let text = || value.as_str();
        if value.is_null() {
            return Some(Cell::Empty);
        }
        match self {
            Kind::Text => text().map(|text| Cell::Text(text.to_owned())),
            Kind::Integer => value.as_i64().or_else(|| position(text()?)).map(Cell::Integer),
            Kind::Boolean => value.as_bool().map(Cell::Boolean),
            Kind::Timestamp => text()?.parse().ok().map(Cell::Timestamp),
            Kind::Date => text()?.parse().ok().map(Cell::Date),
            Kind::Json => Some(Cell::Text(value.to_string())),
        }
    }
}

/// The number of an event, as rows write it: `ev_17`.
fn position(text: &str) -> Option<i64> {
    text.strip_prefix("ev_")?.parse().ok()
}

/// As CSV writes it; nothing for [`Cell::Empty`].
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(text) => f.write_str(text),
            Cell::Integer(number) => number.fmt(f),
            Cell::Boolean(is) => is.fmt(f),
            Cell::Timestamp(moment) => moment.fmt(f),
            Cell::Date(day) => day.fmt(f),
        }
    }
}
