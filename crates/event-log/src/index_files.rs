//! The files beside the log from which its index is loaded, so that opening need not read the log.
//!
//! All of it is derived: whatever is missing, damaged or of another log is made anew from the
//! records. It is written every so many records and at close, never synced while appending.

use crate::column::{Column, read_blocks};
use crate::command_run::{Entry, Run, key};
use crate::index::{Index, KnownCommand};
use crate::index_meta::Meta;
use crate::medium::Medium;
use crate::record::StreamId;
use crate::tip::Tip;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a stream's name.
const NAME_LEN: usize = 18;

/// What is written with the next save, and where.
pub(crate) struct IndexFiles {
    dir: PathBuf,
    every: u64,
    names: Column,
    streams: Column,
    sums: Column,
    runs: Vec<Arc<Run>>,
    next_run: u64,
    /// Number of records at the last save.
    saved: u64,
    pending: Pending,
    /// A save failed: what is on disk stays as it was, and the next opening reads more of the log.
    broken: bool,
}

#[derive(Default)]
struct Pending {
    names: Vec<u8>,
    streams: Vec<u8>,
    sums: Vec<u8>,
    commands: Vec<Entry>,
    last_hash: [u8; 32],
}

/// An index as it was saved.
pub(crate) struct Loaded {
    pub(crate) files: IndexFiles,
    pub(crate) index: Index,
    pub(crate) tip: Tip,
    /// Hash of the newest record it knows: tells whether it belongs to this log.
    pub(crate) last_hash: [u8; 32],
}

impl IndexFiles {
    /// Loads what was saved in `dir`; an error if any of it cannot be used.
    pub(crate) fn load(dir: &Path, every: u64, records: Arc<dyn Medium>) -> io::Result<Loaded> {
        let meta = Meta::read(dir)?;
        let mut index = Index::new(records);
        load_streams(dir, &meta, &mut index)?;
        let open = |number: &u64| Run::open(&run_path(dir, *number), *number).map(Arc::new);
        let runs = meta.runs.iter().map(open).collect::<io::Result<Vec<_>>>()?;
        index.commands.replace(runs.clone());
        let tip = meta.tip.clone();
        let last_hash = meta.last_hash;
        let files = Self::at(dir, every, &meta, runs)?;
        Ok(Loaded { files, index, tip, last_hash })
    }

    /// Begins anew: nothing was saved, or nothing of it can be used.
    pub(crate) fn create(dir: &Path, every: u64) -> io::Result<Self> {
        match fs::remove_dir_all(dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(dir)?,
        }
        Self::at(dir, every, &Meta::default(), Vec::new())
    }

    fn at(dir: &Path, every: u64, meta: &Meta, runs: Vec<Arc<Run>>) -> io::Result<Self> {
        Ok(Self {
            dir: dir.into(),
            every,
            names: Column::open(&dir.join("names"), meta.names_len)?,
            streams: Column::open(&dir.join("streams"), meta.streams_len)?,
            sums: Column::open(&dir.join("sums"), meta.sums_len)?,
            runs,
            next_run: meta.next_run,
            saved: meta.tip.size(),
            pending: Pending { last_hash: meta.last_hash, ..Pending::default() },
            broken: false,
        })
    }

    /// Takes note of the next record; `name` if it is the first of its stream.
    pub(crate) fn note_record(&mut self, ordinal: u32, name: Option<&StreamId>, hash: &[u8; 32]) {
        if self.broken {
            return;
        }
        if let Some(StreamId { kind, id }) = name {
            self.pending.names.extend(kind.to_le_bytes());
            self.pending.names.extend(id);
        }
        self.pending.streams.extend(ordinal.to_le_bytes());
        self.pending.sums.extend(sum(hash));
        self.pending.last_hash = *hash;
    }

    /// Takes note of a commit that is whole.
    pub(crate) fn note_command(&mut self, id: &[u8; 16], command: &KnownCommand) {
        if !self.broken {
            // Positions fit: a log with more records takes no more.
            self.pending.commands.push((key(id), command.first as u32));
        }
    }

    /// Enough has been noted to be saved.
    pub(crate) fn is_due(&self, size: u64) -> bool {
        !self.broken && size >= self.saved + self.every
    }

    /// Saves what was noted up to the end of the log, and returns the runs that now hold all
    /// commands; `None` if there was nothing to save or it could not be. The log does not need it.
    pub(crate) fn save(&mut self, tip: &Tip) -> Option<Vec<Arc<Run>>> {
        if self.broken || self.saved == tip.size() || tip.open_commit().is_some() {
            return None;
        }
        let saved = self.try_save(tip);
        self.broken = saved.is_err();
        if self.broken {
            self.pending = Pending::default();
        }
        saved.ok().map(|()| self.runs.clone())
    }

