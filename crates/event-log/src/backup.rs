//! Backups: the records up to one position, in parts that never change once written, and a list of
//! them with the head they give. Made of a running log; each one adds what is new since the last.

use crate::LogStore;
use crate::backup_list::{List, Part};
use crate::envelope::RawRecord;
use crate::error::{AppendError, LogError, Problem, ReadError, VerifyError};
use crate::file_segment::{Segment, SegmentFrames, encode_batch};
use crate::frame::Frame;
use crate::head::Head;
use crate::log::Options;
use crate::medium::Encoded;
use crate::merkle::MerkleRange;
use crate::record::Record;
use crate::store::SledLog;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of records written or restored at once, to the next end of a commit.
const BATCH_BYTES: usize = 1 << 20;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Size and root of the log at the position the backup was made at.
    pub head: Head,
    /// Records that were added by this run.
    pub added: u64,
    /// Number of parts.
    pub parts: usize,
}

/// Why there is no backup, or why it was not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A restore needs a directory that is empty or does not exist.
    #[error("{} is not empty: restore into a new directory", path.display())]
    NotEmpty {
        /// The directory.
        path: PathBuf,
    },
    /// The directory holds something else, or its list of parts is damaged.
    #[error("{} is no backup: {reason}", path.display())]
    NotABackup {
        /// The directory or the list in it.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The backup holds records this log does not hold.
    #[error("the backup is of another log: it ends at {backup}, which this log never was at")]
    OtherLog {
        /// Where the backup ends.
        backup: Head,
    },
    /// Records of the backup are not those that were written.
    #[error("the backup is damaged: {0}")]
    Damaged(#[from] VerifyError),
    /// The log to be backed up cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The new log could not be opened or closed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The new log did not take the records.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// A file or directory could not be read, written or synced.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or directory.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
}

impl BackupError {
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// Brings the backup in `dir` up to the head of this moment; begins one if the directory is empty
/// or does not exist. The log may go on meanwhile. What was added is read again and checked, and
/// counts only once it is on disk; an interrupted run leaves the backup as it was.
///
/// # Errors
/// [`BackupError::OtherLog`] if the backup is of another log, [`BackupError::NotABackup`] if the
/// directory holds anything else, [`BackupError::Read`] if the log is damaged.
pub fn backup(log: &dyn LogStore, dir: &Path) -> Result<BackupReport, BackupError> {
    fs::create_dir_all(dir).map_err(BackupError::io("create", dir))?;
    let mut list = List::read_or_begin(dir)?;
    let head = log.head();
    let held = list.range.size();
    if head.size > held {
        let part = Part { first: held + 1, last: head.size };
        let path = write_part(log, dir, part)?;
        let mut range = list.range.clone();
        check_part(&path, part, &mut range, &mut |_| Ok(()))?;
        if Head::from(&range) != head {
            let _ = fs::remove_file(&path);
            return Err(BackupError::OtherLog { backup: Head::from(&list.range) });
        }
        list.parts.push(part);
        list.range = range;
    } else if head != Head::from(&list.range) {
        return Err(BackupError::OtherLog { backup: Head::from(&list.range) });
    }
    if head.size > held || head.size == 0 {
        list.write(dir)?;
    }
    Ok(BackupReport { head, added: head.size - held, parts: list.parts.len() })
}

/// Reads a whole backup again and checks every record and the head over all of them.
///
/// # Errors
/// [`BackupError::Damaged`] names the first record that is not what was written.
pub fn check_backup(dir: &Path) -> Result<BackupReport, BackupError> {
    read_backup(dir, &mut |_| Ok(()))
}

/// Makes a log over sled in `target` from a backup, checks it and closes it. The directory appears
/// once all of it is there.
///
/// # Errors
/// [`BackupError::NotEmpty`] if there is anything in `target`; [`BackupError::Damaged`] if the
/// backup is not what was written.
pub fn restore(dir: &Path, target: &Path, options: Options) -> Result<BackupReport, BackupError> {
    let is_empty = match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(source) => return Err(BackupError::io("list", target)(source)),
    };
    if !is_empty {
        return Err(BackupError::NotEmpty { path: target.into() });
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let made = target.with_file_name(format!("{name}.restoring"));
    match fs::remove_dir_all(&made) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(BackupError::io("remove", made)(error));
        }
        _ => {}
    }
    let report = fill(dir, &made, options).inspect_err(|_| {
        // The error is told; what is half there serves nobody, and the next attempt would remove it.
        let _ = fs::remove_dir_all(&made);
    })?;
    fs::rename(&made, target).map_err(BackupError::io("rename", &made))?;
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let sync = File::open(parent).and_then(|dir| dir.sync_all());
    sync.map_err(BackupError::io("sync", parent))?;
    Ok(report)
}

