//! Proofs that a leaf is in a Merkle range, without the other leaves.

use crate::LogStore;
use crate::error::ReadError;
use crate::head::Head;
use crate::merkle::{MerkleRange, node};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// Shows that one leaf lies where it is said to lie in a range of a known size and root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    /// The hash beside the leaf, then the one beside the node above it, up to the leaf's peak.
    pub path: Vec<[u8; 32]>,
    /// All peaks of the range, largest tree first.
    pub peaks: Vec<[u8; 32]>,
}

impl InclusionProof {
    /// How many hashes it takes: the path, and the peaks but the leaf's own, which the path gives.
    /// A log holds fewer than 2^32 records, so there are at most 62.
    pub fn hashes(&self) -> usize {
        self.path.len() + self.peaks.len().saturating_sub(1)
    }
}

/// For each of the `positions` that is among the first `size` records, in their order, the proof
/// that its record stands there. Reads the first `size` records once; keeps one path for each.
///
/// # Errors
/// [`ReadError`] at the first record whose stored bytes are damaged.
pub fn prove_inclusion(
    log: &dyn LogStore,
    positions: &BTreeSet<u64>,
    size: u64,
) -> Result<Vec<(u64, InclusionProof)>, ReadError> {
    let mut records = Watched::default();
    log.scan(1..size.saturating_add(1), &mut |record| {
        records.push(record.hash(), positions.contains(&record.envelope.position));
        ControlFlow::Continue(())
    })?;
    let (range, paths) = records.finish();
    let held = positions.range(1..=range.size()).copied();
    let proof = |path| InclusionProof { path, peaks: range.peaks().to_vec() };
    Ok(held.zip(paths.into_iter().map(proof)).collect())
}

/// Whether a record with this hash stands at `position` in the log of which `head` is the head.
pub fn verify_inclusion(
    head: &Head,
    position: u64,
    record_hash: [u8; 32],
    proof: &InclusionProof,
) -> bool {
    let range = MerkleRange::from_parts(head.size, proof.peaks.clone());
    range.is_some_and(|range| {
        range.root() == head.root && leads_to_peak(&range, position, record_hash, &proof.path)
    })
}

/// Whether `path` leads from the leaf at `position`, from 1, to the peak over it.
pub(crate) fn leads_to_peak(
    range: &MerkleRange,
    position: u64,
    leaf: [u8; 32],
    path: &[[u8; 32]],
) -> bool {
    let Some((peak, height)) = peak_over(range.size(), position) else { return false };
    if path.len() != height as usize {
        return false;
    }
    let (mut hash, mut index) = (leaf, position - 1);
    for beside in path {
        hash = if index & 1 == 1 { node(beside, &hash) } else { node(&hash, beside) };
        index >>= 1;
    }
    range.peaks()[peak] == hash
}

/// Which peak stands over the leaf at `position`, and how high: peaks begin at multiples of their
/// own width, so a leaf's number tells left from right at every height below.
fn peak_over(size: u64, position: u64) -> Option<(usize, u32)> {
    if position == 0 || position > size {
        return None;
    }
    let mut begin = 0;
    let heights = (0..u64::BITS).rev().filter(|height| size >> height & 1 == 1);
    for (peak, height) in heights.enumerate() {
        begin += 1 << height;
        if position <= begin {
            return Some((peak, height));
        }
    }
    None
}

/// A range that keeps the paths of some of its leaves: for each, one hash for every doubling.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    pub(crate) range: MerkleRange,
    paths: BTreeMap<u64, Vec<[u8; 32]>>,
}

impl Watched {
    pub(crate) fn push(&mut self, leaf: [u8; 32], is_watched: bool) {
        if is_watched {
            self.paths.insert(self.range.size(), Vec::new());
        }
        let Watched { range, paths } = self;
        range.push_noting(leaf, &mut |merge| {
            let (begin, end) = (merge.middle - merge.width, merge.middle + merge.width);
            for (_, path) in paths.range_mut(begin..merge.middle) {
                path.push(merge.right);
            }
            for (_, path) in paths.range_mut(merge.middle..end) {
                path.push(merge.left);
            }
        });
    }

    /// The range, and the paths of the watched leaves in their order.
    pub(crate) fn finish(self) -> (MerkleRange, Vec<Vec<[u8; 32]>>) {
        (self.range, self.paths.into_values().collect())
    }
}
