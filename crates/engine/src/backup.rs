//! A backup of the log, made while the engine works on.

use std::path::Path;

use event_log::{BackupError, BackupReport};

use crate::engine::Engine;

impl Engine {
    /// Brings the backup in `dir` up to what is durable at this moment, or begins one. It holds the
    /// log and nothing else: without the files `keys` and `master.key`, which must be kept apart
    /// from it, its sealed fields stay sealed.
    ///
    /// # Errors
    /// When the directory holds anything but a backup of this log, or the log cannot be read.
    pub fn backup(&self, dir: &Path) -> Result<BackupReport, BackupError> {
        event_log::backup(self.log(), dir)
    }
}
