//! What happens while a duty runs: it begins, what is due is delivered, missed or excused, and both
//! look back together.

use super::command::*;
use super::event::*;
use super::values::{DutyState, ExcuseCause};
use super::{Duty, GRACE_DAYS, Shown};
use crate::asset::Asset;
use crate::assignment::AssignmentState;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, Sealed, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;

impl HoldsPersonal for StartDuty {}

/// Answers `StartDuty`.
pub(crate) fn start(
    state: &State,
    command: &StartDuty,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let duty_id = command.duty_id;
    let duty = state.duty(duty_id)?;
    let from = duty.terms.term.from;
    let at = state.start_of(from);
    let mut checks = Checks::new();
    let agreed = duty.state != DutyState::Proposed;
    checks.require(agreed, || Violation::BothMustAgree);
    let new = !agreed || duty.state == DutyState::Concluded;
    checks.require(new, || duty.inactive());
    checks.require(context.now >= at, || Violation::NotYetDue { at });
    checks.finish()?;
    Ok(vec![DutyStarted { duty_id, koc_id: duty.koc, from, until: duty.until }.into()])
}

impl HoldsPersonal for FulfilDeliverable {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        if let Some(note) = &mut self.note {
            show(state.holder_or_nobody(self.duty_id), SealedField::Statement, note);
        }
    }
}

/// Answers `FulfilDeliverable`. What comes within the days of grace counts, but not as in time.
pub(crate) fn fulfil(
    state: &State,
    command: &FulfilDeliverable,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let FulfilDeliverable { duty_id, ref code, period, assignment_id, asset_id, ref note } =
        *command;
    let duty = state.duty(duty_id)?;
    duty.party(context)?;
    let today = state.day_of(context.now);
    let (at, deliverable, due) = duty.owed(code, period)?;
    let item = duty.item(at, period);
    let mut checks = Checks::new();
    checks.note(duty.not_active());
    let begun = today >= duty.days(deliverable.every, period).0;
    let open = begun && !item.missed && !item.excused;
    checks.require(open, || unknown(code, period));
    let fulfilled = || Violation::DeliverableAlreadyFulfilled { code: code.clone(), period };
    checks.require(item.done < deliverable.count, fulfilled);
    let shown = assignment_id.map(Shown::Assignment).or(asset_id.map(Shown::Asset));
    let again = shown.is_some_and(|shown| duty.shown.contains(&shown));
    checks.require(!again, fulfilled);
    let told = note.as_ref().is_some_and(|note| !note.is_empty());
    let ways = [assignment_id.is_some(), asset_id.is_some(), told];
    let one = ways.into_iter().filter(|given| *given).count() == 1;
    checks.require(one, || field::invalid("assignmentId, assetId, note"));
    checks.note(shown.and_then(|shown| shows_nothing(state, duty, shown)));
    checks.note(field::personal("note", note.as_ref()));
    checks.finish()?;
    let fulfilled = DeliverableFulfilled {
        duty_id,
        koc_id: duty.koc,
        code: code.clone(),
        period,
        number: item.done.saturating_add(1),
        due,
        on_time: today <= due,
        assignment_id,
        asset_id,
        note: sealed_option(note.as_ref())?,
    };
    Ok(vec![fulfilled.into()])
}

fn unknown(code: &str, period: u16) -> Violation {
    Violation::DeliverableUnknown { code: code.to_owned(), period }
}

/// Only what the holder made, and the brand approved or keeps, shows anything.
fn shows_nothing(state: &State, duty: &Duty, shown: Shown) -> Option<Violation> {
    let (known, name) = match shown {
        Shown::Assignment(id) => {
            let work = state.assignment(id);
            let approved = |it: &crate::assignment::Assignment| {
                state.goes_on_as(it.koc) == duty.koc && it.state == AssignmentState::Approved
            };
            (work.map(approved), "assignmentId")
        }
        Shown::Asset(id) => {
            let asset = state.asset(id);
            let theirs =
                |it: &Asset| it.authors.iter().any(|author| state.goes_on_as(*author) == duty.koc);
            (asset.map(theirs), "assetId")
        }
    };
    match known {
        Err(unknown) => Some(unknown),
        Ok(shows) => (!shows).then(|| field::invalid(name)),
    }
}

impl Duty {
    /// A deliverable in a period of the duty, its place, and when it is due.
    pub(super) fn owed(
        &self,
        code: &str,
        period: u16,
    ) -> Result<(u8, &super::Deliverable, Day), Violation> {
        let (at, deliverable) = self.deliverable(code).ok_or_else(|| unknown(code, period))?;
        let due = self.due(deliverable.every, period).ok_or_else(|| unknown(code, period))?;
        Ok((at, deliverable, due))
    }
}

impl HoldsPersonal for MarkDeliverableMissed {}

