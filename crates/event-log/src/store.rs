//! The log over sled: opening, closing, and the answers that come from memory.

use crate::audit::{Audit, VerifyReport};
use crate::disk::{Disk, Step};
use crate::error::{AppendError, LogError, Problem, ReadError, VerifyError};
use crate::head::Head;
use crate::index::{Index, Known, KnownCommand, Tip};
use crate::read::{FrameReader, RecordReader, StreamReader, read_one};
use crate::record::{Commit, Record, StreamId};
use crate::{LogStore, Records};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

/// Called before each step of a write; an error from it counts as the failure of that step.
type Fault = Arc<dyn Fn(Step) -> io::Result<()> + Send + Sync>;

/// How a log is opened.
#[derive(Clone)]
pub struct Options {
    /// Bytes sled may cache, counted as on disk; several times that in memory.
    pub cache_bytes: u64,
    /// The head kept beside the log is written after every batch and synced after so many of
    /// them, and at close. 1 = always: costs a second sync per batch and shows even after a loss
    /// of power whether anything acknowledged is missing.
    pub head_sync_every: u32,
    /// Take the log for what it holds although the head kept beside it is missing, unreadable or
    /// says that there was more. The old file is renamed to `head.aside`. For a person who has
    /// seen the error and decided.
    pub accept_head: bool,
    #[doc(hidden)]
    pub fault: Option<Fault>,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: 64 << 20, head_sync_every: 64, accept_head: false, fault: None }
    }
}

impl Options {
    /// Fails where a test wants it to.
    pub(crate) fn try_step(&self, step: Step) -> io::Result<()> {
        self.fault.as_ref().map_or(Ok(()), |fault| fault(step))
    }
}

/// A log in a directory of its own. Appends come one after the other; reads run beside them and
/// see whole, durable commits only.
pub struct SledLog {
    pub(crate) frames: sled::Tree,
    pub(crate) published: RwLock<Published>,
    writer: Mutex<Writer>,
}

/// What readers see: changed only once a batch is on disk.
pub(crate) struct Published {
    pub(crate) index: Index,
    pub(crate) head: Head,
}

pub(crate) struct Writer {
    pub(crate) disk: Disk,
    pub(crate) tip: Tip,
    /// Why no more appends are taken.
    pub(crate) stopped: Option<String>,
}

impl SledLog {
    /// Opens the log in `dir` with default options; creates it if nothing is there.
    ///
    /// # Errors
    /// As [`SledLog::open_with`].
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, LogError> {
        Self::open_with(dir, Options::default())
    }

    /// Opens the log in `dir`: reads and checks all of it, and compares it with the head kept
    /// beside it.
    ///
    /// # Errors
    /// [`LogError::Locked`] if another process has it open; [`LogError::Damaged`],
    /// [`LogError::Truncated`], [`LogError::KeptHead`] or [`LogError::Sled`] if it is not what
    /// was written; [`LogError::Io`] if the files cannot be reached.
    pub fn open_with(dir: impl AsRef<Path>, options: Options) -> Result<Self, LogError> {
        let (mut disk, expected) = Disk::open(dir.as_ref(), options)?;
        let audit = Audit::new(expected, u64::MAX).run(FrameReader::all(&disk.frames))?;
        audit.compare_with_kept()?;
        let head = Head::from(&audit.tip.range);
        if head.size < expected.size {
            return Err(LogError::Truncated { expected, found: head });
        }
        // What a killed process wrote but did not sync counts from now on, so sync it first.
        let sync = |reason: String| LogError::Io {
            action: "sync",
            path: dir.as_ref().into(),
            source: io::Error::other(reason),
        };
        disk.make_durable().map_err(sync)?;
        disk.seal_head(&head).map_err(sync)?;
        Ok(Self {
            frames: disk.frames.clone(),
            published: RwLock::new(Published { index: audit.index, head }),
            writer: Mutex::new(Writer { disk, tip: audit.tip, stopped: None }),
        })
    }

    /// Closes the log; dropping it does the same without saying whether it worked.
    ///
    /// # Errors
    /// [`LogError::Io`] if the head could not be kept. What was acknowledged is on disk anyway.
    pub fn close(self) -> Result<(), LogError> {
        self.seal().map_err(|reason| LogError::Io {
            action: "close",
            path: "head".into(),
            source: io::Error::other(reason),
        })
    }

    fn seal(&self) -> Result<(), String> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.stopped.is_some() {
            return Ok(());
        }
        let head = Head::from(&writer.tip.range);
        writer.disk.seal_head(&head)
    }

    /// The stored frames, for tests that damage them.
    #[doc(hidden)]
    pub fn frames_for_tests(&self) -> &sled::Tree {
        &self.frames
    }

    /// The writer; a panic while it was held counts as a stop.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(|poisoned| {
            let mut writer = poisoned.into_inner();
            writer.stopped.get_or_insert_with(|| "an earlier append panicked".into());
            writer
        })
    }

    /// What readers see. Publishing does not panic, so a poisoned lock hides nothing.
    pub(crate) fn published(&self) -> RwLockReadGuard<'_, Published> {
        self.published.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for SledLog {
    fn drop(&mut self) {
        // Dropped without `close`: nobody asks. At worst the kept head is some batches old.
        let _ = self.seal();
    }
}

impl LogStore for SledLog {
    fn append(&self, batch: &[Commit], expected_head: u64) -> Result<Vec<Range<u64>>, AppendError> {
        self.append_commits(batch, expected_head)
    }

    fn append_records(
        &self,
        records: &[Record],
        expected_head: u64,
    ) -> Result<Range<u64>, AppendError> {
        self.append_complete(records, expected_head)
    }

    fn head(&self) -> Head {
        self.published().head
    }

    fn read(&self, from: u64) -> Records<'_> {
        Box::new(RecordReader::new(&self.frames, from, self.head().size))
    }

    fn get(&self, position: u64) -> Result<Option<Record>, ReadError> {
        if position == 0 || position > self.head().size {
            return Ok(None);
        }
        read_one(&self.frames, position).map(Some)
    }

    fn read_stream(&self, stream: &StreamId) -> Records<'_> {
        let positions = self.published().index.positions(stream);
        Box::new(StreamReader::new(&self.frames, positions))
    }

    fn stream_version(&self, stream: &StreamId) -> u64 {
        self.published().index.stream(stream).version
    }

    fn command(&self, command_id: &[u8; 16]) -> Option<KnownCommand> {
        self.published().index.command(command_id)
    }

    fn verify(&self) -> Result<VerifyReport, VerifyError> {
        let (head, kept) = {
            let writer = self.writer();
            let kept = writer.disk.kept_head().map_err(|error| VerifyError {
                position: 1,
                trusted: 0,
                problem: Problem::KeptHead(error.to_string()),
            })?;
            let head = self.head();
            // A stop may fall between the writing of a head and its acknowledgement.
            let unacknowledged = writer.stopped.is_some() && kept.size > head.size;
            (head, if unacknowledged { head } else { kept })
        };
        let audit = Audit::new(kept, head.size).run(FrameReader::all(&self.frames))?;
        audit.compare_with(&head, &self.published().index)?;
        Ok(VerifyReport {
            head,
            kept,
            commits: audit.index.command_count(),
            streams: audit.index.stream_count(),
            bytes: audit.bytes,
        })
    }
}
