//! What follows at once from a gathering: guests are told, whoever came was active that day, and
//! whoever is gone comes no more.

use super::event::{AttendanceRecorded, Event as Happened, GuestDropped};
use super::guests::told_next;
use super::values::{GoneCause, GuestNews};
use crate::activity;
use crate::activity::command::RecordActivity;
use crate::activity::values::{ActivityKind, YearMonth};
use crate::actor::Role;
use crate::event::Event;
use crate::id::{EventId, GatheringId, KocId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::event::TodoOpened;
use crate::todo::values::{Audience, TodoKind};

/// Who reports that a member came.
const SOURCE: &str = "gathering";

/// Whoever came did something in the community that day; where a consent was taken back, nothing
/// is recorded and a person hears of it.
pub(crate) fn record_attended(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Gathering(Happened::AttendanceRecorded(e)) = event else { return Ok(Vec::new()) };
    let gathering = state.gathering(e.gathering_id)?;
    let each = e.attendees.iter().flat_map(|koc_id| {
        let came = attended(state, e, *koc_id, gathering.starts);
        activity::record(state, &came, context).unwrap_or_else(|refusal| {
            let (kind, ops) = (TodoKind::ReactionRefused, Audience::Role(Role::Ops));
            let opened = todo::opened(kind, ops, koc_id.to_string(), Some(*koc_id), cause);
            vec![todo::instead(opened, &refusal).into()]
        })
    });
    Ok(each.collect())
}

fn attended(
    state: &State,
    event: &AttendanceRecorded,
    koc_id: KocId,
    at: crate::time::Moment,
) -> RecordActivity {
    let subject = event.gathering_id.to_string();
    RecordActivity {
        koc_id,
        kind: ActivityKind::Attended,
        at,
        month: YearMonth::of(state.day_of(at)),
        source: SOURCE.to_owned(),
        source_ref: subject.clone(),
        subject: Some(subject),
    }
}

/// The first guests of a gathering that changed hear of it in the same commit.
pub(crate) fn news_for_guests(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Gathering(Happened::GatheringRescheduled(_) | Happened::GatheringCancelled(_)) =
        event
    else {
        return Ok(Vec::new());
    };
    let gathering_id = GatheringId(event.stream().id);
    let told = told_next(gathering_id, state.gathering(gathering_id)?);
    Ok(told.map(Into::into).into_iter().collect())
}

/// What guests are told, and what they need not answer any more.
pub(crate) fn tell_guests_of(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Gathering(event) = event else { return Ok(Vec::new()) };
    let id = event.gathering_id();
    let answered = |koc_id: &KocId| answered(state, id, *koc_id);
    Ok(match event {
        Happened::GatheringInvitationsSent(e) => {
            let asked = e.koc_ids.iter().map(|koc_id| invitation(id, *koc_id, cause).into());
            asked.collect()
        }
        Happened::GatheringGuestsTold(e) => {
            let kind = match e.news {
                GuestNews::Moved => TodoKind::GatheringMoved,
                GuestNews::CalledOff => TodoKind::GatheringCalledOff,
            };
            let off = e.news == GuestNews::CalledOff;
            let done = e.koc_ids.iter().filter(|_| off).filter_map(answered);
            let told = e.koc_ids.iter().map(|koc_id| {
                let (member, about) = (Audience::Koc(*koc_id), id.to_string());
                todo::opened(kind, member, about, Some(*koc_id), cause).into()
            });
            done.chain(told).collect()
        }
        Happened::RsvpReceived(e) => answered(&e.koc_id).into_iter().collect(),
        Happened::AttendanceRecorded(e) => {
            e.attendees.iter().chain(&e.no_shows).filter_map(answered).collect()
        }
        _ => Vec::new(),
    })
}

fn invitation(gathering_id: GatheringId, koc_id: KocId, cause: EventId) -> TodoOpened {
    let (kind, member) = (TodoKind::GatheringInvitation, Audience::Koc(koc_id));
    todo::opened(kind, member, gathering_id.to_string(), Some(koc_id), cause)
}

/// The invitation of a guest waits for no answer any more.
fn answered(state: &State, gathering_id: GatheringId, koc_id: KocId) -> Option<Event> {
    let guest = state.gathering(gathering_id).ok()?.guests.get(&koc_id)?;
    let asked = invitation(gathering_id, koc_id, guest.invited_in);
    todo::completed_one(state, asked.todo_id)
}

/// Why somebody takes no part in anything any more because of what happened to them, if so.
pub(crate) fn gone(event: &Event) -> Option<(KocId, GoneCause)> {
    let Event::Koc(event) = event else { return None };
    let cause = match event {
        koc::Event::KocLeft(_) => GoneCause::MemberLeft,
        koc::Event::KocSuspended(_) => GoneCause::MemberSuspended,
        koc::Event::KocMerged(_) => GoneCause::RecordMerged,
        koc::Event::KocPersonalDataErased(_) => GoneCause::MemberForgotten,
        _ => return None,
    };
    Some((event.koc_id(), cause))
}

/// Whoever is gone, or stands below the bar now, is a guest no more; their place is free.
pub(crate) fn drop_gone_guests(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    if let Some((koc_id, cause)) = gone(event) {
        let ahead = state.gatherings_ahead_of(koc_id);
        let dropped = |gathering_id| drop_guest(state, gathering_id, koc_id, cause);
        return Ok(ahead.flat_map(dropped).collect());
    }
    let Some(koc_id) = moved_down(event) else { return Ok(Vec::new()) };
    let tier = state.kocs.get(&koc_id).and_then(|koc| koc.tier);
    let low = state.gatherings_ahead_of(koc_id).filter(|gathering_id| {
        let gathering = state.gathering(*gathering_id);
        gathering.is_ok_and(|it| it.min_tier.is_some_and(|bar| tier.is_none_or(|has| has < bar)))
    });
    let cause = GoneCause::TierTooLow;
    Ok(low.flat_map(|gathering_id| drop_guest(state, gathering_id, koc_id, cause)).collect())
}

/// A guest is dropped; their invitation waits for no answer.
fn drop_guest(
    state: &State,
    gathering_id: GatheringId,
    koc_id: KocId,
    cause: GoneCause,
) -> Vec<Event> {
    let dropped = GuestDropped { gathering_id, koc_id, cause }.into();
    answered(state, gathering_id, koc_id).into_iter().chain([dropped]).collect()
}

/// The member whose tier may be lower than before.
fn moved_down(event: &Event) -> Option<KocId> {
    let Event::Koc(event) = event else { return None };
    use koc::Event::{KocDemoted, KocSteppedDown, KocTierCorrected};
    let down = matches!(event, KocDemoted(_) | KocSteppedDown(_) | KocTierCorrected(_));
    down.then(|| event.koc_id())
}
