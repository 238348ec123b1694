//! Taking in what has happened to a publication, and what it says of the member's track.

use std::sync::Arc;

use super::event::*;
use super::{Found, Publication};
use crate::id::{EventId, KocId, PublicationId};
use crate::koc::{EngagementOn, Published, Track};
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::AiUse;

/// Takes in what has happened to a publication.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    let id = event.publication_id();
    match event {
        Event::PublicationRegistered(e) => registered(state, e),
        Event::WorkAmplified(e) => amplified(state, e, recorded),
        Event::DisclosureVerified(_) => change(state, id, |it| it.found = Found::Told),
        Event::DisclosureMissingFound(_) => change(state, id, |it| it.found = Found::NotTold),
        Event::EngagementRecorded(e) => counted(state, e, recorded.position),
        Event::LeadAttributed(e) => lead(state, e, recorded.position),
        Event::CreditCorrected(e) => {
            change(state, id, |it| it.credit_line = Some(e.credit_line.clone()));
        }
        Event::PublicationTakenDown(e) => taken_down(state, e, recorded.occurred_at),
    }
}

fn change(state: &mut State, id: PublicationId, change: impl FnOnce(&mut Publication)) {
    if let Some(publication) = state.publications.get_mut(&id) {
        change(Arc::make_mut(publication));
    }
}

/// On the track of whose it is; after a merge, of the record that goes on.
fn track(state: &mut State, koc_id: KocId, change: impl FnOnce(&mut Track)) {
    let merged = state.koc(koc_id).ok().and_then(|koc| koc.merged_into());
    let koc_id = merged.unwrap_or(koc_id);
    if let Some(koc) = state.koc_mut(koc_id) {
        change(&mut koc.track);
    }
}

fn new(koc_id: KocId, published_at: Moment, ai_generated: AiUse) -> Publication {
    Publication {
        koc_id,
        assignment_id: None,
        spontaneous: false,
        credit_line: None,
        published_at,
        ai_generated,
        address: None,
        found: Found::Nothing,
        last_count: None,
        steps: 0,
        earned: Vec::new(),
        taken_down_at: None,
    }
}

fn registered(state: &mut State, e: &PublicationRegistered) {
    let publication = Publication {
        assignment_id: e.assignment_id,
        spontaneous: e.spontaneous,
        address: Some(e.url.fingerprint),
        ..new(e.koc_id, e.published_at, e.ai_generated)
    };
    let published = Published {
        on: state.day_of(e.published_at),
        platform: e.platform.clone(),
        topic: e.topic.clone(),
        counts: Vec::new(),
    };
    track(state, e.koc_id, |track| {
        track.publications.insert(e.publication_id, Arc::new(published));
    });
    keep(state, e.publication_id, publication);
}

fn amplified(state: &mut State, e: &WorkAmplified, recorded: &Recorded) {
    // The rule names at least one author.
    let Some(koc_id) = e.authors.first().copied() else { return };
    let publication = Publication {
        assignment_id: e.assignment_id,
        credit_line: Some(e.credit_line.clone()),
        address: e.url.as_ref().map(|url| url.fingerprint),
        ..new(koc_id, recorded.occurred_at, e.ai_generated)
    };
    keep(state, e.publication_id, publication);
}

fn keep(state: &mut State, id: PublicationId, publication: Publication) {
    if let Some(address) = publication.address {
        state.publication_addresses.insert(address, id);
    }
    if let Some(assignment_id) = publication.assignment_id {
        state.publications_of.insert((assignment_id, id));
    }
    state.publications.insert(id, Arc::new(publication));
}

fn counted(state: &mut State, e: &EngagementRecorded, position: EventId) {
    change(state, e.publication_id, |it| {
        it.last_count = Some((e.measured_at, e.counts));
        it.steps = it.steps.saturating_add(e.new_steps);
        if e.new_steps > 0 {
            it.earned.push(position);
        }
    });
    let on = state.day_of(e.measured_at);
    let count = EngagementOn { on, views: e.counts.views, weighted: e.counts.weighted() };
    track(state, e.koc_id, |track| {
        // What the brand amplified is not on the member's track.
        let Some(published) = track.publications.get_mut(&e.publication_id) else { return };
        let counts = &mut Arc::make_mut(published).counts;
        // Windows end on days: the last count of a day is all they ask.
        if counts.last().is_some_and(|last| last.on == on) {
            counts.pop();
        }
        counts.push(count);
    });
}

fn lead(state: &mut State, e: &LeadAttributed, position: EventId) {
    state.leads.insert((e.lead_ref.clone(), e.kind, e.model), e.koc_id);
    if e.earns {
        change(state, e.publication_id, |it| it.earned.push(position));
    }
    let on = state.day_of(e.at);
    track(state, e.koc_id, |track| {
        // One lead is one, by however many models.
        track.leads.entry((e.lead_ref.clone(), e.kind)).or_insert(on);
    });
}

/// Its address is free again: whoever it belongs to may register it.
fn taken_down(state: &mut State, e: &PublicationTakenDown, at: Moment) {
    let Some(publication) = state.publications.get(&e.publication_id) else { return };
    if let Some(address) = publication.address {
        state.publication_addresses.remove(&address);
    }
    change(state, e.publication_id, |it| it.taken_down_at = Some(at));
    track(state, e.koc_id, |track| {
        track.publications.remove(&e.publication_id);
    });
}
