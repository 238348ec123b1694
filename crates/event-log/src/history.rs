//! All that is filed under one id, with the proof that it is all: for somebody without the log.

use crate::LogStore;
use crate::envelope::{DecodeError, RawRecord};
use crate::error::ReadError;
use crate::head::Head;
use crate::index::StreamTip;
use crate::merkle::MerkleRange;
use crate::proof::{Watched, leads_to_peak};
use crate::record::StreamId;
use crate::roll::{Roll, RollProof, entry_hash, roll_root};
use std::ops::ControlFlow;

/// What can be kept elsewhere to hold a log to later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Which records there were.
    pub head: Head,
    /// Root of the roll: which of them were the newest of their streams.
    pub roll: [u8; 32],
}

/// Every record filed under one id up to a head, with what shows that none is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryProof {
    /// Of the log up to where the history goes.
    pub anchor: Anchor,
    /// The peaks of the head, largest tree first.
    pub peaks: Vec<[u8; 32]>,
    /// Its streams by number of their kind.
    pub streams: Vec<Vec<ProvenRecord>>,
    /// What shows that the last record of each stream is its newest, and that there is no other
    /// stream of that id.
    pub roll: RollProof,
}

/// A record and what leads from it to its peak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenRecord {
    /// Envelope and payload as stored.
    pub bytes: Vec<u8>,
    /// As in an [`InclusionProof`](crate::InclusionProof), whose peaks are those of the head.
    pub path: Vec<[u8; 32]>,
}

/// What a history is checked to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedHistory {
    /// The id everything is filed under.
    pub id: [u8; 16],
    /// Number of streams.
    pub streams: usize,
    /// Number of records.
    pub records: usize,
}

/// Why a file is no proof of a whole history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Made for another head.
    #[error("the proof is for the head {found}, not for {expected}")]
    OtherHead {
        /// The one it is checked against.
        expected: Head,
        /// The one it was made for.
        found: Head,
    },
    /// The peaks do not give the head.
    #[error("the peaks do not give the head")]
    Peaks,
    /// A record's bytes are not a record.
    #[error("record {record} of stream {stream} is not a whole record: {problem}")]
    Record {
        /// Number of the stream in the proof, from 1.
        stream: usize,
        /// Number of the record in its stream, from 1.
        record: usize,
        /// What is wrong with it.
        problem: DecodeError,
    },
    /// A record is not where it says in the log of that head.
    #[error(
        "the log of that head does not hold record {record} of stream {stream} at its position"
    )]
    NotIncluded {
        /// Number of the stream in the proof, from 1.
        stream: usize,
        /// Number of the record in its stream, from 1.
        record: usize,
    },
    /// A record is of another stream than the one before, or of another id.
    #[error("record {record} of stream {stream} is of another stream")]
    OtherStream {
        /// Number of the stream in the proof, from 1.
        stream: usize,
        /// Number of the record in its stream, from 1.
        record: usize,
    },
    /// Versions are not dense, or a back-link is not the hash of the record before.
    #[error("before record {record} of stream {stream} something is left out or changed")]
    Gap {
        /// Number of the stream in the proof, from 1.
        stream: usize,
        /// Number of the record in its stream, from 1.
        record: usize,
    },
    /// Streams are missing or not in the order of their kinds.
    #[error("there is no stream, an empty one, or they are not in the order of their kinds")]
    Streams,
    /// The newest records are not those of the roll.
    #[error(
        "the roll does not say that these are the streams and their newest records: something is \
         left out at the end"
    )]
    Roll,
    /// The roll is another.
    #[error("the proof is for another roll than the one given")]
    OtherRoll,
}

/// The anchor of the first `size` records; `None` if there are fewer. Reads all of them once and
/// tells of each position.
///
/// # Errors
/// [`ReadError`] at the first record whose stored bytes are damaged.
pub fn anchor_at(
    log: &dyn LogStore,
    size: u64,
    tell: &dyn Fn(u64),
) -> Result<Option<Anchor>, ReadError> {
    Ok(Scan::of(log, size, None, tell)?.map(|scan| {
        let head = Head::from(&scan.records.range);
        Anchor { head, roll: scan.roll.root(&head, None).0 }
    }))
}

/// Every record filed under `id` among the first `size`, with its proof; `None` if there is none
/// or the log has fewer records. Reads the first `size` records once, in order, and tells of each
/// position; keeps what is proven, one path for each, and about a hundred bytes for every stream
/// of the log.
///
/// # Errors
/// [`ReadError`] at the first record whose stored bytes are damaged.
pub fn prove_history(
    log: &dyn LogStore,
    id: [u8; 16],
    size: u64,
    tell: &dyn Fn(u64),
) -> Result<Option<HistoryProof>, ReadError> {
    let Some(Scan { records, roll, mut found }) = Scan::of(log, size, Some(id), tell)? else {
        return Ok(None);
    };
    let (range, paths) = records.finish();
    let head = Head::from(&range);
    let (root, Some(roll)) = roll.root(&head, Some(id)) else { return Ok(None) };
    for ((_, record), path) in found.iter_mut().zip(paths) {
        record.path = path;
    }
    // Stable: within a kind they stay in the order of the log.
    found.sort_by_key(|(kind, _)| *kind);
    let mut streams: Vec<Vec<ProvenRecord>> = Vec::new();
    let mut last = None;
    for (kind, record) in found {
        if last.replace(kind) != Some(kind) {
            streams.push(Vec::new());
        }
        streams.last_mut().expect("one was pushed for the first").push(record);
    }
    let anchor = Anchor { head, roll: root };
    Ok(Some(HistoryProof { anchor, peaks: range.peaks().to_vec(), streams, roll }))
}

