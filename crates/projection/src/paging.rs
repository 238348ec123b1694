//! Pages of a list, stable under what is recorded meanwhile.
//!
//! A cursor holds the key of the last row seen and the position of the view it was seen in. The
//! next page is cut from a view of that same position, so it belongs to the same instant.

use std::fmt;
use std::str::FromStr;

use domain::id::EventId;

/// Where a page ended: written `12:key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The position of the view the page was cut from.
    pub position: EventId,
    /// The key of the last row, as its list writes it.
    pub key: String,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.position.0, self.key)
    }
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACursor;

impl fmt::Display for NotACursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a cursor of this list")
    }
}

impl std::error::Error for NotACursor {}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Cursor, NotACursor> {
        let (position, key) = text.split_once(':').ok_or(NotACursor)?;
        let position = position.parse().map_err(|_| NotACursor)?;
        Ok(Cursor { position: EventId(position), key: key.to_owned() })
    }
}

/// Part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// How many the whole list has.
    pub total: usize,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows went before.
    pub has_previous: bool,
}

/// The page of at most `first` rows that follows the row with key `after`.
///
/// `key` must be unique in the list; the list's order is the caller's. A key that is not in the
/// list gives an empty page with neither neighbour.
pub fn page<T, K: PartialEq>(
    list: Vec<T>,
    key: impl Fn(&T) -> K,
    after: Option<&K>,
    first: usize,
) -> Page<T> {
    let total = list.len();
    let start = match after {
        None => 0,
        Some(after) => match list.iter().position(|row| key(row) == *after) {
            Some(index) => index + 1,
            None => return Page { rows: Vec::new(), total, has_next: false, has_previous: false },
        },
    };
    let rows: Vec<T> = list.into_iter().skip(start).take(first).collect();
    Page { has_next: start + rows.len() < total, has_previous: start > 0, rows, total }
}
