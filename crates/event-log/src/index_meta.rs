//! The file that says how far the index beside the log reaches. Replaced as a whole.

use crate::merkle::MerkleRange;
use crate::tip::Tip;
use std::fs::{self, File};
use std::io;
use std::path::Path;

const MAGIC: &[u8; 8] = b"LOGINDX\x01";
const FILE: &str = "meta";

/// How far the index reaches, and which files it is made of.
#[derive(Default)]
pub(crate) struct Meta {
    /// The end of the log then.
    pub(crate) tip: Tip,
    /// Hash of the newest record then.
    pub(crate) last_hash: [u8; 32],
    /// Bytes in use of the column of stream names.
    pub(crate) names_len: u64,
    /// Bytes in use of the column of each record's stream.
    pub(crate) streams_len: u64,
    /// Bytes in use of the column of hashes.
    pub(crate) sums_len: u64,
    /// Number of the next run of commands.
    pub(crate) next_run: u64,
    /// Numbers of the runs, oldest first.
    pub(crate) runs: Vec<u64>,
}

impl Meta {
    /// Reads the file in `dir`.
    pub(crate) fn read(dir: &Path) -> io::Result<Self> {
        let bytes = fs::read(dir.join(FILE))?;
        let bad = || io::Error::new(io::ErrorKind::InvalidData, "the index is damaged");
        Self::decode(&bytes).ok_or_else(bad)
    }

    /// Replaces the file in `dir`.
    pub(crate) fn write(&self, dir: &Path) -> io::Result<()> {
        let made = dir.join("meta.new");
        fs::write(&made, self.encode())?;
        fs::rename(made, dir.join(FILE))
    }

    /// Brings the file and its name to the disk.
    pub(crate) fn sync(dir: &Path) -> io::Result<()> {
        match File::open(dir.join(FILE)) {
            Ok(file) => file.sync_all()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        File::open(dir)?.sync_all()
    }

    fn encode(&self) -> Vec<u8> {
        let range = &self.tip.range;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(range.size().to_le_bytes());
        bytes.extend(self.tip.recorded_at.to_le_bytes());
        bytes.extend(self.last_hash);
        for number in [self.names_len, self.streams_len, self.sums_len, self.next_run] {
            bytes.extend(number.to_le_bytes());
        }
        range.peaks().iter().for_each(|peak| bytes.extend(peak));
        self.runs.iter().for_each(|run| bytes.extend(run.to_le_bytes()));
        bytes.extend(crc32c::crc32c(&bytes).to_le_bytes());
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (body, crc) = bytes.split_last_chunk::<4>()?;
        let mut rest = body.strip_prefix(MAGIC)?;
        if crc32c::crc32c(body).to_le_bytes() != *crc {
            return None;
        }
        let size = number(&mut rest)?;
        let recorded_at = number(&mut rest)? as i64;
        let last_hash = take(&mut rest)?;
        let mut numbers = || number(&mut rest);
        let (names_len, streams_len, sums_len) = (numbers()?, numbers()?, numbers()?);
        let next_run = numbers()?;
        let peaks = (0..size.count_ones()).map(|_| take(&mut rest)).collect::<Option<_>>()?;
        let (runs, over) = rest.as_chunks::<8>();
        let runs = runs.iter().map(|run| u64::from_le_bytes(*run)).collect();
        let tip = Tip::at(MerkleRange::from_parts(size, peaks)?, recorded_at);
        let meta = Self { tip, last_hash, names_len, streams_len, sums_len, next_run, runs };
        over.is_empty().then_some(meta)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*bytes)
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    take(rest).map(u64::from_le_bytes)
}
