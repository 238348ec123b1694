//! `koc import events`: a whole exported log, into an empty directory.

use std::fs::File;
use std::io::BufReader;

use engine::{ImportError, import_events};

use crate::args::EventsArgs;
use crate::config::Store;
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::{self, Out};
use crate::table::Table;

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
            // The file, not the store, is not what was written.
            error => Failure::Failed(format!("{}: {error}; nothing was imported", path.display())),
        }
    })?;
    let mut summary = Table::new(&["file", "events", "head"]);
    summary.push([path.display().to_string().into(), head.size.into(), head.to_string().into()]);
    out::data(out, &summary.render_one(args.format))?;
    Ok(Done::Whole)
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
