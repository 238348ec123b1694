//! What goes into the log and what comes out of it.

use crate::envelope::{ENVELOPE_LEN, Envelope};

/// Most records one commit may hold.
pub const MAX_COMMIT_RECORDS: usize = 1_000;

/// Most bytes one commit may hold: envelopes and payloads together.
pub const MAX_COMMIT_BYTES: usize = 1 << 20;

/// Most bytes one batch may hold. Our own number: it bounds what one atomic write keeps in memory.
pub const MAX_BATCH_BYTES: usize = 16 << 20;

/// Names one stream: what kind of thing it is, and which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    /// The caller's number of the kind of thing.
    pub kind: u16,
    /// Which one of its kind.
    pub id: [u8; 16],
}

/// A record as a caller hands it in: everything but what the log itself assigns
/// (position, stream version, back-link, checksum, end of commit).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// How the payload is encoded; the caller's number.
    pub codec: u8,
    /// What the payload is; the caller's stable number.
    pub event_type: u16,
    /// Which shape of that type.
    pub schema_version: u16,
    /// An administrator asserted the actor: it did not authenticate itself.
    pub asserted: bool,
    /// The stream the record belongs to.
    pub stream: StreamId,
    /// When it was recorded, microseconds since the Unix epoch, UTC. Never earlier than the last.
    pub recorded_at: i64,
    /// When it happened, microseconds since the Unix epoch, UTC.
    pub occurred_at: i64,
    /// Role of who did it; the caller's number.
    pub actor_role: u8,
    /// Who did it.
    pub actor_id: [u8; 16],
    /// The command that caused it; the same throughout a commit, new to the log.
    pub command_id: [u8; 16],
    /// Hash of the command's content; the same throughout a commit.
    pub command_hash: [u8; 16],
    /// Ties together what belongs to one undertaking.
    pub correlation_id: [u8; 16],
    /// Position of the record that caused this one; 0 = none.
    pub causation: u64,
    /// The bytes themselves; never looked into.
    pub payload: Vec<u8>,
}

impl NewRecord {
    /// Bytes this record takes once stored, without its share of the frame.
    pub fn stored_len(&self) -> usize {
        ENVELOPE_LEN + self.payload.len()
    }
}

/// What one command records: all of it or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// At least one record, at most [`MAX_COMMIT_RECORDS`], all of one command.
    pub records: Vec<NewRecord>,
}

/// A stored record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Everything the log knows about it.
    pub envelope: Envelope,
    /// The bytes the caller handed in.
    pub payload: Vec<u8>,
}

impl Record {
    /// The record as stored: envelope, then payload, with length and checksum filled in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(ENVELOPE_LEN + self.payload.len());
        self.envelope.encode_with(&self.payload, &mut bytes);
        bytes
    }

    /// BLAKE3 over the record as stored.
    pub fn hash(&self) -> [u8; 32] {
        crate::merkle::record_hash(&self.to_bytes())
    }
}
