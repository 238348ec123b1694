//! How many stood in each tier, period by period.

use audit::headcount::headcounts;
use engine::View;

use super::{periods::periods, picture};
use crate::args::HeadcountArgs;
use crate::exit::Failure;
use crate::table::Table;

pub(super) fn table(view: &View, args: &HeadcountArgs) -> Result<Table, Failure> {
    let periods = periods(view, args.per.into(), (args.from, args.to), args.known_at)?;
    let rows = headcounts(&view.tiers, &periods, args.known_at);
    picture::write(args.svg.as_deref(), || audit::picture::headcount(&rows))?;
    let mut table = Table::new(&["period", "last_day", "tier", "came", "went", "count"]);
    for row in rows {
        table.push([
            row.period.to_string().into(),
            row.period.last.to_string().into(),
            row.tier.code().into(),
            row.came.into(),
            row.went.into(),
            row.count.into(),
        ]);
    }
    Ok(table)
}
