//! The list of a backup's parts: a text file, replaced as a whole.

use crate::backup::BackupError;
use crate::merkle::MerkleRange;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const FILE: &str = "parts";
const TITLE: &str = "event-log backup, format 1";

/// The records of one file, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) first: u64,
    pub(crate) last: u64,
}

impl Part {
    /// Its file in the directory of the backup.
    pub(crate) fn path(self, dir: &Path) -> PathBuf {
        dir.join(format!("{:020}.records", self.first))
    }
}

/// All parts, and the Merkle range over their records.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) parts: Vec<Part>,
    pub(crate) range: MerkleRange,
}

impl List {
    /// The list in `dir`, or an empty one if there is nothing in the directory.
    pub(crate) fn read_or_begin(dir: &Path) -> Result<Self, BackupError> {
        if dir.join(FILE).exists() {
            return Self::read(dir);
        }
        let mut entries = fs::read_dir(dir).map_err(BackupError::io("list", dir))?;
        // A run that was interrupted before its first list leaves the first part.
        let first = Part { first: 1, last: 1 }.path(dir);
        let is_ours = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|e| e.path() == first);
        if entries.all(is_ours) {
            Ok(Self::default())
        } else {
            let reason = "it holds files, but no list of parts";
            Err(BackupError::NotABackup { path: dir.into(), reason })
        }
    }

    /// The list in `dir`.
    pub(crate) fn read(dir: &Path) -> Result<Self, BackupError> {
        let path = dir.join(FILE);
        let text = fs::read_to_string(&path).map_err(BackupError::io("read", &path))?;
        let reason = "its list of parts is damaged";
        Self::parse(&text).ok_or(BackupError::NotABackup { path, reason })
    }

    /// Replaces the list in `dir`, and brings it to the disk.
    pub(crate) fn write(&self, dir: &Path) -> Result<(), BackupError> {
        let (path, made) = (dir.join(FILE), dir.join("parts.new"));
        let write = || {
            fs::write(&made, self.to_text())?;
            File::open(&made)?.sync_all()?;
            fs::rename(&made, &path)?;
            File::open(dir)?.sync_all()
        };
        write().map_err(BackupError::io("write", &path))
    }

    fn to_text(&self) -> String {
        let mut text = format!("{TITLE}\n");
        for Part { first, last } in &self.parts {
            text += &format!("part {first} {last}\n");
        }
        for peak in self.range.peaks() {
            text += &format!("peak {}\n", blake3::Hash::from_bytes(*peak).to_hex());
        }
        let crc = crc32c::crc32c(text.as_bytes());
        text + &format!("end {crc:08x}\n")
    }

    fn parse(text: &str) -> Option<Self> {
        let (body, crc) = text.strip_suffix('\n')?.rsplit_once("end ")?;
        if u32::from_str_radix(crc, 16).ok()? != crc32c::crc32c(body.as_bytes()) {
            return None;
        }
        let mut lines = body.lines();
        let (mut parts, mut peaks): (Vec<Part>, Vec<[u8; 32]>) = (Vec::new(), Vec::new());
        if lines.next()? != TITLE {
            return None;
        }
        for line in lines {
            match line.split_once(' ')? {
                ("part", rest) => {
                    let (first, last) = rest.split_once(' ')?;
                    let part = Part { first: first.parse().ok()?, last: last.parse().ok()? };
                    let follows = part.first == parts.last().map_or(0, |part| part.last) + 1;
                    parts.push(Some(part).filter(|part| follows && part.last >= part.first)?);
                }
                ("peak", rest) => peaks.push(*blake3::Hash::from_hex(rest).ok()?.as_bytes()),
                _ => return None,
            }
        }
        let size = parts.last().map_or(0, |part| part.last);
        Some(Self { parts, range: MerkleRange::from_parts(size, peaks)? })
    }
}
