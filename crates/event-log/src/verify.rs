//! Reading everything again, from the first record, with nothing but the records to go by.

use crate::audit::{Audit, VerifyReport};
use crate::command_run::key;
use crate::error::{Problem, VerifyError};
use crate::head::Head;
use crate::index::{Known, KnownCommand, StreamTip};
use crate::index_files::sum;
use crate::log::Log;
use crate::medium::Medium;
use crate::read::read_one;
use crate::record::StreamId;
use crate::roll::Roll;
use crate::tip::Tip;
use std::collections::HashMap;

/// Streams and commands as the records alone tell them.
#[derive(Default)]
struct Ledger {
    streams: HashMap<StreamId, StreamTip>,
    /// Key and first position of every commit: repetitions are looked for at the end.
    commands: Vec<(u64, u32)>,
    sums: Vec<[u8; 4]>,
}

impl Known for Ledger {
    fn stream(&self, stream: &StreamId) -> Result<StreamTip, Problem> {
        Ok(self.streams.get(stream).copied().unwrap_or_default())
    }

    fn command(&self, _id: &[u8; 16]) -> Result<Option<u64>, Problem> {
        Ok(None)
    }

    fn take_record(&mut self, stream: StreamId, tip: StreamTip) {
        self.sums.push(sum(&tip.hash));
        self.streams.insert(stream, tip);
    }

    fn take_command(&mut self, id: [u8; 16], command: KnownCommand) {
        self.commands.push((key(&id), command.first as u32));
    }
}

impl Ledger {
    /// The first commit whose command was recorded before.
    fn first_repetition(&mut self, records: &dyn Medium) -> Result<(), VerifyError> {
        self.commands.sort_unstable();
        let pairs = self.commands.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let mut pairs: Vec<(u64, u64)> =
            pairs.map(|pair| (pair[1].1.into(), pair[0].1.into())).collect();
        pairs.sort_unstable();
        for (position, first) in pairs {
            let id = |position| {
                let record = read_one(records, position).map_err(|error| VerifyError {
                    position,
                    trusted: position - 1,
                    problem: error.problem,
                })?;
                Ok(record.envelope.command_id)
            };
            // Keys are hashes: equal ones are not yet equal commands.
            if id(position)? == id(first)? {
                let problem = Problem::CommandRepeated { first };
                return Err(VerifyError { position, trusted: position - 1, problem });
            }
        }
        Ok(())
    }
}

impl Log {
    /// Reads and checks everything.
    pub(crate) fn verify_all(&self) -> Result<VerifyReport, VerifyError> {
        let (head, kept) = self.heads()?;
        let mut audit = Audit::new(Ledger::default(), Tip::default(), kept, head.size);
        let read = audit.run(self.medium.frames(1));
        let repeated = audit.known.first_repetition(&*self.medium);
        match (read, repeated) {
            (Err(read), Err(repeated)) if repeated.position < read.position => Err(repeated),
            (Err(read), _) => Err(self.earliest(read, &audit.known.sums)),
            (Ok(()), repeated) => repeated,
        }?;
        self.compare(&audit, &head)?;
        let streams = audit.known.streams.len() as u64;
        Ok(VerifyReport {
            head,
            kept,
            roll: Roll::from_iter(audit.known.streams).root(&head, None).0,
            commits: audit.known.commands.len() as u64,
            streams,
            bytes: audit.bytes,
        })
    }

    /// The head of the open log, and the one kept beside it.
    fn heads(&self) -> Result<(Head, Head), VerifyError> {
        let writer = self.writer();
        let kept = writer.disk.kept_head().map_err(|error| VerifyError {
            position: 1,
            trusted: 0,
            problem: Problem::KeptHead(error.to_string()),
        })?;
        let head = self.published().head;
        // A stop may fall between the writing of a head and its acknowledgement.
        let unacknowledged = writer.stopped.is_some() && kept.size > head.size;
        Ok((head, if unacknowledged { head } else { kept }))
    }

    /// Compares what was read with what the open log knows and with the kept head.
    fn compare(&self, audit: &Audit<Ledger>, head: &Head) -> Result<(), VerifyError> {
        let expected = head.size.max(audit.kept.size);
        if audit.tip.size() < expected {
            return Err(audit.bad(Problem::Missing { expected }));
        }
        let found = Head::from(&audit.tip.range);
        let kept = audit.compare_with_kept();
        if found == *head {
            return kept;
        }
        // Every link holds: the hashes noted when the records were appended tell which it is.
        let position = self.first_other(&audit.known.sums).unwrap_or(1);
        let problem = Problem::Head { expected: *head, found };
        Err(VerifyError { position, trusted: position - 1, problem })
    }

    /// A back-link that does not fit shows late which record was exchanged: the hashes noted when
    /// the records were appended may show an earlier one.
    fn earliest(&self, error: VerifyError, found: &[[u8; 4]]) -> VerifyError {
        let position = self.first_other(found).unwrap_or(u64::MAX).min(error.position);
        VerifyError { position, trusted: error.trusted.min(position - 1), ..error }
    }

    /// The first record whose hash is another than the one noted when it was appended.
    fn first_other(&self, found: &[[u8; 4]]) -> Option<u64> {
        let (mut next, mut other) = (0, None);
        let compare = |noted| {
            if found.get(next).is_some_and(|found| *found != noted) {
                other.get_or_insert(next as u64 + 1);
            }
            next += 1;
        };
        self.writer().index_files.for_each_sum(compare).ok()?;
        other
    }
}
