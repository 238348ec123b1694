//! What people are told of an asset: its authors of every use, the librarian of an end of licence.

use super::event::{AssetReused, AssetWithdrawn, Event};
use super::values::WithdrawReason;
use super::{Asset, Standing};
use crate::actor::Role;
use crate::id::{AssetId, EventId, KocId};
use crate::koc;
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
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    if let crate::Event::Koc(koc::Event::KocPersonalDataErased(erased)) = event {
        return Ok(forget(state, erased.koc_id, cause, context));
    }
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

/// Assets withdrawn at once; what is beyond waits for the team. Our own number.
const AT_ONCE: usize = 100;

/// With its author's name goes what the author could have taken back; a licence that is not
/// revocable survives them.
fn forget(state: &State, koc_id: KocId, cause: EventId, context: &Context) -> Vec<crate::Event> {
    let today = state.day_of(context.now);
    let own = state.assets_by_author.range((koc_id, AssetId([0; 16]))..);
    let revocable = own.take_while(|(author, _)| *author == koc_id).filter_map(|(_, id)| {
        let asset = state.assets.get(id)?;
        let kept = matches!(asset.standing, Standing::Archived | Standing::Restricted(_));
        (kept && asset.licence.revocable).then_some((*id, asset))
    });
    let revocable: Vec<(AssetId, &Asset)> = revocable.map(|(id, it)| (id, it.as_ref())).collect();
    let mut events: Vec<crate::Event> = Vec::new();
    for (asset_id, asset) in revocable.iter().take(AT_ONCE) {
        let (reason, live_reuses) = (WithdrawReason::Erasure, asset.live_uses(today));
        events.push(AssetWithdrawn { asset_id: *asset_id, reason, live_reuses }.into());
    }
    if revocable.len() > AT_ONCE {
        let (librarian, about) = (Audience::Role(Role::Librarian), koc_id.to_string());
        let rest = opened(TodoKind::ReactionRefused, librarian, about, Some(koc_id), cause);
        events.push(rest.into());
    }
    events
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
