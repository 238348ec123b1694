//! The rules of other terms: what a member asks for, and what the brand answers. Nothing is agreed
//! before the member accepts the offer as it then stands.

use super::AssignmentState;
use super::command::{AnswerCounterProposal, CounterPropose};
use super::event::{CounterProposalAnswered, CounterProposalMade};
use super::offer::check_returns;
use super::values::{TermChanges, Terms};
use crate::event::Event;
use crate::id::AssignmentId;
use crate::personal::sealed_option;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::task::{self, Selection};
use crate::vocabulary::Horizon;

/// Answers `CounterPropose`. A newer proposal takes the place of one that waits.
pub(crate) fn counter_propose(
    state: &State,
    command: &CounterPropose,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let koc = state.koc(assignment.koc)?;
    let mut checks = Checks::new();
    checks.note(assignment.not_the_assignee(context));
    checks.note(assignment.not_pending());
    let at = assignment.offer_ends;
    checks.require(context.now <= at, || Violation::OfferExpired { at });
    // Many take the same work under one brief, or it is over before two could agree.
    let one_to_one = assignment.offer.selection == Selection::Offer;
    let negotiable = one_to_one && assignment.offer.horizon != Horizon::Instant;
    checks.require(negotiable, || Violation::NegotiationNotAllowed);
    checks.note(koc.require_active(state.day_of(context.now)));
    check_changes(&mut checks, state, command.assignment_id, &command.changes, context)?;
    checks.note(field::personal_said("message", &command.message));
    checks.finish()?;
    let made = CounterProposalMade {
        assignment_id: command.assignment_id,
        proposal_no: assignment.negotiation.made.saturating_add(1),
        changes: command.changes.recorded()?,
        message: command.message.sealed()?,
    };
    Ok(vec![made.into()])
}

/// Answers `AnswerCounterProposal`. The member then has the usual time again to think it over.
pub(crate) fn answer_counter_proposal(
    state: &State,
    command: &AnswerCounterProposal,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(command.assignment_id)?;
    let negotiation = &assignment.negotiation;
    let newest = command.proposal_no == negotiation.made;
    let negotiating = assignment.state == AssignmentState::Negotiating;
    let proposal = negotiation.open.as_ref().filter(|_| newest && negotiating);
    let proposal = proposal.ok_or(Violation::ProposalNotOpen)?;
    let mut checks = Checks::new();
    if let Some(terms) = &command.new_terms {
        checks.require(!command.accept, || field::invalid("newTerms"));
        check_changes(&mut checks, state, command.assignment_id, terms, context)?;
    }
    checks.note(field::personal("message", command.message.as_ref()));
    checks.finish()?;
    let new_terms = command.new_terms.as_ref().map(TermChanges::recorded).transpose()?;
    let terms = match (command.accept, new_terms) {
        (true, _) => proposal.clone().over(&negotiation.terms),
        (false, Some(terms)) => terms.over(&negotiation.terms),
        (false, None) => negotiation.terms.clone(),
    };
    let due = terms.submit_by.unwrap_or(assignment.offer.submit_by);
    let again = context.now.plus_hours(i64::from(offer_hours(state, command)?)).min(due);
    let answered = CounterProposalAnswered {
        assignment_id: command.assignment_id,
        proposal_no: command.proposal_no,
        accepted: command.accept,
        terms,
        offer_expires_at: assignment.offer_ends.max(again),
        message: sealed_option(command.message.as_ref())?,
    };
    Ok(vec![answered.into()])
}

/// How long an offer of this task stands: by its brief, or by the programme.
fn offer_hours(state: &State, command: &AnswerCounterProposal) -> Result<u32, Refusal> {
    let brief = state.agreed_brief(state.assignment(command.assignment_id)?)?;
    let by_brief = Some(brief.timeline.offer_ttl_hours).filter(|hours| *hours > 0);
    Ok(by_brief.unwrap_or(state.programme()?.limits.offer_ttl_hours))
}

/// Other terms must say something, and keep what holds of every task of that horizon.
fn check_changes(
    checks: &mut Checks,
    state: &State,
    assignment_id: AssignmentId,
    changes: &TermChanges,
    context: &Context,
) -> Result<(), Refusal> {
    let assignment = state.assignment(assignment_id)?;
    let timeline = &state.agreed_brief(assignment)?.timeline;
    let programme = state.programme()?;
    checks.require(changes.say_something(), || Violation::NoChange);
    if let Some(due) = changes.submit_by {
        let past = || Violation::DateInPast { field: "submitBy".to_owned() };
        checks.require(context.now < due, past);
        let horizon = assignment.offer.horizon;
        checks.note(task::window_too_long(programme, horizon, timeline.start, due));
    }
    check_returns(checks, state, "returns", changes.returns.as_deref());
    if let Some(outputs) = &changes.outputs {
        checks.require(!outputs.is_empty(), || field::invalid("outputs"));
        task::check_outputs(checks, programme, outputs);
    }
    checks.note(field::personal("scope", changes.scope.as_ref()));
    Ok(())
}

impl TermChanges {
    fn say_something(&self) -> bool {
        self.submit_by.is_some()
            || self.returns.is_some()
            || self.scope.as_ref().is_some_and(|scope| !scope.is_empty())
            || self.outputs.is_some()
    }

    fn recorded(&self) -> Result<Terms, Refusal> {
        Ok(Terms {
            submit_by: self.submit_by,
            returns: self.returns.clone(),
            scope: sealed_option(self.scope.as_ref())?,
            outputs: self.outputs.clone(),
        })
    }
}
