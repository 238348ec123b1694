//! The event browser, and anything by its id.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::Moment;
use domain::actor::Role;
use domain::id::{ActorId, CommandId, CorrelationId, EventId, KocId, OperatorId};
use engine::{EventFilter as Filter, Stretch, UNKNOWN};
use projection::Cursor;

use super::Instant;
use crate::connection::{Connection, Edge};
use crate::event::{Event, event_at, find_events, of_command};
use crate::fault::{FaultCode, fault};
use crate::paging::{Window, page_cost};
use crate::scalars::Long;
use crate::session::Reading;

/// Of the whole log, and how far this page looked. 整个日志。
#[derive(SimpleObject)]
pub(crate) struct WholeLog {
    /// How many events there are in all; null beside a filter, because only looking through the
    /// whole log would tell. 总数;使用筛选时为空。
    total_count: Option<Long>,
    /// The position of the log this page belongs to. 本页所属的日志位置。
    position: Long,
    /// Every event up to this position was looked at, from the end every one down to it: a page
    /// ends when it is full, or when it has looked at so many. Go on with `after` or `before`.
    /// 已查找到的位置,可作为 after 或 before 继续。
    looked_to: Long,
}

/// Which events; what is not said does not matter, and all that is said must hold. 事件筛选。
#[derive(InputObject, Default)]
#[graphql(name = "EventFilter")]
pub(crate) struct EventFilter {
    /// Of this stream: `koc-0197…`. 所属的流。
    stream: Option<String>,
    /// Of one of these types: `KocPromoted`; `Unknown` for what only a newer version of the
    /// program knows. 事件类型。
    types: Option<Vec<String>>,
    /// On this member's timeline: about them or done by them. 与某成员有关。
    koc: Option<KocId>,
    /// Made to happen in this role. 执行者角色。
    role: Option<Role>,
    /// Made to happen by this operator. 执行的运营人员。
    operator: Option<OperatorId>,
    /// Made to happen by this member. 执行的成员。
    member: Option<KocId>,
    /// Of this command. 所应答的命令。
    command_id: Option<CommandId>,
    /// Of this request or import. 关联编号。
    correlation_id: Option<CorrelationId>,
    /// Recorded at this moment or later. 记录时间不早于。
    recorded_from: Option<Moment>,
    /// Recorded at this moment or earlier. 记录时间不晚于。
    recorded_to: Option<Moment>,
    /// At this position or later. 位置不小于。
    from_position: Option<Long>,
    /// At this position or earlier. 位置不大于。
    to_position: Option<Long>,
}

impl EventFilter {
    /// As the log is asked; and the positions between which it looks, both included.
    fn asked(self, reading: &Reading) -> Result<(Filter, EventId, EventId)> {
        let wrong = |what: &str| fault(FaultCode::BadUserInput, what);
        let position = |at: Option<Long>, name: &str| match at.map(Long::unsigned) {
            None => Ok(None),
            Some(Some(at)) => Ok(Some(EventId(at))),
            Some(None) => Err(wrong(&format!("`{name}` is 0 or more"))),
        };
        let from = position(self.from_position, "fromPosition")?.unwrap_or(EventId(1));
        let to = position(self.to_position, "toPosition")?.unwrap_or(reading.view.position);
        if self.operator.is_some() && self.member.is_some() {
            return Err(wrong("`operator` and `member` cannot both have done it"));
        }
        let stream = self.stream.map(|text| text.parse());
        let stream = stream.transpose().map_err(|error: String| wrong(&error))?;
        let number = |name: String| {
            let known = domain::Event::type_named(&name).map(|kind| kind.number);
            known.ok_or_else(|| wrong(&format!("there is no event type `{name}`")))
        };
        let unknown = |name: &String| *name == UNKNOWN.name;
        let unknown_types = self.types.iter().flatten().any(unknown);
        let known = |names: Vec<String>| names.into_iter().filter(|name| !unknown(name));
        let types = self.types.map(|names| known(names).map(number).collect());
        let actor = self.operator.map(|id| ActorId(id.0)).or(self.member.map(|id| ActorId(id.0)));
        let timeline = |koc| reading.view.people.timeline(koc).map(|(at, _)| at).collect();
        let filter = Filter {
            stream,
            types: types.transpose()?,
            unknown_types,
            role: self.role,
            actor,
            command_id: self.command_id,
            correlation_id: self.correlation_id,
            recorded_from: self.recorded_from,
            recorded_to: self.recorded_to,
            among: self.koc.map(timeline),
        };
        Ok((filter, from, to.min(reading.view.position)))
    }
}

