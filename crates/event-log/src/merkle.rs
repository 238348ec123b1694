//! One append-only Merkle mountain range over all records, by position.
//!
//! Leaves are record hashes (plain BLAKE3); nodes and the root are keyed BLAKE3, a mode of its own,
//! so that no record can pass for a node. The range depends on the leaves alone, never on how they
//! were batched or framed.

/// Keys for nodes and roots: part of the format, never changed.
const NODE_KEY: &[u8; 32] = b"event-log merkle node   format 1";
const ROOT_KEY: &[u8; 32] = b"event-log merkle root   format 1";

/// Hash of a record: BLAKE3 over its envelope and payload as stored.
pub(crate) fn record_hash(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// The peaks of the range: one perfect tree for each 1 bit of its size, largest (oldest) first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MerkleRange {
    size: u64,
    peaks: Vec<[u8; 32]>,
}

impl MerkleRange {
    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// A range kept earlier; `None` if there is not one peak for each 1 bit of its size.
    pub(crate) fn from_parts(size: u64, peaks: Vec<[u8; 32]>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// The peaks, largest first.
    pub(crate) fn peaks(&self) -> &[[u8; 32]] {
        &self.peaks
    }

    /// Appends a leaf: merges it with every perfect tree of the same height, as a carry runs
    /// through a binary counter.
    pub fn push(&mut self, leaf: [u8; 32]) {
        self.push_noting(leaf, &mut |_| {});
    }

    /// As [`MerkleRange::push`], and tells of every merge, the lowest first.
    pub(crate) fn push_noting(&mut self, leaf: [u8; 32], note: &mut dyn FnMut(&Merge)) {
        let mut hash = leaf;
        let mut bits = self.size;
        self.size += 1;
        let mut width = 1;
        while bits & 1 == 1 {
            let left = self.peaks.pop().expect("one peak for each 1 bit of the size");
            note(&Merge { middle: self.size - width, width, left, right: hash });
            hash = node(&left, &hash);
            bits >>= 1;
            width <<= 1;
        }
        self.peaks.push(hash);
    }

    /// Binds the size and all peaks into one hash. Defined for the empty range too.
    pub fn root(&self) -> [u8; 32] {
        self.bind(blake3::Hasher::new_keyed(ROOT_KEY))
    }

    /// The same after whatever `hasher` has taken in.
    pub(crate) fn bind(&self, mut hasher: blake3::Hasher) -> [u8; 32] {
        hasher.update(&self.size.to_le_bytes());
        for peak in &self.peaks {
            hasher.update(peak);
        }
        *hasher.finalize().as_bytes()
    }
}

/// Two perfect trees of `width` leaves each that became one; the right one begins with the leaf
/// numbered `middle`, from 0.
#[derive(Debug)]
pub(crate) struct Merge {
    pub(crate) middle: u64,
    pub(crate) width: u64,
    pub(crate) left: [u8; 32],
    pub(crate) right: [u8; 32],
}

pub(crate) fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut pair = [0; 64];
    pair[..32].copy_from_slice(left);
    pair[32..].copy_from_slice(right);
    *blake3::keyed_hash(NODE_KEY, &pair).as_bytes()
}
