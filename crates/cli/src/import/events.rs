//! `koc import events`: a whole exported log, into an empty directory.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use engine::{ImportError, import_events};

use crate::args::EventsArgs;
use crate::config::Store;
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::{self, Out};
use crate::table::Table;

/// Faults of a line that are told. Our own number.
const FAULTS_MAX: usize = 10;

/// Ends with the file's head, or with nothing.
///
/// # Errors
/// When the directory holds events, or the file is not whole.
pub(crate) fn run(store: &Store, args: &EventsArgs, out: &dyn Out) -> Ending {
    let path = &args.file;
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let head = import_events(&store.settings(), BufReader::new(file)).map_err(|error| {
        match error {
            ImportError::NotEmpty { .. } => Failure::Refused(error.to_string()),
            ImportError::Store(error) => opening_failed(&error),
            ImportError::Line { line, .. } if let Some(faults) = explained(path, line) => {
                Failure::Failed(format!("{faults}; nothing was imported"))
            }
            // The file, not the store, is not what was written.
            error => Failure::Failed(format!("{}: {error}; nothing was imported", path.display())),
        }
    })?;
    let mut summary = Table::new(&["file", "events", "head"]);
    summary.push([path.display().to_string().into(), head.size.into(), head.to_string().into()]);
    out::data(out, &summary.render_one(args.format))?;
    Ok(Done::Whole)
}

/// What the schemas say of a refused line, by column and field; nothing when it is as they say, so
/// that it is refused for what stands around it.
fn explained(path: &Path, line: u64) -> Option<String> {
    let index = usize::try_from(line.checked_sub(1)?).ok()?;
    let text = BufReader::new(File::open(path).ok()?).lines().nth(index)?.ok()?;
    let faults = fixture::check::export_line(line, &text);
    let told: Vec<String> =
        faults.iter().take(FAULTS_MAX).map(|it| format!("{}:{it}", path.display())).collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

/// Beside a server: the server holds the directory, so it is in use.
///
/// # Errors
/// Always.
pub(crate) fn refuse_beside_server() -> Ending {
    Err(Failure::Refused(
        "a server holds this directory: a log is imported into an empty one only".to_owned(),
    ))
}
