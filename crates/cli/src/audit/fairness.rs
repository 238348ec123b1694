//! Promotions or demotions compared by who they were about and who approved them.

use std::sync::Arc;

use audit::evidence::Decisions;
use audit::fairness::{By, Filter, Group, groups};
use audit::when::first_moment;
use engine::Engine;
use projector_tiers::TierCause;

use super::{every_event, member};
use crate::args::{FairBy, FairCause, FairnessArgs};
use crate::exit::{Done, Ending};
use crate::out::{self, Out, say};
use crate::table::{Cell, Table};

/// Reads the log once, with the evidence of every decision.
///
/// # Errors
/// When the log cannot be read.
pub(super) fn run(engine: &Engine, args: &FairnessArgs, out: &Arc<dyn Out>) -> Ending {
    let view = engine.view();
    let mut decisions = Decisions::default();
    every_event(engine, view.position, out, &mut |recorded| decisions.apply(recorded))?;
    let zone = view.tiers.zone();
    let cause = match args.cause {
        FairCause::Promoted => TierCause::Promoted,
        FairCause::Demoted => TierCause::Demoted,
    };
    let filter = Filter {
        cause: Some(cause),
        overrides: args.overrides.then_some(true),
        from: args.from.map(|from| first_moment(from, zone)),
        to: args.to.map(|to| to.moment(zone)),
        ..Filter::default()
    };
    let asked = || decisions.rows().iter().filter(|row| filter.lets_through(row));
    let answer = if args.overrides {
        let mut table = Table::new(&["event", "koc", "on", "from", "to", "approvers", "missing"]);
        for row in asked() {
            let missing = row.recomputed.iter().filter(|it| !it.met).map(ToString::to_string);
            let approvers = row.approved_by.iter().map(|it| it.operator_id.to_string());
            let tier =
                |tier: Option<domain::vocabulary::TierCode>| tier.map_or("none", |it| it.code());
            table.push([
                row.position.to_string().into(),
                member(&view, row.koc_id).into(),
                row.effective_on.to_string().into(),
                tier(row.from).into(),
                tier(row.to).into(),
                approvers.collect::<Vec<_>>().join(", ").into(),
                missing.collect::<Vec<_>>().join(", ").into(),
            ]);
        }
        table
    } else {
        let by: Vec<By> = args.by.iter().copied().map(By::from).collect();
        let mut table = Table::new(&[
            "group",
            "n",
            "small",
            "median_score",
            "median_works",
            "overrides",
            "median_days_to_decision",
        ]);
        groups(asked(), &by).iter().for_each(|group| row(&mut table, group));
        table
    };
    out::data(&**out, &answer.render(args.format))?;
    say(&**out, &format!("{} decisions up to {}", asked().count(), view.position));
    Ok(Done::Whole)
}

fn row(table: &mut Table, group: &Group) {
    // Operators by their id: their names are sealed.
    let words: Vec<&str> = group.key.iter().map(|it| it.as_deref().unwrap_or("unknown")).collect();
    let count = |count: usize| Cell::from(u64::try_from(count).unwrap_or(u64::MAX));
    let value = |value: Option<i64>| value.map_or(Cell::Empty, Cell::from);
    table.push([
        words.join(" · ").into(),
        count(group.n),
        if group.is_small { "yes" } else { "no" }.into(),
        value(group.median_score),
        value(group.median_works),
        count(group.overrides),
        value(group.median_days_to_decision),
    ]);
}

impl From<FairBy> for By {
    fn from(by: FairBy) -> By {
        match by {
            FairBy::EntrySource => By::EntrySource,
            FairBy::Region => By::Region,
            FairBy::Archetype => By::Archetype,
            FairBy::Approver => By::Approver,
        }
    }
}
