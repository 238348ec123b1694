//! What only the system can show: the order of writes and syncs, errors it injects, full disks.
//! Where the tool for it is missing the test says so and ends.

use crate::crashes::{acknowledged, child_command};
use crate::support::{KINDS, Kind, closed_store, commit, commits, id, options, record};
use event_log::{AppendError, Commit, LogStore, Options};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Writes to standard error past the test's capture: a test that ends early must say so.
fn skipped(why: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Runs the child under strace for a while and returns what it said and what strace saw.
fn traced(kind: Kind, store: &Path, options: &[&str], time: Duration) -> Option<(Vec<u8>, String)> {
    let trace = store.with_extension("trace");
    let child = child_command(kind, store);
    let spawned = Command::new("strace")
        .args(["-f", "-o"])
        .arg(&trace)
        .args(options)
        .arg(child.get_program())
        .args(child.get_args())
        .envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut running) = spawned else {
        skipped("strace is not installed");
        return None;
    };
    // strace forwards the end of its child; killing strace alone would leave the child running.
    let started = std::time::Instant::now();
    while started.elapsed() < time && running.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(20));
    }
    if running.try_wait().unwrap().is_none() {
        let children = format!("/proc/{0}/task/{0}/children", running.id());
        let children = std::fs::read_to_string(children).unwrap_or_default();
        for child in children.split_whitespace() {
            Command::new("kill").args(["-9", child]).status().unwrap();
        }
    }
    let said = running.wait_with_output().unwrap().stdout;
    let seen = std::fs::read_to_string(&trace).unwrap();
    if !seen.contains("fdatasync") {
        skipped("strace may not trace here");
        return None;
    }
    Some((said, seen))
}

#[test]
fn no_acknowledgement_precedes_the_sync_that_covers_it() {
    for kind in KINDS {
        let place = TempDir::new().unwrap();
        let store = place.path().join("store");
        let calls = ["-e", "trace=fdatasync,write,pwrite64", "-s", "40", "-y"];
        let Some((_, seen)) = traced(kind, &store, &calls, Duration::from_secs(4)) else { return };
        // A call that is interrupted is shown twice; a sync counts once it has ended.
        let (mut synced, mut told) = (false, 0);
        for line in seen.lines() {
            let of_records = line.contains("/segments/") || line.contains("/sled/db");
            if line.contains("write(1<") && line.contains("acknowledged ") {
                assert!(synced, "{kind:?}: told before the sync: {line}");
                told += 1;
            } else if line.contains("pwrite64(") && of_records {
                synced = false;
            } else if line.contains("fdatasync") && line.ends_with("= 0") {
                synced = true;
            }
        }
        assert!(told > 3, "{kind:?}: {told} batches were acknowledged");
    }
}

#[test]
fn an_error_from_the_disk_is_never_followed_by_an_acknowledgement() {
    for kind in KINDS {
        for call in ["fdatasync", "pwrite64"] {
            let place = TempDir::new().unwrap();
            let store = place.path().join("store");
            drop(kind.open(&store).unwrap());
            let calls = ["-e", "trace=fdatasync,write,pwrite64", "-e"];
            let inject = format!("inject={call}:error=EIO:when=40+");
            let options = [&calls[..], &[&inject]].concat();
            let traced = traced(kind, &store, &options, Duration::from_secs(6));
            let Some((said, seen)) = traced else { return };
            let failed = seen.find("(INJECTED)").expect("an error was injected");
            let told = seen.rfind("write(1, \"acknowledged").unwrap_or(0);
            assert!(told < failed, "{kind:?} {call}: told after the error");

            let said = acknowledged(said);
            assert!(!said.is_empty(), "{kind:?} {call}: nothing was acknowledged before");
            let log = kind.open(&store).unwrap();
            log.verify().unwrap();
            for (command, start, end) in said {
                let known = log.command(&id(command)).expect("an acknowledged command is gone");
                assert_eq!((known.first, u64::from(known.count)), (start, end - start));
            }
        }
    }
}

/// A small file system of its own, unmounted at the end.
struct SmallDisk {
    place: TempDir,
}

impl SmallDisk {
    fn new(megabytes: u64) -> Option<Self> {
        let place = TempDir::new().unwrap();
        let (image, disk) = (place.path().join("image"), place.path().join("disk"));
        std::fs::create_dir(&disk).unwrap();
        std::fs::File::create(&image).unwrap().set_len(megabytes << 20).unwrap();
        let run = |program: &str, arguments: &[&std::ffi::OsStr]| {
            let mut command = Command::new(program);
            let done = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
            done.is_ok_and(|status| status.success())
        };
        let made = run("mkfs.ext4", &["-q".as_ref(), "-m0".as_ref(), image.as_os_str()])
            && run("mount", &["-o".as_ref(), "loop".as_ref(), image.as_os_str(), disk.as_os_str()]);
        if !made {
            skipped("no small disk can be made and mounted here");
            return None;
        }
        Some(Self { place })
    }

