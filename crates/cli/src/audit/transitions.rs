//! How often members moved from where to where, and why; in all, or period by period.

use audit::period::Per;
use domain::vocabulary::TierCode;
use domain::{AsOf, Day};
use engine::View;

use super::{periods::periods, picture};
use crate::args::TransitionsArgs;
use crate::exit::Failure;
use crate::table::{Cell, Table};
use audit::when::first_moment;

pub(super) fn table(view: &View, args: &TransitionsArgs) -> Result<Table, Failure> {
    match args.per {
        Some(per) => by_period(view, args, per.into()),
        None => Ok(in_all(view, args)),
    }
}

fn name(tier: Option<TierCode>) -> Cell {
    tier.map_or("none", TierCode::code).into()
}

fn in_all(view: &View, args: &TransitionsArgs) -> Table {
    let zone = view.tiers.zone();
    let from = args.from.map(|from| first_moment(from, zone));
    let to = args.to.map(|to| to.moment(zone));
    let mut table = Table::new(&["from", "to", "cause", "count"]);
    for ((before, after, cause), count) in view.tiers.transitions(from, to, args.known_at) {
        table.push([name(before), name(after), cause.code().into(), count.into()]);
    }
    table
}

fn by_period(view: &View, args: &TransitionsArgs, per: Per) -> Result<Table, Failure> {
    let range = (date(args.from, "--from")?, date(args.to, "--to")?);
    let periods = periods(view, per, range, args.known_at)?;
    let rows = audit::transitions::transitions(&view.tiers, &periods, args.known_at);
    picture::write(args.svg.as_deref(), || audit::picture::transitions(&periods, &rows))?;
    let mut table =
        Table::new(&["period", "from", "to", "cause", "n", "standing", "moved", "share"]);
    for row in rows {
        let (from, to, cause) = row.transition;
        table.push([
            row.period.to_string().into(),
            name(from),
            name(to),
            cause.code().into(),
            row.n.into(),
            row.part.map(|part| part.standing).into(),
            row.part.map(|part| part.moved).into(),
            row.part.and_then(|part| part.share()).into(),
        ]);
    }
    Ok(table)
}

/// A period begins and ends with a day.
fn date(given: Option<AsOf>, option: &str) -> Result<Option<Day>, Failure> {
    match given {
        None => Ok(None),
        Some(AsOf::Day(day)) => Ok(Some(day)),
        Some(AsOf::Moment(moment)) => Err(Failure::Usage(format!(
            "`{option} {moment}` is a moment; with `--per` it is a date like 2025-03-01"
        ))),
    }
}
