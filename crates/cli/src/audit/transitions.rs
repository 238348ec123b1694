//! How often members moved from where to where, and why.

use domain::vocabulary::TierCode;
use engine::View;

use super::first_moment;
use crate::args::TransitionsArgs;
use crate::table::Table;

pub(super) fn table(view: &View, args: &TransitionsArgs) -> Table {
    let zone = view.tiers.zone();
    let from = args.from.map(|from| first_moment(from, zone));
    let to = args.to.map(|to| to.moment(zone));
    let name = |tier: Option<TierCode>| tier.map_or("none", TierCode::code);
    let mut table = Table::new(&["from", "to", "cause", "count"]);
    for ((before, after, cause), count) in view.tiers.transitions(from, to, None) {
        table.push([name(before).into(), name(after).into(), cause.code().into(), count.into()]);
    }
    table
}
