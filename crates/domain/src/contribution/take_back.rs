//! What was taken down has earned nothing: its entries are taken back with it.

use super::event::ContributionReversed;
use crate::actor::Role;
use crate::event::Event;
use crate::id::{EntryId, EventId};
use crate::publication::event::PublicationTakenDown;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Entries taken back in one commit; what is beyond waits for the team. Our own number, well below
/// what a commit holds.
const AT_ONCE: usize = 500;

/// Takes back what a publication has earned.
pub(crate) fn take_back(
    state: &State,
    taken_down: &PublicationTakenDown,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let publication = state.publication(taken_down.publication_id)?;
    let koc_id = taken_down.koc_id;
    let account = state.account(koc_id);
    let entries = publication.earned.iter().flat_map(|event| {
        let (first, next) = ((*event, String::new()), (EventId(event.0 + 1), String::new()));
        account.credited.range(first..next).map(|(_, entry_id)| *entry_id).collect::<Vec<EntryId>>()
    });
    let standing: Vec<(EntryId, i64)> = entries
        .filter_map(|id| state.entries.get(&id).map(|entry| (id, entry)))
        .filter(|(_, entry)| !entry.reversed)
        .map(|(id, entry)| (id, entry.points))
        .collect();
    let mut balance = account.balance;
    let mut events = Vec::new();
    for (entry_id, points) in standing.iter().copied().take(AT_ONCE) {
        balance = balance.saturating_sub(points);
        let reversed = ContributionReversed {
            entry_id,
            koc_id,
            points,
            reason: taken_down.reason.clone(),
            source_event: Some(cause),
            effective_on: state.day_of(context.occurred_at),
            balance,
        };
        events.push(reversed.into());
    }
    if standing.len() > AT_ONCE {
        let (ops, about) = (Audience::Role(Role::Ops), taken_down.publication_id.to_string());
        let rest = todo::opened(TodoKind::ReactionRefused, ops, about, Some(koc_id), cause);
        events.push(rest.into());
    }
    Ok(events)
}
