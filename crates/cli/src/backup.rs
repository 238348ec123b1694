//! `koc backup` and `koc restore`: the log alone, without the keys to what is sealed in it.

use std::path::Path;

use engine::Engine;
use event_log::{BackupError, BackupReport};

use crate::args::{BackupArgs, Format, RestoreArgs};
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out, say};
use crate::table::Table;

/// Brings a backup up to what is durable at this moment.
///
/// # Errors
/// When the directory holds anything but a backup of this programme.
pub(crate) fn run(engine: &Engine, args: &BackupArgs, out: &dyn Out) -> Ending {
    let report = engine.backup(&args.to).map_err(|error| failed(&error))?;
    show(&args.to, &report, args.format, out)
}

/// Makes the log of `data_dir` anew from a backup.
///
/// # Errors
/// When there is a log already, or the backup is not what was written.
pub(crate) fn restore(data_dir: &Path, args: &RestoreArgs, out: &dyn Out) -> Ending {
    std::fs::create_dir_all(data_dir).map_err(|error| Failure::file("create", data_dir, &error))?;
    let target = data_dir.join("log");
    let options = event_log::Options::default();
    let report =
        event_log::restore(&args.from, &target, options).map_err(|error| failed(&error))?;
    say(
        out,
        "koc: the log is restored; keys and master.key are no part of a backup and must be put \
         back beside it",
    );
    show(&args.from, &report, args.format, out)
}

/// Beside a server: the server holds the directory, so it is in use.
///
/// # Errors
/// Always.
pub(crate) fn refuse_restore_beside_server() -> Ending {
    let why = "a server holds this directory: a backup is restored into an empty one only";
    Err(Failure::Refused(why.to_owned()))
}

fn show(backup: &Path, report: &BackupReport, format: Format, out: &dyn Out) -> Ending {
    let mut table = Table::new(&["backup", "events", "added", "parts", "head"]);
    table.push([
        backup.display().to_string().into(),
        report.head.size.into(),
        report.added.into(),
        (report.parts as u64).into(),
        report.head.to_string().into(),
    ]);
    out::data(out, &table.render_one(format))?;
    Ok(Done::Whole)
}

fn failed(error: &BackupError) -> Failure {
    match error {
        BackupError::NotEmpty { .. } | BackupError::OtherLog { .. } => {
            Failure::Refused(error.to_string())
        }
        BackupError::Damaged(_) | BackupError::Read(_) => Failure::Damaged(error.to_string()),
        _ => Failure::Failed(error.to_string()),
    }
}
