//! Equal records give equal heads, however they came to be there.

use crate::support::{KINDS, Kind, all, closed_store, commits, new_log};
use event_log::{AppendError, Head, MerkleRange, Problem};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_head_is_the_same_whatever_the_batching_and_the_store(
        cuts in prop::collection::vec(1usize..9, 1..20),
    ) {
        let commits = commits(40);
        let (_one_dir, one) = new_log(Kind::Files);
        one.append(&commits, 0).unwrap();
        let (_many_dir, many) = new_log(Kind::Sled);
        let mut rest = commits.as_slice();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (batch, after) = rest.split_at((*cut).min(rest.len()));
            many.append(batch, many.head().size).unwrap();
            rest = after;
        }
        prop_assert_eq!(one.head(), many.head());
        prop_assert_eq!(all(&*one), all(&*many));
    }

    #[test]
    fn the_root_depends_on_every_leaf_and_on_their_number(
        leaves in prop::collection::vec(any::<[u8; 32]>(), 1..70),
        at in any::<prop::sample::Index>(),
        bit in 0usize..256,
    ) {
        let range = |leaves: &[[u8; 32]]| {
            let mut range = MerkleRange::default();
            leaves.iter().for_each(|leaf| range.push(*leaf));
            range
        };
        let root = range(&leaves).root();
        let mut changed = leaves.clone();
        changed[at.index(leaves.len())][bit / 8] ^= 1 << (bit % 8);
        prop_assert_ne!(range(&changed).root(), root);
        prop_assert_ne!(range(&leaves[..leaves.len() - 1]).root(), root);
    }

    #[test]
    fn a_head_is_read_back_as_printed(size in any::<u64>(), root in any::<[u8; 32]>()) {
        let head = Head { size, root };
        prop_assert_eq!(head.to_string().parse::<Head>().unwrap(), head);
    }
}

#[test]
fn the_range_over_three_leaves_is_two_peaks() {
    let node_key = b"event-log merkle node   format 1";
    let root_key = b"event-log merkle root   format 1";
    let leaves = [[1; 32], [2; 32], [3; 32]];
    let mut range = MerkleRange::default();
    leaves.iter().for_each(|leaf| range.push(*leaf));
    let node = blake3::keyed_hash(node_key, &[leaves[0], leaves[1]].concat());
    let root = [&3u64.to_le_bytes()[..], node.as_bytes(), &leaves[2]].concat();
    assert_eq!(range.root(), *blake3::keyed_hash(root_key, &root).as_bytes());
}

#[test]
fn texts_that_are_no_head_are_refused() {
    let good = Head::empty().to_string();
    assert_eq!(good.parse::<Head>().unwrap(), Head::empty());
    for bad in ["", "1", "1:", ":00", &good[..65], "+1:00", "x:00", &good.replace("0:", "0:é")] {
        assert!(bad.parse::<Head>().is_err(), "{bad}");
    }
}

#[test]
fn exported_records_give_the_same_head_in_another_store() {
    for kind in KINDS {
        let dir = closed_store(kind, &commits(50));
        let source = kind.open(dir.path()).unwrap();
        let records = all(&*source);
        let other = if kind == Kind::Sled { Kind::Files } else { Kind::Sled };
        let (_dir, target) = new_log(other);
        let middle = records.iter().position(|r| r.envelope.position == 60).unwrap();
        let middle =
            middle + records[middle..].iter().position(|r| r.envelope.commit_end).unwrap() + 1;
        assert_eq!(target.append_records(&records[..middle], 0).unwrap(), 1..middle as u64 + 1);
        target.append_records(&records[middle..], middle as u64).unwrap();
        assert_eq!(target.head(), source.head());
        assert_eq!(target.verify().unwrap().commits, 50);
    }
}

#[test]
fn exported_records_that_do_not_fit_are_refused_by_position() {
    for kind in KINDS {
        let dir = closed_store(kind, &commits(10));
        let source = kind.open(dir.path()).unwrap();
        let good = all(&*source);
        let refused = |change: &dyn Fn(&mut Vec<event_log::Record>)| {
            let (_dir, target) = new_log(kind);
            let mut records = good.clone();
            change(&mut records);
            let error = target.append_records(&records, 0).unwrap_err();
            assert_eq!(target.head(), Head::empty());
            match error {
                AppendError::Invalid { position, problem } => (position, problem),
                other => panic!("{other}"),
            }
        };
        assert!(matches!(
            refused(&|r| drop(r.remove(3))),
            (5, Problem::Position { expected: 4, .. })
        ));
        assert!(matches!(
            refused(&|r| r[6].envelope.stream_version += 1),
            (7, Problem::StreamVersion { .. })
        ));
        // A changed payload shows at the next record of the same stream, which points to it.
        let stream = good[1].envelope.stream;
        let next = good[2..].iter().find(|r| r.envelope.stream == stream).unwrap();
        assert_eq!(
            refused(&|r| r[1].payload.push(0)),
            (next.envelope.position, Problem::BackLink { previous: 2 })
        );
        let (position, problem) = refused(&|r| r.truncate(4));
        assert_eq!((position, problem), (3, Problem::CommitNotEnded));
        assert!(matches!(
            refused(&|r| r[4].payload = vec![0; 1 << 20]),
            (5, Problem::CommitTooLarge { commit: 3 })
        ));
    }
}
