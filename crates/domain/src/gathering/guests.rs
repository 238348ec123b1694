//! The rules of who comes: asked by the team within the bar, answered by themselves while there is
//! room, told when it changes.

use std::collections::BTreeSet;

use super::command::{InviteToGathering, Rsvp, TellGatheringGuests};
use super::event::{GatheringGuestsTold, GatheringInvitationsSent, RsvpReceived};
use super::values::RsvpAnswer;
use super::{AT_ONCE, Gathering};
use crate::assignment::tier_too_low;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{GatheringId, KocId};
use crate::koc::Koc;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for InviteToGathering {}

/// Answers `InviteToGathering`. Whoever is invited already is left out; somebody must be new.
pub(crate) fn invite(
    state: &State,
    command: &InviteToGathering,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering_id = command.gathering_id;
    let gathering = state.gathering(gathering_id)?;
    let today = state.day_of(context.now);
    let asked: BTreeSet<KocId> = command.koc_ids.iter().copied().collect();
    let mut checks = Checks::new();
    checks.note(gathering.not_scheduled());
    checks.note(field::list("kocIds", &command.koc_ids));
    checks.note(field::labels("message", &command.message));
    for koc_id in &asked {
        let koc = state.koc(*koc_id)?;
        checks.note(koc.require_active(today));
        checks.note(gathering.below_bar(koc));
    }
    let new = |koc_id: &KocId| !gathering.guests.contains_key(koc_id);
    let koc_ids: Vec<KocId> = asked.into_iter().filter(new).collect();
    checks.require(!koc_ids.is_empty(), || Violation::NoChange);
    checks.finish()?;
    let message = command.message.clone();
    Ok(vec![GatheringInvitationsSent { gathering_id, koc_ids, message }.into()])
}

impl Gathering {
    /// Refuses whoever stands below the bar.
    pub(super) fn below_bar(&self, koc: &Koc) -> Option<Violation> {
        let need = self.min_tier?;
        let low = koc.tier.is_none_or(|tier| tier < need);
        low.then(|| tier_too_low(koc, need))
    }

    /// Refuses one more when every place is taken.
    fn full(&self) -> Option<Violation> {
        let capacity = self.capacity?;
        (self.coming >= capacity).then_some(Violation::GatheringFull { capacity })
    }
}

impl HoldsPersonal for Rsvp {}

/// Answers `Rsvp`. A no asks nothing; a yes takes a place.
pub(crate) fn rsvp(
    state: &State,
    command: &Rsvp,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Rsvp { gathering_id, koc_id, answer, .. } = *command;
    let gathering = state.gathering(gathering_id)?;
    let koc = state.koc(koc_id)?;
    let guest = gathering.guests.get(&koc_id);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "Rsvp"));
    checks.note(gathering.not_scheduled());
    let ended = gathering.is_scheduled() && context.now > gathering.ends;
    checks.require(!ended, || Violation::GatheringOver { state: "HELD".to_owned() });
    checks.require(guest.is_some(), || Violation::NotInvited);
    let nda_accepted = command.nda_accepted || guest.is_some_and(|guest| guest.nda);
    let before = guest.and_then(|guest| guest.answer);
    if answer == RsvpAnswer::Yes {
        checks.note(koc.require_active(state.day_of(context.now)));
        checks.note(gathering.below_bar(koc));
        let has_place = before == Some(RsvpAnswer::Yes);
        checks.note(gathering.full().filter(|_| !has_place));
        let agreed = nda_accepted || !gathering.nda_required;
        checks.require(agreed, || Violation::NdaNotAccepted);
    }
    let same = before == Some(answer) && guest.is_some_and(|guest| guest.nda == nda_accepted);
    checks.require(!same, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![RsvpReceived { gathering_id, koc_id, answer, nda_accepted }.into()])
}

impl HoldsPersonal for TellGatheringGuests {}

/// Answers `TellGatheringGuests`.
pub(crate) fn tell_guests(
    state: &State,
    command: &TellGatheringGuests,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let gathering_id = command.gathering_id;
    let told = told_next(gathering_id, state.gathering(gathering_id)?);
    Ok(vec![told.ok_or(Violation::NoChange)?.into()])
}

/// The guests who are told next of what has changed; none when everybody knows.
pub(super) fn told_next(
    gathering_id: GatheringId,
    gathering: &Gathering,
) -> Option<GatheringGuestsTold> {
    let news = gathering.news?;
    let koc_ids: Vec<KocId> = gathering.to_tell.iter().take(AT_ONCE).copied().collect();
    (!koc_ids.is_empty()).then_some(GatheringGuestsTold { gathering_id, koc_ids, news })
}
