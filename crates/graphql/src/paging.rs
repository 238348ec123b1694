//! Connections: pages of a list, all of one instant.

use std::str::FromStr;
use std::sync::Arc;

use async_graphql::{Context, Error, ErrorExtensions as _, Object, OutputType, Result};
use domain::id::EventId;
use engine::View;
use projection::{Between, Cursor, Cut, Page};

use crate::connection::{Connection, Edge};
use crate::fault::{FaultCode, fault};
use crate::limits::Beyond;
use crate::scalars::Long;
use crate::session::{Reading, Session};
use crate::views::SPAN;

/// Rows of a page when nothing is said.
pub(crate) const FIRST_DEFAULT: i32 = 20;
/// Rows of a page at most.
pub(crate) const FIRST_MAX: i32 = 100;

/// Of the whole list.
pub(crate) struct Whole {
    total: Total,
    position: EventId,
}

/// How many rows a list has.
enum Total {
    /// They had to be looked at anyway.
    Counted(usize),
    /// Counted when somebody asks.
    Count(Box<dyn Fn() -> usize + Send + Sync>),
}

/// Of the whole list.
#[Object]
impl Whole {
    /// How many there are in all. 总数。
    async fn total_count(&self) -> i32 {
        let total = match &self.total {
            Total::Counted(total) => *total,
            Total::Count(count) => count(),
        };
        i32::try_from(total).unwrap_or(i32::MAX)
    }

    /// The position of the log this page belongs to; later pages belong to it too.
    /// 本页所属的日志位置。
    async fn position(&self) -> Long {
        Long::of(self.position.0)
    }
}

/// A page of nodes, with cursors.
pub(crate) type Nodes<Node> = Connection<Node, Whole>;

/// Which page is asked for: the arguments of every connection.
#[derive(Default)]
pub(crate) struct Window {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

impl Window {
    /// How many rows, and whether they are the last. Unless something is said, the first after
    /// `after`, or the last before `before`.
    pub(crate) fn size(&self) -> Result<(usize, bool)> {
        match (self.first, self.last) {
            (Some(_), Some(_)) => Err(fault(
                FaultCode::BadUserInput,
                "give `first` or `last`: a page has one end that it begins from",
            )),
            (None, Some(last)) => Ok((page_size("last", last)?, true)),
            (first, None) => {
                let from_end = first.is_none() && self.after.is_none() && self.before.is_some();
                Ok((page_size("first", first.unwrap_or(FIRST_DEFAULT))?, from_end))
            }
        }
    }
}

/// Which page is asked for, and the instant it belongs to.
pub(crate) struct Paging {
    pub(crate) reading: Reading,
    pub(crate) cut: Cut<String>,
}

impl Paging {
    /// The page beside a cursor belongs to the cursor's instant; the first page to `reading`'s.
    pub(crate) fn new(ctx: &Context<'_>, reading: Reading, window: Window) -> Result<Paging> {
        let (size, from_end) = window.size()?;
        let after = window.after.map(|after| cursor_of("after", &after)).transpose()?;
        let before = window.before.map(|before| cursor_of("before", &before)).transpose()?;
        let position = match (&after, &before) {
            (Some(after), Some(before)) if after.position != before.position => {
                return Err(fault(
                    FaultCode::BadUserInput,
                    "`after` and `before` are cursors of two different instants",
                ));
            }
            (after, before) => after.as_ref().or(before.as_ref()).map(|cursor| cursor.position),
        };
        let reading = match position {
            Some(position) => at(ctx, reading, position)?,
            None => reading,
        };
        let key = |cursor: Option<Cursor>| cursor.map(|cursor| cursor.key);
        let cut = Cut { after: key(after), before: key(before), size, from_end };
        Ok(Paging { reading, cut })
    }

    /// The same of a list that was made for `reading` alone: the page beside a cursor of another
    /// instant is not cut from it.
    pub(crate) fn within(ctx: &Context<'_>, reading: Reading, window: Window) -> Result<Paging> {
        let position = reading.view.position;
        let paging = Paging::new(ctx, reading, window)?;
        let cursor = paging.reading.view.position;
        if cursor == position { Ok(paging) } else { Err(expired(Session::of(ctx), cursor)) }
    }

    /// Cuts the page from the whole list.
    pub(crate) fn cut<Row, Node: OutputType>(
        &self,
        list: Vec<Row>,
        key: impl Fn(&Row) -> String,
        node: impl Fn(&Reading, Row) -> Node,
    ) -> Nodes<Node> {
        let page = projection::page(list, &key, &self.cut);
        self.connect(page, key, node)
    }

    /// The keys between which the page lies.
    pub(crate) fn between<Key: FromStr>(&self) -> Result<Between<Key>> {
        let key = |argument, text: &Option<String>| {
            text.as_deref().map(|key| key.parse().map_err(|_| not_a_cursor(argument))).transpose()
        };
        Ok(Between {
            after: key("after", &self.cut.after)?,
            before: key("before", &self.cut.before)?,
        })
    }

