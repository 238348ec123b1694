//! How long a stay in a tier lasts.

use audit::dwell::dwell;
use engine::View;

use super::time_to_tier::reached;
use crate::args::DwellArgs;
use crate::table::Table;

pub(super) fn table(view: &View, args: &DwellArgs) -> Table {
    let as_of = args.as_of.map(|as_of| as_of.moment(view.tiers.zone())).or(args.known_at);
    let as_of = as_of.expect("one of both is given");
    let mut table = Table::new(&[
        "tier",
        "cohort",
        "stays",
        "completed",
        "ongoing",
        "completed_median",
        "q25_days",
        "median_days",
        "q75_days",
        "median_ci_low",
        "median_ci_high",
    ]);
    for row in dwell(&view.tiers, args.cohort_by.map(Into::into), as_of, args.known_at) {
        let (all, median) = (&row.all, row.all.median());
        let days = |day| reached(day, args.format);
        table.push([
            row.tier.code().into(),
            row.cohort.map_or_else(|| "all".to_owned(), |cohort| cohort.to_string()).into(),
            all.n.into(),
            all.events.into(),
            (all.n - all.events).into(),
            row.completed.median().day.into(),
            days(all.until_left(0.75).day),
            days(median.day),
            days(all.until_left(0.25).day),
            days(median.low),
            days(median.high),
        ]);
    }
    table
}
