//! What the log knows of its streams and commands: derived from the records, kept in memory as far
//! as it is small, in files beside the log as far as it is not.

use crate::command_run::key;
use crate::commands::Commands;
use crate::error::Problem;
use crate::index_files::IndexFiles;
use crate::medium::Medium;
use crate::read::{RecordReader, read_one};
use crate::record::StreamId;
use crate::streams::Streams;
use crate::tip::Tip;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

/// Where the commit of a command lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownCommand {
    /// Hash of the command's content, as recorded.
    pub command_hash: [u8; 16],
    /// Position of the first record of its commit.
    pub first: u64,
    /// How many records the commit has.
    pub count: u32,
}

/// The newest record of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StreamTip {
    pub(crate) version: u64,
    pub(crate) position: u64,
    pub(crate) hash: [u8; 32],
}

/// What is known of streams and commands before the next record.
pub(crate) trait Known {
    /// The newest record of a stream; all zeros if it has none.
    fn stream(&self, stream: &StreamId) -> Result<StreamTip, Problem>;
    /// First position of the commit of a command, if recorded.
    fn command(&self, id: &[u8; 16]) -> Result<Option<u64>, Problem>;
    /// Takes in a record that passed every check.
    fn take_record(&mut self, stream: StreamId, tip: StreamTip);
    /// Takes in a commit that is whole.
    fn take_command(&mut self, id: [u8; 16], command: KnownCommand);
    /// The log could end here.
    fn commit_ended(&mut self, _tip: &Tip) {}
}

/// Everything recorded so far, by stream and by command. Never iterated for an answer.
pub(crate) struct Index {
    pub(crate) streams: Streams,
    pub(crate) commands: Commands,
    records: Arc<dyn Medium>,
}

impl Index {
    pub(crate) fn new(records: Arc<dyn Medium>) -> Self {
        Self { streams: Streams::default(), commands: Commands::default(), records }
    }

    /// The commit of a command, if recorded.
    pub(crate) fn find_command(&self, id: &[u8; 16]) -> Result<Option<KnownCommand>, Problem> {
        if let Some(known) = self.commands.recent(id) {
            return Ok(Some(known));
        }
        let key = key(id);
        // Newest first: a command that is sent again is mostly sent again soon.
        for run in self.commands.runs().iter().rev() {
            let Ok(candidates) = run.find(key) else {
                // The run is damaged, the log is not.
                if let Some(known) = self.search_commit(id, run.first(), run.last())? {
                    return Ok(Some(known));
                }
                continue;
            };
            for first in candidates {
                if let Some(known) = self.search_commit(id, first, first)? {
                    return Ok(Some(known));
                }
            }
        }
        Ok(None)
    }

    /// Looks for a commit of this command that begins between two positions.
    fn search_commit(
        &self,
        id: &[u8; 16],
        from: u64,
        to: u64,
    ) -> Result<Option<KnownCommand>, Problem> {
        let mut found: Option<KnownCommand> = None;
        for record in RecordReader::new(&*self.records, from, self.streams.size()) {
            let envelope = record.map_err(|error| error.problem)?.envelope;
            if found.is_none() && envelope.position > to {
                break;
            }
            if envelope.command_id == *id {
                let (command_hash, first) = (envelope.command_hash, envelope.position);
                found.get_or_insert(KnownCommand { command_hash, first, count: 0 }).count += 1;
            }
            if found.is_some() && envelope.commit_end {
                break;
            }
        }
        Ok(found)
    }
}

impl Index {
    fn stream(&self, stream: &StreamId) -> Result<StreamTip, Problem> {
        let Some(state) = self.streams.get(stream) else { return Ok(StreamTip::default()) };
        let (version, position) = (u64::from(state.version), u64::from(state.last));
        let hash = match state.hash {
            Some(hash) => hash,
            None => read_one(&*self.records, position).map_err(|error| error.problem)?.hash(),
        };
        Ok(StreamTip { version, position, hash })
    }

