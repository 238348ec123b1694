//! One segment file: frames of whole records, read from any position and recovered at its end.

use crate::error::{LogError, Problem, VerifyError};
use crate::frame::Frame;
use crate::medium::Encoded;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

const MAGIC: u8 = 0xE8;
const FORMAT: u8 = 1;
const HEADER_LEN: usize = 24;
/// Last frame of its batch.
const BATCH_END: u8 = 1;
/// A frame ends with the record that reaches this many bytes.
const FRAME_DATA: usize = 64 << 10;
/// No frame is longer: the largest record follows almost as many bytes.
const FRAME_DATA_MAX: usize = FRAME_DATA + crate::record::MAX_COMMIT_BYTES + 4_096;
/// How far apart the places are that a segment remembers.
const LANDMARK_BYTES: u64 = 64 << 10;

/// A segment on disk.
pub(crate) struct Segment {
    path: PathBuf,
    first: u64,
    /// Places where a frame begins, by position of its first record, as far as was read.
    landmarks: Mutex<Vec<(u64, u64)>>,
}

impl Segment {
    /// The segment in `dir` whose first record has position `first`.
    pub(crate) fn new(dir: &Path, first: u64) -> Self {
        Self { path: dir.join(format!("{first:020}.records")), first, landmarks: Mutex::default() }
    }

    /// The segment in the file at `path`, if it is named like one.
    pub(crate) fn at(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(".records")?;
        let first = name.parse().ok()?;
        Some(Self { path, first, landmarks: Mutex::default() })
    }

    /// A segment in a file of any name.
    pub(crate) fn in_file(path: PathBuf, first: u64) -> Self {
        Self { path, first, landmarks: Mutex::default() }
    }

    /// Position of its first record.
    pub(crate) fn first(&self) -> u64 {
        self.first
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it for appending after its last whole batch, and cuts off what follows.
    ///
    /// Nothing acknowledged is cut: a batch that does not check although records up to `kept` were
    /// acknowledged, or although another follows it, is damage, not a torn write.
    pub(crate) fn recover(self: &Arc<Self>, kept: u64) -> Result<(File, u64), LogError> {
        let io = |source| LogError::Io { action: "recover", path: self.path.clone(), source };
        let file = File::options().read(true).write(true).open(&self.path).map_err(io)?;
        let len = file.metadata().map_err(io)?.len();
        let mut frames = SegmentFrames::from(self.clone(), self.first);
        let (whole, last, problem) = frames.walk_batches();
        let torn = whole < len;
        let follows = problem.is_some() && another_follows(&file, frames.at, len).map_err(io)?;
        if torn && (last < kept || follows) {
            let problem = problem.unwrap_or(Problem::Missing { expected: kept });
            return Err(VerifyError { position: last + 1, trusted: last, problem }.into());
        }
        if torn {
            file.set_len(whole).and_then(|()| file.sync_all()).map_err(io)?;
        }
        Ok((file, whole))
    }

    /// The last remembered place at or before `position`.
    fn landmark(&self, position: u64) -> u64 {
        let landmarks = self.landmarks.lock().unwrap_or_else(PoisonError::into_inner);
        let after = landmarks.partition_point(|(first, _)| *first <= position);
        after.checked_sub(1).map_or(0, |at| landmarks[at].1)
    }

    fn remember(&self, first: u64, at: u64) {
        let mut landmarks = self.landmarks.lock().unwrap_or_else(PoisonError::into_inner);
        if landmarks.last().is_none_or(|(_, last)| at >= last + LANDMARK_BYTES) {
            landmarks.push((first, at));
        }
    }
}

/// Whether a sound frame lies anywhere after `from`: then what does not check there is no torn
/// write, for nothing is written after one.
fn another_follows(file: &File, from: u64, len: u64) -> io::Result<bool> {
    let mut rest = vec![0; (len - from) as usize];
    file.read_exact_at(&mut rest, from)?;
    let starts = (1..rest.len()).filter(|at| rest[*at] == MAGIC);
    let sound = |at: usize| Header::read(&rest[at..]).is_ok_and(|h| h.check(&rest[at..]).is_ok());
    Ok(starts.into_iter().any(sound))
}

/// The frames of a segment, by the files that hold them.
pub(crate) struct SegmentFrames {
    segment: Arc<Segment>,
    file: io::Result<File>,
    /// Where the next frame begins.
    at: u64,
    /// Position of the last record that was passed; records up to it are not handed out.
    passed: u64,
    buffer: Vec<u8>,
    buffer_at: u64,
    /// Memory for the next frame.
    spare: Vec<u8>,
}

impl SegmentFrames {
    /// Frames from the one that holds `from`, or from the first.
    pub(crate) fn from(segment: Arc<Segment>, from: u64) -> Self {
        Self {
            file: File::open(&segment.path),
            at: segment.landmark(from),
            passed: from.max(segment.first) - 1,
            segment,
            buffer: Vec::new(),
            buffer_at: 0,
            spare: Vec::new(),
        }
    }

