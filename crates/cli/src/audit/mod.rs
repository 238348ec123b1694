//! `koc audit`: what analysts ask, one file per question.

mod candidates;
mod changes;
pub(crate) mod check_proof;
mod dwell;
mod evidence;
mod explain;
mod fairness;
mod graph;
mod headcount;
mod health;
mod ledger;
mod members;
mod mix;
mod periods;
mod picture;
mod proof_file;
mod prove;
mod restatements;
mod time_to_tier;
mod transitions;
mod what_if;

use std::sync::Arc;

use domain::id::{EventId, KocId};
use domain::vocabulary::TierCode;
use domain::{Moment, Recorded};
use engine::{Engine, Patience, View};

use crate::args::Audit;
use crate::exit::{Done, Ending, Failure};
use crate::open::{is_whole, opening_failed};
use crate::out::{self, Out};
use crate::progress;

/// Answers from one view: one instant, whatever is recorded meanwhile.
///
/// # Errors
/// When it is asked in a way that cannot be, what is asked about is not there, a picture cannot be
/// written, or nobody reads the answer.
pub(crate) fn run(engine: &Engine, audit: &Audit, out: &Arc<dyn Out>) -> Ending {
    // Of the others the rows themselves know what was known when.
    let known_at = match audit {
        Audit::Ledger(args) => args.known_at,
        Audit::Candidates(args) => args.known_at,
        Audit::Contribution(args) | Audit::Costs(args) => args.known_at,
        Audit::Reuse(args) => args.known_at,
        Audit::Health(args) => args.known_at,
        Audit::Leaderboard(args) => args.known_at,
        Audit::Changes(args) => args.to,
        _ => None,
    };
    let view = then(engine, known_at, out)?;
    let answer = match audit {
        Audit::Evidence(args) => return evidence::run(engine, args, out),
        Audit::WhatIf(args) => return what_if::run(engine, args, out),
        Audit::Fairness(args) => return fairness::run(engine, args, out),
        Audit::Explain(args) => return explain::run(engine, args, &**out),
        Audit::Members(args) => members::table(&view, args).render(args.format),
        Audit::Transitions(args) => transitions::table(&view, args)?.render(args.format),
        Audit::Headcount(args) => headcount::table(&view, args)?.render(args.format),
        Audit::TimeToTier(args) => time_to_tier::table(engine, &view, args)?.render(args.format),
        Audit::Dwell(args) => dwell::table(&view, args).render(args.format),
        Audit::Ledger(args) => ledger::table(&view).render(args.format),
        Audit::Restatements(args) => restatements::table(&view, args)?.render(args.format),
        Audit::Changes(args) => {
            let before = then(engine, Some(args.from), out)?;
            let table = changes::table(&before, &view, args)?;
            is_whole(&before)?;
            table.render(args.format)
        }
        Audit::Candidates(args) => {
            // Nothing was seen after the newest record: whoever's days were not over is undecided.
            let newest = engine.entry(view.position).map_err(|error| opening_failed(&error))?;
            let seen_to = newest.map_or(Moment(0), |entry| entry.recorded_at);
            candidates::table(&view, seen_to, args).render(args.format)
        }
        Audit::Contribution(args) => mix::contribution(&view, args).render(args.format),
        Audit::Costs(args) => mix::costs(&view, args).render(args.format),
        Audit::Reuse(args) => mix::reuse(&view, args).render(args.format),
        Audit::Health(args) => health::table(&view, args)?.render(args.format),
        Audit::Leaderboard(args) => health::places(&view, args)?.render(args.format),
        Audit::Graph(args) => graph::answer(&view, args)?,
        Audit::Prove(args) => return prove::run(engine, args, out),
        Audit::CheckProof(args) => return check_proof::run(args, &**out),
    };
    is_whole(&view)?;
    out::say(&**out, &format!("computed at position {}", view.position.0));
    out::data(&**out, &answer)?;
    Ok(Done::Whole)
}

/// The member of that external reference or id.
///
/// # Errors
/// When there is none.
fn member_known_as(view: &View, text: &str) -> Result<KocId, Failure> {
    if let Some(member) = view.tiers.by_external_ref(text) {
        return Ok(member.koc_id);
    }
    let id = text.parse::<KocId>().ok();
    id.filter(|id| view.tiers.member(*id).is_some()).ok_or_else(|| {
        Failure::Failed(format!(
            "there is no member `{text}`: name an external reference or an id, as `koc audit \
             members` shows them"
        ))
    })
}

/// How a member is named in reports: the external reference if there is one, else the id.
fn label(external_ref: Option<&str>, koc_id: KocId) -> String {
    external_ref.map_or_else(|| koc_id.to_string(), str::to_owned)
}

/// The programme as it was known at a moment, now if none is said. Its read models are folded when
/// they are looked at; how far that is shows on a terminal.
fn then(
    engine: &Engine,
    known_at: Option<Moment>,
    out: &Arc<dyn Out>,
) -> Result<Arc<View>, Failure> {
    let Some(moment) = known_at else { return Ok(engine.view()) };
    let bar = progress::bar(out, engine.head().size, "events");
    let tell = move |_: &'static str, reached: EventId, to: EventId| {
        if bar.is_finished() {
            bar.reset();
        }
        bar.set_length(to.0);
        bar.set_position(reached.0);
        if reached == to {
            bar.finish_and_clear();
        }
    };
    let patience = Patience { until: None, tell: Some(Arc::new(tell)) };
    engine.view_known_at(moment, patience).map_err(|error| opening_failed(&error))
}

/// What a table says where somebody stood; outside the tiers `none`.
fn tier(tier: Option<TierCode>) -> &'static str {
    tier.map_or("none", TierCode::code)
}

fn in_order<At: PartialOrd + std::fmt::Display>(from: At, to: At) -> Result<(), Failure> {
    if from > to {
        return Err(Failure::Usage(format!("--from {from} is after --to {to}")));
    }
    Ok(())
}

/// How many events are read between two looks at whether anybody still waits for the answer.
const EVENTS_BETWEEN_LOOKS: u64 = 1_000;

/// Shows every event up to `upto` to `each`, in order, and how far it is.
///
/// # Errors
/// When the log cannot be read, or nobody waits for the answer any more.
fn every_event(
    engine: &Engine,
    upto: EventId,
    out: &Arc<dyn Out>,
    each: &mut dyn FnMut(&Recorded),
) -> Result<(), Failure> {
    let bar = progress::bar(out, upto.0, "events");
    let events = usize::try_from(upto.0).unwrap_or(usize::MAX);
    for recorded in engine.read(EventId(1)).take(events) {
        let recorded = recorded.map_err(|error| opening_failed(&error))?;
        each(&recorded);
        let position = recorded.position.0;
        if position.is_multiple_of(EVENTS_BETWEEN_LOOKS) {
            bar.set_position(position);
            if out.is_gone() {
                return Err(Failure::Closed);
            }
        }
    }
    bar.finish_and_clear();
    Ok(())
}

/// How a member is named in reports, by their id.
fn member(view: &View, koc_id: KocId) -> String {
    view.tiers.member(koc_id).map_or_else(|| koc_id.to_string(), |member| member.label())
}
