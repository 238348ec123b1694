//! What people are told of an asset: its authors of every use, the librarian of an end of licence.

use super::event::{AssetReused, Event};
use crate::actor::Role;
use crate::id::{AssetId, EventId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Day;
use crate::todo::event::TodoOpened;
use crate::todo::values::{Audience, TodoKind};
use crate::todo::{completed, opened};

/// What follows at once.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Asset(event) = event else { return Ok(Vec::new()) };
    Ok(match event {
        Event::AssetReused(reused) => tell_authors(state, reused, cause),
        Event::LicenceEndingNoticed(e) => {
            vec![ending(state, e.asset_id, e.until, cause).into()]
        }
        Event::LicenceExtended(e) => {
            completed(state, TodoKind::LicenceEnding, &e.asset_id.to_string())
        }
        Event::AssetWithdrawn(e) => {
            let about = e.asset_id.to_string();
            let mut events = completed(state, TodoKind::LicenceEnding, &about);
            if !e.live_reuses.is_empty() {
                let librarian = Audience::Role(Role::Librarian);
                let stop = opened(TodoKind::EndReuse, librarian, about, None, cause);
                events.push(stop.into());
            }
            events
        }
        Event::AssetRestored(e) => completed(state, TodoKind::EndReuse, &e.asset_id.to_string()),
        _ => Vec::new(),
    })
}

/// Each author learns what their work is used for, and where.
fn tell_authors(state: &State, reused: &AssetReused, cause: EventId) -> Vec<crate::Event> {
    let authors = state.assets.get(&reused.asset_id).map(|asset| asset.authors.clone());
    let told = authors.unwrap_or_default().into_iter().map(|author| {
        let about = reused.reuse_id.to_string();
        opened(TodoKind::WorkReused, Audience::Koc(author), about, Some(author), cause).into()
    });
    told.collect()
}

fn ending(state: &State, asset_id: AssetId, until: Day, cause: EventId) -> TodoOpened {
    let librarian = Audience::Role(Role::Librarian);
    let about = asset_id.to_string();
    let todo = opened(TodoKind::LicenceEnding, librarian, about, None, cause);
    TodoOpened { due: Some(state.end_of(until)), ..todo }
}
