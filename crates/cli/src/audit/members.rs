//! Who stood in which tier, and since when.

use domain::Moment;
use domain::vocabulary::TierCode;
use engine::View;

use super::label;
use crate::args::MembersArgs;
use crate::table::Table;

pub(super) fn table(view: &View, args: &MembersArgs) -> Table {
    let as_of = args.as_of.moment(view.tiers.zone());
    let mut rows: Vec<(String, TierCode, Moment)> = view
        .tiers
        .members_as_of(as_of, args.known_at)
        .into_iter()
        .map(|member| {
            (label(member.external_ref.as_deref(), member.koc_id), member.tier, member.since)
        })
        .collect();
    rows.sort();
    let mut table = Table::new(&["koc", "tier", "since"]);
    for (koc, tier, since) in rows {
        table.push([koc.into(), tier.code().into(), since.to_string().into()]);
    }
    table
}
