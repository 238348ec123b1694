//! How records lie in sled: frames of whole records, cut into pieces small enough that sled never
//! puts a page into a file of its own (it does not sync those).
//!
//! A leaf of sled holds up to 17 values, and a page may take a quarter of a 512 KiB segment:
//! 17 pieces of 6,012 bytes with their keys stay below 104 KiB.

use crate::error::Problem;
use crate::record::MAX_BATCH_BYTES;

/// Most bytes of records in one piece.
pub(crate) const PIECE_DATA: usize = 6_000;

const FORMAT: u8 = 1;
const HEADER_LEN: usize = 12;
const KEY_LEN: usize = 10;

/// Whole records of consecutive positions, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Position of the first record.
    pub(crate) first: u64,
    /// How many records.
    pub(crate) count: u16,
    /// The records, one after the other.
    pub(crate) data: Vec<u8>,
}

/// Key of a piece: sorts by position, then by piece.
pub(crate) fn key(first: u64, piece: u16) -> [u8; KEY_LEN] {
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

/// Packs the records of a batch into frames.
#[derive(Debug, Default)]
pub(crate) struct FramePacker {
    done: Vec<Frame>,
}

impl FramePacker {
    /// Adds the record at `position`: to the last frame if one piece still holds both, else to a
    /// new frame.
    pub(crate) fn push(&mut self, position: u64, record: &[u8]) {
        if let Some(last) = self.done.last_mut()
            && last.data.len() + record.len() <= PIECE_DATA
        {
            last.data.extend_from_slice(record);
            last.count += 1;
        } else {
            self.done.push(Frame { first: position, count: 1, data: record.to_vec() });
        }
    }

    pub(crate) fn finish(self) -> Vec<Frame> {
        self.done
    }
}

impl Frame {
    /// The keys and values under which the frame is stored.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = ([u8; KEY_LEN], Vec<u8>)> {
        // A frame is one record of at most 1 MiB or one piece, so its pieces fit in 16 bits.
        let pieces = self.data.len().div_ceil(PIECE_DATA) as u16;
        self.data.chunks(PIECE_DATA).zip(0..pieces).map(move |(data, piece)| {
            let key = key(self.first, piece);
            let mut value = Vec::with_capacity(HEADER_LEN + data.len());
            value.extend([FORMAT, 0]);
            value.extend(pieces.to_le_bytes());
            value.extend(self.count.to_le_bytes());
            value.extend([0; 2]);
            value.extend(checksum(&key, &value, data).to_le_bytes());
            value.extend_from_slice(data);
            (key, value)
        })
    }
}

/// Puts a frame together again, piece by piece.
#[derive(Debug)]
pub(crate) struct Assembly {
    frame: Frame,
    pieces: u16,
    next: u16,
}

impl Assembly {
    /// Begins with the first piece of a frame.
    pub(crate) fn begin(key: &[u8], value: &[u8]) -> Result<Self, Problem> {
        let (first, piece) = parse_key(key)?;
        let head = PieceHeader::check(key, value)?;
        if piece != 0 {
            return Err(Problem::Frame("its first piece is missing"));
        }
        let data = value[HEADER_LEN..].to_vec();
        let frame = Frame { first, count: head.count, data };
        Ok(Self { frame, pieces: head.pieces, next: 1 })
    }

    /// All pieces are there.
    pub(crate) fn is_whole(&self) -> bool {
        self.next == self.pieces
    }

    /// Adds the next piece.
    pub(crate) fn add(&mut self, key: &[u8], value: &[u8]) -> Result<(), Problem> {
        if parse_key(key)? != (self.frame.first, self.next) {
            return Err(Problem::Frame("one of its pieces is missing"));
        }
        let head = PieceHeader::check(key, value)?;
        if (head.pieces, head.count) != (self.pieces, self.frame.count) {
            return Err(Problem::Frame("its pieces do not belong together"));
        }
        self.frame.data.extend_from_slice(&value[HEADER_LEN..]);
        self.next += 1;
        Ok(())
    }

    /// The frame, once whole.
    pub(crate) fn finish(self) -> Result<Frame, Problem> {
        if self.is_whole() {
            Ok(self.frame)
        } else {
            Err(Problem::Frame("one of its pieces is missing"))
        }
    }
}

struct PieceHeader {
    pieces: u16,
    count: u16,
}

impl PieceHeader {
    fn check(key: &[u8], value: &[u8]) -> Result<Self, Problem> {
        let (header, data) =
            value.split_at_checked(HEADER_LEN).ok_or(Problem::Frame("a piece is too short"))?;
        let stored = u32::from_le_bytes([header[8], header[9], header[10], header[11]]);
        if stored != checksum(key, &header[..8], data) {
            return Err(Problem::Frame("the checksum of a piece is wrong"));
        }
        if header[0] != FORMAT || header[1] != 0 || header[6..8] != [0; 2] {
            return Err(Problem::Frame("a piece is written in an unknown format"));
        }
        let pieces = u16::from_le_bytes([header[2], header[3]]);
        let count = u16::from_le_bytes([header[4], header[5]]);
        if pieces == 0 || count == 0 || usize::from(pieces) * PIECE_DATA > MAX_BATCH_BYTES {
            return Err(Problem::Frame("a piece has an impossible count"));
        }
        Ok(Self { pieces, count })
    }
}

/// Covers the key too, so that a value found under another key is not taken for a good one.
fn checksum(key: &[u8], header: &[u8], data: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c_append(crc32c::crc32c(key), header), data)
}
