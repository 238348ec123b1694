//! What the log must remember to take the next record: derived from the records, kept in memory.

use crate::envelope::Envelope;
use crate::error::Problem;
use crate::merkle::MerkleRange;
use crate::record::{MAX_COMMIT_BYTES, MAX_COMMIT_RECORDS, StreamId};
use std::collections::HashMap;

/// Where the commit of a command lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownCommand {
    /// Hash of the command's content, as recorded.
    pub command_hash: [u8; 16],
    /// Position of the first record of its commit.
    pub first: u64,
    /// How many records the commit has.
    pub count: u32,
}

/// The newest record of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StreamTip {
    pub(crate) version: u64,
    pub(crate) hash: [u8; 32],
    pub(crate) position: u64,
}

/// What is known of streams and commands before the next record.
pub(crate) trait Known {
    /// The newest record of a stream; all zeros if it has none.
    fn stream(&self, stream: &StreamId) -> StreamTip;
    /// The commit of a command, if recorded.
    fn command(&self, id: &[u8; 16]) -> Option<KnownCommand>;
    /// Takes in a record that passed every check.
    fn take_record(&mut self, stream: StreamId, tip: StreamTip);
    /// Takes in a commit that is whole.
    fn take_command(&mut self, id: [u8; 16], command: KnownCommand);
}

/// Everything recorded so far, by stream and by command. Never iterated for an answer.
#[derive(Debug, Default)]
pub(crate) struct Index {
    streams: HashMap<StreamId, StreamPositions>,
    commands: HashMap<[u8; 16], KnownCommand>,
}

#[derive(Debug, Default)]
struct StreamPositions {
    hash: [u8; 32],
    positions: Vec<u64>,
}

impl Index {
    pub(crate) fn positions(&self, stream: &StreamId) -> Vec<u64> {
        self.streams.get(stream).map(|s| s.positions.clone()).unwrap_or_default()
    }

    pub(crate) fn stream_count(&self) -> u64 {
        self.streams.len() as u64
    }

    pub(crate) fn command_count(&self) -> u64 {
        self.commands.len() as u64
    }

    /// The earliest position at which a stream's newest record here is another than in `other`,
    /// of those streams both hold to the same version.
    pub(crate) fn first_difference(&self, other: &Self) -> Option<u64> {
        let differs = |(stream, own): &(&StreamId, &StreamPositions)| {
            let tip = other.stream(stream);
            tip.version == own.positions.len() as u64 && tip.hash != own.hash
        };
        let last = |(_, own): (&StreamId, &StreamPositions)| own.positions.last().copied();
        self.streams.iter().filter(differs).filter_map(last).min()
    }
}

impl Known for Index {
    fn stream(&self, stream: &StreamId) -> StreamTip {
        self.streams.get(stream).map_or_else(StreamTip::default, |s| StreamTip {
            version: s.positions.len() as u64,
            hash: s.hash,
            position: s.positions.last().copied().unwrap_or(0),
        })
    }

    fn command(&self, id: &[u8; 16]) -> Option<KnownCommand> {
        self.commands.get(id).copied()
    }

    fn take_record(&mut self, stream: StreamId, tip: StreamTip) {
        let entry = self.streams.entry(stream).or_default();
        entry.positions.push(tip.position);
        entry.hash = tip.hash;
    }

    fn take_command(&mut self, id: [u8; 16], command: KnownCommand) {
        self.commands.insert(id, command);
    }
}

/// Records decided but not yet durable, over an index that does not know them.
pub(crate) struct Overlay<'a> {
    base: &'a Index,
    streams: HashMap<StreamId, StreamTip>,
    commands: HashMap<[u8; 16], KnownCommand>,
    /// In order, for the index once they are durable.
    pub(crate) changes: Changes,
}

/// What a batch adds to the index, in order.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    records: Vec<(StreamId, StreamTip)>,
    commands: Vec<([u8; 16], KnownCommand)>,
}

impl Changes {
    pub(crate) fn apply_to(self, index: &mut Index) {
        self.records.into_iter().for_each(|(stream, tip)| index.take_record(stream, tip));
        self.commands.into_iter().for_each(|(id, command)| index.take_command(id, command));
    }
}

impl<'a> Overlay<'a> {
    pub(crate) fn new(base: &'a Index) -> Self {
        Self {
            base,
            streams: HashMap::new(),
            commands: HashMap::new(),
            changes: Changes::default(),
        }
    }
}

