//! A child process appends under load and is killed; the parent compares what it was told with
//! what is there. The child is this test binary itself, started with an environment variable.

use crate::support::{KINDS, Kind, all, closed_store, commit, commits, id, rounds};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const STORE: &str = "EVENT_LOG_CRASH_STORE";
const KIND: &str = "EVENT_LOG_CRASH_KIND";
const ACKNOWLEDGED: &str = "acknowledged ";

/// Not a test of its own: what the child does. Without the variable it does nothing.
#[test]
#[ignore = "what the killed child of the tests below does"]
fn child_appends_until_killed() {
    let Some(dir) = std::env::var_os(STORE) else { return };
    let plain = std::env::var_os(KIND).is_some_and(|kind| kind == "Files");
    let log = if plain { Kind::Files } else { Kind::Sled }.open(dir).unwrap();
    let mut command = log.read(1).map(Result::unwrap).map(|r| r.envelope.recorded_at).max();
    loop {
        let next = command.unwrap_or(0) as u64 + 1;
        let batch: Vec<_> = (next..next + 1 + next % 20).map(|c| commit(c, 1 + c % 5)).collect();
        let positions = log.append(&batch, log.head().size).unwrap();
        let mut out = std::io::stdout().lock();
        for (command, range) in (next..).zip(positions) {
            writeln!(out, "{ACKNOWLEDGED}{command} {} {}", range.start, range.end).unwrap();
        }
        out.flush().unwrap();
        command = Some((next + batch.len() as u64 - 1) as i64);
    }
}

/// The command that runs the child.
pub(crate) fn child_command(kind: Kind, store: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "crashes::child_appends_until_killed", "--ignored", "--nocapture"])
        .env(STORE, store)
        .env(KIND, format!("{kind:?}"));
    child
}

fn start_child(kind: Kind, store: &Path) -> Child {
    child_command(kind, store).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// What the child said it recorded: command, first position, end. A line cut by the kill was
/// never said.
pub(crate) fn acknowledged(output: Vec<u8>) -> Vec<(u64, u64, u64)> {
    let text = String::from_utf8(output).unwrap();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let lines = whole.lines().filter_map(|line| line.split_once(ACKNOWLEDGED));
    lines
        .map(|(_, line)| {
            let numbers: Vec<u64> = line.split(' ').map(|n| n.parse().unwrap()).collect();
            (numbers[0], numbers[1], numbers[2])
        })
        .collect()
}

#[test]
fn what_was_acknowledged_survives_kills_once_and_in_order() {
    for kind in KINDS {
        let dir = TempDir::new().unwrap();
        let mut known: HashMap<u64, (u64, u64)> = HashMap::new();
        for round in 0..rounds(8, 200) {
            let mut child = start_child(kind, dir.path());
            let mut output = BufReader::new(child.stdout.take().unwrap());
            let mut said = Vec::new();
            while !said.windows(ACKNOWLEDGED.len()).any(|w| w == ACKNOWLEDGED.as_bytes()) {
                assert!(output.read_until(b'\n', &mut said).unwrap() > 0, "the child died early");
            }
            let killer = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(20 + round * 37 % 150));
                child.kill().unwrap();
                child.wait().unwrap();
            });
            std::io::Read::read_to_end(&mut output, &mut said).unwrap();
            killer.join().unwrap();
            let said = acknowledged(said);
            assert!(!said.is_empty());
            known.extend(said.into_iter().map(|(command, start, end)| (command, (start, end))));
            check(kind, dir.path(), &known);
        }
    }
}

fn check(kind: Kind, dir: &Path, known: &HashMap<u64, (u64, u64)>) {
    let log = kind.open(dir).unwrap();
    let report = log.verify().unwrap();
    assert_eq!(report.kept, report.head);
    for (command, (start, end)) in known {
        let found = log.command(&id(*command)).expect("an acknowledged command is gone");
        assert_eq!((found.first, u64::from(found.count)), (*start, end - start));
    }
    let records = all(&*log);
    assert!(records.last().unwrap().envelope.commit_end);
    let commits = records.iter().filter(|record| record.envelope.commit_end).count() as u64;
    assert_eq!(commits, report.commits);
    // The child sends its commands in order, so what was never acknowledged is a batch at the end.
    assert!(commits <= known.keys().max().unwrap() + 20, "a command that was never sent");
}

#[test]
fn a_kill_while_opening_leaves_a_store_that_opens() {
    for kind in KINDS {
        let dir = closed_store(kind, &commits(300));
        let size = kind.open(dir.path()).unwrap().head().size;
        for round in 0..rounds(8, 100) {
            // Every other opening makes the index anew, which takes longer.
            if round % 2 == 0 {
                let _ = std::fs::remove_dir_all(dir.path().join("index"));
            }
            let mut child = start_child(kind, dir.path());
            std::thread::sleep(Duration::from_millis(round * 3 % 40));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let log = kind.open(dir.path()).unwrap();
        assert!(log.head().size >= size);
        log.verify().unwrap();
    }
}
