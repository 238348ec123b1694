//! The roll: everything that is filed under each id, with its newest record, under one hash.
//!
//! Back-links show that nothing is missing before a record; only a list of the newest records shows
//! that nothing comes after it. The roll is not recorded: whoever holds the records can compute it.

use crate::head::Head;
use crate::index::StreamTip;
use crate::merkle::MerkleRange;
use crate::proof::Watched;
use crate::record::StreamId;
use std::collections::BTreeMap;

/// Keys for entries and root: part of the format, never changed. Nodes are as those of the log.
const ENTRY_KEY: &[u8; 32] = b"event-log roll entry    format 1";
const ROOT_KEY: &[u8; 32] = b"event-log roll root     format 1";

/// The newest record of every stream, by id and kind.
#[derive(Debug, Default)]
pub(crate) struct Roll {
    tips: BTreeMap<([u8; 16], u16), StreamTip>,
}

/// Where an id stands in the roll, and what leads from there to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollProof {
    /// Place of its entry, from 1, in the order of ids.
    pub place: u64,
    /// Number of entries.
    pub size: u64,
    /// As in an [`InclusionProof`](crate::InclusionProof).
    pub path: Vec<[u8; 32]>,
    /// As in an [`InclusionProof`](crate::InclusionProof).
    pub peaks: Vec<[u8; 32]>,
}

impl Roll {
    pub(crate) fn take(&mut self, stream: StreamId, tip: StreamTip) {
        self.tips.insert((stream.id, stream.kind), tip);
    }

    /// The root over all entries, for the log of which `head` is the head; and the proof of the
    /// entry of `id`, if that is in it.
    pub(crate) fn root(&self, head: &Head, id: Option<[u8; 16]>) -> ([u8; 32], Option<RollProof>) {
        let mut entries = Watched::default();
        let mut place = 0;
        let mut tips = self.tips.iter().peekable();
        let mut entry: Vec<(u16, StreamTip)> = Vec::new();
        while let Some(((of, kind), tip)) = tips.next() {
            entry.push((*kind, *tip));
            if tips.peek().is_none_or(|((next, _), _)| next != of) {
                let is_wanted = id == Some(*of);
                entries.push(entry_hash(of, &entry), is_wanted);
                if is_wanted {
                    place = entries.range.size();
                }
                entry.clear();
            }
        }
        let (range, mut paths) = entries.finish();
        let proof = paths.pop().map(|path| RollProof {
            place,
            size: range.size(),
            path,
            peaks: range.peaks().to_vec(),
        });
        (roll_root(head, &range), proof)
    }
}

impl FromIterator<(StreamId, StreamTip)> for Roll {
    fn from_iter<I: IntoIterator<Item = (StreamId, StreamTip)>>(tips: I) -> Self {
        let tips = tips.into_iter().map(|(stream, tip)| ((stream.id, stream.kind), tip));
        Self { tips: tips.collect() }
    }
}

/// Hash of the entry of one id: its streams by kind, each with the newest record.
pub(crate) fn entry_hash(id: &[u8; 16], streams: &[(u16, StreamTip)]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(ENTRY_KEY);
    hasher.update(id);
    for (kind, tip) in streams {
        hasher.update(&kind.to_le_bytes());
        hasher.update(&tip.version.to_le_bytes());
        hasher.update(&tip.position.to_le_bytes());
        hasher.update(&tip.hash);
    }
    *hasher.finalize().as_bytes()
}

/// Binds the entries to the head of the log they were taken from.
pub(crate) fn roll_root(head: &Head, entries: &MerkleRange) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(ROOT_KEY);
    hasher.update(&head.size.to_le_bytes());
    hasher.update(&head.root);
    entries.bind(hasher)
}
