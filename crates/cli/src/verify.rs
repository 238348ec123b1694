//! `koc verify`

use engine::Engine;

use crate::args::VerifyArgs;
use crate::exit::{Done, Ending};
use crate::open::opening_failed;
use crate::out::{self, Out};
use crate::table::Table;

/// Checks every byte of the log, and that folding it anew gives the read models that are served.
///
/// # Errors
/// The first thing that is wrong, with its position and what is still to be trusted.
pub(crate) fn run(engine: &Engine, args: &VerifyArgs, out: &dyn Out) -> Ending {
    let report = engine.verify().map_err(|error| opening_failed(&error))?;
    let mut table = Table::new(&["head", "events", "commits", "streams", "bytes", "checked"]);
    let log = report.log;
    table.push([
        log.head.to_string().into(),
        log.head.size.into(),
        log.commits.into(),
        log.streams.into(),
        log.bytes.into(),
        CHECKED.into(),
    ]);
    out::data(out, &table.render_one(args.format))?;
    Ok(Done::Whole)
}

/// What a verified log has passed.
const CHECKED: &str = "checksums, positions, times, stream versions, back-links, commits, head, \
                       kept head, read models, counters, spans, balances, purses, capacity, lineage";
