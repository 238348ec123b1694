//! `koc audit`: what analysts ask, one file per question.

mod dwell;
mod headcount;
mod ledger;
mod members;
mod periods;
mod picture;
mod time_to_tier;
mod transitions;

use domain::id::KocId;
use domain::{AsOf, Moment, Zone};
use engine::Engine;

use crate::args::Audit;
use crate::exit::{Done, Ending};
use crate::out::{self, Out};

/// Answers from one view: one instant, whatever is recorded meanwhile.
///
/// # Errors
/// When it is asked in a way that cannot be, a picture cannot be written, or nobody reads the
/// answer.
pub(crate) fn run(engine: &Engine, audit: &Audit, out: &dyn Out) -> Ending {
    let view = engine.view();
    let answer = match audit {
        Audit::Members(args) => members::table(&view, args).render(args.format),
        Audit::Transitions(args) => transitions::table(&view, args)?.render(args.format),
        Audit::Headcount(args) => headcount::table(&view, args)?.render(args.format),
        Audit::TimeToTier(args) => time_to_tier::table(&view, args)?.render(args.format),
        Audit::Dwell(args) => dwell::table(&view, args).render(args.format),
        Audit::Ledger(args) => ledger::table(&view).render(args.format),
    };
    out::say(out, &format!("computed at position {}", view.position.0));
    out::data(out, &answer)?;
    Ok(Done::Whole)
}

/// How a member is named in reports: the external reference if there is one, else the id.
fn label(external_ref: Option<&str>, koc_id: KocId) -> String {
    external_ref.map_or_else(|| koc_id.to_string(), str::to_owned)
}

/// As the beginning of a range, a date means its first instant.
fn first_moment(from: AsOf, zone: &Zone) -> Moment {
    match from {
        AsOf::Day(day) => zone.start_of(day),
        AsOf::Moment(moment) => moment,
    }
}
