//! `koc golive`

use domain::Actor;
use domain::id::CommandId;
use domain::programme::command::GoLive;
use engine::{Engine, Request};

use crate::args::GoliveArgs;
use crate::command::execute;
use crate::exit::{Done, Ending, Failure};
use crate::out::{Out, say};
use crate::today;

/// Ends the set-up.
///
/// # Errors
/// When there is no programme, no policy in force, or it is live already.
pub(crate) fn run(engine: &Engine, args: &GoliveArgs, out: &dyn Out) -> Ending {
    let view = engine.view();
    if view.tiers.programme().is_none() {
        return Err(Failure::Refused("NOT_FOUND: there is no programme here yet".to_owned()));
    }
    let live_on = args.on.unwrap_or_else(|| today(view.tiers.zone()));
    let id = CommandId(uuid::Uuid::now_v7().into_bytes());
    let accepted = execute(engine, Request::new(GoLive { live_on }, id, Actor::ADMIN))?;
    say(out, &format!("the programme is live from {live_on} ({})", accepted.position));
    Ok(Done::Whole)
}
