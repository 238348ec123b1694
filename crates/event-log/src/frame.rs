//! How records lie in sled: frames of whole records, cut into pieces small enough that sled never
//! puts a page into a file of its own (it does not sync those).
//!
//! A leaf of sled holds up to 17 values, and a page may take a quarter of a 512 KiB segment:
//! 17 pieces of 6,016 bytes with their keys stay below 104 KiB.

use crate::error::Problem;
use crate::medium::Encoded;
use crate::record::MAX_COMMIT_BYTES;
use lz4_flex::block::{
    CompressTable, compress_into_with_table, decompress_into, get_maximum_output_size,
};

/// Most bytes of stored data in one piece.
pub(crate) const PIECE_DATA: usize = 6_000;
/// A sealed chunk holds so many bytes of records or one larger record. Our own number: half of it
/// took half as long again to read in order; twice as much would not fit into one piece.
const CHUNK_DATA: usize = 8_192;
/// A sealed chunk holds at most so many records.
const CHUNK_RECORDS: u32 = 32;

const FORMAT: u8 = 2;
const RAW: u8 = 0;
const LZ4: u8 = 1;
const HEADER_LEN: usize = 16;
const KEY_LEN: usize = 10;

/// Key of a piece.
pub(crate) type Key = [u8; KEY_LEN];

/// Whole records of consecutive positions, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Position of the first record.
    pub(crate) first: u64,
    /// How many records; at least 1.
    pub(crate) count: u32,
    /// The records, one after the other.
    pub(crate) data: Vec<u8>,
}

impl Frame {
    /// Position of the last record. A damaged key may hold any position, hence no overflow.
    pub(crate) fn last(&self) -> u64 {
        self.first.saturating_add(u64::from(self.count) - 1)
    }
}

/// Key of a piece: sorts by position, then by piece.
pub(crate) fn key(first: u64, piece: u16) -> Key {
    let mut key = [0; KEY_LEN];
    key[..8].copy_from_slice(&first.to_be_bytes());
    key[8..].copy_from_slice(&piece.to_be_bytes());
    key
}

/// The position and piece number of a key.
pub(crate) fn parse_key(key: &[u8]) -> Result<(u64, u16), Problem> {
    let (first, piece) = key.split_at_checked(8).ok_or(Problem::Frame("a key is too short"))?;
    let first = first.try_into().map_err(|_| Problem::Frame("a key is too short"))?;
    let piece = piece.try_into().map_err(|_| Problem::Frame("a key has the wrong length"))?;
    Ok((u64::from_be_bytes(first), u16::from_be_bytes(piece)))
}

/// Records on their way into one frame, still lying where they were encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk<'a> {
    first: u64,
    count: u32,
    data: &'a [u8],
}

impl<'a> Chunk<'a> {
    /// All records of a batch.
    pub(crate) fn all(batch: &'a Encoded) -> Self {
        Self { first: batch.first, count: batch.lens.len() as u32, data: &batch.data }
    }
}

/// Cuts the records of a batch into sealed chunks.
pub(crate) fn chunks(batch: &Encoded) -> impl Iterator<Item = Chunk<'_>> {
    let (mut first, mut data, mut lens) = (batch.first, &batch.data[..], &batch.lens[..]);
    std::iter::from_fn(move || {
        let (mut count, mut bytes) = (0, 0);
        for len in lens.iter().take(CHUNK_RECORDS as usize) {
            if count > 0 && bytes + *len as usize > CHUNK_DATA {
                break;
            }
            bytes += *len as usize;
            count += 1;
        }
        let (chunk, rest) = data.split_at(bytes);
        let chunk = Chunk { first, count, data: chunk };
        first += u64::from(count);
        (data, lens) = (rest, &lens[count as usize..]);
        (count > 0).then_some(chunk)
    })
}

/// Compresses frames one after the other, with the memory it needs for that.
#[derive(Default)]
pub(crate) struct Packer {
    table: CompressTable,
    packed: Vec<u8>,
}

impl Packer {
    /// Hands every key and value of the compressed chunk to `put`.
    pub(crate) fn pack(&mut self, chunk: Chunk<'_>, put: impl FnMut(Key, Vec<u8>)) {
        let bound = get_maximum_output_size(chunk.data.len());
        if self.packed.len() < bound {
            self.packed.resize(bound, 0);
        }
        let packed = compress_into_with_table(chunk.data, &mut self.packed, &mut self.table);
        match packed {
            Ok(len) if len < chunk.data.len() => pieces(chunk, LZ4, &self.packed[..len], put),
            // What does not shrink is stored as it is.
            _ => raw_pieces(chunk, put),
        }
    }
}

/// Hands every key and value of the chunk, stored as it is, to `put`.
pub(crate) fn raw_pieces(chunk: Chunk<'_>, put: impl FnMut(Key, Vec<u8>)) {
    pieces(chunk, RAW, chunk.data, put);
}

