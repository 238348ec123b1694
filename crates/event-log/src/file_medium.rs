//! Records in plain files: segments named after their first position, frames one after the other.
//! A batch is one or more frames, the last of them flagged; what follows the last flagged frame
//! was never acknowledged and is cut off when the store is opened.

use crate::error::{LogError, Problem};
use crate::file_segment::{Segment, SegmentFrames, encode_batch};
use crate::frame::Frame;
use crate::medium::{Encoded, Frames, Medium, ReadFrames};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

pub(crate) struct FileMedium {
    dir: PathBuf,
    /// A segment that has reached this length is followed by a new one.
    segment_bytes: u64,
    segments: RwLock<Vec<Arc<Segment>>>,
    writer: Mutex<Writer>,
}

#[derive(Default)]
struct Writer {
    /// The newest segment and its length.
    file: Option<(File, u64)>,
    buffer: Vec<u8>,
}

impl FileMedium {
    /// Opens the segments in `dir/segments`. What follows the last whole batch is cut off, unless
    /// it was acknowledged: `kept` records were.
    pub(crate) fn open(dir: &Path, segment_bytes: u64, kept: u64) -> Result<Self, LogError> {
        let dir = dir.join("segments");
        fs::create_dir_all(&dir).map_err(LogError::io("create", &dir))?;
        let mut segments = list(&dir)?;
        let writer = match segments.last() {
            None => Writer::default(),
            Some(last) => Writer { file: Some(last.recover(kept)?), buffer: Vec::new() },
        };
        if let Some((_, 0)) = writer.file {
            // Created, but nothing was ever acknowledged in it.
            let empty = segments.pop().expect("there is a last one");
            fs::remove_file(empty.path()).map_err(LogError::io("remove", empty.path()))?;
            drop(writer);
            return Self::open(dir.parent().unwrap_or(&dir), segment_bytes, kept);
        }
        let sync = || File::open(&dir)?.sync_all();
        sync().map_err(LogError::io("sync", &dir))?;
        let (segments, writer) = (RwLock::new(segments), Mutex::new(writer));
        Ok(Self { dir, segment_bytes, segments, writer })
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn segments(&self) -> Vec<Arc<Segment>> {
        self.segments.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins a new segment; the one before is on the disk already.
    fn roll(&self, first: u64) -> io::Result<(File, u64)> {
        let segment = Segment::new(&self.dir, first);
        let file = File::options().write(true).create_new(true).open(segment.path())?;
        File::open(&self.dir)?.sync_all()?;
        let mut segments = self.segments.write().unwrap_or_else(PoisonError::into_inner);
        segments.push(Arc::new(segment));
        Ok((file, 0))
    }

    fn write(&self, batch: &Encoded) -> io::Result<()> {
        let mut writer = self.writer();
        let Writer { file, buffer } = &mut *writer;
        let (open, len) = match file.take() {
            Some((open, len)) if len < self.segment_bytes => (open, len),
            _ => self.roll(batch.first)?,
        };
        buffer.clear();
        encode_batch(batch, buffer);
        open.write_all_at(buffer, len)?;
        *file = Some((open, len + buffer.len() as u64));
        Ok(())
    }
}

fn list(dir: &Path) -> Result<Vec<Arc<Segment>>, LogError> {
    let entries = fs::read_dir(dir).map_err(LogError::io("list", dir))?;
    let mut segments = Vec::new();
    for entry in entries {
        let path = entry.map_err(LogError::io("list", dir))?.path();
        segments.extend(Segment::at(path).map(Arc::new));
    }
    segments.sort_by_key(|segment| segment.first());
    Ok(segments)
}

impl Medium for FileMedium {
    fn apply(&self, batch: &Encoded) -> Result<(), String> {
        self.write(batch).map_err(|e| format!("the batch could not be written: {e}"))
    }

    fn flush(&self) -> Result<(), String> {
        // Written bytes are with the operating system at once.
        Ok(())
    }

    fn sync(&self) -> Result<(), String> {
        let writer = self.writer();
        let sync = writer.file.as_ref().map_or(Ok(()), |(file, _)| file.sync_data());
        sync.map_err(|e| format!("the sync to disk failed: {e}"))
    }

    fn frames(&self, from: u64) -> Frames<'_> {
        let mut segments = self.segments();
        let from = from.max(1);
        let holding = segments.partition_point(|segment| segment.first() <= from);
        let segments = segments.split_off(holding.saturating_sub(1)).into_iter();
        Frames::new(FileFrames { segments, segment: None, from, next: from })
    }
}

/// Walks from segment to segment.
struct FileFrames {
    segments: std::vec::IntoIter<Arc<Segment>>,
    segment: Option<SegmentFrames>,
    from: u64,
    next: u64,
}

impl ReadFrames for FileFrames {
    fn read(&mut self) -> Result<Option<Frame>, Problem> {
        let frame = loop {
            if let Some(segment) = &mut self.segment
                && let Some(frame) = segment.read()?
            {
                break frame;
            }
            let Some(segment) = self.segments.next() else { return Ok(None) };
            self.segment = Some(SegmentFrames::from(segment, self.from));
        };
        // The first frame may begin before what was asked for; the rest must follow.
        let (next, from) = (self.next, self.from);
        let follows = frame.first == next || (next == from && frame.first < from);
        if !follows || frame.last() < next {
            return Err(Problem::Position { expected: next, found: frame.first });
        }
        self.next = frame.last() + 1;
        Ok(Some(frame))
    }

    fn take_back(&mut self, frame: Frame) {
        if let Some(segment) = &mut self.segment {
            segment.take_back(frame);
        }
    }
}