/// What one reading of a log gathers.
#[derive(Default)]
struct Scan {
    records: Watched,
    roll: Roll,
    /// Those of the wanted id, with the kind of their stream, in order of position.
    found: Vec<(u16, ProvenRecord)>,
}

impl Scan {
    fn of(
        log: &dyn LogStore,
        size: u64,
        id: Option<[u8; 16]>,
        tell: &dyn Fn(u64),
    ) -> Result<Option<Scan>, ReadError> {
        if log.head().size < size {
            return Ok(None);
        }
        let mut scan = Scan::default();
        log.scan(1..size + 1, &mut |record| {
            scan.take(record, id);
            tell(record.envelope.position);
            ControlFlow::Continue(())
        })?;
        Ok(Some(scan))
    }

    fn take(&mut self, record: &RawRecord<'_>, id: Option<[u8; 16]>) {
        let (hash, StreamId { kind, id: of }) = (record.hash(), record.envelope.stream);
        let is_wanted = id == Some(of);
        self.records.push(hash, is_wanted);
        self.roll.take(record.envelope.stream, tip(record, hash));
        if is_wanted {
            let record = ProvenRecord { bytes: record.bytes.to_vec(), path: Vec::new() };
            self.found.push((kind, record));
        }
    }
}

fn tip(record: &RawRecord<'_>, hash: [u8; 32]) -> StreamTip {
    let (version, position) = (record.envelope.stream_version, record.envelope.position);
    StreamTip { version, position, hash }
}

impl HistoryProof {
    /// Checks that these are all records filed under one id in the log of which `head` is the
    /// head. That nothing is left out at the end rests on the roll: unless the `roll` of that head
    /// is given from elsewhere, on whoever made the proof.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(
        &self,
        head: &Head,
        roll: Option<&[u8; 32]>,
    ) -> Result<CheckedHistory, ProofError> {
        if *head != self.anchor.head {
            return Err(ProofError::OtherHead { expected: *head, found: self.anchor.head });
        }
        let range = MerkleRange::from_parts(head.size, self.peaks.clone());
        let range = range.filter(|range| range.root() == head.root).ok_or(ProofError::Peaks)?;
        let mut tips: Vec<(StreamId, StreamTip)> = Vec::new();
        for (number, records) in (1..).zip(&self.streams) {
            let (stream, tip) = check_stream(&range, number, records)?;
            let fits = tips
                .last()
                .is_none_or(|(before, _)| before.id == stream.id && before.kind < stream.kind);
            if !fits {
                return Err(ProofError::Streams);
            }
            tips.push((stream, tip));
        }
        let id = tips.first().ok_or(ProofError::Streams)?.0.id;
        let tips: Vec<_> = tips.iter().map(|(stream, tip)| (stream.kind, *tip)).collect();
        self.check_roll(head, entry_hash(&id, &tips))?;
        if roll.is_some_and(|roll| *roll != self.anchor.roll) {
            return Err(ProofError::OtherRoll);
        }
        let records = self.streams.iter().map(Vec::len).sum();
        Ok(CheckedHistory { id, streams: self.streams.len(), records })
    }

    fn check_roll(&self, head: &Head, entry: [u8; 32]) -> Result<(), ProofError> {
        let RollProof { place, size, path, peaks } = &self.roll;
        let entries = MerkleRange::from_parts(*size, peaks.clone()).ok_or(ProofError::Roll)?;
        let holds = leads_to_peak(&entries, *place, entry, path)
            && roll_root(head, &entries) == self.anchor.roll;
        if holds { Ok(()) } else { Err(ProofError::Roll) }
    }
}

/// Checks one stream from its first record on, and gives its newest.
fn check_stream(
    range: &MerkleRange,
    stream: usize,
    records: &[ProvenRecord],
) -> Result<(StreamId, StreamTip), ProofError> {
    let mut newest: Option<(StreamId, StreamTip)> = None;
    for (number, proven) in (1..).zip(records) {
        let record = RawRecord::decode(&proven.bytes).map_err(|problem| ProofError::Record {
            stream,
            record: number,
            problem,
        })?;
        let (hash, envelope) = (record.hash(), &record.envelope);
        // A record may be followed by bytes that are in no hash.
        let is_alone = record.bytes.len() == proven.bytes.len();
        if !is_alone || !leads_to_peak(range, envelope.position, hash, &proven.path) {
            return Err(ProofError::NotIncluded { stream, record: number });
        }
        let (of, before) = newest.unwrap_or((envelope.stream, StreamTip::default()));
        if of != envelope.stream {
            return Err(ProofError::OtherStream { stream, record: number });
        }
        if envelope.stream_version != before.version + 1 || envelope.prev_hash != before.hash {
            return Err(ProofError::Gap { stream, record: number });
        }
        newest = Some((of, tip(&record, hash)));
    }
    newest.ok_or(ProofError::Streams)
}
