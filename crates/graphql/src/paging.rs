//! Connections: pages of a list, all of one instant.

use std::str::FromStr;
use std::sync::Arc;

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, Object, OutputType, Result};
use domain::id::EventId;
use engine::View;
use projection::{Cursor, Page};

use crate::fault::{FaultCode, fault};
use crate::limits::Beyond;
use crate::scalars::Long;
use crate::session::{Reading, Session};

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

/// Of the whole list. 整个列表。
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
pub(crate) type Nodes<Node> = Connection<String, Node, Whole>;

/// Which page is asked for, and the instant it belongs to.
pub(crate) struct Paging {
    pub(crate) reading: Reading,
    pub(crate) first: usize,
    pub(crate) after: Option<String>,
}

impl Paging {
    /// The page after a cursor belongs to the cursor's instant; the first page to `reading`'s.
    pub(crate) fn new(
        ctx: &Context<'_>,
        reading: Reading,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Paging> {
        let first = page_size(first)?;
        let Some(after) = after else {
            return Ok(Paging { reading, first, after: None });
        };
        let cursor: Cursor = after.parse().map_err(|_| not_a_cursor())?;
        let session = Session::of(ctx);
        let view = match cursor.position {
            position if position == reading.view.position => reading.view,
            position => session.views.at(position).ok_or_else(|| {
                fault(
                    FaultCode::CursorExpired,
                    format!(
                        "the programme as of position {} is no longer kept: begin again at the \
                         first page, or ask with knownAt",
                        position.0
                    ),
                )
            })?,
        };
        Ok(Paging { reading: session.reading_of(view), first, after: Some(cursor.key) })
    }

    /// The key after which the page begins.
    pub(crate) fn after<Key: FromStr>(&self) -> Result<Option<Key>> {
        self.after.as_deref().map(|key| key.parse().map_err(|_| not_a_cursor())).transpose()
    }

    /// Cuts the page from the whole list.
    pub(crate) fn cut<Row, Node: OutputType>(
        &self,
        list: Vec<Row>,
        key: impl Fn(&Row) -> String,
        node: impl Fn(&Reading, Row) -> Node,
    ) -> Nodes<Node> {
        let page = projection::page(list, &key, self.after.as_ref(), self.first);
        self.connect(page, key, node)
    }

    /// Takes the page from rows that come one by one, in order and from after the cursor on; how
    /// many the whole list has is counted only if somebody asks.
    pub(crate) fn take<Row, Node: OutputType>(
        &self,
        mut rows: impl Iterator<Item = Row>,
        count: impl Fn(&View) -> usize + Send + Sync + 'static,
        key: impl Fn(&Row) -> String,
        node: impl Fn(&Reading, Row) -> Node,
    ) -> Nodes<Node> {
        let shown: Vec<Row> = rows.by_ref().take(self.first).collect();
        let neighbours = (self.after.is_some(), rows.next().is_some());
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
        if has_next {
            self.reading.session.views.keep(&self.reading.view);
        }
        let whole = Whole { total, position };
        let mut nodes = Connection::with_additional_fields(has_previous, has_next, whole);
        nodes.edges.extend(rows.into_iter().map(|row| {
            let cursor = Cursor { position, key: key(&row) }.to_string();
            Edge::<_, _, EmptyFields>::new(cursor, node(&self.reading, row))
        }));
        nodes
    }
}

fn not_a_cursor() -> async_graphql::Error {
    fault(FaultCode::BadUserInput, "`after` is not a cursor that this list gave")
}

/// How many rows are asked for.
pub(crate) fn page_size(first: Option<i32>) -> Result<usize> {
    let first = first.unwrap_or(FIRST_DEFAULT);
    let size = usize::try_from(first).ok().filter(|size| *size > 0).ok_or_else(|| {
        fault(FaultCode::BadUserInput, format!("`first` is {first}; it may be 1 to {FIRST_MAX}"))
    })?;
    let allowed = usize::try_from(FIRST_MAX).unwrap_or(usize::MAX);
    Beyond::check("first", size, allowed).map_err(Beyond::error)?;
    Ok(size)
}

/// What a page costs: its rows times what each costs.
pub(crate) fn page_cost(first: Option<i32>, child: usize) -> usize {
    let rows = first.unwrap_or(FIRST_DEFAULT).clamp(1, FIRST_MAX);
    1 + child * usize::try_from(rows).unwrap_or(1)
}
