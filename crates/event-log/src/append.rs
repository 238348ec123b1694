//! Appending: assign or check, encode, write, and only then tell anyone.

use crate::envelope::{ENVELOPE_LEN, Envelope};
use crate::error::{AppendError, Problem};
use crate::head::Head;
use crate::index::{Changes, Index, Known, Overlay};
use crate::log::{Log, Writer};
use crate::medium::Encoded;
use crate::merkle::record_hash;
use crate::record::{
    Commit, MAX_BATCH_BYTES, MAX_COMMIT_BYTES, MAX_COMMIT_RECORDS, NewRecord, Record,
};
use crate::streams::MAX_RECORDS;
use crate::tip::Tip;
use std::ops::Range;
use std::sync::{MutexGuard, PoisonError};

impl Log {
    pub(crate) fn append_commits(
        &self,
        batch: &[Commit],
        expected_head: u64,
    ) -> Result<Vec<Range<u64>>, AppendError> {
        let bytes = check_sizes(batch)?;
        let records = batch.iter().map(|commit| commit.records.len()).sum();
        let writer = self.writer_at(expected_head)?;
        let mut positions = Vec::with_capacity(batch.len());
        let plan = {
            let published = self.published();
            let mut planner = Planner::new(&writer.tip, &published.index, records, bytes);
            for commit in batch {
                positions.push(planner.push_commit(commit)?);
            }
            planner.finish()?
        };
        self.write(writer, plan)?;
        Ok(positions)
    }

    pub(crate) fn append_complete(
        &self,
        records: &[Record],
        expected_head: u64,
    ) -> Result<Range<u64>, AppendError> {
        let lens = records.iter().map(|record| ENVELOPE_LEN + record.payload.len());
        let bytes = check_batch(lens.sum())?;
        let writer = self.writer_at(expected_head)?;
        let first = expected_head + 1;
        let plan = {
            let published = self.published();
            let mut planner = Planner::new(&writer.tip, &published.index, records.len(), bytes);
            for record in records {
                planner.push(&record.envelope, &record.payload)?;
            }
            planner.finish()?
        };
        self.write(writer, plan)?;
        Ok(first..first + records.len() as u64)
    }

    /// The writer, if the log still takes appends and nobody came first.
    fn writer_at(&self, expected: u64) -> Result<MutexGuard<'_, Writer>, AppendError> {
        let writer = self.writer();
        if let Some(reason) = &writer.stopped {
            return Err(AppendError::Stopped { reason: reason.clone() });
        }
        let actual = writer.tip.size();
        if actual == expected {
            Ok(writer)
        } else {
            Err(AppendError::HeadMoved { expected, actual })
        }
    }

    /// Brings a plan to the disk and publishes it; on any failure stops the log for good.
    fn write(&self, mut writer: MutexGuard<'_, Writer>, plan: Plan) -> Result<(), AppendError> {
        let Plan { tip, batch, changes } = plan;
        if batch.lens.is_empty() {
            return Ok(());
        }
        writer.disk.check_space(&batch)?;
        let head = Head::from(&tip.range);
        if let Err(reason) = writer.disk.write(&batch, &head) {
            writer.disk.leave_unsynced();
            return Err(stop(&mut writer, reason));
        }
        writer.tip = tip;
        let Writer { tip, index_files, .. } = &mut *writer;
        self.publish(head, |index| {
            for (stream, tip) in changes.records {
                index.take_record(index_files, stream, tip);
            }
            for (id, command) in changes.commands {
                index.take_command(index_files, id, command);
            }
        });
        if index_files.is_due(tip.size())
            && let Some(runs) = index_files.save(tip)
        {
            self.publish(head, |index| index.commands.replace(runs));
        }
        Ok(())
    }

    fn publish(&self, head: Head, change: impl FnOnce(&mut Index)) {
        let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut published.index);
        published.head = head;
    }
}

/// Takes no more appends, for this reason.
fn stop(writer: &mut Writer, reason: String) -> AppendError {
    writer.stopped = Some(reason.clone());
    AppendError::Stopped { reason }
}

