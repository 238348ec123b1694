//! The end of the log, and the one place where it is judged what may come next.

use crate::envelope::Envelope;
use crate::error::Problem;
use crate::index::{Known, KnownCommand, StreamTip};
use crate::merkle::MerkleRange;
use crate::record::{MAX_COMMIT_BYTES, MAX_COMMIT_RECORDS};

/// The end of the log: what the next record is checked against, beside streams and commands.
#[derive(Clone, Debug)]
pub(crate) struct Tip {
    pub(crate) range: MerkleRange,
    pub(crate) recorded_at: i64,
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
    /// The end of a log with this range, between two commits.
    pub(crate) fn at(range: MerkleRange, recorded_at: i64) -> Self {
        Self { range, recorded_at, open: None }
    }

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
        let stream = known.stream(&next.stream)?;
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
                if let Some(earlier) = known.command(&next.command_id)? {
                    return Err(Problem::CommandRepeated { first: earlier });
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
        known.take_record(record.stream, StreamTip { version, position, hash });
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
