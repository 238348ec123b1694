//! Import of an export: the same records under the same head, or nothing at all.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use domain::personal::Person;
use event_log::{
    AppendError, Head, LogError, LogStore, MAX_COMMIT_BYTES, Record, SledLog, VerifyError,
};

use crate::decider::erases;
use crate::engine::Settings;
use crate::entry::{Entry, What};
use crate::error::EngineError;
use crate::transfer::{HeadLine, RecordLine};

/// Longest line taken, in bytes. A payload has at most 1 MiB, which is 2 MiB as hex digits and
/// about as much again as JSON. Our own number.
const LINE_BYTES_MAX: u64 = 8 << 20;
/// Bytes of payloads and envelopes appended at once. Our own number.
const BATCH_BYTES: usize = 4 << 20;
const BATCH_BYTES_MAX: usize = BATCH_BYTES + MAX_COMMIT_BYTES;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The store holds events already.
    #[error("{} holds {events} events: an export is imported into an empty store only", .path.display())]
    NotEmpty {
        /// The folder of the log.
        path: PathBuf,
        /// How many.
        events: u64,
    },
    /// A line is not one of an export, or not the one that follows.
    #[error("line {line}: {reason}")]
    Line {
        /// Which, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The file ends before its last line.
    #[error("the file ends after line {line} without its head: its end is missing")]
    CutOff {
        /// The last line there is.
        line: u64,
    },
    /// Every line fits, but together they are not what was exported.
    #[error("the head of the events read is {found}, the file ends with {stated}")]
    Head {
        /// As the last line says.
        stated: Head,
        /// Over the records read.
        found: Head,
    },
    /// The input could not be read.
    #[error("cannot read on after line {line}: {source}")]
    Input {
        /// The last line read.
        line: u64,
        /// What the system answered.
        source: io::Error,
    },
    /// The new store could not be written or does not verify.
    #[error(transparent)]
    Store(#[from] EngineError),
}

impl From<LogError> for ImportError {
    fn from(error: LogError) -> ImportError {
        ImportError::Store(error.into())
    }
}

impl From<VerifyError> for ImportError {
    fn from(error: VerifyError) -> ImportError {
        ImportError::Store(error.into())
    }
}

/// Records the lines of an export in the empty store that `settings` name, and returns its head,
/// which is the one the export ends with. The store must not be open.
///
/// Sealed fields stay sealed. If the files `keys` and `master.key` of the source lie in the data
/// folder, before or after, they are used; otherwise those fields show nothing.
///
/// # Errors
/// [`ImportError`]; the folder is then left as it was.
pub fn import_events(settings: &Settings, input: impl BufRead) -> Result<Head, ImportError> {
    let data_dir_is_new = !settings.data_dir.exists();
    let result = import_beside(settings, input);
    if result.is_err() && data_dir_is_new {
        // Whatever was made is gone, so the folder is empty; if not, it stays.
        let _ = fs::remove_dir(&settings.data_dir);
    }
    result
}

/// Builds the log beside its place and moves it there once it is whole.
fn import_beside(settings: &Settings, input: impl BufRead) -> Result<Head, ImportError> {
    let place = settings.log_dir();
    check_empty(settings, &place)?;
    let beside = settings.data_dir.join("log.import");
    make_room(&beside)?;
    let imported = import_into(settings, &beside, input).and_then(|(head, erased)| {
        settings.open_keys(true, &erased)?;
        remove(&place)?;
        rename(&beside, &place)?;
        Ok(head)
    });
    if imported.is_err() {
        remove(&beside)?;
    }
    imported
}

/// Fills a log, and tells of whom it says that they were forgotten.
fn import_into(
    settings: &Settings,
    dir: &Path,
    input: impl BufRead,
) -> Result<(Head, BTreeSet<Person>), ImportError> {
    let log = SledLog::open_with(dir, settings.log.clone())?;
    let stated = Import { log: &log, waiting: Vec::new(), bytes: 0, line: 0 }.run(input)?;
    let found = log.verify()?.head;
    if found != stated {
        return Err(ImportError::Head { stated, found });
    }
    let erased = erased_in(&log)?;
    log.close()?;
    Ok((found, erased))
}

fn erased_in(log: &SledLog) -> Result<BTreeSet<Person>, ImportError> {
    let mut erased = BTreeSet::new();
    for record in log.read(1) {
        let entry = Entry::of(&record.map_err(EngineError::from)?).map_err(EngineError::from)?;
        if let What::Known(event) = &entry.what {
            erased.extend(erases(event));
        }
    }
    Ok(erased)
}

struct Import<'a> {
    log: &'a SledLog,
    /// Whole commits and the beginning of the next, not yet appended, with their lines.
    waiting: Vec<Record>,
    bytes: usize,
    line: u64,
}

