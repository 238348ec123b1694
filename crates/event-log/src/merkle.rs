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
        let mut hash = leaf;
        let mut bits = self.size;
        while bits & 1 == 1 {
            let left = self.peaks.pop().expect("one peak for each 1 bit of the size");
            hash = node(&left, &hash);
            bits >>= 1;
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Binds the size and all peaks into one hash. Defined for the empty range too.
    pub fn root(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(ROOT_KEY);
        hasher.update(&self.size.to_le_bytes());
        for peak in &self.peaks {
            hasher.update(peak);
        }
        *hasher.finalize().as_bytes()
    }
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut pair = [0; 64];
    pair[..32].copy_from_slice(left);
    pair[32..].copy_from_slice(right);
    *blake3::keyed_hash(NODE_KEY, &pair).as_bytes()
}
