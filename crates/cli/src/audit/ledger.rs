//! Entries and points of every member who has any.

use engine::View;

use crate::table::Table;

pub(super) fn table(view: &View) -> Table {
    let mut rows: Vec<(String, u64, i64)> = view
        .ledger
        .accounts()
        .into_iter()
        .filter(|account| account.entries > 0)
        .map(|account| (account.label(), account.entries, account.points))
        .collect();
    rows.sort();
    let mut table = Table::new(&["koc", "entries", "points"]);
    for (koc, entries, points) in rows {
        table.push([koc.into(), entries.into(), points.into()]);
    }
    table
}
