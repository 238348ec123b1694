//! The fixed layout around every payload, written by hand so that a record can be checked,
//! skipped, indexed and exported without knowing the payload's codec. All numbers little-endian.

use crate::merkle::record_hash;
use crate::record::{MAX_COMMIT_BYTES, Record, StreamId};

/// Bytes of an envelope.
pub const ENVELOPE_LEN: usize = 172;

const MAGIC: u8 = 0xE7;
const FORMAT: u8 = 1;
const ASSERTED: u8 = 1;
const COMMIT_END: u8 = 1 << 1;
/// Where the checksum lies; it covers everything before and after itself.
const CRC: std::ops::Range<usize> = 12..16;

/// Everything the log knows about a record. Length and checksum are derived when it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// How the payload is encoded; the caller's number.
    pub codec: u8,
    /// What the payload is; the caller's stable number.
    pub event_type: u16,
    /// Which shape of that type.
    pub schema_version: u16,
    /// An administrator asserted the actor: it did not authenticate itself.
    pub asserted: bool,
    /// The last record of its commit.
    pub commit_end: bool,
    /// Place in the log, dense from 1.
    pub position: u64,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Place in its stream, dense from 1.
    pub stream_version: u64,
    /// When it was recorded, microseconds since the Unix epoch, UTC.
    pub recorded_at: i64,
    /// When it happened, microseconds since the Unix epoch, UTC.
    pub occurred_at: i64,
    /// Role of who did it; the caller's number.
    pub actor_role: u8,
    /// Who did it.
    pub actor_id: [u8; 16],
    /// The command that caused it.
    pub command_id: [u8; 16],
    /// Hash of the command's content.
    pub command_hash: [u8; 16],
    /// Ties together what belongs to one undertaking.
    pub correlation_id: [u8; 16],
    /// Position of the record that caused this one; 0 = none.
    pub causation: u64,
    /// Hash of the previous record of its stream; zeros for the first.
    pub prev_hash: [u8; 32],
}

/// Why bytes are not a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Fewer bytes than the envelope or its length field promise.
    #[error("the record is cut short: {needed} bytes needed, {available} there")]
    Short {
        /// Bytes the record should have.
        needed: usize,
        /// Bytes there are.
        available: usize,
    },
    /// The first byte is not that of a record.
    #[error("not a record: it starts with {0:#04x}")]
    Magic(u8),
    /// Written in a format this version does not know.
    #[error("record format {0} is unknown")]
    Format(u8),
    /// A flag or a byte this format keeps at zero is set.
    #[error("the record sets a flag or a byte that is not in use")]
    Reserved,
    /// A payload longer than any commit may be.
    #[error("a payload of {0} bytes is longer than any commit may be")]
    TooLong(u32),
    /// The bytes are not those that were written.
    #[error("checksum mismatch: {stored:08x} stored, {computed:08x} computed")]
    Checksum {
        /// What the envelope says.
        stored: u32,
        /// What its bytes give.
        computed: u32,
    },
}

/// A checked record still lying in the bytes it was read from.
#[derive(Clone, Debug)]
pub struct RawRecord<'a> {
    /// The decoded envelope.
    pub envelope: Envelope,
    /// The payload.
    pub payload: &'a [u8],
    /// Envelope and payload as stored.
    pub bytes: &'a [u8],
}

impl<'a> RawRecord<'a> {
    /// Reads and checks the record at the start of `bytes`; what follows it is left alone.
    ///
    /// # Errors
    /// [`DecodeError`] for anything that is not a whole, unharmed record. Never panics and
    /// allocates nothing, whatever the bytes.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let len = record_len(bytes)?;
        let bytes = &bytes[..len];
        let stored = u32::from_le_bytes(array(bytes, CRC.start));
        let computed = checksum(bytes);
        if stored != computed {
            return Err(DecodeError::Checksum { stored, computed });
        }
        let envelope = decode_fields(bytes)?;
        Ok(Self { envelope, payload: &bytes[ENVELOPE_LEN..], bytes })
    }

    /// BLAKE3 over the record as stored.
    pub fn hash(&self) -> [u8; 32] {
        record_hash(self.bytes)
    }

    /// A record of its own, independent of the bytes it was read from.
    pub fn to_record(&self) -> Record {
        Record { envelope: self.envelope.clone(), payload: self.payload.to_vec() }
    }
}

