//! Commands of a stretch of the log, sorted by a hash of their ids. On disk each takes 12 bytes,
//! in memory three: enough to say of all but some in ten thousand unknown ids that they are new
//! without reading the disk, and of a known one on which page it lies.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

const MAGIC: &[u8; 8] = b"CMDRUN\0\x01";
const HEADER_LEN: usize = 64;
const ENTRY_LEN: usize = 12;
const PAGE_LEN: usize = 4_096;
const PAGE_ENTRIES: usize = (PAGE_LEN - 4) / ENTRY_LEN;

/// A command: hash of its id, and the first position of its commit.
pub(crate) type Entry = (u64, u32);

/// The key of a command id. Its callers choose ids, so it must not be theirs to choose the key.
pub(crate) fn key(id: &[u8; 16]) -> u64 {
    let hash = blake3::hash(id);
    let bytes = hash.as_bytes().first_chunk().expect("a hash has 32 bytes");
    u64::from_be_bytes(*bytes)
}

/// A run on disk, with what is kept of it in memory.
pub(crate) struct Run {
    file: File,
    header: Header,
    /// Number of its file.
    number: u64,
    /// Where the entries of each bucket begin, by the first bits of their keys.
    buckets: Vec<u32>,
    /// The next 16 bits of each key.
    prints: Vec<u16>,
    /// How often a page was read to answer for an id.
    pages_read: AtomicU64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Header {
    /// First position of the stretch.
    first: u64,
    /// Last position of the stretch.
    last: u64,
    count: u64,
    /// A key's first so many bits name its bucket.
    bits: u32,
}

impl Run {
    /// First position of the stretch.
    pub(crate) fn first(&self) -> u64 {
        self.header.first
    }

    /// Last position of the stretch.
    pub(crate) fn last(&self) -> u64 {
        self.header.last
    }

    /// Number of commands.
    pub(crate) fn count(&self) -> u64 {
        self.header.count
    }

    /// Number of its file.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn resident_bytes(&self) -> u64 {
        (self.buckets.len() * 4 + self.prints.len() * 2) as u64
    }

    pub(crate) fn pages_read(&self) -> u64 {
        self.pages_read.load(Ordering::Relaxed)
    }

    /// First positions of commits whose command has this key: mostly none or one.
    pub(crate) fn find(&self, key: u64) -> io::Result<Vec<u64>> {
        let bucket = self.header.bucket(key);
        let print = self.header.print(key);
        let range = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        let mut found = Vec::new();
        let mut page: Option<(usize, Vec<Entry>)> = None;
        for at in range.filter(|at| self.prints[*at] == print) {
            let number = at / PAGE_ENTRIES;
            let entries = match page.take() {
                Some((held, entries)) if held == number => entries,
                _ => {
                    self.pages_read.fetch_add(1, Ordering::Relaxed);
                    self.page(number)?
                }
            };
            let (stored, first) = entries.get(at % PAGE_ENTRIES).copied().ok_or_else(bad)?;
            if stored == key {
                found.push(u64::from(first));
            }
            page = Some((number, entries));
        }
        Ok(found)
    }

    fn page(&self, number: usize) -> io::Result<Vec<Entry>> {
        let mut page = [0; PAGE_LEN];
        self.file.read_exact_at(&mut page, (HEADER_LEN + number * PAGE_LEN) as u64)?;
        let (crc, body) = page.split_first_chunk::<4>().ok_or_else(bad)?;
        if crc32c::crc32c(body) != u32::from_le_bytes(*crc) {
            return Err(bad());
        }
        let count = PAGE_ENTRIES.min(self.header.count as usize - number * PAGE_ENTRIES);
        Ok(body.chunks_exact(ENTRY_LEN).take(count).map(parse_entry).collect())
    }

    /// All entries in order, page by page.
    pub(crate) fn entries(&self) -> impl Iterator<Item = io::Result<Entry>> + '_ {
        let pages = (self.header.count as usize).div_ceil(PAGE_ENTRIES);
        (0..pages).flat_map(|number| {
            let (entries, error) = match self.page(number) {
                Ok(entries) => (entries, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            entries.into_iter().map(Ok).chain(error)
        })
    }

    /// Writes a run of `count` sorted entries over the stretch `first..=last` to `path`.
    pub(crate) fn write(
        path: &Path,
        number: u64,
        stretch: (u64, u64),
        count: u64,
        entries: impl Iterator<Item = io::Result<Entry>>,
    ) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
        let bits = (count / 4).max(1).ilog2() + 1;
        let header = Header { first: stretch.0, last: stretch.1, count, bits };
        let mut out = BufWriter::with_capacity(1 << 18, &file);
        out.write_all(&header.encode())?;
        let (buckets, prints) = write_pages(&mut out, header, entries)?;
        let memory = encode_memory(&buckets, &prints);
        out.write_all(&memory)?;
        out.write_all(&crc32c::crc32c(&memory).to_le_bytes())?;
        out.flush()?;
        drop(out);
        Ok(Self { file, header, number, buckets, prints, pages_read: AtomicU64::new(0) })
    }

