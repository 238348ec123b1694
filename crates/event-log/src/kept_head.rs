//! The head kept apart from sled's file: what was acknowledged, so that a log whose end is gone
//! cannot pass for whole.
//!
//! Two slots are written in turn, each with its checksum, so that a torn write leaves the other.
//! A slot is written after every batch, once the batch is on disk, and synced every so many
//! batches and at close. After a kill it is exact; after a loss of power it may be some batches
//! old but is never ahead of the log.

use crate::error::LogError;
use crate::head::Head;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 7] = b"LOGHEAD";
const FORMAT: u8 = 1;
const SLOT_LEN: usize = 52;
/// Slots lie in pages of their own: no single write of the system touches both.
const SLOT_STRIDE: u64 = 4_096;

#[derive(Debug)]
pub(crate) struct KeptHead {
    file: File,
    path: PathBuf,
    /// The slot to write next.
    next: u64,
    unsynced: u32,
}

impl KeptHead {
    /// Creates the file with the head of an empty log, and syncs it.
    pub(crate) fn create(dir: &Path) -> Result<(), LogError> {
        let path = dir.join("head");
        let made = dir.join("head.new");
        let write = || {
            let file = File::create(&made)?;
            file.write_all_at(&encode(&Head::empty()), 0)?;
            file.write_all_at(&encode(&Head::empty()), SLOT_STRIDE)?;
            file.sync_all()?;
            fs::rename(&made, &path)?;
            File::open(dir)?.sync_all()
        };
        write().map_err(LogError::io("create", &path))
    }

    /// Opens the file and reads the newest head in it.
    pub(crate) fn open(dir: &Path) -> Result<(Self, Head), LogError> {
        let path = dir.join("head");
        let bad = |reason: String| LogError::KeptHead { path: path.clone(), reason };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| bad(error.to_string()))?;
        let (slot, head) = read_newest(&mut file).map_err(|error| bad(error.to_string()))?;
        Ok((Self { file, path, next: 1 - slot, unsynced: 0 }, head))
    }

    /// Reads the newest head anew from the file.
    pub(crate) fn read(&self) -> io::Result<Head> {
        Ok(read_newest(&mut File::open(&self.path)?)?.1)
    }

    /// Writes a head whose records are on disk; syncs it after every `sync_every` of them.
    pub(crate) fn write(&mut self, head: &Head, sync_every: u32) -> io::Result<()> {
        self.file.write_all_at(&encode(head), self.next * SLOT_STRIDE)?;
        self.next = 1 - self.next;
        self.unsynced += 1;
        if self.unsynced >= sync_every { self.sync() } else { Ok(()) }
    }

    /// Writes a head into both slots and syncs them: from now on one damaged slot hides nothing.
    pub(crate) fn seal(&mut self, head: &Head) -> io::Result<()> {
        self.write(head, u32::MAX)?;
        self.write(head, u32::MAX)?;
        self.sync()
    }

    /// Syncs what was written.
    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()?;
        self.unsynced = 0;
        Ok(())
    }
}

fn encode(head: &Head) -> [u8; SLOT_LEN] {
    let mut slot = [0; SLOT_LEN];
    slot[..7].copy_from_slice(MAGIC);
    slot[7] = FORMAT;
    slot[8..16].copy_from_slice(&head.size.to_le_bytes());
    slot[16..48].copy_from_slice(&head.root);
    let crc = crc32c::crc32c(&slot[..48]);
    slot[48..].copy_from_slice(&crc.to_le_bytes());
    slot
}

fn decode(slot: &[u8]) -> Option<Head> {
    let (body, crc) = slot.get(..SLOT_LEN)?.split_at(48);
    let whole = crc32c::crc32c(body).to_le_bytes() == crc;
    if !whole || &body[..7] != MAGIC || body[7] != FORMAT {
        return None;
    }
    let size = u64::from_le_bytes(body[8..16].try_into().ok()?);
    Some(Head { size, root: body[16..48].try_into().ok()? })
}

/// The slot number and head of the newest whole slot.
fn read_newest(file: &mut File) -> io::Result<(u64, Head)> {
    let mut bytes = Vec::new();
    file.take(2 * SLOT_STRIDE).read_to_end(&mut bytes)?;
    let slot = |number: u64| {
        let head = decode(bytes.get((number * SLOT_STRIDE) as usize..)?)?;
        Some((number, head))
    };
    [slot(0), slot(1)]
        .into_iter()
        .flatten()
        .max_by_key(|(_, head)| head.size)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "neither slot is whole"))
}
