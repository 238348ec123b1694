//! Flipped bits, lost ends, missing files: found and named, never served.

use crate::support::{all, closed_store, commit, commits, copy_dir};
use event_log::{LogError, LogStore, Options, Problem, Record, SledLog};
use proptest::prelude::*;
use std::path::Path;
use tempfile::TempDir;

fn copy_of(dir: &TempDir) -> TempDir {
    let copy = TempDir::new().unwrap();
    copy_dir(dir.path(), copy.path());
    copy
}

/// Changes the stored frames behind the log's back.
fn with_frames(dir: &Path, change: impl FnOnce(&sled::Tree)) {
    let db = sled::Config::new().path(dir.join("sled")).flush_every_ms(None).open().unwrap();
    let frames = db.open_tree("frames").unwrap();
    change(&frames);
    db.flush().unwrap();
}

fn damage_found(dir: &Path) -> event_log::VerifyError {
    match SledLog::open(dir).err().expect("damage was not found") {
        LogError::Damaged(error) => error,
        other => panic!("{other}"),
    }
}

#[test]
fn a_bit_flipped_in_a_stored_value_is_named_and_never_served() {
    let store = closed_store(&commits(40));
    let whole = all(&SledLog::open(store.path()).unwrap());
    let frames = 40;
    for n in 0..frames {
        let dir = copy_of(&store);
        let mut first = 0;
        with_frames(dir.path(), |tree| {
            let (key, value) = tree.iter().nth(n).unwrap().unwrap();
            first = u64::from_be_bytes(key[..8].try_into().unwrap());
            let mut value = value.to_vec();
            let at = n * 37 % value.len();
            value[at] ^= 1 << (n % 8);
            tree.insert(&key, value).unwrap();
        });
        let error = damage_found(dir.path());
        assert_eq!((error.position, error.trusted), (first, first - 1), "{error}");
        assert!(error.to_string().contains(&format!("position {first}")));
    }
    assert_eq!(whole.len() as u64, SledLog::open(store.path()).unwrap().head().size);
}

#[test]
fn frames_that_are_missing_or_exchanged_are_named() {
    let store = closed_store(&commits(20));
    let missing = copy_of(&store);
    let mut gone = 0;
    with_frames(missing.path(), |tree| {
        let (key, _) = tree.iter().nth(9).unwrap().unwrap();
        gone = u64::from_be_bytes(key[..8].try_into().unwrap());
        tree.remove(&key).unwrap();
    });
    let error = damage_found(missing.path());
    assert_eq!((error.position, error.trusted), (gone, gone - 1));
    assert!(matches!(error.problem, Problem::Position { expected, .. } if expected == gone));

    let exchanged = copy_of(&store);
    with_frames(exchanged.path(), |tree| {
        let pair: Vec<_> = tree.iter().skip(4).take(2).map(Result::unwrap).collect();
        tree.insert(&pair[0].0, &pair[1].1).unwrap();
    });
    assert!(matches!(damage_found(exchanged.path()).problem, Problem::Frame(_)));
}

#[test]
fn damage_after_opening_is_found_by_reading_and_by_verify() {
    let store = closed_store(&commits(20));
    let log = SledLog::open(store.path()).unwrap();
    let tree = log.frames_for_tests();
    let (key, value) = tree.iter().nth(6).unwrap().unwrap();
    let first = u64::from_be_bytes(key[..8].try_into().unwrap());
    let mut bad = value.to_vec();
    *bad.last_mut().unwrap() ^= 1;
    tree.insert(&key, bad).unwrap();

    let read: Vec<_> = log.read(1).collect();
    assert_eq!(read.len() as u64, first);
    assert_eq!(read.last().unwrap().as_ref().unwrap_err().position, first);
    assert_eq!(log.get(first).unwrap_err().position, first);
    let error = log.verify().unwrap_err();
    assert_eq!((error.position, error.trusted), (first, first - 1));
}

