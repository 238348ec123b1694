//! An append-only log of opaque bytes over sled.
//!
//! The log knows records, commits, streams and commands; it does not know what an event is.
//! Positions are dense from 1. A commit is what one command recorded: all of it is there or none.
//! [`SledLog::append`] returns only after the bytes were flushed **and** synced to the disk.
//! The bytes themselves are described in `docs/log-format.md`.

mod append;
mod audit;
mod backup;
mod backup_list;
mod column;
mod command_run;
mod commands;
mod disk;
mod envelope;
mod error;
mod file_medium;
mod file_segment;
mod frame;
mod head;
mod history;
mod index;
mod index_files;
mod index_meta;
mod kept_head;
mod lock;
mod log;
mod medium;
mod merkle;
mod proof;
mod read;
mod record;
mod replay;
mod roll;
mod sled_files;
mod sled_medium;
mod space;
mod store;
mod streams;
mod tip;
mod verify;

pub use audit::VerifyReport;
pub use backup::{BackupError, BackupReport, backup, check_backup, restore};
pub use disk::Step;
pub use envelope::{DecodeError, ENVELOPE_LEN, Envelope, RawRecord};
pub use error::{AppendError, LogError, Problem, ReadError, VerifyError};
pub use head::{Head, ParseHeadError};
pub use history::{
    Anchor, CheckedHistory, HistoryProof, ProofError, ProvenRecord, anchor_at, prove_history,
};
pub use index::KnownCommand;
pub use log::{CommandIndexUse, Options};
pub use merkle::MerkleRange;
pub use proof::{InclusionProof, prove_inclusion, verify_inclusion};
pub use record::{
    Commit, MAX_BATCH_BYTES, MAX_COMMIT_BYTES, MAX_COMMIT_RECORDS, NewRecord, Record, StreamId,
};
pub use replay::replay;
pub use roll::RollProof;
pub use store::{FileLog, SledLog};

use std::ops::{ControlFlow, Range};

/// What a read yields: whole, checked records in order. After the first error it ends.
pub type Records<'a> = Box<dyn Iterator<Item = Result<Record, ReadError>> + Send + 'a>;

/// The narrow interface between whoever decides and whatever keeps the records.
///
/// Another engine (plain files, a replicated log) can stand behind it: nothing here speaks of sled.
pub trait LogStore: Send + Sync {
    /// Appends all commits of `batch` or none, if the log holds exactly `expected_head` records.
    ///
    /// Returns the positions of each commit, in order, once they are durable. An empty batch
    /// writes nothing.
    ///
    /// # Errors
    /// [`AppendError::HeadMoved`] if another append came first; [`AppendError::Stopped`] if this
    /// or an earlier write failed, in which case it is **not known** whether the batch is recorded.
    fn append(&self, batch: &[Commit], expected_head: u64) -> Result<Vec<Range<u64>>, AppendError>;

    /// Appends complete records exported by another store, all or none: whole commits only.
    ///
    /// Positions, stream versions and back-links are compared with what this log would have given.
    ///
    /// # Errors
    /// [`AppendError::Invalid`] names the first record that does not fit.
    fn append_records(
        &self,
        records: &[Record],
        expected_head: u64,
    ) -> Result<Range<u64>, AppendError>;

    /// Number of durable records and the Merkle root over them.
    fn head(&self) -> Head;

    /// Records from position `from` (0 and 1 both mean the first) up to the head of this moment.
    fn read(&self, from: u64) -> Records<'_>;

    /// Hands the records at the positions of `range`, as far as there are, to `visit` as they lie
    /// in the store, until it breaks off: no record is copied.
    ///
    /// # Errors
    /// [`ReadError`] at the first record whose stored bytes are damaged.
    fn scan(
        &self,
        range: Range<u64>,
        visit: &mut dyn FnMut(&RawRecord<'_>) -> ControlFlow<()>,
    ) -> Result<(), ReadError>;

    /// The record at `position`, or `None` outside `1..=head`.
    ///
    /// # Errors
    /// [`ReadError`] if the stored bytes are damaged.
    fn get(&self, position: u64) -> Result<Option<Record>, ReadError>;

    /// The records of one stream, oldest first; empty for an unknown stream.
    fn read_stream(&self, stream: &StreamId) -> Records<'_>;

    /// The positions of the records of one stream, rising, without reading them.
    fn stream_positions(&self, stream: &StreamId) -> Vec<u64>;

    /// Version of the newest record of `stream`; 0 if it has none.
    fn stream_version(&self, stream: &StreamId) -> u64;

    /// Where the commit of this command lies, whatever its age; `None` if never recorded.
    fn command(&self, command_id: &[u8; 16]) -> Option<KnownCommand>;

    /// Reads everything and checks it: checksums, density, order, times, stream versions,
    /// back-links, commit boundaries, Merkle root, and the head kept beside the log.
    ///
    /// # Errors
    /// [`VerifyError`] names the first bad position and what is still trustworthy.
    fn verify(&self) -> Result<VerifyReport, VerifyError>;
}
