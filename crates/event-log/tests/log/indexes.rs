//! The index beside the log: derived, saved now and then, made anew whenever it does not fit.

use crate::support::{
    KINDS, all, closed_store, commit, commits, copy_dir, copy_of, id, options, record, stream,
};
use event_log::{AppendError, Commit, LogStore, Options, Problem, Record};

fn answers(log: &dyn LogStore) -> (Vec<Option<event_log::KnownCommand>>, Vec<Vec<Record>>) {
    let commands = (0..=400).map(|command| log.command(&id(command))).collect();
    let streams = (0..6).map(|n| log.read_stream(&stream(n)).map(Result::unwrap).collect());
    (commands, streams.collect())
}

#[test]
fn a_missing_older_or_foreign_index_is_made_anew() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(300));
        let older = closed_store(kind, &commits(120));
        let other: Vec<_> = (1..=300).map(|c| commit(c + 5_000, 1 + c % 4)).collect();
        let other = closed_store(kind, &other);
        let log = kind.open(store.path()).unwrap();
        let (records, head, expected) = (all(&*log), log.head(), answers(&*log));
        drop(log);
        let index = |dir: &tempfile::TempDir| dir.path().join("index");
        for replaced_by in [None, Some(&older), Some(&other)] {
            let dir = copy_of(&store);
            std::fs::remove_dir_all(index(&dir)).unwrap();
            if let Some(from) = replaced_by {
                copy_dir(&index(from), &index(&dir));
            }
            for _ in 0..2 {
                let log = kind.open(dir.path()).unwrap();
                assert_eq!((all(&*log), log.head()), (records.clone(), head));
                assert_eq!(answers(&*log), expected);
                assert_eq!(log.verify().unwrap().commits, 300);
            }
        }
    }
}

#[test]
fn a_clean_opening_does_not_read_the_whole_log() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(300));
        let records = all(&*kind.open(store.path()).unwrap());
        // Make every record but the last few unreadable: an opening that read them would say so.
        match kind {
            crate::support::Kind::Files => {
                let entries = std::fs::read_dir(store.path().join("segments")).unwrap();
                let oldest = entries.map(|entry| entry.unwrap().path()).min().unwrap();
                let mut bytes = std::fs::read(&oldest).unwrap();
                bytes.iter_mut().for_each(|byte| *byte ^= 0xFF);
                std::fs::write(&oldest, bytes).unwrap();
            }
            crate::support::Kind::Sled => {
                let log = event_log::SledLog::open_with(store.path(), options()).unwrap();
                let (seg, _) = log.trees_for_tests();
                for entry in seg.iter().take(seg.len() - 1) {
                    seg.insert(entry.unwrap().0, b"nothing").unwrap();
                }
            }
        }
        let log = kind.open(store.path()).unwrap();
        assert_eq!(log.head().size, records.len() as u64);
        assert_eq!(log.get(1).unwrap_err().position, 1);
        assert_eq!(log.get(records.len() as u64).unwrap().as_ref(), records.last());
        assert_eq!(log.verify().unwrap_err().position, 1);
    }
}

#[test]
fn streams_go_on_after_an_opening_that_read_none_of_them() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(100));
        let twin = closed_store(kind, &commits(100));
        std::fs::remove_dir_all(twin.path().join("index")).unwrap();
        let heads = [&store, &twin].map(|dir| {
            let log = kind.open(dir.path()).unwrap();
            let size = log.head().size;
            log.append(&[commit(101, 9), commit(102, 3)], size).unwrap();
            log.verify().unwrap();
            log.head()
        });
        assert_eq!(heads[0], heads[1]);
    }
}

#[test]
fn a_command_is_recorded_once_whatever_its_age() {
    for kind in KINDS {
        let store = closed_store(kind, &commits(300));
        let log = kind.open(store.path()).unwrap();
        let size = log.head().size;
        for old in [1, 2, 77, 150, 299, 300] {
            let again = Commit { records: vec![record(400, 1, b"")] };
            let again = Commit {
                records: again
                    .records
                    .into_iter()
                    .map(|record| event_log::NewRecord { command_id: id(old), ..record })
                    .collect(),
            };
            let error = log.append(&[again], size).unwrap_err();
            let first = log.command(&id(old)).unwrap().first;
            let found = matches!(
                error,
                AppendError::Invalid { problem: Problem::CommandRepeated { first: f }, .. }
                    if f == first
            );
            assert!(found, "{error}");
        }
    }
}

#[test]
fn commands_without_records_of_their_own_run_are_counted_in_few_bytes() {
    let kind = crate::support::Kind::Files;
    let dir = tempfile::TempDir::new().unwrap();
    let often = Options { index_save_every: 1_000, ..options() };
    let log = event_log::FileLog::open_with(dir.path(), often).unwrap();
    let ids = 20_000;
    let batch: Vec<_> = (1..=ids).map(|command| commit(command, 1)).collect();
    for part in batch.chunks(1_000) {
        log.append(part, log.head().size).unwrap();
    }
    let bytes = log.command_index().resident_bytes;
    assert!(bytes > 0 && bytes <= ids * 64_000_000 / 10_000_000, "{bytes} bytes");
    let runs = std::fs::read_dir(dir.path().join("index")).unwrap();
    let runs = runs.filter(|entry| {
        entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "commands")
    });
    assert!(runs.count() <= 16, "merged runs are removed");
    for command in 1..=ids {
        assert_eq!(log.command(&id(command)).unwrap().first, command);
    }
    let read = log.command_index().pages_read;
    let unknown = 5_000;
    for command in ids + 1..=ids + unknown {
        assert_eq!(log.command(&id(command)), None);
    }
    let read = log.command_index().pages_read - read;
    assert!(read <= unknown / 1_000, "{read} reads of the disk for {unknown} unknown ids");
    drop(log);
    assert_eq!(kind.open(dir.path()).unwrap().command(&id(7)).unwrap().first, 7);
}

#[test]
fn a_replay_on_several_cores_is_in_order_and_ends_at_damage() {
    let kind = crate::support::Kind::Files;
    let store = tempfile::TempDir::new().unwrap();
    let log = kind.open(store.path()).unwrap();
    for part in (1..=9_000).map(|c| commit(c, 1)).collect::<Vec<_>>().chunks(300) {
        log.append(part, log.head().size).unwrap();
    }
    let positions = |log: &dyn LogStore, range: std::ops::Range<u64>, workers: usize| {
        let mut folded = Vec::new();
        let workers = workers.try_into().unwrap();
        let position = |record: &event_log::RawRecord<'_>| Some(record.envelope.position);
        let end =
            event_log::replay(log, range, workers, position, |position| folded.push(position));
        (folded, end)
    };
    for workers in 1..=3 {
        for (from, to) in [(1, 9_001), (1, u64::MAX), (5_000, 5_001), (17, 8_500), (9_001, 9_999)] {
            let expected: Vec<u64> = (from..to.min(9_001)).collect();
            assert_eq!(positions(&*log, from..to, workers), (expected, Ok(())));
        }
    }
    // Damage in the middle of the middle segment.
    let mut segments: Vec<_> = std::fs::read_dir(store.path().join("segments"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    segments.sort();
    let path = &segments[segments.len() / 2];
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
    let (one, error) = positions(&*log, 1..u64::MAX, 1);
    let error = error.unwrap_err();
    assert_eq!(one, (1..error.position).collect::<Vec<_>>());
    for workers in 2..=3 {
        assert_eq!(positions(&*log, 1..u64::MAX, workers), (one.clone(), Err(error.clone())));
    }
}
