//! Makes records, commits and stores for the tests.

use event_log::{
    Commit, FileLog, LogError, LogStore, NewRecord, Options, Record, SledLog, StreamId,
};
use std::path::Path;
use tempfile::TempDir;

/// Sixteen bytes that begin with a number.
pub(crate) fn id(number: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    id
}

pub(crate) fn stream(number: u64) -> StreamId {
    StreamId { kind: 1 + (number % 3) as u16, id: id(number) }
}

/// A record of command `command` in stream `stream_number`, recorded at microsecond `command`.
pub(crate) fn record(command: u64, stream_number: u64, payload: &[u8]) -> NewRecord {
    NewRecord {
        codec: 2,
        event_type: 7,
        schema_version: 1,
        asserted: command % 2 == 1,
        stream: stream(stream_number),
        recorded_at: command as i64,
        occurred_at: command as i64 - 5,
        actor_role: 3,
        actor_id: id(99),
        command_id: id(command),
        command_hash: id(command + 1_000_000),
        correlation_id: id(command / 10),
        causation: 0,
        payload: payload.to_vec(),
    }
}

/// A commit of `len` records over a few streams.
pub(crate) fn commit(command: u64, len: u64) -> Commit {
    let one = |i: u64| record(command, (command * 7 + i) % 5, &command.to_le_bytes().repeat(4));
    Commit { records: (0..len).map(one).collect() }
}

/// Commits `1..=count` of one to four records each.
pub(crate) fn commits(count: u64) -> Vec<Commit> {
    (1..=count).map(|command| commit(command, 1 + command % 4)).collect()
}

/// What a test runs on: what holds for one kind of log holds for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sled,
    Files,
}

pub(crate) const KINDS: [Kind; 2] = [Kind::Sled, Kind::Files];

impl Kind {
    pub(crate) fn open(self, dir: impl AsRef<Path>) -> Result<Box<dyn LogStore>, LogError> {
        self.open_with(dir, options())
    }

    pub(crate) fn open_with(
        self,
        dir: impl AsRef<Path>,
        options: Options,
    ) -> Result<Box<dyn LogStore>, LogError> {
        Ok(match self {
            Self::Sled => Box::new(SledLog::open_with(dir, options)?),
            Self::Files => Box::new(FileLog::open_with(dir, options)?),
        })
    }

    /// The file the records lie in; the newest, if there are several.
    pub(crate) fn record_file(self, dir: &Path) -> std::path::PathBuf {
        match self {
            Self::Sled => dir.join("sled/db"),
            Self::Files => {
                let entries = std::fs::read_dir(dir.join("segments")).unwrap();
                entries.map(|entry| entry.unwrap().path()).max().unwrap()
            }
        }
    }
}

/// Small segments and frequent saves, so that small tests see many of both.
pub(crate) fn options() -> Options {
    Options { segment_bytes: 20_000, index_save_every: 25, ..Options::default() }
}

pub(crate) fn new_log(kind: Kind) -> (TempDir, Box<dyn LogStore>) {
    let dir = TempDir::new().unwrap();
    let log = kind.open(dir.path()).unwrap();
    (dir, log)
}

/// A closed store with the given commits, one batch each.
pub(crate) fn closed_store(kind: Kind, commits: &[Commit]) -> TempDir {
    let (dir, log) = new_log(kind);
    for commit in commits {
        log.append(std::slice::from_ref(commit), log.head().size).unwrap();
    }
    drop(log);
    dir
}

pub(crate) fn all(log: &dyn LogStore) -> Vec<Record> {
    log.read(1).map(Result::unwrap).collect()
}

pub(crate) fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_name() == "ballast" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub(crate) fn copy_of(dir: &TempDir) -> TempDir {
    let copy = TempDir::new().unwrap();
    copy_dir(dir.path(), copy.path());
    copy
}

/// How often a test repeats what it does: `long` under `just soak`.
pub(crate) fn rounds(short: u64, long: u64) -> u64 {
    if std::env::var_os("EVENT_LOG_SOAK").is_some() { long } else { short }
}
