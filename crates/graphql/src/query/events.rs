//! The event browser, and anything by its id.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Object, Result, SimpleObject};
use domain::id::EventId;
use projection::Cursor;

use super::Instant;
use crate::event::{Event, event_at, events_after};
use crate::fault::{FaultCode, fault};
use crate::paging::{page_cost, page_size};
use crate::scalars::Long;
use crate::session::Session;

/// Of the whole log. 整个日志。
#[derive(SimpleObject)]
pub(crate) struct WholeLog {
    /// How many events there are in all. 总数。
    total_count: Long,
    /// The position of the log this page belongs to. 本页所属的日志位置。
    position: Long,
}

#[derive(Default)]
pub(crate) struct EventQuery(pub(crate) Instant);

/// Events. 事件。
#[Object]
impl EventQuery {
    /// Every event in order, after a position or a cursor. Events are never inserted or removed,
    /// so any cursor stays good. 事件浏览,按位置先后。
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A cursor, or a position. 游标或位置。")] after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, Event, WholeLog>> {
        let first = page_size(first)?;
        let after = after.map_or(Ok(EventId(0)), |after| position_in(&after))?;
        let reading = self.0.reading(ctx);
        let upto = reading.view.position;
        let found = events_after(Session::of(ctx), after, upto, first).await?;
        let last = found.last().map_or(after, |event| event.position);
        let whole = WholeLog { total_count: Long::of(upto.0), position: Long::of(upto.0) };
        let mut nodes = Connection::with_additional_fields(after.0 > 0, last < upto, whole);
        nodes.edges.extend(found.into_iter().map(|recorded| {
            let cursor = Cursor { position: upto, key: recorded.position.to_string() };
            Edge::new(cursor.to_string(), Event::new(&reading, recorded))
        }));
        Ok(nodes)
    }

    /// One event; null when there is none. 某一事件。
    async fn event(&self, ctx: &Context<'_>, id: EventId) -> Result<Option<Event>> {
        let reading = self.0.reading(ctx);
        if id > reading.view.position || id.0 == 0 {
            return Ok(None);
        }
        event_at(&reading, id).await
    }
}

fn position_in(after: &str) -> Result<EventId> {
    let plain = after.parse().ok().map(EventId);
    let named = || after.parse().ok();
    let cursor = || after.parse::<Cursor>().ok().and_then(|cursor| cursor.key.parse().ok());
    plain.or_else(named).or_else(cursor).ok_or_else(|| {
        fault(FaultCode::BadUserInput, "`after` is neither a cursor of this list nor a position")
    })
}
