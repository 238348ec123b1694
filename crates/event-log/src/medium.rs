//! What a log asks of whatever holds its records: sled, or plain files.

use crate::error::Problem;
use crate::frame::Frame;

/// Frames in order of position; nothing is to be read after the first error.
pub(crate) type Frames<'a> = Box<dyn Iterator<Item = Result<Frame, Problem>> + Send + 'a>;

/// Records of one batch, encoded, not yet anywhere.
#[derive(Debug, Default)]
pub(crate) struct Encoded {
    /// Position of the first record.
    pub(crate) first: u64,
    /// The records, one after the other.
    pub(crate) data: Vec<u8>,
    /// The length of each.
    pub(crate) lens: Vec<u32>,
}

/// Holds frames. One writer at a time; readers beside it see what the log has published.
pub(crate) trait Medium: Send + Sync {
    /// Hands over a batch, so that after a crash all of it is there or nothing.
    fn apply(&self, batch: &Encoded) -> Result<(), String>;

    /// Gives everything handed over to the operating system.
    fn flush(&self) -> Result<(), String>;

    /// Brings everything flushed to the disk. After an error it must not be called again.
    fn sync(&self) -> Result<(), String>;

    /// Frames from the one that holds `from`, without a gap, to the end of what is there.
    fn frames(&self, from: u64) -> Frames<'_>;
}
