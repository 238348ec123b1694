//! sled and the files around it: opening with its known faults in mind, and writing so that what
//! is acknowledged is on the disk.

use crate::error::LogError;
use crate::frame::Frame;
use crate::head::Head;
use crate::kept_head::KeptHead;
use crate::lock::Lock;
use crate::store::Options;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

const FRAMES: &str = "frames";

/// The steps of writing, in order; tests make one of them fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What may never have reached the disk is written again, when a stopped log is opened.
    WriteAgain,
    /// The batch is handed to sled.
    Apply,
    /// sled writes to its file.
    Flush,
    /// The file is synced to the disk.
    Sync,
    /// The head is written beside it.
    KeepHead,
}

/// An open store.
pub(crate) struct Disk {
    db: sled::Db,
    pub(crate) frames: sled::Tree,
    /// Our own descriptor of sled's file: sled's flush is no fsync.
    file: File,
    kept: KeptHead,
    options: Options,
    lock: Lock,
}

/// What sled answers when it does not do what it was asked.
pub(crate) struct SledFault {
    pub(crate) reason: String,
    /// Its files may be damaged, as opposed to unreachable or of another kind.
    damaged: bool,
}

impl SledFault {
    /// Its file is locked. sled tells that by words alone.
    fn is_lock(&self) -> bool {
        self.reason.contains("could not acquire lock")
    }
}

/// Calls into sled, which panics where it should answer with an error.
pub(crate) fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, SledFault> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            use sled::Error::{Corruption, ReportableBug};
            let damaged = matches!(error, Corruption { .. } | ReportableBug(_));
            Err(SledFault { reason: error.to_string(), damaged })
        }
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            let reason = format!("it panicked: {}", text.unwrap_or("without a word"));
            Err(SledFault { reason, damaged: true })
        }
    }
}

impl Disk {
    /// Locks and opens the store in `dir`, creating it if nothing is there. Returns the head kept
    /// beside the log, which the log must at least reach.
    pub(crate) fn open(dir: &Path, options: Options) -> Result<(Self, Head), LogError> {
        fs::create_dir_all(dir).map_err(LogError::io("create", dir))?;
        let mut lock = Lock::take(dir)?;
        let sled_dir = dir.join("sled");
        let (kept, head) = open_kept_head(dir, &sled_dir, &options)?;
        if lock.left_unsynced {
            let db = sled_dir.join("db");
            options.try_step(Step::WriteAgain).map_err(LogError::io("write again", &db))?;
            write_again(&db)?;
            lock.repaired().map_err(LogError::io("write", dir.join("lock")))?;
        }
        remove_unfinished_snapshots(&sled_dir)?;
        let (db, frames) = open_sled(&sled_dir, &options)?;
        let path = sled_dir.join("db");
        let file = File::open(&path).map_err(LogError::io("open", &path))?;
        sync_entries(dir, &sled_dir)?;
        Ok((Self { db, frames, file, kept, options, lock }, head))
    }

    /// Writes frames and, once they are on disk, the head over them.
    ///
    /// After an error nothing more may be written: it is not known what reached the disk, and a
    /// failed sync must not be tried again, for the second may succeed without having written.
    pub(crate) fn write(&mut self, frames: &[Frame], head: &Head) -> Result<(), String> {
        let mut batch = sled::Batch::default();
        for (key, value) in frames.iter().flat_map(Frame::pieces) {
            batch.insert(&key, value);
        }
        self.step(Step::Apply)?;
        let apply = || self.frames.apply_batch(batch);
        guarded(apply).map_err(|e| format!("the batch could not be written: {}", e.reason))?;
        self.make_durable()?;
        self.step(Step::KeepHead)?;
        self.kept
            .write(head, self.options.head_sync_every)
            .map_err(|e| format!("the head could not be kept: {e}"))
    }

    /// Brings everything sled was handed to the disk.
    pub(crate) fn make_durable(&self) -> Result<(), String> {
        self.step(Step::Flush)?;
        guarded(|| self.db.flush()).map_err(|e| format!("sled's flush failed: {}", e.reason))?;
        self.step(Step::Sync)?;
        self.file.sync_data().map_err(|e| format!("the sync to disk failed: {e}"))
    }

    /// Keeps a head whose records are on disk, safe against the loss of one slot.
    pub(crate) fn seal_head(&mut self, head: &Head) -> Result<(), String> {
        self.step(Step::KeepHead)?;
        self.kept.seal(head).map_err(|e| format!("the head could not be kept: {e}"))
    }

