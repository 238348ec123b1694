//! Suspension: decided by two people, told with its reason, and over when it is lifted. Leaving
//! and coming back does not shed it.

use super::command::{LiftSuspension, SuspendKoc};
use super::event::{KocSuspended, SuspensionLifted};
use super::{Koc, Standing, promote};
use crate::actor::Role;
use crate::approval::{self, Proposal, SuspensionProposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::policy::ApprovalStep;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::timer::Timer;

/// That a member may not take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suspension {
    pub(crate) from: Day,
    /// Its last day; none when it stands until it is lifted.
    pub(crate) until: Option<Day>,
}

impl HoldsPersonal for SuspendKoc {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show(self.koc_id.into(), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `SuspendKoc`. Somebody on a break can be suspended; the break ends with it.
pub(crate) fn suspend(
    state: &State,
    command: &SuspendKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let SuspendKoc { koc_id, ref evidence_refs, until, .. } = *command;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(koc.require_present());
    let (_, policy) = state.policy_on(today)?;
    let proposal = Proposal::Suspend(SuspensionProposal { koc_id, until });
    let step = ApprovalStep::Suspend;
    let collected = approval::collect_for(state, &proposal, step, &policy.rules, context);
    checks.note(collected.too_few);
    checks.note(field::reason(&command.reason));
    checks.require(evidence_refs.len() <= promote::REFS_MAX, || field::invalid("evidenceRefs"));
    checks.note(evidence_refs.iter().find_map(|event| state.known_event(*event)));
    let in_past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(until.is_none_or(|until| today <= until), in_past);
    checks.note(until.and_then(|until| field::day_in_reach("until", until, today)));
    checks.finish()?;
    let suspended = KocSuspended {
        koc_id,
        reason: command.reason.sealed()?,
        evidence_refs: evidence_refs.clone(),
        from: today,
        until,
        approved_by: collected.approvals,
    };
    Ok(vec![suspended.into()])
}

impl HoldsPersonal for LiftSuspension {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `LiftSuspension`. People say why; the clock comes when the last day is over.
pub(crate) fn lift(
    state: &State,
    command: &LiftSuspension,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc_id = command.koc_id;
    let suspension = state.koc(koc_id)?.suspension.ok_or(Violation::KocNotSuspended)?;
    let today = state.day_of(context.now);
    let over = suspension.until.is_some_and(|until| until < today);
    let mut checks = Checks::new();
    if context.actor.role == Role::System {
        let at = suspension.until.map_or(crate::Moment(i64::MAX), |until| state.end_of(until));
        checks.require(over, || Violation::NotYetDue { at });
    } else {
        let said = command.reason.as_ref().is_some_and(|reason| !reason.is_empty());
        checks.require(said || over, || Violation::ReasonRequired);
    }
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    let days_suspended = today.days_since(suspension.from);
    Ok(vec![SuspensionLifted { koc_id, reason, days_suspended }.into()])
}

pub(super) fn suspended(state: &mut State, event: &KocSuspended) {
    let KocSuspended { koc_id, from, until, .. } = *event;
    approval::consume(state, &Proposal::Suspend(SuspensionProposal { koc_id, until }));
    begin(state, koc_id, Suspension { from, until });
    let Some(koc) = state.koc_mut(koc_id) else { return };
    if matches!(koc.standing, Standing::Paused { .. }) {
        koc.end_pause(from);
        koc.standing = Standing::Active;
    }
}

/// Suspends; a record that is suspended already stays so until the later of both ends.
pub(super) fn begin(state: &mut State, koc_id: KocId, new: Suspension) {
    let Some(koc) = state.koc_mut(koc_id) else { return };
    let until = match koc.suspension {
        Some(held) => held.until.zip(new.until).map(|(held, new)| held.max(new)),
        None => new.until,
    };
    let from = koc.suspension.map_or(new.from, |held| held.from.min(new.from));
    koc.suspension = Some(Suspension { from, until });
    match until {
        Some(until) => state.timers.set(Timer::LiftSuspension(koc_id), state.end_of(until)),
        None => state.timers.clear(Timer::LiftSuspension(koc_id)),
    }
}

pub(super) fn lifted(state: &mut State, koc_id: KocId) {
    state.timers.clear(Timer::LiftSuspension(koc_id));
    if let Some(koc) = state.koc_mut(koc_id) {
        koc.suspension = None;
    }
}

impl Koc {
    /// Refuses somebody who may not take part at the moment.
    pub(super) fn require_not_suspended(&self) -> Option<Violation> {
        self.suspension.map(|_| self.not_active())
    }
}
