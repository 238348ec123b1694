//! Events as the API shows them: what happened, in both languages, and everything recorded
//! beside it.

use std::sync::Arc;

use async_graphql::{Json, Object, Result};
use domain::actor::Role;
use domain::id::{CommandId, CorrelationId, EventId};
use domain::personal::Sealed;
use domain::{Lang, Moment};
use engine::{Engine, EngineError, Entry, EventFilter, EventPage, Stretch};
use serde_json::Value;

use crate::fault::{FaultCode, fault};
use crate::people::{Koc, Operator};
use crate::scalars::Long;
use crate::session::{Reading, Session};

/// Something that happened. 已发生的一件事。
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) reading: Reading,
    pub(crate) recorded: Arc<Entry>,
}

/// Something that happened; never changed, never removed. 已发生的一件事,不可更改、不可删除。
#[Object]
impl Event {
    /// `ev_` and the position. 事件编号。
    pub(crate) async fn id(&self) -> EventId {
        self.recorded.position
    }

    /// Its place in the log, from 1, without gaps. 日志中的位置。
    async fn position(&self) -> Long {
        Long::of(self.recorded.position.0)
    }

    /// Its name: `KocPromoted`. More names come with new versions; `Unknown` is one that a newer
    /// version of the program wrote. 事件类型,会新增;Unknown 由更新版本写入。
    #[graphql(name = "type")]
    async fn kind(&self) -> &'static str {
        self.recorded.event_type().name
    }

    /// What happened in words, in the language asked for or else the caller's. 事件描述。
    async fn sentence(&self, lang: Option<Lang>) -> &'static str {
        let lang = lang.unwrap_or(self.reading.session.caller.lang);
        self.recorded.event_type().sentence(lang)
    }

    /// What it happened to: `koc-0197…`. 所属的流。
    async fn stream(&self) -> &str {
        &self.recorded.stream
    }

    /// Its place in the stream, from 1. 流内版本。
    async fn version(&self) -> Long {
        Long::of(self.recorded.version)
    }

    /// When the log came to know it. 记录时间。
    async fn recorded_at(&self) -> Moment {
        self.recorded.recorded_at
    }

    /// When it happened in the business. 发生时间。
    async fn occurred_at(&self) -> Moment {
        self.recorded.occurred_at
    }

    /// Who made it happen. 执行者。
    async fn actor(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.recorded.actor }
    }

    /// The command it answers. 所应答的命令。
    async fn command_id(&self) -> CommandId {
        self.recorded.command_id
    }

    /// The request or import that began it. 关联编号。
    async fn correlation_id(&self) -> CorrelationId {
        self.recorded.correlation_id
    }

    /// The event that led to it; none for what a command asked for directly. 起因事件。
    async fn causation(&self) -> Result<Option<Event>> {
        match self.recorded.causation {
            Some(position) => event_at(&self.reading, position).await,
            None => Ok(None),
        }
    }

    /// What followed from it at once, in the same command. 随之产生的事件。
    async fn effects(&self) -> Result<Vec<Event>> {
        let of_command = of_command(&self.reading, self.recorded.command_id).await?;
        let caused = Some(self.recorded.position);
        let effects = of_command.into_iter().filter(|recorded| recorded.causation == caused);
        Ok(effects.map(|recorded| Event::new(&self.reading, recorded)).collect())
    }

    /// Everything it says; fields about a person are opened, and null when their key is gone.
    /// 事件内容;个人信息已解密,密钥已销毁则为空。
    async fn data(&self) -> Json<Value> {
        let mut data = self.recorded.to_json();
        open_sealed(&self.reading, &mut data);
        Json(data)
    }
}

impl Event {
    pub(crate) fn new(reading: &Reading, recorded: impl Into<Entry>) -> Event {
        Event { reading: reading.clone(), recorded: Arc::new(recorded.into()) }
    }
}

/// Who made something happen. 执行者。
pub(crate) struct Actor {
    pub(crate) reading: Reading,
    pub(crate) actor: domain::Actor,
}

/// Who made something happen. 执行者。
#[Object]
impl Actor {
    /// In which role. 角色。
    async fn role(&self) -> Role {
        self.actor.role
    }

    /// The operator, if one acted. 运营人员。
    async fn operator(&self) -> Option<Operator> {
        let id = self.actor.as_operator()?;
        Some(Operator { reading: self.reading.clone(), id })
    }

