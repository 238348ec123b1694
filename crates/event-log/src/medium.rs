//! What a log asks of whatever holds its records: sled, or plain files.

use crate::error::Problem;
use crate::frame::Frame;

/// Reads frames in order of position.
pub(crate) trait ReadFrames: Send {
    /// The next frame; `None` at the end. Not asked again after that, nor after an error.
    fn read(&mut self) -> Result<Option<Frame>, Problem>;

    /// Takes back a frame that was read: the next one lies in its memory.
    fn take_back(&mut self, frame: Frame);
}

/// Frames in order of position, up to the end or the first error.
pub(crate) struct Frames<'a> {
    reader: Box<dyn ReadFrames + 'a>,
    ended: bool,
}

impl<'a> Frames<'a> {
    pub(crate) fn new(reader: impl ReadFrames + 'a) -> Self {
        Self { reader: Box::new(reader), ended: false }
    }

    /// Takes back a frame that was read: the next one lies in its memory.
    pub(crate) fn take_back(&mut self, frame: Frame) {
        self.reader.take_back(frame);
    }
}

impl Iterator for Frames<'_> {
    type Item = Result<Frame, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let frame = self.reader.read().transpose();
        self.ended = !matches!(frame, Some(Ok(_)));
        frame
    }
}

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
