//! What is measured side by side: the log over sled, the log in plain files, and two that exist
//! only here: a bare file without any of a log's duties, and sled with one value for every event.

use anyhow::{Result, anyhow, ensure};
use event_log::{Commit, Envelope, FileLog, LogStore, Options, Record, SledLog};
use rustix::time::{ClockId, clock_gettime};
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Appends batches durably, one after the other.
pub(crate) trait Appender {
    fn append(&mut self, batch: &[Commit]) -> Result<()>;
}

/// A log of the product.
pub(crate) struct Log(pub(crate) Box<dyn LogStore>);

impl Log {
    pub(crate) fn sled(dir: &Path) -> Result<Self> {
        Ok(Self(Box::new(SledLog::open_with(dir, Options::default())?)))
    }

    pub(crate) fn files(dir: &Path) -> Result<Self> {
        Ok(Self(Box::new(FileLog::open_with(dir, Options::default())?)))
    }
}

impl Appender for Log {
    fn append(&mut self, batch: &[Commit]) -> Result<()> {
        let positions = self.0.append(batch, self.0.head().size)?;
        ensure!(positions.len() == batch.len(), "every commit is acknowledged");
        Ok(())
    }
}

/// The record as the log would store it, but for what ties records together: no hash of any kind,
/// and versions of streams from a map.
#[derive(Default)]
struct Encoder {
    position: u64,
    versions: HashMap<[u8; 16], u64>,
}

impl Encoder {
    fn encode(&mut self, batch: &[Commit]) -> impl Iterator<Item = Record> {
        batch.iter().flat_map(|commit| &commit.records).map(|new| {
            self.position += 1;
            let version = self.versions.entry(new.stream.id).or_default();
            *version += 1;
            let envelope = Envelope {
                codec: new.codec,
                event_type: new.event_type,
                schema_version: new.schema_version,
                asserted: new.asserted,
                commit_end: true,
                position: self.position,
                stream: new.stream,
                stream_version: *version,
                recorded_at: new.recorded_at,
                occurred_at: new.occurred_at,
                actor_role: new.actor_role,
                actor_id: new.actor_id,
                command_id: new.command_id,
                command_hash: new.command_hash,
                correlation_id: new.correlation_id,
                causation: new.causation,
                prev_hash: [7; 32],
            };
            Record { envelope, payload: new.payload.clone() }
        })
    }
}

/// One file, one checksummed write and one fdatasync for each batch.
pub(crate) struct BareFile {
    file: File,
    encoder: Encoder,
    buffer: Vec<u8>,
}

impl BareFile {
    pub(crate) fn create(dir: &Path) -> Result<Self> {
        let file = File::create(dir.join("bare"))?;
        Ok(Self { file, encoder: Encoder::default(), buffer: Vec::new() })
    }
}

impl Appender for BareFile {
    fn append(&mut self, batch: &[Commit]) -> Result<()> {
        self.buffer.clear();
        for record in self.encoder.encode(batch) {
            self.buffer.extend(record.to_bytes());
        }
        self.file.write_all(&self.buffer)?;
        Ok(self.file.sync_data()?)
    }
}

/// sled as one would use it at first: a value for every event, and a tree for each question.
/// Flushed and synced once for each batch, as the log over sled is.
pub(crate) struct Naive {
    db: sled::Db,
    events: sled::Tree,
    streams: sled::Tree,
    commands: sled::Tree,
    file: File,
    encoder: Encoder,
}

impl Naive {
    pub(crate) fn create(dir: &Path) -> Result<Self> {
        let path = dir.join("naive");
        let cache = Options::default().cache_bytes;
        let config = sled::Config::new().path(&path).cache_capacity(cache).flush_every_ms(None);
        let db = config.open()?;
        let tree = |name| db.open_tree(name);
        let (events, streams, commands) = (tree("events")?, tree("streams")?, tree("commands")?);
        let file = File::open(path.join("db"))?;
        Ok(Self { events, streams, commands, file, db, encoder: Encoder::default() })
    }
}

impl Appender for Naive {
    fn append(&mut self, batch: &[Commit]) -> Result<()> {
        let mut batches = [const { None }; 3].map(|_: Option<()>| sled::Batch::default());
        for record in self.encoder.encode(batch) {
            let envelope = &record.envelope;
            let position = envelope.position.to_be_bytes();
            let version = envelope.stream_version.to_be_bytes();
            batches[0].insert(&position, record.to_bytes());
            batches[1].insert([&envelope.stream.id[..], &version].concat(), &position);
            batches[2].insert(&envelope.command_id, &position);
        }
        let [events, streams, commands] = batches;
        self.events.apply_batch(events)?;
        self.streams.apply_batch(streams)?;
        self.commands.apply_batch(commands)?;
        self.db.flush()?;
        Ok(self.file.sync_data()?)
    }
}

/// Bytes of all files below a directory, as the file system counts them.
pub(crate) fn disk_bytes(dir: &Path) -> Result<u64> {
    use std::os::unix::fs::MetadataExt;
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let meta = entry.metadata()?;
        if meta.is_dir() {
            bytes += disk_bytes(&entry.path())?;
        } else if entry.file_name() != "ballast" {
            bytes += meta.blocks() * 512;
        }
    }
    Ok(bytes)
}

/// A line of this process' status, in bytes.
pub(crate) fn memory(name: &str) -> Result<u64> {
    memory_of(std::process::id(), name)
}

/// The same of another process.
pub(crate) fn memory_of(process: u32, name: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.map(|kib| kib * 1_024).ok_or_else(|| anyhow!("the system does not say {name}"))
}

/// Nanoseconds this thread has run: what others do to the machine at the same time falls out.
pub(crate) fn thread_nanos() -> Result<u64> {
    let ran = clock_gettime(ClockId::ThreadCPUTime);
    Ok(u64::try_from(ran.tv_sec)? * 1_000_000_000 + u64::try_from(ran.tv_nsec)?)
}
