//! An event with everything that is recorded beside it.

use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::event::Event;
use crate::id::{CommandId, CorrelationId, EventId, KocId};
use crate::refusal::Violation;
use crate::stream::StreamId;
use crate::time::Moment;

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its position: dense, from 1.
    pub position: EventId,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its place in the stream, from 1.
    pub version: u64,
    /// The log's clock; never goes back from one position to the next.
    pub recorded_at: Moment,
    /// When it happened in the business; the same unless the sender said otherwise.
    pub occurred_at: Moment,
    /// Who sent the command.
    pub actor: Actor,
    /// The command it answers.
    pub command_id: CommandId,
    /// The request or import that began it.
    pub correlation_id: CorrelationId,
    /// The event that led to it; none for what a command asked for directly.
    pub causation: Option<EventId>,
    /// What happened.
    pub event: Event,
}

/// What a rule may know besides the state and the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The decider's time; deadlines are judged by it.
    pub now: Moment,
    /// When it happened in the business; not after `now`, and it never helps a deadline.
    pub occurred_at: Moment,
    /// Who sends the command.
    pub actor: Actor,
    /// The position the first event of this command will have.
    pub next: EventId,
}

impl Context {
    /// Refuses a member who sends a command about somebody else.
    pub(crate) fn own_only(&self, koc_id: KocId, command: &str) -> Option<Violation> {
        let other = self.actor.as_koc().is_some_and(|own| own != koc_id);
        let role = self.actor.role;
        other.then(|| Violation::Forbidden { role, command: command.to_owned() })
    }
}

/// What a command makes happen: its events, in order, each with the index of the event in the
/// same commit that led to it (for reactions).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// The events and what led to each.
    pub events: Vec<(Event, Option<usize>)>,
}

/// The form of one line of an export or a fixture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordedLine {
    /// Its position.
    pub position: EventId,
    /// The stream, as written.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::stream"))]
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
    /// What happened: `{"type": …, "data": …}`.
    pub event: Event,
}

impl From<&Recorded> for RecordedLine {
    fn from(recorded: &Recorded) -> RecordedLine {
        RecordedLine {
            position: recorded.position,
            stream: recorded.stream.to_string(),
            version: recorded.version,
            recorded_at: recorded.recorded_at,
            occurred_at: recorded.occurred_at,
            actor: recorded.actor,
            command_id: recorded.command_id,
            correlation_id: recorded.correlation_id,
            causation: recorded.causation,
            event: recorded.event.clone(),
        }
    }
}

impl TryFrom<RecordedLine> for Recorded {
    type Error = String;

    fn try_from(line: RecordedLine) -> Result<Recorded, String> {
        let stream: StreamId = line.stream.parse()?;
        if stream != line.event.stream() {
            return Err(format!("the event belongs to {}, not to {stream}", line.event.stream()));
        }
        Ok(Recorded {
            position: line.position,
            stream,
            version: line.version,
            recorded_at: line.recorded_at,
            occurred_at: line.occurred_at,
            actor: line.actor,
            command_id: line.command_id,
            correlation_id: line.correlation_id,
            causation: line.causation,
            event: line.event,
        })
    }
}
