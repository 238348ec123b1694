//! What became of those who were named as candidates.

use audit::candidates::{Waits, outcomes};
use audit::when::range;
use domain::Moment;
use domain::refusal::code_of;
use engine::View;

use crate::args::CandidatesArgs;
use crate::table::{Cell, Table};

/// As of the newest record, `seen_to`.
pub(super) fn table(view: &View, seen_to: Moment, args: &CandidatesArgs) -> Table {
    let waits = Waits { promoted_within_days: args.promoted_within, retained_days: args.retained };
    let named = range(args.from, args.to, view.tiers.zone());
    let mut table = Table::new(&[
        "source",
        "named",
        "decided",
        "promoted",
        "promoted_share",
        "followed",
        "retained",
        "retained_share",
    ]);
    let share = |bp: Option<u32>| -> Cell {
        bp.map_or_else(String::new, |bp| format!("{:.4}", f64::from(bp) / 10_000.0)).into()
    };
    for (source, of) in outcomes(&view.people, &view.tiers, named, waits, seen_to) {
        table.push([
            code_of(&source).into(),
            of.named.into(),
            of.decided.into(),
            of.promoted.into(),
            share(of.promoted_bp()),
            of.followed.into(),
            of.retained.into(),
            share(of.retained_bp()),
        ]);
    }
    table
}
