//! A backup is checked when it is made and when it is restored, and never passes for more than it
//! is.

use crate::support::{
    KINDS, Kind, all, closed_store, commit, commits, copy_of, new_log, options, rounds,
};
use event_log::{BackupError, SledLog, backup, check_backup, restore};
use tempfile::TempDir;

#[test]
fn a_restored_log_is_the_one_that_was_backed_up() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        let saved = TempDir::new().unwrap();
        let mut sizes = vec![0];
        for (from, to) in [(1, 90), (91, 91), (92, 200)] {
            let batch: Vec<_> =
                (from..=to).map(|command| commit(command, 1 + command % 4)).collect();
            log.append(&batch, log.head().size).unwrap();
            let report = backup(&*log, saved.path()).unwrap();
            sizes.push(log.head().size);
            assert_eq!(report.head, log.head());
            assert_eq!(report.added, sizes[sizes.len() - 1] - sizes[sizes.len() - 2]);
            assert_eq!(report.parts, sizes.len() - 1);
        }
        // Nothing new: nothing is added, and nothing that was written is touched.
        let parts = || {
            let entries = std::fs::read_dir(saved.path()).unwrap().map(Result::unwrap);
            let read =
                |entry: std::fs::DirEntry| (entry.path(), std::fs::read(entry.path()).unwrap());
            entries.map(read).collect::<std::collections::BTreeMap<_, _>>()
        };
        let before = parts();
        assert_eq!(backup(&*log, saved.path()).unwrap().added, 0);
        assert_eq!(parts(), before);
        assert_eq!(check_backup(saved.path()).unwrap().head, log.head());

        let place = TempDir::new().unwrap();
        let target = place.path().join("restored");
        assert_eq!(restore(saved.path(), &target, options()).unwrap().head, log.head());
        let restored = SledLog::open(&target).unwrap();
        assert_eq!(all(&restored), all(&*log));
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_backup_of_a_log_that_goes_on_is_consistent_at_one_position() {
    let (_dir, log) = new_log(Kind::Sled);
    let saved = TempDir::new().unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for command in 1..=150 {
                log.append(&[commit(command, 3)], log.head().size).unwrap();
            }
        });
        let mut last = 0;
        while !writer.is_finished() {
            let report = backup(&*log, saved.path()).unwrap();
            assert!(report.head.size >= last && report.head.size.is_multiple_of(3));
            last = report.head.size;
            assert_eq!(check_backup(saved.path()).unwrap().head, report.head);
        }
    });
    assert_eq!(backup(&*log, saved.path()).unwrap().head, log.head());
}

#[test]
fn a_directory_with_anything_in_it_is_not_restored_into() {
    let store = closed_store(Kind::Sled, &commits(5));
    let saved = TempDir::new().unwrap();
    backup(&*Kind::Sled.open(store.path()).unwrap(), saved.path()).unwrap();
    let error = restore(saved.path(), store.path(), options()).unwrap_err();
    assert!(matches!(error, BackupError::NotEmpty { .. }), "{error}");
    let empty = TempDir::new().unwrap();
    restore(saved.path(), empty.path(), options()).unwrap();
}

#[test]
fn a_backup_is_not_continued_with_another_log() {
    let log = closed_store(Kind::Files, &commits(20));
    let other: Vec<_> = (1..=30).map(|command| commit(command + 50, 2)).collect();
    let other = closed_store(Kind::Files, &other);
    let shorter = closed_store(Kind::Files, &commits(10));
    let saved = TempDir::new().unwrap();
    let head = backup(&*Kind::Files.open(log.path()).unwrap(), saved.path()).unwrap().head;
    for wrong in [&other, &shorter] {
        let wrong = Kind::Files.open(wrong.path()).unwrap();
        let error = backup(&*wrong, saved.path()).unwrap_err();
        assert!(matches!(error, BackupError::OtherLog { backup } if backup == head), "{error}");
        assert_eq!(check_backup(saved.path()).unwrap().head, head);
    }
    let elsewhere = TempDir::new().unwrap();
    std::fs::write(elsewhere.path().join("letter"), "dear").unwrap();
    let error = backup(&*Kind::Files.open(log.path()).unwrap(), elsewhere.path()).unwrap_err();
    assert!(matches!(error, BackupError::NotABackup { .. }), "{error}");
}

#[test]
fn a_damaged_backup_is_never_restored() {
    let store = closed_store(Kind::Sled, &commits(60));
    let saved = TempDir::new().unwrap();
    backup(&*Kind::Sled.open(store.path()).unwrap(), saved.path()).unwrap();
    for file in ["parts", "00000000000000000001.records"] {
        let content = std::fs::read(saved.path().join(file)).unwrap();
        for n in 0..rounds(12, 500) as usize {
            let dir = copy_of(&saved);
            let mut bytes = content.clone();
            if n % 3 == 0 {
                bytes.truncate(n * 7_919 % bytes.len());
            } else {
                let at = n * 7_919 % bytes.len();
                bytes[at] ^= 1 << (n % 8);
            }
            std::fs::write(dir.path().join(file), bytes).unwrap();
            check_backup(dir.path()).expect_err("damage was not found");
            let root = TempDir::new().unwrap();
            let target = root.path().join("log");
            restore(dir.path(), &target, options()).expect_err("damage was restored");
            assert_eq!(
                std::fs::read_dir(root.path()).unwrap().count(),
                0,
                "nothing is left behind"
            );
        }
    }
}
