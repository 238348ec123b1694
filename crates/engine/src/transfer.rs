//! The lines of a lossless export: every record whole, as JSON, and the head at the end.
//!
//! ```text
//! {"position":"ev_1","stream":"programme-…","version":1, … ,"event":{"type":…,"data":…},
//!  "schemaVersion":1,"codec":1,"commandHash":"…","commitEnd":true,"prevHash":"…","stored":"…"}
//! {"head":"1:…"}
//! ```
//!
//! `stored` holds the payload's bytes where a reader could not make them anew: sealed fields,
//! shapes older than today's, and events of which only a newer program knows what they say. Sealed fields stay sealed: the files `keys` and `master.key` must be
//! carried over separately if they are to be read elsewhere.

use domain::id::{CommandId, CorrelationId, EventId};
use domain::{Actor, Event, Moment};
use event_log::{Envelope, Head, LogStore, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::codec;
use crate::engine::Engine;
use crate::entry::{self, Entry, UnknownEvent, What};
use crate::error::EngineError;

/// One record.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RecordLine {
    pub(crate) position: EventId,
    stream: String,
    version: u64,
    recorded_at: Moment,
    occurred_at: Moment,
    actor: Actor,
    command_id: CommandId,
    correlation_id: CorrelationId,
    causation: Option<EventId>,
    event: Happened,
    schema_version: u16,
    codec: u8,
    command_hash: String,
    commit_end: bool,
    prev_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stored: Option<String>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadLine {
    pub(crate) head: String,
}

impl Engine {
    /// The lines of an export, without line ends: the events up to a head of this log, then that
    /// head. After an error it ends.
    pub fn export(&self, head: Head) -> impl Iterator<Item = Result<String, EngineError>> + '_ {
        let records = self.log().read(1).take(usize::try_from(head.size).unwrap_or(usize::MAX));
        let lines = records.map(|record| {
            let line = RecordLine::of(&record?)?;
            Ok(serde_json::to_string(&line).expect("a line is plain data"))
        });
        let mut failed = false;
        let last = std::iter::once_with(move || Ok(head_line(&head)));
        lines.chain(last).take_while(move |line| !std::mem::replace(&mut failed, line.is_err()))
    }
}

fn head_line(head: &Head) -> String {
    let line = HeadLine { head: head.to_string() };
    serde_json::to_string(&line).expect("a line is plain data")
}

impl RecordLine {
    fn of(record: &Record) -> Result<RecordLine, EngineError> {
        let recorded = Entry::of(record)?;
        let envelope = &record.envelope;
        let is_newest = envelope.schema_version == recorded.event_type().version;
        let needs_bytes = !is_newest || holds_sealed(&recorded.to_json());
        Ok(RecordLine {
            position: recorded.position,
            stream: recorded.stream,
            version: recorded.version,
            recorded_at: recorded.recorded_at,
            occurred_at: recorded.occurred_at,
            actor: recorded.actor,
            command_id: recorded.command_id,
            correlation_id: recorded.correlation_id,
            causation: recorded.causation,
            event: Happened::of(recorded.what),
            schema_version: envelope.schema_version,
            codec: envelope.codec,
            command_hash: to_hex(&envelope.command_hash),
            commit_end: envelope.commit_end,
            prev_hash: to_hex(&envelope.prev_hash),
            stored: needs_bytes.then(|| to_hex(&record.payload)),
        })
    }

    /// The record this line was made from; the reason when it cannot be one.
    pub(crate) fn into_record(self) -> Result<Record, String> {
        let stream = entry::stream_named(&self.stream)?;
        let payload = match (&self.stored, &self.event) {
            (Some(stored), _) => from_hex(stored).ok_or("`stored` is not hexadecimal")?,
            (None, Happened::Known(event)) => codec::encode(event),
            (None, Happened::Unknown(_)) => return Err("an unknown event needs `stored`".into()),
        };
        let envelope = Envelope {
            codec: self.codec,
            event_type: self.event.number(),
            schema_version: self.schema_version,
            asserted: self.actor.asserted_by_admin,
            commit_end: self.commit_end,
            position: self.position.0,
            stream,
            stream_version: self.version,
            recorded_at: self.recorded_at.0,
            occurred_at: self.occurred_at.0,
            actor_role: self.actor.role.number(),
            actor_id: self.actor.id.0,
            command_id: self.command_id.0,
            command_hash: bytes(&self.command_hash).ok_or("`commandHash` is not 32 hex digits")?,
            correlation_id: self.correlation_id.0,
            causation: self.causation.map_or(0, |cause| cause.0),
            prev_hash: bytes(&self.prev_hash).ok_or("`prevHash` is not 64 hex digits")?,
        };
        let record = Record { envelope, payload };
        // Read as it would be read from the log, so that nothing comes in that could not come out.
        let read = Entry::of(&record).map_err(|error| error.problem.to_string())?;
        if Happened::of(read.what) == self.event {
            Ok(record)
        } else {
            Err("`stored` holds another event than `event` shows".to_owned())
        }
    }
}

/// What a line says happened. An unknown event is written as its number; `stored` holds the rest.
#[derive(PartialEq, Serialize)]
#[serde(untagged)]
enum Happened {
    Known(Box<Event>),
    Unknown(Unknown),
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Unknown {
    unknown_event_type: u16,
}

impl<'de> Deserialize<'de> for Happened {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Happened, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let read = match value.get("unknownEventType") {
            Some(_) => serde_json::from_value(value).map(Happened::Unknown),
            None => serde_json::from_value(value).map(Happened::Known),
        };
        read.map_err(serde::de::Error::custom)
    }
}

impl Happened {
    fn of(what: What) -> Happened {
        match what {
            What::Known(event) => Happened::Known(event),
            What::Unknown(UnknownEvent { event_type, .. }) => {
                Happened::Unknown(Unknown { unknown_event_type: event_type })
            }
        }
    }

    fn number(&self) -> u16 {
        match self {
            Happened::Known(event) => event.event_type().number,
            Happened::Unknown(unknown) => unknown.unknown_event_type,
        }
    }
}

/// Whether a text of the payload is, or looks like, a sealed field.
fn holds_sealed(data: &Value) -> bool {
    match data {
        Value::String(text) => text.starts_with("sealed:"),
        Value::Array(items) => items.iter().any(holds_sealed),
        Value::Object(fields) => fields.values().any(holds_sealed),
        _ => false,
    }
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.chunks_exact(2).map(byte).collect()
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    from_hex(text)?.try_into().ok()
}
