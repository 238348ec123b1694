//! The rules of a gathering's course: moved, called off, held, written down, closed.

use std::collections::BTreeSet;

use super::GatheringState;
use super::command::*;
use super::event::*;
use super::rules::check_time;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

/// The best rating; 1 is the worst.
const RATING_MAX: u8 = 5;

impl HoldsPersonal for RescheduleGathering {}

/// Answers `RescheduleGathering`. Answers stand: guests are told, and may answer anew.
pub(crate) fn reschedule(
    state: &State,
    command: &RescheduleGathering,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RescheduleGathering { gathering_id, starts, ends, .. } = *command;
    let gathering = state.gathering(gathering_id)?;
    let mut checks = Checks::new();
    checks.note(gathering.over());
    check_time(&mut checks, state, starts, ends, context);
    let same = (gathering.starts, gathering.ends) == (starts, ends);
    checks.require(!same, || Violation::NoChange);
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    let reason = command.reason.clone();
    Ok(vec![GatheringRescheduled { gathering_id, starts, ends, reason }.into()])
}

impl HoldsPersonal for CancelGathering {}

/// Answers `CancelGathering`.
pub(crate) fn cancel(
    state: &State,
    command: &CancelGathering,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering_id = command.gathering_id;
    let gathering = state.gathering(gathering_id)?;
    let mut checks = Checks::new();
    checks.note(gathering.over());
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    Ok(vec![GatheringCancelled { gathering_id, reason: command.reason.clone() }.into()])
}

impl HoldsPersonal for RecordAttendance {}

/// Answers `RecordAttendance`. Whoever comes without an invitation is counted too: it is what
/// happened. Nobody is recorded twice.
pub(crate) fn record_attendance(
    state: &State,
    command: &RecordAttendance,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering_id = command.gathering_id;
    let gathering = state.gathering(gathering_id)?;
    let RecordAttendance { attendees, no_shows, .. } = command;
    let mut checks = Checks::new();
    use GatheringState::{Held, Scheduled};
    let takes_place = matches!(gathering.state, Scheduled | Held);
    let state_code = || Violation::GatheringNotScheduled { state: gathering.state_code() };
    checks.require(takes_place, state_code);
    let at = gathering.starts;
    checks.require(context.now >= at, || Violation::NotYetDue { at });
    let everybody: Vec<KocId> = attendees.iter().chain(no_shows).copied().collect();
    checks.note(field::list("attendees", &everybody));
    for koc_id in attendees {
        checks.note(state.koc(*koc_id)?.require_own_record());
    }
    let invited = no_shows.iter().all(|koc_id| gathering.guests.contains_key(koc_id));
    checks.require(invited, || Violation::NotInvited);
    let each = everybody.iter().collect::<BTreeSet<_>>().len() == everybody.len();
    let anew = each && everybody.iter().all(|koc_id| !gathering.recorded.contains(koc_id));
    checks.require(anew, || field::invalid("attendees"));
    let says = !everybody.is_empty() || gathering.is_scheduled();
    checks.require(says, || Violation::NoChange);
    checks.finish()?;
    let (attendees, no_shows) = (attendees.clone(), no_shows.clone());
    Ok(vec![AttendanceRecorded { gathering_id, attendees, no_shows }.into()])
}

impl HoldsPersonal for PublishMinutes {}

/// Answers `PublishMinutes`. They may be put right; the newest count.
pub(crate) fn publish_minutes(
    state: &State,
    command: &PublishMinutes,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering = state.gathering(command.gathering_id)?;
    let mut checks = Checks::new();
    checks.note(gathering.not_held());
    checks.note(field::reference("minutesRef", &command.minutes_ref));
    checks.note(field::list("insights", &command.insights));
    checks.note(field::list("promises", &command.promises));
    checks.note(command.promises.iter().flat_map(|it| field::labels("promises", it)));
    checks.finish()?;
    let published = MinutesPublished {
        gathering_id: command.gathering_id,
        minutes_ref: command.minutes_ref.clone(),
        insights: command.insights.clone(),
        promises: command.promises.clone(),
    };
    Ok(vec![published.into()])
}

impl HoldsPersonal for CloseGathering {}

/// Answers `CloseGathering`.
pub(crate) fn close(
    state: &State,
    command: &CloseGathering,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering = state.gathering(command.gathering_id)?;
    let mut checks = Checks::new();
    use GatheringState::{Cancelled, Closed};
    let over = matches!(gathering.state, Closed | Cancelled);
    checks.require(!over, || Violation::GatheringOver { state: gathering.state_code() });
    checks.require(!gathering.is_scheduled(), || Violation::AttendanceMissing);
    let rating = command.rating.is_none_or(|rating| (1..=RATING_MAX).contains(&rating));
    checks.require(rating, || field::invalid("rating"));
    checks.note(field::list("followUps", &command.follow_ups));
    checks.note(command.follow_ups.iter().flat_map(|it| field::labels("followUps", it)));
    checks.finish()?;
    let closed = GatheringClosed {
        gathering_id: command.gathering_id,
        rating: command.rating,
        follow_ups: command.follow_ups.clone(),
        attended: gathering.attended,
    };
    Ok(vec![closed.into()])
}