    /// `len` bytes at the next frame, or fewer at the end of the file.
    fn bytes(&mut self, len: usize) -> Result<&[u8], Problem> {
        let have = (self.buffer_at + self.buffer.len() as u64).saturating_sub(self.at) as usize;
        if self.at < self.buffer_at || have < len {
            let file = self.file.as_ref().map_err(|e| Problem::Store(e.to_string()))?;
            self.buffer.resize(len.max(LANDMARK_BYTES as usize), 0);
            let read = read_up_to(file, &mut self.buffer, self.at);
            self.buffer.truncate(read.map_err(|e| Problem::Store(e.to_string()))?);
            self.buffer_at = self.at;
        }
        let from = (self.at - self.buffer_at) as usize;
        let to = (from + len).min(self.buffer.len());
        Ok(&self.buffer[from..to])
    }

    /// The next frame; `None` at the end of the file.
    pub(crate) fn read(&mut self) -> Result<Option<Frame>, Problem> {
        Ok(self.frame()?.map(|(frame, _)| frame))
    }

    /// Takes back a frame that was read: the next one lies in its memory.
    pub(crate) fn take_back(&mut self, frame: Frame) {
        self.spare = frame.data;
    }

    /// Walks to the end: where the last whole batch ends, the position of its last record, and
    /// what is wrong with what follows, if anything.
    fn walk_batches(&mut self) -> (u64, u64, Option<Problem>) {
        let (mut whole, mut last) = (0, self.passed);
        loop {
            let (frame, batch_end) = match self.frame() {
                Ok(Some(found)) => found,
                Ok(None) => return (whole, last, None),
                Err(problem) => return (whole, last, Some(problem)),
            };
            if frame.first != self.passed + 1 {
                let (expected, found) = (self.passed + 1, frame.first);
                return (whole, last, Some(Problem::Position { expected, found }));
            }
            self.passed = frame.last();
            if batch_end {
                (whole, last) = (self.at, self.passed);
            }
        }
    }

    /// The next frame, and whether it ends its batch; `None` at the end of the file.
    fn frame(&mut self) -> Result<Option<(Frame, bool)>, Problem> {
        loop {
            let header = self.bytes(HEADER_LEN)?;
            if header.is_empty() {
                return Ok(None);
            }
            let header = Header::read(header)?;
            self.segment.remember(header.first, self.at);
            let len = HEADER_LEN + header.len;
            if header.last() <= self.passed {
                self.at += len as u64;
                continue;
            }
            let mut data = std::mem::take(&mut self.spare);
            let bytes = self.bytes(len)?;
            header.check(bytes)?;
            data.clear();
            data.extend_from_slice(&bytes[HEADER_LEN..]);
            self.at += len as u64;
            let frame = Frame { first: header.first, count: header.count, data };
            return Ok(Some((frame, header.batch_end)));
        }
    }
}

fn read_up_to(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    let mut done = 0;
    while done < buffer.len() {
        match file.read_at(&mut buffer[done..], at + done as u64)? {
            0 => break,
            read => done += read,
        }
    }
    Ok(done)
}

struct Header {
    batch_end: bool,
    count: u32,
    first: u64,
    len: usize,
    crc: u32,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let bytes: &[u8; HEADER_LEN] =
            bytes.first_chunk().ok_or(Problem::Frame("its header is cut short"))?;
        let word = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|i| bytes[at + i]));
        let first = u64::from(word(8)) | u64::from(word(12)) << 32;
        let (count, len, crc) = (word(4), word(16) as usize, word(20));
        if bytes[..2] != [MAGIC, FORMAT] || bytes[2] > BATCH_END || bytes[3] != 0 {
            return Err(Problem::Frame("it is written in an unknown format"));
        }
        if count == 0 || first == 0 || len > FRAME_DATA_MAX {
            return Err(Problem::Frame("it has an impossible count"));
        }
        Ok(Self { batch_end: bytes[2] == BATCH_END, count, first, len, crc })
    }

    fn last(&self) -> u64 {
        self.first.saturating_add(u64::from(self.count) - 1)
    }

    /// `bytes` begin with this header; checks that its data follow whole and unharmed.
    fn check(&self, bytes: &[u8]) -> Result<(), Problem> {
        let data = bytes
            .get(HEADER_LEN..HEADER_LEN + self.len)
            .ok_or(Problem::Frame("it is cut short"))?;
        if self.crc == checksum(&bytes[..20], data) {
            Ok(())
        } else {
            Err(Problem::Frame("its checksum is wrong"))
        }
    }
}

/// Appends the frames of a batch to `out`.
pub(crate) fn encode_batch(batch: &Encoded, out: &mut Vec<u8>) {
    let (mut first, mut rest, mut lens) = (batch.first, batch.data.as_slice(), &batch.lens[..]);
    while !lens.is_empty() {
        let (mut count, mut len) = (0, 0);
        while len < FRAME_DATA && count < lens.len() {
            len += lens[count] as usize;
            count += 1;
        }
        let (data, after) = rest.split_at(len);
        (rest, lens) = (after, &lens[count..]);
        let start = out.len();
        out.extend([MAGIC, FORMAT, u8::from(lens.is_empty()), 0]);
        out.extend((count as u32).to_le_bytes());
        out.extend(first.to_le_bytes());
        out.extend((len as u32).to_le_bytes());
        let crc = checksum(&out[start..], data);
        out.extend(crc.to_le_bytes());
        out.extend_from_slice(data);
        first += count as u64;
    }
}

fn checksum(header: &[u8], data: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(header), data)
}