impl Known for Overlay<'_> {
    fn stream(&self, stream: &StreamId) -> StreamTip {
        self.streams.get(stream).copied().unwrap_or_else(|| self.base.stream(stream))
    }

    fn command(&self, id: &[u8; 16]) -> Option<KnownCommand> {
        self.commands.get(id).copied().or_else(|| self.base.command(id))
    }

    fn take_record(&mut self, stream: StreamId, tip: StreamTip) {
        self.streams.insert(stream, tip);
        self.changes.records.push((stream, tip));
    }

    fn take_command(&mut self, id: [u8; 16], command: KnownCommand) {
        self.commands.insert(id, command);
        self.changes.commands.push((id, command));
    }
}

/// The end of the log: what the next record is checked against, beside streams and commands.
#[derive(Clone, Debug)]
pub(crate) struct Tip {
    pub(crate) range: MerkleRange,
    recorded_at: i64,
    open: Option<OpenCommit>,
}

#[derive(Clone, Debug)]
struct OpenCommit {
    id: [u8; 16],
    command: KnownCommand,
    bytes: usize,
}

impl Default for Tip {
    fn default() -> Self {
        Self { range: MerkleRange::default(), recorded_at: i64::MIN, open: None }
    }
}

impl Tip {
    /// Number of records so far; also the newest position.
    pub(crate) fn size(&self) -> u64 {
        self.range.size()
    }

    /// First position of a commit whose end has not come yet.
    pub(crate) fn open_commit(&self) -> Option<u64> {
        self.open.as_ref().map(|open| open.command.first)
    }

    /// Checks that a record of `bytes` bytes may come next. The one place where order is judged:
    /// appending, importing, opening and verifying all ask here.
    pub(crate) fn check(
        &self,
        known: &impl Known,
        next: &Envelope,
        bytes: usize,
    ) -> Result<(), Problem> {
        let expected = self.size() + 1;
        if next.position != expected {
            return Err(Problem::Position { expected, found: next.position });
        }
        if next.recorded_at < self.recorded_at {
            let (last, found) = (self.recorded_at, next.recorded_at);
            return Err(Problem::RecordedAtWentBack { last, found });
        }
        let stream = known.stream(&next.stream);
        if next.stream_version != stream.version + 1 {
            let (expected, found) = (stream.version + 1, next.stream_version);
            return Err(Problem::StreamVersion { expected, found });
        }
        if next.prev_hash != stream.hash {
            return Err(Problem::BackLink { previous: stream.position });
        }
        self.check_commit(known, next, bytes)
    }

    fn check_commit(
        &self,
        known: &impl Known,
        next: &Envelope,
        bytes: usize,
    ) -> Result<(), Problem> {
        let (commit, records, earlier_bytes) = match &self.open {
            Some(open) => {
                let commit = open.command.first;
                if next.command_id != open.id || next.command_hash != open.command.command_hash {
                    return Err(Problem::CommandChanged { commit });
                }
                (commit, open.command.count as usize + 1, open.bytes)
            }
            None => {
                if let Some(earlier) = known.command(&next.command_id) {
                    return Err(Problem::CommandRepeated { first: earlier.first });
                }
                (next.position, 1, 0)
            }
        };
        if records > MAX_COMMIT_RECORDS || earlier_bytes + bytes > MAX_COMMIT_BYTES {
            return Err(Problem::CommitTooLarge { commit });
        }
        Ok(())
    }

    /// Takes in a record that passed [`Tip::check`].
    pub(crate) fn take(
        &mut self,
        known: &mut impl Known,
        record: &Envelope,
        bytes: usize,
        hash: [u8; 32],
    ) {
        self.range.push(hash);
        self.recorded_at = record.recorded_at;
        let (version, position) = (record.stream_version, record.position);
        known.take_record(record.stream, StreamTip { version, hash, position });
        let mut open = self.open.take().unwrap_or_else(|| OpenCommit::begin(record));
        open.command.count += 1;
        open.bytes += bytes;
        if record.commit_end {
            known.take_command(open.id, open.command);
        } else {
            self.open = Some(open);
        }
    }
}

impl OpenCommit {
    fn begin(first: &Envelope) -> Self {
        let command =
            KnownCommand { command_hash: first.command_hash, first: first.position, count: 0 };
        Self { id: first.command_id, command, bytes: 0 }
    }
}
