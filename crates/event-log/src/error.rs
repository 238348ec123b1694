//! Everything that can go wrong, by what the caller can do about it.

use crate::envelope::DecodeError;
use crate::head::Head;
use std::io;
use std::path::PathBuf;

/// Why nothing was appended, or why it is not known.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Another append came first: read on from `expected`, decide again.
    #[error("the log holds {actual} records, not {expected}")]
    HeadMoved {
        /// What the caller took for the size of the log.
        expected: u64,
        /// Its size.
        actual: u64,
    },
    /// A commit without records.
    #[error("commit {commit} of the batch is empty")]
    EmptyCommit {
        /// Its index in the batch, from 0.
        commit: usize,
    },
    /// More than 1,000 records or 1 MiB in one commit.
    #[error("commit {commit} of the batch has {records} records and {bytes} bytes: too large")]
    CommitTooLarge {
        /// Its index in the batch, from 0.
        commit: usize,
        /// How many records it has.
        records: usize,
        /// Bytes of envelopes and payloads.
        bytes: usize,
    },
    /// More than 16 MiB in one batch: append it in parts.
    #[error("the batch has {bytes} bytes: too large for one write")]
    BatchTooLarge {
        /// Bytes of envelopes and payloads.
        bytes: usize,
    },
    /// A record does not fit what the log already holds. Nothing was written.
    #[error("record {position} does not fit: {problem}")]
    Invalid {
        /// The position it was given or claims.
        position: u64,
        /// What does not fit.
        problem: Problem,
    },
    /// The log holds as many records as a log may hold.
    #[error("the log is full: it may hold {max} records")]
    LogFull {
        /// Most records of one log.
        max: u64,
    },
    /// Too little space is left on the disk. Nothing was written; once there is more, appends
    /// are taken again.
    #[error("the disk is nearly full: {free} bytes are free and {reserve} are kept free")]
    DiskFull {
        /// Bytes free for this process.
        free: u64,
        /// Bytes that appends leave free, so that the log can still be opened.
        reserve: u64,
    },
    /// A write, flush or sync failed, now or earlier. The log takes no more appends until it is
    /// opened anew, and it is not known whether this batch is recorded.
    #[error("the log takes no more appends: {reason}")]
    Stopped {
        /// What failed.
        reason: String,
    },
}

/// What is wrong with a record or with the bytes that should be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The bytes are not a whole, unharmed record.
    #[error(transparent)]
    Record(#[from] DecodeError),
    /// The frame around the record is damaged.
    #[error("the frame is damaged: {0}")]
    Frame(&'static str),
    /// The store below could not be read.
    #[error("the store cannot be read: {0}")]
    Store(String),
    /// Positions are not dense.
    #[error("position {expected} expected, {found} found")]
    Position {
        /// The position that comes next.
        expected: u64,
        /// The position found instead.
        found: u64,
    },
    /// The log ends before it should.
    #[error("the record is missing: the log should hold {expected} records")]
    Missing {
        /// How many records it should hold.
        expected: u64,
    },
    /// Recorded earlier than the record before it.
    #[error("recorded at {found} µs, earlier than the record before it ({last} µs)")]
    RecordedAtWentBack {
        /// When the record before was recorded.
        last: i64,
        /// When this one claims to be.
        found: i64,
    },
    /// Versions of the stream are not dense.
    #[error("version {expected} of its stream expected, {found} found")]
    StreamVersion {
        /// The version that comes next.
        expected: u64,
        /// The version found instead.
        found: u64,
    },
    /// The back-link is not the hash of the previous record of the stream: one of both is not
    /// what was written.
    #[error("its back-link is not the hash of record {previous}, the one before in its stream")]
    BackLink {
        /// Position of the previous record of the stream; 0 = it has none.
        previous: u64,
    },
    /// The records of one commit name different commands.
    #[error("its command is not that of its commit, which began at position {commit}")]
    CommandChanged {
        /// First position of the commit.
        commit: u64,
    },
    /// The command is already recorded.
    #[error("its command is already recorded at position {first}")]
    CommandRepeated {
        /// First position of the earlier commit.
        first: u64,
    },
    /// The commit has more than 1,000 records or 1 MiB.
    #[error("its commit, which began at position {commit}, is too large")]
    CommitTooLarge {
        /// First position of the commit.
        commit: u64,
    },
    /// The last commit is not whole.
    #[error("the commit that began here has no end")]
    CommitNotEnded,
    /// The records are consistent but they are not those the head was made of.
    #[error("the head of the first {} records should be {expected} but is {found}", expected.size)]
    Head {
        /// The head it should be.
        expected: Head,
        /// The head over the records found.
        found: Head,
    },
    /// The head kept beside the log cannot be read.
    #[error("the head kept beside the log cannot be read: {0}")]
    KeptHead(String),
}

/// Stored bytes could not be served.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {position} cannot be read: {problem}")]
pub struct ReadError {
    /// The record that was to be read.
    pub position: u64,
    /// Why it cannot be.
    pub problem: Problem,
}

/// The first thing wrong with the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bad record at position {position}: {problem}; {}", trusted_text(*trusted))]
pub struct VerifyError {
    /// The first position that is wrong, missing or doubtful.
    pub position: u64,
    /// Records `1..=trusted` passed every check; 0 = none.
    pub trusted: u64,
    /// What is wrong.
    pub problem: Problem,
}

fn trusted_text(trusted: u64) -> String {
    if trusted == 0 {
        "nothing is trustworthy".into()
    } else {
        format!("records 1 to {trusted} are trustworthy")
    }
}

/// Why a log could not be opened or closed.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Another process has the store open.
    #[error("{} is in use by {}", path.display(), holder_text(*pid))]
    Locked {
        /// Directory of the store.
        path: PathBuf,
        /// Who holds it, if it left its number.
        pid: Option<u32>,
    },
    /// The log ends before the head that was kept beside it: acknowledged records are gone.
    #[error(
        "records {} to {} are missing: the log ends at {found}, the head kept beside it is {expected}",
        found.size + 1,
        expected.size
    )]
    Truncated {
        /// The head kept beside the log.
        expected: Head,
        /// The head over the records found.
        found: Head,
    },
    /// The stored bytes are not those that were written.
    #[error(transparent)]
    Damaged(#[from] VerifyError),
    /// The head file is missing or unreadable although there is a log.
    #[error("the head file {} cannot be trusted: {reason}", path.display())]
    KeptHead {
        /// The head file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// sled could not open its files.
    #[error("sled cannot open {}: {reason}", path.display())]
    Sled {
        /// sled's directory.
        path: PathBuf,
        /// sled's own words.
        reason: String,
        /// sled's files are not what it wrote, as opposed to out of reach.
        damaged: bool,
    },
    /// The store was written in an earlier format.
    #[error(
        "{} is written in format {format}, which this version does not read: export it with the \
         version that wrote it (koc export --format jsonl) and import it into an empty directory \
         (koc import events)",
        path.display()
    )]
    OldFormat {
        /// The part of the store that says so.
        path: PathBuf,
        /// Its format.
        format: u8,
    },
    /// A file or directory could not be read, written or synced.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or directory.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
}

fn holder_text(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another process".into(), |pid| format!("process {pid}"))
}

impl LogError {
    /// For `map_err`: names what was tried on which path.
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}