    fn command(&self, id: &[u8; 16]) -> Result<Option<u64>, Problem> {
        Ok(self.find_command(id)?.map(|known| known.first))
    }

    /// Takes in a record that is on disk, and notes it for the next save.
    pub(crate) fn take_record(&mut self, files: &mut IndexFiles, stream: StreamId, tip: StreamTip) {
        let count = self.streams.count();
        let ordinal = self.streams.take_record(stream, tip);
        let is_new = self.streams.count() > count;
        files.note_record(ordinal, is_new.then_some(&stream), &tip.hash);
    }

    /// Takes in a commit that is on disk, and notes it for the next save.
    pub(crate) fn take_command(
        &mut self,
        files: &mut IndexFiles,
        id: [u8; 16],
        command: KnownCommand,
    ) {
        self.commands.take(id, command);
        files.note_command(&id, &command);
    }
}

/// An index on its way to the end of the log, while it is opened.
pub(crate) struct Rebuild {
    pub(crate) index: Index,
    pub(crate) files: IndexFiles,
}

impl Known for Rebuild {
    fn stream(&self, stream: &StreamId) -> Result<StreamTip, Problem> {
        self.index.stream(stream)
    }

    fn command(&self, id: &[u8; 16]) -> Result<Option<u64>, Problem> {
        self.index.command(id)
    }

    fn take_record(&mut self, stream: StreamId, tip: StreamTip) {
        self.index.take_record(&mut self.files, stream, tip);
    }

    fn take_command(&mut self, id: [u8; 16], command: KnownCommand) {
        self.index.take_command(&mut self.files, id, command);
    }

    fn commit_ended(&mut self, tip: &Tip) {
        if self.files.is_due(tip.size())
            && let Some(runs) = self.files.save(tip)
        {
            self.index.commands.replace(runs);
        }
    }
}

/// Records decided but not yet durable, over an index that does not know them.
pub(crate) struct Overlay<'a> {
    base: &'a Index,
    streams: HashMap<StreamId, StreamTip>,
    commands: HashMap<[u8; 16], u64>,
    /// What was asked last: a record is first given its place in its stream and then checked.
    asked: Cell<Option<(StreamId, StreamTip)>>,
    /// In order, for the index once they are durable.
    pub(crate) changes: Changes,
}

/// What a batch adds to the index, in order.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) records: Vec<(StreamId, StreamTip)>,
    pub(crate) commands: Vec<([u8; 16], KnownCommand)>,
}

impl<'a> Overlay<'a> {
    /// For about so many records.
    pub(crate) fn new(base: &'a Index, records: usize) -> Self {
        Self {
            base,
            streams: HashMap::with_capacity(records),
            commands: HashMap::with_capacity(records),
            asked: Cell::new(None),
            changes: Changes::default(),
        }
    }
}

impl Known for Overlay<'_> {
    fn stream(&self, stream: &StreamId) -> Result<StreamTip, Problem> {
        if let Some((asked, tip)) = self.asked.get()
            && asked == *stream
        {
            return Ok(tip);
        }
        let tip = match self.streams.get(stream) {
            Some(tip) => *tip,
            None => self.base.stream(stream)?,
        };
        self.asked.set(Some((*stream, tip)));
        Ok(tip)
    }

    fn command(&self, id: &[u8; 16]) -> Result<Option<u64>, Problem> {
        self.commands.get(id).map_or_else(|| self.base.command(id), |first| Ok(Some(*first)))
    }

    fn take_record(&mut self, stream: StreamId, tip: StreamTip) {
        self.asked.set(Some((stream, tip)));
        self.streams.insert(stream, tip);
        self.changes.records.push((stream, tip));
    }

    fn take_command(&mut self, id: [u8; 16], command: KnownCommand) {
        self.commands.insert(id, command.first);
        self.changes.commands.push((id, command));
    }
}
