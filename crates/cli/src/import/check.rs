//! What can be seen to be wrong before a store is opened, so that a slip of the pen makes nothing
//! and overwrites nothing.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::Zone;
use domain::text::TEXT_CHARS_MAX;

use super::kind::{self, Kind};
use super::sheet::Sheet;
use crate::args::{Import, ImportArgs};
use crate::exit::Failure;

/// A header is looked for in this many bytes. Our own number.
const HEADER_BYTES_MAX: u64 = 1 << 20;

/// Checks the arguments of an import and the header of its file.
///
/// # Errors
/// [`Failure::Usage`] when an argument cannot be, [`Failure::Failed`] when the file cannot be read
/// or lacks a column.
pub(crate) fn check(import: &Import) -> Result<(), Failure> {
    match import {
        Import::TierMoves(args) => history(args, &kind::TIER_MOVES),
        Import::ReviewedWork(args) => history(args, &kind::REVIEWED_WORK),
        Import::Events(_) => Ok(()),
    }
}

fn history(args: &ImportArgs, kind: &Kind) -> Result<(), Failure> {
    arguments(args)?;
    let path = args.file.as_path();
    let unreadable = |error| Failure::file("read", path, &error);
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    // What comes out of a pipe can be read only once; reading a directory says that it is one.
    if metadata.is_file() || metadata.is_dir() {
        let mut head = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(HEADER_BYTES_MAX).read_to_end(&mut head).map_err(unreadable)?;
        Sheet::new(&head, path, kind.columns)?;
    }
    Ok(())
}

/// Refuses arguments that no programme could take.
pub(super) fn arguments(args: &ImportArgs) -> Result<(), Failure> {
    let usage = |what: String| Err(Failure::Usage(what));
    if let Some(refused_to) = &args.refused_to
        && is_same_file(&args.file, refused_to)
    {
        let path = refused_to.display();
        return usage(format!(
            "--refused-to {path}: this is the file to be imported; name another one"
        ));
    }
    if let Some(zone) = args.time_zone.as_ref().filter(|zone| Zone::named(zone).is_none()) {
        return usage(format!(
            "--time-zone {zone}: there is no such time zone; give an IANA name like Asia/Shanghai"
        ));
    }
    if let Some(name) = args.programme.as_ref().filter(|name| !is_name(name)) {
        return usage(format!(
            "--programme {}: a name has 1 to {TEXT_CHARS_MAX} characters, none of them a line end or \
             another control character",
            name.escape_debug().take(80).collect::<String>()
        ));
    }
    Ok(())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty()
        && name.chars().count() <= TEXT_CHARS_MAX
        && !name.chars().any(char::is_control)
}
