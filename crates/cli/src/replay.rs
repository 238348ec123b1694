//! `koc replay`

use std::collections::BTreeMap;
use std::time::Instant;

use domain::id::EventId;
use engine::{DigestKind, Engine, View};
use serde::Serialize;

use crate::args::{self, Format, ReplayArgs};
use crate::exit::{Done, Ending};
use crate::open::opening_failed;
use crate::out::{self, Out};
use crate::table::{self, Table};

/// What folding the log afresh gave.
#[derive(Serialize)]
struct Replayed {
    position: u64,
    head: String,
    events: u64,
    seconds: f64,
    digests: BTreeMap<&'static str, String>,
}

/// Folds every event into empty read models and shows their digests.
///
/// # Errors
/// When the log cannot be read.
pub(crate) fn run(engine: &Engine, args: &ReplayArgs, out: &dyn Out) -> Ending {
    let started = Instant::now();
    let (mut view, mut events) = (View::default(), 0);
    // Fixed before the first read: a server may record more meanwhile.
    let head = engine.head();
    for recorded in engine.read(EventId(1)).take(usize::try_from(head.size).unwrap_or(usize::MAX)) {
        view.apply(&recorded.map_err(|error| opening_failed(&error))?);
        events += 1;
    }
    let seconds = started.elapsed().as_secs_f64();
    let kind = match args.digest {
        args::DigestKind::Content => DigestKind::Content,
        args::DigestKind::Exact => DigestKind::Exact,
    };
    let replayed = Replayed {
        position: view.position.0,
        head: head.to_string(),
        events,
        seconds: (seconds * 1e6).round() / 1e6,
        digests: view.digests(kind),
    };
    out::data(out, &replayed.render(args.format))?;
    Ok(Done::Whole)
}

impl Replayed {
    fn render(&self, format: Format) -> String {
        if format == Format::Json {
            return table::json(self);
        }
        let mut table = Table::new(&["what", "value"]);
        table.push(["position".into(), self.position.to_string().into()]);
        table.push(["head".into(), self.head.clone().into()]);
        table.push(["events".into(), self.events.to_string().into()]);
        table.push(["seconds".into(), format!("{:.3}", self.seconds).into()]);
        for (model, digest) in &self.digests {
            table.push([format!("digest of {model}").into(), digest.clone().into()]);
        }
        table.render(format)
    }
}
