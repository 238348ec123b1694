//! What is appended is what is read, and what does not fit is refused.

use crate::support::{KINDS, Kind, all, commit, commits, id, new_log, record, stream};
use event_log::{AppendError, Commit, LogError, Problem};

#[test]
fn what_was_appended_is_read_back_also_after_reopening() {
    for kind in KINDS {
        let (dir, log) = new_log(kind);
        let batch = commits(30);
        let first = log.append(&batch[..10], 0).unwrap();
        assert_eq!(first[0], 1..3);
        let second = log.append(&batch[10..], log.head().size).unwrap();
        assert_eq!(second[0].start, first[9].end);

        let given: Vec<_> = batch.iter().flat_map(|commit| &commit.records).collect();
        let before = all(&*log);
        let head = log.head();
        assert_eq!(before.len(), given.len());
        for (position, (record, new)) in (1..).zip(before.iter().zip(given)) {
            assert_eq!(record.envelope.position, position);
            assert_eq!(record.payload, new.payload);
            assert_eq!(record.envelope.stream, new.stream);
            assert_eq!(record.envelope.asserted, new.asserted);
            assert_eq!(record.envelope.occurred_at, new.occurred_at);
            assert_eq!(log.get(position).unwrap().as_ref(), Some(record));
        }
        drop(log);

        let log = kind.open(dir.path()).unwrap();
        assert_eq!(log.head(), head);
        assert_eq!(all(&*log), before);
        let report = log.verify().unwrap();
        assert_eq!((report.head, report.kept, report.commits, report.streams), (head, head, 30, 5));
    }
}

#[test]
fn reading_can_start_and_stop_anywhere() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        log.append(&commits(40), 0).unwrap();
        // Alone in a frame, over several frames, and larger than one piece.
        for (command, len) in (41..).zip([10, 3_000, 5_828, 5_829, 20_000, 0, 12_000, 1]) {
            let large = Commit { records: vec![record(command, command % 3, &vec![9; len])] };
            log.append(&[large], log.head().size).unwrap();
        }
        let records = all(&*log);
        for from in 0..=records.len() as u64 + 2 {
            let rest: Vec<_> = log.read(from).map(Result::unwrap).collect();
            let skipped = (from.max(1) as usize - 1).min(records.len());
            assert_eq!(rest, records[skipped..]);
        }
        assert_eq!(log.get(0).unwrap(), None);
        assert_eq!(log.get(log.head().size + 1).unwrap(), None);
        assert_eq!(log.read(u64::MAX).count(), 0);
    }
}

#[test]
fn a_stream_is_read_alone_with_dense_versions_and_back_links() {
    for kind in KINDS {
        let (dir, log) = new_log(kind);
        for commit in commits(60) {
            log.append(&[commit], log.head().size).unwrap();
        }
        drop(log);
        let log = kind.open(dir.path()).unwrap();
        for number in 0..5 {
            let records: Vec<_> = log.read_stream(&stream(number)).map(Result::unwrap).collect();
            assert!(records.len() > 10);
            assert_eq!(log.stream_version(&stream(number)), records.len() as u64);
            let mut last_hash = [0; 32];
            for (version, record) in (1..).zip(&records) {
                assert_eq!(record.envelope.stream, stream(number));
                assert_eq!(record.envelope.stream_version, version);
                assert_eq!(record.envelope.prev_hash, last_hash);
                last_hash = record.hash();
            }
        }
        assert_eq!(log.read_stream(&stream(77)).count(), 0);
        assert_eq!(log.stream_version(&stream(77)), 0);
    }
}

#[test]
fn a_recorded_command_is_known_for_good() {
    for kind in KINDS {
        let (dir, log) = new_log(kind);
        log.append(&commits(20), 0).unwrap();
        drop(log);
        let log = kind.open(dir.path()).unwrap();
        let known = log.command(&id(2)).unwrap();
        assert_eq!((known.first, known.count, known.command_hash), (3, 3, id(1_000_002)));
        assert_eq!(log.command(&id(21)), None);
    }
}

#[test]
fn a_command_is_recorded_once() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        log.append(&commits(3), 0).unwrap();
        let head = log.head();
        let mut again = commit(2, 1);
        again.records[0].recorded_at = 50;
        let error = log.append(&[commit(4, 1), again], head.size).unwrap_err();
        assert!(
            matches!(
                error,
                AppendError::Invalid { position, problem: Problem::CommandRepeated { first: 3 } }
                    if position == head.size + 2
            ),
            "{error}"
        );
        let error = log.append(&[commit(4, 1), commit(4, 1)], head.size).unwrap_err();
        assert!(matches!(
            error,
            AppendError::Invalid { problem: Problem::CommandRepeated { .. }, .. }
        ));
        assert_eq!(log.head(), head);
    }
}

#[test]
fn an_append_that_did_not_expect_this_head_is_refused() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        log.append(&[commit(1, 2)], 0).unwrap();
        for expected in [0, 1, 3] {
            let error = log.append(&[commit(2, 1)], expected).unwrap_err();
            assert!(
                matches!(error, AppendError::HeadMoved { expected: e, actual: 2 } if e == expected)
            );
        }
        log.append(&[commit(2, 1)], 2).unwrap();
    }
}

