//! `koc verify`

use std::sync::Arc;

use engine::{Engine, Head};
use event_log::Anchor;

use crate::args::{Hash, VerifyArgs};
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::{self, Out};
use crate::table::{Cell, Table};
use crate::{hex, progress};

/// Checks every byte of the log, that folding it anew gives the read models that are served, and
/// that it begins with the events of a head kept earlier.
///
/// # Errors
/// The first thing that is wrong, with its position and what is still to be trusted.
pub(crate) fn run(engine: &Engine, args: &VerifyArgs, out: &Arc<dyn Out>) -> Ending {
    let bar = progress::bar(out, engine.head().size, "events folded again");
    let report = engine.verify_telling(&|position, last| {
        if position == last || position.0.is_multiple_of(EVENTS_BETWEEN_SIGNS) {
            bar.set_position(position.0);
        }
    });
    bar.finish_and_clear();
    let report = report.map_err(|error| opening_failed(&error))?;
    let log = report.log;
    let now = Anchor { head: log.head, roll: log.roll };
    let expected = match args.expect_head {
        Some(head) => is_held(engine, now, head, args.expect_roll, out)?.into(),
        None => Cell::Empty,
    };
    let mut table = Table::new(&[
        "head", "roll", "events", "commits", "streams", "bytes", "expected", "checked",
    ]);
    table.push([
        log.head.to_string().into(),
        hex::write(&log.roll).into(),
        log.head.size.into(),
        log.commits.into(),
        log.streams.into(),
        log.bytes.into(),
        expected,
        CHECKED.into(),
    ]);
    out::data(&**out, &table.render_one(args.format))?;
    Ok(Done::Whole)
}

/// Events between two movements of the bar. Our own number.
const EVENTS_BETWEEN_SIGNS: u64 = 1_000;

/// What a verified log has passed.
const CHECKED: &str = "checksums, positions, times, stream versions, back-links, commits, head, \
                       kept head, read models, counters, spans, balances, purses, stipends, shares, \
                       credits, capacity, rooms, campaigns, cars, lineage";

/// Whether the log is the one of a head kept earlier, or has grown from it.
fn is_held(
    engine: &Engine,
    now: Anchor,
    expected: Head,
    roll: Option<Hash>,
    out: &Arc<dyn Out>,
) -> Result<&'static str, Failure> {
    let Head { size, .. } = now.head;
    if expected.size > size {
        return Err(Failure::Damaged(format!(
            "the log was cut: it ends at position {size}, and by the expected head {expected} it \
             went on to position {}",
            expected.size
        )));
    }
    let then = if expected.size == size {
        now
    } else {
        let bar = progress::bar(out, expected.size, "events");
        let then = engine.anchor_at(expected.size, &|position| bar.set_position(position));
        bar.finish_and_clear();
        then.map_err(|error| opening_failed(&error))?.expect("the log is longer")
    };
    if then.head != expected {
        return Err(Failure::Damaged(format!(
            "the log is not the one of the expected head: its first {} events give {}, not \
             {expected}; which of them were exchanged a head cannot tell",
            expected.size, then.head
        )));
    }
    if roll.is_some_and(|roll| roll.0 != then.roll) {
        return Err(Failure::Damaged(format!(
            "the roll of the first {} events is {}, not the expected one: whoever gave that out \
             did not compute it from this log",
            expected.size,
            hex::write(&then.roll)
        )));
    }
    Ok(if expected.size == size { "the same head" } else { "grown from the expected head" })
}
