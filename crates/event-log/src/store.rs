//! The two kinds of log: one over sled, one over plain files. They differ in nothing but where the
//! records lie.

use crate::LogStore;
use crate::Records;
use crate::audit::VerifyReport;
use crate::disk::Engine;
use crate::envelope::RawRecord;
use crate::error::{AppendError, LogError, ReadError, VerifyError};
use crate::head::Head;
use crate::index::KnownCommand;
use crate::log::{CommandIndexUse, Log, Options};
use crate::record::{Commit, Record, StreamId};
use std::ops::{ControlFlow, Range};
use std::path::Path;

/// A log over sled. Appends come one after the other; reads run beside them and see whole, durable
/// commits only.
pub struct SledLog(Log);

/// A log over plain segment files, uncompressed: the measure for the one over sled, and a way out.
/// Appends come one after the other; reads run beside them and see whole, durable commits only.
pub struct FileLog(Log);

macro_rules! kind_of_log {
    ($log:ident, $engine:expr) => {
        impl $log {
            /// Opens the log in `dir` with default options; creates it if nothing is there.
            ///
            /// # Errors
            /// As [`Self::open_with`].
            pub fn open(dir: impl AsRef<Path>) -> Result<Self, LogError> {
                Self::open_with(dir, Options::default())
            }

            /// Opens the log in `dir`: reads and checks what is newer than the index saved beside
            /// it, and compares its end with the head kept beside it. Without a usable index it
            /// reads and checks everything.
            ///
            /// # Errors
            /// [`LogError::Locked`] if another process has it open; [`LogError::Damaged`],
            /// [`LogError::Truncated`], [`LogError::KeptHead`] or [`LogError::Sled`] if it is not
            /// what was written; [`LogError::OldFormat`] if an earlier version wrote it;
            /// [`LogError::Io`] if the files cannot be reached.
            pub fn open_with(dir: impl AsRef<Path>, options: Options) -> Result<Self, LogError> {
                Log::open(dir.as_ref(), $engine, options).map(Self)
            }

            /// Closes the log; dropping it does the same without saying whether it worked.
            ///
            /// # Errors
            /// [`LogError::Io`] if the head could not be kept. What was acknowledged is on disk
            /// anyway.
            pub fn close(self) -> Result<(), LogError> {
                self.0.seal()
            }

            /// What the index of saved commands takes.
            pub fn command_index(&self) -> CommandIndexUse {
                self.0.command_index()
            }
        }

        impl LogStore for $log {
            fn append(
                &self,
                batch: &[Commit],
                expected_head: u64,
            ) -> Result<Vec<Range<u64>>, AppendError> {
                self.0.append(batch, expected_head)
            }

            fn append_records(
                &self,
                records: &[Record],
                expected_head: u64,
            ) -> Result<Range<u64>, AppendError> {
                self.0.append_records(records, expected_head)
            }

            fn head(&self) -> Head {
                self.0.head()
            }

            fn read(&self, from: u64) -> Records<'_> {
                self.0.read(from)
            }

            fn scan(
                &self,
                range: Range<u64>,
                visit: &mut dyn FnMut(&RawRecord<'_>) -> ControlFlow<()>,
            ) -> Result<(), ReadError> {
                self.0.scan(range, visit)
            }

            fn get(&self, position: u64) -> Result<Option<Record>, ReadError> {
                self.0.get(position)
            }

            fn read_stream(&self, stream: &StreamId) -> Records<'_> {
                self.0.read_stream(stream)
            }

            fn stream_positions(&self, stream: &StreamId) -> Vec<u64> {
                self.0.stream_positions(stream)
            }

            fn stream_version(&self, stream: &StreamId) -> u64 {
                self.0.stream_version(stream)
            }

            fn command(&self, command_id: &[u8; 16]) -> Option<KnownCommand> {
                self.0.command(command_id)
            }

            fn verify(&self) -> Result<VerifyReport, VerifyError> {
                self.0.verify()
            }
        }
    };
}

kind_of_log!(SledLog, Engine::Sled);
kind_of_log!(FileLog, Engine::Files);

impl SledLog {
    /// How many files sled made for values that it could not put into a page. It never syncs
    /// those; none is ever made, and a log that has one is refused when it is opened.
    ///
    /// # Errors
    /// [`LogError::Io`] if the directory cannot be listed.
    pub fn blob_files(&self) -> Result<u64, LogError> {
        self.0.writer().disk.sled.as_ref().map_or(Ok(0), |sled| sled.blob_files())
    }

    /// The trees `seg` and `tail`, for tests that damage them.
    #[doc(hidden)]
    pub fn trees_for_tests(&self) -> (sled::Tree, sled::Tree) {
        let sled = self.0.writer().disk.sled.clone().expect("a log over sled has it");
        let (seg, tail) = sled.trees();
        (seg.clone(), tail.clone())
    }
}
