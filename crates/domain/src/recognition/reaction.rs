//! Whoever is honoured is told.

use super::event::Event;
use crate::id::EventId;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo::opened;
use crate::todo::values::{Audience, TodoKind};

/// What follows at once.
pub(crate) fn react(
    _: &State,
    event: &crate::Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<crate::Event>, Refusal> {
    let crate::Event::Recognition(Event::HonourConferred(e)) = event else {
        return Ok(Vec::new());
    };
    let koc_id = e.recipient.koc();
    let (audience, about) = (Audience::Koc(koc_id), e.recognition_id.to_string());
    Ok(vec![opened(TodoKind::HonourConferred, audience, about, Some(koc_id), cause).into()])
}