impl Envelope {
    /// Writes envelope and payload to the end of `out`, with length and checksum.
    pub(crate) fn encode_with(&self, payload: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        let flags =
            if self.asserted { ASSERTED } else { 0 } | if self.commit_end { COMMIT_END } else { 0 };
        // Longer payloads are refused before anything is encoded, so the cast loses nothing.
        let payload_len = payload.len() as u32;
        out.extend([MAGIC, FORMAT, self.codec, flags]);
        out.extend(self.event_type.to_le_bytes());
        out.extend(self.schema_version.to_le_bytes());
        out.extend(payload_len.to_le_bytes());
        out.extend([0; 4]);
        out.extend(self.position.to_le_bytes());
        out.extend(self.stream_version.to_le_bytes());
        out.extend(self.recorded_at.to_le_bytes());
        out.extend(self.occurred_at.to_le_bytes());
        out.extend(self.causation.to_le_bytes());
        out.extend(self.stream.kind.to_le_bytes());
        out.extend([self.actor_role, 0]);
        out.extend(self.stream.id);
        out.extend(self.actor_id);
        out.extend(self.command_id);
        out.extend(self.command_hash);
        out.extend(self.correlation_id);
        out.extend(self.prev_hash);
        out.extend_from_slice(payload);
        let crc = checksum(&out[start..]);
        out[start + CRC.start..start + CRC.end].copy_from_slice(&crc.to_le_bytes());
    }
}

/// How long the record at the start of `bytes` is, if they hold all of it.
pub(crate) fn record_len(bytes: &[u8]) -> Result<usize, DecodeError> {
    let available = bytes.len();
    if available < ENVELOPE_LEN {
        return Err(DecodeError::Short { needed: ENVELOPE_LEN, available });
    }
    if bytes[0] != MAGIC {
        return Err(DecodeError::Magic(bytes[0]));
    }
    if bytes[1] != FORMAT {
        return Err(DecodeError::Format(bytes[1]));
    }
    let payload = u32::from_le_bytes(array(bytes, 8));
    if payload as usize > MAX_COMMIT_BYTES {
        return Err(DecodeError::TooLong(payload));
    }
    let needed = ENVELOPE_LEN + payload as usize;
    if available < needed { Err(DecodeError::Short { needed, available }) } else { Ok(needed) }
}

fn decode_fields(bytes: &[u8]) -> Result<Envelope, DecodeError> {
    let flags = bytes[3];
    if flags & !(ASSERTED | COMMIT_END) != 0 || bytes[59] != 0 {
        return Err(DecodeError::Reserved);
    }
    Ok(Envelope {
        codec: bytes[2],
        event_type: u16::from_le_bytes(array(bytes, 4)),
        schema_version: u16::from_le_bytes(array(bytes, 6)),
        asserted: flags & ASSERTED != 0,
        commit_end: flags & COMMIT_END != 0,
        position: u64::from_le_bytes(array(bytes, 16)),
        stream_version: u64::from_le_bytes(array(bytes, 24)),
        recorded_at: i64::from_le_bytes(array(bytes, 32)),
        occurred_at: i64::from_le_bytes(array(bytes, 40)),
        causation: u64::from_le_bytes(array(bytes, 48)),
        stream: StreamId { kind: u16::from_le_bytes(array(bytes, 56)), id: array(bytes, 60) },
        actor_role: bytes[58],
        actor_id: array(bytes, 76),
        command_id: array(bytes, 92),
        command_hash: array(bytes, 108),
        correlation_id: array(bytes, 124),
        prev_hash: array(bytes, 140),
    })
}

fn checksum(record: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&record[..CRC.start]), &record[CRC.end..])
}

/// `N` bytes at `at`. Callers have checked the length.
fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(&bytes[at..at + N]);
    array
}
