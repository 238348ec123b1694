//! What is taken back with what earned it; what was taken down has earned nothing.

use super::event::ContributionReversed;
use crate::actor::Role;
use crate::event::Event;
use crate::id::{EventId, KocId};
use crate::personal::Sealed;
use crate::publication::event::PublicationTakenDown;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Day;
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
    let (koc_id, reason) = (taken_down.koc_id, taken_down.reason.clone());
    let day = state.day_of(context.occurred_at);
    let mut events = reverse_all_for(state, koc_id, &publication.earned, cause, reason, day);
    if events.len() > AT_ONCE {
        events.truncate(AT_ONCE);
        let (ops, about) = (Audience::Role(Role::Ops), taken_down.publication_id.to_string());
        let rest = todo::opened(TodoKind::ReactionRefused, ops, about, Some(koc_id), cause);
        events.push(rest.into());
    }
    Ok(events)
}

/// Takes back every entry of a member that these events earned and that still stands.
pub(crate) fn reverse_all_for(
    state: &State,
    koc_id: KocId,
    earned_by: &[EventId],
    cause: EventId,
    reason: Sealed,
    effective_on: Day,
) -> Vec<Event> {
    let account = state.account(koc_id);
    let mut balance = account.balance;
    let entries = earned_by.iter().flat_map(|event| {
        let (first, next) = ((*event, String::new()), (EventId(event.0 + 1), String::new()));
        account.credited.range(first..next).map(|(_, entry_id)| *entry_id)
    });
    let standing = entries.filter_map(|entry_id| {
        let entry = state.entries.get(&entry_id).filter(|entry| !entry.reversed)?;
        Some((entry_id, entry.points))
    });
    let reversed = standing.map(|(entry_id, points)| {
        balance = balance.saturating_sub(points);
        let reversed = ContributionReversed {
            entry_id,
            koc_id,
            points,
            reason: reason.clone(),
            source_event: Some(cause),
            effective_on,
            balance,
        };
        reversed.into()
    });
    reversed.collect()
}
