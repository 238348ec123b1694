//! What follows at once: loans that have lost their reason end, a car that is out then is to be
//! collected, and whoever answers for it is told what waits.

use super::values::LoanEndCause;
use super::{Event as Happened, Loan, book};
use crate::actor::Role;
use crate::assignment;
use crate::event::Event;
use crate::id::{AssignmentId, EventId, KocId, LoanId};
use crate::koc;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Loans end with the work or the membership they were for. Nothing can say no to that: what is not
/// out is called off, and of what is out somebody is told to collect it.
pub(crate) fn end_loans(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let (koc_id, work, why) = match event {
        Event::Koc(koc::Event::KocLeft(e)) => (e.koc_id, None, LoanEndCause::MemberLeft),
        Event::Koc(koc::Event::KocSuspended(e)) => (e.koc_id, None, LoanEndCause::MemberSuspended),
        Event::Assignment(event) => {
            let Some(work) = work_off(event) else { return Ok(Vec::new()) };
            let Ok(assignment) = state.assignment(work) else { return Ok(Vec::new()) };
            (assignment.koc, Some(work), LoanEndCause::WorkOff)
        }
        _ => return Ok(Vec::new()),
    };
    Ok(ended(state, koc_id, work, why, cause))
}

/// The work that will not be done after all.
fn work_off(event: &assignment::Event) -> Option<AssignmentId> {
    match event {
        assignment::Event::AssignmentCancelled(e) => Some(e.assignment_id),
        assignment::Event::AssignmentRelinquished(e) => Some(e.assignment_id),
        assignment::Event::AssignmentLapsed(e) => Some(e.assignment_id),
        _ => None,
    }
}

/// The member's loans end, only those for that work if one is named.
fn ended(
    state: &State,
    koc_id: KocId,
    work: Option<AssignmentId>,
    why: LoanEndCause,
    cause: EventId,
) -> Vec<Event> {
    let loans = state.live_loans_of(koc_id).filter_map(|id| Some((id, state.loan(id).ok()?)));
    let theirs = loans.filter(|(_, loan)| work.is_none() || loan.assignment == work);
    let end = theirs.filter_map(|(loan_id, loan)| {
        if loan.state.is_before_delivery() {
            return Some(book::cancelled(loan_id, loan, why, None).into());
        }
        let out = loan.state.is_out() && !is_told(state, TodoKind::CollectCar, loan_id);
        out.then(|| todo_for(state, TodoKind::CollectCar, loan_id, loan, cause))
    });
    end.collect()
}

/// Whether somebody was told already, and it still waits.
fn is_told(state: &State, kind: TodoKind, loan_id: LoanId) -> bool {
    todo::waiting(state, kind, &loan_id.to_string()).next().is_some()
}

fn todo_for(state: &State, kind: TodoKind, loan_id: LoanId, loan: &Loan, cause: EventId) -> Event {
    let answers = state.answers_for_loan(loan);
    let audience = answers.map_or(Audience::Role(Role::Ops), Audience::Operator);
    todo::opened(kind, audience, loan_id.to_string(), Some(loan.koc), cause).into()
}

/// What waits for whoever answers for a car, and what waits no more.
pub(crate) fn react(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Vehicle(event) = event else { return Ok(Vec::new()) };
    let open = |kind, loan_id| {
        let loan = state.loan(loan_id).ok()?;
        Some(todo_for(state, kind, loan_id, loan, cause))
    };
    let done = |kind: TodoKind, loan_id: LoanId| todo::completed(state, kind, &loan_id.to_string());
    Ok(match event {
        Happened::LoanRequested(e) => open(TodoKind::LoanAsked, e.loan_id).into_iter().collect(),
        Happened::LoanApproved(e) => done(TodoKind::LoanAsked, e.loan_id),
        Happened::LoanRefused(e) => done(TodoKind::LoanAsked, e.loan_id),
        Happened::LoanCancelled(e) => {
            let mut waits = done(TodoKind::LoanAsked, e.loan_id);
            waits.extend(done(TodoKind::LoanInConflict, e.loan_id));
            waits
        }
        Happened::VehicleDelivered(e) => done(TodoKind::LoanInConflict, e.loan_id),
        Happened::LoanOverdue(e) => {
            let told = is_told(state, TodoKind::CarOverdue, e.loan_id);
            let new = (!told).then(|| open(TodoKind::CarOverdue, e.loan_id));
            new.flatten().into_iter().collect()
        }
        Happened::LoanExtended(e) => done(TodoKind::CarOverdue, e.loan_id),
        Happened::VehicleReturned(e) => {
            let mut waits = done(TodoKind::CarOverdue, e.loan_id);
            waits.extend(done(TodoKind::CollectCar, e.loan_id));
            waits
        }
        Happened::VehicleSentToWorkshop(e) => {
            let booked = e.conflicts.iter().filter_map(|loan_id| {
                let told = is_told(state, TodoKind::LoanInConflict, *loan_id);
                (!told).then(|| open(TodoKind::LoanInConflict, *loan_id)).flatten()
            });
            booked.collect()
        }
        _ => Vec::new(),
    })
}
