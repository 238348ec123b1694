//! What follows at once: advocacy is credited, people are told, and somebody decides about an
//! ambassador who left, is suspended or stands below the bar. Nobody is put out by a rule.

use super::event::{AdvocacyRecorded, AmbassadorshipRelinquished};
use super::{Ambassadorship, Event as Happened};
use crate::actor::Role;
use crate::contribution;
use crate::event::Event;
use crate::id::{EventId, KocId};
use crate::koc::Event as OfKoc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;

/// Credits what others saw of an ambassador.
pub(crate) fn credit(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Ambassadorship(Happened::AdvocacyRecorded(seen)) if !seen.by_themselves => {
            let AdvocacyRecorded { koc_id, advocacy_no, .. } = *seen;
            contribution::credit_advocacy(state, koc_id, advocacy_no, cause, context)
        }
        _ => Ok(Vec::new()),
    }
}

/// Asks and tells. Nothing here moves value, so nothing here is refused.
pub(crate) fn react(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    Ok(match event {
        Event::Ambassadorship(event) => asked_or_answered(state, event, cause),
        Event::Koc(event) => with_member(state, event, cause),
        _ => Vec::new(),
    })
}

fn asked_or_answered(state: &State, event: &Happened, cause: EventId) -> Vec<Event> {
    let koc_id = event.koc_id();
    let about = koc_id.to_string();
    let invitation = TodoKind::AnswerAmbassadorInvitation;
    match event {
        Happened::AmbassadorInvited(_) => {
            let member = Audience::Koc(koc_id);
            vec![todo::opened(invitation, member, about, Some(koc_id), cause).into()]
        }
        Happened::StatementSigned(_) | Happened::AmbassadorshipConferred(_) => {
            let answered = |it: &Ambassadorship| it.signed_by_member.is_some();
            let done = state.live_ambassadorship(koc_id).is_some_and(answered);
            if done { todo::completed(state, invitation, &about) } else { Vec::new() }
        }
        Happened::AmbassadorDeclined(_)
        | Happened::AmbassadorshipRelinquished(_)
        | Happened::AmbassadorshipRevoked(_) => {
            let mut done = todo::completed(state, invitation, &about);
            done.extend(todo::completed(state, TodoKind::DecideAmbassadorship, &about));
            done
        }
        _ => Vec::new(),
    }
}

fn with_member(state: &State, event: &OfKoc, cause: EventId) -> Vec<Event> {
    let koc_id = event.koc_id();
    if state.live_ambassadorship(koc_id).is_none() {
        return Vec::new();
    }
    let about = koc_id.to_string();
    match event {
        OfKoc::KocPersonalDataErased(_) => {
            let (keep_honour, reason) = (false, None);
            vec![AmbassadorshipRelinquished { koc_id, keep_honour, reason }.into()]
        }
        event if shakes(state, koc_id, event) => {
            let (kind, team) = (TodoKind::DecideAmbassadorship, Audience::Role(Role::Ops));
            if todo::waiting(state, kind, &about).next().is_some() {
                return Vec::new();
            }
            vec![todo::opened(kind, team, about, Some(koc_id), cause).into()]
        }
        // Back, and above the bar: there is nothing left to decide.
        OfKoc::KocPromoted(_) | OfKoc::KocReturnedToTier(_) | OfKoc::SuspensionLifted(_) => {
            let koc = state.kocs.get(&koc_id);
            let back = koc.is_some_and(|koc| koc.tier == Some(TierCode::TOP));
            let kind = TodoKind::DecideAmbassadorship;
            if back { todo::completed(state, kind, &about) } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// Whether an ambassador is away, or below the bar, after this.
fn shakes(state: &State, koc_id: KocId, event: &OfKoc) -> bool {
    match event {
        OfKoc::KocLeft(_) | OfKoc::KocSuspended(_) | OfKoc::KocMerged(_) => true,
        OfKoc::KocDemoted(_) | OfKoc::KocSteppedDown(_) | OfKoc::KocTierCorrected(_) => {
            let tier = state.kocs.get(&koc_id).and_then(|koc| koc.tier);
            tier < Some(TierCode::TOP)
        }
        _ => false,
    }
}
