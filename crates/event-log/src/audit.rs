//! Reads records in order and checks everything there is to check.

use crate::envelope::RawRecord;
use crate::error::{Problem, VerifyError};
use crate::frame::Frame;
use crate::head::Head;
use crate::index::Known;
use crate::medium::Frames;
use crate::tip::Tip;

/// What a log that passed every check holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifyReport {
    /// Size and root, computed anew from the stored bytes.
    pub head: Head,
    /// The head kept beside the log: acknowledged for certain, maybe some batches old.
    pub kept: Head,
    /// Root of the roll: the newest record of every stream, computed anew like the head.
    pub roll: [u8; 32],
    /// Number of commits.
    pub commits: u64,
    /// Number of streams.
    pub streams: u64,
    /// Bytes of envelopes and payloads.
    pub bytes: u64,
}

/// Goes on from a known end of the log, checking every record as it comes.
pub(crate) struct Audit<K> {
    /// What the checks look at, and what takes in each record that passes.
    pub(crate) known: K,
    pub(crate) tip: Tip,
    pub(crate) bytes: u64,
    /// The head kept beside the log, compared once as many records have come.
    pub(crate) kept: Head,
    /// The head over so many records, where it is another.
    other_than_kept: Option<Head>,
    /// Records after this position are not looked at: nobody was told of them.
    limit: u64,
}

impl<K: Known> Audit<K> {
    /// `known` has taken in everything up to `tip`.
    pub(crate) fn new(known: K, tip: Tip, kept: Head, limit: u64) -> Self {
        Self { known, tip, bytes: 0, kept, other_than_kept: None, limit }
    }

    /// Takes every frame up to the limit; ends at the first that is wrong. Heads are compared
    /// afterwards.
    pub(crate) fn run(&mut self, mut frames: Frames<'_>) -> Result<(), VerifyError> {
        self.note_head();
        while self.tip.size() < self.limit {
            let Some(frame) = frames.next() else { break };
            let frame = frame.map_err(|problem| self.bad(problem))?;
            self.take_frame(&frame)?;
            frames.take_back(frame);
        }
        match self.tip.open_commit() {
            Some(first) => Err(self.bad_at(first, Problem::CommitNotEnded)),
            None => Ok(()),
        }
    }

    fn take_frame(&mut self, frame: &Frame) -> Result<(), VerifyError> {
        let expected = self.tip.size() + 1;
        // The first frame may hold records that are known already.
        let passed = expected.saturating_sub(frame.first).min(u64::from(frame.count));
        if frame.first + passed != expected {
            return Err(self.bad(Problem::Position { expected, found: frame.first }));
        }
        let mut rest = frame.data.as_slice();
        for at in 0..u64::from(frame.count) {
            let record = RawRecord::decode(rest).map_err(|e| self.bad(e.into()))?;
            rest = &rest[record.bytes.len()..];
            if at >= passed {
                self.take_record(&record)?;
            }
        }
        if rest.is_empty() { Ok(()) } else { Err(self.bad(Problem::Frame("bytes are left over"))) }
    }

    fn take_record(&mut self, record: &RawRecord<'_>) -> Result<(), VerifyError> {
        let len = record.bytes.len();
        self.tip.check(&self.known, &record.envelope, len).map_err(|p| self.bad(p))?;
        self.tip.take(&mut self.known, &record.envelope, len, record.hash());
        self.bytes += len as u64;
        if record.envelope.commit_end {
            self.known.commit_ended(&self.tip);
        }
        self.note_head();
        Ok(())
    }

    fn note_head(&mut self) {
        if self.tip.size() == self.kept.size {
            self.other_than_kept =
                Some(Head::from(&self.tip.range)).filter(|found| *found != self.kept);
        }
    }

    /// Compares what was read with the kept head, as far as there were records.
    pub(crate) fn compare_with_kept(&self) -> Result<(), VerifyError> {
        let Some(found) = self.other_than_kept else { return Ok(()) };
        // Every link holds, so it cannot be told which of the records was exchanged.
        let problem = Problem::Head { expected: self.kept, found };
        Err(VerifyError { position: 1, trusted: 0, problem })
    }

    /// Where a problem with the next record lies: with it, or with the earlier one it points to.
    pub(crate) fn bad(&self, problem: Problem) -> VerifyError {
        let next = self.tip.size() + 1;
        let position = match problem {
            Problem::BackLink { previous } if previous > 0 => previous,
            _ => next,
        };
        self.bad_at(position, problem)
    }

    fn bad_at(&self, position: u64, problem: Problem) -> VerifyError {
        let trusted = if self.other_than_kept.is_some() { 0 } else { position - 1 };
        VerifyError { position, trusted, problem }
    }
}
