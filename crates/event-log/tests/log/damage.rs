//! Flipped bits, lost ends, missing files: found and named, never served.

use crate::support::{
    KINDS, Kind, all, closed_store, commit, commits, copy_of, id, options, rounds, stream,
};
use event_log::{LogError, LogStore, Options, Problem, Record, VerifyError};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a sound store holds.
struct Sound {
    records: Vec<Record>,
    commands: u64,
}

impl Sound {
    fn of(kind: Kind, dir: &Path, commands: u64) -> Self {
        Self { records: all(&*kind.open(dir).unwrap()), commands }
    }

    /// Opens a store that was damaged: it holds everything, or it says that it does not and serves
    /// nothing else. Returns whether it holds everything.
    fn check(&self, kind: Kind, dir: &Path, what: &str) -> bool {
        let log = match kind.open(dir) {
            Ok(log) => log,
            Err(LogError::Locked { .. }) => panic!("{what}: the lock is held"),
            Err(_) => return false,
        };
        let mut served = 0;
        for (record, sound) in log.read(1).zip(&self.records) {
            let Ok(record) = record else { break };
            assert_eq!(record, *sound, "{what}");
            served += 1;
        }
        if served < self.records.len() {
            log.verify().expect_err("reading found damage and verify did not");
            return false;
        }
        assert_eq!(log.head().size, self.records.len() as u64, "{what}");
        self.check_index(&*log, what);
        log.verify().unwrap_or_else(|error| panic!("{what}: {error}"));
        true
    }

    fn check_index(&self, log: &dyn LogStore, what: &str) {
        for command in 1..=self.commands {
            let known = log.command(&id(command)).unwrap_or_else(|| panic!("{what}: {command}"));
            assert_eq!(known.command_hash, id(command + 1_000_000), "{what}");
            let first = &self.records[known.first as usize - 1].envelope;
            assert_eq!(first.command_id, id(command), "{what}");
        }
        assert_eq!(log.command(&id(self.commands + 1)), None, "{what}");
        for number in 0..5 {
            let of = |record: &&Record| record.envelope.stream == stream(number);
            let expected: Vec<_> = self.records.iter().filter(of).cloned().collect();
            let found: Vec<_> = log.read_stream(&stream(number)).map(Result::unwrap).collect();
            assert_eq!(found, expected, "{what}");
        }
    }
}

/// Every file of a store but the ballast, which holds nothing.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.file_name() != "ballast" {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

/// A number that looks random and is the same in every run.
fn scattered(n: u64) -> u64 {
    let mixed = (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 3
}

#[test]
fn a_bit_flipped_in_any_file_is_harmless_or_found() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(140));
        let sound = Sound::of(kind, store.path(), 140);
        let mut outcomes = [0, 0];
        for file in files(store.path()) {
            let name = file.strip_prefix(store.path()).unwrap();
            let content = std::fs::read(&file).unwrap();
            // Where most of a file is unused, aim at its beginning, where everything was written.
            let used = content.iter().rposition(|byte| *byte != 0).unwrap_or(0) as u64 + 1;
            let mut harmless_here = true;
            for n in 0..rounds(8, 500) {
                let dir = copy_of(&store);
                let mut bytes = content.clone();
                let at = (scattered(n) % used) as usize;
                let Some(byte) = bytes.get_mut(at) else { continue };
                *byte ^= 1 << (n % 8);
                std::fs::write(dir.path().join(name), bytes).unwrap();
                let what = format!("{kind:?} {} byte {at}", name.display());
                let harmless = sound.check(kind, dir.path(), &what);
                outcomes[usize::from(harmless)] += 1;
                harmless_here &= harmless;
            }
            let is_derived = name.starts_with("index") || name.starts_with("lock");
            assert!(harmless_here || !is_derived, "{} can be made anew", name.display());
        }
        assert!(outcomes.iter().all(|count| *count > 0), "found, harmless: {outcomes:?}");
    }
}

#[test]
fn a_shortened_file_of_records_is_harmless_or_found() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(140));
        let sound = Sound::of(kind, store.path(), 140);
        let path = kind.record_file(store.path());
        let name = path.strip_prefix(store.path()).unwrap();
        let content = std::fs::read(&path).unwrap();
        let used = content.iter().rposition(|byte| *byte != 0).unwrap_or(0) as u64 + 1;
        let mut outcomes = [0, 0];
        for n in 0..rounds(16, 500) {
            let dir = copy_of(&store);
            let len = if n == 0 { content.len() as u64 } else { scattered(n) % used };
            let file = std::fs::File::options().write(true).open(dir.path().join(name)).unwrap();
            file.set_len(len).unwrap();
            let harmless = sound.check(kind, dir.path(), &format!("{kind:?} cut to {len} bytes"));
            outcomes[usize::from(harmless)] += 1;
        }
        assert!(outcomes.iter().all(|count| *count > 0), "found, harmless: {outcomes:?}");
    }
}

