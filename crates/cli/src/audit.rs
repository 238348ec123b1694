//! `koc audit`: what analysts ask.

use domain::id::KocId;
use domain::vocabulary::TierCode;
use domain::{AsOf, Moment, Zone};
use engine::{Engine, View};

use crate::args::{Audit, LedgerArgs, MembersArgs, TransitionsArgs};
use crate::exit::{Done, Ending};
use crate::out::{self, Out};
use crate::table::Table;

/// Answers from one view: one instant, whatever is recorded meanwhile.
///
/// # Errors
/// When nobody reads the answer.
pub(crate) fn run(engine: &Engine, audit: &Audit, out: &dyn Out) -> Ending {
    let view = engine.view();
    let answer = match audit {
        Audit::Members(args) => members(&view, args).render(args.format),
        Audit::Transitions(args) => transitions(&view, args).render(args.format),
        Audit::Ledger(args) => ledger(&view, args).render(args.format),
    };
    out::data(out, &answer)?;
    Ok(Done::Whole)
}

fn members(view: &View, args: &MembersArgs) -> Table {
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

/// How a member is named in reports: the external reference if there is one, else the id.
fn label(external_ref: Option<&str>, koc_id: KocId) -> String {
    external_ref.map_or_else(|| koc_id.to_string(), str::to_owned)
}

fn transitions(view: &View, args: &TransitionsArgs) -> Table {
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

/// As the beginning of a range, a date means its first instant.
fn first_moment(from: AsOf, zone: &Zone) -> Moment {
    match from {
        AsOf::Day(day) => zone.start_of(day),
        AsOf::Moment(moment) => moment,
    }
}

fn ledger(view: &View, _: &LedgerArgs) -> Table {
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
