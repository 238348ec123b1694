//! `koc import`: history and exported logs.

mod check;
mod events;
mod found;
mod kind;
mod names;
mod rows;
mod sheet;
mod tally;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use engine::Engine;

use crate::args::{Import, ImportArgs};
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out};
pub(crate) use check::check;
pub(crate) use events::{refuse_beside_server as refuse_events_beside_server, run as events};
use kind::{Kind, Setting};
use rows::Rows;
use sheet::Sheet;
use tally::Tally;

/// Runs `koc import`.
///
/// # Errors
/// When the file cannot be read or the programme takes no imports; nothing of a refused row is
/// recorded, and running it again finishes one that was cut off.
pub(crate) fn run(engine: &Engine, import: &Import, out: &Arc<dyn Out>) -> Ending {
    match import {
        Import::TierMoves(args) => history(engine, &kind::TIER_MOVES, args, out),
        Import::ReviewedWork(args) => history(engine, &kind::REVIEWED_WORK, args, out),
        Import::Events(_) => refuse_events_beside_server(),
    }
}

fn history(engine: &Engine, kind: &'static Kind, args: &ImportArgs, out: &Arc<dyn Out>) -> Ending {
    check::arguments(args)?;
    // Before a programme is made for it: a file that cannot be read at all makes nothing.
    let file = args.file.as_path();
    let bytes = std::fs::read(file).map_err(|error| Failure::file("read", file, &error))?;
    let sheet = Sheet::new(&bytes, file, kind.columns)?;
    let (programme, names) = found::programme(engine, args, &**out)?;
    let tally = Tally::new(file, sheet.header(), args.refused_to.as_deref())?;
    let mut rows = Rows {
        engine,
        file,
        bytes: &bytes,
        kind,
        setting: Setting { programme, names },
        out,
        tally,
        first_lines: HashMap::new(),
        in_flight: VecDeque::new(),
    };
    rows.run()?;
    let summary = rows.tally.finish(&**out)?;
    out::data(&**out, &summary.render_one(args.format))?;
    let some_refused = rows.tally.refused > 0 && !args.allow_refused;
    Ok(if some_refused { Done::SomeRefused } else { Done::Whole })
}
