//! What a log asks of whatever holds its records: sled, or plain files.

use crate::error::Problem;
use crate::frame::Frame;

/// Frames in order of position; nothing is to be read after the first error.
pub(crate) trait ReadFrames: Iterator<Item = Result<Frame, Problem>> + Send {
    /// Takes back a frame that was read: the next one lies in its memory.
    fn take_back(&mut self, frame: Frame);
}

pub(crate) type Frames<'a> = Box<dyn ReadFrames + 'a>;

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

    /// Nothing failed and nothing more will be written: once the medium goes, what makes the next
    /// opening quick may be done.
    fn closing(&self) {}

    /// Frames from the one that holds `from`, without a gap, to the end of what is there.
    fn frames(&self, from: u64) -> Frames<'_>;
}
