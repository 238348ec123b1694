//! What the decider knows beyond the durable log: commands and stream versions on their way.

use std::collections::{HashMap, VecDeque};

use domain::id::CommandId;
use domain::stream::StreamId;
use event_log::{KnownCommand, LogStore};

use crate::codec::to_stream;

/// Commands decided but perhaps not yet durable. What became durable is forgotten here, because
/// the log knows it then.
#[derive(Default)]
pub(crate) struct Ahead {
    commands: HashMap<CommandId, KnownCommand>,
    streams: HashMap<StreamId, StreamAhead>,
    /// In order of position, to forget by.
    order: VecDeque<OnItsWay>,
}

struct StreamAhead {
    version: u64,
    /// Position of its newest event.
    position: u64,
}

struct OnItsWay {
    last: u64,
    command: CommandId,
    streams: Vec<StreamId>,
}

impl Ahead {
    /// Forgets what is durable: everything up to position `durable`.
    pub(crate) fn forget(&mut self, durable: u64) {
        while self.order.front().is_some_and(|oldest| oldest.last <= durable) {
            let Some(oldest) = self.order.pop_front() else { return };
            self.commands.remove(&oldest.command);
            for stream in oldest.streams {
                if self.streams.get(&stream).is_some_and(|ahead| ahead.position <= durable) {
                    self.streams.remove(&stream);
                }
            }
        }
    }

    /// Where the command was recorded or will be.
    pub(crate) fn command(&self, log: &impl LogStore, id: CommandId) -> Option<KnownCommand> {
        self.commands.get(&id).copied().or_else(|| log.command(&id.0))
    }

    /// The version of the newest event of a stream, 0 without one.
    pub(crate) fn version(&self, log: &impl LogStore, stream: StreamId) -> u64 {
        let ahead = self.streams.get(&stream).map(|ahead| ahead.version);
        ahead.unwrap_or_else(|| log.stream_version(&to_stream(stream)))
    }

    /// Takes in a decided command: its events' streams, versions and positions.
    pub(crate) fn add(
        &mut self,
        command: CommandId,
        known: KnownCommand,
        events: impl Iterator<Item = (StreamId, u64)>,
    ) {
        let mut streams = Vec::new();
        for (position, (stream, version)) in (known.first..).zip(events) {
            self.streams.insert(stream, StreamAhead { version, position });
            streams.push(stream);
        }
        let last = known.first + u64::from(known.count) - 1;
        self.commands.insert(command, known);
        self.order.push_back(OnItsWay { last, command, streams });
    }
}