    /// Reads the kept head from its file.
    pub(crate) fn kept_head(&self) -> io::Result<Head> {
        self.kept.read()
    }

    /// Tells the next process that what it reads may not be on the disk.
    pub(crate) fn leave_unsynced(&mut self) {
        self.lock.leave_unsynced();
    }

    fn step(&self, step: Step) -> Result<(), String> {
        self.options.try_step(step).map_err(|e| format!("{step:?} failed: {e}"))
    }
}

/// The kept head, made anew for a new store or where a person decided to do without the old one.
fn open_kept_head(
    dir: &Path,
    sled_dir: &Path,
    options: &Options,
) -> Result<(KeptHead, Head), LogError> {
    let path = dir.join("head");
    if options.accept_head && path.exists() {
        let aside = dir.join("head.aside");
        fs::rename(&path, aside).map_err(LogError::io("rename", &path))?;
    }
    let is_new = !sled_dir.exists() && !path.exists();
    if is_new || options.accept_head {
        KeptHead::create(dir)?;
    }
    KeptHead::open(dir)
}

fn open_sled(dir: &Path, options: &Options) -> Result<(sled::Db, sled::Tree), LogError> {
    let open = || {
        let db = sled::Config::new()
            .path(dir)
            .cache_capacity(options.cache_bytes)
            .flush_every_ms(None)
            .open()?;
        let frames = db.open_tree(FRAMES)?;
        Ok((db, frames))
    };
    let mut opened = guarded(open);
    // We hold the store's lock, so whoever holds sled's is a closed log of this process: a thread
    // of sled's may keep the file a moment longer.
    for _ in 0..400 {
        if !opened.as_ref().is_err_and(SledFault::is_lock) {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
        opened = guarded(open);
    }
    // A snapshot only shortens the start: sled finds everything in its log without one.
    if opened.as_ref().is_err_and(|fault| fault.damaged) && set_snapshots_aside(dir)? {
        opened = guarded(open);
    }
    opened.map_err(|SledFault { reason, damaged }| LogError::Sled {
        path: dir.into(),
        reason,
        damaged,
    })
}

/// A kill while sled writes a snapshot leaves `snap.*.generating`, which it then takes for the
/// newest snapshot and refuses to open for ever.
fn remove_unfinished_snapshots(sled_dir: &Path) -> Result<(), LogError> {
    for path in snapshots(sled_dir)? {
        if path.extension().is_some_and(|extension| extension == "generating") {
            fs::remove_file(&path).map_err(LogError::io("remove", &path))?;
        }
    }
    Ok(())
}

/// Renames all snapshots; says whether there were any.
fn set_snapshots_aside(sled_dir: &Path) -> Result<bool, LogError> {
    let paths = snapshots(sled_dir)?;
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let aside = path.with_file_name(format!("aside-{name}"));
        fs::rename(path, aside).map_err(LogError::io("rename", path))?;
    }
    Ok(!paths.is_empty())
}

fn snapshots(sled_dir: &Path) -> Result<Vec<PathBuf>, LogError> {
    let entries = match fs::read_dir(sled_dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(LogError::io("list", sled_dir)(source)),
    };
    let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(LogError::io("list", sled_dir))?;
    let is_snapshot = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("snap."))
    };
    paths.retain(is_snapshot);
    Ok(paths)
}

/// Reads a file and writes the same bytes back, then syncs. After a failed sync the system may
/// take pages for clean that never reached the disk; only writing them again brings them there.
fn write_again(path: &Path) -> Result<(), LogError> {
    let rewrite = || -> io::Result<()> {
        let file = match fs::OpenOptions::new().read(true).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened?,
        };
        let mut buffer = vec![0; 1 << 20];
        let mut at = 0;
        loop {
            let len = file.read_at(&mut buffer, at)?;
            if len == 0 {
                return file.sync_all();
            }
            file.write_all_at(&buffer[..len], at)?;
            at += len as u64;
        }
    };
    rewrite().map_err(LogError::io("write again", path))
}

/// Syncs the files sled creates without syncing, and every directory from there up to the parent
/// of the store.
fn sync_entries(dir: &Path, sled_dir: &Path) -> Result<(), LogError> {
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let conf = sled_dir.join("conf");
    for path in [&conf, sled_dir, dir, parent] {
        let sync = || File::open(path)?.sync_all();
        sync().map_err(LogError::io("sync", path))?;
    }
    Ok(())
}
