//! An open log: how it is opened and closed, and the answers that come from memory.

use crate::LogStore;
use crate::Records;
use crate::audit::{Audit, VerifyReport};
use crate::disk::{Disk, Engine, Step};
use crate::envelope::RawRecord;
use crate::error::{AppendError, LogError, ReadError, VerifyError};
use crate::head::Head;
use crate::index::{Index, KnownCommand, Rebuild};
use crate::index_files::{IndexFiles, Loaded};
use crate::medium::Medium;
use crate::read::{RecordReader, StreamReader, read_one};
use crate::record::{Commit, Record, StreamId};
use crate::tip::Tip;
use std::io;
use std::ops::{ControlFlow, Range};
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
    /// Appends leave so many bytes of the disk free, or a tenth of a small disk: so that the log can
    /// still be opened and put right. 0 = no guard.
    pub min_free_bytes: u64,
    /// The index beside the log is saved after so many records and at close: opening after a kill
    /// reads at most about so many.
    pub index_save_every: u64,
    /// When a log over sled is closed after so many bytes of records were appended, sled is opened
    /// once more so that it writes a snapshot: the next opening then reads what was appended since,
    /// not all of it.
    pub snapshot_after_bytes: u64,
    /// Length at which plain files begin a new segment.
    pub segment_bytes: u64,
    /// Take the log for what it holds although the head kept beside it is missing, unreadable or
    /// says that there was more. The old file is renamed to `head.aside`. For a person who has
    /// seen the error and decided.
    pub accept_head: bool,
    #[doc(hidden)]
    pub fault: Option<Fault>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 64 << 20,
            head_sync_every: 64,
            min_free_bytes: 256 << 20,
            index_save_every: 1 << 16,
            snapshot_after_bytes: 128 << 20,
            segment_bytes: 64 << 20,
            accept_head: false,
            fault: None,
        }
    }
}

impl Options {
    /// Fails where a test wants it to.
    pub(crate) fn try_step(&self, step: Step) -> io::Result<()> {
        self.fault.as_ref().map_or(Ok(()), |fault| fault(step))
    }
}

/// What the index of saved commands takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandIndexUse {
    /// Bytes in memory: about four a command.
    pub resident_bytes: u64,
    /// How often the disk was read to answer whether an id is known, since the files at hand were
    /// written or opened.
    pub pages_read: u64,
}

/// A log in a directory of its own, whatever keeps its records.
pub(crate) struct Log {
    pub(crate) medium: Arc<dyn Medium>,
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
    pub(crate) index_files: IndexFiles,
    /// Why no more appends are taken.
    pub(crate) stopped: Option<String>,
}

impl Log {
    /// Opens the log in `dir`: loads its index, reads and checks what is newer than that, and
    /// compares the end with the head kept beside it. Without a usable index it reads everything.
    pub(crate) fn open(dir: &Path, engine: Engine, options: Options) -> Result<Self, LogError> {
        let every = options.index_save_every;
        let (mut disk, kept) = Disk::open(dir, engine, options)?;
        let audit = follow_to_end(&dir.join("index"), every, &disk.medium, kept)?;
        audit.compare_with_kept()?;
        let head = Head::from(&audit.tip.range);
        if head.size < kept.size {
            return Err(LogError::Truncated { expected: kept, found: head });
        }
        // What a killed process wrote but did not sync counts from now on, so sync it first.
        let sync = |reason: String| LogError::Io {
            action: "sync",
            path: dir.into(),
            source: io::Error::other(reason),
        };
        disk.make_durable().map_err(sync)?;
        disk.seal_head(&head).map_err(sync)?;
        let Audit { known: Rebuild { index, files: index_files }, tip, .. } = audit;
        Ok(Self {
            medium: disk.medium.clone(),
            published: RwLock::new(Published { index, head }),
            writer: Mutex::new(Writer { disk, tip, index_files, stopped: None }),
        })
    }