/// What a batch becomes, before anything is written.
struct Plan {
    tip: Tip,
    batch: Encoded,
    changes: Changes,
}

/// Gives records their place after those of the log and of the batch so far.
struct Planner<'a> {
    tip: Tip,
    known: Overlay<'a>,
    batch: Encoded,
}

impl<'a> Planner<'a> {
    fn new(tip: &Tip, index: &'a Index, records: usize, bytes: usize) -> Self {
        Self {
            tip: tip.clone(),
            known: Overlay::new(index, records),
            batch: Encoded {
                first: tip.size() + 1,
                data: Vec::with_capacity(bytes),
                lens: Vec::with_capacity(records),
            },
        }
    }

    fn push_commit(&mut self, commit: &Commit) -> Result<Range<u64>, AppendError> {
        let first = self.tip.size() + 1;
        let last = commit.records.len() - 1;
        for (i, record) in commit.records.iter().enumerate() {
            let envelope = self.assign(record, i == last)?;
            self.push(&envelope, &record.payload)?;
        }
        Ok(first..self.tip.size() + 1)
    }

    /// Fills in what the log assigns.
    fn assign(&self, new: &NewRecord, commit_end: bool) -> Result<Envelope, AppendError> {
        let position = self.tip.size() + 1;
        let stream = self.known.stream(&new.stream);
        let stream = stream.map_err(|problem| AppendError::Invalid { position, problem })?;
        Ok(Envelope {
            codec: new.codec,
            event_type: new.event_type,
            schema_version: new.schema_version,
            asserted: new.asserted,
            commit_end,
            position,
            stream: new.stream,
            stream_version: stream.version + 1,
            recorded_at: new.recorded_at,
            occurred_at: new.occurred_at,
            actor_role: new.actor_role,
            actor_id: new.actor_id,
            command_id: new.command_id,
            command_hash: new.command_hash,
            correlation_id: new.correlation_id,
            causation: new.causation,
            prev_hash: stream.hash,
        })
    }

    fn push(&mut self, envelope: &Envelope, payload: &[u8]) -> Result<(), AppendError> {
        let position = envelope.position;
        let len = ENVELOPE_LEN + payload.len();
        if position > MAX_RECORDS {
            return Err(AppendError::LogFull { max: MAX_RECORDS });
        }
        self.tip
            .check(&self.known, envelope, len)
            .map_err(|problem| AppendError::Invalid { position, problem })?;
        let start = self.batch.data.len();
        envelope.encode_with(payload, &mut self.batch.data);
        let hash = record_hash(&self.batch.data[start..]);
        self.tip.take(&mut self.known, envelope, len, hash);
        self.batch.lens.push(len as u32);
        Ok(())
    }

    fn finish(self) -> Result<Plan, AppendError> {
        if let Some(position) = self.tip.open_commit() {
            return Err(AppendError::Invalid { position, problem: Problem::CommitNotEnded });
        }
        Ok(Plan { tip: self.tip, batch: self.batch, changes: self.known.changes })
    }
}

/// Checks every commit and the whole, and returns the bytes of the whole.
fn check_sizes(batch: &[Commit]) -> Result<usize, AppendError> {
    let mut total = 0;
    for (i, commit) in batch.iter().enumerate() {
        let records = commit.records.len();
        let bytes = commit.records.iter().map(NewRecord::stored_len).sum();
        if records == 0 {
            return Err(AppendError::EmptyCommit { commit: i });
        }
        if records > MAX_COMMIT_RECORDS || bytes > MAX_COMMIT_BYTES {
            return Err(AppendError::CommitTooLarge { commit: i, records, bytes });
        }
        total += bytes;
    }
    check_batch(total)
}

fn check_batch(bytes: usize) -> Result<usize, AppendError> {
    if bytes > MAX_BATCH_BYTES { Err(AppendError::BatchTooLarge { bytes }) } else { Ok(bytes) }
}
