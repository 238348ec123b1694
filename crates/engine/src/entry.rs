//! Whatever stands in the log: events this program knows, and those of a newer one.

use domain::event::EventType;
use domain::id::{ActorId, CommandId, CorrelationId, EventId};
use domain::stream::StreamKind;
use domain::{Actor, Event, Moment, Recorded, Role};
use event_log::{Envelope, Record};

use crate::codec::{self, CodecError, CodecProblem};

/// One record of the log, as far as it can be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its position.
    pub position: EventId,
    /// The stream it is filed in, as written.
    pub stream: String,
    /// Its place in the stream.
    pub version: u64,
    /// The log's clock.
    pub recorded_at: Moment,
    /// When it happened in the business.
    pub occurred_at: Moment,
    /// Who sent the command.
    pub actor: Actor,
    /// The command it answers.
    pub command_id: CommandId,
    /// The request or import that began it.
    pub correlation_id: CorrelationId,
    /// The event that led to it.
    pub causation: Option<EventId>,
    /// What happened.
    pub what: What,
}

/// What happened, or what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An event of this program, in its newest shape.
    Known(Box<Event>),
    /// One of a type or version that only a newer program has.
    Unknown(UnknownEvent),
}

/// An event that this program cannot read. It is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEvent {
    /// The stored number of its type.
    pub event_type: u16,
    /// The stored version.
    pub schema_version: u16,
    /// As stored.
    pub payload: Vec<u8>,
}

/// What is said of an event whose type is not known.
pub static UNKNOWN: EventType = EventType {
    number: 0,
    version: 0,
    name: "Unknown",
    sentence_en: "Something that this version of the program does not know.",
    sentence_zh: "当前版本无法识别的事件。",
};

/// What a record holds, for whoever only wants its event.
#[allow(clippy::large_enum_variant, reason = "it is held a moment at a time")]
pub(crate) enum Stored {
    /// An event of this program.
    Event(Recorded),
    /// One that only a newer program knows.
    Newer(Entry),
}

impl Stored {
    /// An error for anything that is not merely newer than this program.
    pub(crate) fn of(envelope: &Envelope, payload: &[u8]) -> Result<Stored, CodecError> {
        match codec::from_stored(envelope, payload) {
            Ok(recorded) => Ok(Stored::Event(recorded)),
            Err(CodecError { problem: CodecProblem::EventType { .. }, position }) => {
                let entry = unknown(envelope, payload);
                entry.map(Stored::Newer).map_err(|problem| CodecError { position, problem })
            }
            Err(error) => Err(error),
        }
    }
}

impl Entry {
    /// What a record holds; an error for anything that is not merely newer than this program.
    pub(crate) fn of(record: &Record) -> Result<Entry, CodecError> {
        match Stored::of(&record.envelope, &record.payload)? {
            Stored::Event(recorded) => Ok(recorded.into()),
            Stored::Newer(entry) => Ok(entry),
        }
    }

    /// Its type; [`UNKNOWN`] for one that is not known.
    pub fn event_type(&self) -> &'static EventType {
        match &self.what {
            What::Known(event) => event.event_type(),
            What::Unknown(_) => &UNKNOWN,
        }
    }

    /// What it says as JSON; of an unknown one its numbers and its bytes in hexadecimal digits.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.what {
            What::Known(event) => event.to_json(),
            What::Unknown(unknown) => serde_json::json!({
                "eventType": unknown.event_type,
                "schemaVersion": unknown.schema_version,
                "stored": crate::transfer::to_hex(&unknown.payload),
            }),
        }
    }

    /// The event with all that is recorded beside it; the entry itself when it is not known.
    ///
    /// # Errors
    /// The entry, of which only a newer program knows what it says.
    #[allow(clippy::result_large_err, reason = "an entry is held a moment at a time")]
    pub fn known(self) -> Result<Recorded, Entry> {
        match self.what {
            What::Known(event) => Ok(Recorded {
                position: self.position,
                stream: event.stream(),
                version: self.version,
                recorded_at: self.recorded_at,
                occurred_at: self.occurred_at,
                actor: self.actor,
                command_id: self.command_id,
                correlation_id: self.correlation_id,
                causation: self.causation,
                event: *event,
            }),
            What::Unknown(_) => Err(self),
        }
    }

    /// The reason why no command is taken while it is in the log; none for a known one.
    pub(crate) fn stops_commands(&self) -> Option<String> {
        let What::Unknown(UnknownEvent { event_type, schema_version, .. }) = &self.what else {
            return None;
        };
        Some(format!(
            "event {} is of type {event_type} version {schema_version}, which this version of the \
             program does not know: what it shows leaves that event out, and only a newer version \
             can decide",
            self.position.0
        ))
    }
}

impl From<Recorded> for Entry {
    fn from(recorded: Recorded) -> Entry {
        Entry {
            position: recorded.position,
            stream: recorded.stream.to_string(),
            version: recorded.version,
            recorded_at: recorded.recorded_at,
            occurred_at: recorded.occurred_at,
            actor: recorded.actor,
            command_id: recorded.command_id,
            correlation_id: recorded.correlation_id,
            causation: recorded.causation,
            what: What::Known(Box::new(recorded.event)),
        }
    }
}

fn unknown(envelope: &Envelope, payload: &[u8]) -> Result<Entry, CodecProblem> {
    let role = envelope.actor_role;
    Ok(Entry {
        position: EventId(envelope.position),
        stream: stream_name(envelope.stream),
        version: envelope.stream_version,
        recorded_at: Moment(envelope.recorded_at),
        occurred_at: Moment(envelope.occurred_at),
        actor: Actor {
            role: Role::from_number(role).ok_or(CodecProblem::Role(role))?,
            id: ActorId(envelope.actor_id),
            asserted_by_admin: envelope.asserted,
        },
        command_id: CommandId(envelope.command_id),
        correlation_id: CorrelationId(envelope.correlation_id),
        causation: (envelope.causation > 0).then_some(EventId(envelope.causation)),
        what: What::Unknown(UnknownEvent {
            event_type: envelope.event_type,
            schema_version: envelope.schema_version,
            payload: payload.to_vec(),
        }),
    })
}

/// A stream as written: `koc-0197…`; of an unknown kind `kind99-0197…`.
fn stream_name(stream: event_log::StreamId) -> String {
    match StreamKind::from_number(stream.kind) {
        Some(kind) => domain::stream::StreamId::new(kind, stream.id).to_string(),
        None => {
            let id = uuid::Uuid::from_bytes(stream.id);
            format!("kind{}-{}", stream.kind, id.as_hyphenated())
        }
    }
}

/// The stream of that written name, also of a kind that is not known.
pub(crate) fn stream_named(text: &str) -> Result<event_log::StreamId, String> {
    let unknown = || {
        let (kind, id) = text.strip_prefix("kind")?.split_once('-')?;
        let id = uuid::Uuid::parse_str(id).ok()?.into_bytes();
        Some(event_log::StreamId { kind: kind.parse().ok()?, id })
    };
    match text.parse() {
        Ok(stream) => Ok(codec::to_stream(stream)),
        Err(error) => unknown().ok_or(error),
    }
}
