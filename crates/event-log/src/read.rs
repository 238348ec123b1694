//! Reading frames from sled and records from frames. Every record is checked before it is served.

use crate::disk::guarded;
use crate::envelope::RawRecord;
use crate::error::{Problem, ReadError};
use crate::frame::{Assembly, Frame, key, parse_key};
use crate::record::Record;

/// Frames in order of position; ends after the first error.
pub(crate) struct FrameReader {
    pieces: sled::Iter,
    ended: bool,
}

impl FrameReader {
    /// Every frame there is.
    pub(crate) fn all(frames: &sled::Tree) -> Self {
        Self { pieces: frames.iter(), ended: false }
    }

    /// Frames from the one that holds `position`.
    fn from(frames: &sled::Tree, position: u64) -> Result<Self, Problem> {
        let before = || frames.range(..=key(position, u16::MAX)).next_back().transpose();
        let first = match guarded(before).map_err(|fault| Problem::Store(fault.reason))? {
            Some((key, _)) => parse_key(&key)?.0,
            None => position,
        };
        Ok(Self { pieces: frames.range(key(first, 0)..), ended: false })
    }

    fn piece(&mut self) -> Result<Option<(sled::IVec, sled::IVec)>, Problem> {
        guarded(|| self.pieces.next().transpose()).map_err(|fault| Problem::Store(fault.reason))
    }

    fn frame(&mut self) -> Result<Option<Frame>, Problem> {
        let Some((key, value)) = self.piece()? else { return Ok(None) };
        let mut frame = Assembly::begin(&key, &value)?;
        while !frame.is_whole() {
            let Some((key, value)) = self.piece()? else { break };
            frame.add(&key, &value)?;
        }
        frame.finish().map(Some)
    }
}

impl Iterator for FrameReader {
    type Item = Result<Frame, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let frame = self.frame().transpose();
        self.ended = !matches!(frame, Some(Ok(_)));
        frame
    }
}

/// Records from one position to another, both included.
pub(crate) struct RecordReader {
    frames: Result<FrameReader, Problem>,
    frame: Option<Cursor>,
    next: u64,
    last: u64,
}

impl RecordReader {
    pub(crate) fn new(frames: &sled::Tree, from: u64, last: u64) -> Self {
        let next = from.max(1);
        Self { frames: FrameReader::from(frames, next), frame: None, next, last }
    }

    fn read(&mut self) -> Result<Record, Problem> {
        loop {
            if self.frame.as_ref().is_none_or(Cursor::is_done) {
                self.frame = Some(Cursor::at(self.next_frame()?, self.next)?);
            }
            let cursor = self.frame.as_mut().expect("a frame was put there");
            let record = cursor.record()?;
            if record.envelope.position == self.next {
                return Ok(record.to_record());
            }
        }
    }

    fn next_frame(&mut self) -> Result<Frame, Problem> {
        let frames = self.frames.as_mut().map_err(|problem| problem.clone())?;
        frames.next().unwrap_or(Err(Problem::Missing { expected: self.last }))
    }
}

impl Iterator for RecordReader {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next > self.last {
            return None;
        }
        let position = self.next;
        let record = self.read().map_err(|problem| ReadError { position, problem });
        // After an error nothing that follows can be trusted to be in its place.
        self.next = if record.is_ok() { position + 1 } else { u64::MAX };
        Some(record)
    }
}

/// Walks the records of one frame.
struct Cursor {
    frame: Frame,
    position: u64,
    offset: usize,
}

impl Cursor {
    /// At the start of a frame that should hold `wanted`.
    fn at(frame: Frame, wanted: u64) -> Result<Self, Problem> {
        let cursor = Self { position: frame.first, offset: 0, frame };
        if (cursor.position..=cursor.last()).contains(&wanted) {
            Ok(cursor)
        } else {
            Err(Problem::Position { expected: wanted, found: cursor.position })
        }
    }

    fn is_done(&self) -> bool {
        self.position > self.last()
    }

    fn last(&self) -> u64 {
        // Counts come checked to be at least 1; a damaged key may hold any position.
        self.frame.first.saturating_add(u64::from(self.frame.count) - 1)
    }

    fn record(&mut self) -> Result<RawRecord<'_>, Problem> {
        let record = RawRecord::decode(&self.frame.data[self.offset..])?;
        if record.envelope.position != self.position {
            let (expected, found) = (self.position, record.envelope.position);
            return Err(Problem::Position { expected, found });
        }
        self.offset += record.bytes.len();
        self.position += 1;
        Ok(record)
    }
}

/// The one record at `position`.
pub(crate) fn read_one(frames: &sled::Tree, position: u64) -> Result<Record, ReadError> {
    RecordReader::new(frames, position, position)
        .next()
        .unwrap_or(Err(ReadError { position, problem: Problem::Missing { expected: position } }))
}

/// The records at given, rising positions; neighbours share the reading of their frame.
pub(crate) struct StreamReader<'a> {
    frames: &'a sled::Tree,
    positions: std::vec::IntoIter<u64>,
    reader: Option<RecordReader>,
}

impl<'a> StreamReader<'a> {
    pub(crate) fn new(frames: &'a sled::Tree, positions: Vec<u64>) -> Self {
        Self { frames, positions: positions.into_iter(), reader: None }
    }

    fn read(&mut self, position: u64) -> Result<Record, ReadError> {
        let reader = match &mut self.reader {
            Some(reader) if reader.reaches(position) => reader,
            _ => self.reader.insert(RecordReader::new(self.frames, position, position)),
        };
        (reader.next, reader.last) = (position, position);
        reader.next().unwrap_or(Err(ReadError {
            position,
            problem: Problem::Missing { expected: position },
        }))
    }
}

impl RecordReader {
    /// The frame at hand holds `position`, and its record is still ahead.
    fn reaches(&self, position: u64) -> bool {
        let ahead = |cursor: &Cursor| (cursor.position..=cursor.last()).contains(&position);
        self.frame.as_ref().is_some_and(ahead)
    }
}

impl Iterator for StreamReader<'_> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let position = self.positions.next()?;
        let record = self.read(position);
        if record.is_err() {
            self.positions = Vec::new().into_iter();
        }
        Some(record)
    }
}