    fn try_save(&mut self, tip: &Tip) -> io::Result<()> {
        let pending = std::mem::take(&mut self.pending);
        self.names.append(&pending.names)?;
        self.streams.append(&pending.streams)?;
        self.sums.append(&pending.sums)?;
        let mut commands = pending.commands;
        commands.sort_unstable();
        let merged = self.add_run(commands, tip.size())?;
        let meta = Meta {
            tip: tip.clone(),
            last_hash: pending.last_hash,
            names_len: self.names.len(),
            streams_len: self.streams.len(),
            sums_len: self.sums.len(),
            next_run: self.next_run,
            runs: self.runs.iter().map(|run| run.number()).collect(),
        };
        meta.write(&self.dir)?;
        self.saved = tip.size();
        self.pending.last_hash = pending.last_hash;
        for run in merged {
            // A leftover is removed by the next opening.
            let _ = fs::remove_file(run_path(&self.dir, run.number()));
        }
        Ok(())
    }

    /// Writes the newest commands as a run, together with those before it that are not much
    /// larger: so there are never more runs than the number of commands has bits.
    fn add_run(&mut self, newest: Vec<Entry>, last: u64) -> io::Result<Vec<Arc<Run>>> {
        let mut count = newest.len() as u64;
        let mut keep = self.runs.len();
        while keep > 0 && self.runs[keep - 1].count() <= 2 * count {
            keep -= 1;
            count += self.runs[keep].count();
        }
        let merged = self.runs.split_off(keep);
        let first = merged.first().map_or(self.saved + 1, |run| run.first());
        let number = self.next_run;
        self.next_run += 1;
        let entries = merge(&merged, newest);
        let path = run_path(&self.dir, number);
        let run = Run::write(&path, number, (first, last), count, entries)?;
        self.runs.push(Arc::new(run));
        Ok(merged)
    }

    /// Brings everything saved to the disk, so that it is still good after a loss of power.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.names.sync()?;
        self.streams.sync()?;
        self.sums.sync()?;
        self.runs.iter().try_for_each(|run| run.sync())?;
        Meta::sync(&self.dir)
    }

    /// Hands the first bytes of each saved record's hash to `take`, in order.
    pub(crate) fn for_each_sum(&self, mut take: impl FnMut([u8; 4])) -> io::Result<()> {
        read_blocks(&self.dir.join("sums"), self.sums.len(), |block| {
            block.as_chunks::<4>().0.iter().for_each(|sum| take(*sum));
            Some(())
        })?;
        self.pending.sums.as_chunks::<4>().0.iter().for_each(|sum| take(*sum));
        Ok(())
    }

    /// Removes runs that are no part of what was saved: left over from a crash.
    pub(crate) fn remove_leftovers(&self) -> io::Result<()> {
        let held: HashSet<PathBuf> =
            self.runs.iter().map(|run| run_path(&self.dir, run.number())).collect();
        for entry in fs::read_dir(&self.dir)? {
            let path = entry?.path();
            let is_run = path.extension().is_some_and(|extension| extension == "commands");
            if is_run && !held.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// What is kept of a record's hash, to tell later which record was exchanged.
pub(crate) fn sum(hash: &[u8; 32]) -> [u8; 4] {
    [hash[0], hash[1], hash[2], hash[3]]
}

fn run_path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{number:010}.commands"))
}

fn load_streams(dir: &Path, meta: &Meta, index: &mut Index) -> io::Result<()> {
    let streams = &mut index.streams;
    // Each takes four bytes of the column.
    streams.reserve(meta.tip.size().min(meta.streams_len / 4));
    let mut names = 0;
    read_blocks(&dir.join("names"), meta.names_len, |block| {
        // Blocks need not end where a name does; saves write whole names, long ones in blocks of
        // a multiple of their length.
        let (block, rest) = block.as_chunks::<NAME_LEN>();
        for name in block {
            let (kind, id) = name.split_first_chunk::<2>()?;
            let id = id.try_into().ok()?;
            names += 1;
            streams.name(StreamId { kind: u16::from_le_bytes(*kind), id });
        }
        rest.is_empty().then_some(())
    })?;
    read_blocks(&dir.join("streams"), meta.streams_len, |block| {
        let (block, rest) = block.as_chunks::<4>();
        for ordinal in block {
            streams.push(u32::from_le_bytes(*ordinal))?;
        }
        rest.is_empty().then_some(())
    })?;
    let is_whole = streams.size() == meta.tip.size() && streams.count() == names;
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "the index is of another length");
    is_whole.then_some(()).ok_or_else(bad)
}

/// Merges sorted runs and the newest entries into one sorted sequence.
fn merge(runs: &[Arc<Run>], newest: Vec<Entry>) -> impl Iterator<Item = io::Result<Entry>> + '_ {
    type Source<'a> = Box<dyn Iterator<Item = io::Result<Entry>> + 'a>;
    let newest: Source<'_> = Box::new(newest.into_iter().map(Ok));
    let old = runs.iter().map(|run| -> Source<'_> { Box::new(run.entries()) });
    let mut sources: Vec<_> = old.chain([newest]).map(Iterator::peekable).collect();
    std::iter::from_fn(move || {
        let smallest = |source: &mut std::iter::Peekable<Source<'_>>| match source.peek() {
            // An error comes first and ends the merge.
            Some(Err(_)) => Some((0, 0)),
            Some(Ok(entry)) => Some(*entry),
            None => None,
        };
        let heads = sources.iter_mut().enumerate();
        let at = heads.filter_map(|(at, source)| Some((smallest(source)?, at))).min()?.1;
        sources[at].next()
    })
}