    /// Opens a run and reads what is kept of it in memory.
    pub(crate) fn open(path: &Path, number: u64) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut start = [0; HEADER_LEN];
        file.read_exact(&mut start)?;
        let header = Header::decode(&start).ok_or_else(bad)?;
        let buckets_len = ((1_usize << header.bits) + 1) * 4;
        let len = buckets_len + header.count as usize * 2;
        let pages = (header.count as usize).div_ceil(PAGE_ENTRIES) * PAGE_LEN;
        if file.metadata()?.len() != (HEADER_LEN + pages + len + 4) as u64 {
            return Err(bad());
        }
        let mut memory = vec![0; len + 4];
        file.read_exact_at(&mut memory, (HEADER_LEN + pages) as u64)?;
        let (memory, crc) = memory.split_at(len);
        if crc32c::crc32c(memory).to_le_bytes() != crc {
            return Err(bad());
        }
        let (buckets, prints) = memory.split_at(buckets_len);
        let word = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        let buckets: Vec<u32> = buckets.chunks_exact(4).map(word).collect();
        let prints = prints.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        Ok(Self { file, header, number, buckets, prints, pages_read: AtomicU64::new(0) })
    }

    /// Brings it to the disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn write_pages(
    out: &mut impl Write,
    header: Header,
    entries: impl Iterator<Item = io::Result<Entry>>,
) -> io::Result<(Vec<u32>, Vec<u16>)> {
    let mut buckets = vec![0_u32; (1 << header.bits) + 1];
    let mut prints = Vec::with_capacity(header.count as usize);
    let mut page = Vec::with_capacity(PAGE_LEN);
    for entry in entries {
        let (key, first) = entry?;
        buckets[header.bucket(key) + 1] += 1;
        prints.push(header.print(key));
        page.extend(key.to_le_bytes());
        page.extend(first.to_le_bytes());
        if page.len() == PAGE_ENTRIES * ENTRY_LEN {
            write_page(out, &mut page)?;
        }
    }
    if !page.is_empty() {
        write_page(out, &mut page)?;
    }
    let mut sum = 0;
    for bucket in &mut buckets {
        sum += *bucket;
        *bucket = sum;
    }
    if prints.len() as u64 == header.count { Ok((buckets, prints)) } else { Err(bad()) }
}

fn write_page(out: &mut impl Write, page: &mut Vec<u8>) -> io::Result<()> {
    page.resize(PAGE_LEN - 4, 0);
    out.write_all(&crc32c::crc32c(page).to_le_bytes())?;
    out.write_all(page)?;
    page.clear();
    Ok(())
}

fn encode_memory(buckets: &[u32], prints: &[u16]) -> Vec<u8> {
    let mut memory = Vec::with_capacity(buckets.len() * 4 + prints.len() * 2);
    memory.extend(buckets.iter().flat_map(|word| word.to_le_bytes()));
    memory.extend(prints.iter().flat_map(|word| word.to_le_bytes()));
    memory
}

fn parse_entry(bytes: &[u8]) -> Entry {
    let key = bytes.first_chunk().map_or(0, |key| u64::from_le_bytes(*key));
    let first = bytes.last_chunk().map_or(0, |first| u32::from_le_bytes(*first));
    (key, first)
}

fn bad() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a run of commands is damaged")
}

impl Header {
    fn bucket(&self, key: u64) -> usize {
        (key >> (64 - self.bits)) as usize
    }

    fn print(&self, key: u64) -> u16 {
        (key >> (48 - self.bits)) as u16
    }

    fn encode(&self) -> [u8; HEADER_LEN] {
        let mut bytes = [0; HEADER_LEN];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..16].copy_from_slice(&self.first.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.last.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.count.to_le_bytes());
        bytes[32..36].copy_from_slice(&self.bits.to_le_bytes());
        let crc = crc32c::crc32c(&bytes[..HEADER_LEN - 4]);
        bytes[HEADER_LEN - 4..].copy_from_slice(&crc.to_le_bytes());
        bytes
    }

    fn decode(bytes: &[u8; HEADER_LEN]) -> Option<Self> {
        let (body, crc) = bytes.split_last_chunk::<4>()?;
        let number = |at: usize| Some(u64::from_le_bytes(body.get(at..at + 8)?.try_into().ok()?));
        let bits = u32::from_le_bytes(body.get(32..36)?.try_into().ok()?);
        let sound = crc32c::crc32c(body).to_le_bytes() == *crc && &body[..8] == MAGIC;
        let header = Self { first: number(8)?, last: number(16)?, count: number(24)?, bits };
        (sound && (1..=40).contains(&bits) && header.count <= u64::from(u32::MAX)).then_some(header)
    }
}
