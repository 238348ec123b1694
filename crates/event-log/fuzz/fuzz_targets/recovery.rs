//! A store of plain files whose files were changed anywhere opens with what was written, or is
//! refused: no panic, no unbounded allocation, nothing else served.

#![no_main]

use event_log::{Commit, FileLog, LogStore, NewRecord, Options, Record, StreamId};
use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;

struct Sound {
    files: Vec<(PathBuf, Vec<u8>)>,
    records: Vec<Record>,
}

fn options() -> Options {
    Options { segment_bytes: 4_000, index_save_every: 10, min_free_bytes: 0, ..Options::default() }
}

fn commit(n: u8) -> Commit {
    let record = |part: u8| NewRecord {
        codec: 2,
        event_type: 1,
        schema_version: 1,
        asserted: false,
        stream: StreamId { kind: 1, id: [n % 3; 16] },
        recorded_at: n.into(),
        occurred_at: 0,
        actor_role: 1,
        actor_id: [1; 16],
        command_id: [n; 16],
        command_hash: [n; 16],
        correlation_id: [n; 16],
        causation: 0,
        payload: vec![part; n.into()],
    };
    Commit { records: (0..1 + n % 3).map(record).collect() }
}

fn sound() -> &'static Sound {
    static SOUND: OnceLock<Sound> = OnceLock::new();
    SOUND.get_or_init(|| {
        let dir = TempDir::new().expect("a scratch folder");
        let log = FileLog::open_with(dir.path(), options()).expect("a new log");
        for n in 1..=25 {
            log.append(&[commit(n)], log.head().size).expect("an append");
        }
        let records = log.read(1).map(|record| record.expect("sound")).collect();
        log.close().expect("closed");
        let mut files = Vec::new();
        for folder in ["", "segments", "index"] {
            let entries = std::fs::read_dir(dir.path().join(folder)).expect("a folder");
            for path in entries.map(|entry| entry.expect("an entry").path()) {
                if path.is_file() {
                    let name = path.strip_prefix(dir.path()).expect("inside").to_owned();
                    files.push((name, std::fs::read(&path).expect("readable")));
                }
            }
        }
        files.sort();
        Sound { files, records }
    })
}

// The first byte names a file, the next two a place in it; the rest lies there instead, or, where
// the first byte is odd, the file ends there.
fuzz_target!(|bytes: &[u8]| {
    let [which, a, b, rest @ ..] = bytes else { return };
    let sound = sound();
    let dir = TempDir::new().expect("a scratch folder");
    let changed = usize::from(*which / 2) % sound.files.len();
    for (n, (name, content)) in sound.files.iter().enumerate() {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let mut content = content.clone();
        if n == changed {
            let at = usize::from(u16::from_le_bytes([*a, *b])) % (content.len() + 1);
            let until = if which % 2 == 1 { content.len() } else { content.len().min(at + rest.len()) };
            content.splice(at..until, rest.iter().copied());
        }
        std::fs::write(path, content).expect("written");
    }
    let Ok(log) = FileLog::open_with(dir.path(), options()) else { return };
    let served: Vec<Record> = log.read(1).map_while(Result::ok).collect();
    assert!(sound.records.starts_with(&served), "another record was served");
    if log.verify().is_ok() {
        assert_eq!(served.len() as u64, log.head().size);
    }
});