#[test]
fn a_record_exchanged_for_another_sound_one_is_found_by_verify() {
    let store = closed_store(&commits(20));
    let log = SledLog::open(store.path()).unwrap();
    let tree = log.frames_for_tests();
    // Once inside a stream, where the next record points back, and once at the end of one.
    for n in [3, 19] {
        let (key, value) = tree.iter().nth(n).unwrap().unwrap();
        let first = u64::from_be_bytes(key[..8].try_into().unwrap());
        let mut frame = Vec::new();
        for position in first..first + u64::from(value[4]) {
            let mut record = log.get(position).unwrap().unwrap();
            record.payload.fill(77);
            frame.extend(record.to_bytes());
        }
        let mut forged = value[..8].to_vec();
        let crc = crc32c::crc32c(&[&key[..], &forged, &frame].concat());
        forged.extend(crc.to_le_bytes());
        forged.extend(frame);
        tree.insert(&key, forged).unwrap();

        let error = log.verify().unwrap_err();
        assert_eq!((error.position, error.trusted), (first, first - 1), "{error}");
        tree.insert(&key, value).unwrap();
        log.verify().unwrap();
    }
}

#[test]
fn verify_names_what_the_kept_head_misses_or_why_it_cannot_be_read() {
    let store = closed_store(&commits(5));
    let longer = closed_store(&commits(6));
    let log = SledLog::open(store.path()).unwrap();
    let size = log.head().size;
    std::fs::copy(longer.path().join("head"), store.path().join("head")).unwrap();
    let error = log.verify().unwrap_err();
    assert_eq!((error.position, error.trusted), (size + 1, size));
    assert!(matches!(error.problem, Problem::Missing { .. }));

    std::fs::write(store.path().join("head"), b"nothing").unwrap();
    let error = log.verify().unwrap_err();
    assert_eq!(error.trusted, 0);
    assert!(matches!(error.problem, Problem::KeptHead(_)));
}

#[test]
fn a_log_whose_end_is_cut_off_at_a_commit_is_refused_with_what_is_missing() {
    let store = closed_store(&commits(20));
    let head = SledLog::open(store.path()).unwrap().head();
    let mut kept = 0;
    with_frames(store.path(), |tree| {
        for _ in 0..3 {
            let (key, _) = tree.pop_max().unwrap().unwrap();
            kept = u64::from_be_bytes(key[..8].try_into().unwrap()) - 1;
        }
    });
    let error = SledLog::open(store.path()).err().unwrap();
    let text = error.to_string();
    let LogError::Truncated { expected, found } = error else { panic!("{text}") };
    assert_eq!((expected, found.size), (head, kept));
    assert!(text.contains(&format!("records {} to {} are missing", kept + 1, head.size)), "{text}");

    // A person may decide to go on with what is there.
    let accept = Options { accept_head: true, ..Options::default() };
    let log = SledLog::open_with(store.path(), accept).unwrap();
    assert_eq!(log.head(), found);
    log.append(&[commit(500, 1)], found.size).unwrap();
    drop(log);
    SledLog::open(store.path()).unwrap().verify().unwrap();
}

#[test]
fn a_log_that_was_rewritten_consistently_is_told_by_its_head() {
    let store = closed_store(&commits(10));
    let other = closed_store(&(11..=20).map(|c| commit(c, 3)).collect::<Vec<_>>());
    std::fs::remove_dir_all(store.path().join("sled")).unwrap();
    copy_dir(&other.path().join("sled"), &store.path().join("sled"));
    let error = damage_found(store.path());
    assert_eq!((error.position, error.trusted), (1, 0));
    assert!(matches!(error.problem, Problem::Head { .. }));
}

#[test]
fn a_damaged_head_file_is_harmless_or_named() {
    let store = closed_store(&commits(10));
    let head = SledLog::open(store.path()).unwrap().head();
    let file = |dir: &TempDir| dir.path().join("head");
    for at in [0, 7, 8, 20, 50, 4_096, 4_104, 4_140] {
        let dir = copy_of(&store);
        let mut bytes = std::fs::read(file(&dir)).unwrap();
        bytes[at] ^= 4;
        std::fs::write(file(&dir), bytes).unwrap();
        assert_eq!(SledLog::open(dir.path()).unwrap().head(), head);
    }
    for change in [&b""[..], b"LOGHEAD nonsense", &[0; 9_000]] {
        let dir = copy_of(&store);
        std::fs::write(file(&dir), change).unwrap();
        let error = SledLog::open(dir.path()).err().unwrap();
        assert!(matches!(error, LogError::KeptHead { .. }), "{error}");
    }
    let dir = copy_of(&store);
    std::fs::remove_file(file(&dir)).unwrap();
    assert!(matches!(SledLog::open(dir.path()).err().unwrap(), LogError::KeptHead { .. }));
    let accept = Options { accept_head: true, ..Options::default() };
    assert_eq!(SledLog::open_with(dir.path(), accept).unwrap().head(), head);
}

