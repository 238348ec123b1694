//! `koc export`: events and rows of read models, to stdout or as files.

mod events;
mod files;

use std::sync::Arc;

use domain::id::EventId;
use engine::{Engine, Head, Patience, View};

use crate::args::{ExportArgs, ExportFormat};
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::Out;
use crate::progress;

/// Writes out what was asked for, as it was at one position.
///
/// # Errors
/// When the log cannot be read on, the files cannot be written, or nobody reads the answer.
pub(crate) fn run(engine: &Engine, args: &ExportArgs, out: &Arc<dyn Out>) -> Ending {
    let is_events = args.what.iter().all(|what| what == "events");
    match (&args.to, args.format) {
        (Some(to), _) => files::write(engine, args, to, out)?,
        (None, _) if !is_events => {
            return Err(Failure::Usage(
                "a read model is many tables: name a directory for them with --to DIR".to_owned(),
            ));
        }
        (None, ExportFormat::Jsonl) => {
            let head = head_at(engine, position(engine, args)?, out)?;
            events::lines(engine, head, &**out)?;
        }
        (None, ExportFormat::Csv) => events::for_people(engine, position(engine, args)?, &**out)?,
        (None, ExportFormat::Parquet) => {
            return Err(Failure::Usage(
                "Parquet is no text for a terminal: name a directory with --to DIR".to_owned(),
            ));
        }
    }
    Ok(Done::Whole)
}

/// The last position that is exported.
fn position(engine: &Engine, args: &ExportArgs) -> Result<EventId, Failure> {
    let newest = engine.head().size;
    match args.at {
        _ if args.known_at.is_some() => Ok(view(engine, args, Patience::default())?.position),
        Some(at) if at > newest => Err(Failure::Usage(format!(
            "--at {at}: the log ends at position {newest}; name a position up to that"
        ))),
        Some(at) => whole(engine, EventId(at)),
        None => Ok(EventId(newest)),
    }
}

/// The position, unless it lies within what one command recorded: what ends there is true of no
/// moment, and no import takes it.
fn whole(engine: &Engine, at: EventId) -> Result<EventId, Failure> {
    let together = engine.recorded_together(at).map_err(|error| opening_failed(&error))?;
    match together {
        Some((first, last)) if last != at => Err(Failure::Usage(format!(
            "--at {}: one command recorded {} to {} together; name {} or {}",
            at.0,
            first.0,
            last.0,
            first.0 - 1,
            last.0
        ))),
        _ => Ok(at),
    }
}

/// The programme at the position that is exported; read models are folded when they are looked at.
fn view(engine: &Engine, args: &ExportArgs, patience: Patience) -> Result<Arc<View>, Failure> {
    let view = match (args.at, args.known_at) {
        (_, Some(moment)) => engine.view_known_at(moment, patience),
        (Some(_), None) => engine.view_at(position(engine, args)?, patience),
        (None, None) => Ok(engine.view()),
    };
    view.map_err(|error| opening_failed(&error))
}

/// The head of the log as it stood at a position.
fn head_at(engine: &Engine, position: EventId, out: &Arc<dyn Out>) -> Result<Head, Failure> {
    let now = engine.head();
    if now.size == position.0 {
        return Ok(now);
    }
    let bar = progress::bar(out, position.0, "events hashed");
    let anchor = engine.anchor_at(position.0, &|position| bar.set_position(position));
    bar.finish_and_clear();
    let anchor = anchor.map_err(|error| opening_failed(&error))?;
    Ok(anchor.expect("a view is never ahead of the log").head)
}