    /// Takes the page from the rows between its cursors, which come one by one and in order; how
    /// many the whole list has is counted only if somebody asks.
    pub(crate) fn take<Row, Node: OutputType>(
        &self,
        mut rows: impl DoubleEndedIterator<Item = Row>,
        count: impl Fn(&View) -> usize + Send + Sync + 'static,
        key: impl Fn(&Row) -> String,
        node: impl Fn(&Reading, Row) -> Node,
    ) -> Nodes<Node> {
        let Cut { after, before, size, from_end } = &self.cut;
        let shown: Vec<Row> = if *from_end {
            let mut shown: Vec<Row> = rows.by_ref().rev().take(*size).collect();
            shown.reverse();
            shown
        } else {
            rows.by_ref().take(*size).collect()
        };
        let more = rows.next().is_some();
        let neighbours =
            (after.is_some() || (*from_end && more), before.is_some() || (!*from_end && more));
        let view = Arc::clone(&self.reading.view);
        let total = Total::Count(Box::new(move || count(&view)));
        self.join(shown, neighbours, total, key, node)
    }

    /// Makes a connection of a page that was cut elsewhere.
    pub(crate) fn connect<Row, Node: OutputType>(
        &self,
        page: Page<Row>,
        key: impl Fn(&Row) -> String,
        node: impl Fn(&Reading, Row) -> Node,
    ) -> Nodes<Node> {
        let neighbours = (page.has_previous, page.has_next);
        self.join(page.rows, neighbours, Total::Counted(page.total), key, node)
    }

    /// Makes a connection of rows, with whether others go before and follow.
    fn join<Row, Node: OutputType>(
        &self,
        rows: Vec<Row>,
        (has_previous, has_next): (bool, bool),
        total: Total,
        key: impl Fn(&Row) -> String,
        node: impl Fn(&Reading, Row) -> Node,
    ) -> Nodes<Node> {
        let position = self.reading.view.position;
        // A view of the past is asked for again by its position.
        if self.reading.view.known_at.is_none() && (has_next || has_previous) {
            let session = &self.reading.session;
            session.views.keep(&self.reading.view, session.engine.view().position);
        }
        let mut nodes = Connection::new(has_previous, has_next, Whole { total, position });
        nodes.edges.extend(rows.into_iter().map(|row| {
            let cursor = Cursor { position, key: key(&row) }.to_string();
            Edge { cursor, node: node(&self.reading, row) }
        }));
        nodes
    }
}

fn cursor_of(argument: &str, text: &str) -> Result<Cursor> {
    text.parse().map_err(|_| not_a_cursor(argument))
}

fn not_a_cursor(argument: &str) -> Error {
    fault(FaultCode::BadUserInput, format!("`{argument}` is not a cursor that this list gave"))
}

/// The programme as of a cursor's position.
fn at(ctx: &Context<'_>, reading: Reading, position: EventId) -> Result<Reading> {
    if position == reading.view.position {
        return Ok(reading);
    }
    let session = Session::of(ctx);
    match session.views.at(position, &session.engine.view()) {
        Some(view) => Ok(session.reading_of(view)),
        None => Err(expired(session, position)),
    }
}

/// Says how to ask on purpose for what a cursor no longer shows.
fn expired(session: &Session, position: EventId) -> Error {
    let recorded = session.engine.entry(position).ok().flatten();
    let then = recorded.map(|entry| entry.recorded_at.to_string());
    let known_at = then.as_ref().map_or(String::new(), |then| format!(" (known at {then})"));
    let message = format!(
        "the programme as of position {0} is not kept for pages any more: cursors last for {SPAN} \
         events, and not beyond a restart, nor after somebody was forgotten. Begin again at the first page; or ask on purpose for \
         what was known then, under `at(position: \"{0}\")`, where this cursor holds{known_at}",
        position.0
    );
    fault(FaultCode::CursorExpired, message).extend_with(|_, extensions| {
        extensions.set("position", position.0.to_string());
        if let Some(then) = &then {
            extensions.set("knownAt", then.as_str());
        }
    })
}

/// How many rows are asked for by `argument`.
pub(crate) fn page_size(argument: &'static str, asked: i32) -> Result<usize> {
    let size = usize::try_from(asked).ok().filter(|size| *size > 0).ok_or_else(|| {
        fault(
            FaultCode::BadUserInput,
            format!("`{argument}` is {asked}; it may be 1 to {FIRST_MAX}"),
        )
    })?;
    let allowed = usize::try_from(FIRST_MAX).unwrap_or(usize::MAX);
    Beyond::check(argument, size, allowed).map_err(Beyond::error)?;
    Ok(size)
}

/// What a page costs: its rows times what each costs.
pub(crate) fn page_cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let rows = first.or(last).unwrap_or(FIRST_DEFAULT).clamp(1, FIRST_MAX);
    1 + child * usize::try_from(rows).unwrap_or(1)
}