/// Answers `MarkDeliverableMissed`. What fell due while the duty rested, or while the holder took
/// a break, is excused instead: their clock stood still.
pub(crate) fn mark_missed(
    state: &State,
    command: &MarkDeliverableMissed,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let MarkDeliverableMissed { duty_id, ref code, period } = *command;
    let duty = state.duty(duty_id)?;
    let (index, deliverable, due) = duty.owed(code, period)?;
    let at = state.end_of(due.plus(GRACE_DAYS));
    let mut checks = Checks::new();
    checks.note(duty.not_running());
    let open = !duty.is_settled(index, deliverable, period);
    checks.require(open, || Violation::NoChange);
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    let koc_id = duty.koc;
    let excused = |because| {
        let (code, reason) = (code.clone(), None);
        DeliverableExcused { duty_id, koc_id, code, period, due, because, reason }.into()
    };
    if duty.rests.iter().any(|rest| rest.covers(due)) {
        return Ok(vec![excused(ExcuseCause::OnHold)]);
    }
    let breaks = state.kocs.get(&koc_id).map(|koc| koc.pauses.as_slice()).unwrap_or_default();
    let on_break =
        |(from, until): &(Day, Option<Day>)| *from <= due && until.is_none_or(|until| due <= until);
    if breaks.iter().any(on_break) {
        return Ok(vec![excused(ExcuseCause::OnBreak)]);
    }
    let missing = deliverable.count.saturating_sub(duty.item(index, period).done);
    let code = code.clone();
    Ok(vec![DeliverableMissed { duty_id, koc_id, code, period, due, missing }.into()])
}

impl HoldsPersonal for ExcuseDeliverable {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.holder_or_nobody(self.duty_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `ExcuseDeliverable`: of what is due, or was missed.
pub(crate) fn excuse(
    state: &State,
    command: &ExcuseDeliverable,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ExcuseDeliverable { duty_id, ref code, period, ref reason } = *command;
    let duty = state.duty(duty_id)?;
    let (at, deliverable, due) = duty.owed(code, period)?;
    let today = state.day_of(context.now);
    let item = duty.item(at, period);
    let begun = today >= duty.days(deliverable.every, period).0;
    let open = begun && !item.excused && item.done < deliverable.count;
    let mut checks = Checks::new();
    checks.note(duty.not_running());
    checks.require(open, || unknown(code, period));
    checks.note(field::reason(reason));
    checks.finish()?;
    let excused = DeliverableExcused {
        duty_id,
        koc_id: duty.koc,
        code: code.clone(),
        period,
        due,
        because: ExcuseCause::Asked,
        reason: Some(reason.sealed()?),
    };
    Ok(vec![excused.into()])
}

impl HoldsPersonal for HoldDutyReview {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.holder_or_nobody(self.duty_id);
        let said = self.what_went_well.iter_mut().chain(&mut self.what_to_change);
        said.chain(&mut self.adjustments)
            .for_each(|text| show(person, SealedField::Feedback, text));
    }
}

/// Answers `HoldDutyReview`. It says something concrete, and what was delivered stands beside it.
pub(crate) fn hold_review(
    state: &State,
    command: &HoldDutyReview,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let HoldDutyReview { duty_id, period, what_went_well, what_to_change, adjustments } = command;
    let duty = state.duty(*duty_id)?;
    let today = state.day_of(context.now);
    let said = what_went_well.iter().chain(what_to_change);
    let mut checks = Checks::new();
    checks.note(duty.not_active());
    let concrete = said.clone().any(|text| !text.is_empty());
    checks.require(concrete, || Violation::FeedbackRequired);
    checks.note(field::list("whatWentWell", what_went_well));
    checks.note(field::list("whatToChange", what_to_change));
    checks.note(said.chain(adjustments).find_map(|text| field::personal("feedback", text)));
    let month = (1..=duty.months).contains(period);
    let begun = month && duty.days(super::DutyPeriod::Month, *period).0 <= today;
    checks.require(begun, || field::invalid("period"));
    checks.finish()?;
    let sealed = |texts: &[Personal]| -> Result<Vec<Sealed>, Refusal> {
        texts.iter().filter(|text| !text.is_empty()).map(Personal::sealed).collect()
    };
    let held = DutyReviewHeld {
        duty_id: *duty_id,
        koc_id: duty.koc,
        period: *period,
        number: duty.reviews.get(period).map_or(1, |held| held.saturating_add(1)),
        what_went_well: sealed(what_went_well)?,
        what_to_change: sealed(what_to_change)?,
        adjustments: sealed_option(adjustments.as_ref())?,
        fulfilled: duty.fulfilled,
        missed: duty.missed,
        excused: duty.excused,
    };
    Ok(vec![held.into()])
}