pub(crate) struct EventQuery(pub(crate) Instant);

/// Events. 事件。
#[Object]
impl EventQuery {
    /// Every event in order, after or before a position or a cursor, as far as the filter lets through.
    /// Events are never inserted or removed, so any cursor stays good. Stream, command, member and
    /// times are looked up; anything else is looked for event by event, a stretch of the log a
    /// page. 事件浏览,按位置先后,可筛选。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        filter: Option<EventFilter>,
        #[graphql(desc = "A cursor, or a position. 游标或位置。")] after: Option<String>,
        first: Option<i32>,
        #[graphql(desc = "A cursor, or a position. 游标或位置。")] before: Option<String>,
        last: Option<i32>,
    ) -> Result<Connection<Event, WholeLog>> {
        let window = Window { first, after, last, before };
        let (size, from_end) = window.size()?;
        let after = window.after.map_or(Ok(EventId(0)), |after| position_in("after", &after))?;
        let before = window.before.map(|before| position_in("before", &before)).transpose()?;
        let reading = self.0.reading(ctx);
        let upto = reading.view.position;
        let total_count = filter.is_none().then(|| Long::of(upto.0));
        let (filter, from, to) = filter.unwrap_or_default().asked(&reading)?;
        let stretch = Stretch {
            after: after.max(EventId(from.0.saturating_sub(1))),
            upto: before.map_or(to, |before| to.min(EventId(before.0.saturating_sub(1)))),
            backwards: from_end,
        };
        let (page, found) = find_events(&reading, filter, stretch, size).await?;
        let more = WholeLog {
            total_count,
            position: Long::of(upto.0),
            looked_to: Long::of(page.looked_to.0),
        };
        let (behind, ahead) = (before.is_some_and(|before| before <= upto), after.0 > 0);
        let mut nodes = match from_end {
            true => Connection::new(!page.is_last, behind, more),
            false => Connection::new(ahead, !page.is_last, more),
        };
        nodes.edges.extend(found.into_iter().map(|recorded| {
            let cursor = Cursor { position: upto, key: recorded.position.to_string() };
            Edge { cursor: cursor.to_string(), node: Event::new(&reading, recorded) }
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

    /// What a command asked for directly; what followed from each is under `effects`. Empty when
    /// the command is not recorded. 某命令直接产生的事件,后续事件见 effects。
    async fn command_events(&self, ctx: &Context<'_>, command_id: CommandId) -> Result<Vec<Event>> {
        let reading = self.0.reading(ctx);
        let all = of_command(&reading, command_id).await?;
        let direct = all.into_iter().filter(|recorded| recorded.causation.is_none());
        Ok(direct.map(|recorded| Event::new(&reading, recorded)).collect())
    }
}

fn position_in(argument: &str, text: &str) -> Result<EventId> {
    let plain = text.parse().ok().map(EventId);
    let named = || text.parse().ok();
    let cursor = || text.parse::<Cursor>().ok().and_then(|cursor| cursor.key.parse().ok());
    plain.or_else(named).or_else(cursor).ok_or_else(|| {
        fault(
            FaultCode::BadUserInput,
            format!("`{argument}` is neither a cursor of this list nor a position"),
        )
    })
}
