//! The engine beside the log alone: what the engine recorded while it was measured is given to a
//! bare log and a bare file, in the same groups, in the same run.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use engine::Engine;
use event_log::{Commit, LogStore, NewRecord, Record, SledLog};

use crate::stores::{Appender, BareFile, Log};

/// Commits in the groups in which they became durable.
pub(crate) struct Groups(Vec<Vec<Commit>>);

/// Does something with the engine, and gives the positions that were published meanwhile.
pub(crate) fn listening<T>(engine: &Engine, what: impl FnOnce() -> T) -> (T, Vec<u64>) {
    let done = AtomicBool::new(false);
    let mut told = engine.subscribe();
    std::thread::scope(|scope| {
        let listener = scope.spawn(|| {
            let mut seen = Vec::new();
            while !done.load(Ordering::Acquire) {
                seen.extend(told.wait(Duration::from_millis(5)).map(|position| position.0));
            }
            seen
        });
        let made = what();
        done.store(true, Ordering::Release);
        (made, listener.join().expect("the listener does not panic"))
    })
}

impl Groups {
    /// What was recorded in a closed programme after `from`. A group the listener missed is counted
    /// with the next, which makes the reference faster.
    pub(crate) fn recorded(programme: &Path, from: u64, seen: &[u64]) -> Result<Groups> {
        let log = SledLog::open(programme.join("log"))?;
        let mut groups = vec![Vec::new()];
        let mut commit = Commit { records: Vec::new() };
        for record in log.read(from + 1) {
            let record = record?;
            let (ends, position) = (record.envelope.commit_end, record.envelope.position);
            commit.records.push(anew(record));
            if ends {
                let whole = std::mem::replace(&mut commit, Commit { records: Vec::new() });
                groups.last_mut().context("one is there")?.push(whole);
                // Positions are seen in the order in which they were published.
                if seen.binary_search(&position).is_ok() {
                    groups.push(Vec::new());
                }
            }
        }
        groups.retain(|group| !group.is_empty());
        ensure!(!groups.is_empty(), "something was recorded");
        Ok(Groups(groups))
    }

    /// How many groups.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Events per second of a bare log and of a bare file, each made in a folder below `dir`.
    pub(crate) fn references(&self, dir: &Path) -> Result<(f64, f64)> {
        let at = |name: &str| -> Result<std::path::PathBuf> {
            let path = dir.join(name);
            std::fs::create_dir(&path)?;
            Ok(path)
        };
        let log = self.append(&mut Log::sled(&at("log-alone")?)?)?;
        let bare = self.append(&mut BareFile::create(&at("bare-file")?)?)?;
        Ok((log, bare))
    }

    /// Events per second of appending these groups one after the other.
    fn append(&self, store: &mut dyn Appender) -> Result<f64> {
        let start = Instant::now();
        for group in &self.0 {
            store.append(group)?;
        }
        let events: usize = self.0.iter().flatten().map(|commit| commit.records.len()).sum();
        Ok(events as f64 / start.elapsed().as_secs_f64())
    }
}

/// The record as it was given to the log.
fn anew(record: Record) -> NewRecord {
    let Record { envelope, payload } = record;
    NewRecord {
        codec: envelope.codec,
        event_type: envelope.event_type,
        schema_version: envelope.schema_version,
        asserted: envelope.asserted,
        stream: envelope.stream,
        recorded_at: envelope.recorded_at,
        occurred_at: envelope.occurred_at,
        actor_role: envelope.actor_role,
        actor_id: envelope.actor_id,
        command_id: envelope.command_id,
        command_hash: envelope.command_hash,
        correlation_id: envelope.correlation_id,
        // Positions are others here; nobody asks.
        causation: 0,
        payload,
    }
}
