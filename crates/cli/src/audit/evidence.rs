//! What each decision about a tier states, beside what the log gives at its position.

use std::sync::Arc;

use audit::evidence::{Decision, Decisions};
use engine::{Engine, View};

use super::{every_event, member};
use crate::args::EvidenceArgs;
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out, say};
use crate::table::Table;

/// Reads the log once, computing before each decision what it must rest on.
///
/// # Errors
/// When anything stated is not what the log gives, and when the log cannot be read.
pub(super) fn run(engine: &Engine, args: &EvidenceArgs, out: &Arc<dyn Out>) -> Ending {
    let view = engine.view();
    let mut decisions = Decisions::default();
    every_event(engine, view.position, out, &mut |recorded| decisions.apply(recorded))?;
    let stating = || decisions.rows().iter().filter(|row| row.has_evidence);
    let rows = stating().filter(|row| !args.drift_only || row.drifts());
    let table = table(&view, rows.map(AsRef::as_ref), args.drift_only);
    out::data(&**out, &table.render(args.format))?;
    let (checked, drifting) = (stating().count(), stating().filter(|row| row.drifts()).count());
    let upto = view.position;
    if drifting > 0 {
        return Err(Failure::Drifted(format!(
            "{drifting} of {checked} decisions state what the log up to {upto} does not give"
        )));
    }
    say(
        &**out,
        &format!("{checked} decisions checked up to {upto}: each states what the log gives"),
    );
    Ok(Done::Whole)
}

fn table<'a>(view: &View, rows: impl Iterator<Item = &'a Decision>, drift_only: bool) -> Table {
    let columns = &["event", "koc", "decision", "metric", "days", "stated", "recomputed", "drift"];
    let mut table = Table::new(columns);
    for row in rows {
        for figure in row.figures.iter().filter(|figure| !drift_only || figure.differs()) {
            table.push([
                row.position.to_string().into(),
                member(view, row.koc_id).into(),
                row.kind.code().into(),
                figure.what.clone().into(),
                figure.window_days.map_or_else(String::new, |days| days.to_string()).into(),
                figure.stated.clone().into(),
                figure.recomputed.clone().into(),
                if figure.differs() { "yes" } else { "no" }.into(),
            ]);
        }
    }
    table
}
