//! One process at a time. The lock is the operating system's, so it goes when the process does.

use crate::error::LogError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Last word of the lock file after a failed sync: what is read from sled's file may then be in
/// the memory of the machine alone.
const UNSYNCED: &str = "unsynced";

/// The held lock file: `<pid> <state>`.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    /// The process before this one was stopped by a failed write or sync.
    pub(crate) left_unsynced: bool,
}

impl Lock {
    /// Takes the lock of the store in `dir`.
    pub(crate) fn take(dir: &Path) -> Result<Self, LogError> {
        let path = dir.join("lock");
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(LogError::io("open", &path))?;
        let locked = file.try_lock();
        let mut text = String::new();
        // Whatever stands there is only a help: unreadable bytes are as good as none.
        let _ = (&file).take(64).read_to_string(&mut text);
        match locked {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = text.split_whitespace().next().and_then(|pid| pid.parse().ok());
                return Err(LogError::Locked { path: dir.into(), pid });
            }
            Err(TryLockError::Error(source)) => {
                return Err(LogError::Io { action: "lock", path, source });
            }
        }
        let left_unsynced = text.contains(UNSYNCED);
        let mut lock = Self { file, left_unsynced };
        if !left_unsynced {
            lock.write("open").map_err(LogError::io("write", &path))?;
        }
        Ok(lock)
    }

    /// Says that what the last process left was read, written again and synced.
    pub(crate) fn repaired(&mut self) -> std::io::Result<()> {
        self.left_unsynced = false;
        self.write("open")
    }

    /// Leaves word for the next process. It need not reach the disk: after a restart of the
    /// machine its memory is gone, and what is read is what the disk holds.
    pub(crate) fn leave_unsynced(&mut self) {
        let _ = self.write(UNSYNCED);
    }

    fn write(&mut self, state: &str) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        // Of one length whatever the state, so that no disk block has to be found for it later.
        writeln!(self.file, "{:<10} {state:<9}", std::process::id())
    }
}

impl Drop for Lock {
    /// Said in words, because closing is not enough: a child that is just being started still
    /// holds a copy of every open file, and with it the lock.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}