    fn path(&self) -> PathBuf {
        self.place.path().join("disk")
    }

    /// Takes all space that is left.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("filler");
        let mut file = std::fs::File::create(&path).unwrap();
        for len in [1 << 20, 4_096, 512] {
            while std::io::Write::write_all(&mut file, &vec![1; len]).is_ok() {}
        }
        let _ = file.sync_all();
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

fn large_commit(command: u64) -> Commit {
    // Not to be compressed: every record is another.
    let mut payload = Vec::new();
    while payload.len() < 200_000 {
        payload.extend(blake3::hash(&(command + payload.len() as u64).to_le_bytes()).as_bytes());
    }
    Commit { records: vec![record(command, command % 5, &payload)] }
}

/// Appends until the log takes no more, and says why.
fn append_until_refused(log: &dyn LogStore) -> AppendError {
    for command in log.head().size + 1.. {
        if let Err(error) = log.append(&[large_commit(command)], log.head().size) {
            return error;
        }
    }
    unreachable!("the disk is small")
}

#[test]
fn appends_stop_before_the_disk_is_full_and_go_on_once_there_is_space() {
    for kind in KINDS {
        let Some(disk) = SmallDisk::new(120) else { return };
        let log = kind.open(disk.path().join("store")).unwrap();
        let error = append_until_refused(&*log);
        let AppendError::DiskFull { free, reserve } = error else { panic!("{error}") };
        assert!(reserve > 0 && free > 0);
        let (head, size) = (log.head(), log.head().size);
        assert!(size > 20);

        // Somebody else takes the rest: the log is read, closed and opened all the same.
        let filler = disk.fill();
        let error = log.append(&[commit(900, 1)], size).unwrap_err();
        assert!(matches!(error, AppendError::DiskFull { .. }), "{error}");
        assert_eq!(log.read(1).map(Result::unwrap).count() as u64, size);
        drop(log);
        let log = kind.open(disk.path().join("store")).unwrap();
        assert_eq!(log.head(), head);
        log.verify().unwrap();
        let error = log.append(&[commit(900, 1)], size).unwrap_err();
        assert!(matches!(error, AppendError::DiskFull { .. }), "{error}");

        std::fs::remove_file(filler).unwrap();
        let extra = disk.path().join("store/ballast");
        let _ = std::fs::remove_file(extra);
        let smaller = Options { min_free_bytes: 1 << 20, ..options() };
        drop(log);
        let log = kind.open_with(disk.path().join("store"), smaller).unwrap();
        log.append(&[commit(900, 1)], size).unwrap();
    }
}

#[test]
fn a_disk_that_fills_up_unwatched_stops_the_log_and_loses_nothing() {
    for kind in KINDS {
        let Some(disk) = SmallDisk::new(60) else { return };
        let unwatched = Options { min_free_bytes: 0, ..options() };
        let log = kind.open_with(disk.path().join("store"), unwatched.clone()).unwrap();
        let error = append_until_refused(&*log);
        assert!(matches!(error, AppendError::Stopped { .. }), "{error}");
        let size = log.head().size;
        let error = log.append(&[commit(900, 1)], size).unwrap_err();
        assert!(matches!(error, AppendError::Stopped { .. }), "{error}");
        drop(log);
        // Enlarging the disk is moving the store to a larger one.
        let larger = TempDir::new().unwrap();
        crate::support::copy_dir(&disk.path().join("store"), larger.path());
        let log = kind.open(larger.path()).unwrap();
        let found = log.head().size;
        assert!(found == size || found == size + 1, "{found}: acknowledged were {size}");
        for position in 1..=size {
            let expected = large_commit(position).records.remove(0).payload;
            assert_eq!(log.get(position).unwrap().unwrap().payload, expected);
        }
        log.verify().unwrap();
    }
}

#[test]
fn a_clean_opening_needs_no_space() {
    for kind in KINDS {
        let Some(disk) = SmallDisk::new(60) else { return };
        let store = disk.path().join("store");
        let source = closed_store(kind, &commits(100));
        crate::support::copy_dir(source.path(), &store);
        // Opened once with space, so that the ballast is set aside.
        let head = kind.open(&store).unwrap().head();
        assert!(store.join("ballast").exists());
        disk.fill();
        let log = kind.open(&store).unwrap();
        assert_eq!(log.head(), head);
        log.verify().unwrap();
    }
}
