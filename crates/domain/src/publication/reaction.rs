//! What follows from a publication: authors are told, engagement and leads earn, and what was
//! taken down has earned nothing.

use super::event::{DisclosureMissingFound, Event, WorkAmplified};
use crate::actor::Role;
use crate::contribution;
use crate::id::{EventId, PublicationId};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo::values::{Audience, TodoKind};
use crate::todo::{completed, opened};

/// What is told because of it.
pub(crate) fn react(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Publication(event) = event else { return Ok(Vec::new()) };
    Ok(match event {
        Event::WorkAmplified(amplified) => tell_authors(amplified, cause),
        Event::DisclosureMissingFound(found) => vec![to_label(state, found, cause)],
        Event::DisclosureVerified(e) => labelled(state, e.publication_id),
        Event::PublicationTakenDown(e) => labelled(state, e.publication_id),
        _ => Vec::new(),
    })
}

/// Each author learns where the brand shows their work.
fn tell_authors(amplified: &WorkAmplified, cause: EventId) -> Vec<crate::Event> {
    let about = amplified.publication_id.to_string();
    let told = amplified.authors.iter().map(|author| {
        let audience = Audience::Koc(*author);
        opened(TodoKind::WorkAmplified, audience, about.clone(), Some(*author), cause).into()
    });
    told.collect()
}

/// Whoever published it is asked to say what ties them to the brand.
fn to_label(state: &State, found: &DisclosureMissingFound, cause: EventId) -> crate::Event {
    let by_brand =
        state.publications.get(&found.publication_id).is_some_and(|it| it.is_amplified());
    let audience = if by_brand { Audience::Role(Role::Ops) } else { Audience::Koc(found.koc_id) };
    let about = found.publication_id.to_string();
    opened(TodoKind::DisclosureMissing, audience, about, Some(found.koc_id), cause).into()
}

fn labelled(state: &State, publication_id: PublicationId) -> Vec<crate::Event> {
    completed(state, TodoKind::DisclosureMissing, &publication_id.to_string())
}

/// What it earns, and what it has earned no more.
pub(crate) fn credit(
    state: &State,
    event: &crate::Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Publication(event) = event else { return Ok(Vec::new()) };
    match event {
        Event::EngagementRecorded(counted) => {
            contribution::credit_engagement(state, counted, cause, context)
        }
        Event::LeadAttributed(lead) => contribution::credit_lead(state, lead, cause, context),
        Event::PublicationTakenDown(e) => contribution::take_back(state, e, cause, context),
        _ => Ok(Vec::new()),
    }
}
