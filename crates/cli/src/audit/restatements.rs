//! What later records changed about who stood where at some moment.

use audit::restated::restated;
use engine::View;

use super::{in_order, member, tier};
use crate::args::RestatementsArgs;
use crate::exit::Failure;
use crate::table::Table;

pub(super) fn table(view: &View, args: &RestatementsArgs) -> Result<Table, Failure> {
    let as_of = args.as_of.moment(view.tiers.zone());
    let to = args.to.unwrap_or(domain::Moment(i64::MAX));
    in_order(args.from, to)?;
    let mut table = Table::new(&["koc", "was", "is", "by", "cause", "effective", "recorded"]);
    for row in restated(&view.tiers, as_of, args.from, to) {
        for fact in &row.by {
            table.push([
                member(view, row.koc_id).into(),
                tier(row.was).into(),
                tier(row.is).into(),
                fact.position.to_string().into(),
                fact.cause.code().into(),
                fact.effective_at.to_string().into(),
                fact.recorded_at.to_string().into(),
            ]);
        }
    }
    Ok(table)
}
