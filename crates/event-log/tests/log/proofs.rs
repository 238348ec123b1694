//! What somebody without the log can be shown, and what they notice.

use crate::support::{Kind, all, commit, id, new_log, record};
use event_log::{
    Anchor, Commit, Head, HistoryProof, LogStore, ProofError, StreamId, anchor_at, prove_history,
    prove_inclusion, verify_inclusion,
};
use tempfile::TempDir;

/// Whose history is proven.
const WHO: u64 = 77;

/// A log in which one id has two streams, of three and two records, among those of others.
fn log_of_many() -> (TempDir, Box<dyn LogStore>) {
    let (dir, log) = new_log(Kind::Sled);
    for command in 1..=30 {
        let mut commit: Commit = commit(command, 1 + command % 4);
        for (at, kind) in [(4, 9), (5, 4), (11, 4), (17, 9), (23, 4)] {
            if at == command {
                let mut own = record(command, WHO, b"about one person");
                own.stream = StreamId { kind, id: id(WHO) };
                commit.records.push(own);
            }
        }
        log.append(&[commit], log.head().size).unwrap();
    }
    (dir, log)
}

fn proven(log: &dyn LogStore) -> HistoryProof {
    prove_history(log, id(WHO), log.head().size, &|_| ()).unwrap().unwrap()
}

/// The root of the roll and its one entry, as somebody would forge them who holds a log.
fn forged_roll(proof: &HistoryProof) -> ([u8; 32], [u8; 32]) {
    let mut entry = id(WHO).to_vec();
    for stream in &proof.streams {
        // Kind, version and position as they lie in the newest record.
        let newest = &stream.last().unwrap().bytes;
        entry.extend(&newest[56..58]);
        entry.extend(&newest[24..32]);
        entry.extend(&newest[16..24]);
        entry.extend(blake3::hash(newest).as_bytes());
    }
    let entry = *blake3::keyed_hash(b"event-log roll entry    format 1", &entry).as_bytes();
    let Head { size, root } = proof.anchor.head;
    let all = [&size.to_le_bytes()[..], &root, &1u64.to_le_bytes(), &entry].concat();
    (*blake3::keyed_hash(b"event-log roll root     format 1", &all).as_bytes(), entry)
}

#[test]
fn every_record_is_shown_to_be_where_it_is_at_every_head_and_nowhere_else() {
    let (_dir, log) = log_of_many();
    let records = all(&*log);
    for size in 1..=log.head().size {
        let head = anchor_at(&*log, size, &|_| ()).unwrap().unwrap().head;
        let positions = (0..=size + 3).collect();
        let proofs = prove_inclusion(&*log, &positions, size).unwrap();
        assert_eq!(proofs.len() as u64, size);
        for (position, proof) in &proofs {
            let hash = records[*position as usize - 1].hash();
            assert!(proof.hashes() <= 2 * size.ilog2() as usize);
            assert!(verify_inclusion(&head, *position, hash, proof), "{position} of {size}");
            assert!(!verify_inclusion(&head, position + 1, hash, proof));
            assert!(!verify_inclusion(&head, 0, hash, proof));
            assert!(!verify_inclusion(&log.head(), *position, [7; 32], proof));
            let other = Head { size: head.size + 1, ..head };
            assert!(!verify_inclusion(&other, *position, hash, proof));
            let mut short = proof.clone();
            if short.path.pop().is_some() {
                assert!(!verify_inclusion(&head, *position, hash, &short));
            }
        }
    }
}

#[test]
fn a_log_as_large_as_may_be_needs_no_more_than_64_hashes() {
    // Below 2^32 records the tree over the oldest leaf is at most 31 high, beside 31 other peaks.
    let largest = u64::from(u32::MAX);
    assert_eq!(largest.ilog2() + largest.count_ones() - 1, 62);
}

#[test]
fn a_whole_history_is_accepted_at_every_head_it_is_made_for() {
    let (_dir, log) = log_of_many();
    let (head, whole) = (log.head(), proven(&*log));
    let roll = log.verify().unwrap().roll;
    assert_eq!(whole.anchor, Anchor { head, roll });
    let checked = whole.check(&head, Some(&roll)).unwrap();
    assert_eq!((checked.id, checked.streams, checked.records), (id(WHO), 2, 5));
    let kinds: Vec<u8> = whole.streams.iter().map(|stream| stream[0].bytes[56]).collect();
    assert_eq!(kinds, [4, 9]);

    let mut counts = Vec::new();
    for size in 0..=head.size {
        let anchor = anchor_at(&*log, size, &|_| ()).unwrap().unwrap();
        let Some(part) = prove_history(&*log, id(WHO), size, &|_| ()).unwrap() else { continue };
        counts.push(part.check(&anchor.head, Some(&anchor.roll)).unwrap().records);
    }
    assert_eq!((counts.first(), counts.last()), (Some(&1), Some(&5)));
    assert!(counts.is_sorted());
    assert_eq!(prove_history(&*log, id(WHO), head.size + 1, &|_| ()).unwrap(), None);
    assert_eq!(prove_history(&*log, id(WHO + 1), head.size, &|_| ()).unwrap(), None);
    assert_eq!(anchor_at(&*log, head.size + 1, &|_| ()).unwrap(), None);
}

