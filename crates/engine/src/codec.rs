//! The stored form of events: the only place that turns payloads into bytes and back.
//!
//! A payload is its event's own struct in bincode 2 with the standard configuration, which is
//! frozen here: fixtures under `fixtures/wire` hold the bytes of every event.

use bincode::config::{Configuration, Limit, LittleEndian, Varint};
use domain::event::{ReadPayload, WritePayload};
use domain::id::{ActorId, CommandId, CorrelationId, EventId};
use domain::stream::{StreamId, StreamKind};
use domain::{Actor, Event, Moment, Recorded, Role};
use event_log::{Envelope, MAX_COMMIT_BYTES, NewRecord, Record};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The number of this encoding in every record.
pub const CODEC: u8 = 1;

const CONFIG: Configuration<LittleEndian, Varint, Limit<MAX_COMMIT_BYTES>> =
    bincode::config::standard().with_limit::<MAX_COMMIT_BYTES>();

/// Why a stored record is not an event this program knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {position} cannot be understood: {problem}")]
pub struct CodecError {
    /// Where it stands in the log.
    pub position: u64,
    /// What is wrong.
    pub problem: CodecProblem,
}

/// What is wrong with a stored event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecProblem {
    /// Written in another encoding.
    #[error("its encoding {0} is unknown")]
    Codec(u8),
    /// Of a type or version that this program does not have.
    #[error("there is no event type {event_type} version {schema_version}")]
    EventType {
        /// The stored number.
        event_type: u16,
        /// The stored version.
        schema_version: u16,
    },
    /// The bytes are not those of its type.
    #[error("the payload of event type {event_type} does not decode: {reason}")]
    Payload {
        /// The stored number.
        event_type: u16,
        /// The decoder's words.
        reason: String,
    },
    /// More bytes than its type has.
    #[error("{left} bytes are left over after the payload of event type {event_type}")]
    Trailing {
        /// The stored number.
        event_type: u16,
        /// How many.
        left: usize,
    },
    /// Filed in a stream of an unknown kind.
    #[error("there is no kind of stream {0}")]
    StreamKind(u16),
    /// Filed in a stream it does not belong to.
    #[error("it is filed in {filed} but belongs to {belongs}")]
    Stream {
        /// As the envelope says.
        filed: String,
        /// As the event says.
        belongs: String,
    },
    /// Sent in an unknown role.
    #[error("there is no role {0}")]
    Role(u8),
}

/// The bytes of an event's payload.
pub fn encode(event: &Event) -> Vec<u8> {
    event.write(Encoder)
}

/// The event of that type and version in `payload`, which must hold nothing else.
pub fn decode(event_type: u16, schema_version: u16, payload: &[u8]) -> Result<Event, CodecProblem> {
    match Event::read(event_type, schema_version, Decoder { event_type, payload }) {
        Some(read) => read,
        None => Err(CodecProblem::EventType { event_type, schema_version }),
    }
}

struct Encoder;

impl WritePayload for Encoder {
    type Output = Vec<u8>;

    fn write<T: bincode::Encode + Serialize>(self, payload: &T) -> Vec<u8> {
        bincode::encode_to_vec(payload, CONFIG).expect("memory takes plain data")
    }
}

#[derive(Clone)]
struct Decoder<'a> {
    event_type: u16,
    payload: &'a [u8],
}

impl ReadPayload for Decoder<'_> {
    type Error = CodecProblem;

    fn read<T: bincode::Decode<()> + DeserializeOwned>(self) -> Result<T, CodecProblem> {
        let Decoder { event_type, payload } = self;
        let (value, used) = bincode::decode_from_slice(payload, CONFIG)
            .map_err(|error| CodecProblem::Payload { event_type, reason: error.to_string() })?;
        match payload.len() - used {
            0 => Ok(value),
            left => Err(CodecProblem::Trailing { event_type, left }),
        }
    }
}

/// The record of an event. What the log itself assigns (position, version) is not in it.
pub fn to_record(recorded: &Recorded, command_hash: [u8; 16]) -> NewRecord {
    let event_type = recorded.event.event_type();
    NewRecord {
        codec: CODEC,
        event_type: event_type.number,
        schema_version: event_type.version,
        asserted: recorded.actor.asserted_by_admin,
        stream: to_stream(recorded.stream),
        recorded_at: recorded.recorded_at.0,
        occurred_at: recorded.occurred_at.0,
        actor_role: recorded.actor.role.number(),
        actor_id: recorded.actor.id.0,
        command_id: recorded.command_id.0,
        command_hash,
        correlation_id: recorded.correlation_id.0,
        causation: recorded.causation.map_or(0, |cause| cause.0),
        payload: encode(&recorded.event),
    }
}

/// The log's name of a stream.
pub fn to_stream(stream: StreamId) -> event_log::StreamId {
    event_log::StreamId { kind: stream.kind.number(), id: stream.id }
}

/// The event of a stored record.
///
/// # Errors
/// When it is not an event this program knows.
pub fn from_record(record: &Record) -> Result<Recorded, CodecError> {
    from_stored(&record.envelope, &record.payload)
}

/// The event of a record that lies in the bytes it was read from.
///
/// # Errors
/// When it is not an event this program knows.
pub fn from_stored(envelope: &Envelope, payload: &[u8]) -> Result<Recorded, CodecError> {
    let position = envelope.position;
    read(envelope, payload).map_err(|problem| CodecError { position, problem })
}

fn read(envelope: &Envelope, payload: &[u8]) -> Result<Recorded, CodecProblem> {
    if envelope.codec != CODEC {
        return Err(CodecProblem::Codec(envelope.codec));
    }
    let event = decode(envelope.event_type, envelope.schema_version, payload)?;
    let kind = envelope.stream.kind;
    let kind = StreamKind::from_number(kind).ok_or(CodecProblem::StreamKind(kind))?;
    let stream = StreamId::new(kind, envelope.stream.id);
    if stream != event.stream() {
        let (filed, belongs) = (stream.to_string(), event.stream().to_string());
        return Err(CodecProblem::Stream { filed, belongs });
    }
    let role = envelope.actor_role;
    let actor = Actor {
        role: Role::from_number(role).ok_or(CodecProblem::Role(role))?,
        id: ActorId(envelope.actor_id),
        asserted_by_admin: envelope.asserted,
    };
    Ok(Recorded {
        position: EventId(envelope.position),
        stream,
        version: envelope.stream_version,
        recorded_at: Moment(envelope.recorded_at),
        occurred_at: Moment(envelope.occurred_at),
        actor,
        command_id: CommandId(envelope.command_id),
        correlation_id: CorrelationId(envelope.correlation_id),
        causation: (envelope.causation > 0).then_some(EventId(envelope.causation)),
        event,
    })
}
