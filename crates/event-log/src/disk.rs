//! A store on disk: its lock, its medium, the head kept beside it, and the order in which a batch
//! gets there before anyone is told.

use crate::error::{AppendError, LogError};
use crate::file_medium::FileMedium;
use crate::head::Head;
use crate::kept_head::KeptHead;
use crate::lock::Lock;
use crate::log::Options;
use crate::medium::{Encoded, Medium};
use crate::sled_medium::SledMedium;
use crate::space::SpaceGuard;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The steps of writing, in order; tests make one of them fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What may never have reached the disk is written again, when a stopped log is opened.
    WriteAgain,
    /// The batch is handed to the engine below.
    Apply,
    /// The engine below writes to its file.
    Flush,
    /// The file is synced to the disk.
    Sync,
    /// The head is written beside it.
    KeepHead,
}

/// What a log keeps its records in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sled,
    Files,
}

/// A medium, and the same again where it is sled.
type OpenMedium = (Arc<dyn Medium>, Option<Arc<SledMedium>>);

/// An open store.
pub(crate) struct Disk {
    pub(crate) medium: Arc<dyn Medium>,
    /// The medium again, where it is sled.
    pub(crate) sled: Option<Arc<SledMedium>>,
    space: SpaceGuard,
    kept: KeptHead,
    options: Options,
    lock: Lock,
}

impl Disk {
    /// Locks and opens the store in `dir`, creating it if nothing is there. Returns the head kept
    /// beside the log, which the log must at least reach.
    pub(crate) fn open(
        dir: &Path,
        engine: Engine,
        options: Options,
    ) -> Result<(Self, Head), LogError> {
        fs::create_dir_all(dir).map_err(LogError::io("create", dir))?;
        let mut lock = Lock::take(dir)?;
        engine.check_dir(dir)?;
        let is_new = !engine.data_dir(dir).exists();
        let (kept, head) = open_kept_head(dir, is_new, &options)?;
        if lock.left_unsynced {
            let path = engine.newest_file(dir)?;
            options.try_step(Step::WriteAgain).map_err(LogError::io("write again", &path))?;
            write_again(&path)?;
            lock.repaired().map_err(LogError::io("write", dir.join("lock")))?;
        }
        let mut space = SpaceGuard::open(dir, options.min_free_bytes)?;
        let (medium, sled) = engine.open(dir, &options, &head)?;
        space.refill();
        sync_entries(dir)?;
        Ok((Self { medium, sled, space, kept, options, lock }, head))
    }

    /// Refuses a batch that would leave too little space.
    pub(crate) fn check_space(&self, batch: &Encoded) -> Result<(), AppendError> {
        self.space.check(batch.data.len() as u64)
    }

    /// Writes a batch and, once it is on disk, the head over it.
    ///
    /// After an error nothing more may be written: it is not known what reached the disk, and a
    /// failed sync must not be tried again, for the second may succeed without having written.
    pub(crate) fn write(&mut self, batch: &Encoded, head: &Head) -> Result<(), String> {
        self.step(Step::Apply)?;
        self.medium.apply(batch)?;
        self.make_durable()?;
        self.step(Step::KeepHead)?;
        self.kept
            .write(head, self.options.head_sync_every)
            .map_err(|e| format!("the head could not be kept: {e}"))
    }

    /// Brings everything the medium was handed to the disk.
    pub(crate) fn make_durable(&self) -> Result<(), String> {
        self.step(Step::Flush)?;
        self.medium.flush()?;
        self.step(Step::Sync)?;
        self.medium.sync()
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

impl Engine {
    fn data_dir(self, dir: &Path) -> PathBuf {
        dir.join(match self {
            Self::Sled => "sled",
            Self::Files => "segments",
        })
    }

    /// A directory holds one kind of store.
    fn check_dir(self, dir: &Path) -> Result<(), LogError> {
        let other = match self {
            Self::Sled => Self::Files.data_dir(dir),
            Self::Files => Self::Sled.data_dir(dir),
        };
        if !other.exists() {
            return Ok(());
        }
        let source = io::Error::other("the records of another kind of store lie there");
        Err(LogError::Io { action: "use", path: other, source })
    }

    /// The file a failed sync may have left unwritten.
    fn newest_file(self, dir: &Path) -> Result<PathBuf, LogError> {
        let data = self.data_dir(dir);
        if self == Self::Sled {
            return Ok(data.join("db"));
        }
        let entries = match fs::read_dir(&data) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(data),
            Err(source) => return Err(LogError::io("list", data)(source)),
        };
        let names = entries.filter_map(|entry| Some(entry.ok()?.path()));
        Ok(names.max().unwrap_or_else(|| data.join("none")))
    }

    fn open(self, dir: &Path, options: &Options, kept: &Head) -> Result<OpenMedium, LogError> {
        match self {
            Self::Sled => {
                let sled = Arc::new(SledMedium::open(dir, options)?);
                Ok((sled.clone(), Some(sled)))
            }
            Self::Files => {
                let files = FileMedium::open(dir, options.segment_bytes, kept.size)?;
                Ok((Arc::new(files), None))
            }
        }
    }
}

/// The kept head, made anew for a new store or where a person decided to do without the old one.
fn open_kept_head(
    dir: &Path,
    is_new: bool,
    options: &Options,
) -> Result<(KeptHead, Head), LogError> {
    let path = dir.join("head");
    if options.accept_head && path.exists() {
        let aside = dir.join("head.aside");
        fs::rename(&path, aside).map_err(LogError::io("rename", &path))?;
    }
    if (is_new && !path.exists()) || options.accept_head {
        KeptHead::create(dir)?;
    }
    KeptHead::open(dir)
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

/// Syncs the directory of the store and its parent, so that the names in them last.
fn sync_entries(dir: &Path) -> Result<(), LogError> {
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
    for path in [dir, parent.unwrap_or(Path::new("."))] {
        let sync = || File::open(path)?.sync_all();
        sync().map_err(LogError::io("sync", path))?;
    }
    Ok(())
}
