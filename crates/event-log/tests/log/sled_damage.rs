//! Damage inside sled's trees and files, where sled itself finds nothing wrong.

use crate::support::{Kind, all, closed_store, commits, copy_of, options};
use event_log::LogStore;
use event_log::{LogError, Options, Problem, SledLog, Step, VerifyError};
use proptest::prelude::*;
use sled::Tree;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// Changes the stored trees `seg` and `tail` behind the log's back.
fn with_trees(dir: &Path, change: impl FnOnce(&Tree, &Tree)) {
    let config = sled::Config::new().path(dir.join("sled")).flush_every_ms(None);
    // A thread of the closed log may hold sled's file a moment longer.
    let opened = std::iter::repeat_with(|| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        config.open()
    });
    let db = opened.take(400).find_map(Result::ok).expect("sled's file is free");
    change(&db.open_tree("seg").unwrap(), &db.open_tree("tail").unwrap());
    db.flush().unwrap();
}

fn store() -> TempDir {
    closed_store(Kind::Sled, &commits(300))
}

fn first_of(key: &[u8]) -> u64 {
    u64::from_be_bytes(key[..8].try_into().unwrap())
}

/// What is wrong with the store, whoever finds it.
fn damage_found(dir: &Path) -> VerifyError {
    match SledLog::open_with(dir, options()) {
        Err(LogError::Damaged(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(log) => log.verify().expect_err("damage was not found"),
    }
}

#[test]
fn a_bit_flipped_in_a_stored_value_is_named_and_never_served() {
    let store = store();
    let whole = all(&SledLog::open(store.path()).unwrap());
    let mut entries = Vec::new();
    with_trees(store.path(), |seg, tail| {
        assert!(seg.iter().count() > 10 && tail.iter().count() > 3);
        entries = seg.iter().map(|entry| ("seg", entry.unwrap())).collect();
        entries.extend(tail.iter().map(|entry| ("tail", entry.unwrap())));
    });
    for (n, (name, (key, value))) in entries.iter().enumerate() {
        let dir = copy_of(&store);
        with_trees(dir.path(), |seg, tail| {
            let tree = if *name == "seg" { seg } else { tail };
            let mut value = value.to_vec();
            let at = n * 37 % value.len();
            value[at] ^= 1 << (n % 8);
            tree.insert(key, value).unwrap();
        });
        let first = first_of(key);
        let error = damage_found(dir.path());
        assert_eq!((error.position, error.trusted), (first, first - 1), "{error}");
        assert!(error.to_string().contains(&format!("position {first}")));
        // Opening does not read everything; what is damaged is still not served.
        let Ok(log) = SledLog::open_with(dir.path(), options()) else { continue };
        let served: Vec<_> = log.read(1).map_while(Result::ok).collect();
        assert_eq!(served, whole[..first as usize - 1]);
        assert_eq!(log.get(first).unwrap_err().position, first);
    }
}

#[test]
fn frames_that_are_missing_or_exchanged_are_named() {
    let store = store();
    let missing = copy_of(&store);
    let mut gone = 0;
    with_trees(missing.path(), |seg, _| {
        let (key, _) = seg.iter().nth(9).unwrap().unwrap();
        gone = first_of(&key);
        seg.remove(&key).unwrap();
    });
    let error = damage_found(missing.path());
    assert_eq!((error.position, error.trusted), (gone, gone - 1));
    assert!(matches!(error.problem, Problem::Position { expected, .. } if expected == gone));

    let exchanged = copy_of(&store);
    with_trees(exchanged.path(), |seg, _| {
        let pair: Vec<_> = seg.iter().skip(4).take(2).map(Result::unwrap).collect();
        seg.insert(&pair[0].0, &pair[1].1).unwrap();
    });
    assert!(matches!(damage_found(exchanged.path()).problem, Problem::Frame(_)));
}

#[test]
fn a_log_whose_end_is_cut_off_at_a_commit_is_refused_with_what_is_missing() {
    let store = store();
    let head = SledLog::open(store.path()).unwrap().head();
    let mut kept = 0;
    with_trees(store.path(), |_, tail| {
        for _ in 0..3 {
            kept = first_of(&tail.pop_max().unwrap().unwrap().0) - 1;
        }
    });
    let error = SledLog::open(store.path()).err().unwrap();
    let LogError::Truncated { expected, found } = error else { panic!("{error}") };
    assert_eq!((expected, found.size), (head, kept));
}

#[test]
fn damage_after_opening_is_found_by_reading_and_by_verify() {
    let store = store();
    let log = SledLog::open(store.path()).unwrap();
    let (seg, _) = log.trees_for_tests();
    let (key, value) = seg.iter().nth(6).unwrap().unwrap();
    let first = first_of(&key);
    let mut bad = value.to_vec();
    *bad.last_mut().unwrap() ^= 1;
    seg.insert(&key, bad).unwrap();

    let read: Vec<_> = log.read(1).collect();
    assert_eq!(read.len() as u64, first);
    assert_eq!(read.last().unwrap().as_ref().unwrap_err().position, first);
    assert_eq!(log.get(first).unwrap_err().position, first);
    let error = log.verify().unwrap_err();
    assert_eq!((error.position, error.trusted), (first, first - 1));
}

#[test]
fn a_record_exchanged_for_another_sound_one_is_found_by_verify() {
    let store = store();
    let log = SledLog::open(store.path()).unwrap();
    let (_, tail) = log.trees_for_tests();
    // Once inside a stream, where the next record points back, and once at the end of one.
    let (next_to_last, last) = (tail.len() - 8, tail.len() - 1);
    for n in [next_to_last, last] {
        let (key, value) = tail.iter().nth(n).unwrap().unwrap();
        let first = first_of(&key);
        let mut frame = Vec::new();
        for position in first..first + u64::from(value[4]) {
            let mut record = log.get(position).unwrap().unwrap();
            record.payload.fill(77);
            frame.extend(record.to_bytes());
        }
        let mut forged = value[..12].to_vec();
        let crc = crc32c::crc32c(&[&key[..], &forged, &frame].concat());
        forged.extend(crc.to_le_bytes());
        forged.extend(frame);
        tail.insert(&key, forged).unwrap();

        let error = log.verify().unwrap_err();
        assert_eq!((error.position, error.trusted), (first, first - 1), "{error}");
        tail.insert(&key, value).unwrap();
        log.verify().unwrap();
    }
}

#[test]
fn frames_that_were_packed_and_not_yet_removed_do_no_harm() {
    let store = store();
    let whole = all(&SledLog::open(store.path()).unwrap());
    // As after a crash between the two changes: the tail still holds what was packed.
    let smaller = closed_store(Kind::Sled, &commits(60));
    let mut stale = Vec::new();
    with_trees(smaller.path(), |_, tail| {
        stale = tail.iter().map(Result::unwrap).collect();
    });
    assert!(!stale.is_empty());
    with_trees(store.path(), |_, tail| {
        for (key, value) in stale {
            tail.insert(key, value).unwrap();
        }
    });
    let log = SledLog::open(store.path()).unwrap();
    assert_eq!(all(&log), whole);
    log.verify().unwrap();
    let size = log.head().size;
    log.append(&[crate::support::commit(900, 1_000)], size).unwrap();
    log.verify().unwrap();
    let (_, tail) = log.trees_for_tests();
    assert!(tail.is_empty(), "what is packed is removed");
}

#[test]
fn a_store_of_the_first_format_is_refused_with_the_way_out() {
    let dir = TempDir::new().unwrap();
    drop(SledLog::open(dir.path()).unwrap());
    let db = sled::Config::new().path(dir.path().join("sled")).open().unwrap();
    db.open_tree("frames").unwrap().insert(b"key", b"value").unwrap();
    drop(db);
    let error = SledLog::open(dir.path()).err().unwrap();
    assert!(matches!(error, LogError::OldFormat { format: 1, .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("koc export") && text.contains("koc import"), "{text}");
}

#[test]
fn a_store_with_a_blob_file_is_refused() {
    let dir = TempDir::new().unwrap();
    let log = SledLog::open(dir.path()).unwrap();
    assert_eq!(log.blob_files().unwrap(), 0);
    drop(log);
    std::fs::write(dir.path().join("sled/blobs/123"), b"large").unwrap();
    let error = SledLog::open(dir.path()).err().unwrap();
    assert!(error.to_string().contains("blobs/ holds 1 files"), "{error}");
}

#[test]
fn unfinished_and_damaged_snapshots_of_sled_do_not_keep_a_store_shut() {
    let store = store();
    let head = SledLog::open(store.path()).unwrap().head();
    let sled_dir = store.path().join("sled");
    let names = || -> Vec<String> {
        let entries = std::fs::read_dir(&sled_dir).unwrap().map(Result::unwrap);
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
    };
    std::fs::write(sled_dir.join("snap.00000000FFFFFFFF.generating"), b"half").unwrap();
    let snapshots: Vec<_> = names().into_iter().filter(|f| f.starts_with("snap.")).collect();
    assert!(snapshots.len() > 1, "sled wrote no snapshot: {snapshots:?}");
    for name in snapshots.iter().filter(|name| !name.ends_with(".generating")) {
        let path = sled_dir.join(name);
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }
    let log = SledLog::open(store.path()).unwrap();
    assert_eq!(log.head(), head);
    log.verify().unwrap();
    drop(log);
    assert!(names().iter().any(|name| name.starts_with("aside-snap.")));
}

/// The newest snapshot of sled, if it has written any.
fn snapshot(dir: &Path) -> Option<String> {
    let entries = std::fs::read_dir(dir.join("sled")).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("snap.")).max()
}

#[test]
fn after_many_appends_closing_leaves_a_snapshot_so_that_opening_has_nothing_to_read() {
    for (snapshot_after_bytes, is_left) in [(10_000, true), (u64::MAX, false)] {
        let options = Options { snapshot_after_bytes, ..options() };
        let dir = TempDir::new().unwrap();
        let log = SledLog::open_with(dir.path(), options.clone()).unwrap();
        for commit in &commits(100) {
            log.append(std::slice::from_ref(commit), log.head().size).unwrap();
        }
        let head = log.head();
        log.close().unwrap();
        let left = snapshot(dir.path());
        assert_eq!(left.is_some(), is_left);
        let log = SledLog::open_with(dir.path(), options).unwrap();
        assert_eq!(log.head(), head);
        log.verify().unwrap();
        drop(log);
        assert_eq!(snapshot(dir.path()) == left, is_left);
    }
}

#[test]
fn a_log_that_was_stopped_by_a_failure_is_not_touched_when_it_is_closed() {
    let armed = Arc::new(AtomicBool::new(false));
    let failing = armed.clone();
    let fault = move |step| match step {
        Step::Sync if failing.load(Ordering::SeqCst) => Err(std::io::Error::other("gone")),
        _ => Ok(()),
    };
    let fault: Option<Arc<dyn Fn(Step) -> std::io::Result<()> + Send + Sync>> =
        Some(Arc::new(fault));
    let options = Options { snapshot_after_bytes: 1, fault, ..options() };
    let dir = TempDir::new().unwrap();
    let log = SledLog::open_with(dir.path(), options).unwrap();
    let before = snapshot(dir.path());
    log.append(&commits(1), 0).unwrap();
    armed.store(true, Ordering::SeqCst);
    log.append(&[crate::support::commit(2, 1)], log.head().size).unwrap_err();
    log.close().unwrap();
    assert_eq!(snapshot(dir.path()), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_stored_bytes_are_refused_without_a_panic(
        key in prop::collection::vec(any::<u8>(), 0..13),
        value in prop::collection::vec(any::<u8>(), 0..300),
        sound in any::<bool>(),
        sealed in any::<bool>(),
        codec in 0_u8..2,
    ) {
        let dir = TempDir::new().unwrap();
        drop(SledLog::open(dir.path()).unwrap());
        let (mut key, mut value) = (key, value);
        if sound && value.len() > 16 {
            // A frame with a right checksum around nonsense.
            key.resize(10, 0);
            key[8..].fill(0);
            value[..8].copy_from_slice(&[2, codec, 1, 0, 3, 0, 0, 0]);
            value[10..12].fill(0);
            let crc = crc32c::crc32c_append(crc32c::crc32c(&key), &value[..12]);
            let crc = crc32c::crc32c_append(crc, &value[16..]);
            value[12..16].copy_from_slice(&crc.to_le_bytes());
        }
        with_trees(dir.path(), |seg, tail| {
            let tree = if sealed { seg } else { tail };
            drop(tree.insert(key, value).unwrap());
        });
        // Position 0 holds no record: what lies there is never looked at.
        match SledLog::open(dir.path()) {
            Err(LogError::Damaged(error)) => prop_assert_eq!((error.position, error.trusted), (1, 0)),
            Err(other) => panic!("{other}"),
            Ok(log) => prop_assert_eq!(log.head().size, 0),
        }
    }
}
