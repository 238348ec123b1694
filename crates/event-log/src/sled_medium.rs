//! Records in sled: small batches first lie in `tail` as they came and are packed into the
//! compressed chunks of `seg` once enough have gathered; large ones go to `seg` at once.
//!
//! Both trees change in one order: chunks are added before the frames they were made from go.
//! sled recovers a prefix of what it was handed, so a crash between the two leaves records twice,
//! never nowhere; `seg` is asked first. A batch goes into one of the two trees whole, by one
//! atomic write, so a crash leaves all of it or nothing.

use crate::error::{LogError, Problem};
use crate::frame::{
    Assembly, Chunk, Frame, Key, Packer, chunks, key, parse_key, raw_pieces, whole_frame,
};
use crate::log::Options;
use crate::medium::{Encoded, Frames, Medium, ReadFrames};
use crate::sled_files::{SledFiles, guarded};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A batch of so many bytes goes into `seg` at once.
const LARGE_BATCH: usize = 4_096;
/// Frames are packed before more bytes than this lie in `tail`.
const TAIL_DATA: usize = 32 << 10;
/// Reading in order, a page of `seg` is asked for again after so many chunks: about once a page.
///
/// sled drops pages from memory only when 64 accesses have gathered in one of the 256 parts of its
/// cache. Pages that are asked for once would stay until there are 16,384 of them, whatever the
/// cache may hold: 650 MB were measured, and two thirds of that so.
const CHUNKS_A_TOUCH: u32 = 8;

pub(crate) struct SledMedium {
    files: SledFiles,
    pending: Mutex<Pending>,
}

/// What lies in `tail`, and how it is packed.
#[derive(Default)]
struct Pending {
    records: Encoded,
    keys: Vec<Key>,
    packer: Packer,
}

impl SledMedium {
    /// Opens sled in `dir/sled`.
    pub(crate) fn open(dir: &Path, options: &Options) -> Result<Self, LogError> {
        let files = SledFiles::open(&dir.join("sled"), options)?;
        let medium = Self { files, pending: Mutex::default() };
        // A damaged `tail` is named by whoever reads the end of the log.
        let pending = medium.read_tail().unwrap_or_default();
        *medium.pending.lock().unwrap_or_else(PoisonError::into_inner) = pending;
        Ok(medium)
    }

    /// How many files sled made for values that are too large for a page; it never syncs those,
    /// so there must be none.
    pub(crate) fn blob_files(&self) -> Result<u64, LogError> {
        self.files.blob_files()
    }

    /// The trees, for tests that damage them.
    pub(crate) fn trees(&self) -> (&sled::Tree, &sled::Tree) {
        (&self.files.seg, &self.files.tail)
    }

    fn read_tail(&self) -> Result<Pending, Problem> {
        let mut pending = Pending::default();
        let mut next = None;
        let mut pieces = self.files.tail.iter();
        let mut spare = Vec::new();
        while let Some((key, value)) = read_piece(&mut pieces)? {
            let key = Key::try_from(&*key).map_err(|_| Problem::Frame("a key is odd"))?;
            pending.keys.push(key);
            let Some(frame) = whole_frame(&key, &value, &mut spare)? else { continue };
            let sealed = lookup(&self.files.seg, frame.first, &mut spare)?.is_some();
            if sealed || next.is_some_and(|next| next != frame.first) {
                continue;
            }
            next = Some(frame.last() + 1);
            pending.records.take_frame(&frame)?;
        }
        Ok(pending)
    }
}

impl Encoded {
    fn clear(&mut self) {
        self.data.clear();
        self.lens.clear();
    }

    fn extend(&mut self, other: &Self) {
        if self.lens.is_empty() {
            self.first = other.first;
        }
        self.data.extend_from_slice(&other.data);
        self.lens.extend_from_slice(&other.lens);
    }

