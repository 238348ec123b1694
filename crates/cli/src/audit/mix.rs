//! Where the contribution of a tier comes from, what was given for it, what is used again.

use audit::mix;
use audit::when::range;
use domain::refusal::code_of;
use engine::View;

use super::tier;
use crate::args::{MixArgs, ReuseArgs};
use crate::table::Table;

/// Points of every line of the ledger, by period, tier at the time and kind.
pub(super) fn contribution(view: &View, args: &MixArgs) -> Table {
    let (per, range) = (args.per.into(), range(args.from, args.to, view.tiers.zone()));
    let mut table = Table::new(&["period", "tier", "kind", "points", "lines", "members"]);
    for ((period, stood, kind), of) in mix::contribution(&view.ledger, &view.tiers, per, range) {
        table.push([
            period.to_string().into(),
            tier(stood).into(),
            code_of(&kind).into(),
            of.points.into(),
            of.lines.into(),
            of.members.into(),
        ]);
    }
    table
}

/// What was given, by period, tier at the time and unit.
pub(super) fn costs(view: &View, args: &MixArgs) -> Table {
    let (per, range) = (args.per.into(), range(args.from, args.to, view.tiers.zone()));
    let mut table = Table::new(&["period", "tier", "unit", "posted", "clawed_back", "rewards"]);
    for ((period, stood, unit), of) in mix::costs(&view.rewards, &view.tiers, per, range) {
        table.push([
            period.to_string().into(),
            tier(stood).into(),
            code_of(&unit).into(),
            of.posted.into(),
            of.clawed_back.into(),
            of.rewards.into(),
        ]);
    }
    table
}

/// Works in the library and their uses, by the tier of their first author when they were archived.
pub(super) fn reuse(view: &View, args: &ReuseArgs) -> Table {
    let range = range(args.from, args.to, view.tiers.zone());
    let mut table = Table::new(&["tier", "assets", "reused", "uses", "uses_per_asset"]);
    for (stood, of) in mix::reuse(&view.assets, &view.tiers, range) {
        let each = of.uses as f64 / of.assets as f64;
        table.push([
            tier(stood).into(),
            of.assets.into(),
            of.reused.into(),
            of.uses.into(),
            format!("{each:.2}").into(),
        ]);
    }
    table
}
