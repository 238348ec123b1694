//! A file that only grows, in blocks with a checksum each: columns derived from the log.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

const HEADER_LEN: usize = 8;
/// Most bytes of one block: a multiple of what every column holds (4 and 18 bytes).
const BLOCK_BYTES: usize = 9 << 15;

/// An open column. What lies in the file after `len` is left over from before a crash.
#[derive(Debug)]
pub(crate) struct Column {
    file: File,
    len: u64,
}

impl Column {
    /// Opens the file for appending after its first `len` bytes; creates it if there is none.
    pub(crate) fn open(path: &Path, len: u64) -> io::Result<Self> {
        let file = File::options().write(true).create(true).truncate(false).open(path)?;
        Ok(Self { file, len })
    }

    /// Bytes of the file in use.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Adds bytes; they count once the new length is written down elsewhere.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        for block in bytes.chunks(BLOCK_BYTES) {
            let mut stored = Vec::with_capacity(HEADER_LEN + block.len());
            stored.extend((block.len() as u32).to_le_bytes());
            stored.extend(crc32c::crc32c(block).to_le_bytes());
            stored.extend_from_slice(block);
            self.file.write_all_at(&stored, self.len)?;
            self.len += stored.len() as u64;
        }
        Ok(())
    }

    /// Brings it to the disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// Hands the content of the first `len` bytes of the file to `take`, block by block.
pub(crate) fn read_blocks(
    path: &Path,
    len: u64,
    mut take: impl FnMut(&[u8]) -> Option<()>,
) -> io::Result<()> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "a column is damaged");
    let mut file = BufReader::with_capacity(BLOCK_BYTES, File::open(path)?).take(len);
    let mut block = Vec::new();
    while file.limit() > 0 {
        let mut header = [0; HEADER_LEN];
        file.read_exact(&mut header)?;
        let [a, b, c, d, crc @ ..] = header;
        let block_len = u32::from_le_bytes([a, b, c, d]) as usize;
        if block_len > BLOCK_BYTES {
            return Err(bad());
        }
        block.resize(block_len, 0);
        file.read_exact(&mut block)?;
        if crc32c::crc32c(&block) != u32::from_le_bytes(crc) {
            return Err(bad());
        }
        take(&block).ok_or_else(bad)?;
    }
    Ok(())
}