#[test]
fn time_of_recording_never_goes_back() {
    for kind in KINDS {
        let (dir, log) = new_log(kind);
        log.append(&[commit(10, 1)], 0).unwrap();
        let back = |error: AppendError, at: u64| match error {
            AppendError::Invalid {
                position,
                problem: Problem::RecordedAtWentBack { last, found },
            } => {
                assert_eq!((position, last, found), (at, 10, 9));
            }
            other => panic!("{other}"),
        };
        back(log.append(&[commit(9, 1)], 1).unwrap_err(), 2);
        // Nor within a batch, nor after a restart.
        let error = log.append(&[Commit { records: vec![record(10, 1, b"")] }], 1).unwrap_err();
        assert!(matches!(error, AppendError::Invalid { .. }), "the command is repeated: {error}");
        drop(log);
        let log = kind.open(dir.path()).unwrap();
        back(log.append(&[commit(9, 1)], 1).unwrap_err(), 2);
        log.append(&[commit(11, 1)], 1).unwrap();
    }
}

#[test]
fn a_commit_has_one_command_and_a_bounded_size() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        let error = log.append(&[commit(1, 1), Commit::default()], 0).unwrap_err();
        assert!(matches!(error, AppendError::EmptyCommit { commit: 1 }));

        let error = log.append(&[commit(1, 1_001)], 0).unwrap_err();
        assert!(matches!(error, AppendError::CommitTooLarge { commit: 0, records: 1_001, .. }));

        let huge = Commit { records: vec![record(1, 1, &vec![7; 1 << 20])] };
        let error = log.append(&[huge], 0).unwrap_err();
        assert!(matches!(error, AppendError::CommitTooLarge { commit: 0, records: 1, .. }));

        let mixed = Commit { records: vec![record(1, 1, b"a"), record(2, 1, b"b")] };
        let error = log.append(&[mixed], 0).unwrap_err();
        assert!(matches!(
            error,
            AppendError::Invalid { position: 2, problem: Problem::CommandChanged { commit: 1 } }
        ));

        let big = |command| Commit { records: vec![record(command, 1, &vec![7; 1_000_000])] };
        let error = log.append(&(1..=17).map(big).collect::<Vec<_>>(), 0).unwrap_err();
        assert!(matches!(error, AppendError::BatchTooLarge { .. }));

        assert_eq!(log.append(&[], 0).unwrap(), []);
        assert_eq!(log.head().size, 0);
        assert_eq!(log.append(&[commit(1, 1_000)], 0).unwrap().first(), Some(&(1..1_001)));
    }
}

#[test]
fn large_records_never_make_a_blob_file() {
    for kind in KINDS {
        let (dir, log) = new_log(kind);
        for command in 1..=12 {
            let payload = vec![command as u8; 900 * 1024];
            log.append(&[Commit { records: vec![record(command, 1, &payload)] }], command - 1)
                .unwrap();
        }
        // And a batch as large as a batch may be, of records just above and below one piece.
        let of = |i: u64| record(13, i % 3, &vec![i as u8; 5_700 + i as usize]);
        let batch: Vec<_> = (13..28)
            .map(|command| {
                let records = (0..170).map(|i| event_log::NewRecord {
                    command_id: id(command),
                    recorded_at: 13,
                    ..of(i)
                });
                Commit { records: records.collect() }
            })
            .collect();
        log.append(&batch, 12).unwrap();
        let head = log.head();
        log.verify().unwrap();
        drop(log);
        if kind == Kind::Sled {
            let blobs = std::fs::read_dir(dir.path().join("sled/blobs")).unwrap().count();
            assert_eq!(blobs, 0);
        }
        let log = kind.open(dir.path()).unwrap();
        assert_eq!(log.head(), head);
        assert_eq!(log.get(7).unwrap().unwrap().payload, vec![7; 900 * 1024]);
    }
}

#[test]
fn a_second_opening_is_refused_and_names_the_holder() {
    for kind in KINDS {
        let (dir, log) = new_log(kind);
        let error = kind.open(dir.path()).err().unwrap();
        assert!(
            matches!(&error, LogError::Locked { pid: Some(pid), .. } if *pid == std::process::id()),
            "{error}"
        );
        drop(log);
        kind.open(dir.path()).unwrap();
    }
}

#[test]
fn readers_beside_a_writer_see_whole_commits() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut seen = 0;
                while seen < 400 {
                    let records = all(&*log);
                    if let Some(last) = records.last() {
                        assert!(last.envelope.commit_end, "a commit was seen in part");
                    }
                    assert!(records.len() as u64 >= seen);
                    seen = records.len() as u64;
                }
            });
            for command in 1..=100 {
                log.append(&[commit(command, 4)], log.head().size).unwrap();
            }
            reader.join().unwrap();
        });
    }
}