impl Import<'_> {
    /// Appends every record and returns the head of the last line.
    fn run(mut self, mut input: impl BufRead) -> Result<Head, ImportError> {
        while let Some(text) = self.next_line(&mut input)? {
            if text.starts_with(r#"{"head":"#) {
                let stated = self.head(&text)?;
                return match self.next_line(&mut input)? {
                    None => self.append().map(|()| stated),
                    Some(_) => Err(self.wrong("nothing may follow the head")),
                };
            }
            self.take(&text)?;
        }
        Err(ImportError::CutOff { line: self.line })
    }

    fn next_line(&mut self, input: &mut impl BufRead) -> Result<Option<String>, ImportError> {
        let mut bytes = Vec::new();
        let read = input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes);
        read.map_err(|source| ImportError::Input { line: self.line, source })?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        if bytes.len() as u64 == LINE_BYTES_MAX {
            return Err(self.wrong("it is longer than 8 MiB"));
        }
        let text = String::from_utf8(bytes).map_err(|_| self.wrong("it is not UTF-8"))?;
        Ok(Some(text))
    }

    fn head(&self, text: &str) -> Result<Head, ImportError> {
        let line: HeadLine = serde_json::from_str(text).map_err(|error| self.wrong(error))?;
        line.head.parse().map_err(|error| self.wrong(error))
    }

    fn take(&mut self, text: &str) -> Result<(), ImportError> {
        let line: RecordLine = serde_json::from_str(text).map_err(|error| self.wrong(error))?;
        // Each record is one line, so the line tells the position before the log does.
        if line.position.0 != self.line {
            let due = self.line;
            return Err(self.wrong(format!("{} stands where ev_{due} is due", line.position)));
        }
        let record = line.into_record().map_err(|reason| self.wrong(reason))?;
        self.bytes += record.payload.len() + event_log::ENVELOPE_LEN;
        let ends_commit = record.envelope.commit_end;
        self.waiting.push(record);
        // A commit that never ends is refused as soon as it is longer than one can be.
        let is_due = self.bytes >= if ends_commit { BATCH_BYTES } else { BATCH_BYTES_MAX };
        if is_due { self.append() } else { Ok(()) }
    }

    fn append(&mut self) -> Result<(), ImportError> {
        let records = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        match self.log.append_records(&records, self.log.head().size) {
            Ok(_) => Ok(()),
            Err(AppendError::Invalid { position, problem }) => {
                Err(ImportError::Line { line: position, reason: problem.to_string() })
            }
            Err(AppendError::Stopped { reason }) => {
                Err(io_error("write", Path::new("the log"), io::Error::other(reason)))
            }
            Err(error) => Err(self.wrong(error)),
        }
    }

    fn wrong(&self, reason: impl ToString) -> ImportError {
        ImportError::Line { line: self.line, reason: reason.to_string() }
    }
}

fn check_empty(settings: &Settings, place: &Path) -> Result<(), ImportError> {
    if !place.exists() {
        return Ok(());
    }
    match SledLog::open_with(place, settings.log.clone())?.head().size {
        0 => Ok(()),
        events => Err(ImportError::NotEmpty { path: place.to_owned(), events }),
    }
}

/// Removes what a killed import left behind; refuses while another one is at work.
fn make_room(beside: &Path) -> Result<(), ImportError> {
    if beside.exists()
        && let Err(error @ LogError::Locked { .. }) = SledLog::open(beside)
    {
        return Err(error.into());
    }
    remove(beside)
}

fn remove(dir: &Path) -> Result<(), ImportError> {
    match fs::remove_dir_all(dir) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(io_error("remove", dir, source))
        }
        _ => Ok(()),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), ImportError> {
    let rename = || {
        fs::rename(from, to)?;
        let parent = to.parent().unwrap_or(Path::new("."));
        fs::File::open(parent)?.sync_all()
    };
    rename().map_err(|source| io_error("rename", from, source))
}

fn io_error(action: &'static str, path: &Path, source: io::Error) -> ImportError {
    ImportError::Store(EngineError::Io { action, path: path.to_owned(), source })
}
