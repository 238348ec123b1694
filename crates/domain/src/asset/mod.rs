//! An asset: a work kept for reuse.

pub mod command;
pub mod event;
mod rules;
pub mod values;

pub use event::Event;
pub(crate) use rules::*;

use crate::recorded::Recorded;
use crate::state::State;
use values::AssetSource;

/// Takes in what has happened to an asset.
pub(crate) fn evolve(state: &mut State, event: &Event, _recorded: &Recorded) {
    let Event::AssetArchived(archived) = event;
    let AssetSource::Submission(source) = &archived.source;
    state.assets.insert(archived.asset_id, source.assignment_id);
    if let Some(assignment) = state.assignment_mut(source.assignment_id) {
        assignment.archived_as = Some(archived.asset_id);
    }
}