/// Makes the log of a backup in `made`, and checks it.
fn fill(dir: &Path, made: &Path, options: Options) -> Result<BackupReport, BackupError> {
    let log = SledLog::open_with(made, options)?;
    let report = read_backup(dir, &mut |records| {
        log.append_records(records, log.head().size)?;
        Ok(())
    })?;
    log.verify()?;
    log.close()?;
    Ok(report)
}

type Take<'a> = &'a mut dyn FnMut(&[Record]) -> Result<(), BackupError>;

/// Hands all records to `take`, whole commits at a time, and compares the head at the end.
fn read_backup(dir: &Path, take: Take<'_>) -> Result<BackupReport, BackupError> {
    let list = List::read(dir)?;
    let mut range = MerkleRange::default();
    for part in &list.parts {
        check_part(&part.path(dir), *part, &mut range, take)?;
    }
    let (head, expected) = (Head::from(&range), Head::from(&list.range));
    if head != expected {
        let problem = Problem::Head { expected, found: head };
        return Err(VerifyError { position: 1, trusted: 0, problem }.into());
    }
    Ok(BackupReport { head, added: 0, parts: list.parts.len() })
}

/// Writes the records of a part to its file, and brings that to the disk.
fn write_part(log: &dyn LogStore, dir: &Path, part: Part) -> Result<PathBuf, BackupError> {
    let path = part.path(dir);
    let mut file = File::create(&path).map_err(BackupError::io("create", &path))?;
    let mut batch = Encoded { first: part.first, ..Encoded::default() };
    let (mut buffer, mut failed) = (Vec::new(), None);
    log.scan(part.first..part.last + 1, &mut |record| {
        batch.data.extend_from_slice(record.bytes);
        batch.lens.push(record.bytes.len() as u32);
        let position = record.envelope.position;
        let is_full = batch.data.len() >= BATCH_BYTES && record.envelope.commit_end;
        if !is_full && position < part.last {
            return ControlFlow::Continue(());
        }
        buffer.clear();
        encode_batch(&batch, &mut buffer);
        batch = Encoded { first: position + 1, ..Encoded::default() };
        match file.write_all(&buffer) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    let written = failed.map_or_else(|| file.sync_all(), Err);
    written.map_err(BackupError::io("write", &path))?;
    Ok(path)
}

/// Reads a part again: its records must follow those in `range`, to which they are added.
fn check_part(
    path: &Path,
    part: Part,
    range: &mut MerkleRange,
    take: Take<'_>,
) -> Result<(), BackupError> {
    let segment = Arc::new(Segment::in_file(path.into(), part.first));
    let mut held = Vec::new();
    let mut held_bytes = 0;
    let mut frames = SegmentFrames::from(segment, part.first);
    while let Some(frame) = frames.read().map_err(|problem| bad(range, problem))? {
        check_frame(&frame, range, |record| {
            held_bytes += record.bytes.len();
            held.push(record.to_record());
            if record.envelope.commit_end && held_bytes >= BATCH_BYTES {
                take(&held)?;
                held.clear();
                held_bytes = 0;
            }
            Ok(())
        })?;
    }
    if range.size() != part.last {
        return Err(bad(range, Problem::Missing { expected: part.last }).into());
    }
    if held.is_empty() { Ok(()) } else { take(&held) }
}

fn check_frame(
    frame: &Frame,
    range: &mut MerkleRange,
    mut take: impl FnMut(&RawRecord<'_>) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let mut rest = frame.data.as_slice();
    for _ in 0..frame.count {
        let record = RawRecord::decode(rest).map_err(|error| bad(range, error.into()))?;
        rest = &rest[record.bytes.len()..];
        let (expected, found) = (range.size() + 1, record.envelope.position);
        if found != expected {
            return Err(bad(range, Problem::Position { expected, found }).into());
        }
        range.push(record.hash());
        take(&record)?;
    }
    Ok(())
}

/// The next record is the first that is wrong.
fn bad(range: &MerkleRange, problem: Problem) -> VerifyError {
    VerifyError { position: range.size() + 1, trusted: range.size(), problem }
}