    /// The member, if one acted. 成员。
    async fn koc(&self) -> Option<Koc> {
        let id = self.actor.as_koc()?;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// Whether the holder of the admin key said so on their behalf. 是否由管理员代为声明。
    async fn asserted_by_admin(&self) -> bool {
        self.actor.asserted_by_admin
    }
}

/// An approval that a decision rests on. 审批。
pub(crate) struct Approval {
    pub(crate) reading: Reading,
    pub(crate) approval: domain::Approval,
}

/// An approval that a decision rests on. 审批。
#[Object]
impl Approval {
    /// Who approved. 审批人。
    async fn operator(&self) -> Operator {
        Operator { reading: self.reading.clone(), id: self.approval.operator_id }
    }

    /// The event in which they did. 审批事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.approval.event).await
    }

    /// Whether the holder of the admin key said so on their behalf. 是否由管理员代为声明。
    async fn asserted_by_admin(&self) -> bool {
        self.approval.asserted_by_admin
    }
}

/// The event at a position; none when there is none.
pub(crate) async fn event_at(reading: &Reading, position: EventId) -> Result<Option<Event>> {
    Ok(events_at(reading, vec![position]).await?.pop())
}

/// The events at these positions, in this order, read in one go where they are not at hand.
pub(crate) async fn events_at(reading: &Reading, positions: Vec<EventId>) -> Result<Vec<Event>> {
    let engine = Arc::clone(&reading.session.engine);
    let at_hand = positions.iter().map(|at| engine.entry_at_hand(*at)).collect();
    let found = match at_hand {
        Some(found) => found,
        None => {
            let read = move || entries_at(&engine, positions);
            off_thread("events could not be read", read).await?
        }
    };
    Ok(found.into_iter().map(|recorded| Event::new(reading, recorded)).collect())
}

/// Every event of a command, in order, as far as the reading knows.
pub(crate) async fn of_command(reading: &Reading, command_id: CommandId) -> Result<Vec<Entry>> {
    let engine = Arc::clone(&reading.session.engine);
    let upto = reading.view.position;
    let what = "the events of a command could not be read";
    let found = off_thread(what, move || engine.events_of(command_id)).await?;
    Ok(found.into_iter().filter(|recorded| recorded.position <= upto).collect())
}

fn entries_at(
    engine: &Engine,
    positions: impl IntoIterator<Item = EventId>,
) -> std::result::Result<Vec<Entry>, EngineError> {
    positions.into_iter().filter_map(|at| engine.entry(at).transpose()).collect()
}

/// A page of the events that a filter lets through.
pub(crate) async fn find_events(
    reading: &Reading,
    filter: EventFilter,
    stretch: Stretch,
    size: usize,
) -> Result<(EventPage, Vec<Entry>)> {
    let engine = Arc::clone(&reading.session.engine);
    let find = move || {
        let page = engine.find_events(&filter, stretch, size)?;
        let found = entries_at(&engine, page.found.iter().copied())?;
        Ok::<_, EngineError>((page, found))
    };
    off_thread("events could not be looked for", find).await
}

/// At most `max` events that follow `after`, up to the reading's position.
pub(crate) async fn events_after(
    session: &Arc<Session>,
    after: EventId,
    upto: EventId,
    max: usize,
) -> Result<Vec<Entry>> {
    let engine = Arc::clone(&session.engine);
    let read = move || {
        let events = engine.entries(EventId(after.0.saturating_add(1)));
        let wanted = events.take_while(|read| !matches!(read, Ok(event) if event.position > upto));
        wanted.take(max).collect::<std::result::Result<Vec<_>, _>>()
    };
    off_thread("events could not be read", read).await
}

/// Reads the log where it holds up nobody else; `what` is remarked when it fails.
pub(crate) async fn off_thread<T: Send + 'static>(
    what: &'static str,
    read: impl FnOnce() -> std::result::Result<T, EngineError> + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(read).await {
        Ok(read) => read.map_err(|error| unreadable(what, &error)),
        Err(panicked) => Err(unreadable(what, &panicked)),
    }
}

/// Remarks why the log could not be read, and says what to do about it.
pub(crate) fn unreadable(
    what: &str,
    error: &(dyn std::error::Error + 'static),
) -> async_graphql::Error {
    tracing::error!(error, "{what}");
    fault(FaultCode::Internal, "the log could not be read; `koc verify` says where")
}

/// Opens every sealed field of an event's JSON, in place.
fn open_sealed(reading: &Reading, data: &mut Value) {
    match data {
        Value::String(text) if text.starts_with("sealed:") => {
            if let Ok(sealed) = serde_json::from_value::<Sealed>(Value::String(text.clone())) {
                *data = reading.open(&sealed).map_or(Value::Null, Value::String);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| open_sealed(reading, item)),
        Value::Object(fields) => fields.values_mut().for_each(|field| open_sealed(reading, field)),
        _ => {}
    }
}