#[test]
fn whatever_is_left_out_or_in_another_order_is_noticed() {
    let (_dir, log) = log_of_many();
    let (head, whole) = (log.head(), proven(&*log));
    for stream in 0..whole.streams.len() {
        for record in 0..whole.streams[stream].len() {
            let mut less = whole.clone();
            less.streams[stream].remove(record);
            let is_last = record == less.streams[stream].len();
            let error = less.check(&head, None).unwrap_err();
            let expected = match is_last {
                true => ProofError::Roll,
                false => ProofError::Gap { stream: stream + 1, record: record + 1 },
            };
            assert_eq!(error, expected);
        }
        for swapped in 1..whole.streams[stream].len() {
            let mut other = whole.clone();
            other.streams[stream].swap(swapped - 1, swapped);
            assert!(matches!(other.check(&head, None).unwrap_err(), ProofError::Gap { .. }));
        }
        let mut without = whole.clone();
        without.streams.remove(stream);
        assert_eq!(without.check(&head, None).unwrap_err(), ProofError::Roll);
        let mut empty = whole.clone();
        empty.streams[stream].clear();
        assert_eq!(empty.check(&head, None).unwrap_err(), ProofError::Streams);
    }
    let mut exchanged = whole.clone();
    exchanged.streams.swap(0, 1);
    assert_eq!(exchanged.check(&head, None).unwrap_err(), ProofError::Streams);
    let mut mixed = whole.clone();
    let taken = mixed.streams[1].remove(0);
    mixed.streams[0].push(taken);
    assert!(matches!(mixed.check(&head, None).unwrap_err(), ProofError::OtherStream { .. }));
}

#[test]
fn any_byte_that_is_changed_is_noticed() {
    let (_dir, log) = log_of_many();
    let (head, whole) = (log.head(), proven(&*log));
    let refused = |changed: &HistoryProof| changed.check(&head, None).is_err();
    for stream in 0..whole.streams.len() {
        for record in 0..whole.streams[stream].len() {
            for byte in 0..whole.streams[stream][record].bytes.len() {
                let mut changed = whole.clone();
                changed.streams[stream][record].bytes[byte] ^= 1;
                assert!(refused(&changed), "byte {byte} of record {record} of stream {stream}");
            }
            for step in 0..whole.streams[stream][record].path.len() {
                let mut changed = whole.clone();
                changed.streams[stream][record].path[step][step % 32] ^= 4;
                assert!(refused(&changed));
            }
            let mut longer = whole.clone();
            longer.streams[stream][record].bytes.push(0);
            assert!(refused(&longer));
        }
    }
    for peak in 0..whole.peaks.len() {
        let mut changed = whole.clone();
        changed.peaks[peak][0] ^= 1;
        assert_eq!(changed.check(&head, None).unwrap_err(), ProofError::Peaks);
    }
    type Change = fn(&mut HistoryProof);
    let changes: [Change; 5] = [
        |proof| proof.roll.place += 1,
        |proof| proof.roll.size += 1,
        |proof| proof.roll.peaks[0][1] ^= 1,
        |proof| proof.roll.path.push([0; 32]),
        |proof| proof.anchor.roll[3] ^= 1,
    ];
    for change in changes {
        let mut changed = whole.clone();
        change(&mut changed);
        assert_eq!(changed.check(&head, None).unwrap_err(), ProofError::Roll);
    }
}

#[test]
fn a_proof_for_another_head_is_refused_also_when_it_is_relabelled() {
    let (_dir, log) = log_of_many();
    let (head, mut whole) = (log.head(), proven(&*log));
    let earlier = anchor_at(&*log, head.size - 1, &|_| ()).unwrap().unwrap().head;
    assert!(matches!(whole.check(&earlier, None).unwrap_err(), ProofError::OtherHead { .. }));
    whole.anchor.head = earlier;
    assert_eq!(whole.check(&earlier, None).unwrap_err(), ProofError::Peaks);
}

#[test]
fn an_end_that_is_cut_off_with_a_forged_roll_is_noticed_only_by_the_roll_itself() {
    let (_dir, log) = log_of_many();
    let (head, whole) = (log.head(), proven(&*log));
    let mut forged = whole.clone();
    forged.streams[0].pop();
    let (root, entry) = forged_roll(&forged);
    forged.anchor.roll = root;
    (forged.roll.place, forged.roll.size) = (1, 1);
    (forged.roll.path, forged.roll.peaks) = (vec![], vec![entry]);
    assert_eq!(forged.check(&head, None).unwrap().records, 4);
    let roll = whole.anchor.roll;
    assert_eq!(forged.check(&head, Some(&roll)).unwrap_err(), ProofError::OtherRoll);
}