#[test]
fn a_file_of_records_cut_behind_any_batch_says_what_is_missing() {
    let kind = Kind::Files;
    let store = closed_store(kind, &commits(60));
    let head = kind.open(store.path()).unwrap().head();
    let path = kind.record_file(store.path());
    let name = path.strip_prefix(store.path()).unwrap();
    let content = std::fs::read(&path).unwrap();
    // Every frame is a batch here: header of 24 bytes, data as long as it says.
    let (mut at, mut boundaries) = (0, Vec::new());
    while at < content.len() {
        boundaries.push(at);
        at += 24 + u32::from_le_bytes(content[at + 16..at + 20].try_into().unwrap()) as usize;
    }
    assert!(boundaries.len() > 10);
    for boundary in boundaries.into_iter().skip(1) {
        let dir = copy_of(&store);
        let first = u64::from_le_bytes(content[boundary + 8..boundary + 16].try_into().unwrap());
        std::fs::write(dir.path().join(name), &content[..boundary]).unwrap();
        let error = kind.open(dir.path()).err().unwrap();
        let LogError::Truncated { expected, found } = error else { panic!("{error}") };
        assert_eq!((expected, found.size), (head, first - 1));
    }
}

#[test]
fn what_was_half_written_and_never_acknowledged_is_cut_off() {
    let kind = Kind::Files;
    let store = closed_store(kind, &commits(30));
    let sound = Sound::of(kind, store.path(), 30);
    let path = kind.record_file(store.path());
    let len = std::fs::metadata(&path).unwrap().len();
    let log = kind.open(store.path()).unwrap();
    let size = log.head().size;
    log.append(&[commit(31, 4)], size).unwrap();
    drop(log);
    let longer = std::fs::read(&path).unwrap();
    let head = std::fs::read(store.path().join("head")).unwrap();
    let before = closed_store(kind, &commits(30));
    for cut in (len..longer.len() as u64).step_by(rounds(29, 1) as usize) {
        let dir = copy_of(&before);
        std::fs::write(kind.record_file(dir.path()), &longer[..cut as usize]).unwrap();
        assert!(sound.check(kind, dir.path(), &format!("torn after {cut} bytes")));
        // The same bytes are damage once the batch was acknowledged.
        std::fs::write(kind.record_file(dir.path()), &longer[..cut as usize]).unwrap();
        std::fs::write(dir.path().join("head"), &head).unwrap();
        let error = kind.open(dir.path()).err().unwrap();
        let named = matches!(
            &error,
            LogError::Damaged(VerifyError { position, .. }) if *position == size + 1
        ) || matches!(error, LogError::Truncated { .. });
        assert!(named, "{error}");
    }
}

#[test]
fn a_log_whose_end_is_gone_can_be_taken_as_it_is() {
    let store = closed_store(Kind::Files, &commits(20));
    let path = Kind::Files.record_file(store.path());
    std::fs::remove_file(&path).unwrap();
    let error = Kind::Files.open(store.path()).err().unwrap();
    let text = error.to_string();
    let LogError::Truncated { expected, found } = error else { panic!("{text}") };
    let missing = format!("records {} to {} are missing", found.size + 1, expected.size);
    assert!(text.contains(&missing), "{text}");

    // A person may decide to go on with what is there.
    let accept = Options { accept_head: true, ..options() };
    let log = Kind::Files.open_with(store.path(), accept).unwrap();
    assert_eq!(log.head(), found);
    log.append(&[commit(500, 1)], found.size).unwrap();
    drop(log);
    Kind::Files.open(store.path()).unwrap().verify().unwrap();
}

#[test]
fn a_log_that_was_rewritten_consistently_is_told_by_its_head() {
    for (kind, records) in [(Kind::Sled, "sled"), (Kind::Files, "segments")] {
        let store = closed_store(kind, &commits(10));
        let other = closed_store(kind, &(11..=20).map(|c| commit(c, 3)).collect::<Vec<_>>());
        std::fs::remove_dir_all(store.path().join(records)).unwrap();
        crate::support::copy_dir(&other.path().join(records), &store.path().join(records));
        let error = kind.open(store.path()).err().unwrap();
        let LogError::Damaged(error) = error else { panic!("{error}") };
        assert_eq!((error.position, error.trusted), (1, 0));
        assert!(matches!(error.problem, Problem::Head { .. }));
    }
}

#[test]
fn a_damaged_head_file_is_harmless_or_named() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(10));
        let head = kind.open(store.path()).unwrap().head();
        let file = |dir: &TempDir| dir.path().join("head");
        for at in [0, 7, 8, 20, 50, 4_096, 4_104, 4_140] {
            let dir = copy_of(&store);
            let mut bytes = std::fs::read(file(&dir)).unwrap();
            bytes[at] ^= 4;
            std::fs::write(file(&dir), bytes).unwrap();
            assert_eq!(kind.open(dir.path()).unwrap().head(), head);
        }
        for change in [&b""[..], b"LOGHEAD nonsense", &[0; 9_000]] {
            let dir = copy_of(&store);
            std::fs::write(file(&dir), change).unwrap();
            let error = kind.open(dir.path()).err().unwrap();
            assert!(matches!(error, LogError::KeptHead { .. }), "{error}");
        }
        let dir = copy_of(&store);
        std::fs::remove_file(file(&dir)).unwrap();
        assert!(matches!(kind.open(dir.path()).err().unwrap(), LogError::KeptHead { .. }));
        let accept = Options { accept_head: true, ..options() };
        assert_eq!(kind.open_with(dir.path(), accept).unwrap().head(), head);
    }
}

#[test]
fn verify_names_what_the_kept_head_misses_or_why_it_cannot_be_read() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(5));
        let longer = closed_store(kind, &commits(6));
        let log = kind.open(store.path()).unwrap();
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
}
