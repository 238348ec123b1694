//! What is asked of the engine, and what it answers.

use domain::id::{CommandId, CorrelationId, EventId};
use domain::{Actor, Command, Moment, Recorded, Refusal};

/// A command with everything its sender says about it.
#[derive(Debug, Clone)]
pub struct Request {
    /// What is asked. Fields about a person are still clear.
    pub command: Command,
    /// The sender's name for it: the same id is never carried out twice, however old.
    pub command_id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// When it happened in the business; now if not given, never later than now.
    pub occurred_at: Option<Moment>,
    /// The request or import that began it; derived from the command id if not given.
    pub correlation_id: Option<CorrelationId>,
    /// The version the sender saw of the stream that the command's first event belongs to.
    pub expected_version: Option<u64>,
    /// Decide, and say what would be recorded; record nothing.
    pub validate_only: bool,
}

impl Request {
    /// A plain request: happening now, recorded whatever the version.
    pub fn new(command: impl Into<Command>, command_id: CommandId, actor: Actor) -> Request {
        Request {
            command: command.into(),
            command_id,
            actor,
            occurred_at: None,
            correlation_id: None,
            expected_version: None,
            validate_only: false,
        }
    }
}

/// A command was accepted, and what it recorded is durable and in the published view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Its events, in order. After `validate_only`: those it would have recorded, with the
    /// positions and versions they would have had; their sealed fields open for nobody.
    pub events: Vec<Recorded>,
    /// The position of the last event. After `validate_only`: the position it was decided on.
    pub position: EventId,
    /// The same command was recorded before: these are the events of that first time.
    pub already: bool,
}

/// A command was not accepted, or it is not known whether it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// A rule says no. Nothing was recorded; the same id may be sent again.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The log failed while the command was on its way.
    #[error(
        "it is not known whether the command was recorded ({reason}): send it again with the same \
         command id"
    )]
    NotKnown {
        /// What failed.
        reason: String,
    },
    /// The engine takes no commands.
    #[error("no commands are taken: {reason}")]
    Stopped {
        /// Why not.
        reason: String,
    },
}

/// Whether commands are taken. Reading always works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// Commands are taken.
    Accepting,
    /// The engine must be opened again; what was published stays readable.
    Stopped {
        /// What failed.
        reason: String,
    },
}