/// Opens a damaged copy: it holds everything that was acknowledged, or it says what is wrong.
fn is_harmless(dir: &TempDir, whole: &[Record], what: &str) -> bool {
    match SledLog::open(dir.path()) {
        Ok(log) => {
            assert_eq!(all(&log), whole, "{what}");
            log.verify().unwrap();
            true
        }
        Err(error) => {
            assert!(!matches!(error, LogError::Locked { .. } | LogError::Io { .. }), "{error}");
            false
        }
    }
}

#[test]
fn a_bit_flipped_in_sleds_own_files_is_harmless_or_found() {
    let store = closed_store(&commits(120));
    let whole = all(&SledLog::open(store.path()).unwrap());
    let mut outcomes = [0, 0];
    for file in files(&store.path().join("sled")) {
        let len = std::fs::metadata(store.path().join("sled").join(&file)).unwrap().len();
        for n in 0..40_u64 {
            let dir = copy_of(&store);
            let path = dir.path().join("sled").join(&file);
            let mut bytes = std::fs::read(&path).unwrap();
            // Most of the file is unused: aim at its beginning, where everything was written.
            let at = (n * 2_654_435_761 % len.min(90_000)) as usize;
            bytes[at] ^= 1 << (n % 8);
            std::fs::write(&path, bytes).unwrap();
            let harmless = is_harmless(&dir, &whole, &format!("{file} byte {at}"));
            outcomes[usize::from(harmless)] += 1;
        }
    }
    assert!(outcomes.iter().all(|count| *count > 0), "found, harmless: {outcomes:?}");
}

#[test]
fn a_shortened_file_of_sled_is_harmless_or_found() {
    let store = closed_store(&commits(120));
    let whole = all(&SledLog::open(store.path()).unwrap());
    let mut outcomes = [0, 0];
    for n in 0..40_u64 {
        let dir = copy_of(&store);
        let file =
            std::fs::OpenOptions::new().write(true).open(dir.path().join("sled/db")).unwrap();
        let len = n * 2_654_435_761 % file.metadata().unwrap().len();
        file.set_len(if n % 2 == 0 { len } else { len % 90_000 }).unwrap();
        let harmless = is_harmless(&dir, &whole, &format!("cut to {len} bytes"));
        outcomes[usize::from(harmless)] += 1;
    }
    assert!(outcomes.iter().all(|count| *count > 0), "found, harmless: {outcomes:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_stored_bytes_are_refused_without_a_panic(
        key in prop::collection::vec(any::<u8>(), 0..13),
        value in prop::collection::vec(any::<u8>(), 0..300),
        sound in any::<bool>(),
    ) {
        let dir = TempDir::new().unwrap();
        SledLog::open(dir.path()).unwrap().close().unwrap();
        let (mut key, mut value) = (key, value);
        if sound && value.len() > 12 {
            // A frame with a right checksum around nonsense.
            key.resize(10, 0);
            key[8..].fill(0);
            value[..8].copy_from_slice(&[1, 0, 1, 0, 3, 0, 0, 0]);
            let crc = crc32c::crc32c_append(crc32c::crc32c(&key), &value[..8]);
            let crc = crc32c::crc32c_append(crc, &value[12..]);
            value[8..12].copy_from_slice(&crc.to_le_bytes());
        }
        with_frames(dir.path(), |tree| drop(tree.insert(key, value).unwrap()));
        let error = damage_found(dir.path());
        prop_assert_eq!((error.position, error.trusted), (1, 0));
    }
}

fn files(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    files.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

#[test]
fn unfinished_and_damaged_snapshots_of_sled_do_not_keep_a_store_shut() {
    let store = closed_store(&commits(30));
    let head = SledLog::open(store.path()).unwrap().head();
    let sled_dir = store.path().join("sled");
    std::fs::write(sled_dir.join("snap.00000000FFFFFFFF.generating"), b"half").unwrap();
    let snapshots: Vec<_> =
        files(&sled_dir).into_iter().filter(|f| f.starts_with("snap.")).collect();
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
    drop(log);
    assert!(files(&sled_dir).iter().any(|name| name.starts_with("aside-snap.")));
}
