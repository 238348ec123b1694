//! Space on the disk: appends stop while there is still enough left to open the store and to put
//! things right, because sled cannot open on a full disk.

use crate::error::{AppendError, LogError};
use rustix::fs::{FallocateFlags, fallocate, statvfs};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Space set aside in a file of its own, given up when the store must be opened on a full disk.
const BALLAST_BYTES: u64 = 8 << 20;
/// Bytes on disk for each byte of a batch: what sled was measured to write at most.
const WRITTEN_PER_BYTE: u64 = 8;

pub(crate) struct SpaceGuard {
    dir: PathBuf,
    reserve: u64,
}

impl SpaceGuard {
    /// Watches the file system of `dir`. Gives up the ballast if the disk is so full that the
    /// store might not open otherwise.
    pub(crate) fn open(dir: &Path, min_free_bytes: u64) -> Result<Self, LogError> {
        let stat = statvfs(dir)
            .map_err(|error| LogError::io("ask for the free space of", dir)(error.into()))?;
        // A small disk could not spare what a large one can: a tenth of it is enough.
        let tenth = stat.f_blocks.saturating_mul(stat.f_frsize) / 10;
        let guard = Self { dir: dir.into(), reserve: min_free_bytes.min(tenth) };
        if let Some(free) = guard.free() {
            guard.give_up_ballast(free);
        }
        Ok(guard)
    }

    /// sled writes even when it only reads: on a full disk it needs what was set aside.
    fn give_up_ballast(&self, free: u64) {
        if free < BALLAST_BYTES {
            // At worst there is none.
            let _ = fs::remove_file(self.ballast());
        }
    }

    /// Refuses a batch of so many bytes if it would leave less than the reserve. Gives up the
    /// ballast if others have taken even that.
    pub(crate) fn check(&self, batch_bytes: u64) -> Result<(), AppendError> {
        let Some(free) = self.free() else { return Ok(()) };
        let needed = self.reserve.saturating_add(batch_bytes.saturating_mul(WRITTEN_PER_BYTE));
        if self.reserve > 0 && free < needed {
            self.give_up_ballast(free);
            return Err(AppendError::DiskFull { free, reserve: self.reserve });
        }
        Ok(())
    }

    /// Sets the ballast aside again where there is space for it. It is a help: a failure changes
    /// nothing.
    pub(crate) fn refill(&mut self) {
        let has_space = self.free().is_some_and(|free| free > self.reserve + 2 * BALLAST_BYTES);
        if self.reserve == 0 || self.ballast().exists() || !has_space {
            return;
        }
        let made = File::create(self.ballast())
            .and_then(|file| Ok(fallocate(file, FallocateFlags::empty(), 0, BALLAST_BYTES)?));
        if made.is_err() {
            let _ = fs::remove_file(self.ballast());
        }
    }

    fn ballast(&self) -> PathBuf {
        self.dir.join("ballast")
    }

    /// Bytes this process may still use; `None` if the system does not say.
    fn free(&self) -> Option<u64> {
        let stat = statvfs(&self.dir).ok()?;
        Some(stat.f_bavail.saturating_mul(stat.f_frsize))
    }
}
