//! sled and its files: opening with its known faults in mind.

use crate::error::LogError;
use crate::log::Options;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Whole records of small batches, as they came.
const TAIL: &str = "tail";
/// Sealed, compressed chunks.
const SEG: &str = "seg";
/// Where the first format kept its frames.
const FRAMES_OF_FORMAT_1: &[u8] = b"frames";

/// An open sled.
pub(crate) struct SledFiles {
    pub(crate) db: sled::Db,
    pub(crate) seg: sled::Tree,
    pub(crate) tail: sled::Tree,
    /// Our own descriptor of sled's file: sled's flush is no fsync.
    pub(crate) file: File,
    dir: PathBuf,
    /// Goes last, once sled is closed: fields go in the order they stand in.
    pub(crate) closing: Closing,
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

impl SledFiles {
    /// Opens sled in `dir`, which it creates.
    pub(crate) fn open(dir: &Path, options: &Options) -> Result<Self, LogError> {
        remove_unfinished_snapshots(dir)?;
        let (db, seg, tail) = open_sled(dir, options.cache_bytes)?;
        let path = dir.join("db");
        let file = File::open(&path).map_err(LogError::io("open", &path))?;
        let closing = Closing::new(dir, options);
        let files = Self { db, seg, tail, file, dir: dir.into(), closing };
        files.check()?;
        // sled creates its files without syncing them or their names.
        for path in [&dir.join("conf"), dir] {
            let sync = || File::open(path)?.sync_all();
            sync().map_err(LogError::io("sync", path))?;
        }
        Ok(files)
    }

    fn check(&self) -> Result<(), LogError> {
        if self.db.tree_names().iter().any(|name| name == FRAMES_OF_FORMAT_1) {
            return Err(LogError::OldFormat { path: self.dir.clone(), format: 1 });
        }
        match self.blob_files()? {
            0 => Ok(()),
            count => Err(LogError::Sled {
                path: self.dir.clone(),
                reason: format!("blobs/ holds {count} files that it never syncs"),
                damaged: true,
            }),
        }
    }

    /// How many files sled made for values too large for a page.
    pub(crate) fn blob_files(&self) -> Result<u64, LogError> {
        let blobs = self.dir.join("blobs");
        match fs::read_dir(&blobs) {
            Ok(entries) => Ok(entries.count() as u64),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(source) => Err(LogError::io("list", blobs)(source)),
        }
    }
}

/// What is done once sled is closed. sled writes a snapshot only when it opens, and an opening
/// reads all that was written since the last one: after many appends in one run the next opening
/// would take long. So sled is opened once more, now, when nobody waits for it.
pub(crate) struct Closing {
    dir: PathBuf,
    cache_bytes: u64,
    /// A snapshot is worth it after so many bytes of records.
    after_bytes: u64,
    appended: AtomicU64,
    /// Nothing failed, and nothing more is written.
    in_order: AtomicBool,
}

impl Closing {
    fn new(dir: &Path, options: &Options) -> Self {
        Self {
            dir: dir.into(),
            cache_bytes: options.cache_bytes,
            after_bytes: options.snapshot_after_bytes,
            appended: AtomicU64::new(0),
            in_order: AtomicBool::new(false),
        }
    }

    /// So many bytes of records were handed to sled.
    pub(crate) fn appended(&self, bytes: usize) {
        self.appended.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Nothing failed, and nothing more is written.
    pub(crate) fn in_order(&self) {
        self.in_order.store(true, Ordering::Relaxed);
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        if !*self.in_order.get_mut() || *self.appended.get_mut() < self.after_bytes {
            return;
        }
        // It is a help: sled finds everything in its log without a snapshot.
        if open_sled(&self.dir, self.cache_bytes).is_ok() {
            let _ = File::open(&self.dir).and_then(|dir| dir.sync_all());
        }
    }
}

type Opened = (sled::Db, sled::Tree, sled::Tree);

fn open_sled(dir: &Path, cache_bytes: u64) -> Result<Opened, LogError> {
    let open = || {
        let db = sled::Config::new()
            .path(dir)
            .cache_capacity(cache_bytes)
            .flush_every_ms(None)
            .open()?;
        let (seg, tail) = (db.open_tree(SEG)?, db.open_tree(TAIL)?);
        Ok((db, seg, tail))
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
