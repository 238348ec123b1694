//! The rules of circles: a bar and a number of seats at the door, quiet hours inside.

use std::collections::BTreeSet;

use super::command::*;
use super::event::*;
use super::values::LeftBy;
use super::{CIRCLES_MAX, Circle};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{CircleId, KocId};
use crate::koc::Koc;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for OpenCircle {}

/// Answers `OpenCircle`.
pub(crate) fn open(
    state: &State,
    command: &OpenCircle,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let OpenCircle { circle_id, min_tier, capacity, on_promotion, .. } = *command;
    if state.circles.contains_key(&circle_id) {
        return Err(Violation::CircleExists.into());
    }
    let mut checks = Checks::new();
    let limit = || Violation::LimitInvalid { field: "capacity".to_owned() };
    checks.require(capacity > 0, limit);
    checks.note(field::labels("name", &command.name));
    checks.note(field::labels("purpose", &command.purpose));
    checks.finish()?;
    let (name, purpose) = (command.name.clone(), command.purpose.clone());
    Ok(vec![CircleOpened { circle_id, name, min_tier, capacity, purpose, on_promotion }.into()])
}

impl HoldsPersonal for AdmitToCircle {}

/// Answers `AdmitToCircle`.
pub(crate) fn admit(
    state: &State,
    command: &AdmitToCircle,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AdmitToCircle { circle_id, koc_id } = *command;
    let circle = state.circle(circle_id)?;
    let koc = state.koc(koc_id)?;
    let mut checks = Checks::new();
    checks.note(state.not_admissible(circle, koc_id, koc, context));
    checks.finish()?;
    Ok(vec![circle.admitted(circle_id, koc_id, koc).into()])
}

impl State {
    /// Every reason why a member cannot be in a circle now.
    pub(super) fn not_admissible(
        &self,
        circle: &Circle,
        koc_id: KocId,
        koc: &Koc,
        context: &Context,
    ) -> Vec<Violation> {
        let mut checks = Checks::new();
        checks.note(circle.over());
        checks.note(koc.require_active(self.day_of(context.now)));
        let need = circle.min_tier;
        let has = || koc.tier.map_or_else(|| "-".to_owned(), |tier| tier.to_string());
        checks.require(koc.tier >= Some(need), || Violation::TierTooLow { need, has: has() });
        checks.require(!circle.members.contains(&koc_id), || Violation::AlreadyInCircle);
        checks.note(circle.full());
        let few = self.circles_of(koc_id).len() < CIRCLES_MAX;
        checks.require(few, || field::invalid("kocId"));
        checks.finish().err().map_or_else(Vec::new, |refusal| refusal.violations().to_vec())
    }
}

impl Circle {
    /// What is recorded when somebody comes in.
    pub(super) fn admitted(
        &self,
        circle_id: CircleId,
        koc_id: KocId,
        koc: &Koc,
    ) -> KocAdmittedToCircle {
        let members = self.headcount().saturating_add(1);
        KocAdmittedToCircle { circle_id, koc_id, tier: koc.tier, members }
    }
}

impl HoldsPersonal for LeaveCircle {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `LeaveCircle`. A member needs no reason; the team does.
pub(crate) fn leave(
    state: &State,
    command: &LeaveCircle,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let LeaveCircle { circle_id, koc_id, .. } = *command;
    let circle = state.circle(circle_id)?;
    state.koc(koc_id)?;
    let by = match context.actor.as_koc() {
        Some(_) => LeftBy::Themselves,
        None => LeftBy::Team,
    };
    let said = command.reason.as_ref().is_some_and(|reason| !reason.is_empty());
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "LeaveCircle"));
    let is_in = !circle.archived && circle.members.contains(&koc_id);
    checks.require(is_in, || Violation::NotInCircle);
    checks.require(said || by == LeftBy::Themselves, || Violation::ReasonRequired);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![KocLeftCircle { circle_id, koc_id, by, reason }.into()])
}

impl HoldsPersonal for PostAnnouncement {}

/// Answers `PostAnnouncement`.
pub(crate) fn announce(
    state: &State,
    command: &PostAnnouncement,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let PostAnnouncement { circle_id, announcement_id, task_id, urgent, .. } = *command;
    let circle = state.circle(circle_id)?;
    if state.announcements.contains(&announcement_id) {
        return Err(Violation::AnnouncementExists.into());
    }
    let mut checks = Checks::new();
    checks.note(circle.over());
    checks.note(state.quiet_now(context, urgent));
    checks.note(field::labels("text", &command.text));
    checks.require(!command.channels.is_empty(), || field::invalid("channels"));
    checks.note(field::list("channels", &command.channels));
    if let Some(task_id) = task_id {
        let task = state.task(task_id)?;
        checks.require(task.is_open(), || task.not_open());
    }
    checks.finish()?;
    let channels: BTreeSet<_> = command.channels.iter().copied().collect();
    let posted = AnnouncementPosted {
        circle_id,
        announcement_id,
        text: command.text.clone(),
        channels: channels.into_iter().collect(),
        task_id,
        urgent,
        audience_size: circle.headcount(),
    };
    Ok(vec![posted.into()])
}

impl HoldsPersonal for ArchiveCircle {}

/// Answers `ArchiveCircle`.
pub(crate) fn archive(
    state: &State,
    command: &ArchiveCircle,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let circle_id = command.circle_id;
    let circle = state.circle(circle_id)?;
    let mut checks = Checks::new();
    checks.note(circle.over());
    checks.require(!command.reason.trim().is_empty(), || Violation::ReasonRequired);
    checks.note(field::text("reason", &command.reason));
    checks.finish()?;
    Ok(vec![CircleArchived { circle_id, reason: command.reason.clone() }.into()])
}
