//! What follows at once from a duty, and from what happens to its holder: contribution is credited,
//! the purse has back what nobody can need, people are told, and a duty rests or ends with its
//! holder's membership. Falling below the bar ends nothing: a person decides.

use super::event::*;
use super::values::{DutyCause, DutyParty, DutyState};
use super::{Duty, Event as Happened};
use crate::actor::Role;
use crate::budget;
use crate::contribution;
use crate::event::Event;
use crate::id::{DutyId, EventId, HoldId, KocId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Day;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::TierCode;

/// Credits what was delivered, and whoever looked back.
pub(crate) fn credit(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match event {
        Event::Duty(Happened::DeliverableFulfilled(e)) => {
            contribution::credit_deliverable(state, e, cause, context)
        }
        Event::Duty(Happened::DutyReviewHeld(e)) if e.number == 1 => {
            contribution::credit_duty_review(state, e, cause, context)
        }
        _ => Ok(Vec::new()),
    }
}

/// Gives back what was set aside for stipends that nobody gets, once the duty is over.
pub(crate) fn release_stipends(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let duty_id = match event {
        Event::Duty(Happened::DutyCompleted(e)) => e.duty_id,
        Event::Duty(Happened::DutyEndedEarly(e)) => e.duty_id,
        _ => return Ok(Vec::new()),
    };
    let duty = state.duty(duty_id)?;
    let Some(stipend) = duty.terms.stipend.filter(|_| duty.state.is_over()) else {
        return Ok(Vec::new());
    };
    let rest = duty.stages.iter().filter_map(|stage| {
        let hold_id = HoldId::of_duty(duty_id, stipend.budget_id, stage.round);
        budget::released(state, stipend.budget_id, hold_id, None)
    });
    Ok(rest.collect())
}

/// What becomes of duties when their holder moves.
pub(crate) fn duty_with_member(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Koc(event) = event else { return Ok(Vec::new()) };
    let koc_id = event.koc_id();
    let today = state.day_of(context.now);
    Ok(match event {
        koc::Event::KocLeft(_) => {
            let each = state.duties_of(koc_id);
            each.filter_map(|(id, duty)| left(id, duty, today)).collect()
        }
        koc::Event::KocSuspended(_) => {
            let each = state.duties_of(koc_id);
            each.filter_map(|(id, duty)| suspended(id, duty, today)).collect()
        }
        koc::Event::SuspensionLifted(_) => {
            let each = state.duties_of(koc_id);
            each.filter_map(|(id, duty)| lifted(id, duty, today)).collect()
        }
        koc::Event::KocPaused(_) => {
            let running = state.duties_of(koc_id).filter(|(_, duty)| duty.state.runs());
            let contact = |duty: &Duty| Audience::Operator(state.now_serving(duty.terms.contact));
            let told = running
                .map(|(id, duty)| told(TodoKind::DutyHolderAway, contact(duty), id, duty, cause));
            told.collect()
        }
        koc::Event::KocDemoted(_)
        | koc::Event::KocSteppedDown(_)
        | koc::Event::KocTierCorrected(_) => below_bar(state, koc_id, cause),
        koc::Event::KocMerged(merged) => below_bar(state, merged.into, cause),
        _ => Vec::new(),
    })
}

/// Today is the last day of whoever leaves.
fn left(duty_id: DutyId, duty: &Duty, today: Day) -> Option<Event> {
    let begun = duty.state.runs();
    let over = begun && duty.until <= today;
    let ended = DutyEndedEarly {
        duty_id,
        koc_id: duty.koc,
        by: DutyParty::Koc,
        cause: DutyCause::MemberLeft,
        reason: None,
        last_day: begun.then_some(today),
    };
    (!over).then(|| ended.into())
}

/// Whoever may not take part is not paid for it.
fn suspended(duty_id: DutyId, duty: &Duty, from: Day) -> Option<Event> {
    let paid = duty.state == DutyState::Active || duty.rest().is_some_and(|rest| rest.paid);
    let on_hold = DutyPutOnHold {
        duty_id,
        koc_id: duty.koc,
        by: None,
        cause: DutyCause::MemberSuspended,
        from,
        until: None,
        reason: None,
        stipend_continues: false,
    };
    (paid && from <= duty.until).then(|| on_hold.into())
}

fn lifted(duty_id: DutyId, duty: &Duty, on: Day) -> Option<Event> {
    let rest = duty.rest().filter(|rest| rest.cause == DutyCause::MemberSuspended)?;
    let (koc_id, days_on_hold) = (duty.koc, on.days_since(rest.from));
    Some(DutyResumed { duty_id, koc_id, by: None, on, days_on_hold }.into())
}

/// A duty of somebody who stands below its bar waits for a person to decide.
fn below_bar(state: &State, koc_id: KocId, cause: EventId) -> Vec<Event> {
    let tier = state.koc(koc_id).ok().and_then(|koc| koc.tier);
    if tier == Some(TierCode::TOP) {
        return Vec::new();
    }
    let team = Audience::Role(Role::Ops);
    let held = state.duties_of(koc_id);
    held.map(|(id, duty)| told(TodoKind::DutyBelowBar, team, id, duty, cause)).collect()
}

fn told(kind: TodoKind, to: Audience, duty_id: DutyId, duty: &Duty, cause: EventId) -> Event {
    todo::opened(kind, to, duty_id.to_string(), Some(duty.koc), cause).into()
}

/// Every kind of to-do that waits on a duty itself.
const OF_DUTIES: [TodoKind; 5] = [
    TodoKind::DutyAwaitsAnswer,
    TodoKind::DutyEnds,
    TodoKind::DeliverableMissed,
    TodoKind::DutyHolderAway,
    TodoKind::DutyBelowBar,
];

/// Tells each side what it has to answer or to know.
pub(crate) fn duty_todos(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Duty(event) = event else { return Ok(Vec::new()) };
    let duty_id = event.duty_id();
    let duty = state.duty(duty_id)?;
    let about = duty_id.to_string();
    let done = |kind: TodoKind| todo::completed(state, kind, &about);
    let to = |party: DutyParty| match party {
        DutyParty::Koc => Audience::Koc(duty.koc),
        DutyParty::Brand => Audience::Operator(state.now_serving(duty.terms.contact)),
    };
    let tell = |kind: TodoKind, party: DutyParty| told(kind, to(party), duty_id, duty, cause);
    let mut events = Vec::new();
    match event {
        Happened::DutyProposed(_) => {
            events.push(tell(TodoKind::DutyAwaitsAnswer, DutyParty::Koc));
        }
        Happened::DutyTermsRevised(e) => {
            events.extend(done(TodoKind::DutyAwaitsAnswer));
            events.push(tell(TodoKind::DutyAwaitsAnswer, e.by.other()));
        }
        Happened::DutyAgreed(e) => {
            events.extend(done(TodoKind::DutyAwaitsAnswer));
            if duty.state == DutyState::Proposed {
                events.push(tell(TodoKind::DutyAwaitsAnswer, e.by.other()));
            }
        }
        Happened::DutyEndingNoted(_) => {
            let both = [DutyParty::Brand, DutyParty::Koc];
            events.extend(both.map(|party| tell(TodoKind::DutyEnds, party)));
        }
        Happened::DutyRenewalProposed(e) => {
            events.extend(done(TodoKind::DutyAwaitsAnswer));
            events.push(tell(TodoKind::DutyAwaitsAnswer, e.by.other()));
        }
        Happened::DutyRenewed(_) => {
            events.extend(done(TodoKind::DutyAwaitsAnswer));
            events.extend(done(TodoKind::DutyEnds));
        }
        Happened::DeliverableMissed(_) => {
            events.push(tell(TodoKind::DeliverableMissed, DutyParty::Brand));
        }
        Happened::DutyReviewHeld(_) => events.extend(done(TodoKind::DeliverableMissed)),
        Happened::DutyEndedEarly(e) => {
            events.extend(OF_DUTIES.into_iter().flat_map(done));
            if e.cause == DutyCause::Asked {
                events.push(tell(TodoKind::DutyEnds, e.by.other()));
            } else {
                events.push(tell(TodoKind::DutyEnds, DutyParty::Brand));
            }
        }
        Happened::DutyCompleted(_) => {
            events.extend(OF_DUTIES.into_iter().flat_map(done));
        }
        _ => {}
    }
    Ok(events)
}