    /// Writes down the head and the index, unless a failure forbids to write anything.
    pub(crate) fn seal(&self) -> Result<(), LogError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.stopped.is_some() {
            return Ok(());
        }
        let Writer { disk, tip, index_files, .. } = &mut *writer;
        if let Some(runs) = index_files.save(tip) {
            let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
            published.index.commands.replace(runs);
        }
        // Where the index does not reach the disk, the next opening makes it anew.
        let _ = index_files.sync();
        disk.seal_head(&Head::from(&tip.range)).map_err(|reason| LogError::Io {
            action: "close",
            path: "head".into(),
            source: io::Error::other(reason),
        })?;
        self.medium.closing();
        Ok(())
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

    pub(crate) fn command_index(&self) -> CommandIndexUse {
        let commands = &self.published().index.commands;
        CommandIndexUse {
            resident_bytes: commands.resident_bytes(),
            pages_read: commands.pages_read(),
        }
    }
}

/// Takes the index from its saved files to the end of the log. If it does not fit what is read,
/// either may be at fault: the records alone decide.
fn follow_to_end(
    dir: &Path,
    every: u64,
    medium: &Arc<dyn Medium>,
    kept: Head,
) -> Result<Audit<Rebuild>, LogError> {
    if let Ok(loaded) = IndexFiles::load(dir, every, medium.clone())
        && loaded.tip.size() <= kept.size
        && loaded.is_of(&**medium)
    {
        let Loaded { files, index, tip, .. } = loaded;
        let from = tip.size() + 1;
        let mut audit = Audit::new(Rebuild { index, files }, tip, kept, u64::MAX);
        let followed = audit.run(medium.frames(from));
        if followed.is_ok() && audit.compare_with_kept().is_ok() && audit.tip.size() >= kept.size {
            // Leftovers take space and do no other harm.
            let _ = audit.known.files.remove_leftovers();
            return Ok(audit);
        }
    }
    let create = IndexFiles::create(dir, every);
    let files = create.map_err(LogError::io("create the index in", dir))?;
    let rebuild = Rebuild { index: Index::new(medium.clone()), files };
    let mut audit = Audit::new(rebuild, Tip::default(), kept, u64::MAX);
    audit.run(medium.frames(1))?;
    Ok(audit)
}

impl Loaded {
    /// The newest record the index knows is the one the log holds there.
    fn is_of(&self, records: &dyn Medium) -> bool {
        let position = self.tip.size();
        position == 0 || read_one(records, position).is_ok_and(|r| r.hash() == self.last_hash)
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        // Dropped without `close`: nobody asks. At worst the kept head is some batches old.
        let _ = self.seal();
    }
}

impl LogStore for Log {
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
        Box::new(RecordReader::new(&*self.medium, from, self.head().size))
    }

    fn scan(
        &self,
        range: Range<u64>,
        visit: &mut dyn FnMut(&RawRecord<'_>) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        let last = range.end.saturating_sub(1).min(self.head().size);
        RecordReader::new(&*self.medium, range.start, last).visit(visit)
    }

    fn get(&self, position: u64) -> Result<Option<Record>, ReadError> {
        if position == 0 || position > self.head().size {
            return Ok(None);
        }
        read_one(&*self.medium, position).map(Some)
    }

    fn read_stream(&self, stream: &StreamId) -> Records<'_> {
        Box::new(StreamReader::new(&*self.medium, self.stream_positions(stream)))
    }

    fn stream_positions(&self, stream: &StreamId) -> Vec<u64> {
        self.published().index.streams.positions(stream)
    }

    fn stream_version(&self, stream: &StreamId) -> u64 {
        self.published().index.streams.get(stream).map_or(0, |state| state.version.into())
    }

    fn command(&self, command_id: &[u8; 16]) -> Option<KnownCommand> {
        // What cannot be read is not known here; an append of it is refused for the same reason.
        self.published().index.find_command(command_id).ok().flatten()
    }

    fn verify(&self) -> Result<VerifyReport, VerifyError> {
        self.verify_all()
    }
}
