//! Two moments side by side: who moved, and who earned.

use audit::difference::changed;
use engine::View;

use super::{in_order, member, tier};
use crate::args::ChangesArgs;
use crate::exit::Failure;
use crate::table::Table;

pub(super) fn table(before: &View, after: &View, args: &ChangesArgs) -> Result<Table, Failure> {
    in_order(args.from, args.to.unwrap_or(domain::Moment(i64::MAX)))?;
    let mut table = Table::new(&[
        "koc",
        "tier_before",
        "tier_after",
        "points_before",
        "points_after",
        "lines",
        "by",
    ]);
    let rows = changed((&before.tiers, &before.ledger), (&after.tiers, &after.ledger));
    for (koc_id, row) in rows.into_iter().filter(|(_, row)| !args.moved || row.moved()) {
        let by: Vec<String> = row.by.iter().map(|fact| fact.position.to_string()).collect();
        table.push([
            member(after, koc_id).into(),
            tier(row.tier[0]).into(),
            tier(row.tier[1]).into(),
            row.points[0].into(),
            row.points[1].into(),
            row.lines.into(),
            by.join(" ").into(),
        ]);
    }
    Ok(table)
}
