//! Records from frames. Every record is checked before it is served.

use crate::envelope::RawRecord;
use crate::error::{Problem, ReadError};
use crate::frame::Frame;
use crate::medium::{Frames, Medium};
use crate::record::Record;
use std::ops::ControlFlow;

/// Records from one position to another, both included.
pub(crate) struct RecordReader<'a> {
    frames: Frames<'a>,
    frame: Option<Cursor>,
    next: u64,
    last: u64,
}

impl<'a> RecordReader<'a> {
    pub(crate) fn new(records: &'a dyn Medium, from: u64, last: u64) -> Self {
        let next = from.max(1);
        Self { frames: records.frames(next), frame: None, next, last }
    }

    /// The next record, still lying in its frame; the caller knows that there is one.
    fn raw(&mut self) -> Result<RawRecord<'_>, Problem> {
        while self.frame.as_ref().is_none_or(|cursor| cursor.is_past(self.next)) {
            if let Some(read) = self.frame.take() {
                self.frames.take_back(read.frame);
            }
            let missing = Problem::Missing { expected: self.last };
            let frame = self.frames.next().unwrap_or(Err(missing))?;
            self.frame = Some(Cursor::at(frame, self.next)?);
        }
        let cursor = self.frame.as_mut().expect("a frame was put there");
        while cursor.position < self.next {
            cursor.record()?;
        }
        cursor.record()
    }

    /// Hands every record to `visit` without copying it, until that breaks off.
    pub(crate) fn visit(
        mut self,
        visit: &mut dyn FnMut(&RawRecord<'_>) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        while self.next <= self.last {
            let position = self.next;
            let record = self.raw().map_err(|problem| ReadError { position, problem })?;
            if visit(&record).is_break() {
                break;
            }
            self.next += 1;
        }
        Ok(())
    }

    /// The frame at hand holds `position`, and its record is still ahead.
    fn reaches(&self, position: u64) -> bool {
        let ahead = |cursor: &Cursor| (cursor.position..=cursor.frame.last()).contains(&position);
        self.frame.as_ref().is_some_and(ahead)
    }
}

impl Iterator for RecordReader<'_> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next > self.last {
            return None;
        }
        let position = self.next;
        let record = self.raw().map(|record| record.to_record());
        // After an error nothing that follows can be trusted to be in its place.
        self.next = if record.is_ok() { position + 1 } else { u64::MAX };
        Some(record.map_err(|problem| ReadError { position, problem }))
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
        if (cursor.position..=cursor.frame.last()).contains(&wanted) {
            Ok(cursor)
        } else {
            Err(Problem::Position { expected: wanted, found: cursor.position })
        }
    }

    /// The frame ends before this position.
    fn is_past(&self, position: u64) -> bool {
        position > self.frame.last()
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
pub(crate) fn read_one(records: &dyn Medium, position: u64) -> Result<Record, ReadError> {
    RecordReader::new(records, position, position)
        .next()
        .unwrap_or(Err(ReadError { position, problem: Problem::Missing { expected: position } }))
}

/// The records at given, rising positions; neighbours share the reading of their frame.
pub(crate) struct StreamReader<'a> {
    records: &'a dyn Medium,
    positions: std::vec::IntoIter<u64>,
    reader: Option<RecordReader<'a>>,
}

impl<'a> StreamReader<'a> {
    pub(crate) fn new(records: &'a dyn Medium, positions: Vec<u64>) -> Self {
        Self { records, positions: positions.into_iter(), reader: None }
    }

    fn read(&mut self, position: u64) -> Result<Record, ReadError> {
        let reader = match &mut self.reader {
            Some(reader) if reader.reaches(position) => reader,
            _ => self.reader.insert(RecordReader::new(self.records, position, position)),
        };
        (reader.next, reader.last) = (position, position);
        let problem = Problem::Missing { expected: position };
        reader.next().unwrap_or(Err(ReadError { position, problem }))
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