fn pieces(chunk: Chunk<'_>, codec: u8, stored: &[u8], mut put: impl FnMut(Key, Vec<u8>)) {
    // A chunk is one record of at most 1 MiB or not much, so counts fit in 16 bits.
    let pieces = stored.len().div_ceil(PIECE_DATA) as u16;
    for (piece, data) in (0..pieces).zip(stored.chunks(PIECE_DATA)) {
        let key = key(chunk.first, piece);
        let mut value = Vec::with_capacity(HEADER_LEN + data.len());
        value.extend([FORMAT, codec]);
        value.extend(pieces.to_le_bytes());
        value.extend((chunk.count as u16).to_le_bytes());
        value.extend([0; 2]);
        value.extend((chunk.data.len() as u32).to_le_bytes());
        value.extend(checksum(&key, &value, data).to_le_bytes());
        value.extend_from_slice(data);
        put(key, value);
    }
}

/// Puts a frame together again, piece by piece.
#[derive(Debug)]
pub(crate) struct Assembly {
    first: u64,
    header: PieceHeader,
    stored: Vec<u8>,
    next: u16,
}

impl Assembly {
    /// Begins with the first piece of a frame.
    pub(crate) fn begin(key: &[u8], value: &[u8]) -> Result<Self, Problem> {
        let (first, piece) = parse_key(key)?;
        let header = PieceHeader::check(key, value)?;
        if piece != 0 {
            return Err(Problem::Frame("its first piece is missing"));
        }
        Ok(Self { first, header, stored: value[HEADER_LEN..].to_vec(), next: 1 })
    }

    /// All pieces are there.
    pub(crate) fn is_whole(&self) -> bool {
        self.next == self.header.pieces
    }

    /// Adds the next piece.
    pub(crate) fn add(&mut self, key: &[u8], value: &[u8]) -> Result<(), Problem> {
        if parse_key(key)? != (self.first, self.next) {
            return Err(Problem::Frame("one of its pieces is missing"));
        }
        if PieceHeader::check(key, value)? != self.header {
            return Err(Problem::Frame("its pieces do not belong together"));
        }
        self.stored.extend_from_slice(&value[HEADER_LEN..]);
        self.next += 1;
        Ok(())
    }

    /// The frame, once whole.
    pub(crate) fn finish(self) -> Result<Frame, Problem> {
        if !self.is_whole() {
            return Err(Problem::Frame("one of its pieces is missing"));
        }
        let data = self.header.unpack(&self.stored, Vec::new())?;
        Ok(Frame { first: self.first, count: self.header.count.into(), data })
    }
}

/// The frame of a value that is all of it, in the memory of `spare`; `None` if it has more pieces.
pub(crate) fn whole_frame(
    key: &[u8],
    value: &[u8],
    spare: &mut Vec<u8>,
) -> Result<Option<Frame>, Problem> {
    let (first, _) = parse_key(key)?;
    let header = PieceHeader::check(key, value)?;
    if header.pieces != 1 {
        return Ok(None);
    }
    let data = header.unpack(&value[HEADER_LEN..], std::mem::take(spare))?;
    Ok(Some(Frame { first, count: header.count.into(), data }))
}

#[derive(Debug, PartialEq, Eq)]
struct PieceHeader {
    codec: u8,
    pieces: u16,
    count: u16,
    raw_len: usize,
}

impl PieceHeader {
    fn check(key: &[u8], value: &[u8]) -> Result<Self, Problem> {
        let (header, data) =
            value.split_at_checked(HEADER_LEN).ok_or(Problem::Frame("a piece is too short"))?;
        let word = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|i| header[at + i]));
        if word(12) != checksum(key, &header[..12], data) {
            return Err(Problem::Frame("the checksum of a piece is wrong"));
        }
        if header[0] != FORMAT || header[1] > LZ4 || header[6..8] != [0; 2] {
            return Err(Problem::Frame("a piece is written in an unknown format"));
        }
        let pieces = u16::from_le_bytes([header[2], header[3]]);
        let count = u16::from_le_bytes([header[4], header[5]]);
        let raw_len = word(8) as usize;
        if pieces == 0 || count == 0 || raw_len > MAX_COMMIT_BYTES {
            return Err(Problem::Frame("a piece has an impossible count"));
        }
        Ok(Self { codec: header[1], pieces, count, raw_len })
    }

    /// The records, in the memory of `spare`.
    fn unpack(&self, stored: &[u8], mut spare: Vec<u8>) -> Result<Vec<u8>, Problem> {
        if self.codec == RAW {
            spare.clear();
            spare.extend_from_slice(stored);
            let is_whole = stored.len() == self.raw_len;
            return is_whole
                .then_some(spare)
                .ok_or(Problem::Frame("it has another length than it says"));
        }
        // At most 1 MiB, checked with the header. What lay there before is overwritten.
        spare.resize(self.raw_len, 0);
        match decompress_into(stored, &mut spare) {
            Ok(len) if len == self.raw_len => Ok(spare),
            _ => Err(Problem::Frame("it cannot be decompressed")),
        }
    }
}

/// Covers the key too, so that a value found under another key is not taken for a good one.
fn checksum(key: &[u8], header: &[u8], data: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c_append(crc32c::crc32c(key), header), data)
}
