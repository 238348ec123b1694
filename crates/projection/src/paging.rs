//! Pages of a list, stable under what is recorded meanwhile.
//!
//! A cursor holds the key of the last row seen and the position of the view it was seen in. The
//! next page is cut from a view of that same position, so it belongs to the same instant.

use std::fmt;
use std::ops::Bound;
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

/// Which rows of a list a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut<K> {
    /// Only what follows the row with this key.
    pub after: Option<K>,
    /// Only what stands before the row with this key.
    pub before: Option<K>,
    /// How many rows at most.
    pub size: usize,
    /// The last of them instead of the first.
    pub from_end: bool,
}

/// The part of an ordered list that lies between two of its keys, both left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between<K> {
    /// What follows this key; from the first on if not given.
    pub after: Option<K>,
    /// What stands before this key; to the last if not given.
    pub before: Option<K>,
}

impl<K> Between<K> {
    /// The whole list.
    pub const ALL: Between<K> = Between { after: None, before: None };
}

impl<K: Copy + Ord> Between<K> {
    /// The bounds of a range over the keys; of an empty one when nothing can lie between.
    pub fn bounds(&self) -> (Bound<K>, Bound<K>) {
        match (self.after, self.before) {
            (Some(after), Some(before)) if before <= after => {
                (Bound::Excluded(after), Bound::Included(after))
            }
            (after, before) => (
                after.map_or(Bound::Unbounded, Bound::Excluded),
                before.map_or(Bound::Unbounded, Bound::Excluded),
            ),
        }
    }

    /// Whether a key lies between.
    pub fn holds(&self, key: K) -> bool {
        self.after.is_none_or(|after| key > after) && self.before.is_none_or(|before| key < before)
    }

    /// The same by other keys; none when one of them is not known.
    pub fn by<L>(self, other: impl Fn(K) -> Option<L>) -> Option<Between<L>> {
        let after = match self.after {
            Some(key) => Some(other(key)?),
            None => None,
        };
        let before = match self.before {
            Some(key) => Some(other(key)?),
            None => None,
        };
        Some(Between { after, before })
    }
}

/// The page that `cut` asks for.
///
/// `key` must be unique in the list; the list's order is the caller's. A key that is not in the
/// list gives an empty page with neither neighbour.
pub fn page<T, K: PartialEq>(list: Vec<T>, key: impl Fn(&T) -> K, cut: &Cut<K>) -> Page<T> {
    let total = list.len();
    let place = |wanted: &K| list.iter().position(|row| key(row) == *wanted);
    let start = cut.after.as_ref().map_or(Some(0), |after| place(after).map(|index| index + 1));
    let end = cut.before.as_ref().map_or(Some(total), place);
    let (Some(start), Some(end)) = (start, end) else {
        return Page { rows: Vec::new(), total, has_next: false, has_previous: false };
    };
    let end = end.max(start);
    let (start, end) = match cut.from_end {
        true => (start.max(end.saturating_sub(cut.size)), end),
        false => (start, end.min(start.saturating_add(cut.size))),
    };
    let rows: Vec<T> = list.into_iter().skip(start).take(end - start).collect();
    Page { has_next: end < total, has_previous: start > 0, rows, total }
}