    fn take_frame(&mut self, frame: &Frame) -> Result<(), Problem> {
        let mut rest = frame.data.as_slice();
        let mut lens = Vec::new();
        while !rest.is_empty() {
            let len = crate::envelope::record_len(rest)?;
            rest = &rest[len..];
            lens.push(len as u32);
        }
        self.extend(&Self { first: frame.first, data: frame.data.clone(), lens });
        Ok(())
    }
}

impl Pending {
    /// What a batch changes in the two trees, `seg` first.
    fn plan(&mut self, batch: &Encoded) -> (Changes, Changes) {
        let (mut seg, mut tail) = (Changes::default(), Changes::default());
        let Self { records, keys, packer } = self;
        let mut seal = |batch: &Encoded| {
            chunks(batch).for_each(|chunk| packer.pack(chunk, |key, value| seg.insert(key, value)));
        };
        let is_large = batch.data.len() >= LARGE_BATCH;
        if is_large && records.lens.is_empty() {
            seal(batch);
        } else if is_large {
            records.extend(batch);
            seal(records);
        } else if records.data.len() + batch.data.len() > TAIL_DATA {
            seal(records);
        }
        if is_large || records.data.len() + batch.data.len() > TAIL_DATA {
            keys.drain(..).for_each(|key| tail.0.push((key, None)));
            records.clear();
        }
        if !is_large {
            records.extend(batch);
            raw_pieces(Chunk::all(batch), |key, value| {
                keys.push(key);
                tail.insert(key, value);
            });
        }
        (seg, tail)
    }
}

/// What becomes of some keys of a tree.
#[derive(Default)]
struct Changes(Vec<(Key, Option<Vec<u8>>)>);

impl Changes {
    fn insert(&mut self, key: Key, value: Vec<u8>) {
        self.0.push((key, Some(value)));
    }

    /// Makes all changes or none, also after a crash.
    ///
    /// sled writes one change as one message. A batch, even an empty one, takes two more writes to
    /// its file: of what came before, and of where the batch ends.
    fn apply(mut self, tree: &sled::Tree) -> sled::Result<()> {
        if self.0.len() > 1 {
            let mut batch = sled::Batch::default();
            for (key, value) in self.0 {
                match value {
                    Some(value) => batch.insert(&key, value),
                    None => batch.remove(&key),
                }
            }
            return tree.apply_batch(batch);
        }
        match self.0.pop() {
            Some((key, Some(value))) => tree.insert(key, value).map(drop),
            Some((key, None)) => tree.remove(key).map(drop),
            None => Ok(()),
        }
    }
}

impl Medium for SledMedium {
    fn apply(&self, batch: &Encoded) -> Result<(), String> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let (seg, tail) = pending.plan(batch);
        let SledFiles { seg: seg_tree, tail: tail_tree, .. } = &self.files;
        let apply = || seg.apply(seg_tree).and_then(|()| tail.apply(tail_tree));
        self.files.closing.appended(batch.data.len());
        guarded(apply).map_err(|e| format!("the batch could not be written: {}", e.reason))
    }

    fn flush(&self) -> Result<(), String> {
        let flushed = guarded(|| self.files.db.flush());
        flushed.map(drop).map_err(|e| format!("sled's flush failed: {}", e.reason))
    }

    fn sync(&self) -> Result<(), String> {
        self.files.file.sync_data().map_err(|e| format!("the sync to disk failed: {e}"))
    }

    fn closing(&self) {
        self.files.closing.in_order();
    }

    fn frames(&self, from: u64) -> Frames<'_> {
        let SledFiles { seg, tail, .. } = &self.files;
        Frames::new(SledFrames {
            seg,
            tail,
            pieces: None,
            untouched: 0,
            next: from.max(1),
            spare: Vec::new(),
        })
    }
}

/// Walks `seg` as long as it goes on without a gap; asks both trees by position where it does not.
struct SledFrames<'a> {
    seg: &'a sled::Tree,
    tail: &'a sled::Tree,
    pieces: Option<sled::Iter>,
    /// Chunks read since a page was last asked for again.
    untouched: u32,
    next: u64,
    /// Memory for the next frame.
    spare: Vec<u8>,
}

