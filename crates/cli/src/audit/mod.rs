//! `koc audit`: what analysts ask, one file per question.

pub(crate) mod check_proof;
mod ledger;
mod members;
mod proof_file;
mod prove;
mod transitions;

use std::sync::Arc;

use domain::id::KocId;
use domain::{AsOf, Moment, Zone};
use engine::{Engine, View};

use crate::args::Audit;
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out};

/// Answers from one view: one instant, whatever is recorded meanwhile.
///
/// # Errors
/// When what is asked about is not there, or nobody reads the answer.
pub(crate) fn run(engine: &Engine, audit: &Audit, out: &Arc<dyn Out>) -> Ending {
    let view = engine.view();
    let answer = match audit {
        Audit::Members(args) => members::table(&view, args).render(args.format),
        Audit::Transitions(args) => transitions::table(&view, args).render(args.format),
        Audit::Ledger(args) => ledger::table(&view).render(args.format),
        Audit::Prove(args) => return prove::run(engine, args, out),
        Audit::CheckProof(args) => return check_proof::run(args, &**out),
    };
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

/// As the beginning of a range, a date means its first instant.
fn first_moment(from: AsOf, zone: &Zone) -> Moment {
    match from {
        AsOf::Day(day) => zone.start_of(day),
        AsOf::Moment(moment) => moment,
    }
}
