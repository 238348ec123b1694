//! How the programme is doing, and who gave most.

use audit::health::{Programme, health};
use audit::leaderboard::{Asked, leaderboard};
use domain::refusal::code_of;
use engine::View;

use super::{in_order, member, periods::periods, tier};
use crate::args::{HealthArgs, LeaderboardArgs};
use crate::exit::Failure;
use crate::table::Table;

/// One row for each period and tier.
pub(super) fn table(view: &View, args: &HealthArgs) -> Result<Table, Failure> {
    let periods = periods(view, args.per.into(), (args.from, args.to), args.known_at)?;
    let of = Programme {
        tiers: &view.tiers,
        people: &view.people,
        work: &view.work,
        rewards: &view.rewards,
        assets: &view.assets,
        publications: &view.publications,
    };
    let mut table = Table::new(&[
        "period",
        "tier",
        "members",
        "joined",
        "left",
        "active",
        "tenure_days",
        "offers",
        "accepted",
        "declined",
        "expired",
        "decline_reasons",
        "offer_gini_bp",
        "answer_hours",
        "making_hours",
        "review_hours",
        "late_reviews_bp",
        "brand_wait_hours",
        "approved",
        "leads",
        "points",
        "cash",
        "cash_per_work",
        "cash_per_lead",
        "reuse_bp",
    ]);
    for (period, stood, of) in health(of, &periods) {
        let reasons = of.decline_reasons.iter();
        let reasons: Vec<String> =
            reasons.map(|(reason, count)| format!("{} {count}", code_of(reason))).collect();
        table.push([
            period.to_string().into(),
            stood.code().into(),
            of.members.into(),
            of.joined.into(),
            of.left.into(),
            of.active.into(),
            of.tenure_days.into(),
            of.offers.into(),
            of.accepted.into(),
            of.declined.into(),
            of.expired.into(),
            reasons.join(", ").into(),
            of.offer_gini_bp.into(),
            of.answer_hours.into(),
            of.making_hours.into(),
            of.review_hours.into(),
            of.late_reviews_bp().into(),
            of.brand_wait_hours.into(),
            of.approved.into(),
            of.leads.into(),
            of.points.into(),
            of.cash.into(),
            of.cash_per_work().into(),
            of.cash_per_lead().into(),
            of.reuse_bp().into(),
        ]);
    }
    Ok(table)
}

/// One row for each place.
pub(super) fn places(view: &View, args: &LeaderboardArgs) -> Result<Table, Failure> {
    in_order(args.from, args.to)?;
    let asked = Asked { public_only: args.public_only, ..Asked::default() };
    let all = leaderboard(&view.ledger, &view.tiers, (args.from, args.to), &asked);
    let mut table = Table::new(&["rank", "koc", "tier", "points", "delta"]);
    for place in all.into_iter().take(args.top) {
        table.push([
            place.rank.into(),
            member(view, place.koc_id).into(),
            tier(place.tier).into(),
            place.points.into(),
            place.delta().into(),
        ]);
    }
    Ok(table)
}