impl SledFrames<'_> {
    fn frame(&mut self) -> Result<Option<Frame>, Problem> {
        if let Some(pieces) = &mut self.pieces
            && let Some(frame) = read_frame(pieces, &mut self.spare)?
            && frame.first == self.next
        {
            self.untouched += 1;
            if self.untouched == CHUNKS_A_TOUCH {
                self.untouched = 0;
                let touch = || self.seg.contains_key(key(frame.first, 0));
                guarded(touch).map_err(|fault| Problem::Store(fault.reason))?;
            }
            return Ok(Some(frame));
        }
        self.pieces = None;
        if let Some(frame) = self.lookup_sealed()? {
            return Ok(Some(frame));
        }
        if let Some(frame) = lookup(self.tail, self.next, &mut self.spare)? {
            return Ok(Some(frame));
        }
        // It may have been packed since `seg` was asked.
        if let Some(frame) = self.lookup_sealed()? {
            return Ok(Some(frame));
        }
        self.check_end()
    }

    fn lookup_sealed(&mut self) -> Result<Option<Frame>, Problem> {
        let frame = lookup(self.seg, self.next, &mut self.spare)?;
        self.pieces = frame.as_ref().map(|frame| self.seg.range(key(frame.first, u16::MAX)..));
        Ok(frame)
    }

    /// Nothing holds the next position: then nothing may lie beyond it.
    fn check_end(&self) -> Result<Option<Frame>, Problem> {
        for tree in [self.seg, self.tail] {
            let beyond = || tree.range(key(self.next, 0)..).next().transpose();
            if let Some((found, _)) = guarded(beyond).map_err(|e| Problem::Store(e.reason))? {
                let (expected, found) = (self.next, parse_key(&found)?.0);
                return Err(Problem::Position { expected, found });
            }
        }
        Ok(None)
    }
}

impl ReadFrames for SledFrames<'_> {
    fn read(&mut self) -> Result<Option<Frame>, Problem> {
        let frame = self.frame()?;
        if let Some(frame) = &frame {
            self.next = frame.last().saturating_add(1);
        }
        Ok(frame)
    }

    fn take_back(&mut self, frame: Frame) {
        self.spare = frame.data;
    }
}

fn read_piece(pieces: &mut sled::Iter) -> Result<Option<(sled::IVec, sled::IVec)>, Problem> {
    guarded(|| pieces.next().transpose()).map_err(|fault| Problem::Store(fault.reason))
}

fn read_frame(pieces: &mut sled::Iter, spare: &mut Vec<u8>) -> Result<Option<Frame>, Problem> {
    let Some((key, value)) = read_piece(pieces)? else { return Ok(None) };
    if let Some(frame) = whole_frame(&key, &value, spare)? {
        return if parse_key(&key)?.1 == 0 {
            Ok(Some(frame))
        } else {
            Err(Problem::Frame("its first piece is missing"))
        };
    }
    let mut frame = Assembly::begin(&key, &value)?;
    while !frame.is_whole() {
        let Some((key, value)) = read_piece(pieces)? else { break };
        frame.add(&key, &value)?;
    }
    frame.finish().map(Some)
}

/// The frame of `tree` that holds `position`.
fn lookup(tree: &sled::Tree, position: u64, spare: &mut Vec<u8>) -> Result<Option<Frame>, Problem> {
    let before = || tree.range(..=key(position, u16::MAX)).next_back().transpose();
    let found = guarded(before).map_err(|fault| Problem::Store(fault.reason))?;
    let Some((found, value)) = found else { return Ok(None) };
    let (first, piece) = parse_key(&found)?;
    let frame = match whole_frame(&found, &value, spare)? {
        Some(frame) if piece == 0 => Some(frame),
        _ => read_frame(&mut tree.range(key(first, 0)..), spare)?,
    };
    Ok(frame.filter(|frame| (frame.first..=frame.last()).contains(&position)))
}
